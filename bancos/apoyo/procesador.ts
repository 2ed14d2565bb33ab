/** Processor time of other processes. */

import { readFileSync } from 'node:fs';

const TICS_POR_SEGUNDO = 100;

/** Seconds of processor of a process and its children, those that ended too; 0 where there is no /proc. */
export function cpuOf(pid: number | null): number {
  if (pid === null || process.platform !== 'linux') return 0;
  const [, after = ''] = readProc(`/proc/${pid}/stat`).split(') ');
  // utime, stime, and those of the children that it has waited for: fields 14 to 17 of proc_pid_stat(5).
  const own = after
    .split(' ')
    .slice(11, 15)
    .reduce((sum, tics) => sum + Number(tics), 0);
  const children = readProc(`/proc/${pid}/task/${pid}/children`).trim().split(' ');
  const living = children.filter((child) => child !== '').map((child) => cpuOf(Number(child)));
  return living.reduce((sum, each) => sum + each, own / TICS_POR_SEGUNDO);
}

/** A connection that closes meanwhile takes its process with it, and what it spent goes to its parent. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return '';
    throw error;
  }
}
