import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPublico } from './publico.ts';

let raiz: string;
let app: FastifyInstance;
const CORTE = 'cortes/20270606_204000-5';
const IMAGEN = `imagenes/ab/ab${'0'.repeat(62)}.jpg`;

beforeAll(async () => {
  raiz = mkdtempSync(join(tmpdir(), 'prep-publico-'));
  const publicacion = join(raiz, 'publicacion');
  const files: Record<string, string> = {
    'secreto.txt': 'fuera de la publicación',
    'publicacion/index.html': '<!doctype html><title>Portada — año</title>',
    'publicacion/actual.json': '{"carpeta":"cortes/20270606_204000-5"}',
    [`publicacion/${CORTE}/estilo.css`]: 'body{}',
    [`publicacion/${CORTE}/GUB/index.html`]: '<!doctype html><title>GUB</title>',
    [`publicacion/${CORTE}/GUB/entidad.json`]: '{"año":1}',
    [`publicacion/${CORTE}/GUB/MICH_GUB_2027.csv`]: 'GUBERNATURA',
    [`publicacion/${CORTE}/GUB/base.zip`]: 'PK',
    'publicacion/cortes/.tmp-20270606_205000-6/GUB/index.html': 'a medias',
    [`publicacion/${IMAGEN}`]: '\u00ff\u00d8',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(raiz, path, '..'), { recursive: true });
    writeFileSync(join(raiz, path), text);
  }
  app = await createPublico({ publicacion });
});

afterAll(async () => {
  await app.close();
  rmSync(raiz, { recursive: true, force: true });
});

const get = (url: string) => app.inject({ method: 'GET', url });

describe('what is served, and as what', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/?de=correo', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/actual.json', 'application/json; charset=utf-8', 'no-cache'],
    [`/${CORTE}/GUB/index.html`, 'text/html; charset=utf-8', 'immutable'],
    [`/${CORTE}/GUB/`, 'text/html; charset=utf-8', 'immutable'],
    [`/${CORTE}/GUB/entidad.json`, 'application/json; charset=utf-8', 'immutable'],
    [`/${CORTE}/GUB/MICH_GUB_2027.csv`, 'text/csv; charset=utf-8', 'immutable'],
    [`/${CORTE}/GUB/base.zip`, 'application/zip', 'immutable'],
    [`/${CORTE}/estilo.css`, 'text/css; charset=utf-8', 'immutable'],
    [`/${IMAGEN}`, 'image/jpeg', 'immutable'],
  ])('%s', async (url, type, cache) => {
    const { statusCode, headers } = await get(url);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe(type);
    expect(headers['cache-control']).toContain(cache);
    expect(headers['last-modified']).toBeUndefined();
    expect(headers.etag).toBeTruthy();
  });

  test('what has not changed is not sent again', async () => {
    const { headers } = await get('/actual.json');
    const again = await app.inject({
      method: 'GET',
      url: '/actual.json',
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  });

  test('HEAD gives the headers and no body', async () => {
    const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url: '/actual.json' });
    expect(statusCode).toBe(200);
    expect(headers['content-length']).toBe('38');
    expect(body).toBe('');
  });

  test('data can be read from other sites; pages cannot', async () => {
    for (const url of ['/actual.json', `/${CORTE}/GUB/MICH_GUB_2027.csv`, `/${CORTE}/GUB/base.zip`]) {
      expect((await get(url)).headers['access-control-allow-origin']).toBe('*');
    }
    expect((await get('/')).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('what is not served', () => {
  test.each([
    '/no-existe.json',
    '/cortes/',
    '/secreto.txt',
    '/../secreto.txt',
    '/..%2fsecreto.txt',
    '/%2e%2e/secreto.txt',
    '/cortes/..%2f..%2f..%2fsecreto.txt',
    '/..%5csecreto.txt',
    '/cortes/.tmp-20270606_205000-6/GUB/index.html',
    '/actual.json%00.html',
  ])('%s', async (url) => {
    const { statusCode, body } = await get(url);
    expect([400, 403, 404]).toContain(statusCode);
    expect(body).not.toContain('fuera de la publicación');
    expect(body).not.toContain('a medias');
  });

  test('an address that does not exist has a page that says so, and is not kept', async () => {
    const { statusCode, headers, body } = await get('/no-existe');
    expect(statusCode).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain('lang="es-MX"');
    expect(body).not.toContain('no-existe');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('%s changes nothing', async (method) => {
    const { statusCode, headers } = await app.inject({ method, url: '/actual.json' });
    expect(statusCode).toBe(405);
    expect(headers.allow).toBe('GET, HEAD');
  });
});

test('every answer, also an error, says how it may be used', async () => {
  for (const url of ['/', '/actual.json', '/no-existe', `/${IMAGEN}`]) {
    const { headers } = await get(url);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
  }
});

test('the icon that browsers ask for is not an error', async () => {
  expect((await get('/favicon.ico')).statusCode).toBe(204);
});

test('before the first corte the root says that it is coming', async () => {
  const empty = await createPublico({ publicacion: join(raiz, 'todavia-no') });
  const { statusCode, headers, body } = await empty.inject({ method: 'GET', url: '/' });
  expect(statusCode).toBe(503);
  expect(headers['retry-after']).toBe('5');
  expect(body).toContain('Todavía no hay resultados');
  await empty.close();
});
