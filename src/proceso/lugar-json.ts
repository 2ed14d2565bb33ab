/**
 * Where each value of a JSON text is: the line of every path, so that an error inside `proceso.json` can be
 * found with an editor. `JSON.parse` reads the values; this only looks for positions, and finds the two things
 * that `JSON.parse` does not tell: the line of a syntax error and a key written twice.
 */

export interface LugaresJson {
  /** line, from 1, of each path: `elecciones[0].clave`; the whole document is `` */
  readonly lineas: ReadonlyMap<string, number>;
  /** paths of keys that appear more than once in their object (the last one would silently win) */
  readonly repetidas: readonly { readonly ruta: string; readonly linea: number }[];
  /** line where the text stops being JSON, or null */
  readonly lineaDelError: number | null;
}

/** Writes a path the way the errors show it. */
export function formatRuta(ruta: readonly PropertyKey[]): string {
  return ruta.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : join(text, String(step))),
    '',
  );
}

/** Walks a JSON text, whether well formed or not. */
export function locateJson(texto: string): LugaresJson {
  return new Recorrido(texto).run();
}

const TOKEN = /[{}[\],:]|"(?:[^"\\\n\r]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** A token that no rule takes: there is text, and it is not JSON. */
const NO_ES_JSON = '?';

class Recorrido {
  readonly #texto: string;
  readonly #lineas = new Map<string, number>();
  readonly #repetidas: { ruta: string; linea: number }[] = [];
  #posicion = 0;
  #linea = 1;

  constructor(texto: string) {
    this.#texto = texto;
  }

  run(): LugaresJson {
    const good = this.#value('') && this.#peek() === '';
    return {
      lineas: this.#lineas,
      repetidas: this.#repetidas,
      lineaDelError: good ? null : this.#linea,
    };
  }

  /** Each method returns whether the text is JSON up to here; at `false` everything stops where it is. */
  #value(ruta: string): boolean {
    const token = this.#peek();
    if (!this.#lineas.has(ruta)) this.#lineas.set(ruta, this.#linea);
    if (token === '{') return this.#object(ruta);
    if (token === '[') return this.#array(ruta);
    if (token === '' || token === NO_ES_JSON || '}],:'.includes(token)) return false;
    this.#take(token);
    return true;
  }

  #object(ruta: string): boolean {
    this.#take('{');
    if (this.#peek() === '}') return this.#take('}');
    const seen = new Set<string>();
    while (true) {
      const key = this.#peek();
      if (!key.startsWith('"')) return false;
      const path = join(ruta, key.slice(1, -1));
      if (seen.has(path)) this.#repetidas.push({ ruta: path, linea: this.#linea });
      seen.add(path);
      this.#lineas.set(path, this.#linea);
      this.#take(key);
      if (this.#peek() !== ':') return false;
      this.#take(':');
      if (!this.#value(path)) return false;
      const next = this.#peek();
      if (next === '}') return this.#take('}');
      if (next !== ',') return false;
      this.#take(',');
    }
  }

  #array(ruta: string): boolean {
    this.#take('[');
    if (this.#peek() === ']') return this.#take(']');
    for (let i = 0; ; i++) {
      if (!this.#value(`${ruta}[${i}]`)) return false;
      const next = this.#peek();
      if (next === ']') return this.#take(']');
      if (next !== ',') return false;
      this.#take(',');
    }
  }

  /** The next token, or nothing at the end or where there is none. Counts the lines it skips. */
  #peek(): string {
    while (this.#posicion < this.#texto.length) {
      const char = this.#texto[this.#posicion] ?? '';
      if (!' \t\r\n'.includes(char)) break;
      // CR LF counts once, at its LF; a bare CR counts itself.
      if (char === '\n' || (char === '\r' && this.#texto[this.#posicion + 1] !== '\n')) this.#linea += 1;
      this.#posicion += 1;
    }
    TOKEN.lastIndex = this.#posicion;
    const token = TOKEN.exec(this.#texto)?.[0];
    if (token !== undefined) return token;
    return this.#posicion < this.#texto.length ? NO_ES_JSON : '';
  }

  #take(token: string): true {
    this.#posicion += token.length;
    return true;
  }
}

function join(ruta: string, clave: string): string {
  return ruta === '' ? clave : `${ruta}.${clave}`;
}
