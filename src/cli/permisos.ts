/** `prep permisos`: the table of permissions as a page to read. */

import { formatPermisos } from '../acceso/pagina-de-permisos.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep permisos

Escribe en Markdown quién puede qué, de la tabla con la que decide el servidor: es docs/permisos.md.

Sale con 0 si la escribió, con 2 si no entendió lo que se pidió.
`;

/** @returns exit code: 0 written, 2 not understood */
export async function permisos(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseOpciones(args, {});
  if (!parsed.ok) {
    io.stderr.write(`${parsed.error.mensaje}\n`);
    return 2;
  }
  io.stdout.write(parsed.value.values.ayuda === true ? AYUDA : formatPermisos());
  return 0;
}
