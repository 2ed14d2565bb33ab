/**
 * What is the same in the three applications when they are built: hashed files, nothing inline, so that a strict
 * Content-Security-Policy serves them; and nothing taken from the machine, so that the same sources give the same files.
 */

import type { UserConfig } from 'vite';

export const CONSTRUCCION = {
  // Not `.env` nor another configuration of the machine.
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  mode: 'production',
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { runtime: 'automatic', development: false } },
} as const satisfies UserConfig;

export const SALIDA = {
  // Those that know light-dark().
  cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  reportCompressedSize: false,
} satisfies UserConfig['build'];

type AlAdvertir = NonNullable<NonNullable<NonNullable<UserConfig['build']>['rolldownOptions']>['onwarn']>;

/** Leaves out the marks for servers that render React: here everything runs in the browser. */
export const sinMarcasDeServidor: AlAdvertir = (warning, show) => {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning);
};
