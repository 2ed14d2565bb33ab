/**
 * The printed acta PREP, as measures: where each thing lies on the sheet, in millimetres from its top left corner.
 * The drawing and the geometry of the capture screen both come from here, so they cannot disagree.
 *
 * A letter sheet (215.9 × 279.4 mm), what offices in Mexico print on and what every scanner takes.
 */

import { type ActaEsperada, opcionesDe } from '../dominio/eleccion.ts';
import {
  type CampoEnPantalla,
  camposEnPantalla,
  type GeometriaDeActas,
  SIN_GEOMETRIA,
} from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Caja } from './caja.ts';
import { PIE_MINIMO, type Pie, pieDe } from './pie.ts';

export type { Caja } from './caja.ts';

export interface RenglonImpreso {
  readonly campo: CampoEnPantalla;
  /** the whole row: what the capture screen marks */
  readonly renglon: Caja;
  /** where the amount is written in letters */
  readonly letra: Caja;
  /** where it is written in figures */
  readonly cifra: Caja;
}

export interface Formato {
  readonly hoja: Caja;
  /** solid squares by which the image is straightened: top left, top right, bottom left, bottom right */
  readonly marcas: readonly [Caja, Caja, Caja, Caja];
  readonly qr: Caja;
  readonly encabezado: Caja;
  /** titles over the first row of each group: what is asked there */
  readonly rotulos: readonly { readonly texto: string; readonly caja: Caja }[];
  readonly renglones: readonly RenglonImpreso[];
  readonly pie: Pie;
}

const HOJA: Caja = { x: 0, y: 0, ancho: 215.9, alto: 279.4 };
const MARCA = 6;
const ORILLA = 8;
const MARGEN = 18;
/** At least 22 mm: what was measured to be read in photographs. */
const QR = 26;
const TOPE_DEL_CUERPO = 53;
const FIN_DE_LA_HOJA = 262;
const RENGLON_MAXIMO = 9.2;
/** Title of a group of fields, over its first row. */
const ROTULO = 4.2;
/** Between the last vote and the total. */
const SEPARACION = 1.6;
/** Of the number and the name of a field. */
export const ANCHO_ETIQUETA = 62;
const ANCHO_CIFRA = 30;
/** Nobody writes in a lower row. */
export const RENGLON_MINIMO = 4.6;

const MARCAS: Formato['marcas'] = [
  marca(ORILLA, ORILLA),
  marca(HOJA.ancho - ORILLA - MARCA, ORILLA),
  marca(ORILLA, HOJA.alto - ORILLA - MARCA),
  marca(HOJA.ancho - ORILLA - MARCA, HOJA.alto - ORILLA - MARCA),
];

/** What is the same in every acta. By it a picture of any of them is straightened, and its code is looked for. */
export const PLANTILLA: Pick<Formato, 'hoja' | 'marcas' | 'qr'> = {
  hoja: HOJA,
  marcas: MARCAS,
  qr: { x: HOJA.ancho - MARGEN - QR, y: MARGEN, ancho: QR, alto: QR },
};

/** Which acta it is, beside the QR. */
export const ENCABEZADO: Caja = {
  x: MARGEN,
  y: MARGEN - 1,
  ancho: HOJA.ancho - 2 * MARGEN - QR - 6,
  alto: 34,
};

const ROTULOS = {
  generales: 'Boletas y personas',
  votos: 'Resultados de la votación',
  total: null,
} as const;

/** The format of one acta: its fields in printed order, in rows as tall as their number allows. */
export function formatoDe(proceso: Proceso, acta: ActaEsperada): Formato {
  const campos = camposEnPantalla(proceso, acta, SIN_GEOMETRIA);
  const opens = campos.map((campo, i) => campo.grupo !== campos[i - 1]?.grupo);
  const before = campos.map(({ grupo }, i): number =>
    opens[i] === true ? (ROTULOS[grupo] === null ? SEPARACION : ROTULO) : 0,
  );
  const room = FIN_DE_LA_HOJA - PIE_MINIMO - TOPE_DEL_CUERPO - before.reduce((sum, each) => sum + each, 0);
  const alto = Math.min(RENGLON_MAXIMO, room / campos.length);
  let y = TOPE_DEL_CUERPO;
  const rotulos: { texto: string; caja: Caja }[] = [];
  const renglones = campos.map((campo, i): RenglonImpreso => {
    const space = before[i] ?? 0;
    const texto = ROTULOS[campo.grupo];
    if (opens[i] === true && texto !== null) {
      rotulos.push({ texto, caja: { x: MARGEN, y, ancho: HOJA.ancho - 2 * MARGEN, alto: ROTULO } });
    }
    y += space;
    const renglon = { x: MARGEN, y, ancho: HOJA.ancho - 2 * MARGEN, alto };
    y += alto;
    const cifra = { ...renglon, x: renglon.x + renglon.ancho - ANCHO_CIFRA, ancho: ANCHO_CIFRA };
    const letra = { ...renglon, x: renglon.x + ANCHO_ETIQUETA, ancho: cifra.x - renglon.x - ANCHO_ETIQUETA };
    return { campo, renglon, letra, cifra };
  });
  return {
    ...PLANTILLA,
    encabezado: ENCABEZADO,
    rotulos,
    renglones,
    pie: pieDe(
      { x: MARGEN, y, ancho: HOJA.ancho - 2 * MARGEN, alto: FIN_DE_LA_HOJA - y },
      firmantes(proceso, acta),
    ),
  };
}

/** Where the fields of any acta of a process lie in an image that shows the whole sheet, straight. */
export function geometriaDelPapel(proceso: Proceso): GeometriaDeActas {
  return (acta) => {
    const { hoja, renglones } = formatoDe(proceso, acta);
    return new Map(
      renglones.map(({ campo, renglon: { x, y, ancho, alto } }) => [
        campo.clave,
        { x: x / hoja.ancho, y: y / hoja.alto, ancho: ancho / hoja.ancho, alto: alto / hoja.alto },
      ]),
    );
  };
}

/** Parties and independents that may have somebody at the table, in printed order. */
function firmantes(proceso: Proceso, { eleccion: clave, territorio }: ActaEsperada): readonly string[] {
  const eleccion = proceso.eleccionPorClave.get(clave);
  if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${clave}`);
  return opcionesDe(eleccion, territorio)
    .filter(({ tipo }) => tipo !== 'combinacion')
    .map((opcion) => opcion.clave.replaceAll('_', ' '));
}

function marca(x: number, y: number): Caja {
  return { x, y, ancho: MARCA, alto: MARCA };
}
