/**
 * What people take away from a page: a text with its corte and its legend, and a picture. Both say captured and
 * counted, that it is preliminary and, in an exercise, that it is one: they travel without the page.
 */

import sharp from 'sharp';
import { textOn } from '../../comun/color.ts';
import type { Eleccion } from '../../dominio/eleccion.ts';
import { avisoDe, type Contexto } from '../contexto.ts';
import type { DatosDeEleccion } from './datos.ts';
import { formatEntero, formatNombre, formatPorcentaje, splitCorte } from './formato.ts';
import { fuerzasDe } from './fuerzas.ts';
import { escapeHtml, type Html, html } from './html.ts';
import { lideradosDe } from './mosaico.ts';

const RENGLONES = 5;

interface Renglon {
  readonly letra: string;
  readonly color: string;
  readonly nombre: string;
  readonly siglas: string;
  readonly cifra: string;
  readonly parte: number;
}

/** The summary of an election, as a text to paste anywhere. */
export function resumenDeEleccion(contexto: Contexto, datos: DatosDeEleccion): string {
  const { proceso, corte, marca } = contexto;
  const { actas } = datos.entidad;
  const { dia, hora, utc } = splitCorte(corte.local);
  const aviso = avisoDe(marca);
  const lineas = [
    ...(aviso === null ? [] : [aviso.toUpperCase()]),
    `PREP ${proceso.anio}, ${proceso.instituto.nombre}. ${formatNombre(datos.eleccion.nombre)}`,
    `Corte ${corte.numero}: ${dia}, ${hora} (${utc})`,
    `Actas capturadas ${formatPorcentaje(actas.porcentajeCapturadas)}, contabilizadas ${formatPorcentaje(actas.porcentajeContabilizadas)} de ${formatEntero(actas.esperadas)}. Participación ${formatPorcentaje(actas.participacion)}`,
    ...renglonesDe(contexto, datos).map(
      ({ nombre, siglas, cifra }) => `${nombre}${nombre === siglas ? '' : ` (${siglas})`}: ${cifra}`,
    ),
    ...(cuantasCompiten(datos) > RENGLONES
      ? [`Las ${RENGLONES} con más votos, de ${cuantasCompiten(datos)} candidaturas.`]
      : []),
    'Resultados preliminares e informativos, no definitivos. No es una proyección.',
  ];
  return lineas.join('\n');
}

/** The buttons that share a page, and what works without them: the text to copy and the picture. */
export function renderCompartir(resumen: string, raiz: string, retrato: string, json: string): Html {
  return html`<ul class="acciones">
<li hidden><button type="button" class="enlace-boton" data-accion="compartir">Compartir</button></li>
<li hidden><button type="button" class="enlace-boton" data-accion="copiar">Copiar el resumen</button></li>
<li><a href="${raiz}${retrato}">Imagen para compartir</a></li>
<li><a href="${raiz}${json}">JSON de esta página</a></li>
</ul>
<p class="oculto" id="resumen" hidden>${resumen}</p>`;
}

/** The first candidaturas by votes; where each territory has its own, in how many each has advantage. */
function renglonesDe(contexto: Contexto, datos: DatosDeEleccion): readonly Renglon[] {
  const { eleccion, entidad } = datos;
  const { candidaturas } = entidad.resultados;
  const fuerzas = fuerzasDe(contexto.proceso, eleccion);
  if (candidaturas !== null) {
    return candidaturas
      .toSorted((a, b) => b.votos - a.votos)
      .slice(0, RENGLONES)
      .map(({ clave, propietaria, votos, porcentaje }) => {
        const fuerza = fuerzas.de('*', clave);
        return {
          letra: fuerza.letra,
          color: fuerza.partidos[0]?.color ?? '#6f6b78',
          nombre: propietaria === '' ? fuerza.siglas : propietaria,
          siglas: fuerza.siglas,
          cifra: `${formatPorcentaje(porcentaje)} · ${formatEntero(votos)} votos`,
          parte: Number(porcentaje) / 100,
        };
      });
  }
  return renglonesDeLiderados(contexto, eleccion, datos);
}

function renglonesDeLiderados(
  contexto: Contexto,
  eleccion: Eleccion,
  { territorios }: DatosDeEleccion,
): readonly Renglon[] {
  const liderados = lideradosDe(contexto, eleccion, territorios);
  const plural = eleccion.agrupacion === 'distrito' ? 'distritos' : 'municipios';
  return fuerzasDe(contexto.proceso, eleccion)
    .todas.map((fuerza) => ({ fuerza, cuantos: liderados.filter((one) => one.fuerza === fuerza).length }))
    .filter(({ cuantos }) => cuantos > 0)
    .sort((a, b) => b.cuantos - a.cuantos)
    .slice(0, RENGLONES)
    .map(({ fuerza, cuantos }) => ({
      letra: fuerza.letra,
      color: fuerza.partidos[0]?.color ?? '#6f6b78',
      nombre: fuerza.siglas,
      siglas: fuerza.siglas,
      cifra: `ventaja en ${formatEntero(cuantos)} ${cuantos === 1 ? eleccion.agrupacion : plural}`,
      parte: cuantos / Math.max(territorios.length, 1),
    }));
}

/** Candidaturas of the whole entidad; of an election of territories the picture says only where each goes ahead. */
function cuantasCompiten({ entidad }: DatosDeEleccion): number {
  return entidad.resultados.candidaturas?.length ?? 0;
}

const ANCHO = 1200;
const ALTO = 630;
const COLORES = 64;

/** The share picture of an election: 1200 × 630, PNG. */
export async function retratoDe(contexto: Contexto, datos: DatosDeEleccion): Promise<Uint8Array> {
  return sharp(Buffer.from(dibujoDe(contexto, datos)))
    .png({ palette: true, colours: COLORES, effort: 4 })
    .toBuffer();
}

/** The picture as SVG. */
function dibujoDe(contexto: Contexto, datos: DatosDeEleccion): string {
  const { proceso, corte, marca } = contexto;
  const { actas } = datos.entidad;
  const { dia, hora, utc } = splitCorte(corte.local);
  const aviso = avisoDe(marca);
  const top = aviso === null ? 0 : 56;
  const todas = cuantasCompiten(datos);
  const primeras = todas > RENGLONES ? ` Las ${RENGLONES} con más, de ${todas}.` : '';
  const pie = `Resultados preliminares e informativos, no definitivos. No es una proyección.${primeras}`;
  const text = (x: number, y: number, size: number, content: string, attributes = '') =>
    `<text x="${x}" y="${y + top}" font-size="${size}" ${attributes}>${escapeHtml(content)}</text>`;
  const rows = renglonesDe(contexto, datos)
    .map((renglon, i) => {
      const y = 262 + i * 62;
      const width = Math.round(renglon.parte * 520);
      return (
        `<rect x="60" y="${y + top - 34}" width="44" height="44" rx="7" fill="${renglon.color}" stroke="#555" stroke-width="1"/>` +
        text(
          82,
          y,
          26,
          renglon.letra,
          `font-weight="800" text-anchor="middle" fill="${textOn(renglon.color)}"`,
        ) +
        text(120, y - 10, 24, shorten(renglon.nombre, 36), 'font-weight="700"') +
        `<rect x="120" y="${y + top}" width="${Math.max(width, 2)}" height="10" fill="${renglon.color}" stroke="#555" stroke-width=".6"/>` +
        text(1140, y, 26, renglon.cifra, 'text-anchor="end" font-weight="700"')
      );
    })
    .join('');
  const mark =
    aviso === null
      ? ''
      : `<rect width="${ANCHO}" height="52" fill="#f2c200"/><text x="600" y="37" font-size="30" font-weight="800" text-anchor="middle" letter-spacing="2">${escapeHtml(aviso.toUpperCase())}</text>` +
        `<text x="600" y="420" font-size="150" font-weight="800" text-anchor="middle" fill="#efe6c8" transform="rotate(-18 600 380)">${marca ?? ''}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${ANCHO}" height="${ALTO}" viewBox="0 0 ${ANCHO} ${ALTO}" font-family="'DejaVu Sans','Noto Sans','Liberation Sans',Arial,sans-serif" fill="#1c1a22">` +
    `<rect width="${ANCHO}" height="${ALTO}" fill="#fbfaf7"/>${mark}` +
    text(60, 58, 24, `${proceso.instituto.nombre} · PREP ${proceso.anio}`, 'fill="#55515e"') +
    text(60, 112, 46, shorten(formatNombre(datos.eleccion.nombre), 26), 'font-weight="800"') +
    text(1140, 58, 24, `Corte ${corte.numero}`, 'text-anchor="end" fill="#55515e"') +
    text(1140, 104, 32, `${dia}, ${hora}`, 'text-anchor="end" font-weight="800"') +
    text(1140, 136, 20, `hora local (${utc})`, 'text-anchor="end" fill="#55515e"') +
    `<rect x="60" y="${150 + top}" width="1080" height="4" fill="${proceso.identidad.color}"/>` +
    text(
      60,
      194,
      25,
      `Capturadas ${formatPorcentaje(actas.porcentajeCapturadas)} · Contabilizadas ${formatPorcentaje(actas.porcentajeContabilizadas)} de ${formatEntero(actas.esperadas)} actas`,
    ) +
    rows +
    `<text x="60" y="${ALTO - 24}" font-size="20" fill="#55515e">${pie}</text></svg>`
  );
}

function shorten(texto: string, largo: number): string {
  return texto.length <= largo ? texto : `${texto.slice(0, largo - 1)}…`;
}
