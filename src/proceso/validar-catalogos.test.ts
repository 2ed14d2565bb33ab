import { describe } from 'vitest';
import { type Caso, itTells } from '../../pruebas/apoyo/proceso-minimo/casos.ts';

/** One change in a catalogue and the errors that it must give. */
const CASOS: readonly Caso[] = [
  ['partido keys do not repeat', 'partidos', 'ROJO,', 'AZUL,', ['CLAVE_REPETIDA partidos.csv:3 clave']],
  [
    'a partido is not a column of the database',
    'partidos',
    'VERDE,',
    'NULOS,',
    ['CLAVE_RESERVADA partidos.csv:5 clave'],
  ],
  [
    'a partido has no underscore',
    'partidos',
    'VERDE,',
    'VER_DE,',
    ['VALOR_MAL_FORMADO partidos.csv:5 clave'],
  ],
  ['a color is #RRGGBB', 'partidos', '#E0A100', 'amarillo', ['VALOR_MAL_FORMADO partidos.csv:4 color']],
  ['a partido has a name', 'partidos', 'Partido Rojo', '', ['VALOR_VACIO partidos.csv:3 nombre']],
  [
    'territories are distritos or municipios',
    'territorios',
    'municipio,003',
    'seccion,003',
    ['VALOR_MAL_FORMADO territorios.csv:6 tipo'],
  ],
  [
    'territories do not repeat',
    'territorios',
    'distrito,002',
    'distrito,001',
    ['CLAVE_REPETIDA territorios.csv:3 id'],
  ],
  [
    'ids have three digits',
    'territorios',
    'distrito,002',
    'distrito,D02',
    ['VALOR_MAL_FORMADO territorios.csv:3 id'],
  ],
  ['CATD keys do not repeat', 'catd', 'C02,', 'C01,', ['CLAVE_REPETIDA catd.csv:3 clave']],
  [
    'a CATD stands in a municipio',
    'catd',
    'Peñablanca,002',
    'Peñablanca,005',
    ['TERRITORIO_DESCONOCIDO catd.csv:3 municipio'],
  ],
];

describe('checkPartidos, checkTerritorios, checkCatd', () => {
  itTells(CASOS);
});
