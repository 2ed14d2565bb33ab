import { describe, expect, it } from 'vitest';
import { readCifra, readEncabezado } from './leer-encabezado.ts';

const CIFRAS =
  'ACTAS_ESPERADAS,ACTAS_REGISTRADAS,ACTAS_FUERA_CATALOGO,ACTAS_CAPTURADAS,PORCENTAJE_ACTAS_CAPTURADAS,ACTAS_CONTABILIZADAS,PORCENTAJE_ACTAS_CONTABILIZADAS,PORCENTAJE_ACTAS_INCONSISTENCIAS,ACTAS_NO_CONTABILIZADAS,LISTA_NOMINAL_ACTAS_CONTABILIZADAS,TOTAL_VOTOS_C_CS,TOTAL_VOTOS_S_CS,PORCENTAJE_PARTICIPACION_CIUDADANA';
const COLUMNAS =
  'CLAVE_CASILLA,CLAVE_ACTA,ID_ENTIDAD,SECCION,TIPO_CASILLA,TOTAL_VOTOS_SACADOS,PAN,PRI,NO_REGISTRADAS,NULOS,TOTAL_VOTOS_CALCULADO,LISTA_NOMINAL,OBSERVACIONES,CONTABILIZADA';
const VALORES = '1196,0,0,0,0,0,0,0,0,,,0,';
const read = (...lines: string[]) => readEncabezado(`${lines.join('\n')}\n`)!;

describe('the beginning of a database', () => {
  it('is found with the figures on line 4 (Puebla 2024) or 3 (Campeche 2021)', () => {
    const puebla = read('GUBERNATURA', '03/06/2024 20:00 (UTC-6)', '', CIFRAS, VALORES, '', COLUMNAS);
    expect(puebla).toMatchObject({
      eleccion: 'GUBERNATURA',
      lineaCifras: 4,
      lineaColumnas: 7,
      lineaSep: 'ausente',
    });
    const campeche = read('JUNTAS', '01/06/2021 18:52 (UTC-5)', CIFRAS, VALORES, '', COLUMNAS);
    expect(campeche).toMatchObject({ eleccion: 'JUNTAS', lineaCifras: 3, lineaColumnas: 6 });
    const apretado = read('JUNTAS', '01/06/2021 18:52 (UTC-5)', CIFRAS, VALORES, COLUMNAS);
    expect(apretado).toMatchObject({ lineaCifras: 3, lineaColumnas: 5 });
  });

  it('is found after a sep= line, with bars (Quintana Roo 2019)', () => {
    const lines = [
      'sep=|',
      'DIPUTACIONES LOCALES',
      '2019/06/03 05:47 (UTC-5)',
      CIFRAS,
      VALORES,
      '',
      COLUMNAS,
    ];
    expect(read(...lines.map((line) => line.replaceAll(',', '|')))).toMatchObject({
      eleccion: 'DIPUTACIONES LOCALES',
      delimitador: '|',
      lineaSep: 'presente',
      lineaColumnas: 7,
    });
  });

  it('is found with the election and the date padded with delimiters, or the date first', () => {
    const padded = read('AYUNTAMIENTOS,,,,', '03/06/2024 20:00 (UTC-6),,,', CIFRAS, VALORES, COLUMNAS);
    expect(padded).toMatchObject({ eleccion: 'AYUNTAMIENTOS', corte: { desfase: -360 } });
    const dateFirst = read('03/06/2024 20:00 (UTC-6)', CIFRAS, VALORES, COLUMNAS);
    expect(dateFirst).toMatchObject({ eleccion: '', corte: { texto: '03/06/2024 20:00 (UTC-6)' } });
  });

  it('keeps a missing value apart from a zero', () => {
    const { cifras } = read('JUNTAS', '01/06/2021 18:52 (UTC-5)', CIFRAS, VALORES, '', COLUMNAS);
    const porNombre = Object.fromEntries(cifras.map((c) => [c.cifra, [c.texto, c.valor]]));
    expect(porNombre.ACTAS_ESPERADAS).toEqual(['1196', 1196]);
    expect(porNombre.TOTAL_VOTOS_C_CS).toEqual(['', null]);
    expect(porNombre.TOTAL_VOTOS_S_CS).toEqual(['0', 0]);
  });

  it('accepts figures by other names, in another order, or absent', () => {
    const names =
      'ACTAS_FUERA_DE_CATÁLOGO,ACTAS_ESPERADAS,PORCENTAJE_ACTAS_CON_INCONSISTENCIAS,LISTA_NOMINAL_ACTAS_CONTABILZADAS';
    const { cifras } = read('X', '03/06/2024 20:00', names, '3,100,2.5000,900', COLUMNAS);
    expect(cifras.filter((c) => c.texto !== null).map((c) => [c.cifra, c.valor, c.columna])).toEqual([
      ['ACTAS_ESPERADAS', 100, 2],
      ['ACTAS_FUERA_CATALOGO', 3, 1],
      ['PORCENTAJE_ACTAS_INCONSISTENCIAS', 25000, 3],
      ['LISTA_NOMINAL_ACTAS_CONTABILIZADAS', 900, 4],
    ]);
  });

  it('may have no figures at all', () => {
    expect(read('X', COLUMNAS)).toMatchObject({ lineaCifras: null, eleccion: 'X', lineaColumnas: 2 });
    expect(read(COLUMNAS)).toMatchObject({ lineaCifras: null, eleccion: '', lineaColumnas: 1 });
  });

  it('is not found in what is not a database', () => {
    expect(readEncabezado('SECCION,CASILLA,LISTA_NOMINAL\n1,B,500\n')).toBeNull();
    expect(readEncabezado('')).toBeNull();
    expect(readEncabezado(`${CIFRAS}\n${VALORES}\n`)).toBeNull();
  });
});

describe('a figure', () => {
  it.each([
    ['ACTAS_ESPERADAS', '7,672', 7672, null, ['miles']],
    ['ACTAS_ESPERADAS', "'7672'", 7672, null, ['comillas']],
    ['TOTAL_VOTOS_C_CS', '2658993.0', 2658993, null, ['punto_cero']],
    ['TOTAL_VOTOS_C_CS', '2658993.5', null, 1, []],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '61.5089', 615089, 4, []],
    ['PORCENTAJE_ACTAS_CAPTURADAS', "'100.0000%", 1000000, 4, ['comillas', 'porciento']],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '39.226', 392260, 3, []],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '39.22609', 392260, 5, []],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '0', 0, 0, []],
    ['PORCENTAJE_ACTAS_CAPTURADAS', 'N/D', null, null, []],
    ['ACTAS_ESPERADAS', '', null, null, []],
  ] as const)('%s %j', (cifra, texto, valor, decimales, adornos) => {
    expect(readCifra(cifra, texto, 5, 1)).toEqual({
      cifra,
      texto,
      valor,
      decimales,
      adornos,
      linea: 5,
      columna: 1,
    });
  });
});
