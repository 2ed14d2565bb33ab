/** Routes of the board, for who has logged in. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { puede } from '../acceso/permisos.ts';
import { answer, personaDe } from '../acceso/ruta.ts';
import type { Instante } from '../dominio/acta.ts';
import { type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Tablero } from './contrato.ts';
import type { Proyeccion } from './proyeccion.ts';
import { buildPersonas } from './tablero.ts';
import type { Espectador, Vivo } from './vivo.ts';

export interface PartesDeTablero {
  /** the board without people, or why there is none */
  readonly tablero: () => Result<Tablero, Refusal>;
  readonly vivo: Vivo;
  readonly proyeccion: Proyeccion;
  readonly now: () => Instante;
}

export function addRutasDeTablero(
  app: FastifyInstance,
  { tablero, vivo, proyeccion, now }: PartesDeTablero,
): void {
  app.get('/api/tablero', { config: { permiso: 'tablero:ver' } }, async (request, reply) => {
    const sees = puede(personaDe(request).rol, 'tablero:ver_personas');
    return answer(reply, tablero(), (value) =>
      sees ? { ...value, personas: buildPersonas(proyeccion.pliegue, now()) } : value,
    );
  });

  app.get('/api/tablero/vivo', { config: { permiso: 'tablero:ver' } }, async (request, reply) => {
    const { sesion } = request;
    if (sesion === null) throw new Error('route without a session: its permission is «publico»');
    const personas = puede(sesion.persona.rol, 'tablero:ver_personas') ? 'visibles' : 'ocultas';
    return openVivo(request, reply, { tablero, vivo }, { tipo: 'persona', sesion, personas });
  });
}

/** Leaves the answer open, or says why not. */
export function openVivo(
  request: FastifyRequest,
  reply: FastifyReply,
  { tablero, vivo }: Pick<PartesDeTablero, 'tablero' | 'vivo'>,
  espectador: Espectador,
): FastifyReply {
  const shown = tablero();
  if (!shown.ok) return answer(reply, shown, () => null);
  // A connection that stays open does not end by itself when nothing is said for a while.
  request.raw.setTimeout(0);
  if (vivo.open(reply, espectador) === 'abierta') return reply;
  return answer(
    reply,
    refuse(
      'ESPERE',
      'El tablero ya está abierto en varias ventanas. Cierre alguna; esta se actualizará cada pocos segundos.',
    ),
    () => null,
  );
}
