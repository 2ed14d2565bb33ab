/**
 * What a corte knows of those before it: the series of progress, the list of cortes and since when each section is
 * as it is. No row tells it, so a publisher that starts reads it from the manifest in force.
 */

import { join } from 'node:path';
import type { z } from 'zod';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Contexto } from './contexto.ts';
import { identificacionDeCorte } from './contexto.ts';
import type { Disco } from './disco.ts';
import { AvanceJson, CortesJson, ManifiestoJson, ParteJson } from './esquemas.ts';
import { type Objeto, rutaDeObjeto, sha256De } from './objetos.ts';
import type { Actual } from './puntero.ts';

export const ARCHIVO_AVANCE = 'avance.json';
export const ARCHIVO_CORTES = 'cortes.json';

export type PuntoDeAvance = z.infer<typeof AvanceJson>['puntos'][number];
export type CorteDeHistoria = z.infer<typeof CortesJson>['cortes'][number];

/** The two files of a section, and the number of the corte in which it last changed (0: nothing has arrived). */
export interface VersionDeSeccion {
  readonly corte: number;
  readonly json: Objeto;
  readonly pagina: Objeto;
}

export interface Historia {
  /** published, oldest first; each with the SHA-256 of its manifest */
  readonly cortes: readonly CorteDeHistoria[];
  readonly puntos: readonly PuntoDeAvance[];
}

export const SIN_HISTORIA: Historia = { cortes: [], puntos: [] };

/** What the corte in force says of itself. */
export interface Vigente {
  readonly historia: Historia;
  /** by section: SHA-256 of its JSON, and the corte in which it last changed */
  readonly secciones: ReadonlyMap<string, { readonly corte: number; readonly sha256: string }>;
  /** of every object that its manifest names */
  readonly objetos: ReadonlySet<string>;
}

export const NADA_VIGENTE: Vigente = { historia: SIN_HISTORIA, secciones: new Map(), objetos: new Set() };

const SECCION = /^secciones\/(\d{6})\.json$/;

/** Reads what the corte in force says, checking every SHA-256. */
export function readVigente(
  disco: Disco,
  raiz: string,
  { manifiesto: puntero, corte }: Pick<Actual, 'manifiesto' | 'corte'>,
): Result<Vigente, Refusal<'HISTORIA_ILEGIBLE'>> {
  const manifiesto = readChecked(disco, join(raiz, puntero.ruta), puntero.sha256, ManifiestoJson);
  if (manifiesto === null) return unreadable(corte.numero, puntero.ruta);
  const objetos = new Set([...manifiesto.archivos, ...manifiesto.partes].map(({ sha256 }) => sha256));

  const fromStore = <T>(sha256: string, shape: z.ZodType<T>): T | null =>
    readChecked(disco, join(raiz, rutaDeObjeto(sha256)), sha256, shape);
  const shaOf = (ruta: string) => manifiesto.archivos.find((archivo) => archivo.ruta === ruta)?.sha256 ?? '';
  const avance = fromStore(shaOf(ARCHIVO_AVANCE), AvanceJson);
  if (avance === null) return unreadable(corte.numero, ARCHIVO_AVANCE);
  const cortes = fromStore(shaOf(ARCHIVO_CORTES), CortesJson);
  if (cortes === null) return unreadable(corte.numero, ARCHIVO_CORTES);

  const secciones = new Map<string, { readonly corte: number; readonly sha256: string }>();
  for (const { sha256 } of manifiesto.partes) {
    // Without a part its sections are new in this corte: worse would be not to publish.
    for (const archivo of fromStore(sha256, ParteJson)?.archivos ?? []) {
      objetos.add(archivo.sha256);
      const [, seccion] = SECCION.exec(archivo.ruta) ?? [];
      if (seccion !== undefined) secciones.set(seccion, archivo);
    }
  }
  return ok({
    historia: {
      cortes: cortes.cortes.map((one) => (one.numero === corte.numero ? withManifiesto(one, puntero) : one)),
      puntos: avance.puntos,
    },
    secciones,
    objetos,
  });
}

/** SHA-256 of every object that a manifest names, parts and what they list included; null where one cannot be read. */
export function readObjetosDeManifiesto(
  disco: Disco,
  raiz: string,
  { ruta, sha256 }: { readonly ruta: string; readonly sha256: string },
): readonly string[] | null {
  const manifiesto = readChecked(disco, join(raiz, ruta), sha256, ManifiestoJson);
  if (manifiesto === null) return null;
  const named = [...manifiesto.archivos, ...manifiesto.partes].map((archivo) => archivo.sha256);
  for (const parte of manifiesto.partes) {
    const leida = readChecked(disco, join(raiz, rutaDeObjeto(parte.sha256)), parte.sha256, ParteJson);
    if (leida === null) return null;
    for (const archivo of leida.archivos) named.push(archivo.sha256);
  }
  return named;
}

/** A corte does not know the SHA-256 of its own manifest; those that follow do. */
export function withManifiesto(
  corte: CorteDeHistoria,
  { sha256 }: { readonly sha256: string },
): CorteDeHistoria {
  return { ...corte, manifiesto: sha256 };
}

export function avanceJson(contexto: Contexto, puntos: readonly PuntoDeAvance[]) {
  return { esquema: 'prep-abierto/avance/1', ...identificacionDeCorte(contexto), puntos };
}

export function cortesJson(contexto: Contexto, cortes: readonly CorteDeHistoria[]) {
  return { esquema: 'prep-abierto/cortes/1', ...identificacionDeCorte(contexto), cortes };
}

/** Null when it is not there or is not what its SHA-256 says. */
function readChecked<T>(disco: Disco, path: string, sha256: string, shape: z.ZodType<T>): T | null {
  const bytes = disco.read(path);
  if (bytes === null || sha256De(bytes) !== sha256) return null;
  return shape.parse(JSON.parse(bytes.toString('utf8')));
}

function unreadable(numero: number, ruta: string) {
  return refuse(
    'HISTORIA_ILEGIBLE',
    `Falta o está dañado «${ruta}» del corte ${numero}, que está vigente. No se publicó nada: recupere el archivo de su respaldo o de un difusor (se comprueba con su SHA-256).`,
  );
}
