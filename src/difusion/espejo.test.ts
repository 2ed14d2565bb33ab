/**
 * What a mirror refuses, and what it does with the last corte that it has: nothing. With an origin that says what the
 * test wants, also when it is not true.
 */

import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Escucha, serveOrigen, treeOf } from '../../pruebas/apoyo/difusion.ts';
import { type DiscoPequeno, mountDisco } from '../../pruebas/apoyo/disco.ts';
import { conFaltante } from '../../pruebas/apoyo/disponible.ts';
import { canonicalJson } from '../comun/canonico.ts';
import { SIN_HILO } from '../publicacion/compresion.ts';
import { openDisco } from '../publicacion/disco.ts';
import {
  checkedActual,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from '../publicacion/pruebas/publicacion-de-prueba.ts';
import { type Espejo, openEspejo } from './espejo.ts';
import { type Esperado, type Origen, openOrigen } from './origen.ts';

let publicacion: PublicacionDePrueba;
let sitio: Escucha;
/** three cortes, and what was published after each */
let cortes: readonly string[];
let espejos = 0;
let raiz: string;
let origen: Origen & { readonly pedidas: string[] };
const alto = new AbortController();

beforeAll(async () => {
  publicacion = await withPublicacion();
  const done: string[] = [];
  for (const numero of [1, 2, 3]) {
    const momento = new Date(Date.parse('2027-06-07T02:40:07Z') + numero * 60_000);
    published(await publicacion.publish({ numero, posicion: 100 + numero, momento }));
    const copy = `${publicacion.raiz}-${numero}`;
    cpSync(publicacion.raiz, copy, { recursive: true, verbatimSymlinks: true });
    done.push(copy);
  }
  cortes = done;
});
afterAll(() => publicacion.remove());

beforeEach(() => {
  espejos += 1;
  raiz = join(dirname(publicacion.raiz), `espejo-${espejos}`);
  mkdirSync(raiz);
});

/** What a publication folder has, changed as the test wants. */
type Cambio = (ruta: string, bytes: Buffer) => Buffer;

async function withOrigen<T>(
  publicado: string,
  use: (espejo: Espejo) => Promise<T>,
  cambio: Cambio = (_, bytes) => bytes,
): Promise<T> {
  sitio = await serveOrigen(publicado);
  const real = openOrigen({
    direccion: new URL(sitio.direccion),
    conexiones: 4,
    espera: 10,
    alto: alto.signal,
  });
  const pedidas: string[] = [];
  const read = async (ruta: string, esperado: Esperado) => {
    pedidas.push(ruta);
    const done = await real.read(
      ruta,
      cambio === undefined ? esperado : { ...esperado, bytes: null, sha256: null, maximo: 1 << 20 },
    );
    if (!done.ok) return done;
    const bytes = cambio(ruta, done.value);
    const isIt = esperado.sha256 === null || esperado.sha256 === sha256(bytes);
    return isIt ? { ok: true as const, value: bytes } : refused;
  };
  origen = {
    pedidas,
    read,
    async ask(ruta, esperado, take) {
      const done = await read(ruta, esperado);
      if (!done.ok) return done;
      await take(done.value);
      return { ok: true, value: { bytes: done.value.length, etag: null } };
    },
    close: real.close,
  };
  const espejo = await openEspejo({
    ...{ origen, raiz, disco: openDisco(), compresor: SIN_HILO, aLaVez: 4, now: () => 0 },
    decir() {},
    onRechazo() {},
    wait: async () => {},
  });
  try {
    if (!espejo.ok) throw new Error(espejo.error.mensaje);
    return await use(espejo.value);
  } finally {
    real.close();
    await sitio.close();
  }
}

const refused = { ok: false as const, error: { codigo: 'ALTERADA' as const, mensaje: 'Llegó alterado.' } };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const mirror = (publicado: string, cambio?: Cambio) =>
  withOrigen(publicado, (espejo) => espejo.update(), cambio);

/** An origin that says of its manifest and pointer what it wants, and with the right SHA-256. */
function lying(change: (manifiesto: Record<string, unknown[]>) => void): Cambio {
  let manifiesto: Buffer | null = null;
  return (ruta, bytes) => {
    if (ruta !== 'actual.json' && !ruta.endsWith('manifiesto.json')) return bytes;
    const actual = JSON.parse(readFileSync(join(cortes[0]!, 'actual.json'), 'utf8'));
    const own = JSON.parse(readFileSync(join(cortes[0]!, actual.manifiesto.ruta), 'utf8'));
    change(own);
    manifiesto = Buffer.from(`${canonicalJson(own)}\n`);
    if (ruta !== 'actual.json') return manifiesto;
    actual.manifiesto = { ...actual.manifiesto, bytes: manifiesto.length, sha256: sha256(manifiesto) };
    return Buffer.from(`${canonicalJson(actual)}\n`);
  };
}

describe('a mirror', () => {
  test('takes of the next corte what changed, and ends equal to each', async () => {
    expect(await mirror(cortes[0]!)).toEqual({ ok: true, value: 'nuevo' });
    expect(treeOf(raiz)).toEqual(treeOf(cortes[0]!));
    const all = origen.pedidas.length;
    expect(await mirror(cortes[1]!)).toEqual({ ok: true, value: 'nuevo' });
    expect(treeOf(raiz)).toEqual(treeOf(cortes[1]!));
    expect(origen.pedidas.length).toBeLessThan(all / 2);
  });

  test('that begins late also takes the downloads of the cortes before', async () => {
    expect((await mirror(cortes[2]!)).ok).toBe(true);
    expect(treeOf(raiz)).toEqual(treeOf(cortes[2]!));
    expect(readdirSync(join(raiz, 'cortes'))).toHaveLength(3);
  });

  test('that has all asks only for the pointer and the manifest, and mends what its disk lost', async () => {
    await mirror(cortes[0]!);
    await mirror(cortes[0]!);
    expect(origen.pedidas.map((ruta) => ruta.split('/').at(-1))).toEqual(['actual.json', 'manifiesto.json']);
    const { archivos } = JSON.parse(
      readFileSync(join(raiz, checkedActual(raiz)!.manifiesto.ruta), 'utf8'),
    ) as { archivos: { sha256: string }[] };
    const { sha256: one } = archivos[0]!;
    appendFileSync(join(raiz, 'objetos', one.slice(0, 2), one), 'x');
    await mirror(cortes[0]!);
    expect(origen.pedidas).toHaveLength(3);
    expect(treeOf(raiz)).toEqual(treeOf(cortes[0]!));
  });

  test('never goes backwards', async () => {
    await mirror(cortes[1]!);
    expect(await mirror(cortes[0]!)).toMatchObject({ error: { codigo: 'CORTE_ATRASADO' } });
    expect(treeOf(raiz)).toEqual(treeOf(cortes[1]!));
  });

  test('does not take the publication of another process', async () => {
    await mirror(cortes[0]!);
    const other = await mirror(cortes[1]!, (ruta, bytes) =>
      ruta === 'actual.json'
        ? Buffer.from(
            bytes.toString().replace(`"sha256":"${'0'.repeat(64)}"`, `"sha256":"${'1'.repeat(64)}"`),
          )
        : bytes,
    );
    expect(other).toMatchObject({ error: { codigo: 'OTRO_PROCESO' } });
    expect(treeOf(raiz)).toEqual(treeOf(cortes[0]!));
  });

  test('does not take another corte with the number of the one that it has', async () => {
    await mirror(cortes[0]!);
    const other = await mirror(
      cortes[0]!,
      lying((manifiesto) => manifiesto.descargas!.pop()),
    );
    expect(other).toMatchObject({ error: { codigo: 'CORTE_DISTINTO' } });
    expect(treeOf(raiz)).toEqual(treeOf(cortes[0]!));
  });

  test('finds any byte of the pointer that is another', async () => {
    const bytes = readFileSync(join(cortes[0]!, 'actual.json'));
    // One of every few, of all its fields.
    for (let i = 0; i < bytes.length; i += 5) {
      const other = Buffer.from(bytes);
      other[i] = other[i]! ^ 1;
      const taken = await mirrorWithPointer(other);
      expect(taken, `byte ${i}: ${other.toString('utf8', i - 20, i + 20)}`).toMatchObject({ ok: false });
    }
    expect(readdirSync(raiz)).not.toContain('actual.json');
  });
});

/** The rest of the origin is as it was: what was taken is not taken again. */
async function mirrorWithPointer(pointer: Buffer) {
  const espejo = await openEspejo({
    ...{ raiz, disco: openDisco(), compresor: SIN_HILO, aLaVez: 4, now: () => 0 },
    origen: {
      async ask(ruta, esperado, take) {
        const done = await this.read(ruta, esperado);
        if (!done.ok) return done;
        await take(done.value);
        return { ok: true, value: { bytes: done.value.length, etag: null } };
      },
      async read(ruta, { sha256: expected, bytes }) {
        if (ruta === 'actual.json') return { ok: true, value: pointer };
        const path = join(cortes[0]!, ruta);
        const there = openDisco().read(path);
        return there === null || sha256(there) !== expected || (bytes ?? there.length) !== there.length
          ? refused
          : { ok: true, value: there };
      },
      close() {},
    },
    decir() {},
    onRechazo() {},
    wait: async () => {},
  });
  if (!espejo.ok) throw new Error(espejo.error.mensaje);
  return espejo.value.update();
}

describe('a manifest that is its own, but is of no corte, is refused before anything is written:', () => {
  const one = { bytes: 1, sha256: 'a'.repeat(64) };
  test.each<readonly [string, (manifiesto: Record<string, unknown[]>) => void]>([
    ['a path that leaves the folder', ({ archivos }) => archivos!.push({ ...one, ruta: 'a/../../x' })],
    ['a path to what is beside the tree', ({ archivos }) => archivos!.push({ ...one, ruta: 'objetos/aa/x' })],
    ['a hidden file', ({ archivos }) => archivos!.push({ ...one, ruta: '.bashrc' })],
    ['a file that is also a folder', ({ archivos }) => archivos!.push({ ...one, ruta: 'index.html/x' })],
    ['a file twice', ({ archivos }) => archivos!.push(archivos![0])],
    [
      'a download in another corte',
      ({ descargas }) => descargas!.push({ ...one, ruta: 'cortes/20270606_204007-9/x.zip' }),
    ],
    ['a gigantic file', ({ archivos }) => archivos!.push({ ...one, ruta: 'x.html', bytes: 2 ** 40 })],
    ['a gigantic part', ({ partes }) => partes!.push({ ...one, nombre: 'secciones/99999', bytes: 2 ** 40 })],
    [
      'a part that is none',
      ({ partes, archivos }) => partes!.push({ ...(archivos![0] as object), nombre: 'secciones/99999' }),
    ],
  ])('%s', async (_, change) => {
    expect(await mirror(cortes[0]!, lying(change))).toMatchObject({
      error: { codigo: 'MANIFIESTO_INVALIDO' },
    });
    expect(readdirSync(raiz)).not.toContain('vigente');
    expect(readdirSync(dirname(raiz))).not.toContain('x');
  });
});

const disco: DiscoPequeno | null = mountDisco(3);

describe.skipIf(disco === null)(
  conFaltante('the disk', disco?.carpeta ?? null, 'permiso de montar un disco'),
  () => {
    afterAll(() => disco?.unmount());

    test('is full half way: what is in view stays, and with room it ends without asking again', async () => {
      raiz = join(disco!.carpeta, 'espejo');
      mkdirSync(raiz);
      expect((await mirror(cortes[0]!)).ok).toBe(true);
      disco!.fill(60_000);
      await withOrigen(cortes[1]!, async (espejo) => {
        expect(await espejo.update()).toMatchObject({ error: { codigo: 'DISCO_LLENO' } });
        expect(checkedActual(raiz)?.corte.numero).toBe(1);
        disco!.free();
        expect(await espejo.update()).toEqual({ ok: true, value: 'nuevo' });
      });
      expect(treeOf(raiz)).toEqual(treeOf(cortes[1]!));
      const objects = origen.pedidas.filter((ruta) => ruta.startsWith('objetos/'));
      expect(new Set(objects).size).toBe(objects.length);
      rmSync(raiz, { recursive: true });
    });
  },
);
