import { describe, expect, test } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { procesoLargo } from '../pruebas/sitio/proceso-largo.ts';
import { fuerzasDe } from './fuerzas.ts';

const proceso = await loadMinimo();
const largo = procesoLargo(proceso, 'simulacro');

describe('who runs', () => {
  test.each(proceso.elecciones.map((eleccion) => [eleccion.clave, eleccion] as const))(
    'in %s each has a letter of its own',
    (_, eleccion) => {
      const letras = fuerzasDe(proceso, eleccion).todas.map(({ letra }) => letra);
      expect(new Set(letras).size).toBe(letras.length);
      expect(letras.length).toBeGreaterThan(1);
    },
  );

  test('every candidatura of every territory is one of them', () => {
    for (const eleccion of [...proceso.elecciones, ...largo.elecciones]) {
      const fuerzas = fuerzasDe(largo.elecciones.includes(eleccion) ? largo : proceso, eleccion);
      for (const [registro, candidaturas] of eleccion.candidaturas) {
        for (const { clave } of candidaturas) {
          expect(fuerzas.todas).toContain(fuerzas.de(registro, clave));
        }
      }
    }
  });

  test('in an election of territories, the same parties are the same letter in all of them', () => {
    const ayun = proceso.elecciones.find(({ clave }) => clave === 'AYUN')!;
    const fuerzas = fuerzasDe(proceso, ayun);
    const bySiglas = Map.groupBy(fuerzas.todas, ({ siglas }) => siglas);
    for (const [siglas, same] of bySiglas) expect(same.length, siglas).toBe(1);
  });

  test('neighbours of the same colour have another pattern', () => {
    for (const eleccion of proceso.elecciones) {
      const clases = fuerzasDe(proceso, eleccion).todas.map(({ clase }) => clase);
      expect(new Set(clases).size).toBe(clases.length);
    }
  });

  test('a combination is called by its parties and an independent by its number', () => {
    const [eleccion] = largo.elecciones;
    const { rotulo, partidosDe } = fuerzasDe(largo, eleccion!);
    expect(rotulo('C_PAN_PRI')).toBe('PAN · PRI');
    expect(partidosDe('C_PAN_PRI').map(({ clave }) => clave)).toEqual(['PAN', 'PRI']);
    expect(rotulo('CAND_IND_3')).toBe('Independiente 3');
    expect(partidosDe('CAND_IND_3')).toEqual([]);
  });

  test('whoever does not run there is a bug, not a blank', () => {
    const [eleccion] = proceso.elecciones;
    expect(() => fuerzasDe(proceso, eleccion!).de('*', 'NADIE')).toThrow('NADIE');
  });
});
