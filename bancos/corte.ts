/**
 * How long a corte takes, how much memory and how many bytes: `node bancos/corte.ts [actas]`, 19,500 (a state) by
 * default; 515612 is the national size. Prints one line of JSON.
 *
 * Measures three cortes of the same night: all images new, the same again with 2 % of the actas changed (what a
 * corte every few minutes is like), and generating the rows without publishing them.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { imagePath } from '../src/comun/imagenes.ts';
import type { ActaEsperada } from '../src/dominio/eleccion.ts';
import { camposDe } from '../src/dominio/eleccion.ts';
import type { Lectura } from '../src/dominio/lectura.ts';
import type { Proceso } from '../src/proceso/proceso.ts';
import type { FilaDeInstantanea } from '../src/publicacion/eleccion-en-corte.ts';
import { publishCorte } from '../src/publicacion/publicar.ts';
import { procesoSintetico } from './apoyo/proceso-sintetico.ts';

const actas = Number(process.argv[2] ?? 19_500);
const national = actas > 100_000;
const proceso = procesoSintetico({
  actas,
  elecciones: 3,
  distritos: national ? 300 : 24,
  // A little over two casillas per section, as in the country.
  casillasPorSeccion: 2.44,
});

const work = mkdtempSync(join(process.env.PREP_BANCO ?? tmpdir(), 'banco-corte-'));
try {
  const almacen = join(work, 'almacen');
  const publicacion = join(work, 'publicacion');
  const shas = writeAlmacen(proceso, almacen);

  const generar = await measure(async () => {
    let rows = 0;
    for await (const _ of makeRows(proceso, shas, 0)) rows += 1;
    return rows;
  });
  const publish = (numero: number) =>
    publishCorte({
      rows: makeRows(proceso, shas, numero),
      proceso,
      posicion: numero,
      momento: new Date(Date.UTC(2027, 5, 7, 2, numero)),
      numero,
      tipo: 'intermedio',
      carpeta: publicacion,
      imagenes: almacen,
    });
  const primero = await measure(() => publish(1));
  const segundo = await measure(() => publish(2));
  if (!primero.value.ok || !segundo.value.ok) throw new Error(JSON.stringify([primero.value, segundo.value]));
  console.log(
    JSON.stringify({
      banco: 'corte',
      actas,
      nucleos: availableParallelism(),
      segundosGenerar: generar.segundos,
      segundosPrimero: primero.segundos,
      segundosCpuPrimero: primero.segundosCpu,
      segundosSiguiente: segundo.segundos,
      segundosCpuSiguiente: segundo.segundosCpu,
      archivos: primero.value.value.archivos,
      megabytes: Math.round(primero.value.value.bytes / 1e6),
      memoriaPicoMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}

interface Medida<T> {
  readonly value: T;
  readonly segundos: number;
  /** of this process in user and system: what the wall clock would say on an idle machine, or less */
  readonly segundosCpu: number;
}

async function measure<T>(run: () => Promise<T>): Promise<Medida<T>> {
  const start = performance.now();
  const before = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(before);
  return {
    value,
    segundos: Math.round(performance.now() - start) / 1000,
    segundosCpu: Math.round((user + system) / 1000) / 1000,
  };
}

/** A small file for the image of each acta, with the name of its hash. */
function writeAlmacen({ actas: all }: Proceso, almacen: string): Map<string, string> {
  const shas = new Map<string, string>();
  const made = new Set<string>();
  for (const { id } of all) {
    const bytes = `imagen sintética de ${id}`;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = join(almacen, imagePath(sha256));
    if (!made.has(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    made.add(dirname(path));
    writeFileSync(path, bytes);
    shas.set(id, sha256);
  }
  return shas;
}

/** Rows as the bitácora gives them: 90 % captured, some with every kind of observation. */
async function* makeRows(
  { elecciones, actasPorEleccion }: Proceso,
  shas: ReadonlyMap<string, string>,
  corte: number,
): AsyncGenerator<FilaDeInstantanea> {
  for (const eleccion of elecciones) {
    const [first] = actasPorEleccion.get(eleccion.clave) ?? [];
    if (first === undefined) continue;
    const campos = camposDe(eleccion, first.casilla.tipo, first.territorio);
    for (const acta of actasPorEleccion.get(eleccion.clave) ?? []) {
      yield {
        id: acta.id,
        eleccion: acta.eleccion,
        orden: acta.orden,
        resultado: makeResultado(acta, campos, shas.get(acta.id) ?? '', corte),
      };
    }
  }
}

function makeResultado(
  { orden }: ActaEsperada,
  campos: readonly string[],
  sha256: string,
  corte: number,
): FilaDeInstantanea['resultado'] {
  if (orden % 20 === 7) return null;
  if (orden % 20 === 13) return { tipo: 'sin_acta', motivo: 'paquete_no_entregado' };
  const changed = corte === 2 && orden % 50 === 1 ? 1 : 0;
  const lecturas: Record<string, Lectura> = {};
  for (let i = 0; i < campos.length; i += 1) {
    lecturas[campos[i] ?? ''] =
      orden % 9 === 4 && i === 7 ? 'SIN DATO' : ((orden * 31 + i * 17) % 40) + changed;
  }
  if (orden % 300 === 11) lecturas[campos[5] ?? ''] = 2000;
  const pad = (value: number) => String(value % 60).padStart(2, '0');
  const at = (hour: string) => `2027-06-07T${hour}:${pad(orden)}:${pad(orden * 7)}.${pad(orden)}0Z`;
  return {
    tipo: 'acta',
    lecturas,
    imagen: {
      sha256,
      origen: 'CATD',
      digitalizacion: 'ESCANER',
      tipoDocumento: 'ACTA PREP',
      momento: at('01'),
    },
    acopio: { via: 'CATD', momento: at('01'), horaManuscrita: null },
    capturada: at('02'),
    verificada: at('03'),
    cotejo: 0,
    correcciones: [],
  };
}
