/**
 * The whole vote of an election: the same result as cards, as a map and as a table, by candidatura and by party,
 * and the comparison of two candidaturas or two territories.
 */

import type { Contexto } from '../contexto.ts';
import type { TerritorioPublicado } from '../niveles.ts';
import type { DatosDeEleccion, DatosDelSitio } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderDeCorte, renderMigas } from './documento.ts';
import { formatEntero, formatNombre, formatPorcentaje } from './formato.ts';
import { fuerzasDe } from './fuerzas.ts';
import { type Html, html } from './html.ts';
import { renderVotosDeEntidad, TODA } from './inicio.ts';
import { renderMapa } from './mapa/mapa.ts';
import { lideradosDe, resumenDe } from './mosaico.ts';
import { rutaDeEleccion, rutaDePaginaDeTerritorio, rutaDeRetrato, rutaDeVotacion } from './rutas.ts';
import {
  renderBarra,
  renderFicha,
  renderOpciones,
  renderPartidos,
  renderResumen,
  rotuloDeTerritorio,
} from './votos.ts';

export function renderVotacion(contexto: Contexto, datos: DatosDeEleccion, sitio: DatosDelSitio): string {
  const { eleccion, entidad, territorios, rutas } = datos;
  const ruta = rutaDeVotacion(eleccion);
  const raiz = raizDe(ruta);
  const nombre = formatNombre(eleccion.nombre);
  const { resultados, representacionProporcional } = entidad;
  const principal = html`${renderMigas(raiz, [[nombre, rutaDeEleccion(eleccion)]])}
<h1>Votación: ${nombre}${enMarca(contexto)}</h1>
<ul class="acciones"><li><a href="#tarjetas">Tarjetas</a></li><li><a href="#mapa">Mapa</a></li><li><a href="#tabla">Tabla</a></li><li><a href="#partidos">Por partido</a></li><li><a href="#comparar">Comparar</a></li><li><a href="${raiz}${rutas.indice}">JSON de esta página</a></li></ul>
<h2 id="tarjetas">Tarjetas</h2>
${renderTarjetas(contexto, datos)}
<h2 id="mapa">Mapa: ventaja en actas contabilizadas</h2>
${renderMapa(contexto, eleccion, territorios, raiz)}
<h2 id="tabla">Tabla</h2>
${renderTablaDeTerritorios(contexto, datos, raiz)}
<h2 id="comparar">Comparar</h2>
<p>Dos candidaturas o partidos en todos los territorios, o dos territorios entre sí, con las cifras de la tabla de arriba.</p>
<div id="comparador" data-tabla="territorios"></div>
<noscript><p class="nota">La comparación automática necesita JavaScript; la tabla de arriba tiene las mismas cifras.</p></noscript>
<h2 id="partidos">Por candidatura y por partido</h2>
<div class="par"><div>
${resultados.candidaturas === null ? null : renderVotosDeEntidad(contexto, datos)}
${renderResumen(contexto, resultados)}</div><div>
${renderPartidos(contexto, resultados, TODA)}
</div></div>
<div class="par">
${renderOpciones(contexto, eleccion, resultados, html`Votos como están en la boleta${enMarca(contexto)} <small>Los propios de cada partido y los de cada combinación, sin repartir.</small>`)}
${representacionProporcional === null ? null : renderOpciones(contexto, eleccion, representacionProporcional, html`Actas de representación proporcional de casillas especiales${enMarca(contexto)} <small>No se suman a las otras tablas.</small>`)}</div>`;
  return renderDeCorte(
    contexto,
    {
      ruta,
      titulo: `Votación de ${nombre.toLowerCase()}`,
      descripcion: `Votos por candidatura, por partido y por ${eleccion.agrupacion} en las actas contabilizadas.`,
      eleccion,
      menu: null,
      modulos: ['mapa.js', 'comparar.js'],
      retrato: rutaDeRetrato(eleccion),
      principal,
    },
    sitio.direccion,
  );
}

/** One card for each candidatura; where each territory has its own, one for each group of parties. */
function renderTarjetas(contexto: Contexto, { eleccion, entidad, territorios }: DatosDeEleccion): Html {
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  const { candidaturas, total } = entidad.resultados;
  if (candidaturas !== null) {
    const cards = candidaturas
      .toSorted((a, b) => b.votos - a.votos)
      .map(({ clave, propietaria, votos, porcentaje }) => {
        const fuerza = fuerzas.de('*', clave);
        return html`<li class="${fuerza.clase.split(' ')[0] ?? ''}"><span class="quien">${renderFicha(fuerza)}<span><b>${propietaria === '' ? fuerza.siglas : propietaria}</b><span class="siglas">${fuerza.siglas}</span></span></span><p class="cifra">${formatPorcentaje(porcentaje)}</p><p class="nota">${formatEntero(votos)} votos</p>${renderBarra(fuerza.clase, votos, total)}</li>
`;
      });
    return html`<ol class="tarjetas">${cards}</ol>`;
  }
  const liderados = lideradosDe(contexto, eleccion, territorios);
  const plural = eleccion.agrupacion === 'distrito' ? 'distritos' : 'municipios';
  const cards = fuerzas.todas
    .map((fuerza) => ({ fuerza, cuantos: liderados.filter((one) => one.fuerza === fuerza).length }))
    .sort((a, b) => b.cuantos - a.cuantos)
    .map(
      ({ fuerza, cuantos }) =>
        html`<li class="${fuerza.clase.split(' ')[0] ?? ''}"><span class="quien">${renderFicha(fuerza)}<span><b>${fuerza.siglas}</b></span></span><p class="cifra">${formatEntero(cuantos)} <small>de ${territorios.length}</small></p><p class="nota">${plural} con ventaja en actas contabilizadas</p></li>
`,
    );
  return html`<ol class="tarjetas">${cards}</ol>`;
}

/** A column for each candidatura where they are the same everywhere; who goes ahead, where they are not. */
function renderTablaDeTerritorios(
  contexto: Contexto,
  { eleccion, entidad, territorios }: DatosDeEleccion,
  raiz: string,
): Html {
  const singular = eleccion.agrupacion === 'distrito' ? 'Distrito' : 'Municipio';
  const columnas =
    entidad.resultados.candidaturas === null
      ? columnasDePartidos(contexto, territorios)
      : columnasDeCandidaturas(contexto, eleccion, entidad.resultados.candidaturas, territorios);
  const liderados = lideradosDe(contexto, eleccion, territorios);
  const rows = liderados.map(({ territorio, ventaja, fuerza }) => {
    const { id, nombre, actas, resultados } = territorio;
    const href = enlaceA(raiz, rutaDePaginaDeTerritorio(eleccion, id));
    return html`<tr><th scope="row"><a href="${href}">${rotuloDeTerritorio(eleccion, id, nombre)}</a> <small>${resumenDe(ventaja, fuerza)}</small></th><td class="n" data-v="${actas.capturadas}">${formatPorcentaje(actas.porcentajeCapturadas)}</td><td class="n" data-v="${actas.contabilizadas}">${formatPorcentaje(actas.porcentajeContabilizadas)}</td>${columnas.map(({ votos }) => celda(votos(territorio)))}<td class="n">${formatEntero(resultados.total)}</td></tr>
`;
  });
  return html`<div class="desliza" tabindex="0" role="region" aria-label="Votos por ${singular.toLowerCase()}"><table id="territorios" data-ordenable>
<caption>Votos por ${singular.toLowerCase()}${enMarca(contexto)} <small>De las actas contabilizadas. La ventaja no es una proyección.</small></caption>
<thead><tr><th scope="col">${singular}</th><th scope="col" class="n">Capturadas</th><th scope="col" class="n">Contabi&shy;lizadas</th>${columnas.map(({ titulo }) => html`<th scope="col" class="n" data-columna="${titulo}">${titulo}</th>`)}<th scope="col" class="n">Total</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
<p class="nota">«–»: ahí no se registró.</p>`;
}

interface Columna {
  readonly titulo: string;
  /** null where it does not run */
  readonly votos: (territorio: TerritorioPublicado) => number | null;
}

function celda(votos: number | null): Html {
  return votos === null ? html`<td class="n">–</td>` : html`<td class="n">${formatEntero(votos)}</td>`;
}

function columnasDeCandidaturas(
  contexto: Contexto,
  eleccion: DatosDeEleccion['eleccion'],
  candidaturas: readonly { readonly clave: string }[],
  territorios: readonly TerritorioPublicado[],
): readonly Columna[] {
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  const byTerritorio = new Map(
    territorios.map(({ id, resultados }) => [
      id,
      new Map((resultados.candidaturas ?? []).map(({ clave, votos }) => [clave, votos])),
    ]),
  );
  return candidaturas.map(({ clave }) => {
    const { letra, siglas } = fuerzas.de('*', clave);
    return {
      titulo: `${letra} ${siglas}`,
      votos: ({ id }) => byTerritorio.get(id)?.get(clave) ?? null,
    };
  });
}

function columnasDePartidos(
  { proceso }: Contexto,
  territorios: readonly TerritorioPublicado[],
): readonly Columna[] {
  const byTerritorio = new Map(
    territorios.map(({ id, resultados }) => [
      id,
      new Map((resultados.partidos ?? []).map(({ clave, votos }) => [clave, votos])),
    ]),
  );
  const claves = [...new Set([...byTerritorio.values()].flatMap((votos) => [...votos.keys()]))];
  const order = new Map(proceso.partidos.map(({ clave }, i) => [clave, i]));
  const last = proceso.partidos.length;
  return claves
    .sort((a, b) => (order.get(a) ?? last) - (order.get(b) ?? last))
    .map((clave) => ({
      titulo: order.has(clave) ? clave : `Indep. ${/\d+$/.exec(clave)?.[0] ?? clave}`,
      votos: ({ id }) => byTerritorio.get(id)?.get(clave) ?? null,
    }));
}
