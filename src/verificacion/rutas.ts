/** Routes of verification: one acta at a time, and what is decided of it. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, peticionDe, trabajoDe } from '../acceso/ruta.ts';
import { ACTA, CAMPOS, ID_DE_ACTA, IDENTIFICACION, MOTIVO, RAZON } from '../comun/forma-de-peticion.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { TareaDeVerificacionONada } from './contrato.ts';
import { createMesa, type PartesDeVerificacion } from './mesa.ts';
import { rutasDeConflictos } from './rutas-de-conflictos.ts';
import { rutasDeIdentificaciones } from './rutas-de-identificaciones.ts';

const RECAPTURA = z.strictObject({ campos: CAMPOS, razon: RAZON });
const IMAGEN = z.strictObject({ motivo: MOTIVO, razon: RAZON });
const PROPUESTA = z.discriminatedUnion('tipo', [
  z.strictObject({ tipo: z.literal('fuera_de_catalogo'), identificacion: IDENTIFICACION, razon: RAZON }),
  z.strictObject({
    tipo: z.literal('otra_acta'),
    acta: ID_DE_ACTA.transform((acta) => acta as IdActa),
    razon: RAZON,
  }),
]);

export function rutasDeVerificacion(partes: PartesDeVerificacion): FastifyPluginAsync {
  const { servicio, identificaciones } = partes;
  const mesa = createMesa(partes);
  const toBody = (tarea: TareaDeVerificacionONada) => tarea;

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const config = { permiso: 'verificacion:verificar' } as const;

    app.post('/api/verificacion/siguiente', { config }, async (request, reply) =>
      answer(reply, await mesa.fill(trabajoDe(request)), toBody),
    );
    app.post(
      '/api/verificacion/actas/:acta/aceptacion',
      { config, schema: { params: ACTA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        return answer(reply, await mesa.goOn(peticion, await servicio.verificar(peticion)), toBody);
      },
    );
    app.post(
      '/api/verificacion/actas/:acta/recaptura',
      { config, schema: { params: ACTA, body: RECAPTURA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await servicio.pedirRecaptura({ ...peticion, ...request.body });
        return answer(reply, await mesa.goOn(peticion, done), toBody);
      },
    );
    app.post(
      '/api/verificacion/actas/:acta/imagen',
      { config, schema: { params: ACTA, body: IMAGEN } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await servicio.rechazarImagen({ ...peticion, ...request.body });
        return answer(reply, await mesa.goOn(peticion, done), toBody);
      },
    );
    app.post(
      '/api/verificacion/actas/:acta/devolucion',
      { config, schema: { params: ACTA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await servicio.devolver(peticion);
        // The next one would be the same, which is the oldest: the person asks when they want one.
        return answer(reply, done.ok ? await mesa.look(peticion) : done, toBody);
      },
    );
    app.post(
      '/api/verificacion/actas/:acta/identificacion',
      {
        config: { permiso: 'identificacion:proponer' },
        schema: { params: ACTA, body: PROPUESTA },
      },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await identificaciones.proponer({ ...peticion, propuesta: request.body });
        return answer(reply, await mesa.goOn(peticion, done), toBody);
      },
    );

    await app.register(rutasDeConflictos(partes));
    await app.register(rutasDeIdentificaciones(partes));
  };
}
