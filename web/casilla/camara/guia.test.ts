import { describe, expect, test } from 'vitest';
import type { IdActa } from '../../../src/dominio/clave.ts';
import { formatCodigo } from '../../../src/dominio/codigo-de-acta.ts';
import { consejoDe, type Guia, INICIO, seguir } from './guia.ts';
import type { VistaDeCuadro } from './mensajes.ts';

const PROCESO = 'michoacan-2027';
const ELEGIDA = 'GUB-160806C08002' as IdActa;
const codigo = (acta: IdActa, proceso = PROCESO) => formatCodigo({ proceso, acta });
const BIEN: VistaDeCuadro = { motivos: [], marcas: 4, movimiento: 1, codigo: codigo(ELEGIDA) };

function tras(...vistas: readonly VistaDeCuadro[]): Guia {
  return vistas.reduce((guia, vista) => seguir(guia, vista, PROCESO, ELEGIDA), INICIO);
}

describe('it shoots', () => {
  test('after three frames in which all is well', () => {
    expect([tras(BIEN), tras(BIEN, BIEN), tras(BIEN, BIEN, BIEN)].map(({ lista }) => lista)).toEqual([
      ...['casi', 'casi', 'dispara'],
    ]);
  });

  test('although the code is not read in every frame', () => {
    const unread = { ...BIEN, codigo: null };
    expect(tras(BIEN, unread, unread).lista).toBe('dispara');
  });

  test.each<[string, VistaDeCuadro]>([
    ['it moves', { ...BIEN, movimiento: 40 }],
    ['it is dark', { ...BIEN, motivos: ['oscura'] }],
    ['it is cut', { ...BIEN, motivos: ['cortada'], marcas: 3 }],
    ['the code was never read', { ...BIEN, codigo: null }],
    ['the code is of another acta', { ...BIEN, codigo: codigo('GUB-160806B01002' as IdActa) }],
    ['the code is of another process', { ...BIEN, codigo: codigo(ELEGIDA, 'puebla-2024') }],
  ])('never while %s', (_why, vista) => {
    expect(tras(vista, vista, vista, vista).lista).toBe('todavia_no');
  });
});

test('what lasts one frame is not said, but another acta is said at once', () => {
  const dark: VistaDeCuadro = { ...BIEN, motivos: ['oscura'] };
  expect(tras(BIEN, BIEN, dark).situacion).toBe('bien');
  expect(tras(BIEN, BIEN, dark, dark).situacion).toBe('oscura');
  const other = { ...BIEN, codigo: codigo('GUB-160806B01002' as IdActa) };
  expect(consejoDe(tras(BIEN, BIEN, other)).frase).toContain('otra acta');
});

test('with nothing in front it says what to do', () => {
  const table: VistaDeCuadro = { motivos: ['cortada'], marcas: 0, movimiento: 3, codigo: null };
  expect(tras(table, table).situacion).toBe('buscando');
});
