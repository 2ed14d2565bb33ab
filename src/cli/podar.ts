/** `prep podar`: what only the old cortes of a publication that ended name, told or removed. */

import { resolve } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Poda, prune } from '../publicacion/poda.ts';
import { formatBytes, formatCuantas } from '../publicacion/sitio/formato.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep podar --publicacion CARPETA --conservar N [--quitar]

Dice cuánto ocupan las versiones de los archivos que solo nombran los cortes anteriores a los últimos N, y con
--quitar las quita. Nunca es necesario: la regla es que todos los cortes se puedan leer y comprobar siempre.
Solo en una publicación que ya terminó (la de su último corte).

Se quedan: lo que está a la vista, todas las imágenes, el manifiesto y los ZIP de todos los cortes, y completos los
últimos N. De los anteriores dejan de poder leerse sus páginas y sus JSON como eran entonces.

  --publicacion CARPETA   la carpeta publicacion de PREP_DATOS, o la de un difusor
  --conservar N           cuántos cortes se quedan completos, del último hacia atrás (al menos 1)
  --quitar                los quita; sin esto solo dice cuántos son

Sale con 0 si lo dijo o lo hizo, con 2 si no se pudo.
`;

interface Opciones {
  readonly carpeta: string;
  readonly conservar: number;
  readonly modo: 'contar' | 'quitar';
}

/** @returns exit code: 0 told or done, 2 it could not be */
export async function podar(args: readonly string[], io: Io): Promise<number> {
  const parsed = parsePodar(args);
  if (parsed === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = parsed.ok ? prune(parsed.value.carpeta, parsed.value.conservar, parsed.value.modo) : parsed;
  if (!done.ok || !parsed.ok) {
    io.stderr.write(`${done.ok ? '' : done.error.mensaje}\n`);
    return 2;
  }
  io.stdout.write(`${describe(done.value, parsed.value.modo)}\n`);
  return 0;
}

function describe({ conservados, archivos, bytes }: Poda, modo: Opciones['modo']): string {
  const cuantos = `${formatCuantas(archivos, 'archivo', 'archivos')} (${formatBytes(bytes)})`;
  const verbo = modo === 'quitar' ? 'Se quitaron' : 'Se quitarían';
  const [first] = conservados;
  return `${verbo} ${cuantos}. Se conservan completos ${formatCuantas(conservados.length, 'corte', 'cortes')}, del ${first} al ${conservados.at(-1)}.`;
}

function parsePodar(args: readonly string[]): Result<Opciones, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, {
    publicacion: { type: 'string' },
    conservar: { type: 'string' },
    quitar: { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  if (positionals.length > 0) return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  if (values.publicacion === undefined || values.conservar === undefined) {
    return refuse('OPCION', 'Indique --publicacion CARPETA y --conservar N. Vea --ayuda.');
  }
  const conservar = parseEntero('conservar', values.conservar, { de: 1, a: 100_000, comun: 1 });
  if (!conservar.ok) return conservar;
  return ok({
    carpeta: resolve(values.publicacion),
    conservar: conservar.value,
    modo: values.quitar === true ? 'quitar' : 'contar',
  });
}
