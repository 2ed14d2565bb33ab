/** The smallest process that has a bit of everything, to load as it is or to break on purpose. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NombreTabla } from '../../../src/proceso/informe.ts';
import { ARCHIVOS, type Contenidos } from '../../../src/proceso/parsear.ts';

/** Its folder, for `loadProceso`. */
export const CARPETA_MINIMA = fileURLToPath(new URL('.', import.meta.url));

/** Its files, for `parseProceso`. */
export function contenidosMinimos(): Record<NombreTabla, Uint8Array> {
  const read = (tabla: NombreTabla) => new Uint8Array(readFileSync(`${CARPETA_MINIMA}${ARCHIVOS[tabla]}`));
  return {
    proceso: read('proceso'),
    partidos: read('partidos'),
    territorios: read('territorios'),
    catd: read('catd'),
    casillas: read('casillas'),
    candidaturas: read('candidaturas'),
  };
}

/** Its files with others that a process may have, by name. */
export function withOpcionales(
  opcionales: Readonly<Record<string, string>>,
  contents: Contenidos = contenidosMinimos(),
): Contenidos {
  const encoder = new TextEncoder();
  const files = Object.entries(opcionales).map(([name, text]) => [name, encoder.encode(text)] as const);
  return { ...contents, opcionales: new Map(files) };
}

/** Its files with the text of one of them changed. */
export function withTexto(tabla: NombreTabla, change: (texto: string) => string): Contenidos {
  const contents = contenidosMinimos();
  return {
    ...contents,
    [tabla]: new TextEncoder().encode(change(new TextDecoder().decode(contents[tabla]))),
  };
}
