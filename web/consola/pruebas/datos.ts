/** What the canned server answers with: an invented drill in Michoacán. */

import type { ProcesoEnPantalla, Sesion } from '../../../src/acceso/contrato.ts';
import { NOMBRE_DE_ROL, permisosDe, type Rol } from '../../../src/acceso/permisos.ts';
import type { TareaDeCaptura } from '../../../src/captura/contrato.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { CampoEnPantalla, TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import { renglonEn } from './acta-dibujada.ts';

export const AHORA = '2027-06-07T02:41:07.000Z';
export const HUSO = 'America/Mexico_City';

export const PROCESO: ProcesoEnPantalla = {
  nombre: 'michoacan-2027',
  nombreLargo: 'Proceso Electoral Local 2026-2027 de Michoacán',
  tipo: 'simulacro',
  instituto: { nombre: 'Instituto Electoral de Michoacán', siglas: 'IEM' },
  elecciones: [
    { clave: 'GUB', nombre: 'GUBERNATURA' },
    { clave: 'DIP_LOC', nombre: 'DIPUTACIONES LOCALES' },
    { clave: 'AYUN', nombre: 'AYUNTAMIENTOS' },
  ],
  ahora: AHORA,
  huso: HUSO,
};

const PERSONA: Readonly<Record<Rol, readonly [clave: string, nombre: string, centro: string]>> = {
  acopiador: ['aco-003', 'Elena Tovar Ríos', 'CATD-16'],
  digitalizador: ['dig-011', 'Mario Ávila Peña', 'CATD-16'],
  cae: ['cae-112', 'Irma Lucía Solís Vargas', 'CATD-16'],
  capturista: ['cap-041', 'Ana Lilia Ruiz Cano', 'CCV Morelia'],
  verificador: ['ver-007', 'Jorge Medina Solís', 'CCV Morelia'],
  cotejador: ['cot-005', 'Rosa Elena Paz', 'CATD-16'],
  coordinador_catd: ['coo-016', 'Luis Orozco Vega', 'CATD-16'],
  coordinador_ccv: ['coo-001', 'Marta Quiroz Lemus', 'CCV Morelia'],
  administrador: ['adm-001', 'Raúl Nava Torres', 'CCV Morelia'],
  auditor: ['aud-001', 'Ente auditor', 'Universidad'],
  consejeria: ['con-002', 'Consejería Dos', 'Consejo General'],
  representacion: ['rep-004', 'Representación', 'Consejo General'],
  difusor: ['dif-001', 'Difusor Uno', 'Externo'],
  instancia_interna: ['int-001', 'Instancia interna', 'IEM'],
};

export function sesionDe(rol: Rol): Sesion {
  const [clave, nombre, centro] = PERSONA[rol];
  return {
    persona: { clave, nombre, rol, centro, nombreDeRol: NOMBRE_DE_ROL[rol] },
    permisos: permisosDe(rol),
    csrf: 'csrf-de-prueba',
    segundoFactor: 'listo',
    vence: '2027-06-07T10:00:00.000Z',
  };
}

const PARTIDOS = [
  ['PAN', 'Partido Acción Nacional'],
  ['PRI', 'Partido Revolucionario Institucional'],
  ['PRD', 'Partido de la Revolución Democrática'],
  ['PT', 'Partido del Trabajo'],
  ['PVEM', 'Partido Verde Ecologista de México'],
  ['MC', 'Movimiento Ciudadano'],
  ['MORENA', 'Morena'],
  ['ENCINO', 'Partido local ficticio Encino'],
] as const;

type SinLugar = Omit<CampoEnPantalla, 'numero' | 'renglon'>;

function general(clave: string, etiqueta: string): SinLugar {
  return { clave, etiqueta, nombre: '', grupo: 'generales' };
}

function voto(clave: string, etiqueta: string, nombre = ''): SinLugar {
  return { clave, etiqueta, nombre, grupo: 'votos' };
}

const GENERALES = [
  general('TOTAL_BOLETAS_SOBRANTES', 'Boletas sobrantes'),
  general('TOTAL_PERSONAS_VOTARON', 'Personas que votaron'),
  general('TOTAL_REP_PARTIDO_CI_VOTARON', 'Representantes que votaron'),
  general('TOTAL_VOTOS_SACADOS', 'Votos sacados de la urna'),
];
const FINALES = [
  voto('NO_REGISTRADAS', 'Candidaturas no registradas'),
  voto('NULOS', 'Votos nulos'),
  { ...voto('TOTAL_VOTOS_ASENTADO', 'Total'), grupo: 'total' } satisfies SinLugar,
];

/** The nineteen fields of an acta, in printed order, with their rows in the image. */
export const CAMPOS: readonly CampoEnPantalla[] = placed([
  ...GENERALES,
  ...PARTIDOS.map(([clave, nombre]) => voto(clave, clave, nombre)),
  voto('PAN_PRI_PRD', 'PAN · PRI · PRD'),
  voto('PAN_PRI', 'PAN · PRI'),
  voto('PAN_PRD', 'PAN · PRD'),
  voto('PRI_PRD', 'PRI · PRD'),
  ...FINALES,
]);

const NOMBRE_LARGO =
  'Candidatura independiente de la ciudadanía organizada de los municipios de la Tierra Caliente';

/** Forty fields, with names of ninety characters. */
export const CAMPOS_LARGOS: readonly CampoEnPantalla[] = placed([
  ...GENERALES,
  ...PARTIDOS.map(([clave, nombre]) => voto(clave, clave, nombre)),
  ...Array.from({ length: 18 }, (_, i) =>
    voto(
      `COMB_${i + 1}`,
      PARTIDOS.slice(i % 4, (i % 4) + 5)
        .map(([clave]) => clave)
        .join(' · '),
    ),
  ),
  ...Array.from({ length: 7 }, (_, i) => voto(`CI_${i + 1}`, `CI ${i + 1}`, `${NOMBRE_LARGO} ${i + 1}`)),
  ...FINALES,
]);

function placed(campos: readonly SinLugar[]): readonly CampoEnPantalla[] {
  return campos.map((campo, i) => ({ ...campo, numero: i + 1, renglon: renglonEn(i, campos.length) }));
}

/** What is written on the acta number `n`, by field: sums agree. */
export function escritoEn(campos: readonly CampoEnPantalla[], n: number): Readonly<Record<string, number>> {
  const votes = campos.filter(({ grupo }) => grupo === 'votos');
  const byVote = new Map(votes.map(({ clave }, i) => [clave, (i * 37 + n * 11) % 120]));
  const total = [...byVote.values()].reduce((sum, value) => sum + value, 0);
  return Object.fromEntries(
    campos.map(({ clave, grupo }) => [
      clave,
      grupo === 'votos'
        ? (byVote.get(clave) ?? 0)
        : clave === 'TOTAL_BOLETAS_SOBRANTES'
          ? 214
          : clave === 'TOTAL_REP_PARTIDO_CI_VOTARON'
            ? 8
            : clave === 'TOTAL_PERSONAS_VOTARON'
              ? total - 8
              : total,
    ]),
  );
}

export function tituloNumero(n: number): TituloDeActa {
  const seccion = String(1204 + n);
  return {
    eleccion: { clave: 'GUB', nombre: 'GUBERNATURA' },
    territorio: 'Distrito 16 Morelia Suroeste',
    seccion,
    casilla: `Contigua ${n + 2}`,
    clave: `16${seccion}C${String(n + 2).padStart(2, '0')}002`,
  };
}

export function actaNumero(n: number): IdActa {
  return `GUB-${tituloNumero(n).clave}` as IdActa;
}

/** A task of capture; its image is that of `imagenDe(sha256)` in the canned server. */
export function tareaNumero(
  n: number,
  sha256: string,
  cambios: Partial<TareaDeCaptura> = {},
): TareaDeCaptura {
  return {
    acta: actaNumero(n),
    titulo: tituloNumero(n),
    imagen: { sha256, direccion: `/api/imagenes/${sha256}` },
    campos: CAMPOS,
    alcance: 'completa',
    limite: 2_000,
    valorMaximo: 9_999,
    vence: '2027-06-07T02:51:07.000Z',
    ...cambios,
  };
}
