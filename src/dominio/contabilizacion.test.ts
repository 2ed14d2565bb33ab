import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AJUSTES } from './ajustes.ts';
import type { TipoCasilla } from './casilla.ts';
import {
  classify,
  contabilizacion,
  isMotivoSinActa,
  limiteDeVotos,
  MOTIVOS_SIN_ACTA,
  OBSERVACIONES,
  totalCalculado,
} from './contabilizacion.ts';
import type { Lectura } from './lectura.ts';
import { casilla } from './pruebas/ejemplos.ts';

describe('most votes that a casilla can have (LEEME 8, 11, 36)', () => {
  const limite = (tipo: TipoCasilla) => limiteDeVotos(casilla(tipo), AJUSTES);

  it.each(['B', 'C', 'E', 'P', 'V', 'M'] as const)('%s: lista nominal + representantes', (tipo) => {
    expect(limite(tipo)).toBe(610);
  });

  it('S: ballots + representantes; its lista nominal is 0 and does not matter', () => {
    expect(limite('S')).toBe(1010);
    expect(limiteDeVotos(casilla('S', { listaNominal: 5000 }), AJUSTES)).toBe(1010);
  });

  it('A: no limit', () => {
    expect(limite('A')).toBeNull();
  });

  it('ballots of other types do not matter', () => {
    expect(limiteDeVotos(casilla('B', { boletas: 1 }), AJUSTES)).toBe(610);
  });

  it('what the catalogue does not say is a setting; what it says prevails, even zero', () => {
    const ajustes = { ...AJUSTES, representantesSupuestos: 20, boletasEspecialSupuestas: 1500 };
    expect(limiteDeVotos(casilla('B', { representantes: null }), ajustes)).toBe(620);
    expect(limiteDeVotos(casilla('B', { representantes: 0 }), ajustes)).toBe(600);
    expect(limiteDeVotos(casilla('S', { boletas: null }), ajustes)).toBe(1510);
    expect(limiteDeVotos(casilla('S', { boletas: 0, representantes: null }), ajustes)).toBe(20);
  });
});

describe('which actas count and with which observation (LEEME 8, 10, 11, 36, 37)', () => {
  it.each<[string, Lectura[], number | null, string, number]>([
    ['one below the limit', [300, 309], 610, 'ninguna', 609],
    ['at the limit', [300, 310], 610, 'ninguna', 610],
    ['one above the limit', [300, 311], 610, 'excede', 611],
    ['far above, without limit (voto anticipado)', [9000, 9000], null, 'ninguna', 18_000],
    ['all zeros: every vote is written', [0, 0], 610, 'ninguna', 0],
    ['limit of zero, no votes', [0, 0], 0, 'ninguna', 0],
    ['limit of zero, one vote', [0, 1], 0, 'excede', 1],
    ['some ILEGIBLE', [300, 'ILEGIBLE'], 610, 'algun_campo', 300],
    ['some SIN DATO', ['SIN DATO', 300], 610, 'algun_campo', 300],
    ['a single legible zero is enough', ['SIN DATO', 0, 'ILEGIBLE'], 610, 'algun_campo', 0],
    ['some SIN DATO, at the limit', ['SIN DATO', 610], 610, 'algun_campo', 610],
    ['excede prevails over some SIN DATO', ['SIN DATO', 611], 610, 'excede', 611],
    ['all ILEGIBLE', ['ILEGIBLE', 'ILEGIBLE'], 610, 'todos', 0],
    ['all SIN DATO', ['SIN DATO', 'SIN DATO'], 610, 'todos', 0],
    ['a combination of both', ['SIN DATO', 'ILEGIBLE'], 610, 'todos', 0],
    ['all ILEGIBLE, without limit', ['ILEGIBLE'], null, 'todos', 0],
  ])('%s', (_name, votos, limite, observacion, total) => {
    expect(classify(votos, limite)).toMatchObject({ observacion, totalCalculado: total });
  });

  it.each([
    ['ninguna', 1, false],
    ['algun_campo', 1, true],
    ['excede', 0, true],
    ['todos', 0, true],
    ['sin_acta', 0, false],
    ['fuera_de_catalogo', 2, false],
  ] as const)(
    '%s: CONTABILIZADA %i, in the percentage of inconsistencias: %s',
    (observacion, contabilizada, inconsistente) => {
      expect(contabilizacion(observacion, 12)).toEqual({
        contabilizada,
        observacion,
        inconsistente,
        totalCalculado: 12,
      });
    },
  );

  it('there is no other observation', () => {
    expect(Object.keys(OBSERVACIONES)).toEqual([
      'ninguna',
      'algun_campo',
      'excede',
      'todos',
      'sin_acta',
      'fuera_de_catalogo',
    ]);
  });

  const voto = fc.oneof(fc.nat({ max: 400 }), fc.constantFrom('ILEGIBLE' as const, 'SIN DATO' as const));

  it('an acta counts exactly when it has a legible vote and does not exceed its limit', () => {
    fc.assert(
      fc.property(
        fc.array(voto, { minLength: 1, maxLength: 12 }),
        fc.option(fc.nat({ max: 2000 })),
        (votos, limite) => {
          const { contabilizada, inconsistente, totalCalculado: total } = classify(votos, limite);
          const legibles = votos.filter((lectura) => typeof lectura === 'number');
          const exceeds = limite !== null && total > limite;
          expect(total).toBe(legibles.reduce((a, b) => a + b, 0));
          expect(contabilizada).toBe(legibles.length > 0 && !exceeds ? 1 : 0);
          expect(inconsistente).toBe(exceeds || legibles.length < votos.length);
        },
      ),
    );
  });

  it('the order of the options does not matter', () => {
    fc.assert(
      fc.property(fc.array(voto, { maxLength: 12 }), (votos) => {
        expect(classify([...votos].reverse(), 600)).toEqual(classify(votos, 600));
      }),
    );
  });
});

describe('TOTAL_VOTOS_CALCULADO (LEEME 33)', () => {
  it('is the sum of the legible votes', () => {
    expect(totalCalculado([])).toBe(0);
    expect(totalCalculado([1, 'ILEGIBLE', 2, 'SIN DATO', 0])).toBe(3);
  });
});

describe('why no acta arrived (LEEME 36, Anexo 13)', () => {
  it('is one of four reasons', () => {
    expect(MOTIVOS_SIN_ACTA).toEqual([
      'paquete_no_entregado',
      'casilla_no_instalada',
      'paquete_sin_recipiente',
      'contingencia_urna_electronica',
    ]);
    for (const motivo of MOTIVOS_SIN_ACTA) expect(isMotivoSinActa(motivo)).toBe(true);
    expect(isMotivoSinActa('otro')).toBe(false);
  });
});
