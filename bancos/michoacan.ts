/**
 * The first minute of a PREP of the size of Michoacán: reading and checking the files of procesos/michoacan-2027,
 * creating the database, loading its 19,288 actas, the corte in zeros, and a corte with every acta published:
 * `node bancos/michoacan.ts`.
 */

import { join } from 'node:path';
import { Client } from 'pg';
import { openBase } from '../src/bitacora/base.ts';
import { startPostgres } from '../src/bitacora/postgres.ts';
import { startCompresor } from '../src/publicacion/compresion.ts';
import { createMotor } from '../src/publicacion/motor.ts';
import { takeCorte } from '../src/publicacion/servicio.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { createLlenador } from './apoyo/actas-vividas.ts';
import { inFolder, must, peakMiB, report, round, tell } from './apoyo/banco.ts';

const PROCESO = join(import.meta.dirname, '..', 'procesos', 'michoacan-2027');
const QUIEN = { actor: 'banco', lugar: 'banco' } as const;

/** of each step, and of this process in user and system: what the clock would say on an idle machine, or less */
const medidas: Record<string, number> = {};

async function timed<T>(paso: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const before = process.cpuUsage();
  const value = await work();
  const took = round((performance.now() - start) / 1000, 3);
  const { user, system } = process.cpuUsage(before);
  medidas[paso] = took;
  medidas[`${paso}Cpu`] = round((user + system) / 1e6, 3);
  tell(`${paso}: ${took} s`);
  return value;
}

await inFolder('michoacan', async (datos) => {
  const avisar = ({ mensaje }: { readonly mensaje: string }) => tell(mensaje);
  const proceso = must(await timed('leerProceso', () => readProceso(PROCESO)));
  const servidor = must(await timed('crearServidor', () => startPostgres({ datos, avisar })));
  const { host, port, user, database } = servidor.conexion;
  const url = `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const now = () => proceso.publicacion.apertura.toISOString();
  const { ajustes } = proceso;
  const base = must(
    await timed('aplicarMigraciones', () => openBase({ datos, url, ajustes, avisar, now, conexiones: 4 })),
  );
  const { bitacora } = base;
  must(await timed('cargarActas', () => bitacora.registerActas(proceso, { ...QUIEN, momento: now() })));

  const [carpeta, imagenes] = [join(datos, 'publicacion'), join(datos, 'imagenes')];
  const compresor = startCompresor(proceso);
  const motor = createMotor({ proceso, carpeta, imagenes, compresor });
  const corte = (momento: string) => takeCorte({ bitacora, motor, tipo: 'intermedio', momento, ...QUIEN });
  must(await timed('corteEnCeros', () => corte(now())));

  const client = new Client({ connectionString: url });
  await client.connect();
  await createLlenador(client, proceso, imagenes).fill(proceso.actas, () => 'verificada');
  await client.query('checkpoint');
  await client.end();
  const later = new Date(proceso.publicacion.apertura.getTime() + 3_600_000).toISOString();
  const { archivos, bytes } = must(await timed('corteConTodas', () => corte(later)));

  await compresor.close();
  await base.stop();
  await servidor.stop();
  const megabytes = Math.round(bytes / 1e6);
  report({
    caso: 'michoacan',
    actas: proceso.actas.length,
    ...medidas,
    archivos,
    megabytes,
    memoriaPicoMiB: peakMiB(),
  });
});
