/** The application, built once for all the test files that use the same sources. */

import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { RAIZ } from '../../../pruebas/apoyo/disponible.ts';

/** What ends in the built files. */
const FUENTES = ['web', 'src/dominio', 'package-lock.json', 'tsconfig.json'];

/** The folder with `index.html` and `assets/`. */
export async function consolaConstruida(): Promise<string> {
  const root = join(tmpdir(), `prep-consola-${process.getuid?.() ?? 'yo'}`);
  const folder = join(root, hashOfSources());
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  const draft = mkdtempSync(join(root, 'a-medias-'));
  chmodSync(draft, 0o755);
  await build({
    configFile: join(RAIZ, 'web', 'consola', 'vite.config.ts'),
    build: { outDir: draft, emptyOutDir: true },
  });
  // Two files may build at once; both builds are the same, and the second to arrive leaves the first.
  if (!existsSync(folder)) renameSync(draft, folder);
  return folder;
}

function hashOfSources(): string {
  const sum = createHash('sha256');
  for (const file of FUENTES.flatMap((source) => filesOf(source))) {
    sum.update(file).update(readFileSync(join(RAIZ, file)));
  }
  return sum.digest('hex').slice(0, 16);
}

function filesOf(source: string): readonly string[] {
  if (!existsSync(join(RAIZ, source))) return [];
  if (/[.]\w+$/.test(source)) return [source];
  return readdirSync(join(RAIZ, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/[.]test[.]tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(RAIZ.length + 1))
    .filter((file) => !file.includes('/pruebas/'))
    .sort();
}
