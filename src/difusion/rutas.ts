/**
 * Which paths a mirror takes from a manifest: only those that the format has. Whoever sends it may be an impostor, and
 * a path is where it would have this machine write.
 */

import { CARPETA_ARBOLES, ENLACE_VIGENTE } from '../publicacion/arboles.ts';
import { CARPETA_OBJETOS } from '../publicacion/objetos.ts';

/** The first name of an address that is not of the tree that is served. */
const FUERA_DEL_ARBOL = new Set([
  'actual.json',
  'cortes',
  'difusor.json',
  'imagenes',
  CARPETA_ARBOLES,
  CARPETA_OBJETOS,
  ENLACE_VIGENTE,
]);

/** A plain name, as those that are served: it never begins with a point. */
const NOMBRE = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}$/;
/** Other forms of a text are made here, under these names. */
const FORMA = /\.(br|gz)$/;
const LARGO = 400;

/** Whether a file of the site may be at this address. */
export function isRutaDelSitio(ruta: string): boolean {
  if (ruta.length > LARGO || FORMA.test(ruta)) return false;
  const nombres = ruta.split('/');
  return nombres.every((nombre) => NOMBRE.test(nombre)) && !FUERA_DEL_ARBOL.has(nombres[0] ?? '');
}

const DE_SECCION = /^secciones\/\d{6}(\.json|\/index\.html)$/;

/** Whether a part of a manifest may list this address: the two files of a section. */
export function isRutaDeSeccion(ruta: string): boolean {
  return DE_SECCION.test(ruta);
}

/** Whether a download of a corte may be here: a plain name in the folder of the corte. */
export function isDescargaDe(carpeta: string, ruta: string): boolean {
  const nombre = ruta.slice(carpeta.length + 1);
  return ruta === `${carpeta}/${nombre}` && NOMBRE.test(nombre) && !FORMA.test(nombre);
}

/** The first address that is twice, or that is also the folder of another; null where each has its place. */
export function findChoque(rutas: Iterable<string>): string | null {
  const archivos = new Set<string>();
  const carpetas = new Set<string>();
  for (const ruta of rutas) {
    if (archivos.has(ruta) || carpetas.has(ruta)) return ruta;
    archivos.add(ruta);
    for (let end = ruta.lastIndexOf('/'); end > 0; end = ruta.lastIndexOf('/', end - 1)) {
      const carpeta = ruta.slice(0, end);
      if (archivos.has(carpeta)) return carpeta;
      if (carpetas.has(carpeta)) break;
      carpetas.add(carpeta);
    }
  }
  return null;
}
