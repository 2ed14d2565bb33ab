import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { formatPermisos } from './pagina-de-permisos.ts';
import { PERMISOS, type Permiso, puede } from './permisos.ts';

test('docs/permisos.md is what the table generates: ./prep permisos > docs/permisos.md', () => {
  expect(readFileSync(join(RAIZ, 'docs', 'permisos.md'), 'utf8')).toBe(formatPermisos());
});

test('the administration has no power over results', () => {
  const powers = (Object.keys(PERMISOS) as Permiso[]).filter((permiso) => puede('administrador', permiso));
  const overActas =
    /^(captura|verificacion|conflicto|identificacion|cotejo|actas|imagenes|tablero|pantalla):/;
  expect(powers.filter((permiso) => overActas.test(permiso))).toEqual([]);
});

test('who only looks changes nothing', () => {
  const verbs = new Set(['ver', 'ver_capturas', 'ver_personas']);
  for (const rol of ['auditor', 'consejeria', 'representacion', 'difusor'] as const) {
    const powers = (Object.keys(PERMISOS) as Permiso[]).filter((permiso) => puede(rol, permiso));
    expect(powers.filter((permiso) => !verbs.has(permiso.split(':')[1] ?? ''))).toEqual([]);
  }
});
