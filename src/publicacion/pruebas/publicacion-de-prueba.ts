/**
 * A publication in a temporary folder, with the images of the minimal corte: what the tests of this room start
 * from, and how they read it back.
 */

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import {
  type CortePublicado,
  type PeticionDeCorte,
  type PublicarErrorCode,
  publishCorte,
} from '../publicar.ts';
import { type Actual, readActual } from '../puntero.ts';

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
  if (actual.value !== null) checkCorte(raiz, actual.value);
  return actual.value;
}

function checkCorte(raiz: string, { carpeta, manifiesto }: Actual): void {
  const text = readFileSync(join(raiz, manifiesto.ruta));
  equal(sha256(text), manifiesto.sha256, manifiesto.ruta);
  const { archivos } = JSON.parse(text.toString('utf8')) as {
    archivos: readonly { ruta: string; bytes: number; sha256: string }[];
  };
  for (const archivo of archivos) {
    const bytes = readFileSync(join(raiz, carpeta, archivo.ruta));
    equal(bytes.length, archivo.bytes, archivo.ruta);
    equal(sha256(bytes), archivo.sha256, archivo.ruta);
  }
  const there = readdirSync(join(raiz, carpeta), { recursive: true, withFileTypes: true });
  equal(
    there.filter((entry) => entry.isFile()).length,
    archivos.length + 1,
    'files that the manifest does not list',
  );
}

function equal(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Names of the folders in `cortes`, the hidden ones too. */
export function carpetasDeCortes(raiz: string): readonly string[] {
  return readdirSync(join(raiz, 'cortes')).sort();
}
