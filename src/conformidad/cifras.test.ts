import { describe, expect, it } from 'vitest';
import { CIFRAS as BUENAS, reviseMinima } from '../../pruebas/conformidad/base.ts';
import { readCifra } from '../basedatos/leer-encabezado.ts';
import { type Avance, CIFRAS, type Cifra, emptyAvance } from '../dominio/corte.ts';
import { againstHeader, checkCifras, isRounded, type UltimoCorte } from './cifras.ts';

const AVANCE: Avance = {
  ...emptyAvance(),
  esperadas: 24_910,
  fueraDeCatalogo: 3,
  contabilizadas: 4_470,
  noContabilizadas: 30,
  inconsistentes: 700,
  inconsistentesNoContabilizadas: 20,
  listaNominal: 3_000_000,
  votos: 1_800_000,
  votosEspeciales: 1_000,
};

const BIEN: Record<Cifra, string> = {
  ACTAS_ESPERADAS: '24910',
  ACTAS_REGISTRADAS: '4503',
  ACTAS_FUERA_CATALOGO: '3',
  ACTAS_CAPTURADAS: '4500',
  PORCENTAJE_ACTAS_CAPTURADAS: '18.0650',
  ACTAS_CONTABILIZADAS: '4470',
  PORCENTAJE_ACTAS_CONTABILIZADAS: '17.9446',
  PORCENTAJE_ACTAS_INCONSISTENCIAS: '2.8101',
  ACTAS_NO_CONTABILIZADAS: '30',
  LISTA_NOMINAL_ACTAS_CONTABILIZADAS: '3000000',
  TOTAL_VOTOS_C_CS: '1800000',
  TOTAL_VOTOS_S_CS: '1799000',
  PORCENTAJE_PARTICIPACION_CIUDADANA: '59.9666',
};

const leidas = (cambios: Partial<Record<Cifra, string>> = {}) =>
  CIFRAS.map((cifra, i) => readCifra(cifra, cambios[cifra] ?? BIEN[cifra], 5, i + 1));

function verdict(cifra: Cifra, texto: string, ultimo: UltimoCorte = 'desconocido') {
  const found = checkCifras({ cifras: leidas({ [cifra]: texto }) }, AVANCE, ultimo).find(
    (c) => c.cifra === cifra,
  )!;
  return [found.veredicto, ...found.variantes, found.nota].filter((text) => text !== '').join('; ');
}

describe('the figures of the header', () => {
  it('are equal when they are what the rows give', () => {
    const revisadas = checkCifras({ cifras: leidas() }, AVANCE, 'no');
    expect(revisadas.map(({ veredicto }) => veredicto)).toEqual(Array(13).fill('igual'));
    expect(revisadas.map(({ recalculada }) => recalculada)).toEqual(Object.values(BIEN));
  });

  it.each([
    ['ACTAS_ESPERADAS', '24,910', 'igual'],
    ['TOTAL_VOTOS_C_CS', '1800000.0', 'igual'],
    ['PORCENTAJE_ACTAS_CAPTURADAS', "'18.0650%", 'igual'],
    // a zero that was dropped is not a difference (it is a defect, E01)
    ['PORCENTAJE_ACTAS_CAPTURADAS', '18.065', 'igual'],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '18.06500', 'igual'],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '18.06503', 'difiere; lleva más de cuatro decimales'],
    ['PORCENTAJE_ACTAS_CAPTURADAS', '18.06', 'difiere'],
    ['ACTAS_ESPERADAS', '24911', 'difiere; publica 1 de más'],
    ['ACTAS_ESPERADAS', '', 'difiere'],
    ['ACTAS_ESPERADAS', 'N/D', 'difiere'],
    ['PORCENTAJE_ACTAS_CONTABILIZADAS', '17.9447', 'difiere'],
    ['PORCENTAJE_ACTAS_INCONSISTENCIAS', '2.8102', 'difiere'],
  ] as const)('%s %j: %s', (cifra, texto, expected) => {
    expect(verdict(cifra, texto)).toBe(expected);
  });

  it('differ when rounded, and it says so', () => {
    const avance = { ...AVANCE, contabilizadas: 4_474, noContabilizadas: 26 };
    const [revisada] = checkCifras(
      { cifras: [readCifra('PORCENTAJE_ACTAS_CONTABILIZADAS', '17.9607', 5, 1)] },
      avance,
      'no',
    );
    expect(revisada).toMatchObject({
      veredicto: 'difiere',
      recalculada: '17.9606',
      nota: 'está redondeado, no truncado',
    });
  });

  it('a percentage that follows from wrong counts says which', () => {
    const cifras = leidas({ ACTAS_CONTABILIZADAS: '4480', PORCENTAJE_ACTAS_CONTABILIZADAS: '17.9847' });
    const revisadas = checkCifras({ cifras }, AVANCE, 'no');
    expect(revisadas.find((c) => c.cifra === 'PORCENTAJE_ACTAS_CONTABILIZADAS')).toMatchObject({
      veredicto: 'difiere',
      nota: 'sale de sus propios conteos (4,480 ÷ 24,910)',
    });
  });

  it('a figure that is not published is neither equal nor different', async () => {
    const { cifras } = await reviseMinima({ cifras: { TOTAL_VOTOS_S_CS: null } });
    expect(cifras.find((c) => c.cifra === 'TOTAL_VOTOS_S_CS')).toMatchObject({
      veredicto: 'no_publicada',
      publicada: null,
    });
  });
});

describe('local readings', () => {
  it('participation: with and without especiales, by corte', () => {
    const con = '60.0000';
    const sin = BIEN.PORCENTAJE_PARTICIPACION_CIUDADANA;
    const of = (texto: string, ultimo: UltimoCorte) =>
      verdict('PORCENTAJE_PARTICIPACION_CIUDADANA', texto, ultimo);
    expect(of(sin, 'no')).toBe('igual');
    expect(of(con, 'si')).toBe('igual');
    expect(of(con, 'no')).toMatch(/^igual_con_variante; participacion_con_especiales/);
    expect(of(sin, 'si')).toMatch(/^igual_con_variante; participacion_sin_especiales/);
    expect(of(sin, 'desconocido')).toMatch(/^igual; sin especiales/);
    expect(of(con, 'desconocido')).toMatch(/^igual; con especiales/);
    expect(of('59.9667', 'desconocido')).toMatch(/^difiere/);
  });

  it('inconsistencies of actas that do not count only (Campeche 2021)', () => {
    expect(verdict('PORCENTAJE_ACTAS_INCONSISTENCIAS', '0.0802')).toMatch(
      /^igual_con_variante; inconsistencias_solo_no_contabilizadas/,
    );
  });

  it('an empty zero (Campeche 2021, before the jornada)', () => {
    const [revisada] = checkCifras(
      { cifras: [readCifra('TOTAL_VOTOS_C_CS', '', 4, 11)] },
      { ...emptyAvance(), esperadas: 1190 },
      'desconocido',
    );
    expect(revisada).toMatchObject({ veredicto: 'igual_con_variante', variantes: ['cero_vacio'] });
  });
});

describe('a percentage against the counts of its own header', () => {
  const against = (cambios: Partial<Record<Cifra, string>>, cifra: Cifra) => {
    const cifras = leidas(cambios);
    return againstHeader(cifras.find((c) => c.cifra === cifra)!, cifras);
  };
  it.each([
    ['18.0650', 'truncado'],
    ['18.0651', 'otro'],
    ['18.065', 'truncado'],
    ['18.06', 'truncado'],
    ['18.07', 'redondeado'],
  ])('%s is %s', (texto, expected) => {
    expect(against({ PORCENTAJE_ACTAS_CAPTURADAS: texto }, 'PORCENTAJE_ACTAS_CAPTURADAS')).toBe(expected);
  });

  it('tells rounding at four decimals', () => {
    const cambios = { ACTAS_CONTABILIZADAS: '4474', PORCENTAJE_ACTAS_CONTABILIZADAS: '17.9607' };
    expect(against(cambios, 'PORCENTAJE_ACTAS_CONTABILIZADAS')).toBe('redondeado');
  });

  it('cannot be told for inconsistencies, whose count is not in the header; the rows tell', () => {
    expect(against({}, 'PORCENTAJE_ACTAS_INCONSISTENCIAS')).toBe('no_se_puede');
    const avance = { ...AVANCE, inconsistentes: 701 };
    expect(isRounded(readCifra('PORCENTAJE_ACTAS_INCONSISTENCIAS', '2.8132', 5, 1), avance)).toBe(false);
    expect(isRounded(readCifra('PORCENTAJE_ACTAS_INCONSISTENCIAS', '2.8131', 5, 1), avance)).toBe(false);
    const rounds = { ...AVANCE, inconsistentes: 704 };
    expect(isRounded(readCifra('PORCENTAJE_ACTAS_INCONSISTENCIAS', '2.8262', 5, 1), rounds)).toBe(true);
  });
});

it('the minimal database of the tests is right', async () => {
  const { cifras, recalculo, defectos } = await reviseMinima();
  expect(cifras.map(({ publicada }) => publicada)).toEqual(Object.values(BUENAS));
  expect(cifras.filter(({ veredicto }) => veredicto !== 'igual')).toEqual([]);
  expect(recalculo).toMatchObject({ actas: 3, coinciden: 3, sinCapturar: 1, fueraDeCatalogo: 1 });
  expect(defectos).toEqual([]);
});
