/** Routes of acopio: what a CATD expects, an envelope that arrives, and what will not arrive. */

import { createHash } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, personaDe, peticionDe } from '../acceso/ruta.ts';
import type { Peticion } from '../bitacora/peticion.ts';
import { ACTA, ID_DE_ACTA, RAZON } from '../comun/forma-de-peticion.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import type { IdActa } from '../dominio/clave.ts';
import { MOTIVOS_SIN_ACTA } from '../dominio/contabilizacion.ts';
import { TEXTO_AVISO } from '../dominio/hora-manuscrita.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { ConsultaDeAcopio } from './consulta.ts';
import type { HechasUnaPorUna, SobreRegistrado } from './contrato.ts';
import type { Acopio } from './servicio.ts';

export interface PartesDeRutas {
  readonly servicio: Acopio;
  readonly consulta: ConsultaDeAcopio;
}

const SOBRE = z.strictObject({ horaManuscrita: texto(40).nullable(), como: z.enum(['qr', 'tecleada']) });
/** Most actas in one request: a whole CATD, of three elections. */
const ACTAS_POR_PETICION = 2_000;
const VARIAS = z.array(ID_DE_ACTA).min(1).max(ACTAS_POR_PETICION);
const PROPUESTA = z.strictObject({ actas: VARIAS, motivo: z.enum(MOTIVOS_SIN_ACTA) });
const CONFIRMACION = z.strictObject({
  actas: z
    .array(z.strictObject({ acta: ID_DE_ACTA, desde: texto(30) }))
    .min(1)
    .max(ACTAS_POR_PETICION),
});
const RECHAZO = z.strictObject({ actas: VARIAS, razon: RAZON });
/** Ids of so many, each with the hour of its proposal. */
const CUERPO = 512 * 1024;
/** Actas of one request that are decided at once. */
const A_LA_VEZ = 8;

export function rutasDeAcopio({ servicio, consulta }: PartesDeRutas): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/acopio/actas',
      {
        config: { permiso: 'acopio:ver' },
        schema: { querystring: z.strictObject({ catd: z.string().max(64).optional() }) },
      },
      async (request, reply) => {
        const listed = await consulta.list(personaDe(request), request.query.catd ?? null);
        return listed.ok ? sendIfChanged(request, reply, listed.value) : answer(reply, listed, () => null);
      },
    );

    app.post(
      '/api/acopio/lectura',
      { config: { permiso: 'acopio:registrar' }, schema: { body: z.strictObject({ texto: texto(500) }) } },
      async (request, reply) =>
        answer(reply, await consulta.read(personaDe(request), request.body.texto), (read) => read),
    );

    app.post(
      '/api/acopio/actas/:acta',
      { config: { permiso: 'acopio:registrar' }, schema: { params: ACTA, body: SOBRE } },
      async (request, reply) => {
        const done = await onActa(request, request.params.acta as IdActa, (peticion) =>
          servicio.registrar({ ...peticion, via: 'CATD', ...request.body }),
        );
        if (!done.ok) return answer(reply, done, () => null);
        const { avisos, acta } = done.value;
        return answer(
          reply,
          await consulta.find(acta),
          (found) =>
            ({
              acta: found,
              avisos: avisos.map((codigo) => ({ codigo, mensaje: TEXTO_AVISO[codigo] })),
            }) satisfies SobreRegistrado,
        );
      },
    );

    app.post(
      '/api/acopio/actas/:acta/anulacion',
      {
        config: { permiso: 'sin_acta:confirmar' },
        schema: { params: ACTA, body: z.strictObject({ razon: RAZON }) },
      },
      async (request, reply) => {
        const { razon } = request.body;
        const done = await onActa(request, request.params.acta as IdActa, (peticion) =>
          servicio.anularSinActa({ ...peticion, razon }),
        );
        if (!done.ok) return answer(reply, done, () => null);
        return answer(reply, await consulta.find(done.value.acta), (acta) => ({ acta }));
      },
    );

    app.post(
      '/api/acopio/sin-acta',
      { config: { permiso: 'sin_acta:proponer' }, schema: { body: PROPUESTA }, bodyLimit: CUERPO },
      async (request) => {
        const { actas, motivo } = request.body;
        return eachActa(request, actas, (peticion) => servicio.proponerSinActa({ ...peticion, motivo }));
      },
    );

    app.post(
      '/api/acopio/sin-acta/confirmacion',
      { config: { permiso: 'sin_acta:confirmar' }, schema: { body: CONFIRMACION }, bodyLimit: CUERPO },
      async (request) => {
        const vistas = new Map(request.body.actas.map(({ acta, desde }) => [acta, desde]));
        return eachActa(request, [...vistas.keys()], (peticion) =>
          servicio.confirmarSinActa({ ...peticion, vista: vistas.get(peticion.acta) }),
        );
      },
    );

    app.post(
      '/api/acopio/sin-acta/rechazo',
      { config: { permiso: 'sin_acta:confirmar' }, schema: { body: RECHAZO }, bodyLimit: CUERPO },
      async (request) => {
        const { actas, razon } = request.body;
        return eachActa(request, actas, (peticion) => servicio.rechazarSinActa({ ...peticion, razon }));
      },
    );
  };

  /** Asks something of an acta whose paper belongs where the person works. */
  async function onActa<T>(
    request: FastifyRequest,
    acta: IdActa,
    ask: (peticion: Peticion) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    const own = consulta.checkCentro(personaDe(request), acta);
    return own.ok ? ask(peticionDe(request, acta)) : own;
  }

  /** The same of many: each has its own key of retry, and one that is refused does not stop the others. */
  async function eachActa(
    request: FastifyRequest,
    actas: readonly string[],
    ask: (peticion: Peticion) => Promise<Result<unknown, Refusal>>,
  ): Promise<HechasUnaPorUna> {
    const results = new Map<IdActa, Result<unknown, Refusal>>();
    const waiting = [...new Set(actas)] as IdActa[];
    async function next(): Promise<void> {
      for (let acta = waiting.shift(); acta !== undefined; acta = waiting.shift()) {
        const id = acta;
        const done = await onActa(request, id, (peticion) => {
          const { idempotencia: key } = peticion;
          return ask({ ...peticion, idempotencia: key === undefined ? undefined : `${key} ${id}` });
        });
        results.set(id, done);
      }
    }
    await Promise.all(Array.from({ length: A_LA_VEZ }, next));
    const inOrder = [...new Set(actas)] as IdActa[];
    return {
      hechas: inOrder.filter((acta) => results.get(acta)?.ok === true),
      rechazadas: inOrder.flatMap((acta) => {
        const result = results.get(acta) ?? ok(null);
        if (result.ok) return [];
        const { codigo, mensaje } = result.error;
        return [{ acta, codigo, mensaje }];
      }),
    };
  }
}

/**
 * Answers with an `ETag`, or with nothing when who asks has it already.
 *
 * @param volatile what changes by itself and is not looked at
 */
export function sendIfChanged<T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  body: T,
  volatile: Partial<T> = {},
): FastifyReply {
  const stable = JSON.stringify({
    ...body,
    ...Object.fromEntries(Object.keys(volatile).map((k) => [k, null])),
  });
  const etag = `"${createHash('sha256').update(stable).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.send({ ...body, ...volatile });
}
