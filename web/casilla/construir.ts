/**
 * Builds PREP Casilla: the application (hashed files, nothing inline) and, with the list of those files, its service
 * worker in one file.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { build, type InlineConfig } from 'vite';
import { CONSTRUCCION, SALIDA } from '../comun/construccion.ts';

const CARPETA = import.meta.dirname;
const BASE = '/casilla/';
/** Sizes of the icon that Android asks for before it offers to install. */
const ICONOS = [192, 512];

const COMUN = {
  ...CONSTRUCCION,
  root: CARPETA,
  base: BASE,
  configFile: false,
} as const satisfies InlineConfig;

/** Phones are older than the computers of a CATD. */
const PARA = { ...SALIDA, target: 'es2022' } satisfies InlineConfig['build'];

/** Writes it whole to a folder, which is emptied first. */
export async function construirCasilla(outDir: string): Promise<void> {
  await build({
    ...COMUN,
    worker: { format: 'es' },
    build: {
      ...{ ...PARA, outDir, emptyOutDir: true },
      rolldownOptions: { input: join(CARPETA, 'index.html'), checks: { pluginTimings: false } },
    },
  });
  const icono = readFileSync(join(CARPETA, 'icono.svg'));
  writeFileSync(join(outDir, 'icono.svg'), icono);
  for (const side of ICONOS) {
    await sharp(icono)
      .resize(side, side)
      .png({ palette: true })
      .toFile(join(outDir, `icono-${side}.png`));
  }
  writeFileSync(join(outDir, 'manifiesto.webmanifest'), JSON.stringify(MANIFIESTO));
  const files = listFiles(outDir);
  await build({
    ...COMUN,
    define: {
      ...CONSTRUCCION.define,
      VERSION: JSON.stringify(versionOf(outDir, files)),
      PRECARGA: JSON.stringify(files.map((file) => (file === 'index.html' ? BASE : `${BASE}${file}`))),
    },
    build: {
      ...PARA,
      ...{ outDir, emptyOutDir: false },
      rolldownOptions: {
        input: join(CARPETA, 'sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  });
}

const MANIFIESTO = {
  id: BASE,
  name: 'PREP Casilla',
  short_name: 'PREP Casilla',
  description: 'Fotografía y envío de actas desde la casilla, también sin red.',
  lang: 'es-MX',
  start_url: BASE,
  scope: BASE,
  display: 'standalone',
  orientation: 'portrait',
  background_color: '#f4f2ee',
  theme_color: '#6b1f4e',
  icons: [
    ...ICONOS.map((side) => ({
      src: `${BASE}icono-${side}.png`,
      sizes: `${side}x${side}`,
      type: 'image/png',
    })),
    { src: `${BASE}icono-512.png`, sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};

function versionOf(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\n`).update(
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest(),
    );
  }
  return hash.digest('hex').slice(0, 16);
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.length + 1).replaceAll('\\', '/'))
    .sort();
}
