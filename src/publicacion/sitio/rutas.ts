/**
 * Where each page is: stable addresses, that carry no corte. All are folders with an `index.html`, from the root of
 * the publication; links between pages are relative, so that a mirror may hang the site from any place.
 */

import type { Eleccion } from '../../dominio/eleccion.ts';
import { carpetaDeTerritorios, nombreDeArchivo } from '../contexto.ts';

/** `secciones/160806/` */
export function rutaDeSeccion(seccion: string): string {
  return `secciones/${seccion}/`;
}

/** `GUB/` */
export function rutaDeEleccion({ clave }: Pick<Eleccion, 'clave'>): string {
  return `${clave}/`;
}

/** `GUB/votacion/` */
export function rutaDeVotacion({ clave }: Pick<Eleccion, 'clave'>): string {
  return `${clave}/votacion/`;
}

/** `GUB/distritos/016/`, `AYUN/municipios/053/`, `GUB/distritos/NA/` */
export function rutaDePaginaDeTerritorio(
  eleccion: Pick<Eleccion, 'clave' | 'agrupacion'>,
  territorio: string,
): string {
  return `${eleccion.clave}/${carpetaDeTerritorios(eleccion)}/${nombreDeArchivo(territorio)}/`;
}

/** Progress of each territory beside its neighbours: `GUB/vecinos/`. */
export function rutaDeVecinos({ clave }: Pick<Eleccion, 'clave'>): string {
  return `${clave}/vecinos/`;
}

/** Share picture of an election: `GUB/compartir.png`. */
export function rutaDeRetrato({ clave }: Pick<Eleccion, 'clave'>): string {
  return `${clave}/compartir.png`;
}

/** The sections of a municipio: `mi-casilla/municipios/053/`. */
export function rutaDeMunicipio(municipio: string): string {
  return `${RUTAS.miCasilla}municipios/${nombreDeArchivo(municipio)}/`;
}

/** A hundred sections: `mi-casilla/secciones/1608/`, from 160800 to 160899. */
export function rutaDeCentena(centena: string): string {
  return `${RUTAS.miCasilla}secciones/${centena}/`;
}

/** The cortes of an hour: `base-de-datos/2027-06-06-20/`. */
export function rutaDeHora(hora: string): string {
  return `${RUTAS.baseDeDatos}${hora}/`;
}

export const RUTAS = {
  inicio: '',
  miCasilla: 'mi-casilla/',
  avance: 'avance/',
  baseDeDatos: 'base-de-datos/',
  fueraDeCatalogo: 'fuera-de-catalogo/',
  preguntas: 'preguntas/',
  glosario: 'glosario/',
  difusores: 'difusores/',
  accesibilidad: 'accesibilidad/',
  verifica: 'verifica/',
} as const;

/** Page of an address that does not exist, with links from the root of the server. */
export const RUTA_NO_ENCONTRADA = '404.html';

/** Folder of style, modules and icon: one folder inside for each version of them, that never changes. */
export const CARPETA_RECURSOS = 'recursos';

/** The file of a page: `secciones/160806/` is `secciones/160806/index.html`. */
export function archivoDePagina(ruta: string): string {
  return `${ruta}index.html`;
}
