/**
 * Casillas of each section: its people in parts of 750 at most, a básica and contiguas; extraordinarias in some
 * rural sections, with contiguas of their own; especiales in the cities; and the modalities that have no
 * section: voto anticipado, prisión preventiva and extranjero.
 */

import { fraction, integer, pick, shuffle } from './azar.ts';
import { buildCabeceras, type Centro, catdOf } from './centros.ts';
import type { Fuentes, Lugar } from './fuentes.ts';
import type { Seccion } from './secciones.ts';

/** A row of casillas.csv. */
export interface Fila {
  readonly seccion: number;
  readonly tipo: 'A' | 'B' | 'C' | 'E' | 'M' | 'P' | 'S';
  readonly numero: number;
  readonly extContigua: number;
  /** null for `N/A` */
  readonly lugar: Lugar | null;
  readonly listaNominal: number;
  readonly representantes: number | null;
  readonly boletas: number | null;
  readonly ubicacion: 'urbana' | 'no_urbana';
  readonly catd: string;
  readonly mecanismo: '' | 'D' | 'F' | 'I';
  /** empty for all */
  readonly elecciones: string;
}

/** Largest lista nominal of a casilla (LGIPE 253). */
const PERSONAS_POR_CASILLA = 750;
/** What part of its section an extraordinaria serves; in mixed sections, whole towns. */
const PARTE_MINIMA = 0.12;
const PARTE_MAXIMA_RURAL = 0.36;
const PARTE_MAXIMA_MIXTA = 0.44;
/** Ballots of an especial. */
const BOLETAS_ESPECIAL = 1000;
/** Where the especiales beyond two per distrito go: the cities with most travellers. */
const ESPECIALES_POR_DISTRITO = 2;
const ESPECIALES_ADICIONALES = 14;
/** Distritos whose seat has a prison in this process. */
const DISTRITOS_CON_PRISION = [1, 3, 10, 13, 14, 15, 23, 24];
const LISTA_NOMINAL_EXTRANJERO = 11_240;

export function buildFilas(
  fuentes: Fuentes,
  secciones: readonly Seccion[],
  centros: readonly Centro[],
): readonly Fila[] {
  const cabeceras = buildCabeceras(fuentes);
  const catd = (lugar: Lugar) => catdOf(lugar, centros, cabeceras);
  const especiales = sectionsWithEspecial(secciones, cabeceras);
  const ordinarias = secciones.flatMap((seccion) => [
    ...ordinariasDe(seccion, catd(seccion)),
    ...(especiales.has(seccion.numero) ? [especialDe(seccion, catd(seccion))] : []),
  ]);
  return [...modalidades(cabeceras, catd), ...ordinarias];
}

/** Básica, contiguas, extraordinarias and their contiguas of a section. */
function ordinariasDe(seccion: Seccion, catd: string): readonly Fila[] {
  const remotas = extraordinariasDe(seccion);
  const central = seccion.personas - remotas.reduce((sum, personas) => sum + personas, 0);
  const urbana =
    seccion.tipo === 'URBANA' || (seccion.tipo === 'MIXTA' && fraction('urbana', seccion.numero) < 0.5);
  const fila = (tipo: 'B' | 'C' | 'E', numero: number, extContigua: number, listaNominal: number): Fila => {
    const name = `${seccion.numero}${tipo}${numero}-${extContigua}`;
    const ubicacion = urbana && tipo !== 'E' ? 'urbana' : 'no_urbana';
    return {
      ...{ seccion: seccion.numero, tipo, numero, extContigua, lugar: seccion, listaNominal },
      representantes: 2 * integer(ubicacion === 'urbana' ? 6 : 4, 9, 'representantes', name),
      ...{
        boletas: null,
        ubicacion,
        catd,
        mecanismo: mecanismoDe(ubicacion, seccion.numero),
        elecciones: '',
      },
    };
  };
  return [
    ...cut(central).map((personas, i) => (i === 0 ? fila('B', 1, 0, personas) : fila('C', i, 0, personas))),
    ...remotas.flatMap((total, i) => cut(total).map((personas, j) => fila('E', i + 1, j, personas))),
  ];
}

/** People of each extraordinaria: far from the básica, in one of seven rural or mixed sections. */
function extraordinariasDe({ numero, tipo, personas }: Seccion): readonly number[] {
  if (tipo === 'URBANA' || personas < 500 || fraction('extraordinaria', numero) >= 0.17) return [];
  const howMany = fraction('dos extraordinarias', numero) < 0.22 ? 2 : 1;
  const largest = tipo === 'MIXTA' ? PARTE_MAXIMA_MIXTA : PARTE_MAXIMA_RURAL;
  return Array.from({ length: howMany }, (_, i) => {
    const share = PARTE_MINIMA + (largest - PARTE_MINIMA) * fraction('personas en extraordinaria', numero, i);
    return Math.max(Math.round(personas * share), 60);
  });
}

/** People in as few parts as the law allows, equal but for one person. */
function cut(personas: number): readonly number[] {
  const parts = Math.ceil(personas / PERSONAS_POR_CASILLA);
  const least = Math.floor(personas / parts);
  return Array.from({ length: parts }, (_, i) => least + (i < personas - least * parts ? 1 : 0));
}

function mecanismoDe(ubicacion: Fila['ubicacion'], seccion: number): Fila['mecanismo'] {
  const options =
    ubicacion === 'urbana' ? (['', '', 'D', 'D', 'F'] as const) : (['', 'D', 'F', 'F', 'I'] as const);
  return pick(options, 'mecanismo', seccion);
}

/** Two urban sections in the seat of each distrito, and some more in the largest cities. */
function sectionsWithEspecial(
  secciones: readonly Seccion[],
  cabeceras: ReadonlyMap<number, Lugar>,
): ReadonlySet<number> {
  const numberOf = ({ numero }: Seccion) => numero;
  const urbanas = secciones.filter(({ tipo, personas }) => tipo === 'URBANA' && personas > 600);
  const chosen = new Set<number>();
  for (const { distrito, municipio } of cabeceras.values()) {
    const own = urbanas.filter((s) => s.distrito === distrito && s.municipio === municipio);
    for (const { numero } of shuffle(own, numberOf, 'especial').slice(0, ESPECIALES_POR_DISTRITO))
      chosen.add(numero);
  }
  const people = new Map<number, number>();
  for (const { municipio, personas } of urbanas)
    people.set(municipio, (people.get(municipio) ?? 0) + personas);
  const largest = [...people]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([municipio]) => municipio);
  const more = urbanas.filter(({ municipio, numero }) => largest.includes(municipio) && !chosen.has(numero));
  for (const { numero } of shuffle(more, numberOf, 'especial adicional').slice(0, ESPECIALES_ADICIONALES)) {
    chosen.add(numero);
  }
  return chosen;
}

function especialDe(seccion: Seccion, catd: string): Fila {
  return {
    ...{ seccion: seccion.numero, tipo: 'S', numero: 1, extContigua: 0, lugar: seccion, listaNominal: 0 },
    representantes: 2 * integer(6, 9, 'representantes', `${seccion.numero}S`),
    ...{ boletas: BOLETAS_ESPECIAL, ubicacion: 'urbana', catd, mecanismo: 'D', elecciones: '' },
  };
}

/**
 * Voto anticipado: one per distrito, counted in its seat. Prisión preventiva: where the prison is, for the
 * gubernatura only. Extranjero: one, of no distrito or municipio.
 */
function modalidades(cabeceras: ReadonlyMap<number, Lugar>, catd: (lugar: Lugar) => string): readonly Fila[] {
  const common = {
    seccion: 0,
    extContigua: 0,
    representantes: null,
    boletas: null,
    mecanismo: '',
    ubicacion: 'urbana',
  } as const;
  const seats = [...cabeceras.values()].sort((a, b) => a.distrito - b.distrito);
  const capital = seats.find(({ distrito }) => distrito === 10);
  if (capital === undefined) throw new Error('distrito 10 has a seat');
  return [
    ...seats.map((lugar): Fila => {
      const listaNominal = integer(6, 64, 'voto anticipado', lugar.distrito);
      return {
        ...common,
        tipo: 'A',
        numero: lugar.distrito,
        lugar,
        listaNominal,
        catd: catd(lugar),
        elecciones: '',
      };
    }),
    {
      ...{ ...common, tipo: 'M', numero: 1, lugar: null, listaNominal: LISTA_NOMINAL_EXTRANJERO },
      ...{ catd: catd(capital), elecciones: 'GUB' },
    },
    ...seats
      .filter(({ distrito }) => DISTRITOS_CON_PRISION.includes(distrito))
      .map((lugar, i): Fila => {
        const listaNominal = integer(45, 380, 'prisión preventiva', lugar.distrito);
        return {
          ...common,
          tipo: 'P',
          numero: i + 1,
          lugar,
          listaNominal,
          catd: catd(lugar),
          elecciones: 'GUB',
        };
      }),
  ];
}
