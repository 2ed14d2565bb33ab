/** Routes whose body is a file: documents and photographs, and the spreadsheet of a plan. */

import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, trabajoDe } from '../acceso/ruta.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import { refuse } from '../dominio/result.ts';
import { type AlmacenDeArchivos, BYTES_MAXIMOS, excessive, MEDIO } from './archivos.ts';
import type { Importacion } from './contrato.ts';
import { importar } from './importar/importar.ts';
import type { ServicioDePlaneacion } from './servicio.ts';

const VER = { permiso: 'planeacion:ver' } as const;
const EDITAR = { permiso: 'planeacion:editar' } as const;

const NOMBRE = texto(200).refine((value) => /^[^/\\]+\.[A-Za-z0-9]+$/.test(value), {
  error: 'es el nombre de un archivo, con su extensión',
});
const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A plan of 20,000 activities is some megabytes. */
const BYTES_DE_PLAN = 20 * 1024 * 1024;

export function rutasDeArchivos({
  planeacion,
  archivos,
}: {
  readonly planeacion: ServicioDePlaneacion;
  readonly archivos: AlmacenDeArchivos;
}): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    // As it comes: it is counted and hashed while it arrives, and never held whole in memory.
    app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

    app.post(
      '/api/planeacion/archivos',
      { config: EDITAR, schema: { querystring: z.strictObject({ nombre: NOMBRE }) } },
      async (request, reply) => {
        if (bytesOf(request) > BYTES_MAXIMOS) return answer(reply, excessive(), () => null);
        const received = await archivos.receive(bodyOf(request), request.query.nombre);
        if (!received.ok) return answer(reply, received, () => null);
        const noted = await planeacion.anotarArchivo(trabajoDe(request), received.value);
        return answer(reply, noted, (archivo) => archivo);
      },
    );

    app.get(
      '/api/planeacion/archivos/:sha256',
      {
        config: VER,
        schema: {
          params: z.strictObject({ sha256: SHA256 }),
          querystring: z.strictObject({ nombre: NOMBRE.optional() }),
        },
      },
      async (request, reply) => {
        const estado = await planeacion.estado();
        if (!estado.ok) return answer(reply, estado, () => null);
        const archivo = estado.value.archivos.get(request.params.sha256);
        if (archivo === undefined) return answer(reply, SIN_ARCHIVO, () => null);
        const read = await archivos.read(archivo.sha256);
        if (!read.ok) return answer(reply, read, () => null);
        const picture = archivo.tipo === 'png' || archivo.tipo === 'jpeg';
        const name = encodeURIComponent(request.query.nombre ?? archivo.nombre);
        return reply
          .type(MEDIO[archivo.tipo])
          .header('content-disposition', `${picture ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
          .header('cache-control', 'private, max-age=31536000, immutable')
          .send(read.value);
      },
    );

    app.post(
      '/api/planeacion/importacion',
      {
        config: EDITAR,
        schema: {
          querystring: z.strictObject({
            nombre: NOMBRE,
            modo: z.enum(['revisar', 'cargar']),
            anio: z.coerce.number().int().min(2000).max(2199).optional(),
          }),
        },
      },
      async (request, reply) => {
        const { nombre, modo, anio } = request.query;
        const bytes = await collect(bodyOf(request), BYTES_DE_PLAN);
        if (bytes === null) return answer(reply, EXCESIVO, () => null);
        const origen = { archivo: nombre, sha256: hash('sha256', bytes, 'hex') };
        const imported = await importar(planeacion, trabajoDe(request), { bytes, origen, modo, anio });
        return answer(reply, imported, (value): Importacion => value);
      },
    );
  };
}

const SIN_ARCHIVO = refuse('NO_EXISTE', 'No hay un archivo con esa clave. Actualice la página.');
const EXCESIVO = refuse(
  'CUERPO_EXCESIVO',
  `El plan pesa más de ${BYTES_DE_PLAN / 1_048_576} MB: revise que sea la hoja correcta y que no lleve imágenes.`,
);

function bodyOf({ body }: FastifyRequest): Readable {
  return body instanceof Readable ? body : Readable.from([]);
}

function bytesOf({ headers }: FastifyRequest): number {
  return Number(headers['content-length'] ?? 0);
}

/** The whole body, or null when it is more than the limit. */
async function collect(body: Readable, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      body.resume();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
