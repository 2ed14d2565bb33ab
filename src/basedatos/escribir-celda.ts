/**
 * How one value becomes one cell of the published database: quoting (RFC 4180), the guard that keeps the zeros
 * of a key in a spreadsheet, and the guard that keeps a spreadsheet from running a name as a formula.
 */

const NEEDS_QUOTES = /[",\r\n]/;
/** A spreadsheet takes a cell that begins like this as a formula. */
const FORMULA = /^[=+\-@]/;
/** Tabs and line breaks would move a value to another cell or row in tools that do not know about quotes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]+/g;

/** Quotes a value where RFC 4180 asks for it. */
export function quoteCell(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A key, behind the apostrophe that makes a spreadsheet keep its zeros: `'0806`. */
export function keyCell(value: string): string {
  return quoteCell(`'${value}`);
}

/**
 * Free text (names of places and people). What a spreadsheet would run as a formula goes behind an apostrophe,
 * as keys do; readers of this format already take it off.
 */
export function textCell(value: string): string {
  const line = value.replace(CONTROL, ' ').trim();
  return quoteCell(FORMULA.test(line) ? `'${line}` : line);
}

/**
 * Name of a distrito or municipio: capitals without accents (LEEME 6); the Ñ, which is a letter and not an
 * accent, stays, as in the published files (`CAÑADA MORELOS`).
 */
export function nombreDeTerritorio(nombre: string): string {
  return nombre
    .toUpperCase()
    .normalize('NFD')
    .replace(/(?<!N)\u0303|[\u0300-\u0302\u0304-\u036f]/g, '')
    .normalize('NFC');
}
