/**
 * The SHA-256 of a file, computed where the file is. Browsers only do it in secure pages; elsewhere the box is not
 * shown.
 */

const box = document.querySelector<HTMLElement>('#comprobador');
const file = document.querySelector<HTMLInputElement>('#archivo');
const expected = document.querySelector<HTMLInputElement>('#esperado');
const result = document.querySelector<HTMLElement>('#resultado');

if (box !== null && globalThis.isSecureContext) box.hidden = false;

async function check(): Promise<void> {
  const chosen = file?.files?.[0];
  if (chosen === undefined || result === null) return;
  const digest = await crypto.subtle.digest('SHA-256', await chosen.arrayBuffer());
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const wanted = expected?.value.trim().toLowerCase() ?? '';
  const verdict =
    wanted === ''
      ? ''
      : wanted === hex
        ? ' Es el mismo: el archivo es idéntico al publicado.'
        : ' No es el mismo: este archivo no es el publicado.';
  result.textContent = `SHA-256: ${hex}.${verdict}`;
}

file?.addEventListener('change', () => void check());
expected?.addEventListener('input', () => void check());
