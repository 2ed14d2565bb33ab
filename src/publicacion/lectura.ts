/**
 * From the rows of a snapshot to what a publisher remembers: every row of the catalogue the first time, and then only
 * those that changed. A row that is missing or out of place would be published as an acta that has not arrived, so
 * nothing is.
 */

import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Publicable } from '../dominio/publicable.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { claveDeSeccion } from './catalogo-de-secciones.ts';
import type { FilaDeInstantanea } from './eleccion-en-corte.ts';
import type { Estado } from './estado.ts';
import type { ImagenErrorCode, PublicadorDeImagenes } from './imagenes.ts';

export type LecturaErrorCode = 'INSTANTANEA_INCOMPLETA' | 'INSTANTANEA_AJENA' | ImagenErrorCode;
type Leido = Result<null, Refusal<LecturaErrorCode>>;

const PENDIENTE = { tipo: 'pendiente' } as const;

/** Reads the whole snapshot: by election, each in catalogue order, and anywhere in it those fuera de catálogo. */
export async function readTodas(
  estado: Estado,
  rows: AsyncIterable<FilaDeInstantanea>,
  imagenes: PublicadorDeImagenes,
): Promise<Leido> {
  const { proceso } = estado;
  const pendientes = new Set(proceso.elecciones.map(({ clave }) => clave));
  let current: string | null = null;
  let esperadas: readonly ActaEsperada[] = [];
  let next = 0;

  for await (const fila of rows) {
    if (current !== fila.eleccion) {
      const missing = esperadas[next];
      if (missing !== undefined) return outOfPlace(missing, null);
      if (!pendientes.delete(fila.eleccion)) return electionOutOfPlace(fila);
      current = fila.eleccion;
      esperadas = proceso.actasPorEleccion.get(fila.eleccion) ?? [];
      next = 0;
    }
    const taken = put(estado, fila, esperadas[next], imagenes);
    if (!taken.ok) return taken;
    if (fila.resultado?.tipo !== 'fuera_de_catalogo') next += 1;
  }

  const missing = esperadas[next];
  if (missing !== undefined) return outOfPlace(missing, null);
  for (const clave of pendientes) {
    const [first] = proceso.actasPorEleccion.get(clave) ?? [];
    if (first !== undefined) return outOfPlace(first, null);
  }
  return ok(null);
}

/** Reads the rows that changed since the last corte, in any order. */
export async function readCambiadas(
  estado: Estado,
  rows: AsyncIterable<FilaDeInstantanea>,
  imagenes: PublicadorDeImagenes,
): Promise<Leido> {
  const { proceso } = estado;
  for await (const fila of rows) {
    if (!proceso.eleccionPorClave.has(fila.eleccion)) return electionOutOfPlace(fila);
    const taken = put(estado, fila, proceso.actasPorId.get(fila.id as ActaEsperada['id']), imagenes);
    if (!taken.ok) return taken;
  }
  return ok(null);
}

/** @param esperada the acta of the catalogue whose row this must be, unless it is of one fuera de catálogo */
function put(
  estado: Estado,
  fila: FilaDeInstantanea,
  esperada: ActaEsperada | undefined,
  imagenes: PublicadorDeImagenes,
): Leido {
  const { id, eleccion, orden, resultado } = fila;
  if (resultado?.tipo === 'fuera_de_catalogo') return putFuera(estado, fila, resultado, imagenes);
  if (esperada?.id !== id || esperada.orden !== orden || esperada.eleccion !== eleccion) {
    const known = estado.proceso.actasPorId.has(id as ActaEsperada['id']);
    return known ? outOfPlace(esperada, id) : ajena(id);
  }
  if (resultado?.tipo === 'acta') {
    // Before it is remembered: a corte refused for an image must be refused again while the image is not there.
    const image = imagenes.publish(resultado.imagen.sha256, id);
    if (!image.ok) return image;
  }
  const i = indexOf(estado, eleccion);
  if (estado.elecciones[i]?.put(orden, resultado ?? PENDIENTE) !== 'distinto') return ok(null);
  estado.bases[i]?.mark(orden);
  estado.sucias.add(claveDeSeccion(esperada.casilla));
  return ok(null);
}

function putFuera(
  estado: Estado,
  { id, eleccion }: FilaDeInstantanea,
  { imagen, acopio, identificacion }: Extract<Publicable, { tipo: 'fuera_de_catalogo' }>,
  imagenes: PublicadorDeImagenes,
): Leido {
  if (estado.proceso.actasPorId.has(id as ActaEsperada['id'])) return outOfPlace(undefined, id);
  const image = imagenes.publish(imagen.sha256, id);
  if (!image.ok) return image;
  estado.elecciones[indexOf(estado, eleccion)]?.putFuera({
    tipo: 'fuera_de_catalogo',
    id,
    imagen,
    acopio: acopio.momento,
    identificacion,
  });
  return ok(null);
}

function indexOf({ elecciones }: Estado, clave: string): number {
  return elecciones.findIndex(({ eleccion }) => eleccion.clave === clave);
}

function ajena(id: string) {
  return refuse(
    'INSTANTANEA_AJENA',
    `La base de datos tiene el acta ${id}, que el catálogo de este proceso no tiene. Este corte no se publicó: revise que el proceso cargado sea el de esta base de datos.`,
  );
}

function outOfPlace(esperada: ActaEsperada | undefined, id: string | null) {
  return refuse(
    'INSTANTANEA_INCOMPLETA',
    `La base de datos no entregó el acta ${esperada?.id ?? ''} en su lugar${id === null ? '' : ` (entregó ${id})`}. Este corte no se publicó y sigue vigente el anterior: verifique la bitácora.`,
  );
}

function electionOutOfPlace({ id, eleccion }: FilaDeInstantanea) {
  return refuse(
    'INSTANTANEA_AJENA',
    `La base de datos entregó el acta ${id} de la elección ${eleccion}, que el proceso no tiene o que ya había terminado. Este corte no se publicó: verifique la bitácora.`,
  );
}
