/**
 * Knows when there is a new corte, says so without moving anything, and when asked puts the new page in the place
 * of the old one: the reader stays where they were, with what they had opened.
 */

const CADA_MS = 30_000;
/** So that a whole audience does not ask in the same second. */
const DISPERSION_MS = 15_000;

interface Actual {
  readonly corte: { readonly numero: number; readonly tipo: string; readonly local: string };
}

/** What must be done again when the content of the page is new. */
export const CONTENIDO_NUEVO = 'prep-contenido';

const raiz = document.documentElement.dataset.raiz ?? './';
let seen = Number(document.documentElement.dataset.corte ?? 0);

export function watchCorte(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a.actualizar') : null;
    if (link === null) return;
    event.preventDefault();
    void update();
  });
  if (document.querySelector('#corte') !== null) schedule();
}

function schedule(): void {
  setTimeout(() => void look(), CADA_MS + Math.random() * DISPERSION_MS);
}

/** A look at the pointer; a failed one says nothing, the next may work. */
async function look(): Promise<void> {
  if (document.hidden) {
    document.addEventListener('visibilitychange', () => void look(), { once: true });
    return;
  }
  const actual = await readActual();
  if (actual !== null && actual.corte.numero > seen) await announce(actual);
  if (actual?.corte.tipo !== 'ultimo') schedule();
}

async function readActual(): Promise<Actual | null> {
  try {
    const answer = await fetch(`${raiz}actual.json`, { cache: 'no-cache' });
    return answer.ok ? ((await answer.json()) as Actual) : null;
  } catch {
    // Without a network the page is still the corte that it says.
    return null;
  }
}

/** A page of a section may be the same in the new corte: it only says so when it changed. */
async function announce({ corte }: Actual): Promise<void> {
  seen = corte.numero;
  const next = await readPage();
  const main = next?.querySelector('main');
  if (next === null || main === null || main === undefined) return;
  if (main.innerHTML === document.querySelector('main')?.innerHTML) return;
  document.querySelector('.novedad')?.remove();
  const bar = document.createElement('div');
  bar.className = 'novedad';
  bar.setAttribute('role', 'status');
  const text = document.createElement('span');
  text.textContent = `Hay un corte nuevo: ${corte.numero}, ${corte.local}`;
  const button = document.createElement('button');
  button.className = 'boton';
  button.type = 'button';
  button.textContent = 'Ver';
  button.addEventListener('click', () => {
    bar.remove();
    put(next);
  });
  bar.append(text, button);
  document.body.append(bar);
}

async function readPage(): Promise<Document | null> {
  try {
    const answer = await fetch(location.pathname, { cache: 'no-cache' });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    // Without a network there is nothing newer to show.
    return null;
  }
}

async function update(): Promise<void> {
  const next = await readPage();
  if (next === null) location.reload();
  else put(next);
}

/** Puts the new content where the old was, with what was open still open. */
function put(next: Document): void {
  const open = [...document.querySelectorAll<HTMLDetailsElement>('details[open][id]')].map(({ id }) => id);
  const focused = document.activeElement?.id ?? '';
  const { scrollX, scrollY } = window;
  for (const selector of ['main', '#corte']) {
    const to = document.querySelector(selector);
    const from = next.querySelector(selector);
    if (to !== null && from !== null) to.replaceWith(document.adoptNode(from));
  }
  seen = Math.max(seen, Number(next.documentElement.dataset.corte ?? 0));
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
  document.dispatchEvent(new Event(CONTENIDO_NUEVO));
}
