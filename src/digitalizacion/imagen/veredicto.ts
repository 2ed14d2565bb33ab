/** Whether an acta can be captured from a picture, and if not why and what to do, in words for whoever holds the paper. */

import { PLANTILLA } from '../../papel/formato.ts';
import type { Lectura } from './codigo.ts';
import type { MedidasDeCalidad, MotivoDeCalidad, Veredicto } from './contrato.ts';
import { type Luz, type Recorte, straighten } from './enderezar.ts';
import type { Hoja } from './hoja.ts';
import { type Homografia, project, stepsAt } from './homografia.ts';
import { at, type Lienzo } from './lienzo.ts';

const { hoja, marcas, qr } = PLANTILLA;

/** What to do with the paper. */
const MENSAJES: Readonly<Record<MotivoDeCalidad, string>> = {
  borrosa:
    'La imagen está borrosa o movida. Asiente bien la hoja; con teléfono, apóyelo y espere a que enfoque.',
  oscura: 'La imagen está oscura. Busque luz pareja, sin su sombra sobre el acta, y tómela otra vez.',
  quemada:
    'La imagen está lavada por exceso de luz o reflejo. Quite el flash o mueva el acta y tómela otra vez.',
  cortada: 'La hoja está cortada. Aléjese o acomódela hasta que se vean sus cuatro marcas negras.',
  baja_resolucion: 'La imagen tiene muy poco detalle. Acérquese al acta o escanee a 200 puntos por pulgada.',
  sin_marcas:
    'No se ven las cuatro marcas negras de las esquinas. Destápelas, extienda la hoja y tómela otra vez.',
  varias_actas: 'En la imagen hay más de un acta. Tome cada una por separado.',
  no_es_acta:
    'No se reconoce un acta: no se ven sus marcas ni su código. Tome la hoja completa, derecha y con luz.',
};

/** Beyond each of these an acta is not comfortable to read: found by looking at degraded pictures. */
const LIMITES = {
  /** 80 dots per inch */
  puntosPorMilimetro: 3.2,
  bordeEnMilimetros: 1.5,
  papel: 45,
  contraste: 30,
  /** paper this light in which ink is not told has too much light, not too little */
  papelClaro: 160,
} as const;
/** What is printed and written, with the same margin all around; the marks outside it may be cut. */
const ESCRITO = {
  izquierda: hoja.ancho - (qr.x + qr.ancho),
  derecha: qr.x + qr.ancho,
  arriba: qr.y,
  abajo: hoja.alto - qr.y,
} as const;

/** What a picture is judged by. */
export interface Vista {
  readonly lienzo: Lienzo;
  /** dots of the file for each one of `lienzo` */
  readonly escala: number;
  /** the sheet, straight, before it was evenly lit; null when it was not found */
  readonly recta: { readonly lienzo: Lienzo; readonly luz: Luz } | null;
  /** the sheet in `lienzo`; with less than three marks, where the code says that it is, more or less */
  readonly hoja: Hoja | null;
  /** what was read */
  readonly codigo: Lectura['tipo'];
}

export function judge(vista: Vista): Veredicto {
  const medidas = measure(vista);
  const motivos = [...reasonsOf(vista, medidas)];
  return {
    aceptable: motivos.length === 0,
    motivos: motivos.map((motivo) => ({ motivo, mensaje: MENSAJES[motivo] })),
    medidas,
  };
}

/** First light and focus: where they are bad, they are why the rest is not seen. */
function* reasonsOf(
  { lienzo, hoja: found, codigo, recta }: Vista,
  { puntosPorMilimetro, bordeEnMilimetros, papel, contraste }: MedidasDeCalidad,
): Generator<MotivoDeCalidad> {
  if (papel !== null && contraste !== null) {
    if (papel < LIMITES.papel) yield 'oscura';
    else if (contraste < LIMITES.contraste) yield papel > LIMITES.papelClaro ? 'quemada' : 'oscura';
  }
  if (puntosPorMilimetro !== null && puntosPorMilimetro < LIMITES.puntosPorMilimetro) yield 'baja_resolucion';
  if (bordeEnMilimetros !== null && bordeEnMilimetros > LIMITES.bordeEnMilimetros) yield 'borrosa';
  if (codigo === 'varias') yield 'varias_actas';
  else if (found !== null && isCut(lienzo, found)) yield 'cortada';
  else if (recta === null) yield codigo === 'acta' ? 'sin_marcas' : 'no_es_acta';
}

/** Whether something that may be written falls outside the picture. */
function isCut({ ancho, alto }: Lienzo, { homografia }: Hoja): boolean {
  return [ESCRITO.izquierda, ESCRITO.derecha].some((across) =>
    [ESCRITO.arriba, ESCRITO.abajo].some((down) => {
      const { x, y } = project(homografia, { x: across, y: down });
      return x < 0 || y < 0 || x > ancho - 1 || y > alto - 1;
    }),
  );
}

function measure({ lienzo, escala, hoja: found, recta }: Vista): MedidasDeCalidad {
  const marks = found?.marcas ?? 0;
  const puntosPorMilimetro = found === null ? null : leastDetail(found.homografia) * escala;
  if (found === null || recta === null) {
    const { papel, contraste } = lightOf(lienzo);
    return { puntosPorMilimetro, bordeEnMilimetros: null, papel, contraste, marcas: marks };
  }
  const seen = marcas.map((marca) => lookAtMark(lienzo, found.homografia, marca));
  return {
    puntosPorMilimetro,
    // A hand that shakes blurs the edges of one direction only.
    bordeEnMilimetros: largest([
      middle(seen.map(({ vertical }) => vertical)),
      middle(seen.map(({ horizontal }) => horizontal)),
    ]),
    papel: Math.round(recta.luz.papel.reduce((least, value) => Math.min(least, value), 255)),
    // One mark may be under a stain.
    contraste: Math.round(middle(seen.map(({ contraste }) => contraste)) ?? 0),
    marcas: marks,
  };
}

/** Dots for each millimetre where there are fewest: the far end of a sheet seen aslant. */
function leastDetail(homografia: Homografia): number {
  const corners = [0, hoja.ancho].flatMap((x) => [0, hoja.alto].map((y) => ({ x, y })));
  return corners.reduce((least, corner) => {
    const { xx, xy, yx, yy } = stepsAt(homografia, corner);
    return Math.min(least, Math.hypot(xx, yx), Math.hypot(xy, yy));
  }, Number.POSITIVE_INFINITY);
}

/** Grey of the lightest part of a picture, and how far its darkest is. */
function lightOf({ puntos }: Lienzo): { readonly papel: number; readonly contraste: number } {
  const step = Math.max(1, Math.floor(puntos.length / 20_000));
  const sample = Uint8Array.from({ length: Math.ceil(puntos.length / step) }, (_, i) =>
    at(puntos, i * step),
  ).sort();
  const papel = at(sample, Math.floor(sample.length * 0.9));
  return { papel, contraste: papel - at(sample, Math.floor(sample.length * 0.01)) };
}

/** Around a mark, in millimetres: what is drawn of it, and dots for each one. */
const ORILLA = 3;
const FINURA = 16;

interface MarcaVista {
  readonly contraste: number;
  /** millimetres of its edges, of each direction; null where there is none to see */
  readonly vertical: number | null;
  readonly horizontal: number | null;
}

function lookAtMark(lienzo: Lienzo, homografia: Homografia, marca: (typeof marcas)[number]): MarcaVista {
  const recorte: Recorte = {
    x: marca.x - ORILLA,
    y: marca.y - ORILLA,
    ancho: marca.ancho + 2 * ORILLA,
    alto: marca.alto + 2 * ORILLA,
    puntosPorMilimetro: FINURA,
  };
  const { ancho, puntos } = straighten(lienzo, homografia, recorte);
  const half = Math.floor(ancho / 2);
  // Only the middle of each side: a sheet that is not flat turns its marks a little.
  const thick = Math.round(marca.ancho * FINURA * 0.2);
  const profile = (dot: (along: number, across: number) => number) =>
    Array.from({ length: half }, (_, along) => {
      let sum = 0;
      for (let across = -thick; across <= thick; across += 1) sum += at(puntos, dot(along, half + across));
      return sum / (2 * thick + 1);
    });
  const sides = [
    edgeOf(profile((along, across) => across * ancho + half + along)),
    edgeOf(profile((along, across) => across * ancho + half - along)),
    edgeOf(profile((along, across) => (half + along) * ancho + across)),
    edgeOf(profile((along, across) => (half - along) * ancho + across)),
  ];
  const [right, left, below, above] = sides.map(({ ancho: width }) => width);
  return {
    contraste: middle(sides.map(({ contraste }) => contraste)) ?? 0,
    vertical: middle([right ?? null, left ?? null]),
    horizontal: middle([below ?? null, above ?? null]),
  };
}

/** From the middle of a mark outwards: how much lighter the paper is, and in how many millimetres it gets there. */
function edgeOf(profile: readonly number[]): { readonly contraste: number; readonly ancho: number | null } {
  const dark = mean(profile.slice(0, FINURA));
  const light = mean(profile.slice(-FINURA));
  const contraste = light - dark;
  if (contraste < 12) return { contraste, ancho: null };
  const end = profile.findIndex((value) => value >= dark + 0.9 * contraste);
  const start = profile.slice(0, Math.max(0, end)).findLastIndex((value) => value <= dark + 0.1 * contraste);
  return { contraste, ancho: end < 0 ? null : (end - Math.max(0, start)) / FINURA };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function middle(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function largest(values: readonly (number | null)[]): number | null {
  return values.reduce((most, value) => (value !== null && value > (most ?? 0) ? value : most), null);
}
