import { describe, expect, it } from 'vitest';
import {
  awaitsSobre,
  type EstadoActa,
  type EventoActa,
  evolve,
  INICIAL,
  MOTIVOS_RECHAZO,
  type Resultado,
  TIPOS_DOCUMENTO,
} from './acta.ts';
import { decideAnularSinActa, decideCotejo } from './mandatos.ts';
import { CAMPOS, imagen, instante, lecturas, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  capturar,
  corregir,
  digitalizar,
  ESTA,
  type Mandar,
  NOMBRES_DE_SITUACION,
  OTRA,
  pedirRecaptura,
  rechazar,
  resolver,
  SITUACIONES,
  type Situacion,
  sinActa,
  tomarYCapturar,
  VENCE,
  verificar,
} from './pruebas/situaciones.ts';

const PERSONA = { persona: 'K', razon: 'x' };

const { bytes: _bytes, ...AJENA } = imagen('ajena');
const REASIGNADA = {
  de: ESTA,
  imagen: AJENA,
  acopio: { via: 'CATD', momento: instante(-60), horaManuscrita: null },
  ...{ propone: 'V', confirma: 'K', razon: 'Dice otra sección' },
  ...{ capturistas: ['X'], verificadores: ['V'] },
} as const;

/** A fact of every type, as it could be in the bitácora. */
const HECHOS: readonly EventoActa[] = [
  { tipo: 'acta_acopiada', datos: { via: 'CATD', horaManuscrita: null, avisos: [] } },
  { tipo: 'acta_acopiada', datos: { via: 'CASILLA', horaManuscrita: null, avisos: [] } },
  { tipo: 'imagen_digitalizada', datos: { ...imagen('n'), uso: 'captura', campos: CAMPOS } },
  { tipo: 'imagen_digitalizada', datos: { ...imagen('n'), uso: 'evidencia', campos: [] } },
  {
    tipo: 'imagen_sustituida',
    datos: { ...PERSONA, antes: imagen('escaneo').sha256, despues: imagen('foto').sha256 },
  },
  { tipo: 'imagen_rechazada', datos: { ...PERSONA, sha256: imagen('escaneo').sha256, motivo: 'cortada' } },
  { tipo: 'captura_asignada', datos: { persona: 'D', vence: VENCE } },
  { tipo: 'captura_liberada', datos: { persona: 'D', motivo: 'vencida' } },
  { tipo: 'captura_prorrogada', datos: { persona: 'A', vence: VENCE } },
  { tipo: 'captura_registrada', datos: { persona: 'D', lecturas: {} } },
  { tipo: 'acta_consolidada', datos: { lecturas: {}, tercera: [] } },
  { tipo: 'conflicto_abierto', datos: { campos: ['PAN'], acordadas: {} } },
  { tipo: 'resolucion_propuesta', datos: { ...PERSONA, lecturas: {} } },
  { tipo: 'resolucion_rechazada', datos: PERSONA },
  { tipo: 'conflicto_resuelto', datos: { lecturas: {}, coordinador: 'K', verificador: 'V', razon: 'x' } },
  { tipo: 'verificacion_asignada', datos: { persona: 'V', vence: VENCE } },
  { tipo: 'verificacion_liberada', datos: { persona: 'V', motivo: 'devuelta' } },
  { tipo: 'acta_verificada', datos: { persona: 'V' } },
  { tipo: 'recaptura_pedida', datos: { ...PERSONA, campos: ['PAN'] } },
  {
    tipo: 'identificacion_propuesta',
    datos: { persona: 'V', propuesta: { tipo: 'otra_acta', acta: OTRA, razon: 'x' } },
  },
  { tipo: 'identificacion_rechazada', datos: PERSONA },
  { tipo: 'identificacion_confirmada', datos: { propone: 'V', confirma: 'K', destino: OTRA } },
  { tipo: 'imagen_reasignada', datos: { ...REASIGNADA, uso: 'captura', campos: CAMPOS } },
  { tipo: 'imagen_reasignada', datos: { ...REASIGNADA, uso: 'evidencia', campos: [] } },
  { tipo: 'sin_acta_propuesta', datos: { persona: 'D', motivo: 'paquete_no_entregado' } },
  { tipo: 'sin_acta_rechazada', datos: PERSONA },
  { tipo: 'sin_acta_declarada', datos: { motivo: 'paquete_no_entregado', declara: 'D', confirma: 'E' } },
  { tipo: 'sin_acta_anulada', datos: PERSONA },
  {
    tipo: 'fuera_de_catalogo_registrada',
    datos: {
      identificacion: '',
      razon: 'x',
      declara: 'D',
      confirma: 'E',
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      imagen: imagen('fuera'),
    },
  },
  { tipo: 'cotejo_registrado', datos: { persona: 'K' } },
  { tipo: 'correccion_abierta', datos: { ...PERSONA, campos: ['PAN'] } },
];

const CON_IMAGEN: readonly Situacion[] = [
  'en_captura',
  'en_captura_asignada',
  'en_segunda_captura',
  'en_tercera_captura',
  'en_conflicto',
  'en_conflicto_propuesto',
  'capturada',
  'capturada_asignada',
  'por_identificar',
  'verificada',
  'en_correccion',
];
const EN_CAPTURA = CON_IMAGEN.filter((nombre) => SITUACIONES[nombre].fase === 'en_captura');
const CAPTURADAS: readonly Situacion[] = ['capturada', 'capturada_asignada', 'por_identificar'];
const EN_CONFLICTO: readonly Situacion[] = ['en_conflicto', 'en_conflicto_propuesto'];
const ESPERADAS: readonly Situacion[] = ['esperada', 'esperada_propuesta'];
const ACOPIADAS: readonly Situacion[] = [
  'acopiada',
  'acopiada_propuesta',
  'acopiada_en_casilla',
  'por_digitalizar_otra_vez',
];

/** Where each fact can follow, in the order of `HECHOS`. */
const PUEDE_SEGUIR: readonly (readonly Situacion[])[] = [
  [...ESPERADAS, 'acopiada_en_casilla'],
  ESPERADAS,
  ACOPIADAS,
  CON_IMAGEN,
  [...EN_CAPTURA, ...EN_CONFLICTO, ...CAPTURADAS.filter((nombre) => nombre !== 'por_identificar')],
  [...EN_CAPTURA, ...EN_CONFLICTO, ...CAPTURADAS, 'verificada'],
  EN_CAPTURA,
  EN_CAPTURA,
  EN_CAPTURA,
  EN_CAPTURA,
  EN_CAPTURA,
  EN_CAPTURA,
  EN_CONFLICTO,
  EN_CONFLICTO,
  EN_CONFLICTO,
  CAPTURADAS,
  CAPTURADAS,
  CAPTURADAS,
  CAPTURADAS,
  CAPTURADAS,
  CAPTURADAS,
  CAPTURADAS,
  [...ESPERADAS, ...ACOPIADAS],
  CON_IMAGEN,
  [...ESPERADAS, ...ACOPIADAS],
  [...ESPERADAS, ...ACOPIADAS],
  [...ESPERADAS, ...ACOPIADAS],
  ['sin_acta'],
  ESPERADAS,
  ['verificada'],
  ['verificada'],
];

describe('a fact that cannot follow a state is a bug of whoever wrote the bitácora', () => {
  describe.each(HECHOS.map((hecho, i) => [hecho.tipo, hecho, PUEDE_SEGUIR[i] ?? []] as const))(
    '%s',
    (tipo, hecho, puede) => {
      it.each(NOMBRES_DE_SITUACION)('%s', (situacion) => {
        const estado: EstadoActa = SITUACIONES[situacion];
        if (puede.includes(situacion)) expect(evolve(estado, hecho, AHORA)).toBeTypeOf('object');
        else {
          expect(() => evolve(estado, hecho, AHORA)).toThrow(
            `the fact ${tipo} cannot follow the state ${estado.fase}`,
          );
        }
      });
    },
  );

  it('an unknown fact crashes', () => {
    const hecho = { tipo: 'otro', datos: {} } as unknown as EventoActa;
    expect(() => evolve(INICIAL, hecho, AHORA)).toThrow('unreachable case');
  });
});

describe('no fact changes the state that it is given', () => {
  it.each(NOMBRES_DE_SITUACION)('%s', (situacion) => {
    const estado: EstadoActa = SITUACIONES[situacion];
    const before = structuredClone(estado);
    for (const hecho of HECHOS) {
      try {
        evolve(estado, hecho, AHORA);
      } catch {
        // it cannot follow
      }
    }
    expect(estado).toEqual(before);
  });
});

describe('the way of an acta (Anexo 13, num. 26)', () => {
  it('starts expected', () => {
    expect(INICIAL).toEqual({ fase: 'esperada' });
  });

  it('acopiada: with the time of the machine, and the hand-written one beside it', () => {
    const hecho: EventoActa = {
      tipo: 'acta_acopiada',
      datos: { via: 'CATD', horaManuscrita: '2027-06-06T09:10', avisos: ['ANTES_DE_LA_APERTURA'] },
    };
    expect(evolve(INICIAL, hecho, instante(5))).toEqual({
      fase: 'acopiada',
      acopio: { via: 'CATD', momento: instante(5), horaManuscrita: '2027-06-06T09:10' },
      previo: null,
    });
  });

  it('en captura: with the image in use and every field to capture', () => {
    const { bytes: _bytes, ...guardada } = imagen('escaneo');
    expect(SITUACIONES.en_captura).toEqual({
      fase: 'en_captura',
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      sobre: null,
      camposDelActa: CAMPOS,
      imagenes: [guardada],
      rechazadas: [],
      imagen: guardada.sha256,
      capturistas: [],
      verificadores: [],
      resolutores: [],
      anterior: null,
      borrador: null,
      cotejo: 0,
      correcciones: [],
      ronda: { motivo: 'inicial', campos: CAMPOS, capturas: [] },
      asignaciones: [],
    });
  });

  it('capturada: with what two people agreed on, and when', () => {
    const estado = seguir(SITUACIONES.en_segunda_captura, instante(30), capturar('B'));
    expect(estado).toMatchObject({
      fase: 'capturada',
      capturistas: ['A', 'B'],
      asignacion: null,
      resultado: {
        lecturas: lecturas(CAMPOS),
        tercera: [],
        resueltos: [],
        imagen: imagen('escaneo').sha256,
        capturada: instante(30),
        verificada: null,
      },
    });
    expect(estado).not.toHaveProperty('ronda');
    expect(estado).not.toHaveProperty('asignaciones');
  });

  it('verificada: with the time of verification', () => {
    const estado = seguir(SITUACIONES.capturada_asignada, instante(45), verificar('V'));
    expect(estado).toMatchObject({
      fase: 'verificada',
      verificadores: ['V'],
      anterior: null,
      borrador: null,
      resultado: { capturada: AHORA, verificada: instante(45) },
    });
    expect(estado).not.toHaveProperty('asignacion');
  });

  it('fields that needed a third person are marked', () => {
    const estado = seguir(SITUACIONES.en_tercera_captura, AHORA, capturar('C', { PAN: 11 }));
    expect(estado).toMatchObject({
      capturistas: ['A', 'B', 'C'],
      resultado: { lecturas: { ...lecturas(CAMPOS), PAN: 11 }, tercera: ['PAN'], resueltos: [] },
    });
  });

  it('fields that coordinator and verificador decided are marked, and both have seen it', () => {
    expect(SITUACIONES.en_conflicto).toMatchObject({ campos: ['PAN'], acordadas: { PRI: 10 } });
    expect(SITUACIONES.en_conflicto).not.toHaveProperty('asignaciones');
    const estado = seguir(SITUACIONES.en_conflicto, instante(50), resolver());
    expect(estado).toMatchObject({
      fase: 'capturada',
      verificadores: ['K', 'V'],
      asignacion: null,
      resultado: {
        lecturas: { ...lecturas(CAMPOS), PAN: 12 },
        tercera: ['PAN'],
        resueltos: ['PAN'],
        capturada: instante(50),
      },
    });
    for (const propiedad of ['ronda', 'acordadas', 'campos']) expect(estado).not.toHaveProperty(propiedad);
  });

  it('a verification that was given back or expired leaves the acta free, and its verificador not blind', () => {
    const hecho: EventoActa = { tipo: 'verificacion_liberada', datos: { persona: 'V', motivo: 'devuelta' } };
    expect(evolve(SITUACIONES.capturada_asignada, hecho, AHORA)).toMatchObject({
      fase: 'capturada',
      asignacion: null,
      verificadores: ['V'],
    });
  });

  it('fuera de catálogo keeps what can be read of it', () => {
    expect(SITUACIONES.fuera_de_catalogo).toEqual({
      fase: 'fuera_de_catalogo',
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      imagen: imagen('fuera'),
      identificacion: 'SECCION 08?6',
    });
  });
});

describe('two routes race: phone at the casilla, scanner at the CATD (LEEME 40, 43)', () => {
  const fotografiada = seguir(INICIAL, instante(1), digitalizar('foto', 'CASILLA'));

  it('the envelope that arrives after the photograph keeps its own time, and captures nothing again', () => {
    expect(seguir(fotografiada, instante(60), acopiar())).toEqual({
      ...fotografiada,
      sobre: { via: 'CATD', momento: instante(60), horaManuscrita: null },
    });
  });

  it('if the photograph never arrives, the envelope is the acopio', () => {
    const anunciada = seguir(INICIAL, instante(1), acopiar('CASILLA'));
    expect(seguir(anunciada, instante(60), acopiar())).toEqual({
      fase: 'acopiada',
      acopio: { via: 'CATD', momento: instante(60), horaManuscrita: null },
      previo: null,
    });
  });

  it.each<[string, EstadoActa, boolean]>([
    ['not received', INICIAL, false],
    ['received at the CATD', SITUACIONES.acopiada, false],
    ['said to be photographed', SITUACIONES.acopiada_en_casilla, true],
    ['photographed', fotografiada, true],
    ['photographed, and the envelope received', seguir(fotografiada, AHORA, acopiar()), false],
    ['scanned', SITUACIONES.en_captura, false],
    ['sin acta', SITUACIONES.sin_acta, false],
    ['fuera de catálogo', SITUACIONES.fuera_de_catalogo, false],
  ])('waits for an envelope: %s', (_name, estado, expected) => {
    expect(awaitsSobre(estado)).toBe(expected);
  });

  it('later images stay as evidence, in order, and do not interrupt anybody', () => {
    const estado = seguir(SITUACIONES.en_segunda_captura, instante(9), digitalizar('foto', 'CASILLA'));
    const { bytes: _bytes, ...foto } = imagen('foto', 'CASILLA');
    const { imagenes } = SITUACIONES.en_segunda_captura as Extract<EstadoActa, { fase: 'en_captura' }>;
    expect(estado).toEqual({
      ...SITUACIONES.en_segunda_captura,
      imagenes: [...imagenes, { ...foto, momento: instante(9) }],
    });
  });
});

describe('an image that cannot be used', () => {
  it('with no other: the acta waits for another, and what was typed from it is a draft of nothing', () => {
    expect(seguir(SITUACIONES.capturada_asignada, AHORA, rechazar('V'))).toEqual({
      fase: 'acopiada',
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      previo: {
        camposDelActa: CAMPOS,
        imagenes: [expect.objectContaining({ sha256: imagen('escaneo').sha256 })],
        rechazadas: [imagen('escaneo').sha256],
        capturistas: ['A', 'B'],
        verificadores: ['V'],
        resolutores: [],
        anterior: null,
        borrador: null,
        cotejo: 0,
        correcciones: [],
      },
    });
  });

  it('the next one opens the capture of every field, by other people', () => {
    const estado = seguir(
      SITUACIONES.capturada_asignada,
      AHORA,
      rechazar('V'),
      digitalizar('segunda', 'CASILLA'),
    );
    expect(estado).toMatchObject({
      fase: 'en_captura',
      imagen: imagen('segunda').sha256,
      imagenes: [{ sha256: imagen('escaneo').sha256 }, { sha256: imagen('segunda').sha256 }],
      rechazadas: [imagen('escaneo').sha256],
      capturistas: ['A', 'B'],
      verificadores: ['V'],
      ronda: { motivo: 'inicial', campos: CAMPOS, capturas: [] },
    });
  });

  it('one that had stayed as evidence takes its place at once, the oldest first', () => {
    const estado = seguir(
      SITUACIONES.en_captura,
      AHORA,
      digitalizar('foto', 'CASILLA'),
      digitalizar('otra'),
      asignar('A'),
      rechazar('A'),
    );
    expect(estado).toMatchObject({
      fase: 'en_captura',
      imagen: imagen('foto').sha256,
      rechazadas: [imagen('escaneo').sha256],
      ronda: { motivo: 'inicial', campos: CAMPOS, capturas: [] },
      asignaciones: [],
    });
    const ultima = seguir(estado, AHORA, asignar('A'), rechazar('A'));
    expect(ultima).toMatchObject({ fase: 'en_captura', imagen: imagen('otra').sha256 });
    expect(seguir(ultima, AHORA, asignar('A'), rechazar('A'))).toMatchObject({
      fase: 'acopiada',
      previo: { rechazadas: ['escaneo', 'foto', 'otra'].map((nombre) => imagen(nombre).sha256) },
    });
  });

  it('when a photograph is rejected, the envelope that had arrived is the acopio of what follows', () => {
    const estado = seguir(
      seguir(INICIAL, instante(1), digitalizar('foto', 'CASILLA'), asignar('A')),
      instante(60),
      acopiar(),
      rechazar('A'),
    );
    expect(estado).toMatchObject({ fase: 'acopiada', acopio: { via: 'CATD', momento: instante(60) } });
  });

  it('when the envelope has not arrived, the acta still waits for it', () => {
    const estado = seguir(INICIAL, instante(1), digitalizar('foto', 'CASILLA'), asignar('A'), rechazar('A'));
    expect(estado).toMatchObject({ fase: 'acopiada', acopio: { via: 'CASILLA', momento: instante(1) } });
    expect(seguir(estado, instante(60), acopiar())).toMatchObject({
      fase: 'acopiada',
      acopio: { via: 'CATD', momento: instante(60) },
      previo: { rechazadas: [imagen('foto').sha256] },
    });
  });

  it('evidence keeps the acopio of each route', () => {
    const estado = seguir(
      seguir(INICIAL, instante(1), digitalizar('foto', 'CASILLA'), asignar('A')),
      instante(60),
      acopiar(),
      digitalizar('escaneo'),
      rechazar('A'),
    );
    expect(estado).toMatchObject({
      fase: 'en_captura',
      acopio: { via: 'CASILLA', momento: instante(1) },
      sobre: { via: 'CATD', momento: instante(60) },
      imagen: imagen('escaneo').sha256,
    });
  });
});

describe('recapture: the fields that differ, over what was already agreed', () => {
  const pedida = seguir(SITUACIONES.capturada_asignada, AHORA, pedirRecaptura('V', 'PAN', 'PRI'));

  it('opens a round of those fields; the rest stays as a draft', () => {
    expect(pedida).toMatchObject({
      fase: 'en_captura',
      ronda: { motivo: 'recaptura', campos: ['PAN', 'PRI'], capturas: [] },
      borrador: { lecturas: lecturas(CAMPOS) },
      anterior: null,
      asignaciones: [],
    });
    expect(pedida).not.toHaveProperty('resultado');
    expect(pedida).not.toHaveProperty('asignacion');
  });

  it('only those fields change', () => {
    const nuevas = { PAN: 21, PRI: 22 };
    const estado = seguir(
      pedida,
      instante(70),
      ...tomarYCapturar('D', nuevas),
      ...tomarYCapturar('E', nuevas),
    );
    expect(estado).toMatchObject({
      fase: 'capturada',
      resultado: { lecturas: { ...lecturas(CAMPOS), ...nuevas }, capturada: instante(70), verificada: null },
    });
  });

  it('marks of third person and of decision stay in the fields outside the round, and are renewed inside', () => {
    const marcada = seguir(
      SITUACIONES.en_conflicto,
      AHORA,
      resolver(),
      asignarVerificacion('W'),
      pedirRecaptura('W', 'PRI'),
      ...tomarYCapturar('D', { PRI: 1 }),
      ...tomarYCapturar('E', { PRI: 2 }),
      ...tomarYCapturar('F', { PRI: 2 }),
    );
    expect(marcada).toMatchObject({
      resultado: {
        lecturas: { ...lecturas(CAMPOS), PAN: 12, PRI: 2 },
        tercera: ['PAN', 'PRI'],
        resueltos: ['PAN'],
      },
    });
    const limpia = seguir(
      marcada,
      AHORA,
      asignarVerificacion('W'),
      pedirRecaptura('W', 'PAN'),
      ...tomarYCapturar('G', { PAN: 5 }),
      ...tomarYCapturar('H', { PAN: 5 }),
    );
    expect(limpia).toMatchObject({
      resultado: { lecturas: { PAN: 5, PRI: 2 }, tercera: ['PRI'], resueltos: [] },
      capturistas: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
    });
  });
});

describe('cotejo and correction: COTEJADA 0, 1, 2, 3', () => {
  const cotejar: Mandar = (estado) => decideCotejo(estado, { persona: 'K' });
  const cotejo = (estado: EstadoActa) => ('cotejo' in estado ? estado.cotejo : null);
  const corregida = seguir(
    SITUACIONES.en_correccion,
    instante(90),
    ...tomarYCapturar('D', { PAN: 99 }),
    ...tomarYCapturar('E', { PAN: 99 }),
    asignarVerificacion('W'),
    verificar('W'),
  );

  it('0 until it is compared; 1 when the paper says the same', () => {
    expect(cotejo(SITUACIONES.verificada)).toBe(0);
    expect(seguir(SITUACIONES.verificada, AHORA, cotejar)).toEqual({ ...SITUACIONES.verificada, cotejo: 1 });
  });

  it('2 while it is corrected: the last verified result is kept, and whoever opened it is not blind', () => {
    const { resultado } = SITUACIONES.verificada as { resultado: Resultado };
    expect(SITUACIONES.en_correccion).toMatchObject({
      fase: 'en_captura',
      cotejo: 2,
      anterior: resultado,
      borrador: resultado,
      verificadores: ['V', 'K'],
      ronda: { motivo: 'correccion', campos: ['PAN'], capturas: [] },
      asignaciones: [],
    });
    expect(SITUACIONES.en_correccion).not.toHaveProperty('resultado');
    const capturada = seguir(
      SITUACIONES.en_correccion,
      AHORA,
      ...tomarYCapturar('D', { PAN: 99 }),
      ...tomarYCapturar('E', { PAN: 99 }),
    );
    expect(capturada).toMatchObject({ fase: 'capturada', cotejo: 2, anterior: resultado });
  });

  it('3 when the correction is verified', () => {
    expect(corregida).toMatchObject({
      fase: 'verificada',
      cotejo: 3,
      anterior: null,
      borrador: null,
      resultado: { lecturas: { ...lecturas(CAMPOS), PAN: 99 }, verificada: instante(90) },
    });
  });

  it('keeps what each verified correction replaced, field by field, and when', () => {
    expect(corregida).toMatchObject({
      correcciones: [{ momento: instante(90), cambios: [{ campo: 'PAN', antes: 10, despues: 99 }] }],
    });
    const otraVez = seguir(
      seguir(
        corregida,
        AHORA,
        corregir('K', 'PAN', 'NULOS'),
        ...tomarYCapturar('F', { NULOS: 'ILEGIBLE', PAN: 99 }),
        ...tomarYCapturar('G', { NULOS: 'ILEGIBLE', PAN: 99 }),
        asignarVerificacion('W'),
      ),
      instante(120),
      verificar('W'),
    );
    expect(otraVez).toMatchObject({
      correcciones: [
        { momento: instante(90), cambios: [{ campo: 'PAN', antes: 10, despues: 99 }] },
        { momento: instante(120), cambios: [{ campo: 'NULOS', antes: 10, despues: 'ILEGIBLE' }] },
      ],
    });
  });

  it('a first verification corrects nothing; a correction that says the same is kept without changes', () => {
    expect(SITUACIONES.verificada).toMatchObject({ correcciones: [] });
    const igual = seguir(
      SITUACIONES.en_correccion,
      AHORA,
      ...tomarYCapturar('D'),
      ...tomarYCapturar('E'),
      asignarVerificacion('W'),
      verificar('W'),
    );
    expect(igual).toMatchObject({ cotejo: 3, correcciones: [{ momento: AHORA, cambios: [] }] });
  });

  it('1 becomes 2 and 3 if it is corrected after all; 3 stays 3 when it is compared again', () => {
    expect(cotejo(seguir(SITUACIONES.verificada, AHORA, cotejar, corregir('K', 'PRI')))).toBe(2);
    expect(cotejo(seguir(corregida, AHORA, cotejar))).toBe(3);
    expect(cotejo(seguir(corregida, AHORA, corregir('K', 'PRI')))).toBe(2);
  });

  it('an image rejected in a correction: every field is captured from the next, still as a correction', () => {
    const estado = seguir(SITUACIONES.en_correccion, AHORA, asignar('D'), rechazar('D'));
    expect(estado).toMatchObject({ fase: 'acopiada', previo: { cotejo: 2, borrador: null } });
    expect(seguir(estado, AHORA, digitalizar('segunda'))).toMatchObject({
      fase: 'en_captura',
      cotejo: 2,
      ronda: { motivo: 'correccion', campos: CAMPOS },
    });
  });
});

describe('what is published was captured from an image that is not good enough', () => {
  const { verificada } = SITUACIONES;
  const { resultado } = verificada as { resultado: Resultado };
  const pedida = seguir(verificada, AHORA, rechazar('K'));

  it('it waits for another, as a correction; the result stays, and who asked is not blind', () => {
    expect(pedida).toMatchObject({
      fase: 'acopiada',
      previo: {
        ...{ anterior: resultado, borrador: null, cotejo: 2, correcciones: [] },
        ...{ rechazadas: [imagen('escaneo').sha256], capturistas: ['A', 'B'], verificadores: ['V', 'K'] },
      },
    });
    expect(seguir(pedida, AHORA, digitalizar('otra'))).toMatchObject({
      fase: 'en_captura',
      anterior: resultado,
      ronda: { motivo: 'correccion', campos: CAMPOS },
    });
  });

  it('if another had arrived it is captured at once', () => {
    const conFoto = seguir(verificada, AHORA, digitalizar('foto', 'CASILLA'), rechazar('K'));
    expect(conFoto).toMatchObject({
      ...{ fase: 'en_captura', imagen: imagen('foto').sha256, cotejo: 2, anterior: resultado },
    });
    expect(conFoto).not.toHaveProperty('resultado');
  });

  it('once verified it says what changed', () => {
    const nueva = seguir(
      pedida,
      instante(300),
      digitalizar('otra'),
      ...tomarYCapturar('D', { PAN: 12 }),
      ...tomarYCapturar('E', { PAN: 12 }),
      asignarVerificacion('W'),
      verificar('W'),
    );
    expect(nueva).toMatchObject({
      ...{ fase: 'verificada', cotejo: 3, anterior: null },
      correcciones: [{ momento: instante(300), cambios: [{ campo: 'PAN', antes: 10, despues: 12 }] }],
      resultado: { imagen: imagen('otra').sha256, recapturados: [] },
    });
  });
});

describe('what a result says of its fields', () => {
  it('those captured again, in a recapture or a correction of some of them', () => {
    expect(SITUACIONES.capturada).toMatchObject({ resultado: { recapturados: [] } });
    const recapturada = seguir(
      SITUACIONES.capturada_asignada,
      AHORA,
      pedirRecaptura('V', 'PAN', 'NULOS'),
      ...tomarYCapturar('D'),
      ...tomarYCapturar('E'),
    );
    expect(recapturada).toMatchObject({ resultado: { recapturados: ['PAN', 'NULOS'] } });
    const corregida = seguir(
      recapturada,
      AHORA,
      asignarVerificacion('W'),
      verificar('W'),
      corregir('K', 'PRI', 'PAN'),
      ...tomarYCapturar('F'),
      ...tomarYCapturar('G'),
    );
    expect(corregida).toMatchObject({ resultado: { recapturados: ['PAN', 'NULOS', 'PRI'] } });
  });

  it('the acopio of the image that was captured, whatever comes later', () => {
    const foto = seguir(
      INICIAL,
      AHORA,
      digitalizar('foto', 'CASILLA'),
      ...tomarYCapturar('A'),
      ...tomarYCapturar('B'),
      acopiar(),
      asignarVerificacion('V'),
      verificar('V'),
    );
    const acopio = { via: 'CASILLA', momento: AHORA, horaManuscrita: null };
    expect(foto).toMatchObject({ resultado: { acopio }, sobre: { via: 'CATD' } });
  });
});

describe('sin acta and back', () => {
  const anular: Mandar = (estado) => decideAnularSinActa(estado, { persona: 'K', razon: 'Apareció' });

  it('keeps why and when', () => {
    expect(seguir(INICIAL, instante(7), sinActa())).toEqual({
      fase: 'sin_acta',
      motivo: 'casilla_no_instalada',
      momento: instante(7),
      acopio: null,
      previo: null,
    });
  });

  it.each(['esperada', 'acopiada', 'acopiada_en_casilla', 'por_digitalizar_otra_vez'] as const)(
    'annulled, the acta is as it was: %s',
    (situacion) => {
      expect(seguir(SITUACIONES[situacion], instante(7), sinActa(), anular)).toEqual(SITUACIONES[situacion]);
    },
  );
});

describe('vocabularies', () => {
  it('TIPO_DOCUMENTO (LEEME 45)', () => {
    expect(TIPOS_DOCUMENTO).toEqual(['ACTA PREP', 'RPP', 'CC', 'PPC', 'ACTA VA', 'ACTA VPPP', 'ACTA VMRE']);
  });

  it('why an image is rejected', () => {
    expect(MOTIVOS_RECHAZO).toEqual(['ilegible', 'cortada', 'otra_casilla', 'no_es_acta']);
  });
});
