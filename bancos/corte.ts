/**
 * How long a corte takes, how much memory and how many bytes, from rows made as they are read: `node bancos/corte.ts
 * [actas] [cortes]`, 19,288 (Michoacán) and 3 by default; 515612 is the national size. One line of JSON per corte.
 *
 * The first corte starts from nothing, with every image new; before each of the others 2,400 actas arrive, scattered
 * over the whole territory, and the publisher remembers. What it does afterwards for the next one, while nobody
 * waits, is measured apart. Images are small files: reading large ones is of the disk.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imagePath } from '../src/comun/imagenes.ts';
import type { ActaEsperada } from '../src/dominio/eleccion.ts';
import { camposDe } from '../src/dominio/eleccion.ts';
import type { Lectura } from '../src/dominio/lectura.ts';
import type { Proceso } from '../src/proceso/proceso.ts';
import { startCompresor } from '../src/publicacion/compresion.ts';
import type { FilaDeInstantanea } from '../src/publicacion/eleccion-en-corte.ts';
import { createMotor } from '../src/publicacion/motor.ts';
import { inFolder, must, peakMiB, report, round, tell } from './apoyo/banco.ts';
import { cargaDeLaMaquina } from './apoyo/maquina.ts';
import { procesoSintetico } from './apoyo/proceso-sintetico.ts';

/** Actas that arrive between two cortes: ten times the real national peak. */
const NUEVAS = 2400;

const actas = Number(process.argv[2] ?? 19_288);
const siguientes = Number(process.argv[3] ?? 3);
const proceso = procesoSintetico({
  actas,
  elecciones: 3,
  distritos: actas > 100_000 ? 300 : 24,
  // A little over two casillas per section, as in the country.
  casillasPorSeccion: 2.44,
});

await inFolder('corte', async (datos) => {
  const almacen = join(datos, 'almacen');
  tell(`${actas} actas: preparando sus imágenes`);
  const shas = writeAlmacen(proceso, almacen);
  const turnos = makeTurnos(proceso);
  const compresor = startCompresor(proceso);
  const motor = createMotor({ proceso, carpeta: join(datos, 'publicacion'), imagenes: almacen, compresor });
  try {
    for (let numero = 1; numero <= 1 + siguientes; numero += 1) {
      const corte = {
        rows: (desde: number | null) => makeRows(proceso, shas, turnos, desde ?? 0, numero),
        posicion: numero,
        momento: new Date(Date.UTC(2027, 5, 7, 2, numero)),
        numero,
        tipo: 'intermedio',
      } as const;
      tell(`${actas} actas: publicando el corte ${numero}`);
      const publicado = await measure(() => motor.publish(corte));
      const despues = await measure(async () => motor.prepare());
      const { archivos, nuevos, bytes } = must(publicado.value);
      must(despues.value);
      const caso = numero === 1 ? 'primero' : 'siguiente';
      tell(`${actas} actas, corte ${numero} (${caso}): ${publicado.segundos} s`);
      report({
        caso,
        actas,
        corte: numero,
        segundos: publicado.segundos,
        segundosCpu: publicado.segundosCpu,
        segundosCpuDelHilo: publicado.segundosCpuDelHilo,
        segundosDespues: despues.segundos,
        archivos,
        nuevos,
        megabytes: Math.round(bytes / 1e6),
        memoriaPicoMiB: peakMiB(),
        carga: cargaDeLaMaquina(),
      });
    }
  } finally {
    await compresor.close();
    tell(`${actas} actas: quitando lo escrito`);
  }
});

interface Medida<T> {
  readonly value: T;
  readonly segundos: number;
  /** of this process in user and system, in all its threads: what the clock of one idle core would say, or less */
  readonly segundosCpu: number;
  /** only the thread that publishes: the rest is of the one that draws and compresses, and of the pictures */
  readonly segundosCpuDelHilo: number;
}

async function measure<T>(run: () => Promise<T>): Promise<Medida<T>> {
  const start = performance.now();
  const before = process.cpuUsage();
  const own = process.threadCpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(before);
  const thread = process.threadCpuUsage(own);
  return {
    value,
    segundos: round((performance.now() - start) / 1000, 3),
    segundosCpu: round((user + system) / 1e6, 3),
    segundosCpuDelHilo: round((thread.user + thread.system) / 1e6, 3),
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

/** In which corte each acta is published for the first time: nearly all in the first, and then 2,400 in each. */
function makeTurnos({ actas: all }: Proceso): ReadonlyMap<string, number> {
  const primeras = Math.max(all.length - siguientes * NUEVAS, 0);
  return new Map(
    all.map(({ id }, i) => {
      // A step that shares no factor with the total goes once over all of them, far from each other.
      const lugar = (i * 104_729) % all.length;
      return [id, lugar < primeras ? 1 : 2 + Math.floor((lugar - primeras) / NUEVAS)];
    }),
  );
}

/** The rows that changed after a corte, as the bitácora gives them, with every kind of observation. */
async function* makeRows(
  { elecciones, actasPorEleccion }: Proceso,
  shas: ReadonlyMap<string, string>,
  turnos: ReadonlyMap<string, number>,
  desde: number,
  hasta: number,
): AsyncGenerator<FilaDeInstantanea> {
  for (const eleccion of elecciones) {
    const [first] = actasPorEleccion.get(eleccion.clave) ?? [];
    if (first === undefined) continue;
    const campos = camposDe(eleccion, first.casilla.tipo, first.territorio);
    for (const acta of actasPorEleccion.get(eleccion.clave) ?? []) {
      const turno = turnos.get(acta.id) ?? 1;
      if (desde > 0 && (turno <= desde || turno > hasta)) continue;
      yield {
        id: acta.id,
        eleccion: acta.eleccion,
        orden: acta.orden,
        resultado: turno > hasta ? null : makeResultado(acta, campos, shas.get(acta.id) ?? ''),
      };
    }
  }
}

function makeResultado(
  { orden }: ActaEsperada,
  campos: readonly string[],
  sha256: string,
): FilaDeInstantanea['resultado'] {
  if (orden % 20 === 13) return { tipo: 'sin_acta', motivo: 'paquete_no_entregado' };
  const lecturas: Record<string, Lectura> = {};
  for (let i = 0; i < campos.length; i += 1) {
    lecturas[campos[i] ?? ''] = orden % 9 === 4 && i === 7 ? 'SIN DATO' : (orden * 31 + i * 17) % 40;
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
