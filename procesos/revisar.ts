/**
 * Loads a process and says how large it is, or everything that is wrong with it.
 *
 *     node procesos/revisar.ts procesos/michoacan-2027
 */

import { loadProceso } from '../src/proceso/cargar.ts';
import { countProceso } from '../src/proceso/contar.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Falta la carpeta del proceso: node procesos/revisar.ts procesos/michoacan-2027');
  process.exitCode = 1;
} else {
  const loaded = await loadProceso(folder);
  if (loaded.ok) {
    console.log(`${loaded.value.nombreLargo}\nsha256 ${loaded.value.sha256}`);
    console.log(JSON.stringify(countProceso(loaded.value), null, 2));
  } else {
    for (const { codigo, mensaje } of loaded.error) console.error(`${mensaje} [${codigo}]`);
    console.error(`${loaded.error.length} errores. No se cargó nada.`);
    process.exitCode = 1;
  }
}
