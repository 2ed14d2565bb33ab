/** What the tests of the mirrors share: an origin, a faulty proxy before it, difusores as processes, and a comparison. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { createPublico } from '../../src/servidor/publico.ts';
import { RAIZ } from './disponible.ts';

export interface Escucha {
  readonly direccion: string;
  close(): Promise<void>;
}

/** The site of a publication folder, on a free port. */
export async function serveOrigen(publicacion: string): Promise<Escucha> {
  const app = await createPublico({ publicacion, revisarCada: 0 });
  const direccion = await app.listen({ host: '127.0.0.1', port: 0 });
  return { direccion: `${direccion}/`, close: () => app.close() };
}

/** A server of a test, on a free port. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Escucha & { readonly peticiones: string[] }> {
  const peticiones: string[] = [];
  const server = createServer((request, response) => {
    peticiones.push(request.url ?? '');
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    direccion: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    peticiones,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What a proxy does to an answer before it passes it on. */
export type Falla =
  | 'ninguna'
  | 'voltea'
  | 'trunca'
  | 'miente' // fewer bytes, as if they were all
  | 'cierra'
  | 'demora'
  | 'agrega'
  | 'error'
  | 'redirige';

/** A proxy before an origin. @param elegir what to do to each request */
export function serveProxy(
  origen: string,
  elegir: (ruta: string, numero: number) => Falla,
): ReturnType<typeof serve> {
  let numero = 0;
  return serve((request, response) => {
    numero += 1;
    const ruta = request.url ?? '/';
    const falla = elegir(ruta, numero);
    const url = new URL(ruta, origen);
    const headers = { 'accept-encoding': request.headers['accept-encoding'] ?? 'identity' };
    get(url, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => pass(Buffer.concat(chunks), answer, response, falla));
    });
  });
}

function pass(body: Buffer, answer: IncomingMessage, response: ServerResponse, falla: Falla): void {
  const headers = { ...answer.headers };
  const status = answer.statusCode ?? 500;
  const half = Math.floor(body.length / 2);
  switch (falla) {
    case 'ninguna':
      response.writeHead(status, headers).end(body);
      return;
    case 'voltea': {
      const other = Buffer.from(body);
      if (other.length > 0) other[half] = (other[half] ?? 0) ^ 1;
      response.writeHead(status, headers).end(other);
      return;
    }
    case 'trunca':
      response.writeHead(status, headers);
      response.write(body.subarray(0, half), () => response.destroy());
      return;
    case 'miente':
      response.writeHead(status, { ...headers, 'content-length': half }).end(body.subarray(0, half));
      return;
    case 'cierra':
      response.destroy();
      return;
    case 'demora': {
      response.writeHead(status, headers);
      response.write(body.subarray(0, half), () => setTimeout(() => response.end(body.subarray(half)), 60));
      return;
    }
    case 'agrega':
      response.writeHead(status, { ...headers, 'content-length': body.length + 9 });
      response.end(Buffer.concat([body, Buffer.from('y algo mas'.slice(0, 9))]));
      return;
    case 'error':
      response.writeHead(502).end('mal');
      return;
    case 'redirige':
      response.writeHead(302, { location: 'http://otro.ejemplo/' }).end();
      return;
  }
}

export interface DifusorAparte {
  readonly proceso: ChildProcess;
  /** What it said so far, on both outputs. */
  said(): string;
  /** Resolves with what the line matched; rejects if it ends before. */
  until(line: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or null where it was killed. */
  readonly ended: Promise<number | null>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** `prep difusor` in a process of its own. */
export function startDifusor(...args: readonly string[]): DifusorAparte {
  const proceso = spawn(process.execPath, [join(RAIZ, 'src/cli/prep.ts'), 'difusor', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += String(chunk);
    for (const look of waiting) look();
  };
  proceso.stdout.on('data', hear);
  proceso.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => proceso.once('close', resolve));
  return {
    proceso,
    said: () => text,
    ended,
    until: (line) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = line.exec(text);
          if (found === null) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without saying ${line}:\n${text}`)));
      }),
    async stop(signal = 'SIGTERM') {
      proceso.kill(signal);
      return ended;
    },
  };
}

/** Every file under a publication that is served, by its address, with the SHA-256 of its bytes. */
export function treeOf(raiz: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  const add = (folder: string, name: string) => {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      tree[`${name}/${relative(folder, path)}`] = createHash('sha256')
        .update(readFileSync(path))
        .digest('hex');
    }
  };
  if (!existsSync(join(raiz, 'vigente'))) return tree;
  add(join(raiz, readlinkSync(join(raiz, 'vigente'))), 'vigente');
  for (const folder of ['cortes', 'imagenes']) add(join(raiz, folder), folder);
  tree['actual.json'] = readFileSync(join(raiz, 'actual.json'), 'utf8');
  return tree;
}

/** What a mirror leaves written of itself. */
export function estadoDe(raiz: string): {
  readonly corte: number | null;
  readonly manifiesto: string | null;
  readonly falla: { readonly codigo: string; readonly mensaje: string } | null;
  readonly rechazadas: number;
} {
  return JSON.parse(readFileSync(join(raiz, 'difusor.json'), 'utf8'));
}
