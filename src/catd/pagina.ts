/** The local page of the station and what it asks for. It listens on this computer only. */

import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { listFiles } from '../comun/archivos.ts';
import { DOCUMENTOS_QUE_SE_DICEN, type DocumentoQueSeDice } from '../dominio/documento.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { PeticionDeAcopio } from './acopio.ts';
import type {
  AcopioHecho,
  ActaEnEstacion,
  EntregaEnEstacion,
  EstadoDeEstacion,
  ImagenEnEstacion,
  Leida,
  Memoria,
  PaqueteHecho,
  TurnoEnEstacion,
} from './contrato.ts';
import { installGuardia } from './guardia.ts';

/** What the page may ask of the station. */
export interface Mandos {
  estado(): EstadoDeEstacion;
  actas(): readonly ActaEnEstacion[];
  entregas(): readonly EntregaEnEstacion[];
  leer(texto: string): Result<Leida, Refusal>;
  acopiar(peticion: PeticionDeAcopio): Result<AcopioHecho, Refusal>;
  enviar(id: number, dicho: DichoEnPagina): Result<ImagenEnEstacion, Refusal>;
  descartar(id: number, razon: string): Result<ImagenEnEstacion, Refusal>;
  /** @param quien a key or a name; null, that who was there leaves */
  cambiarTurno(quien: string | null): Result<TurnoEnEstacion | null, Refusal>;
  /** JPEG; null when there is none */
  imagen(id: number): Buffer | null;
  miniatura(id: number): Buffer | null;
  memorias(): readonly Memoria[];
  hacerPaquete(carpeta: string): Promise<Result<PaqueteHecho, Refusal>>;
  /** Called each time that something changed, until what it returns is called. */
  alCambiar(hear: () => void): () => void;
}

/** What whoever has the paper says of an image. */
export interface DichoEnPagina {
  /** the clave that they typed; null, that nobody knows of which acta it is */
  readonly declarada: string | null;
  readonly documento: DocumentoQueSeDice;
}

export interface Pagina {
  /** `http://127.0.0.1:8070/?llave=…` */
  readonly direccion: string;
  close(): Promise<void>;
}

/** At most this often: a piece that arrives each 50 ms is not drawn each 50 ms. */
const ENTRE_AVISOS_MS = 200;
const LATIDO_MS = 5_000;
const TEXTO_MAXIMO = 200;

const Texto = z.string().trim().min(1).max(TEXTO_MAXIMO);
const Lectura = z.strictObject({ texto: Texto });
const Acopio = z.strictObject({ texto: Texto, otra: Texto.nullable(), horaManuscrita: Texto.nullable() });
const Envio = z.strictObject({
  declarada: Texto.nullable(),
  documento: z.enum(DOCUMENTOS_QUE_SE_DICEN).default('ACTA PREP'),
});
const Turno = z.strictObject({ quien: Texto.nullable() });
const Descarte = z.strictObject({ razon: Texto });
const Paquete = z.strictObject({ carpeta: z.string().min(1).max(1000) });
const Id = z.strictObject({ id: z.coerce.number().int().positive() });

/** @param construida folder of the built application, or null (tests of routes) */
export async function startPagina({
  mandos,
  llave,
  puerto,
  construida,
}: {
  readonly mandos: Mandos;
  readonly llave: string;
  readonly puerto: number;
  readonly construida: string | null;
}): Promise<Pagina> {
  const app = Fastify({ bodyLimit: 16 * 1024, forceCloseConnections: true });
  installGuardia(app, llave, () => (app.server.address() as { port: number }).port);
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof z.ZodError) return refused(reply, INVALIDO);
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status < 500) return refused(reply, INVALIDO);
    throw error;
  });
  installRutas(app, mandos);
  installVivo(app, mandos);
  if (construida !== null) await installArchivos(app, construida);
  await app.listen({ host: '127.0.0.1', port: puerto });
  const { port } = app.server.address() as { port: number };
  return { direccion: `http://127.0.0.1:${port}/?llave=${llave}`, close: () => app.close() };
}

const INVALIDO: Refusal = {
  codigo: 'CUERPO_INVALIDO',
  mensaje: 'Lo que se pidió no tiene la forma esperada. Actualice la página.',
};
const NO_EXISTE: Refusal = { codigo: 'NO_EXISTE', mensaje: 'No existe. Actualice la página.' };

function installRutas(app: FastifyInstance, mandos: Mandos): void {
  app.get('/api/estado', () => mandos.estado());
  app.get('/api/actas', () => ({ actas: mandos.actas() }));
  app.get('/api/entregas', () => ({ entregas: mandos.entregas() }));
  app.get('/api/memorias', () => ({ memorias: mandos.memorias() }));
  app.post('/api/lectura', (request, reply) => answer(reply, mandos.leer(Lectura.parse(request.body).texto)));
  app.post('/api/acopio', (request, reply) => answer(reply, mandos.acopiar(Acopio.parse(request.body))));
  app.post('/api/imagenes/:id/envio', (request, reply) => {
    const { id } = Id.parse(request.params);
    return answer(reply, mandos.enviar(id, Envio.parse(request.body)));
  });
  app.post('/api/imagenes/:id/descarte', (request, reply) => {
    const { id } = Id.parse(request.params);
    return answer(reply, mandos.descartar(id, Descarte.parse(request.body).razon));
  });
  app.post('/api/turno', (request, reply) => {
    const done = mandos.cambiarTurno(Turno.parse(request.body).quien);
    return answer(reply, done.ok ? ok({ turno: done.value }) : done);
  });
  app.post('/api/paquete', async (request, reply) =>
    answer(reply, await mandos.hacerPaquete(Paquete.parse(request.body).carpeta)),
  );
  app.get('/api/imagenes/:id', (request, reply) => jpeg(reply, mandos.imagen(Id.parse(request.params).id)));
  app.get('/api/imagenes/:id/miniatura', (request, reply) =>
    jpeg(reply, mandos.miniatura(Id.parse(request.params).id)),
  );
}

/** The whole state each time that it changes: it is a few kilobytes, and cannot be out of step. */
function installVivo(app: FastifyInstance, mandos: Mandos): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.get('/api/vivo', (request, reply) => {
    // One that came in while the page was being closed would go on asking a station that is no more.
    if (closing.signal.aborted) {
      reply.code(503).send();
      return;
    }
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let pending: NodeJS.Timeout | null = null;
    const send = () => {
      // Also the one that was waiting when it was time to send anyway: nobody would remember to end it.
      if (pending !== null) clearTimeout(pending);
      pending = null;
      raw.write(`event: estado\ndata: ${JSON.stringify(mandos.estado())}\n\n`);
    };
    const forget = mandos.alCambiar(() => {
      pending ??= setTimeout(send, ENTRE_AVISOS_MS);
    });
    const beat = setInterval(send, LATIDO_MS);
    const end = () => {
      forget();
      clearInterval(beat);
      if (pending !== null) clearTimeout(pending);
      closing.signal.removeEventListener('abort', end);
      raw.end();
    };
    closing.signal.addEventListener('abort', end);
    request.raw.on('close', end);
    send();
  });
}

async function installArchivos(app: FastifyInstance, construida: string): Promise<void> {
  const files = new Set(listFiles(construida));
  await app.register(fastifyStatic, { root: construida, serve: false, preCompressed: true });
  app.get('/*', async (request, reply) => {
    const { '*': path = '' } = request.params as { readonly '*'?: string };
    const isScreen = !path.startsWith('api/') && !path.includes('.');
    const file = files.has(path) ? path : isScreen ? 'index.html' : null;
    return file === null ? refused(reply, NO_EXISTE) : reply.sendFile(file, { cacheControl: false });
  });
}

function answer<T>(reply: FastifyReply, result: Result<T, Refusal>): FastifyReply {
  return result.ok ? reply.send(result.value) : refused(reply, result.error);
}

/** What the disk refuses is ours; the rest, of what was asked. */
function refused(reply: FastifyReply, { codigo, mensaje }: Refusal): FastifyReply {
  const status = codigo.startsWith('DISCO') ? 507 : codigo === 'NO_EXISTE' ? 404 : 409;
  return reply.code(status).send({ codigo, mensaje });
}

function jpeg(reply: FastifyReply, bytes: Buffer | null): FastifyReply {
  return bytes === null ? refused(reply, NO_EXISTE) : reply.type('image/jpeg').send(bytes);
}
