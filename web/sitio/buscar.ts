/**
 * What a person means when they look for their casilla: a section, with or without zeros and entidad, or the clave
 * of a casilla or of an acta. Anything else is a name.
 */

export interface SeccionEncontrada {
  /** entidad and section: `160806` */
  readonly seccion: string;
  /** id of the casilla in its page, or null */
  readonly ancla: string | null;
}

export type Encontrado =
  | { readonly tipo: 'secciones'; readonly secciones: readonly SeccionEncontrada[] }
  | { readonly tipo: 'nombre' };

/** By entidad, first and last section of each run. */
export type Rangos = ReadonlyMap<string, readonly (readonly [number, number])[]>;

/** From `16:1-24,26-2678;21:1-3`. */
export function parseRangos(text: string): Rangos {
  return new Map(
    text
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const [entidad = '', runs = ''] = part.split(':');
        return [entidad, runs.split(',').map(runOf)] as const;
      }),
  );
}

function runOf(run: string): readonly [number, number] {
  const [from = '', to = from] = run.split('-');
  return [Number(from), Number(to)];
}

export function find(query: string, rangos: Rangos): Encontrado {
  const text = query.toUpperCase().replace(/[\s'-]/g, '');
  const clave = /^(\d{2})(\d{4})([A-Z]\d{2}\d{2})\w*$/.exec(text);
  if (clave !== null) {
    const [, entidad = '', seccion = '', casilla = ''] = clave;
    const ancla = `${entidad}${seccion}${casilla}`;
    return { tipo: 'secciones', secciones: existing([entidad], Number(seccion), rangos, ancla) };
  }
  const digits = /^(?:SECCI[OÓ]N)?(\d{1,6})$/.exec(text)?.[1];
  if (digits === undefined) return { tipo: 'nombre' };
  const entidades = digits.length > 4 ? [digits.padStart(6, '0').slice(0, 2)] : [...rangos.keys()];
  const seccion = Number(digits.length > 4 ? digits.slice(-4) : digits);
  return { tipo: 'secciones', secciones: existing(entidades, seccion, rangos, null) };
}

function existing(
  entidades: readonly string[],
  seccion: number,
  rangos: Rangos,
  ancla: string | null,
): readonly SeccionEncontrada[] {
  return entidades
    .filter((entidad) => rangos.get(entidad)?.some(([from, to]) => seccion >= from && seccion <= to) === true)
    .map((entidad) => ({ seccion: entidad + String(seccion).padStart(4, '0'), ancla }));
}
