import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntregaEnServidor } from '../digitalizacion/contrato.ts';
import { type EnCola, siguientePaso, siguienteTrozo, TROZO_MAXIMO, TROZO_MINIMO } from './cola.ts';

const KB = 1024;

/** What the server says of a delivery of which it has these bytes. */
function vistaDe(
  { secuencia, archivo, original }: EnCola,
  bytes: number,
  deOriginal: number,
): EntregaEnServidor {
  const whole = archivo === null || bytes >= archivo.bytes;
  return {
    ...{ id: `${secuencia}`, secuencia, faltaDesde: bytes, estado: whole ? 'registrada' : 'incompleta' },
    originalFaltaDesde: original === null ? null : deOriginal,
    originalCompleto: original === null || deOriginal >= original.bytes,
    ...{ acta: null, uso: null, publicada: null, codigo: null, mensaje: null },
  };
}

const entrega = fc.record({
  tipo: fc.constantFrom('acopio' as const, 'imagen' as const),
  bytes: fc.integer({ min: 1, max: 400 * KB }),
  deOriginal: fc.option(fc.integer({ min: 1, max: 700 * KB })),
});

const noche = fc.array(entrega, { minLength: 1, maxLength: 15 }).map((entregas) =>
  entregas.map(
    ({ tipo, bytes, deOriginal }, i): EnCola => ({
      ...{ secuencia: i + 1, tipo, vista: null },
      archivo: tipo === 'acopio' ? null : { sha256: 'a', bytes },
      original: tipo === 'acopio' || deOriginal === null ? null : { sha256: 'b', bytes: deOriginal },
    }),
  ),
);

test('step by step everything arrives: envelopes, then images in order, then what the scanner gave', () => {
  fc.assert(
    fc.property(noche, fc.integer({ min: TROZO_MINIMO, max: TROZO_MAXIMO }), (start, trozo) => {
      const queue = [...start];
      const had = new Map(start.map(({ secuencia }) => [secuencia, { bytes: 0, original: 0 }]));
      const order: string[] = [];
      for (let steps = 0; steps < 5_000; steps += 1) {
        const paso = siguientePaso(queue, trozo);
        if (paso.tipo === 'nada') break;
        const each = queue[paso.secuencia - 1]!;
        const server = had.get(paso.secuencia)!;
        order.push(paso.tipo === 'anunciar' ? `${each.tipo}` : paso.tipo);
        if (paso.tipo !== 'anunciar') {
          expect(paso.cuantos).toBeGreaterThan(0);
          expect(paso.cuantos).toBeLessThanOrEqual(trozo);
          const what = paso.tipo === 'bytes' ? 'bytes' : 'original';
          expect(paso.desde).toBe(server[what]);
          server[what] += paso.cuantos;
        }
        queue[paso.secuencia - 1] = { ...each, vista: vistaDe(each, server.bytes, server.original) };
      }
      expect(queue.every(({ vista }) => vista?.estado === 'registrada' && vista.originalCompleto)).toBe(true);
      const ranks = order.map((what) => ['acopio', 'imagen', 'bytes', 'original'].indexOf(what));
      const phase = ranks.map((rank) => (rank === 0 ? 0 : rank === 3 ? 2 : 1));
      expect(phase).toEqual([...phase].sort());
    }),
  );
});

test('an envelope that has just arrived goes ahead of the file that is being sent', () => {
  const imagen: EnCola = {
    ...{
      secuencia: 1,
      tipo: 'imagen',
      archivo: { sha256: 'a', bytes: 10 },
      original: { sha256: 'b', bytes: 900 * KB },
    },
    vista: null,
  };
  const half = { ...imagen, vista: vistaDe(imagen, 10, 300 * KB) };
  expect(siguientePaso([half], TROZO_MAXIMO)).toMatchObject({ tipo: 'original', desde: 300 * KB });
  const sobre: EnCola = { secuencia: 2, tipo: 'acopio', archivo: null, original: null, vista: null };
  expect(siguientePaso([half, sobre], TROZO_MAXIMO)).toEqual({ tipo: 'anunciar', secuencia: 2 });
});

test('what was refused is not sent again, nor what the scanner gave for it', () => {
  const imagen: EnCola = {
    ...{
      secuencia: 1,
      tipo: 'imagen',
      archivo: { sha256: 'a', bytes: 10 },
      original: { sha256: 'b', bytes: 20 },
    },
    vista: null,
  };
  const refused = { ...imagen, vista: { ...vistaDe(imagen, 0, 0), estado: 'rechazada' as const } };
  expect(siguientePaso([refused], TROZO_MAXIMO)).toEqual({ tipo: 'nada' });
});

test('one that fails waits aside, and the others go on', () => {
  const make = (secuencia: number): EnCola => ({
    ...{ secuencia, tipo: 'imagen', archivo: { sha256: 'a', bytes: 10 }, original: null, vista: null },
  });
  expect(siguientePaso([make(1), make(2)], TROZO_MAXIMO, new Set([1]))).toMatchObject({ secuencia: 2 });
});

test('pieces stay between 8 and 256 KiB, whatever the link does', () => {
  const paso = fc.oneof(
    fc.constant('falla' as const),
    fc.record({ ms: fc.integer({ min: 0, max: 60_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(paso, { maxLength: 60 }), (pasos) => {
      let trozo = 64 * KB;
      for (const each of pasos) {
        trozo = siguienteTrozo(trozo, each);
        expect(trozo).toBeGreaterThanOrEqual(TROZO_MINIMO);
        expect(trozo).toBeLessThanOrEqual(TROZO_MAXIMO);
      }
    }),
  );
});
