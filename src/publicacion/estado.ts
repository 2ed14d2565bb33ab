/**
 * What a publisher keeps between two cortes: what each acta has published, its row compressed, the version of each
 * file, and the history. It is of one process, and it can always be made again from the database and the manifest in
 * force.
 */

import type { Momento } from '../dominio/corte.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type EstadoDeArboles, estadoDesconocido } from './arboles.ts';
import { type BaseEnCorte, createBaseEnCorte } from './base-en-corte.ts';
import { type CatalogoDeSecciones, createCatalogoDeSecciones } from './catalogo-de-secciones.ts';
import type { Compresor } from './compresion.ts';
import type { Contexto } from './contexto.ts';
import { createEleccionEnCorte, type EleccionEnCorte } from './eleccion-en-corte.ts';
import type { Historia, VersionDeSeccion, Vigente } from './historia.ts';
import { nombreDeParte } from './manifiesto.ts';
import type { Objeto } from './objetos.ts';
import { createEscritorDeSecciones, type EscritorDeSecciones } from './secciones.ts';

export interface Estado {
  readonly proceso: Proceso;
  readonly catalogo: CatalogoDeSecciones;
  /** in the order of the process, as all that follow */
  readonly elecciones: readonly EleccionEnCorte[];
  readonly bases: readonly BaseEnCorte[];
  readonly writeSeccion: EscritorDeSecciones;
  /** claves of the sections of each part of the manifest */
  readonly seccionesDeParte: ReadonlyMap<string, readonly string[]>;

  /** position up to which every row is here and published; null before the first corte */
  posicion: number | null;
  /** sections of which something may have changed since the last corte */
  readonly sucias: Set<string>;
  readonly arboles: EstadoDeArboles;
  publicado: Publicado;
}

/** What the last corte published. */
export interface Publicado {
  readonly tipo: Momento | null;
  readonly historia: Historia;
  /** SHA-256 of its manifest */
  readonly manifiesto: string | null;
  readonly secciones: Map<string, VersionDeSeccion>;
  readonly partes: ReadonlyMap<string, Objeto>;
  /** every other file of the site, by ruta */
  readonly sitio: ReadonlyMap<string, Objeto>;
  /** what was read of it, where another process published it; null once this one has */
  readonly leido: Vigente | null;
}

/**
 * A publisher that has read nothing yet.
 *
 * @param contexto of any corte of the process
 * @param manifiesto SHA-256 of that of the corte in force
 */
export function createEstado(
  contexto: Contexto,
  vigente: Vigente,
  manifiesto: string | null,
  compresor: Compresor,
): Estado {
  const { proceso } = contexto;
  const catalogo = createCatalogoDeSecciones(proceso);
  const elecciones = proceso.elecciones.map((eleccion) => createEleccionEnCorte(proceso, eleccion));
  const seccionesDeParte = new Map<string, string[]>();
  for (const seccion of catalogo.claves) {
    const nombre = nombreDeParte(seccion);
    const group = seccionesDeParte.get(nombre);
    if (group === undefined) seccionesDeParte.set(nombre, [seccion]);
    else group.push(seccion);
  }
  return {
    proceso,
    catalogo,
    elecciones,
    bases: elecciones.map((eleccion) =>
      createBaseEnCorte(contexto, eleccion, esperadasDe(proceso, eleccion.eleccion.clave), compresor),
    ),
    writeSeccion: createEscritorDeSecciones(contexto, elecciones),
    seccionesDeParte,
    posicion: null,
    sucias: new Set(catalogo.claves),
    arboles: estadoDesconocido(),
    publicado: {
      tipo: null,
      historia: vigente.historia,
      manifiesto,
      secciones: new Map(),
      partes: new Map(),
      sitio: new Map(),
      leido: vigente,
    },
  };
}

function esperadasDe({ actasPorEleccion }: Proceso, clave: string): number {
  return actasPorEleccion.get(clave)?.length ?? 0;
}
