import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { camposDeTercera, camposDistintos, consolidate, type Lecturas, type Ronda } from './consolidacion.ts';
import type { Lectura } from './lectura.ts';

const CAMPOS = ['PAN', 'PRI', 'NULOS'];

function ronda(...capturas: readonly Lecturas[]): Ronda {
  return {
    motivo: 'inicial',
    campos: CAMPOS,
    capturas: capturas.map((lecturas, i) => ({ persona: `P${i}`, lecturas })),
  };
}

const captura = (PAN: Lectura, PRI: Lectura, NULOS: Lectura): Lecturas => ({ PAN, PRI, NULOS });

describe('blind double capture (Anexo 13)', () => {
  it('without captures, two people are missing, for every field', () => {
    expect(consolidate(ronda())).toEqual({ tipo: 'falta_captura', campos: CAMPOS, faltan: 2 });
  });

  it('after one, another person types every field', () => {
    expect(consolidate(ronda(captura(1, 2, 3)))).toEqual({
      tipo: 'falta_captura',
      campos: CAMPOS,
      faltan: 1,
    });
  });

  it('two equal captures stand', () => {
    expect(
      consolidate(ronda(captura(1, 'ILEGIBLE', 'SIN DATO'), captura(1, 'ILEGIBLE', 'SIN DATO'))),
    ).toEqual({
      tipo: 'consolidada',
      lecturas: captura(1, 'ILEGIBLE', 'SIN DATO'),
      tercera: [],
    });
  });

  it.each<[string, Lecturas, Lecturas, string[]]>([
    ['in one number', captura(1, 2, 3), captura(1, 7, 3), ['PRI']],
    ['in several, in the order of the acta', captura(1, 2, 3), captura(9, 2, 8), ['PAN', 'NULOS']],
    ['in all', captura(1, 2, 3), captura(4, 5, 6), CAMPOS],
    ['ILEGIBLE against a number', captura('ILEGIBLE', 2, 3), captura(1, 2, 3), ['PAN']],
    ['ILEGIBLE against SIN DATO', captura('ILEGIBLE', 2, 3), captura('SIN DATO', 2, 3), ['PAN']],
    ['SIN DATO is not zero', captura('SIN DATO', 2, 3), captura(0, 2, 3), ['PAN']],
  ])('two that differ need a third person only there: %s', (_name, a, b, campos) => {
    expect(consolidate(ronda(a, b))).toEqual({ tipo: 'falta_captura', campos, faltan: 1 });
    expect(camposDistintos(CAMPOS, a, b)).toEqual(campos);
    expect(camposDeTercera(ronda(a, b))).toEqual(campos);
  });

  it.each<[string, Lecturas, Lectura]>([
    ['the third agrees with the first', { PRI: 2 }, 2],
    ['the third agrees with the second', { PRI: 7 }, 7],
  ])('two equal of three win: %s', (_name, tercera, expected) => {
    expect(consolidate(ronda(captura(1, 2, 3), captura(1, 7, 3), tercera))).toEqual({
      tipo: 'consolidada',
      lecturas: captura(1, expected, 3),
      tercera: ['PRI'],
    });
  });

  it('each field is decided apart: one with the first, another with the second', () => {
    expect(consolidate(ronda(captura(1, 2, 3), captura(9, 2, 8), { PAN: 9, NULOS: 3 }))).toEqual({
      tipo: 'consolidada',
      lecturas: captura(9, 2, 3),
      tercera: ['PAN', 'NULOS'],
    });
  });

  it('ILEGIBLE wins when two people say it', () => {
    expect(
      consolidate(ronda(captura('ILEGIBLE', 2, 3), captura(1, 2, 3), { PAN: 'ILEGIBLE' })),
    ).toMatchObject({
      tipo: 'consolidada',
      lecturas: { PAN: 'ILEGIBLE' },
    });
  });

  it('three that differ are a conflict in that field; the others keep what was agreed', () => {
    expect(consolidate(ronda(captura(1, 2, 3), captura(9, 2, 8), { PAN: 5, NULOS: 8 }))).toEqual({
      tipo: 'conflicto',
      lecturas: { PRI: 2, NULOS: 8 },
      campos: ['PAN'],
    });
  });

  it('ILEGIBLE, SIN DATO and zero are three different readings: a conflict', () => {
    expect(
      consolidate(ronda(captura('ILEGIBLE', 2, 3), captura('SIN DATO', 2, 3), { PAN: 0 })),
    ).toMatchObject({
      tipo: 'conflicto',
      campos: ['PAN'],
    });
  });

  it('a conflict in every field keeps nothing', () => {
    expect(consolidate(ronda(captura(1, 2, 3), captura(4, 5, 6), captura(7, 8, 9)))).toEqual({
      tipo: 'conflicto',
      lecturas: {},
      campos: CAMPOS,
    });
  });

  it('no third person was needed while there are not two captures', () => {
    expect(camposDeTercera(ronda())).toEqual([]);
    expect(camposDeTercera(ronda(captura(1, 2, 3)))).toEqual([]);
  });
});

describe('whatever people type', () => {
  const lectura = fc.oneof(fc.nat({ max: 2 }), fc.constantFrom<Lectura>('ILEGIBLE', 'SIN DATO'));
  const completa = fc.record({ PAN: lectura, PRI: lectura, NULOS: lectura });
  const third = (a: Lecturas, b: Lecturas, c: Lecturas): Lecturas =>
    Object.fromEntries(camposDistintos(CAMPOS, a, b).map((campo) => [campo, c[campo] ?? 'SIN DATO']));

  it('the order of the first two captures does not matter', () => {
    fc.assert(
      fc.property(completa, completa, fc.option(completa), (a, b, c) => {
        const terceras = c === null ? [] : [third(a, b, c)];
        expect(consolidate(ronda(a, b, ...terceras))).toEqual(consolidate(ronda(b, a, ...terceras)));
      }),
    );
  });

  it('the third person types only the fields that differ, and never fewer', () => {
    fc.assert(
      fc.property(completa, completa, (a, b) => {
        const next = consolidate(ronda(a, b));
        const distintos = CAMPOS.filter((campo) => a[campo as keyof typeof a] !== b[campo as keyof typeof b]);
        if (distintos.length === 0) expect(next.tipo).toBe('consolidada');
        else expect(next).toEqual({ tipo: 'falta_captura', campos: distintos, faltan: 1 });
      }),
    );
  });

  it('every field ends agreed or in conflict, never both; what stands was typed by two people', () => {
    fc.assert(
      fc.property(completa, completa, completa, (a, b, c) => {
        const tercera = third(a, b, c);
        fc.pre(Object.keys(tercera).length > 0);
        const next = consolidate(ronda(a, b, tercera));
        if (next.tipo === 'falta_captura') throw new Error('a third capture was not enough');
        const conflicto = next.tipo === 'conflicto' ? next.campos : [];
        expect([...Object.keys(next.lecturas), ...conflicto].sort()).toEqual([...CAMPOS].sort());
        for (const [campo, agreed] of Object.entries(next.lecturas)) {
          const typed = [a, b, tercera].filter((lecturas: Lecturas) => lecturas[campo] === agreed);
          expect(typed.length).toBeGreaterThanOrEqual(2);
        }
        for (const campo of conflicto) {
          expect(new Set([a, b, tercera].map((lecturas: Lecturas) => lecturas[campo])).size).toBe(3);
        }
      }),
    );
  });
});
