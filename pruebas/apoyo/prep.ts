/** Runs the `prep` command as whoever installs it does: a process of its own. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RAIZ } from './disponible.ts';

export interface Salida {
  readonly codigo: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param entorno variables over those of the test; `undefined` takes one away */
export async function runPrep(
  args: readonly string[],
  entorno: Readonly<Record<string, string | undefined>> = {},
): Promise<Salida> {
  const env = { ...process.env, DATABASE_URL: undefined, PREP_DATOS: undefined, ...entorno };
  const child = spawn(join(RAIZ, 'prep'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const [out, err, codigo] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { codigo, out, err };
}
