import { expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { parseClaveActa } from '../dominio/clave.ts';
import { createAjenas } from './ajenas.ts';

test('no approved casilla has them, each can be told apart, and their claves can be read', async () => {
  const proceso = await loadMinimo();
  const approved = new Set<string>(proceso.actas.map(({ clave }) => clave));
  for (let semilla = 1; semilla <= 50; semilla += 1) {
    const ajenas = createAjenas(proceso, semilla);
    expect(ajenas.map(({ eleccion }) => eleccion)).toEqual(['GUB', 'DIP_LOC', 'AYUN']);
    expect(new Set(ajenas.map((one) => `${one.eleccion} ${one.identificacion}`)).size).toBe(ajenas.length);
    for (const { identificacion, acopio, escaneo } of ajenas) {
      expect(parseClaveActa(identificacion).ok).toBe(true);
      expect(approved.has(identificacion)).toBe(false);
      expect(escaneo).toBeGreaterThan(acopio);
    }
  }
  expect(createAjenas(proceso, 3)).toEqual(createAjenas(proceso, 3));
});
