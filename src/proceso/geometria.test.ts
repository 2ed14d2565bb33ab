import { describe, expect, test } from 'vitest';
import { errorsOf, messagesOf } from '../../pruebas/apoyo/proceso-minimo/casos.ts';
import { mapaInventado } from '../../pruebas/apoyo/proceso-minimo/mapa-inventado.ts';
import { contenidosMinimos, withOpcionales } from '../../pruebas/apoyo/proceso-minimo/minimo.ts';
import { parseProceso } from './parsear.ts';

const MUNICIPIOS = mapaInventado('municipio', ['001', '002', '003'], 2);

/** The first feature of a map, changed. */
function changed(change: (feature: Feature) => void): string {
  const map = JSON.parse(MUNICIPIOS) as { readonly features: Feature[] };
  const [first] = map.features;
  if (first !== undefined) change(first);
  return JSON.stringify(map);
}

interface Feature {
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: unknown };
}

const ring = (feature: Feature) => (feature.geometry.coordinates as [number, number][][])[0] ?? [];

describe('the geometry of a process', () => {
  test('is of every kind of territory in one file, or a file for each; it is in the hash', () => {
    const distritos = mapaInventado('distrito', ['001', '002'], 1);
    const both = JSON.stringify({
      type: 'FeatureCollection',
      features: [MUNICIPIOS, distritos].flatMap((text) => JSON.parse(text).features),
    });
    const whole = parseProceso(withOpcionales({ 'territorios.geojson': both }));
    const apart = parseProceso(
      withOpcionales({ 'distritos.geojson': distritos, 'municipios.geojson': MUNICIPIOS }),
    );
    const none = parseProceso(contenidosMinimos());
    if (!whole.ok || !apart.ok || !none.ok) throw new Error('a process that does not load');
    expect([...whole.value.geometria.municipio.keys()]).toEqual(['001', '002', '003']);
    expect([...whole.value.geometria.distrito.keys()]).toEqual(['001', '002']);
    expect(apart.value.geometria).toEqual(whole.value.geometria);
    expect(apart.value.sha256).toBe(whole.value.sha256);
    expect(none.value.geometria.municipio.size).toBe(0);
    expect(none.value.sha256).not.toBe(whole.value.sha256);
  });

  test('may lack territories, have holes and parts, and number them without zeros', () => {
    const text = changed((feature) => {
      feature.properties = { id: 2 };
      const [outer] = feature.geometry.coordinates as unknown[];
      feature.geometry = { type: 'MultiPolygon', coordinates: [[outer], [outer]] };
    });
    const only = { type: 'FeatureCollection', features: JSON.parse(text).features.slice(0, 1) };
    const read = parseProceso(withOpcionales({ 'municipios.geojson': JSON.stringify(only) }));
    if (!read.ok) throw new Error(read.error.map(({ mensaje }) => mensaje).join('\n'));
    expect(read.value.geometria.municipio.get('002')).toHaveLength(2);
  });

  test.each([
    ['is JSON', '{', ''],
    ['is GeoJSON', '{"type":"Topology"}', 'type'],
    ['has territories', '{"type":"FeatureCollection","features":[]}', 'type'],
    [
      'says which',
      changed((f) => {
        f.properties = {};
      }),
      'features[0].properties.id',
    ],
    [
      'of its kind',
      changed((f) => {
        f.properties.tipo = 'distrito';
      }),
      'features[0].properties.tipo',
    ],
    [
      'that exists',
      changed((f) => {
        f.properties.id = '099';
      }),
      'features[0].properties.id',
    ],
    [
      'once',
      changed((f) => {
        f.properties.id = '002';
      }),
      'features[1].properties.id',
    ],
    [
      'with a polygon',
      changed((f) => {
        f.geometry.type = 'Point';
      }),
      'features[0].geometry.type',
    ],
    [
      'with rings',
      changed((f) => {
        f.geometry.coordinates = [];
      }),
      'features[0].geometry.coordinates',
    ],
    [
      'of four positions',
      changed((f) => {
        ring(f).splice(2);
      }),
      'features[0].geometry.coordinates[0]',
    ],
    [
      'that close',
      changed((f) => {
        ring(f).pop();
      }),
      'features[0].geometry.coordinates[0]',
    ],
    [
      'with some width',
      changed((f) => {
        const [a] = ring(f);
        f.geometry.coordinates = [[a, a, a, a]];
      }),
      'features[0].geometry.coordinates[0]',
    ],
    [
      'in degrees',
      changed((f) => {
        ring(f)[3] = [245_000, 2_180_000];
      }),
      'features[0].geometry.coordinates[0][3]',
    ],
  ])('%s', (_, text, ruta) => {
    const contents = withOpcionales({ 'municipios.geojson': text });
    expect(errorsOf(contents)).toEqual([`GEOMETRIA municipios.geojson:- ${ruta === '' ? '' : ruta}`]);
    for (const message of messagesOf(contents))
      expect(message).toMatch(/^municipios\.geojson.*; se esperaba .+\.$/);
  });

  test('of the same territory in two files is said', () => {
    const contents = withOpcionales({ 'municipios.geojson': MUNICIPIOS, 'territorios.geojson': MUNICIPIOS });
    expect(errorsOf(contents)).toEqual(['GEOMETRIA municipios.geojson:- -']);
  });
});
