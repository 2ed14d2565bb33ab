/** How the page of the station is built. Whoever builds gives the folder (`build.outDir`). */

import { join } from 'node:path';
import type { UserConfig } from 'vite';
import { CONSTRUCCION, SALIDA, sinMarcasDeServidor } from '../comun/construccion.ts';

const CARPETA = import.meta.dirname;

const configuracion: UserConfig = {
  ...CONSTRUCCION,
  root: CARPETA,
  base: '/',
  build: {
    ...SALIDA,
    outDir: join(CARPETA, '..', '..', 'salida', 'estacion'),
    emptyOutDir: true,
    target: 'es2024',
    rolldownOptions: {
      input: join(CARPETA, 'index.html'),
      onwarn: sinMarcasDeServidor,
    },
  },
};

export default configuracion;
