/** The guard of the routes of equipos, over a server with two routes and no database. */

import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { connect } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CABECERA_EQUIPO, firmar, textoDePeticion } from '../comun/firma.ts';
import { ok } from '../dominio/result.ts';
import type { EstadoDeEquipo } from './contrato-de-equipos.ts';
import type { Equipo } from './equipos.ts';
import { installGuardia } from './guardia.ts';
import { equipoDe } from './ruta.ts';

const AHORA = '2027-06-07T01:30:00.000Z';
const LIMITE = 300_000;
const pares = {
  estacion: generateKeyPairSync('ed25519'),
  telefono: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
};
const equipos = new Map<string, Equipo>();
const falsas: { equipo: string; ruta: string; omitidas: number }[] = [];
let app: FastifyInstance;
let direccion: string;

function equipo(clave: string, tipo: Equipo['tipo'], estado: EstadoDeEquipo): Equipo {
  const llave = pares[tipo].publicKey.export({ format: 'der', type: 'spki' });
  const algoritmo = tipo === 'estacion' ? ('Ed25519' as const) : ('ES256' as const);
  return {
    ...{ clave, tipo, nombre: clave, centro: 'C01', persona: null, casillas: [], estado },
    ...{ codigo: null, codigo_vence: null, llave, algoritmo, ultima: null, desfase: null },
  };
}

beforeAll(async () => {
  equipos.set('est-c01-1', equipo('est-c01-1', 'estacion', 'activo'));
  equipos.set('tel-0001', equipo('tel-0001', 'telefono', 'activo'));
  equipos.set('est-c01-2', equipo('est-c01-2', 'estacion', 'por_confirmar'));
  equipos.set('est-c01-3', equipo('est-c01-3', 'estacion', 'revocado'));
  app = Fastify({ bodyLimit: LIMITE });
  installGuardia(app, {
    findSesion: async () => ok('ninguna'),
    tellRechazo: async () => {},
    findEquipo: async (clave) => ok(equipos.get(clave) ?? null),
    seeEquipo: async () => {},
    tellFirmaFalsa: async ({ clave }, ruta, _direccion, omitidas) =>
      void falsas.push({ equipo: clave, ruta, omitidas }),
    now: () => AHORA,
  });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  const config = { permiso: 'equipo' } as const;
  app.put('/bytes', { config }, async (request) => {
    const { clave } = equipoDe(request);
    const body = request.body as Buffer;
    return { clave, sha256: createHash('sha256').update(body).digest('hex') };
  });
  app.post('/json', { config }, async (request) => ({ leido: request.body }));
  app.get('/espera', { config: { ...config, porConfirmar: 'permitido' } }, async (request) =>
    equipoDe(request),
  );
  direccion = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

interface Cambios {
  readonly clave?: string;
  readonly llave?: KeyObject;
  readonly momento?: string;
  readonly rutaFirmada?: string;
  readonly cuerpoFirmado?: Uint8Array | string;
}

function cabecera(
  metodo: string,
  ruta: string,
  cuerpo: Uint8Array | string,
  { clave = 'est-c01-1', llave, momento = AHORA, rutaFirmada, cuerpoFirmado }: Cambios = {},
): string {
  const texto = textoDePeticion({
    ...{ metodo, ruta: rutaFirmada ?? ruta, momento },
    sha256: createHash('sha256')
      .update(cuerpoFirmado ?? cuerpo)
      .digest('hex'),
  });
  const own = clave.startsWith('tel') ? pares.telefono.privateKey : pares.estacion.privateKey;
  return `${clave};${momento};${firmar(llave ?? own, texto)}`;
}

async function ask(
  metodo: string,
  ruta: string,
  cuerpo?: Uint8Array<ArrayBuffer> | string,
  cambios?: Cambios,
) {
  const answer = await fetch(`${direccion}${ruta}`, {
    method: metodo,
    headers: {
      [CABECERA_EQUIPO]: cabecera(metodo, ruta, cuerpo ?? '', cambios),
      ...(cuerpo !== undefined && {
        'content-type': typeof cuerpo === 'string' ? 'application/json' : 'application/octet-stream',
      }),
    },
    ...(cuerpo !== undefined && { body: cuerpo }),
  });
  return { estado: answer.status, cuerpo: (await answer.json()) as Record<string, unknown> };
}

const pieza = new Uint8Array(256 * 1024).map((_, i) => (i * 31) % 251);

test.each(['est-c01-1', 'tel-0001'])(
  '%s is heard with bytes, with JSON and without a body',
  async (clave) => {
    const sha256 = createHash('sha256').update(pieza).digest('hex');
    expect(await ask('PUT', '/bytes?desde=0', pieza, { clave })).toEqual({
      estado: 200,
      cuerpo: { clave, sha256 },
    });
    const json = '{"texto":"Ñandú «1»"}';
    expect((await ask('POST', '/json', json, { clave })).cuerpo).toEqual({ leido: JSON.parse(json) });
    expect((await ask('GET', '/espera?x=%C3%B1', undefined, { clave })).cuerpo).toMatchObject({
      clave,
      estado: 'activo',
    });
  },
);

test.each<[string, Cambios]>([
  ['another body', { cuerpoFirmado: 'otro' }],
  ['another address', { rutaFirmada: '/bytes?desde=1' }],
  ['the key of another equipo', { llave: pares.telefono.privateKey }],
])('a signature of %s is false, and is told', async (_what, cambios) => {
  falsas.length = 0;
  const { estado, cuerpo } = await ask('PUT', '/bytes?desde=0', pieza, cambios);
  expect([estado, cuerpo['codigo']]).toEqual([401, 'FIRMA_FALSA']);
  expect(falsas).toEqual([{ equipo: 'est-c01-1', ruta: 'PUT /bytes', omitidas: 0 }]);
});

test('a thousand false signatures leave a handful of facts', async () => {
  falsas.length = 0;
  for (let i = 0; i < 30; i += 1) await ask('POST', '/json', '{}', { cuerpoFirmado: 'otro' });
  // Three were told by the cases above, of the five of this minute.
  expect(falsas.length).toBeLessThanOrEqual(5);
});

test.each([
  ['2027-06-07T01:25:00.000Z', 200],
  ['2027-06-07T01:35:00.000Z', 200],
  ['2027-06-07T01:24:59.999Z', 401],
  ['2027-06-07T01:35:00.001Z', 401],
  ['2099-01-01T00:00:00.000Z', 401],
])('a clock that says %s is answered %s', async (momento, estado) => {
  const answer = await ask('POST', '/json', '{}', { momento });
  expect(answer.estado).toBe(estado);
  if (estado === 401) expect(answer.cuerpo).toMatchObject({ codigo: 'RELOJ_FUERA', ahora: AHORA });
});

test.each([
  ['est-c01-9', 401, 'EQUIPO_DESCONOCIDO'],
  ['est-c01-2', 403, 'EQUIPO_SIN_CONFIRMAR'],
  ['est-c01-3', 403, 'EQUIPO_REVOCADO'],
])('%s is refused', async (clave, estado, codigo) => {
  expect(await ask('POST', '/json', '{}', { clave })).toMatchObject({ estado, cuerpo: { codigo } });
});

test('one that waits to be confirmed may ask whether it was', async () => {
  expect(await ask('GET', '/espera', undefined, { clave: 'est-c01-2' })).toMatchObject({
    ...{ estado: 200, cuerpo: { clave: 'est-c01-2', estado: 'por_confirmar' } },
  });
});

test.each([
  ['nothing', undefined],
  ['something else', 'Bearer abc'],
  ['two dots', 'est-c01-1;;'],
  ['an instant that is not', `est-c01-1;ayer;${'A'.repeat(86)}`],
])('a header with %s is not a signature', async (_what, value) => {
  const headers = value === undefined ? {} : { [CABECERA_EQUIPO]: value };
  const answer = await fetch(`${direccion}/json`, { method: 'POST', headers });
  expect([answer.status, ((await answer.json()) as { codigo: string }).codigo]).toEqual([401, 'SIN_FIRMA']);
});

test('a body that is too big is refused, and one that is cut takes nothing with it', async () => {
  const big = new Uint8Array(LIMITE + 1);
  expect((await ask('PUT', '/bytes', big)).estado).toBe(413);
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(new URL(direccion).port), '127.0.0.1', () => {
      const head = `PUT /bytes HTTP/1.1\r\nhost: x\r\n${CABECERA_EQUIPO}: ${cabecera('PUT', '/bytes', '')}\r\n`;
      socket.write(
        `${head}content-type: application/octet-stream\r\ncontent-length: 100\r\n\r\nmitad`,
        () => {
          socket.destroy();
          resolve();
        },
      );
    });
    socket.on('error', reject);
  });
  expect((await ask('PUT', '/bytes', pieza)).estado).toBe(200);
});
