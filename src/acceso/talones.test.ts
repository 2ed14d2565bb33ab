import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Talon } from './carga.ts';
import { createCodigo } from './secretos.ts';
import { printTalones } from './talones.ts';

const PROCESO = {
  instituto: { nombre: 'Instituto Electoral de Pruebas', siglas: 'IEP' },
  nombreLargo: 'Proceso mínimo para pruebas',
  tipo: 'simulacro',
  catd: [{ clave: 'C01', nombre: 'CATD La Loma', municipio: null }],
} as const;

const talonDe = (numero: number): Talon => ({
  clave: `cap-${numero}`,
  nombre: `Xóchitl Ñáñez ${'de la Cruz '.repeat(numero % 9)}`,
  rol: 'capturista',
  centro: numero % 2 === 0 ? 'CCV' : 'C01',
  codigo: createCodigo(randomBytes),
});

/** How many pages: the root of the tree of pages says it, in whichever stream it is. */
function pagesOf(pdf: Buffer): number {
  const texts = [pdf.toString('latin1')];
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue;
    try {
      texts.push(inflateSync(pdf.subarray(at + 7)).toString('latin1'));
    } catch {
      // not a deflated stream
    }
  }
  return Math.max(...texts.flatMap((text) => [...text.matchAll(/\/Count (\d+)/g)].map(([, n]) => Number(n))));
}

test('five slips go in each page, however long the names', async () => {
  const pdf = await printTalones(
    PROCESO,
    Array.from({ length: 12 }, (_, i) => talonDe(i)),
    'https://prep.example/',
  );
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pagesOf(pdf)).toBe(3);
});
