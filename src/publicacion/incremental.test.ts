/**
 * A publisher that remembers gives the same bytes as one that starts from nothing at every corte, whatever happened
 * between one and the next.
 */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asRows, type FilaMinima } from '../../pruebas/apoyo/corte-minimo.ts';
import { imagePath } from '../comun/imagenes.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { Publicable } from '../dominio/publicable.ts';
import { startCompresor } from './compresion.ts';
import { openDisco } from './disco.ts';
import { createMotor, type OpcionesDeMotor } from './motor.ts';
import { failingDisco, sinEspacio } from './pruebas/disco-que-falla.ts';
import {
  archivosDe,
  checkedActual,
  PAGINAS_MINIMAS,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from './pruebas/publicacion-de-prueba.ts';
import { PAGINAS } from './sitio-en-corte.ts';

let publicacion: PublicacionDePrueba;
beforeEach(async () => {
  publicacion = await withPublicacion();
});
afterEach(() => publicacion.remove());

/** What a fact does to an acta, between two cortes. */
type Cambio = 'nada' | 'llega' | 'se va' | 'sin acta' | 'otro valor' | 'cotejada' | 'corregida';
const CAMBIOS: readonly Cambio[] = [
  ...(['nada', 'llega', 'se va', 'sin acta', 'otro valor', 'cotejada', 'corregida'] as const),
];

interface Hecho {
  /** which row, as a part of all of them */
  readonly fila: number;
  readonly cambio: Cambio;
  readonly valor: number;
}

const hechos = fc.array(
  fc.record({
    fila: fc.nat({ max: 999 }),
    cambio: fc.constantFrom(...CAMBIOS),
    valor: fc.integer({ min: 1, max: 60 }),
  }),
  { maxLength: 8 },
);

/** A row of the database: what it shows, and the position of its last fact. */
interface Fila extends FilaMinima {
  readonly seq: number;
}

function afterHecho(fila: Fila, { cambio, valor }: Hecho, completa: FilaMinima, seq: number): Fila {
  return { ...fila, resultado: resultadoTras(fila.resultado, cambio, valor, completa), seq };
}

function resultadoTras(
  resultado: Publicable | null,
  cambio: Cambio,
  valor: number,
  { resultado: completo }: FilaMinima,
): Publicable | null {
  if (resultado?.tipo === 'fuera_de_catalogo') return resultado;
  switch (cambio) {
    case 'nada':
      return resultado;
    case 'llega':
      return completo;
    case 'se va':
      return { tipo: 'pendiente' };
    case 'sin acta':
      return { tipo: 'sin_acta', motivo: 'paquete_no_entregado' };
    default: {
      if (resultado?.tipo !== 'acta') return resultado;
      const [campo = '', antes = 0] = Object.entries<Lectura>(resultado.lecturas)[valor % 9] ?? [];
      const cambios = [{ campo, antes, despues: valor }];
      const lecturas = { ...resultado.lecturas, [campo]: valor };
      if (cambio === 'otro valor') return { ...resultado, lecturas };
      if (cambio === 'cotejada') return { ...resultado, cotejo: 1 };
      const momento = '2027-06-07T02:30:00.000Z';
      return { ...resultado, lecturas, cotejo: 3, correcciones: [{ momento, cambios }] };
    }
  }
}

/** The night as the database would tell it: its rows at each corte. */
function createNoche(filas: readonly FilaMinima[]) {
  const rows: Fila[] = filas.map((fila) => ({
    ...fila,
    seq: 0,
    resultado: fila.resultado?.tipo === 'fuera_de_catalogo' ? fila.resultado : null,
  }));
  let seq = 0;
  return {
    happen(hecho: Hecho): void {
      const i = hecho.fila % rows.length;
      const [fila, completa] = [rows[i], filas[i]];
      if (fila === undefined || completa === undefined) throw new Error(`no row ${i}`);
      seq += 1;
      rows[i] = afterHecho(fila, hecho, completa, seq);
    },
    /** @returns the position of the corte and the rows at it */
    take() {
      seq += 1;
      const taken = [...rows];
      return {
        posicion: seq,
        rows: (desde: number | null) => asRows(taken.filter((fila) => desde === null || fila.seq > desde)),
      };
    },
  };
}

function opcionesDe(carpeta: string, cambios: Partial<OpcionesDeMotor> = {}): OpcionesDeMotor {
  const { proceso, almacen } = publicacion;
  return { proceso, carpeta, imagenes: almacen, paginas: PAGINAS_MINIMAS, ...cambios };
}

function momentoDe(numero: number): Date {
  return new Date(Date.UTC(2027, 5, 7, 2, numero));
}

/** Every file of a tree and its bytes, and everything that the manifest names. */
function bytesOf(raiz: string, carpeta: string): Readonly<Record<string, string>> {
  const vigente = join(raiz, 'vigente');
  const found: Record<string, string> = {};
  for (const entry of readdirSync(`${vigente}/`, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(raiz.length).replace(/^.*?vigente\//, '')] = readFileSync(path, 'base64');
  }
  for (const name of readdirSync(join(raiz, carpeta))) {
    found[`${carpeta}/${name}`] = readFileSync(join(raiz, carpeta, name), 'base64');
  }
  return found;
}

describe('a publisher that remembers', () => {
  test('publishes what one that starts at every corte does, byte for byte', async () => {
    let vez = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(hechos, { minLength: 2, maxLength: 5 }),
        fc.constantFrom<'intermedio' | 'ultimo'>('intermedio', 'ultimo'),
        async (noche, final) => {
          vez += 1;
          const [con, sin] = [`${publicacion.raiz}-con-${vez}`, `${publicacion.raiz}-sin-${vez}`];
          const { happen, take } = createNoche(publicacion.filas);
          const motor = createMotor(opcionesDe(con));
          for (const [i, cambios] of noche.entries()) {
            for (const hecho of cambios) happen(hecho);
            const numero = i + 1;
            const tipo = numero === noche.length ? final : 'intermedio';
            const corte = { ...take(), numero, tipo, momento: momentoDe(numero) } as const;
            const remembered = published(await motor.publish(corte));
            const scratch = published(await createMotor(opcionesDe(sin)).publish(corte));
            expect(remembered.sha256).toBe(scratch.sha256);
            expect(bytesOf(con, remembered.carpeta)).toEqual(bytesOf(sin, scratch.carpeta));
            if (vez % 2 === 0) motor.prepare();
          }
          checkedActual(con);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('reads only the rows that changed, and writes only what they change', async () => {
    const motor = createMotor(opcionesDe(publicacion.raiz));
    const { happen, take } = createNoche(publicacion.filas);
    const asked: (number | null)[] = [];
    const publish = async (numero: number) => {
      const { posicion, rows } = take();
      const corte = {
        posicion,
        rows: (desde: number | null) => {
          asked.push(desde);
          return rows(desde);
        },
      };
      return published(
        await motor.publish({ ...corte, numero, tipo: 'intermedio', momento: momentoDe(numero) }),
      );
    };
    const first = await publish(1);
    happen({ fila: 0, cambio: 'llega', valor: 1 });
    const second = await publish(2);
    expect(asked).toEqual([null, first.posicion]);
    const [before, after] = [first, second].map(({ carpeta }) =>
      archivosDe(publicacion.raiz, `${carpeta}/manifiesto.json`),
    );
    const changed = [...(after ?? [])]
      .filter(([ruta, { sha256 }]) => before?.get(ruta)?.sha256 !== sha256)
      .map(([ruta]) => ruta)
      .filter((ruta) => ruta.startsWith('secciones/') || ruta.startsWith('esquemas/'));
    expect(changed).toEqual(['secciones/160000.json', 'secciones/160000/index.html']);
  });

  test('with another thread that draws and compresses, gives the same bytes', async () => {
    const compresor = startCompresor(publicacion.proceso);
    try {
      const here = published(await publicacion.publish({ paginas: PAGINAS }));
      const other = `${publicacion.raiz}-hilo`;
      const there = published(await publicacion.publish({ carpeta: other, compresor, paginas: PAGINAS }));
      expect(bytesOf(other, there.carpeta)).toEqual(bytesOf(publicacion.raiz, here.carpeta));
    } finally {
      await compresor.close();
    }
  });

  test('notices that somebody else published, and starts from what is in force', async () => {
    const motor = createMotor(opcionesDe(publicacion.raiz));
    const { happen, take } = createNoche(publicacion.filas);
    const corte = (numero: number) => ({
      ...take(),
      ...{ numero, tipo: 'intermedio' as const, momento: momentoDe(numero) },
    });
    published(await motor.publish(corte(1)));
    happen({ fila: 3, cambio: 'llega', valor: 1 });
    published(await createMotor(opcionesDe(publicacion.raiz)).publish(corte(2)));
    published(await motor.publish(corte(3)));
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(3);
  });

  test('after a corte that failed, at reading or at writing, publishes what it had missed', async () => {
    let failing: 'nada' | 'write' = 'nada';
    const disco = failingDisco((_, operacion) => {
      if (operacion === failing) throw sinEspacio();
    });
    const motor = createMotor(opcionesDe(publicacion.raiz, { disco }));
    const { happen, take } = createNoche(publicacion.filas);
    const publish = (numero: number, { posicion, rows } = take()) =>
      motor.publish({ posicion, rows, numero, tipo: 'intermedio', momento: momentoDe(numero) });
    published(await publish(1));
    happen({ fila: 2, cambio: 'llega', valor: 1 });
    happen({ fila: 9, cambio: 'llega', valor: 1 });
    const { posicion, rows } = take();
    const broken = (desde: number | null) =>
      (async function* () {
        for await (const fila of rows(desde)) {
          yield fila;
          throw new Error('the database went away');
        }
      })();
    await expect(publish(2, { posicion, rows: broken })).rejects.toThrow('went away');
    failing = 'write';
    expect(await publish(3)).toMatchObject({ ok: false, error: { codigo: 'DISCO_LLENO' } });
    failing = 'nada';
    const sha256 = published(await publish(4)).sha256;
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(4);

    const other = `${publicacion.raiz}-otra`;
    const again = createMotor(opcionesDe(other, { disco: openDisco() }));
    const noche = createNoche(publicacion.filas);
    const repeat = (numero: number, { posicion: at, rows: all } = noche.take()) =>
      again.publish({ posicion: at, rows: all, numero, tipo: 'intermedio', momento: momentoDe(numero) });
    published(await repeat(1));
    noche.happen({ fila: 2, cambio: 'llega', valor: 1 });
    noche.happen({ fila: 9, cambio: 'llega', valor: 1 });
    noche.take();
    noche.take();
    expect(published(await repeat(4)).sha256).toBe(sha256);
  });
});

test('a corte refused for an image is refused again until the image is back', async () => {
  const { almacen, filas, raiz } = publicacion;
  const motor = createMotor(opcionesDe(raiz));
  const { happen, take } = createNoche(filas);
  const publish = (numero: number) =>
    motor.publish({ ...take(), numero, tipo: 'intermedio', momento: momentoDe(numero) });
  published(await publish(1));
  const [fila] = filas;
  if (fila?.resultado?.tipo !== 'acta') throw new Error('a first row without an image');
  const image = join(almacen, imagePath(fila.resultado.imagen.sha256));
  const bytes = readFileSync(image);
  rmSync(image);
  happen({ fila: 0, cambio: 'llega', valor: 1 });
  for (const numero of [2, 3]) {
    expect(await publish(numero)).toMatchObject({ ok: false, error: { codigo: 'IMAGEN_FALTANTE' } });
  }
  writeFileSync(image, bytes);
  published(await publish(4));
  expect(readFileSync(join(raiz, 'imagenes', imagePath(fila.resultado.imagen.sha256)))).toEqual(bytes);
});

test('what a corte of long ago published can still be read and checked', async () => {
  const { happen, take } = createNoche(publicacion.filas);
  const motor = createMotor(opcionesDe(publicacion.raiz));
  const carpetas: string[] = [];
  for (let numero = 1; numero <= 4; numero += 1) {
    happen({ fila: numero * 3, cambio: 'llega', valor: numero });
    const momento = momentoDe(numero);
    carpetas.push(published(await motor.publish({ ...take(), numero, tipo: 'intermedio', momento })).carpeta);
  }
  for (const carpeta of carpetas) {
    for (const { bytes, sha256 } of archivosDe(publicacion.raiz, `${carpeta}/manifiesto.json`).values()) {
      expect(readFileSync(join(publicacion.raiz, 'objetos', sha256.slice(0, 2), sha256))).toHaveLength(bytes);
    }
  }
});
