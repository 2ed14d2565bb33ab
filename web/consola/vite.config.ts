/**
 * How the operators' application is built: hashed files, nothing inline, so that a strict Content-Security-Policy
 * serves it. Whoever builds gives the folder (`build.outDir`).
 */

import { join } from 'node:path';
import type { UserConfig } from 'vite';

const CARPETA = import.meta.dirname;

const configuracion: UserConfig = {
  root: CARPETA,
  base: '/',
  // Not `.env` nor another configuration of the machine: the same sources give the same files.
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  mode: 'production',
  define: { 'process.env.NODE_ENV': '"production"' },
  // The reader of codes: a worker that takes its own pieces.
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    outDir: join(CARPETA, '..', '..', 'salida', 'consola'),
    emptyOutDir: true,
    target: 'es2024',
    // Those that know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // The big display is a page of its own, without the operators' screens.
      input: [join(CARPETA, 'index.html'), join(CARPETA, 'pantalla.html')],
      onwarn(warning, show) {
        // Marks for servers that render React; here everything runs in the browser.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning);
      },
    },
  },
};

export default configuracion;
