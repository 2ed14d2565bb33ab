/** Planeación over the database and the folders of the system: its service, its store of files and its routes. */

import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import { openArchivos } from '../planeacion/archivos.ts';
import { createTaller } from '../planeacion/informe/taller.ts';
import { rutasDePlaneacion } from '../planeacion/rutas.ts';
import { createPlaneacion } from '../planeacion/servicio.ts';
import type { Sistema } from './servicios.ts';

export function planeacionDe({
  bitacora,
  pool,
  now,
  proceso,
  carpetas,
}: Pick<Sistema, 'bitacora' | 'pool' | 'now' | 'proceso' | 'carpetas'>): FastifyPluginAsync {
  return rutasDePlaneacion({
    planeacion: createPlaneacion({ bitacora, pool, now, azar: randomBytes }),
    archivos: openArchivos(carpetas.planeacion),
    dibujar: createTaller(),
    sitio: proceso.nombre,
  });
}
