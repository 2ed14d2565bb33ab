/**
 * The whole system put together: database, process, phases and who publishes. Everything that runs a PREP (the
 * demonstration, a drill, the server, a test) opens it here and closes it here.
 */

import { join, resolve } from 'node:path';
import type { Pool } from 'pg';
import type { Aviso } from '../bitacora/aviso.ts';
import { openBase } from '../bitacora/base.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { type Almacen, openAlmacen } from '../digitalizacion/almacen.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { loadProceso } from '../proceso/cargar.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createFases, type Fases } from './fases.ts';
import { type Publicador, startPublicador } from './publicador.ts';

export interface OpcionesDeSistema {
  /** folder of the database, the images and the publication; it is created */
  readonly datos: string;
  readonly proceso: Proceso;
  /** DATABASE_URL: a PostgreSQL of the institute instead of the embedded one */
  readonly url?: string | undefined;
  /** public address of the site, with its final slash; without it the pages do not say theirs */
  readonly direccion?: string | null | undefined;
  /** clock of the machine, or that of a drill */
  readonly now: () => Instante;
  /** what the machinery says by itself */
  readonly avisar: (aviso: Aviso) => void;
  /** settings of the embedded server, for tests */
  readonly servidor?: Readonly<Record<string, string>>;
}

export interface Sistema {
  readonly proceso: Proceso;
  readonly bitacora: Bitacora;
  /** for the tables of other rooms; those of the bitácora are written only by it */
  readonly pool: Pool;
  readonly almacen: Almacen;
  readonly now: () => Instante;
  readonly fases: Fases;
  readonly publicador: Publicador;
  readonly carpetas: Carpetas;
  /** Finishes the corte in course, closes the connections and stops the embedded database. */
  close(): Promise<void>;
}

export interface Carpetas {
  /** root of the publication */
  readonly publicacion: string;
  /** store of images */
  readonly imagenes: string;
  /** bytes of deliveries while they arrive, and what is kept as evidence; on one disk */
  readonly entregas: string;
  readonly evidencias: string;
  /** store of the documents and photographs of planeación */
  readonly planeacion: string;
}

/** Who loads the process and takes the cortes: nobody in particular. */
export const SISTEMA = { actor: 'SISTEMA', lugar: 'SERVIDOR' } as const;

export function carpetasDe(datos: string): Carpetas {
  const en = (nombre: string) => join(resolve(datos), nombre);
  return {
    publicacion: en('publicacion'),
    imagenes: en('imagenes'),
    entregas: en('entregas'),
    evidencias: en('evidencias'),
    planeacion: en('planeacion'),
  };
}

/** Loads a process or says everything that is wrong with its files. */
export async function readProceso(carpeta: string): Promise<Result<Proceso, Refusal<'PROCESO_CON_ERRORES'>>> {
  const loaded = await loadProceso(carpeta);
  if (loaded.ok) return loaded;
  const lines = loaded.error.slice(0, ERRORES_A_LA_VISTA).map(({ mensaje }) => `  ${mensaje}`);
  const more = loaded.error.length - lines.length;
  if (more > 0) lines.push(`  … y ${more} más`);
  return refuse(
    'PROCESO_CON_ERRORES',
    `El proceso de ${carpeta} tiene ${loaded.error.length === 1 ? 'un error' : `${loaded.error.length} errores`} y no se cargó:\n${lines.join('\n')}`,
  );
}

const ERRORES_A_LA_VISTA = 20;

/** Opens everything; what had been opened is closed again if something is refused. */
export async function openSistema(opciones: OpcionesDeSistema): Promise<Result<Sistema, Refusal>> {
  const { datos, proceso, url, direccion = null, now, avisar, servidor } = opciones;
  const carpetas = carpetasDe(datos);
  const opened = await openBase({
    datos,
    url,
    ajustes: proceso.ajustes,
    avisar,
    now,
    ...(servidor && { servidor }),
  });
  if (!opened.ok) return opened;
  const { bitacora, pool, stop } = opened.value;

  const registered = await bitacora.registerActas(proceso, { ...SISTEMA, momento: now() });
  if (!registered.ok) {
    await stop();
    return registered;
  }
  const publicador = startPublicador({
    ...{ proceso, url: url ?? urlOf(pool), datos, direccion, avisar },
    ...carpetas,
  });
  const almacen = openAlmacen(carpetas.imagenes);
  return ok({
    ...{ proceso, bitacora, pool, almacen, now },
    fases: createFases(bitacora, proceso, almacen, now),
    publicador,
    carpetas,
    async close() {
      await publicador.stop();
      await stop();
    },
  });
}

/** How another thread reaches the embedded database: by its socket. */
function urlOf({ options }: Pool): string {
  const { host = '', port = 5432, user = '', database = '' } = options;
  const socket = new URLSearchParams({ host });
  return `postgresql://${encodeURIComponent(user)}@localhost:${port}/${encodeURIComponent(database)}?${socket}`;
}
