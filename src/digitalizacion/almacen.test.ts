import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { jpeg, must, outcome } from '../../pruebas/apoyo/fases.ts';
import { imagePath } from '../comun/imagenes.ts';
import { BYTES_DE_ARCHIVO } from '../dominio/entrega.ts';
import { openAlmacen } from './almacen.ts';

/** What was done to the disk, in order: `open x`, `sync x`, `rename x` … by the last name of the path. */
const done: string[] = [];
/** The error that the next operation of that name gives. */
const fails = new Map<string, string>();

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const nameOf = (path: unknown) => {
    const name = String(path).split('/').at(-1) ?? '';
    return name.endsWith('.tmp') ? 'temporal' : name.slice(0, 12);
  };
  const failing = async <T>(operation: string, run: () => Promise<T>): Promise<T> => {
    const code = fails.get(operation);
    if (code === undefined) return run();
    fails.delete(operation);
    throw Object.assign(new Error(`${code}: made up`), { code });
  };
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const handle: FileHandle = await failing('open', () => real.open(...args));
      const name = nameOf(args[0]);
      const { sync, writeFile } = handle;
      handle.sync = () =>
        failing('sync', async () => {
          await sync.call(handle);
          done.push(`sync ${name}`);
        });
      handle.writeFile = ((bytes: Uint8Array) =>
        failing('write', async () => {
          await writeFile.call(handle, bytes);
          done.push(`write ${name}`);
        })) as typeof writeFile;
      return handle;
    },
    mkdir: async (...args: Parameters<typeof real.mkdir>) => {
      const made = await failing('mkdir', () => real.mkdir(...args));
      done.push(`mkdir ${nameOf(args[0])}`);
      return made;
    },
    rename: async (from: string, to: string) => {
      await failing('rename', () => real.rename(from, to));
      done.push(`rename ${nameOf(to)}`);
    },
  };
});

let raiz: string;
let carpeta: string;
beforeEach(() => {
  raiz = mkdtempSync(join(tmpdir(), 'prep-almacen-'));
  carpeta = join(raiz, 'datos', 'imagenes');
  done.splice(0);
  fails.clear();
});
afterEach(() => rmSync(raiz, { recursive: true, force: true }));

const ACTA = jpeg('un acta');
const SHA = hash('sha256', ACTA, 'hex');
const ruta = () => join(carpeta, imagePath(SHA));
const folder = SHA.slice(0, 2);
const filesOf = () =>
  readdirSync(carpeta, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());

describe('an image that is stored', () => {
  test('has as its name the SHA-256 of its bytes, which anybody can recompute', async () => {
    const stored = must(await openAlmacen(carpeta).store(ACTA));
    expect(stored).toEqual({ sha256: SHA, bytes: ACTA.length });
    expect(readFileSync(ruta())).toEqual(ACTA);
    expect(must(await openAlmacen(carpeta).read(SHA))).toEqual(ACTA);
  });

  test('is on disk before it takes its name, and its name before it is acknowledged', async () => {
    must(await openAlmacen(carpeta).store(ACTA));
    const name = SHA.slice(0, 12);
    const order = ['write temporal', 'sync temporal', `rename ${name}`, `sync ${folder}`];
    expect(done.slice(-4)).toEqual(order);
    // And before them, every folder that had to be made, in the folder above it.
    expect(done.slice(0, -4)).toEqual([
      'mkdir imagenes',
      'sync datos',
      `sync ${raiz.split('/').at(-1)?.slice(0, 12)}`,
      `mkdir ${folder}`,
      'sync imagenes',
    ]);
  });

  test('twice is one file, and the second time its name is on disk too before it is acknowledged', async () => {
    const almacen = openAlmacen(carpeta);
    const first = must(await almacen.store(ACTA));
    done.splice(0);
    expect(must(await almacen.store(ACTA))).toEqual(first);
    expect(done).toEqual([`sync ${folder}`]);
    expect(filesOf()).toHaveLength(1);
  });

  test('by twenty at once is one file and twenty acknowledgements', async () => {
    const almacenes = [openAlmacen(carpeta), openAlmacen(carpeta)];
    const stored = await Promise.all(Array.from({ length: 20 }, (_, i) => almacenes[i % 2]!.store(ACTA)));
    expect(stored.map((result) => must(result).sha256)).toEqual(new Array(20).fill(SHA));
    expect(filesOf().map(({ name }) => name)).toEqual([`${SHA}.jpg`]);
  });

  test('over a damaged file of its name mends it', async () => {
    const almacen = openAlmacen(carpeta);
    must(await almacen.store(ACTA));
    writeFileSync(ruta(), ACTA.subarray(0, 4));
    expect(outcome(await almacen.read(SHA))).toBe('IMAGEN_ALTERADA');
    must(await almacen.store(ACTA));
    expect(must(await almacen.read(SHA))).toEqual(ACTA);
  });
});

describe('what is no image is refused and leaves nothing', () => {
  test.each([
    ['empty', Buffer.alloc(0), 'IMAGEN_VACIA'],
    ['one byte', Buffer.from([0xff]), 'IMAGEN_DE_OTRO_FORMATO'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'IMAGEN_DE_OTRO_FORMATO'],
    ['a page of the web', Buffer.from('<html>'), 'IMAGEN_DE_OTRO_FORMATO'],
  ])('%s', async (_what, bytes, codigo) => {
    expect(outcome(await openAlmacen(carpeta).store(bytes))).toBe(codigo);
    expect(existsSync(carpeta)).toBe(false);
  });

  test('one byte more than the maximum; the maximum is an image', async () => {
    const almacen = openAlmacen(carpeta);
    const bytes = Buffer.alloc(BYTES_DE_ARCHIVO + 1);
    ACTA.copy(bytes);
    expect(outcome(await almacen.store(bytes))).toBe('IMAGEN_EXCESIVA');
    expect(outcome(await almacen.store(bytes.subarray(0, BYTES_DE_ARCHIVO)))).toBe('hecho');
  });
});

describe('a disk that fails', () => {
  test.each([
    ['write', 'ENOSPC', 'DISCO_LLENO'],
    ['sync', 'ENOSPC', 'DISCO_LLENO'],
    ['rename', 'EDQUOT', 'DISCO_LLENO'],
    ['open', 'EMFILE', 'ALMACEN_NO_DISPONIBLE'],
    ['open', 'EACCES', 'ALMACEN_NO_DISPONIBLE'],
    ['write', 'EIO', 'ALMACEN_NO_DISPONIBLE'],
    ['sync', 'EIO', 'ALMACEN_NO_DISPONIBLE'],
    ['mkdir', 'EROFS', 'ALMACEN_NO_DISPONIBLE'],
  ])(
    'at %s with %s is refused as %s, leaves no piece and serves the next time',
    async (operation, code, codigo) => {
      const almacen = openAlmacen(carpeta);
      if (operation !== 'mkdir') must(await almacen.store(jpeg('otra')));
      const before = existsSync(carpeta) ? filesOf().length : 0;
      fails.set(operation, code);
      expect(outcome(await almacen.store(ACTA))).toBe(codigo);
      expect(existsSync(carpeta) ? filesOf() : []).toHaveLength(before);
      expect(outcome(await almacen.store(ACTA))).toBe('hecho');
    },
  );

  test('that was taken out is not replaced by the one below it', async () => {
    const almacen = openAlmacen(carpeta);
    must(await almacen.store(ACTA));
    rmSync(carpeta, { recursive: true });
    expect(outcome(await almacen.store(jpeg('otra')))).toBe('ALMACEN_NO_DISPONIBLE');
    expect(existsSync(carpeta)).toBe(false);
    mkdirSync(carpeta);
    expect(outcome(await almacen.store(jpeg('otra')))).toBe('hecho');
    expect(outcome(await almacen.store(ACTA))).toBe('ALMACEN_NO_DISPONIBLE');
    expect(outcome(await almacen.store(ACTA))).toBe('hecho');
  });

  test('of an unknown kind is a bug, and crashes', async () => {
    fails.set('open', 'EINVAL');
    await expect(openAlmacen(carpeta).store(ACTA)).rejects.toThrow('EINVAL');
  });
});

describe('an image that is read', () => {
  test('and is not there is said to be missing', async () => {
    expect(outcome(await openAlmacen(carpeta).read(SHA))).toBe('IMAGEN_FALTANTE');
  });

  test.each(['../../etc/passwd', SHA.toUpperCase(), ''])(
    'by «%s», which is no SHA-256, crashes',
    async (name) => {
      await expect(openAlmacen(carpeta).read(name)).rejects.toThrow(RangeError);
    },
  );
});
