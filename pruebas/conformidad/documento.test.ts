/** The document for auditors names every code, variant and reason of the checker, with the same words. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VARIANTES } from '../../src/conformidad/cifras.ts';
import { type CodigoDefecto, DEFECTOS } from '../../src/conformidad/defectos.ts';
import { MOTIVOS_NO_RECALCULABLE } from '../../src/conformidad/renglones.ts';
import { RAIZ } from '../apoyo/disponible.ts';

const documento = readFileSync(join(RAIZ, 'docs', 'conformidad.md'), 'utf8');

it('has the table of defects', () => {
  const rows = documento.split('\n').filter((line) => /^\| [FERT]\d\d /.test(line));
  const expected = (Object.keys(DEFECTOS) as CodigoDefecto[]).map((codigo) => {
    const { severidad, titulo, fuente } = DEFECTOS[codigo];
    return `| ${codigo} | ${severidad} | ${titulo} | ${fuente} |`;
  });
  expect(rows).toEqual(expected);
});

it.each([...Object.keys(VARIANTES), ...Object.keys(MOTIVOS_NO_RECALCULABLE)])('names %s', (name) => {
  expect(documento).toContain(`| \`${name}\` |`);
});
