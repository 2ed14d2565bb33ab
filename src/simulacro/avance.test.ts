import { expect, test } from 'vitest';
import { formatAvance, type LineaDeAvance } from './avance.ts';

const LINEA: LineaDeAvance = {
  tiempo: Date.parse('2027-06-07T03:40:00.000Z'),
  huso: { zona: 'America/Mexico_City', utc: null },
  elecciones: [
    { clave: 'GUB', esperadas: 6420, capturadas: 1234, contabilizadas: 1200 },
    { clave: 'AYUN', esperadas: 6397, capturadas: 1111, contabilizadas: 1111 },
  ],
  colas: { digitalizacion: 12, captura: 1055, conflicto: 1, verificacion: 40 },
  corte: { numero: 12, ms: 1849 },
  velocidad: { pedida: 60, medida: 60.02 },
  falta: 16 * 3_600_000,
  direccion: 'http://localhost:8080/',
};

test('a line says what is published, what waits, how long the corte took and how long is left', () => {
  expect(formatAvance(LINEA)).toBe(
    '21:40  capturadas 2,345 de 12,817 (18.29 %) | contabilizadas 2,311 (18.03 %) | GUB 19.22 % AYUN 17.36 % | ' +
      'en cola: digitalización 12, captura 1,055, conflicto 1, verificación 40 | corte 12 en 1.8 s | ' +
      'faltan unos 16 min | http://localhost:8080/',
  );
});

test('a machine that cannot keep the pace is said, and the estimate is made with what it does', () => {
  const slow = formatAvance({ ...LINEA, velocidad: { pedida: 60, medida: 30 } });
  expect(slow).toContain('| a 30×: la máquina no alcanza 60× | faltan unos 32 min |');
  const almost = formatAvance({ ...LINEA, velocidad: { pedida: 60, medida: 55 } });
  expect(almost).not.toContain('no alcanza');
});

test('percentages are truncated: nothing is a hundred per cent before it is', () => {
  const elecciones = [{ clave: 'GUB', esperadas: 100_000, capturadas: 99_999, contabilizadas: 0 }];
  expect(formatAvance({ ...LINEA, elecciones })).toContain('(99.99 %)');
});

test.each([
  [0, 'ya llegó todo'],
  [30_000, 'falta menos de 1 min'],
])('%i simulated milliseconds left: %s', (falta, texto) => {
  expect(formatAvance({ ...LINEA, falta })).toContain(texto);
});
