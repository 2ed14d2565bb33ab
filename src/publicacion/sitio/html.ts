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

const PELIGROSOS = /[&<>"']/;

/** Text as it goes inside an element or between the quotes of an attribute. */
export function escapeHtml(texto: string): string {
  // Nearly nothing that is written needs it, and a corte writes millions of pieces.
  if (!PELIGROSOS.test(texto)) return texto;
  return texto.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

export function html(partes: TemplateStringsArray, ...contenidos: readonly Contenido[]): Html {
  let texto = partes[0] ?? '';
  for (let i = 0; i < contenidos.length; i += 1)
    texto += render(contenidos[i] ?? null) + (partes[i + 1] ?? '');
  return new Html(texto);
}

function render(contenido: Contenido): string {
  if (contenido === null) return '';
  if (contenido instanceof Html) return contenido.texto;
  if (typeof contenido === 'string') return escapeHtml(contenido);
  if (typeof contenido === 'number') return String(contenido);
  let texto = '';
  for (const parte of contenido) texto += parte.texto;
  return texto;
}

/** One after another, with something between. */
export function join(partes: readonly Html[], separador: string): Html {
  return new Html(partes.map(({ texto }) => texto).join(separador));
}
