/**
 * From the address that somebody asks for to a file of the publication, and how that file may be kept. The same
 * rules are in despliegue/nginx, and one suite of tests asks both.
 *
 * Every file of a publication has a plain name, so an address with anything else (percent signs, two points, a name
 * that begins with a point) is of no file: it is not decoded to find out.
 */

import { ENLACE_VIGENTE } from '../publicacion/arboles.ts';

/** Where a file is, from the root of the publication. */
export interface Lugar {
  /** `actual.json`, `cortes/…`, `vigente/GUB/index.html` */
  readonly ruta: string;
  readonly cambia: 'nunca' | 'con cada corte';
}

const DIRECCION = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?$/;
/** The forms of a text are given by negotiation, not by name. */
const FORMA = /\.(br|gz)$/;
/** `difusor.json` is only in a mirror. */
const FUERA_DEL_ARBOL = /^(actual\.json$|difusor\.json$|(cortes|objetos|imagenes)\/)/;
const INMUTABLE = /^(cortes|objetos|imagenes|recursos)\//;

/** The file of an address; null where there can be none. */
export function lugarDe(direccion: string): Lugar | null {
  if (!DIRECCION.test(direccion) || FORMA.test(direccion)) return null;
  const path = direccion.slice(1);
  const ruta = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const cambia = INMUTABLE.test(ruta) ? 'nunca' : 'con cada corte';
  const fuera = FUERA_DEL_ARBOL.test(ruta);
  return { ruta: fuera ? ruta : `${ENLACE_VIGENTE}/${ruta}`, cambia };
}

const TIPOS: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
  png: 'image/png',
  jpg: 'image/jpeg',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

export function tipoDe(ruta: string): string {
  const extension = /\.([a-z0-9]+)$/.exec(ruta)?.[1] ?? '';
  return TIPOS[extension] ?? 'application/octet-stream';
}

/** Data that any page may read from another site: the mirrors of the difusores, whoever checks the figures. */
const DATOS = /\.(json|csv|zip|txt|jpg)$|^objetos\//;
/** What the store may have also compressed. */
const TEXTO = /\.(html|css|js|json|svg|txt|csv)$|^objetos\//;

export function isTexto(ruta: string): boolean {
  return TEXTO.test(ruta);
}

const UN_ANIO = 31_536_000;

/** Headers of a file that do not depend on who asks. */
export function cabecerasDe({ ruta, cambia }: Lugar): Readonly<Record<string, string>> {
  return {
    ...SEGURIDAD,
    'content-type': tipoDe(ruta),
    'cache-control': cambia === 'nunca' ? `public, max-age=${UN_ANIO}, immutable` : 'no-cache',
    ...(DATOS.test(ruta) && { 'access-control-allow-origin': '*' }),
    ...(isTexto(ruta) && { vary: 'Accept-Encoding' }),
  };
}

/**
 * The pages have a style sheet, modules, images and forms of their own site, and nothing inside the page. `data:` is
 * for the word of an exercise, which the style sheet draws behind the text.
 */
export const SEGURIDAD: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};
