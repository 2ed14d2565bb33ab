import { describe, expect, it } from 'vitest';
import { casesOf, places, reviseMinima } from '../../pruebas/conformidad/base.ts';

const found = async (...args: Parameters<typeof reviseMinima>) => places(await reviseMinima(...args));

describe('defects of the header', () => {
  it.each([
    ['PORCENTAJE_ACTAS_CAPTURADAS', '75.000', ['E01']],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '75', ['E01']],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '75.00000', ['E01']],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '75.0000%', ['E02']],
    ['PORCENTAJE_PARTICIPACION_CIUDADANA', '57.1429', ['E03', 'E10']],
    ['ACTAS_ESPERADAS', '', ['E04']],
    ['ACTAS_ESPERADAS', 'cuatro', ['E05']],
    ['TOTAL_VOTOS_C_CS', '460.0', ['E06']],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '70.0000', ['E08', 'E10']],
    ['ACTAS_REGISTRADAS', '5', ['E09', 'E10']],
    ['ACTAS_NO_CONTABILIZADAS', '2', ['E09', 'E10']],
    ['PORCENTAJE_ACTAS_INCONSISTENCIAS', '30.0000', ['E10']],
  ] as const)('%s %j: %j', async (cifra, texto, codigos) => {
    const defects = await found({ cifras: { [cifra]: texto } });
    expect(defects).toEqual(codigos.map((codigo) => `${codigo} 5:${cifra}`));
  });

  it('a total published as 0 contradicts the participation computed from it (Campeche 2021, JUNTAS)', async () => {
    expect(await found({ cifras: { TOTAL_VOTOS_S_CS: '0' } })).toEqual([
      'E08 5:PORCENTAJE_PARTICIPACION_CIUDADANA',
      'E10 5:TOTAL_VOTOS_S_CS',
    ]);
    expect(await found({ cifras: { TOTAL_VOTOS_S_CS: '500' } })).toContain('E09 5:TOTAL_VOTOS_S_CS');
  });

  it('names a missing figure', async () => {
    expect(await found({ cifras: { TOTAL_VOTOS_S_CS: null } })).toEqual(['E07 5:TOTAL_VOTOS_S_CS']);
  });

  it.each([
    ['3 de junio', ['E11 2']],
    ['03/06/2024 20:00', ['E12 2']],
  ])('of the corte %j', async (corte, defects) => {
    // Without a corte, times cannot be checked.
    expect(await found({ corte })).toEqual(defects);
  });

  it('says what the rows give and what the formula is', async () => {
    const revision = await reviseMinima({ cifras: { ACTAS_REGISTRADAS: '5' } });
    expect(casesOf(revision, 'E09')[0]).toMatchObject({
      valor: '5',
      columna: 2,
      detalle: 'ACTAS_CAPTURADAS + ACTAS_FUERA_CATALOGO = 4',
    });
    expect(casesOf(revision, 'E10')[0]?.detalle).toBe('los renglones dan 4; publica 1 de más');
  });
});
