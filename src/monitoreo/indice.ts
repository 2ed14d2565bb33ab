/**
 * The actas of the catalogue in the order of their clave, with the words by which a person looks for them. It is
 * made the first time that somebody asks: half a million actas take a second.
 */

import type { Casilla } from '../dominio/casilla.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { sinAcentos } from '../dominio/texto.ts';
import { nombreDeCasilla } from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';

export interface Indice {
  /** by clave, and by id where the clave is the same: the actas of a casilla are together */
  readonly actas: readonly ActaEsperada[];
  /** Says whether an acta has every word; null when there are none. */
  search(palabras: readonly string[]): ((acta: ActaEsperada) => boolean) | null;
}

export function createIndice({ actas: catalogo, catd, elecciones }: Proceso): Indice {
  // Comparing the code units is ten times quicker than a locale, and claves have nothing else than ASCII.
  const actas = catalogo.toSorted((a, b) => compare(a.clave, b.clave) || compare(a.id, b.id));
  const nombreDeCatd = new Map(catd.map(({ clave, nombre }) => [clave, nombre]));
  const territorios = new Map(
    elecciones.flatMap((eleccion) =>
      eleccion.territorios.map(({ id, nombre }) => [`${eleccion.clave} ${id}`, nombre] as const),
    ),
  );
  /** what a person would read of a casilla or of a territory, folded once each: actas are many more */
  const deCasilla = new Map<Casilla, string>();
  const deTerritorio = new Map<string, Map<string, string>>();

  function textOfCasilla(casilla: Casilla): string {
    const known = deCasilla.get(casilla);
    if (known !== undefined) return known;
    const { seccion, catd: centro } = casilla;
    const text = `${nombreDeCasilla(casilla)} ${centro} ${nombreDeCatd.get(centro) ?? ''}`;
    const made = `${seccion} ${sinAcentos(text)}`;
    deCasilla.set(casilla, made);
    return made;
  }

  function textOfTerritorio({ eleccion, territorio }: ActaEsperada): string {
    let known = deTerritorio.get(eleccion);
    if (known === undefined) {
      known = new Map();
      deTerritorio.set(eleccion, known);
    }
    const text = known.get(territorio) ?? sinAcentos(territorios.get(`${eleccion} ${territorio}`) ?? '');
    known.set(territorio, text);
    return text;
  }

  function createPrueba(palabra: string): (acta: ActaEsperada) => boolean {
    const enClave = palabra.toUpperCase();
    // A short number is that of a casilla («Contigua 2»); a long one, of the clave or of the section. Looking for
    // either inside every text would find half of the casillas.
    if (/^\d{1,2}$/.test(palabra)) return ({ casilla }) => textOfCasilla(casilla).includes(` ${palabra} `);
    if (/^\d+$/.test(palabra)) {
      return ({ clave, casilla }) => clave.includes(enClave) || casilla.seccion === palabra;
    }
    return (acta) =>
      textOfTerritorio(acta).includes(palabra) ||
      textOfCasilla(acta.casilla).includes(palabra) ||
      acta.clave.includes(enClave);
  }

  return {
    actas,
    search(palabras) {
      if (palabras.length === 0) return null;
      const pruebas = palabras.map(createPrueba);
      return (acta) => pruebas.every((prueba) => prueba(acta));
    },
  };
}

/** The words of a search, without case or accents: `  Múgica  0806 ` gives `mugica` and `0806`. */
export function wordsOf(texto: string): readonly string[] {
  return sinAcentos(texto)
    .split(/\s+/)
    .filter((palabra) => palabra !== '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
