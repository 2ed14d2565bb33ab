/**
 * The image of an acta on the whole screen, to be read: larger, smaller, whole. Without this, the link of the image
 * opens it as a file.
 */

const PASOS = [1, 1.5, 2, 3, 4] as const;

document.addEventListener('click', (event) => {
  const link =
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.ampliable') : null;
  const picture = link?.querySelector('img');
  if (link === null || picture === null || picture === undefined) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href, picture.alt);
});

function open(source: string, alt: string): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'visor';
  dialog.setAttribute('aria-label', alt);
  const sheet = document.createElement('div');
  sheet.className = 'hoja';
  sheet.tabIndex = 0;
  const image = document.createElement('img');
  image.src = source;
  image.alt = alt;
  sheet.append(image);

  let step = 0;
  const resize = (to: number) => {
    step = Math.min(Math.max(to, 0), PASOS.length - 1);
    image.width = Math.round(sheet.clientWidth * (PASOS[step] ?? 1));
  };
  const bar = document.createElement('div');
  bar.className = 'renglon';
  bar.append(
    buttonOf('Acercar', () => resize(step + 1)),
    buttonOf('Alejar', () => resize(step - 1)),
    buttonOf('Cerrar', () => dialog.close()),
  );
  dialog.append(bar, sheet);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('keydown', (event) => {
    if (event.key === '+') resize(step + 1);
    if (event.key === '-') resize(step - 1);
  });
  image.addEventListener('click', () => resize(step + 1 < PASOS.length ? step + 1 : 0));
  document.body.append(dialog);
  dialog.showModal();
  resize(0);
}

function buttonOf(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', act);
  return button;
}
