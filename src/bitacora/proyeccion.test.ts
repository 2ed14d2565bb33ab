import { expect, test } from 'vitest';
import type { EventoActa } from '../dominio/acta.ts';
import type { Evento } from './evento.ts';
import { recalculate } from './proyeccion.ts';

const MOMENTO = '2027-06-07T01:30:00.000Z';
const VENCE = '2027-06-07T01:40:00.000Z';
const AJUSTES = { publicaDesde: 'verificada' } as const;

function log(...hechos: readonly EventoActa[]): readonly Evento[] {
  return hechos.map((hecho, i) => ({
    ...hecho,
    ...{
      seq: (i + 1) * 10,
      acta: 'A',
      version: i + 1,
      actor: 'ana',
      lugar: 'CATD',
      momento: MOMENTO,
      sha256: '',
    },
  }));
}

const ACOPIO: EventoActa = {
  tipo: 'acta_acopiada',
  datos: { via: 'CATD', horaManuscrita: null, avisos: [] },
};
const IMAGEN: EventoActa = {
  tipo: 'imagen_digitalizada',
  datos: {
    ...{ sha256: 'ab', bytes: 1, origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' },
    ...{ uso: 'captura', campos: ['PAN'] },
  },
};
const asignada = (persona: string): EventoActa => ({
  tipo: 'captura_asignada',
  datos: { persona, vence: VENCE },
});
const capturada = (persona: string): EventoActa => ({
  tipo: 'captura_registrada',
  datos: { persona, lecturas: { PAN: 7 } },
});

test('an acta without facts is expected, waits in no queue and shows nothing', () => {
  expect(recalculate([], AJUSTES)).toMatchObject({
    ...{ fase: 'esperada', version: 0, seq: 0, cola: null, colaDesde: null, resultado: null, lugares: 0 },
  });
});

test('an acta waits since the fact that put it in its queue, whoever takes it or gives it back meanwhile', () => {
  const asignadas = log(ACOPIO, IMAGEN, asignada('bea'), asignada('eva'));
  expect(recalculate(log(ACOPIO), AJUSTES)).toMatchObject({ cola: 'digitalizacion', colaDesde: 10 });
  expect(recalculate(asignadas, AJUSTES)).toMatchObject({
    ...{ cola: 'captura', colaDesde: 20, lugares: 0, personas: ['bea', 'eva'], vence: VENCE, seq: 40 },
  });
});

test('a row shows its result from the fact that made it publishable', () => {
  const consolidada: EventoActa = {
    tipo: 'acta_consolidada',
    datos: { lecturas: { PAN: 7 }, tercera: [] },
  };
  const hechos = [
    ACOPIO,
    IMAGEN,
    asignada('bea'),
    capturada('bea'),
    asignada('eva'),
    capturada('eva'),
    consolidada,
  ];
  expect(recalculate(log(...hechos), AJUSTES).resultado).toBeNull();
  expect(recalculate(log(...hechos), { publicaDesde: 'capturada' }).resultado).toMatchObject({
    tipo: 'acta',
  });
  const verificada = log(...hechos, { tipo: 'acta_verificada', datos: { persona: 'luz' } });
  expect(recalculate(verificada, AJUSTES)).toMatchObject({
    fase: 'verificada',
    resultado: { lecturas: { PAN: 7 } },
  });
});

test('a log that lacks a version is not folded', () => {
  const [first, , third] = log(ACOPIO, IMAGEN, asignada('bea'));
  expect(() => recalculate([first!, third!], AJUSTES)).toThrow(/lacks version 2/);
});
