/**
 * A site that was really published, in a temporary folder, with what its pages received: the minimal process, or
 * one that is hard to lay out.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { asRows, escribirAlmacen, filasMinimas, MOMENTO } from '../../../../pruebas/apoyo/corte-minimo.ts';
import { loadMinimo } from '../../../../pruebas/apoyo/minimo.ts';
import type { Momento } from '../../../dominio/corte.ts';
import type { Proceso } from '../../../proceso/proceso.ts';
import type { Contexto } from '../../contexto.ts';
import type { FilaDeInstantanea } from '../../eleccion-en-corte.ts';
import { publishCorte } from '../../publicar.ts';
import type { DatosDelSitio, DatosDeSeccion, DatosDeTerritorio } from '../../sitio/datos.ts';
import { PAGINAS } from '../../sitio-en-corte.ts';
import { published } from '../publicacion-de-prueba.ts';

export interface SitioDePrueba {
  readonly contexto: Contexto;
  readonly datos: DatosDelSitio;
  readonly secciones: ReadonlyMap<string, DatosDeSeccion>;
  readonly territorios: readonly DatosDeTerritorio[];
  /** root of the publication */
  readonly raiz: string;
  /** where the served files are */
  readonly vigente: string;
  /** paths of the pages from the root of the site */
  readonly paginas: readonly string[];
  read(ruta: string): string;
  /** Publishes the next corte of the same folder. */
  publish(filas: readonly FilaDeInstantanea[], tipo: Momento): Promise<void>;
  remove(): void;
}

export interface CambiosDeSitio {
  readonly proceso?: Proceso;
  readonly filas?: readonly FilaDeInstantanea[];
  readonly tipo?: Momento;
}

export async function withSitio({
  proceso: own,
  filas: rows,
  tipo = 'intermedio',
}: CambiosDeSitio = {}): Promise<SitioDePrueba> {
  const proceso = own ?? { ...(await loadMinimo()), sha256: '0'.repeat(64) };
  const filas = rows ?? filasMinimas(proceso);
  const folder = mkdtempSync(join(tmpdir(), 'prep-sitio-'));
  const raiz = join(folder, 'publicacion');
  const vigente = join(raiz, 'vigente');
  const almacen = join(folder, 'almacen');
  const secciones = new Map<string, DatosDeSeccion>();
  const territorios: DatosDeTerritorio[] = [];
  const seen: { contexto?: Contexto; datos?: DatosDelSitio } = {};
  let numero = 0;

  async function publish(next: readonly FilaDeInstantanea[], kind: Momento): Promise<void> {
    numero += 1;
    escribirAlmacen(almacen, next);
    published(
      await publishCorte({
        rows: asRows(next),
        proceso,
        posicion: 100 * numero,
        momento: new Date(MOMENTO.getTime() + (numero - 1) * 60_000),
        numero,
        tipo: kind,
        carpeta: raiz,
        imagenes: almacen,
        paginas: {
          renderSeccion(contexto, datos) {
            secciones.set(datos.seccion, datos);
            return PAGINAS.renderSeccion(contexto, datos);
          },
          renderTerritorio(contexto, datos) {
            territorios.push(datos);
            return PAGINAS.renderTerritorio(contexto, datos);
          },
          renderSitio(contexto, datos) {
            Object.assign(seen, { contexto, datos });
            return PAGINAS.renderSitio(contexto, datos);
          },
        },
      }),
    );
  }

  await publish(filas, tipo);
  const { contexto, datos } = seen;
  if (contexto === undefined || datos === undefined) throw new Error('a corte without its site');
  return {
    contexto,
    datos,
    secciones,
    territorios,
    raiz,
    vigente,
    paginas: listPaginas(vigente),
    read: (ruta) => readFileSync(join(vigente, ruta), 'utf8'),
    publish,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function listPaginas(vigente: string): readonly string[] {
  return readdirSync(`${vigente}/`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(vigente, join(entry.parentPath, entry.name)))
    .sort();
}
