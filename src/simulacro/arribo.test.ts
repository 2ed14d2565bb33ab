import { beforeAll, expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { cierreDeCasillas, createLlegadas, type Llegada } from './arribo.ts';

let proceso: Proceso;
/** Every arrival of the process for many seeds. */
const arrivals: { semilla: number; casilla: string; ubicacion: string; llegada: Llegada; horas: number }[] =
  [];

beforeAll(async () => {
  proceso = await loadMinimo();
  const cierre = cierreDeCasillas(proceso);
  for (let semilla = 1; semilla <= 150; semilla += 1) {
    const llegadas = createLlegadas(proceso, semilla);
    for (const acta of proceso.actas) {
      // Those counted at the board arrive together and early: they are not the curve.
      if (acta.casilla.tipo === 'A' || acta.casilla.tipo === 'M') continue;
      const llegada = llegadas(acta);
      arrivals.push({
        semilla,
        casilla: `${semilla}-${acta.casilla.clave}`,
        ubicacion: acta.casilla.ubicacion,
        llegada,
        horas: (firstMoment(llegada) - cierre) / 3_600_000,
      });
    }
  }
});

const arrived = () => arrivals.filter(({ llegada }) => llegada.via !== 'ninguna');

test('half of the actas are in between three and six hours after 18:00, and nine of ten before twelve', () => {
  expect(quantile(arrived(), 0.5)).toBeGreaterThan(3);
  expect(quantile(arrived(), 0.5)).toBeLessThan(5.5);
  expect(quantile(arrived(), 0.9)).toBeLessThan(12);
  expect(quantile(arrived(), 0)).toBeGreaterThan(0.5);
  expect(quantile(arrived(), 1)).toBeLessThan(17.5);
});

test('cities come first, and by telephone more often', () => {
  const urbana = arrived().filter(({ ubicacion }) => ubicacion === 'urbana');
  const rural = arrived().filter(({ ubicacion }) => ubicacion === 'no_urbana');
  expect(quantile(urbana, 0.5)).toBeLessThan(quantile(rural, 0.5));
  const phone = (some: typeof arrivals) =>
    some.filter(({ llegada }) => llegada.via === 'CASILLA').length / some.length;
  expect(phone(urbana)).toBeGreaterThan(0.4);
  expect(phone(urbana)).toBeLessThan(0.6);
  expect(phone(rural)).toBeLessThan(0.25);
});

test('what does not arrive is declared at the end, after every arrival and before publication closes', () => {
  const cierre = cierreDeCasillas(proceso);
  for (const { llegada } of arrivals) {
    if (llegada.via !== 'ninguna') continue;
    expect(llegada.declaracion).toBeGreaterThan(cierre + 17 * 3_600_000);
    expect(llegada.declaracion).toBeLessThan(proceso.publicacion.cierre.getTime());
  }
});

test('the actas of one casilla arrive together and by the same route', () => {
  const byCasilla = Map.groupBy(arrived(), ({ casilla }) => casilla);
  for (const together of byCasilla.values()) {
    expect(new Set(together.map(({ llegada }) => llegada.via)).size).toBe(1);
    const horas = together.map((one) => one.horas);
    expect(Math.max(...horas) - Math.min(...horas)).toBeLessThan(10 / 60);
  }
});

test('an envelope is registered before its scan, and after its photograph', () => {
  for (const { llegada } of arrivals) {
    if (llegada.via === 'CATD') expect(llegada.escaneo).toBeGreaterThan(llegada.acopio);
    if (llegada.via === 'CASILLA' && llegada.sobre !== null) {
      expect(llegada.sobre.acopio).toBeGreaterThan(llegada.foto);
    }
  }
});

function firstMoment(llegada: Llegada): number {
  switch (llegada.via) {
    case 'CASILLA':
      return llegada.foto;
    case 'CATD':
      return llegada.acopio;
    case 'ninguna':
      return llegada.declaracion;
  }
}

function quantile(some: typeof arrivals, q: number): number {
  const horas = some.map((one) => one.horas).sort((a, b) => a - b);
  return horas[Math.min(horas.length - 1, Math.floor(q * horas.length))]!;
}
