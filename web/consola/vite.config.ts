/**
 * How the operators' application is built. Whoever builds gives the folder (`build.outDir`).
 */

import { join } from 'node:path';
import type { UserConfig } from 'vite';
import { CONSTRUCCION, SALIDA, sinMarcasDeServidor } from '../comun/construccion.ts';

const CARPETA = import.meta.dirname;

const configuracion: UserConfig = {
  ...CONSTRUCCION,
  root: CARPETA,
  base: '/',
  // The reader of codes: a worker that takes its own pieces.
  worker: { format: 'es' },
  build: {
    ...SALIDA,
    outDir: join(CARPETA, '..', '..', 'salida', 'consola'),
    emptyOutDir: true,
    target: 'es2024',
    rolldownOptions: {
      // The big display is a page of its own, without the operators' screens.
      input: [join(CARPETA, 'index.html'), join(CARPETA, 'pantalla.html')],
      onwarn: sinMarcasDeServidor,
    },
  },
};

export default configuracion;
