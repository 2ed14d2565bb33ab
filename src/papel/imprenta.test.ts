import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { widen } from '../../pruebas/apoyo/acta-ancha.ts';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { formatoDe } from './formato.ts';
import { type Encargo, type Impreso, imprimir } from './imprenta.ts';

const proceso = await loadMinimo();
const pliegos = [
  { archivo: 'A.pdf', actas: proceso.actas.slice(0, 2) },
  { archivo: 'B.pdf', actas: proceso.actas.slice(2, 3) },
];

function printIn(carpeta: string, other: Partial<Encargo> = {}) {
  const done: string[] = [];
  const result = imprimir({
    ...{ proceso, pliegos, carpeta, registro: 'actas.json', plumaDe: () => [], variante: '' },
    avisar: ({ archivo, hecho }) => void done.push(`${archivo} ${hecho}`),
    ...other,
  });
  return { result, done };
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'imprenta-'));

test('what is already printed stays; what was cut, or is asked otherwise, is printed again', () => {
  const carpeta = newFolder();
  const first = printIn(carpeta);
  expect(first.done).toEqual(['A.pdf impreso', 'B.pdf impreso']);
  expect(readFileSync(join(carpeta, 'A.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  const registro: Impreso[] = JSON.parse(readFileSync(join(carpeta, 'actas.json'), 'utf8'));
  expect(registro.map(({ archivo, actas }) => [archivo, actas])).toEqual([
    ['A.pdf', 2],
    ['B.pdf', 1],
  ]);
  expect(printIn(carpeta).done).toEqual(['A.pdf ya estaba', 'B.pdf ya estaba']);
  truncateSync(join(carpeta, 'B.pdf'), 100);
  expect(printIn(carpeta).done).toEqual(['A.pdf ya estaba', 'B.pdf impreso']);
  expect(printIn(carpeta, { variante: 'semilla 2' }).done).toEqual(['A.pdf impreso', 'B.pdf impreso']);
});

test('a file that it did not print is not written over', () => {
  const carpeta = newFolder();
  writeFileSync(join(carpeta, 'B.pdf'), 'de alguien');
  const { result, done } = printIn(carpeta);
  expect(result).toMatchObject({ ok: false, error: { codigo: 'ARCHIVO_AJENO' } });
  expect(done).toEqual([]);
  expect(readFileSync(join(carpeta, 'B.pdf'), 'utf8')).toBe('de alguien');
});

test('an acta with so many options that nobody could write in it is refused before printing any', () => {
  const wide = widen(proceso);
  const eleccion = wide.proceso.eleccionPorClave.get('GUB')!;
  const more = Array.from({ length: 12 }, (_, i) => ({ tipo: 'independiente', clave: `IND_${i}` }) as const);
  const opciones = [...eleccion.opciones, ...more];
  const [candidatura] = eleccion.candidaturas.get('*')!;
  const crowded = {
    ...wide.proceso,
    eleccionPorClave: new Map(wide.proceso.eleccionPorClave).set('GUB', {
      ...eleccion,
      opciones,
      candidaturas: new Map([['*', [{ ...candidatura!, opciones: opciones.map(({ clave }) => clave) }]]]),
    }),
  };
  const order = (one: ActaEsperada) => ({ pliegos: [{ archivo: 'A.pdf', actas: [one] }] });
  expect(printIn(newFolder(), { proceso: wide.proceso, ...order(wide.acta) }).result.ok).toBe(true);
  expect(formatoDe(crowded, wide.acta).renglones).toHaveLength(44);
  const { result, done } = printIn(newFolder(), { proceso: crowded, ...order(wide.acta) });
  expect(result).toMatchObject({ ok: false, error: { codigo: 'ACTA_NO_CABE' } });
  expect(done).toEqual([]);
});
