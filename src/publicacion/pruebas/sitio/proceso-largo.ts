/**
 * A process that is hard to lay out: fourteen candidaturas, long names, a coalition of four, municipios whose
 * names fill a line; and its rows.
 */

import { createHash } from 'node:crypto';
import { bytesDeImagen } from '../../../../pruebas/apoyo/corte-minimo.ts';
import {
  type ActaEsperada,
  type Candidatura,
  camposDe,
  combinaciones,
  type Eleccion,
  type Opcion,
} from '../../../dominio/eleccion.ts';
import type { Lectura } from '../../../dominio/lectura.ts';
import type { Partido, Proceso, TipoProceso } from '../../../proceso/proceso.ts';
import type { FilaDeInstantanea } from '../../eleccion-en-corte.ts';

const PARTIDOS: readonly Partido[] = [
  { clave: 'PAN', nombre: 'Partido Acción Nacional', color: '#1F4E9C' },
  { clave: 'PRI', nombre: 'Partido Revolucionario Institucional', color: '#0A8F3C' },
  { clave: 'PRD', nombre: 'Partido de la Revolución Democrática', color: '#FFD400' },
  { clave: 'PANAL', nombre: 'Nueva Alianza', color: '#FFFFFF' },
  { clave: 'PT', nombre: 'Partido del Trabajo', color: '#D01818' },
  { clave: 'MC', nombre: 'Movimiento Ciudadano', color: '#F07E13' },
  { clave: 'MORENA', nombre: 'Morena', color: '#8C1C13' },
  { clave: 'PESM', nombre: 'Partido Encuentro Solidario Michoacán de Ocampo', color: '#1C1A22' },
];

const COALICION = ['PAN', 'PRI', 'PRD', 'PANAL'];
const INDEPENDIENTES = 9;

const NOMBRES = [
  'María Guadalupe Concepción de los Ángeles Hernández-Villaseñor y Gutiérrez de la Torre',
  'Juan Nepomuceno Parangaricutirimícuaro Buenrostro Echeverría',
  'Ana Paz',
  'José Refugio del Sagrado Corazón Tzintzún Huipe',
  'X',
];

const MUNICIPIOS = [
  'Coalcomán de Vázquez Pallares',
  'Nuevo San Juan Parangaricutiro',
  'Tlalpujahua de Rayón',
];

/** @param base process of which the rest is taken */
export function procesoLargo(base: Proceso, tipo: TipoProceso): Proceso {
  const eleccion = eleccionLarga();
  const [first] = base.actasPorEleccion.get('AYUN') ?? [];
  if (first === undefined) throw new Error('a process without actas');
  const territorios = eleccion.territorios.map(({ id }) => id);
  const casillas = (base.actasPorEleccion.get('AYUN') ?? []).map(({ casilla }) => casilla);
  const actas = casillas.map((casilla, orden): ActaEsperada => {
    const tipoActa = eleccion.tiposActa[casilla.tipo === 'S' ? 1 : 0];
    if (tipoActa === undefined) throw new Error(casilla.tipo);
    const clave = `${casilla.clave}4` as ActaEsperada['clave'];
    const id = `AYUN-${clave}` as ActaEsperada['id'];
    const territorio = territorios[Math.floor((orden * territorios.length) / casillas.length)] ?? '001';
    return { id, clave, eleccion: 'AYUN', tipoActa, casilla, territorio, orden };
  });
  const elecciones = [eleccion, ...base.elecciones.filter(({ clave }) => clave === 'GUB')];
  return {
    ...base,
    nombreLargo: 'Proceso Electoral Local Ordinario 2026-2027 del Estado de Michoacán de Ocampo',
    tipo,
    elecciones,
    eleccionPorClave: new Map(elecciones.map((one) => [one.clave, one])),
    partidos: [...PARTIDOS, ...base.partidos],
    actas,
    actasPorEleccion: new Map([
      ['AYUN', actas],
      ['GUB', base.actasPorEleccion.get('GUB') ?? []],
    ]),
    actasPorId: new Map(
      [...actas, ...(base.actasPorEleccion.get('GUB') ?? [])].map((acta) => [acta.id, acta]),
    ),
  };
}

function eleccionLarga(): Eleccion {
  const combinados = combinaciones(COALICION);
  const independientes = Array.from({ length: INDEPENDIENTES }, (_, i) => `CAND_IND_${i + 1}`);
  const opciones: Opcion[] = [
    ...PARTIDOS.map(({ clave }): Opcion => ({ tipo: 'partido', clave })),
    ...independientes.map((clave): Opcion => ({ tipo: 'independiente', clave })),
    ...combinados.map((partidos): Opcion => ({ tipo: 'combinacion', clave: claveDe(partidos), partidos })),
  ];
  const nombre = (i: number) => NOMBRES[i % NOMBRES.length] ?? '';
  const candidaturas: Candidatura[] = [
    {
      clave: 'VA_POR_MICHOACAN',
      propietaria: nombre(0),
      suplente: nombre(1),
      opciones: [...COALICION, ...combinados.map(claveDe)],
    },
    ...[...PARTIDOS.slice(COALICION.length).map(({ clave }) => clave), ...independientes].map((clave, i) => ({
      clave,
      propietaria: nombre(i + 1),
      suplente: '',
      opciones: [clave],
    })),
  ];
  const territorios = MUNICIPIOS.map((municipio, i) => ({ id: `00${i + 1}`, nombre: municipio }));
  return {
    clave: 'AYUN',
    nombre: 'AYUNTAMIENTOS Y CONCEJOS MUNICIPALES',
    ambito: 'municipio',
    agrupacion: 'municipio',
    territorios,
    opciones,
    tiposActa: [
      { clave: '4', casillas: ['B', 'C', 'E', 'A'], principio: 'MR' },
      { clave: '4E', casillas: ['S'], principio: 'MR' },
    ],
    candidaturas: new Map(territorios.map(({ id }) => [id, candidaturas])),
  };
}

function claveDe(partidos: readonly string[]): string {
  return `C_${partidos.join('_')}`;
}

/** Nearly everything captured, with large figures. */
export function filasLargas(proceso: Proceso): readonly FilaDeInstantanea[] {
  return proceso.elecciones.flatMap((eleccion) =>
    (proceso.actasPorEleccion.get(eleccion.clave) ?? []).map((acta) => filaDe(eleccion, acta)),
  );
}

function filaDe(eleccion: Eleccion, { id, orden, casilla, territorio }: ActaEsperada): FilaDeInstantanea {
  const lecturas: Record<string, Lectura> = {};
  for (const [i, campo] of camposDe(eleccion, casilla.tipo, territorio).entries()) {
    lecturas[campo] = i === 6 && orden % 4 === 1 ? 'SIN DATO' : (orden * 13 + i * 29) % 31;
  }
  const momento = '2027-06-07T01:00:00.000Z';
  if (orden === 5) return { id, eleccion: eleccion.clave, orden, resultado: null };
  if (orden === 7) {
    const resultado = { tipo: 'sin_acta', motivo: 'paquete_no_entregado' } as const;
    return { id, eleccion: eleccion.clave, orden, resultado };
  }
  return {
    id,
    eleccion: eleccion.clave,
    orden,
    resultado: {
      tipo: 'acta',
      lecturas,
      imagen: {
        sha256: createHash('sha256').update(bytesDeImagen(id)).digest('hex'),
        origen: 'CATD',
        digitalizacion: 'ESCANER',
        tipoDocumento: 'ACTA PREP',
        momento,
      },
      acopio: { via: 'CATD', momento, horaManuscrita: null },
      capturada: momento,
      verificada: momento,
      cotejo: 0,
      correcciones: [],
    },
  };
}
