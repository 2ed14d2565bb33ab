/**
 * Texts that people write for a report, to paragraphs and lists: Markdown of a few marks. A blank line ends a
 * paragraph; `**bold**`, `*italics*`; lines that begin with `- ` or `1. ` are lists. What is between braces is filled
 * in: `{mes}`.
 */

import type { Bloque, Tramo } from './documento.ts';

/** The paragraphs and lists of a text. */
export function parseMarcado(texto: string): readonly Bloque[] {
  return texto
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .flatMap(parseBloque);
}

function parseBloque(block: string): readonly Bloque[] {
  const lines = block.split('\n');
  const bullets = lines.every((line) => /^- /.test(line));
  const numbers = lines.every((line) => /^\d+\. /.test(line));
  if (bullets || numbers) {
    const puntos = lines.map((line) => parseTramos(line.replace(/^(- |\d+\. )/, '')));
    return [{ tipo: 'lista', orden: bullets ? 'vinetas' : 'numeros', puntos }];
  }
  return [{ tipo: 'parrafo', tramos: parseTramos(lines.join(' ')) }];
}

/** The faces of a line. Marks that do not close are text. */
export function parseTramos(linea: string): readonly Tramo[] {
  const tramos: Tramo[] = [];
  const faces = { bold: false, italics: false };
  let open = '';
  const flush = () => {
    if (open === '') return;
    tramos.push({ texto: open, cara: faceOf(faces) });
    open = '';
  };
  for (let i = 0; i < linea.length; i += 1) {
    const mark = linea.startsWith('**', i) ? '**' : linea[i] === '*' ? '*' : null;
    const key = mark === '**' ? 'bold' : 'italics';
    if (mark !== null && (faces[key] || closes(linea, i + mark.length, mark))) {
      flush();
      faces[key] = !faces[key];
      i += mark.length - 1;
    } else open += linea[i];
  }
  flush();
  return tramos;
}

function closes(linea: string, from: number, mark: string): boolean {
  const rest = linea.slice(from);
  if (mark === '**') return rest.includes('**');
  return rest.replaceAll('**', '').includes('*');
}

function faceOf({ bold, italics }: { readonly bold: boolean; readonly italics: boolean }): Tramo['cara'] {
  if (bold) return italics ? 'negrita_cursiva' : 'negrita';
  return italics ? 'cursiva' : 'normal';
}

export type Huecos = Readonly<Record<string, string>>;

/** Fills what is between braces, and says which are not known. */
export function fill(
  texto: string,
  huecos: Huecos,
): { readonly texto: string; readonly desconocidos: readonly string[] } {
  const desconocidos: string[] = [];
  const filled = texto.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = huecos[name];
    if (value === undefined) desconocidos.push(whole);
    return value ?? whole;
  });
  return { texto: filled, desconocidos };
}
