/**
 * How long `prep revisar` takes and how much memory: `node bancos/revisar.ts [renglones]`, 170,000 by default, the
 * casillas of the country. Prints one line of JSON for each of two databases of 60 columns: with bare cells, and with
 * every cell in quotes, the slow way of the scanner.
 *
 * `razon` compares with only reading the same file and splitting it by its commas, on the same machine: the number
 * that should not grow.
 */

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revisar } from '../src/cli/revisar.ts';
import { type Contabilizacion, contabilizacion, type Observacion } from '../src/dominio/contabilizacion.ts';
import { type Avance, addActa, CIFRAS, computeEncabezado, emptyAvance } from '../src/dominio/corte.ts';

const MEGA = 1024 * 1024;
const PARTIDOS = ['PAN', 'PRI', 'PRD', 'PVEM', 'PT', 'MC', 'MORENA', 'NAP', 'FXMP', 'PSI'];
const COMBINACIONES = [
  ...[
    'C_PAN_PRI_PRD',
    'C_PAN_PRI',
    'C_PAN_PRD',
    'C_PRI_PRD',
    'C_PVEM_PT_MORENA',
    'C_PVEM_PT',
    'C_PVEM_MORENA',
  ],
  ...['C_PT_MORENA', 'C_NAP_FXMP', 'C_NAP_PSI', 'C_FXMP_PSI', 'C_NAP_FXMP_PSI'],
];
const OPCIONES = [...PARTIDOS, ...COMBINACIONES, ...[1, 2, 3, 4, 5, 6].map((n) => `CAND_IND_${n}`)];
const COLUMNAS = [
  ...[
    'CLAVE_CASILLA',
    'CLAVE_ACTA',
    'ID_ENTIDAD',
    'ENTIDAD',
    'ID_DISTRITO',
    'DISTRITO',
    'SECCION',
    'ID_CASILLA',
  ],
  ...['TIPO_CASILLA', 'EXT_CONTIGUA', 'UBICACION_CASILLA', 'TIPO_ACTA', 'TOTAL_BOLETAS_SOBRANTES'],
  ...['TOTAL_PERSONAS_VOTARON', 'TOTAL_REP_PARTIDO_CI_VOTARON', 'TOTAL_VOTOS_SACADOS', ...OPCIONES],
  ...['NO_REGISTRADAS', 'NULOS', 'TOTAL_VOTOS_ASENTADO', 'TOTAL_VOTOS_CALCULADO', 'LISTA_NOMINAL'],
  ...['REPRESENTANTES_PP_CI', 'OBSERVACIONES', 'CONTABILIZADA', 'MECANISMOS_TRASLADO', 'CODIGO_INTEGRIDAD'],
  ...['FECHA_HORA_ACOPIO', 'FECHA_HORA_CAPTURA', 'FECHA_HORA_VERIFICACION', 'ORIGEN', 'DIGITALIZACION'],
  'TIPO_DOCUMENTO',
];

/** OBSERVACIONES of each row. */
const TEXTOS = {
  ninguna: ' - ',
  algun_campo: 'ALGÚN CAMPO ILEGIBLE O SIN DATO',
  sin_acta: 'SIN ACTA POR PAQUETE NO ENTREGADO',
} as const satisfies Partial<Record<Observacion, string>>;

const [, , first = '170000', path] = process.argv;
if (first === 'medir' && path !== undefined) await measureHere(path);
else await measureAll(Number(first));

async function measureAll(renglones: number): Promise<void> {
  const folder = mkdtempSync(join(process.env.PREP_BANCO ?? tmpdir(), 'banco-revisar-'));
  try {
    for (const celdas of ['limpias', 'entre_comillas'] as const) {
      const file = join(folder, `${celdas}.csv`);
      await writeBase(file, renglones, celdas === 'limpias' ? (celda) => celda : (celda) => `"${celda}"`);
      // In a process of its own: its memory is only that of the check.
      const child = spawnSync(process.execPath, [import.meta.filename, 'medir', file], { encoding: 'utf8' });
      if (child.status !== 0) throw new Error(child.stdout + child.stderr);
      const measured: unknown = JSON.parse(child.stdout);
      const mb = Math.round(statSync(file).size / MEGA);
      console.log(
        JSON.stringify({
          ...{ banco: 'revisar', celdas, renglones, columnas: COLUMNAS.length, mb },
          ...(typeof measured === 'object' ? measured : {}),
        }),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureHere(file: string): Promise<void> {
  const seconds = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const text: string[] = [];
  const io = { write: (piece: string) => text.push(piece) };
  let codigo = -1;
  const segundos = await seconds(async () => {
    codigo = await revisar([file], { stdout: io, stderr: io });
  });
  const memoria = process.resourceUsage().maxRSS / 1024;
  if (codigo !== 0) throw new Error(`prep revisar said ${codigo}: ${text.join('')}`);
  const leer = await seconds(() => justRead(file));
  console.log(
    JSON.stringify({
      segundos: Number(segundos.toFixed(2)),
      memoriaMb: Math.round(memoria),
      leerSegundos: Number(leer.toFixed(2)),
      razon: Number((segundos / leer).toFixed(1)),
    }),
  );
}

async function justRead(file: string): Promise<number> {
  let cells = 0;
  let rest = '';
  for await (const piece of createReadStream(file, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) cells += line.split(',').length;
  }
  return cells;
}

/** A night that ends with nothing wrong: captured actas, some illegible, SIN ACTA, and some that did not arrive. */
async function writeBase(file: string, renglones: number, cell: (celda: string) => string): Promise<void> {
  const avance = emptyAvance();
  for (let i = 0; i < renglones; i += 1) makeRow(i, avance);
  const encabezado = computeEncabezado(avance, 'ultimo', {
    participacion: 'sin_especiales_hasta_el_ultimo',
    inconsistencias: 'todas',
  });
  const out = createWriteStream(file);
  const line = (celdas: readonly string[]) => `${celdas.map(cell).join(',')}\n`;
  out.write(`\ufeffPRESIDENCIA\n03/06/2024 20:00 (UTC-6)\n\n`);
  out.write(line(CIFRAS));
  out.write(line(CIFRAS.map((cifra) => String(encabezado[cifra]))));
  out.write('\n');
  out.write(line(COLUMNAS));
  let pending = '';
  for (let i = 0; i < renglones; i += 1) {
    pending += line(makeRow(i, emptyAvance()));
    if (pending.length < MEGA) continue;
    if (!out.write(pending)) await once(out, 'drain');
    pending = '';
  }
  out.end(pending);
  await once(out, 'finish');
}

function makeRow(i: number, avance: Avance): readonly string[] {
  const two = (n: number) => String(n).padStart(2, '0');
  const entidad = two(1 + (Math.floor(i / 9999) % 32));
  const seccion = String(1 + (i % 9999)).padStart(4, '0');
  const tipo = 'BC'[i % 2] ?? 'B';
  const clave = `${entidad}${seccion}${tipo}0100`;
  const observacion: keyof typeof TEXTOS | null =
    i % 50 === 0 ? null : i % 20 === 0 ? 'sin_acta' : i % 9 === 0 ? 'algun_campo' : 'ninguna';
  const votos = OPCIONES.map((_, j) => (i * 31 + j * 17) % 97);
  const total = votos.reduce((sum, n) => sum + n, 7);
  const acta: Contabilizacion | null = observacion === null ? null : contabilizacion(observacion, total);
  const listaNominal = total + 300;
  addActa(avance, { tipoCasilla: tipo === 'B' ? 'B' : 'C', listaNominal, contabilizacion: acta });
  const captured = observacion === 'ninguna' || observacion === 'algun_campo';
  const field = (n: number | string) => (captured ? String(n) : observacion === null ? '-' : 'SIN ACTA');
  const mark = (text: string) => (captured ? text : observacion === null ? '-' : 'N/A');
  const minute = two(i % 60);
  return [
    ...[`'${clave}`, `'${clave}1`, `'${entidad}`, 'MICHOACÁN DE OCAMPO', `'0${entidad}`, 'MORELIA SURESTE'],
    ...[
      `'${seccion}`,
      `'01`,
      tipo,
      `'00`,
      '1',
      '1',
      ...[100, total, 8, total].map(field),
      ...votos.map(field),
    ],
    ...[
      field(observacion === 'algun_campo' ? 'ILEGIBLE' : 0),
      field(7),
      field(total),
      captured ? String(total) : '0',
    ],
    ...[
      String(listaNominal),
      '20',
      TEXTOS[observacion ?? 'ninguna'],
      String(acta?.contabilizada ?? '-'),
      mark('F'),
    ],
    mark(`${clave.toLowerCase().replace(/[^0-9a-f]/g, '0')}${String(i).padStart(53, 'b')}`),
    ...[20, 21, 22].map((hora) => mark(`02/06/2024 ${hora}:${minute}:${minute}`)),
    ...[mark('CATD'), mark('ESCANER'), mark('ACTA PREP')],
  ];
}
