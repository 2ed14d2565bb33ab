/**
 * Publishes the minimal corte from a process of its own, for tests that need another time zone or that kill it:
 * `node publicar-aparte.ts RAIZ ALMACEN NUMERO [MUERE]`, where MUERE is the change of the disk at which it is
 * killed, or `apuntado`: once the pointer is in its place. Prints the SHA-256 of the manifest.
 */

import { asRows, filasMinimas, MOMENTO } from '../../../pruebas/apoyo/corte-minimo.ts';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { publishCorte } from '../publicar.ts';
import { failingDisco } from './disco-que-falla.ts';
import { PAGINAS_MINIMAS } from './publicacion-de-prueba.ts';

const [raiz = '', almacen = '', numero = '1', muere = '0'] = process.argv.slice(2);
let apuntado = false;
const proceso = { ...(await loadMinimo()), sha256: '0'.repeat(64) };
const result = await publishCorte({
  rows: asRows(filasMinimas(proceso)),
  proceso,
  posicion: 100,
  momento: MOMENTO,
  numero: Number(numero),
  tipo: 'intermedio',
  carpeta: raiz,
  imagenes: almacen,
  paginas: PAGINAS_MINIMAS,
  disco: failingDisco((change, operacion, path) => {
    if (apuntado || change === Number(muere)) process.kill(process.pid, 'SIGKILL');
    apuntado = muere === 'apuntado' && operacion === 'rename' && path.endsWith('.tmp-actual.json');
  }),
});
process.stdout.write(result.ok ? result.value.sha256 : result.error.codigo);
