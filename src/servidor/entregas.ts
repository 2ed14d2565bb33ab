/** Deliveries over the database, the folders and the phases of the system: their service and their routes. */

import { availableParallelism } from 'node:os';
import type { FastifyPluginAsync } from 'fastify';
import { findEquipo, llaveDe } from '../acceso/equipos.ts';
import { rutasDeDigitalizacion } from '../digitalizacion/entregas/rutas-de-consola.ts';
import { rutasDeEntregas } from '../digitalizacion/entregas/rutas-de-equipo.ts';
import { openEntregas } from '../digitalizacion/entregas/servicio.ts';
import { createTaller } from '../digitalizacion/imagen/taller.ts';
import type { Sistema } from './servicios.ts';

/** Registers the routes and begins to attend what waits; it ends with the server. */
export function entregasDe(
  sistema: Pick<Sistema, 'bitacora' | 'pool' | 'now' | 'proceso' | 'almacen' | 'fases' | 'carpetas'>,
): FastifyPluginAsync {
  const { bitacora, pool, now, proceso, almacen, fases, carpetas } = sistema;
  return async (app) => {
    const hilos = availableParallelism();
    const taller = createTaller({ hilos });
    const servicio = await openEntregas({
      ...{ pool, bitacora, proceso, almacen, taller, now, carpetas, digitalizacion: fases.digitalizacion },
      paralelo: hilos + 1,
      async llaveDe(equipo) {
        const known = await findEquipo(pool, equipo);
        return known === null ? null : llaveDe(known);
      },
      registrarAcopio: ({ entrega, id, centro }) =>
        fases.acopio.registrar({
          ...{ acta: entrega.acta, persona: entrega.persona ?? entrega.equipo, lugar: centro },
          ...{ via: 'CATD', horaManuscrita: entrega.horaManuscrita, idempotencia: id },
        }),
      alFallar: (error) =>
        app.log.error(
          { pila: error instanceof Error ? error.stack : String(error) },
          'una entrega no se pudo atender',
        ),
    });
    app.addHook('onClose', async () => {
      await servicio.stop();
      await taller.close();
    });
    await app.register(rutasDeEntregas(servicio));
    await app.register(
      rutasDeDigitalizacion({
        ...{ servicio, bitacora, pool, proceso, now, digitalizacion: fases.digitalizacion },
      }),
    );
  };
}
