/** Routes of stations and phones (docs/entregas.md): each request is signed by its equipo. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, equipoDe } from '../../acceso/ruta.ts';
import { TEXTO_MAXIMO } from '../../dominio/entrega.ts';
import { refuse } from '../../dominio/result.ts';
import type { Cual } from './deposito.ts';
import { BYTES_DE_PIEZA, type Recepcion } from './recepcion.ts';

const FIRMADA = z.strictObject({ texto: z.string().max(TEXTO_MAXIMO), firma: z.string().max(200) });
const ID = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });
const DESDE = z.strictObject({
  desde: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
const EQUIPO = { permiso: 'equipo' } as const;

export function rutasDeEntregas(recepcion: Recepcion): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    app.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: BYTES_DE_PIEZA },
      (_request, body, done) => done(null, body),
    );

    app.post('/api/entregas', { config: EQUIPO, schema: { body: FIRMADA } }, async (request, reply) =>
      answer(reply, await recepcion.recibir(equipoDe(request), request.body), (entrega) => entrega),
    );

    app.get('/api/entregas', { config: EQUIPO, schema: { querystring: DESDE } }, async (request) => ({
      entregas: await recepcion.listar(equipoDe(request).clave, request.query.desde),
    }));

    app.get('/api/entregas/:id', { config: EQUIPO, schema: { params: ID } }, async (request, reply) =>
      answer(reply, await recepcion.buscar(equipoDe(request).clave, request.params.id), (entrega) => entrega),
    );

    const routes: readonly (readonly [url: string, cual: Cual])[] = [
      ['/api/entregas/:id/bytes', 'archivo'],
      ['/api/entregas/:id/original', 'original'],
    ];
    for (const [url, cual] of routes) {
      app.put(url, { config: EQUIPO, schema: { params: ID, querystring: DESDE } }, async (request, reply) => {
        const { body } = request;
        if (!Buffer.isBuffer(body)) return answer(reply, SIN_BYTES, () => null);
        const pieza = { cual, desde: request.query.desde, bytes: body };
        const done = await recepcion.recibirBytes(equipoDe(request).clave, request.params.id, pieza);
        return answer(reply, done, (entrega) => entrega);
      });
    }
  };
}

const SIN_BYTES = refuse('CUERPO_INVALIDO', 'Se esperaban los bytes del archivo (application/octet-stream).');
