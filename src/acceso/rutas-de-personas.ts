/** Routes with which a coordination and the administration look after people, and the list of accesses. */

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { texto } from '../comun/texto-de-peticion.ts';
import type { Result } from '../dominio/result.ts';
import type { Acceso } from './acceso.ts';
import type { Talon } from './carga.ts';
import type { CargaDePersonas, PersonaEnLista } from './contrato.ts';
import type { FallaDeGestion } from './gestion.ts';
import { answer, type PersonaEnSesion, personaDe } from './ruta.ts';
import { printTalones } from './talones.ts';

/** How the file is called in its errors: the screen shows it by itself. */
const ARCHIVO = 'personas.csv';

const DE_PERSONA = z.strictObject({ clave: texto(64) });
const RAZON = z.strictObject({
  razon: texto(500).refine((value) => value.trim().length >= 5, { error: 'se espera la razón, en palabras' }),
});
/** A file of some thousands of people. */
const CSV_MAXIMO = 2_000_000;
const CARGA = z.strictObject({ csv: texto(CSV_MAXIMO), modo: z.enum(['revisar', 'cargar']) });
const POSICION = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export function rutasDePersonas(acceso: Acceso): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/api/personas', { config: { permiso: 'personas:ver' } }, async (request) => ({
      personas: await acceso.list(personaDe(request)),
    }));

    const sobre = (
      accion: string,
      body: (quien: PersonaEnSesion, clave: string) => Promise<Result<PersonaEnLista, FallaDeGestion>>,
    ) =>
      app.post(
        `/api/personas/:clave/${accion}`,
        { config: { permiso: 'personas:confirmar' }, schema: { params: DE_PERSONA } },
        async (request: FastifyRequest<{ Params: { clave: string } }>, reply: FastifyReply) =>
          answer(reply, await body(personaDe(request), request.params.clave), (persona) => ({ persona })),
      );
    sobre('confirmacion', acceso.confirm);
    sobre('desbloqueo', acceso.unlock);
    sobre('cierre', acceso.closeOf);

    app.post(
      '/api/personas/:clave/revocacion',
      { config: { permiso: 'personas:confirmar' }, schema: { params: DE_PERSONA, body: RAZON } },
      async (request, reply) => {
        const { params, body } = request;
        const revoked = await acceso.revoke(personaDe(request), params.clave, body.razon.trim());
        return answer(reply, revoked, (persona) => ({ persona }));
      },
    );

    app.post(
      '/api/personas/:clave/codigo',
      { config: { permiso: 'personas:cargar' }, schema: { params: DE_PERSONA } },
      async (request, reply) => {
        const given = await acceso.giveCodigo(personaDe(request), request.params.clave, 'coordinacion');
        return answer(reply, given, (codigo) => codigo);
      },
    );

    app.post(
      '/api/personas/carga',
      // JSON writes some characters with six.
      { config: { permiso: 'personas:cargar' }, schema: { body: CARGA }, bodyLimit: 2 * CSV_MAXIMO },
      async (request, reply) => {
        const { csv, modo } = request.body;
        let talones: string | null = null;
        const entregar = async (nuevos: readonly Talon[]) => {
          const pdf = await printTalones(acceso.proceso, nuevos, `${request.protocol}://${request.host}`);
          talones = pdf.toString('base64');
        };
        const loaded = await acceso.loadPersonas(personaDe(request), {
          ...{ archivo: ARCHIVO, contenido: csv, entregar: modo === 'cargar' ? entregar : null },
        });
        return answer(
          reply,
          loaded,
          ({ personas, nuevas, errores }) =>
            ({
              ...{ personas, nuevas, talones },
              errores: errores.map(({ linea, columna, mensaje }) => ({
                ...{ linea: linea ?? 0, columna: columna ?? '', mensaje },
              })),
            }) satisfies CargaDePersonas,
        );
      },
    );

    app.get(
      '/api/accesos',
      {
        config: { permiso: 'accesos:ver' },
        schema: {
          querystring: z.strictObject({ despuesDe: POSICION.optional(), antesDe: POSICION.optional() }),
        },
      },
      async (request) => ({ accesos: await acceso.listAccesos(personaDe(request), request.query) }),
    );
  };
}
