/**
 * Whole nights, walked at random by decisions: what no order of work, no accident and no insistence may break.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Correccion, type EstadoActa, type EventoActa, evolve, INICIAL } from './acta.ts';
import { AJUSTES, type Ajustes } from './ajustes.ts';
import { addSuma, columnasDeVotos, emptySuma } from './computo.ts';
import { camposDistintos } from './consolidacion.ts';
import { computeEncabezado } from './corte.ts';
import { colaDe } from './mandatos.ts';
import { camposPorCapturar, decideAsignarCaptura } from './mandatos-captura.ts';
import { decideAsignarVerificacion } from './mandatos-verificacion.ts';
import {
  azarDe,
  caminarActa,
  type Hecho,
  hechosDe,
  type Paso,
  pedirTodo,
  shuffle,
  sumar,
} from './pruebas/caminata.ts';
import { CATALOGO, DIPUTACIONES, instante } from './pruebas/ejemplos.ts';
import { type Publicable, publicable } from './publicable.ts';

const semilla = fc.integer();
const PASOS = 80;

/** The life of one acta. */
const vida = fc
  .tuple(semilla, fc.nat({ max: PASOS }), fc.constantFrom(...CATALOGO))
  .map(([numero, pasos, esperada]) => caminarActa(azarDe(numero), pasos, DIPUTACIONES, esperada));

/** The lives of all the actas of the catalogue. */
const noche = fc.tuple(semilla, fc.nat({ max: PASOS })).map(([numero, pasos]) => {
  const azar = azarDe(numero);
  return CATALOGO.map((esperada) => caminarActa(azar, pasos, DIPUTACIONES, esperada));
});

type Publicada = Extract<Publicable, { tipo: 'acta' }>;

function fold(hechos: readonly Hecho[]): EstadoActa {
  return hechos.reduce((estado, { hecho, momento }) => evolve(estado, hecho, momento), INICIAL);
}

function eventos(paso: Paso): readonly EventoActa[] {
  return paso.decision.ok ? paso.decision.value : [];
}

function has(paso: Paso, ...tipos: readonly EventoActa['tipo'][]): boolean {
  return eventos(paso).some((hecho) => tipos.includes(hecho.tipo));
}

describe('the random night itself', () => {
  it('reaches every phase, every fact and every cotejo', () => {
    const fases = new Set<string>();
    const hechos = new Set<string>();
    const cotejos = new Set<number>();
    for (let numero = 0; numero < 300; numero += 1) {
      for (const paso of caminarActa(
        azarDe(numero),
        PASOS,
        DIPUTACIONES,
        CATALOGO[numero % CATALOGO.length]!,
      )) {
        fases.add(paso.despues.fase);
        if ('cotejo' in paso.despues) cotejos.add(paso.despues.cotejo);
        for (const hecho of eventos(paso)) hechos.add(hecho.tipo);
      }
    }
    expect([...fases].sort()).toEqual([
      'acopiada',
      'capturada',
      'en_captura',
      'en_conflicto',
      'esperada',
      'fuera_de_catalogo',
      'sin_acta',
      'verificada',
    ]);
    expect(hechos.size).toBe(28);
    expect([...cotejos].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe('the bitácora is the record', () => {
  it('the same facts give the same state, also read back from text', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        const hechos = hechosDe(camino);
        const expected = camino.at(-1)?.despues ?? INICIAL;
        expect(fold(hechos)).toStrictEqual(expected);
        expect(fold(JSON.parse(JSON.stringify(hechos)) as Hecho[])).toStrictEqual(expected);
      }),
    );
  });

  it('a state read back from text goes on as if it had never been written', () => {
    fc.assert(
      fc.property(vida, semilla, (camino, numero) => {
        const estado = camino.at(-1)?.despues ?? INICIAL;
        const leido = JSON.parse(JSON.stringify(estado)) as EstadoActa;
        expect(leido).toStrictEqual(estado);
        const campos = ['PAN', 'NULOS'];
        expect(pedirTodo(leido, azarDe(numero), 4000, campos)).toEqual(
          pedirTodo(estado, azarDe(numero), 4000, campos),
        );
      }),
    );
  });

  it('whatever is asked of any reachable state is accepted or refused, and what is accepted can happen', () => {
    fc.assert(
      fc.property(vida, semilla, (camino, numero) => {
        const estado = camino.at(-1)?.despues ?? INICIAL;
        for (const { mandato, decision } of pedirTodo(estado, azarDe(numero), 5000, ['PAN', 'NULOS'])) {
          if (!decision.ok) {
            expect(decision.error.mensaje).toMatch(/^[A-ZÁÉÍÓÚ].*\.$/);
            continue;
          }
          // Only these two may have nothing to do.
          if (mandato !== 'retomar_captura' && mandato !== 'prorrogar_captura') {
            expect(decision.value.length).toBeGreaterThan(0);
          }
          decision.value.reduce((e, hecho) => evolve(e, hecho, instante(5000)), estado);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the order in which actas arrive never changes a corte', () => {
  /** The facts of all actas in one log: each acta's in its order, the actas mixed at random. */
  function interleave(
    caminos: readonly (readonly Paso[])[],
    numero: number,
  ): readonly (readonly [number, Hecho])[] {
    const azar = azarDe(numero);
    const colas = caminos.map((camino) => [...hechosDe(camino)]);
    const turnos = shuffle(
      colas.flatMap((cola, acta) => cola.map(() => acta)),
      azar,
    );
    return turnos.flatMap((acta) => {
      const hecho = colas[acta]?.shift();
      return hecho === undefined ? [] : [[acta, hecho] as const];
    });
  }

  function corteDe(registro: readonly (readonly [number, Hecho])[], ajustes: Ajustes, numero: number) {
    const estados = CATALOGO.map((): EstadoActa => INICIAL);
    for (const [acta, { hecho, momento }] of registro) {
      estados[acta] = evolve(estados[acta] ?? INICIAL, hecho, momento);
    }
    const actas = CATALOGO.map((esperada, i) => [esperada, estados[i] ?? INICIAL] as const);
    const suma = sumar(DIPUTACIONES, shuffle(actas, azarDe(numero)), ajustes);
    const encabezados = (['intermedio', 'ultimo'] as const).map((momento) =>
      computeEncabezado(suma.avance, momento, ajustes),
    );
    return { suma, encabezados, estados };
  }

  it.each(['verificada', 'capturada'] as const)('publishing from %s', (publicaDesde) => {
    fc.assert(
      fc.property(noche, semilla, semilla, (caminos, una, otra) => {
        const ajustes = { ...AJUSTES, publicaDesde };
        const primera = corteDe(interleave(caminos, una), ajustes, una);
        const segunda = corteDe(interleave(caminos, otra), ajustes, otra);
        expect(segunda).toEqual(primera);
        expect(primera.estados).toEqual(caminos.map((camino) => camino.at(-1)?.despues ?? INICIAL));
      }),
      { numRuns: 50 },
    );
  });

  it('the entidad is the sum of its distritos, and these of their actas', () => {
    fc.assert(
      fc.property(noche, (caminos) => {
        const actas = CATALOGO.map(
          (esperada, i) => [esperada, caminos[i]?.at(-1)?.despues ?? INICIAL] as const,
        );
        const entidad = sumar(DIPUTACIONES, actas, AJUSTES);
        const partes = emptySuma(columnasDeVotos(DIPUTACIONES).length);
        for (const distrito of ['002', '001']) {
          const suyas = actas.filter(([{ territorio }]) => territorio === distrito);
          const suma = emptySuma(columnasDeVotos(DIPUTACIONES).length);
          for (const una of suyas) addSuma(suma, sumar(DIPUTACIONES, [una], AJUSTES));
          expect(suma).toEqual(sumar(DIPUTACIONES, suyas, AJUSTES));
          addSuma(partes, suma);
        }
        expect(partes).toEqual(entidad);
        const { avance, votos, votosRp } = entidad;
        expect([...votos, ...votosRp].reduce((a, b) => a + b, 0)).toBe(avance.votos);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a corte only grows, except by an explicit correction', () => {
  it.each([
    ['verificada', ['sin_acta_anulada']],
    ['capturada', ['sin_acta_anulada', 'imagen_rechazada']],
  ] as const)('publishing from %s, an acta only leaves it by %j', (publicaDesde, explicit) => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const paso of camino) {
          const antes = publicable(paso.antes, { publicaDesde });
          const despues = publicable(paso.despues, { publicaDesde });
          if (antes.tipo !== 'pendiente' && despues.tipo === 'pendiente')
            expect(has(paso, ...explicit)).toBe(true);
          if (antes.tipo === 'acta') expect(['acta', 'pendiente']).toContain(despues.tipo);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('captured and registered never decrease while nobody annuls a sin acta', () => {
    fc.assert(
      fc.property(noche, (caminos) => {
        const estados = CATALOGO.map((): EstadoActa => INICIAL);
        let previo = computeEncabezado(emptySuma(0).avance, 'intermedio', AJUSTES);
        for (let i = 0; i < PASOS; i += 1) {
          let annulled = false;
          for (const [acta, camino] of caminos.entries()) {
            const paso = camino[i];
            if (paso === undefined) continue;
            estados[acta] = paso.despues;
            annulled ||= has(paso, 'sin_acta_anulada');
          }
          const actas = CATALOGO.map((esperada, acta) => [esperada, estados[acta] ?? INICIAL] as const);
          const actual = computeEncabezado(sumar(DIPUTACIONES, actas, AJUSTES).avance, 'intermedio', AJUSTES);
          if (!annulled) {
            expect(actual.ACTAS_CAPTURADAS).toBeGreaterThanOrEqual(previo.ACTAS_CAPTURADAS);
            expect(actual.ACTAS_REGISTRADAS).toBeGreaterThanOrEqual(previo.ACTAS_REGISTRADAS);
          }
          previo = actual;
        }
      }),
      { numRuns: 30 },
    );
  });

  it('the published values of a verified acta change only when its correction is verified', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        let inCorrection = false;
        for (const paso of camino) {
          if (has(paso, 'correccion_abierta')) inCorrection = true;
          if (paso.antes.fase === 'verificada' && has(paso, 'imagen_rechazada')) inCorrection = true;
          const [antes, despues] = [paso.antes, paso.despues].map((e) => publicable(e, AJUSTES));
          if (antes?.tipo === 'acta' && despues?.tipo === 'acta') {
            const shown = ({ cotejo: _cotejo, ...rest }: typeof antes) => JSON.stringify(rest);
            if (shown(antes) !== shown(despues)) {
              expect(inCorrection && has(paso, 'acta_verificada')).toBe(true);
              expect(despues.correcciones.length).toBe(antes.correcciones.length + 1);
              expect(readable(despues)).toEqual(corrected(antes, despues.correcciones.at(-1)));
            }
            if (antes.imagen.sha256 !== despues.imagen.sha256)
              expect(has(paso, 'acta_verificada')).toBe(true);
          }
          if (has(paso, 'acta_verificada')) inCorrection = false;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** The readings that a corte shows of an acta, by field. */
function readable({ lecturas }: Publicada) {
  return Object.fromEntries(Object.entries(lecturas).sort());
}

/** What was shown, with the changes of a correction. */
function corrected(antes: Publicada, correccion: Correccion | undefined) {
  const lecturas = { ...antes.lecturas };
  for (const { campo, antes: said, despues } of correccion?.cambios ?? []) {
    expect(lecturas[campo]).toBe(said);
    lecturas[campo] = despues;
  }
  return readable({ ...antes, lecturas });
}

describe('people', () => {
  it('nobody captures an acta twice, nor verifies or resolves what they captured, nor captures what they saw', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        const captured = new Set<string>();
        const saw = new Set<string>();
        const resolved = new Set<string>();
        for (const { hecho } of hechosDe(camino)) {
          switch (hecho.tipo) {
            case 'captura_registrada':
              expect(captured.has(hecho.datos.persona)).toBe(false);
              expect(saw.has(hecho.datos.persona)).toBe(false);
              captured.add(hecho.datos.persona);
              break;
            case 'resolucion_propuesta':
            case 'resolucion_rechazada':
              expect(captured.has(hecho.datos.persona)).toBe(false);
              saw.add(hecho.datos.persona);
              break;
            case 'imagen_reasignada':
              for (const persona of hecho.datos.capturistas) captured.add(persona);
              for (const persona of hecho.datos.verificadores) saw.add(persona);
              break;
            case 'identificacion_confirmada': {
              const { propone, confirma } = hecho.datos;
              expect(confirma).not.toBe(propone);
              expect(captured.has(confirma)).toBe(false);
              break;
            }
            case 'verificacion_asignada':
            case 'acta_verificada':
            case 'recaptura_pedida':
              expect(captured.has(hecho.datos.persona)).toBe(false);
              expect(resolved.has(hecho.datos.persona)).toBe(false);
              saw.add(hecho.datos.persona);
              break;
            case 'correccion_abierta':
              saw.add(hecho.datos.persona);
              break;
            case 'conflicto_resuelto': {
              const { coordinador, verificador } = hecho.datos;
              expect(coordinador).not.toBe(verificador);
              for (const persona of [coordinador, verificador]) {
                expect(captured.has(persona)).toBe(false);
                saw.add(persona);
                resolved.add(persona);
              }
              break;
            }
            case 'sin_acta_declarada':
            case 'fuera_de_catalogo_registrada':
              expect(hecho.datos.declara).not.toBe(hecho.datos.confirma);
              break;
            default:
              break;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nobody holds an acta longer than its maximum, nor takes again what they did not have', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const { mandato, decision, antes, despues, momento } of camino) {
          if (despues.fase === 'en_captura') {
            for (const { desde, vence } of despues.asignaciones) {
              expect(Date.parse(vence) - Date.parse(desde)).toBeLessThanOrEqual(900_000);
            }
          }
          if (mandato !== 'retomar_captura' || !decision.ok || decision.value.length === 0) continue;
          const taken = decision.value.at(-1);
          if (taken?.tipo !== 'captura_asignada' || antes.fase !== 'en_captura') throw new Error('not taken');
          const { persona } = taken.datos;
          expect(antes.asignaciones.some((a) => a.persona === persona && a.vence <= momento)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the queue gives work exactly to whom the rules accept', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const { despues: estado, momento: ahora } of camino) {
          const cola = colaDe(estado);
          if (cola === null || (cola.cola !== 'captura' && cola.cola !== 'verificacion')) continue;
          const decide = cola.cola === 'captura' ? decideAsignarCaptura : decideAsignarVerificacion;
          const nueva = { persona: 'NUEVA', vence: instante(99_999), ahora };
          const free = cola.lugares > 0 || (cola.vence !== null && cola.vence <= ahora);
          expect(decide(estado, nueva).ok).toBe(free);
          if (cola.vence !== null) expect(decide(estado, { ...nueva, ahora: cola.vence }).ok).toBe(true);
          for (const persona of cola.excluidas)
            expect(decide(estado, { ...nueva, persona, ahora: '' }).ok).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('captures', () => {
  it('a third person is asked only for the fields that differ, and the fields asked are never more than the round', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const { despues: estado } of camino) {
          if (estado.fase !== 'en_captura') continue;
          const { campos, capturas } = estado.ronda;
          const [primera, segunda] = capturas;
          expect(capturas.length).toBeLessThanOrEqual(2);
          expect(camposPorCapturar(estado)).toEqual(
            primera && segunda ? camposDistintos(campos, primera.lecturas, segunda.lecturas) : campos,
          );
          expect(camposPorCapturar(estado).length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('a result has every field of the acta and no other; a round changes only its own fields', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const { antes, despues } of camino) {
          if (!('resultado' in despues)) continue;
          const { lecturas } = despues.resultado;
          expect(Object.keys(lecturas).sort()).toEqual([...despues.camposDelActa].sort());
          const round = 'ronda' in antes && 'borrador' in antes ? antes : null;
          if (round === null || round.borrador === null) continue;
          for (const campo of despues.camposDelActa) {
            if (!round.ronda.campos.includes(campo))
              expect(lecturas[campo]).toBe(round.borrador.lecturas[campo]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what stands was typed by two people, or decided by coordinator and verificador', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const paso of camino) {
          const { antes, despues } = paso;
          if (antes.fase !== 'en_captura' || !has(paso, 'acta_consolidada') || despues.fase !== 'capturada')
            continue;
          const typed = eventos(paso).flatMap((hecho) =>
            hecho.tipo === 'captura_registrada' ? [hecho.datos] : [],
          );
          const capturas = [...antes.ronda.capturas, ...typed];
          for (const campo of antes.ronda.campos) {
            const agreed = capturas.filter(
              ({ lecturas }) => lecturas[campo] === despues.resultado.lecturas[campo],
            );
            expect(new Set(agreed.map(({ persona }) => persona)).size).toBeGreaterThanOrEqual(2);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the image in use is one that arrived and was not rejected', () => {
    fc.assert(
      fc.property(vida, (camino) => {
        for (const { despues: estado } of camino) {
          if (!('imagenes' in estado)) continue;
          const { imagen, imagenes, rechazadas } = estado;
          const received = imagenes.map(({ sha256 }) => sha256);
          expect(received).toContain(imagen);
          expect(rechazadas).not.toContain(imagen);
          expect(new Set(received).size).toBe(received.length);
        }
      }),
    );
  });
});
