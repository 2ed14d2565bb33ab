import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addActaToSuma,
  addSuma,
  addVotosPorPartido,
  columnasDeVotos,
  divideCombinacion,
  emptySuma,
  type Suma,
  votosPorCandidatura,
  votosPorPartido,
} from './computo.ts';
import { contabilizacion, OBSERVACIONES, type Observacion } from './contabilizacion.ts';
import type { Eleccion } from './eleccion.ts';
import { opcionesDe } from './eleccion.ts';
import type { Lectura } from './lectura.ts';
import { DIPUTACIONES, GUBERNATURA } from './pruebas/ejemplos.ts';

const COLUMNAS = columnasDeVotos(DIPUTACIONES);

/** Votes by column name; zero in the rest. */
function votos(por: Record<string, number>): number[] {
  return COLUMNAS.map((columna) => por[columna] ?? 0);
}

type ActaDeSuma = Parameters<typeof addActaToSuma>[1];

function acta(
  observacion: Observacion | null,
  lecturas: readonly (Lectura | null)[],
  principio: 'MR' | 'RP' = 'MR',
) {
  return {
    tipoCasilla: principio === 'RP' ? 'S' : 'B',
    listaNominal: 600,
    contabilizacion: observacion === null ? null : contabilizacion(observacion, 100),
    principio,
    votos: lecturas,
  } as const;
}

function sumaDe(actas: readonly ActaDeSuma[]): Suma {
  const suma = emptySuma(COLUMNAS.length);
  for (const cada of actas) addActaToSuma(suma, cada);
  return suma;
}

describe('columns of votes', () => {
  it('every option of the election in printed order, no registradas, nulos', () => {
    expect(COLUMNAS).toEqual([
      'PAN',
      'PRI',
      'PRD',
      'MORENA',
      'MC',
      'C_PAN_PRI_PRD',
      'C_PAN_PRI',
      'C_PAN_PRD',
      'C_PRI_PRD',
      'CAND_IND_1',
      'NO_REGISTRADAS',
      'NULOS',
    ]);
  });
});

describe('sum of actas', () => {
  const lecturas: (Lectura | null)[] = COLUMNAS.map((_, i) => i);
  lecturas[1] = 'ILEGIBLE';
  lecturas[2] = 'SIN DATO';
  lecturas[4] = null;
  const expected = [0, 0, 0, 3, 0, 5, 6, 7, 8, 9, 10, 11];

  it('ILEGIBLE, SIN DATO and what does not run add zero', () => {
    const suma = sumaDe([acta('algun_campo', lecturas)]);
    expect(suma.votos).toEqual(expected);
    expect(suma.votosRp).toEqual(COLUMNAS.map(() => 0));
    expect(suma.avance).toMatchObject({ esperadas: 1, contabilizadas: 1, inconsistentes: 1, votos: 100 });
  });

  it.each(['ninguna', 'algun_campo'] as const)('%s adds votes', (observacion) => {
    const uno = acta(observacion, lecturas);
    expect(sumaDe([uno, uno]).votos).toEqual(expected.map((n) => 2 * n));
  });

  it.each(['excede', 'todos', 'sin_acta', 'fuera_de_catalogo', null] as const)(
    '%s adds no votes',
    (observacion) => {
      const suma = sumaDe([acta(observacion, lecturas)]);
      expect(suma.votos).toEqual(COLUMNAS.map(() => 0));
      expect(suma.avance.esperadas + suma.avance.fueraDeCatalogo).toBe(1);
    },
  );

  it('RP actas of especiales count as actas and in totals, and their votes are kept apart', () => {
    const suma = sumaDe([
      acta('ninguna', lecturas, 'RP'),
      acta(
        'ninguna',
        COLUMNAS.map(() => 1),
      ),
    ]);
    expect(suma.votosRp).toEqual(expected);
    expect(suma.votos).toEqual(COLUMNAS.map(() => 1));
    expect(suma.avance).toMatchObject({ contabilizadas: 2, votos: 200, votosEspeciales: 100 });
  });

  it('fewer readings than columns add zero in the rest', () => {
    expect(sumaDe([acta('ninguna', [7])]).votos).toEqual(votos({ PAN: 7 }));
  });

  const lectura = fc.oneof(
    fc.nat({ max: 300 }),
    fc.constantFrom('ILEGIBLE' as const, 'SIN DATO' as const, null),
  );
  const cualquiera = fc
    .tuple(
      fc.option(fc.constantFrom(...(Object.keys(OBSERVACIONES) as Observacion[]))),
      fc.array(lectura, { minLength: COLUMNAS.length, maxLength: COLUMNAS.length }),
      fc.constantFrom('MR' as const, 'RP' as const),
    )
    .map(([observacion, lista, principio]) => acta(observacion, lista, principio));

  it('any level equals the sum of its parts, in whatever order and partition', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cualquiera, fc.nat({ max: 4 }))), (lista) => {
        const sum = emptySuma(COLUMNAS.length);
        for (const seccion of [3, 1, 4, 0, 2]) {
          addSuma(
            sum,
            sumaDe(
              lista
                .filter(([, s]) => s === seccion)
                .map(([uno]) => uno)
                .reverse(),
            ),
          );
        }
        expect(sum).toEqual(sumaDe(lista.map(([uno]) => uno)));
      }),
    );
  });
});

describe('votes by candidatura: its parties plus all their combinations', () => {
  const suma = votos({
    PAN: 1000,
    PRI: 200,
    PRD: 30,
    MORENA: 5000,
    MC: 400,
    C_PAN_PRI_PRD: 4,
    C_PAN_PRI: 3,
    C_PAN_PRD: 2,
    C_PRI_PRD: 1,
    CAND_IND_1: 77,
    NO_REGISTRADAS: 9,
    NULOS: 90,
  });
  const por = (eleccion: Eleccion, territorio: string) =>
    votosPorCandidatura(eleccion, territorio, suma).map((fila) => [fila.candidatura.clave, fila.votos]);

  it('a coalition in full', () => {
    expect(por(DIPUTACIONES, '001')).toEqual([
      ['COALICION', 1240],
      ['MORENA', 5000],
      ['MC', 400],
    ]);
  });

  it('a partial one: who is left out runs alone', () => {
    expect(por(DIPUTACIONES, '002')).toEqual([
      ['PAN_PRI', 1203],
      ['PRD', 30],
      ['MORENA', 5000],
      ['CAND_IND_1', 77],
    ]);
  });

  it('statewide, whatever the territory', () => {
    expect(por(GUBERNATURA, '002')).toEqual(por(DIPUTACIONES, '001'));
  });

  it('an option that the election lacks is a bug', () => {
    const rota: Eleccion = {
      ...DIPUTACIONES,
      candidaturas: new Map([['001', [{ clave: 'X', propietaria: '', suplente: '', opciones: ['X'] }]]]),
    };
    expect(() => votosPorCandidatura(rota, '001', suma)).toThrow('option that the election does not have: X');
  });
});

describe('division of the votes of a combination: equal parts, the remainder to those with most own votes', () => {
  it.each<[string, number, number[], number[]]>([
    ['exact', 9, [5, 50, 500], [3, 3, 3]],
    ['one left over goes to the member with most own votes', 10, [5, 500, 50], [3, 4, 3]],
    ['two left over go to the two with most', 11, [5, 500, 50], [3, 4, 4]],
    ['fewer votes than members', 1, [5, 500, 50], [0, 1, 0]],
    ['no votes', 0, [5, 500, 50], [0, 0, 0]],
    ['ties go in the order of the acta', 10, [7, 7, 7], [4, 3, 3]],
    ['a tie of the last two', 11, [7, 9, 7], [4, 4, 3]],
    ['two members', 7, [1, 2], [3, 4]],
    ['one member takes all', 7, [0], [7]],
  ])('%s: %i among %j', (_name, total, propios, expected) => {
    expect(divideCombinacion(total, propios)).toEqual(expected);
  });

  it('a combination without members is a bug', () => {
    expect(() => divideCombinacion(3, [])).toThrow(new RangeError('a combination without members'));
  });

  it('adds up and is fair: parts differ by one at most and the larger go to those with most own votes', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000 }),
        fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 }),
        (total, propios) => {
          const partes = divideCombinacion(total, propios);
          expect(partes.reduce((a, b) => a + b, 0)).toBe(total);
          expect(Math.max(...partes) - Math.min(...partes)).toBeLessThanOrEqual(1);
          for (const [i, parte] of partes.entries()) {
            for (const [j, otra] of partes.entries()) {
              if (parte > otra) {
                expect((propios[i] ?? 0) > (propios[j] ?? 0) || (propios[i] === propios[j] && i < j)).toBe(
                  true,
                );
              }
            }
          }
        },
      ),
    );
  });
});

describe('votes by party in a territory: combinations divided over the whole of it (Quintana Roo 2019)', () => {
  it('each combination is divided among its own members', () => {
    const suma = votos({
      PAN: 1000,
      PRI: 200,
      PRD: 300,
      MORENA: 5000,
      MC: 400,
      C_PAN_PRI_PRD: 11,
      C_PAN_PRI: 3,
      C_PAN_PRD: 5,
      C_PRI_PRD: 7,
      CAND_IND_1: 77,
    });
    expect(votosPorPartido(DIPUTACIONES, '001', suma)).toEqual([
      { clave: 'PAN', propios: 1000, coalicion: 4 + 2 + 3 },
      { clave: 'PRI', propios: 200, coalicion: 3 + 1 + 3 },
      { clave: 'PRD', propios: 300, coalicion: 4 + 2 + 4 },
      { clave: 'MORENA', propios: 5000, coalicion: 0 },
      { clave: 'MC', propios: 400, coalicion: 0 },
    ]);
  });

  it('only the options that run there, independents among them', () => {
    const suma = votos({ PAN: 10, PRI: 20, PRD: 30, C_PAN_PRI: 5, C_PRI_PRD: 9, CAND_IND_1: 77 });
    expect(votosPorPartido(DIPUTACIONES, '002', suma)).toEqual([
      { clave: 'PAN', propios: 10, coalicion: 2 },
      { clave: 'PRI', propios: 20, coalicion: 3 },
      { clave: 'PRD', propios: 30, coalicion: 0 },
      { clave: 'MORENA', propios: 0, coalicion: 0 },
      { clave: 'CAND_IND_1', propios: 77, coalicion: 0 },
    ]);
  });

  it('division is not additive: per casilla it would give another result', () => {
    const una = votos({ PAN: 10, PRI: 5, C_PAN_PRI: 1 });
    const otra = votos({ PAN: 5, PRI: 40, C_PAN_PRI: 2 });
    const junta = votosPorPartido(
      DIPUTACIONES,
      '002',
      una.map((n, i) => n + (otra[i] ?? 0)),
    );
    expect(junta[0]).toEqual({ clave: 'PAN', propios: 15, coalicion: 1 });
    expect(junta[1]).toEqual({ clave: 'PRI', propios: 45, coalicion: 2 });
    const apart = [una, otra].map((suma) => votosPorPartido(DIPUTACIONES, '002', suma)[0]?.coalicion ?? 0);
    expect(apart).toEqual([1, 1]);
  });

  it('a member without a box of its own there keeps its part (candidatura común under one emblem)', () => {
    const comun: Eleccion = {
      ...DIPUTACIONES,
      candidaturas: new Map([
        ['001', [{ clave: 'X', propietaria: '', suplente: '', opciones: ['PRI', 'C_PAN_PRI'] }]],
      ]),
    };
    expect(votosPorPartido(comun, '001', votos({ PAN: 999, PRI: 20, C_PAN_PRI: 5 }))).toEqual([
      { clave: 'PRI', propios: 20, coalicion: 3 },
      { clave: 'PAN', propios: 0, coalicion: 2 },
    ]);
  });

  it('no vote is lost nor made: parties add up to their options', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5000 }), { minLength: COLUMNAS.length, maxLength: COLUMNAS.length }),
        fc.constantFrom('001', '002'),
        (suma, territorio) => {
          const partidos = votosPorPartido(DIPUTACIONES, territorio, suma);
          const total = partidos.reduce((a, { propios, coalicion }) => a + propios + coalicion, 0);
          const opciones = opcionesDe(DIPUTACIONES, territorio).map(
            ({ clave }) => suma[COLUMNAS.indexOf(clave)] ?? 0,
          );
          expect(total).toBe(opciones.reduce((a, b) => a + b, 0));
          const candidaturas = votosPorCandidatura(DIPUTACIONES, territorio, suma);
          expect(total).toBe(candidaturas.reduce((a, fila) => a + fila.votos, 0));
        },
      ),
    );
  });
});

describe('votes by party of several territories', () => {
  it('add up in the order of the election, whatever runs in each', () => {
    const una = votosPorPartido(DIPUTACIONES, '001', votos({ PAN: 10, PRI: 20, MC: 5, C_PAN_PRI_PRD: 4 }));
    const otra = votosPorPartido(DIPUTACIONES, '002', votos({ PAN: 1, CAND_IND_1: 8, C_PAN_PRI: 3 }));
    const expected = [
      { clave: 'PAN', propios: 11, coalicion: 3 },
      { clave: 'PRI', propios: 20, coalicion: 3 },
      { clave: 'PRD', propios: 0, coalicion: 1 },
      { clave: 'MORENA', propios: 0, coalicion: 0 },
      { clave: 'MC', propios: 5, coalicion: 0 },
      { clave: 'CAND_IND_1', propios: 8, coalicion: 0 },
    ];
    expect(addVotosPorPartido(DIPUTACIONES, [una, otra])).toEqual(expected);
    expect(addVotosPorPartido(DIPUTACIONES, [otra, una])).toEqual(expected);
  });

  it('of none are zero', () => {
    for (const { propios, coalicion } of addVotosPorPartido(DIPUTACIONES, []))
      expect(propios + coalicion).toBe(0);
  });

  it('a party that the election lacks is a bug', () => {
    expect(() => addVotosPorPartido(DIPUTACIONES, [[{ clave: 'X', propios: 1, coalicion: 0 }]])).toThrow(
      'party that the election does not have: X',
    );
  });
});
