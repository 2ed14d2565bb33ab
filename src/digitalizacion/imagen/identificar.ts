/**
 * Which acta a picture is of: finds its sheet by the marks, reads the code where it has to be, and if it is not read
 * there looks for it in more and more costly ways. Each step runs only if those before it read nothing.
 */

import { PLANTILLA } from '../../papel/formato.ts';
import { type CodigoLeido, improve, type Lectura, MEJORAS, readCodigo } from './codigo.ts';
import type { LecturaDelCodigo } from './contrato.ts';
import { type Recorte, straighten } from './enderezar.ts';
import { findHoja, type Hoja, hojaDelCodigo, holdsCodigo, turn } from './hoja.ts';
import { enlarge, type Homografia, stepsAt } from './homografia.ts';
import { at, halve, type Lienzo, largoDe } from './lienzo.ts';
import { findManchas, type Mancha } from './manchas.ts';

export interface Identificada {
  readonly codigo: string | null;
  readonly como: LecturaDelCodigo | null;
  /** the sheet in the picture; seen by fewer than three marks, it is only where the code says, more or less */
  readonly hoja: Hoja | null;
  /** codes of two actas were seen */
  readonly varias: boolean;
}

/** Millimetres of paper around the code that are read with it: its quiet zone, and what a sheet that bends moves it. */
const ALREDEDOR = 5;
/** Dots for each millimetre of code: seven for each of its modules. */
const FINURA = { menor: 6, mayor: 10 } as const;
/** Above it, a picture is halved to look for marks in it. */
const LARGO_PARA_MARCAS = 1400;
/** Of a picture at all its detail, the most in which a whole page is searched. */
const PUNTOS_DE_BUSQUEDA = 16_000_000;

/**
 * @param lienzo the picture to work on
 * @param whole the same with all the detail of the file; null when it has no more
 */
export async function identify(lienzo: Lienzo, whole: () => Promise<Lienzo | null>): Promise<Identificada> {
  const halved = largoDe(lienzo) > LARGO_PARA_MARCAS;
  const small = halved ? halve(lienzo) : lienzo;
  const manchas = findManchas(small).map((mancha) => (halved ? enlargeMancha(mancha) : mancha));
  const found = findHoja(manchas);
  const ends = found === null ? [] : byLikelihood(lienzo, [found, turn(found)]);
  const memory: Memoria = { ajeno: null, varias: false };

  const cheap = [
    ...ends.map((hoja) => () => readCorner(memory, 'qr_esquina', lienzo, hoja)),
    () => readPage(memory, 'qr_pagina_reducida', small, { ends, manchas, factor: halved ? 2 : 1 }),
    () => readPage(memory, 'qr_pagina', lienzo, { ends, manchas, factor: 1 }),
    ...ends.slice(0, 1).flatMap((hoja) =>
      MEJORAS.map((mejora) => async () => {
        const corner = await improve(cutCorner(lienzo, hoja.homografia), mejora);
        return keep(memory, await readCodigo(corner, 'minuciosa'), 'qr_esquina_mejorada', () => hoja);
      }),
    ),
    ...MEJORAS.map((mejora) => async () => {
      const better = await improve(small, mejora);
      return readPage(memory, 'qr_pagina_mejorada', better, { ends, manchas, factor: halved ? 2 : 1 });
    }),
  ];
  for (const step of cheap) {
    const read = await step();
    if (read !== null) return read;
    if (memory.varias) return { codigo: null, como: null, hoja: null, varias: true };
  }

  const large = await whole();
  if (large !== null) {
    const factor = largoDe(lienzo) / largoDe(large);
    const [likely] = ends;
    const corner = likely === undefined ? null : cutCorner(large, enlarge(likely.homografia, 1 / factor));
    const fine = [
      ...(corner === null
        ? []
        : [
            async () =>
              keep(memory, await readCodigo(corner, 'minuciosa'), 'qr_esquina_mejorada', () => likely),
            ...MEJORAS.map((mejora) => async () => {
              const read = await readCodigo(await improve(corner, mejora), 'minuciosa');
              return keep(memory, read, 'qr_esquina_mejorada', () => likely);
            }),
          ]),
      ...(large.puntos.length > PUNTOS_DE_BUSQUEDA
        ? []
        : [() => readPage(memory, 'qr_pagina_mejorada', large, { ends, manchas, factor })]),
    ];
    for (const step of fine) {
      const read = await step();
      if (read !== null) return read;
    }
  }
  const [likely] = ends;
  return {
    codigo: memory.ajeno,
    como: memory.ajeno === null ? null : 'qr_pagina',
    hoja: likely ?? null,
    varias: memory.varias,
  };
}

/** What was seen on the way that is not the code of the acta. */
interface Memoria {
  ajeno: string | null;
  varias: boolean;
}

function keep(
  memory: Memoria,
  lectura: Lectura,
  como: LecturaDelCodigo,
  hojaOf: (codigo: CodigoLeido) => Hoja | null | undefined,
): Identificada | null {
  if (lectura.tipo === 'varias') memory.varias = true;
  if (lectura.tipo === 'ajeno') memory.ajeno ??= lectura.texto;
  if (lectura.tipo !== 'acta') return null;
  const { texto } = lectura.codigo;
  return { codigo: texto, como, hoja: hojaOf(lectura.codigo) ?? null, varias: false };
}

async function readCorner(
  memory: Memoria,
  como: LecturaDelCodigo,
  lienzo: Lienzo,
  hoja: Hoja,
): Promise<Identificada | null> {
  return keep(memory, await readCodigo(cutCorner(lienzo, hoja.homografia), 'rapida'), como, () => hoja);
}

/**
 * @param factor dots of the picture to work on for each one of this
 */
async function readPage(
  memory: Memoria,
  como: LecturaDelCodigo,
  lienzo: Lienzo,
  {
    ends,
    manchas,
    factor,
  }: {
    readonly ends: readonly Hoja[];
    readonly manchas: readonly Mancha[];
    readonly factor: number;
  },
): Promise<Identificada | null> {
  const lectura = await readCodigo(lienzo, 'minuciosa');
  return keep(memory, lectura, como, ({ esquinas }) => {
    const offset = (factor - 1) / 2;
    const placed = esquinas.map(({ x, y }) => ({ x: x * factor + offset, y: y * factor + offset }));
    // A code that is not where the marks say is of another sheet: what is published is the sheet of the code.
    return ends.find((hoja) => holdsCodigo(hoja, placed)) ?? hojaDelCodigo(placed, manchas);
  });
}

function cutCorner(lienzo: Lienzo, homografia: Homografia): Lienzo {
  const { qr } = PLANTILLA;
  const { xx, xy, yx, yy } = stepsAt(homografia, qr);
  const native = Math.sqrt(Math.abs(xx * yy - xy * yx));
  const recorte: Recorte = {
    x: qr.x - ALREDEDOR,
    y: qr.y - ALREDEDOR,
    ancho: qr.ancho + 2 * ALREDEDOR,
    alto: qr.alto + 2 * ALREDEDOR,
    puntosPorMilimetro: Math.min(FINURA.mayor, Math.max(FINURA.menor, native)),
  };
  return straighten(lienzo, homografia, recorte);
}

/** First the end at which there is something like a code: half ink, changing all the time. */
function byLikelihood(lienzo: Lienzo, hojas: readonly Hoja[]): readonly Hoja[] {
  const { qr } = PLANTILLA;
  const changes = (hoja: Hoja) => {
    const { ancho, puntos } = straighten(lienzo, hoja.homografia, { ...qr, puntosPorMilimetro: 3 });
    const limit = puntos.reduce((sum, value) => sum + value, 0) / puntos.length;
    let count = 0;
    let range = [255, 0];
    for (let i = 1; i < puntos.length; i += 1) {
      const value = at(puntos, i);
      range = [Math.min(range[0] ?? 255, value), Math.max(range[1] ?? 0, value)];
      if (i % ancho !== 0 && value < limit !== at(puntos, i - 1) < limit) count += 1;
    }
    return count * ((range[1] ?? 0) - (range[0] ?? 255));
  };
  return hojas
    .map((hoja) => ({ hoja, changes: changes(hoja) }))
    .sort((p, q) => q.changes - p.changes)
    .map(({ hoja }) => hoja);
}

/** The spot in a picture twice as large. */
function enlargeMancha({ x, y, area, xx, xy, yy }: Mancha): Mancha {
  return { x: 2 * x + 0.5, y: 2 * y + 0.5, area: 4 * area, xx: 4 * xx, xy: 4 * xy, yy: 4 * yy };
}
