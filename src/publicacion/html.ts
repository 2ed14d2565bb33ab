/**
 * HTML as a tagged template: everything put inside is escaped, unless it is HTML made by this same template.
 */

/** A piece of HTML that is safe to put inside another. */
export class Html {
  readonly texto: string;

  constructor(texto: string) {
    this.texto = texto;
  }
}

/** What may go inside: text and numbers are escaped; null is nothing. */
export type Contenido = string | number | Html | readonly Html[] | null;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it goes inside an element or between the quotes of an attribute. */
export function escapeHtml(texto: string): string {
  return texto.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

export function html(partes: TemplateStringsArray, ...contenidos: readonly Contenido[]): Html {
  return new Html(partes.map((parte, i) => parte + render(contenidos[i] ?? null)).join(''));
}

function render(contenido: Contenido): string {
  if (contenido === null) return '';
  if (contenido instanceof Html) return contenido.texto;
  if (typeof contenido === 'string') return escapeHtml(contenido);
  if (typeof contenido === 'number') return String(contenido);
  return contenido.map(({ texto }) => texto).join('');
}
