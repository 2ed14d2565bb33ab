import { expect, test } from 'vitest';
import { type EstadoActa, type EventoActa, evolve, INICIAL } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { createTablero } from './tablero.ts';

const ACTA = 'GUB-160001B01002' as IdActa;
const MOMENTO = '2027-06-07T02:00:00.000Z';
const follow = (eventos: readonly EventoActa[], from: EstadoActa = INICIAL) =>
  eventos.reduce((estado, evento) => evolve(estado, evento, MOMENTO), from);

const EN_CAPTURA = follow([
  { tipo: 'acta_acopiada', datos: { via: 'CASILLA', horaManuscrita: null, avisos: [] } },
  {
    tipo: 'imagen_digitalizada',
    datos: {
      sha256: 'a'.repeat(64),
      bytes: 1,
      origen: 'CASILLA',
      digitalizacion: 'MOVIL',
      tipoDocumento: 'ACTA PREP',
      uso: 'captura',
      campos: ['AZUL'],
    },
  },
]);
const typed = (persona: string): EventoActa => ({
  tipo: 'captura_registrada',
  datos: { persona, lecturas: { AZUL: 1 } },
});
const CAPTURADA = follow(
  [typed('a'), typed('b'), { tipo: 'acta_consolidada', datos: { lecturas: { AZUL: 1 }, tercera: [] } }],
  EN_CAPTURA,
);

test('an acta is in one phase, and its places are those of its state', () => {
  const tablero = createTablero();
  tablero.note(ACTA, 2, EN_CAPTURA);
  expect(tablero.enFase('en_captura')).toBe(1);
  expect(tablero.lugares('captura')).toBe(2);
  tablero.note(ACTA, 5, CAPTURADA);
  expect(tablero.enFase('en_captura')).toBe(0);
  expect(tablero.enFase('capturada')).toBe(1);
  expect(tablero.lugares('captura')).toBe(0);
  expect(tablero.lugares('verificacion')).toBe(1);
});

test('a state that arrives late changes nothing', () => {
  const tablero = createTablero();
  expect(tablero.note(ACTA, 5, CAPTURADA)).toBe('novedad');
  expect(tablero.note(ACTA, 2, EN_CAPTURA)).toBe('atrasada');
  expect(tablero.note(ACTA, 5, CAPTURADA)).toBe('atrasada');
  expect(tablero.enFase('capturada')).toBe(1);
  expect(tablero.lugares('captura')).toBe(0);
});

test('a place that somebody takes is one less, and never less than none', () => {
  const tablero = createTablero();
  tablero.took('captura', ACTA);
  tablero.note(ACTA, 2, EN_CAPTURA);
  for (const left of [1, 0, 0]) {
    tablero.took('captura', ACTA);
    expect(tablero.lugares('captura')).toBe(left);
  }
});
