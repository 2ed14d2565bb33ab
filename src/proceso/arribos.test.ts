import { describe, expect, test } from 'vitest';
import { errorsOf } from '../../pruebas/apoyo/proceso-minimo/casos.ts';
import { contenidosMinimos, withOpcionales } from '../../pruebas/apoyo/proceso-minimo/minimo.ts';
import { type Arribos, arribosDe, arribosEn } from './arribos.ts';
import { type Contenidos, parseProceso } from './parsear.ts';

function arribosOf(contents: Contenidos): Arribos {
  const proceso = parseProceso(contents);
  if (!proceso.ok) throw new Error(proceso.error.map(({ mensaje }) => mensaje).join('\n'));
  return proceso.value.arribos;
}

describe('the arrivals of other nights', () => {
  test('are those of the process, or those in common: half between 8 and 12 hours, never less than before', () => {
    const common = arribosOf(contenidosMinimos());
    expect(common).toEqual(arribosDe(undefined));
    expect(arribosEn(common, 8 * 60)?.hasta).toBe(50);
    expect(arribosEn(common, 12 * 60)?.desde).toBe(50);
    for (const [i, punto] of common.puntos.entries()) {
      const before = common.puntos[i - 1] ?? { minuto: -1, desde: 0, hasta: 0 };
      expect(punto.minuto).toBeGreaterThan(before.minuto);
      expect(punto.desde).toBeGreaterThanOrEqual(before.desde);
      expect(punto.hasta).toBeGreaterThanOrEqual(Math.max(before.hasta, punto.desde));
    }
    const own = arribosOf(
      withOpcionales({ 'arribos.csv': 'minuto,desde,hasta\n0,0,0\n60,10.5,20\n120,90,100\n' }),
    );
    expect(own.origen).toBe('proceso');
    expect(arribosEn(own, 30)).toEqual({ minuto: 30, desde: 5.25, hasta: 10 });
    expect(arribosEn(own, 120)).toEqual({ minuto: 120, desde: 90, hasta: 100 });
    expect(arribosEn(own, 121)).toBeNull();
    expect(arribosEn(own, -1)).toBeNull();
  });

  test.each([
    ['the first minute is 0', '5,0,0', 'minuto'],
    ['minutes go on', '0,0,0\n60,1,2\n60,2,3', 'minuto'],
    ['minutes are whole', '0,0,0\n1.5,1,2', 'minuto'],
    ['nothing is captured backwards', '0,0,0\n60,5,9\n120,4,9', 'desde'],
    ['the fastest is not slower than the slowest', '0,0,0\n60,5,4', 'hasta'],
    ['a percent is at most 100', '0,0,0\n60,5,101', 'hasta'],
    ['a percent has no sign', '0,0,0\n60,5%,9', 'desde'],
  ])('%s', (_, rows, columna) => {
    const line = rows.split('\n').length + 1;
    expect(errorsOf(withOpcionales({ 'arribos.csv': `minuto,desde,hasta\n${rows}\n` }))).toEqual([
      `ARRIBOS arribos.csv:${line} ${columna}`,
    ]);
  });

  test('a file of other columns is one error', () =>
    expect(errorsOf(withOpcionales({ 'arribos.csv': 'hora,desde,hasta\n0,0,0\n' }))).toEqual(
      expect.arrayContaining([expect.stringContaining('arribos.csv')]),
    ));
});
