/** Routes of the packages: the file is looked at, and imported if whoever looked at it says so. */

import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer } from '../../acceso/ruta.ts';
import { codeOf } from '../../comun/archivos.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import { refusalOfDisk } from '../disco.ts';
import { quienDe } from '../entregas/rutas-de-consola.ts';
import type { Paquetes } from './servicio.ts';

/** What a browser sends in the time that a request has; a larger one is imported with the command. */
const BYTES_MAXIMOS = 1024 ** 3;
/** Files that are kept between looking at them and importing them. */
const GUARDADOS = 8;

const ID = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });
const IMPORTAR = { permiso: 'paquetes:importar' } as const;

/** @param carpeta where the files wait; it is of these routes */
export function rutasDePaquetes(paquetes: Paquetes, carpeta: string): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

    app.post('/api/paquetes', { config: IMPORTAR }, async (request, reply) => {
      const kept = await keep(request, carpeta);
      if (!kept.ok) return answer(reply, kept, () => null);
      const revised = await paquetes.revisar(pathOf(carpeta, kept.value), kept.value, quienDe(request));
      if (!revised.ok) await rm(pathOf(carpeta, kept.value), { force: true });
      return answer(reply, revised, (value) => value);
    });

    app.post(
      '/api/paquetes/:id/importacion',
      { config: IMPORTAR, schema: { params: ID } },
      async (request, reply) => {
        const ruta = pathOf(carpeta, request.params.id);
        if (!(await exists(ruta))) return answer(reply, GONE, () => null);
        const imported = await paquetes.importar(ruta, request.params.id, quienDe(request));
        return answer(reply, imported, (value) => value);
      },
    );
  };
}

function pathOf(carpeta: string, id: string): string {
  return join(carpeta, `${id}.prep`);
}

async function exists(ruta: string): Promise<boolean> {
  try {
    await stat(ruta);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return false;
  }
}

/** Writes the body as it arrives; gives the SHA-256 that names it. */
async function keep(request: FastifyRequest, carpeta: string): Promise<Result<string, Refusal>> {
  if (Number(request.headers['content-length'] ?? 0) > BYTES_MAXIMOS) return excessive();
  const body = request.body instanceof Readable ? request.body : Readable.from([]);
  const temporary = join(carpeta, `.${request.id}.tmp`);
  try {
    await mkdir(carpeta, { recursive: true });
    await makeRoom(carpeta);
    const digest = createHash('sha256');
    const file = await open(temporary, 'w', 0o640);
    try {
      let bytes = 0;
      for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > BYTES_MAXIMOS) {
          body.resume();
          return excessive();
        }
        digest.update(chunk);
        await file.write(chunk);
      }
    } finally {
      await file.close();
    }
    const id = digest.digest('hex');
    await rename(temporary, pathOf(carpeta, id));
    return ok(id);
  } catch (error) {
    if (codeOf(error) === 'ECONNRESET' || codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') {
      return refuse('ARCHIVO_CORTADO', 'El paquete no llegó entero. Envíelo otra vez.');
    }
    return refusalOfDisk(error);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The oldest go away: what was not imported can be sent again. */
async function makeRoom(carpeta: string): Promise<void> {
  const names = (await readdir(carpeta)).filter((name) => name.endsWith('.prep'));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, desde: (await stat(join(carpeta, name))).mtimeMs })),
  );
  aged.sort((a, b) => b.desde - a.desde);
  for (const { name } of aged.slice(GUARDADOS - 1)) await rm(join(carpeta, name), { force: true });
}

const GONE = refuse('NO_EXISTE', 'Ese paquete ya no está en el servidor. Elija el archivo otra vez.');

function excessive() {
  return refuse(
    'CUERPO_EXCESIVO',
    'El paquete pesa más de 1 GB. Llévelo al servidor e impórtelo con «prep paquete importar».',
  );
}
