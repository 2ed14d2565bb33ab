import { expect, test } from 'vitest';
import { createAzar } from './azar.ts';

const firsts = (semilla: number, ...clave: string[]) => {
  const azar = createAzar(semilla, ...clave);
  return Array.from({ length: 5 }, () => azar.next());
};

test('the same seed and key give the same numbers; another seed or key, others', () => {
  expect(firsts(7, 'verdad', 'GUB-1')).toEqual(firsts(7, 'verdad', 'GUB-1'));
  expect(firsts(7, 'verdad', 'GUB-1')).not.toEqual(firsts(8, 'verdad', 'GUB-1'));
  expect(firsts(7, 'verdad', 'GUB-1')).not.toEqual(firsts(7, 'verdad', 'GUB-2'));
});

test('the parts of a key are not their concatenation', () => {
  expect(firsts(7, 'ab', 'c')).not.toEqual(firsts(7, 'a', 'bc'));
});

test('the stream is fixed: a night that was played can be played again by a later version', () => {
  const azar = createAzar(2027, 'ejemplo');
  expect([azar.integer(0, 999), azar.integer(0, 999), azar.integer(0, 999)]).toEqual([653, 249, 730]);
});

test('numbers are even, normal ones have mean 0 and deviation 1, exponential ones their mean', () => {
  const azar = createAzar(1, 'reparto');
  const count = 20_000;
  const draw = (one: () => number) => Array.from({ length: count }, one);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

  const even = draw(() => azar.next());
  expect(mean(even)).toBeCloseTo(0.5, 1);
  expect(Math.min(...even)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...even)).toBeLessThan(1);

  const normal = draw(() => azar.normal());
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(mean(normal.map((value) => value * value))).toBeCloseTo(1, 1);

  expect(mean(draw(() => azar.exponential(6)))).toBeCloseTo(6, 0);
  expect(mean(draw(() => (azar.chance(0.15) ? 1 : 0)))).toBeCloseTo(0.15, 2);
});

test('integers reach both ends and nothing beyond', () => {
  const azar = createAzar(1, 'enteros');
  const seen = new Set(Array.from({ length: 500 }, () => azar.integer(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6]);
});

test('a sample has different options in the order given, and no more than there are', () => {
  const azar = createAzar(1, 'muestra');
  const options = ['a', 'b', 'c', 'd', 'e'];
  for (let count = 0; count <= 7; count += 1) {
    const taken = azar.sample(options, count);
    expect(taken).toHaveLength(Math.min(count, options.length));
    expect(taken).toEqual(options.filter((option) => taken.includes(option)));
  }
  expect(() => azar.pick([])).toThrow(RangeError);
});
