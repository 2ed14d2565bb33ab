/** Routes of the screens of digitalización: what nobody could identify, the images of an acta, sending, and alerts. */

import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { z } from 'zod';
import { answer, personaDe, peticionDe } from '../../acceso/ruta.ts';
import type { Bitacora } from '../../bitacora/bitacora.ts';
import { ACTA, ID_DE_ACTA, IDENTIFICACION, RAZON } from '../../comun/forma-de-peticion.ts';
import { texto } from '../../comun/texto-de-peticion.ts';
import { type Instante, TIPOS_DOCUMENTO } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { parseCodigo } from '../../dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../dominio/eleccion.ts';
import { BYTES_DE_ARCHIVO } from '../../dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import { type ActasPorClave, indexByClave, normalizeClave } from '../../proceso/identificacion.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { DigitalizacionDeActas } from '../servicio.ts';
import { attend, listAlertas } from './alertas.ts';
import type { Quien } from './casos.ts';
import { readImagenesDeActa } from './imagenes-de-acta.ts';
import type { ServicioDeEntregas } from './servicio.ts';
import { excessive } from './subida.ts';

export interface PartesDeRutas {
  readonly servicio: Pick<ServicioDeEntregas, 'casos' | 'subir'>;
  readonly digitalizacion: DigitalizacionDeActas;
  readonly bitacora: Bitacora;
  readonly pool: Pool;
  readonly proceso: Proceso;
  readonly now: () => Instante;
}

const IDENTIFICAR = { permiso: 'digitalizacion:identificar' } as const;
const CAMBIAR = { permiso: 'digitalizacion:cambiar_imagen' } as const;
const ID = z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) });
const NUMERO = z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const CLAVE = z.strictObject({ clave: texto(80) });
const DESCARTE = z.strictObject({ razon: RAZON });
const AJENA = z.strictObject({ eleccion: texto(40), identificacion: IDENTIFICACION, razon: RAZON });
const USO = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), razon: RAZON });
const SUBIDA = z.strictObject({
  declarada: ID_DE_ACTA.optional(),
  digitalizacion: z.enum(['ESCANER', 'MOVIL']),
  tipoDocumento: z.enum(TIPOS_DOCUMENTO),
});
const HECHO = () => ({});

export function rutasDeDigitalizacion(partes: PartesDeRutas): FastifyPluginAsync {
  const { servicio, digitalizacion, bitacora, pool, proceso, now } = partes;
  const { casos } = servicio;
  const porClave = indexByClave(proceso.actas);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    app.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: BYTES_DE_ARCHIVO },
      (_request, body, done) => done(null, body),
    );

    app.get('/api/digitalizacion/casos', { config: IDENTIFICAR }, async (request) => ({
      casos: await casos.list(quienDe(request)),
    }));
    app.post(
      '/api/digitalizacion/casos/:id/clave',
      { config: IDENTIFICAR, schema: { params: ID, body: CLAVE } },
      async (request, reply) => {
        const { clave } = request.body;
        return answer(reply, await casos.clave(quienDe(request), request.params.id, clave), (said) => said);
      },
    );
    app.post(
      '/api/digitalizacion/casos/:id/descarte',
      { config: IDENTIFICAR, schema: { params: ID, body: DESCARTE } },
      async (request, reply) => {
        const { razon } = request.body;
        return answer(reply, await casos.descartar(quienDe(request), request.params.id, razon), HECHO);
      },
    );
    app.post(
      '/api/digitalizacion/casos/:id/fuera-de-catalogo',
      { config: IDENTIFICAR, schema: { params: ID, body: AJENA } },
      async (request, reply) => {
        const said = await casos.fueraDeCatalogo(quienDe(request), request.params.id, request.body);
        return answer(reply, said, (value) => value);
      },
    );

    app.get(
      '/api/digitalizacion/actas/:acta',
      { config: CAMBIAR, schema: { params: ACTA } },
      async (request, reply) => {
        const found = findActa(request, request.params.acta, { proceso, porClave });
        if (!found.ok) return answer(reply, found, HECHO);
        const loaded = await bitacora.load(found.value.id);
        if (!loaded.ok) return answer(reply, loaded, HECHO);
        return readImagenesDeActa(pool, proceso, found.value, loaded.value.estado);
      },
    );
    app.post(
      '/api/digitalizacion/actas/:acta/uso',
      { config: CAMBIAR, schema: { params: ACTA, body: USO } },
      async (request, reply) => {
        const found = findActa(request, request.params.acta, { proceso, porClave });
        if (!found.ok) return answer(reply, found, HECHO);
        const { sha256, razon } = request.body;
        const peticion = peticionDe(request, found.value.id);
        return answer(reply, await digitalizacion.sustituir({ ...peticion, sha256, razon }), HECHO);
      },
    );

    app.post(
      '/api/digitalizacion/imagenes',
      {
        config: { permiso: 'digitalizacion:enviar' },
        schema: { querystring: SUBIDA },
        // Before its bytes are read: nobody waits for 200 MB to be told that they are too many.
        async preParsing(request, reply) {
          if (Number(request.headers['content-length'] ?? 0) > BYTES_DE_ARCHIVO) {
            return answer(reply.header('connection', 'close'), excessive(), HECHO);
          }
        },
        // One that does not say its size is told the same as soon as it has sent that much. What is still on its way is
        // let pass: hanging up on it would take the answer with it.
        errorHandler(error, request, reply) {
          if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
          request.raw.resume();
          return answer(reply.removeHeader('connection'), excessive(), HECHO);
        },
      },
      async (request, reply) => {
        const { body } = request;
        if (!Buffer.isBuffer(body)) return answer(reply, SIN_BYTES, HECHO);
        const { clave: persona, centro } = personaDe(request);
        const { declarada, digitalizacion: con, tipoDocumento } = request.query;
        const sent = await servicio.subir({
          ...{ persona, centro, bytes: body, tipoDocumento, digitalizacion: con },
          declarada: (declarada as IdActa | undefined) ?? null,
        });
        return answer(reply, sent, (entregas) => ({ entregas }));
      },
    );

    app.get('/api/digitalizacion/alertas', { config: { permiso: 'alertas:ver' } }, async (request) => ({
      alertas: await listAlertas(pool, quienDe(request).centro),
    }));
    app.post(
      '/api/digitalizacion/alertas/:id/atencion',
      { config: { permiso: 'alertas:atender' }, schema: { params: NUMERO, body: DESCARTE } },
      async (request, reply) => {
        const { persona, lugar, centro } = quienDe(request);
        const { razon } = request.body;
        const atencion = { id: request.params.id, persona, lugar, razon, centro, momento: now() };
        return answer(reply, await attend(bitacora, atencion), HECHO);
      },
    );
  };
}

/** Who asks, and of which CATD they see things: a coordination of the CCV and an auditor, of all. */
export function quienDe(request: FastifyRequest): Quien {
  const { clave, rol, centro } = personaDe(request);
  return {
    ...{ persona: clave, lugar: centro },
    papel: rol === 'coordinador_catd' || rol === 'coordinador_ccv' ? 'coordina' : 'digitaliza',
    centro: rol === 'coordinador_ccv' || rol === 'auditor' ? null : centro,
  };
}

/** An acta of the CATD of who asks, by its id, its clave or what a reader of codes gave. */
function findActa(
  request: FastifyRequest,
  acta: string,
  { proceso, porClave }: { readonly proceso: Proceso; readonly porClave: ActasPorClave },
): Result<ActaEsperada, Refusal<'ACTA_DESCONOCIDA' | 'CLAVE_AMBIGUA'>> {
  const { centro } = quienDe(request);
  const code = parseCodigo(acta);
  const named = porClave.get(normalizeClave(acta)) ?? [];
  const [only, ...others] = named;
  if (others.length > 0) {
    const ids = named.map(({ id }) => id).join(', ');
    return refuse('CLAVE_AMBIGUA', `La clave ${acta} es de varias actas. Escriba la que es: ${ids}.`);
  }
  const esperada = only ?? proceso.actasPorId.get((code.ok ? code.value.acta : acta) as IdActa);
  if (esperada !== undefined && (centro === null || esperada.casilla.catd === centro)) return ok(esperada);
  return refuse('ACTA_DESCONOCIDA', `El acta ${acta} no es de su CATD. Revise su clave.`);
}

const SIN_BYTES = refuse('CUERPO_INVALIDO', 'Se esperaban los bytes de un archivo. Envíelo otra vez.');
