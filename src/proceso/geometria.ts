/**
 * Where each distrito and municipio is: the optional GeoJSON of a process (RFC 7946), checked and in its own
 * coordinates. Maps are drawn with it; nothing of it enters a result.
 *
 * `territorios.geojson`, where each polygon says its `tipo`, or one file per kind: `distritos.geojson`,
 * `municipios.geojson`.
 */

import { type Encontrado, type ErrorDeCarga, errorDeCarga } from './error-de-carga.ts';

/** Longitude and latitude, degrees (WGS84). */
export type Posicion = readonly [number, number];

/** Closed: its last position is the first. */
export type Anillo = readonly Posicion[];

/** Rings of every polygon of a territory, holes included: what is inside an odd number of them is of it. */
export type Contorno = readonly Anillo[];

export type TipoDeTerritorio = 'distrito' | 'municipio';

/** By id of the territory; empty where the process has no geometry of them. */
export type Geometria = Readonly<Record<TipoDeTerritorio, ReadonlyMap<string, Contorno>>>;

export interface DatosGeometria {
  readonly tipo: TipoDeTerritorio;
  readonly id: string;
  readonly contorno: Contorno;
}

/** The files, and of what they are; null, each feature says it. */
export const ARCHIVOS_GEOMETRIA: Readonly<Record<string, TipoDeTerritorio | null>> = {
  'territorios.geojson': null,
  'distritos.geojson': 'distrito',
  'municipios.geojson': 'municipio',
};

export function geometriaDe(datos: readonly DatosGeometria[]): Geometria {
  const of = (wanted: TipoDeTerritorio) =>
    new Map(datos.filter(({ tipo }) => tipo === wanted).map(({ id, contorno }) => [id, contorno]));
  return { distrito: of('distrito'), municipio: of('municipio') };
}

/** Territories that exist, as `distrito 016`; null when their file could not be read whole. */
export type Conocidos = ReadonlySet<string> | null;

/**
 * Reads a GeoJSON.
 *
 * @param tipo of every feature of the file, or null where each says its own
 */
export function readGeometria(
  archivo: string,
  texto: string,
  tipo: TipoDeTerritorio | null,
  conocidos: Conocidos,
): { readonly datos: readonly DatosGeometria[]; readonly errores: readonly ErrorDeCarga[] } {
  const errores: ErrorDeCarga[] = [];
  const report: Report = (ruta, encontrado, esperado) => {
    errores.push(errorDeCarga('GEOMETRIA', { archivo, linea: null, columna: ruta }, encontrado, esperado));
    return null;
  };
  const features = featuresOf(texto, report);
  const seen = new Map<string, number>();
  const datos = features.flatMap((feature, i) => {
    const path = `features[${i}]`;
    const read = readFeature(feature, path, tipo, report);
    if (read === null) return [];
    const name = `${read.tipo} ${read.id}`;
    const before = seen.get(name);
    seen.set(name, i);
    if (before !== undefined) {
      report(
        `${path}.properties.id`,
        read.id,
        `un polígono por territorio; el de ${name} ya está en features[${before}]: júntelos en un MultiPolygon`,
      );
    } else if (conocidos?.has(name) === false) {
      report(`${path}.properties.id`, read.id, `un ${read.tipo} de territorios.csv`);
    }
    return [read];
  });
  return { datos, errores };
}

/** Says what is wrong; always null, so that who reads can leave with it. */
type Report = (ruta: string, encontrado: Encontrado, esperado: string) => null;

function featuresOf(texto: string, report: Report): readonly unknown[] {
  const value = tryParse(texto);
  if (value === undefined) {
    report('', { hecho: 'no es JSON' }, 'un archivo GeoJSON');
    return [];
  }
  const { type, features } = fieldsOf(value);
  if (type !== 'FeatureCollection' || !Array.isArray(features) || features.length === 0) {
    report('type', shown(type), 'un GeoJSON "FeatureCollection" con un feature por territorio');
    return [];
  }
  return features;
}

function readFeature(
  feature: unknown,
  path: string,
  only: TipoDeTerritorio | null,
  report: Report,
): DatosGeometria | null {
  const { properties, geometry } = fieldsOf(feature);
  const { id, tipo = only } = fieldsOf(properties);
  if (tipo !== 'distrito' && tipo !== 'municipio') {
    return report(`${path}.properties.tipo`, shown(tipo), '"distrito" o "municipio"');
  }
  if (only !== null && tipo !== only) {
    return report(`${path}.properties.tipo`, shown(tipo), `"${only}", que es de lo que es este archivo`);
  }
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || !/^\d{1,3}$/.test(text)) {
    return report(
      `${path}.properties.id`,
      shown(id),
      'el id del territorio en territorios.csv, por ejemplo "016"',
    );
  }
  const contorno = readContorno(geometry, `${path}.geometry`, report);
  return contorno === null ? null : { tipo, id: text.padStart(3, '0'), contorno };
}

function readContorno(geometry: unknown, path: string, report: Report): Contorno | null {
  const { type, coordinates } = fieldsOf(geometry);
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null;
  if (!Array.isArray(polygons)) return report(`${path}.type`, shown(type), '"Polygon" o "MultiPolygon"');
  const rings: Anillo[] = [];
  for (const [i, polygon] of polygons.entries()) {
    const here = `${path}.coordinates${type === 'Polygon' ? '' : `[${i}]`}`;
    if (!Array.isArray(polygon) || polygon.length === 0) {
      return report(here, shown(polygon), 'una lista de anillos, el primero el exterior');
    }
    for (const [j, ring] of polygon.entries()) {
      const read = readAnillo(ring, `${here}[${j}]`, report);
      if (read === null) return null;
      rings.push(read);
    }
  }
  return rings.length === 0
    ? report(`${path}.coordinates`, 'una lista vacía', 'al menos un polígono')
    : rings;
}

const MINIMO = 4;

function readAnillo(ring: unknown, path: string, report: Report): Anillo | null {
  if (!Array.isArray(ring) || ring.length < MINIMO) {
    return report(
      path,
      { hecho: `tiene ${Array.isArray(ring) ? ring.length : 0} posiciones` },
      'un anillo de cuatro posiciones o más',
    );
  }
  const positions: Posicion[] = [];
  for (const [i, position] of ring.entries()) {
    const [longitude, latitude] = Array.isArray(position) ? position : [];
    if (!isBetween(longitude, 180) || !isBetween(latitude, 90)) {
      return report(
        `${path}[${i}]`,
        shown(position),
        'longitud y latitud en grados (WGS84), por ejemplo [-101.19, 19.7]; si son metros, exporte el archivo en EPSG:4326',
      );
    }
    positions.push([longitude, latitude]);
  }
  const [first, last] = [positions[0], positions.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    return report(path, { hecho: 'no se cierra' }, 'que la última posición del anillo sea la primera');
  }
  const distinct = new Set(positions.map(String)).size;
  return distinct < MINIMO - 1
    ? report(path, { hecho: `tiene ${distinct} posiciones distintas` }, 'tres o más')
    : positions;
}

function isBetween(value: unknown, limit: number): value is number {
  return typeof value === 'number' && value >= -limit && value <= limit;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function shown(value: unknown): Encontrado {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined ? { hecho: 'falta' } : text;
}

function tryParse(texto: string): unknown {
  try {
    return JSON.parse(texto);
  } catch (error) {
    // The only way that JSON.parse has to refuse.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
