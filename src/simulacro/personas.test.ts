import { expect, test } from 'vitest';
import { createPersonalDeCatd, createPlantilla, TAMANO } from './personas.ts';

test('everybody has a key of their own, and is the same person every time', () => {
  const { capturistas, verificadores, coordinador } = createPlantilla(5);
  const keys = [...capturistas, ...verificadores, coordinador].map(({ clave }) => clave);
  expect(new Set(keys).size).toBe(TAMANO.capturistas + TAMANO.verificadores + 1);
  expect(createPlantilla(5)).toEqual(createPlantilla(5));
  expect(createPlantilla(6)).not.toEqual(createPlantilla(5));
});

test('the CCV of Michoacán types at least three thousand actas twice in an hour', () => {
  const { capturistas } = createPlantilla(5);
  const camposPorActa = 24;
  const perHour = capturistas.reduce((sum, { ritmo }) => sum + 3_600_000 / (ritmo * camposPorActa), 0);
  expect(perHour / 2).toBeGreaterThan(3000);
});

test('the people of a CATD are three, because two must confirm each other', () => {
  const { acopiador, digitalizador, coordinador } = createPersonalDeCatd(5, 'C01');
  expect(new Set([acopiador.clave, digitalizador.clave, coordinador.clave]).size).toBe(3);
  expect(acopiador.lugar).toBe('C01');
});
