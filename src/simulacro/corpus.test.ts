import { expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { readQr } from '../../pruebas/apoyo/qr.ts';
import { createDibujante } from '../papel/dibujo.ts';
import { type ActaDelCorpus, createCorpus } from './corpus.ts';

const proceso = await loadMinimo();

async function take(opciones: Parameters<typeof createCorpus>[1]): Promise<readonly ActaDelCorpus[]> {
  const taken: ActaDelCorpus[] = [];
  for await (const one of createCorpus(proceso, opciones)) taken.push(one);
  return taken;
}

test('each picture is of another acta, with its own name, and the same seed gives the same bytes', async () => {
  const one = await take({ semilla: 3, cuantas: 4 });
  expect(new Set(one.map(({ acta }) => acta.id)).size).toBe(4);
  expect(new Set(one.map(({ nombre }) => nombre)).size).toBe(4);
  expect(one.map(({ degradacion }) => degradacion.split('_')[0])).toEqual([
    ...['escaner', 'telefono', 'escaner', 'telefono'],
  ]);
  const [again] = await take({ semilla: 3, cuantas: 1 });
  expect(again!.archivo.equals(one[0]!.archivo)).toBe(true);
  const [other] = await take({ semilla: 4, cuantas: 1 });
  expect(other!.archivo.equals(one[0]!.archivo)).toBe(false);
});

test('the acta of each picture is the one whose QR is drawn on it', async () => {
  const [{ acta, codigo }] = (await take({ semilla: 3, cuantas: 1, niveles: ['escaner_150'] })) as [
    ActaDelCorpus,
  ];
  const read = await readQr(await createDibujante(proceso).gris(acta, 150));
  expect(read?.text).toBe(codigo);
});
