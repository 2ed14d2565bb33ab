/**
 * How long `./prep reproducir` takes with the four elections of Campeche 2021, every acta through the whole system:
 * `node bancos/campeche.ts [veces]`. The published databases are beside the repository, in ../shared/datos (or where
 * PREP_DATOS_PRUEBA says); without them there is nothing to measure, and it says so.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inFolder, report, seconds, skip } from './apoyo/banco.ts';

const RAIZ = resolve(import.meta.dirname, '..');
const datos = resolve(process.env.PREP_DATOS_PRUEBA || join(RAIZ, '..', 'shared', 'datos'), 'campeche-2021');
const veces = Number(process.argv[2] ?? 1);

if (!existsSync(datos))
  skip('no están las bases publicadas de Campeche 2021 (../shared/datos/campeche-2021)');
else for (let vez = 1; vez <= veces; vez += 1) await inFolder('campeche', (salida) => reproduce(vez, salida));

async function reproduce(vez: number, carpeta: string): Promise<void> {
  let codigo: number | null = null;
  const segundos = await seconds(async () => {
    const args = ['reproducir', datos, '--salida', join(carpeta, 'salida')];
    const child = spawnSync(join(RAIZ, 'prep'), args, { stdio: ['ignore', 2, 2] });
    codigo = child.status;
  });
  // 1: what was published differs in something, and the report says in what.
  if (codigo !== 0 && codigo !== 1) throw new Error(`prep reproducir ended with ${codigo}`);
  report({ caso: 'reproducir', vez, elecciones: 4, segundos, codigo });
}
