/** A whole night of the minimal process: arrivals, people, cortes; everything through the services. */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Evento } from '../../src/bitacora/bitacora.ts';
import type { Refusal, Result } from '../../src/dominio/result.ts';
import { fail } from '../../src/dominio/result.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { openSistema, SISTEMA, type Sistema } from '../../src/servidor/servicios.ts';
import { cierreDeCasillas } from '../../src/simulacro/arribo.ts';
import { createAzar } from '../../src/simulacro/azar.ts';
import type { Servicios } from '../../src/simulacro/escena.ts';
import { esperar } from '../../src/simulacro/espera.ts';
import { readMemoria } from '../../src/simulacro/memoria.ts';
import { createNoche, type Fin } from '../../src/simulacro/noche.ts';
import { createPlantilla } from '../../src/simulacro/personas.ts';
import { createRelojSimulado } from '../../src/simulacro/reloj.ts';
import { createRitmo } from '../../src/simulacro/ritmo.ts';
import { loadMinimo } from '../apoyo/minimo.ts';
import { expectedFrom, readPublicado, readPuntero } from '../apoyo/noche.ts';

// Each night starts a database and publishes a dozen cortes.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const MINUTO = 60_000;
const RAPIDO = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '32MB' };
let raiz: string;
let proceso: Proceso;

beforeAll(async () => {
  raiz = mkdtempSync(join(tmpdir(), 'prep-noche-'));
  // The server of the database is another user when the tests run as root.
  chmodSync(raiz, 0o755);
  proceso = await loadMinimo();
});
afterAll(() => rmSync(raiz, { recursive: true, force: true }));

interface Jugada {
  readonly fin: Result<Fin, Refusal>;
  readonly sistema: Sistema;
  /** simulated minutes after closing at which each corte was asked for */
  readonly cortes: readonly { readonly minuto: number; readonly tipo: string }[];
  readonly avisos: readonly string[];
}

interface Variante {
  readonly semilla: number;
  /** simulated minutes after closing */
  readonly hasta?: number;
  readonly puertas?: (servicios: Servicios) => Servicios;
  readonly capturistas?: number;
}

/** Plays the night of a folder as fast as it goes. */
async function play(nombre: string, { semilla, hasta, puertas, capturistas = 9 }: Variante): Promise<Jugada> {
  const cierre = cierreDeCasillas(proceso);
  const reloj = createRelojSimulado(cierre);
  const datos = join(raiz, nombre);
  const opened = await openSistema({ datos, proceso, now: reloj.now, avisar: () => {}, servidor: RAPIDO });
  if (!opened.ok) throw new Error(opened.error.mensaje);
  const sistema = opened.value;
  const memoria = await readMemoria(sistema.bitacora);
  if (memoria.tiempo !== null) reloj.advance(memoria.tiempo);
  const cortes: Jugada['cortes'][number][] = [];
  const avisos: string[] = [];
  const noche = createNoche({
    proceso,
    semilla,
    servicios: puertas?.(sistema.fases) ?? sistema.fases,
    plantilla: createPlantilla(semilla, { capturistas, verificadores: 4 }),
    memoria,
    reloj,
    ritmo: createRitmo(Number.POSITIVE_INFINITY, reloj.tiempo, () => 0),
    cortes: {
      primero: memoria.ultimoCorte === null ? 'ahora' : 'a_su_hora',
      cada: 120 * MINUTO,
      take: (tipo) => {
        cortes.push({ minuto: (reloj.tiempo - cierre) / MINUTO, tipo });
        return sistema.publicador.take({ momento: reloj.now(), tipo, ...SISTEMA });
      },
    },
    hasta: hasta === undefined ? Number.POSITIVE_INFINITY : cierre + hasta * MINUTO,
    // Without a speed limit only what is cut short is waited for, and a pause after a failure.
    esperar: (ms) =>
      ms === Number.POSITIVE_INFINITY ? esperar(ms) : { fin: Promise.resolve(), cut: () => {} },
    avisar: ({ codigo }) => avisos.push(codigo),
  });
  return { fin: await noche.play(), sistema, cortes, avisos };
}

async function eventsOf(sistema: Sistema): Promise<readonly Evento[]> {
  const events: Evento[] = [];
  for await (const evento of sistema.bitacora.events({ despuesDe: 0 })) events.push(evento);
  return events;
}

/** Nobody captured an acta twice, no step was done twice, and the rows are what the log says. */
async function checkLog(sistema: Sistema): Promise<void> {
  const seen = new Set<string>();
  for (const { acta, tipo, datos, actor } of await eventsOf(sistema)) {
    const once =
      tipo === 'imagen_digitalizada'
        ? `${acta} ${tipo} ${JSON.stringify(datos)}`
        : tipo === 'captura_registrada'
          ? `${acta} ${tipo} ${actor}`
          : tipo === 'acta_acopiada' || tipo === 'acta_verificada' || tipo === 'sin_acta_declarada'
            ? `${acta} ${tipo} ${JSON.stringify(datos)}`
            : null;
    if (once === null) continue;
    expect(seen).not.toContain(once);
    seen.add(once);
  }
  expect(await sistema.bitacora.rebuild('comparar')).toMatchObject({ ok: true, value: { total: 0 } });
  expect(await sistema.bitacora.verifyHashes()).toMatchObject({ ok: true, value: { primeroDistinto: null } });
}

describe('a night played to the end', () => {
  let jugada: Jugada;
  beforeAll(async () => {
    jugada = await play('entera', { semilla: 41 });
  });
  afterAll(() => jugada.sistema.close());

  test('publishes exactly what the actas say', () => {
    expect(jugada.fin).toEqual({ ok: true, value: 'completa' });
    const { publicacion } = jugada.sistema.carpetas;
    expect(readPublicado(publicacion, proceso)).toEqual(expectedFrom(proceso, 41));
    expect(readPuntero(publicacion).corte.tipo).toBe('ultimo');
  });

  test('leaves a log without repetitions, from which every row follows', () => checkLog(jugada.sistema));

  test('takes a corte in zeros at the beginning, none before publication opens, and the last one once', () => {
    const { cortes } = jugada;
    expect(cortes[0]).toEqual({ minuto: 0, tipo: 'intermedio' });
    expect(cortes[1]!.minuto).toBe(120);
    for (const { minuto } of cortes.slice(1, -1)) expect(minuto % 120).toBe(0);
    expect(cortes.filter(({ tipo }) => tipo === 'ultimo')).toHaveLength(1);
    expect(cortes.at(-1)).toMatchObject({ tipo: 'ultimo' });
  });

  test('no corte has a fact that happened after its hour', async () => {
    let corte: string | null = null;
    for (const { acta, momento } of (await eventsOf(jugada.sistema)).toReversed()) {
      if (acta === 'CORTE') corte = momento;
      else if (corte !== null) expect(momento <= corte).toBe(true);
    }
  });
});

test('the hour at which it stops is an hour at which it can go on: the same end in two parts', async () => {
  const first = await play('en-dos', { semilla: 41, hasta: 240 });
  expect(first.fin).toEqual({ ok: true, value: 'hasta' });
  expect(first.cortes.at(-1)).toEqual({ minuto: 240, tipo: 'intermedio' });
  await first.sistema.close();

  const second = await play('en-dos', { semilla: 41 });
  expect(second.cortes[0]!.minuto).toBe(360);
  expect(second.fin).toEqual({ ok: true, value: 'completa' });
  expect(readPublicado(second.sistema.carpetas.publicacion, proceso)).toEqual(expectedFrom(proceso, 41));
  await checkLog(second.sistema);
  await second.sistema.close();
});

test('a database that fails before or after doing what was asked changes nothing of the end', async () => {
  const azar = createAzar(3, 'fallas');
  const LOST = { codigo: 'BASE_NO_DISPONIBLE', mensaje: 'no responde' } as const;
  /** Some calls never arrive; of others only the answer is lost. */
  const unreliable = <A extends readonly unknown[], T>(
    call: (...args: A) => Promise<Result<T, Refusal>>,
  ): ((...args: A) => Promise<Result<T, Refusal>>) => {
    return async (...args) => {
      if (azar.chance(0.08)) return fail(LOST);
      const done = await call(...args);
      return azar.chance(0.08) ? fail(LOST) : done;
    };
  };
  const puertas = ({ acopio, digitalizacion, captura, verificacion, conflictos }: Servicios): Servicios => ({
    acopio: {
      ...acopio,
      registrar: unreliable(acopio.registrar),
      declararSinActa: unreliable(acopio.declararSinActa),
    },
    digitalizacion: {
      ...digitalizacion,
      recibir: unreliable(digitalizacion.recibir),
      registrarFueraDeCatalogo: unreliable(digitalizacion.registrarFueraDeCatalogo),
    },
    captura: {
      ...captura,
      siguiente: unreliable(captura.siguiente),
      registrar: unreliable(captura.registrar),
      reportarImagen: unreliable(captura.reportarImagen),
    },
    verificacion: {
      ...verificacion,
      siguiente: unreliable(verificacion.siguiente),
      verificar: unreliable(verificacion.verificar),
      pedirRecaptura: unreliable(verificacion.pedirRecaptura),
    },
    conflictos: {
      ...conflictos,
      proponer: unreliable(conflictos.proponer),
      confirmar: unreliable(conflictos.confirmar),
    },
  });
  const jugada = await play('con-fallas', { semilla: 5, puertas, capturistas: 25 });
  expect(jugada.fin).toEqual({ ok: true, value: 'completa' });
  expect(jugada.avisos).toContain('BASE_NO_DISPONIBLE');
  expect(readPublicado(jugada.sistema.carpetas.publicacion, proceso)).toEqual(expectedFrom(proceso, 5));
  await checkLog(jugada.sistema);
  await jugada.sistema.close();
});

test('a refusal that no work expects ends the night with its sentence', async () => {
  const jugada = await play('rechazada', {
    semilla: 41,
    puertas: (servicios) => ({
      ...servicios,
      acopio: {
        ...servicios.acopio,
        registrar: async () => fail({ codigo: 'ALGO_NUEVO', mensaje: 'Nadie lo esperaba.' }),
      },
    }),
  });
  expect(jugada.fin).toEqual({ ok: false, error: { codigo: 'ALGO_NUEVO', mensaje: 'Nadie lo esperaba.' } });
  await jugada.sistema.close();
});
