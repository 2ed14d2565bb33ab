/** Words that a person types to find something, whatever their accents and capitals. */

/** Whether each word is somewhere in a text, in any order. */
export function coincide(texto: string, buscado: string): boolean {
  const whole = folded(texto);
  return folded(buscado)
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

function folded(texto: string): string {
  return texto.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
