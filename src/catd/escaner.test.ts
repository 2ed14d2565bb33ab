import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refuse } from '../dominio/result.ts';
import { DISCO, type Disco } from './disco.ts';
import { type Escaner, NO_LEIDOS, type PlazosDeEscaner, watchEscaner } from './escaner.ts';
import { type Abierta, ACTAS, archivoFalso, type Banco, createBanco, until } from './pruebas/banco.ts';
import { tomar } from './tomar.ts';

let banco: Banco;
let abierta: Abierta;
let alto: AbortController;
let escaner: Escaner | null;
let hechos: string[];

beforeEach(() => {
  banco = createBanco();
  abierta = banco.abrir();
  alto = new AbortController();
  escaner = null;
  hechos = [];
});
afterEach(async () => {
  alto.abort();
  await escaner?.fin;
  abierta.almacen.close();
  banco.borrar();
});

function start(
  plazos: Partial<PlazosDeEscaner> = {},
  take: (nombre: string, bytes: Buffer) => ReturnType<typeof tomar> = (nombre, bytes) =>
    tomar(abierta, nombre, bytes),
  disco: Disco = DISCO,
): Escaner {
  escaner = watchEscaner({
    ...{ carpeta: banco.escaner, disco, alto: alto.signal, cambio: () => undefined },
    anotar: (tipo, mensaje) => hechos.push(`${tipo}: ${mensaje}`),
    monotono: () => performance.now(),
    tomar: take,
    plazos: { mirada: 30, quieto: 20, paciencia: 60_000, ...plazos },
  });
  return escaner;
}

const drop = (name: string, bytes: Buffer) => writeFileSync(join(banco.escaner, name), bytes);
const left = () => readdirSync(banco.escaner).filter((name) => name !== NO_LEIDOS);
const delivered = () => abierta.libro.todas().map(({ acta }) => acta);
const codigo = (i: number) => ACTAS[i]?.codigo ?? '';

test('what is in the folder and what arrives later is taken, a delivery for each page, and leaves the folder', async () => {
  drop('antes.jpg', archivoFalso([{ codigo: codigo(0) }]));
  start();
  await until(delivered).toHaveLength(1);
  drop('dos-paginas.jpg', archivoFalso([{ codigo: codigo(1) }, { codigo: codigo(2) }]));
  await until(left).toEqual([]);
  expect(delivered()).toEqual(ACTAS.slice(0, 3).map(({ acta }) => acta));
});

test('a file that is being written is not taken until it is whole', async () => {
  const whole = archivoFalso([{ codigo: codigo(0) }], 4_000);
  const path = join(banco.escaner, 'lento.jpg');
  writeFileSync(path, whole.subarray(0, 2_000));
  start();
  drop('otro.jpg', archivoFalso([{ codigo: codigo(1) }]));
  // The other one passed: this one was looked at, and left.
  await until(delivered).toEqual([ACTAS[1]?.acta]);
  expect(existsSync(path)).toBe(true);
  appendFileSync(path, whole.subarray(2_000));
  await until(delivered).toEqual([ACTAS[1]?.acta, ACTAS[0]?.acta]);
});

test('the same file again, with another name, is not twice', async () => {
  const bytes = archivoFalso([{ codigo: codigo(0) }]);
  drop('a.jpg', bytes);
  start();
  await until(left).toEqual([]);
  drop('copia de a.jpg', bytes);
  await until(left).toEqual([]);
  expect(delivered()).toHaveLength(1);
  expect(hechos).toEqual(['repetido: copia de a.jpg es el mismo archivo que a.jpg: no se tomó dos veces.']);
});

test('what cannot be read goes aside with its reason in words, and the queue goes on', async () => {
  drop(
    'a-rota.jpg',
    Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from('basura'), Buffer.from([0xff, 0xd9])]),
  );
  drop('b.jpg', archivoFalso([{ codigo: codigo(0) }]));
  const watched = start();
  await until(left).toEqual([]);
  expect(delivered()).toHaveLength(1);
  const reason = readFileSync(join(banco.escaner, NO_LEIDOS, 'a-rota.jpg.razon.txt'), 'utf8');
  expect(reason).toContain('El archivo está dañado. Escanee otra vez.');
  expect(watched.noLeidos()).toEqual([
    { archivo: 'a-rota.jpg', mensaje: 'El archivo está dañado. Escanee otra vez.' },
  ]);
});

test('200 MB are put aside without opening them, and the queue goes on', async () => {
  drop('a-enorme.tif', Buffer.from('II*\0', 'latin1'));
  truncateSync(join(banco.escaner, 'a-enorme.tif'), 200 * 1024 ** 2);
  const good = archivoFalso([{ codigo: codigo(0) }]);
  drop('b.jpg', good);
  let read = 0;
  const counting: Disco = {
    ...DISCO,
    read(path) {
      const bytes = DISCO.read(path);
      read += bytes?.length ?? 0;
      return bytes;
    },
  };
  const watched = start({}, undefined, counting);
  await until(left).toEqual([]);
  expect(delivered()).toHaveLength(1);
  // To see whether it is whole, to take it, and to take it away: each time the good one.
  expect(read).toBe(3 * good.length);
  expect(watched.noLeidos()).toEqual([
    {
      archivo: 'a-enorme.tif',
      mensaje:
        'El archivo pesa 200 MB y el máximo es 32. Digitalice el acta otra vez en grises, a 200 puntos por pulgada.',
    },
  ]);
});

test('a file that cannot be read is said and stops no other; when it can, it is taken', async () => {
  drop('a.jpg', archivoFalso([{ codigo: codigo(0) }]));
  let permission: 'no' | 'si' = 'no';
  const guarded: Disco = {
    ...DISCO,
    read(path) {
      if (permission === 'no' && path.endsWith('a.jpg'))
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return DISCO.read(path);
    },
  };
  const watched = start({ paciencia: 60 }, undefined, guarded);
  await until(() => watched.problema()).toMatch(/^No se puede leer a\.jpg.*\(EACCES\)\. Revise sus permisos/);
  drop('b.jpg', archivoFalso([{ codigo: codigo(1) }]));
  await until(delivered).toEqual([ACTAS[1]?.acta]);
  expect(watched.problema()).toMatch(/a\.jpg/);
  permission = 'si';
  await until(left).toEqual([]);
  expect(delivered()).toHaveLength(2);
  expect(watched.problema()).toBeNull();
});

test('a file that cannot be taken away is said, and is neither twice nor told twice', async () => {
  drop('a.jpg', archivoFalso([{ codigo: codigo(0) }]));
  let tried = 0;
  const stubborn: Disco = {
    ...DISCO,
    unlink(path) {
      tried += 1;
      if (tried <= 5) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      DISCO.unlink(path);
    },
  };
  const watched = start({}, undefined, stubborn);
  await until(() => watched.problema()).toMatch(/^No se puede quitar a\.jpg.*\(EPERM\)/);
  await until(left).toEqual([]);
  expect(delivered()).toHaveLength(1);
  expect(hechos).toEqual([]);
  expect(watched.problema()).toBeNull();
});

test('one that never ends is handed to the reader when patience does, and takes no other’s place', async () => {
  drop('cortada.jpg', archivoFalso([{ codigo: codigo(0) }]).subarray(0, 20));
  start({ paciencia: 80 });
  await until(left).toEqual([]);
  expect(readdirSync(join(banco.escaner, NO_LEIDOS))).toContain('cortada.jpg');
  mkdirSync(join(banco.escaner, 'carpeta'));
  drop('cortada.jpg', archivoFalso([{ codigo: codigo(1) }]).subarray(0, 21));
  await until(() => readdirSync(join(banco.escaner, NO_LEIDOS))).toContain('cortada (2).jpg');
});

test('without room nothing is lost: the file stays, and is taken when there is', async () => {
  let room: 'lleno' | 'libre' = 'lleno';
  drop('a.jpg', archivoFalso([{ codigo: codigo(0) }]));
  const watched = start({}, (nombre, bytes) =>
    room === 'lleno'
      ? Promise.resolve(refuse('DISCO_LLENO', 'No queda espacio.'))
      : tomar(abierta, nombre, bytes),
  );
  await until(() => watched.problema()).toBe('No queda espacio.');
  expect(left()).toEqual(['a.jpg']);
  room = 'libre';
  await until(left).toEqual([]);
  expect(watched.problema()).toBeNull();
  expect(delivered()).toHaveLength(1);
});

test('a folder that disappears is said, and is watched again when it returns', async () => {
  const watched = start();
  const away = `${banco.escaner}-guardada`;
  renameSync(banco.escaner, away);
  await until(() => watched.problema()).toMatch(/^No existe la carpeta del escáner/);
  writeFileSync(join(away, 'a.jpg'), archivoFalso([{ codigo: codigo(0) }]));
  renameSync(away, banco.escaner);
  await until(delivered).toHaveLength(1);
  expect(watched.problema()).toBeNull();
});

test('what other programs leave there is not touched', async () => {
  for (const name of ['.oculto', 'Thumbs.db', 'acta.jpg.part', '~acta.tmp']) drop(name, Buffer.from('ajeno'));
  drop('a.jpg', archivoFalso([{ codigo: codigo(0) }]));
  start({ paciencia: 40 });
  await until(delivered).toHaveLength(1);
  await until(left).toEqual(['.oculto', 'Thumbs.db', 'acta.jpg.part', '~acta.tmp']);
});

test('a reading that took too long may be the fault of a busy machine: it is tried once more, and then put aside', async () => {
  const slow = () => Promise.resolve(refuse('TARDO_DEMASIADO', 'Tardó demasiado.'));
  const bytes = archivoFalso([{ codigo: codigo(0) }]);
  const take = (procesar: Abierta['procesar']) => tomar({ ...abierta, procesar }, 'lenta.jpg', bytes);
  expect(await take(slow)).toMatchObject({ error: { codigo: 'TALLER_LLENO' } });
  expect(await take(slow)).toMatchObject({
    value: { tipo: 'no_leido', error: { codigo: 'TARDO_DEMASIADO' } },
  });
  expect(await take(abierta.procesar)).toMatchObject({ value: { tipo: 'tomado' } });
});

test('a file that took the program with it five times is put aside', async () => {
  const bytes = archivoFalso([{ codigo: codigo(0) }]);
  for (let vez = 0; vez < 5; vez += 1) {
    // A program that falls in the middle: it never hears back.
    void tomar({ ...abierta, procesar: () => new Promise(() => undefined) }, 'mala.jpg', bytes);
  }
  const again = await tomar(abierta, 'mala.jpg', bytes);
  expect(again).toMatchObject({
    ok: true,
    value: { tipo: 'no_leido', error: { codigo: 'DETUVO_EL_PROGRAMA' } },
  });
  rmSync(join(banco.escaner, 'mala.jpg'), { force: true });
});
