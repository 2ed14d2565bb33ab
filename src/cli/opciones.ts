/** The options of a verb: as `parseArgs` of Node, but what it refuses is a value and a sentence in Spanish. */

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

type Opciones = NonNullable<ParseArgsConfig['options']>;

/** @param options as for `parseArgs`; `--ayuda` and `-h` are added */
export function parseOpciones<const O extends Opciones>(args: readonly string[], options: O) {
  const config = {
    args: [...args],
    allowPositionals: true,
    options: { ...options, ayuda: { type: 'boolean', short: 'h' } },
  } as const;
  return attempt(() => parseArgs(config));
}

/** The only way that parseArgs has to refuse is to throw. */
function attempt<T>(parse: () => T): Result<T, Refusal<'OPCION'>> {
  try {
    return ok(parse());
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error;
    const [, option = ''] = /'(-[^' ]*)/.exec(error.message) ?? [];
    return error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
      ? refuse('OPCION', `La opción ${option} está mal escrita: revise si lleva un valor. Vea --ayuda.`)
      : refuse('OPCION', `No existe la opción ${option}. Vea --ayuda.`);
  }
}

/** Reads a whole number between two, inclusive; without text, the usual one. */
export function parseEntero(
  opcion: string,
  texto: string | undefined,
  { de, a, comun }: { readonly de: number; readonly a: number; readonly comun: number },
): Result<number, Refusal<'OPCION'>> {
  const value = texto === undefined ? comun : /^\d+$/.test(texto) ? Number(texto) : Number.NaN;
  if (value >= de && value <= a) return ok(value);
  return refuse('OPCION', `--${opcion} dice «${texto}» y se espera un número entero de ${de} a ${a}.`);
}
