/**
 * The page at the root of the publication: the elections of the corte in force.
 */

import type { Eleccion } from '../dominio/eleccion.ts';
import { CARPETA_CORTES } from './carpeta.ts';
import type { Contexto } from './contexto.ts';
import { renderDocumento } from './documento.ts';
import { NOMBRE_ESTILO } from './estilo.ts';
import { html } from './html.ts';
import { ARCHIVO_MANIFIESTO } from './manifiesto.ts';
import { renderCifrasDeAvance } from './pagina-avance.ts';
import type { Actas } from './resultados.ts';

export function renderPortada(
  contexto: Contexto,
  elecciones: readonly { readonly eleccion: Eleccion; readonly actas: Actas }[],
): string {
  const carpeta = `${CARPETA_CORTES}/${contexto.corte.carpeta}`;
  const items = elecciones.map(
    ({ eleccion, actas }) => html`<section>
<h2><a href="${carpeta}/${eleccion.clave}/index.html">${eleccion.nombre}</a></h2>
${renderCifrasDeAvance(actas)}
</section>
`,
  );
  return renderDocumento(contexto, {
    titulo: 'Programa de Resultados Electorales Preliminares',
    estilo: `${carpeta}/${NOMBRE_ESTILO}`,
    navegacion: null,
    principal: html`${items}
<section><h2>Comprobar este corte</h2>
<p><a href="${carpeta}/${ARCHIVO_MANIFIESTO}">${ARCHIVO_MANIFIESTO}</a> tiene el SHA-256 de cada archivo; <a href="actual.json">actual.json</a>, el del manifiesto.</p></section>`,
  });
}
