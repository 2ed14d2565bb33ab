import { describe, expect, test } from 'vitest';
import { type Actividad, barraDe, createEscala, flechasDe, marcasDe, periodoDe, within } from './gantt.ts';

function actividad(numero: string, inicio: string, termino: string, dependencias: string[] = []): Actividad {
  const valores = { numero, inicio, termino, dependencias };
  return { id: numero, valores } as unknown as Actividad;
}

const NOVIEMBRE = { desde: '2026-11-01', hasta: '2026-11-30' };
/** Ten pixels each day. */
const escala = createEscala(NOVIEMBRE, 300);

describe('the Gantt', () => {
  test('goes from the first day of the first month to the last of the last', () => {
    const plan = [actividad('1', '2026-11-10', '2027-02-03'), actividad('2', '2026-09-30', '2026-10-01')];
    expect(periodoDe(plan)).toEqual({ desde: '2026-09-01', hasta: '2027-02-28' });
    expect(periodoDe([])).toBeNull();
  });

  test('a bar covers its last day whole, is cut at the edges, and is never invisible', () => {
    expect(barraDe(escala, actividad('1', '2026-11-01', '2026-11-01'))).toEqual({ x: 0, ancho: 10 });
    expect(barraDe(escala, actividad('1', '2026-10-01', '2026-12-31'))).toEqual({ x: 0, ancho: 300 });
    const thin = barraDe(createEscala(NOVIEMBRE, 30), actividad('1', '2026-11-30', '2026-11-30'));
    expect(thin.ancho).toBeGreaterThan(1);
    expect(thin.x + thin.ancho).toBe(30);
  });

  test('a month keeps what only touches it', () => {
    const plan = [
      actividad('1', '2026-10-01', '2026-11-01'),
      actividad('2', '2026-11-30', '2026-12-05'),
      actividad('3', '2026-12-01', '2026-12-05'),
    ];
    expect(within(plan, NOVIEMBRE).map(({ id }) => id)).toEqual(['1', '2']);
  });

  test('an arrow is drawn when both ends are shown and it crosses what is in sight', () => {
    const filas = [
      actividad('1', '2026-11-01', '2026-11-05'),
      actividad('2', '2026-11-10', '2026-11-12', ['1', 'of another month']),
      actividad('3', '2026-11-20', '2026-11-22', ['2']),
    ];
    const inSight = (desde: number, hasta: number) =>
      flechasDe(escala, filas, 30, { desde, hasta }).map(({ clave }) => clave);
    expect(inSight(0, 2)).toEqual(['1 2', '2 3']);
    expect(inSight(0, 0)).toEqual(['1 2']);
    expect(flechasDe(escala, filas, 30, { desde: 0, hasta: 2 })[0]?.trazo).toBe('M50 15H58V45H89');
  });

  test('days are marked where they fit, Mondays when every one does not', () => {
    const days = (ancho: number) =>
      marcasDe(createEscala(NOVIEMBRE, ancho))
        .filter(({ clase }) => clase === 'dia')
        .map(({ texto }) => texto);
    expect(days(900)).toHaveLength(30);
    expect(days(300)).toEqual(['2', '9', '16', '23', '30']);
    expect(days(60)).toEqual([]);
  });
});
