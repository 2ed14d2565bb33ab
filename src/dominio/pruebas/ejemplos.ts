/**
 * A small election for the tests of the rules: two distritos, a coalition registered in full in one and in part
 * in the other, an independent in one, and a casilla of every type.
 */

import type { EstadoActa, EventoActa, Imagen, Instante } from '../acta.ts';
import { evolve } from '../acta.ts';
import type { Casilla, TipoCasilla } from '../casilla.ts';
import { buildClaveActa, buildClaveCasilla, buildIdActa } from '../clave.ts';
import type { Lecturas } from '../consolidacion.ts';
import type { ActaEsperada, Eleccion, Opcion, TipoActa } from '../eleccion.ts';
import { camposDe } from '../eleccion.ts';
import type { Lectura } from '../lectura.ts';
import type { Decision } from '../mandato.ts';

/** Seconds after 18:00 local of 6 June 2027. */
export function instante(segundos: number): Instante {
  return new Date(Date.UTC(2027, 5, 7) + segundos * 1000).toISOString();
}

const partido = (clave: string): Opcion => ({ tipo: 'partido', clave });
const combinacion = (...partidos: string[]): Opcion => ({
  tipo: 'combinacion',
  clave: `C_${partidos.join('_')}`,
  partidos,
});

export const MR: TipoActa = { clave: '3', casillas: ['B', 'C', 'E', 'A', 'P', 'V', 'M'], principio: 'MR' };
export const ESPECIAL_MR: TipoActa = { clave: '3EMR', casillas: ['S'], principio: 'MR' };
export const ESPECIAL_RP: TipoActa = { clave: '3ERP', casillas: ['S'], principio: 'RP' };

export const DIPUTACIONES: Eleccion = {
  clave: 'DIP_LOC',
  nombre: 'DIPUTACIONES LOCALES',
  ambito: 'distrito',
  agrupacion: 'distrito',
  territorios: [
    { id: '001', nombre: 'LA PIEDAD' },
    { id: '002', nombre: 'PURUANDIRO' },
  ],
  opciones: [
    partido('PAN'),
    partido('PRI'),
    partido('PRD'),
    partido('MORENA'),
    partido('MC'),
    combinacion('PAN', 'PRI', 'PRD'),
    combinacion('PAN', 'PRI'),
    combinacion('PAN', 'PRD'),
    combinacion('PRI', 'PRD'),
    { tipo: 'independiente', clave: 'CAND_IND_1' },
  ],
  tiposActa: [MR, ESPECIAL_MR, ESPECIAL_RP],
  candidaturas: new Map([
    [
      '001',
      [
        {
          clave: 'COALICION',
          propietaria: 'ANA',
          suplente: 'BEATRIZ',
          opciones: ['PAN', 'PRI', 'PRD', 'C_PAN_PRI_PRD', 'C_PAN_PRI', 'C_PAN_PRD', 'C_PRI_PRD'],
        },
        { clave: 'MORENA', propietaria: 'CARLA', suplente: 'DIANA', opciones: ['MORENA'] },
        { clave: 'MC', propietaria: 'ELENA', suplente: 'FLOR', opciones: ['MC'] },
      ],
    ],
    [
      '002',
      [
        { clave: 'PAN_PRI', propietaria: 'GLORIA', suplente: 'HILDA', opciones: ['PAN', 'PRI', 'C_PAN_PRI'] },
        { clave: 'PRD', propietaria: 'INES', suplente: 'JULIA', opciones: ['PRD'] },
        { clave: 'MORENA', propietaria: 'KARLA', suplente: 'LAURA', opciones: ['MORENA'] },
        { clave: 'CAND_IND_1', propietaria: 'MARIA', suplente: 'NORMA', opciones: ['CAND_IND_1'] },
      ],
    ],
  ]),
};

/** The same options in a single statewide territory. */
export const GUBERNATURA: Eleccion = {
  ...DIPUTACIONES,
  clave: 'GUB',
  nombre: 'GUBERNATURA',
  ambito: 'entidad',
  candidaturas: new Map([['*', DIPUTACIONES.candidaturas.get('001') ?? []]]),
};

export function casilla(tipo: TipoCasilla, cambios: Partial<Casilla> = {}): Casilla {
  const base = { entidad: '16', seccion: '0806', tipo, numero: '01', extContigua: '00' };
  return {
    ...base,
    clave: buildClaveCasilla(base),
    distrito: '001',
    municipio: '053',
    listaNominal: tipo === 'S' ? 0 : 600,
    representantes: 10,
    boletas: tipo === 'S' ? 1000 : null,
    ubicacion: 'urbana',
    catd: 'CATD-01',
    mecanismo: '',
    ...cambios,
  };
}

export function actaEsperada(
  orden: number,
  tipo: TipoCasilla,
  territorio: '001' | '002',
  tipoActa: TipoActa = tipo === 'S' ? ESPECIAL_MR : MR,
): ActaEsperada {
  const de = casilla(tipo, { distrito: territorio, seccion: String(orden).padStart(4, '0') });
  const clave = buildClaveActa(de.clave, tipoActa.clave);
  return {
    id: buildIdActa(DIPUTACIONES.clave, clave, territorio),
    clave,
    eleccion: DIPUTACIONES.clave,
    tipoActa,
    casilla: de,
    territorio,
    orden,
  };
}

/** An acta of every kind, in both distritos. */
export const CATALOGO: readonly ActaEsperada[] = [
  actaEsperada(0, 'B', '001'),
  actaEsperada(1, 'C', '001'),
  actaEsperada(2, 'E', '001'),
  actaEsperada(3, 'S', '001'),
  actaEsperada(4, 'S', '001', ESPECIAL_RP),
  actaEsperada(5, 'A', '002'),
  actaEsperada(6, 'P', '002'),
  actaEsperada(7, 'M', '002'),
  actaEsperada(8, 'B', '002'),
];

/** Fields of a casilla básica of distrito 001. */
export const CAMPOS = camposDe(DIPUTACIONES, 'B', '001');

/** The same reading in every field, but for some. */
export function lecturas(
  campos: readonly string[],
  lectura: Lectura = 10,
  cambios: Record<string, Lectura> = {},
): Lecturas {
  return Object.fromEntries(campos.map((campo) => [campo, cambios[campo] ?? lectura]));
}

export function imagen(
  nombre: string,
  origen: Imagen['origen'] = 'CATD',
): Imagen & { readonly bytes: number } {
  return {
    sha256: nombre.padEnd(64, '0'),
    origen,
    digitalizacion: origen === 'CATD' ? 'ESCANER' : 'MOVIL',
    tipoDocumento: 'ACTA PREP',
    momento: instante(0),
    bytes: 120_000,
  };
}

/** The facts of a decision that must have been accepted. */
export function hechos(decision: Decision): readonly EventoActa[] {
  if (!decision.ok) throw new Error(`refused: ${decision.error.codigo} ${decision.error.mensaje}`);
  return decision.value;
}

/** The state after decisions that must all be accepted, each taken on the state that the one before left. */
export function seguir(
  estado: EstadoActa,
  momento: Instante,
  ...decisiones: readonly ((estado: EstadoActa) => Decision)[]
): EstadoActa {
  return decisiones.reduce(
    (actual, decide) => hechos(decide(actual)).reduce((e, hecho) => evolve(e, hecho, momento), actual),
    estado,
  );
}
