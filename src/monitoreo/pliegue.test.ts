import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evento } from '../bitacora/bitacora.ts';
import { type EstadoActa, evolve, INICIAL } from '../dominio/acta.ts';
import { AJUSTES, type Ajustes } from '../dominio/ajustes.ts';
import { classify, limiteDeVotos } from '../dominio/contabilizacion.ts';
import { type ActaEsperada, camposDeVotos } from '../dominio/eleccion.ts';
import { colaDe } from '../dominio/mandatos.ts';
import { CATALOGO, DIPUTACIONES } from '../dominio/pruebas/ejemplos.ts';
import { publicable } from '../dominio/publicable.ts';
import { COLAS, createPliegue, FASES, type Pliegue } from './pliegue.ts';
import { catalogoDePrueba, nocheDePrueba } from './pruebas/log-de-prueba.ts';

const PASOS = 60;
const semilla = fc.integer();
const publicaDesde = fc.constantFrom<Ajustes['publicaDesde']>('capturada', 'verificada');

/** Everything that a fold knows, as plain data. */
function contents(pliegue: Pliegue, ahora: number) {
  const { elecciones, colas, salidas, fichas, altas, gente, cortes } = pliegue;
  return {
    posicion: pliegue.posicion(),
    elecciones,
    colas: COLAS.map((cola) => [...colas[cola].keys()]),
    salidas: COLAS.map((cola) => salidas[cola].at(ahora)),
    fichas: [...fichas.values()],
    altas,
    cortes,
    personas: [...gente.personas.values()].map(({ minutos, ...persona }) => ({
      ...persona,
      minutos: minutos.at(ahora),
    })),
  };
}

function folded(stretches: readonly (readonly Evento[])[], ajustes: Ajustes = AJUSTES): Pliegue {
  const pliegue = createPliegue(catalogoDePrueba(ajustes));
  for (const stretch of stretches) pliegue.fold(stretch);
  return pliegue;
}

describe('the fold of the log', () => {
  test('is the same in one go and in any stretches, also when one is told twice', () => {
    const cuts = fc.array(fc.nat(400), { maxLength: 6 });
    fc.assert(
      fc.property(semilla, cuts, fc.nat(20), (numero, cortes, repetidos) => {
        const { eventos } = nocheDePrueba(numero, PASOS);
        const ends = [...cortes.filter((n) => n < eventos.length).toSorted((a, b) => a - b), eventos.length];
        const stretches = ends.map((end, i) =>
          eventos.slice(Math.max(0, (ends[i - 1] ?? 0) - repetidos), end),
        );
        const ahora = Date.parse(eventos.at(-1)?.momento ?? '2027-06-07T00:00:00.000Z');
        expect(contents(folded(stretches), ahora)).toEqual(contents(folded([eventos]), ahora));
      }),
      { numRuns: 60 },
    );
  });

  test('counts what a recount of the states counts', () => {
    fc.assert(
      fc.property(semilla, publicaDesde, (numero, desde) => {
        const ajustes = { ...AJUSTES, publicaDesde: desde };
        const { eventos, estados } = nocheDePrueba(numero, PASOS);
        const pliegue = folded([eventos], ajustes);
        const [cuenta] = pliegue.elecciones;
        expect(cuenta?.porFase).toEqual(
          Object.fromEntries(
            FASES.map((fase) => [fase, estados.filter(([, estado]) => estado.fase === fase).length]),
          ),
        );
        const shown = estados.map(([esperada, estado]) => muestraDe(esperada, estado, ajustes));
        for (const muestra of [
          'nada',
          'contabilizada',
          'no_contabilizada',
          'sin_acta',
          'fuera_de_catalogo',
        ] as const)
          expect(cuenta?.muestra[muestra], muestra).toBe(shown.filter((one) => one === muestra).length);
        for (const cola of COLAS) {
          const waiting = estados.filter(([, estado]) => colaDe(estado)?.cola === cola);
          expect([...pliegue.colas[cola].keys()].sort()).toEqual(waiting.map(([{ id }]) => id).sort());
        }
        for (const [{ id }, estado] of estados) {
          const ficha = pliegue.fichas.get(id);
          expect(ficha?.fase ?? 'esperada').toBe(estado.fase);
          if ('cotejo' in estado) expect(ficha?.cotejo).toBe(estado.cotejo);
          if (estado.fase === 'en_captura') expect(ficha?.ronda).toBe(estado.ronda.motivo);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('keeps in each queue the turn of the fact that put the acta there', () => {
    fc.assert(
      fc.property(semilla, (numero) => {
        const { eventos } = nocheDePrueba(numero, PASOS);
        const pliegue = folded([eventos]);
        for (const cola of COLAS) {
          const turnos = [...pliegue.colas[cola].values()].map(({ turno }) => turno);
          expect(turnos).toEqual(turnos.toSorted((a, b) => a - b));
        }
        for (const { id } of CATALOGO) {
          const entered = turnOf(eventos.filter(({ acta }) => acta === id));
          const ficha = pliegue.fichas.get(id);
          if (entered !== null) expect([ficha?.turno, ficha?.desde]).toEqual([entered.seq, entered.momento]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a corte publishes what could be shown when it was taken, and no more', () => {
    const { eventos } = nocheDePrueba(8, PASOS);
    const half = eventos.slice(0, eventos.length >> 1);
    const corte: Evento = {
      ...{ acta: 'CORTE', version: 1, tipo: 'corte_tomado', datos: { tipo: 'intermedio' }, sha256: '' },
      ...{ actor: 'SISTEMA', lugar: 'SERVIDOR', momento: half.at(-1)!.momento, seq: half.at(-1)!.seq },
    };
    const pliegue = folded([half]);
    const before = pliegue.elecciones[0]!.muestra;
    const expected = Object.values(before).reduce((a, b) => a + b) - before.nada;
    pliegue.fold([{ ...corte, seq: corte.seq + 0.5 }]);
    pliegue.fold(eventos.slice(half.length));
    expect(expected).toBeGreaterThan(0);
    expect(pliegue.elecciones[0]?.publicadas).toBe(expected);
    expect(pliegue.cortes).toEqual([{ numero: 1, seq: corte.seq + 0.5, momento: corte.momento }]);
  });
});

/** What a corte would show of a state, by the rules of publication. */
function muestraDe({ casilla, territorio }: ActaEsperada, estado: EstadoActa, ajustes: Ajustes) {
  const shown = publicable(estado, ajustes);
  if (shown.tipo === 'pendiente') return 'nada';
  if (shown.tipo !== 'acta') return shown.tipo;
  const votos = camposDeVotos(DIPUTACIONES, territorio).map((campo) => shown.lecturas[campo] ?? 'SIN DATO');
  const { contabilizada } = classify(votos, limiteDeVotos(casilla, ajustes));
  return contabilizada === 1 ? 'contabilizada' : 'no_contabilizada';
}

/** The fact that put an acta in the queue where it is. */
function turnOf(eventos: readonly Evento[]): { readonly seq: number; readonly momento: number } | null {
  let estado: EstadoActa = INICIAL;
  let entered: { readonly seq: number; readonly momento: number } | null = null;
  for (const { tipo, datos, momento, seq } of eventos) {
    const before = colaDe(estado)?.cola ?? null;
    estado = evolve(estado, { tipo, datos } as Parameters<typeof evolve>[1], momento);
    const after = colaDe(estado)?.cola ?? null;
    if (after === null) entered = null;
    else if (after !== before) entered = { seq, momento: Date.parse(momento) };
  }
  return entered;
}
