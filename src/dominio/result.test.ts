import { describe, expect, it } from 'vitest';
import { fail, ok, refuse, unreachable } from './result.ts';

describe('results: expected failures are values, bugs crash', () => {
  it('ok carries its value and fail its error', () => {
    expect(ok(7)).toEqual({ ok: true, value: 7 });
    expect(fail('no')).toEqual({ ok: false, error: 'no' });
  });

  it('a refusal has a stable code and a sentence', () => {
    expect(refuse('FALTA_RAZON', 'Escriba la razón.')).toEqual({
      ok: false,
      error: { codigo: 'FALTA_RAZON', mensaje: 'Escriba la razón.' },
    });
  });

  it('a case that the types exclude crashes with what it was', () => {
    expect(() => unreachable({ fase: 'nueva' } as never)).toThrow('unreachable case: {"fase":"nueva"}');
  });
});
