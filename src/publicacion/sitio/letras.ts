/**
 * A text as the outlines of its letters, read from a TrueType file that comes with the program: a picture is drawn the
 * same, byte for byte, in a machine that has other fonts or none.
 *
 * Formats: OpenType 1.9, tables cmap (format 4), glyf, loca, hmtx. https://learn.microsoft.com/typography/opentype/spec/
 */

/** Letters of one weight. */
export interface Letras {
  /** Width of a text, in pixels. @param cuerpo size of the letter */
  width(texto: string, cuerpo: number): number;
  /** An SVG `<path>` with the text; what is not in the font is drawn without its accent, or as an empty box. */
  draw(texto: string, donde: LugarDeTexto): string;
}

export interface LugarDeTexto {
  readonly x: number;
  /** of the line on which the letters stand */
  readonly y: number;
  readonly cuerpo: number;
  readonly ancla?: 'inicio' | 'medio' | 'fin';
  /** attributes of the element: `fill="#333"` */
  readonly atributos?: string;
}

interface Glifo {
  readonly avance: number;
  readonly contornos: readonly (readonly Punto[])[];
}

interface Punto {
  readonly x: number;
  readonly y: number;
  readonly enCurva: boolean;
}

/** @throws when the file is not a TrueType font with these tables */
export function readLetras(bytes: Uint8Array): Letras {
  const font = openTablas(bytes);
  const { porEm } = font;
  const glifos = new Map<number, Glifo>();

  function glifoOf(character: string): Glifo {
    // Without its accent, and a space of any width as a space.
    const base = character.normalize('NFKD').codePointAt(0) ?? 0;
    const index = font.indexOf(character.codePointAt(0) ?? 0) || font.indexOf(base);
    const known = glifos.get(index);
    if (known !== undefined) return known;
    const made = { avance: font.avance(index), contornos: font.contornos(index) };
    glifos.set(index, made);
    return made;
  }

  function width(texto: string, cuerpo: number): number {
    let sum = 0;
    for (const character of texto) sum += glifoOf(character).avance;
    return (sum * cuerpo) / porEm;
  }

  return {
    width,
    draw(texto, { x, y, cuerpo, ancla = 'inicio', atributos = '' }) {
      const left = ancla === 'inicio' ? 0 : width(texto, cuerpo) / (ancla === 'medio' ? 2 : 1);
      let pen = 0;
      let d = '';
      for (const character of texto) {
        const { avance, contornos } = glifoOf(character);
        for (const contorno of contornos) d += pathOf(contorno, pen);
        pen += avance;
      }
      const scale = round(cuerpo / porEm, 6);
      return `<path transform="translate(${round(x - left, 2)} ${y}) scale(${scale} -${scale})" d="${d}" ${atributos}/>`;
    },
  };
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** A closed outline of quadratic curves; between two control points there is one of the curve, half way. */
function pathOf(puntos: readonly Punto[], dx: number): string {
  const at = (i: number): Punto => puntos[i % puntos.length] ?? { x: 0, y: 0, enCurva: true };
  const middle = (a: Punto, b: Punto): Punto => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, enCurva: true });
  const first = puntos.findIndex(({ enCurva }) => enCurva);
  const start = first < 0 ? middle(at(0), at(1)) : at(first);
  const from = first < 0 ? 1 : first + 1;
  let d = `M${start.x + dx} ${start.y}`;
  for (let i = 0; i < puntos.length; i += 1) {
    const punto = at(from + i);
    if (punto.enCurva) {
      d += `L${punto.x + dx} ${punto.y}`;
      continue;
    }
    const next = at(from + i + 1);
    const end = i === puntos.length - 1 ? start : next.enCurva ? next : middle(punto, next);
    d += `Q${punto.x + dx} ${punto.y} ${end.x + dx} ${end.y}`;
  }
  return `${d}Z`;
}

interface Tablas {
  readonly porEm: number;
  /** 0 where the font does not have it */
  indexOf(codigo: number): number;
  avance(indice: number): number;
  contornos(indice: number): readonly (readonly Punto[])[];
}

function openTablas(bytes: Uint8Array): Tablas {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const entry = 12 + i * 16;
    offsets.set(String.fromCharCode(...bytes.subarray(entry, entry + 4)), view.getUint32(entry + 8));
  }
  const table = (name: string): number => {
    const offset = offsets.get(name);
    if (offset === undefined) throw new Error(`a font without ${name}`);
    return offset;
  };
  const [head, hmtx, loca, glyf] = [table('head'), table('hmtx'), table('loca'), table('glyf')];
  const metricas = view.getUint16(table('hhea') + 34);
  const isLong = view.getInt16(head + 50) === 1;
  const subtabla = findSubtabla(view, table('cmap'));
  const startOf = (i: number) => (isLong ? view.getUint32(loca + i * 4) : view.getUint16(loca + i * 2) * 2);

  function contornos(indice: number): readonly (readonly Punto[])[] {
    const [start, end] = [startOf(indice), startOf(indice + 1)];
    if (start === end) return [];
    const cuantos = view.getInt16(glyf + start);
    return cuantos >= 0
      ? readSimple(view, glyf + start, cuantos)
      : readCompuesto(view, glyf + start, contornos);
  }

  return {
    porEm: view.getUint16(head + 18),
    indexOf: (codigo) => findGlifo(view, subtabla, codigo),
    avance: (indice) => view.getUint16(hmtx + Math.min(indice, metricas - 1) * 4),
    contornos,
  };
}

/** The one of Unicode in 16 bits. */
function findSubtabla(view: DataView, cmap: number): number {
  for (let i = 0; i < view.getUint16(cmap + 2); i += 1) {
    const entry = cmap + 4 + i * 8;
    const subtabla = cmap + view.getUint32(entry + 4);
    if (view.getUint16(entry) === 3 && view.getUint16(subtabla) === 4) return subtabla;
  }
  throw new Error('a font without a cmap of format 4');
}

function findGlifo(view: DataView, subtabla: number, codigo: number): number {
  const doubled = view.getUint16(subtabla + 6);
  const [ends, starts] = [subtabla + 14, subtabla + 16 + doubled];
  for (let i = 0; i < doubled; i += 2) {
    const start = view.getUint16(starts + i);
    if (view.getUint16(ends + i) < codigo) continue;
    if (start > codigo) return 0;
    const delta = view.getUint16(starts + doubled + i);
    const where = starts + 2 * doubled + i;
    const range = view.getUint16(where);
    if (range === 0) return (codigo + delta) & 0xffff;
    const found = view.getUint16(where + range + 2 * (codigo - start));
    return found === 0 ? 0 : (found + delta) & 0xffff;
  }
  return 0;
}

const EN_CURVA = 1;
const REPETIDA = 8;

function readSimple(view: DataView, glifo: number, cuantos: number): readonly (readonly Punto[])[] {
  const ends = Array.from({ length: cuantos }, (_, i) => view.getUint16(glifo + 10 + i * 2));
  const total = (ends.at(-1) ?? -1) + 1;
  let at = glifo + 10 + cuantos * 2;
  at += 2 + view.getUint16(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = view.getUint8(at++);
    const times = (flag & REPETIDA) === 0 ? 1 : 1 + view.getUint8(at++);
    for (let i = 0; i < times; i += 1) flags.push(flag);
  }
  // A coordinate is the distance to the one before: one byte and its sign, two bytes, or none.
  const coordinates = (corta: number, igual: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if ((flag & corta) !== 0) value += (flag & igual) === 0 ? -view.getUint8(at++) : view.getUint8(at++);
      else if ((flag & igual) === 0) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  return ends.map((end, i) => {
    const start = i === 0 ? 0 : (ends[i - 1] ?? 0) + 1;
    return flags.slice(start, end + 1).map((flag, j) => ({
      x: xs[start + j] ?? 0,
      y: ys[start + j] ?? 0,
      enCurva: (flag & EN_CURVA) !== 0,
    }));
  });
}

const CON_PALABRAS = 1;
const MAS = 32;
const CON_ESCALA = 8 | 64 | 128;

/** A letter and its accent, each a glyph of its own. */
function readCompuesto(
  view: DataView,
  glifo: number,
  contornos: (indice: number) => readonly (readonly Punto[])[],
): readonly (readonly Punto[])[] {
  const all: (readonly Punto[])[] = [];
  let at = glifo + 10;
  for (let flags = MAS; (flags & MAS) !== 0; ) {
    flags = view.getUint16(at);
    const indice = view.getUint16(at + 2);
    if ((flags & CON_ESCALA) !== 0) throw new Error('a glyph made of scaled ones');
    const wide = (flags & CON_PALABRAS) !== 0;
    const [dx, dy] = wide
      ? [view.getInt16(at + 4), view.getInt16(at + 6)]
      : [view.getInt8(at + 4), view.getInt8(at + 5)];
    at += wide ? 8 : 6;
    for (const contorno of contornos(indice)) {
      all.push(contorno.map(({ x, y, enCurva }) => ({ x: x + dx, y: y + dy, enCurva })));
    }
  }
  return all;
}
