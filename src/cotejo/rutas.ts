/** Routes of cotejo: the paper acta in hand against what is published, at the CATD that has the paper. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, type PersonaEnSesion, personaDe, peticionDe } from '../acceso/ruta.ts';
import type { Registro } from '../bitacora/bitacora.ts';
import type { Peticion } from '../bitacora/peticion.ts';
import { ACTA, CAMPOS, MOTIVO, RAZON } from '../comun/forma-de-peticion.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import type { Cotejo } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import { createConsulta, type PartesDeCotejo } from './consulta.ts';
import type { ActaPorCotejar } from './contrato.ts';

const CORRECCION = z.strictObject({ campos: CAMPOS, razon: RAZON });
const IMAGEN = z.strictObject({ motivo: MOTIVO, razon: RAZON });
const LISTA = z.object({
  cotejo: z.enum(['0', '1', '2', '3']).optional(),
  texto: texto(100).optional(),
  despuesDe: texto(80).optional(),
});

export function rutasDeCotejo(partes: PartesDeCotejo): FastifyPluginAsync {
  const { servicio } = partes;
  const consulta = createConsulta(partes);

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const config = { permiso: 'cotejo:cotejar' } as const;
    const toBody = (acta: ActaPorCotejar) => acta;

    app.get('/api/cotejo/actas', { config, schema: { querystring: LISTA } }, async (request, reply) => {
      const { cotejo, texto: buscado = '', despuesDe = null } = request.query;
      const filtro = { cotejo: cotejo === undefined ? null : (Number(cotejo) as Cotejo), buscado, despuesDe };
      return answer(reply, await consulta.list(personaDe(request), filtro), (lista) => lista);
    });
    app.get('/api/cotejo/actas/:acta', { config, schema: { params: ACTA } }, async (request, reply) =>
      answer(reply, await consulta.find(personaDe(request), request.params.acta as IdActa), (acta) => acta),
    );

    /** Does it, if the paper is at the place of who asks, and says how the acta stands. */
    const decide = async (
      persona: PersonaEnSesion,
      peticion: Peticion,
      body: () => Promise<Result<Registro, Refusal>>,
    ): Promise<Result<ActaPorCotejar, Refusal>> => {
      const own = consulta.checkCentro(persona, peticion.acta);
      if (!own.ok) return own;
      const done = await body();
      return done.ok ? consulta.summarize(peticion.acta) : done;
    };

    app.post(
      '/api/cotejo/actas/:acta/confirmacion',
      { config, schema: { params: ACTA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await decide(personaDe(request), peticion, () => servicio.confirmar(peticion));
        return answer(reply, done, toBody);
      },
    );
    app.post(
      '/api/cotejo/actas/:acta/correccion',
      { config, schema: { params: ACTA, body: CORRECCION } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await decide(personaDe(request), peticion, () =>
          servicio.corregir({ ...peticion, ...request.body }),
        );
        return answer(reply, done, toBody);
      },
    );
    app.post(
      '/api/cotejo/actas/:acta/imagen',
      { config, schema: { params: ACTA, body: IMAGEN } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await decide(personaDe(request), peticion, () =>
          servicio.pedirImagen({ ...peticion, ...request.body }),
        );
        return answer(reply, done, toBody);
      },
    );
  };
}
