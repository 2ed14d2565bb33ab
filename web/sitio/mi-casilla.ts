/**
 * One box for a section, a clave or a municipio. What sections exist is in the page, as ranges: nothing else is
 * asked for.
 */

import { type Encontrado, find, parseRangos } from './buscar.ts';

const raiz = document.documentElement.dataset.raiz ?? './';
const form = document.querySelector<HTMLFormElement>('#busca');
const input = document.querySelector<HTMLInputElement>('#q');
const answer = document.querySelector<HTMLElement>('#respuesta');

interface Municipio {
  readonly nombre: string;
  readonly href: string;
}

function municipios(): readonly Municipio[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('#lista-municipios a')].map((link) => ({
    nombre: link.textContent ?? '',
    href: link.getAttribute('href') ?? '',
  }));
}

/** Goes to the only answer, lists several, or says what to try. */
function respond(query: string): void {
  if (answer === null || form === null) return;
  const rangos = parseRangos(form.dataset.secciones ?? '');
  const links = linksOf(find(query, rangos), query);
  const [only] = links;
  if (only !== undefined && links.length === 1) {
    location.assign(only.href);
    return;
  }
  const text = document.createElement('p');
  text.textContent =
    links.length === 0
      ? `No hay una sección, un municipio ni una clave que sea «${query}». La sección tiene hasta cuatro dígitos y está en su credencial para votar.`
      : 'Elija:';
  const list = document.createElement('ul');
  list.append(
    ...links.map(({ nombre, href }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = href;
      link.textContent = nombre;
      item.append(link);
      return item;
    }),
  );
  answer.replaceChildren(text, list);
}

const MUCHOS = 12;

function linksOf(encontrado: Encontrado, query: string): readonly Municipio[] {
  if (encontrado.tipo === 'secciones') {
    return encontrado.secciones.map(({ seccion, ancla }) => ({
      nombre: `Sección ${seccion.slice(2)}`,
      href: `${raiz}secciones/${seccion}/index.html${ancla === null ? '' : `#${ancla}`}`,
    }));
  }
  const wanted = plain(query);
  if (wanted === '') return [];
  const found = municipios().filter(({ nombre }) => plain(nombre).includes(wanted));
  const same = found.filter(({ nombre }) => plain(nombre) === wanted);
  return (same.length === 1 ? same : found).slice(0, MUCHOS);
}

/** Without accents or capitals, as people type. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  const query = input?.value.trim() ?? '';
  history.replaceState(null, '', `?q=${encodeURIComponent(query)}`);
  respond(query);
});

const asked = new URLSearchParams(location.search).get('q')?.trim() ?? '';
if (input !== null && asked !== '') {
  input.value = asked;
  respond(asked);
}
