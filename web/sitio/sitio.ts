/**
 * What every page of the site can do besides being read. Everything is in the page without this.
 */

import { listenCompartir, showCompartir } from './compartir.ts';
import { CONTENIDO_NUEVO, watchCorte } from './corte.ts';
import { sortTables } from './tablas.ts';
import { showVista } from './vista.ts';

function enhance(): void {
  sortTables();
  showCompartir();
}

/** An address that names an acta opens it. */
function openNamed(): void {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement) named.open = true;
  const around = named?.closest('details');
  if (around !== null && around !== undefined) around.open = true;
}

/** Folders are nicer to copy than files; from a disk the file is what works. */
function shortenAddress(): void {
  const { pathname, search, hash, protocol } = location;
  if (!protocol.startsWith('http') || !pathname.endsWith('/index.html')) return;
  history.replaceState(history.state, '', pathname.slice(0, -'index.html'.length) + search + hash);
}

shortenAddress();
openNamed();
enhance();
showVista();
listenCompartir();
watchCorte();
addEventListener('hashchange', openNamed);
document.addEventListener(CONTENIDO_NUEVO, enhance);
