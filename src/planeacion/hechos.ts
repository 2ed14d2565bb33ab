/**
 * The facts of planeación, in the flujo PLANEACION of the bitácora, and what is shown: their fold. Nothing else is
 * kept, so the history of each ficha (who changed what, when, from what to what) is always whole.
 */

import { canonicalJson } from '../comun/canonico.ts';
import type { Instante } from '../dominio/acta.ts';
import { unreachable } from '../dominio/result.ts';
import { type Archivo, COLECCIONES, type Coleccion, type Valores } from './colecciones.ts';

/** Some fields of a ficha with their new values. */
export type Cambios = Readonly<Record<string, unknown>>;

export type HechoDePlaneacion =
  | Suceso<'ficha_creada', Creacion & ConClave>
  | Suceso<'ficha_cambiada', Cambio & ConClave>
  | Suceso<'ficha_retirada', { coleccion: Coleccion; id: string; version: number; razon: string } & ConClave>
  /** a plan imported, or a whole folder: all of it or nothing */
  | Suceso<
      'fichas_cargadas',
      {
        origen: { archivo: string; sha256: string };
        creadas: readonly Creacion[];
        cambiadas: readonly Cambio[];
      } & ConClave
    >
  | Suceso<'archivo_recibido', Archivo>
  /** only the SHA-256 of the secret of its address is kept */
  | Suceso<'calendario_abierto', { id: string; nombre: string; huella: string }>
  | Suceso<'calendario_revocado', { id: string }>;

interface Suceso<T extends string, D> {
  readonly tipo: T;
  readonly datos: Readonly<D>;
}

/** Key of the request, so that a retry has no second effect. */
interface ConClave {
  readonly clave?: string | undefined;
}

export interface Creacion {
  readonly coleccion: Coleccion;
  readonly id: string;
  readonly valores: Cambios;
}

export interface Cambio {
  readonly coleccion: Coleccion;
  readonly id: string;
  /** of the ficha that its author had in view */
  readonly version: number;
  readonly cambios: Cambios;
}

export interface Autor {
  readonly persona: string;
  readonly momento: Instante;
}

/** A fact with who wrote it and when. */
export type Escrito = HechoDePlaneacion & Autor;

/** One thing of a collection. `version` counts its facts, from 1. */
export interface Ficha<C extends Coleccion = Coleccion> {
  readonly coleccion: C;
  readonly id: string;
  readonly version: number;
  readonly valores: Valores<C>;
  readonly creada: Autor;
  readonly cambiada: Autor;
}

/** One step of the history of a ficha. */
export interface Paso extends Autor {
  readonly version: number;
  readonly tipo: 'creada' | 'cambiada' | 'retirada';
  readonly cambios: readonly CampoCambiado[];
  /** why it was retired, or the file from which it came; may be empty */
  readonly nota: string;
}

export interface CampoCambiado {
  readonly campo: string;
  /** null in a creation */
  readonly antes: unknown;
  readonly despues: unknown;
}

export interface Calendario extends Autor {
  readonly id: string;
  readonly nombre: string;
  /** SHA-256 of its secret */
  readonly huella: string;
  readonly revocado: Autor | null;
}

/** Everything that is kept, at a position of the flujo. */
export interface Planeacion {
  readonly fichas: { readonly [C in Coleccion]: ReadonlyMap<string, Ficha<C>> };
  /** by `coleccion/id`; also of those retired */
  readonly historias: ReadonlyMap<string, readonly Paso[]>;
  readonly archivos: ReadonlyMap<string, Archivo & Autor>;
  readonly calendarios: ReadonlyMap<string, Calendario>;
  /** the ficha that each request made or changed, by the key of the request */
  readonly respuestas: ReadonlyMap<string, { readonly coleccion: Coleccion; readonly id: string } | null>;
}

export const SIN_PLANEACION: Planeacion = createBorrador();

/** What is shown after some more facts. The state that is given does not change. */
export function evolve(estado: Planeacion, hechos: readonly Escrito[]): Planeacion {
  const borrador = createBorrador(estado);
  for (const hecho of hechos) apply(borrador, hecho);
  return borrador;
}

interface Borrador {
  readonly fichas: { readonly [C in Coleccion]: Map<string, Ficha<C>> };
  readonly historias: Map<string, Paso[]>;
  readonly archivos: Map<string, Archivo & Autor>;
  readonly calendarios: Map<string, Calendario>;
  readonly respuestas: Map<string, { readonly coleccion: Coleccion; readonly id: string } | null>;
}

function createBorrador(estado?: Planeacion): Borrador {
  const fichas = Object.fromEntries(
    COLECCIONES.map((coleccion) => [coleccion, new Map<string, Ficha>(estado?.fichas[coleccion])]),
  );
  return {
    fichas: fichas as Borrador['fichas'],
    historias: new Map([...(estado?.historias ?? [])].map(([key, pasos]) => [key, [...pasos]])),
    archivos: new Map(estado?.archivos),
    calendarios: new Map(estado?.calendarios),
    respuestas: new Map(estado?.respuestas),
  };
}

function apply(borrador: Borrador, hecho: Escrito): void {
  const autor: Autor = { persona: hecho.persona, momento: hecho.momento };
  switch (hecho.tipo) {
    case 'ficha_creada':
      create(borrador, hecho.datos, autor, '');
      answer(borrador, hecho.datos);
      return;
    case 'ficha_cambiada':
      change(borrador, hecho.datos, autor, '');
      answer(borrador, hecho.datos);
      return;
    case 'ficha_retirada': {
      const { coleccion, id, razon } = hecho.datos;
      const pasos = borrador.historias.get(claveDe(coleccion, id)) ?? [];
      pasos.push({ ...autor, version: pasos.length + 1, tipo: 'retirada', cambios: [], nota: razon });
      borrador.fichas[coleccion].delete(id);
      answer(borrador, hecho.datos);
      return;
    }
    case 'fichas_cargadas': {
      const { origen, creadas, cambiadas, clave } = hecho.datos;
      for (const creacion of creadas) create(borrador, creacion, autor, origen.archivo);
      for (const cambio of cambiadas) change(borrador, cambio, autor, origen.archivo);
      if (clave !== undefined) borrador.respuestas.set(clave, null);
      return;
    }
    case 'archivo_recibido':
      if (!borrador.archivos.has(hecho.datos.sha256)) {
        borrador.archivos.set(hecho.datos.sha256, { ...hecho.datos, ...autor });
      }
      return;
    case 'calendario_abierto':
      borrador.calendarios.set(hecho.datos.id, { ...hecho.datos, ...autor, revocado: null });
      return;
    case 'calendario_revocado': {
      const calendario = borrador.calendarios.get(hecho.datos.id);
      if (calendario !== undefined)
        borrador.calendarios.set(hecho.datos.id, { ...calendario, revocado: autor });
      return;
    }
    default:
      unreachable(hecho);
  }
}

function create(borrador: Borrador, { coleccion, id, valores }: Creacion, autor: Autor, nota: string): void {
  put(borrador, { coleccion, id, version: 1, valores: valores as Valores, creada: autor, cambiada: autor });
  const cambios = Object.entries(valores).map(([campo, despues]) => ({ campo, antes: null, despues }));
  borrador.historias.set(claveDe(coleccion, id), [{ ...autor, version: 1, tipo: 'creada', cambios, nota }]);
}

function change(borrador: Borrador, { coleccion, id, cambios }: Cambio, autor: Autor, nota: string): void {
  const ficha = borrador.fichas[coleccion].get(id);
  const pasos = borrador.historias.get(claveDe(coleccion, id));
  if (ficha === undefined || pasos === undefined)
    throw new Error(`a change of ${coleccion}/${id}, which is not there`);
  const antes = ficha.valores as Cambios;
  const version = ficha.version + 1;
  put(borrador, { ...ficha, version, valores: { ...antes, ...cambios } as Valores, cambiada: autor });
  pasos.push({
    ...autor,
    version,
    tipo: 'cambiada',
    cambios: Object.entries(cambios).map(([campo, despues]) => ({
      campo,
      antes: antes[campo] ?? null,
      despues,
    })),
    nota,
  });
}

function put(borrador: Borrador, ficha: Ficha): void {
  (borrador.fichas[ficha.coleccion] as Map<string, Ficha>).set(ficha.id, ficha);
}

function answer(
  borrador: Borrador,
  { clave, coleccion, id }: ConClave & Pick<Creacion, 'coleccion' | 'id'>,
): void {
  if (clave !== undefined) borrador.respuestas.set(clave, { coleccion, id });
}

export function claveDe(coleccion: Coleccion, id: string): string {
  return `${coleccion}/${id}`;
}

/** Whether two values of a field are the same, whatever the order of their properties. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/** The fichas of a collection, in no order that matters. */
export function fichasDe<C extends Coleccion>({ fichas }: Planeacion, coleccion: C): readonly Ficha<C>[] {
  return [...fichas[coleccion].values()];
}
