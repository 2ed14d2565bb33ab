import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EstadoActa } from './acta.ts';
import { azarDe, caminarActa } from './pruebas/caminata.ts';
import { CATALOGO, DIPUTACIONES, imagen, seguir } from './pruebas/ejemplos.ts';
import {
  AHORA,
  acopiar,
  asignar,
  asignarVerificacion,
  digitalizar,
  NOMBRES_DE_SITUACION,
  outcome,
  pedirRecaptura,
  rechazar,
  SITUACIONES,
  type Situacion,
  sustituir,
  tomarYCapturar,
} from './pruebas/situaciones.ts';

/** What becomes of an image by each route; for the CATD, once its envelope is there or not. */
const LLEGA: Readonly<Record<Situacion, readonly [casilla: string, catd: string]>> = {
  esperada: ['captura', 'FALTA_ACOPIO'],
  esperada_propuesta: ['captura', 'FALTA_ACOPIO'],
  acopiada: ['captura', 'captura'],
  acopiada_propuesta: ['captura', 'captura'],
  acopiada_en_casilla: ['captura', 'FALTA_ACOPIO'],
  por_digitalizar_otra_vez: ['captura', 'captura'],
  en_captura: ['evidencia', 'evidencia'],
  en_captura_asignada: ['evidencia', 'evidencia'],
  en_segunda_captura: ['evidencia', 'evidencia'],
  en_tercera_captura: ['evidencia', 'evidencia'],
  en_conflicto: ['evidencia', 'evidencia'],
  en_conflicto_propuesto: ['evidencia', 'evidencia'],
  capturada: ['evidencia', 'evidencia'],
  capturada_asignada: ['evidencia', 'evidencia'],
  por_identificar: ['evidencia', 'evidencia'],
  verificada: ['evidencia', 'evidencia'],
  en_correccion: ['evidencia', 'evidencia'],
  sin_acta: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  fuera_de_catalogo: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
};

function becomes(situacion: Situacion, origen: 'CATD' | 'CASILLA'): string {
  const decided = digitalizar('nueva', origen)(SITUACIONES[situacion]);
  if (!decided.ok) return decided.error.codigo;
  const hecho = decided.value.at(-1);
  return hecho?.tipo === 'imagen_digitalizada' ? hecho.datos.uso : String(hecho?.tipo);
}

describe('an image that arrives is captured, kept or waits', () => {
  it.each(NOMBRES_DE_SITUACION)('%s', (situacion) => {
    expect([becomes(situacion, 'CASILLA'), becomes(situacion, 'CATD')]).toEqual(LLEGA[situacion]);
  });

  it('a photograph with its envelope not there: the scan waits for it and then is kept', () => {
    const fotografiada = seguir(SITUACIONES.esperada, AHORA, digitalizar('foto', 'CASILLA'));
    expect(outcome(digitalizar('escaneo', 'CATD')(fotografiada))).toBe('FALTA_ACOPIO');
    const conSobre = seguir(fotografiada, AHORA, acopiar());
    const despues = seguir(conSobre, AHORA, digitalizar('escaneo', 'CATD'));
    expect(despues).toMatchObject({ fase: 'en_captura', imagen: imagen('foto').sha256 });
  });
});

/** Whether another of its images may be chosen, when the acta has it; the last: where a corte shows what is captured. */
const CAMBIA: Readonly<Record<Situacion, readonly [string, string]>> = {
  esperada: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  esperada_propuesta: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  acopiada: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  acopiada_propuesta: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  acopiada_en_casilla: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  por_digitalizar_otra_vez: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  en_captura: ['imagen_sustituida', 'imagen_sustituida'],
  en_captura_asignada: ['imagen_sustituida', 'imagen_sustituida'],
  en_segunda_captura: ['imagen_sustituida', 'imagen_sustituida'],
  en_tercera_captura: ['imagen_sustituida', 'imagen_sustituida'],
  en_conflicto: ['imagen_sustituida', 'imagen_sustituida'],
  en_conflicto_propuesto: ['imagen_sustituida', 'imagen_sustituida'],
  capturada: ['imagen_sustituida', 'YA_PUBLICADA'],
  capturada_asignada: ['imagen_sustituida', 'YA_PUBLICADA'],
  por_identificar: ['PROPUESTA_PENDIENTE', 'YA_PUBLICADA'],
  verificada: ['YA_PUBLICADA', 'YA_PUBLICADA'],
  en_correccion: ['YA_PUBLICADA', 'YA_PUBLICADA'],
  sin_acta: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
  fuera_de_catalogo: ['FASE_NO_LO_PERMITE', 'FASE_NO_LO_PERMITE'],
};

function withFoto(situacion: Situacion): EstadoActa {
  const estado: EstadoActa = SITUACIONES[situacion];
  return 'imagen' in estado && 'imagenes' in estado
    ? seguir(estado, AHORA, digitalizar('foto', 'CASILLA'))
    : estado;
}

describe('a better image may be chosen until what the acta says was published', () => {
  it.each(NOMBRES_DE_SITUACION)('%s', (situacion) => {
    const estado = withFoto(situacion);
    expect([
      outcome(sustituir('foto')(estado)),
      outcome(sustituir('foto', { publicaDesde: 'capturada' })(estado)),
    ]).toEqual(CAMBIA[situacion]);
  });

  it('while some fields are captured again, what was captured is published if the process says so', () => {
    const enRecaptura = seguir(withFoto('capturada_asignada'), AHORA, pedirRecaptura('V', 'PAN'));
    expect(outcome(sustituir('foto')(enRecaptura))).toBe('imagen_sustituida');
    expect(outcome(sustituir('foto', { publicaDesde: 'capturada' })(enRecaptura))).toBe('YA_PUBLICADA');
  });

  it('only one that it has, that is not in use and was not sent back, and with a reason', () => {
    const estado = withFoto('en_captura');
    expect(outcome(sustituir('de otra')(estado))).toBe('IMAGEN_DESCONOCIDA');
    expect(outcome(sustituir('escaneo')(estado))).toBe('IMAGEN_EN_USO');
    expect(outcome(sustituir('foto', { razon: ' ' })(estado))).toBe('FALTA_RAZON');
    const devuelta = seguir(estado, AHORA, asignar('A'), rechazar('A'));
    expect(devuelta).toMatchObject({ imagen: imagen('foto').sha256 });
    expect(outcome(sustituir('escaneo')(devuelta))).toBe('IMAGEN_INSERVIBLE');
  });

  it('every field is captured again by others, and the earlier image may be chosen back', () => {
    const antes = seguir(withFoto('capturada'), AHORA, asignarVerificacion('V'));
    const despues = seguir(antes, AHORA, sustituir('foto'));
    expect(despues).toMatchObject({
      ...{ fase: 'en_captura', imagen: imagen('foto').sha256, borrador: null, asignaciones: [] },
      ...{ ronda: { motivo: 'inicial', capturas: [] }, capturistas: ['A', 'B'], verificadores: ['V'] },
      rechazadas: [],
    });
    for (const persona of ['A', 'B']) expect(outcome(asignar(persona)(despues))).toBe('YA_LA_CAPTURO');
    expect(outcome(asignar('V')(despues))).toBe('YA_LA_VIO');
    expect(outcome(sustituir('escaneo')(despues))).toBe('imagen_sustituida');
    const otra = seguir(despues, AHORA, ...tomarYCapturar('D'), ...tomarYCapturar('E'));
    expect(otra).toMatchObject({ fase: 'capturada', resultado: { imagen: imagen('foto').sha256 } });
  });
});

it('whatever happens, an acta keeps every image, uses one of them, and nobody becomes blind again', () => {
  const vida = fc
    .tuple(fc.integer(), fc.constantFrom(...CATALOGO))
    .map(([numero, esperada]) => caminarActa(azarDe(numero), 80, DIPUTACIONES, esperada));
  fc.assert(
    fc.property(vida, (camino) => {
      for (const { antes, despues, decision } of camino) {
        const changed = decision.ok && decision.value.some(({ tipo }) => tipo === 'imagen_sustituida');
        if (!changed || !('imagen' in antes && 'imagenes' in antes)) continue;
        if (!('imagen' in despues && 'imagenes' in despues)) throw new Error('it lost its images');
        expect(despues.imagenes).toEqual(antes.imagenes);
        expect(despues.imagenes.map(({ sha256 }) => sha256)).toContain(despues.imagen);
        expect(despues.imagen).not.toBe(antes.imagen);
        expect(despues.capturistas).toEqual(antes.capturistas);
        expect(despues.verificadores).toEqual(antes.verificadores);
        expect([despues.fase, antes.anterior]).toEqual(['en_captura', null]);
      }
    }),
  );
});
