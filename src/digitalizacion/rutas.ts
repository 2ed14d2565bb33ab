/** The images, by the SHA-256 of their bytes: never by a path, and the same for ever. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer } from '../acceso/ruta.ts';
import { refuse } from '../dominio/result.ts';
import type { Almacen } from './almacen.ts';

const IMAGEN = z.object({ sha256: z.string().max(128) });
const SHA256 = /^[0-9a-f]{64}$/;

export function rutasDeImagenes({ almacen }: { readonly almacen: Almacen }): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    app.get(
      '/api/imagenes/:sha256',
      { config: { permiso: 'imagenes:ver' }, schema: { params: IMAGEN } },
      async (request, reply) => {
        const { sha256 } = request.params;
        if (!SHA256.test(sha256)) return answer(reply, unknown(), () => null);
        const read = await almacen.read(sha256);
        if (!read.ok)
          return answer(reply, read.error.codigo === 'IMAGEN_FALTANTE' ? unknown() : read, () => null);
        return reply
          .header('content-type', 'image/jpeg')
          .header('cache-control', 'private, max-age=31536000, immutable')
          .send(read.value);
      },
    );
  };
}

function unknown() {
  return refuse('NO_EXISTE', 'No hay una imagen con esa huella. Actualice la página.');
}
