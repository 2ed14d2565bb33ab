/**
 * A station as it runs in a CATD: the `prep catd` command, in a process of its own, that a test enrols, starts, drives
 * through its page as a browser would, and kills.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EstadoDeEstacion, ImagenEnEstacion } from '../../src/catd/contrato.ts';
import { RAIZ } from '../apoyo/disponible.ts';
import type { ServidorFalso } from './servidor-falso.ts';

export interface EstacionDeVerdad {
  /** of the station: its key, its base, its files */
  readonly carpeta: string;
  readonly escaner: string;
  /** by how many milliseconds its wall clock is wrong, and how many have passed that did not */
  ponerReloj(mal: number, pasaron: number): void;
  /** @param confirmar compares the four digits, at the console */
  enrolar(servidor: string, codigo: string, confirmar: (cotejo: string) => Promise<void>): Promise<void>;
  start(): Promise<void>;
  /** `kill -9` */
  matar(): Promise<void>;
  /** as Ctrl-C */
  detener(): Promise<number | null>;
  estado(): Promise<EstadoDeEstacion>;
  get<T>(ruta: string): Promise<T>;
  /** what it answered, whatever it was */
  post<T>(ruta: string, cuerpo: unknown): Promise<T>;
  /** A file that the scanner leaves: it is written in two halves, as scanners do. */
  escanear(nombre: string, bytes: Buffer): void;
  imagenes(): Promise<readonly ImagenEnEstacion[]>;
  /** the address of its page, with its key */
  readonly pagina: string;
  /** everything that it wrote */
  readonly dicho: () => string;
  borrar(): Promise<void>;
}

interface Corrida {
  readonly child: ChildProcess;
  readonly dicho: () => string;
}

/** A command of `prep`, and what it says. */
function run(args: readonly string[], env: Readonly<Record<string, string>>): Corrida {
  const child = spawn(join(RAIZ, 'prep'), ['catd', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let dicho = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      dicho += text;
    });
  }
  return { child, dicho: () => dicho };
}

/** Waits until what it says has that; if it ends before, it is an error with all that it said. */
async function saying({ child, dicho }: Corrida, what: RegExp): Promise<RegExpExecArray> {
  while (true) {
    const found = what.exec(dicho());
    if (found !== null) return found;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`prep catd: ${dicho()}`);
    await Promise.race([
      once(child.stdout ?? child, 'data'),
      once(child.stderr ?? child, 'data'),
      once(child, 'exit'),
    ]);
  }
}

/**
 * A folder for a station that is not enrolled yet.
 *
 * @param raiz where; one of its own if it is not said
 * @param estaciones where its own folder is, if it is not there: a small disk
 */
export function createEstacion(
  raiz = mkdtempSync(join(tmpdir(), 'prep-catd-')),
  estaciones = raiz,
): EstacionDeVerdad {
  const carpeta = join(estaciones, 'estacion');
  const escaner = join(raiz, 'escaner');
  const reloj = join(raiz, 'reloj');
  mkdirSync(escaner, { recursive: true });
  writeFileSync(reloj, '0 0');
  const env = { PREP_CATD_RELOJ: reloj };
  let corrida: Corrida | null = null;
  let pagina = '';
  let cookie = '';
  const antes: string[] = [];

  async function ask(ruta: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(ruta, pagina), { ...init, headers: { ...init.headers, cookie } });
  }
  async function gone(signal: NodeJS.Signals): Promise<number | null> {
    if (corrida === null) return null;
    const { child, dicho } = corrida;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    antes.push(dicho());
    corrida = null;
    return code;
  }

  return {
    ...{ carpeta, escaner },
    get pagina() {
      return pagina;
    },
    dicho: () => [...antes, corrida?.dicho() ?? ''].join('\n'),
    ponerReloj(mal, pasaron) {
      // In one go: it is read at any moment.
      writeFileSync(`${reloj}.otro`, `${mal} ${pasaron}`);
      renameSync(`${reloj}.otro`, reloj);
    },

    async enrolar(servidor, codigo, confirmar) {
      const enrolling = run(
        ['enrolar', '--servidor', servidor, '--codigo', codigo, '--carpeta', carpeta],
        env,
      );
      const [, digits = ''] = await saying(enrolling, /Dígitos: ((?:\d ){3}\d)/);
      await confirmar(digits.replaceAll(' ', ''));
      await saying(enrolling, /Listo: esta es la estación/);
      if (enrolling.child.exitCode === null) await once(enrolling.child, 'exit');
    },

    async start() {
      corrida = run(['--carpeta', carpeta, '--escaner', escaner, '--puerto', '0'], env);
      const [, address = ''] = await saying(corrida, /La página de la estación: (\S+)/);
      pagina = address;
      const entered = await fetch(address, { redirect: 'manual' });
      cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    async matar() {
      await gone('SIGKILL');
    },
    detener: () => gone('SIGTERM'),

    estado: async () => (await ask('/api/estado')).json() as Promise<EstadoDeEstacion>,
    get: async <T>(ruta: string) => (await ask(ruta)).json() as Promise<T>,
    async post<T>(ruta: string, cuerpo: unknown) {
      const headers = { 'content-type': 'application/json', origin: new URL(pagina).origin };
      const response = await ask(ruta, { method: 'POST', headers, body: JSON.stringify(cuerpo) });
      return (await response.json()) as T;
    },
    escanear(nombre, bytes) {
      writeFileSync(join(escaner, nombre), bytes.subarray(0, bytes.length / 2));
      writeFileSync(join(escaner, nombre), bytes.subarray(bytes.length / 2), { flag: 'a' });
    },
    async imagenes() {
      const { ultima, porDecidir } = await this.estado();
      return ultima === null ? porDecidir : [ultima, ...porDecidir];
    },
    async borrar() {
      await gone('SIGKILL');
      rmSync(carpeta, { recursive: true, force: true });
      rmSync(raiz, { recursive: true, force: true });
    },
  };
}

/** Enrols the station with a false server, where somebody confirms it at once, and starts it. */
export async function startEnrolada(estacion: EstacionDeVerdad, servidor: ServidorFalso): Promise<void> {
  await estacion.enrolar(servidor.direccion, 'ABCD-2345', async () => {
    servidor.estado = 'activo';
  });
  await estacion.start();
}
