import { describe, expect, test } from 'vitest';
import type { EventoActa } from '../dominio/acta.ts';
import { createGente, DURACIONES, medianOf } from './gente.ts';

const asignada = (persona: string): EventoActa => ({
  tipo: 'captura_asignada',
  datos: { persona, vence: '2027-06-07T03:00:00.000Z' },
});
const registrada = (persona: string, lecturas: Record<string, number>): EventoActa => ({
  tipo: 'captura_registrada',
  datos: { persona, lecturas },
});

/** Tells facts of actas at given seconds. */
function told(hechos: readonly (readonly [segundo: number, acta: string, evento: EventoActa])[]) {
  const gente = createGente();
  for (const [segundo, acta, evento] of hechos) gente.follow(acta, evento, segundo * 1000);
  return gente;
}

describe('agreement', () => {
  test('compares only the fields that each person typed with what was consolidated', () => {
    const gente = told([
      [0, 'A', registrada('ana', { PAN: 1, PRI: 2 })],
      [1, 'A', registrada('bea', { PAN: 1, PRI: 3 })],
      [2, 'A', registrada('eva', { PRI: 2 })],
      [2, 'A', { tipo: 'acta_consolidada', datos: { lecturas: { PAN: 1, PRI: 2 }, tercera: ['PRI'] } }],
    ]);
    const of = (clave: string) => [gente.of(clave).iguales, gente.of(clave).comparados];
    expect([of('ana'), of('bea'), of('eva')]).toEqual([
      [2, 2],
      [1, 2],
      [1, 1],
    ]);
  });

  test('waits for the decision of a conflict, and then compares every field of the round', () => {
    const gente = told([
      [0, 'A', registrada('ana', { PAN: 1, PRI: 2 })],
      [1, 'A', registrada('bea', { PAN: 1, PRI: 3 })],
      [2, 'A', registrada('eva', { PRI: 4 })],
      [2, 'A', { tipo: 'conflicto_abierto', datos: { campos: ['PRI'], acordadas: { PAN: 1 } } }],
    ]);
    expect(gente.of('ana').comparados).toBe(0);
    const decided = { lecturas: { PRI: 3 }, coordinador: 'coo', verificador: 'ver', razon: 'dice 3' };
    gente.follow('A', { tipo: 'conflicto_resuelto', datos: decided }, 3000);
    expect([gente.of('ana').iguales, gente.of('bea').iguales, gente.of('eva').iguales]).toEqual([1, 2, 0]);
  });

  test('what was typed from an image that was rejected is compared with nothing', () => {
    const rejected = { sha256: 'a', persona: 'bea', motivo: 'cortada', razon: 'x' } as const;
    const gente = told([
      [0, 'A', registrada('ana', { PAN: 9 })],
      [1, 'A', { tipo: 'imagen_rechazada', datos: rejected }],
      [2, 'A', registrada('eva', { PAN: 1 })],
      [3, 'A', { tipo: 'acta_consolidada', datos: { lecturas: { PAN: 1 }, tercera: [] } }],
    ]);
    expect([gente.of('ana').comparados, gente.of('eva').comparados]).toEqual([0, 1]);
  });
});

describe('seconds per acta', () => {
  test('count from when the acta was given, or from the one sent before if that is later', () => {
    const gente = told([
      [0, 'A', asignada('ana')],
      [0, 'B', asignada('ana')],
      [0, 'C', asignada('ana')],
      [40, 'A', registrada('ana', {})],
      [100, 'B', registrada('ana', {})],
      [130, 'C', registrada('ana', {})],
    ]);
    expect(gente.of('ana').duraciones).toEqual([40, 60, 30]);
    expect(medianOf(gente.of('ana'))).toBe(40);
  });

  test('say nothing with fewer than three actas, and remember only the last ones', () => {
    const gente = createGente();
    for (let i = 0; i < 2 * DURACIONES; i += 1) {
      expect(medianOf(gente.of('ana')) === null).toBe(i < 3);
      gente.follow(`A${i}`, asignada('ana'), i * 100_000);
      gente.follow(`A${i}`, registrada('ana', {}), i * 100_000 + 20_000);
    }
    expect(gente.of('ana')).toMatchObject({ enTotal: 2 * DURACIONES, ultima: 19_720_000 });
    expect(gente.of('ana').duraciones).toHaveLength(DURACIONES);
    expect(medianOf(gente.of('ana'))).toBe(20);
  });

  test('of whoever verifies are those of each acta that they accepted or sent back', () => {
    const gente = createGente();
    for (const [i, last] of (
      ['acta_verificada', 'recaptura_pedida', 'imagen_rechazada'] as const
    ).entries()) {
      const given = { tipo: 'verificacion_asignada', datos: { persona: 'vera', vence: '' } } as const;
      gente.follow(`A${i}`, given, i * 60_000);
      const datos = { persona: 'vera', campos: [], razon: 'x', sha256: 'a', motivo: 'cortada' };
      gente.follow(`A${i}`, { tipo: last, datos } as EventoActa, i * 60_000 + 15_000);
    }
    expect(gente.of('vera')).toMatchObject({ enTotal: 3, hace: 'verificacion', duraciones: [15, 15, 15] });
  });
});

test('an assignment that expires is not something its person did', () => {
  const gente = told([
    [0, 'A', asignada('ana')],
    [600, 'A', { tipo: 'captura_liberada', datos: { persona: 'ana', motivo: 'vencida' } }],
  ]);
  expect(gente.of('ana').ultima).toBe(0);
  gente.follow('B', { tipo: 'captura_liberada', datos: { persona: 'ana', motivo: 'devuelta' } }, 700_000);
  expect(gente.of('ana').ultima).toBe(700_000);
});
