/**
 * What a cluster says of the server that runs on it (`postmaster.pid`), and how to end one that nobody watches.
 */

import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Postmaster {
  readonly pid: number;
  /** it accepts connections */
  readonly fase: 'listo' | 'arrancando';
}

/** The server that the cluster names, alive or not; null when it was stopped in order. */
export function readPostmaster(cluster: string): Postmaster | null {
  let text: string;
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (Number.isNaN(pid)) return null;
  return { pid, fase: lines[7]?.trim() === 'ready' ? 'listo' : 'arrancando' };
}

/**
 * Ends every server process left on a cluster by a launcher that died, and what it left written.
 * Call it with the lock of the folder: no launcher that lives is using them.
 *
 * @returns the processes that were there
 */
export async function endOrphans(cluster: string): Promise<readonly number[]> {
  const postmaster = readPostmaster(cluster);
  const orphans = processesOf(cluster);
  if (postmaster !== null && orphans.includes(postmaster.pid)) {
    // A fast shutdown: what was not committed is undone, what was committed stays.
    await endProcess(postmaster.pid, 'SIGINT');
  }
  // Children of a postmaster that was killed end on their own; until then they share its memory.
  for (const pid of processesOf(cluster)) await endProcess(pid, 'SIGQUIT');
  // The number in it may by now be of another program, and the server would then refuse to start.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return orphans;
}

/** Processes called postgres that work in that folder: a server never leaves its cluster's folder. */
function processesOf(cluster: string): readonly number[] {
  const found: number[] = [];
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const folder = readLink(`/proc/${entry}/cwd`);
    const program = readLink(`/proc/${entry}/exe`);
    if (folder !== cluster || program === null) continue;
    if (basename(program).startsWith('postgres')) found.push(Number(entry));
  }
  return found;
}

/** Where a link of /proc leads; null when the process ended or belongs to somebody else. */
function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** How long a server may take to stop before it is told more firmly. */
const PACIENCIA_MS = 60_000;
const PASO_MS = 20;

async function endProcess(pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (!send(pid, signal)) return;
  for (let waited = 0; waited < PACIENCIA_MS; waited += PASO_MS) {
    await sleep(PASO_MS);
    if (!send(pid, 0)) return;
  }
  if (signal === 'SIGINT') await endProcess(pid, 'SIGQUIT');
  else send(pid, 'SIGKILL');
}

/** Sends a signal (0 only asks); false when there is nobody with that number. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
