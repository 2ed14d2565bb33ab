/**
 * How many pages of a section are made in a second of one core: `node bancos/paginas.ts [vueltas]`. The sections are
 * all those of procesos/michoacan-2027 with nearly every acta captured, and each page is made from the objects of its
 * JSON to its text. Compressing and writing it is of the corte, and is measured there.
 */

import { join } from 'node:path';
import { asRows, escribirAlmacen } from '../pruebas/apoyo/corte-minimo.ts';
import { filasLargas } from '../src/publicacion/pruebas/sitio/proceso-largo.ts';
import { publishCorte } from '../src/publicacion/publicar.ts';
import type { ContextoDeProceso, DatosDeSeccion } from '../src/publicacion/sitio/datos.ts';
import { renderSeccion } from '../src/publicacion/sitio/paginas.ts';
import { readProceso } from '../src/servidor/servicios.ts';
import { inFolder, must, report, round, tell } from './apoyo/banco.ts';
import { cargaDeLaMaquina } from './apoyo/maquina.ts';

const vueltas = Number(process.argv[2] ?? 5);
const proceso = must(await readProceso(join(import.meta.dirname, '..', 'procesos', 'michoacan-2027')));

const secciones: DatosDeSeccion[] = [];
let contexto: ContextoDeProceso | null = null;
await inFolder('paginas', async (datos) => {
  const filas = filasLargas(proceso);
  const almacen = join(datos, 'almacen');
  escribirAlmacen(almacen, filas);
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
      renderSeccion(own, seccion) {
        contexto = own;
        secciones.push(seccion);
        return '';
      },
      renderTerritorio: () => '',
      renderSitio: async () => new Map([['index.html', '']]),
    },
  });
  must(publicado);
});

for (let vuelta = 1; vuelta <= vueltas; vuelta += 1) {
  const before = process.cpuUsage();
  let bytes = 0;
  for (const seccion of secciones) bytes += renderSeccion(contextOf(contexto), seccion).length;
  const { user, system } = process.cpuUsage(before);
  const segundosCpu = (user + system) / 1e6;
  tell(`${secciones.length} páginas en ${round(segundosCpu, 2)} s de procesador`);
  report({
    caso: 'seccion',
    paginas: secciones.length,
    bytesPorPagina: Math.round(bytes / secciones.length),
    segundosCpu: round(segundosCpu, 3),
    paginasPorSegundo: Math.round(secciones.length / segundosCpu),
    carga: cargaDeLaMaquina(),
  });
}

function contextOf(value: ContextoDeProceso | null): ContextoDeProceso {
  if (value === null) throw new Error('a corte without sections');
  return value;
}
