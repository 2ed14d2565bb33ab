import { describe, expect, it } from 'vitest';
import { evolve } from './acta.ts';
import { decideConfirmarSinActa, decideProponerSinActa, decideRechazarSinActa } from './mandatos-sin-acta.ts';
import { instante, seguir } from './pruebas/ejemplos.ts';
import { AHORA, acopiar, digitalizar, outcome, proponerSinActa, SITUACIONES } from './pruebas/situaciones.ts';

const { esperada, esperada_propuesta, acopiada_en_casilla, acopiada_propuesta, en_correccion } = SITUACIONES;

describe('sin acta, by two people', () => {
  it('says the reason, who proposed it and who confirmed it', () => {
    expect(decideConfirmarSinActa(esperada_propuesta, { persona: 'E' })).toEqual({
      ok: true,
      value: [
        {
          tipo: 'sin_acta_declarada',
          datos: { motivo: 'paquete_no_entregado', declara: 'D', confirma: 'E' },
        },
      ],
    });
  });

  it('whoever proposes does not confirm', () => {
    expect(outcome(decideConfirmarSinActa(esperada_propuesta, { persona: 'D' }))).toBe('MISMA_PERSONA');
  });

  it('whoever proposes may take it back, with a reason', () => {
    expect(outcome(decideRechazarSinActa(esperada_propuesta, { persona: 'D', razon: ' ' }))).toBe(
      'FALTA_RAZON',
    );
    const estado = seguir(esperada_propuesta, AHORA, (actual) =>
      decideRechazarSinActa(actual, { persona: 'D', razon: 'Ya viene' }),
    );
    expect(estado).toEqual(esperada);
  });

  it('a proposal that is not the one in view is not confirmed by mistake', () => {
    const mandato = { persona: 'E', vista: AHORA };
    expect(outcome(decideConfirmarSinActa(esperada_propuesta, mandato))).toBe('sin_acta_declarada');
    expect(outcome(decideConfirmarSinActa(esperada_propuesta, { ...mandato, vista: instante(1) }))).toBe(
      'PROPUESTA_DISTINTA',
    );
  });

  it('an acta with a published result is not proposed either', () => {
    const estado = seguir(en_correccion, AHORA, digitalizar('otra'));
    expect(outcome(decideProponerSinActa(estado, { persona: 'D', motivo: 'casilla_no_instalada' }))).toBe(
      'FASE_NO_LO_PERMITE',
    );
  });
});

describe('what arrives ends the proposal', () => {
  it.each([
    ['the envelope of what was not received', esperada_propuesta, acopiar('CATD')],
    [
      'the envelope of what was photographed',
      seguir(acopiada_en_casilla, AHORA, proponerSinActa('D')),
      acopiar('CATD'),
    ],
    ['a photograph', esperada_propuesta, digitalizar('foto', 'CASILLA')],
    ['a scan', acopiada_propuesta, digitalizar('escaneo', 'CATD')],
  ] as const)('%s', (_que, antes, llega) => {
    const despues = seguir(antes, AHORA, llega);
    expect(despues).not.toHaveProperty('sinActa');
    expect(outcome(decideConfirmarSinActa(despues, { persona: 'E' }))).toMatch(
      /SIN_PROPUESTA|FASE_NO_LO_PERMITE/,
    );
  });
});

describe('an envelope that was registered in an equipo', () => {
  it('has the time at which it was there, and not that of the fact', () => {
    const equipo = {
      ...{ clave: 'est-c01-1', secuencia: 4, momento: instante(30), desfase: 1000 },
      acopio: instante(31),
    };
    const datos = { via: 'CATD', horaManuscrita: null, avisos: [], equipo } as const;
    expect(evolve(esperada, { tipo: 'acta_acopiada', datos }, instante(7200))).toMatchObject({
      acopio: { via: 'CATD', momento: instante(31) },
    });
    expect(evolve(acopiada_en_casilla, { tipo: 'acta_acopiada', datos }, instante(7200))).toMatchObject({
      acopio: { via: 'CATD', momento: instante(31) },
    });
  });
});
