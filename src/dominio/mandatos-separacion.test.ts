import { describe, expect, it } from 'vitest';
import { decideAnularSinActa, decideCorreccion } from './mandatos.ts';
import { decideDevolverVerificacion, decideRecaptura } from './mandatos-verificacion.ts';
import { hechos, imagen, lecturas, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  asignar,
  asignarVerificacion,
  digitalizar,
  fueraDeCatalogo,
  holder,
  outcome,
  pedirRecaptura,
  rechazar,
  resolver,
  SITUACIONES,
  sinActa,
  tomarYCapturar,
  verificar,
} from './pruebas/situaciones.ts';

describe('separation of duties: who captured an acta neither verifies nor resolves it', () => {
  const CAPTURISTA = {
    ok: false,
    error: {
      codigo: 'CAPTURISTA_NO_VERIFICA',
      mensaje: 'Quien capturó un acta no puede verificarla ni resolverla. Debe hacerlo otra persona.',
    },
  };

  it.each(['A', 'B'])('%s captured it', (persona) => {
    const { capturada, capturada_asignada: conV } = SITUACIONES;
    expect(asignarVerificacion(persona)(capturada)).toEqual(CAPTURISTA);
    expect(verificar(persona)(conV)).toEqual(CAPTURISTA);
    expect(pedirRecaptura(persona, 'PAN')(conV)).toEqual(CAPTURISTA);
    expect(rechazar(persona)(conV)).toEqual(CAPTURISTA);
  });

  it.each(['A', 'B', 'C'])('%s captured one of the three that conflict', (persona) => {
    const { en_conflicto: estado } = SITUACIONES;
    expect(resolver(undefined, persona, 'V')(estado)).toEqual(CAPTURISTA);
    expect(resolver(undefined, 'K', persona)(estado)).toEqual(CAPTURISTA);
    expect(rechazar(persona)(estado)).toEqual(CAPTURISTA);
  });

  it('who captured an image that was rejected does not verify the one that replaced it', () => {
    const estado = seguir(
      SITUACIONES.capturada_asignada,
      AHORA,
      rechazar('V'),
      digitalizar('otra'),
      ...tomarYCapturar('D'),
      ...tomarYCapturar('E'),
    );
    expect(asignarVerificacion('A')(estado)).toEqual(CAPTURISTA);
    expect(outcome(asignarVerificacion('V')(estado))).toBe('verificacion_asignada');
  });

  it('sin acta in between does not make anybody blind again', () => {
    const estado = seguir(
      SITUACIONES.capturada_asignada,
      AHORA,
      rechazar('V'),
      sinActa(),
      (e) => decideAnularSinActa(e, { persona: 'K', razon: 'Apareció' }),
      digitalizar('otra'),
    );
    expect(outcome(asignar('A')(estado))).toBe('YA_LA_CAPTURO');
    expect(outcome(asignar('V')(estado))).toBe('YA_LA_VIO');
    expect(outcome(digitalizar('escaneo')(estado))).toBe('IMAGEN_REPETIDA');
  });

  it('the history says who verified it, or gave it back', () => {
    const { capturada_asignada: conV } = SITUACIONES;
    expect(verificar('V')(conV)).toEqual({
      ok: true,
      value: [{ tipo: 'acta_verificada', datos: { persona: 'V' } }],
    });
    expect(decideDevolverVerificacion(conV, 'V')).toEqual({
      ok: true,
      value: [{ tipo: 'verificacion_liberada', datos: { persona: 'V', motivo: 'devuelta' } }],
    });
  });

  it('a conflict is resolved by two people, with a reason, in its fields only', () => {
    const { en_conflicto: estado } = SITUACIONES;
    expect(resolver(undefined, 'K', 'K')(estado)).toEqual({
      ok: false,
      error: {
        codigo: 'MISMA_PERSONA',
        mensaje: 'Deben ser dos personas distintas quienes resuelven un conflicto.',
      },
    });
    expect(resolver(undefined, 'K', 'V', ' ')(estado)).toEqual({
      ok: false,
      error: { codigo: 'FALTA_RAZON', mensaje: 'Escriba la razón: queda en la historia del acta.' },
    });
    expect(outcome(resolver({})(estado))).toBe('FALTAN_CAMPOS');
    expect(outcome(resolver(lecturas(['PAN', 'PRI']))(estado))).toBe('CAMPO_AJENO');
    expect(outcome(resolver(lecturas(['PAN'], 10_000))(estado))).toBe('LECTURA_EXCESIVA');
    expect(resolver(lecturas(['PAN'], 'ILEGIBLE'))(estado)).toEqual({
      ok: true,
      value: [
        {
          tipo: 'resolucion_propuesta',
          datos: { persona: 'K', lecturas: { PAN: 'ILEGIBLE' }, razon: 'Dice doce' },
        },
        {
          tipo: 'conflicto_resuelto',
          datos: { lecturas: { PAN: 'ILEGIBLE' }, coordinador: 'K', verificador: 'V', razon: 'Dice doce' },
        },
      ],
    });
  });
});

describe('recapture and correction: only the chosen fields, with their reason', () => {
  const persona = 'V';
  const MANDATOS = [
    [
      'recapture',
      (campos: readonly string[], razon = 'No coincide') =>
        decideRecaptura(SITUACIONES.capturada_asignada, { persona, ahora: AHORA, campos, razon }),
    ],
    [
      'correction',
      (campos: readonly string[], razon = 'No coincide') =>
        decideCorreccion(SITUACIONES.verificada, { persona, campos, razon }),
    ],
  ] as const;

  describe.each(MANDATOS)('%s', (_name, mandar) => {
    it('at least one field', () => {
      expect(mandar([])).toEqual({
        ok: false,
        error: { codigo: 'FALTAN_CAMPOS', mensaje: 'Elija al menos un campo para que se capture otra vez.' },
      });
    });

    it.each(['CAND_IND_1', 'toString', '__proto__', ''])(
      'a field that the acta lacks is refused: «%s»',
      (campo) => {
        expect(mandar(['PAN', campo])).toEqual({
          ok: false,
          error: { codigo: 'CAMPO_AJENO', mensaje: `Esta acta no tiene ${campo}.` },
        });
      },
    );

    it('a reason is required', () => {
      expect(outcome(mandar(['PAN'], '  '))).toBe('FALTA_RAZON');
    });

    it('fields go once, in the order of the acta', () => {
      const [hecho] = hechos(mandar(['NULOS', 'PAN', 'NULOS', 'MORENA']));
      expect(hecho?.datos).toMatchObject({ persona: 'V', campos: ['PAN', 'MORENA', 'NULOS'] });
    });
  });
});

describe('rejection of an image', () => {
  it.each(['en_captura_asignada', 'en_conflicto', 'capturada_asignada', 'verificada'] as const)(
    'needs a reason: %s',
    (situacion) => {
      const estado = SITUACIONES[situacion];
      expect(outcome(rechazar(holder(estado), ' ')(estado))).toBe('FALTA_RAZON');
    },
  );

  it('says which image, who, and why', () => {
    expect(rechazar('V')(SITUACIONES.capturada_asignada)).toEqual({
      ok: true,
      value: [
        {
          tipo: 'imagen_rechazada',
          datos: { sha256: imagen('escaneo').sha256, persona: 'V', motivo: 'ilegible', razon: 'No se lee' },
        },
      ],
    });
  });

  it('while it is captured, only by who has it; while it waits verification, only by who verifies it', () => {
    expect(outcome(rechazar('D')(SITUACIONES.en_captura_asignada))).toBe('SIN_ASIGNACION');
    expect(outcome(rechazar('D')(SITUACIONES.capturada_asignada))).toBe('SIN_ASIGNACION');
  });
});

describe('sin acta (LEEME 36): two people; and back, with a reason', () => {
  it('who declares does not confirm', () => {
    expect(sinActa('D', 'D')(SITUACIONES.esperada)).toEqual({
      ok: false,
      error: {
        codigo: 'MISMA_PERSONA',
        mensaje: 'Deben ser dos personas distintas quienes declaran y confirman un acta como sin acta.',
      },
    });
  });

  it('keeps why, who declared and who confirmed', () => {
    expect(sinActa('D', 'E')(SITUACIONES.esperada)).toEqual({
      ok: true,
      value: [
        {
          tipo: 'sin_acta_declarada',
          datos: { motivo: 'casilla_no_instalada', declara: 'D', confirma: 'E' },
        },
      ],
    });
  });

  it('an acta with a published result is never sin acta, even when its image was rejected in a correction', () => {
    const estado = seguir(SITUACIONES.en_correccion, AHORA, asignar('D'), rechazar('D'));
    expect(estado.fase).toBe('acopiada');
    expect(sinActa()(estado)).toEqual({
      ok: false,
      error: {
        codigo: 'FASE_NO_LO_PERMITE',
        mensaje: 'El acta espera su imagen: no puede declararse sin acta ahora. Actualice la lista.',
      },
    });
  });

  it('annulling it needs a reason', () => {
    const mandato = { persona: 'K', razon: '' };
    expect(outcome(decideAnularSinActa(SITUACIONES.sin_acta, mandato))).toBe('FALTA_RAZON');
    expect(outcome(decideAnularSinActa(SITUACIONES.sin_acta, { ...mandato, razon: ' ' }))).toBe(
      'FALTA_RAZON',
    );
    expect(decideAnularSinActa(SITUACIONES.sin_acta, { persona: 'K', razon: 'Apareció' })).toEqual({
      ok: true,
      value: [{ tipo: 'sin_acta_anulada', datos: { persona: 'K', razon: 'Apareció' } }],
    });
  });
});

describe('fuera de catálogo (LEEME 5, 36): two people and a reason', () => {
  it('who declares does not confirm', () => {
    expect(fueraDeCatalogo({ confirma: 'D' })(SITUACIONES.esperada)).toEqual({
      ok: false,
      error: {
        codigo: 'MISMA_PERSONA',
        mensaje: 'Deben ser dos personas distintas quienes declaran y confirman un acta fuera de catálogo.',
      },
    });
  });

  it('needs a reason, not an identification', () => {
    expect(outcome(fueraDeCatalogo({ razon: '\n' })(SITUACIONES.esperada))).toBe('FALTA_RAZON');
    expect(outcome(fueraDeCatalogo()(SITUACIONES.esperada))).toBe('fuera_de_catalogo_registrada');
  });
});
