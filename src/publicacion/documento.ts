/**
 * What every page of a corte has around its content: whose it is, of when, and that it is preliminary.
 */

import { avisoDe, type Contexto } from './contexto.ts';
import { splitCorte } from './formato.ts';
import { type Html, html } from './html.ts';
import { leyendasDe } from './leyendas.ts';

export interface Documento {
  readonly titulo: string;
  readonly estilo: string;
  readonly navegacion: Html | null;
  readonly principal: Html;
}

/** A whole page, as text. */
export function renderDocumento(
  contexto: Contexto,
  { titulo, estilo, navegacion, principal }: Documento,
): string {
  const { proceso, marca, corte } = contexto;
  const { dia, hora, utc } = splitCorte(corte.local);
  const leyendas = leyendasDe(contexto);
  const aviso = avisoDe(marca);
  return html`<!doctype html>
<html lang="es-MX">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${marca === null ? '' : `${marca} · `}${titulo} · ${proceso.nombreLargo}</title>
<link rel="stylesheet" href="${estilo}">
</head>
<body class="${proceso.tipo}">
<a class="salto" href="#resultados">Ir a los resultados</a>
${aviso === null ? null : html`<aside class="ejercicio" aria-label="Aviso">${aviso.toUpperCase()}</aside>`}
<header><div class="ancho">
<h1><small>${proceso.instituto.nombre} · ${proceso.nombreLargo}</small>${titulo}${enMarca(contexto)}</h1>
<p class="corte"><small>Corte de información número ${corte.numero}${corte.tipo === 'ultimo' ? ', el último' : ''}</small><strong><time datetime="${corte.iso}">${dia}, ${hora}</time></strong><small>hora local (${utc})</small></p>
</div></header>
${navegacion}
<main class="ancho" id="resultados">
<p><strong>Resultados preliminares.</strong> ${leyendas.preliminares}</p>
${principal}
</main>
<footer class="ancho">
<p>${leyendas.porcentajes}</p>
<p>${leyendas.participacion}</p>
<p>${leyendas.noContabilizadas}</p>
<p>${leyendas.proyeccion}</p>
<p>${leyendas.preliminares} ${leyendas.corte}${aviso === null ? null : html` <strong>${aviso}.</strong>`}</p>
</footer>
</body>
</html>
`.texto;
}

/** The mark beside each title: a picture of one table also says that it is an exercise. */
export function enMarca({ marca }: Pick<Contexto, 'marca'>): string {
  return marca === null ? '' : ` (${marca})`;
}
