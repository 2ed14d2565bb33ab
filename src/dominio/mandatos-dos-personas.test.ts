import { describe, expect, it } from 'vitest';
import { type EstadoActa, INICIAL } from './acta.ts';
import type { IdActa } from './clave.ts';
import {
  decideConfirmarIdentificacion,
  decideConfirmarResolucion,
  decideProponerIdentificacion,
  decideRechazarIdentificacion,
  decideRechazarImagenEnConflicto,
  decideRechazarResolucion,
} from './mandatos-dos-personas.ts';
import { CAMPOS, imagen, instante, lecturas, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  confirmarIdentificacion,
  digitalizar,
  ESTA,
  fueraDeCatalogo,
  identificar,
  OTRA,
  outcome,
  proponer,
  rechazar,
  resolver,
  SITUACIONES,
  sinActa,
  tomarYCapturar,
  verificar,
} from './pruebas/situaciones.ts';

const MISMA = (que: string) => ({
  ok: false,
  error: { codigo: 'MISMA_PERSONA', mensaje: `Deben ser dos personas distintas quienes ${que}.` },
});

describe('a conflict: the coordinator proposes and another person confirms', () => {
  const { en_conflicto: estado, en_conflicto_propuesto: propuesto } = SITUACIONES;

  it('a proposal changes nothing but that it is there, and who proposed saw the values', () => {
    expect(propuesto).toEqual({
      ...estado,
      verificadores: ['K'],
      propuesta: { lecturas: { PAN: 12 }, razon: 'Dice doce', propone: 'K', desde: AHORA },
    });
  });

  it('who confirms is not who proposed, and captured nothing of it', () => {
    expect(decideConfirmarResolucion(propuesto, { persona: 'K' })).toEqual(MISMA('resuelven un conflicto'));
    for (const persona of ['A', 'B', 'C']) {
      expect(outcome(decideConfirmarResolucion(propuesto, { persona }))).toBe('CAPTURISTA_NO_VERIFICA');
      expect(outcome(decideRechazarResolucion(propuesto, { persona, razon: 'x' }))).toBe(
        'CAPTURISTA_NO_VERIFICA',
      );
      expect(outcome(proponer(undefined, persona)(estado))).toBe('CAPTURISTA_NO_VERIFICA');
    }
  });

  it('confirmed, it is consolidated with the reading and the reason of the proposal', () => {
    expect(decideConfirmarResolucion(propuesto, { persona: 'V' })).toEqual({
      ok: true,
      value: [
        {
          tipo: 'conflicto_resuelto',
          datos: { lecturas: { PAN: 12 }, coordinador: 'K', verificador: 'V', razon: 'Dice doce' },
        },
      ],
    });
  });

  it('rejected, with a reason, it is to be proposed again; who rejected it is not blind either', () => {
    expect(outcome(decideRechazarResolucion(propuesto, { persona: 'V', razon: ' ' }))).toBe('FALTA_RAZON');
    expect(decideRechazarResolucion(propuesto, { persona: 'K', razon: 'x' })).toEqual(
      MISMA('resuelven un conflicto'),
    );
    const rechazada = seguir(propuesto, AHORA, (e) =>
      decideRechazarResolucion(e, { persona: 'V', razon: 'Dice once' }),
    );
    expect(rechazada).toEqual({ ...estado, verificadores: ['K', 'V'], propuesta: null });
    expect(outcome(proponer(lecturas(['PAN'], 11))(rechazada))).toBe('resolucion_propuesta');
  });

  it('while one waits there is not another', () => {
    expect(proponer()(propuesto)).toEqual({
      ok: false,
      error: {
        codigo: 'PROPUESTA_PENDIENTE',
        mensaje:
          'Sobre esta acta hay una propuesta que espera a otra persona. Espere a que se confirme o se rechace.',
      },
    });
    expect(decideConfirmarResolucion(estado, { persona: 'V' })).toEqual({
      ok: false,
      error: {
        codigo: 'SIN_PROPUESTA',
        mensaje: 'No hay nada que confirmar ni rechazar en esta acta. Actualice la lista.',
      },
    });
  });

  it('what is answered is the proposal that was seen, not one that came after', () => {
    const confirmar = (vista: string) => decideConfirmarResolucion(propuesto, { persona: 'V', vista });
    expect(outcome(confirmar(AHORA))).toBe('conflicto_resuelto');
    expect(confirmar(instante(-1))).toEqual({
      ok: false,
      error: {
        codigo: 'PROPUESTA_DISTINTA',
        mensaje: 'La propuesta ya no es la que usted vio. Actualice y revísela otra vez.',
      },
    });
  });

  it('who decided it may not verify the acta, even after a recapture', () => {
    const resuelta = seguir(estado, AHORA, resolver());
    for (const persona of ['K', 'V']) {
      expect(asignarVerificacion(persona)(resuelta)).toEqual({
        ok: false,
        error: {
          codigo: 'RESOLVIO_NO_VERIFICA',
          mensaje: 'Quien decidió un conflicto de un acta no puede verificarla. Debe hacerlo otra persona.',
        },
      });
    }
    expect(outcome(asignarVerificacion('W')(resuelta))).toBe('verificacion_asignada');
    const otraImagen = seguir(
      resuelta,
      AHORA,
      asignarVerificacion('W'),
      rechazar('W'),
      digitalizar('otra'),
      ...tomarYCapturar('D'),
      ...tomarYCapturar('E'),
    );
    expect(outcome(asignarVerificacion('V')(otraImagen))).toBe('RESOLVIO_NO_VERIFICA');
  });

  it('who only proposed what was rejected may verify it', () => {
    const estadoFinal = seguir(
      propuesto,
      AHORA,
      (e) => decideRechazarResolucion(e, { persona: 'V', razon: 'Dice once' }),
      resolver(undefined, 'K2', 'W'),
    );
    expect(outcome(asignarVerificacion('K')(estadoFinal))).toBe('verificacion_asignada');
  });

  it('its image may be sent back whether or not something was proposed, with a reason, by who captured nothing', () => {
    for (const e of [estado, propuesto]) {
      expect(outcome(rechazar('K')(e))).toBe('imagen_rechazada');
      expect(outcome(rechazar('A')(e))).toBe('CAPTURISTA_NO_VERIFICA');
    }
    expect(
      decideRechazarImagenEnConflicto(propuesto, { persona: 'K', motivo: 'cortada', razon: 'No se ve' }),
    ).toEqual({
      ok: true,
      value: [
        {
          tipo: 'imagen_rechazada',
          datos: {
            sha256: imagen('escaneo').sha256,
            persona: 'K',
            motivo: 'cortada',
            razon: 'No se ve',
          },
        },
      ],
    });
  });
});

describe('an image that is not of its acta: the verificador proposes and the coordinator confirms', () => {
  const { capturada_asignada: conV, por_identificar: propuesta } = SITUACIONES;
  const { bytes: _bytes, ...escaneo } = imagen('escaneo');
  const ACOPIO = { via: 'CATD', momento: AHORA, horaManuscrita: null } as const;
  const confirmar = (origen: EstadoActa, destino: EstadoActa, persona = 'K') =>
    decideConfirmarIdentificacion(
      origen,
      { acta: OTRA, estado: destino, campos: CAMPOS, enCatalogo: null },
      { acta: ESTA, persona },
    );

  it('the acta leaves the queue of verification, and nobody has it', () => {
    expect(propuesta).toEqual({
      ...conV,
      asignacion: null,
      propuesta: {
        propuesta: { tipo: 'otra_acta', acta: OTRA, razon: 'Dice otra sección' },
        propone: 'V',
        desde: AHORA,
      },
    });
    expect(outcome(asignarVerificacion('W')(propuesta))).toBe('PROPUESTA_PENDIENTE');
  });

  it('needs a reason, another acta, and to be verifying it', () => {
    const proponiendo = (cambios: { persona?: string; acta?: IdActa; razon?: string }) =>
      identificar(cambios.persona ?? 'V', {
        tipo: 'otra_acta',
        acta: cambios.acta ?? OTRA,
        razon: cambios.razon ?? 'x',
      })(conV);
    expect(outcome(proponiendo({}))).toBe('identificacion_propuesta');
    expect(outcome(proponiendo({ razon: ' ' }))).toBe('FALTA_RAZON');
    expect(outcome(proponiendo({ persona: 'W' }))).toBe('SIN_ASIGNACION');
    expect(outcome(proponiendo({ persona: 'A' }))).toBe('CAPTURISTA_NO_VERIFICA');
    expect(proponiendo({ acta: ESTA })).toEqual({
      ok: false,
      error: {
        codigo: 'MISMA_ACTA',
        mensaje: 'Esa es el acta que está verificando. Elija a qué otra acta corresponde la imagen.',
      },
    });
    const tarde = decideProponerIdentificacion(conV, {
      ...{ acta: ESTA, persona: 'V', ahora: instante(600) },
      propuesta: { tipo: 'fuera_de_catalogo', identificacion: '', razon: 'x' },
    });
    expect(outcome(tarde)).toBe('ASIGNACION_VENCIDA');
  });

  it('who confirms or rejects is not who proposed, nor captured it', () => {
    const QUE = 'proponen y confirman qué acta es';
    expect(confirmar(propuesta, INICIAL, 'V')).toEqual(MISMA(QUE));
    expect(decideRechazarIdentificacion(propuesta, { persona: 'V', razon: 'x' })).toEqual(MISMA(QUE));
    expect(outcome(confirmarIdentificacion('A')(propuesta))).toBe('CAPTURISTA_NO_VERIFICA');
    expect(outcome(confirmarIdentificacion('K', instante(-1))(propuesta))).toBe('PROPUESTA_DISTINTA');
  });

  it('rejected, with a reason, it waits again to be verified, also by who proposed it', () => {
    const rechazo = { persona: 'K', razon: ' ' };
    expect(outcome(decideRechazarIdentificacion(propuesta, rechazo))).toBe('FALTA_RAZON');
    const otraVez = seguir(propuesta, AHORA, (e) =>
      decideRechazarIdentificacion(e, { persona: 'K', razon: 'Es de esta sección' }),
    );
    expect(otraVez).toEqual({ ...conV, asignacion: null });
    expect(outcome(asignarVerificacion('V')(otraVez))).toBe('verificacion_asignada');
  });

  it('confirmed as another acta: the image is rejected in one and captured in the other, with its envelope', () => {
    const traslado = confirmar(propuesta, INICIAL);
    expect(traslado).toEqual({
      ok: true,
      value: {
        destino: [
          {
            tipo: 'imagen_reasignada',
            datos: {
              ...{ de: ESTA, imagen: escaneo, acopio: ACOPIO, propone: 'V', confirma: 'K' },
              ...{ razon: 'Dice otra sección', capturistas: ['A', 'B'], verificadores: ['V'] },
              ...{ uso: 'captura', campos: CAMPOS },
            },
          },
        ],
        origen: [
          { tipo: 'identificacion_confirmada', datos: { propone: 'V', confirma: 'K', destino: OTRA } },
          {
            tipo: 'imagen_rechazada',
            datos: {
              ...{ sha256: escaneo.sha256, persona: 'K' },
              ...{ motivo: 'otra_casilla', razon: 'Dice otra sección' },
            },
          },
        ],
      },
    });
    const origen = seguir(propuesta, AHORA, confirmarIdentificacion('K'));
    expect(origen).toMatchObject({ fase: 'acopiada', previo: { rechazadas: [escaneo.sha256] } });
    const destino = seguir(INICIAL, instante(30), (e) => destinoDe(confirmar(propuesta, e)));
    expect(destino).toMatchObject({
      ...{ fase: 'en_captura', acopio: ACOPIO, sobre: null, imagenes: [escaneo] },
      ...{ capturistas: ['A', 'B'], verificadores: ['V'] },
      ronda: { motivo: 'inicial', campos: CAMPOS },
    });
    expect(outcome(asignar('A')(destino))).toBe('YA_LA_CAPTURO');
    expect(outcome(asignar('V')(destino))).toBe('YA_LA_VIO');
    expect(outcome(digitalizar('foto', 'CASILLA')(destino))).toBe('imagen_digitalizada');
  });

  it('in an acta that has its own image it stays as evidence', () => {
    const suya = seguir(INICIAL, AHORA, acopiar(), digitalizar('suya'));
    const decided = confirmar(propuesta, suya);
    expect(decided).toMatchObject({
      value: { destino: [{ datos: { uso: 'evidencia', campos: [] } }] },
    });
    const destino = seguir(suya, AHORA, (e) => destinoDe(confirmar(propuesta, e)));
    expect(destino).toMatchObject({
      imagen: imagen('suya').sha256,
      imagenes: [{ sha256: imagen('suya').sha256 }, { sha256: escaneo.sha256 }],
      capturistas: ['A', 'B'],
    });
  });

  it.each([
    ['noted as photographed', SITUACIONES.acopiada_en_casilla, 'acopio'],
    ['photographed', seguir(INICIAL, AHORA, digitalizar('foto', 'CASILLA')), 'sobre'],
  ] as const)('in an acta %s the scan brings its envelope', (_como, estado, donde) => {
    const destino = seguir(estado, AHORA, (e) => destinoDe(confirmar(propuesta, e)));
    expect(destino).toMatchObject({ [donde]: ACOPIO });
    expect(outcome(acopiar()(destino))).toBe('YA_ACOPIADA');
  });

  it('the envelope of an acta that had one is the one it had; a photograph brings none', () => {
    const conSobre = seguir(INICIAL, instante(9), acopiar());
    expect(seguir(conSobre, AHORA, (e) => destinoDe(confirmar(propuesta, e)))).toMatchObject({
      acopio: { via: 'CATD', momento: instante(9) },
    });
    const foto = seguir(
      INICIAL,
      AHORA,
      digitalizar('foto', 'CASILLA'),
      ...tomarYCapturar('A'),
      ...tomarYCapturar('B'),
      asignarVerificacion('V'),
      identificar('V'),
    );
    const decided = confirmar(foto, SITUACIONES.acopiada_en_casilla);
    expect(decided).toMatchObject({ value: { destino: [{ datos: { acopio: { via: 'CASILLA' } } }] } });
    expect(seguir(SITUACIONES.acopiada_en_casilla, AHORA, () => destinoDe(decided))).toMatchObject({
      fase: 'en_captura',
      acopio: { via: 'CASILLA' },
      sobre: null,
    });
  });

  it.each([
    ['it has the same image', seguir(INICIAL, AHORA, acopiar(), digitalizar('escaneo'))],
    ['it had it and was rejected', SITUACIONES.por_digitalizar_otra_vez],
  ] as const)('it is not received twice: %s', (_como, estado) => {
    const decided = confirmar(propuesta, estado);
    expect(decided).toEqual({
      ok: false,
      error: {
        codigo: 'IMAGEN_REPETIDA',
        mensaje: `El acta a la que iría ya tiene esta imagen (${escaneo.sha256.slice(0, 12)}…). Rechace la propuesta y devuelva la imagen a digitalización.`,
      },
    });
  });

  it.each([
    ['sin acta', seguir(INICIAL, AHORA, sinActa())],
    ['fuera de catálogo', SITUACIONES.fuera_de_catalogo],
  ] as const)('nor in an acta that is closed: %s', (_como, estado) => {
    expect(confirmar(propuesta, estado)).toEqual({
      ok: false,
      error: {
        codigo: 'FASE_NO_LO_PERMITE',
        mensaje:
          'El acta a la que iría la imagen se declaró sin acta o está fuera de catálogo. Anule esa declaración, o rechace la propuesta.',
      },
    });
  });

  it('confirmed fuera de catálogo: it is registered with what was read of it, unless the catalogue has it', () => {
    const estado = seguir(
      conV,
      AHORA,
      identificar('V', { tipo: 'fuera_de_catalogo', identificacion: 'SECCION 08?6', razon: 'No existe' }),
    );
    const decided = confirmar(estado, INICIAL);
    expect(decided).toMatchObject({
      value: {
        destino: [
          {
            tipo: 'fuera_de_catalogo_registrada',
            datos: {
              ...{ identificacion: 'SECCION 08?6', razon: 'No existe', declara: 'V', confirma: 'K' },
              ...{ acopio: ACOPIO, imagen: escaneo },
            },
          },
        ],
        origen: [{ tipo: 'identificacion_confirmada' }, { tipo: 'imagen_rechazada' }],
      },
    });
    const enCatalogo = decideConfirmarIdentificacion(
      estado,
      { acta: OTRA, estado: INICIAL, campos: [], enCatalogo: OTRA },
      { acta: ESTA, persona: 'K' },
    );
    expect(enCatalogo).toEqual(fueraDeCatalogo({ enCatalogo: OTRA })(INICIAL));
  });

  it('an acta that was verified has nothing to identify', () => {
    expect(outcome(identificar('V')(seguir(conV, AHORA, verificar('V'))))).toBe('FASE_NO_LO_PERMITE');
  });
});

function destinoDe(decided: ReturnType<typeof decideConfirmarIdentificacion>) {
  return decided.ok ? { ok: true as const, value: decided.value.destino } : decided;
}
