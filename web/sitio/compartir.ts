/**
 * Sharing the summary of a page: with what the device offers, or to the clipboard.
 */

export function showCompartir(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-accion]')) {
    const able = 'clipboard' in navigator || (button.dataset.accion === 'compartir' && 'share' in navigator);
    const item = button.closest('li');
    if (able && item !== null) item.hidden = false;
  }
}

export function listenCompartir(): void {
  document.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-accion]') : null;
    if (button !== null) void share(button);
  });
}

async function share(button: HTMLButtonElement): Promise<void> {
  const text = document.querySelector('#resumen')?.textContent ?? document.title;
  const url = location.href;
  try {
    if (button.dataset.accion === 'compartir' && 'share' in navigator) {
      await navigator.share({ title: document.title, text, url });
      return;
    }
    await navigator.clipboard.writeText(`${text}\n${url}`);
    button.textContent = 'Copiado';
  } catch {
    // Closing the menu of the device is not an error; a clipboard that is not allowed says so.
    if (button.dataset.accion === 'copiar' || !('share' in navigator))
      button.textContent = 'No se pudo copiar';
  }
}
