import { describe, expect, it } from 'vitest';
import { type EstadoActa, evolve } from './acta.ts';
import { decideImagen } from './dos-rutas.ts';
import { VALOR_MAXIMO } from './lectura.ts';
import { decideAcopio } from './mandatos.ts';
import {
  camposPorCapturar,
  checkCarga,
  decideAsignarCaptura,
  decideCaptura,
  decideDevolverCaptura,
  decideProrrogarCaptura,
  decideReportarImagen,
  decideRetomarCaptura,
} from './mandatos-captura.ts';
import {
  decideAsignarVerificacion,
  decideRecaptura,
  decideRechazarImagen,
  decideVerificar,
} from './mandatos-verificacion.ts';
import { CAMPOS, imagen, instante, lecturas, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  capturar,
  digitalizar,
  ESTA,
  outcome,
  pedirRecaptura,
  rechazar,
  resolver,
  SITUACIONES,
  type Situacion,
  VENCE,
} from './pruebas/situaciones.ts';

describe('acopio and images: two routes race', () => {
  it('what was typed by hand is kept with what looks wrong about it', () => {
    const mandato = {
      via: 'CATD',
      horaManuscrita: '2027-06-06T09:10',
      avisos: ['ANTES_DE_LA_APERTURA'],
    } as const;
    expect(decideAcopio(SITUACIONES.esperada, mandato)).toEqual({
      ok: true,
      value: [{ tipo: 'acta_acopiada', datos: mandato }],
    });
  });

  it('the envelope is registered once, also when it came after its photograph', () => {
    const fotografiada = seguir(SITUACIONES.esperada, AHORA, digitalizar('foto', 'CASILLA'));
    expect(outcome(digitalizar('escaneo')(fotografiada))).toBe('FALTA_ACOPIO');
    expect(outcome(acopiar('CASILLA')(fotografiada))).toBe('YA_ACOPIADA');
    const conSobre = seguir(fotografiada, AHORA, acopiar());
    expect(outcome(acopiar()(conSobre))).toBe('YA_ACOPIADA');
    expect(outcome(digitalizar('escaneo')(conSobre))).toBe('imagen_digitalizada');
  });

  it('a photograph registers its own acopio, and opens the capture of every field', () => {
    const { momento: _momento, ...foto } = imagen('foto', 'CASILLA');
    expect(decideImagen(SITUACIONES.esperada, foto, CAMPOS)).toEqual({
      ok: true,
      value: [
        { tipo: 'acta_acopiada', datos: { via: 'CASILLA', horaManuscrita: null, avisos: [] } },
        { tipo: 'imagen_digitalizada', datos: { ...foto, uso: 'captura', campos: CAMPOS } },
      ],
    });
  });

  it('the first image is captured and the others stay as evidence', () => {
    const { momento: _momento, ...escaneo } = imagen('otra');
    expect(decideImagen(SITUACIONES.acopiada, escaneo, CAMPOS)).toMatchObject({
      value: [{ datos: { uso: 'captura', campos: CAMPOS } }],
    });
    expect(decideImagen(SITUACIONES.capturada, escaneo, CAMPOS)).toMatchObject({
      value: [{ datos: { uso: 'evidencia', campos: [] } }],
    });
  });

  it.each(['en_captura', 'verificada', 'por_digitalizar_otra_vez'] as const)(
    'the same image is not stored twice: %s',
    (situacion) => {
      expect(digitalizar('escaneo')(SITUACIONES[situacion])).toEqual({
        ok: false,
        error: {
          codigo: 'IMAGEN_REPETIDA',
          mensaje: 'Esta imagen ya se había recibido para la misma acta. No hace falta enviarla otra vez.',
        },
      });
    },
  );

  it('nothing is scanned before its envelope is received', () => {
    const decision = digitalizar('x')(SITUACIONES.esperada);
    expect(decision).toMatchObject({
      error: {
        mensaje: 'El acta no se ha recibido en el CATD. Registre primero su acopio y después digitalícela.',
      },
    });
  });
});

describe('two blind captures and a third only where they differ (Anexo 13)', () => {
  it('who captured it may not capture it again', () => {
    const estado = seguir(SITUACIONES.en_captura_asignada, AHORA, capturar('A'));
    expect(asignar('A')(estado)).toEqual({
      ok: false,
      error: {
        codigo: 'YA_LA_CAPTURO',
        mensaje: 'Usted ya capturó esta acta; la siguiente captura debe hacerla otra persona.',
      },
    });
    expect(capturar('A')(estado)).toEqual(asignar('A')(estado));
  });

  it('who has it may not take it again', () => {
    expect(asignar('A')(SITUACIONES.en_captura_asignada)).toEqual({
      ok: false,
      error: {
        codigo: 'YA_LA_TIENE',
        mensaje: 'Usted ya tiene esta acta asignada. Termine de capturarla.',
      },
    });
  });

  it('who saw its values to verify it may not capture it', () => {
    const estado = seguir(SITUACIONES.capturada_asignada, AHORA, pedirRecaptura('V', 'PAN'));
    expect(asignar('V')(estado)).toEqual({
      ok: false,
      error: {
        codigo: 'YA_LA_VIO',
        mensaje: 'Usted ya vio los datos de esta acta; debe capturarla otra persona.',
      },
    });
  });

  it('nor who resolved a conflict of it, nor who rejected its image while deciding one, nor who opened a correction', () => {
    const resuelta = seguir(
      SITUACIONES.en_conflicto,
      AHORA,
      resolver(),
      asignarVerificacion('W'),
      pedirRecaptura('W', 'PRI'),
    );
    for (const persona of ['K', 'V', 'W']) expect(outcome(asignar(persona)(resuelta))).toBe('YA_LA_VIO');

    const rechazada = seguir(SITUACIONES.en_conflicto, AHORA, rechazar('K'), digitalizar('otra'));
    expect(outcome(asignar('K')(rechazada))).toBe('YA_LA_VIO');
    expect(outcome(asignar('D')(rechazada))).toBe('captura_asignada');

    expect(outcome(asignar('K')(SITUACIONES.en_correccion))).toBe('YA_LA_VIO');
  });

  it('a capturista who only saw the image and returned it is still blind', () => {
    const estado = seguir(SITUACIONES.por_digitalizar_otra_vez, AHORA, digitalizar('otra'));
    expect(outcome(asignar('A')(estado))).toBe('captura_asignada');
  });

  it('two people may have it at once, not three; after a difference, one', () => {
    const dos = seguir(SITUACIONES.en_captura_asignada, AHORA, asignar('B'));
    expect(asignar('C')(dos)).toEqual({
      ok: false,
      error: {
        codigo: 'SIN_LUGAR',
        mensaje: 'Otras personas ya están capturando esta acta. Pida la siguiente.',
      },
    });
    const una = seguir(dos, AHORA, capturar('A'));
    expect(outcome(asignar('C')(una))).toBe('SIN_LUGAR');
    const difieren = seguir(una, AHORA, capturar('B', { PAN: 11 }));
    expect(outcome(asignar('C')(difieren))).toBe('captura_asignada');
  });

  it.each<[Situacion, readonly string[]]>([
    ['en_captura', CAMPOS],
    ['en_segunda_captura', CAMPOS],
    ['en_tercera_captura', ['PAN']],
    ['en_correccion', ['PAN']],
    ['en_conflicto', []],
    ['esperada', []],
  ])('%s: the next person types those fields', (situacion, campos) => {
    expect(camposPorCapturar(SITUACIONES[situacion])).toEqual(campos);
  });

  it('the first capture says nothing; the second consolidates or waits, and says nothing of which', () => {
    const segunda = SITUACIONES.en_segunda_captura;
    expect(capturar('B')(segunda)).toEqual({
      ok: true,
      value: [
        { tipo: 'captura_registrada', datos: { persona: 'B', lecturas: lecturas(CAMPOS) } },
        { tipo: 'acta_consolidada', datos: { lecturas: lecturas(CAMPOS), tercera: [] } },
      ],
    });
    expect(outcome(capturar('B', { PAN: 11 })(segunda))).toBe('captura_registrada');
  });

  it('the third consolidates what two people typed, or opens a conflict in what they did not', () => {
    const tercera = SITUACIONES.en_tercera_captura;
    expect(capturar('C', { PAN: 11 })(tercera)).toEqual({
      ok: true,
      value: [
        { tipo: 'captura_registrada', datos: { persona: 'C', lecturas: { PAN: 11 } } },
        {
          tipo: 'acta_consolidada',
          datos: { lecturas: lecturas(CAMPOS, 10, { PAN: 11 }), tercera: ['PAN'] },
        },
      ],
    });
    const { PAN: _pan, ...acordadas } = lecturas(CAMPOS);
    expect(capturar('C', { PAN: 'ILEGIBLE' })(tercera)).toEqual({
      ok: true,
      value: [
        { tipo: 'captura_registrada', datos: { persona: 'C', lecturas: { PAN: 'ILEGIBLE' } } },
        { tipo: 'conflicto_abierto', datos: { campos: ['PAN'], acordadas } },
      ],
    });
  });

  const captura = (lecturasDadas: Record<string, number>, valorMaximo = VALOR_MAXIMO) =>
    decideCaptura(SITUACIONES.en_captura_asignada, {
      persona: 'A',
      lecturas: lecturasDadas,
      ahora: AHORA,
      valorMaximo,
    });

  it('missing fields are all named at once', () => {
    const { PAN: _pan, NULOS: _nulos, ...resto } = lecturas(CAMPOS) as Record<string, number>;
    expect(captura(resto)).toEqual({
      ok: false,
      error: {
        codigo: 'FALTAN_CAMPOS',
        mensaje: 'Faltan PAN, NULOS. Escriba lo que dice el acta, o marque cada uno ilegible o sin dato.',
      },
    });
  });

  it('fields that were not asked are refused: options that do not run there, the rest of the acta in a third capture', () => {
    const completa = lecturas(CAMPOS) as Record<string, number>;
    expect(captura({ ...completa, CAND_IND_1: 3, PVEM: 1 })).toEqual({
      ok: false,
      error: {
        codigo: 'CAMPO_AJENO',
        mensaje:
          'Esta captura no lleva CAND_IND_1, PVEM: esa opción no compite en este territorio o ese campo no se pidió.',
      },
    });
    const tercera = decideCaptura(SITUACIONES.en_tercera_captura, {
      persona: 'C',
      lecturas: completa,
      ahora: AHORA,
      valorMaximo: VALOR_MAXIMO,
    });
    expect(outcome(tercera)).toBe('CAMPO_AJENO');
  });

  it.each([
    [10, 'captura_registrada'],
    [9, 'LECTURA_EXCESIVA'],
  ])('the largest accepted value is %i, inclusive, when every field says 10', (maximo, expected) => {
    expect(outcome(captura(lecturas(CAMPOS) as Record<string, number>, maximo))).toBe(expected);
  });

  it('a value that no field accepts is refused wherever it is', () => {
    for (const campo of CAMPOS) {
      expect(outcome(captura({ ...(lecturas(CAMPOS) as Record<string, number>), [campo]: -1 }))).toBe(
        'LECTURA_NEGATIVA',
      );
    }
  });

  it('nobody captures what they do not have', () => {
    expect(capturar('B')(SITUACIONES.en_captura_asignada)).toEqual({
      ok: false,
      error: {
        codigo: 'SIN_ASIGNACION',
        mensaje: 'Esta acta no está asignada a usted. Pida la siguiente acta de su cola.',
      },
    });
    expect(outcome(decideDevolverCaptura(SITUACIONES.en_captura_asignada, 'B'))).toBe('SIN_ASIGNACION');
  });

  it('what is given back may be taken again by the same person', () => {
    const devuelta = seguir(SITUACIONES.en_captura_asignada, AHORA, (estado) =>
      decideDevolverCaptura(estado, 'A'),
    );
    expect(devuelta).toEqual(SITUACIONES.en_captura);
    expect(outcome(asignar('A')(devuelta))).toBe('captura_asignada');
  });

  it('giving back one of two leaves the other', () => {
    const dos = seguir(SITUACIONES.en_captura_asignada, AHORA, asignar('B'));
    expect(decideDevolverCaptura(dos, 'A')).toEqual({
      ok: true,
      value: [{ tipo: 'captura_liberada', datos: { persona: 'A', motivo: 'devuelta' } }],
    });
    const una = seguir(dos, AHORA, (estado) => decideDevolverCaptura(estado, 'A'));
    expect(una).toMatchObject({ asignaciones: [{ persona: 'B', vence: VENCE }] });
  });
});

describe('an assignment lasts until it expires, exclusive', () => {
  const antes = instante(599);
  const alVencer = instante(600);
  const despues = instante(601);

  it.each([
    [antes, 'captura_registrada'],
    [alVencer, 'ASIGNACION_VENCIDA'],
    [despues, 'ASIGNACION_VENCIDA'],
  ])('capture at %s: %s', (ahora, expected) => {
    const decision = decideCaptura(SITUACIONES.en_captura_asignada, {
      persona: 'A',
      lecturas: lecturas(CAMPOS),
      ahora,
      valorMaximo: VALOR_MAXIMO,
    });
    expect(outcome(decision)).toBe(expected);
    if (!decision.ok) {
      expect(decision.error.mensaje).toBe(
        'Terminó el tiempo para capturar esta acta. Pida la siguiente; esta la capturará otra persona.',
      );
    }
  });

  it.each([
    [antes, 'acta_verificada', 'recaptura_pedida', 'imagen_rechazada'],
    [alVencer, 'ASIGNACION_VENCIDA', 'ASIGNACION_VENCIDA', 'ASIGNACION_VENCIDA'],
    [despues, 'ASIGNACION_VENCIDA', 'ASIGNACION_VENCIDA', 'ASIGNACION_VENCIDA'],
  ])('verification at %s: %s, %s, %s', (ahora, verifica, recaptura, rechaza) => {
    const estado = SITUACIONES.capturada_asignada;
    const persona = 'V';
    const decision = decideVerificar(estado, { persona, ahora });
    expect(outcome(decision)).toBe(verifica);
    if (!decision.ok) {
      expect(decision.error.mensaje).toBe('Terminó el tiempo para verificar esta acta. Pida la siguiente.');
    }
    expect(outcome(decideRecaptura(estado, { persona, ahora, campos: ['PAN'], razon: 'x' }))).toBe(recaptura);
    expect(outcome(decideRechazarImagen(estado, { persona, ahora, motivo: 'cortada', razon: 'x' }))).toBe(
      rechaza,
    );
  });

  it.each([
    [antes, 'imagen_rechazada'],
    [alVencer, 'ASIGNACION_VENCIDA'],
  ])('rejecting the image while capturing, at %s: %s', (ahora, expected) => {
    expect(outcome(rechazar('A', 'x', ahora)(SITUACIONES.en_captura_asignada))).toBe(expected);
  });

  it.each([
    [antes, 'SIN_LUGAR'],
    [alVencer, 'captura_liberada + captura_asignada'],
    [despues, 'captura_liberada + captura_asignada'],
  ])('another takes the place in capture, at %s: %s', (ahora, expected) => {
    const mandato = { persona: 'D', vence: instante(1200), ahora };
    expect(outcome(decideAsignarCaptura(SITUACIONES.en_segunda_captura, mandato))).toBe(expected);
  });

  it('only the expired ones are released, and it is said that they expired', () => {
    const dos = seguir(SITUACIONES.en_captura_asignada, AHORA, (estado) =>
      decideAsignarCaptura(estado, { persona: 'B', vence: instante(900), ahora: AHORA }),
    );
    expect(decideAsignarCaptura(dos, { persona: 'C', vence: instante(1200), ahora: alVencer })).toEqual({
      ok: true,
      value: [
        { tipo: 'captura_liberada', datos: { persona: 'A', motivo: 'vencida' } },
        { tipo: 'captura_asignada', datos: { persona: 'C', vence: instante(1200) } },
      ],
    });
  });

  describe('more time, while one types', () => {
    const estado = SITUACIONES.en_captura_asignada;
    const prorrogar = (segundos: number, cambios: { maximo?: number; persona?: string } = {}) =>
      decideProrrogarCaptura(estado, {
        ...{ persona: cambios.persona ?? 'A', ahora: instante(segundos) },
        ...{ segundos: 600, maximo: cambios.maximo ?? 1800 },
      });
    const until = (segundos: number) => ({
      ok: true,
      value: [{ tipo: 'captura_prorrogada', datos: { persona: 'A', vence: instante(segundos) } }],
    });
    const AGOTADA = {
      ok: false,
      error: {
        codigo: 'PRORROGA_AGOTADA',
        mensaje:
          'Esta acta ya no puede tener más tiempo. Envíela antes de que venza, o devuélvala para que la capture otra persona.',
      },
    };

    it('as long as a new assignment, from the half of the one that runs', () => {
      expect(prorrogar(299)).toEqual({ ok: true, value: [] });
      expect(prorrogar(300)).toEqual(until(900));
      expect(prorrogar(599)).toEqual(until(1199));
    });

    it('up to the maximum since it was given, and then no more', () => {
      expect(prorrogar(599, { maximo: 900 })).toEqual(until(900));
      expect(prorrogar(599, { maximo: 601 })).toEqual(until(601));
      expect(prorrogar(599, { maximo: 600 })).toEqual(AGOTADA);
      const prorrogada = seguir(estado, instante(500), () => prorrogar(500));
      expect(prorrogada).toMatchObject({ asignaciones: [{ desde: AHORA, vence: instante(1100) }] });
      const otraVez = { persona: 'A', ahora: instante(1000), segundos: 600, maximo: 1100 };
      expect(decideProrrogarCaptura(prorrogada, otraVez)).toEqual(AGOTADA);
    });

    it('only for who has it, and before it expires', () => {
      expect(outcome(prorrogar(400, { persona: 'B' }))).toBe('SIN_ASIGNACION');
      expect(outcome(prorrogar(600))).toBe('ASIGNACION_VENCIDA');
    });

    it('the other person keeps theirs as it was', () => {
      const dos = seguir(estado, AHORA, asignar('B'));
      const prorrogada = seguir(dos, instante(400), () => prorrogar(400));
      expect(prorrogada).toMatchObject({
        asignaciones: [
          { persona: 'A', vence: instante(1000) },
          { persona: 'B', vence: VENCE },
        ],
      });
    });
  });

  describe('taking again what one had', () => {
    const retomar = (estado: EstadoActa, persona: string, ahora: string) =>
      decideRetomarCaptura(estado, { persona, vence: instante(1200), ahora });

    it('when its time ran out and nobody took it', () => {
      expect(retomar(SITUACIONES.en_captura_asignada, 'A', alVencer)).toEqual({
        ok: true,
        value: [
          { tipo: 'captura_liberada', datos: { persona: 'A', motivo: 'vencida' } },
          { tipo: 'captura_asignada', datos: { persona: 'A', vence: instante(1200) } },
        ],
      });
    });

    it('with time left there is nothing to do', () => {
      expect(retomar(SITUACIONES.en_captura_asignada, 'A', antes)).toEqual({ ok: true, value: [] });
    });

    it('nobody chooses an acta that they did not have, nor one that somebody else has taken', () => {
      expect(outcome(retomar(SITUACIONES.en_captura, 'D', AHORA))).toBe('SIN_ASIGNACION');
      const tomada = seguir(SITUACIONES.en_captura_asignada, alVencer, (e) =>
        decideAsignarCaptura(e, { persona: 'D', vence: instante(1200), ahora: alVencer }),
      );
      expect(outcome(retomar(tomada, 'A', alVencer))).toBe('SIN_ASIGNACION');
    });

    it.each(['en_captura', 'en_conflicto', 'capturada', 'verificada', 'por_identificar'] as const)(
      'who captured it is told so, in whatever phase it is: %s',
      (situacion) => {
        const estado =
          situacion === 'en_captura'
            ? seguir(SITUACIONES.en_captura_asignada, AHORA, capturar('A'))
            : SITUACIONES[situacion];
        for (const decision of [
          retomar(estado, 'A', AHORA),
          capturar('A')(estado),
          decideDevolverCaptura(estado, 'A'),
          decideReportarImagen(estado, { persona: 'A', ahora: AHORA, motivo: 'cortada', razon: 'x' }),
        ]) {
          expect(outcome(decision)).toBe('YA_LA_CAPTURO');
        }
      },
    );
  });

  it.each([
    [0, 1, null],
    [1, 2, null],
    [1, 1, 'Usted ya tiene un acta asignada. Termínela o devuélvala antes de pedir otra.'],
    [2, 2, 'Usted ya tiene 2 actas asignadas. Termine o devuelva una antes de pedir otra.'],
    [3, 2, 'Usted ya tiene 3 actas asignadas. Termine o devuelva una antes de pedir otra.'],
  ])('with %i actas at hand and %i at most', (tiene, maximo, mensaje) => {
    expect(checkCarga(tiene, maximo)).toEqual(
      mensaje === null ? { ok: true, value: null } : { ok: false, error: { codigo: 'TIENE_OTRAS', mensaje } },
    );
  });

  it('who was given it and then turns out to have captured its image elsewhere does not capture it', () => {
    const { bytes: _bytes, ...ajena } = imagen('ajena');
    const datos = {
      ...{ de: ESTA, imagen: ajena, acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null } as const },
      ...{ propone: 'V', confirma: 'K', razon: 'x', uso: 'evidencia' as const, campos: [] },
    };
    const llegada = (capturistas: readonly string[], verificadores: readonly string[]) =>
      evolve(
        SITUACIONES.en_captura_asignada,
        { tipo: 'imagen_reasignada', datos: { ...datos, capturistas, verificadores } },
        AHORA,
      );
    expect(outcome(capturar('A')(llegada(['A'], [])))).toBe('YA_LA_CAPTURO');
    expect(outcome(capturar('A')(llegada([], ['A'])))).toBe('YA_LA_VIO');
    expect(outcome(capturar('A')(llegada(['B'], ['C'])))).toBe('captura_registrada');
  });

  it('who let it expire may take it again', () => {
    const mandato = { persona: 'A', vence: instante(1200), ahora: alVencer };
    const renovada = seguir(SITUACIONES.en_captura_asignada, alVencer, (e) =>
      decideAsignarCaptura(e, mandato),
    );
    expect(renovada).toMatchObject({ asignaciones: [{ persona: 'A', vence: instante(1200) }] });
  });

  it.each([
    [antes, 'V', 'YA_LA_TIENE'],
    [antes, 'W', 'SIN_LUGAR'],
    [alVencer, 'V', 'verificacion_liberada + verificacion_asignada'],
    [alVencer, 'W', 'verificacion_liberada + verificacion_asignada'],
  ])('verification at %s is taken by %s: %s', (ahora, persona, expected) => {
    const mandato = { persona, vence: instante(1200), ahora };
    expect(outcome(decideAsignarVerificacion(SITUACIONES.capturada_asignada, mandato))).toBe(expected);
  });

  it('each refusal of a verification says what to do', () => {
    const mandato = { vence: VENCE, ahora: AHORA };
    const { capturada_asignada: estado } = SITUACIONES;
    expect(decideAsignarVerificacion(estado, { persona: 'V', ...mandato })).toMatchObject({
      error: { mensaje: 'Usted ya tiene esta acta asignada. Termine de verificarla.' },
    });
    expect(decideAsignarVerificacion(estado, { persona: 'W', ...mandato })).toMatchObject({
      error: { mensaje: 'Otra persona ya está verificando esta acta. Pida la siguiente.' },
    });
    expect(decideAsignarVerificacion(estado, { persona: 'W', vence: VENCE, ahora: alVencer })).toMatchObject({
      value: [{ datos: { persona: 'V', motivo: 'vencida' } }, { datos: { persona: 'W', vence: VENCE } }],
    });
  });
});
