/**
 * The operators' server of bancos/ccv.ts, in a process of its own: `node bancos/apoyo/ccv-servidor.ts ENCARGO`. It says
 * where it listens; told `medir`, it begins to count what it spends, and to publish if it was asked to; told `fin`, it
 * says what it spent and closes.
 */

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { createAcceso } from '../../src/acceso/acceso.ts';
import { createConsola } from '../../src/servidor/consola.ts';
import { runCortes } from '../../src/servidor/cortes.ts';
import { REGISTRO } from '../../src/servidor/operacion.ts';
import { openSistema, readProceso } from '../../src/servidor/servicios.ts';
import { must, peakMiB, round, tell } from './banco.ts';
import { PROCESO } from './ccv-montaje.ts';

export const Encargo = z.object({
  url: z.string(),
  datos: z.string(),
  /** seconds between cortes, or none is taken */
  cada: z.number().nullable(),
});

export const Gasto = z.object({
  /** of processor, in all its threads: cortes are made in one */
  segundosCpu: z.number(),
  memoriaPicoMiB: z.number(),
  /** how late its event loop was, the worst of each hundred times */
  bucleP99Ms: z.number(),
  cortes: z.int(),
});

export const Abierto = z.object({ direccion: z.string() });

const MUESTREO_MS = 10;

async function serve({ url, datos, cada }: z.infer<typeof Encargo>): Promise<void> {
  const proceso = must(await readProceso(PROCESO));
  const now = () => new Date().toISOString();
  const avisar = ({ mensaje }: { readonly mensaje: string }) => tell(mensaje);
  const sistema = must(await openSistema({ datos, proceso, url, now, avisar }));
  const acceso = must(await createAcceso({ ...sistema, datos, ajustes: {} }));
  const registro = createWriteStream(join(datos, REGISTRO), { flags: 'a', mode: 0o600 });
  const app = await createConsola({ sistema, acceso, construida: null, registro });
  const direccion = await app.listen({ host: '127.0.0.1', port: 0 });

  const alto = new AbortController();
  const bucle = monitorEventLoopDelay({ resolution: MUESTREO_MS });
  let cpu = process.cpuUsage();
  let cortes = 0;
  let publicando: Promise<void> = Promise.resolve();

  function measure(): void {
    cpu = process.cpuUsage();
    bucle.enable();
    if (cada === null) return;
    const apertura = new Date();
    const publicacion = { apertura, cierre: new Date(apertura.getTime() + 24 * 3600 * 1000) };
    const decir = (linea: string) => {
      if (linea.includes('publicado')) cortes += 1;
      tell(linea);
    };
    publicando = runCortes({ ...sistema, publicacion, cada, now, decir, alto: alto.signal });
  }

  async function end(): Promise<void> {
    const { user, system } = process.cpuUsage(cpu);
    const gasto: z.infer<typeof Gasto> = {
      segundosCpu: round((user + system) / 1e6, 2),
      memoriaPicoMiB: peakMiB(),
      bucleP99Ms: round(bucle.percentile(99) / 1e6, 1),
      cortes,
    };
    process.send?.(gasto);
    alto.abort();
    await publicando;
    await app.close();
    await sistema.close();
    await new Promise((done) => registro.end(done));
    process.off('disconnect', leave);
    process.disconnect?.();
  }

  process.on('message', (mensaje) => {
    if (mensaje === 'medir') measure();
    if (mensaje === 'fin') void end();
  });
  process.once('disconnect', leave);
  process.send?.({ direccion } satisfies z.infer<typeof Abierto>);
}

/** Who asked for it ended before it did. */
function leave(): void {
  process.exit(1);
}

const [, program, encargo] = process.argv;
if (program === import.meta.filename) await serve(Encargo.parse(JSON.parse(encargo ?? '')));
