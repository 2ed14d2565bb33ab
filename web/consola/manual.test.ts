/** The manuals of docs/manual say the keys that the screens attend to, and show pictures that are there. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXPLICACIONES } from './captura/ordenes.ts';

const MANUAL = resolve('docs/manual');
const BYTES_MAXIMOS = 150_000;
const MANUALES = readdirSync(MANUAL).filter((name) => name.endsWith('.md'));

const read = (name: string) => readFileSync(join(MANUAL, name), 'utf8');
const screen = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');

/** What the first column of the tables whose header is «Tecla» names. */
function keysOf(markdown: string): readonly string[] {
  const keys: string[] = [];
  let inTable = false;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) inTable = false;
    else if (/^\| *Tecla *\|/.test(line)) inTable = true;
    else if (inTable) {
      const [, first = ''] = line.split('|');
      keys.push(...[...first.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key));
    }
  }
  return keys;
}

/** Those that the legend of the lists, the rows of an acta and its viewer attend to, as they name them. */
const DE_TODAS = ['Intro', '↓', '↑', 'Esc', '+', '−', '*', 'R', 'C', 'N', 'Alt+↑ ↓ ← →', '?'];
const DE_LISTA = ['Av Pág', 'Re Pág', 'Ctrl+Inicio'];

/** The letters that some screens attend to: those of `tecla: 'A'`. */
function lettersOf(...paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    [...screen(path).matchAll(/tecla: '([^']+)'/g)].map(([, key = '']) => (key === 'Escape' ? 'Esc' : key)),
  );
}

describe('keys of the manuals', () => {
  test('capturista: all of those of the capture screen, and no other', () => {
    const shown = EXPLICACIONES.flatMap(({ teclas }) => teclas);
    const named = new Set([
      ...shown.flatMap(({ teclas }) => teclas),
      // Others that do the same are in the long explanation.
      ...shown.flatMap(({ larga }) =>
        ['Tab', '↓', 'Mayús+Tab', '/', '*'].filter((key) => larga.includes(key)),
      ),
    ]);
    const reasons = ['1', '2', '3', '4'];
    expect(new Set(keysOf(read('capturista.md')))).toEqual(new Set([...named, ...reasons]));
  });

  test('verificador: all of those of verification', () => {
    const letters = lettersOf('verificacion/ActaPorVerificar.tsx', 'conflictos/Confirmar.tsx');
    expect(new Set(keysOf(read('verificador.md')))).toEqual(new Set([...DE_TODAS, ...letters]));
  });

  test('coordinador: all of those of the lists, conflicts, identifications and the page of an acta', () => {
    const letters = lettersOf(
      ...['conflictos/Proponer.tsx', 'identificaciones/Identificacion.tsx', 'actas/PaginaDeActa.tsx'],
    );
    expect(new Set(keysOf(read('coordinador-ccv.md')))).toEqual(
      new Set([...DE_TODAS, ...DE_LISTA, ...letters]),
    );
  });

  test('cotejador: all of those of cotejo, and no other', () => {
    const keys = keysOf(read('cotejador.md'));
    const letters = lettersOf('cotejo/ActaEnCotejo.tsx');
    expect(keys).toEqual(expect.arrayContaining([...letters]));
    for (const key of keys) expect([...DE_TODAS, ...letters]).toContain(key);
  });

  test('digitalizador: all of those of what nobody could identify, and those of the images of an acta', () => {
    const letters = lettersOf('digitalizacion/Caso.tsx', 'digitalizacion/Imagenes.tsx');
    expect(new Set(keysOf(read('digitalizador.md')))).toEqual(
      new Set([...DE_TODAS, ...DE_LISTA, ...letters, '1', '2', '3']),
    );
  });

  test('the common keys are those of the screens', () => {
    const text = ['acta/Puesto.tsx', 'acta/Listado.tsx'].map(screen).join('\n');
    for (const key of ['Alt+↑ ↓ ← →', 'Av Pág', 'Re Pág', 'Inicio']) expect(text).toContain(key);
    for (const key of ['+', '*', 'R', 'C', 'N', '?']) {
      expect(screen('acta/Puesto.tsx')).toMatch(new RegExp(`^ +'?\\${key}'?: \\(\\) =>`, 'm'));
    }
  });
});

describe('pictures of the manuals', () => {
  const shown = MANUALES.flatMap((name) =>
    [...read(name).matchAll(/\]\(img\/([^)]+)\)/g)].map(([, picture = '']) => picture),
  );

  test('each one is there and weighs little', () => {
    for (const picture of shown) {
      const path = join(MANUAL, 'img', picture);
      expect(existsSync(path), picture).toBe(true);
      expect(statSync(path).size, picture).toBeLessThanOrEqual(BYTES_MAXIMOS);
    }
  });

  test('none is there that nobody shows', () => {
    expect(readdirSync(join(MANUAL, 'img')).filter((name) => !shown.includes(name))).toEqual([]);
  });
});

test('links between the manuals lead somewhere', () => {
  for (const name of MANUALES) {
    for (const [, file = '', heading = ''] of read(name).matchAll(/\]\(([\w./-]+\.md)(?:#([^)]+))?\)/g)) {
      const path = join(MANUAL, file);
      expect(existsSync(path), `${name}: ${file}`).toBe(true);
      if (heading !== '')
        expect(headingsOf(readFileSync(path, 'utf8')), `${name}: ${heading}`).toContain(heading);
    }
  }
});

/** As GitHub names them in an address. */
function headingsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
