/**
 * What goes beside the filled actas of a drill: their truth, and their pictures with a manifest of what was done to
 * each. Both are lists of JSON with an item per line, so that thousands of them can be read one at a time.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Escrito } from '../dominio/lectura.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { createDibujante } from '../papel/dibujo.ts';
import { writeWhole } from '../papel/imprenta.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { descripcionDe, type Nivel } from './degradacion/niveles.ts';
import { type Ruta, turnosDe } from './degradacion/turnos.ts';
import type { Llenadas, Reparto } from './fallas.ts';
import { planRetrato, retratar } from './retrato.ts';

const ARCHIVO_DE_ENCARGO = 'encargo.json';
export const ARCHIVO_DE_VERDAD = 'verdad.json';
export const CARPETA_DE_IMAGENES = 'imagenes';
export const ARCHIVO_DE_IMAGENES = 'imagenes.json';

/** What a folder of filled actas was made of, so that another order does not mix with it. */
export interface EncargoDeLlenas {
  readonly proceso: string;
  readonly semilla: number;
  readonly fallas: Reparto;
  readonly imagenes: Ruta | null;
  readonly ppp: readonly [de: number, a: number] | null;
  readonly actas: readonly ActaEsperada[];
}

/** Keeps a folder for an order: new, or the same as before; refuses one that has another. */
export function claimEncargo(
  carpeta: string,
  { actas, ...encargo }: EncargoDeLlenas,
): Result<null, Refusal<'OTRO_ENCARGO'>> {
  const lista = createHash('sha256')
    .update(actas.map(({ id }) => id).join('\n'))
    .digest('hex');
  const texto = `${JSON.stringify({ ...encargo, actas: actas.length, lista }, null, 1)}\n`;
  const path = join(carpeta, ARCHIVO_DE_ENCARGO);
  if (existsSync(path) && readFileSync(path, 'utf8') !== texto) {
    return refuse(
      'OTRO_ENCARGO',
      `${carpeta} tiene actas llenas de otra semilla, de otras fallas o de otras casillas (${path}): indique otra --salida.`,
    );
  }
  writeWhole(path, texto);
  return ok(null);
}

/** Writes `verdad.json`: what is written on each acta, its faults, and what must be captured. */
export function writeVerdad(carpeta: string, actas: readonly ActaEsperada[], llenadas: Llenadas): void {
  writeList(
    join(carpeta, ARCHIVO_DE_VERDAD),
    actas.map((acta) => {
      const { campos, fallas, captura, observacion, contabilizada, totalCalculado } = llenadas(acta);
      return {
        ...{ acta: acta.id, clave: acta.clave, eleccion: acta.eleccion, casilla: acta.casilla.clave },
        ...{ catd: acta.casilla.catd, fallas },
        campos: campos.map(({ campo, numero, letra, tachado }) => ({
          ...{ campo, numero: asJson(numero), letra: asJson(letra) },
          ...(tachado === undefined ? {} : { tachado }),
          captura: captura[campo],
        })),
        esperado: { observacion, contabilizada, totalCalculado },
      };
    }),
  );
}

export interface OpcionesDeImagenes {
  readonly proceso: Proceso;
  readonly actas: readonly ActaEsperada[];
  readonly llenadas: Llenadas;
  readonly semilla: number;
  readonly ruta: Ruta;
  readonly ppp: readonly [de: number, a: number] | null;
  /** an existing folder */
  readonly carpeta: string;
  readonly avisar: (hecho: 'hecha' | 'ya estaba') => void;
}

export interface ImagenHecha {
  readonly archivo: string;
  readonly acta: string;
  readonly nivel: Nivel;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes `imagenes/` and `imagenes.json`. A picture that is there is not drawn again: what else could be asked of the
 * same folder was refused before (`claimEncargo`).
 */
export async function writeImagenes(opciones: OpcionesDeImagenes): Promise<readonly ImagenHecha[]> {
  const { proceso, actas, llenadas, semilla, ruta, ppp, carpeta, avisar } = opciones;
  const folder = join(carpeta, CARPETA_DE_IMAGENES);
  mkdirSync(folder, { recursive: true });
  const dibujante = createDibujante(proceso);
  const turnos = turnosDe(ruta);
  const hechas: ImagenHecha[] = [];
  const items: unknown[] = [];
  for (const [numero, acta] of actas.entries()) {
    const nivel = turnos[numero % turnos.length];
    if (nivel === undefined) throw new Error(`route without levels: ${ruta}`);
    const retrato = planRetrato(proceso, { acta, nivel, numero, ppp }, semilla);
    const archivo = retrato.nombre;
    const path = join(folder, archivo);
    const isThere = existsSync(path);
    const { campos } = llenadas(acta);
    const bytes = isThere
      ? readFileSync(path)
      : await retratar(dibujante, proceso, { acta, campos, numero }, retrato, semilla);
    if (!isThere) writeWhole(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const hecha = { archivo, acta: acta.id, nivel, bytes: bytes.length, sha256 };
    hechas.push(hecha);
    items.push({ ...hecha, descripcion: descripcionDe(nivel), degradacion: retrato.degradacion });
    avisar(isThere ? 'ya estaba' : 'hecha');
  }
  writeList(join(carpeta, ARCHIVO_DE_IMAGENES), items);
  return hechas;
}

function asJson(escrito: Escrito): number | 'ilegible' | null {
  switch (escrito.tipo) {
    case 'valor':
      return escrito.valor;
    case 'ilegible':
      return 'ilegible';
    case 'vacio':
      return null;
  }
}

function writeList(path: string, items: readonly unknown[]): void {
  writeWhole(path, `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`);
}
