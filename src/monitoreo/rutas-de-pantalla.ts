/** Routes of the big display: its addresses, for who may make them, and the board for whoever has one. */

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, trabajoDe } from '../acceso/ruta.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import { refuse } from '../dominio/result.ts';
import type { Pantallas } from './pantallas.ts';
import { openVivo, type PartesDeTablero } from './rutas-de-tablero.ts';

export interface PartesDePantalla extends Pick<PartesDeTablero, 'tablero' | 'vivo'> {
  readonly pantallas: Pantallas;
}

const NOMBRE = z.strictObject({
  nombre: texto(60)
    .transform((value) => value.trim())
    .refine((value) => value !== '', { error: 'se espera dónde está la pantalla' }),
});
const DE_PANTALLA = z.strictObject({ id: z.string().regex(/^[0-9a-f]{12}$/) });
const LLAVE = z.strictObject({ llave: z.string().regex(/^[\w-]{32}$/) });

/** Tries of one address of the network in a minute: a wall asks once, and then every few seconds if it is alone. */
const POR_MINUTO = 120;

export function addRutasDePantalla(
  instance: FastifyInstance,
  { pantallas, tablero, vivo }: PartesDePantalla,
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();

  app.get('/api/pantallas', { config: { permiso: 'pantalla:abrir' } }, async () => ({
    pantallas: pantallas.list(),
  }));

  app.post(
    '/api/pantallas',
    { config: { permiso: 'pantalla:abrir' }, schema: { body: NOMBRE } },
    async (request, reply) => {
      const created = await pantallas.create(trabajoDe(request), request.body.nombre);
      return answer(reply, created, (pantalla) => pantalla);
    },
  );

  app.delete(
    '/api/pantallas/:id',
    { config: { permiso: 'pantalla:abrir' }, schema: { params: DE_PANTALLA } },
    async (request, reply) => {
      const revoked = await pantallas.revoke(trabajoDe(request), request.params.id);
      return answer(reply, revoked, (value) => value);
    },
  );

  const publica = {
    config: { permiso: 'publico', rateLimit: { max: POR_MINUTO, timeWindow: 60_000 } },
    schema: { params: LLAVE },
  } as const;

  app.get('/api/pantalla/:llave', publica, async (request, reply) => {
    if (pantallas.find(request.params.llave) === null) return answer(reply, unknown(), () => null);
    return answer(reply, tablero(), (value) => value);
  });

  app.get('/api/pantalla/:llave/vivo', publica, async (request, reply) => {
    const found = pantallas.find(request.params.llave);
    if (found === null) return answer(reply, unknown(), () => null);
    return openVivo(request, reply, { tablero, vivo }, { tipo: 'pantalla', id: found.id });
  });
}

function unknown() {
  return refuse('NO_EXISTE', 'Esta dirección no existe o se revocó. Pida otra a la coordinación del CCV.');
}
