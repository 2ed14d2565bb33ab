/**
 * Every file of the site that is not of a section: they carry the corte, so all of them are written with each one.
 */

import { textoObservacion, textoSinActa } from '../basedatos/escribir-observaciones.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import type { Avance } from '../dominio/corte.ts';
import type { Territorio } from '../dominio/eleccion.ts';
import { claveDeSeccion } from './catalogo-de-secciones.ts';
import type { ActaClasificada } from './clasificar.ts';
import type { Contexto } from './contexto.ts';
import type { EleccionEnCorte } from './eleccion-en-corte.ts';
import { esquemasPublicados } from './esquemas.ts';
import type { Estado } from './estado.ts';
import { fuerasJson, rutaDeFueras } from './fueras-json.ts';
import {
  ARCHIVO_AVANCE,
  ARCHIVO_CORTES,
  avanceJson,
  type CorteDeHistoria,
  cortesJson,
  type Historia,
  type PuntoDeAvance,
} from './historia.ts';
import {
  type ArchivoParaDescargar,
  entidadJson,
  indiceJson,
  publishTerritorio,
  type ResumenDeSeccion,
  rutaDeEntidad,
  rutaDeIndice,
  rutaDeTerritorio,
  territorioJson,
} from './niveles.ts';
import { rutaDeSeccionJson } from './secciones.ts';
import type { ActaNoContabilizada, DatosDeEleccion, DatosDelSitio, DifusorPublicado } from './sitio/datos.ts';
import { renderSeccion, renderSitio, renderTerritorio } from './sitio/paginas.ts';
import { archivoDePagina, rutaDePaginaDeTerritorio } from './sitio/rutas.ts';

/** What is published that comes neither from the database nor from the process. */
export interface AjustesDeSitio {
  /** public address of the site with its final slash; null where nobody configured it */
  readonly direccion: string | null;
  readonly difusores: readonly DifusorPublicado[];
}

/** Who makes the pages: pure functions of what is published. */
export interface Paginas {
  readonly renderSeccion: typeof renderSeccion;
  readonly renderTerritorio: typeof renderTerritorio;
  readonly renderSitio: typeof renderSitio;
}

export const PAGINAS: Paginas = { renderSeccion, renderTerritorio, renderSitio };

/** Where a file goes and what it has. */
export type EscribirArchivo = (ruta: string, contenido: string | Uint8Array) => void;

export interface CorteDelSitio {
  readonly contexto: Contexto;
  readonly estado: Estado;
  /** with this corte as the last of each list */
  readonly historia: Historia;
  /** what goes loose with each election, in the order of the process */
  readonly sueltos: readonly (readonly { readonly nombre: string; readonly contenido: string }[])[];
  readonly ajustes: AjustesDeSitio;
  readonly paginas: Paginas;
}

export async function writeSitio(corte: CorteDelSitio, write: EscribirArchivo): Promise<void> {
  const { contexto, estado, historia, ajustes, paginas } = corte;
  const elecciones: DatosDeEleccion[] = [];
  for (const [i, eleccion] of estado.elecciones.entries()) {
    elecciones.push(writeEleccion(corte, eleccion, i, write));
  }
  write(ARCHIVO_AVANCE, toJson(avanceJson(contexto, historia.puntos)));
  write(ARCHIVO_CORTES, toJson(cortesJson(contexto, historia.cortes)));
  for (const [ruta, texto] of esquemasPublicados()) write(ruta, texto);
  const datos: DatosDelSitio = {
    elecciones,
    serie: historia.puntos.map(({ momento, ...punto }) => ({ ...punto, iso: momento })),
    cortes: historia.cortes.map(describeCorte),
    ...ajustes,
  };
  const rutas: string[] = [];
  for (const [ruta, contenido] of await paginas.renderSitio(contexto, datos)) {
    write(ruta, contenido);
    rutas.push(ruta);
  }
  if (ajustes.direccion !== null) writeMapaDelSitio(ajustes.direccion, rutas, write);
}

/** What a searcher reads first: the pages of totals and of help. Those of sections are a link or two away from them. */
function writeMapaDelSitio(direccion: string, rutas: readonly string[], write: EscribirArchivo): void {
  const paginas = rutas.filter((ruta) => /(^|\/)index\.html$/.test(ruta)).sort();
  const lineas = paginas.map((ruta) => `${direccion}${ruta.replace(/index\.html$/, '')}\n`);
  write('sitemap.txt', lineas.join(''));
  write('robots.txt', `User-agent: *\nAllow: /\nSitemap: ${direccion}sitemap.txt\n`);
}

function describeCorte({ numero, tipo, momento, local, carpeta, zips }: CorteDeHistoria) {
  return { numero, tipo, iso: momento, local, carpeta: `${carpeta}/`, zips };
}

function writeEleccion(
  { contexto, estado, historia, sueltos, paginas }: CorteDelSitio,
  viva: EleccionEnCorte,
  i: number,
  write: EscribirArchivo,
): DatosDeEleccion {
  const { eleccion } = viva;
  const contados = eleccion.territorios.map((territorio) => ({
    territorio,
    cuenta: viva.cuenta(territorio.id),
  }));
  const publicados = contados.map((contado) => publishTerritorio(contado, eleccion, contexto));
  const resumenes = summarizeSecciones(estado, viva, i);
  const noContabilizadas = listNoContabilizadas(estado, viva);
  for (const contado of contados) {
    const { id } = contado.territorio;
    const secciones = (estado.catalogo.porTerritorio[i]?.get(id) ?? []).map((seccion) => {
      const resumen = resumenes.get(seccion);
      if (resumen === undefined) throw new Error(`section without a summary: ${seccion}`);
      return resumen;
    });
    const json = territorioJson(contexto, eleccion, contado, secciones);
    const ruta = rutaDeTerritorio(eleccion, id);
    write(ruta, toJson(json));
    const datos = { eleccion, json, ruta, noContabilizadas: noContabilizadas.get(id) ?? [] };
    write(archivoDePagina(rutaDePaginaDeTerritorio(eleccion, id)), paginas.renderTerritorio(contexto, datos));
  }

  const archivos: ArchivoParaDescargar[] = (sueltos[i] ?? []).map(({ nombre, contenido }) => {
    const ruta = `${eleccion.clave}/${nombre}`;
    write(ruta, contenido);
    return { nombre, ruta };
  });
  const zips = (historia.cortes.at(-1)?.zips ?? []).filter((zip) => zip.eleccion === eleccion.clave);
  const descargas = [...zips.map(({ nombre, ruta }) => ({ nombre, ruta })), ...archivos];
  const entidad = entidadJson(contexto, eleccion, viva.cuentaDeEntidad(), contados, descargas);
  const fueras = fuerasJson(contexto, eleccion, viva.fueras());
  write(rutaDeEntidad(eleccion), toJson(entidad));
  write(rutaDeIndice(eleccion), toJson(indiceJson(contexto, eleccion, publicados)));
  write(rutaDeFueras(eleccion), toJson(fueras));
  return {
    eleccion,
    entidad,
    territorios: publicados,
    ultimasCapturas: listUltimasCapturas(contexto, viva),
    fueras: fueras.actas,
    rutas: {
      entidad: rutaDeEntidad(eleccion),
      indice: rutaDeIndice(eleccion),
      fueras: rutaDeFueras(eleccion),
      archivos,
    },
  };
}

/** Progress of each section in one election. */
function summarizeSecciones(
  { catalogo, proceso }: Estado,
  { eleccion, contabilizada }: EleccionEnCorte,
  i: number,
): ReadonlyMap<string, ResumenDeSeccion> {
  const resumenes = new Map<string, ResumenDeSeccion>();
  const esperadas = proceso.actasPorEleccion.get(eleccion.clave) ?? [];
  if (esperadas.length === 0) return resumenes;
  for (const [seccion, partes] of catalogo.porClave) {
    const parte = partes[i];
    if (parte == null) continue;
    let [capturadas, contabilizadas] = [0, 0];
    for (const orden of parte.ordenes) {
      const value = contabilizada(orden);
      if (value !== null) capturadas += 1;
      if (value === 1) contabilizadas += 1;
    }
    const archivo = rutaDeSeccionJson(seccion);
    resumenes.set(seccion, {
      seccion,
      archivo,
      esperadas: parte.ordenes.length,
      capturadas,
      contabilizadas,
    });
  }
  return resumenes;
}

/** By territory, the captured actas that do not count, in catalogue order. */
function listNoContabilizadas(
  { proceso }: Estado,
  viva: EleccionEnCorte,
): ReadonlyMap<string, readonly ActaNoContabilizada[]> {
  const byTerritorio = new Map<string, ActaNoContabilizada[]>();
  for (const { id, clave, casilla, territorio, orden } of proceso.actasPorEleccion.get(viva.eleccion.clave) ??
    []) {
    if (viva.contabilizada(orden) !== 0) continue;
    const observacion = textoDe(viva.acta(orden), proceso.ajustes);
    const item = { id, clave, seccion: claveDeSeccion(casilla), observacion };
    const group = byTerritorio.get(territorio);
    if (group === undefined) byTerritorio.set(territorio, [item]);
    else group.push(item);
  }
  return byTerritorio;
}

/** Why an acta does not count, as in the database. */
function textoDe({ acta, contabilizacion }: ActaClasificada, { recipiente }: Ajustes): string {
  if (acta.tipo === 'sin_acta') return textoSinActa(acta.motivo, recipiente);
  const observacion = contabilizacion?.observacion ?? 'sin_acta';
  if (observacion === 'sin_acta') throw new Error(`${acta.esperada.id} counts or is pending`);
  return textoObservacion(observacion);
}

/** When the last acta of each territory was captured, local. */
function listUltimasCapturas(
  { proceso, reloj }: Contexto,
  { eleccion, capturada }: EleccionEnCorte,
): Readonly<Record<string, string | null>> {
  const last = new Map<string, number>();
  for (const { territorio, orden } of proceso.actasPorEleccion.get(eleccion.clave) ?? []) {
    const momento = capturada(orden);
    if (momento !== null && momento > (last.get(territorio) ?? 0)) last.set(territorio, momento);
  }
  return Object.fromEntries(
    eleccion.territorios.map(({ id }: Territorio) => {
      const momento = last.get(id);
      return [id, momento === undefined ? null : reloj.iso(new Date(momento).toISOString())];
    }),
  );
}

/** The point of this corte in the series of progress. */
export function puntoDeAvance({ corte }: Contexto, elecciones: readonly EleccionEnCorte[]): PuntoDeAvance {
  return {
    numero: corte.numero,
    momento: corte.iso,
    elecciones: elecciones.map((viva) => {
      const { urbana, noUrbana } = viva.cuentaDeEntidad();
      return { clave: viva.eleccion.clave, urbana: conteoDe(urbana), noUrbana: conteoDe(noUrbana) };
    }),
  };
}

function conteoDe({ esperadas, contabilizadas, noContabilizadas }: Avance) {
  return { esperadas, capturadas: contabilizadas + noContabilizadas, contabilizadas };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
