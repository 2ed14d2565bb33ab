import { describe, expect, it } from 'vitest';
import {
  colaDe,
  decideAnularSinActa,
  decideAsignarCaptura,
  decideCotejo,
  decideDevolverCaptura,
  decideDevolverVerificacion,
} from './mandatos.ts';
import { instante, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  capturar,
  corregir,
  digitalizar,
  fueraDeCatalogo,
  holder,
  type Mandar,
  NOMBRES_DE_SITUACION,
  outcome,
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

type Fila = readonly [mandato: string, mandar: Mandar, permitido: Partial<Record<Situacion, string>>];

/** What each request gives in each situation; where nothing is said, FASE_NO_LO_PERMITE. */
const TABLA: readonly Fila[] = [
  [
    'receive the envelope at the CATD',
    acopiar('CATD'),
    {
      esperada: 'acta_acopiada',
      acopiada: 'YA_ACOPIADA',
      acopiada_en_casilla: 'acta_acopiada',
      por_digitalizar_otra_vez: 'YA_ACOPIADA',
      en_captura: 'YA_ACOPIADA',
      en_captura_asignada: 'YA_ACOPIADA',
      en_segunda_captura: 'YA_ACOPIADA',
      en_tercera_captura: 'YA_ACOPIADA',
      en_conflicto: 'YA_ACOPIADA',
      capturada: 'YA_ACOPIADA',
      capturada_asignada: 'YA_ACOPIADA',
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
      acopiada: 'YA_ACOPIADA',
      acopiada_en_casilla: 'YA_ACOPIADA',
      por_digitalizar_otra_vez: 'YA_ACOPIADA',
      en_captura: 'YA_ACOPIADA',
      en_captura_asignada: 'YA_ACOPIADA',
      en_segunda_captura: 'YA_ACOPIADA',
      en_tercera_captura: 'YA_ACOPIADA',
      en_conflicto: 'YA_ACOPIADA',
      capturada: 'YA_ACOPIADA',
      capturada_asignada: 'YA_ACOPIADA',
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
      acopiada: 'imagen_digitalizada',
      acopiada_en_casilla: 'FALTA_ACOPIO',
      por_digitalizar_otra_vez: 'imagen_digitalizada',
      en_captura: 'imagen_digitalizada',
      en_captura_asignada: 'imagen_digitalizada',
      en_segunda_captura: 'imagen_digitalizada',
      en_tercera_captura: 'imagen_digitalizada',
      en_conflicto: 'imagen_digitalizada',
      capturada: 'imagen_digitalizada',
      capturada_asignada: 'imagen_digitalizada',
      verificada: 'imagen_digitalizada',
      en_correccion: 'imagen_digitalizada',
    },
  ],
  [
    'send a photograph from the casilla',
    digitalizar('otra', 'CASILLA'),
    {
      esperada: 'acta_acopiada + imagen_digitalizada',
      acopiada: 'imagen_digitalizada',
      acopiada_en_casilla: 'imagen_digitalizada',
      por_digitalizar_otra_vez: 'imagen_digitalizada',
      en_captura: 'imagen_digitalizada',
      en_captura_asignada: 'imagen_digitalizada',
      en_segunda_captura: 'imagen_digitalizada',
      en_tercera_captura: 'imagen_digitalizada',
      en_conflicto: 'imagen_digitalizada',
      capturada: 'imagen_digitalizada',
      capturada_asignada: 'imagen_digitalizada',
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
      en_correccion: 'SIN_ASIGNACION',
    },
  ],
  [
    'capture it',
    (estado) => capturar(holder(estado))(estado),
    {
      en_captura: 'SIN_ASIGNACION',
      en_captura_asignada: 'captura_registrada',
      en_segunda_captura: 'captura_registrada + acta_consolidada',
      en_tercera_captura: 'captura_registrada + acta_consolidada',
      en_correccion: 'SIN_ASIGNACION',
    },
  ],
  ['resolve a conflict', resolver(), { en_conflicto: 'conflicto_resuelto' }],
  [
    'take it to verify',
    asignarVerificacion('D'),
    { capturada: 'verificacion_asignada', capturada_asignada: 'SIN_LUGAR' },
  ],
  [
    'give it back without verifying it',
    (estado) => decideDevolverVerificacion(estado, 'V'),
    { capturada: 'SIN_ASIGNACION', capturada_asignada: 'verificacion_liberada' },
  ],
  ['verify it', verificar('V'), { capturada: 'SIN_ASIGNACION', capturada_asignada: 'acta_verificada' }],
  [
    'ask for a recapture',
    pedirRecaptura('V', 'PAN'),
    { capturada: 'SIN_ASIGNACION', capturada_asignada: 'recaptura_pedida' },
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
      acopiada: 'sin_acta_declarada',
      acopiada_en_casilla: 'sin_acta_declarada',
      por_digitalizar_otra_vez: 'sin_acta_declarada',
    },
  ],
  [
    'annul that declaration',
    (estado) => decideAnularSinActa(estado, { persona: 'K', razon: 'Apareció' }),
    { sin_acta: 'sin_acta_anulada' },
  ],
  ['register it fuera de catálogo', fueraDeCatalogo(), { esperada: 'fuera_de_catalogo_registrada' }],
  [
    'compare it with the paper',
    (estado) => decideCotejo(estado, { persona: 'K' }),
    { verificada: 'cotejo_registrado' },
  ],
  ['correct it', corregir('K', 'PAN'), { verificada: 'correccion_abierta' }],
];

describe('what may be asked in each situation (Anexo 13, num. 26)', () => {
  describe.each(TABLA)('%s', (_mandato, mandar, permitido) => {
    it.each(NOMBRES_DE_SITUACION)('%s', (situacion) => {
      expect(outcome(mandar(SITUACIONES[situacion]))).toBe(permitido[situacion] ?? 'FASE_NO_LO_PERMITE');
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
    ['capture it', capturar('D'), 'verificada', 'ya está verificada: no puede capturarse'],
    ['give it back', (e) => decideDevolverCaptura(e, 'D'), 'verificada', 'no puede devolverse ahora'],
    ['resolve', resolver(), 'verificada', 'no puede resolverse'],
    ['take it to verify', asignarVerificacion('D'), 'verificada', 'no puede verificarse'],
    ['verify it', verificar('D'), 'verificada', 'no puede verificarse'],
    [
      'give it back unverified',
      (e) => decideDevolverVerificacion(e, 'D'),
      'verificada',
      'no puede devolverse ahora',
    ],
    ['reject its image', rechazar('D'), 'verificada', 'no puede devolverse a digitalización'],
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

  it.each<[Situacion, ReturnType<typeof colaDe>]>([
    ['esperada', null],
    ['acopiada', { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null }],
    ['acopiada_en_casilla', { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null }],
    ['por_digitalizar_otra_vez', { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null }],
    ['en_captura', { cola: 'captura', lugares: 2, excluidas: [], vence: null }],
    ['en_captura_asignada', { cola: 'captura', lugares: 1, excluidas: ['A'], vence: VENCE }],
    ['en_segunda_captura', { cola: 'captura', lugares: 0, excluidas: ['A', 'B'], vence: VENCE }],
    ['en_tercera_captura', { cola: 'captura', lugares: 0, excluidas: ['A', 'B', 'C'], vence: VENCE }],
    ['en_conflicto', { cola: 'conflicto', lugares: 1, excluidas: ['A', 'B', 'C'], vence: null }],
    ['capturada', { cola: 'verificacion', lugares: 1, excluidas: ['A', 'B'], vence: null }],
    ['capturada_asignada', { cola: 'verificacion', lugares: 0, excluidas: ['A', 'B'], vence: VENCE }],
    ['verificada', null],
    ['en_correccion', { cola: 'captura', lugares: 2, excluidas: ['A', 'B', 'V', 'K'], vence: null }],
    ['sin_acta', null],
    ['fuera_de_catalogo', null],
  ])('%s', (situacion, expected) => {
    expect(colaDe(SITUACIONES[situacion])).toEqual(expected);
  });

  it('after two captures that differ, one place; the third person is none of those', () => {
    const estado = seguir(conA, AHORA, capturar('A'), ...tomarYCapturar('B', { PAN: 11 }));
    expect(colaDe(estado)).toEqual({ cola: 'captura', lugares: 1, excluidas: ['A', 'B'], vence: null });
  });

  it('gives back its place when the first of the assignments expires', () => {
    const estado = seguir(conA, AHORA, (e) =>
      decideAsignarCaptura(e, { persona: 'B', vence: instante(300), ahora: AHORA }),
    );
    expect(colaDe(estado)).toEqual({
      cola: 'captura',
      lugares: 0,
      excluidas: ['A', 'B'],
      vence: instante(300),
    });
  });
});
