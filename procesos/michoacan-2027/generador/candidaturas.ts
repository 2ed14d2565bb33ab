/**
 * Candidaturas of the three elections: coalitions that differ by territory, candidaturas comunes, independents.
 * Which territory has which is chosen by rule, not taken from any agreement between parties. Every person is
 * invented and says so in the name.
 */

import { fraction, pick, shuffle } from './azar.ts';
import { CHERAN } from './centros.ts';
import type { Fuentes } from './fuentes.ts';

/** A row of candidaturas.csv, without the people. */
interface Registro {
  readonly eleccion: 'GUB' | 'DIP_LOC' | 'AYUN';
  readonly territorio: string;
  readonly clave: string;
  readonly figura: 'partido' | 'coalicion' | 'candidatura_comun' | 'independiente';
  readonly partidos: readonly string[];
}

export interface Candidatura extends Registro {
  readonly propietaria: string;
  readonly suplente: string;
}

export const PARTIDOS = [
  ['PAN', 'Partido Acción Nacional', '#0A4EA2'],
  ['PRI', 'Partido Revolucionario Institucional', '#00843D'],
  ['PRD', 'Partido de la Revolución Democrática', '#FFCB01'],
  ['PT', 'Partido del Trabajo', '#D9251D'],
  ['PVEM', 'Partido Verde Ecologista de México', '#6CB33F'],
  ['MC', 'Movimiento Ciudadano', '#F58220'],
  ['MORENA', 'Morena', '#8B1D41'],
  ['ENCINO', 'Partido local ficticio Encino', '#5E6B2D'],
  ['MONARCA', 'Partido local ficticio Monarca', '#6A4C93'],
] as const;

const DISTRITOS_EN_COALICION = 15;
const DISTRITOS_CON_CANDIDATURA_COMUN = 8;
const DISTRITOS_CON_INDEPENDIENTE = 2;
const MUNICIPIOS_CON_INDEPENDIENTE = 9;

const APELLIDOS = [
  ...[
    'Aguilar',
    'Arriaga',
    'Bautista',
    'Calderas',
    'Cisneros',
    'Duarte',
    'Equihua',
    'Farías',
    'Gómez',
    'Guzmán',
  ],
  ...['Huerta', 'Ibarra', 'Juárez', 'Lázaro', 'Magaña', 'Mejía', 'Navarrete', 'Núñez', 'Ochoa', 'Orozco'],
  ...['Pérez', 'Quiroz', 'Ramírez', 'Rangel', 'Sánchez', 'Tapia', 'Tinoco', 'Urbina', 'Vargas', 'Villaseñor'],
];

export function buildCandidaturas(fuentes: Fuentes): readonly Candidatura[] {
  const registros = [...gubernatura(), ...diputaciones(fuentes), ...ayuntamientos(fuentes)];
  return registros.map((registro, i) => ({ ...registro, ...personas(registro, i + 1) }));
}

/** `Candidata ficticia 12 Gómez`: sober, and impossible to take for a person. */
function personas({ eleccion }: Registro, numero: number): { propietaria: string; suplente: string } {
  const ending = fraction('género', numero) < 0.5 ? 'a' : 'o';
  const name = (role: string, part: string) =>
    `${role} ficti${ending === 'a' ? 'cia' : 'cio'} ${numero} ${pick(APELLIDOS, part, numero)}`;
  return {
    propietaria: name(`Candidat${ending}`, 'apellido'),
    suplente: eleccion === 'GUB' ? '' : name('Suplente', 'apellido del suplente'),
  };
}

function gubernatura(): readonly Registro[] {
  const en = { eleccion: 'GUB', territorio: '*' } as const;
  return [
    ...['PAN', 'PRI', 'PRD'].map((partido) => solo(en, partido)),
    junta(en, 'coalicion', ['PT', 'PVEM', 'MORENA']),
    ...['MC', 'ENCINO', 'MONARCA'].map((partido) => solo(en, partido)),
    independiente(en, 1),
  ];
}

function diputaciones({ cabeceras }: Fuentes): readonly Registro[] {
  const distritos = [...cabeceras.keys()].sort((a, b) => a - b);
  const coalicion = chosen(distritos, DISTRITOS_EN_COALICION, 'coalición DIP_LOC');
  const comun = chosen(distritos, DISTRITOS_CON_CANDIDATURA_COMUN, 'candidatura común DIP_LOC');
  const conIndependiente = chosen(distritos, DISTRITOS_CON_INDEPENDIENTE, 'independiente DIP_LOC');
  return distritos.flatMap((distrito) => {
    const en = { eleccion: 'DIP_LOC', territorio: three(distrito) } as const;
    const joined = [
      ...(comun.has(distrito) ? [junta(en, 'candidatura_comun', ['PAN', 'PRI'])] : []),
      ...(coalicion.has(distrito) ? [junta(en, 'coalicion', ['PT', 'PVEM', 'MORENA'])] : []),
    ];
    return [
      ...joined,
      ...alone(en, joined, []),
      ...(conIndependiente.has(distrito) ? [independiente(en, 1)] : []),
    ];
  });
}

function ayuntamientos({ municipios }: Fuentes): readonly Registro[] {
  const own = [...municipios.keys()].filter((municipio) => municipio !== CHERAN).sort((a, b) => a - b);
  const conIndependiente = [...chosen(own, MUNICIPIOS_CON_INDEPENDIENTE, 'independiente AYUN')];
  return own.flatMap((municipio) => {
    const en = { eleccion: 'AYUN', territorio: three(municipio) } as const;
    const joined = [...oposicion(en, municipio), ...izquierda(en, municipio)];
    const place = conIndependiente.indexOf(municipio);
    return [
      ...joined,
      ...alone(en, joined, ausentes(municipio)),
      // In the first of them there are two.
      ...(place >= 0 ? [independiente(en, 1)] : []),
      ...(place === 0 ? [independiente(en, 2)] : []),
    ];
  });
}

type En = Pick<Registro, 'eleccion' | 'territorio'>;

function oposicion(en: En, municipio: number): readonly Registro[] {
  const place = fraction('PAN, PRI y PRD', municipio);
  if (place < 0.25) return [junta(en, 'coalicion', ['PAN', 'PRI', 'PRD'])];
  return place < 0.4 ? [junta(en, 'candidatura_comun', ['PAN', 'PRI'])] : [];
}

function izquierda(en: En, municipio: number): readonly Registro[] {
  const place = fraction('PT, PVEM y MORENA', municipio);
  if (place < 0.45) return [junta(en, 'coalicion', ['PT', 'PVEM', 'MORENA'])];
  const comun =
    fraction('PVEM y ENCINO', municipio) < 0.3 ? [junta(en, 'candidatura_comun', ['PVEM', 'ENCINO'])] : [];
  return place < 0.6 ? [junta(en, 'coalicion', ['PT', 'MORENA']), ...comun] : comun;
}

/** Small parties do not run in every municipio. */
function ausentes(municipio: number): readonly string[] {
  const odds: readonly (readonly [string, number])[] = [
    ['PRD', 0.12],
    ['MC', 0.1],
    ['ENCINO', 0.35],
    ['MONARCA', 0.5],
  ];
  return odds
    .filter(([partido, odd]) => fraction('ausente', partido, municipio) < odd)
    .map(([partido]) => partido);
}

/** The parties that go alone, except those absent. */
function alone(en: En, joined: readonly Registro[], absent: readonly string[]): readonly Registro[] {
  const taken = joined.flatMap(({ partidos }) => partidos);
  return PARTIDOS.map(([clave]) => clave)
    .filter((clave) => !taken.includes(clave) && !absent.includes(clave))
    .map((clave) => solo(en, clave));
}

function solo(en: En, partido: string): Registro {
  return { ...en, clave: partido, figura: 'partido', partidos: [partido] };
}

function junta(en: En, figura: 'coalicion' | 'candidatura_comun', partidos: readonly string[]): Registro {
  return { ...en, clave: `${figura === 'coalicion' ? 'CO' : 'CC'}_${partidos.join('_')}`, figura, partidos };
}

function independiente(en: En, numero: number): Registro {
  return { ...en, clave: `CAND_IND_${numero}`, figura: 'independiente', partidos: [] };
}

function chosen(numbers: readonly number[], howMany: number, proposito: string): ReadonlySet<number> {
  return new Set(shuffle(numbers, (n) => n, proposito).slice(0, howMany));
}

function three(numero: number): string {
  return String(numero).padStart(3, '0');
}
