/**
 * `npm run bench` (`node bancos/correr.ts [nombre…] [--rapido]`): runs every bench, or the named ones, each in a
 * process of its own; prints each number beside its target and writes bancos/resultados/<nombre>.json with every
 * repetition and the machine in which it was taken. With `--rapido`, small sizes: to see that they work, not to
 * measure; nothing is judged nor written.
 *
 * Ends with 0 if every target was met, 1 if one was missed, 2 if a bench could not be run.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantile } from './apoyo/banco.ts';
import { BANCOS, type Banco, type Cifra, type Linea, type Programa } from './apoyo/bancos.ts';
import { cargaDeLaMaquina, describeMaquina } from './apoyo/maquina.ts';

const CARPETA = import.meta.dirname;
const RESULTADOS = join(CARPETA, 'resultados');

const Salida = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

type Veredicto = 'cumple' | 'no cumple' | 'sin meta';

interface Juicio {
  readonly que: string;
  /** median of the repetitions, and the least and the most */
  readonly mediana: number;
  readonly minimo: number;
  readonly maximo: number;
  readonly veces: number;
  readonly unidad: string;
  readonly meta: string;
  readonly veredicto: Veredicto;
}

type Resultado = 'cumple' | 'no cumple' | 'omitido' | 'no se pudo';

async function runBanco(banco: Banco, tamano: 'oficial' | 'rapido'): Promise<Resultado> {
  console.log(`\n${banco.nombre}: ${banco.que}`);
  const fecha = new Date().toISOString();
  const carga = { antes: cargaDeLaMaquina(), despues: 0 };
  const lineas: Linea[] = [];
  for (const programa of banco.programas) {
    const { codigo, salida } = await run(programa, tamano);
    if (codigo !== 0) {
      console.log(`  no se pudo: ${programa.archivo} terminó con ${codigo}`);
      return 'no se pudo';
    }
    for (const line of salida.split('\n')) if (line !== '') lineas.push(Salida.parse(JSON.parse(line)));
  }
  carga.despues = cargaDeLaMaquina();
  const [omitida] = lineas.filter(({ omitido }) => omitido !== undefined);
  if (omitida !== undefined) {
    console.log(`  omitido: ${String(omitida.omitido)}`);
    return 'omitido';
  }
  const juicios = banco.cifras.flatMap((cifra) =>
    judge(tamano === 'oficial' ? cifra : { ...cifra, meta: null }, lineas),
  );
  printTable(juicios);
  if (tamano === 'oficial') {
    // One text: the formatter of the repository would write a short list in one line, and JSON.stringify does not.
    const ordenes = banco.programas.map(({ archivo, args }) =>
      ['node', `bancos/${archivo}`, ...args].join(' '),
    );
    const orden = ordenes.join('; ');
    const maquina = describeMaquina();
    const result = { banco: banco.nombre, que: banco.que, fecha, maquina, carga, orden, juicios, lineas };
    mkdirSync(RESULTADOS, { recursive: true });
    writeFileSync(join(RESULTADOS, `${banco.nombre}.json`), `${JSON.stringify(result, null, 2)}\n`);
  }
  return juicios.some(({ veredicto }) => veredicto === 'no cumple') ? 'no cumple' : 'cumple';
}

async function run({ archivo, args, rapido }: Programa, tamano: 'oficial' | 'rapido') {
  const given = tamano === 'oficial' ? args : rapido;
  const child = spawn(process.execPath, [join(CARPETA, archivo), ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const salida = await text(child.stdout);
  return { codigo: await ended, salida };
}

/** A number is judged by its median; a memory, by the worst. */
function judge({ que, unidad, de, meta }: Cifra, lineas: readonly Linea[]): readonly Juicio[] {
  const values = lineas.map(de).filter((value) => value !== null);
  if (values.length === 0) return [];
  const mediana = quantile(values, 0.5);
  const [minimo, maximo] = [Math.min(...values), Math.max(...values)];
  const numbers = { que, mediana, minimo, maximo, veces: values.length, unidad };
  if (meta === null) return [{ ...numbers, meta: '', veredicto: 'sin meta' }];
  const judged = unidad === 'MiB' ? maximo : mediana;
  const isMet = meta.tipo === 'menos de' ? judged < meta.valor : judged >= meta.valor;
  return [
    { ...numbers, meta: `${meta.tipo} ${meta.valor} ${unidad}`, veredicto: isMet ? 'cumple' : 'no cumple' },
  ];
}

function printTable(juicios: readonly Juicio[]): void {
  const rows = juicios.map(({ que, mediana, minimo, maximo, veces, unidad, meta, veredicto }) => [
    que,
    `${show(mediana)} ${unidad}`.trim(),
    veces > 1 ? `${show(minimo)} a ${show(maximo)} en ${veces} veces` : 'una vez',
    meta === '' ? '–' : meta.trim(),
    veredicto === 'sin meta' ? '' : veredicto,
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of rows)
    console.log(
      `  ${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}`,
    );
}

function show(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rapido: { type: 'boolean' } },
  });
  const unknown = positionals.filter((name) => !BANCOS.some(({ nombre }) => nombre === name));
  if (unknown.length > 0) {
    console.error(
      `No existe el banco «${unknown[0]}». Los que hay: ${BANCOS.map(({ nombre }) => nombre).join(', ')}.`,
    );
    return 2;
  }
  const { nucleos, memoriaGiB, node, postgresql } = describeMaquina();
  console.log(
    `${nucleos} núcleos, ${memoriaGiB} GiB, Node ${node}, PostgreSQL ${postgresql}; carga ${cargaDeLaMaquina()}`,
  );
  const chosen = BANCOS.filter(({ nombre }) => positionals.length === 0 || positionals.includes(nombre));
  const results: Resultado[] = [];
  for (const banco of chosen)
    results.push(await runBanco(banco, values.rapido === true ? 'rapido' : 'oficial'));
  if (values.rapido === true) console.log('\nTamaños pequeños: estos números no miden nada.');
  if (results.includes('no se pudo')) return 2;
  return results.includes('no cumple') ? 1 : 0;
}

process.exitCode = await main();
