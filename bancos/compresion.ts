/**
 * What each level of brotli and gzip costs and gives for the two files of a section: `node bancos/compresion.ts
 * [vueltas]`, 5 by default. One section of each twenty of procesos/michoacan-2027, with nearly every acta captured; of
 * each level, the least of its repetitions. It is for who chooses the levels of src/publicacion/compresion.ts.
 */

import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { asRows, escribirAlmacen } from '../pruebas/apoyo/corte-minimo.ts';
import { filasLargas } from '../src/publicacion/pruebas/sitio/proceso-largo.ts';
import { publishCorte } from '../src/publicacion/publicar.ts';
import { renderSeccion } from '../src/publicacion/sitio/paginas.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { inFolder, must, report, round } from './apoyo/banco.ts';
import { cargaDeLaMaquina } from './apoyo/maquina.ts';

const CADA = 20;
const vueltas = Number(process.argv[2] ?? 5);
const proceso = must(await readProceso(join(import.meta.dirname, '..', 'procesos', 'michoacan-2027')));
const textos: Record<'pagina' | 'json', Buffer[]> = { pagina: [], json: [] };

await inFolder('compresion', async (datos) => {
  const filas = filasLargas(proceso);
  const almacen = join(datos, 'almacen');
  escribirAlmacen(almacen, filas);
  let seen = 0;
  const publicado = await publishCorte({
    rows: asRows(filas),
    proceso,
    posicion: 1,
    momento: new Date('2027-06-07T05:30:00.000Z'),
    numero: 1,
    tipo: 'intermedio',
    carpeta: join(datos, 'publicacion'),
    imagenes: almacen,
    paginas: {
      renderSeccion(contexto, seccion) {
        seen += 1;
        if (seen % CADA !== 0) return '';
        textos.pagina.push(Buffer.from(renderSeccion(contexto, seccion)));
        // As long as the JSON of the section, which a page is not given.
        const elecciones = seccion.elecciones.map((one) => ({ ...one, eleccion: one.eleccion.clave }));
        textos.json.push(Buffer.from(JSON.stringify(elecciones)));
        return '';
      },
      renderTerritorio: () => '',
      renderSitio: async () => new Map([['index.html', '']]),
    },
  });
  must(publicado);
});

for (const [texto, all] of Object.entries(textos)) {
  for (const nivel of [3, 4, 5]) measure(texto, `brotli ${nivel}`, all, (bytes) => brotli(bytes, nivel));
  for (const level of [1, 3, 6]) measure(texto, `gzip ${level}`, all, (bytes) => gzipSync(bytes, { level }));
}

function brotli(bytes: Buffer, nivel: number): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: nivel,
    [BROTLI_PARAM_LGWIN]: 18,
    [BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

function measure(texto: string, caso: string, all: readonly Buffer[], run: (bytes: Buffer) => Buffer): void {
  let [least, size] = [Number.POSITIVE_INFINITY, 0];
  for (let vuelta = 0; vuelta < vueltas; vuelta += 1) {
    const before = process.cpuUsage();
    size = 0;
    for (const bytes of all) size += run(bytes).length;
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  const bytes = Math.round(all.reduce((sum, { length }) => sum + length, 0) / all.length);
  const comprimidos = Math.round(size / all.length);
  report({
    caso,
    texto,
    bytes,
    comprimidos,
    msCpu: round(least / all.length / 1000, 3),
    carga: cargaDeLaMaquina(),
  });
}
