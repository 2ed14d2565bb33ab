import { describe, expect, it } from 'vitest';
import type { DatosCandidatura } from './datos.ts';
import { opcionesDeEleccion } from './opciones.ts';

const PARTIDOS = ['PAN', 'PRI', 'PRD', 'PT', 'PVEM', 'MC', 'MORENA'].map((clave) => ({
  clave,
  nombre: clave,
  color: '#000000',
}));

function coalicion(
  partidos: string,
  combinaciones: DatosCandidatura['combinaciones'] = 'todas',
): DatosCandidatura {
  const base = { eleccion: 'AYUN', territorio: '001', propietaria: 'x', suplente: '' };
  return { ...base, clave: partidos, figura: 'coalicion', partidos: partidos.split(' '), combinaciones };
}

function independiente(clave: string): DatosCandidatura {
  return { ...coalicion('x', []), clave, figura: 'independiente', partidos: [] };
}

function columnsOf(
  candidaturas: readonly DatosCandidatura[],
  opciones?: readonly string[],
): readonly string[] {
  return opcionesDeEleccion({ opciones }, PARTIDOS, candidaturas).map(({ clave }) => clave);
}

describe('opcionesDeEleccion', () => {
  it('prints parties, independents and combinations, each coalition together and largest first', () => {
    expect(
      columnsOf([
        coalicion('PT PVEM MORENA'),
        coalicion('PRD PRI PAN'),
        independiente('CAND_IND_10'),
        independiente('CAND_IND_2'),
      ]),
    ).toEqual([
      ...['PAN', 'PRI', 'PRD', 'PT', 'PVEM', 'MORENA', 'CAND_IND_2', 'CAND_IND_10'],
      ...['C_PAN_PRI_PRD', 'C_PAN_PRI', 'C_PAN_PRD', 'C_PRI_PRD'],
      ...['C_PT_PVEM_MORENA', 'C_PT_PVEM', 'C_PT_MORENA', 'C_PVEM_MORENA'],
    ]);
  });

  it('a partial coalition that differs by territory adds no column twice', () => {
    expect(
      columnsOf([
        coalicion('PT MORENA'),
        coalicion('PT PVEM MORENA', [['MORENA', 'PT', 'PVEM']]),
        coalicion('PAN PT'),
      ]),
    ).toEqual([...['PAN', 'PT', 'PVEM', 'MORENA', 'C_PAN_PT', 'C_PT_PVEM_MORENA', 'C_PT_MORENA']]);
  });

  it('leaves out parties that run nowhere', () => {
    expect(columnsOf([coalicion('PAN PRI', [])])).toEqual(['PAN', 'PRI']);
  });

  it('follows the explicit list of proceso.json, even with columns in which nobody runs', () => {
    const listed = ['PRI', 'PAN', 'MC', 'C_PAN_PRI', 'C_PAN_MC', 'CAND_IND_1'];
    expect(columnsOf([coalicion('PAN PRI'), independiente('CAND_IND_1')], listed)).toEqual(listed);
  });
});
