import { describe, expect, it } from 'vitest';
import { type Advertencia, advertenciasDe, type Captado } from './advertencias.ts';
import type { Lecturas } from './consolidacion.ts';
import { camposDe } from './eleccion.ts';
import { CAMPOS, DIPUTACIONES, lecturas } from './pruebas/ejemplos.ts';

const VOTOS = CAMPOS.filter((campo) => !campo.startsWith('TOTAL_'));
/** Every vote is 10, and the totals say so. */
const SUMA = 10 * VOTOS.length;
const CUADRADA = lecturas(CAMPOS, 10, {
  TOTAL_PERSONAS_VOTARON: SUMA - 4,
  TOTAL_REP_PARTIDO_CI_VOTARON: 4,
  TOTAL_VOTOS_SACADOS: SUMA,
  TOTAL_VOTOS_ASENTADO: SUMA,
});

function warn(cambios: Lecturas, captado: Partial<Captado> = {}): readonly Advertencia[] {
  const { campos = CAMPOS } = captado;
  const dadas = Object.fromEntries(
    campos.map((campo) => [campo, cambios[campo] ?? CUADRADA[campo] ?? 'SIN DATO'] as const),
  );
  return advertenciasDe({ lecturas: dadas, campos, alcance: 'completa', limite: 600, ...captado });
}
const codes = (cambios: Lecturas, captado: Partial<Captado> = {}) =>
  warn(cambios, captado).map(({ codigo }) => codigo);

describe('an acta whose figures agree', () => {
  it('has no warning', () => {
    expect(warn({})).toEqual([]);
  });
});

describe('figures that do not agree', () => {
  it('A01: the votes do not add up to the total', () => {
    expect(warn({ TOTAL_VOTOS_ASENTADO: SUMA + 1 })).toEqual([
      {
        codigo: 'A01',
        mensaje: `Los votos suman ${SUMA} y el total dice ${SUMA + 1}.`,
        campos: [...VOTOS, 'TOTAL_VOTOS_ASENTADO'],
      },
    ]);
  });

  it('A03: nor to the votes taken out of the box; A04: nor do the people who voted', () => {
    expect(warn({ TOTAL_VOTOS_SACADOS: SUMA - 1 })).toEqual([
      {
        codigo: 'A03',
        mensaje: `Los votos suman ${SUMA} y los sacados de la urna son ${SUMA - 1}.`,
        campos: [...VOTOS, 'TOTAL_VOTOS_SACADOS'],
      },
      {
        codigo: 'A04',
        mensaje: `Votaron ${SUMA} entre personas y representantes, y los votos sacados de la urna son ${SUMA - 1}.`,
        campos: ['TOTAL_PERSONAS_VOTARON', 'TOTAL_REP_PARTIDO_CI_VOTARON', 'TOTAL_VOTOS_SACADOS'],
      },
    ]);
    expect(codes({ TOTAL_REP_PARTIDO_CI_VOTARON: 5 })).toEqual(['A04']);
  });

  it.each(['ILEGIBLE', 'SIN DATO'] as const)(
    'what has no number (%s) is compared with nothing',
    (lectura) => {
      expect(codes({ PAN: lectura })).toEqual([]);
      expect(codes({ TOTAL_VOTOS_ASENTADO: lectura })).toEqual([]);
      expect(codes({ TOTAL_PERSONAS_VOTARON: lectura })).toEqual([]);
      expect(codes({ TOTAL_VOTOS_SACADOS: lectura })).toEqual([]);
    },
  );

  it('zeros are numbers', () => {
    const ceros = Object.fromEntries(CAMPOS.map((campo) => [campo, 0]));
    expect(codes(ceros)).toEqual([]);
    expect(codes({ ...ceros, TOTAL_VOTOS_ASENTADO: 1 })).toEqual(['A01']);
  });

  it('where the acta has no representatives the people alone are compared; abroad, only the total', () => {
    const anticipado = camposDe(DIPUTACIONES, 'A', '001');
    expect(codes({ TOTAL_PERSONAS_VOTARON: SUMA }, { campos: anticipado })).toEqual([]);
    expect(codes({ TOTAL_PERSONAS_VOTARON: SUMA - 1 }, { campos: anticipado })).toEqual(['A04']);
    const extranjero = camposDe(DIPUTACIONES, 'M', '001');
    expect(codes({}, { campos: extranjero })).toEqual([]);
    expect(codes({ TOTAL_VOTOS_ASENTADO: 0 }, { campos: extranjero })).toEqual(['A01']);
  });

  it('when only some fields are asked no sum is compared', () => {
    const campos = ['PAN', 'TOTAL_VOTOS_ASENTADO'];
    expect(codes({ TOTAL_VOTOS_ASENTADO: 99 }, { campos, alcance: 'algunos_campos' })).toEqual([]);
  });
});

describe('the limit of the casilla', () => {
  it('A02: above it, not at it', () => {
    expect(codes({}, { limite: SUMA })).toEqual([]);
    expect(warn({ NULOS: 0 }, { limite: SUMA - 11 })).toMatchObject([
      { codigo: 'A01' },
      {
        codigo: 'A02',
        mensaje: `Los votos suman ${SUMA - 10} y en esta casilla no puede haber más de ${SUMA - 11}.`,
        campos: VOTOS.filter((campo) => campo !== 'NULOS'),
      },
      { codigo: 'A03' },
      { codigo: 'A06', campos: ['TOTAL_PERSONAS_VOTARON', 'TOTAL_VOTOS_SACADOS', 'TOTAL_VOTOS_ASENTADO'] },
    ]);
  });

  it('A06: a single field above it, whatever it is, also among some', () => {
    const campos = ['PAN', 'PRI'];
    expect(codes({ PAN: 600, PRI: 0 }, { campos, alcance: 'algunos_campos' })).toEqual([]);
    expect(warn({ PAN: 1601, PRI: 0 }, { campos, alcance: 'algunos_campos', limite: 1600 })).toEqual([
      {
        codigo: 'A02',
        mensaje: 'Los votos suman 1,601 y en esta casilla no puede haber más de 1,600.',
        campos: ['PAN'],
      },
      {
        codigo: 'A06',
        mensaje: 'Hay un número mayor que 1,600, lo más que puede haber en esta casilla.',
        campos: ['PAN'],
      },
    ]);
    expect(codes({ TOTAL_BOLETAS_SOBRANTES: 601 })).toEqual(['A06']);
  });

  it('an acta without a limit has neither', () => {
    expect(codes({ TOTAL_BOLETAS_SOBRANTES: 9999 }, { limite: null })).toEqual([]);
  });
});

describe('A05: nothing legible', () => {
  const nada = (lectura: 'ILEGIBLE' | 'SIN DATO') =>
    Object.fromEntries(VOTOS.map((campo) => [campo, lectura]));

  it('when no vote has a number, whatever the totals say', () => {
    expect(warn(nada('SIN DATO'))).toEqual([
      {
        codigo: 'A05',
        mensaje: 'Ningún voto quedó con número: todos están como ilegible o sin dato.',
        campos: VOTOS,
      },
    ]);
    expect(codes(nada('ILEGIBLE'), { limite: null })).toEqual(['A05']);
    expect(codes({ ...nada('ILEGIBLE'), NULOS: 0 })).toEqual([]);
  });

  it('not when only some fields are asked, nor when none of them is a vote', () => {
    const campos = ['PAN', 'PRI'];
    expect(codes({ PAN: 'ILEGIBLE', PRI: 'ILEGIBLE' }, { campos, alcance: 'algunos_campos' })).toEqual([]);
    expect(codes({}, { campos: ['TOTAL_VOTOS_ASENTADO'] })).toEqual([]);
  });
});

describe('what is not there yet', () => {
  it('a field without a reading is as if it was not there: half typed, nothing is compared', () => {
    expect(advertenciasDe({ lecturas: {}, campos: CAMPOS, alcance: 'completa', limite: 600 })).toEqual([]);
    const { PAN: _pan, ...resto } = CUADRADA;
    expect(advertenciasDe({ lecturas: resto, campos: CAMPOS, alcance: 'completa', limite: 600 })).toEqual([]);
  });
});
