/**
 * Requests per second of the public site: the embedded server, nginx with the configuration of despliegue/nginx, and
 * nginx with nothing but where the files are, over the same publication and in turns: `node bancos/publico.ts
 * [vueltas] [segundos]`, 5 turns of 3 seconds each by default. It needs nginx and wrk (Debian packages).
 *
 * One process of each answers one process that asks, with 32 connections that stay open and a browser's headers, for
 * the front page, sections, a distrito and JSON. All of it in one machine: what counts is the ratio in each turn.
 */

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { asRows, escribirAlmacen, filasMinimas, MOMENTO } from '../pruebas/apoyo/corte-minimo.ts';
import { loadMinimo } from '../pruebas/apoyo/minimo.ts';
import { nginx, startNginx } from '../pruebas/apoyo/nginx.ts';
import { publishCorte } from '../src/publicacion/publicar.ts';
import { createPublico } from '../src/servidor/publico.ts';
import { inFolder, must, report, round, skip, tell } from './apoyo/banco.ts';
import { cargaDeLaMaquina } from './apoyo/maquina.ts';

const CONEXIONES = 32;
const DIRECCIONES = [
  '/',
  '/GUB/',
  '/GUB/distritos/001/',
  '/secciones/160001/',
  '/secciones/160002/',
  '/secciones/160003.json',
  '/GUB/entidad.json',
  '/actual.json',
];

/** What nginx does by itself with files that are compressed beside themselves. */
const SOLO = `root $prep_publicacion/vigente; index index.html; gzip_static on; brotli_static on; sendfile on;
    keepalive_requests 10000;
    location = /actual.json { root $prep_publicacion; }`;

const vueltas = Number(process.argv[2] ?? 5);
const segundos = Number(process.argv[3] ?? 3);

async function main(): Promise<void> {
  const program = nginx();
  if (program === null) return skip('falta nginx');
  if (spawnSync('wrk', ['-v'], { stdio: 'ignore' }).error !== undefined) return skip('falta wrk');
  await inFolder('publico', async (datos) => {
    const publicacion = join(datos, 'publicacion');
    await publishMinimal(publicacion, join(datos, 'almacen'));
    const guion = join(datos, 'direcciones.lua');
    writeFileSync(guion, luaOf(DIRECCIONES));

    const app = await createPublico({ publicacion });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const propio = await startNginx(program, publicacion, { procesos: 1 });
    const solo = await startNginx(program, publicacion, { procesos: 1, sitio: SOLO });
    try {
      const puerto = (app.server.address() as AddressInfo).port;
      for (let vuelta = 1; vuelta <= vueltas; vuelta += 1) {
        const embebido = await ask(puerto, guion, process.pid);
        const conNginx = await ask(propio.puerto, guion, propio.pid);
        const nginxSolo = await ask(solo.puerto, guion, solo.pid);
        tell(
          `vuelta ${vuelta}: ${embebido.porSegundo} embebido, ${conNginx.porSegundo} nginx, ${nginxSolo.porSegundo} nginx solo`,
        );
        report({
          caso: 'sitio',
          embebidoPorSegundo: embebido.porSegundo,
          nginxPorSegundo: conNginx.porSegundo,
          nginxSoloPorSegundo: nginxSolo.porSegundo,
          embebidoMicros: embebido.micros,
          nginxMicros: conNginx.micros,
          nginxSoloMicros: nginxSolo.micros,
          razonEmbebido: round(embebido.porSegundo / conNginx.porSegundo, 3),
          razonConfiguracion: round(conNginx.porSegundo / nginxSolo.porSegundo, 3),
          // The same by processor time, which does not depend on who else uses the machine.
          razonEmbebidoCpu: round(conNginx.micros / embebido.micros, 3),
          razonConfiguracionCpu: round(nginxSolo.micros / conNginx.micros, 3),
          carga: cargaDeLaMaquina(),
        });
      }
    } finally {
      await Promise.all([app.close(), propio.stop(), solo.stop()]);
    }
  });
}

async function publishMinimal(carpeta: string, imagenes: string): Promise<void> {
  const proceso = await loadMinimo();
  const filas = filasMinimas(proceso);
  escribirAlmacen(imagenes, filas);
  const corte = { posicion: 1, momento: MOMENTO, numero: 1, tipo: 'intermedio' } as const;
  must(await publishCorte({ ...corte, rows: asRows(filas), proceso, carpeta, imagenes }));
}

function luaOf(direcciones: readonly string[]): string {
  return `local paths = {${direcciones.map((path) => `"${path}"`).join(', ')}}
local i = 0
request = function()
  i = i % #paths + 1
  return wrk.format("GET", paths[i], {["Accept-Encoding"] = "gzip, deflate, br"})
end
`;
}

interface Medida {
  readonly porSegundo: number;
  /** of processor, of the server, for each request */
  readonly micros: number;
}

/** @param pid of the server, whose children are counted too */
async function ask(puerto: number, guion: string, pid: number): Promise<Medida> {
  const before = ticksOf(pid);
  const args = ['-t1', `-c${CONEXIONES}`, `-d${segundos}s`, '-s', guion, `http://127.0.0.1:${puerto}`];
  const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = await text(child.stdout);
  if (/Non-2xx|Socket errors/.test(output)) throw new Error(output);
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(output) ?? [];
  const [, requests] = /(\d+) requests in/.exec(output) ?? [];
  if (rate === undefined || requests === undefined) throw new Error(output);
  const micros = ((ticksOf(pid) - before) * MICROS_POR_TIC) / Number(requests);
  return { porSegundo: Math.round(Number(rate)), micros: round(micros, 2) };
}

const MICROS_POR_TIC = 10_000;

/** Processor time of a process and its children that live, in ticks of the kernel; wrk is not one that counts. */
function ticksOf(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = after.split(' ');
  const own = Number(fields[11]) + Number(fields[12]);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  if (pid === process.pid) return own;
  return children.filter((child) => child !== '').reduce((sum, child) => sum + ticksOf(Number(child)), own);
}

await main();
