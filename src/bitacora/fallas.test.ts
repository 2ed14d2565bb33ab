import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { classifyError, DISCO_LLENO, ErrorDeBase, NO_DISPONIBLE } from './fallas.ts';

function fromServer(code: string, message = 'x'): DatabaseError {
  const error = new DatabaseError(message, 1, 'error');
  error.code = code;
  return error;
}

test.each(['08006', '57P01', '57P02', '57P03', '53300', '57014', '25006', '40P01', '58030'])(
  'code %s of the server is a database that cannot serve now',
  (code) => {
    expect(classifyError(fromServer(code))).toBe(NO_DISPONIBLE);
  },
);

test('a full disk is told apart, also when it appears as an error of input and output', () => {
  expect(classifyError(fromServer('53100'))).toBe(DISCO_LLENO);
  expect(classifyError(fromServer('58030', 'could not extend file: No space left on device'))).toBe(
    DISCO_LLENO,
  );
});

test.each(['23505', '42601', '42501', '22P02', '23001'])('code %s of the server is a bug', (code) => {
  expect(classifyError(fromServer(code))).toBeNull();
});

test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'])('%s is a database that is not there', (code) => {
  expect(classifyError(Object.assign(new Error('connect'), { code }))).toBe(NO_DISPONIBLE);
});

test('a connection that ends without a word is a lost database; any other error is a bug', () => {
  expect(classifyError(new Error('Connection terminated unexpectedly'))).toBe(NO_DISPONIBLE);
  expect(classifyError(new TypeError('x is not a function'))).toBeNull();
  expect(classifyError('texto')).toBeNull();
});

test('the error of an iteration keeps its refusal', () => {
  expect(classifyError(new ErrorDeBase(DISCO_LLENO, null))).toBe(DISCO_LLENO);
});
