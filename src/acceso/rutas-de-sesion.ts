/** Routes of each person's own access: activate, log in, leave, second factor. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { texto } from '../comun/texto-de-peticion.ts';
import type { Acceso } from './acceso.ts';
import { clearCookie, readCookie, writeCookie } from './galleta.ts';
import { answer, personaDe } from './ruta.ts';
import { type SesionAbierta, toSesion } from './sesiones.ts';

/** Longest password and key that are even read. */
const CONTRASENA = texto(256);
const CLAVE = texto(64);
const CODIGO = texto(64);

const ENTRADA = z.strictObject({
  persona: CLAVE,
  contrasena: CONTRASENA,
  segundoFactor: CODIGO.optional(),
  otraSesion: z.enum(['conservar', 'cerrar']).optional(),
});
const ACTIVACION = z.strictObject({ persona: CLAVE, codigo: CODIGO, contrasena: CONTRASENA });

/** Attempts per minute from one address: a whole CCV may come out through one at the beginning of a shift. */
const INTENTOS = { max: 300, timeWindow: 60_000 };

export function rutasDeSesion(acceso: Acceso): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const publico = { permiso: 'publico', rateLimit: INTENTOS } as const;
    const propia = { permiso: 'sesion', porEnrolar: 'permitido' } as const;

    app.post('/api/sesion', { config: publico, schema: { body: ENTRADA } }, async (request, reply) => {
      const { persona, contrasena, segundoFactor, otraSesion } = request.body;
      const entered = await acceso.enter({
        ...{ persona, contrasena, direccion: request.ip, token: readCookie(request, 'sesion') },
        ...(segundoFactor !== undefined && { segundoFactor }),
        ...(otraSesion !== undefined && { otraSesion }),
      });
      if (entered.ok) writeCookie(reply, 'sesion', entered.value.token);
      else if ('navegador' in entered.error) writeCookie(reply, 'activacion', entered.error.navegador);
      return answer(reply, entered, ({ sesion }) => toSesion(sesion));
    });

    app.get('/api/sesion', { config: propia }, async (request) => toSesion(sesionDe(request)));

    app.delete('/api/sesion', { config: propia }, async (request, reply) => {
      const left = await acceso.leave(sesionDe(request));
      if (left.ok) clearCookie(reply, 'sesion');
      return answer(reply, left, () => ({}));
    });

    app.post('/api/activacion', { config: publico, schema: { body: ACTIVACION } }, async (request, reply) => {
      const activated = await acceso.activate({ ...request.body, direccion: request.ip });
      if (activated.ok) writeCookie(reply, 'activacion', activated.value.navegador);
      return answer(reply, activated, ({ estado, cotejo }) => ({ estado, cotejo }));
    });

    app.get(
      '/api/activacion/:persona',
      { config: { permiso: 'publico' }, schema: { params: z.strictObject({ persona: CLAVE }) } },
      async (request, reply) => {
        const navegador = readCookie(request, 'activacion');
        return answer(reply, await acceso.waitingFor(request.params.persona, navegador), (estado) => estado);
      },
    );

    app.post('/api/segundo-factor', { config: propia }, async (request, reply) =>
      answer(reply, await acceso.beginFactor(personaDe(request)), (begun) => begun),
    );

    app.post(
      '/api/segundo-factor/confirmacion',
      { config: propia, schema: { body: z.strictObject({ codigo: CODIGO }) } },
      async (request, reply) => {
        const confirmed = await acceso.confirmFactor(personaDe(request), request.body.codigo);
        return answer(reply, confirmed, (codigos) => ({ codigos }));
      },
    );
  };
}

function sesionDe({ sesion }: { readonly sesion: SesionAbierta | null }): SesionAbierta {
  if (sesion === null) throw new Error('route without a session: its permission is «publico»');
  return sesion;
}
