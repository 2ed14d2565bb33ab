import { expect, test } from 'vitest';
import { inJsonbOrder } from './orden-jsonb.ts';

test('properties take the order of jsonb, shorter names first and then by bytes, at every depth', () => {
  const value = { bb: 1, a: { zz: [{ y: 1, x: 2 }], ñ: 0, z: null }, B: 2 };
  // select '{"bb":1,"a":{"zz":[{"y":1,"x":2}],"ñ":0,"z":null},"B":2}'::jsonb
  expect(JSON.stringify(inJsonbOrder(value))).toBe(
    '{"B":2,"a":{"z":null,"zz":[{"x":2,"y":1}],"ñ":0},"bb":1}',
  );
});

test('what is not an object stays as it is', () => {
  for (const value of [null, 1, 'texto', true, [3, 1, 2]]) expect(inJsonbOrder(value)).toEqual(value);
});
