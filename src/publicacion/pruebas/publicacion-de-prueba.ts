/**
 * A publication in a temporary folder, with the images of the minimal corte: what the tests of this room start
 * from, and how they read it back.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  asRows,
  escribirAlmacen,
  type FilaMinima,
  filasMinimas,
  MOMENTO,
} from '../../../pruebas/apoyo/corte-minimo.ts';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import type { Refusal, Result } from '../../dominio/result.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import { openDisco } from '../disco.ts';
import type { CortePublicado, PublicarErrorCode } from '../motor.ts';
import { type PeticionDeCorte, publishCorte } from '../publicar.ts';
import { type Actual, readActual } from '../puntero.ts';
import type { Paginas } from '../sitio-en-corte.ts';

export interface PublicacionDePrueba {
  readonly proceso: Proceso;
  readonly filas: readonly FilaMinima[];
  /** root of the publication */
  readonly raiz: string;
  readonly almacen: string;
  /** Publishes the minimal corte, or what of it changes. */
  publish(
    cambios?: Partial<Omit<PeticionDeCorte, 'rows'>> & {
      readonly filas?: Iterable<FilaMinima>;
      readonly rows?: PeticionDeCorte['rows'];
    },
  ): Promise<Result<CortePublicado, Refusal<PublicarErrorCode>>>;
  remove(): void;
}

/** Pages that say only whose they are: the tests of the engine look at nothing else in them. */
export const PAGINAS_MINIMAS: Paginas = {
  renderSeccion: (_, { seccion, cambio }) => `<p>${seccion} ${cambio?.numero ?? 'sin cambios'}</p>`,
  renderTerritorio: (contexto, { ruta }) => `<p>${ruta} ${contexto.corte.numero}</p>`,
  renderSitio: async (contexto, { cortes }) =>
    new Map<string, string | Uint8Array>([
      ['index.html', `<p>${contexto.corte.numero} ${cortes.length}</p>`],
      // A file that goes away, as an old version of a style sheet does.
      [`recursos/${contexto.corte.numero % 2}/estilo.css`, 'body{}'],
      ['compartir/inicio.png', Uint8Array.of(0x89, 0x50, contexto.corte.numero)],
    ]),
};

export async function withPublicacion(): Promise<PublicacionDePrueba> {
  // The hash of the process changes with any setting; the files that tests compare should not.
  const proceso = { ...(await loadMinimo()), sha256: '0'.repeat(64) };
  const filas = filasMinimas(proceso);
  const folder = mkdtempSync(join(tmpdir(), 'prep-publicacion-'));
  const raiz = join(folder, 'publicacion');
  const almacen = join(folder, 'almacen');
  escribirAlmacen(almacen, filas);
  return {
    proceso,
    filas,
    raiz,
    almacen,
    publish: ({ filas: own = filas, ...cambios } = {}) =>
      publishCorte({
        rows: asRows(own),
        proceso,
        posicion: 100,
        momento: MOMENTO,
        numero: 1,
        tipo: 'intermedio',
        carpeta: raiz,
        imagenes: almacen,
        paginas: PAGINAS_MINIMAS,
        ...cambios,
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function published(result: Result<CortePublicado, Refusal>): CortePublicado {
  if (!result.ok) throw new Error(`${result.error.codigo}: ${result.error.mensaje}`);
  return result.value;
}

/** The corte in force, once every byte of it has been checked against its manifest. */
export function checkedActual(raiz: string): Actual | null {
  const actual = readActual(openDisco(), raiz);
  if (!actual.ok) throw new Error(actual.error.mensaje);
  if (actual.value === null) return null;
  const { manifiesto } = actual.value;
  equal(sha256(readFileSync(join(raiz, manifiesto.ruta))), manifiesto.sha256, manifiesto.ruta);
  for (const [ruta, archivo] of archivosDe(raiz, manifiesto.ruta)) {
    checkFile(join(raiz, objetoDe(archivo.sha256)), archivo, ruta);
  }
  checkVigente(raiz);
  return actual.value;
}

interface Archivo {
  readonly ruta: string;
  readonly bytes: number;
  readonly sha256: string;
}

function objetoDe(sha: string): string {
  return join('objetos', sha.slice(0, 2), sha);
}

/** Every file that a manifest lists, by ruta: those of its parts too. The downloads are checked on the way. */
export function archivosDe(raiz: string, rutaDeManifiesto: string): ReadonlyMap<string, Archivo> {
  const { archivos, partes, descargas } = JSON.parse(readFileSync(join(raiz, rutaDeManifiesto), 'utf8')) as {
    archivos: readonly Archivo[];
    partes: readonly Archivo[];
    descargas: readonly Archivo[];
  };
  for (const descarga of descargas) checkFile(join(raiz, descarga.ruta), descarga, descarga.ruta);
  const carpeta = readdirSync(join(raiz, rutaDeManifiesto, '..'));
  equal(carpeta.length, descargas.length + 1, 'files of the folder of the corte');
  const dePartes = partes.flatMap((parte): readonly Archivo[] => {
    const text = readFileSync(join(raiz, objetoDe(parte.sha256)));
    equal(sha256(text), parte.sha256, 'a part');
    return JSON.parse(text.toString('utf8')).archivos;
  });
  return new Map([...archivos, ...dePartes].map((archivo) => [archivo.ruta, archivo]));
}

/**
 * What is served is a corte, whole, with no file more and no file less, each with its compressed forms: the one in
 * force, or the one whose pointer was about to be written.
 */
function checkVigente(raiz: string): void {
  const vigente = realpathSync(join(raiz, 'vigente'));
  const { corte, cortes } = JSON.parse(readFileSync(join(vigente, 'cortes.json'), 'utf8')) as {
    corte: { numero: number };
    cortes: readonly { numero: number; carpeta: string }[];
  };
  const own = cortes.find(({ numero }) => numero === corte.numero);
  const archivos = archivosDe(raiz, `${own?.carpeta}/manifiesto.json`);
  const there = new Set(
    readdirSync(vigente, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(vigente, join(entry.parentPath, entry.name))),
  );
  for (const [ruta, archivo] of archivos) {
    checkFile(join(vigente, ruta), archivo, ruta);
    for (const name of [ruta, `${ruta}.br`, `${ruta}.gz`]) there.delete(name);
    if (!/\.(html|json|css|js|txt|csv|svg)$/.test(ruta)) continue;
    equal(sha256(brotliDecompressSync(readFileSync(join(vigente, `${ruta}.br`)))), archivo.sha256, ruta);
    equal(sha256(gunzipSync(readFileSync(join(vigente, `${ruta}.gz`)))), archivo.sha256, ruta);
  }
  equal([...there].join(' '), '', 'files that the manifest does not list');
}

function checkFile(path: string, archivo: Archivo, ruta: string): void {
  const bytes = readFileSync(path);
  equal(bytes.length, archivo.bytes, ruta);
  equal(sha256(bytes), archivo.sha256, ruta);
}

function equal(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Names of the folders in `cortes`, the hidden ones too. */
export function carpetasDeCortes(raiz: string): readonly string[] {
  if (!existsSync(join(raiz, 'cortes'))) return [];
  return readdirSync(join(raiz, 'cortes')).sort();
}
