import { describe } from 'vitest';
import { type Caso, itTells } from '../../pruebas/apoyo/proceso-minimo/casos.ts';

/** One change in proceso.json and the errors that it must give. */
const CASOS: readonly Caso[] = [
  ['it is JSON', 'proceso', '"MICH" }', '"MICH"; }', ['JSON_MAL_FORMADO proceso.json:6 -']],
  [
    'no comma after the last',
    'proceso',
    '"siglas": "IEP" }',
    '"siglas": "IEP", }',
    ['JSON_MAL_FORMADO proceso.json:5 -'],
  ],
  ['keys are known', 'proceso', '"anio"', '"año": 2027, "anio"', ['CONFIGURACION proceso.json:7 año']],
  [
    'keys are not repeated',
    'proceso',
    '"anio"',
    '"tipo": "jornada", "anio"',
    ['CLAVE_REPETIDA proceso.json:7 tipo'],
  ],
  ['keys are all there', 'proceso', '  "anio": 2027,\n', '', ['CONFIGURACION proceso.json:1 anio']],
  ['a year is a number', 'proceso', '2027,', '"2027",', ['CONFIGURACION proceso.json:7 anio']],
  [
    'the type of process is known',
    'proceso',
    '"demostracion"',
    '"ensayo"',
    ['CONFIGURACION proceso.json:4 tipo'],
  ],
  [
    'settings are known',
    'proceso',
    '"segundosAsignacion"',
    '"segundos"',
    ['CONFIGURACION proceso.json:44 ajustes.segundos'],
  ],
  [
    'settings have their values',
    'proceso',
    '300',
    '-3',
    ['CONFIGURACION proceso.json:44 ajustes.segundosAsignacion'],
  ],
  [
    'election day exists',
    'proceso',
    '"2027-06-06"',
    '"2027-06-31"',
    ['FECHA_IMPOSIBLE proceso.json:8 jornada'],
  ],
  [
    'opening exists',
    'proceso',
    '2027-06-06 20:00',
    '2027-06-31 20:00',
    ['FECHA_IMPOSIBLE proceso.json:10 publicacion.apertura'],
  ],
  [
    'closing comes after opening',
    'proceso',
    '2027-06-07 20:00',
    '2027-06-05 20:00',
    ['PERIODO_IMPOSIBLE proceso.json:10 publicacion.cierre'],
  ],
  [
    'the zone exists',
    'proceso',
    'America/Mexico_City',
    'America/Morelia',
    ['HUSO_DESCONOCIDO proceso.json:9 husoHorario'],
  ],
  [
    'a fixed offset is whole hours',
    'proceso',
    '"publicacion"',
    '"utc": -6.5, "publicacion"',
    ['HUSO_DESCONOCIDO proceso.json:10 utc'],
  ],
  [
    'elections do not repeat',
    'proceso',
    '"clave": "AYUN"',
    '"clave": "GUB"',
    ['CLAVE_REPETIDA proceso.json:34 elecciones[2].clave'],
  ],
  [
    'types of acta do not repeat',
    'proceso',
    '"3ERP"',
    '"3EMR"',
    ['CLAVE_REPETIDA proceso.json:30 elecciones[1].tiposActa[2].clave'],
  ],
  [
    'a casilla fills one acta of each principle',
    'proceso',
    '"principio": "RP"',
    '"principio": "MR"',
    ['CONFIGURACION proceso.json:30 elecciones[1].tiposActa[2].casillas'],
  ],
  [
    'ámbito and agrupación agree',
    'proceso',
    '"ambito": "municipio"',
    '"ambito": "distrito"',
    ['CONFIGURACION proceso.json:37 elecciones[2].agrupacion'],
  ],
  [
    'the nombre is that of a folder',
    'proceso',
    '"proceso-minimo"',
    '"Proceso mínimo"',
    ['VALOR_MAL_FORMADO proceso.json:2 nombre'],
  ],
  [
    'the entidad has two digits',
    'proceso',
    '"id": "16"',
    '"id": "6"',
    ['VALOR_MAL_FORMADO proceso.json:6 entidad.id'],
  ],
];

describe('parseConfiguracion, checkConfiguracion', () => {
  itTells(CASOS);
});
