/** People and the operation of a process, as who installs them does: with the command, on a folder of data. */

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { CARPETA_MINIMA } from '../../pruebas/apoyo/minimo.ts';
import { runPrep } from '../../pruebas/apoyo/prep.ts';

let carpeta: string;
beforeAll(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'prep-operacion-'));
  // As root the database runs as another user, who has to be able to enter.
  chmodSync(carpeta, 0o755);
});
afterAll(() => rmSync(carpeta, { recursive: true, force: true }));

const personas = (...args: string[]) =>
  runPrep(['personas', ...args, '--proceso', CARPETA_MINIMA], { PREP_DATOS: join(carpeta, 'datos') });

function escribir(nombre: string, contenido: string): string {
  const path = join(carpeta, nombre);
  writeFileSync(path, contenido);
  return path;
}

test('the first of the administration is given a code, once', async () => {
  const { codigo, out } = await personas('primera', '--nombre', 'Ada Ruiz');
  expect(codigo).toBe(0);
  expect(out).toMatch(/^adm-001 {2}Ada Ruiz\nCódigo de activación: (\w{4}-){3}\w{4}\n/);
  expect(await personas('primera', '--nombre', 'Otra')).toMatchObject({
    codigo: 2,
    err: expect.stringContaining('prep personas codigo adm-001'),
  });
});

test('a file with errors loads nobody and says all of them; a right one prints its slips', async () => {
  const wrong = escribir('mal.csv', 'nombre,rol,centro\nX,jefe,C99\n');
  const refused = await personas('cargar', wrong, '--salida', join(carpeta, 'mal.pdf'));
  expect(refused.codigo).toBe(1);
  expect(refused.out.match(/línea 2, columna/g)).toHaveLength(3);
  expect(existsSync(join(carpeta, 'mal.pdf'))).toBe(false);

  const right = escribir('bien.csv', 'nombre;rol;centro\nEva Núñez;capturista;CCV\n');
  const salida = join(carpeta, 'talones.pdf');
  expect(await personas('cargar', right, '--salida', salida)).toMatchObject({ codigo: 0, err: '' });
  expect(readFileSync(salida).subarray(0, 5).toString()).toBe('%PDF-');
  // The slips of others are not written over.
  expect(await personas('cargar', right, '--salida', salida)).toMatchObject({
    codigo: 2,
    err: expect.stringContaining('ya existe'),
  });
  const { out } = await personas('lista');
  expect(out).toContain('cap-001  Capturista');
  expect(out).toContain('2 personas.');
});

test('the operation starts, answers, and closes in order when it is told', async () => {
  const child = spawn(
    join(RAIZ, 'prep'),
    ['servir', '--proceso', CARPETA_MINIMA, '--publicar', 'ahora', '--cada', '3600'],
    {
      env: { ...process.env, DATABASE_URL: undefined, PREP_DATOS: join(carpeta, 'datos') },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('corte 1 publicado')) {
      const address = /http:\/\/localhost:\d+/.exec(
        lines.find((each) => each.includes('La consola de')) ?? '',
      )?.[0];
      const [page, proceso, unknown] = await Promise.all(
        ['/', '/api/proceso', '/api/nada'].map((path) => fetch(`${address}${path}`)),
      );
      expect(page?.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(await page?.text()).toContain('<script type="module"');
      expect(await proceso?.json()).toMatchObject({ nombre: 'proceso-minimo' });
      expect(unknown?.status).toBe(404);
      child.kill('SIGTERM');
    }
  }
  expect(await ended).toBe(0);
  expect(lines).toContain(
    'Aviso: nadie de la administración ha activado su cuenta. Hágalo con su código en la consola.',
  );
  expect(lines.at(-1)).toBe('Todo quedó cerrado en orden.');
  // The database was stopped: it can be opened again at once.
  expect((await personas('lista')).codigo).toBe(0);
});
