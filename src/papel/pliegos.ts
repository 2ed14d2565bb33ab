/** How many actas are put in files: by the CATD that will receive them, or one after another. */

import type { ActaEsperada } from '../dominio/eleccion.ts';

/** What goes in one PDF. */
export interface Pliego {
  readonly archivo: string;
  readonly actas: readonly ActaEsperada[];
}

/** What a printer opens without trouble. */
export const ACTAS_POR_ARCHIVO = 1000;

/** A file for each CATD, `C001.pdf`; `C001-1.pdf`, `C001-2.pdf` where it has thousands. */
export function byCatd(actas: readonly ActaEsperada[]): readonly Pliego[] {
  const groups = new Map<string, ActaEsperada[]>();
  for (const acta of inOrder(actas)) {
    const group = groups.get(acta.casilla.catd) ?? [];
    group.push(acta);
    groups.set(acta.casilla.catd, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([catd, group]) => inFiles(group, nameOf(catd)));
}

/** One file, or one of each thousand: `actas.pdf`; `actas-1.pdf`, `actas-2.pdf`. */
export function together(actas: readonly ActaEsperada[], nombre: string): readonly Pliego[] {
  return inFiles(inOrder(actas), nombre);
}

/** The actas of a casilla together, as they are put in its package; casillas by CATD and clave. */
function inOrder(actas: readonly ActaEsperada[]): readonly ActaEsperada[] {
  const keyOf = ({ casilla, eleccion, clave }: ActaEsperada) =>
    [casilla.catd, casilla.clave, eleccion, clave].join('\0');
  const keys = new Map(actas.map((acta) => [acta, keyOf(acta)]));
  const place = (acta: ActaEsperada) => keys.get(acta) ?? '';
  return actas.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

function inFiles(actas: readonly ActaEsperada[], nombre: string): readonly Pliego[] {
  if (actas.length <= ACTAS_POR_ARCHIVO) return [{ archivo: `${nombre}.pdf`, actas }];
  const files = Math.ceil(actas.length / ACTAS_POR_ARCHIVO);
  const digits = String(files).length;
  return Array.from({ length: files }, (_, i) => ({
    archivo: `${nombre}-${String(i + 1).padStart(digits, '0')}.pdf`,
    actas: actas.slice(i * ACTAS_POR_ARCHIVO, (i + 1) * ACTAS_POR_ARCHIVO),
  }));
}

/** A key as a file name. */
function nameOf(clave: string): string {
  return clave.replace(/[^\p{L}\p{N}_-]+/gu, '_');
}
