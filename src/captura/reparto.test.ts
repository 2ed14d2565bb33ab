/** Twenty people at once on one queue: who gets what, read from the facts that they left. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CCV,
  digitalizar,
  hechosDe,
  lecturas,
  must,
  type Noche,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import { createDado } from '../../pruebas/bitacora/noche.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { Tarea } from './servicio.ts';

const PERSONAS = Array.from({ length: 20 }, (_, i) => `persona-${i}`);
const ACTAS_POR_NOCHE = 16;

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

async function digitalizarVarias(): Promise<readonly IdActa[]> {
  const actas = Array.from({ length: ACTAS_POR_NOCHE }, () => noche.otra());
  await Promise.all(actas.map((acta) => digitalizar(noche, acta)));
  return actas;
}

/** Each one takes the next, does something with it and asks again, until nothing is left for anybody. */
async function workTogether(work: (persona: string, tarea: Tarea) => Promise<unknown>) {
  let given: number;
  do {
    const turns = PERSONAS.map(async (persona) => {
      let mine = 0;
      while (true) {
        const asked = await noche.fases.captura.siguiente({ persona, lugar: CCV });
        if (!asked.ok) expect(asked.error.codigo).toBe('TIENE_OTRAS');
        const tarea = asked.ok ? asked.value : null;
        if (tarea === null) return mine;
        mine += 1;
        await work(persona, tarea);
      }
    });
    given = (await Promise.all(turns)).reduce((sum, mine) => sum + mine, 0);
    // A round without work for anybody, with every place given back, is the end.
    noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
  } while (given > 0);
}

function typed(campos: readonly string[], dado: () => number): Lecturas {
  const slip = dado() < 0.4 ? campos[Math.floor(dado() * campos.length)] : undefined;
  return lecturas(campos, 10, slip === undefined ? {} : { [slip]: 11 });
}

interface Reparto {
  /** people to whom the acta was given, in order */
  readonly asignadas: readonly string[];
  /** people who captured it, in order */
  readonly capturas: readonly string[];
  /** most people who had it or had captured it at once, before the two first captures were compared */
  readonly maximo: number;
}

async function repartoDe(acta: IdActa): Promise<Reparto> {
  const asignadas: string[] = [];
  const capturas: string[] = [];
  const holding = new Set<string>();
  let maximo = 0;
  for (const { tipo, datos } of await hechosDe(noche, acta)) {
    const { persona } = datos as { readonly persona: string };
    if (tipo === 'captura_asignada') {
      asignadas.push(persona);
      holding.add(persona);
    }
    if (tipo === 'captura_liberada' || tipo === 'captura_registrada') holding.delete(persona);
    if (tipo === 'captura_registrada') capturas.push(persona);
    if (capturas.length < 2) maximo = Math.max(maximo, holding.size + capturas.length);
    else expect(holding.size).toBeLessThanOrEqual(1);
  }
  return { asignadas, capturas, maximo };
}

test('nobody is ever given the same acta twice, and no place is given to two people', async () => {
  const actas = await digitalizarVarias();
  // On half of the actas everybody agrees; on the others everybody reads something else.
  const discutidas = new Set(actas.slice(ACTAS_POR_NOCHE / 2));
  await workTogether(async (persona, { acta, campos }) => {
    const nulos = discutidas.has(acta) ? PERSONAS.indexOf(persona) : 10;
    const asked = { acta, persona, lugar: CCV, lecturas: lecturas(campos, 10, { NULOS: nulos + 100 }) };
    must(await noche.fases.captura.registrar(asked));
  });
  for (const acta of actas) {
    const { asignadas, capturas, maximo } = await repartoDe(acta);
    expect(new Set(asignadas).size).toBe(asignadas.length);
    expect(capturas.toSorted()).toEqual(asignadas.toSorted());
    expect(capturas).toHaveLength(discutidas.has(acta) ? 3 : 2);
    expect(maximo).toBe(2);
  }
});

test('with people who leave, give back or come late, nobody captures an acta twice and every one is captured', async () => {
  const actas = await digitalizarVarias();
  const dado = createDado(2027);
  await workTogether(async (persona, { acta, campos }) => {
    const fate = dado();
    if (fate < 0.15) return;
    if (fate < 0.3) {
      must(await noche.fases.captura.devolver({ acta, persona, lugar: CCV }));
      return;
    }
    const asked = { acta, persona, lugar: CCV, lecturas: typed(campos, dado) };
    must(await noche.fases.captura.registrar(asked));
  });
  for (const { capturas, maximo } of await Promise.all(actas.map(repartoDe))) {
    expect(new Set(capturas).size).toBe(capturas.length);
    expect([2, 3]).toContain(capturas.length);
    expect(maximo).toBe(2);
  }
});
