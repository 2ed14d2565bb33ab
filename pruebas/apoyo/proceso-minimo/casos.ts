/** Breaks the minimal process on purpose, one change at a time, and looks at the errors. */

import { expect, it } from 'vitest';
import type { NombreTabla } from '../../../src/proceso/informe.ts';
import { type Contenidos, parseProceso } from '../../../src/proceso/parsear.ts';
import { withTexto } from './minimo.ts';

/** A rule, the file, the text that is replaced, by what, and the errors: no more, no fewer. */
export type Caso = readonly [
  regla: string,
  tabla: NombreTabla,
  antes: string,
  despues: string,
  errores: readonly string[],
];

/** `CODIGO archivo:linea columna`, which is what a person needs to find an error. */
export function errorsOf(contents: Contenidos): readonly string[] {
  const loaded = parseProceso(contents);
  if (loaded.ok) return [];
  return loaded.error.map(
    ({ codigo, archivo, linea, columna }) => `${codigo} ${archivo}:${linea ?? '-'} ${columna ?? '-'}`,
  );
}

export function messagesOf(contents: Contenidos): readonly string[] {
  const loaded = parseProceso(contents);
  return loaded.ok ? [] : loaded.error.map(({ mensaje }) => mensaje);
}

/** One test per case. */
export function itTells(casos: readonly Caso[]): void {
  it.each(casos)('%s', (_regla, tabla, antes, despues, errores) => {
    const contents = withTexto(tabla, (text) => {
      expect(text).toContain(antes);
      return text.replace(antes, despues);
    });
    expect(errorsOf(contents).toSorted()).toEqual(errores.toSorted());
    for (const mensaje of messagesOf(contents)) {
      expect(mensaje).toMatch(/: (dice «.+»|está vacío|[^«]+); se esperaba .+\.$/);
      expect(mensaje).not.toMatch(/undefined|NaN|\[object/);
    }
  });
}
