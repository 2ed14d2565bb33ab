/**
 * What the phone says of a picture, in words for whoever has the paper in front. It advises: the person decides, and
 * what was seen goes with the delivery. Pure.
 */

import type { IdActa } from '../../../src/dominio/clave.ts';
import { parseCodigo } from '../../../src/dominio/codigo-de-acta.ts';
import { type Gris, percentiles } from './gris.ts';
import { bordeDe, buscarMarcas, type MarcasVistas, puntosPorMilimetro } from './marcas.ts';

export interface Medidas {
  readonly marcas: MarcasVistas;
  /** points of the picture for each millimetre of paper; null without two marks */
  readonly puntosPorMilimetro: number | null;
  /** millimetres that an edge takes from black to white, in the worst mark; null without marks */
  readonly borde: number | null;
  /** grey of the paper, 0 to 255 */
  readonly papel: number;
  /** greys between the paper and what is printed */
  readonly contraste: number;
}

/** The middle of the sheet: what is around it is a table. */
const CENTRO = { x: 0.15, y: 0.12, ancho: 0.7, alto: 0.76 };

/**
 * @param chica about 500 points wide: where the marks are looked for
 * @param grande the same picture, as large as there is
 */
export function medir(chica: Gris, grande: Gris): Medidas {
  const scale = grande.ancho / chica.ancho;
  const marcas = buscarMarcas(chica);
  const edges = marcas.flatMap((marca) => {
    if (marca === null) return [];
    const borde = bordeDe(grande, { x: marca.x * scale, y: marca.y * scale, lado: marca.lado * scale });
    return borde === null ? [] : [borde];
  });
  const [ink = 0, paper = 255] = percentiles(chica, CENTRO, [0.02, 0.85]);
  const perMillimetre = puntosPorMilimetro(marcas);
  return {
    marcas,
    puntosPorMilimetro: perMillimetre === null ? null : perMillimetre * scale,
    borde: edges.length === 0 ? null : Math.max(...edges),
    papel: paper,
    contraste: paper - ink,
  };
}

export const MOTIVOS = [
  'cortada',
  'oscura',
  'quemada',
  'borrosa',
  'baja_resolucion',
  'sin_codigo',
  'codigo_de_otra',
  'sin_revisar',
] as const;
export type Motivo = (typeof MOTIVOS)[number];

/** What is wrong, and what to do about it. */
export const FRASES: Readonly<Record<Motivo, { readonly titulo: string; readonly remedio: string }>> = {
  cortada: {
    titulo: 'No se ven las cuatro esquinas',
    remedio: 'Aléjese hasta que los cuatro cuadros negros del acta queden dentro del marco.',
  },
  oscura: {
    titulo: 'Está oscura',
    remedio: 'Encienda la lámpara o acérquese a una luz. Cuide que su sombra no caiga en el acta.',
  },
  quemada: {
    titulo: 'Tiene demasiada luz',
    remedio: 'Hay un reflejo que borra lo escrito. Incline un poco el teléfono o apague la lámpara.',
  },
  borrosa: {
    titulo: 'Salió movida o desenfocada',
    remedio: 'Ponga el acta en una mesa, apoye los codos y espere a que se vea nítida.',
  },
  baja_resolucion: { titulo: 'Está muy lejos', remedio: 'Acérquese hasta que el acta llene el marco.' },
  sin_codigo: {
    titulo: 'No se pudo leer el código QR',
    remedio: 'Revise que el cuadro de arriba a la derecha no esté doblado, tapado ni con reflejo.',
  },
  codigo_de_otra: {
    titulo: 'El código es de otra acta',
    remedio: 'Compare el acta de papel con la que eligió.',
  },
  sin_revisar: {
    titulo: 'El teléfono no pudo revisar la foto',
    remedio: 'Véala con cuidado antes de enviarla.',
  },
};

const PAPEL_MINIMO = 95;
/** Share of the grey of the paper: ink that is lighter than that is not read. */
const CONTRASTE_MINIMO = 0.22;
const BORDE_MAXIMO_MM = 1.1;
/** Below this, the figures of a narrow row are not told apart. */
const PUNTOS_MINIMOS = 3.6;

/** What is wrong with the picture itself, the most important first. */
export function motivosDe({
  marcas,
  puntosPorMilimetro,
  borde,
  papel,
  contraste,
}: Medidas): readonly Motivo[] {
  // In the dark nothing is seen, also when it is there.
  if (papel < PAPEL_MINIMO) return ['oscura'];
  const motivos: Motivo[] = [];
  if (contraste < papel * CONTRASTE_MINIMO) motivos.push('quemada');
  // Without the four marks what was taken for one of them may be something else: nothing is measured on it.
  if (marcas.some((marca) => marca === null)) return ['cortada', ...motivos];
  if (borde !== null && borde > BORDE_MAXIMO_MM) return ['borrosa'];
  if (puntosPorMilimetro !== null && puntosPorMilimetro < PUNTOS_MINIMOS) motivos.push('baja_resolucion');
  return motivos;
}

/** What the code of a picture says, against the acta that was chosen. */
export type Lectura =
  | { readonly tipo: 'sin_codigo' }
  | { readonly tipo: 'la_elegida' }
  | { readonly tipo: 'otra'; readonly acta: IdActa }
  | { readonly tipo: 'otro_proceso' };

export function leerCodigo(codigo: string | null, proceso: string, elegida: IdActa): Lectura {
  if (codigo === null) return { tipo: 'sin_codigo' };
  const read = parseCodigo(codigo);
  // A code that is not of an acta (of a shop, of a wall) says nothing of this one.
  if (!read.ok) return { tipo: 'sin_codigo' };
  if (read.value.proceso !== proceso) return { tipo: 'otro_proceso' };
  return read.value.acta === elegida ? { tipo: 'la_elegida' } : { tipo: 'otra', acta: read.value.acta };
}
