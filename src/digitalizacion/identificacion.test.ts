import { expect, test } from 'vitest';
import { outcome } from '../../pruebas/apoyo/fases.ts';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { indexByClave } from '../proceso/identificacion.ts';
import { type Identidad, identify } from './identificacion.ts';

const { actas } = await loadMinimo();
const indice = indexByClave(actas);
const BASICA = '160001B01003';
const ID = 'DIP_LOC-160001B01003' as IdActa;
const OTRA = 'DIP_LOC-160001C01003' as IdActa;

const qr = (clave: string, declarada?: IdActa): Identidad => ({ tipo: 'qr', clave, declarada });
const tecleada = (primera: string, segunda: string, declarada?: IdActa): Identidad => ({
  tipo: 'tecleada',
  primera: { persona: 'ana', clave: primera },
  segunda: { persona: 'bea', clave: segunda },
  declarada,
});

function named(identidad: Identidad, en = indice): string {
  const found = identify(en, identidad);
  return found.ok ? found.value.id : found.error.codigo;
}

test('an acta is the one that its QR says', () => {
  expect(named(qr(BASICA))).toBe(ID);
  expect(named(qr(BASICA, ID))).toBe(ID);
});

test('without a QR two people type its clave, and it is the one on which they agree', () => {
  expect(named(tecleada(BASICA, BASICA))).toBe(ID);
  expect(named(tecleada(BASICA, '160001B01004'))).toBe('CLAVES_DISTINTAS');
});

test.each(['160001b01003', " '160001 B 0100 3", '160001-B0100-3', '160001.B01.00.3\n'])(
  'a clave typed as «%s» is the same clave',
  (typed) => {
    expect(named(tecleada(BASICA, typed))).toBe(ID);
  },
);

test('one person who types it twice is one opinion', () => {
  const ana = { persona: 'ana', clave: BASICA };
  expect(named({ tipo: 'tecleada', primera: ana, segunda: ana })).toBe('MISMA_PERSONA');
});

test.each([qr(BASICA, OTRA), tecleada(BASICA, BASICA, OTRA), qr('169999B01003', ID)])(
  'what contradicts the acta that was declared stops, with both claims shown',
  (identidad) => {
    const found = identify(indice, identidad);
    expect(outcome(found)).toBe('CONTRADICE_LA_DECLARADA');
    const clave = identidad.tipo === 'qr' ? identidad.clave : identidad.primera.clave;
    expect(!found.ok && found.error.mensaje).toContain(clave);
    expect(!found.ok && found.error.mensaje).toContain(String(identidad.declarada));
  },
);

test('a clave of no approved casilla says that the acta is fuera de catálogo', () => {
  expect(named(qr('169999B01003'))).toBe('FUERA_DE_CATALOGO');
});

test.each(['', 'https://ejemplo.mx/acta', '160001B0100', '160001Z01003', 'x'.repeat(4000)])(
  'what is no clave is refused without drowning the screen (%#)',
  (clave) => {
    const found = identify(indice, qr(clave));
    expect(outcome(found)).toBe('CLAVE_MAL_FORMADA');
    expect(!found.ok && found.error.mensaje.length).toBeLessThan(200);
  },
);

test('a clave that several actas have is told apart by the one that was declared', () => {
  const [acta] = actas.filter(({ id }) => id === ID);
  const repetidas: ActaEsperada[] = ['013', '014'].map((territorio) => ({
    ...acta!,
    id: `${ID}-${territorio}` as IdActa,
    territorio,
  }));
  const repetida = indexByClave(repetidas);
  const asked = identify(repetida, qr(BASICA));
  expect(outcome(asked)).toBe('CLAVE_AMBIGUA');
  expect(!asked.ok && asked.error.mensaje).toContain(`${ID}-013, ${ID}-014`);
  expect(named(qr(BASICA, `${ID}-014` as IdActa), repetida)).toBe(`${ID}-014`);
  expect(named(tecleada(BASICA, BASICA, `${ID}-013` as IdActa), repetida)).toBe(`${ID}-013`);
  expect(named(qr(BASICA, OTRA), repetida)).toBe('CONTRADICE_LA_DECLARADA');
});
