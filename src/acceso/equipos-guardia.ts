/**
 * The guard of the routes of equipos: before the body is read, who says that asks and with which clock; once it has
 * been read, that the key of that equipo signed exactly those bytes. No cookie and no session: a signature cannot be
 * sent by a browser that somebody else's page moves.
 */

import { createHash, type Hash } from 'node:crypto';
import { pipeline, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CABECERA_EQUIPO } from '../comun/firma.ts';
import type { Instante } from '../dominio/acta.ts';
import { fail, ok, type Refusal, type Result } from '../dominio/result.ts';
import type { EquipoQueFirma } from './contrato-de-equipos.ts';
import { type Equipo, identidadDe } from './equipos.ts';
import { checkEstado, checkFirma, checkReloj, type FirmaDeEquipo, parseFirma } from './equipos-firma.ts';
import { createCuota } from './freno.ts';
import { answer, type Rechazo, statusDe } from './ruta.ts';

/** What the guard needs of `acceso`. */
export interface PartesDeEquipos {
  findEquipo(clave: string): Promise<Result<Equipo | null, Refusal>>;
  /** notes that the equipo was there; not a fact */
  seeEquipo(equipo: Equipo): Promise<void>;
  /** writes the fact of a request that somebody else signed */
  tellFirmaFalsa(equipo: Equipo, ruta: string, direccion: string, omitidas: number): Promise<void>;
  readonly now: () => Instante;
}

interface PorProbar {
  readonly equipo: Equipo;
  readonly firma: FirmaDeEquipo;
  /** of the bytes of the body, as they arrive */
  readonly cuerpo: Hash;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** a route of equipos that answers also to one that waits to be confirmed */
    porConfirmar?: 'permitido';
  }
}

/** Facts of false signatures in a minute for one equipo. */
const POR_MINUTO = 5;

/** Puts the guard on every route of equipos that is registered from now on. */
export function installGuardiaDeEquipos(app: FastifyInstance, partes: PartesDeEquipos): void {
  app.decorateRequest('equipo', null);
  const porProbar = new WeakMap<FastifyRequest, PorProbar>();
  const anotadas = createCuota(POR_MINUTO, 60_000);

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.permiso !== 'equipo') return;
    const presented = await present(request, partes);
    if (presented.ok) {
      porProbar.set(request, presented.value);
      return;
    }
    return reply.code(statusDe(presented.error)).send(bodyOf(presented.error));
  });

  app.addHook('preParsing', async (request, _reply, payload) => {
    const waiting = porProbar.get(request);
    if (waiting === undefined) return payload;
    const tap = new Transform({
      transform(chunk, _encoding, done) {
        waiting.cuerpo.update(chunk);
        done(null, chunk);
      },
    });
    // Who reads the body hears of a broken stream through `tap`; this only passes it on.
    return pipeline(payload, tap, () => {});
  });

  app.addHook('preValidation', async (request, reply) => {
    const waiting = porProbar.get(request);
    if (waiting === undefined) return;
    const { equipo, firma, cuerpo } = waiting;
    const peticion = {
      ...{ metodo: request.method, ruta: request.url, momento: firma.momento },
      sha256: cuerpo.digest('hex'),
    };
    const signed = checkFirma(equipo, peticion, firma.firma);
    if (!signed.ok) {
      const omitidas = anotadas.pass(equipo.clave, Date.parse(partes.now()));
      const ruta = `${request.method} ${request.routeOptions.url ?? 'desconocida'}`;
      if (omitidas !== null) await partes.tellFirmaFalsa(equipo, ruta, request.ip, omitidas);
      return answer(reply, signed, () => null);
    }
    await partes.seeEquipo(equipo);
    const { nombre, estado } = equipo;
    request.equipo = { ...identidadDe(equipo), nombre, estado } satisfies EquipoQueFirma;
  });
}

/** Who says that asks, known and with a clock that may be right. */
async function present(
  request: FastifyRequest,
  { findEquipo, now }: PartesDeEquipos,
): Promise<Result<PorProbar, Refusal>> {
  const firma = parseFirma(request.headers[CABECERA_EQUIPO]);
  if (!firma.ok) return firma;
  const found = await findEquipo(firma.value.clave);
  if (!found.ok) return found;
  const equipo = checkEstado(found.value, request.routeOptions.config.porConfirmar ?? 'rechazado');
  if (!equipo.ok) return equipo;
  const reloj = checkReloj(firma.value.momento, now());
  if (!reloj.ok) return fail(reloj.error);
  return ok({ equipo: equipo.value, firma: firma.value, cuerpo: createHash('sha256') });
}

function bodyOf(error: Refusal & { readonly ahora?: Instante }): Rechazo & { readonly ahora?: Instante } {
  const { codigo, mensaje, ahora } = error;
  return { codigo, mensaje, ...(ahora !== undefined && { ahora }) };
}
