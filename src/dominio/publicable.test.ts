import { describe, expect, it } from 'vitest';
import { type EstadoActa, INICIAL } from './acta.ts';
import { CAMPOS, imagen, instante, lecturas, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  corregir,
  digitalizar,
  NOMBRES_DE_SITUACION,
  pedirRecaptura,
  rechazar,
  resolver,
  SITUACIONES,
  type Situacion,
  tomarYCapturar,
  verificar,
} from './pruebas/situaciones.ts';
import { type Publicable, publicable } from './publicable.ts';

/** What is seen of an acta, in short: its PAN votes when there is a result. */
function seen(estado: EstadoActa, publicaDesde: 'capturada' | 'verificada'): string {
  const publica = publicable(estado, { publicaDesde });
  return publica.tipo === 'acta' ? `PAN ${publica.lecturas.PAN}, cotejo ${publica.cotejo}` : publica.tipo;
}

describe('what a corte shows of an acta', () => {
  const VERIFICADA: Partial<Record<Situacion, string>> = {
    verificada: 'PAN 10, cotejo 0',
    en_correccion: 'PAN 10, cotejo 2',
    sin_acta: 'sin_acta',
    fuera_de_catalogo: 'fuera_de_catalogo',
  };
  const CAPTURADA: Partial<Record<Situacion, string>> = {
    ...VERIFICADA,
    capturada: 'PAN 10, cotejo 0',
    capturada_asignada: 'PAN 10, cotejo 0',
    por_identificar: 'PAN 10, cotejo 0',
  };

  it.each(NOMBRES_DE_SITUACION)('publishing from verification: %s', (situacion) => {
    expect(seen(SITUACIONES[situacion], 'verificada')).toBe(VERIFICADA[situacion] ?? 'pendiente');
  });

  it.each(NOMBRES_DE_SITUACION)('publishing from capture (Campeche 2021): %s', (situacion) => {
    expect(seen(SITUACIONES[situacion], 'capturada')).toBe(CAPTURADA[situacion] ?? 'pendiente');
  });

  it('a result goes with its image, its times and its cotejo', () => {
    const { bytes: _bytes, ...escaneo } = imagen('escaneo');
    const estado = seguir(SITUACIONES.capturada_asignada, instante(45), verificar('V'));
    expect(publicable(estado, { publicaDesde: 'verificada' })).toEqual({
      tipo: 'acta',
      lecturas: lecturas(CAMPOS),
      imagen: escaneo,
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      capturada: AHORA,
      verificada: instante(45),
      cotejo: 0,
      correcciones: [],
    } satisfies Publicable);
  });

  it('sin acta goes with its reason; fuera de catálogo with its image and what can be read', () => {
    expect(publicable(SITUACIONES.sin_acta, { publicaDesde: 'verificada' })).toEqual({
      tipo: 'sin_acta',
      motivo: 'paquete_no_entregado',
    });
    expect(publicable(SITUACIONES.fuera_de_catalogo, { publicaDesde: 'verificada' })).toEqual({
      tipo: 'fuera_de_catalogo',
      imagen: imagen('fuera'),
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      identificacion: 'SECCION 08?6',
    });
  });

  it('a result of an image that the acta lacks is a bug', () => {
    const rota = { ...SITUACIONES.verificada, imagenes: [] } as EstadoActa;
    expect(() => publicable(rota, { publicaDesde: 'verificada' })).toThrow(
      `an image that the acta does not have: ${imagen('escaneo').sha256}`,
    );
  });
});

describe('a corte only grows: what was published stays until its correction is verified', () => {
  const nuevas = { PAN: 99 };
  const capturada = seguir(
    SITUACIONES.en_correccion,
    AHORA,
    ...tomarYCapturar('D', nuevas),
    ...tomarYCapturar('E', nuevas),
  );
  const conflicto = seguir(
    SITUACIONES.en_correccion,
    AHORA,
    ...tomarYCapturar('D', { PAN: 1 }),
    ...tomarYCapturar('E', { PAN: 2 }),
    ...tomarYCapturar('F', { PAN: 3 }),
  );
  const asignada = seguir(capturada, AHORA, asignarVerificacion('W'));
  const recaptura = seguir(asignada, AHORA, pedirRecaptura('W', 'PAN'));
  const rechazada = seguir(asignada, AHORA, rechazar('W'));
  const otraImagen = seguir(rechazada, AHORA, digitalizar('segunda'));
  const verificada = seguir(asignada, AHORA, verificar('W'));

  describe.each(['verificada', 'capturada'] as const)('publishing from %s', (publicaDesde) => {
    it.each<[string, EstadoActa, string]>([
      ['being captured', SITUACIONES.en_correccion, 'PAN 10, cotejo 2'],
      ['captured', capturada, 'PAN 10, cotejo 2'],
      ['in conflict', conflicto, 'PAN 10, cotejo 2'],
      ['being verified', asignada, 'PAN 10, cotejo 2'],
      ['captured again', recaptura, 'PAN 10, cotejo 2'],
      ['with its image rejected', rechazada, 'PAN 10, cotejo 2'],
      ['with another image', otraImagen, 'PAN 10, cotejo 2'],
      ['verified', verificada, 'PAN 99, cotejo 3'],
      ['corrected once more', seguir(verificada, AHORA, corregir('K', 'PRI')), 'PAN 99, cotejo 2'],
    ])('%s', (_name, estado, expected) => {
      expect(seen(estado, publicaDesde)).toBe(expected);
    });
  });

  it('while another image is captured, the published one is that of the result', () => {
    expect(publicable(otraImagen, { publicaDesde: 'verificada' })).toMatchObject({
      imagen: { sha256: imagen('escaneo').sha256 },
    });
  });

  it('publishing from capture, a recapture does not take away what was captured', () => {
    const pedida = seguir(SITUACIONES.capturada_asignada, AHORA, pedirRecaptura('V', 'PAN'));
    expect(seen(pedida, 'capturada')).toBe('PAN 10, cotejo 0');
    expect(seen(pedida, 'verificada')).toBe('pendiente');
    const distintas = seguir(
      pedida,
      AHORA,
      ...tomarYCapturar('D', { PAN: 1 }),
      ...tomarYCapturar('E', { PAN: 2 }),
      ...tomarYCapturar('F', { PAN: 3 }),
    );
    expect(distintas.fase).toBe('en_conflicto');
    expect(seen(distintas, 'capturada')).toBe('PAN 10, cotejo 0');
    expect(seen(seguir(distintas, AHORA, resolver()), 'capturada')).toBe('PAN 12, cotejo 0');
  });

  it('publishing from capture, a rejected image does: nothing that was typed from it holds', () => {
    expect(seen(seguir(SITUACIONES.capturada_asignada, AHORA, rechazar('V')), 'capturada')).toBe('pendiente');
  });
});

describe('the published acopio is that of the route of the published image (LEEME 40)', () => {
  const capturas = [...tomarYCapturar('A'), ...tomarYCapturar('B')];
  const acopioDe = (estado: EstadoActa) => {
    const publica = publicable(estado, { publicaDesde: 'capturada' });
    return publica.tipo === 'acta' ? publica.acopio : null;
  };
  const foto = seguir(INICIAL, instante(1), digitalizar('foto', 'CASILLA'));
  const fotoYSobre = seguir(foto, instante(60), acopiar());

  it.each<[string, EstadoActa, 'CATD' | 'CASILLA', number]>([
    [
      'scan: the envelope',
      seguir(seguir(INICIAL, instante(2), acopiar()), instante(5), digitalizar('escaneo')),
      'CATD',
      2,
    ],
    ['photograph: its own time', foto, 'CASILLA', 1],
    [
      'photograph that was announced before it arrived: when it was announced',
      seguir(seguir(INICIAL, instante(1), acopiar('CASILLA')), instante(5), digitalizar('foto', 'CASILLA')),
      'CASILLA',
      1,
    ],
    ['photograph, and then its envelope: the photograph', fotoYSobre, 'CASILLA', 1],
    [
      'photograph that came after the envelope: the photograph',
      seguir(seguir(INICIAL, instante(2), acopiar()), instante(5), digitalizar('foto', 'CASILLA')),
      'CASILLA',
      5,
    ],
    [
      'photograph rejected and scan: the envelope',
      seguir(fotoYSobre, instante(70), asignar('Z'), rechazar('Z'), digitalizar('escaneo')),
      'CATD',
      60,
    ],
    [
      'photograph rejected with the scan as evidence: the envelope',
      seguir(fotoYSobre, instante(70), digitalizar('escaneo'), asignar('Z'), rechazar('Z')),
      'CATD',
      60,
    ],
  ])('%s', (_name, estado, via, segundos) => {
    expect(acopioDe(seguir(estado, instante(80), ...capturas))).toEqual({
      via,
      momento: instante(segundos),
      horaManuscrita: null,
    });
  });
});
