import { describe, expect, it } from 'vitest';
import { isModalidadSinCasilla, isTipoCasilla, MECANISMOS_TRASLADO, TIPOS_CASILLA } from './casilla.ts';

describe('types of casilla (LEEME 9)', () => {
  it('are B, C, E, S, and the modalities A, P (or V) and M', () => {
    expect(TIPOS_CASILLA).toEqual(['B', 'C', 'E', 'S', 'A', 'P', 'V', 'M']);
    for (const tipo of TIPOS_CASILLA) expect(isTipoCasilla(tipo)).toBe(true);
  });

  it.each(['', 'X', 'b', 'BC', ' B'])('«%s» is none', (texto) => {
    expect(isTipoCasilla(texto)).toBe(false);
  });

  it('voto anticipado, prisión preventiva and extranjero have no section nor casilla of their own: N/A', () => {
    expect(TIPOS_CASILLA.filter(isModalidadSinCasilla)).toEqual(['A', 'P', 'V', 'M']);
  });

  it('mechanisms of transfer are D, F, I, or none (LEEME 38)', () => {
    expect(MECANISMOS_TRASLADO).toEqual(['', 'D', 'F', 'I']);
  });
});
