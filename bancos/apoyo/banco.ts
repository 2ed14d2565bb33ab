/**
 * What every bench shares: how it says a result, a folder that goes away, and the numbers of several repetitions.
 *
 * A bench is a program: one line of JSON in its standard output for each repetition of each case, and nothing else
 * there (or one line that says why it was skipped); what it tells a person goes to the standard error.
 */

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal, Result } from '../../src/dominio/result.ts';

/** One repetition of one case: `caso` says which, the rest are its numbers. */
export interface Repeticion {
  readonly caso: string;
  readonly [cifra: string]: string | number | null;
}

export function report(repeticion: Repeticion): void {
  process.stdout.write(`${JSON.stringify(repeticion)}\n`);
}

/** Says why there is nothing to measure here. */
export function skip(omitido: string): void {
  process.stdout.write(`${JSON.stringify({ omitido })}\n`);
}

/** Tells whoever is watching what is being done. */
export function tell(linea: string): void {
  process.stderr.write(`  ${linea}\n`);
}

/** Runs something with a folder of its own, under PREP_BANCO or the temporary one. */
export async function inFolder(nombre: string, run: (carpeta: string) => Promise<void>): Promise<void> {
  const carpeta = mkdtempSync(join(process.env.PREP_BANCO ?? tmpdir(), `banco-${nombre}-`));
  // For root the embedded server is of another user, who has to be able to enter.
  chmodSync(carpeta, 0o755);
  try {
    await run(carpeta);
  } finally {
    rmSync(carpeta, { recursive: true, force: true });
  }
}

/** The value of what must go well. */
export function must<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`${result.error.codigo}: ${result.error.mensaje}`);
  return result.value;
}

/** @returns seconds, to the millisecond */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return round((performance.now() - start) / 1000, 3);
}

export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** Most memory that this process has had, in MiB: VmHWM, or what the system calls it where there is no /proc. */
export function peakMiB(): number {
  let kib = process.resourceUsage().maxRSS;
  if (process.platform === 'linux') {
    const [, hwm] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    kib = Number(hwm ?? kib);
  }
  return Math.round(kib / 1024);
}

/** @param q from 0 (the least) to 1 (the most); 0.5 is the median */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) throw new Error('a quantile of nothing');
  return low + (high - low) * (at - Math.floor(at));
}
