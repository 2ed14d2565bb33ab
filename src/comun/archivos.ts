/** Files of a folder, and what failed with them. */

import { readdirSync } from 'node:fs';
import { relative } from 'node:path';

/** Paths of the files under a folder, relative to it and with `/`, in an order that does not depend on the disk. */
export function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, `${parentPath}/${name}`).replaceAll('\\', '/'))
    .sort();
}

/** `ENOENT`, `EEXIST`…: what the system calls a failure; null when it is none of the system. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
