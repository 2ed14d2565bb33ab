/**
 * One's casilla: by number of section, by municipio and by clave. With scripts, one box answers the three; without
 * them, two lists lead to any section in three actions. None of it knows of cortes: these pages do not change.
 */

import type { Proceso } from '../../proceso/proceso.ts';
import { catalogoDe, centenasDe } from './catalogo.ts';
import type { ContextoDeProceso } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderMigas, renderSinCorte } from './documento.ts';
import { formatCuantas } from './formato.ts';
import { type Html, html } from './html.ts';
import { archivoDePagina, RUTAS, rutaDeCentena, rutaDeMunicipio, rutaDeSeccion } from './rutas.ts';

const SIN_FECHA = { tipo: 'sin_fecha' } as const;

/** The page of the search and its lists, by path. */
export function renderMiCasilla(contexto: ContextoDeProceso): ReadonlyMap<string, string> {
  const { porMunicipio, secciones } = catalogoDe(contexto.proceso);
  const pages = new Map([[archivoDePagina(RUTAS.miCasilla), renderBusqueda(contexto)]]);
  for (const [id, own] of porMunicipio) {
    const ruta = rutaDeMunicipio(id);
    const nombre = nombreDeMunicipio(contexto.proceso, id);
    pages.set(archivoDePagina(ruta), renderLista(contexto, ruta, `Secciones de ${nombre}`, own));
  }
  for (const [centena, own] of centenasDe(secciones)) {
    const ruta = rutaDeCentena(centena);
    pages.set(archivoDePagina(ruta), renderLista(contexto, ruta, rotuloDeCentena(centena), own));
  }
  return pages;
}

function nombreDeMunicipio({ municipios }: Proceso, id: string): string {
  return municipios.find((municipio) => municipio.id === id)?.nombre ?? `municipio ${id}`;
}

function rotuloDeCentena(centena: string): string {
  return `Secciones ${centena.endsWith('00') ? '0001' : `${centena.slice(2)}00`} a ${centena.slice(2)}99`;
}

function renderBusqueda(contexto: ContextoDeProceso): string {
  const { proceso } = contexto;
  const { porMunicipio, secciones, sinSeccion, rangos } = catalogoDe(proceso);
  const raiz = raizDe(RUTAS.miCasilla);
  const municipios = proceso.municipios.filter(({ id }) => porMunicipio.has(id));
  return renderSinCorte(
    contexto,
    {
      ruta: RUTAS.miCasilla,
      titulo: 'Mi casilla',
      descripcion: 'Busque su casilla por sección, municipio o clave y vea sus actas.',
      eleccion: null,
      menu: RUTAS.miCasilla,
      modulos: ['mi-casilla.js'],
      retrato: null,
      principal: html`<h1>Conoce los resultados de tu casilla${enMarca(contexto)}</h1>
<p>Su credencial para votar dice el número de su <strong>sección</strong>. En cada sección están todas sus casillas, con el acta de cada elección, su imagen y si se contabiliza.</p>
<form class="caja" id="busca" action="index.html" method="get" role="search" data-secciones="${rangos}">
<label for="q">Sección, municipio o clave de la casilla</label>
<div class="renglon"><input id="q" name="q" autocomplete="off" spellcheck="false" placeholder="0806"><button class="boton">Buscar</button></div>
<div id="respuesta" role="status"></div>
<noscript><p class="nota">Sin JavaScript, use las listas de abajo: su sección o su municipio.</p></noscript>
</form>
<h2 id="secciones">Por número de sección</h2>
<ul class="lista corta">${[...centenasDe(secciones).keys()].map((centena) => html`<li><a href="${enlaceA(raiz, rutaDeCentena(centena))}">${rotuloDeCentena(centena)}</a></li>\n`)}</ul>
<h2 id="municipios">Por municipio</h2>
<ul class="lista" id="lista-municipios">${municipios.map(({ id, nombre }) => html`<li><a href="${enlaceA(raiz, rutaDeMunicipio(id))}">${nombre}</a></li>\n`)}</ul>
${renderSinSeccion(sinSeccion, raiz)}`,
    },
    SIN_FECHA,
  );
}

function renderSinSeccion(sinSeccion: readonly string[], raiz: string): Html | null {
  if (sinSeccion.length === 0) return null;
  return html`<h2>Sin sección</h2>
<ul>${sinSeccion.map((key) => html`<li><a href="${enlaceA(raiz, rutaDeSeccion(key))}">Voto anticipado, prisión preventiva y voto en el extranjero</a></li>`)}</ul>`;
}

function renderLista(
  contexto: ContextoDeProceso,
  ruta: string,
  titulo: string,
  secciones: readonly string[],
): string {
  const raiz = raizDe(ruta);
  return renderSinCorte(
    contexto,
    {
      ruta,
      titulo,
      descripcion: `${titulo}: elija la suya para ver sus casillas y sus actas.`,
      eleccion: null,
      menu: RUTAS.miCasilla,
      modulos: [],
      retrato: null,
      principal: html`${renderMigas(raiz, [['Mi casilla', RUTAS.miCasilla]])}
<h1>${titulo}${enMarca(contexto)}</h1>
<p>${formatCuantas(secciones.length, 'sección', 'secciones')}. Elija la de su credencial para votar.</p>
<ul class="claves">${secciones.map((key) => html`<li><a href="${enlaceA(raiz, rutaDeSeccion(key))}">${key.slice(2)}</a></li>\n`)}</ul>`,
    },
    SIN_FECHA,
  );
}
