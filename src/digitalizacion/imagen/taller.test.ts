import { afterEach, expect, test } from 'vitest';
import { createTaller, type OpcionesDelTaller, type Taller } from './taller.ts';

const programa = new URL('./pruebas/obrero-de-prueba.ts', import.meta.url);
let taller: Taller;
afterEach(() => taller.close());

function open(opciones: OpcionesDelTaller = {}): Taller {
  taller = createTaller({ hilos: 1, programa, ...opciones });
  return taller;
}

async function say(orden: string) {
  const result = await taller.procesar(Buffer.from(orden));
  return result.ok ? null : result.error;
}

test('files are answered in their order, each with its own', async () => {
  open({ hilos: 2 });
  const answers = await Promise.all(['uno', 'dos', 'tres', 'cuatro', 'cinco'].map(say));
  expect(answers.map((error) => error?.mensaje)).toEqual(['uno', 'dos', 'tres', 'cuatro', 'cinco']);
});

test('a file that makes its reader fall is refused, and the next ones are read', async () => {
  open();
  expect((await say('uno'))?.mensaje).toBe('uno');
  const [fell, next] = await Promise.all([say('cae'), say('dos')]);
  expect(fell).toMatchObject({ codigo: 'ARCHIVO_DANADO', mensaje: expect.stringContaining('se cayó') });
  expect(next?.mensaje).toBe('dos');
});

test('a file that hangs its reader is left at its time, and the next ones are read', async () => {
  open({ segundosPorArchivo: 5 });
  expect((await say('uno'))?.mensaje).toBe('uno');
  const [hung, next] = await Promise.all([say('se cuelga'), say('dos')]);
  expect(hung?.codigo).toBe('TARDO_DEMASIADO');
  expect(next?.mensaje).toBe('dos');
});

// How much another process has is read in /proc.
test.runIf(process.platform === 'linux')(
  'a file that needs too much memory is left, and the next ones are read',
  async () => {
    open({ mibMaximos: 300 });
    const [large, next] = await Promise.all([say('no cabe'), say('dos')]);
    expect(large?.codigo).toBe('OCUPO_DEMASIADO');
    expect(next?.mensaje).toBe('dos');
  },
);

test('a bug of ours is not told as a fault of the file, and the next ones are read', async () => {
  open();
  await expect(say('falla')).rejects.toThrow('Error: ours');
  expect((await say('dos'))?.mensaje).toBe('dos');
});

test('a process that cannot start is a bug, and does not pass for a damaged file', async () => {
  open({ programa: new URL('./pruebas/no-existe.ts', import.meta.url) });
  await expect(say('uno')).rejects.toThrow('did not start');
});

test('what has no size, or too much, is refused without waiting its turn', async () => {
  open();
  const hung = say('se cuelga');
  const empty = await taller.procesar(new Uint8Array(0));
  const huge = await taller.procesar(new Uint8Array(33 * 1024 * 1024));
  expect(empty).toMatchObject({ ok: false, error: { codigo: 'ARCHIVO_VACIO' } });
  expect(huge).toMatchObject({ ok: false, error: { codigo: 'ARCHIVO_EXCESIVO' } });
  await taller.close();
  expect((await hung)?.codigo).toBe('TALLER_CERRADO');
});

test('the queue has an end, and whoever does not fit is told so', async () => {
  open();
  const sent = Array.from({ length: 66 }, (_, i) => say(i === 0 ? 'se cuelga' : 'x'));
  // One in course and 64 that wait.
  expect((await sent[65])?.codigo).toBe('TALLER_LLENO');
  await taller.close();
  const codes = await Promise.all(sent.slice(0, 65).map(async (each) => (await each)?.codigo));
  expect(new Set(codes)).toEqual(new Set(['TALLER_CERRADO']));
  expect((await say('tarde'))?.codigo).toBe('TALLER_CERRADO');
});
