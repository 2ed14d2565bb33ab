import { describe, expect, it } from 'vitest';
import {
  columnKey,
  isLineaDeColumnas,
  knownColumn,
  partyNames,
  readColumnas,
  readOpcion,
} from './leer-columnas.ts';

const line = (opciones: string) =>
  `CLAVE_CASILLA,CLAVE_ACTA,ID_ENTIDAD,ENTIDAD,ID_MUNICIPIO,MUNICIPIO,SECCION,TIPO_CASILLA,TOTAL_VOTOS_SACADOS,${opciones},NO_REGISTRADAS,NULOS,TOTAL_VOTOS_CALCULADO,CONTABILIZADA`.split(
    ',',
  );
const opciones = (names: string) =>
  readColumnas(line(names)).opciones.map(({ opcion }) =>
    opcion.tipo === 'combinacion' ? opcion.partidos : opcion.tipo,
  );

describe('column names', () => {
  it.each([
    ['ID_ESTADO', 'ID_ENTIDAD'],
    ['Id Entidad', 'ID_ENTIDAD'],
    ['SHA', 'CODIGO_INTEGRIDAD'],
    ['Código de Integridad', 'CODIGO_INTEGRIDAD'],
    ['NO_REGISTRADOS', 'NO_REGISTRADAS'],
    ['CNR', 'NO_REGISTRADAS'],
    ['Votos nulos', 'NULOS'],
    ['VN', 'NULOS'],
    ['TOTAL_VOTOS_CALCULADOS', 'TOTAL_VOTOS_CALCULADO'],
    ['LISTA_NOMINAL_CASILLA', 'LISTA_NOMINAL'],
    ['FECHA Y HORA DE ACOPIO', 'FECHA_HORA_ACOPIO'],
    ['UBICACIÓN_CASILLA', 'UBICACION_CASILLA'],
    ['SECCIÓN', 'SECCION'],
    ['NUM_ACTA_IMPRESO', 'TIPO_ACTA'],
    ["'TIPO_CASILLA'", 'TIPO_CASILLA'],
    ['="SECCION"', 'SECCION'],
  ])('%s is %s', (published, official) => expect(knownColumn(published)).toBe(official));

  it('does not take a party for a column', () => {
    for (const party of ['PAN', 'MORENA', 'C_PAN_PRI', 'NA', 'PES', 'CAND_IND_1'])
      expect(knownColumn(party)).toBeNull();
  });

  it('recognises the line of columns of a database and not others', () => {
    expect(isLineaDeColumnas(line('PAN'))).toBe(true);
    expect(isLineaDeColumnas(['ID_ENTIDAD', 'PARTIDO_CI', 'CANDIDATURA'])).toBe(false);
    expect(isLineaDeColumnas(['SECCION', 'CASILLA', 'LISTA_NOMINAL', 'TIPO_SECCION'])).toBe(false);
  });
});

describe('options', () => {
  it('are what lies between the general fields and nulos', () => {
    expect(readColumnas(line('PAN,PRI,CAND_IND_1')).opciones.map(({ nombre }) => nombre)).toEqual([
      'PAN',
      'PRI',
      'CAND_IND_1',
    ]);
  });

  it.each([
    'C_PAN_PRI_PRD',
    'CC_PAN_PRI_PRD',
    'PAN-PRI-PRD',
    'PAN_PRI_PRD',
    'SUM-PAN-PRI-PRD',
    'Coalición PAN PRI PRD',
  ])('%s is a combination of three', (name) =>
    expect(opciones(`PAN,PRI,PRD,${name}`)).toEqual(['partido', 'partido', 'partido', ['PAN', 'PRI', 'PRD']]),
  );

  it('knows parties whose names have underscores, spaces or are inside of others', () => {
    expect(opciones('PT,NUEVA_ALIANZA,C_PT_NUEVA_ALIANZA')).toEqual([
      'partido',
      'partido',
      ['PT', 'NUEVA_ALIANZA'],
    ]);
    expect(opciones('PES,PES_QROO,PT,C_PES_QROO_PT')).toEqual([
      'partido',
      'partido',
      'partido',
      ['PES_QROO', 'PT'],
    ]);
    expect(opciones('MOVIMIENTO CIUDADANO,PAN,C_PAN_MOVIMIENTO_CIUDADANO').at(-1)).toEqual([
      'PAN',
      'MOVIMIENTO CIUDADANO',
    ]);
  });

  it('names by their words the parties that have no column of their own', () => {
    expect(opciones('PAN,CC_PRI_PVEM').at(-1)).toEqual(['PRI', 'PVEM']);
  });

  it.each([
    'CAND_IND_1',
    'CAND_IND_02',
    'CI_1',
    'CI2',
    'IND_1',
    'CANDIDATO_INDEPENDIENTE_1',
    'CANDIDATURA_INDEPENDIENTE',
    'C_IND_1',
  ])('%s is an independent', (name) => expect(opciones(`PAN,${name}`)).toEqual(['partido', 'independiente']));

  it('keeps both columns of a repeated name, under keys of their own', () => {
    const columnas = readColumnas(line('PAN,PRI,C_PAN_PRI,C_PAN_PRI'));
    expect(columnas.repetidas).toEqual(['C_PAN_PRI']);
    expect(columnas.opciones.map(({ opcion }) => opcion.clave)).toEqual([
      'PAN',
      'PRI',
      'C_PAN_PRI',
      'C_PAN_PRI (2)',
    ]);
    expect(columnas.votos).toHaveLength(6);
  });

  it('takes the first of a repeated known column', () => {
    const columnas = readColumnas([...line('PAN'), 'TIPO_CASILLA']);
    expect(columnas.posicion.TIPO_CASILLA).toBe(7);
    expect(columnas.repetidas).toEqual(['TIPO_CASILLA']);
  });

  it('reads an option apart from any file', () => {
    const partidos = partyNames(['PAN', 'PRI', 'PRD', 'C_PAN_PRI']);
    expect([...partidos.values()]).toEqual(['PAN', 'PRI', 'PRD']);
    expect(readOpcion('SUM-PAN-PRD', partidos)).toEqual({
      tipo: 'combinacion',
      clave: 'SUM-PAN-PRD',
      partidos: ['PAN', 'PRD'],
    });
  });

  it('adds up in the territory that comes first', () => {
    expect(readColumnas(line('PAN')).agrupacion).toBe('municipio');
    expect(readColumnas(['ID_DISTRITO', ...line('PAN')]).agrupacion).toBe('distrito');
  });
});

it('columnKey drops accents, articles and punctuation', () => {
  expect(columnKey(' ACTAS_FUERA_DE_CATÁLOGO ')).toBe('ACTAS_FUERA_CATALOGO');
});
