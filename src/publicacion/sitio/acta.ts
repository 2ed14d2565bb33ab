/**
 * An acta on the page of its section: everything that was captured of it, whether it counts and why, its image and
 * how to check it, when each thing happened, and what was corrected.
 *
 * A corte may write tens of thousands of them, so what the actas of a territory share is made once, as text; what all
 * of them would explain alike is explained once, at the end of the page (`renderLeyendas`); and cells and rows are not
 * closed, which HTML allows: the page is half as long.
 */

import { type Eleccion, TOTAL_ASENTADO } from '../../dominio/eleccion.ts';
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
import { formatEntero, formatInstante, formatNombre } from './formato.ts';
import { CLASE_SIN_PARTIDO, claseDePartido, fuerzasDe } from './fuerzas.ts';
import { escapeHtml, Html, html } from './html.ts';

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
      claves.map((clave) => {
        const clases = fuerzas
          .partidosDe(clave)
          .map((partido) => claseDePartido(contexto.proceso, partido.clave));
        const señas = (clases.length === 0 ? [CLASE_SIN_PARTIDO] : clases).map(
          (clase) => html`<i class="${clase}"></i>`,
        );
        return [clave, html`<tr><th>${señas}${fuerzas.rotulo(clave)}`.texto];
      }),
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
  return new Html(
    `<details class="acta" id="${acta.id}"><summary><b>${plan.nombre}${rp}</b><span class="estado">${renderEstado(acta)}</span></summary><div class="cuerpo">
${acta.observacion === null ? '' : renderObservacion(acta.observacion)}${acta.estado === 'capturada' ? renderCaptura(contexto, eleccion, plan, acta, raiz) : renderSinCaptura(acta.estado)}<p class="nota"><a href="#${acta.id}">Enlace a esta acta</a>: <code>${acta.clave}</code></div></details>
`,
  );
}

/** What is alike in every acta of the page, once. */
export function renderLeyendas(raiz: string): Html {
  return html`<h2 id="leyendas">Cómo leer las actas</h2>
<ul class="nota">
<li>Los votos están como se capturaron del acta. «Por candidatura» suma los de sus partidos y todas sus combinaciones. Una barra completa es el 100&#8239;% de los votos contabilizados.</li>
<li>«No es la suma»: el total asentado en el acta y la suma que hace el sistema no son iguales. Es un error común al llenar el acta y no la invalida; se publica la suma.</li>
<li>Las horas son las locales de las máquinas. «Cotejo» es la comparación de lo publicado con el acta en papel; mientras una corrección está en curso se muestra lo último verificado.</li>
<li>El SHA-256 dice que la imagen es la que se publicó: <a href="${raiz}verifica/index.html#imagen">cómo comprobarlo</a>.</li>
</ul>`;
}

const NO_CUENTA = '<span class="marca no-cuenta">No contabilizada</span>';

function renderEstado(acta: ActaPublicada): string {
  switch (acta.estado) {
    case 'pendiente':
      return '<span class="marca falta">Por capturar</span>';
    case 'sin_acta':
      return `${NO_CUENTA} <small>${escapeHtml(acta.observacion.texto)}</small>`;
    case 'capturada': {
      const observacion =
        acta.observacion === null ? '' : ` <small>${escapeHtml(acta.observacion.texto)}</small>`;
      if (acta.contabilizada === 0) return NO_CUENTA + observacion;
      const votos = formatEntero(acta.totalCalculado);
      return `<span class="marca si-cuenta">Contabilizada</span> ${votos} votos${observacion}`;
    }
  }
}

function renderObservacion({ texto, explicacion }: ObservacionDeActa): string {
  return `<p class="observa"><strong>${escapeHtml(texto)}.</strong> ${escapeHtml(explicacion)}`;
}

function renderSinCaptura(estado: 'pendiente' | 'sin_acta'): string {
  return estado === 'pendiente'
    ? '<p>Esta acta todavía no se captura. Cuando se publique, sus datos y su imagen estarán aquí.'
    : '<p>No hay imagen ni votos que mostrar.';
}

function renderCaptura(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  plan: Plan,
  acta: ActaPublicada & ActaCapturada,
  raiz: string,
): string {
  return `<div class="par"><div>${renderVotos(plan, acta)}${renderCandidaturasDeActa(contexto, eleccion, plan, acta)}</div><div>${renderImagen(acta, raiz)}${renderGenerales(acta)}${renderTiempos(acta)}${renderCorrecciones(contexto, eleccion, acta)}</div></div>`;
}

/** Every vote as it was captured, with its mark where it could not be read. The sheet writes the sign of a percentage. */
function renderVotos({ filas, marca }: Plan, acta: ActaCapturada): string {
  const { votos, porcentajes, totalCalculado } = acta;
  let rows = '';
  for (const campo in votos) {
    const head = filas.get(campo) ?? `<tr><th>${escapeHtml(nombreDeCampo(campo) ?? campo)}`;
    rows += `${head}<td>${textoDe(votos[campo] ?? 0)}${porcentajes === null ? '' : `<td>${porcentajes[campo] ?? ''}`}`;
  }
  const [columna, cien] =
    porcentajes === null
      ? ['', '']
      : ['<th>Porcentaje', `<td>${totalCalculado === 0 ? '0.0000' : '100.0000'}`];
  return `<table><caption>Votos${marca}</caption><thead><tr><th>En la boleta<th>Votos${columna}<tbody>
${rows}<tfoot><tr><th>Suma que hace el sistema<td>${formatEntero(totalCalculado)}${cien}</table>`;
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
): string {
  if (candidaturas === null || candidaturas.length + 2 === Object.keys(votos).length) return '';
  let rows = '';
  for (const { clave, votos: suma, porcentaje } of candidaturas) {
    rows += `${headOfCandidatura(contexto, eleccion, plan, territorio, clave)}<td>${formatEntero(suma)}<td>${porcentaje}`;
  }
  return `<table><caption>Por candidatura${plan.marca}</caption><thead><tr><th>Candidatura<th>Votos<th>Porcentaje<tbody>
${rows}</table>`;
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
  const { letra, clase, siglas } = fuerzasDe(contexto.proceso, eleccion).de(territorio, clave);
  const made = html`<tr><th><b class="ficha chica ${clase}">${letra}</b> ${siglas}`.texto;
  candidaturas.set(key, made);
  return made;
}

function renderGenerales({ generales, totalCalculado }: ActaCapturada): string {
  let rows = '';
  for (const campo in generales) {
    const valor = generales[campo] ?? 0;
    const differs = campo === TOTAL_ASENTADO && typeof valor === 'number' && valor !== totalCalculado;
    rows += `<tr><th>${nombreDeCampo(campo) ?? escapeHtml(campo)}<td>${textoDe(valor)}${differs ? ' <small>No es la suma</small>' : ''}\n`;
  }
  return `<table><caption>Otros datos del acta</caption>
${rows}</table>`;
}

const ORIGENES: Readonly<Record<string, string>> = {
  CATD: 'centro de acopio (CATD)',
  CASILLA: 'casilla, con un teléfono',
};

function renderImagen({ imagen, clave }: ActaPublicada & ActaCapturada, raiz: string): string {
  const { archivo, origen, sha256 } = imagen;
  const href = raiz + archivo;
  return `<figure class="imagen"><a class="ampliable" href="${href}"><img src="${href}" loading="lazy" alt="Imagen del acta ${clave}"></a></figure>
<p class="nota"><a href="${href}" download="${clave}.jpg">Descargar la imagen</a> · Tomada en: ${ORIGENES[origen] ?? escapeHtml(origen)} · SHA-256 de la imagen: <code>${sha256}</code></p>`;
}

const COTEJOS = ['Pendiente', 'Es igual', 'En corrección', 'Se corrigió'] as const;

function renderTiempos({ imagen, acopio, captura, verificacion, cotejo }: ActaCapturada): string {
  const momento = imagen.momento;
  return `<table><caption>Cuándo</caption><tr><th>Acopio<td>${formatInstante(acopio)}
${momento === undefined ? '' : `<tr><th>Digitalización<td>${formatInstante(momento)}\n`}<tr><th>Captura<td>${formatInstante(captura)}
<tr><th>Verificación<td>${verificacion === null ? 'Pendiente' : formatInstante(verificacion)}
<tr><th>Cotejo<td>${COTEJOS[cotejo] ?? ''}</table>`;
}

function renderCorrecciones(
  contexto: ContextoDeProceso,
  eleccion: Eleccion,
  { correcciones = [] }: ActaCapturada,
): string {
  if (correcciones.length === 0) return '';
  return html`<h4>Correcciones</h4>
<ul>${correcciones.map((correccion) => renderCorreccion(contexto, eleccion, correccion))}</ul>`.texto;
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
