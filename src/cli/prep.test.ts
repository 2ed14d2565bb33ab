import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { runPrep } from '../../pruebas/apoyo/prep.ts';

/** The verbs, as the help names them. */
const { out: AYUDA } = await runPrep([]);
const VERBOS = [...AYUDA.matchAll(/^ {2}(\w+) /gm)].map(([, verbo = '']) => verbo);

/** Code that runs before the command, to break what should never break. */
const withBug = (code: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
});

describe('prep', () => {
  test.each([[], ['ayuda'], ['--ayuda'], ['-h']])('%s explains each verb in two lines', async (...args) => {
    const { codigo, out, err } = await runPrep(args);
    expect({ codigo, err }).toEqual({ codigo: 0, err: '' });
    expect(out).toBe(AYUDA);
    expect(VERBOS).toEqual(expect.arrayContaining(['revisar', 'proceso', 'bitacora']));
    expect(out.split('\n').every((line) => line.length <= 115)).toBe(true);
  });

  test.each(VERBOS)('%s --ayuda explains its use and its exit codes', async (verbo) => {
    const { codigo, out, err } = await runPrep([verbo, '--ayuda']);
    expect({ codigo, err }).toEqual({ codigo: 0, err: '' });
    expect(out).toMatch(/^Uso: /);
    expect(out).toMatch(/Sale con 0 .+, con [12] /s);
  });

  test.each(VERBOS)('%s with an option that does not exist is refused with a sentence', async (verbo) => {
    const { codigo, out, err } = await runPrep([verbo, '--no-existe']);
    expect({ codigo, out }).toEqual({ codigo: 2, out: '' });
    expect(err).not.toContain('    at ');
  });

  test.each(['nada', 'constructor', '__proto__', ''])(
    'the verb «%s» does not exist, in one line',
    async (verbo) => {
      const { codigo, out, err } = await runPrep([verbo]);
      expect({ codigo, out }).toEqual({ codigo: 2, out: '' });
      expect(err).toBe(`No existe el verbo «${verbo}». Los que hay: ${VERBOS.join(', ')}.\n`);
    },
  );
});

describe('what nobody expected', () => {
  test.each([
    ['while a verb begins', 'Object.hasOwn = () => { throw new Error("a bug made on purpose") }'],
    ['later, where nobody waits', 'setImmediate(() => { throw new Error("a bug made on purpose") })'],
    ['in a promise that nobody waits for', 'Promise.reject(new Error("a bug made on purpose"))'],
  ])('%s is said in a sentence with its stack, and exits with 70', async (_when, code) => {
    const { codigo, err } = await runPrep(['nada'], withBug(code));
    expect(codigo).toBe(70);
    expect(err).toContain('prep falló por un error del programa. Lo que ya se había confirmado está a salvo');
    expect(err).toMatch(/Error: a bug made on purpose\n {4}at /);
  });
});

test('who stops reading does not break it, nor change its code', () => {
  // `true` is gone long before anything is written.
  const line = `{ "${join(RAIZ, 'prep')}" ayuda; echo "salió con $?" >&2; } | true`;
  const err = execFileSync('/bin/sh', ['-c', `{ ${line}; } 2>&1`], { encoding: 'utf8' });
  expect(err).toBe('salió con 0\n');
});
