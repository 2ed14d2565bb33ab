/**
 * Who an equipo says was in front of it. The signature of a delivery is of the equipo and proves the equipo; the
 * person is its word, kept in the fact as it was said. A fact is written in the name of a person only when the server
 * knows somebody with that key at the CATD of the equipo; otherwise, in that of the equipo.
 */

import { looksLikeCodigo } from './lectura-de-codigo.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';
import { sinAcentos } from './texto.ts';

/** The key of a person; or a name as somebody typed it, when the equipo knows nobody with it. */
export type PersonaEnEquipo = string | { readonly nombre: string };

/** Who may stand at the stations of a CATD, as the server says it. */
export interface PersonaDelCentro {
  readonly clave: string;
  readonly nombre: string;
}

const NOMBRE_MAXIMO = 80;

/** Whether it is a name as they are kept: with letters, without spaces at its ends nor signs that cannot be seen. */
export function isNombreEscrito(texto: string): boolean {
  return /^[^\p{C}]{2,80}$/u.test(texto) && texto.trim() === texto && /\p{L}/u.test(texto);
}

/**
 * Who somebody says they are, by their key or by their name, however it was typed. A name that is of nobody in the
 * list, or of two of them, stays as a name.
 *
 * @param personas those that the equipo knows; none when it has not had network yet
 */
export function decirPersona(
  texto: string,
  personas: readonly PersonaDelCentro[],
): Result<PersonaEnEquipo, Refusal<'NOMBRE_INVALIDO'>> {
  const nombre = texto.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  const known = personas.find(({ clave }) => clave === nombre.toLowerCase());
  if (known !== undefined) return ok(known.clave);
  const named = personas.filter((each) => plain(each.nombre) === plain(nombre));
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return ok(only.clave);
  // A reader of codes types wherever the cursor is.
  if (looksLikeCodigo(nombre) || !isNombreEscrito(nombre)) {
    return refuse(
      'NOMBRE_INVALIDO',
      `Eso no es el nombre de una persona. Escriba su nombre y apellidos, en ${NOMBRE_MAXIMO} letras o menos.`,
    );
  }
  return ok({ nombre });
}

/** What screens call them: the name of whoever has that key, if it is known. */
export function nombreDePersona(persona: PersonaEnEquipo, personas: readonly PersonaDelCentro[]): string {
  if (typeof persona !== 'string') return persona.nombre;
  return personas.find(({ clave }) => clave === persona)?.nombre ?? persona;
}

/**
 * In whose name the fact of a delivery is written.
 *
 * @param centroDePersona CATD of whoever has that key; null when nobody has it
 */
export function actorDeEntrega(
  {
    persona,
    equipo,
    centro,
  }: { readonly persona: PersonaEnEquipo | null; readonly equipo: string; readonly centro: string },
  centroDePersona: string | null,
): string {
  return typeof persona === 'string' && centroDePersona === centro ? persona : equipo;
}

/** `MARÍA  Núñez` and `maria nunez` are one name: not every keyboard has accents. */
function plain(nombre: string): string {
  return sinAcentos(nombre).replaceAll(/\s+/gu, ' ').trim();
}
