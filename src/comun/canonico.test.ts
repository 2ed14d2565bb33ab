import { expect, test } from 'vitest';
import { canonicalJson, sha256 } from './canonico.ts';

test('the order in which properties were written does not change the text', () => {
  expect(canonicalJson({ b: 1, a: { d: 'ñ', c: [2, 1] } })).toBe('{"a":{"c":[2,1],"d":"ñ"},"b":1}');
});

test('a property that is undefined is not part of the value', () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
});

test('what has no JSON is a bug, not an empty text', () => {
  expect(() => canonicalJson(undefined)).toThrow(TypeError);
  expect(() => canonicalJson({ n: Number.NaN })).toThrow();
  expect(() => canonicalJson('\ud800')).toThrow();
});

test('the hash is the one that sha256sum gives for the same UTF-8 bytes', () => {
  // printf 'ñ' | sha256sum
  expect(sha256('ñ').toString('hex')).toBe(
    '024bb90888ca89a15a19e9bdd8c712bfb070465fce1ef25e43c170ea44fc5e5f',
  );
});
