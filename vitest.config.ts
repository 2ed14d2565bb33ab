import { defineConfig } from 'vitest/config';

/**
 * Whole nights of real databases and in a browser, servers killed over and over, every page of the site, every state
 * of the phone, every screen of planeación: half a minute or more each.
 * They have a command of their own, `npm run test:largas`.
 */
export const LARGAS = [
  'pruebas/reproduccion.test.ts',
  'pruebas/bitacora/muertes.test.ts',
  'pruebas/catd/noche-larga.test.ts',
  'pruebas/ccv/noche.test.ts',
  'pruebas/mala-entrada.test.ts',
  'pruebas/publicacion-sin-base.test.ts',
  'pruebas/simulacro/interrumpida.test.ts',
  'pruebas/sitio/*.test.ts',
  'web/casilla/casilla.test.ts',
  'web/casilla/muerte.test.ts',
  'web/consola/planeacion/planeacion.test.ts',
];

export const COMUN = {
  environment: 'node',
  // In CI every test is named, so that a skipped one says what was missing.
  reporters: process.env.CI ? ['verbose'] : ['default'],
  // Some tests start PostgreSQL or a browser on a machine with two cores.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: true,
  // More than half of what they take is waiting: for a page, a disk, a process that ends.
  maxWorkers: 4,
  // A condition that comes is not late because the machine is busy.
  expect: { poll: { timeout: 15_000 } },
};

/** Those beside each source file and those that cross rooms. */
export default defineConfig({
  test: {
    ...COMUN,
    include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'pruebas/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...LARGAS],
  },
});
