/**
 * What people take away from a page: a text with its corte and its legend, and a picture. Both say captured and
 * counted, that it is preliminary and, in an exercise, that it is one: they travel without the page.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { textOn } from '../../comun/color.ts';
import type { Eleccion } from '../../dominio/eleccion.ts';
import { avisoDe, type Contexto } from '../contexto.ts';
import type { DatosDeEleccion } from './datos.ts';
import { formatEntero, formatNombre, formatPorcentaje, splitCorte } from './formato.ts';
import { fuerzasDe } from './fuerzas.ts';
import { type Html, html } from './html.ts';
import { type Letras, readLetras } from './letras.ts';
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

/** The share picture of an election: 1200 × 630, PNG. It asks the machine for no font. */
export async function retratoDe(contexto: Contexto, datos: DatosDeEleccion): Promise<Uint8Array> {
  return sharp(Buffer.from(dibujoDe(contexto, datos)))
    .png({ palette: true, colours: COLORES, effort: 1, dither: 0 })
    .toBuffer();
}

const FUENTE = '@expo-google-fonts/atkinson-hyperlegible';
let letras: { readonly normal: Letras; readonly negra: Letras } | null = null;

/** Read once. */
function letrasDeRetrato() {
  const read = (archivo: string) =>
    readLetras(readFileSync(fileURLToPath(import.meta.resolve(`${FUENTE}/${archivo}.ttf`))));
  letras ??= {
    normal: read('400Regular/AtkinsonHyperlegible_400Regular'),
    negra: read('700Bold/AtkinsonHyperlegible_700Bold'),
  };
  return letras;
}

/** Size of its letters by how many they are: from one side to the other. */
const MARCA_DE_AGUA = 1500;
const GRIS = 'fill="#55515e"';

/** The picture as SVG. */
function dibujoDe(contexto: Contexto, datos: DatosDeEleccion): string {
  const { proceso, corte, marca } = contexto;
  const { actas } = datos.entidad;
  const { normal, negra } = letrasDeRetrato();
  const { dia, hora, utc } = splitCorte(corte.local);
  const aviso = avisoDe(marca);
  const top = aviso === null ? 0 : 56;
  const todas = cuantasCompiten(datos);
  const primeras = todas > RENGLONES ? ` Las ${RENGLONES} con más, de ${todas}.` : '';
  const pie = `Resultados preliminares e informativos, no definitivos. No es una proyección.${primeras}`;
  const write = (fuente: Letras, x: number, y: number, cuerpo: number, texto: string, atributos = '') =>
    fuente.draw(texto, { x, y: y + top, cuerpo, atributos });
  const atRight = (fuente: Letras, y: number, cuerpo: number, texto: string, atributos = '') =>
    fuente.draw(texto, { x: 1140, y: y + top, cuerpo, ancla: 'fin', atributos });
  const rows = renglonesDe(contexto, datos)
    .map((renglon, i) => {
      const y = 262 + i * 62;
      const width = Math.max(Math.round(renglon.parte * 520), 2);
      const encima = `fill="${textOn(renglon.color)}"`;
      return (
        `<rect x="60" y="${y + top - 34}" width="44" height="44" rx="7" fill="${renglon.color}" stroke="#555" stroke-width="1"/>` +
        negra.draw(renglon.letra, { x: 82, y: y + top, cuerpo: 28, ancla: 'medio', atributos: encima }) +
        write(negra, 120, y - 10, 26, shortenTo(negra, renglon.nombre, 26, 620)) +
        `<rect x="120" y="${y + top}" width="${width}" height="10" fill="${renglon.color}" stroke="#555" stroke-width=".6"/>` +
        atRight(negra, y, 28, renglon.cifra)
      );
    })
    .join('');
  const mark =
    aviso === null
      ? ''
      : `<rect width="${ANCHO}" height="52" fill="#f2c200"/>${negra.draw(aviso.toUpperCase(), { x: 600, y: 37, cuerpo: 32, ancla: 'medio' })}` +
        `<g transform="rotate(-18 600 380)">${negra.draw(marca ?? '', { x: 600, y: 420, cuerpo: MARCA_DE_AGUA / Math.max(marca?.length ?? 1, 8), ancla: 'medio', atributos: 'fill="#efe6c8"' })}</g>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${ANCHO}" height="${ALTO}" viewBox="0 0 ${ANCHO} ${ALTO}" fill="#1c1a22">` +
    `<rect width="${ANCHO}" height="${ALTO}" fill="#fbfaf7"/>${mark}` +
    write(
      normal,
      60,
      58,
      26,
      shortenTo(normal, `${proceso.instituto.nombre} · PREP ${proceso.anio}`, 26, 860),
      GRIS,
    ) +
    write(negra, 60, 112, 48, shortenTo(negra, formatNombre(datos.eleccion.nombre), 48, 640)) +
    atRight(normal, 58, 26, `Corte ${corte.numero}`, GRIS) +
    atRight(negra, 104, 34, `${dia}, ${hora}`) +
    atRight(normal, 136, 22, `hora local (${utc})`, GRIS) +
    `<rect x="60" y="${150 + top}" width="1080" height="4" fill="#6b1f4e"/>` +
    write(
      normal,
      60,
      194,
      27,
      `Capturadas ${formatPorcentaje(actas.porcentajeCapturadas)} · Contabilizadas ${formatPorcentaje(actas.porcentajeContabilizadas)} de ${formatEntero(actas.esperadas)} actas`,
    ) +
    rows +
    `${normal.draw(pie, { x: 60, y: ALTO - 24, cuerpo: 22, atributos: GRIS })}</svg>`
  );
}

/** A text in no more than so many pixels: what does not fit is three points. */
function shortenTo(fuente: Letras, texto: string, cuerpo: number, ancho: number): string {
  if (fuente.width(texto, cuerpo) <= ancho) return texto;
  const characters = [...texto];
  while (characters.length > 0 && fuente.width(`${characters.join('')}…`, cuerpo) > ancho) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
