import { describe, expect, it } from 'vitest';
import { readColumnas } from './leer-columnas.ts';
import { type Fila, parseObservacion, rowReader } from './leer-fila.ts';

const NOMBRES = [
  'CLAVE_CASILLA',
  'CLAVE_ACTA',
  'ID_MUNICIPIO',
  'MUNICIPIO',
  'SECCION',
  'TIPO_CASILLA',
  'TOTAL_BOLETAS_SOBRANTES',
  'PAN',
  'PRI',
  'C_PAN_PRI',
  'NO_REGISTRADAS',
  'NULOS',
  'TOTAL_VOTOS_CALCULADO',
  'LISTA_NOMINAL',
  'OBSERVACIONES',
  'CONTABILIZADA',
  'SHA',
] as const;

const BASE: Record<string, string> = {
  CLAVE_CASILLA: "'160806C0800",
  CLAVE_ACTA: "'160806C08004",
  ID_MUNICIPIO: "'054",
  MUNICIPIO: 'MORELIA',
  SECCION: "'0806",
  TIPO_CASILLA: 'C',
  LISTA_NOMINAL: '707',
};

const read = rowReader(readColumnas(NOMBRES));
function row(values: Record<string, string>, rest = ''): Fila {
  const celdas = NOMBRES.map((nombre) => values[nombre] ?? BASE[nombre] ?? rest);
  return read({ linea: 8, celdas, comillas: 'bien' });
}
const VOTOS = { PAN: '10', PRI: '20', C_PAN_PRI: '-', NO_REGISTRADAS: 'ilegible', NULOS: 'SIN DATO' };

describe('a row', () => {
  it('is read with its keys clean and its cells classified', () => {
    const fila = row({ ...VOTOS, CONTABILIZADA: '1', OBSERVACIONES: 'ALGUN CAMPO ILEGIBLE O SIN DATO' });
    expect(fila).toMatchObject({
      linea: 8,
      estado: 'capturada',
      claveCasilla: '160806C0800',
      claveActa: '160806C08004',
      territorio: { id: '054', nombre: 'MORELIA' },
      listaNominal: 707,
      observacion: 'algun_campo',
      contabilizada: 1,
    });
    expect(fila.votos).toEqual([
      { tipo: 'lectura', valor: 10 },
      { tipo: 'lectura', valor: 20 },
      'no_corre',
      { tipo: 'lectura', valor: 'ILEGIBLE' },
      { tipo: 'lectura', valor: 'SIN DATO' },
    ]);
  });

  it('tells what a hyphen means by the row', () => {
    expect(row({ CONTABILIZADA: '-' }, '-').votos).toEqual(Array(5).fill('no_capturada'));
    expect(row({ CONTABILIZADA: '0', OBSERVACIONES: 'SIN ACTA' }, '-').votos).toEqual(
      Array(5).fill('sin_acta'),
    );
    const written = row(
      { PAN: 'SIN ACTA', PRI: 'SIN ACTA', OBSERVACIONES: 'SIN ACTA', CONTABILIZADA: '0' },
      '-',
    );
    expect(written.votos).toEqual(['sin_acta', 'sin_acta', 'no_corre', 'no_corre', 'no_corre']);
    expect(row({ CONTABILIZADA: '2', OBSERVACIONES: 'FUERA DE CATALOGO' }, '-').votos[0]).toBe(
      'no_capturada',
    );
    expect(row({ ...VOTOS, CONTABILIZADA: '1' }, '-').generales[0]).toBe('no_aplica');
  });

  it('is of an acta not captured when nothing tells of one, whatever CONTABILIZADA says', () => {
    expect(row({}).estado).toBe('no_capturada');
    expect(row({ CONTABILIZADA: '-', OBSERVACIONES: '-' }, '-').estado).toBe('no_capturada');
    expect(row({ CONTABILIZADA: '0' }, '').estado).toBe('no_capturada');
    expect(row({ ...VOTOS, CONTABILIZADA: '0' }).estado).toBe('capturada');
    expect(row({ CONTABILIZADA: '0', SHA: 'a'.repeat(64) }).estado).toBe('capturada');
  });

  it.each(['2', '0', '-'])(
    'is fuera de catálogo by its observation when CONTABILIZADA is %s',
    (contabilizada) => {
      expect(row({ CONTABILIZADA: contabilizada, OBSERVACIONES: 'Fuera de catálogo.' }).estado).toBe(
        'fuera_de_catalogo',
      );
    },
  );

  it('may lack cells', () => {
    const fila = read({ linea: 9, celdas: ["'160806C0800"], comillas: 'bien' });
    expect(fila).toMatchObject({ claveCasilla: '160806C0800', estado: 'no_capturada', listaNominal: null });
  });
});

describe('OBSERVACIONES', () => {
  it.each([
    ['', 1, 'ninguna', null],
    [' - ', 1, 'ninguna', null],
    ['EXCEDE LISTA NOMINAL', 0, 'excede', null],
    ['EXCEDE LISTA NOMINAL CON CAMPO ILEGIBLE O SIN DATO', 0, 'excede', null],
    ['ALGÚN CAMPO ILEGIBLE O SIN DATO', 1, 'algun_campo', null],
    ['ALGUN DATO ILEGIBLE O SIN DATO', 1, 'algun_campo', null],
    ['ILEGIBLE', 1, 'algun_campo', null],
    ['Sin dato', 1, 'algun_campo', null],
    ['ILEGIBLE', 0, 'todos', null],
    ['TODOS ILEGIBLES O SIN DATO', 0, 'todos', null],
    ['Todos los campos ilegibles', 0, 'todos', null],
    ['SIN ACTA POR PAQUETE NO ENTREGADO', 0, 'sin_acta', 'paquete_no_entregado'],
    ['SIN ACTA POR CASILLA NO INSTALADA', 0, 'sin_acta', 'casilla_no_instalada'],
    ['SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA', 0, 'sin_acta', 'paquete_sin_recipiente'],
    ['PAQUETE ENTREGADO SIN SOBRE', 0, 'sin_acta', 'paquete_sin_recipiente'],
    ['Casilla no instalada', 0, 'sin_acta', 'casilla_no_instalada'],
    ['SIN_ACTA', 0, 'sin_acta', null],
    ['FUERA DE CATÁLOGO', 2, 'fuera_de_catalogo', null],
    ['IDENTIFICACIÓN POR PROCESO TÉCNICO OPERATIVO', 1, 'otra', null],
  ] as const)('%j with CONTABILIZADA %s is %s', (texto, contabilizada, codigo, motivo) => {
    expect(parseObservacion(texto, contabilizada)).toEqual({ codigo, motivo });
  });
});
