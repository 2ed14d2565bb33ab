/**
 * Whatever stops a corte, at whatever step, the one before stays in force and whole, and the next one goes on.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Disco, openDisco } from './disco.ts';
import { failingDisco, sinEspacio } from './pruebas/disco-que-falla.ts';
import {
  carpetasDeCortes,
  checkedActual,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from './pruebas/publicacion-de-prueba.ts';

let publicacion: PublicacionDePrueba;
/** operations that change the disk while the second corte is published */
let pasos: readonly (keyof Disco)[];

const SEGUNDO = { numero: 2, posicion: 101, momento: new Date('2027-06-07T03:00:00Z') };

/** Each try is of another moment, as they are in a night, and so has a folder of its own. */
function momentoDe(intento: number): Date {
  return new Date(SEGUNDO.momento.getTime() + intento * 1000);
}

beforeEach(async () => {
  publicacion = await withPublicacion();
  const { raiz } = publicacion;
  published(await publicacion.publish({ carpeta: `${raiz}-ensayo` }));
  pasos = await countSteps(`${raiz}-ensayo`);
  published(await publicacion.publish());
});
afterEach(() => publicacion.remove());

async function countSteps(carpeta: string): Promise<readonly (keyof Disco)[]> {
  const steps: (keyof Disco)[] = [];
  const disco = failingDisco((_, operacion) => steps.push(operacion));
  published(await publicacion.publish({ ...SEGUNDO, carpeta, disco }));
  return steps;
}

/** A machine that loses power: from one operation on, nothing is written, not even to clean. */
class Apagon extends Error {}

interface DiscoQueSeApaga {
  readonly disco: Disco;
  /** whether the pointer had been moved */
  moved(): boolean;
}

/** @param isNow decides at each operation, with its number and how many there were since the disk was synced */
function discoQueSeApaga(isNow: (numero: number, desdeSync: number) => boolean): DiscoQueSeApaga {
  let [off, moved, desdeSync] = [false, false, -1];
  const disco = failingDisco((numero, operacion, path) => {
    if (operacion === 'syncAll') desdeSync = 0;
    else if (desdeSync >= 0) desdeSync += 1;
    off ||= isNow(numero, desdeSync);
    if (off) throw new Apagon();
    if (operacion === 'rename' && path.endsWith('.tmp-actual.json')) moved = true;
  });
  return { disco, moved: () => moved };
}

/** One step of every few: most are one more file. */
const CADA = 25;
/** Steps after everything is on the disk: the folder, the link and the pointer. */
const FINALES = 11;

describe('the machine stops', () => {
  test('at any step: the corte in force is one of the two, whole', async () => {
    const { raiz } = publicacion;
    expect(pasos.length).toBeGreaterThan(300);
    const early = Array.from(
      { length: Math.floor(pasos.length / CADA) - 2 },
      (_, i) => (numero: number) => numero >= 1 + i * CADA + (i % CADA),
    );
    const late = Array.from(
      { length: FINALES + 1 },
      (_, i) => (_numero: number, desdeSync: number) => desdeSync >= i,
    );
    let vigente = 1;
    let moves = 0;
    for (const [i, isNow] of [...early, ...late].entries()) {
      const { disco, moved } = discoQueSeApaga(isNow);
      const peticion = { ...SEGUNDO, momento: momentoDe(i), numero: vigente + 1, disco };
      await expect(publicacion.publish(peticion), `try ${i}`).rejects.toThrow(Apagon);
      if (moved()) moves += 1;
      const actual = checkedActual(raiz);
      expect(actual?.corte.numero, `try ${i}`).toBe(moved() ? vigente + 1 : vigente);
      vigente = actual?.corte.numero ?? 0;
    }
    // Only the last of all: the one that makes durable the rename of the pointer.
    expect(moves).toBe(1);
    published(await publicacion.publish({ ...SEGUNDO, numero: vigente + 1, momento: momentoDe(1000) }));
    expect(checkedActual(raiz)?.corte.numero).toBe(vigente + 1);
    expect(carpetasDeCortes(raiz).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test.each([
    ['0.3 of the way', 0.3, 1],
    ['0.8 of the way', 0.8, 1],
    ['the end, with the pointer moved', 'apuntado', 2],
  ] as const)('killed for real at %s', (_, when, expected) => {
    const { raiz, almacen } = publicacion;
    const muere = when === 'apuntado' ? when : String(Math.floor(pasos.length * when));
    const script = fileURLToPath(new URL('./pruebas/publicar-aparte.ts', import.meta.url));
    const killed = spawnSync(process.execPath, [script, raiz, almacen, '2', muere]);
    expect(killed.signal).toBe('SIGKILL');
    expect(checkedActual(raiz)?.corte.numero).toBe(expected);
    const next = spawnSync(process.execPath, [script, raiz, almacen, '3'], { encoding: 'utf8' });
    expect(next.stdout).toMatch(/^[0-9a-f]{64}$/);
    expect(checkedActual(raiz)?.corte.numero).toBe(3);
    expect(carpetasDeCortes(raiz).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('the disk', () => {
  test('is full at any write: the corte is refused by name, and leaves nothing that fills it more', async () => {
    const { raiz } = publicacion;
    for (const [i, paso] of pasos.entries()) {
      if (paso !== 'write' && paso !== 'makeFolder' && paso !== 'link') continue;
      if (i % (2 * CADA) > 1) continue;
      const disco = failingDisco((numero, operacion) => {
        if (numero > i && operacion === paso) throw sinEspacio();
      });
      const result = await publicacion.publish({ ...SEGUNDO, momento: momentoDe(i), disco });
      expect(result, `step ${i + 1}: ${paso}`).toMatchObject({ ok: false, error: { codigo: 'DISCO_LLENO' } });
      expect(checkedActual(raiz)?.corte.numero).toBe(1);
      expect(carpetasDeCortes(raiz).filter((name) => name.startsWith('.'))).toEqual([]);
    }
    published(await publicacion.publish({ ...SEGUNDO, momento: momentoDe(1000) }));
    expect(checkedActual(raiz)?.corte.numero).toBe(2);
  });

  test.each(['EIO', 'EROFS', 'EACCES'])('gives %s: the refusal says it', async (code) => {
    const disco = failingDisco((_, operacion) => {
      if (operacion === 'write') throw Object.assign(new Error(code), { code });
    });
    const result = await publicacion.publish({ ...SEGUNDO, disco });
    expect(result).toMatchObject({ ok: false, error: { codigo: 'DISCO_NO_DISPONIBLE' } });
    if (!result.ok) expect(result.error.mensaje).toContain(code);
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(1);
  });

  test('fails in a way that nobody expected: it crashes, and the corte before stays', async () => {
    const disco = failingDisco((_, operacion) => {
      if (operacion === 'syncAll') throw new Error('a bug');
    });
    await expect(publicacion.publish({ ...SEGUNDO, disco })).rejects.toThrow('a bug');
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(1);
  });

  test('without hard links: images and sections are copied, byte for byte', async () => {
    const disco = discoSinEnlaces();
    const other = `${publicacion.raiz}-copia`;
    const withLinks = published(await publicacion.publish(SEGUNDO));
    published(await publicacion.publish({ carpeta: other, disco }));
    const copied = published(await publicacion.publish({ ...SEGUNDO, carpeta: other, disco }));
    expect(copied.sha256).toBe(withLinks.sha256);
    checkedActual(other);
  });
});

function discoSinEnlaces(): Disco {
  return new Proxy(openDisco(), {
    get: (disco, operacion: keyof Disco) => (operacion === 'link' ? () => 'imposible' : disco[operacion]),
  });
}

test('without the program that syncs a whole file system, each file is synced', async () => {
  const path = process.env.PATH;
  process.env.PATH = '';
  try {
    const synced: string[] = [];
    const disco = failingDisco((_, operacion, where) => {
      if (operacion === 'sync') synced.push(where);
    });
    published(await publicacion.publish({ ...SEGUNDO, disco }));
    expect(synced.length).toBeGreaterThan(0);
  } finally {
    process.env.PATH = path;
  }
  expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(2);
});
