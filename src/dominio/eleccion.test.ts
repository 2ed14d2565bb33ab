import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIPOS_CASILLA } from './casilla.ts';
import {
  CAMPOS_GENERALES,
  camposDe,
  camposDeVotos,
  camposGenerales,
  candidaturasDe,
  combinaciones,
  opcionesDe,
  territorioDeRegistro,
} from './eleccion.ts';
import { DIPUTACIONES, GUBERNATURA } from './pruebas/ejemplos.ts';

const claves = (territorio: string) => opcionesDe(DIPUTACIONES, territorio).map((opcion) => opcion.clave);

describe('options of a territory: coalitions are often partial', () => {
  it('a coalition registered in full has its parties and all its combinations, in printed order', () => {
    expect(claves('001')).toEqual([
      'PAN',
      'PRI',
      'PRD',
      'MORENA',
      'MC',
      'C_PAN_PRI_PRD',
      'C_PAN_PRI',
      'C_PAN_PRD',
      'C_PRI_PRD',
    ]);
  });

  it('where only a part of it is registered, only that combination runs; independents only in theirs', () => {
    expect(claves('002')).toEqual(['PAN', 'PRI', 'PRD', 'MORENA', 'C_PAN_PRI', 'CAND_IND_1']);
  });

  it('a territory without candidaturas has no options, only no registradas and nulos', () => {
    expect(candidaturasDe(DIPUTACIONES, '003')).toEqual([]);
    expect(camposDeVotos(DIPUTACIONES, '003')).toEqual(['NO_REGISTRADAS', 'NULOS']);
  });

  it('a statewide election has the same candidaturas everywhere', () => {
    expect(territorioDeRegistro(GUBERNATURA, '002')).toBe('*');
    expect(candidaturasDe(GUBERNATURA, '002')).toBe(candidaturasDe(GUBERNATURA, '001'));
    expect(camposDeVotos(GUBERNATURA, '002')).toEqual(camposDeVotos(DIPUTACIONES, '001'));
  });

  it('an election by distrito or municipio has those of each', () => {
    expect(territorioDeRegistro(DIPUTACIONES, '002')).toBe('002');
    expect(territorioDeRegistro({ ...DIPUTACIONES, ambito: 'municipio' }, '053')).toBe('053');
  });
});

describe('fields of an acta in printed order (LEEME, columns 13–32)', () => {
  it('general fields first, then votes, then no registradas, nulos and the total', () => {
    expect(camposDe(DIPUTACIONES, 'B', '002')).toEqual([
      'TOTAL_BOLETAS_SOBRANTES',
      'TOTAL_PERSONAS_VOTARON',
      'TOTAL_REP_PARTIDO_CI_VOTARON',
      'TOTAL_VOTOS_SACADOS',
      'PAN',
      'PRI',
      'PRD',
      'MORENA',
      'C_PAN_PRI',
      'CAND_IND_1',
      'NO_REGISTRADAS',
      'NULOS',
      'TOTAL_VOTOS_ASENTADO',
    ]);
  });

  it.each(['B', 'C', 'E', 'S'] as const)('%s has the four general fields', (tipo) => {
    expect(camposGenerales(tipo)).toEqual(CAMPOS_GENERALES);
  });

  it.each(['A', 'P', 'V'] as const)('%s only has people who voted and votes taken out of the box', (tipo) => {
    expect(camposGenerales(tipo)).toEqual(['TOTAL_PERSONAS_VOTARON', 'TOTAL_VOTOS_SACADOS']);
  });

  it('M has none', () => {
    expect(camposGenerales('M')).toEqual([]);
  });

  it('the vote fields do not depend on the type of casilla', () => {
    for (const tipo of TIPOS_CASILLA) {
      const campos = camposDe(DIPUTACIONES, tipo, '001');
      expect(campos.slice(camposGenerales(tipo).length, -1)).toEqual(camposDeVotos(DIPUTACIONES, '001'));
      expect(new Set(campos).size).toBe(campos.length);
    }
  });
});

describe('combinations of a full coalition: every subset of two or more, largest first', () => {
  const names = (...partidos: readonly string[]) => combinaciones(partidos).map((lista) => lista.join('_'));

  it('of none or one there are none', () => {
    expect(combinaciones([])).toEqual([]);
    expect(combinaciones(['PAN'])).toEqual([]);
  });

  it('of two there is one', () => {
    expect(names('PAN', 'PRI')).toEqual(['PAN_PRI']);
  });

  it('of three, in the order of Quintana Roo 2019', () => {
    expect(names('PAN', 'PRD', 'PESQROO')).toEqual([
      'PAN_PRD_PESQROO',
      'PAN_PRD',
      'PAN_PESQROO',
      'PRD_PESQROO',
    ]);
  });

  it('of four, in the order of Puebla 2024', () => {
    expect(names('PAN', 'PRI', 'PRD', 'PSI')).toEqual([
      'PAN_PRI_PRD_PSI',
      'PAN_PRI_PRD',
      'PAN_PRI_PSI',
      'PAN_PRD_PSI',
      'PRI_PRD_PSI',
      'PAN_PRI',
      'PAN_PRD',
      'PAN_PSI',
      'PRI_PRD',
      'PRI_PSI',
      'PRD_PSI',
    ]);
  });

  it('of five, in the order of Puebla 2024', () => {
    expect(names('PT', 'PVEM', 'MORENA', 'NAP', 'FXMP').slice(0, 10)).toEqual([
      'PT_PVEM_MORENA_NAP_FXMP',
      'PT_PVEM_MORENA_NAP',
      'PT_PVEM_MORENA_FXMP',
      'PT_PVEM_NAP_FXMP',
      'PT_MORENA_NAP_FXMP',
      'PVEM_MORENA_NAP_FXMP',
      'PT_PVEM_MORENA',
      'PT_PVEM_NAP',
      'PT_PVEM_FXMP',
      'PT_MORENA_NAP',
    ]);
  });

  it('of n parties there are 2ⁿ − n − 1, all different, each in the order of the parties', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[A-Z]{2,6}$/), { maxLength: 8 }), (partidos) => {
        const lista = combinaciones(partidos);
        expect(lista).toHaveLength(2 ** partidos.length - partidos.length - 1);
        expect(new Set(lista.map((miembros) => miembros.join('_'))).size).toBe(lista.length);
        for (const miembros of lista) expect(miembros).toEqual(partidos.filter((p) => miembros.includes(p)));
      }),
    );
  });
});
