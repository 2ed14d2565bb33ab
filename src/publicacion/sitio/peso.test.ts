/**
 * What a reader downloads to see a page of Michoacán 2027 with everything counted: the page and all that it asks for by
 * itself, compressed as it is served. Not the images of the actas, which are asked for when an acta is opened.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, normalize, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asRows, escribirAlmacen } from '../../../pruebas/apoyo/corte-minimo.ts';
import { RAIZ } from '../../../pruebas/apoyo/disponible.ts';
import { loadProceso } from '../../proceso/cargar.ts';
import { filasLargas } from '../pruebas/sitio/proceso-largo.ts';
import { publishCorte } from '../publicar.ts';
import { PAGINAS } from '../sitio-en-corte.ts';

const INICIO = 30_000;
const OTRA = 60_000;
/** The pages of the rest are smaller. */
const CASILLAS = 12;

let carpeta: string;
/** of the tree that is served */
let vigente: string;

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'prep-peso-'));
  const proceso = await loadProceso(join(RAIZ, 'procesos', 'michoacan-2027'));
  if (!proceso.ok) throw new Error('a process with errors');
  const filas = filasLargas(proceso.value);
  const imagenes = join(carpeta, 'almacen');
  escribirAlmacen(imagenes, filas);
  const done = await publishCorte({
    rows: asRows(filas),
    proceso: proceso.value,
    posicion: 1,
    momento: new Date('2027-06-07T05:30:00.000Z'),
    numero: 1,
    tipo: 'ultimo',
    carpeta: join(carpeta, 'publicacion'),
    imagenes,
    sitio: () => ({ direccion: 'https://prep.ejemplo.mx/', difusores: [] }),
    paginas: {
      ...PAGINAS,
      renderSeccion: (contexto, datos) =>
        (datos.elecciones[0]?.casillas.length ?? 0) < CASILLAS ? '' : PAGINAS.renderSeccion(contexto, datos),
    },
  });
  if (!done.ok) throw new Error(done.error.mensaje);
  vigente = join(carpeta, 'publicacion', 'vigente');
}, 240_000);
afterAll(() => rmSync(carpeta, { recursive: true, force: true }));

/** What a file asks for as soon as it arrives, from the root of the site. */
function askedBy(ruta: string): readonly string[] {
  const text = readFileSync(join(vigente, ruta), 'utf8');
  const found = ruta.endsWith('.html')
    ? [
        ...text.matchAll(
          /<(?:script|img|source|iframe|use|image)[^>]* (?:src|href)="([^"#]+)"[^>]*>|<link[^>]* href="([^"]+)"/g,
        ),
      ]
        .filter(([tag]) => !tag.includes('loading="lazy"') && !/rel="(canonical|alternate)"/.test(tag))
        .map(([, source, link]) => source ?? link ?? '')
    : [...text.matchAll(/(?:^import |\bfrom ?|\bimport\(|url\()["']?([^"')]+)["']?/gm)].map(
        ([, address]) => address ?? '',
      );
  return found
    .filter((address) => /^\.{0,2}\/|^recursos\//.test(address))
    .map((address) => normalize(join(ruta, '..', address)));
}

/** A page and, once each, all that comes with it. */
function filesOf(pagina: string): ReadonlySet<string> {
  const all = new Set([pagina]);
  for (const ruta of all) {
    if (!/\.(html|css|js)$/.test(ruta)) continue;
    for (const asked of askedBy(ruta)) all.add(asked);
  }
  return all;
}

function weightOf(pagina: string): number {
  let bytes = 0;
  for (const ruta of filesOf(pagina)) {
    const br = statSync(join(vigente, `${ruta}.br`), { throwIfNoEntry: false });
    bytes += (br ?? statSync(join(vigente, ruta))).size;
  }
  return bytes;
}

test('Inicio weighs 30 KB with all that it asks for, and any other page 60', () => {
  const paginas = readdirSync(`${vigente}/`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(vigente, join(entry.parentPath, entry.name)))
    .filter((ruta) => statSync(join(vigente, ruta)).size > 0);
  expect(paginas.filter((ruta) => ruta.startsWith('secciones/')).length).toBeGreaterThan(5);
  expect(filesOf('index.html').size).toBeGreaterThan(5);
  const weights = paginas.map((ruta) => [ruta, weightOf(ruta)] as const);
  const heavy = weights.filter(([ruta, bytes]) => bytes > (ruta === 'index.html' ? INICIO : OTRA));
  expect(heavy).toEqual([]);
});

test('where the address of the site is known, the searchers are told it, with every page but those of sections', () => {
  const robots = readFileSync(join(vigente, 'robots.txt'), 'utf8');
  expect(robots).toContain('Sitemap: https://prep.ejemplo.mx/sitemap.txt\n');
  const lines = readFileSync(join(vigente, 'sitemap.txt'), 'utf8').trimEnd().split('\n');
  expect(lines).toContain('https://prep.ejemplo.mx/');
  expect(lines).toContain('https://prep.ejemplo.mx/GUB/votacion/');
  for (const line of lines) {
    const ruta = line.slice('https://prep.ejemplo.mx/'.length);
    expect(statSync(join(vigente, ruta, 'index.html')).isFile(), line).toBe(true);
  }
  expect(readFileSync(join(vigente, 'GUB', 'index.html'), 'utf8')).toContain(
    'content="https://prep.ejemplo.mx/GUB/compartir.png"',
  );
});
