/**
 * Mirrors as a newspaper runs them, processes of their own: one killed again and again in the middle of a download, and
 * one behind a proxy that spoils what passes. Both end equal to the origin, byte for byte, and say what happened.
 */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  checkedActual,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from '../../src/publicacion/pruebas/publicacion-de-prueba.ts';
import {
  type Escucha,
  estadoDe,
  type Falla,
  serveOrigen,
  serveProxy,
  startDifusor,
  treeOf,
} from '../apoyo/difusion.ts';

let publicacion: PublicacionDePrueba;
let origen: Escucha;
let folder: string;

const momentoDe = (numero: number) => new Date(Date.parse('2027-06-07T02:40:07Z') + numero * 60_000);

async function publishNext(numero: number): Promise<void> {
  // Each corte takes back an acta, so sections change too.
  const filas = publicacion.filas.map((fila, i) =>
    i % 7 === numero && fila.resultado?.tipo === 'acta'
      ? { ...fila, fase: 'esperada', resultado: null }
      : fila,
  );
  published(await publicacion.publish({ numero, posicion: 100 + numero, momento: momentoDe(numero), filas }));
}

beforeAll(async () => {
  publicacion = await withPublicacion();
  folder = mkdtempSync(join(tmpdir(), 'prep-difusores-'));
  await publishNext(1);
  origen = await serveOrigen(publicacion.raiz);
});
afterAll(async () => {
  await origen.close();
  publicacion.remove();
  rmSync(folder, { recursive: true, force: true });
});

function leftovers(raiz: string): readonly string[] {
  return readdirSync(raiz, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.includes('.tmp-') && path !== '.tmp-difusor',
  );
}

const MUERTES = 3;

/** Asked-for files that are the same bytes each time. */
const isInmutable = (ruta: string) => /^\/(objetos|imagenes)\//.test(ruta);

test('killed with kill -9 again and again, it goes on where it was and ends equal', async () => {
  const raiz = join(folder, 'matado');
  let asked = 0;
  let killAt = 0;
  let kill: (() => void) | null = null;
  const proxy = await serveProxy(origen.direccion, (ruta) => {
    if (isInmutable(ruta)) asked += 1;
    if (asked === killAt && kill !== null) {
      kill();
      kill = null;
    }
    return 'ninguna';
  });
  const mirror = () => startDifusor('--origen', proxy.direccion, '--carpeta', raiz, '--una-vez');
  try {
    for (const [numero, despuesDe] of [
      [1, 12],
      [2, 4],
    ] as const) {
      if (numero === 2) await publishNext(2);
      for (let vez = 0; vez < MUERTES; vez += 1) {
        killAt = asked + despuesDe;
        const difusor = mirror();
        kill = () => difusor.proceso.kill('SIGKILL');
        expect(await difusor.ended, difusor.said()).toBe(null);
        // What is in view is the corte before, whole; before the first there is nothing.
        expect(checkedActual(raiz)?.corte.numero ?? 0).toBe(numero - 1);
      }
      const last = mirror();
      expect(await last.ended, last.said()).toBe(0);
      expect(treeOf(raiz)).toEqual(treeOf(publicacion.raiz));
      expect(leftovers(raiz)).toEqual([]);
      expect(checkedActual(raiz)?.corte.numero).toBe(numero);
    }
    // Again only what was on its way: at most eight at each death.
    const times = proxy.peticiones.filter(isInmutable);
    expect(times.length - new Set(times).size).toBeLessThanOrEqual(2 * MUERTES * 8);
    expect(new Set(times).size).toBeGreaterThan(60);
  } finally {
    await proxy.close();
  }
});

test('behind a proxy that spoils answers, it follows the night and ends equal', async () => {
  const raiz = join(folder, 'estropeado');
  const FALLAS: readonly Falla[] = [
    'voltea',
    'trunca',
    'miente',
    'cierra',
    'demora',
    'agrega',
    'error',
    'redirige',
  ];
  const done = new Map<Falla, number>();
  const proxy = await serveProxy(origen.direccion, (_, numero) => {
    if (numero % 5 !== 0) return 'ninguna';
    const falla = FALLAS[(numero / 5) % FALLAS.length] ?? 'ninguna';
    done.set(falla, (done.get(falla) ?? 0) + 1);
    return falla;
  });
  const difusor = startDifusor(
    '--origen',
    proxy.direccion,
    '--carpeta',
    raiz,
    '--cada',
    '1',
    '--espera',
    '2',
  );
  try {
    for (const numero of [2, 3, 4]) {
      if (numero > 2) await publishNext(numero);
      await difusor.until(new RegExp(`Corte ${numero} a la vista`));
      expect(checkedActual(raiz)?.corte.numero).toBe(numero);
    }
    expect(treeOf(raiz)).toEqual(treeOf(publicacion.raiz));
    expect(difusor.said()).toMatch(/llegó alterado.* Se pide otra vez/);
    expect(difusor.said()).toContain('El origen manda a http://otro.ejemplo');
    expect([...done.keys()].toSorted()).toEqual(FALLAS.toSorted());
    expect(estadoDe(raiz).rechazadas).toBeGreaterThan(10);
  } finally {
    expect(await difusor.stop(), difusor.said()).toBe(0);
    await proxy.close();
  }
});
