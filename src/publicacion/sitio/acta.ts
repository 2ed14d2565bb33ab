/**
 * An acta on the page of its section: everything that was captured of it, whether it counts and why, its image and
 * how to check it, when each thing happened, and what was corrected.
 *
 * A corte may write tens of thousands of them: what the actas of a territory share is made once, as text.
 */

import type { Eleccion } from '../../dominio/eleccion.ts';
import { nombreDeCampo } from './casilla.ts';
import type {
  ActaCapturada,
  ActaPublicada,
  ContextoDeProceso,
  Correccion,
  ObservacionDeActa,
  ValorPublicado,
} from './datos.ts';
import { enMarca } from './documento.ts';
import { formatEntero, formatInstante, formatNombre, formatPorcentaje } from './formato.ts';
import { fuerzasDe } from './fuerzas.ts';
import { escapeHtml, Html, html } from './html.ts';
import { renderFicha, renderSeñas } from './votos.ts';

/** What the actas of an election share, already written. */
interface Plan {
  /** head of the row of each vote field */
  readonly filas: ReadonlyMap<string, string>;
  readonly nombre: string;
  readonly marca: string;
  /** head of the row of each candidatura, by territory and key */
  readonly candidaturas: Map<string, string>;
}

const planes = new WeakMap<Eleccion, Plan>();

function planDe(contexto: ContextoDeProceso, eleccion: Eleccion): Plan {
  const before = planes.get(eleccion);
  if (before !== undefined) return before;
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  const claves = eleccion.opciones.map(({ clave }) => clave);
  const made = {
    nombre: escapeHtml(formatNombre(eleccion.nombre)),
    marca: enMarca(contexto),
    candidaturas: new Map<string, string>(),
    filas: new Map(
      claves.map((clave) => [
        clave,
        html`<tr><th scope="row">${renderSeñas(contexto, fuerzas.partidosDe(clave))}${fuerzas.rotulo(clave)}</th>`
          .texto,
      ]),
    ),
  };
  planes.set(eleccion, made);
  return made;
}

/**
 * A closed `<details>` whose id is that of the acta: its stable link. While it is closed its image is not asked for.
 *
 * @param raiz from the page to the root of the publication
 */
export function renderActa(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  acta: ActaPublicada,
  raiz: string,
): Html {
  const plan = planDe(contexto, eleccion);
  const rp = acta.principio === 'RP' ? ' (representación proporcional)' : '';
  return html`<details class="acta" id="${acta.id}"><summary><b>${plan.nombre}${rp}</b><span class="estado">${renderEstado(acta)}</span></summary>
<div class="cuerpo">
${acta.observacion === null ? null : renderObservacion(acta.observacion)}
${acta.estado === 'capturada' ? renderCaptura(contexto, eleccion, plan, acta, raiz) : renderSinCaptura(acta.estado)}
<p class="nota">Clave del acta: <code>${acta.clave}</code>. <a href="#${acta.id}">Enlace a esta acta</a></p>
</div></details>
`;
}

const CUENTA = html`<span class="marca si-cuenta">Contabilizada</span>`;
const PENDIENTE = html`<span class="marca falta">Por capturar</span>`;

function renderEstado(acta: ActaPublicada): Html {
  switch (acta.estado) {
    case 'pendiente':
      return PENDIENTE;
    case 'sin_acta':
      return html`<span class="marca no-cuenta">No contabilizada</span> <small>${acta.observacion.texto}</small>`;
    case 'capturada': {
      const votos = html` ${formatEntero(acta.totalCalculado)} votos`;
      const observacion = acta.observacion === null ? null : html` <small>${acta.observacion.texto}</small>`;
      if (acta.contabilizada === 1) return html`${CUENTA}${votos}${observacion}`;
      return html`<span class="marca no-cuenta">No contabilizada</span>${observacion}`;
    }
  }
}

function renderObservacion({ texto, explicacion }: ObservacionDeActa): Html {
  return html`<p class="observa"><strong>${texto}.</strong> ${explicacion}</p>`;
}

function renderSinCaptura(estado: 'pendiente' | 'sin_acta'): Html {
  return estado === 'pendiente'
    ? html`<p>Esta acta todavía no se captura. Cuando se publique, sus datos y su imagen estarán aquí.</p>`
    : html`<p>No hay imagen ni votos que mostrar.</p>`;
}

function renderCaptura(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  plan: Plan,
  acta: ActaPublicada & ActaCapturada,
  raiz: string,
): Html {
  return html`<div class="par"><div>
${renderVotos(plan, acta)}
${renderCandidaturasDeActa(contexto, eleccion, plan, acta)}
${renderGenerales(acta)}
</div><div>
${renderImagen(acta, raiz)}
${renderTiempos(acta)}
${renderCorrecciones(contexto, eleccion, acta)}
</div></div>`;
}

/** Every vote as it was captured, with its mark where it could not be read. */
function renderVotos({ filas, marca }: Plan, acta: ActaCapturada): Html {
  let rows = '';
  for (const campo in acta.votos) {
    const valor = acta.votos[campo] ?? 0;
    const head = filas.get(campo) ?? `<tr><th scope="row">${escapeHtml(nombreDeCampo(campo) ?? campo)}</th>`;
    const porcentaje = acta.porcentajes?.[campo];
    const tail = porcentaje === undefined ? '' : `<td class="n">${formatPorcentaje(porcentaje)}</td>`;
    rows += `${head}<td class="n">${textoDe(valor)}</td>${tail}</tr>\n`;
  }
  const columna = acta.porcentajes === null ? null : html`<th scope="col" class="n">Porcentaje</th>`;
  const cien =
    acta.porcentajes === null
      ? null
      : html`<td class="n">${formatPorcentaje(acta.totalCalculado === 0 ? '0.0000' : '100.0000')}</td>`;
  return html`<table><caption>Votos como se capturaron${marca}</caption>
<thead><tr><th scope="col">En la boleta</th><th scope="col" class="n">Votos</th>${columna}</tr></thead>
<tbody>
${new Html(rows)}</tbody>
<tfoot><tr><th scope="row">Suma que hace el sistema</th><td class="n">${formatEntero(acta.totalCalculado)}</td>${cien}</tr></tfoot></table>`;
}

function textoDe(valor: ValorPublicado): string {
  if (typeof valor === 'number') return formatEntero(valor);
  return `<span class="marca no-cuenta">${valor === 'SIN DATO' ? 'Sin dato' : 'Ilegible'}</span>`;
}

/** By candidatura, where some candidatura adds up several options. */
function renderCandidaturasDeActa(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  plan: Plan,
  { candidaturas, territorio, votos }: ActaPublicada & ActaCapturada,
): Html | null {
  if (candidaturas === null || candidaturas.length + 2 === Object.keys(votos).length) return null;
  let rows = '';
  for (const { clave, votos: suma, porcentaje } of candidaturas) {
    rows += `${headOfCandidatura(contexto, eleccion, plan, territorio, clave)}<td class="n">${formatEntero(suma)}</td><td class="n">${formatPorcentaje(porcentaje)}</td></tr>\n`;
  }
  return html`<table><caption>Por candidatura${plan.marca}<small>Los de sus partidos y todas sus combinaciones.</small></caption>
<thead><tr><th scope="col">Candidatura</th><th scope="col" class="n">Votos</th><th scope="col" class="n">Porcentaje</th></tr></thead>
<tbody>
${new Html(rows)}</tbody></table>`;
}

function headOfCandidatura(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  { candidaturas }: Plan,
  territorio: string,
  clave: string,
): string {
  const key = `${territorio} ${clave}`;
  const before = candidaturas.get(key);
  if (before !== undefined) return before;
  const fuerza = fuerzasDe(contexto.proceso, eleccion).de(territorio, clave);
  const made =
    html`<tr><th scope="row"><span class="quien">${renderFicha(fuerza)}<span>${fuerza.siglas}</span></span></th>`
      .texto;
  candidaturas.set(key, made);
  return made;
}

function renderGenerales({ generales, totalCalculado }: ActaCapturada): Html {
  let rows = '';
  for (const campo in generales) {
    rows += `<tr><th scope="row">${nombreDeCampo(campo) ?? escapeHtml(campo)}</th><td class="n">${textoDe(generales[campo] ?? 0)}</td></tr>\n`;
  }
  const asentado = generales.TOTAL_VOTOS_ASENTADO;
  const differs = typeof asentado === 'number' && asentado !== totalCalculado;
  return html`<table><caption>Otros datos del acta</caption><tbody>
${new Html(rows)}</tbody></table>
${differs ? html`<p class="nota">El total asentado y la suma no son iguales: es un error común al llenar el acta y no la invalida. Se publica la suma.</p>` : null}`;
}

const ORIGENES: Readonly<Record<string, string>> = {
  CATD: 'centro de acopio (CATD)',
  CASILLA: 'casilla, con un teléfono',
};

function renderImagen({ imagen, clave }: ActaPublicada & ActaCapturada, raiz: string): Html {
  const href = raiz + imagen.archivo;
  return html`<figure class="imagen"><a class="ampliable" href="${href}"><img src="${href}" loading="lazy" alt="Imagen del acta ${clave}; sus datos están en esta página"></a></figure>
<p><a href="${href}" download="${clave}.jpg">Descargar la imagen</a> · Tomada en: ${ORIGENES[imagen.origen] ?? imagen.origen}</p>
<p class="nota">SHA-256 de la imagen: <code>${imagen.sha256}</code>. <a href="${raiz}verifica/index.html#imagen">Cómo comprobarlo</a></p>`;
}

const COTEJOS = [
  'Todavía no se coteja con el acta en papel.',
  'Se cotejó con el acta en papel y es igual.',
  'Se cotejó con el acta en papel y está en corrección; mientras tanto se muestra lo último verificado.',
  'Se cotejó con el acta en papel y se corrigió.',
] as const;

function renderTiempos(acta: ActaCapturada): Html {
  const momento = acta.imagen.momento;
  return html`<table><caption>Cuándo<small>Hora local de las máquinas.</small></caption><tbody>
<tr><th scope="row">Acopio</th><td class="n">${formatInstante(acta.acopio)}</td></tr>
${momento === undefined ? null : html`<tr><th scope="row">Digitalización</th><td class="n">${formatInstante(momento)}</td></tr>\n`}<tr><th scope="row">Captura</th><td class="n">${formatInstante(acta.captura)}</td></tr>
<tr><th scope="row">Verificación</th><td class="n">${acta.verificacion === null ? 'pendiente' : formatInstante(acta.verificacion)}</td></tr>
</tbody></table>
<p class="nota">${COTEJOS[acta.cotejo] ?? ''}</p>`;
}

function renderCorrecciones(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  { correcciones = [] }: ActaCapturada,
): Html | null {
  if (correcciones.length === 0) return null;
  return html`<h4>Correcciones</h4>
<ul>${correcciones.map((correccion) => renderCorreccion(contexto, eleccion, correccion))}</ul>`;
}

function renderCorreccion(
  { proceso }: ContextoDeProceso,
  eleccion: Eleccion,
  { momento, cambios }: Correccion,
): Html {
  const { rotulo } = fuerzasDe(proceso, eleccion);
  const lista = cambios.map(
    ({ campo, antes, despues }) =>
      `${nombreDeCampo(campo) ?? rotulo(campo)}: se publicó ${textoPlano(antes)} y es ${textoPlano(despues)}`,
  );
  return html`<li>${formatInstante(momento)}. ${lista.join('; ')}.</li>`;
}

function textoPlano(valor: ValorPublicado): string {
  return typeof valor === 'number' ? formatEntero(valor) : valor.toLowerCase();
}
