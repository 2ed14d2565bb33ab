/**
 * What the pages of the public site receive: the published JSON, as objects, and where its files are.
 *
 * Every `ruta` is relative to the root of the publication, without a leading slash (`GUB/entidad.json`); pages turn
 * it into a link relative to themselves. Instants are local with their offset (`2027-06-06T20:40:07-06:00`).
 */

import type { Momento } from '../../dominio/corte.ts';
import type { Eleccion } from '../../dominio/eleccion.ts';
import type { Contexto } from '../contexto.ts';
import type { EntidadJson, TerritorioPublicado, territorioJson } from '../niveles.ts';
import type { Actas, Resultados, ResultadosRp } from '../resultados.ts';

/** What every page needs of the process; a page of a section uses nothing else, so it changes only with its actas. */
export type ContextoDeProceso = Pick<Contexto, 'proceso' | 'reloj' | 'marca'>;

/** A corte, as a page names it. */
export interface CorteNombrado {
  readonly numero: number;
  readonly tipo: Momento;
  /** `2027-06-06T20:40:07-06:00` */
  readonly iso: string;
  /** `06/06/2027 20:40 (UTC-6)` */
  readonly local: string;
}

/** A file to download. */
export interface Descarga {
  readonly nombre: string;
  readonly ruta: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits */
  readonly sha256: string;
}

// ── A section ────────────────────────────────────────────────────────────────────────────────────────────────

/** One page: every casilla of the section, every election. */
export interface DatosDeSeccion {
  /** entidad and section: `160806`; `160000`, the actas without section (A, P, V, M) */
  readonly seccion: string;
  /** the corte in which something of this section last changed; null while nothing has been published of it */
  readonly cambio: CorteNombrado | null;
  /** in the order of the process; only the elections that run in the section */
  readonly elecciones: readonly SeccionDeEleccion[];
}

export interface SeccionDeEleccion {
  readonly eleccion: Eleccion;
  /** of its JSON: `GUB/secciones/160806.json` */
  readonly ruta: string;
  readonly territorios: readonly string[];
  readonly actas: Actas;
  readonly resultados: ResultadosDeSeccion;
  readonly representacionProporcional: ResultadosRp | null;
  readonly casillas: readonly CasillaPublicada[];
}

/** As in the JSON of the section: candidaturas without suplente nor options. */
export type ResultadosDeSeccion = Omit<Resultados, 'candidaturas'> & {
  readonly candidaturas:
    | readonly {
        readonly clave: string;
        readonly propietaria: string;
        readonly votos: number;
        readonly porcentaje: string;
      }[]
    | null;
};

export interface CasillaPublicada {
  readonly clave: string;
  readonly tipo: string;
  readonly numero: string;
  readonly extContigua: string;
  readonly ubicacion: string;
  readonly distrito: string | null;
  readonly municipio: string | null;
  readonly listaNominal: number;
  readonly representantes: number | null;
  readonly boletas: number | null;
  readonly actas: readonly ActaPublicada[];
}

/** A value as it was captured: a number, `ILEGIBLE` or `SIN DATO`. */
export type ValorPublicado = number | string;

interface ActaComun {
  readonly id: string;
  readonly clave: string;
  readonly tipoActa: string;
  readonly principio: string;
  readonly territorio: string;
}

export interface ObservacionDeActa {
  readonly clave: string;
  readonly texto: string;
  readonly explicacion: string;
}

export type ActaPublicada = ActaComun &
  (
    | { readonly estado: 'pendiente'; readonly contabilizada: null; readonly observacion: null }
    | { readonly estado: 'sin_acta'; readonly contabilizada: 0; readonly observacion: ObservacionDeActa }
    | ActaCapturada
  );

export interface ActaCapturada {
  readonly estado: 'capturada';
  readonly contabilizada: 0 | 1;
  readonly observacion: ObservacionDeActa | null;
  /** in printed order, with the total asentado */
  readonly generales: Readonly<Record<string, ValorPublicado>>;
  /** in printed order, with no registradas and nulos */
  readonly votos: Readonly<Record<string, ValorPublicado>>;
  readonly totalCalculado: number;
  /** over `totalCalculado`; null when it is not counted */
  readonly porcentajes: Readonly<Record<string, string>> | null;
  readonly candidaturas:
    | readonly { readonly clave: string; readonly votos: number; readonly porcentaje: string }[]
    | null;
  readonly imagen: ImagenPublicada;
  readonly acopio: string;
  readonly captura: string;
  readonly verificacion: string | null;
  /** 0 sin cotejar, 1 igual, 2 en corrección, 3 corregida */
  readonly cotejo: number;
  readonly correcciones?: readonly Correccion[];
}

export interface ImagenPublicada {
  readonly sha256: string;
  /** from the root of the publication */
  readonly archivo: string;
  readonly origen: string;
  readonly digitalizacion: string;
  readonly tipoDocumento: string;
  /** when it was taken or scanned, where the JSON says it */
  readonly momento?: string;
}

/** What a correction changed of what had been published. */
export interface Correccion {
  readonly momento: string;
  readonly cambios: readonly {
    readonly campo: string;
    readonly antes: ValorPublicado;
    readonly despues: ValorPublicado;
  }[];
}

// ── A distrito or municipio ──────────────────────────────────────────────────────────────────────────────────

export interface DatosDeTerritorio {
  readonly eleccion: Eleccion;
  /** the published JSON */
  readonly json: TerritorioJson;
  /** of its JSON: `GUB/distritos/016.json` */
  readonly ruta: string;
  /** its captured actas that do not count, in catalogue order */
  readonly noContabilizadas: readonly ActaNoContabilizada[];
}

export type TerritorioJson = Pick<
  ReturnType<typeof territorioJson>,
  'territorio' | 'actas' | 'cobertura' | 'resultados' | 'representacionProporcional' | 'secciones'
>;

export interface ActaNoContabilizada {
  readonly id: string;
  readonly clave: string;
  /** `160806` */
  readonly seccion: string;
  /** as in the database: `EXCEDE LISTA NOMINAL` */
  readonly observacion: string;
}

// ── Every other page ─────────────────────────────────────────────────────────────────────────────────────────

export interface DatosDelSitio {
  /** in the order of the process */
  readonly elecciones: readonly DatosDeEleccion[];
  /** one point per published corte, this one last */
  readonly serie: readonly PuntoDeSerie[];
  /** every published corte, this one last */
  readonly cortes: readonly CorteDescargable[];
  /** who mirrors the site; may be empty */
  readonly difusores: readonly DifusorPublicado[];
  /** public address of the site with its final slash, for share pictures; null where nobody configured it */
  readonly direccion: string | null;
}

export interface DatosDeEleccion {
  readonly eleccion: Eleccion;
  /** the published JSON */
  readonly entidad: Pick<EntidadJson, 'actas' | 'cobertura' | 'resultados' | 'representacionProporcional'>;
  /** in the order of the election */
  readonly territorios: readonly TerritorioPublicado[];
  /** when the last acta of each territory was captured; null while none has been */
  readonly ultimasCapturas: Readonly<Record<string, string | null>>;
  readonly fueras: readonly ActaFuera[];
  readonly rutas: {
    /** `GUB/entidad.json` */
    readonly entidad: string;
    readonly indice: string;
    readonly fueras: string;
    /** CSV, candidaturas and LEEME of this corte, outside the ZIP */
    readonly archivos: readonly { readonly nombre: string; readonly ruta: string }[];
  };
}

/** As in `actas-fuera-de-catalogo.json`. */
export interface ActaFuera {
  readonly id: string;
  readonly identificacion: string;
  readonly observacion: string;
  readonly imagen: ImagenPublicada;
  readonly acopio: string;
}

export interface PuntoDeSerie {
  readonly numero: number;
  /** instant of the corte, local with its offset */
  readonly iso: string;
  /** by election, in the order of the process */
  readonly elecciones: readonly PuntoDeEleccion[];
}

export interface PuntoDeEleccion {
  readonly clave: string;
  readonly urbana: Conteo;
  readonly noUrbana: Conteo;
}

export interface Conteo {
  readonly esperadas: number;
  readonly capturadas: number;
  readonly contabilizadas: number;
}

export interface CorteDescargable extends CorteNombrado {
  /** folder of its files that stay as they were: `cortes/20270606_204007-12/` */
  readonly carpeta: string;
  readonly zips: readonly (Descarga & { readonly eleccion: string })[];
}

export interface DifusorPublicado {
  readonly nombre: string;
  readonly direccion: string;
  /** what the last look at it found; `sin_revisar` before the first */
  readonly estado: 'igual' | 'atrasado' | 'distinto' | 'sin_respuesta' | 'sin_revisar';
  /** number of the corte that it showed */
  readonly corte: number | null;
  readonly revisado: string | null;
}
