/** An origin, or what is between, that answers badly: each way is one refusal, with no more read than it should be. */

import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type Escucha, serve } from '../../pruebas/apoyo/difusion.ts';
import { type Origen, openOrigen, parseOrigen } from './origen.ts';

const CUERPO = Buffer.from('{"lo":"publicado"}\n'.repeat(50));
const BUENO = {
  bytes: CUERPO.length,
  maximo: CUERPO.length,
  sha256: createHash('sha256').update(CUERPO).digest('hex'),
};
const abiertos: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of abiertos.splice(0)) await close();
});

async function openWith(
  answer: (response: ServerResponse) => void,
  alto = new AbortController().signal,
): Promise<Origen & Pick<Escucha, 'direccion'>> {
  const servidor = await serve((_, response) => answer(response));
  const origen = openOrigen({ direccion: new URL(servidor.direccion), conexiones: 2, espera: 1, alto });
  abiertos.push(
    () => origen.close(),
    () => servidor.close(),
  );
  return { ...origen, direccion: servidor.direccion };
}

test.each([
  ['as it is', {}, CUERPO],
  ['in brotli', { 'content-encoding': 'br' }, brotliCompressSync(CUERPO)],
  ['in gzip', { 'content-encoding': 'gzip' }, gzipSync(CUERPO)],
])('a good answer %s is taken', async (_, headers, body) => {
  const origen = await openWith((response) => response.writeHead(200, headers).end(body));
  expect(await origen.read('a.json', BUENO)).toEqual({ ok: true, value: CUERPO });
});

describe('an answer that is refused', () => {
  const flipped = Buffer.from(CUERPO);
  flipped[3] = 0x20;
  const ZEROS = Buffer.alloc(8 << 20);
  test.each<readonly [string, string, (response: ServerResponse) => void]>([
    ['with a bit changed', 'ALTERADA', (r) => r.end(flipped)],
    ['shorter', 'ALTERADA', (r) => r.end(CUERPO.subarray(1))],
    ['longer, and says so', 'ENORME', (r) => r.end(Buffer.concat([CUERPO, CUERPO]))],
    ['longer, in pieces', 'ENORME', (r) => void r.write(CUERPO, () => r.end(CUERPO))],
    ['that never ends', 'ENORME', (r) => pour(r)],
    [
      'that grows when it is decompressed',
      'ENORME',
      (r) => r.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(ZEROS)),
    ],
    [
      'that is not what it says to be compressed in',
      'ALTERADA',
      (r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(CUERPO),
    ],
    [
      'cut',
      'CORTADA',
      (r) =>
        void r
          .writeHead(200, { 'content-length': CUERPO.length })
          .write(CUERPO.subarray(9), () => r.destroy()),
    ],
    ['closed before it begins', 'CORTADA', (r) => r.destroy()],
    ['that is no HTTP', 'ALTERADA', (r) => r.socket?.end('SSH-2.0-OpenSSH\r\n\r\n')],
    ['that stops half way', 'LENTO', (r) => void r.writeHead(200).write(CUERPO.subarray(9))],
    ['that never comes', 'LENTO', () => {}],
    [
      'to another place',
      'REDIRECCION',
      (r) => r.writeHead(301, { location: 'https://otro.ejemplo/a.json' }).end(),
    ],
    [
      'of another encoding',
      'RESPUESTA_INESPERADA',
      (r) => r.writeHead(200, { 'content-encoding': 'zstd' }).end(CUERPO),
    ],
    ['of a broken server', 'RESPUESTA_INESPERADA', (r) => r.writeHead(500).end()],
    ['unchanged, when nothing was said to be here', 'REDIRECCION', (r) => r.writeHead(304).end()],
    ['that asks to wait', 'OCUPADO', (r) => r.writeHead(429, { 'retry-after': '7' }).end()],
    ['of what is not there', 'NO_ESTA', (r) => r.writeHead(404).end()],
  ])('%s', async (_, codigo, answer) => {
    const origen = await openWith(answer);
    const read = await origen.read('a.json', BUENO);
    expect(read.ok ? null : read.error).toMatchObject({
      codigo,
      mensaje: expect.stringMatching(/^[«A-Z].*\.$/),
    });
    if (codigo === 'OCUPADO') expect(read).toMatchObject({ error: { esperar: 7 } });
  });

  test('because nobody is there', async () => {
    const origen = await openWith(() => {});
    for (const close of abiertos.splice(0).toReversed()) await close();
    const read = await origen.read('a.json', BUENO);
    expect(read).toMatchObject({ error: { codigo: 'SIN_RESPUESTA' } });
  });

  test('because it was told to stop', async () => {
    const alto = new AbortController();
    const origen = await openWith(() => alto.abort(), alto.signal);
    expect(await origen.read('a.json', BUENO)).toMatchObject({ error: { codigo: 'DETENIDO' } });
  });
});

function pour(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536)));
  };
  response.on('drain', more);
  more();
}

test('what is here already is not sent again', async () => {
  const origen = await openWith((r) => {
    if (r.req.headers['if-none-match'] === '"x"') r.writeHead(304).end();
    else r.writeHead(200, { etag: '"x"' }).end(CUERPO);
  });
  const first = await origen.ask('a.json', BUENO, () => {});
  expect(first).toEqual({ ok: true, value: { bytes: CUERPO.length, etag: '"x"' } });
  expect(await origen.ask('a.json', BUENO, () => {}, '"x"')).toEqual({ ok: true, value: 'sin cambio' });
});

test('what the taker throws is thrown, not blamed on the origin', async () => {
  const origen = await openWith((response) => response.end(CUERPO));
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  await expect(
    origen.ask('a.json', BUENO, () => {
      throw full;
    }),
  ).rejects.toBe(full);
});

test.each([
  'ejemplo',
  'ftp://ejemplo.mx/',
  'https://yo:clave@ejemplo.mx/',
  'https://ejemplo.mx/?a',
  'https://ejemplo.mx/#a',
  '',
])('«%s» is no address of an origin', (texto) =>
  expect(parseOrigen(texto)).toMatchObject({ error: { codigo: 'DIRECCION' } }),
);
