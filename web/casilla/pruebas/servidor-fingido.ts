/**
 * A server that does with a phone what docs/entregas.md says, in memory: it enrols it, checks each signature, takes
 * pieces, and tells what a test wants that has become of each acta. The network may be cut at any byte.
 */

import { createHash, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { EstadoDeEquipo } from '../../../src/acceso/contrato-de-equipos.ts';
import type { ActaDelEquipo, EquipoEnServidor } from '../../../src/acopio/contrato-de-equipo.ts';
import { CABECERA_EQUIPO, leerLlave, textoDePeticion, verifica } from '../../../src/comun/firma.ts';
import type { EntregaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import { type EntregaDeImagen, parseEntrega } from '../../../src/dominio/entrega.ts';
import { archivosDeCasilla } from '../../../src/servidor/casilla.ts';

export const CODIGO = 'KQ4M-7T2D';
export const CODIGO_NUEVO = 'WX5P-3N8R';
export const EQUIPO = 'tel-0457';
const VENTANA_MS = 5 * 60_000;
const TROZO_MAXIMO = 256 * 1024;
const ASSETS = '/casilla/assets/';
const TRABAJADOR = `${ASSETS}trabajador-`;

interface Recibida {
  readonly entrega: EntregaDeImagen;
  bytes: Buffer;
  enServidor: EntregaEnServidor;
}

export interface ServidorFingido {
  readonly direccion: string;
  readonly entregas: Map<string, Recibida>;
  /** size of each piece that arrived, in order */
  readonly trozos: number[];
  /** digits that a coordination would see; null before the enrolment */
  cotejo: string | null;
  estado: EstadoDeEquipo;
  actas: ActaDelEquipo[];
  /** milliseconds that the clock of the server is ahead of that of this machine */
  adelanto: number;
  /** `al_primer_trozo`: the connection is cut after taking one piece, without answering, each time */
  red: 'hay' | 'cortada' | 'al_primer_trozo';
  /** what is said of a delivery once it is whole */
  alCompletar: (recibida: EntregaDeImagen) => Partial<EntregaEnServidor>;
  /** another than 1: a later version, with other files, took the place of the first one */
  version: number;
  cambiarActa(acta: IdActa, cambios: Partial<ActaDelEquipo>): void;
  olvidar(): void;
  cerrar(): Promise<void>;
}

export type Inicial = Pick<EquipoEnServidor, 'proceso' | 'centro' | 'nombre' | 'persona'> & {
  readonly actas: readonly ActaDelEquipo[];
};

/** @param construida folder of the built applications */
export async function levantarServidorFingido(
  construida: string,
  inicial: Inicial,
): Promise<ServidorFingido> {
  const app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
  let llave: KeyObject | null = null;
  let publica = '';
  let codigo = CODIGO;
  let etag = 0;
  const now = () => Date.now() + servidor.adelanto;
  const servidor: ServidorFingido = {
    ...{ direccion: '', entregas: new Map(), trozos: [], cotejo: null, estado: 'por_enrolar' },
    ...{ actas: [], adelanto: 0, red: 'hay', version: 1, alCompletar: () => ({ estado: 'registrada' }) },
    cambiarActa(acta, cambios) {
      servidor.actas = servidor.actas.map((each) => (each.acta === acta ? { ...each, ...cambios } : each));
      etag += 1;
    },
    olvidar() {
      servidor.entregas.clear();
      Object.assign(servidor, { trozos: [], cotejo: null, estado: 'por_enrolar', adelanto: 0, red: 'hay' });
      servidor.actas = [...inicial.actas];
      servidor.alCompletar = () => ({ estado: 'registrada' });
      servidor.version = 1;
      llave = null;
      codigo = CODIGO;
      etag += 1;
    },
    cerrar: () => app.close(),
  };
  servidor.olvidar();

  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: TROZO_MAXIMO },
    (_request, body, done) => done(null, body),
  );
  app.removeContentTypeParser('application/json');
  // The signature is over the bytes, so they are kept.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  app.addHook('onRequest', async (request, reply) => {
    // Another version is another file: what the browser has of the first one is not compared with its date.
    if (servidor.version !== 1) {
      delete request.headers['if-none-match'];
      delete request.headers['if-modified-since'];
    }
    if (servidor.red !== 'cortada') return;
    reply.hijack();
    request.raw.socket.destroy();
  });

  function refuseIfNotSigned(request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
    const [clave, momento = '', firma = ''] = String(request.headers[CABECERA_EQUIPO] ?? '').split(';');
    if (clave !== EQUIPO || llave === null) return rechazo(reply, 401, 'EQUIPO_DESCONOCIDO', 'No se conoce.');
    if (servidor.estado === 'revocado') {
      return rechazo(reply, 403, 'EQUIPO_REVOCADO', 'Su coordinación revocó este equipo.');
    }
    if (Math.abs(Date.parse(momento) - now()) > VENTANA_MS) {
      return reply
        .code(401)
        .send({ codigo: 'RELOJ_FUERA', mensaje: 'Fuera de hora.', ahora: instante(now()) });
    }
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const texto = textoDePeticion({
      metodo: request.method,
      ruta: request.url,
      momento,
      sha256: sha256(body),
    });
    if (!verifica(llave, texto, firma)) return rechazo(reply, 401, 'FIRMA_FALSA', 'No es su firma.');
    return null;
  }

  app.get('/api/equipo/reloj', async () => ({ ahora: instante(now()) }));

  app.post('/api/equipo/enrolamiento', async (request, reply) => {
    const asked = JSON.parse(String(request.body)) as { codigo: string; llave: string; algoritmo: string };
    const isNew = asked.codigo === CODIGO_NUEVO && servidor.estado === 'revocado';
    if (!isNew && (asked.codigo !== codigo || (publica !== asked.llave && llave !== null))) {
      return rechazo(reply, 409, 'CODIGO_INVALIDO', 'El código no sirve. Pida otro a su coordinación.');
    }
    llave = leerLlave(asked.llave, 'ES256');
    if (llave === null) return rechazo(reply, 409, 'LLAVE_INVALIDA', 'La llave no es de este algoritmo.');
    publica = asked.llave;
    codigo = asked.codigo;
    if (servidor.estado !== 'activo') servidor.estado = 'por_confirmar';
    const digest = createHash('sha256').update(Buffer.from(asked.llave, 'base64url')).digest();
    servidor.cotejo = String(digest.readUInt32BE(0) % 10_000).padStart(4, '0');
    return { equipo: EQUIPO, cotejo: servidor.cotejo };
  });

  app.get('/api/equipo', async (request, reply) => {
    const refused = refuseIfNotSigned(request, reply);
    if (refused !== null) return refused;
    const tag = `"${servidor.estado}-${etag}"`;
    reply.header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    const { actas: _, ...rest } = inicial;
    return {
      ...{ clave: EQUIPO, tipo: 'telefono', estado: servidor.estado, ahora: instante(now()) },
      ...rest,
      actas: servidor.estado === 'activo' ? servidor.actas : [],
    } satisfies EquipoEnServidor;
  });

  app.post('/api/entregas', async (request, reply) => {
    const refused = refuseIfNotSigned(request, reply);
    if (refused !== null) return refused;
    const { texto, firma } = JSON.parse(String(request.body)) as { texto: string; firma: string };
    const id = sha256(texto);
    const known = servidor.entregas.get(id);
    if (known !== undefined) return known.enServidor;
    const read = parseEntrega(texto);
    if (!read.ok || read.value.tipo !== 'imagen' || llave === null || !verifica(llave, texto, firma)) {
      return rechazo(reply, 422, 'ENTREGA_MAL_FORMADA', 'La entrega no se entiende.');
    }
    const entrega = read.value;
    if ([...servidor.entregas.values()].some((each) => each.entrega.secuencia === entrega.secuencia)) {
      return rechazo(reply, 409, 'SECUENCIA_REPETIDA', 'Otra entrega tiene ese número.');
    }
    const enServidor: EntregaEnServidor = {
      ...{ id, secuencia: entrega.secuencia, estado: 'incompleta', faltaDesde: 0 },
      ...{ originalFaltaDesde: null, originalCompleto: true, acta: null, uso: null },
      ...{ publicada: null, codigo: null, mensaje: null },
    };
    servidor.entregas.set(id, { entrega, bytes: Buffer.alloc(0), enServidor });
    return enServidor;
  });

  app.get('/api/entregas', async (request, reply) => {
    const refused = refuseIfNotSigned(request, reply);
    if (refused !== null) return refused;
    const { desde } = request.query as { readonly desde: string };
    const entregas = [...servidor.entregas.values()].map(({ enServidor }) => enServidor);
    return { entregas: entregas.filter(({ secuencia }) => secuencia >= Number(desde)) };
  });

  app.get('/api/entregas/:id', async (request, reply) => {
    const refused = refuseIfNotSigned(request, reply);
    if (refused !== null) return refused;
    const found = servidor.entregas.get((request.params as { readonly id: string }).id);
    return found?.enServidor ?? rechazo(reply, 404, 'NO_EXISTE', 'No hay esa entrega.');
  });

  app.put('/api/entregas/:id/bytes', async (request, reply) => {
    const refused = refuseIfNotSigned(request, reply);
    if (refused !== null) return refused;
    const found = servidor.entregas.get((request.params as { readonly id: string }).id);
    if (found === undefined) return rechazo(reply, 404, 'NO_EXISTE', 'No hay esa entrega.');
    const desde = Number((request.query as { readonly desde: string }).desde);
    const piece = request.body as Buffer;
    if (desde === found.bytes.length && found.enServidor.estado === 'incompleta') {
      servidor.trozos.push(piece.length);
      found.bytes = Buffer.concat([found.bytes, piece]);
      found.enServidor = { ...found.enServidor, faltaDesde: found.bytes.length };
      if (found.bytes.length === found.entrega.archivo.bytes) complete(found);
    }
    if (servidor.red === 'al_primer_trozo') {
      servidor.red = 'cortada';
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    return found.enServidor;
  });

  function complete(found: Recibida): void {
    const whole = sha256(found.bytes) === found.entrega.archivo.sha256;
    const said: Partial<EntregaEnServidor> = whole
      ? { acta: found.entrega.declarada, uso: 'captura', ...servidor.alCompletar(found.entrega) }
      : { estado: 'rechazada', codigo: 'ARCHIVO_DISTINTO', mensaje: 'No es el archivo que se anunció.' };
    found.enServidor = { ...found.enServidor, ...said };
  }

  app.addHook('onSend', async (request, reply, payload) => {
    const { url } = request;
    // What a window did not ask for yet is not in the cache of the browser either.
    if (url.startsWith(ASSETS)) reply.header('cache-control', 'no-store');
    if (servidor.version === 1 || !(url === '/casilla/sw.js' || url.startsWith(TRABAJADOR))) return payload;
    reply.removeHeader('content-encoding');
    reply.removeHeader('content-length');
    if (url === '/casilla/sw.js') return otraVersion(construida, servidor.version);
    reply.code(404);
    return '';
  });
  await app.register(archivosDeCasilla(construida));
  const direccion = await app.listen({ host: '127.0.0.1', port: 0 });
  return Object.assign(servidor, { direccion });
}

/** Its service worker has another name, and no longer the worker of the camera, which the server does not give. */
function otraVersion(construida: string, version: number): string {
  return readFileSync(join(construida, 'casilla', 'sw.js'), 'utf8')
    .replace(/[0-9a-f]{16}(?=[`"'])/, (name) => `${version}-${name}`)
    .replace(new RegExp(`[\`"']${TRABAJADOR}[^\`"']*[\`"'],`), '');
}

function rechazo(reply: FastifyReply, estado: number, codigo: string, mensaje: string): FastifyReply {
  return reply.code(estado).send({ codigo, mensaje });
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function instante(ms: number): string {
  return new Date(ms).toISOString();
}
