/** Routes of capture: nothing that they answer has a value that somebody typed, nor the phase of an acta. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, peticionDe, trabajoDe } from '../acceso/ruta.ts';
import type { Peticion } from '../bitacora/peticion.ts';
import { ACTA, LECTURAS, MOTIVO, RAZON } from '../comun/forma-de-peticion.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import type { MotivoRechazo } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Tareas } from './contrato.ts';
import { createMesa, type PartesDeCaptura } from './mesa.ts';
import { rutasDePrioridades } from './rutas-de-prioridades.ts';

const CAPTURA = z.strictObject({
  lecturas: LECTURAS,
  advertencias: z.array(texto(8)).max(20),
});
const PROBLEMA = z.strictObject({ motivo: MOTIVO, razon: RAZON });

/** What the reason says by itself, when the person adds nothing. */
const RAZON_DE: Readonly<Record<MotivoRechazo, string>> = {
  ilegible: 'La imagen no se lee.',
  cortada: 'La imagen está cortada.',
  otra_casilla: 'La imagen es de otra casilla.',
  no_es_acta: 'La imagen no es de un acta.',
};

export function rutasDeCaptura(partes: PartesDeCaptura): FastifyPluginAsync {
  const { servicio } = partes;
  const mesa = createMesa(partes);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const config = { permiso: 'captura:capturar' } as const;

    app.get('/api/captura/tareas', { config }, async (request, reply) =>
      answer(reply, await mesa.look(trabajoDe(request)), asIs),
    );
    app.get('/api/captura/resumen', { config }, async (request, reply) =>
      answer(reply, await mesa.look(trabajoDe(request)), ({ resumen }) => resumen),
    );
    app.post('/api/captura/siguiente', { config }, async (request, reply) =>
      answer(reply, await mesa.fill(trabajoDe(request)), asIs),
    );
    app.post('/api/captura/pausa', { config }, async (request, reply) =>
      answer(reply, await mesa.pause(trabajoDe(request)), asIs),
    );

    /** What follows a thing done: the next acta. Sent again, it is what the person has, and nothing is given. */
    const goOn = async (
      peticion: Peticion,
      done: Awaited<ReturnType<typeof servicio.registrar>>,
    ): Promise<Result<Tareas, Refusal>> => {
      if (!done.ok) return done;
      return done.value.entrega === 'repetida' ? mesa.look(peticion) : mesa.refill(peticion);
    };

    app.post(
      '/api/captura/actas/:acta',
      { config, schema: { params: ACTA, body: CAPTURA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await servicio.registrar({ ...peticion, ...request.body });
        return answer(reply, await goOn(peticion, done), asIs);
      },
    );
    app.post(
      '/api/captura/actas/:acta/problema',
      { config, schema: { params: ACTA, body: PROBLEMA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const { motivo, razon } = request.body;
        const said = razon.trim() === '' ? RAZON_DE[motivo] : razon;
        const done = await servicio.reportarImagen({ ...peticion, motivo, razon: said });
        return answer(reply, await goOn(peticion, done), asIs);
      },
    );
    app.post(
      '/api/captura/actas/:acta/devolucion',
      { config, schema: { params: ACTA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await servicio.devolver(peticion);
        return answer(reply, done.ok ? await mesa.look(peticion) : done, asIs);
      },
    );
    app.post(
      '/api/captura/actas/:acta/prorroga',
      { config, schema: { params: ACTA } },
      async (request, reply) => {
        const extended = await servicio.prorrogar(peticionDe(request, request.params.acta as IdActa));
        return answer(reply, extended, ({ vence }) => ({ vence }));
      },
    );
    app.post(
      '/api/captura/actas/:acta/retomar',
      { config, schema: { params: ACTA } },
      async (request, reply) => {
        const taken = await servicio.retomar(peticionDe(request, request.params.acta as IdActa));
        return answer(reply, taken.ok ? ok(mesa.show(taken.value)) : taken, asIs);
      },
    );

    await app.register(rutasDePrioridades(partes));
  };
}

function asIs<T>(value: T): T {
  return value;
}
