/** How the page of the station is built. Whoever builds gives the folder (`build.outDir`). */

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
  oxc: { jsx: { runtime: 'automatic', development: false } },
  build: {
    outDir: join(CARPETA, '..', '..', 'salida', 'estacion'),
    emptyOutDir: true,
    target: 'es2024',
    // Those that know light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: join(CARPETA, 'index.html'),
      onwarn(warning, show) {
        // Marks for servers that render React; here everything runs in the browser.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning);
      },
    },
  },
};

export default configuracion;
