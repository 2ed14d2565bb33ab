/** Texts as people type them, to be compared. */

/** Without accents nor capitals: `MARÍA Núñez` as `maria nunez`, also when its accents come as signs of their own. */
export function sinAcentos(texto: string): string {
  return texto.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
