import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TipoCasilla } from './casilla.ts';
import { TIPOS_CASILLA } from './casilla.ts';
import { contabilizacion, OBSERVACIONES, type Observacion } from './contabilizacion.ts';
import { type ActaEnCorte, addActa, addAvance, CIFRAS, computeEncabezado, emptyAvance } from './corte.ts';

const DEFECTO = { participacion: 'sin_especiales_hasta_el_ultimo', inconsistencias: 'todas' } as const;

function acta(
  tipoCasilla: TipoCasilla | null,
  observacion: Observacion | null,
  votos = 0,
  listaNominal = 600,
): ActaEnCorte {
  return {
    tipoCasilla,
    listaNominal: tipoCasilla === 'S' ? 0 : listaNominal,
    contabilizacion: observacion === null ? null : contabilizacion(observacion, votos),
  };
}

function avanceDe(actas: readonly ActaEnCorte[]) {
  const avance = emptyAvance();
  for (const cada of actas) addActa(avance, cada);
  return avance;
}

/** One acta of every fate, and especiales and modalities among the counted. */
const NOCHE = [
  acta('B', 'ninguna', 300),
  acta('C', 'algun_campo', 250),
  acta('S', 'ninguna', 400),
  acta('A', 'ninguna', 7, 9),
  acta('P', 'ninguna', 30, 40),
  acta('M', 'ninguna', 900, 1000),
  acta('B', 'excede', 700),
  acta('E', 'todos'),
  acta('B', 'sin_acta'),
  acta('B', null),
  acta('C', null),
  acta(null, 'fuera_de_catalogo', 150, 0),
];

describe('the thirteen figures of a corte (LEEME 3–15)', () => {
  it('by default, in a corte of the night', () => {
    expect(computeEncabezado(avanceDe(NOCHE), 'intermedio', DEFECTO)).toEqual({
      ACTAS_ESPERADAS: 11,
      ACTAS_REGISTRADAS: 10,
      ACTAS_FUERA_CATALOGO: 1,
      ACTAS_CAPTURADAS: 9,
      PORCENTAJE_ACTAS_CAPTURADAS: '81.8181',
      ACTAS_CONTABILIZADAS: 6,
      PORCENTAJE_ACTAS_CONTABILIZADAS: '54.5454',
      PORCENTAJE_ACTAS_INCONSISTENCIAS: '27.2727',
      ACTAS_NO_CONTABILIZADAS: 3,
      LISTA_NOMINAL_ACTAS_CONTABILIZADAS: 2249,
      TOTAL_VOTOS_C_CS: 1887,
      TOTAL_VOTOS_S_CS: 1487,
      PORCENTAJE_PARTICIPACION_CIUDADANA: '66.1182',
    });
  });

  it.each([
    ['intermedio', 'sin_especiales_hasta_el_ultimo', '66.1182'],
    ['ultimo', 'sin_especiales_hasta_el_ultimo', '83.9039'],
    ['intermedio', 'con_especiales_siempre', '83.9039'],
    ['ultimo', 'con_especiales_siempre', '83.9039'],
  ] as const)('participation in a corte %s, %s (LEEME 15)', (momento, participacion, expected) => {
    const encabezado = computeEncabezado(avanceDe(NOCHE), momento, { ...DEFECTO, participacion });
    expect(encabezado.PORCENTAJE_PARTICIPACION_CIUDADANA).toBe(expected);
    expect(encabezado).toEqual({
      ...computeEncabezado(avanceDe(NOCHE), 'intermedio', DEFECTO),
      PORCENTAJE_PARTICIPACION_CIUDADANA: expected,
    });
  });

  it.each([
    ['todas', '27.2727'],
    ['solo_no_contabilizadas', '18.1818'],
  ] as const)('inconsistencies: %s (LEEME 10; Campeche 2021)', (inconsistencias, expected) => {
    const { PORCENTAJE_ACTAS_INCONSISTENCIAS: porcentaje } = computeEncabezado(
      avanceDe(NOCHE),
      'intermedio',
      {
        ...DEFECTO,
        inconsistencias,
      },
    );
    expect(porcentaje).toBe(expected);
  });

  it('an empty database: all expected, the rest zero (base de datos en ceros)', () => {
    expect(computeEncabezado(avanceDe([acta('B', null), acta('S', null)]), 'intermedio', DEFECTO)).toEqual({
      ACTAS_ESPERADAS: 2,
      ACTAS_REGISTRADAS: 0,
      ACTAS_FUERA_CATALOGO: 0,
      ACTAS_CAPTURADAS: 0,
      PORCENTAJE_ACTAS_CAPTURADAS: '0.0000',
      ACTAS_CONTABILIZADAS: 0,
      PORCENTAJE_ACTAS_CONTABILIZADAS: '0.0000',
      PORCENTAJE_ACTAS_INCONSISTENCIAS: '0.0000',
      ACTAS_NO_CONTABILIZADAS: 0,
      LISTA_NOMINAL_ACTAS_CONTABILIZADAS: 0,
      TOTAL_VOTOS_C_CS: 0,
      TOTAL_VOTOS_S_CS: 0,
      PORCENTAJE_PARTICIPACION_CIUDADANA: '0.0000',
    });
  });

  it('published: Quintana Roo 2019, last corte', () => {
    const avance = {
      ...emptyAvance(),
      esperadas: 2136,
      contabilizadas: 2031,
      noContabilizadas: 105,
      inconsistentes: 492,
      listaNominal: 1_187_254,
      votos: 263_005,
      votosEspeciales: 407,
    };
    expect(Object.values(computeEncabezado(avance, 'ultimo', DEFECTO))).toEqual([
      2136,
      2136,
      0,
      2136,
      '100.0000',
      2031,
      '95.0842',
      '23.0337',
      105,
      1_187_254,
      263_005,
      262_598,
      '22.1523',
    ]);
  });

  it('go in their published order', () => {
    expect(Object.keys(computeEncabezado(emptyAvance(), 'ultimo', DEFECTO))).toEqual(CIFRAS);
  });
});

describe('what each acta adds', () => {
  const alone = (uno: ActaEnCorte) => computeEncabezado(avanceDe([uno]), 'intermedio', DEFECTO);

  it('SIN ACTA is captured and not counted, and is no inconsistency (LEEME 6, 10, 11)', () => {
    expect(alone(acta('B', 'sin_acta'))).toMatchObject({
      ACTAS_ESPERADAS: 1,
      ACTAS_REGISTRADAS: 1,
      ACTAS_CAPTURADAS: 1,
      ACTAS_CONTABILIZADAS: 0,
      ACTAS_NO_CONTABILIZADAS: 1,
      PORCENTAJE_ACTAS_INCONSISTENCIAS: '0.0000',
      LISTA_NOMINAL_ACTAS_CONTABILIZADAS: 0,
      TOTAL_VOTOS_C_CS: 0,
    });
  });

  it('fuera de catálogo is registered, outside the expected universe (LEEME 4, 5, 6, 11)', () => {
    expect(alone(acta(null, 'fuera_de_catalogo', 150))).toMatchObject({
      ACTAS_ESPERADAS: 0,
      ACTAS_REGISTRADAS: 1,
      ACTAS_FUERA_CATALOGO: 1,
      ACTAS_CAPTURADAS: 0,
      ACTAS_CONTABILIZADAS: 0,
      ACTAS_NO_CONTABILIZADAS: 0,
      PORCENTAJE_ACTAS_INCONSISTENCIAS: '0.0000',
      LISTA_NOMINAL_ACTAS_CONTABILIZADAS: 0,
      TOTAL_VOTOS_C_CS: 0,
    });
  });

  it.each(['excede', 'todos'] as const)(
    '%s adds neither votes nor lista nominal, and is an inconsistency',
    (observacion) => {
      expect(alone(acta('B', observacion, 700))).toMatchObject({
        ACTAS_CAPTURADAS: 1,
        ACTAS_NO_CONTABILIZADAS: 1,
        PORCENTAJE_ACTAS_INCONSISTENCIAS: '100.0000',
        LISTA_NOMINAL_ACTAS_CONTABILIZADAS: 0,
        TOTAL_VOTOS_C_CS: 0,
        TOTAL_VOTOS_S_CS: 0,
      });
    },
  );

  it.each(['B', 'C', 'E', 'A', 'P', 'V', 'M'] as const)(
    'votes of %s are in both totals (LEEME 13, 14)',
    (tipo) => {
      expect(alone(acta(tipo, 'ninguna', 50))).toMatchObject({ TOTAL_VOTOS_C_CS: 50, TOTAL_VOTOS_S_CS: 50 });
    },
  );

  it('votes of S are only in the total with especiales (LEEME 13, 14)', () => {
    expect(alone(acta('S', 'ninguna', 50))).toMatchObject({ TOTAL_VOTOS_C_CS: 50, TOTAL_VOTOS_S_CS: 0 });
  });
});

describe('the whole is the sum of its parts', () => {
  const cualquiera = fc
    .tuple(
      fc.constantFrom(...TIPOS_CASILLA),
      fc.option(fc.constantFrom(...(Object.keys(OBSERVACIONES) as Observacion[]))),
      fc.nat({ max: 700 }),
    )
    .map(([tipo, observacion, votos]) => acta(tipo, observacion, votos));

  it('in whatever order and partition', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cualquiera, fc.nat({ max: 3 }))), (lista) => {
        const whole = avanceDe(lista.map(([uno]) => uno));
        const sum = emptyAvance();
        for (const part of [2, 0, 3, 1]) {
          addAvance(
            sum,
            avanceDe(
              lista
                .filter(([, parte]) => parte === part)
                .map(([uno]) => uno)
                .reverse(),
            ),
          );
        }
        expect(sum).toEqual(whole);
      }),
    );
  });

  it('every acta is in one place: figures add up', () => {
    fc.assert(
      fc.property(
        fc.array(cualquiera),
        fc.constantFrom('intermedio' as const, 'ultimo' as const),
        (actas, momento) => {
          const e = computeEncabezado(avanceDe(actas), momento, DEFECTO);
          const pendientes = actas.filter((uno) => uno.contabilizacion === null).length;
          expect(e.ACTAS_REGISTRADAS + pendientes).toBe(actas.length);
          expect(e.ACTAS_REGISTRADAS).toBe(e.ACTAS_CAPTURADAS + e.ACTAS_FUERA_CATALOGO);
          expect(e.ACTAS_CAPTURADAS).toBe(e.ACTAS_CONTABILIZADAS + e.ACTAS_NO_CONTABILIZADAS);
          expect(e.ACTAS_ESPERADAS).toBe(e.ACTAS_CAPTURADAS + pendientes);
          expect(e.TOTAL_VOTOS_S_CS).toBeLessThanOrEqual(e.TOTAL_VOTOS_C_CS);
        },
      ),
    );
  });
});
