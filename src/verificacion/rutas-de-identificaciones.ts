/** Routes of the images that somebody says are of another acta, or of none. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, peticionDe } from '../acceso/ruta.ts';
import type { ActaEnEspera } from '../bitacora/bitacora.ts';
import { ACTA, RAZON, VISTA } from '../comun/forma-de-peticion.ts';
import type { IdActa } from '../dominio/clave.ts';
import { imagenEnPantalla, tituloDe } from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { IdentificacionPendiente } from './contrato.ts';
import { esperadaDe, type PartesDeVerificacion } from './mesa.ts';

const CONFIRMACION = z.strictObject({ desde: VISTA }).nullish();
const RECHAZO = z.strictObject({ razon: RAZON, desde: VISTA });
const HECHO = () => ({});

export function rutasDeIdentificaciones(partes: PartesDeVerificacion): FastifyPluginAsync {
  const { identificaciones, proceso } = partes;

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const config = { permiso: 'identificacion:confirmar' } as const;

    app.get('/api/identificaciones', { config }, async (_request, reply) =>
      answer(reply, await identificaciones.list(), (waiting) => ({
        pendientes: waiting.flatMap((espera) => toPendiente(espera, proceso)),
      })),
    );
    app.post(
      '/api/identificaciones/:acta/confirmacion',
      { config, schema: { params: ACTA, body: CONFIRMACION } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await identificaciones.confirmar({ ...peticion, vista: request.body?.desde });
        return answer(reply, done, HECHO);
      },
    );
    app.post(
      '/api/identificaciones/:acta/rechazo',
      { config, schema: { params: ACTA, body: RECHAZO } },
      async (request, reply) => {
        const { razon, desde: vista } = request.body;
        const peticion = peticionDe(request, request.params.acta as IdActa);
        return answer(reply, await identificaciones.rechazar({ ...peticion, razon, vista }), HECHO);
      },
    );
  };
}

function toPendiente(
  { acta, estado, desde }: ActaEnEspera,
  proceso: Proceso,
): readonly IdentificacionPendiente[] {
  if (estado.fase !== 'capturada' || estado.propuesta === null) return [];
  const { propuesta, propone } = estado.propuesta;
  return [
    {
      ...{ acta, propone, desde, propuesta },
      titulo: tituloDe(proceso, esperadaDe(proceso, acta)),
      imagen: imagenEnPantalla(estado.imagen),
      destino: propuesta.tipo === 'otra_acta' ? tituloDe(proceso, esperadaDe(proceso, propuesta.acta)) : null,
    },
  ];
}
