/**
 * The hand that fills an acta: one handwriting for the whole of it, amounts in letters and in figures that do not
 * sit straight, strokes that nobody can read, blanks. It writes what the truth of the acta says, no more.
 */

import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Escrito } from '../dominio/lectura.ts';
import { type Caja, formatoDe } from '../papel/formato.ts';
import { enLetra } from '../papel/letra.ts';
import { MANUSCRITAS, type Manuscrita, type Trazo } from '../papel/trazo.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Azar, createAzar } from './azar.ts';
import type { CampoEscrito } from './verdad.ts';

/** Size of each handwriting beside the others, in points. */
const CUERPO: Readonly<Record<Manuscrita, number>> = { Caveat: 21, Kalam: 15.5, 'Reenie Beanie': 23 };
/** Millimetres that a letter takes at one point, more or less: what decides whether words must shrink to fit. */
const AVANCE: Readonly<Record<Manuscrita, number>> = { Caveat: 0.135, Kalam: 0.18, 'Reenie Beanie': 0.12 };
const PUNTO = 0.3528;

/** The strokes of a filled acta; the same acta and seed give the same strokes. */
export function llenar(
  proceso: Proceso,
  acta: ActaEsperada,
  campos: readonly CampoEscrito[],
  semilla: number,
): readonly Trazo[] {
  const azar = createAzar(semilla, 'mano', acta.id);
  const mano: Mano = { azar, letra: azar.pick(MANUSCRITAS), cae: azar.normal() * 0.5 };
  const written = new Map(campos.map((campo) => [campo.campo, campo]));
  return formatoDe(proceso, acta).renglones.flatMap(({ campo, letra, cifra }) => {
    const escrito = written.get(campo.clave);
    if (escrito === undefined) return [];
    return [...write(mano, letra, escrito.letra, enLetra), ...write(mano, cifra, escrito.numero, String)];
  });
}

interface Mano {
  readonly azar: Azar;
  readonly letra: Manuscrita;
  /** degrees by which its lines climb or fall */
  readonly cae: number;
}

function write(mano: Mano, caja: Caja, escrito: Escrito, say: (valor: number) => string): readonly Trazo[] {
  switch (escrito.tipo) {
    case 'vacio':
      return [];
    case 'ilegible':
      return [scribble(mano, caja), scribble(mano, caja)];
    case 'valor':
      return [text(mano, caja, say(escrito.valor))];
  }
}

function text({ azar, letra, cae }: Mano, caja: Caja, texto: string): Trazo {
  const fit = (caja.ancho - 5) / (texto.length * AVANCE[letra]);
  const cuerpo = Math.min(CUERPO[letra] * (1 + 0.05 * azar.normal()), fit, (caja.alto / PUNTO) * 0.85);
  return {
    tipo: 'texto',
    x: caja.x + 2 + 2 * azar.next(),
    y: caja.y + caja.alto / 2 - cuerpo * PUNTO * 0.45 + azar.normal() * 0.35,
    giro: cae + azar.normal() * 0.4,
    texto,
    letra,
    cuerpo,
  };
}

/** A stroke that goes over itself until nothing can be read. */
function scribble({ azar }: Mano, { x, y, ancho, alto }: Caja): Trazo {
  const width = Math.min(ancho * 0.6, 26);
  const points = Array.from({ length: 22 }, (_, i) => {
    const along = (i / 21) * width * 0.8 + azar.normal() * 2.2;
    const swing = (i % 2 === 0 ? -1 : 1) * alto * 0.26 + azar.normal() * alto * 0.08;
    return [Math.max(0, along), alto / 2 + swing] as const;
  });
  return { tipo: 'raya', x: x + 3, y, giro: 0, puntos: points, grueso: 1.6 };
}
