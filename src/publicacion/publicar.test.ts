import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { bytesDeImagen, type FilaMinima, MOMENTO } from '../../pruebas/apoyo/corte-minimo.ts';
import { canonicalJson } from '../comun/canonico.ts';
import { imagePath } from '../comun/imagenes.ts';
import { camposDe, camposDeVotos } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import {
  archivosDe,
  carpetasDeCortes,
  checkedActual,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from './pruebas/publicacion-de-prueba.ts';

let publicacion: PublicacionDePrueba;
beforeEach(async () => {
  publicacion = await withPublicacion();
});
afterEach(() => publicacion.remove());

/** A file of a corte, from the store: also of one that is no longer in force. */
function read(carpeta: string, ruta: string): string {
  const { raiz } = publicacion;
  if (ruta === 'manifiesto.json') return readFileSync(join(raiz, carpeta, ruta), 'utf8');
  const archivo = archivosDe(raiz, `${carpeta}/manifiesto.json`).get(ruta);
  if (archivo === undefined) throw new Error(`${carpeta} has no ${ruta}`);
  return readFileSync(join(raiz, 'objetos', archivo.sha256.slice(0, 2), archivo.sha256), 'utf8');
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of these files is what the tests look at
function readJson(carpeta: string, ruta: string): any {
  return JSON.parse(read(carpeta, ruta));
}

/** A file of the ZIP of an election. */
async function readZip(carpeta: string, clave: string, nombre: string): Promise<string> {
  const zip = `${publicacion.raiz}/${carpeta}/20270606_2040_PREP_${clave}_MICH.zip`;
  const opened = await openPromise(zip);
  for await (const entry of opened.eachEntry()) {
    if (entry.fileName !== nombre) continue;
    const bytes = await buffer(await opened.openReadStreamPromise(entry));
    opened.close();
    return bytes.toString('utf8');
  }
  throw new Error(`${zip} has no ${nombre}`);
}

describe('the files of a corte', () => {
  test.each([
    ['GUB/MICH_GUB_CANDIDATURAS_2027.csv', 'GUB_CANDIDATURAS.golden.csv'],
    ['AYUN/MICH_AYUN_CANDIDATURAS_2027.csv', 'AYUN_CANDIDATURAS.golden.csv'],
    ['AYUN/LEEME.txt', 'LEEME.golden.txt'],
    ['DIP_LOC/entidad.json', 'DIP_LOC-entidad.golden.json'],
    ['GUB/distritos/001.json', 'GUB-distrito.golden.json'],
    ['GUB/distritos/indice.json', 'GUB-indice.golden.json'],
    ['secciones/160001.json', 'seccion.golden.json'],
    ['avance.json', 'avance.golden.json'],
    ['GUB/actas-fuera-de-catalogo.json', 'GUB-fuera-de-catalogo.golden.json'],
  ])('%s', async (ruta, golden) => {
    const { carpeta } = published(await publicacion.publish());
    await expect(read(carpeta, ruta)).toMatchFileSnapshot(`./pruebas/golden/${golden}`);
  });

  test.each(['GUB', 'DIP_LOC', 'AYUN'])('the database of %s', async (clave) => {
    const { carpeta } = published(await publicacion.publish());
    await expect(await readZip(carpeta, clave, `MICH_${clave}_2027.csv`)).toMatchFileSnapshot(
      `./pruebas/golden/${clave}.golden.csv`,
    );
    for (const nombre of [`MICH_${clave}_CANDIDATURAS_2027.csv`, 'LEEME.txt']) {
      expect(await readZip(carpeta, clave, nombre)).toBe(read(carpeta, `${clave}/${nombre}`));
    }
  });

  test('are those of the manifest, no more and no less, and the pointer has its hash', async () => {
    const { carpeta, sha256, archivos } = published(await publicacion.publish());
    const actual = checkedActual(publicacion.raiz);
    expect(actual).toMatchObject({
      carpeta,
      manifiesto: { sha256 },
      corte: { numero: 1, posicion: 100, tipo: 'intermedio', local: '06/06/2027 20:40 (UTC-6)' },
    });
    const manifiesto = readJson(carpeta, 'manifiesto.json');
    expect(manifiesto).toMatchObject({
      esquema: 'prep-abierto/manifiesto/2',
      aviso: 'DEMOSTRACIÓN: los datos no son reales',
      proceso: { nombre: 'proceso-minimo', sha256: '0'.repeat(64) },
      corte: { numero: 1, posicion: 100, tipo: 'intermedio', momento: '2027-06-06T20:40:07-06:00' },
    });
    expect(read(carpeta, 'manifiesto.json')).toBe(`${canonicalJson(manifiesto)}\n`);
    const rutas = manifiesto.archivos.map(({ ruta }: { ruta: string }) => ruta);
    expect(rutas).toEqual(rutas.toSorted());
    const todas = archivosDe(publicacion.raiz, `${carpeta}/manifiesto.json`);
    expect(todas.size + manifiesto.descargas.length + 1).toBe(archivos);
    expect(manifiesto.partes).toEqual([
      { nombre: 'secciones/16000', bytes: expect.any(Number), sha256: expect.any(String) },
    ]);
  });

  test('of the real night carry no mark, and those of an exercise carry it everywhere', async () => {
    const exercise = published(await publicacion.publish());
    const jornada = { ...publicacion, raiz: `${publicacion.raiz}-jornada` };
    const night = published(
      await publicacion.publish({
        carpeta: jornada.raiz,
        proceso: { ...publicacion.proceso, tipo: 'jornada' },
      }),
    );
    const marked = (raiz: string, carpeta: string) =>
      [...archivosDe(raiz, `${carpeta}/manifiesto.json`)]
        .filter(([ruta]) => /\.(json|csv|txt)$/.test(ruta) && !ruta.startsWith('esquemas/'))
        .map(([ruta, { sha256 }]) => [
          ruta,
          /DEMOSTRACIÓN/.test(readFileSync(join(raiz, 'objetos', sha256.slice(0, 2), sha256), 'utf8')),
        ]);
    expect(marked(publicacion.raiz, exercise.carpeta).filter(([, found]) => !found)).toEqual([]);
    expect(marked(jornada.raiz, night.carpeta).filter(([, found]) => found)).toEqual([]);
    expect(await readZip(exercise.carpeta, 'GUB', 'MICH_GUB_2027.csv')).toMatch(
      /^\ufeffGUBERNATURA \(DEMOSTRACIÓN\)\n/,
    );
  });

  test('of the last corte include especiales in participation', async () => {
    const before = published(await publicacion.publish());
    const last = published(await publicacion.publish({ numero: 2, tipo: 'ultimo' }));
    const participacion = (carpeta: string) => readJson(carpeta, 'GUB/entidad.json').actas;
    expect(participacion(before.carpeta)).toMatchObject({ votos: 639, votosSinEspeciales: 532 });
    expect(participacion(before.carpeta).participacion).toBe('21.4602');
    expect(participacion(last.carpeta).participacion).toBe('25.7765');
  });
});

describe('every level adds up to the database', () => {
  const CASOS: readonly (readonly [string, () => readonly FilaMinima[]])[] = [
    ['the minimal corte', () => publicacion.filas],
    [
      'a corte in zeros',
      () => publicacion.filas.filter(isEsperada).map((fila) => ({ ...fila, resultado: null })),
    ],
  ];

  test.each(CASOS)('%s', async (_, filas) => {
    const { carpeta } = published(await publicacion.publish({ filas: filas() }));
    for (const { clave } of publicacion.proceso.elecciones) await checkTotals(carpeta, clave);
  });

  test('any corte', async () => {
    const { filas, proceso } = publicacion;
    let numero = 0;
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 999 })), async (numbers) => {
        numero += 1;
        const next = () => numbers.next().value ?? 0;
        const random = filas.map((fila) => withReadings(fila, next));
        const { carpeta } = published(await publicacion.publish({ filas: random, numero }));
        for (const { clave } of proceso.elecciones) await checkTotals(carpeta, clave);
      }),
      { numRuns: 15 },
    );
  });
});

function isEsperada({ resultado }: FilaMinima): boolean {
  return resultado?.tipo !== 'fuera_de_catalogo';
}

/** The same acta with any readings, sometimes not legible, sometimes not there. */
function withReadings(fila: FilaMinima, next: () => number): FilaMinima {
  const acta = publicacion.proceso.actasPorId.get(fila.id as never);
  if (acta === undefined || fila.resultado?.tipo !== 'acta') return fila;
  if (next() % 10 === 0) return { ...fila, resultado: { tipo: 'sin_acta', motivo: 'casilla_no_instalada' } };
  if (next() % 10 === 0) return { ...fila, resultado: null };
  const eleccion = publicacion.proceso.eleccionPorClave.get(fila.eleccion)!;
  const lecturas: Record<string, Lectura> = {};
  for (const campo of camposDe(eleccion, acta.casilla.tipo, acta.territorio)) {
    const value = next();
    lecturas[campo] = value % 17 === 0 ? 'ILEGIBLE' : value % 19 === 0 ? 'SIN DATO' : value % 80;
  }
  return { ...fila, resultado: { ...fila.resultado, lecturas } };
}

/** The database as a program would read it, and every JSON against it. */
async function checkTotals(carpeta: string, clave: string): Promise<void> {
  const { proceso } = publicacion;
  const eleccion = proceso.eleccionPorClave.get(clave)!;
  const lines: string[][] = parse(await readZip(carpeta, clave, `MICH_${clave}_2027.csv`), {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: false,
  });
  // csv-parse gives an empty line as one empty cell; a reader that skips them finds the same lines.
  const filled = lines.filter((cells) => cells.length > 1 || cells[0] !== '');
  const [, , names = [], values = [], columns = [], ...rows] = filled;
  expect(rows.every((cells) => cells.length === columns.length)).toBe(true);
  const records = rows.map((cells) =>
    Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])),
  );
  const counted = records.filter(({ CONTABILIZADA }) => CONTABILIZADA === '1');
  const isRp = ({ TIPO_ACTA }: Record<string, string>) =>
    eleccion.tiposActa.find((tipo) => tipo.clave === TIPO_ACTA)?.principio === 'RP';
  const votesOf = (column: string, rp: boolean) =>
    sum(counted.filter((row) => isRp(row) === rp).map((row) => Number(row[column]) || 0));

  const entidad = readJson(carpeta, `${clave}/entidad.json`);
  expect(Object.entries(entidad.encabezado).map(([name, value]) => [name, String(value)])).toEqual(
    names.map((name, i) => [name, values[i]]),
  );
  expect(entidad.actas).toMatchObject({
    esperadas: records.filter(({ CONTABILIZADA }) => CONTABILIZADA !== '2').length,
    contabilizadas: counted.length,
    fueraDeCatalogo: records.filter(({ CONTABILIZADA }) => CONTABILIZADA === '2').length,
    noContabilizadas: records.filter(({ CONTABILIZADA }) => CONTABILIZADA === '0').length,
  });
  const { razones } = entidad.actas;
  expect(razones.excedeListaNominal + razones.todosIlegiblesOSinDato + razones.sinActa).toBe(
    entidad.actas.noContabilizadas,
  );
  const { urbana, noUrbana } = entidad.cobertura;
  expect(urbana.esperadas + noUrbana.esperadas).toBe(entidad.actas.esperadas);
  expect(urbana.contabilizadas + noUrbana.contabilizadas).toBe(entidad.actas.contabilizadas);

  const { resultados, representacionProporcional: rp } = entidad;
  for (const opcion of resultados.opciones) expect(opcion.votos).toBe(votesOf(opcion.clave, false));
  for (const opcion of rp?.opciones ?? []) expect(opcion.votos).toBe(votesOf(opcion.clave, true));
  expect(resultados.noRegistradas.votos).toBe(votesOf('NO_REGISTRADAS', false));
  expect(resultados.nulos.votos).toBe(votesOf('NULOS', false));
  expect(resultados.total + (rp?.total ?? 0)).toBe(entidad.actas.votos);
  const own = resultados.total - resultados.noRegistradas.votos - resultados.nulos.votos;
  expect(sum(resultados.partidos.map(votosDe))).toBe(own);
  if (resultados.candidaturas !== null) expect(sum(resultados.candidaturas.map(votosDe))).toBe(own);

  const indice = readJson(carpeta, entidad.territorios);
  const territorios = indice.territorios.map(({ archivo }: { archivo: string }) =>
    readJson(carpeta, archivo),
  );
  const secciones = [...archivosDe(publicacion.raiz, `${carpeta}/manifiesto.json`).keys()]
    .filter((ruta) => /^secciones\/\d+\.json$/.test(ruta))
    .flatMap((ruta) => readJson(carpeta, ruta).elecciones)
    .filter((one) => one.eleccion.clave === clave);
  for (const level of [territorios, secciones]) {
    for (const figure of [
      'esperadas',
      'capturadas',
      'contabilizadas',
      'votos',
      'listaNominalContabilizadas',
    ]) {
      expect(sum(level.map(({ actas }: Level) => Number(actas[figure])))).toBe(entidad.actas[figure]);
    }
    expect(sum(level.map((one: Level) => one.resultados.total))).toBe(resultados.total);
    for (const { clave: opcion, votos } of resultados.opciones) {
      const found = level.flatMap((one: Level) => one.resultados.opciones.filter((o) => o.clave === opcion));
      expect(sum(found.map(votosDe))).toBe(votos);
    }
  }
  for (const partido of resultados.partidos) {
    const found = territorios.flatMap((one: Level) =>
      (one.resultados.partidos ?? []).filter((p) => p.clave === partido.clave),
    );
    expect(sum(found.map(votosDe))).toBe(partido.votos);
  }
  checkActas(clave, records, secciones);
}

interface Level {
  readonly actas: Readonly<Record<string, unknown>>;
  readonly resultados: {
    readonly total: number;
    readonly opciones: readonly { clave: string; votos: number }[];
    readonly partidos: readonly { clave: string; votos: number }[] | null;
  };
}

/** Each acta of the sections says what its row says. */
function checkActas(
  clave: string,
  records: readonly Record<string, string>[],
  // biome-ignore lint/suspicious/noExplicitAny: the shape of these files is what the test looks at
  secciones: readonly any[],
): void {
  const { proceso } = publicacion;
  const eleccion = proceso.eleccionPorClave.get(clave)!;
  const actas = secciones.flatMap(({ casillas }) =>
    casillas.flatMap((casilla: { actas: { id: string }[] }) => casilla.actas),
  );
  const byId = new Map(actas.map((acta) => [acta.id, acta]));
  for (const [i, { id, territorio }] of (proceso.actasPorEleccion.get(clave) ?? []).entries()) {
    const row = records[i]!;
    const acta = byId.get(id);
    expect(row.CLAVE_ACTA).toBe(`'${acta.clave}`);
    expect(String(acta.contabilizada ?? '-')).toBe(row.CONTABILIZADA);
    if (acta.estado !== 'capturada') continue;
    expect(String(acta.totalCalculado)).toBe(row.TOTAL_VOTOS_CALCULADO);
    for (const campo of camposDeVotos(eleccion, territorio))
      expect(String(acta.votos[campo])).toBe(row[campo]);
    for (const [campo, value] of Object.entries(acta.generales)) expect(String(value)).toBe(row[campo]);
    expect(acta.imagen.sha256).toBe(row.CODIGO_INTEGRIDAD);
    expect(acta.observacion?.texto ?? ' - ').toBe(row.OBSERVACIONES);
  }
}

function votosDe({ votos }: { readonly votos: number }): number {
  return votos;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

describe('the same position gives the same bytes', () => {
  test('whatever the zone and the language of the machine', () => {
    const hashes = [
      { TZ: 'UTC', LC_ALL: 'C' },
      { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'America/New_York', LC_ALL: 'es_MX.UTF-8' },
    ].map((env, i) => {
      const child = spawnSync(
        process.execPath,
        [
          fileURLToPath(new URL('./pruebas/publicar-aparte.ts', import.meta.url)),
          `${publicacion.raiz}-${i}`,
          publicacion.almacen,
        ],
        { env: { ...process.env, ...env }, encoding: 'utf8' },
      );
      return child.stdout;
    });
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(hashes).size).toBe(1);
  });

  test('whatever the order of the elections and when those fuera de catálogo come', async () => {
    const { filas, raiz } = publicacion;
    const first = published(await publicacion.publish());
    const byEleccion = Map.groupBy(filas, ({ eleccion }) => eleccion);
    const other = [...byEleccion.values()].reverse().flatMap((own) => {
      const fueras = own.filter((fila) => !isEsperada(fila)).reverse();
      return [...fueras, ...own.filter(isEsperada)];
    });
    expect(other).not.toEqual(filas);
    const second = published(await publicacion.publish({ filas: other, carpeta: `${raiz}-otra` }));
    expect(second.sha256).toBe(first.sha256);
  });

  test('whatever the order in which the database keeps the readings', async () => {
    const { filas, raiz } = publicacion;
    const first = published(await publicacion.publish());
    const reversed = filas.map((fila) => {
      if (fila.resultado?.tipo !== 'acta') return fila;
      const lecturas = Object.fromEntries(Object.entries(fila.resultado.lecturas).reverse());
      return { ...fila, resultado: { ...fila.resultado, lecturas } };
    });
    const second = published(await publicacion.publish({ filas: reversed, carpeta: `${raiz}-otra` }));
    expect(second.sha256).toBe(first.sha256);
  });

  test('the database is the same with or without a corte before', async () => {
    const carpeta = `${publicacion.raiz}-otra`;
    const alone = published(await publicacion.publish({ numero: 2, carpeta }));
    published(await publicacion.publish({ momento: new Date('2027-06-07T02:20:00Z') }));
    const after = published(await publicacion.publish({ numero: 2 }));
    for (const { clave } of publicacion.proceso.elecciones) {
      const zip = `20270606_2040_PREP_${clave}_MICH.zip`;
      expect(readFileSync(join(publicacion.raiz, after.carpeta, zip))).toEqual(
        readFileSync(join(carpeta, alone.carpeta, zip)),
      );
    }
  });
});

describe('a corte that follows another', () => {
  test('shares the file of each section in which nothing happened', async () => {
    const first = published(await publicacion.publish());
    const changed = publicacion.filas.map((fila) =>
      fila.id === 'GUB-160004B01002'
        ? { ...fila, resultado: { tipo: 'sin_acta' as const, motivo: 'paquete_no_entregado' as const } }
        : fila,
    );
    const second = published(await publicacion.publish({ filas: changed, numero: 2, posicion: 101 }));
    const sha = (carpeta: string, ruta: string) =>
      archivosDe(publicacion.raiz, `${carpeta}/manifiesto.json`).get(ruta)?.sha256;
    const same = (ruta: string) => sha(first.carpeta, ruta) === sha(second.carpeta, ruta);
    for (const ruta of ['160001.json', '160001/index.html']) expect(same(`secciones/${ruta}`)).toBe(true);
    for (const ruta of ['secciones/160004.json', 'GUB/entidad.json']) expect(same(ruta)).toBe(false);
    expect(readJson(second.carpeta, 'secciones/160001.json').actualizacion.numero).toBe(1);
    expect(readJson(second.carpeta, 'secciones/160004.json').actualizacion).toEqual({
      numero: 2,
      tipo: 'intermedio',
      momento: '2027-06-06T20:40:07-06:00',
      local: '06/06/2027 20:40 (UTC-6)',
    });
    const node = (carpeta: string, ruta: string) =>
      statSync(join(publicacion.raiz, 'objetos', `${sha(carpeta, ruta)?.slice(0, 2)}/${sha(carpeta, ruta)}`))
        .ino;
    const served = statSync(join(publicacion.raiz, 'vigente/secciones/160001.json')).ino;
    expect(served).toBe(node(first.carpeta, 'secciones/160001.json'));
    checkedActual(publicacion.raiz);
  });

  test('remembers the cortes before it and their manifests', async () => {
    const first = published(await publicacion.publish());
    const second = published(await publicacion.publish({ numero: 2, posicion: 101 }));
    const { cortes } = readJson(second.carpeta, 'cortes.json');
    expect(cortes.map(({ numero, manifiesto }: Record<string, unknown>) => [numero, manifiesto])).toEqual([
      [1, first.sha256],
      [2, null],
    ]);
    expect(
      readJson(second.carpeta, 'avance.json').puntos.map(({ numero }: Record<string, unknown>) => numero),
    ).toEqual([1, 2]);
  });

  test('does not carry on a file that the disk has spoiled', async () => {
    published(await publicacion.publish());
    writeFileSync(join(publicacion.raiz, 'vigente/secciones/160001.json'), 'dañado');
    published(await publicacion.publish({ numero: 2 }));
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(2);
  });

  test('taken again after it was put in place is the same corte', async () => {
    const first = published(await publicacion.publish());
    rmSync(join(publicacion.raiz, 'actual.json'));
    const again = published(await publicacion.publish());
    expect(again.sha256).toBe(first.sha256);
    expect(carpetasDeCortes(publicacion.raiz)).toHaveLength(1);
    checkedActual(publicacion.raiz);
  });

  test('does not replace a folder with other content', async () => {
    published(await publicacion.publish());
    rmSync(join(publicacion.raiz, 'actual.json'));
    const other = await publicacion.publish({ posicion: 101 });
    expect(other).toMatchObject({ ok: false, error: { codigo: 'CORTE_YA_EXISTE' } });
    expect(carpetasDeCortes(publicacion.raiz)).toHaveLength(1);
  });

  test.each([
    ['an earlier position', { posicion: 99, numero: 2 }],
    ['the same number', { posicion: 101, numero: 1 }],
  ])('is refused with %s', async (_, cambios) => {
    published(await publicacion.publish());
    const result = await publicacion.publish(cambios);
    expect(result).toMatchObject({ ok: false, error: { codigo: 'CORTE_ATRASADO' } });
    expect(checkedActual(publicacion.raiz)?.corte).toMatchObject({ numero: 1, posicion: 100 });
  });

  test('is refused when it is of another process, or the pointer is not one', async () => {
    published(await publicacion.publish());
    const proceso = { ...publicacion.proceso, sha256: '1'.repeat(64) };
    expect(await publicacion.publish({ numero: 2, proceso })).toMatchObject({
      ok: false,
      error: { codigo: 'CORTE_DE_OTRO_PROCESO' },
    });
    writeFileSync(join(publicacion.raiz, 'actual.json'), '{"carpeta":"../../etc"}');
    expect(await publicacion.publish({ numero: 2 })).toMatchObject({
      ok: false,
      error: { codigo: 'ACTUAL_ILEGIBLE' },
    });
  });
});

describe('the images', () => {
  test('are published once, by their hash, with the bytes of the store', async () => {
    const { carpeta } = published(await publicacion.publish());
    const [acta] = readJson(carpeta, 'secciones/160001.json').elecciones[0].casillas[0].actas;
    const image = join(publicacion.raiz, acta.imagen.archivo);
    expect(readFileSync(image)).toEqual(bytesDeImagen(acta.id));
    expect(statSync(image).ino).toBe(statSync(join(publicacion.almacen, imagePath(acta.imagen.sha256))).ino);
  });

  test.each([
    ['IMAGEN_FALTANTE', (path: string) => rmSync(path)],
    [
      'IMAGEN_ALTERADA',
      (path: string) => {
        rmSync(path);
        writeFileSync(path, 'otra imagen');
      },
    ],
  ] as const)('%s: nothing is published, and the sentence names the acta', async (codigo, damage) => {
    published(await publicacion.publish({ filas: publicacion.filas.filter(isEsperada) }));
    const fuera = publicacion.filas.find((fila) => !isEsperada(fila))!;
    if (fuera.resultado?.tipo !== 'fuera_de_catalogo') throw new Error(fuera.id);
    damage(join(publicacion.almacen, imagePath(fuera.resultado.imagen.sha256)));
    const result = await publicacion.publish({ numero: 2, posicion: 101 });
    expect(result).toMatchObject({ ok: false, error: { codigo } });
    if (!result.ok) expect(result.error.mensaje).toContain(fuera.id);
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(1);
    expect(carpetasDeCortes(publicacion.raiz)).toHaveLength(1);
  });
});

describe('a snapshot that is not that of the process', () => {
  test.each([
    [
      'lacks an acta',
      (filas: readonly FilaMinima[]) => filas.filter(({ orden }) => orden !== 3),
      'INSTANTANEA_INCOMPLETA',
    ],
    [
      'lacks the last expected acta',
      (filas: readonly FilaMinima[]) => filas.filter(({ id }) => id !== 'GUB-160005B01002'),
      'INSTANTANEA_INCOMPLETA',
    ],
    [
      'lacks an election',
      (filas: readonly FilaMinima[]) => filas.filter(({ eleccion }) => eleccion !== 'GUB'),
      'INSTANTANEA_INCOMPLETA',
    ],
    ['is empty', () => [], 'INSTANTANEA_INCOMPLETA'],
    ['repeats an acta', (filas: readonly FilaMinima[]) => [filas[0]!, ...filas], 'INSTANTANEA_INCOMPLETA'],
    [
      'has another acta',
      (filas: readonly FilaMinima[]) => [{ ...filas[0]!, id: 'AYUN-X' }, ...filas],
      'INSTANTANEA_AJENA',
    ],
    [
      'has another election',
      (filas: readonly FilaMinima[]) => [{ ...filas[0]!, eleccion: 'SEN' }, ...filas],
      'INSTANTANEA_AJENA',
    ],
    [
      'comes back to an election',
      (filas: readonly FilaMinima[]) => [...filas, filas[0]!],
      'INSTANTANEA_AJENA',
    ],
  ] as const)('%s: nothing is published', async (_, change, codigo) => {
    const result = await publicacion.publish({ filas: change(publicacion.filas) });
    expect(result).toMatchObject({ ok: false, error: { codigo } });
    expect(checkedActual(publicacion.raiz)).toBeNull();
    expect(carpetasDeCortes(publicacion.raiz)).toEqual([]);
  });

  test('what the iteration throws passes through, with nothing left behind', async () => {
    async function* rows() {
      yield publicacion.filas[0]!;
      throw new Error('the database went away');
    }
    await expect(publicacion.publish({ rows: rows() })).rejects.toThrow('the database went away');
    expect(carpetasDeCortes(publicacion.raiz)).toEqual([]);
  });
});

test('the date of the files is that of the corte', async () => {
  const { carpeta } = published(await publicacion.publish());
  expect(statSync(join(publicacion.raiz, carpeta, 'manifiesto.json')).mtime).toEqual(MOMENTO);
});
