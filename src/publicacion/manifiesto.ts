/**
 * The manifest of a corte: every file with its size and SHA-256, and what the corte is of. Its own SHA-256 is the
 * identity of the corte: whoever has it can check every byte, and two cortes with the same one are the same.
 *
 * The files of the sections are listed in parts, ten sections in each, which the manifest names by their SHA-256: a
 * part in which nothing changed is that of the corte before.
 */

import { canonicalJson } from '../comun/canonico.ts';
import { type Contexto, identificacionDeCorte } from './contexto.ts';

/** A file as a manifest lists it. */
export interface Archivo {
  /** from the root of the publication, with `/` */
  readonly ruta: string;
  readonly bytes: number;
  /** lower-case hexadecimal */
  readonly sha256: string;
}

/** A file of a section, and the number of the corte in which it last changed (0: nothing has arrived). */
export interface ArchivoDeSeccion extends Archivo {
  readonly corte: number;
}

export interface Parte {
  readonly nombre: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const ARCHIVO_MANIFIESTO = 'manifiesto.json';

/** Canonical JSON (RFC 8785), with a line feed at the end. */
export function manifiestoJson(
  contexto: Contexto,
  contenido: {
    readonly archivos: readonly Archivo[];
    readonly partes: readonly Parte[];
    readonly descargas: readonly Archivo[];
  },
): string {
  return `${canonicalJson({
    esquema: 'prep-abierto/manifiesto/2',
    ...identificacionDeCorte(contexto),
    archivos: contenido.archivos.toSorted(byRuta),
    partes: contenido.partes.toSorted((a, b) => (a.nombre < b.nombre ? -1 : 1)),
    descargas: contenido.descargas.toSorted(byRuta),
  })}\n`;
}

/** The part to which a section belongs: all but the last digit of its clave. */
export function nombreDeParte(seccion: string): string {
  return `secciones/${seccion.slice(0, -1)}`;
}

/** Canonical JSON, put together by hand: the first corte of a country has seven thousand. */
export function parteJson(
  aviso: string | null,
  nombre: string,
  archivos: readonly ArchivoDeSeccion[],
): string {
  const items = archivos
    .toSorted(byRuta)
    .map(
      ({ bytes, corte, ruta, sha256 }) =>
        `{"bytes":${bytes},"corte":${corte},"ruta":"${ruta}","sha256":"${sha256}"}`,
    );
  return (
    `{"archivos":[${items.join(',')}],"aviso":${JSON.stringify(aviso)}` +
    `,"esquema":"prep-abierto/parte/1","nombre":"${nombre}"}\n`
  );
}

function byRuta(a: Archivo, b: Archivo): number {
  return a.ruta < b.ruta ? -1 : 1;
}
