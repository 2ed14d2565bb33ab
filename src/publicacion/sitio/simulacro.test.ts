/**
 * Everything that a drill publishes, file by file: whoever finds one of them alone, months later, must see that its
 * figures are of nobody.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filasMinimas } from '../../../pruebas/apoyo/corte-minimo.ts';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { listZip } from '../../basedatos/leer-zip.ts';
import type { TipoProceso } from '../../proceso/proceso.ts';
import { type SitioDePrueba, withSitio } from '../pruebas/sitio/sitio-de-prueba.ts';

const AVISO = 'SIMULACRO: los datos no son reales';

let simulacro: SitioDePrueba;
let jornada: SitioDePrueba;

async function publish(tipo: TipoProceso): Promise<SitioDePrueba> {
  const proceso = { ...(await loadMinimo()), tipo, sha256: '0'.repeat(64) };
  const sitio = await withSitio({ proceso, filas: filasMinimas(proceso) });
  await sitio.publish(filasMinimas(proceso).slice().reverse().toSorted(byPlace), 'ultimo');
  return sitio;
}

function byPlace(
  a: { readonly eleccion: string; readonly orden: number },
  b: { readonly eleccion: string; readonly orden: number },
): number {
  return a.eleccion === b.eleccion ? a.orden - b.orden : a.eleccion < b.eleccion ? -1 : 1;
}

beforeAll(async () => {
  simulacro = await publish('simulacro');
  jornada = await publish('jornada');
});
afterAll(() => {
  for (const sitio of [simulacro, jornada]) sitio?.remove();
});

/** Every file of a publication, what is in force and what stays from other cortes. */
function filesOf({ raiz }: SitioDePrueba): readonly string[] {
  return ['', 'vigente/'].flatMap((folder) =>
    readdirSync(join(raiz, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(raiz, join(entry.parentPath, entry.name)))
      .filter((ruta) => !/\.(br|gz)$/.test(ruta)),
  );
}

function namesIn(sitio: SitioDePrueba, ending: RegExp): readonly string[] {
  const found = filesOf(sitio).filter((ruta) => ending.test(ruta));
  expect(found.length, String(ending)).toBeGreaterThan(1);
  return found;
}

function textOf({ raiz }: SitioDePrueba, ruta: string): string {
  return readFileSync(join(raiz, ruta), 'utf8');
}

describe('in a drill', () => {
  test('every kind of file is looked at: there is no other', () => {
    const kinds = new Set(
      filesOf(simulacro).map((ruta) => (ruta.startsWith('objetos/') ? 'objeto' : extname(ruta))),
    );
    expect([...kinds].toSorted()).toEqual(
      ['.css', '.csv', '.html', '.jpg', '.js', '.json', '.png', '.svg', '.txt', '.zip', 'objeto'].toSorted(),
    );
  });

  test('every page says so in its title, its banner and its foot', () => {
    for (const ruta of namesIn(simulacro, /\.html$/)) {
      const page = textOf(simulacro, ruta);
      expect(page, ruta).toMatch(/<title>SIMULACRO · /);
      expect(page, ruta).toContain(`<b>${AVISO.toUpperCase()}</b>`);
      expect(page.slice(page.indexOf('<footer>')), ruta).toContain(AVISO);
    }
  });

  test('every JSON says so, also manifests and lists of images; a schema has no figures', () => {
    const paths = namesIn(simulacro, /\.json$/);
    for (const ruta of paths) {
      const value = JSON.parse(textOf(simulacro, ruta));
      if (/esquemas\//.test(ruta)) expect(value.$schema, ruta).toContain('json-schema');
      else expect(value.aviso, ruta).toBe(AVISO);
    }
    for (const name of ['actual', 'manifiesto', 'avance', 'cortes', 'entidad', 'indice', '160001']) {
      expect(
        paths.some((ruta) => ruta.endsWith(`${name}.json`)),
        name,
      ).toBe(true);
    }
  });

  test('every file of the store that is JSON or a page says so too', () => {
    let seen = 0;
    for (const ruta of namesIn(simulacro, /^objetos\//)) {
      const text = textOf(simulacro, ruta);
      if (text.startsWith('<!doctype html>')) expect(text, ruta).toContain(AVISO.toUpperCase());
      else if (!text.startsWith('{"') || text.includes('json-schema.org')) continue;
      else expect(JSON.parse(text).aviso, ruta).toBe(AVISO);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(40);
  });

  test('every CSV says so on its first line or in every row, loose and inside its ZIP; every LEEME, in capitals', async () => {
    for (const ruta of namesIn(simulacro, /\.csv$/)) checkCsv(ruta, textOf(simulacro, ruta));
    for (const ruta of namesIn(simulacro, /\.txt$/)) {
      expect(textOf(simulacro, ruta), ruta).toContain(
        '*** SIMULACRO: LOS DATOS DE ESTOS ARCHIVOS NO SON REALES',
      );
    }
    for (const ruta of namesIn(simulacro, /\.zip$/)) {
      const entries = await listZip(join(simulacro.raiz, ruta));
      if (!entries.ok) throw new Error(ruta);
      expect(entries.value).toHaveLength(3);
      for (const { nombre, abrir } of entries.value) {
        const text = (await buffer(abrir())).toString('utf8');
        if (nombre.endsWith('.csv')) checkCsv(`${ruta} ${nombre}`, text);
        else expect(text, nombre).toContain('*** SIMULACRO: LOS DATOS');
      }
    }
  });

  test('every share picture has its band, and the style writes it behind every page', async () => {
    for (const ruta of namesIn(simulacro, /compartir\.png$/)) {
      const { data } = await sharp(join(simulacro.raiz, ruta))
        .removeAlpha()
        .extract({ left: 4, top: 4, width: 1, height: 1 })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const [red = 0, green = 0, blue = 0] = data;
      expect(Math.abs(red - 0xf2) + Math.abs(green - 0xc2) + blue, ruta).toBeLessThan(24);
    }
    for (const ruta of namesIn(simulacro, /estilo\.css$/)) {
      expect(textOf(simulacro, ruta), ruta).toContain('SIMULACRO%3C%2Ftext%3E');
    }
  });
});

test('the real night says it nowhere', () => {
  for (const ruta of filesOf(jornada).filter((one) => !/\.(jpg|png|zip)$|^objetos/.test(one))) {
    // The help and the schemas may explain what the word means.
    if (/esquemas\/|preguntas\/|glosario\/|\.txt$/.test(ruta)) continue;
    expect(textOf(jornada, ruta), ruta).not.toMatch(/SIMULACRO|DEMOSTRACIÓN|no son reales/);
  }
});

/** The database of a corte begins with the name of the election; the list of candidaturas has a column for it. */
function checkCsv(ruta: string, text: string): void {
  const lines = text.trimEnd().split('\n');
  if (/CANDIDATURAS/.test(ruta)) {
    expect(lines.length, ruta).toBeGreaterThan(2);
    for (const line of lines.slice(1)) expect(line, ruta).toMatch(/(^|,)"?SIMULACRO"?(,|$)/);
  } else {
    expect(lines[0], ruta).toContain('SIMULACRO');
  }
}
