/**
 * Draws the picture of docs/actas.md: an acta filled for a drill, as a scanner and as a telephone give it.
 *
 *   npm exec -c 'node docs/img/tomar-actas.ts'
 */

import { join } from 'node:path';
import sharp from 'sharp';
import { loadProceso } from '../../src/proceso/cargar.ts';
import { createCorpus } from '../../src/simulacro/corpus.ts';

const AQUI = import.meta.dirname;
const LADO = 620;
const NIVELES = ['escaner_limpio', 'telefono_moderado'] as const;

const loaded = await loadProceso(join(AQUI, '../../procesos/michoacan-2027'));
if (!loaded.ok) throw new Error(loaded.error.map(({ mensaje }) => mensaje).join('\n'));
const tiles: Buffer[] = [];
for await (const { archivo } of createCorpus(loaded.value, { semilla: 6, cuantas: 2, niveles: NIVELES })) {
  const tile = await sharp(archivo)
    .autoOrient()
    .resize({ width: LADO, height: Math.round(LADO * 1.3), fit: 'cover' })
    .toBuffer();
  tiles.push(tile);
}
await sharp({
  create: { width: 2 * LADO + 20, height: Math.round(LADO * 1.3), channels: 3, background: '#fff' },
})
  .composite(tiles.map((input, i) => ({ input, left: i * (LADO + 20), top: 0 })))
  .jpeg({ quality: 72 })
  .toFile(join(AQUI, 'actas.jpg'));
