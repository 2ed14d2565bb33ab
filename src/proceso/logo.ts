/**
 * The logo of the institute, as SVG. A drawing from somebody else's program is shown on every public page, so only
 * what draws goes through: whatever acts, or asks for something outside, is refused with its line; what a drawing
 * program keeps for itself is left out.
 */

import { fail, ok, type Result } from '../dominio/result.ts';
import { type Encontrado, type ErrorDeCarga, errorDeCarga } from './error-de-carga.ts';

/** It goes with the front page, which a cheap phone must have at once. */
const LARGO_MAXIMO = 12_000;
/** With all that a drawing program keeps for itself. */
const LARGO_LEIDO = 500_000;

const ELEMENTOS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon title desc defs linearGradient radialGradient stop ' +
    'clipPath mask symbol use text tspan'
  ).split(' '),
);

const ATRIBUTOS = new Set(
  (
    'id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform fill fill-opacity fill-rule ' +
    'clip-rule clip-path mask stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
    'stroke-dasharray stroke-dashoffset opacity offset stop-color stop-opacity gradientUnits gradientTransform ' +
    'spreadMethod fx fy clipPathUnits maskUnits maskContentUnits preserveAspectRatio href font-family font-size ' +
    'font-weight text-anchor letter-spacing dx dy color'
  ).split(' '),
);

/** What acts or brings something from outside: never left out without a word. */
const PELIGROSOS =
  /^(script|foreignObject|image|feImage|a|animate|animateMotion|animateTransform|set|style|iframe|video|audio|object|embed|link|handler|listener)$/i;

const TROZO =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[|<![A-Za-z][^>]*>|<\/?[A-Za-z_][^\s/>]*(?:\s+[^\s=/>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>|[^<]+|</g;
const ATRIBUTO = /([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads a logo and writes it again with only what draws.
 *
 * @returns the SVG to publish, in one line, or every error
 */
export function readLogo(archivo: string, texto: string): Result<string, readonly ErrorDeCarga[]> {
  if (texto.length > LARGO_LEIDO) {
    const found = { hecho: `tiene ${texto.length} caracteres` };
    const lugar = { archivo, linea: null, columna: null };
    return fail([errorDeCarga('LOGO', lugar, found, `un dibujo de ${LARGO_MAXIMO} caracteres o menos`)]);
  }
  const lectura = new Lectura(archivo);
  for (const match of texto.matchAll(TROZO)) lectura.take(match[0], lineAt(texto, match.index));
  return lectura.finish();
}

class Lectura {
  readonly #archivo: string;
  readonly #errores: ErrorDeCarga[] = [];
  readonly #abiertos: string[] = [];
  #salida = '';
  /** open elements that are left out, with what they have inside */
  #omitidos = 0;

  constructor(archivo: string) {
    this.#archivo = archivo;
  }

  take(trozo: string, linea: number): void {
    if (trozo.startsWith('<!--') || trozo.startsWith('<?')) return;
    if (trozo === '<' || trozo.startsWith('<!')) {
      this.#report(
        linea,
        trozo.slice(0, 30),
        'un SVG simple: etiquetas completas, sin DOCTYPE, entidades ni CDATA',
      );
      return;
    }
    if (!trozo.startsWith('<')) {
      this.#text(trozo, linea);
      return;
    }
    const name = /^<\/?([^\s/>]+)/.exec(trozo)?.[1] ?? '';
    if (trozo.startsWith('</')) this.#close(name, linea);
    else this.#open(name, trozo, linea);
  }

  finish(): Result<string, readonly ErrorDeCarga[]> {
    const { length } = this.#salida;
    if (this.#abiertos.length > 0) {
      this.#report(null, { hecho: `no se cierra <${this.#abiertos.at(-1) ?? ''}>` }, 'un SVG completo');
    } else if (!/^<svg [^>]*viewBox="/.test(this.#salida) && this.#errores.length === 0) {
      this.#report(null, { hecho: 'no es un <svg> con viewBox' }, 'un SVG con su atributo viewBox');
    } else if (length > LARGO_MAXIMO) {
      this.#report(
        null,
        { hecho: `su dibujo ocupa ${length} caracteres` },
        `un dibujo de ${LARGO_MAXIMO} caracteres o menos: simplifique sus trazos`,
      );
    }
    return this.#errores.length > 0 ? fail(this.#errores) : ok(this.#salida);
  }

  #text(texto: string, linea: number): void {
    const plain = texto.replace(/\s+/g, ' ');
    if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(plain)) {
      this.#report(linea, plain.trim(), 'texto sin entidades propias');
    }
    const written = /^(title|desc|text|tspan)$/.test(this.#abiertos.at(-1) ?? '');
    if (this.#omitidos === 0 && written) this.#salida += plain.replaceAll('>', '&gt;');
  }

  #close(name: string, linea: number): void {
    const open = this.#abiertos.pop();
    if (open !== name) {
      this.#report(linea, `</${name}>`, open === undefined ? 'que antes se abra' : `</${open}>`);
      return;
    }
    if (this.#omitidos > 0) this.#omitidos -= 1;
    else this.#salida += `</${name}>`;
  }

  #open(name: string, trozo: string, linea: number): void {
    const alone = trozo.endsWith('/>');
    const local = name.split(':').at(-1) ?? '';
    if (PELIGROSOS.test(local)) {
      this.#report(
        linea,
        `<${name}>`,
        'solo figuras: ni programas, ni estilos, ni imágenes, ni enlaces, ni animaciones',
      );
    }
    if (this.#salida !== '' && this.#abiertos.length === 0) {
      this.#report(linea, `<${name}>`, 'un solo <svg>');
    }
    if (this.#omitidos === 0 && ELEMENTOS.has(name)) {
      const root = this.#salida === '' ? ' xmlns="http://www.w3.org/2000/svg"' : '';
      this.#salida += `<${name}${root}${this.#attributes(trozo, linea)}${alone ? '/' : ''}>`;
      if (!alone) this.#abiertos.push(name);
      return;
    }
    // What a drawing program keeps for itself: guides, layers, who made it.
    if (alone) return;
    this.#abiertos.push(name);
    this.#omitidos += 1;
  }

  #attributes(trozo: string, linea: number): string {
    const kept = new Map<string, string>();
    for (const [, name = '', double, single] of trozo.matchAll(ATRIBUTO)) {
      const value = (double ?? single ?? '').replace(/\s+/g, ' ').trim();
      const plain = name === 'xlink:href' ? 'href' : name;
      if (/^on/i.test(plain)) {
        this.#report(linea, `${name}="${value}"`, 'ningún atributo que ejecute algo');
        continue;
      }
      for (const [own, text] of plain === 'style' ? declarations(value) : [[plain, value] as const]) {
        if (!ATRIBUTOS.has(own)) continue;
        if (isOutside(own, text)) {
          this.#report(linea, `${own}="${text}"`, 'referencias solo a partes del mismo dibujo: #nombre');
          continue;
        }
        kept.set(own, text);
      }
    }
    return [...kept].map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('');
  }

  #report(linea: number | null, encontrado: Encontrado, esperado: string): void {
    this.#errores.push(
      errorDeCarga('LOGO', { archivo: this.#archivo, linea, columna: null }, encontrado, esperado),
    );
  }
}

/** `fill:#fff;stroke:none`, as attributes: the pages accept no style that is not in their sheet. */
function declarations(style: string): readonly (readonly [string, string])[] {
  return style.split(';').flatMap((declaration) => {
    const [name = '', ...value] = declaration.split(':');
    return value.length === 0 ? [] : [[name.trim(), value.join(':').trim()] as const];
  });
}

/** Whether a value names something that is not in the drawing, however it is written. */
function isOutside(name: string, value: string): boolean {
  if (name === 'href') return !/^#[\w-]+$/.test(value);
  if (/&#|\\/.test(value)) return true;
  return /url\s*\(/i.test(value)
    ? !/^url\(\s*['"]?#[\w-]+['"]?\s*\)( [\w#]+)?$/i.test(value)
    : /(javascript|data|https?|ftp|file):|\/\//i.test(value);
}

function lineAt(texto: string, index: number): number {
  let line = 1;
  for (let i = texto.indexOf('\n'); i !== -1 && i < index; i = texto.indexOf('\n', i + 1)) line += 1;
  return line;
}
