import { describe, expect, it } from 'vitest';
import type { EstadoActa } from './acta.ts';
import {
  colaDe,
  decideAnularSinActa,
  decideCotejo,
  decidePedirDigitalizacion,
  type EnCola,
} from './mandatos.ts';
import {
  decideAsignarCaptura,
  decideDevolverCaptura,
  decideProrrogarCaptura,
  decideRetomarCaptura,
} from './mandatos-captura.ts';
import {
  decideConfirmarResolucion,
  decideRechazarIdentificacion,
  decideRechazarImagenEnConflicto,
  decideRechazarResolucion,
} from './mandatos-dos-personas.ts';
import { decideConfirmarSinActa, decideRechazarSinActa } from './mandatos-sin-acta.ts';
import { decideDevolverVerificacion } from './mandatos-verificacion.ts';
import { instante, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  capturar,
  confirmarIdentificacion,
  corregir,
  digitalizar,
  fueraDeCatalogo,
  holder,
  identificar,
  type Mandar,
  NOMBRES_DE_SITUACION,
  outcome,
  pedirRecaptura,
  proponer,
  proponerSinActa,
  rechazar,
  resolver,
  SITUACIONES,
  type Situacion,
  sinActa,
  tomarYCapturar,
  VENCE,
  verificar,
} from './pruebas/situaciones.ts';

type Fila = readonly [
  mandato: string,
  mandar: Mandar,
  permitido: Partial<Record<Situacion, string>>,
  porOmision?: string,
];

const SIN_PROPUESTA = {
  esperada: 'SIN_PROPUESTA',
  acopiada: 'SIN_PROPUESTA',
  acopiada_en_casilla: 'SIN_PROPUESTA',
  por_digitalizar_otra_vez: 'SIN_PROPUESTA',
} as const;

/** What each request gives in each situation; where nothing is said, FASE_NO_LO_PERMITE or the last word of the row. */
const TABLA: readonly Fila[] = [
  [
    'receive the envelope at the CATD',
    acopiar('CATD'),
    {
      esperada: 'acta_acopiada',
      esperada_propuesta: 'acta_acopiada',
      acopiada: 'YA_ACOPIADA',
      acopiada_propuesta: 'YA_ACOPIADA',
      acopiada_en_casilla: 'acta_acopiada',
      por_digitalizar_otra_vez: 'YA_ACOPIADA',
      en_captura: 'YA_ACOPIADA',
      en_captura_asignada: 'YA_ACOPIADA',
      en_segunda_captura: 'YA_ACOPIADA',
      en_tercera_captura: 'YA_ACOPIADA',
      en_conflicto: 'YA_ACOPIADA',
      en_conflicto_propuesto: 'YA_ACOPIADA',
      capturada: 'YA_ACOPIADA',
      capturada_asignada: 'YA_ACOPIADA',
      por_identificar: 'YA_ACOPIADA',
      verificada: 'YA_ACOPIADA',
      en_correccion: 'YA_ACOPIADA',
      fuera_de_catalogo: 'YA_ACOPIADA',
    },
  ],
  [
    'note that it was photographed at the casilla',
    acopiar('CASILLA'),
    {
      esperada: 'acta_acopiada',
      esperada_propuesta: 'acta_acopiada',
      acopiada: 'YA_ACOPIADA',
      acopiada_propuesta: 'YA_ACOPIADA',
      acopiada_en_casilla: 'YA_ACOPIADA',
      por_digitalizar_otra_vez: 'YA_ACOPIADA',
      en_captura: 'YA_ACOPIADA',
      en_captura_asignada: 'YA_ACOPIADA',
      en_segunda_captura: 'YA_ACOPIADA',
      en_tercera_captura: 'YA_ACOPIADA',
      en_conflicto: 'YA_ACOPIADA',
      en_conflicto_propuesto: 'YA_ACOPIADA',
      capturada: 'YA_ACOPIADA',
      capturada_asignada: 'YA_ACOPIADA',
      por_identificar: 'YA_ACOPIADA',
      verificada: 'YA_ACOPIADA',
      en_correccion: 'YA_ACOPIADA',
      fuera_de_catalogo: 'YA_ACOPIADA',
    },
  ],
  [
    'send a scan from the CATD',
    digitalizar('otra', 'CATD'),
    {
      esperada: 'FALTA_ACOPIO',
      esperada_propuesta: 'FALTA_ACOPIO',
      acopiada: 'imagen_digitalizada',
      acopiada_propuesta: 'imagen_digitalizada',
      acopiada_en_casilla: 'FALTA_ACOPIO',
      por_digitalizar_otra_vez: 'imagen_digitalizada',
      en_captura: 'imagen_digitalizada',
      en_captura_asignada: 'imagen_digitalizada',
      en_segunda_captura: 'imagen_digitalizada',
      en_tercera_captura: 'imagen_digitalizada',
      en_conflicto: 'imagen_digitalizada',
      en_conflicto_propuesto: 'imagen_digitalizada',
      capturada: 'imagen_digitalizada',
      capturada_asignada: 'imagen_digitalizada',
      por_identificar: 'imagen_digitalizada',
      verificada: 'imagen_digitalizada',
      en_correccion: 'imagen_digitalizada',
    },
  ],
  [
    'send a photograph from the casilla',
    digitalizar('otra', 'CASILLA'),
    {
      esperada: 'acta_acopiada + imagen_digitalizada',
      esperada_propuesta: 'acta_acopiada + imagen_digitalizada',
      acopiada: 'imagen_digitalizada',
      acopiada_propuesta: 'imagen_digitalizada',
      acopiada_en_casilla: 'imagen_digitalizada',
      por_digitalizar_otra_vez: 'imagen_digitalizada',
      en_captura: 'imagen_digitalizada',
      en_captura_asignada: 'imagen_digitalizada',
      en_segunda_captura: 'imagen_digitalizada',
      en_tercera_captura: 'imagen_digitalizada',
      en_conflicto: 'imagen_digitalizada',
      en_conflicto_propuesto: 'imagen_digitalizada',
      capturada: 'imagen_digitalizada',
      capturada_asignada: 'imagen_digitalizada',
      por_identificar: 'imagen_digitalizada',
      verificada: 'imagen_digitalizada',
      en_correccion: 'imagen_digitalizada',
    },
  ],
  [
    'take it to capture',
    asignar('D'),
    {
      en_captura: 'captura_asignada',
      en_captura_asignada: 'captura_asignada',
      en_segunda_captura: 'SIN_LUGAR',
      en_tercera_captura: 'SIN_LUGAR',
      en_correccion: 'captura_asignada',
    },
  ],
  [
    'give it back without capturing it',
    (estado) => decideDevolverCaptura(estado, holder(estado)),
    {
      en_captura: 'SIN_ASIGNACION',
      en_captura_asignada: 'captura_liberada',
      en_segunda_captura: 'captura_liberada',
      en_tercera_captura: 'captura_liberada',
    },
    // Whoever does not have it is not told in which phase it is.
    'SIN_ASIGNACION',
  ],
  [
    'capture it',
    (estado) => capturar(holder(estado))(estado),
    {
      en_captura: 'SIN_ASIGNACION',
      en_captura_asignada: 'captura_registrada',
      en_segunda_captura: 'captura_registrada + acta_consolidada',
      en_tercera_captura: 'captura_registrada + acta_consolidada',
    },
    'SIN_ASIGNACION',
  ],
  [
    'take it again when its time ran out',
    (estado) =>
      decideRetomarCaptura(estado, { persona: holder(estado), vence: instante(1200), ahora: VENCE }),
    {
      en_captura_asignada: 'captura_liberada + captura_asignada',
      en_segunda_captura: 'captura_liberada + captura_asignada',
      en_tercera_captura: 'captura_liberada + captura_asignada',
    },
    'SIN_ASIGNACION',
  ],
  [
    'ask for more time',
    (estado) => {
      const ahora = instante(400);
      return decideProrrogarCaptura(estado, { persona: holder(estado), ahora, segundos: 600, maximo: 1800 });
    },
    {
      en_captura_asignada: 'captura_prorrogada',
      en_segunda_captura: 'captura_prorrogada',
      en_tercera_captura: 'captura_prorrogada',
    },
    'SIN_ASIGNACION',
  ],
  [
    'propose how to resolve a conflict',
    proponer(),
    { en_conflicto: 'resolucion_propuesta', en_conflicto_propuesto: 'PROPUESTA_PENDIENTE' },
  ],
  [
    'confirm it',
    (estado) => decideConfirmarResolucion(estado, { persona: 'V' }),
    { en_conflicto: 'SIN_PROPUESTA', en_conflicto_propuesto: 'conflicto_resuelto' },
  ],
  [
    'reject it',
    (estado) => decideRechazarResolucion(estado, { persona: 'V', razon: 'Dice once' }),
    { en_conflicto: 'SIN_PROPUESTA', en_conflicto_propuesto: 'resolucion_rechazada' },
  ],
  [
    'propose what its image is',
    identificar('V'),
    {
      capturada: 'SIN_ASIGNACION',
      capturada_asignada: 'identificacion_propuesta',
      por_identificar: 'SIN_ASIGNACION',
    },
  ],
  [
    'confirm what its image is',
    confirmarIdentificacion('K'),
    {
      capturada: 'SIN_PROPUESTA',
      capturada_asignada: 'SIN_PROPUESTA',
      por_identificar: 'identificacion_confirmada + imagen_rechazada',
    },
  ],
  [
    'reject what its image is said to be',
    (estado) => decideRechazarIdentificacion(estado, { persona: 'K', razon: 'Es la correcta' }),
    {
      capturada: 'SIN_PROPUESTA',
      capturada_asignada: 'SIN_PROPUESTA',
      por_identificar: 'identificacion_rechazada',
    },
  ],
  [
    'take it to verify',
    asignarVerificacion('D'),
    {
      capturada: 'verificacion_asignada',
      capturada_asignada: 'SIN_LUGAR',
      por_identificar: 'PROPUESTA_PENDIENTE',
    },
  ],
  [
    'give it back without verifying it',
    (estado) => decideDevolverVerificacion(estado, 'V'),
    {
      capturada: 'SIN_ASIGNACION',
      capturada_asignada: 'verificacion_liberada',
      por_identificar: 'SIN_ASIGNACION',
    },
  ],
  [
    'verify it',
    verificar('V'),
    { capturada: 'SIN_ASIGNACION', capturada_asignada: 'acta_verificada', por_identificar: 'SIN_ASIGNACION' },
  ],
  [
    'ask for a recapture',
    pedirRecaptura('V', 'PAN'),
    {
      capturada: 'SIN_ASIGNACION',
      capturada_asignada: 'recaptura_pedida',
      por_identificar: 'SIN_ASIGNACION',
    },
  ],
  [
    'reject its image',
    (estado) => rechazar(holder(estado))(estado),
    {
      en_captura: 'SIN_ASIGNACION',
      en_captura_asignada: 'imagen_rechazada',
      en_segunda_captura: 'imagen_rechazada',
      en_tercera_captura: 'imagen_rechazada',
      en_conflicto: 'imagen_rechazada',
      en_conflicto_propuesto: 'imagen_rechazada',
      por_identificar: 'SIN_ASIGNACION',
      verificada: 'imagen_rechazada',
      capturada: 'SIN_ASIGNACION',
      capturada_asignada: 'imagen_rechazada',
      en_correccion: 'SIN_ASIGNACION',
    },
  ],
  [
    'declare it sin acta',
    sinActa(),
    {
      esperada: 'sin_acta_declarada',
      esperada_propuesta: 'sin_acta_declarada',
      acopiada: 'sin_acta_declarada',
      acopiada_propuesta: 'sin_acta_declarada',
      acopiada_en_casilla: 'sin_acta_declarada',
      por_digitalizar_otra_vez: 'sin_acta_declarada',
    },
  ],
  [
    'propose that it is sin acta',
    proponerSinActa('D'),
    {
      esperada: 'sin_acta_propuesta',
      esperada_propuesta: 'PROPUESTA_PENDIENTE',
      acopiada: 'sin_acta_propuesta',
      acopiada_propuesta: 'PROPUESTA_PENDIENTE',
      acopiada_en_casilla: 'sin_acta_propuesta',
      por_digitalizar_otra_vez: 'sin_acta_propuesta',
    },
  ],
  [
    'confirm that it is sin acta',
    (estado) => decideConfirmarSinActa(estado, { persona: 'E' }),
    {
      ...SIN_PROPUESTA,
      esperada_propuesta: 'sin_acta_declarada',
      acopiada_propuesta: 'sin_acta_declarada',
    },
  ],
  [
    'reject that it is sin acta',
    (estado) => decideRechazarSinActa(estado, { persona: 'E', razon: 'Llegó' }),
    {
      ...SIN_PROPUESTA,
      esperada_propuesta: 'sin_acta_rechazada',
      acopiada_propuesta: 'sin_acta_rechazada',
    },
  ],
  [
    'annul that declaration',
    (estado) => decideAnularSinActa(estado, { persona: 'K', razon: 'Apareció' }),
    { sin_acta: 'sin_acta_anulada' },
  ],
  [
    'register it fuera de catálogo',
    fueraDeCatalogo(),
    {
      esperada: 'fuera_de_catalogo_registrada',
      esperada_propuesta: 'fuera_de_catalogo_registrada',
    },
  ],
  [
    'compare it with the paper',
    (estado) => decideCotejo(estado, { persona: 'K' }),
    { verificada: 'cotejo_registrado' },
  ],
  ['correct it', corregir('K', 'PAN'), { verificada: 'correccion_abierta' }],
];

describe('what may be asked in each situation (Anexo 13, num. 26)', () => {
  describe.each(TABLA.map((fila) => ({ fila, mandato: fila[0] })))('$mandato', ({ fila }) => {
    const [, mandar, permitido, porOmision = 'FASE_NO_LO_PERMITE'] = fila;
    it.each(NOMBRES_DE_SITUACION)('%s', (situacion) => {
      expect(outcome(mandar(SITUACIONES[situacion]))).toBe(permitido[situacion] ?? porOmision);
    });
  });

  it.each<[Situacion, string]>([
    ['esperada', 'El acta no se ha recibido: no puede cotejarse ahora. Actualice la lista.'],
    ['acopiada', 'El acta espera su imagen: no puede cotejarse ahora. Actualice la lista.'],
    ['en_captura', 'El acta está en captura: no puede cotejarse ahora. Actualice la lista.'],
    [
      'en_conflicto',
      'El acta espera que se resuelva un conflicto entre capturas: no puede cotejarse ahora. Actualice la lista.',
    ],
    ['capturada', 'El acta espera verificación: no puede cotejarse ahora. Actualice la lista.'],
    ['sin_acta', 'El acta se declaró sin acta: no puede cotejarse ahora. Actualice la lista.'],
    ['fuera_de_catalogo', 'El acta está fuera de catálogo: no puede cotejarse ahora. Actualice la lista.'],
  ])('%s: the refusal says in which phase it is and what to do', (situacion, mensaje) => {
    expect(decideCotejo(SITUACIONES[situacion], { persona: 'K' })).toEqual({
      ok: false,
      error: { codigo: 'FASE_NO_LO_PERMITE', mensaje },
    });
  });

  it.each<[string, Mandar, Situacion, string]>([
    ['take it to capture', asignar('D'), 'verificada', 'ya está verificada: no puede capturarse'],
    ['propose a resolution', proponer(), 'capturada', 'no puede resolverse'],
    ['confirm it', (e) => decideConfirmarResolucion(e, { persona: 'V' }), 'capturada', 'no puede resolverse'],
    [
      'reject it',
      (e) => decideRechazarResolucion(e, { persona: 'V', razon: 'x' }),
      'capturada',
      'no puede resolverse',
    ],
    ['confirm what it is', confirmarIdentificacion('K'), 'verificada', 'no puede identificarse'],
    [
      'reject what it is',
      (e) => decideRechazarIdentificacion(e, { persona: 'K', razon: 'x' }),
      'verificada',
      'no puede identificarse',
    ],
    [
      'the image of a conflict',
      (e) => decideRechazarImagenEnConflicto(e, { persona: 'K', motivo: 'cortada', razon: 'x' }),
      'verificada',
      'no puede devolverse a digitalización',
    ],
    [
      'the image of what is published',
      (e) => decidePedirDigitalizacion(e, { persona: 'K', motivo: 'cortada', razon: 'x' }),
      'capturada',
      'no puede volver a digitalizarse',
    ],
    ['resolve', resolver(), 'verificada', 'no puede resolverse'],
    ['take it to verify', asignarVerificacion('D'), 'verificada', 'no puede verificarse'],
    ['verify it', verificar('D'), 'verificada', 'no puede verificarse'],
    [
      'give it back unverified',
      (e) => decideDevolverVerificacion(e, 'D'),
      'verificada',
      'no puede devolverse ahora',
    ],
    ['reject its image', rechazar('D'), 'esperada', 'no puede verificarse'],
    ['sin acta', sinActa(), 'verificada', 'no puede declararse sin acta'],
    [
      'annul sin acta',
      (e) => decideAnularSinActa(e, { persona: 'K', razon: 'x' }),
      'verificada',
      'no puede anularse su declaración de sin acta',
    ],
    ['fuera de catálogo', fueraDeCatalogo(), 'verificada', 'no puede registrarse fuera de catálogo'],
    ['correct', corregir('K', 'PAN'), 'capturada', 'no puede corregirse'],
    ['acopio', acopiar(), 'sin_acta', 'Pida que se anule esa declaración'],
    ['an image', digitalizar('x'), 'sin_acta', 'cerrada como sin acta o fuera de catálogo'],
    ['an image', digitalizar('x'), 'fuera_de_catalogo', 'cerrada como sin acta o fuera de catálogo'],
  ])('the refusal names what was asked: %s', (_name, mandar, situacion, mensaje) => {
    const decision = mandar(SITUACIONES[situacion]);
    expect(decision.ok ? '' : decision.error.mensaje).toContain(mensaje);
  });
});

describe('the queue in which an acta waits', () => {
  const { en_captura_asignada: conA } = SITUACIONES;

  /** The queue, without who has the acta. */
  const queue = (estado: EstadoActa) => {
    const { asignaciones: _who, ...cola } = colaDe(estado) ?? { asignaciones: [], cola: null };
    return cola.cola === null ? null : cola;
  };

  it.each<[Situacion, Omit<EnCola, 'asignaciones'> | null]>([
    ['esperada', null],
    ['acopiada', { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null }],
    ['acopiada_en_casilla', { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null }],
    ['por_digitalizar_otra_vez', { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null }],
    ['en_captura', { cola: 'captura', lugares: 2, excluidas: [], vence: null }],
    ['en_captura_asignada', { cola: 'captura', lugares: 1, excluidas: ['A'], vence: VENCE }],
    ['en_segunda_captura', { cola: 'captura', lugares: 0, excluidas: ['A', 'B'], vence: VENCE }],
    ['en_tercera_captura', { cola: 'captura', lugares: 0, excluidas: ['A', 'B', 'C'], vence: VENCE }],
    ['en_conflicto', { cola: 'conflicto', lugares: 1, excluidas: ['A', 'B', 'C'], vence: null }],
    ['en_conflicto_propuesto', { cola: 'conflicto', lugares: 1, excluidas: ['A', 'B', 'C'], vence: null }],
    ['por_identificar', { cola: 'identificacion', lugares: 1, excluidas: ['A', 'B', 'V'], vence: null }],
    ['capturada', { cola: 'verificacion', lugares: 1, excluidas: ['A', 'B'], vence: null }],
    ['capturada_asignada', { cola: 'verificacion', lugares: 0, excluidas: ['A', 'B'], vence: VENCE }],
    ['verificada', null],
    ['en_correccion', { cola: 'captura', lugares: 2, excluidas: ['A', 'B', 'V', 'K'], vence: null }],
    ['sin_acta', null],
    ['fuera_de_catalogo', null],
  ])('%s', (situacion, expected) => {
    expect(queue(SITUACIONES[situacion])).toEqual(expected);
  });

  it('after two captures that differ, one place; the third person is none of those', () => {
    const estado = seguir(conA, AHORA, capturar('A'), ...tomarYCapturar('B', { PAN: 11 }));
    expect(queue(estado)).toEqual({ cola: 'captura', lugares: 1, excluidas: ['A', 'B'], vence: null });
  });

  it('gives back its place when the first of the assignments expires', () => {
    const estado = seguir(conA, AHORA, (e) =>
      decideAsignarCaptura(e, { persona: 'B', vence: instante(300), ahora: AHORA }),
    );
    expect(queue(estado)).toEqual({
      cola: 'captura',
      lugares: 0,
      excluidas: ['A', 'B'],
      vence: instante(300),
    });
  });

  it('says who has it, since when and until when', () => {
    const has = (estado: EstadoActa) => colaDe(estado)?.asignaciones;
    const { en_captura, capturada, capturada_asignada, en_conflicto, acopiada, por_identificar } =
      SITUACIONES;
    for (const nadie of [en_captura, capturada, en_conflicto, acopiada, por_identificar]) {
      expect(has(nadie)).toEqual([]);
    }
    expect(has(conA)).toEqual([{ persona: 'A', desde: AHORA, vence: VENCE }]);
    expect(has(capturada_asignada)).toEqual([{ persona: 'V', desde: AHORA, vence: VENCE }]);
  });

  it('who decided a conflict is not given it to verify', () => {
    const resuelta = seguir(SITUACIONES.en_conflicto, AHORA, resolver());
    expect(queue(resuelta)).toMatchObject({ cola: 'verificacion', excluidas: ['A', 'B', 'C', 'K', 'V'] });
  });
});
