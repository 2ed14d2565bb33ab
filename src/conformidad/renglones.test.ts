import { describe, expect, it } from 'vitest';
import { type Renglon as Cambio, RENGLONES, reviseMinima } from '../../pruebas/conformidad/base.ts';

async function recompute(cambios: Record<number, Cambio>, mas: readonly Cambio[] = []) {
  return (await reviseMinima({ cambios, mas })).recalculo;
}
const [ACTA = {}, ESPECIAL = {}] = RENGLONES;
const NORMAL = { NO_REGISTRADAS: '0', OBSERVACIONES: ' - ' };
const EXCEDE = { OBSERVACIONES: 'EXCEDE LISTA NOMINAL', CONTABILIZADA: '0', NO_REGISTRADAS: '0' };

describe('a row recomputed from its cells', () => {
  it('agrees when it follows from them', async () => {
    expect(await recompute({ 0: NORMAL })).toMatchObject({ coinciden: 3, difieren: 0, noRecalculables: 0 });
    expect(await recompute({ 0: { ...EXCEDE, PAN: '500', TOTAL_VOTOS_CALCULADO: '800' } })).toMatchObject({
      coinciden: 3,
    });
  });

  it.each([
    [
      'a wrong sum',
      { TOTAL_VOTOS_CALCULADO: '401' },
      ['TOTAL_VOTOS_CALCULADO'],
      'los votos suman 400 y publica 401',
    ],
    [
      'no total',
      { TOTAL_VOTOS_CALCULADO: '' },
      ['TOTAL_VOTOS_CALCULADO'],
      'los votos suman 400 y no publica total',
    ],
    [
      'an observation without cause',
      { NO_REGISTRADAS: '0' },
      ['OBSERVACIONES'],
      'dice ALGÚN CAMPO y ninguna celda de votos es ilegible ni sin dato',
    ],
    [
      'a cause without observation',
      { OBSERVACIONES: ' - ' },
      ['OBSERVACIONES'],
      'dice que no hay observación y tiene 1 celdas ilegibles o sin dato',
    ],
    [
      'votes over the limit that count',
      { ...NORMAL, PAN: '500', TOTAL_VOTOS_CALCULADO: '800' },
      ['CONTABILIZADA', 'OBSERVACIONES'],
      'dice que no hay observación y sus 800 votos pasan del límite de 712; CONTABILIZADA es 1 y debería ser 0',
    ],
    [
      'votes within the limit that do not',
      EXCEDE,
      ['CONTABILIZADA', 'OBSERVACIONES'],
      'dice EXCEDE LISTA NOMINAL y sus 400 votos no pasan del límite de 712; CONTABILIZADA es 0 y debería ser 1',
    ],
    [
      'SIN ACTA with votes',
      { OBSERVACIONES: 'SIN ACTA POR CASILLA NO INSTALADA', CONTABILIZADA: '0' },
      ['CONTABILIZADA', 'OBSERVACIONES'],
      'dice SIN ACTA y tiene 1 celdas ilegibles o sin dato; CONTABILIZADA es 0 y debería ser 1',
    ],
    [
      'CONTABILIZADA missing',
      { CONTABILIZADA: '' },
      ['CONTABILIZADA'],
      'CONTABILIZADA es nada y debería ser 1',
    ],
  ])('differs: %s', async (_, cambio, aspectos, porque) => {
    // Another acta shows that the file does publish what is illegible.
    const { difieren, renglones } = await recompute({ 0: cambio }, [ACTA]);
    expect(difieren).toBe(1);
    expect(renglones[0]).toMatchObject({
      linea: 8,
      claveActa: '160806B01004',
      resultado: 'difiere',
      aspectos,
      porque,
    });
  });

  it('differs: an acta counted as SIN ACTA (Puebla 2024, drill)', async () => {
    const { renglones } = await recompute({ 2: { CONTABILIZADA: '1', TOTAL_VOTOS_CALCULADO: '22' } });
    expect(renglones[0]).toMatchObject({
      linea: 10,
      resultado: 'difiere',
      porque: 'los votos suman 0 y publica 22; CONTABILIZADA es 1 y debería ser 0',
    });
  });

  it('the limit does not apply to voto anticipado', async () => {
    const anticipado = { ...NORMAL, TIPO_CASILLA: 'A', LISTA_NOMINAL: '3', REPRESENTANTES_PP_CI: 'N/A' };
    expect((await recompute({ 0: anticipado })).difieren).toBe(0);
  });

  it('accepts 0, nothing or SIN ACTA as the total of what has no votes', async () => {
    for (const total of ['0', '', '-', 'SIN ACTA']) {
      expect((await recompute({ 2: { TOTAL_VOTOS_CALCULADO: total } })).coinciden).toBe(3);
    }
  });
});

describe('a row that cannot be recomputed says why', () => {
  const ilegible0 = { NO_REGISTRADAS: '0' };
  const reason = async (...args: Parameters<typeof recompute>) => {
    const recalculo = await recompute(...args);
    expect(recalculo.difieren).toBe(0);
    return recalculo.motivos.map(({ motivo, veces }) => [motivo, veces]);
  };

  it('no cell of the file says ILEGIBLE or SIN DATO (Campeche 2021)', async () => {
    expect(await reason({ 0: ilegible0 })).toEqual([['sin_marcas', 1]]);
    const todos = {
      ...ilegible0,
      PAN: '0',
      PRI: '0',
      C_PAN_PRI: '0',
      NULOS: '0',
      TOTAL_VOTOS_CALCULADO: '0',
    };
    const cambio = { ...todos, OBSERVACIONES: 'TODOS ILEGIBLES O SIN DATO', CONTABILIZADA: '0' };
    expect(await reason({ 0: cambio })).toEqual([['sin_marcas', 1]]);
  });

  it('its cells are empty in a file that does say it', async () => {
    expect(await reason({ 0: { NO_REGISTRADAS: '' } }, [{ ...ACTA, CLAVE_ACTA: "'160806B01005" }])).toEqual([
      ['celdas_vacias', 1],
    ]);
  });

  const enCero = { ...EXCEDE, PAN: '0', PRI: '0', C_PAN_PRI: '0', NULOS: '0', TOTAL_VOTOS_CALCULADO: '0' };
  it('the votes of actas that exceed are published as 0 (Campeche 2021)', async () => {
    expect(await reason({ 0: enCero })).toEqual([['excede_sin_votos', 1]]);
  });

  it('but not when another acta that exceeds has its votes', async () => {
    const otra = { ...ACTA, ...EXCEDE, PAN: '500', TOTAL_VOTOS_CALCULADO: '800' };
    expect((await recompute({ 0: enCero }, [otra])).difieren).toBe(1);
  });

  it('the accredited representatives are those who voted (Campeche 2021, Quintana Roo 2019)', async () => {
    const cambio = { ...NORMAL, PRI: '510', TOTAL_VOTOS_CALCULADO: '710' };
    const copia = { REPRESENTANTES_PP_CI: '4' };
    const copies = Array<Cambio>(20).fill({ ...ACTA, ...NORMAL, ...copia });
    expect(await reason({ 0: { ...cambio, ...copia } }, copies)).toEqual([['representantes_que_votaron', 1]]);
    const few = copies.slice(0, 10);
    expect((await recompute({ 0: { ...cambio, ...copia } }, few)).difieren).toBe(1);
  });

  it('the ballots of an especial are not published', async () => {
    expect(
      await reason({ 1: { ...ESPECIAL, OBSERVACIONES: 'EXCEDE LISTA NOMINAL', CONTABILIZADA: '0' } }),
    ).toEqual([['boletas_sin_publicar', 1]]);
  });

  it('the lista nominal, a cell or the row itself cannot be read', async () => {
    const cambio = { NO_REGISTRADAS: '0' };
    expect(await reason({ 0: { ...cambio, LISTA_NOMINAL: 'N/D' } })).toEqual([['sin_lista_nominal', 1]]);
    expect(await reason({ 0: { PAN: '10O' } })).toEqual([['celda_rara', 1]]);
    expect(await reason({ 0: { ...cambio, MUNICIPIO: 'MORELIA,CENTRO' } })).toEqual([
      ['celdas_descuadradas', 1],
    ]);
  });
});

it('keeps the first rows of each kind, and counts them all', async () => {
  const wrong = { ...ACTA, TOTAL_VOTOS_CALCULADO: '1' };
  const { recalculo } = await reviseMinima({ mas: Array<Cambio>(7).fill(wrong) }, { limite: 3 });
  expect(recalculo.difieren).toBe(7);
  expect(recalculo.renglones.map(({ linea }) => linea)).toEqual([13, 14, 15]);
});
