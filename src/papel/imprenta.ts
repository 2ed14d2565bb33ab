/**
 * Prints many actas: a PDF at a time, whole or not there, with a record beside them of what each has. The same order
 * again goes on where it was: what is there and is what would be printed is left as it is.
 */

import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { datosDe } from './datos-de-acta.ts';
import { createCompositor } from './dibujo.ts';
import { formatoDe, RENGLON_MINIMO } from './formato.ts';
import type { Pliego } from './pliegos.ts';
import type { Trazo } from './trazo.ts';

export interface Encargo {
  readonly proceso: Proceso;
  readonly pliegos: readonly Pliego[];
  /** an existing folder */
  readonly carpeta: string;
  /** file name of the record */
  readonly registro: string;
  /** what is written on each; nothing on a blank one */
  readonly plumaDe: (acta: ActaEsperada) => readonly Trazo[];
  /** what decides the strokes (a seed, the faults), so that other strokes are printed again */
  readonly variante: string;
  /** One more file is there. */
  readonly avisar: (avance: Avance) => void;
}

export interface Avance {
  readonly archivo: string;
  readonly actas: number;
  readonly hecho: 'impreso' | 'ya estaba';
}

export interface Impreso {
  readonly archivo: string;
  readonly actas: number;
  readonly bytes: number;
  readonly sha256: string;
  /** of what was asked to be printed */
  readonly huella: string;
}

export type FallaDeImprenta = Refusal<'ACTA_NO_CABE' | 'ARCHIVO_AJENO' | 'DISCO'>;

/** @returns what is in the folder, in the order asked */
export function imprimir(encargo: Encargo): Result<readonly Impreso[], FallaDeImprenta> {
  const { proceso, pliegos, carpeta, registro } = encargo;
  const crowded = pliegos.flatMap(({ actas }) => actas).find((acta) => !fits(proceso, acta));
  if (crowded !== undefined) {
    const { eleccion, territorio } = crowded;
    return refuse(
      'ACTA_NO_CABE',
      `El acta de ${eleccion} en ${territorio} tiene ${formatoDe(proceso, crowded).renglones.length} renglones y no caben en una hoja tamaño carta con lugar para escribir.`,
    );
  }
  const known = new Map(readRegistro(join(carpeta, registro)).map((one) => [one.archivo, one]));
  const strange = pliegos.find(({ archivo }) => !known.has(archivo) && existsSync(join(carpeta, archivo)));
  if (strange !== undefined) {
    return refuse(
      'ARCHIVO_AJENO',
      `Ya existe ${join(carpeta, strange.archivo)} y ${registro} no dice que sea de aquí: muévalo o indique otra --salida.`,
    );
  }
  try {
    return ok(printAll(encargo, known));
  } catch (error) {
    const refusal = failureOfDisk(error, carpeta);
    if (refusal === null) throw error;
    return refusal;
  }
}

function printAll(
  { proceso, pliegos, carpeta, registro, plumaDe, variante, avisar }: Encargo,
  known: Map<string, Impreso>,
): readonly Impreso[] {
  const componer = createCompositor('tirajes');
  return pliegos.map(({ archivo, actas }) => {
    const huella = huellaDe(proceso, actas, variante);
    const before = known.get(archivo);
    if (before?.huella === huella && isThere(join(carpeta, archivo), before)) {
      avisar({ archivo, actas: actas.length, hecho: 'ya estaba' });
      return before;
    }
    const pdf = componer(
      datosDe(
        proceso,
        actas.map((acta) => ({ acta, pluma: plumaDe(acta) })),
      ),
    );
    // First that it is ours, then the file: a cut between both leaves nothing that would be refused later.
    const impreso = { archivo, actas: actas.length, bytes: pdf.length, sha256: sha256Of(pdf), huella };
    known.set(archivo, impreso);
    writeWhole(join(carpeta, registro), `${JSON.stringify([...known.values()], null, 1)}\n`);
    writeWhole(join(carpeta, archivo), pdf);
    avisar({ archivo, actas: actas.length, hecho: 'impreso' });
    return impreso;
  });
}

/** Writes a file that is either whole or not there, also after a power cut. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const aside = `${path}.parcial`;
  const file = openSync(aside, 'w');
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    let written = 0;
    while (written < bytes.length) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
}

/** What the disk says when it cannot; null for anything else, which is a bug. */
export function failureOfDisk(error: unknown, carpeta: string): Result<never, Refusal<'DISCO'>> | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return refuse(
        'DISCO',
        `No hay espacio en ${carpeta}. Libere espacio y repita la orden: sigue donde iba.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse('DISCO', `No se puede escribir en ${carpeta}: revise sus permisos.`);
    default:
      return null;
  }
}

function fits(proceso: Proceso, acta: ActaEsperada): boolean {
  return (formatoDe(proceso, acta).renglones[0]?.renglon.alto ?? 0) >= RENGLON_MINIMO;
}

const TEXTO_DE_LA_PLANTILLA = readFileSync(join(import.meta.dirname, 'acta.typ'), 'utf8');

/** One acta of each election stands for how they are drawn: changing that prints them again. */
function huellaDe(proceso: Proceso, actas: readonly ActaEsperada[], variante: string): string {
  const samples = [...new Map(actas.map((acta) => [acta.eleccion, acta])).values()];
  const drawn = datosDe(
    proceso,
    samples.map((acta) => ({ acta, pluma: [] })),
  );
  const ids = actas.map(({ id }) => id).join('\n');
  return sha256Of([proceso.sha256, TEXTO_DE_LA_PLANTILLA, drawn, variante, ids].join('\0'));
}

function isThere(path: string, { bytes, sha256 }: Impreso): boolean {
  if (!existsSync(path)) return false;
  const content = readFileSync(path);
  return content.length === bytes && sha256Of(content) === sha256;
}

/** What was printed before; nothing when the record is not there or is not one. */
function readRegistro(path: string): readonly Impreso[] {
  if (!existsSync(path)) return [];
  const parsed = parseJson(readFileSync(path, 'utf8'));
  return Array.isArray(parsed) ? parsed.filter(isImpreso) : [];
}

function parseJson(texto: string): unknown {
  try {
    return JSON.parse(texto);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isImpreso(value: unknown): value is Impreso {
  const one = value as Partial<Impreso> | null;
  return (
    typeof one?.archivo === 'string' &&
    typeof one.actas === 'number' &&
    typeof one.bytes === 'number' &&
    typeof one.sha256 === 'string' &&
    typeof one.huella === 'string'
  );
}

function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
