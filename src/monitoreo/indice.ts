/**
 * The actas of the catalogue in the order of their clave, with the words by which a person looks for them. It is
 * made the first time that somebody asks: half a million actas take a second.
 */

import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { nombreDeCasilla } from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';

export interface Indice {
  /** by clave, and by id where the clave is the same: the actas of a casilla are together */
  readonly actas: readonly ActaEsperada[];
  /** Place of an acta in `actas`; -1 when it is not in the catalogue. */
  placeOf(id: IdActa): number;
  /** Whether the acta has every word. */
  matches(acta: ActaEsperada, palabras: readonly string[]): boolean;
}

export function createIndice(proceso: Proceso): Indice {
  const { actas: catalogo, catd, elecciones, actasPorId } = proceso;
  // Comparing the code units is ten times quicker than a locale, and claves have nothing else than ASCII.
  const actas = catalogo.toSorted((a, b) => compare(a.clave, b.clave) || compare(a.id, b.id));
  const nombreDeCatd = new Map(catd.map(({ clave, nombre }) => [clave, nombre]));
  const territorios = new Map(
    elecciones.flatMap((eleccion) =>
      eleccion.territorios.map(({ id, nombre }) => [`${eleccion.clave} ${id}`, nombre] as const),
    ),
  );
  /** words of the catalogue, folded once each: there are thousands, and actas are half a million */
  const folded = new Map<string, string>();

  function fold(text: string): string {
    const known = folded.get(text);
    if (known !== undefined) return known;
    const made = foldText(text);
    folded.set(text, made);
    return made;
  }

  function has(acta: ActaEsperada, palabra: string): boolean {
    const { casilla, clave, eleccion, territorio } = acta;
    return (
      clave.includes(palabra.toUpperCase()) ||
      casilla.seccion === palabra ||
      fold(nombreDeCasilla(casilla)).includes(palabra) ||
      fold(territorios.get(`${eleccion} ${territorio}`) ?? '').includes(palabra) ||
      fold(casilla.catd) === palabra ||
      fold(nombreDeCatd.get(casilla.catd) ?? '').includes(palabra)
    );
  }

  return {
    actas,
    placeOf(id) {
      const acta = actasPorId.get(id);
      return acta === undefined ? -1 : search(actas, acta);
    },
    matches: (acta, palabras) => palabras.every((palabra) => has(acta, palabra)),
  };
}

/** The words of a search, without case or accents: `  Múgica  0806 ` gives `mugica` and `0806`. */
export function wordsOf(texto: string): readonly string[] {
  return foldText(texto)
    .split(/\s+/)
    .filter((palabra) => palabra !== '');
}

function foldText(texto: string): string {
  return texto.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function search(actas: readonly ActaEsperada[], { clave, id }: ActaEsperada): number {
  let low = 0;
  let high = actas.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = actas[middle];
    if (other === undefined) return -1;
    if ((compare(other.clave, clave) || compare(other.id, id)) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
