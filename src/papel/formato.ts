/**
 * The printed acta PREP, as measures: where each thing lies on the sheet, in millimetres from its top left corner.
 * The drawing and the geometry of the capture screen both come from here, so they cannot disagree.
 *
 * A letter sheet (215.9 × 279.4 mm), what offices in Mexico print on.
 */

import type { ActaEsperada } from '../dominio/eleccion.ts';
import {
  type CampoEnPantalla,
  camposEnPantalla,
  type GeometriaDeActas,
  SIN_GEOMETRIA,
} from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';

/** In millimetres. */
export interface Caja {
  readonly x: number;
  readonly y: number;
  readonly ancho: number;
  readonly alto: number;
}

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
  readonly renglones: readonly RenglonImpreso[];
  /** signatures and remarks */
  readonly pie: Caja;
}

const HOJA: Caja = { x: 0, y: 0, ancho: 215.9, alto: 279.4 };
const MARCA = 6;
const ORILLA = 8;
const MARGEN = 18;
/** At least 22 mm: what was measured to be read in photographs. */
const QR = 26;
const TOPE_DEL_CUERPO = 62;
const FIN_DEL_CUERPO = 246;
const RENGLON_MAXIMO = 9.2;
/** Between the groups of fields. */
const SEPARACION = 4.5;
const ANCHO_ETIQUETA = 62;
const ANCHO_CIFRA = 30;

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

/** The format of one acta: its fields in printed order, in rows as tall as their number allows. */
export function formatoDe(proceso: Proceso, acta: ActaEsperada): Formato {
  const campos = camposEnPantalla(proceso, acta, SIN_GEOMETRIA);
  const separaciones = campos.filter((campo, i) => i > 0 && campo.grupo !== campos[i - 1]?.grupo).length;
  const room = FIN_DEL_CUERPO - TOPE_DEL_CUERPO - separaciones * SEPARACION;
  const alto = Math.min(RENGLON_MAXIMO, room / campos.length);
  let y = TOPE_DEL_CUERPO;
  const renglones = campos.map((campo, i): RenglonImpreso => {
    if (i > 0 && campo.grupo !== campos[i - 1]?.grupo) y += SEPARACION;
    const renglon = { x: MARGEN, y, ancho: HOJA.ancho - 2 * MARGEN, alto };
    y += alto;
    const cifra = { ...renglon, x: renglon.x + renglon.ancho - ANCHO_CIFRA, ancho: ANCHO_CIFRA };
    const letra = { ...renglon, x: renglon.x + ANCHO_ETIQUETA, ancho: cifra.x - renglon.x - ANCHO_ETIQUETA };
    return { campo, renglon, letra, cifra };
  });
  return {
    ...PLANTILLA,
    encabezado: { x: MARGEN, y: MARGEN, ancho: HOJA.ancho - 2 * MARGEN - QR - 6, alto: 40 },
    renglones,
    pie: { x: MARGEN, y: y + 3, ancho: HOJA.ancho - 2 * MARGEN, alto: FIN_DEL_CUERPO + 16 - y },
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

function marca(x: number, y: number): Caja {
  return { x, y, ancho: MARCA, alto: MARCA };
}
