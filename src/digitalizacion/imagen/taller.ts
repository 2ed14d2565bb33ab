/**
 * Where files are processed, away from who waits for something else: a few processes, each with one file at a time,
 * and a queue in front of them that does not grow without end.
 *
 * They are processes and not threads because what opens the files is native code and files come from anybody: one that
 * hangs or makes its reader fall would hang or fell the whole server, and a thread inside it cannot be ended.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { refuse, unreachable } from '../../dominio/result.ts';
import type { ResultadoDeImagen } from './contrato.ts';
import { refuseBytes } from './limites.ts';
import type { MensajeDelProceso } from './taller-proceso.ts';

/** Files that wait, besides those in course: at most as many as make a minute of waiting. */
const EN_ESPERA = 64;
/** Twenty pages whose codes are not found take a minute, more on a machine with other work. */
const SEGUNDOS_POR_ARCHIVO = 120;
/**
 * Each picture is some buffers of megabytes that live for a moment. With the sizes that Node begins with, each one makes
 * it look for garbage in everything, which takes a fifth of the time.
 */
const MEMORIA = ['--initial-old-space-size=64', '--min-semi-space-size=16'];

/** A process that grew beyond this is ended after its file: WebAssembly never gives memory back. */
const MIB_EN_REPOSO = 600;
/** And one that grows beyond this, in the middle of it. */
const MIB_MAXIMOS = 1500;
const MILISEGUNDOS_ENTRE_MIRADAS = 200;

export interface OpcionesDelTaller {
  /** files at once, each in a process of its own; without it, one for each core */
  readonly hilos?: number;
  readonly segundosPorArchivo?: number;
  /** memory above which a process is ended in the middle of its file */
  readonly mibMaximos?: number;
  /** what each process runs; another one, in tests */
  readonly programa?: URL;
}

export interface Taller {
  /**
   * What each page of a file is (`procesar.ts`). Files are taken in their order of arrival.
   *
   * @param bytes of the file as it came; they are not changed
   */
  procesar(bytes: Uint8Array): Promise<ResultadoDeImagen>;
  /** Ends the processes; what they had, and what waited, is refused. */
  close(): Promise<void>;
}

interface Trabajo {
  readonly bytes: Uint8Array;
  readonly done: PromiseWithResolvers<ResultadoDeImagen>;
}

interface Obrero {
  readonly proceso: ChildProcess;
  trabajo: Trabajo | null;
  /** it has loaded its libraries: if it falls, it is because of its file */
  listo: boolean;
}

/** Its processes start with the first files, and live as long as this one. */
export function createTaller({
  hilos = availableParallelism(),
  segundosPorArchivo = SEGUNDOS_POR_ARCHIVO,
  mibMaximos = MIB_MAXIMOS,
  programa = new URL('./taller-proceso.ts', import.meta.url),
}: OpcionesDelTaller = {}): Taller {
  const waiting: Trabajo[] = [];
  const obreros = new Set<Obrero>();
  let closed = false;

  function dispatch(): void {
    while (!closed && waiting.length > 0) {
      const free = [...obreros].find(({ trabajo }) => trabajo === null);
      const obrero = free ?? (obreros.size < hilos ? hire() : null);
      const trabajo = obrero === null ? undefined : waiting.shift();
      if (obrero === null || trabajo === undefined) return;
      begin(obrero, trabajo);
    }
  }

  function hire(): Obrero {
    const proceso = fork(programa, {
      serialization: 'advanced',
      execArgv: MEMORIA,
      // Nothing of this one's: neither its secrets nor where its database is.
      env: { PATH: process.env.PATH, SYSTEMROOT: process.env.SYSTEMROOT, TMPDIR: process.env.TMPDIR },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const obrero: Obrero = { proceso, trabajo: null, listo: false };
    obreros.add(obrero);
    proceso.on('message', (mensaje: MensajeDelProceso) => hear(obrero, mensaje));
    proceso.on('error', (error) => fall(obrero, error.message));
    proceso.on('exit', (code, signal) => fall(obrero, `${code ?? signal}`));
    return obrero;
  }

  function begin(obrero: Obrero, trabajo: Trabajo): void {
    obrero.trabajo = trabajo;
    hold(obrero.proceso);
    const limit = setTimeout(() => {
      end(
        obrero,
        refuse(
          'TARDO_DEMASIADO',
          `El archivo tardó más de ${segundosPorArchivo} segundos en abrirse y se dejó. Escanee o fotografíe el acta otra vez.`,
        ),
      );
    }, segundosPorArchivo * 1000);
    const watch = setInterval(() => {
      if (mibOf(obrero.proceso.pid) < mibMaximos) return;
      end(
        obrero,
        refuse(
          'OCUPO_DEMASIADO',
          'El archivo necesita demasiada memoria para abrirse y se dejó. Escanee el acta otra vez, a 200 puntos por pulgada.',
        ),
      );
    }, MILISEGUNDOS_ENTRE_MIRADAS);
    const stop = () => {
      clearTimeout(limit);
      clearInterval(watch);
    };
    trabajo.done.promise.then(stop, stop);
    obrero.proceso.send(trabajo.bytes, (error) => {
      if (error !== null) fall(obrero, error.message);
    });
  }

  function hear(obrero: Obrero, mensaje: MensajeDelProceso): void {
    switch (mensaje.tipo) {
      case 'listo':
        obrero.listo = true;
        return;
      case 'hecho':
        obrero.trabajo?.done.resolve(mensaje.resultado);
        break;
      case 'error':
        obrero.trabajo?.done.reject(new Error(mensaje.pila));
        break;
      default:
        unreachable(mensaje);
    }
    obrero.trabajo = null;
    release(obrero.proceso);
    if (mibOf(obrero.proceso.pid) > MIB_EN_REPOSO) dismiss(obrero);
    dispatch();
  }

  /** Ends a process in the middle of a file, which gets this answer. */
  function end(obrero: Obrero, resultado: ResultadoDeImagen): void {
    obrero.trabajo?.done.resolve(resultado);
    obrero.trabajo = null;
    dismiss(obrero);
    dispatch();
  }

  function dismiss(obrero: Obrero): void {
    obreros.delete(obrero);
    obrero.proceso.kill('SIGKILL');
  }

  /** A process is no more. */
  function fall(obrero: Obrero, why: string): void {
    obreros.delete(obrero);
    const { trabajo } = obrero;
    obrero.trabajo = null;
    if (obrero.listo) {
      trabajo?.done.resolve(
        refuse(
          'ARCHIVO_DANADO',
          'El archivo está dañado: el lector de imágenes se cayó al abrirlo. Escanee o fotografíe el acta otra vez.',
        ),
      );
    } else {
      trabajo?.done.reject(new Error(`the process that opens images did not start: ${why}`));
    }
    dispatch();
  }

  return {
    procesar(bytes) {
      const refused = refuseBytes(bytes);
      if (refused !== null) return Promise.resolve(refused);
      if (closed)
        return Promise.resolve(
          refuse('TALLER_CERRADO', 'El sistema se está deteniendo. Envíe el acta otra vez.'),
        );
      if (waiting.length >= EN_ESPERA) {
        return Promise.resolve(
          refuse('TALLER_LLENO', 'Hay demasiadas imágenes en espera. Envíe el acta otra vez en un minuto.'),
        );
      }
      const done = Promise.withResolvers<ResultadoDeImagen>();
      waiting.push({ bytes, done });
      dispatch();
      return done.promise;
    },

    async close() {
      closed = true;
      const stopped = refuse('TALLER_CERRADO', 'El sistema se está deteniendo. Envíe el acta otra vez.');
      for (const { done } of waiting.splice(0)) done.resolve(stopped);
      await Promise.all(
        [...obreros].map(async (obrero) => {
          const { proceso } = obrero;
          const gone =
            proceso.exitCode === null && proceso.signalCode === null ? once(proceso, 'exit') : null;
          hold(proceso);
          end(obrero, stopped);
          await gone;
        }),
      );
    },
  };
}

/** While a process has a file, this one waits for it; idle, it does not keep it alive. */
function hold(proceso: ChildProcess): void {
  proceso.ref();
  proceso.channel?.ref();
}

function release(proceso: ChildProcess): void {
  proceso.unref();
  proceso.channel?.unref();
}

/** Memory of a process, in MiB; 0 where there is no /proc, or it is no more. */
function mibOf(pid: number | undefined): number {
  const path = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(path)) return 0;
  const [, kib = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8')) ?? [];
  return Number(kib) / 1024;
}
