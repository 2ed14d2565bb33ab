import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMinimo } from '../../../../pruebas/apoyo/minimo.ts';
import { mapaInventado } from '../../../../pruebas/apoyo/proceso-minimo/mapa-inventado.ts';
import type { Eleccion } from '../../../dominio/eleccion.ts';
import {
  type Geometria,
  geometriaDe,
  readGeometria,
  type TipoDeTerritorio,
} from '../../../proceso/geometria.ts';
import type { Proceso } from '../../../proceso/proceso.ts';
import type { TerritorioPublicado } from '../../niveles.ts';
import { filasLargas, procesoLargo } from '../../pruebas/sitio/proceso-largo.ts';
import { type SitioDePrueba, withSitio } from '../../pruebas/sitio/sitio-de-prueba.ts';
import { renderMapa } from './mapa.ts';
import { buildTopologia, type Punto, simplify } from './topologia.ts';
import { trazoDe } from './trazo.ts';

function idsDe(cuantos: number): readonly string[] {
  return Array.from({ length: cuantos }, (_, i) => String(i + 1).padStart(3, '0'));
}

function geometriaInventada(tipo: TipoDeTerritorio, cuantos: number, columnas: number): Geometria {
  return geometriaDe(readGeometria('mapa', mapaInventado(tipo, idsDe(cuantos), columnas), tipo, null).datos);
}

/** The rings of a path, as the browser would walk them. */
function ringsOf(d: string): readonly (readonly Punto[])[] {
  return d
    .split('M')
    .slice(1)
    .map((one) => {
      const [start = '', steps = ''] = one.slice(0, -1).split('l');
      let [x = 0, y = 0] = start.split(' ').map(Number);
      const numbers = [...steps.matchAll(/-?\d+/g)].map(([number]) => Number(number));
      const ring: Punto[] = [[x, y]];
      for (let i = 0; i < numbers.length; i += 2) {
        x += numbers[i] ?? 0;
        y += numbers[i + 1] ?? 0;
        ring.push([x, y]);
      }
      return ring;
    });
}

/** How many territories have each side, in whichever direction. */
function sidesOf(formas: ReadonlyMap<string, { readonly d: string }>): ReadonlyMap<string, number> {
  const sides = new Map<string, number>();
  for (const side of [...formas.values()].flatMap(({ d }) => sidesOfPath(d))) {
    sides.set(side, (sides.get(side) ?? 0) + 1);
  }
  return sides;
}

function sidesOfPath(d: string): readonly string[] {
  return ringsOf(d).flatMap((ring) =>
    ring.map((punto, i) => [punto, ring[(i + 1) % ring.length] ?? punto].map(String).sort().join(' ')),
  );
}

describe('the lines of a map', () => {
  test('are shared: made simpler, a territory in the middle still has each side in common with one neighbour', () => {
    const { formas } = trazoDe(geometriaInventada('municipio', 35, 7).municipio);
    const sides = sidesOf(formas);
    expect([...sides.values()].every((times) => times <= 2)).toBe(true);
    for (const id of ['009', '010', '016', '017', '024']) {
      const own = sidesOfPath(formas.get(id)?.d ?? '');
      expect(own.length).toBeGreaterThan(8);
      for (const side of own) expect(sides.get(side), `${id}: ${side}`).toBe(2);
    }
  });

  test('tell who is beside whom, both ways', () => {
    const { vecinos } = trazoDe(geometriaInventada('municipio', 12, 4).municipio);
    expect(vecinos.get('006')).toEqual(['002', '005', '007', '010']);
    expect(vecinos.get('001')).toEqual(['002', '005']);
    for (const [id, others] of vecinos) for (const other of others) expect(vecinos.get(other)).toContain(id);
  });

  test('of an island and the hole where it lies are one', () => {
    const square = (from: number, to: number): readonly Punto[] => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
    ];
    const hole = [...square(3, 6).slice(2), ...square(3, 6).slice(0, 2)].toReversed();
    const { lineas, vecinos } = buildTopologia(
      new Map([
        ['around', [square(0, 9), hole]],
        ['island', [square(3, 6)]],
      ]),
    );
    expect(lineas).toHaveLength(2);
    expect(vecinos.get('island')).toEqual(['around']);
  });

  test('keep what is farther than the tolerance, and their ends', () => {
    const line: readonly Punto[] = [
      [0, 0],
      [5, 1],
      [10, 0],
      [15, 6],
      [20, 0],
    ];
    expect(simplify(line, 2)).toEqual([line[0], line[2], line[3], line[4]]);
    expect(simplify(line, 0.5)).toEqual(line);
    expect(simplify(line, 50)).toEqual([line[0], line[4]]);
  });

  test('of a whole state weigh little, and every territory is still there', () => {
    const { formas } = trazoDe(geometriaInventada('municipio', 113, 13).municipio);
    expect(formas.size).toBe(113);
    const text = [...formas.values()].map(({ d }) => d).join('\n');
    expect(brotliCompressSync(text).length).toBeLessThan(7_000);
    for (const { letra } of formas.values()) expect(letra).not.toBeNull();
  });
});

describe('a map', () => {
  /** Municipios 001 and 002 are drawn, 003 is not; and one that has no election. */
  let sitio: SitioDePrueba;
  beforeAll(async () => {
    const proceso = procesoLargo(await loadMinimo(), 'simulacro');
    const geometria: Geometria = {
      municipio: new Map(
        [...geometriaInventada('municipio', 4, 2).municipio].map(([id, contorno]) => [
          id === '003' ? '099' : id,
          contorno,
        ]),
      ),
      distrito: geometriaInventada('distrito', 2, 2).distrito,
    };
    const withMap: Proceso = { ...proceso, geometria };
    sitio = await withSitio({ proceso: withMap, filas: filasLargas(withMap) });
  });
  afterAll(() => sitio?.remove());

  test.each(['index.html', 'AYUN/index.html', 'AYUN/votacion/index.html', 'GUB/index.html'])(
    'is on %s, with a link that says each territory, and the same as a table',
    (ruta) => {
      const page = sitio.read(ruta);
      const [map = ''] = /<svg class="mapa"[\s\S]*?<\/svg>/.exec(page) ?? [];
      const links = [...map.matchAll(/<a href="([^"]+)" aria-label="([^"]+)"><path /g)];
      expect(links).toHaveLength(2);
      for (const [, href = '', label = ''] of links) {
        expect(href).toMatch(/(GUB\/distritos|AYUN\/municipios)\/00[12]\/index\.html$/);
        expect(label.split('\n')).toHaveLength(3);
        expect(label).toMatch(/actas? contabilizadas?$/);
      }
      expect(page).toContain('votacion/index.html#tabla">Ver como tabla</a>');
      expect(page).toContain('No es una proyección.');
    },
  );

  test('shows as a tile the territory that it does not draw, and without link the one without election', () => {
    const page = sitio.read('AYUN/index.html');
    expect(page.match(/<ol class="mosaico">[\s\S]*?<\/ol>/)?.[0]).toContain('AYUN/municipios/003/index.html');
    expect(page).not.toContain('099');
    expect(page).toMatch(/<path class="q0" d="M/);
  });

  test('says with a pattern and a letter what it says with a colour', () => {
    const page = sitio.read('AYUN/index.html');
    for (const [, id = ''] of page.matchAll(/fill="url\(#([^)]+)\)"/g)) {
      expect(page.split(`<pattern id="${id}"`)).toHaveLength(2);
    }
    expect(page).toMatch(/<text x="\d+" y="\d+">[A-Z]<\/text>/);
  });

  test('of a hundred and thirteen municipios leaves the front page light', () => {
    const { contexto } = sitio;
    const [first] = contexto.proceso.elecciones;
    const [sample] = sitio.datos.elecciones[0]?.territorios ?? [];
    if (first === undefined || sample === undefined) throw new Error('no election');
    const ids = idsDe(113);
    const own = first.candidaturas.get('001') ?? [];
    const eleccion: Eleccion = {
      ...first,
      territorios: ids.map((id) => ({ id, nombre: `Municipio de nombre ${id}` })),
      candidaturas: new Map(ids.map((id) => [id, own])),
    };
    const proceso = { ...contexto.proceso, geometria: geometriaInventada('municipio', 113, 13) };
    const territorios = eleccion.territorios.map(
      ({ id, nombre }, i): TerritorioPublicado => ({
        ...sample,
        id,
        nombre,
        resultados: {
          ...sample.resultados,
          candidaturas: (sample.resultados.candidaturas ?? []).map((one, j) => ({
            ...one,
            votos: 1000 + ((i * 37 + j * 211) % 997),
          })),
        },
      }),
    );
    const { texto } = renderMapa({ ...contexto, proceso }, eleccion, territorios, '../');
    expect(texto.match(/<a href="[^"]+" aria-label=/g)).toHaveLength(113);
    // What the home page has besides is 14 KB (see `paginas.test.ts`), the limit of all is 30.
    expect(brotliCompressSync(texto).length).toBeLessThan(14_000);
  });
});
