/**
 * What every page has around its content: whose it is, of when, where else one can go, and that it is preliminary.
 */

import type { Eleccion } from '../../dominio/eleccion.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import { avisoDe, type Contexto } from '../contexto.ts';
import { LEYENDAS_FIJAS, leyendasDe } from '../leyendas.ts';
import type { ContextoDeProceso, CorteNombrado } from './datos.ts';
import { formatNombre, splitCorte } from './formato.ts';
import { type Html, html } from './html.ts';
import { LOGO, recursosDe } from './recursos.ts';
import { RUTAS, rutaDeEleccion } from './rutas.ts';

export interface Pagina {
  /** folder of the page from the root of the publication: `GUB/votacion/`; empty, the root itself */
  readonly ruta: string;
  /** of the window: the name of the page, then what it is of */
  readonly titulo: string;
  /** one sentence for searchers and for who shares the page */
  readonly descripcion: string;
  /** the election whose tab is marked */
  readonly eleccion: Eleccion | null;
  /** the page of the menu that is marked */
  readonly menu: string | null;
  /** the modules it needs besides those of every page: `mi-casilla.js` */
  readonly modulos: readonly string[];
  /** of its share picture, from the root of the publication */
  readonly retrato: string | null;
  readonly principal: Html;
}

/** What a page says of when it is. */
export type Fecha =
  | { readonly tipo: 'corte'; readonly corte: CorteNombrado }
  /** of a page that only changes with its actas */
  | { readonly tipo: 'cambio'; readonly cambio: CorteNombrado | null }
  /** of a page that says nothing of results */
  | { readonly tipo: 'sin_fecha' };

/** From a page to the root of the publication: `../../`; `./` at the root. */
export function raizDe(ruta: string): string {
  return '../'.repeat(ruta.split('/').length - 1) || './';
}

/** Address of another page, from the root of this one; with its file, so that it also works from a disk. */
export function enlaceA(raiz: string, ruta: string): string {
  return `${raiz}${ruta}index.html`;
}

/** A page of totals: of this corte, with all its legends. */
export function renderDeCorte(contexto: Contexto, pagina: Pagina, direccion: string | null): string {
  const { participacion, corte } = leyendasDe(contexto);
  const { noContabilizadas, porcentajes, proyeccion } = LEYENDAS_FIJAS;
  const leyendas = [porcentajes, participacion, noContabilizadas, proyeccion, corte];
  const fecha: Fecha = { tipo: 'corte', corte: contexto.corte };
  return renderDocumento(contexto, pagina, { raiz: raizDe(pagina.ruta), fecha, leyendas, direccion });
}

/** A page that knows nothing of the corte in force. */
export function renderSinCorte(contexto: ContextoDeProceso, pagina: Pagina, fecha: Fecha): string {
  const leyendas = [LEYENDAS_FIJAS.porcentajes, LEYENDAS_FIJAS.noContabilizadas];
  const raiz = raizDe(pagina.ruta);
  return renderDocumento(contexto, pagina, { raiz, fecha, leyendas, direccion: null });
}

export interface Entorno {
  readonly raiz: string;
  readonly fecha: Fecha;
  readonly leyendas: readonly string[];
  /** public address of the site, or null */
  readonly direccion: string | null;
}

/** A whole page, as text. */
export function renderDocumento(contexto: ContextoDeProceso, pagina: Pagina, entorno: Entorno): string {
  const { marca, proceso } = contexto;
  const { raiz, fecha, leyendas } = entorno;
  const aviso = avisoDe(marca);
  const recursos = raiz + recursosDe(proceso).carpeta;
  const corte = fecha.tipo === 'corte' ? html` data-corte="${fecha.corte.numero}"` : null;
  return html`<!doctype html>
<html lang="es-MX" data-raiz="${raiz}"${corte}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${marca === null ? '' : `${marca} · `}${pagina.titulo} · PREP ${proceso.anio} ${proceso.instituto.siglas}</title>
<meta name="description" content="${aviso === null ? '' : `${aviso}. `}${pagina.descripcion}">
${renderRetrato(pagina, entorno)}<link rel="icon" href="${recursos}icono.svg">
<link rel="stylesheet" href="${recursos}estilo.css">
<script src="${recursos}preferencias.js"></script>
<script type="module" src="${recursos}sitio.js"></script>
${pagina.modulos.map((modulo) => html`<script type="module" src="${recursos}${modulo}"></script>\n`)}</head>
<body>
<a class="salto" href="#contenido">Ir al contenido</a>
${renderCabeza(contexto, raiz, fecha)}
${renderMenu(contexto, raiz, pagina)}
<main class="ancho" id="contenido">
${pagina.principal}
</main>
${renderPie(contexto, raiz, leyendas)}
</body>
</html>
`.texto;
}

function renderRetrato({ retrato, titulo, descripcion }: Pagina, { raiz, direccion }: Entorno): Html | null {
  if (retrato === null) return null;
  const address = direccion === null ? raiz : direccion;
  return html`<meta property="og:title" content="${titulo}">
<meta property="og:description" content="${descripcion}">
<meta property="og:image" content="${address}${retrato}">
<meta name="twitter:card" content="summary_large_image">
`;
}

function renderCabeza({ proceso, marca }: ContextoDeProceso, raiz: string, fecha: Fecha): Html {
  const aviso = avisoDe(marca);
  return html`${aviso === null ? null : html`<aside class="ejercicio" aria-label="Aviso"><b>${aviso.toUpperCase()}</b></aside>\n`}<header class="cabeza"><div class="ancho">
<a class="casa" href="${enlaceA(raiz, RUTAS.inicio)}">${renderLogo(proceso, raiz)} <small>${proceso.instituto.nombre}</small> <b>PREP ${proceso.anio} <i>${proceso.instituto.siglas}</i></b> <small>Programa de Resultados Electorales Preliminares</small></a>
${renderFecha(fecha)}</div></header>`;
}

/** Beside the name of the institute, which says what it is. */
function renderLogo(proceso: Proceso, raiz: string): Html | null {
  if (proceso.identidad.logo === null) return null;
  return html`<img class="logo" src="${raiz}${recursosDe(proceso).carpeta}${LOGO}" alt="">`;
}

function renderFecha(fecha: Fecha): Html | null {
  switch (fecha.tipo) {
    case 'sin_fecha':
      return null;
    case 'cambio': {
      if (fecha.cambio === null) return null;
      const { dia, hora, utc } = splitCorte(fecha.cambio.local);
      return html`<p class="corte menor" id="corte"><small>Esta página cambió por última vez en el corte ${fecha.cambio.numero}</small> <strong><time datetime="${fecha.cambio.iso}">${dia}, ${hora}</time></strong> <small>hora local (${utc}) · <a class="actualizar" href="index.html">Actualizar</a></small></p>
`;
    }
    case 'corte': {
      const { numero, tipo, iso, local } = fecha.corte;
      const { dia, hora, utc } = splitCorte(local);
      const ultimo = tipo === 'ultimo' ? ', el último' : '';
      return html`<p class="corte" id="corte"><small>Corte de información ${numero}${ultimo}</small> <strong><time datetime="${iso}">${dia}, ${hora}</time></strong> <small>hora local (${utc}) · <a class="actualizar" href="index.html">Actualizar</a></small></p>
`;
    }
  }
}

const MENU: readonly (readonly [string, string])[] = [
  ['Inicio', RUTAS.inicio],
  ['Mi casilla', RUTAS.miCasilla],
  ['Avance', RUTAS.avance],
  ['Base de datos', RUTAS.baseDeDatos],
  ['Verifica', RUTAS.verifica],
  ['Centro de ayuda', RUTAS.preguntas],
];

/** The tabs of the elections and the menu: one home page may be that of the only election. */
function renderMenu({ proceso }: ContextoDeProceso, raiz: string, { eleccion, menu }: Pagina): Html {
  const tabs = proceso.elecciones.map(
    (one) =>
      html`<li><a href="${enlaceA(raiz, rutaDeEleccion(one))}"${one.clave === eleccion?.clave ? html` aria-current="true"` : null}>${formatNombre(one.nombre)}</a></li>`,
  );
  const items = MENU.map(
    ([nombre, ruta]) =>
      html`<li><a href="${enlaceA(raiz, ruta)}"${ruta === menu ? html` aria-current="page"` : null}>${nombre}</a></li>`,
  );
  return html`<nav class="elecciones" aria-label="Elecciones"><ul class="ancho">${tabs}</ul></nav>
<nav class="sitio" aria-label="Sitio"><ul class="ancho">${items}</ul></nav>`;
}

const PIE: readonly (readonly [string, string])[] = [
  ['Preguntas frecuentes', RUTAS.preguntas],
  ['Glosario', RUTAS.glosario],
  ['Actas fuera de catálogo', RUTAS.fueraDeCatalogo],
  ['Difusores', RUTAS.difusores],
  ['Accesibilidad', RUTAS.accesibilidad],
];

function renderPie({ proceso, marca }: ContextoDeProceso, raiz: string, leyendas: readonly string[]): Html {
  const aviso = avisoDe(marca);
  return html`<footer><div class="ancho">
<p><strong>${LEYENDAS_FIJAS.preliminares}</strong>${aviso === null ? '' : ` ${aviso}.`}</p>
${leyendas.map((leyenda) => html`<p>${leyenda}</p>\n`)}<ul>${PIE.map(([nombre, ruta]) => html`<li><a href="${enlaceA(raiz, ruta)}">${nombre}</a></li>`)}</ul>
<div class="preferencias" hidden></div>
<p>${proceso.instituto.nombre}. ${proceso.nombreLargo}.</p>
</div></footer>`;
}

/** The mark beside each title: a picture of one table also says that it is an exercise. */
export function enMarca({ marca }: Pick<ContextoDeProceso, 'marca'>): string {
  return marca === null ? '' : ` (${marca})`;
}

/** The way from the home page to here. */
export function renderMigas(raiz: string, pasos: readonly (readonly [string, string])[]): Html {
  const items = pasos.map(([nombre, ruta]) => html`<a href="${enlaceA(raiz, ruta)}">${nombre}</a> › `);
  return html`<p class="migas">${items}</p>`;
}
