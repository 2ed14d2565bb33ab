import { describe, expect, it } from 'vitest';
import {
  casesOf,
  openMinima,
  places,
  RENGLONES,
  type Renglon,
  reviseMinima,
} from '../../pruebas/conformidad/base.ts';
import type { LecturaDeFilas } from '../basedatos/leer.ts';
import { checkBaseDatos } from './revision.ts';

const rowDefects = async (i: number, cambio: Renglon) =>
  places(await reviseMinima({ cambios: { [i]: cambio } })).filter((place) => !place.startsWith('E10'));
const [ACTA = {}] = RENGLONES;

describe('defects of a row', () => {
  it.each([
    ['a total that is not the sum', 0, { TOTAL_VOTOS_CALCULADO: '401' }, ['R06 8:TOTAL_VOTOS_CALCULADO']],
    ['no total', 0, { TOTAL_VOTOS_CALCULADO: '' }, ['R07 8:TOTAL_VOTOS_CALCULADO']],
    ['SIN ACTA that counts', 2, { CONTABILIZADA: '1' }, ['R08 10:CONTABILIZADA']],
    ['not counted and no reason', 0, { CONTABILIZADA: '0', OBSERVACIONES: '-' }, ['R09 8:OBSERVACIONES']],
    ['an unknown observation', 0, { OBSERVACIONES: 'REVISAR' }, ['R10 8:OBSERVACIONES']],
    ['fuera de catálogo without its 2', 4, { CONTABILIZADA: '0' }, ['R11 12:CONTABILIZADA']],
    ['CONTABILIZADA 7', 0, { CONTABILIZADA: '7' }, ['R12 8:CONTABILIZADA']],
    ['a strange cell', 0, { PAN: '1O0' }, ['R06 8:TOTAL_VOTOS_CALCULADO', 'R13 8:PAN']],
    ['a lista nominal that is none', 0, { LISTA_NOMINAL: '#N/A' }, ['R14 8:LISTA_NOMINAL']],
    ['a short hash', 0, { CODIGO_INTEGRIDAD: 'abc123' }, ['R15 8:CODIGO_INTEGRIDAD']],
    ['a hash that is not hexadecimal', 0, { CODIGO_INTEGRIDAD: 'z'.repeat(64) }, ['R15 8:CODIGO_INTEGRIDAD']],
    ['a SHA-512', 0, { CODIGO_INTEGRIDAD: 'AB'.repeat(64) }, []],
    ['no hash', 0, { CODIGO_INTEGRIDAD: '' }, ['R16 8:CODIGO_INTEGRIDAD']],
    ['an extra cell', 0, { MUNICIPIO: 'MORELIA,CENTRO' }, ['F04 8']],
    ['an open quote', 3, { TIPO_DOCUMENTO: '"ACTA' }, ['F05 11']],
  ])('%s', async (_, i, cambio, defects) => {
    expect(await rowDefects(i, cambio)).toEqual(expect.arrayContaining(defects));
    if (defects.length === 0) expect(await rowDefects(i, cambio)).toEqual([]);
  });

  it('shows value, column and what was expected', async () => {
    const revision = await reviseMinima({ cambios: { 0: { CODIGO_INTEGRIDAD: 'abc123' } } });
    expect(casesOf(revision, 'R15')[0]).toEqual({
      linea: 8,
      columna: 30,
      nombre: 'CODIGO_INTEGRIDAD',
      valor: 'abc123',
      detalle: 'tiene 6 caracteres; se esperan 64 (o 128) dígitos hexadecimales',
    });
  });
});

describe('defects of the file', () => {
  it('a missing column, a repeated one, a note, a truncated row', async () => {
    expect(places(await reviseMinima({ sin: ['LISTA_NOMINAL'] }))).toContain('F02 7');
    const repetida = await reviseMinima({
      columnas: (nombres) => nombres.map((n) => (n === 'PRI' ? 'PAN' : n)),
    });
    expect(places(repetida)).toContain('F03 7:PAN');
    expect(places(await reviseMinima({ final: 'Fuente: PREP' }))).toEqual(['F06 13']);
    expect(places(await reviseMinima({ final: "'160809B0100,'16" }))).toContain('F04 13');
  });

  it('no rows', async () => {
    const base = await openMinima();
    const vacia = { ...base, filas: () => withoutRows(base.filas()) };
    const revision = await checkBaseDatos(vacia, { ultimoCorte: 'desconocido', jornada: null, limite: 5 });
    expect(revision.ok && places(revision.value)).toContain('F07 7');
  });

  it('groups repeats: how many, and the first', async () => {
    const wrong = { ...ACTA, CODIGO_INTEGRIDAD: 'corto' };
    const { defectos } = await reviseMinima({ mas: Array<Renglon>(9).fill(wrong) }, { limite: 2 });
    const found = defectos.find(({ codigo }) => codigo === 'R15');
    expect(found).toMatchObject({ veces: 9, severidad: 'defecto' });
    expect(found?.casos.map(({ linea }) => linea)).toEqual([13, 14]);
  });
});

function withoutRows(filas: LecturaDeFilas): LecturaDeFilas {
  return {
    lotes: async function* () {
      yield [];
    },
    [Symbol.asyncIterator]: () => filas[Symbol.asyncIterator](),
    codificacion: () => filas.codificacion(),
    finDeLinea: () => filas.finDeLinea(),
    ajenas: () => filas.ajenas(),
  };
}
