/**
 * A server that does with deliveries what docs/entregas.md says, in memory, and that a test can make fail: it falls,
 * cuts answers, refuses. Whoever wants the real one has `pruebas/apoyo/consola.ts`.
 */

import { createHash, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { EquipoEnServidor } from '../../src/acopio/contrato-de-equipo.ts';
import {
  type Algoritmo,
  CABECERA_EQUIPO,
  cotejoDeLlave,
  leerLlave,
  textoDePeticion,
  verifica,
} from '../../src/comun/firma.ts';
import type { EntregaEnServidor } from '../../src/digitalizacion/contrato.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import { type Entrega, parseEntrega } from '../../src/dominio/entrega.ts';

export const PROCESO = 'proceso-minimo';

export interface Recibida {
  readonly entrega: Entrega;
  readonly texto: string;
  archivo: Buffer;
  original: Buffer;
  /** says what the server says, whatever the rest */
  vista: Partial<EntregaEnServidor>;
}

export interface ServidorFalso {
  /** `http://127.0.0.1:40123`, the same when it comes back */
  readonly direccion: string;
  /** by id, in order of arrival */
  readonly recibidas: Map<string, Recibida>;
  /** each request, `PUT /api/entregas/…` */
  readonly pedidos: string[];
  /** milliseconds that its clock is ahead of that of this machine */
  desfase: number;
  estado: EquipoEnServidor['estado'];
  actas: EquipoEnServidor['actas'];
  personas: NonNullable<EquipoEnServidor['personas']>;
  /** what happens to a request before it is attended; `cortar`: the connection is cut in the middle of the answer */
  antes: (pedido: string) => 'seguir' | 'cortar' | { readonly estado: number; readonly cuerpo: unknown };
  registrar(equipo: string, llave: string): void;
  /** Falls: nobody answers until `levantar`. */
  caer(): Promise<void>;
  levantar(): Promise<void>;
}

export function actaDe(numero: number, proceso = PROCESO): EquipoEnServidor['actas'][number] {
  const seccion = String(numero).padStart(4, '0');
  const acta = `GUB-16${seccion}B01002` as IdActa;
  return {
    acta,
    titulo: {
      eleccion: { clave: 'GUB', nombre: 'GUBERNATURA' },
      ...{ territorio: 'Distrito 001 NORTE', seccion, casilla: 'Básica', clave: `16${seccion}B01002` },
    },
    codigo: formatCodigo({ proceso, acta }),
    ...{ situacion: 'esperada', acopiada: false, rescanear: null },
  };
}

export async function startServidorFalso(): Promise<ServidorFalso> {
  const llaves = new Map<string, KeyObject>();
  const server = createServer((request, response) => {
    attend(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const falso: ServidorFalso = {
    direccion: `http://127.0.0.1:${port}`,
    recibidas: new Map(),
    pedidos: [],
    desfase: 0,
    estado: 'activo',
    actas: Array.from({ length: 40 }, (_, i) => actaDe(i + 1)),
    personas: [],
    antes: () => 'seguir',
    registrar(equipo, llave) {
      llaves.set(equipo, must(leerLlave(llave, 'Ed25519')));
    },
    caer() {
      server.closeAllConnections();
      return new Promise((resolve) => (server.listening ? server.close(() => resolve()) : resolve()));
    },
    levantar: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
  };

  async function attend(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const body = await buffer(request);
    falso.pedidos.push(`${method} ${url}`);
    const before = falso.antes(`${method} ${url}`);
    if (typeof before === 'object') return send(response, before.estado, before.cuerpo);
    const [estado, cuerpo] = answer(method, url, body, request.headers[CABECERA_EQUIPO]);
    if (before === 'cortar') return void request.socket.destroy();
    send(response, estado, cuerpo);
  }

  function answer(method: string, url: string, body: Buffer, header: unknown): readonly [number, unknown] {
    const now = () => new Date(Date.now() + falso.desfase).toISOString();
    const { pathname, searchParams } = new URL(url, falso.direccion);
    if (pathname === '/api/equipo/reloj') return [200, { ahora: now() }];
    if (pathname === '/api/equipo/enrolamiento') return enroll(body);
    const [clave = '', momento = '', firma = ''] = String(header).split(';');
    if (Math.abs(Date.parse(momento) - Date.parse(now())) > 300_000) {
      return [401, { codigo: 'RELOJ_FUERA', mensaje: 'El reloj del equipo no coincide.', ahora: now() }];
    }
    const llave = llaves.get(clave);
    const texto = textoDePeticion({ metodo: method, ruta: url, momento, sha256: sha256(body) });
    if (llave === undefined || !verifica(llave, texto, firma)) return refusal(401, 'FIRMA_FALSA');
    if (falso.estado === 'revocado') return refusal(403, 'EQUIPO_REVOCADO');
    if (pathname === '/api/equipo') return [200, equipo(clave, now())];
    if (falso.estado !== 'activo') return refusal(403, 'EQUIPO_SIN_CONFIRMAR');
    if (pathname === '/api/entregas') {
      return method === 'POST' ? announce(clave, llave, body) : list(clave, searchParams);
    }
    const [, id = '', cual] = /^\/api\/entregas\/([0-9a-f]{64})(?:\/(bytes|original))?$/.exec(pathname) ?? [];
    const found = falso.recibidas.get(id);
    if (found === undefined || found.entrega.equipo !== clave) return refusal(404, 'NO_EXISTE');
    if (cual !== undefined) receive(found, cual === 'bytes' ? 'archivo' : 'original', body, searchParams);
    return [200, vistaDe(id, found)];
  }

  function enroll(body: Buffer): readonly [number, unknown] {
    const { llave, algoritmo } = JSON.parse(body.toString()) as { llave: string; algoritmo: Algoritmo };
    llaves.set('est-c01-1', must(leerLlave(llave, algoritmo)));
    falso.estado = 'por_confirmar';
    return [200, { equipo: 'est-c01-1', cotejo: cotejoDeLlave(llave) }];
  }

  function equipo(clave: string, ahora: string): EquipoEnServidor {
    return {
      ...{ clave, tipo: 'estacion', nombre: 'Mesa 1', estado: falso.estado, persona: null, ahora },
      centro: { clave: 'C01', nombre: 'PUEBLO NUEVO' },
      proceso: {
        ...{ nombre: PROCESO, nombreLargo: 'Proceso mínimo', tipo: 'simulacro', huso: 'America/Mexico_City' },
        instituto: { nombre: 'Instituto', siglas: 'IEM' },
        jornada: '2027-06-06',
      },
      actas: falso.estado === 'activo' ? falso.actas : [],
      personas: falso.estado === 'activo' ? falso.personas : [],
    };
  }

  function announce(clave: string, llave: KeyObject, body: Buffer): readonly [number, unknown] {
    const { texto, firma } = JSON.parse(body.toString()) as { texto: string; firma: string };
    const id = sha256(texto);
    const known = falso.recibidas.get(id);
    if (known !== undefined) return [200, vistaDe(id, known)];
    const parsed = parseEntrega(texto);
    if (!parsed.ok || parsed.value.equipo !== clave || !verifica(llave, texto, firma)) {
      return refusal(409, 'ENTREGA_MAL_FORMADA');
    }
    const entrega = parsed.value;
    const same = [...falso.recibidas.values()].some(
      (each) => each.entrega.equipo === clave && each.entrega.secuencia === entrega.secuencia,
    );
    if (same) return refusal(409, 'SECUENCIA_REPETIDA');
    const recibida = { entrega, texto, archivo: Buffer.alloc(0), original: Buffer.alloc(0), vista: {} };
    falso.recibidas.set(id, recibida);
    return [200, vistaDe(id, recibida)];
  }

  function list(clave: string, params: URLSearchParams): readonly [number, unknown] {
    const desde = Number(params.get('desde'));
    const entregas = [...falso.recibidas]
      .filter(([, { entrega }]) => entrega.equipo === clave && entrega.secuencia >= desde)
      .sort(([, a], [, b]) => a.entrega.secuencia - b.entrega.secuencia)
      .slice(0, 200)
      .map(([id, recibida]) => vistaDe(id, recibida));
    return [200, { entregas }];
  }

  return falso;
}

/** Whatever was already there is skipped; a piece that leaves a hole is not taken. */
function receive(
  recibida: Recibida,
  cual: 'archivo' | 'original',
  body: Buffer,
  params: URLSearchParams,
): void {
  const desde = Number(params.get('desde'));
  if (body.length > 256 * 1024) throw new Error('a piece of more than 256 KiB');
  const had = recibida[cual].length;
  if (desde > had) return;
  recibida[cual] = Buffer.concat([recibida[cual], body.subarray(had - desde)]);
}

function vistaDe(id: string, { entrega, archivo, original, vista }: Recibida): EntregaEnServidor {
  const isImagen = entrega.tipo === 'imagen';
  const whole =
    !isImagen || (archivo.length === entrega.archivo.bytes && sha256(archivo) === entrega.archivo.sha256);
  const hasOriginal = isImagen && entrega.original !== null;
  return {
    ...{ id, secuencia: entrega.secuencia, faltaDesde: archivo.length },
    estado: whole ? 'registrada' : 'incompleta',
    originalFaltaDesde: hasOriginal ? original.length : null,
    originalCompleto: !hasOriginal || sha256(original) === entrega.original?.sha256,
    acta: entrega.tipo === 'acopio' ? entrega.acta : null,
    ...{ uso: null, publicada: null, codigo: null, mensaje: null },
    ...vista,
  };
}

function refusal(estado: number, codigo: string): readonly [number, unknown] {
  return [estado, { codigo, mensaje: `El servidor dijo ${codigo}.` }];
}

function send(response: ServerResponse, estado: number, cuerpo: unknown): void {
  response.writeHead(estado, { 'content-type': 'application/json' }).end(JSON.stringify(cuerpo));
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function must<T>(value: T | null): T {
  if (value === null) throw new Error('not a key');
  return value;
}
