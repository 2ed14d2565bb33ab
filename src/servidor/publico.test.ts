/**
 * The same questions to the embedded server and to nginx with the configuration of despliegue/nginx: whoever reads
 * the site should not notice which of them answers.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nginx, startNginx } from '../../pruebas/apoyo/nginx.ts';
import {
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from '../publicacion/pruebas/publicacion-de-prueba.ts';
import { PAGINAS } from '../publicacion/sitio-en-corte.ts';
import { createPublico } from './publico.ts';

let publicacion: PublicacionDePrueba;
let corte: string;
let imagen: string;
let objeto: string;
const GRANDE = Buffer.alloc(3 << 20, 'acta ');

beforeAll(async () => {
  publicacion = await withPublicacion();
  const { raiz } = publicacion;
  corte = published(await publicacion.publish({ paginas: PAGINAS })).carpeta;
  const folder = readdirSync(join(raiz, 'imagenes'))[0] ?? '';
  imagen = `imagenes/${folder}/${readdirSync(join(raiz, 'imagenes', folder))[0]}`;
  const entidad = readFileSync(join(raiz, 'vigente/GUB/entidad.json'));
  const sha = createHash('sha256').update(entidad).digest('hex');
  objeto = `objetos/${sha.slice(0, 2)}/${sha}`;
  writeFileSync(join(raiz, '..', 'secreto.txt'), 'fuera de la publicación');
  mkdirSync(join(raiz, 'cortes/.tmp-20270606_205000-6'));
  writeFileSync(join(raiz, 'cortes/.tmp-20270606_205000-6/manifiesto.json'), 'a medias');
  writeFileSync(join(raiz, corte, 'grande.zip'), GRANDE);
});
afterAll(() => publicacion.remove());

interface Respuesta {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Servidor {
  readonly puerto: number;
  stop(): Promise<void>;
}

async function startEmbedded(): Promise<Servidor> {
  const app: FastifyInstance = await createPublico({ publicacion: publicacion.raiz, revisarCada: 0 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { puerto: (app.server.address() as AddressInfo).port, stop: () => app.close() };
}

const program = nginx();
const SERVIDORES = [
  { nombre: 'the embedded server', falta: false, start: startEmbedded },
  {
    nombre: program === null ? 'nginx [omitida: falta nginx]' : 'nginx',
    falta: program === null,
    start: () => startNginx(program ?? '', publicacion.raiz),
  },
];

describe.each(SERVIDORES)('$nombre', ({ falta, start }) => {
  let servidor: Servidor;
  beforeAll(async () => {
    if (!falta) servidor = await start();
  });
  afterAll(async () => {
    if (!falta) await servidor.stop();
  });

  /** The address goes as it is written: a client that tidied it would test itself. */
  function ask(
    path: string,
    headers: Readonly<Record<string, string>> = {},
    method = 'GET',
  ): Promise<Respuesta> {
    const { promise, resolve, reject } = Promise.withResolvers<Respuesta>();
    const asked = request(
      { host: '127.0.0.1', port: servidor.puerto, path, headers, method, agent: false },
      (response) => {
        buffer(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        );
      },
    );
    asked.on('error', reject);
    asked.end();
    return promise;
  }

  describe.skipIf(falta)('what is served, and as what', () => {
    const JSON_TIPO = 'application/json; charset=utf-8';
    test.each([
      ['/', 'text/html; charset=utf-8', 'no-cache'],
      ['/?de=correo', 'text/html; charset=utf-8', 'no-cache'],
      ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
      ['/GUB/', 'text/html; charset=utf-8', 'no-cache'],
      ['/GUB/distritos/001/', 'text/html; charset=utf-8', 'no-cache'],
      ['/secciones/160001/', 'text/html; charset=utf-8', 'no-cache'],
      ['/secciones/160001.json', JSON_TIPO, 'no-cache'],
      ['/GUB/entidad.json', JSON_TIPO, 'no-cache'],
      ['/esquemas/seccion.json', JSON_TIPO, 'no-cache'],
      ['/actual.json', JSON_TIPO, 'no-cache'],
      ['/GUB/LEEME.txt', 'text/plain; charset=utf-8', 'no-cache'],
      ['/GUB/MICH_GUB_CANDIDATURAS_2027.csv', 'text/csv; charset=utf-8', 'no-cache'],
      ['/@corte/manifiesto.json', JSON_TIPO, 'immutable'],
      ['/@corte/20270606_2040_PREP_GUB_MICH.zip', 'application/zip', 'immutable'],
      ['/@objeto', 'application/octet-stream', 'immutable'],
      ['/@imagen', 'image/jpeg', 'immutable'],
    ])('%s', async (path, type, cache) => {
      const { status, headers, body } = await ask(real(path));
      expect(status).toBe(200);
      expect(headers['content-type']).toBe(type);
      expect(headers['cache-control']).toContain(cache);
      expect(headers.etag).toBeTruthy();
      expect(headers['content-length']).toBe(String(body.length));
      expect(body.length).toBeGreaterThan(0);
    });

    test('a text in the form that the reader accepts, with the same bytes inside', async () => {
      const plain = await ask('/GUB/entidad.json');
      expect(plain.headers['content-encoding']).toBeUndefined();
      const br = await ask('/GUB/entidad.json', { 'accept-encoding': 'gzip, deflate, br, zstd' });
      expect(br.headers['content-encoding']).toBe('br');
      expect(brotliDecompressSync(br.body)).toEqual(plain.body);
      const gz = await ask('/GUB/entidad.json', { 'accept-encoding': 'gzip' });
      expect(gz.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(gz.body)).toEqual(plain.body);
      const none = await ask('/GUB/entidad.json', { 'accept-encoding': 'br;q=0, identity' });
      expect(none.headers['content-encoding']).toBeUndefined();
      for (const { headers } of [plain, br, gz, none]) expect(headers.vary).toBe('Accept-Encoding');
      const stored = await ask(`/${objeto}`, { 'accept-encoding': 'br' });
      expect(stored.headers.vary).toBe('Accept-Encoding');
      expect(brotliDecompressSync(stored.body)).toEqual(plain.body);
      expect((await ask(real('/@imagen'))).headers.vary).toBeUndefined();
    });

    test('what has not changed is not sent again', async () => {
      for (const path of ['/', '/GUB/entidad.json', '/actual.json', '/@corte/manifiesto.json', '/@imagen']) {
        for (const encoding of ['br', 'gzip', 'identity']) {
          const { headers } = await ask(real(path), { 'accept-encoding': encoding });
          const again = await ask(real(path), {
            'accept-encoding': encoding,
            'if-none-match': String(headers.etag),
          });
          expect(again.status).toBe(304);
          expect(again.body).toHaveLength(0);
          expect(again.headers['cache-control']).toBe(headers['cache-control']);
          expect(again.headers.etag).toBe(headers.etag);
        }
      }
      const other = await ask('/actual.json', { 'if-none-match': '"otra"' });
      expect(other.status).toBe(200);
    });

    test('HEAD gives the headers and no body', async () => {
      for (const path of ['/', '/actual.json', '/@corte/20270606_2040_PREP_GUB_MICH.zip', '/no-existe']) {
        const whole = await ask(real(path));
        const { status, headers, body } = await ask(real(path), {}, 'HEAD');
        expect(status).toBe(whole.status);
        expect(headers['content-length']).toBe(whole.headers['content-length']);
        expect(body).toHaveLength(0);
      }
    });

    test('a download can be resumed, also one too large to keep', async () => {
      for (const path of ['/@corte/20270606_2040_PREP_GUB_MICH.zip', '/@corte/grande.zip']) {
        const { body, headers } = await ask(real(path));
        expect(headers['accept-ranges']).toBe('bytes');
        const part = await ask(real(path), { range: 'bytes=100-299', 'if-range': String(headers.etag) });
        expect(part.status).toBe(206);
        expect(part.headers['content-range']).toBe(`bytes 100-299/${body.length}`);
        expect(part.body).toEqual(body.subarray(100, 300));
        const end = await ask(real(path), { range: `bytes=${body.length - 50}-` });
        expect(end.body).toEqual(body.subarray(-50));
        expect((await ask(real(path), { range: 'bytes=-50' })).body).toEqual(body.subarray(-50));
        const changed = await ask(real(path), { range: 'bytes=100-299', 'if-range': '"otra"' });
        expect(changed.status).toBe(200);
        expect((await ask(real(path), { range: `bytes=${body.length}-` })).status).toBe(416);
      }
    });

    test('data can be read from other sites; pages cannot', async () => {
      for (const path of ['/actual.json', '/GUB/entidad.json', '/@objeto', '/@imagen', '/GUB/LEEME.txt']) {
        expect((await ask(real(path))).headers['access-control-allow-origin']).toBe('*');
      }
      expect((await ask('/GUB/')).headers['access-control-allow-origin']).toBeUndefined();
    });

    test('an address without its slash leads to the one that has it', async () => {
      for (const [path, last] of [
        ['/GUB', 'GUB/'],
        ['/secciones/160001', '160001/'],
      ] as const) {
        const { status, headers } = await ask(path);
        expect(status).toBe(301);
        expect(new URL(String(headers.location), `http://sitio${path}`).pathname).toBe(`${path}/`);
        expect(headers.location).toMatch(new RegExp(`${last}$`));
      }
    });

    test('the icon that browsers ask for is not an error', async () => {
      expect((await ask('/favicon.ico')).status).toBeLessThan(300);
    });
  });

  describe.skipIf(falta)('what does not exist', () => {
    test.each([
      '/no-existe',
      '/no-existe.json',
      '/secciones/169999/',
      '/secciones/160001/otra/',
      '/cortes/',
      '/cortes',
      '/objetos/',
      '/imagenes/',
      '/vigente/index.html',
      '/arboles/a/index.html',
      '/GUB/entidad.json/',
      '/GUB/entidad.json.br',
      '/GUB/entidad.json.gz',
      '/secreto.txt',
      '/../secreto.txt',
      '/..%2fsecreto.txt',
      '/%2e%2e/secreto.txt',
      '/%2e%2e%2fsecreto.txt',
      '/cortes/..%2f..%2fsecreto.txt',
      '/cortes/../../secreto.txt',
      '/imagenes/%2e%2e/%2e%2e/secreto.txt',
      '/..%5csecreto.txt',
      '/..\\secreto.txt',
      '/cortes/.tmp-20270606_205000-6/manifiesto.json',
      '/actual.json%00.html',
      '/%c0%ae%c0%ae/secreto.txt',
      '/%E2%80%AE',
      '/%',
      '/%zz',
      '//actual.json',
      '/GUB//entidad.json',
      '/./actual.json',
      '/actual%2ejson',
      '/GUB/;jsessionid=1',
      `/${'a'.repeat(5000)}`,
      `/${'a/'.repeat(500)}`,
    ])('%s is a page that helps, and nothing else', async (path) => {
      const { status, headers, body } = await ask(path);
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-store');
      expect(body.toString()).toContain('lang="es-MX"');
      expect(body.toString()).toContain('Esta página no existe');
      expect(body.toString()).not.toContain('fuera de la publicación');
      expect(body.toString()).not.toContain('a medias');
    });

    test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s changes nothing', async (method) => {
      expect((await ask('/actual.json', {}, method)).status).toBe(405);
    });
  });

  test.skipIf(falta)('every answer, also an error, says how it may be used', async () => {
    for (const path of ['/', '/actual.json', '/no-existe', '/GUB', '/@imagen', '/@objeto', '/%2e']) {
      const { headers } = await ask(real(path));
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  function real(path: string): string {
    return path.replace('@corte', corte).replace('@objeto', objeto).replace('@imagen', imagen);
  }
});

test.skipIf(program === null)('nginx says that its configuration is right', async () => {
  const running = await startNginx(program ?? '', publicacion.raiz);
  expect(running.revision).toMatchObject({ codigo: 0 });
  await running.stop();
});

test('a new corte is seen at once, and what it did not change keeps its mark', async () => {
  const other = await withPublicacion();
  published(await other.publish());
  const app = await createPublico({ publicacion: other.raiz, revisarCada: 0 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const look = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { etag: response.headers.get('etag'), text: await response.text() };
  };
  const before = await Promise.all(['/actual.json', '/', '/secciones/160001.json'].map(look));
  for (const numero of [2, 3]) published(await other.publish({ numero, posicion: 100 + numero }));
  const after = await Promise.all(['/actual.json', '/', '/secciones/160001.json'].map(look));
  expect(JSON.parse(after[0]?.text ?? '').corte.numero).toBe(3);
  expect(after[1]?.text).not.toBe(before[1]?.text);
  expect(after[2]).toEqual(before[2]);
  await app.close();
  other.remove();
});

test('what is asked for most stays in memory and the rest leaves: the limit holds whatever is asked', async () => {
  const app = await createPublico({ publicacion: publicacion.raiz, memoria: 20_000, revisarCada: 0 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  for (const path of ['/', '/GUB/', '/secciones/160001/', '/GUB/entidad.json', '/']) {
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
  }
  await app.close();
});

test('before the first corte the root says that it is coming', async () => {
  const app = await createPublico({ publicacion: join(publicacion.raiz, 'todavia-no') });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.text()).toContain('Todavía no hay resultados');
  await app.close();
});

test('mounted in another server it answers the same', async () => {
  const app = await createPublico({ publicacion: publicacion.raiz, revisarCada: 0 });
  const { statusCode, headers } = await app.inject({ method: 'GET', url: '/GUB/entidad.json' });
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  await app.close();
});
