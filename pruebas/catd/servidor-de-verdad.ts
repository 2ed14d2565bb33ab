/**
 * The operators' server with its database, as a program that a test kills and starts again in the same folder.
 *
 *   node servidor-de-verdad.ts CARPETA PUERTO RELOJ
 *
 * RELOJ: a file with the milliseconds that are supposed to have passed.
 */

import { readFileSync } from 'node:fs';
import { createAcceso } from '../../src/acceso/acceso.ts';
import { openBase } from '../../src/bitacora/base.ts';
import { openAlmacen } from '../../src/digitalizacion/almacen.ts';
import { createConsola } from '../../src/servidor/consola.ts';
import { createFases } from '../../src/servidor/fases.ts';
import { carpetasDe } from '../../src/servidor/servicios.ts';
import { must } from '../apoyo/fases.ts';
import { loadMinimo } from '../apoyo/minimo.ts';

const [datos = '', puerto = '', reloj = ''] = process.argv.slice(2);
const now = () => new Date(Date.now() + Number(readFileSync(reloj, 'utf8'))).toISOString();

const proceso = await loadMinimo();
const base = must(
  await openBase({
    ...{ datos, ajustes: proceso.ajustes, avisar: () => undefined, now, conexiones: 16 },
    servidor: { shared_buffers: '32MB', max_wal_size: '256MB' },
  }),
);
const { bitacora, pool } = base;
must(await bitacora.registerActas(proceso, { actor: 'prueba', lugar: 'prueba', momento: now() }));
const acceso = must(await createAcceso({ pool, bitacora, proceso, now, datos }));
const carpetas = carpetasDe(datos);
const almacen = openAlmacen(carpetas.imagenes);
const fases = createFases(bitacora, proceso, almacen, now);
const app = await createConsola({
  sistema: { proceso, bitacora, pool, almacen, now, fases, carpetas },
  acceso,
  construida: null,
});
await app.listen({ host: '127.0.0.1', port: Number(puerto) });
process.stdout.write('listo\n');
process.once('SIGTERM', () => {
  app
    .close()
    .then(() => base.stop())
    .then(() => process.exit(0))
    .catch((error: unknown) => {
      process.stderr.write(`${error}\n`);
      process.exit(1);
    });
});
