import { expect, test } from 'vitest';
import type { IdActa } from '../dominio/clave.ts';
import { fail, ok } from '../dominio/result.ts';
import { createAgenda } from './agenda.ts';
import type { Escena, Tarea } from './escena.ts';
import { createMesa } from './mesa.ts';
import type { Operadora } from './personas.ts';
import { createRelojSimulado } from './reloj.ts';

const INICIO = Date.parse('2027-06-07T02:00:00.000Z');
const LOST = { codigo: 'BASE_NO_DISPONIBLE', mensaje: '' } as const;
const people = (count: number): Operadora[] =>
  Array.from({ length: count }, (_, i) => ({
    clave: `P${i}`,
    nombre: '',
    lugar: 'CCV',
    ritmo: 1000,
    tasaDeError: 0,
  }));

/** A room over a list of works, with a clock that jumps from one thing to the next. */
function createSalon(operadoras: readonly Operadora[], works: string[]) {
  const agenda = createAgenda<Tarea>();
  const reloj = createRelojSimulado(INICIO);
  const done: string[] = [];
  const failures = { pedir: 0, terminar: 0 };
  let free = works.length;
  const tablero: Escena['tablero'] = {
    note: () => 'novedad',
    took: () => {},
    lugares: () => free,
    enFase: () => works.length,
  };
  const escena = { reloj, tablero, semilla: 1, at: agenda.add } as unknown as Escena;
  const mesa = createMesa<string>(escena, {
    cola: 'captura',
    fase: 'en_captura',
    operadoras,
    acta: (work) => work as IdActa,
    duracion: () => 60_000,
    async pedir() {
      if (failures.pedir > 0) {
        failures.pedir -= 1;
        return fail(LOST);
      }
      const next = works.shift() ?? null;
      if (next !== null) free -= 1;
      return ok(next);
    },
    async terminar({ clave }, work) {
      if (failures.terminar > 0) {
        failures.terminar -= 1;
        return fail(LOST);
      }
      done.push(`${clave} ${work}`);
      return ok(null);
    },
  });
  async function runFor(minutes: number): Promise<void> {
    const end = reloj.tiempo + minutes * 60_000;
    for (let next = agenda.peek(); next !== null && next.tiempo <= end; next = agenda.peek()) {
      agenda.pop();
      reloj.advance(next.tiempo);
      // As the night does: what could not be done is done again.
      if (!(await next.que()).ok) agenda.add(reloj.tiempo, next.que);
    }
    reloj.advance(end);
  }
  return {
    mesa,
    done,
    failures,
    runFor,
    add(...more: string[]) {
      works.push(...more);
      free += more.length;
      mesa.call();
    },
  };
}

test('everybody works while there is work, and each thing is done once', async () => {
  const salon = createSalon(
    people(3),
    Array.from({ length: 10 }, (_, i) => `acta ${i}`),
  );
  salon.mesa.start(new Map());
  await salon.runFor(10);
  expect(salon.done).toHaveLength(10);
  expect(new Set(salon.done.map((one) => one.split(' ')[0])).size).toBe(3);
  expect(new Set(salon.done.map((one) => one.slice(3))).size).toBe(10);
});

test('who rests is called when something arrives', async () => {
  const salon = createSalon(people(2), []);
  salon.mesa.start(new Map());
  await salon.runFor(30);
  expect(salon.done).toEqual([]);
  salon.add('acta nueva');
  await salon.runFor(2);
  expect(salon.done).toHaveLength(1);
});

test('who had work when the night stopped goes on with it', async () => {
  const salon = createSalon(people(2), []);
  salon.mesa.start(new Map([['P1', 'acta empezada']]));
  await salon.runFor(1);
  expect(salon.done).toEqual(['P1 acta empezada']);
});

test('nobody is lost to a database that fails', async () => {
  const salon = createSalon(
    people(2),
    Array.from({ length: 6 }, (_, i) => `acta ${i}`),
  );
  salon.mesa.start(new Map());
  salon.failures.pedir = 5;
  await salon.runFor(2);
  salon.failures.terminar = 4;
  await salon.runFor(10);
  expect(salon.done).toHaveLength(6);
  salon.failures.pedir = 3;
  salon.add('acta 7', 'acta 8');
  await salon.runFor(10);
  expect(salon.done).toHaveLength(8);
  expect(new Set(salon.done.slice(-2).map((one) => one.split(' ')[0])).size).toBe(2);
});
