/**
 * A night that happened, as an institute published it: its cortes in order, each with the figures and rows of
 * one election.
 */

import type { CandidaturaLeida } from '../basedatos/leer-candidaturas.ts';
import type { Columnas } from '../basedatos/leer-columnas.ts';
import type { CifraLeida } from '../basedatos/leer-encabezado.ts';
import type { CorteLeido } from '../basedatos/leer-fecha.ts';
import type { Fila } from '../basedatos/leer-fila.ts';

/** One published database. */
export interface CorteOficial {
  readonly archivo: string;
  readonly corte: CorteLeido;
  readonly cifras: readonly CifraLeida[];
  readonly columnas: Columnas;
  readonly filas: readonly FilaConLlave[];
}

/** A row and what tells its acta apart from the others of the file, in every corte. */
export interface FilaConLlave {
  readonly llave: string;
  readonly fila: Fila;
}

export interface NocheOficial {
  /** `GOB`, as in the name of the file */
  readonly clave: string;
  /** first line of the file: `GUBERNATURA` */
  readonly nombre: string;
  /** `CAMP`, as in the name of the file */
  readonly abreviatura: string;
  readonly anio: number;
  /** election day, `aaaa-mm-dd` */
  readonly jornada: string;
  /** hours from UTC, as the file says */
  readonly utc: number;
  /** in order of time, at least one; only those of the night */
  readonly cortes: readonly [CorteOficial, ...CorteOficial[]];
  /** published before election day: nothing to reproduce */
  readonly previos: readonly string[];
  readonly candidaturas: readonly CandidaturaLeida[];
}

/**
 * Gives every row the key of its acta. CLAVE_ACTA repeats in real files: the territory tells some apart; the
 * others, only their place among the equal ones, which every corte keeps.
 */
export function keyFilas(filas: readonly Fila[]): readonly FilaConLlave[] {
  const seen = new Map<string, number>();
  return filas.map((fila) => {
    const base =
      fila.estado === 'fuera_de_catalogo' ? `FC ${fila.sha}` : `${fila.claveActa} ${fila.territorio.id}`;
    const nth = (seen.get(base) ?? 0) + 1;
    seen.set(base, nth);
    return { llave: nth === 1 ? base : `${base} ${nth}`, fila };
  });
}

/** An acta whose CLAVE_ACTA is not only its own, and how it is told apart. */
export interface ClaveRepetida {
  readonly clave: string;
  readonly actas: number;
  readonly distincion: 'territorio' | 'posicion';
}

/** The CLAVE_ACTA that more than one expected acta has. */
export function repeatedClaves(corte: CorteOficial): readonly ClaveRepetida[] {
  const byClave = new Map<string, Fila[]>();
  for (const { fila } of corte.filas) {
    if (fila.estado === 'fuera_de_catalogo') continue;
    const same = byClave.get(fila.claveActa);
    if (same === undefined) byClave.set(fila.claveActa, [fila]);
    else same.push(fila);
  }
  return [...byClave]
    .filter(([, filas]) => filas.length > 1)
    .map(([clave, filas]) => ({
      clave,
      actas: filas.length,
      distincion:
        new Set(filas.map((fila) => fila.territorio.id)).size === filas.length ? 'territorio' : 'posicion',
    }));
}
