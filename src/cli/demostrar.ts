/**
 * `npm start` (`prep demostrar`): plays an invented election night through the whole system and serves its site.
 */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { formatFecha, parseHoraLocal } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { parsePuerto } from '../servidor/puerto.ts';
import { readProceso } from '../servidor/servicios.ts';
import { cierreDeCasillas, type Tiempo } from '../simulacro/arribo.ts';
import { clearCarpeta } from '../simulacro/carpeta.ts';
import { runDemostracion } from '../simulacro/demostracion.ts';
import { listenForStop } from './alto.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: npm start -- [opciones]      (o bien: ./prep demostrar [opciones])

Juega una noche electoral con resultados inventados, a 60 veces la velocidad del reloj, a través de los mismos
servicios que usa la gente, publica un corte cada 10 segundos y sirve el sitio en esta máquina.

  --proceso CARPETA  el proceso por jugar (procesos/michoacan-2027)
  --semilla N        con qué se inventan los resultados; la misma semilla da la misma noche (2027)
  --velocidad N      cuántas veces más rápido que el reloj (60)
  --hasta HH:MM      detenerse a esa hora de la noche; sin ella, hasta el último corte
  --limpio           borrar la noche que haya y empezar otra; solo borra una carpeta hecha por esta orden
  --salir            terminar al llegar al final, en lugar de seguir sirviendo el sitio
  --ayuda            este texto

PREP_DATOS     carpeta de la base de datos, las imágenes y la publicación (./datos)
PREP_PUERTO    puerto del sitio; sin él, 8080 o el siguiente libre
DATABASE_URL   un PostgreSQL propio en lugar del embebido

Sale con 0 si la noche terminó o se detuvo, con 1 si algo la interrumpió, con 2 si no pudo empezar.
`;

interface Peticion {
  readonly proceso: string;
  readonly semilla: number | null;
  readonly velocidad: number;
  readonly hasta: string | null;
  readonly limpio: 'si' | 'no';
  readonly alTerminar: 'servir' | 'salir';
}

const RAIZ = resolve(import.meta.dirname, '..', '..');
const PROCESO = 'michoacan-2027';
const VELOCIDAD = 60;

/** @returns exit code: 0 the night ended or was stopped, 1 something broke it, 2 it could not begin */
export async function demostrar(args: readonly string[], io: Io): Promise<number> {
  const peticion = parsePeticion(args);
  if (peticion === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const refuseStart = ({ mensaje }: Refusal) => {
    io.stderr.write(`${mensaje}\n`);
    return 2;
  };
  if (!peticion.ok) return refuseStart(peticion.error);
  const { semilla, velocidad, limpio, alTerminar } = peticion.value;
  const datos = resolve(process.env.PREP_DATOS || 'datos');
  const url = process.env.DATABASE_URL || undefined;
  const decir = (linea: string) => void io.stdout.write(`${linea}\n`);

  const puerto = parsePuerto(process.env.PREP_PUERTO);
  if (!puerto.ok) return refuseStart(puerto.error);
  const carpeta = findProceso(peticion.value.proceso);
  if (!carpeta.ok) return refuseStart(carpeta.error);
  const proceso = await readProceso(carpeta.value);
  if (!proceso.ok) return refuseStart(proceso.error);
  const hasta = parseHasta(peticion.value.hasta, proceso.value);
  if (!hasta.ok) return refuseStart(hasta.error);
  if (limpio === 'si') {
    const cleared = url === undefined ? await clearCarpeta(datos, decir) : ownDatabase();
    if (!cleared.ok) return refuseStart(cleared.error);
  }

  const alto = listenForStop(decir);
  const done = await runDemostracion(
    {
      ...{ proceso: proceso.value, datos, url, puerto: puerto.value, semilla, velocidad, hasta: hasta.value },
      ...{ decir, cronometro: () => performance.now(), alto },
    },
    async () => {
      if (alTerminar === 'salir' || alto.aborted) return;
      decir('El sitio se sigue sirviendo. Ctrl-C para terminar.');
      await new Promise<void>((done) => alto.addEventListener('abort', () => done(), { once: true }));
    },
  );
  if (done.ok) return 0;
  io.stderr.write(`${done.error.mensaje}\n`);
  return NO_EMPEZO.has(done.error.codigo) ? 2 : 1;
}

/** Refusals of before the first acta. */
const NO_EMPEZO = new Set([
  ...['PROCESO_REAL', 'PROCESO_DISTINTO', 'CARPETA_AJENA', 'OTRA_NOCHE', 'PUERTO_OCUPADO', 'ACTUAL_ILEGIBLE'],
  ...['BASE_EN_USO', 'BASE_NO_ARRANCA', 'DATOS_SIN_PERMISO', 'PLATAFORMA_SIN_BASE'],
]);

function parsePeticion(args: readonly string[]): Result<Peticion, Refusal> | 'ayuda' {
  const parsed = parseOpciones(args, {
    proceso: { type: 'string' },
    semilla: { type: 'string' },
    velocidad: { type: 'string' },
    hasta: { type: 'string' },
    limpio: { type: 'boolean' },
    salir: { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  if (positionals.length > 0) {
    return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  }
  const semilla = values.semilla === undefined ? null : Number(values.semilla);
  if (semilla !== null && !Number.isSafeInteger(semilla)) {
    return refuse('OPCION', `--semilla dice «${values.semilla}» y se espera un número entero.`);
  }
  const velocidad = values.velocidad === undefined ? VELOCIDAD : Number(values.velocidad);
  if (!Number.isFinite(velocidad) || velocidad < 1 || velocidad > 100_000) {
    return refuse('OPCION', `--velocidad dice «${values.velocidad}» y se espera un número de 1 a 100000.`);
  }
  return ok({
    proceso: values.proceso ?? PROCESO,
    semilla,
    velocidad,
    hasta: values.hasta ?? null,
    limpio: values.limpio === true ? 'si' : 'no',
    alTerminar: values.salir === true ? 'salir' : 'servir',
  });
}

/** A folder, or the name of one of those that come with the system. */
function findProceso(texto: string): Result<string, Refusal> {
  const folders = [resolve(texto), join(RAIZ, 'procesos', texto)];
  const found = folders.find((folder) => existsSync(folder));
  if (found !== undefined) return ok(found);
  return refuse('OPCION', `--proceso dice «${texto}» y no existe ${folders.join(' ni ')}.`);
}

/** An hour of the night: from 18:00 of election day to 17:59 of the next. */
function parseHasta(texto: string | null, proceso: Proceso): Result<Tiempo, Refusal> {
  if (texto === null) return ok(Number.POSITIVE_INFINITY);
  const cierre = cierreDeCasillas(proceso);
  if (/^\d{1,2}:\d{2}$/.test(texto)) {
    for (const dia of [new Date(cierre), new Date(cierre + 24 * 3_600_000)]) {
      const hora = parseHoraLocal(`${formatFecha(dia, proceso.huso)} ${texto}`, proceso.huso);
      if (hora.ok && hora.value.getTime() >= cierre) return ok(hora.value.getTime());
    }
  }
  return refuse('OPCION', `--hasta dice «${texto}» y se espera una hora de la noche, por ejemplo 23:30.`);
}

function ownDatabase() {
  return refuse(
    'BASE_PROPIA',
    'Con DATABASE_URL la noche está en su base de datos y --limpio no la borra. Vacíela usted, o quite DATABASE_URL.',
  );
}
