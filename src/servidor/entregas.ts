/** Deliveries over the database, the folders and the phases of the system: their service and their routes. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import type { Pool } from 'pg';
import { findEquipo, llaveDe } from '../acceso/equipos.ts';
import { findPersona } from '../acceso/personas.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { openDeposito } from '../digitalizacion/entregas/deposito.ts';
import { createRecepcion, type Recepcion } from '../digitalizacion/entregas/recepcion.ts';
import { rutasDeDigitalizacion } from '../digitalizacion/entregas/rutas-de-consola.ts';
import { rutasDeEntregas } from '../digitalizacion/entregas/rutas-de-equipo.ts';
import { openEntregas } from '../digitalizacion/entregas/servicio.ts';
import { createTaller } from '../digitalizacion/imagen/taller.ts';
import { rutasDePaquetes } from '../digitalizacion/paquete/rutas.ts';
import { createPaquetes, type EquipoConLlave, type Paquetes } from '../digitalizacion/paquete/servicio.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Carpetas, Sistema } from './servicios.ts';

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
      // One more than what opens files: while they do, another is registered.
      paralelo: hilos + 1,
      llaveDe: async (equipo) => (await readEquipo(pool, equipo))?.llave ?? null,
      registrarAcopio: (acopio) => fases.acopio.registrarDeEquipo(acopio),
      centroDePersona: async (clave) => (await findPersona(pool, clave))?.centro ?? null,
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
    const paquetes = paquetesCon({ pool, bitacora, proceso, now }, servicio);
    await app.register(rutasDePaquetes(paquetes, join(carpetas.entregas, 'paquetes')));
  };
}

interface Base {
  readonly pool: Pool;
  readonly bitacora: Bitacora;
  readonly proceso: Proceso;
  readonly now: () => Instante;
}

/** Packages for who has no server at hand: what enters stays in the table, and the server attends it when it runs. */
export function paquetesSinServidor(
  base: Base,
  carpetas: Pick<Carpetas, 'entregas' | 'evidencias'>,
): Paquetes {
  const { pool, bitacora, proceso, now } = base;
  const recepcion = createRecepcion({
    ...{ pool, bitacora, now, proceso: proceso.nombre, deposito: openDeposito(carpetas) },
    llaveDe: async (equipo) => (await readEquipo(pool, equipo))?.llave ?? null,
    avisar: () => {},
  });
  return paquetesCon(base, recepcion);
}

function paquetesCon({ pool, bitacora, proceso, now }: Base, recepcion: Recepcion): Paquetes {
  return createPaquetes({
    ...{ pool, bitacora, proceso, now, recepcion },
    findEquipo: (clave) => readEquipo(pool, clave),
  });
}

async function readEquipo(pool: Pool, clave: string): Promise<EquipoConLlave | null> {
  const equipo = await findEquipo(pool, clave);
  return equipo === null
    ? null
    : { clave, centro: equipo.centro, estado: equipo.estado, llave: llaveDe(equipo) };
}
