import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntregaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import { isSinEspacio, porSoltar } from './espacio.ts';

function foto(orden: number, sha256: string, estado: EntregaEnServidor['estado'] | null, bytes = 100) {
  const servidor: EntregaEnServidor | null =
    estado === null
      ? null
      : {
          ...{ id: sha256, secuencia: orden, estado, faltaDesde: bytes, originalFaltaDesde: null },
          ...{ originalCompleto: true, acta: null, uso: null, publicada: null, codigo: null, mensaje: null },
        };
  return { orden, sha256, bytes, servidor };
}
const todas = (fotos: readonly { readonly sha256: string }[]) => new Set(fotos.map(({ sha256 }) => sha256));

describe('what may be let go', () => {
  test('the oldest of what the server has, and no more than what is needed', () => {
    const fotos = [foto(3, 'c', 'registrada'), foto(1, 'a', 'registrada'), foto(2, 'b', 'registrada')];
    expect(porSoltar(fotos, todas(fotos), 0)).toEqual([]);
    expect(porSoltar(fotos, todas(fotos), 100)).toEqual(['a']);
    expect(porSoltar(fotos, todas(fotos), 101)).toEqual(['a', 'b']);
  });

  test('what was let go before makes no room again', () => {
    const fotos = [foto(1, 'a', 'registrada'), foto(2, 'b', 'registrada')];
    expect(porSoltar(fotos, new Set(['b']), 100)).toEqual(['b']);
  });

  test('a file of two photographs stays while one of them is not in the log', () => {
    const fotos = [foto(1, 'a', 'registrada'), foto(2, 'a', null), foto(3, 'b', 'registrada')];
    expect(porSoltar(fotos, todas(fotos), 1_000)).toEqual(['b']);
  });

  test('nothing that the server does not have in its log is ever let go', () => {
    const estados = fc.constantFrom(
      ...([null, 'incompleta', 'en_proceso', 'espera_acopio', 'por_identificar'] as const),
      ...(['registrada', 'rechazada'] as const),
    );
    const fotos = fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), estados), { maxLength: 12 })
      .map((each) => each.map(([sha256, estado], i) => foto(i + 1, sha256, estado)));
    fc.assert(
      fc.property(fotos, fc.nat(2_000), (some, bytes) => {
        const gone = new Set(porSoltar(some, todas(some), bytes));
        for (const { sha256, servidor } of some) {
          if (servidor?.estado !== 'registrada') expect(gone.has(sha256)).toBe(false);
        }
      }),
    );
  });
});

test('a full phone is told from any other fault, also when the store wraps it', () => {
  const full = new DOMException('full', 'QuotaExceededError');
  const wrap = (inner: unknown) => Object.assign(new Error('aborted'), { inner });
  expect([full, wrap(full), wrap(wrap(full))].map(isSinEspacio)).toEqual([true, true, true]);
  expect([new Error('QuotaExceededError'), wrap(null), 'full', null].map(isSinEspacio)).toEqual([
    ...[false, false, false, false],
  ]);
});
