/**
 * The least server that a publication needs: files, a page for what is not there, and the strictest policy. The
 * pages must not ask for more.
 */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TIPOS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

const POLITICA =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export interface ServidorDePrueba {
  /** `http://127.0.0.1:40123/` */
  readonly direccion: string;
  stop(): Promise<void>;
}

/** @param raiz root of the publication */
export async function serveSitio(raiz: string): Promise<ServidorDePrueba> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const found = fileOf(raiz, path);
    response.setHeader('content-security-policy', POLITICA);
    response.statusCode = found === null ? 404 : 200;
    const file = found ?? join(raiz, 'vigente', '404.html');
    response.setHeader('content-type', TIPOS[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    direccion: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What is in force first, then what is kept beside it (images, cortes, the pointer). */
function fileOf(raiz: string, path: string): string | null {
  for (const folder of [join(raiz, 'vigente'), raiz]) {
    const named = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (existsSync(named) && statSync(named).isFile()) return named;
  }
  return null;
}
