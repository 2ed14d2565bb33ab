/**
 * A process of any size, for benchmarks: sections, casillas and coalitions in the proportions of real ones. Built
 * directly, because a national catalogue does not fit the files of one entidad.
 */

import { AJUSTES } from '../../src/dominio/ajustes.ts';
import type { Casilla, TipoCasilla } from '../../src/dominio/casilla.ts';
import { buildClaveActa, buildClaveCasilla, buildIdActa } from '../../src/dominio/clave.ts';
import {
  type ActaEsperada,
  type Candidatura,
  combinaciones,
  type Eleccion,
  type Opcion,
  type TipoActa,
} from '../../src/dominio/eleccion.ts';
import { arribosDe } from '../../src/proceso/arribos.ts';
import { geometriaDe } from '../../src/proceso/geometria.ts';
import { identidadDe } from '../../src/proceso/identidad.ts';
import type { Partido, Proceso } from '../../src/proceso/proceso.ts';

export interface Medidas {
  readonly actas: number;
  readonly elecciones: number;
  readonly distritos: number;
  /** casillas of each section, on average */
  readonly casillasPorSeccion: number;
}

const PARTIDOS: readonly Partido[] = [
  ['PAN', '#1F4E9C'],
  ['PRI', '#B3202C'],
  ['PRD', '#E0C000'],
  ['PVEM', '#2E7D32'],
  ['PT', '#D01818'],
  ['MC', '#F07E13'],
  ['MORENA', '#8C1C13'],
  ['PES', '#5B2A82'],
  ['RSP', '#C2185B'],
  ['FXM', '#E91E8F'],
].map(([clave = '', color = '']) => ({ clave, nombre: `Partido ${clave}`, color }));

const COALICIONES = [
  ['PAN', 'PRI', 'PRD'],
  ['PVEM', 'PT', 'MORENA'],
] as const;

export function procesoSintetico({ actas, elecciones, distritos, casillasPorSeccion }: Medidas): Proceso {
  const claves = Array.from({ length: elecciones }, (_, i) => ['PRE', 'SEN', 'DIP', 'AYU'][i] ?? `E${i}`);
  const casillas = makeCasillas(Math.ceil(actas / elecciones), distritos, casillasPorSeccion);
  const made = claves.map((clave) => makeEleccion(clave, distritos));
  const actasPorEleccion = new Map<string, ActaEsperada[]>();
  let left = actas;
  for (const eleccion of made) {
    const own = casillas.slice(0, Math.min(left, casillas.length));
    left -= own.length;
    actasPorEleccion.set(
      eleccion.clave,
      own.map((casilla, orden) => makeActa(eleccion, casilla, orden)),
    );
  }
  const all = [...actasPorEleccion.values()].flat();
  return {
    nombre: 'sintetico',
    nombreLargo: 'Proceso sintético',
    tipo: 'demostracion',
    instituto: { nombre: 'Instituto de pruebas', siglas: 'IP' },
    entidad: { id: '16', nombre: 'MICHOACAN', abreviatura: 'MICH' },
    anio: 2027,
    jornada: '2027-06-06',
    huso: { zona: 'America/Mexico_City', utc: null },
    publicacion: { apertura: new Date('2027-06-07T02:00:00Z'), cierre: new Date('2027-06-08T02:00:00Z') },
    elecciones: made,
    eleccionPorClave: new Map(made.map((eleccion) => [eleccion.clave, eleccion])),
    casillas,
    actas: all,
    actasPorEleccion,
    actasPorId: new Map(all.map((acta) => [acta.id, acta])),
    distritos: made[0]?.territorios ?? [],
    municipios: [],
    catd: [],
    partidos: PARTIDOS,
    ajustes: AJUSTES,
    identidad: identidadDe({}, undefined),
    geometria: geometriaDe([]),
    arribos: arribosDe(undefined),
    sha256: '0'.repeat(64),
  };
}

function makeCasillas(total: number, distritos: number, porSeccion: number): readonly Casilla[] {
  const secciones = Math.ceil(total / porSeccion);
  return Array.from({ length: total }, (_, i) => {
    const seccion = Math.floor(i / porSeccion);
    const within = i - Math.ceil(seccion * porSeccion);
    const tipo: TipoCasilla = within === 0 ? 'B' : i % 90 === 89 ? 'S' : 'C';
    const entidad = String(1 + Math.floor(seccion / 9999)).padStart(2, '0');
    const numero = String(Math.max(within, 1)).padStart(2, '0');
    const seccionTexto = String(1 + (seccion % 9999)).padStart(4, '0');
    return {
      clave: buildClaveCasilla({ entidad, seccion: seccionTexto, tipo, numero, extContigua: '00' }),
      entidad,
      seccion: seccionTexto,
      tipo,
      numero,
      extContigua: '00',
      distrito: territorioDe(seccion, secciones, distritos),
      municipio: null,
      listaNominal: tipo === 'S' ? 0 : 500 + ((i * 37) % 250),
      representantes: 20,
      boletas: tipo === 'S' ? 1000 : null,
      ubicacion: seccion % 3 === 0 ? 'no_urbana' : 'urbana',
      catd: 'C01',
      mecanismo: i % 4 === 0 ? 'F' : '',
    };
  });
}

function territorioDe(seccion: number, secciones: number, distritos: number): string {
  return String(1 + Math.floor((seccion * distritos) / secciones)).padStart(3, '0');
}

const TIPOS: readonly TipoActa[] = [{ clave: '2', casillas: ['B', 'C', 'E', 'S'], principio: 'MR' }];

function makeEleccion(clave: string, distritos: number): Eleccion {
  const unions = COALICIONES.map((partidos) => combinaciones(partidos));
  const opciones: Opcion[] = [
    ...PARTIDOS.map((partido): Opcion => ({ tipo: 'partido', clave: partido.clave })),
    ...unions.flat().map((partidos): Opcion => ({ tipo: 'combinacion', clave: claveDe(partidos), partidos })),
  ];
  const coaligados = new Set<string>(COALICIONES.flat());
  const candidaturas: Candidatura[] = [
    ...COALICIONES.map((partidos, i) => ({
      clave: `COALICION_${i + 1}`,
      propietaria: `Candidata sintética ${i + 1}`,
      suplente: '',
      opciones: [...partidos, ...(unions[i] ?? []).map(claveDe)],
    })),
    ...PARTIDOS.filter((partido) => !coaligados.has(partido.clave)).map((partido) => ({
      clave: partido.clave,
      propietaria: `Candidato sintético de ${partido.clave}`,
      suplente: '',
      opciones: [partido.clave],
    })),
  ];
  return {
    clave,
    nombre: `ELECCIÓN ${clave}`,
    ambito: 'entidad',
    agrupacion: 'distrito',
    territorios: Array.from({ length: distritos }, (_, i) => {
      const id = String(i + 1).padStart(3, '0');
      return { id, nombre: `Distrito ${id}` };
    }),
    opciones,
    tiposActa: TIPOS,
    candidaturas: new Map([['*', candidaturas]]),
  };
}

function claveDe(partidos: readonly string[]): string {
  return `C_${partidos.join('_')}`;
}

function makeActa(eleccion: Eleccion, casilla: Casilla, orden: number): ActaEsperada {
  const [tipoActa] = TIPOS;
  if (tipoActa === undefined) throw new Error('an election without types of acta');
  const clave = buildClaveActa(casilla.clave, tipoActa.clave);
  return {
    id: buildIdActa(eleccion.clave, clave, ''),
    clave,
    eleccion: eleccion.clave,
    tipoActa,
    casilla,
    territorio: casilla.distrito ?? 'N/A',
    orden,
  };
}
