import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf, places, type Renglon, reviseMinima } from '../../pruebas/conformidad/base.ts';
import { localSeconds } from '../basedatos/leer-fecha.ts';
import { checkHoraManuscrita } from '../dominio/hora-manuscrita.ts';
import { inferJornada, isoDay } from './tiempos.ts';

const found = async (cambio: Renglon, corte?: string) =>
  places(await reviseMinima({ cambios: { 0: cambio }, ...(corte === undefined ? {} : { corte }) }));

const times = (acopio: string, captura = acopio, verificacion = captura): Renglon => ({
  FECHA_HORA_ACOPIO: acopio,
  FECHA_HORA_CAPTURA: captura,
  FECHA_HORA_VERIFICACION: verificacion,
});

describe('times', () => {
  it.each([
    ['before 18:00', times('02/06/2024 17:59:59', '02/06/2024 20:00:00'), ['T02 8:FECHA_HORA_ACOPIO']],
    ['at 18:00', times('02/06/2024 18:00:00'), []],
    [
      'after the corte',
      { FECHA_HORA_VERIFICACION: '03/06/2024 20:06:00' },
      ['T03 8:FECHA_HORA_VERIFICACION'],
    ],
    ['another day', times('01/06/2024 20:00:00', '02/06/2024 20:00:00'), ['T06 8:FECHA_HORA_ACOPIO']],
    ['another year', times('02/06/2023 20:00:00', '02/06/2024 20:00:00'), ['T07 8:FECHA_HORA_ACOPIO']],
    [
      'captured before acopio',
      times('02/06/2024 21:00:00', '02/06/2024 20:00:00'),
      ['T04 8:FECHA_HORA_CAPTURA'],
    ],
    [
      'verified before captured',
      times('02/06/2024 20:00:00', '02/06/2024 21:00:00', '02/06/2024 20:30:00'),
      ['T05 8:FECHA_HORA_VERIFICACION'],
    ],
    ['not a time', { FECHA_HORA_ACOPIO: '31/06/2024 20:00:00' }, ['T01 8:FECHA_HORA_ACOPIO']],
    ['in another form', { FECHA_HORA_ACOPIO: '2024-06-02 20:00:00' }, ['T08 8:FECHA_HORA_ACOPIO']],
    ['without capture', { FECHA_HORA_CAPTURA: '' }, ['T09 8:FECHA_HORA_CAPTURA']],
    ['without verification', { FECHA_HORA_VERIFICACION: '-' }, ['T10 8:FECHA_HORA_VERIFICACION']],
  ])('%s', async (_, cambio, defects) => expect(await found(cambio)).toEqual(defects));

  it('suggests a slip of twelve hours', async () => {
    const revision = await reviseMinima({ cambios: { 0: { FECHA_HORA_ACOPIO: '02/06/2024 08:12:00' } } });
    expect(casesOf(revision, 'T02')[0]?.detalle).toContain('12 horas');
  });

  it('are not looked at where there is no corte, except in their order', async () => {
    const cambio = times('01/06/2020 21:00:00', '01/06/2020 20:00:00');
    expect(await found(cambio, 'sin fecha')).toEqual(['E11 2', 'T04 8:FECHA_HORA_CAPTURA']);
  });

  it('are of another jornada when the person says so', async () => {
    const jornada = localSeconds(2024, 6, 3, 0, 0, 0);
    const revision = await reviseMinima({}, { jornada });
    expect(casesOf(revision, 'T06').length).toBeGreaterThan(0);
  });
});

describe('the jornada', () => {
  it.each([
    [2024, 6, 3, 20, '2024-06-02'],
    [2024, 6, 2, 20, '2024-06-02'],
    [2024, 5, 26, 18, '2024-05-26'],
    [2019, 6, 3, 5, '2019-06-02'],
    // a test, on a Tuesday
    [2021, 6, 1, 18, '2021-06-01'],
  ])('of %i-%i-%i at %i h is %s', (anio, mes, dia, hora, jornada) => {
    expect(isoDay(inferJornada({ local: localSeconds(anio, mes, dia, hora, 0, 0)! }))).toBe(jornada);
  });
});

it('no time that the rule finds wrong is taken for good, and the other way round', async () => {
  const base = localSeconds(2024, 6, 1, 0, 0, 0)!;
  const two = (n: number) => String(n).padStart(2, '0');
  await fc.assert(
    fc.asyncProperty(fc.nat(4 * 86_400), async (after) => {
      const date = new Date((base + after) * 1000);
      const day = `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/2024`;
      const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
      const defects = await found(times(`${day} ${clock}`));
      const rule = checkHoraManuscrita(date.toISOString().slice(0, 16), '2024-06-03T20:00', '2024-06-02');
      expect(defects.length > 0).toBe(rule.length > 0);
    }),
    { numRuns: 60 },
  );
});
