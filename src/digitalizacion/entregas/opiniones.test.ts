import { expect, test } from 'vitest';
import type { IdActa } from '../../dominio/clave.ts';
import { decideOpinion, type Opinion } from './opiniones.ts';

const [X, Y] = ['GUB-X', 'GUB-Y'] as IdActa[] as [IdActa, IdActa];
const said = (ronda: number, persona: string, acta: IdActa): Opinion => ({ ronda, persona, acta });

function next(
  previas: readonly Opinion[],
  ronda: number,
  persona: string,
  acta: IdActa,
  papel = 'digitaliza',
) {
  const decided = decideOpinion(previas, ronda, { persona, acta, papel: papel as 'digitaliza' | 'coordina' });
  if (!decided.ok) return decided.error.codigo;
  return decided.value.tipo === 'acuerdo' ? decided.value.personas.join(' y ') : decided.value.tipo;
}

test('two different people who agree, in one round', () => {
  expect(next([], 1, 'ana', X)).toBe('falta_otra');
  expect(next([said(1, 'ana', X)], 1, 'ana', X)).toBe('MISMA_PERSONA');
  expect(next([said(1, 'ana', X)], 1, 'bea', X)).toBe('ana y bea');
  expect(next([said(1, 'ana', X)], 1, 'bea', Y)).toBe('distintas');
});

test('after a disagreement it starts again, with the same people or others', () => {
  const first = [said(1, 'ana', X), said(1, 'bea', Y)];
  expect(next(first, 2, 'ana', X)).toBe('falta_otra');
  expect(next([...first, said(2, 'ana', X)], 2, 'bea', X)).toBe('ana y bea');
  expect(next([...first, said(2, 'ana', X)], 2, 'bea', Y)).toBe('distintas');
});

test('a coordination that agrees with one of those who differed decides; nobody decides with themselves', () => {
  const first = [said(1, 'ana', X), said(1, 'bea', Y)];
  expect(next(first, 2, 'carla', Y)).toBe('falta_otra');
  expect(next(first, 2, 'carla', Y, 'coordina')).toBe('bea y carla');
  expect(next(first, 2, 'carla', 'GUB-Z' as IdActa, 'coordina')).toBe('falta_otra');
  expect(next(first, 2, 'bea', Y, 'coordina')).toBe('falta_otra');
  expect(next([], 1, 'carla', X, 'coordina')).toBe('falta_otra');
});
