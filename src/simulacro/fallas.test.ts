import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { classify, limiteDeVotos } from '../dominio/contabilizacion.ts';
import { camposDe, camposDeVotos, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import { resolveLectura } from '../dominio/lectura.ts';
import { createLlenadas, FALLAS, type Falla, parseReparto, REPARTO_COMUN, type Reparto } from './fallas.ts';

const proceso = await loadMinimo();
const NINGUNA = unwrap(parseReparto('ninguna'));
const only = (falla: Falla, share = 100): Reparto => ({ ...NINGUNA, [falla]: share });
const SEMILLAS = [1, 2, 3, 4, 5, 6];

function unwrap(parsed: ReturnType<typeof parseReparto>): Reparto {
  if (!parsed.ok) throw new Error(parsed.error.mensaje);
  return parsed.value;
}

/** Every acta of the process for some seeds, filled. */
function filled(reparto: Reparto) {
  return SEMILLAS.flatMap((semilla) => {
    const llenadas = createLlenadas(proceso, semilla, reparto);
    return proceso.actas.map((acta) => ({ acta, llenada: llenadas(acta) }));
  });
}

function fieldsWith(falla: Falla) {
  return filled(only(falla)).flatMap(({ acta, llenada }) =>
    llenada.fallas.flatMap(({ campos }) =>
      campos.map((campo) => ({ acta, llenada, ...llenada.campos.find((one) => one.campo === campo)! })),
    ),
  );
}

test('without faults, number and letters agree, the total is the sum and every acta counts', () => {
  for (const { acta, llenada } of filled(NINGUNA)) {
    expect(llenada.fallas).toEqual([]);
    for (const { numero, letra } of llenada.campos) expect(numero).toEqual(letra);
    expect(llenada.captura[TOTAL_ASENTADO]).toBe(llenada.totalCalculado);
    expect(llenada.observacion, acta.id).toBe('ninguna');
  }
});

describe('each fault is what it says, in the fields that it says', () => {
  test('discrepancia: the number is another, and the letters are captured', () => {
    const fields = fieldsWith('discrepancia');
    expect(fields.length).toBeGreaterThanOrEqual(proceso.actas.length);
    for (const { campo, numero, letra, llenada } of fields) {
      expect(numero).not.toEqual(letra);
      expect({ tipo: 'valor', valor: llenada.captura[campo] }).toEqual(letra);
    }
  });

  test('una_sola: one of both is missing, and the other is captured', () => {
    for (const { campo, numero, letra, llenada } of fieldsWith('una_sola')) {
      const values = [numero, letra].filter(({ tipo }) => tipo === 'valor');
      expect(values).toEqual([{ tipo: 'valor', valor: llenada.captura[campo] }]);
    }
  });

  test('blanco and ilegible: SIN DATO and ILEGIBLE, and the acta still counts', () => {
    for (const [falla, lectura] of [
      ['blanco', 'SIN DATO'],
      ['ilegible', 'ILEGIBLE'],
    ] as const) {
      for (const { campo, llenada } of fieldsWith(falla)) {
        expect(llenada.captura[campo]).toBe(lectura);
        expect(llenada.contabilizada).toBe(1);
      }
    }
  });

  test('tachado: something else was written first, and what was corrected is captured', () => {
    for (const { campo, tachado, llenada } of fieldsWith('tachado')) {
      const crossed = [tachado!.numero, tachado!.letra].filter((one) => one !== null);
      expect(crossed.length).toBeGreaterThan(0);
      for (const one of crossed) expect(one).not.toBe(llenada.captura[campo]);
      expect(llenada.observacion).toBe('ninguna');
    }
  });

  test('suma: the total is another, and the acta counts as any', () => {
    for (const { llenada } of fieldsWith('suma')) {
      expect(llenada.captura[TOTAL_ASENTADO]).not.toBe(llenada.totalCalculado);
      expect(llenada.observacion).toBe('ninguna');
    }
  });

  test('excede: more votes than the casilla can have, where it has a limit', () => {
    const fields = fieldsWith('excede');
    expect(fields.length).toBeGreaterThan(0);
    for (const { acta, llenada } of fields) {
      expect(llenada.totalCalculado).toBeGreaterThan(limiteDeVotos(acta.casilla, proceso.ajustes)!);
      expect(llenada).toMatchObject({ observacion: 'excede', contabilizada: 0 });
    }
  });

  test('todos: no vote can be read', () => {
    for (const { llenada } of filled(only('todos'))) {
      expect(llenada).toMatchObject({ observacion: 'todos', contabilizada: 0, totalCalculado: 0 });
    }
  });
});

test('with any reparto, the truth is what the rules say of what is written, and depends only on the seed', () => {
  const share = fc.integer({ min: 0, max: 100 });
  const reparto = fc.record(
    Object.fromEntries(Object.keys(FALLAS).map((falla) => [falla, share])) as Record<Falla, typeof share>,
  );
  fc.assert(
    fc.property(reparto, fc.nat(), fc.nat(), (each, semilla, which) => {
      const acta = proceso.actas[which % proceso.actas.length]!;
      const llenada = createLlenadas(proceso, semilla, each)(acta);
      expect(createLlenadas(proceso, semilla, each)(acta)).toEqual(llenada);
      const eleccion = proceso.eleccionPorClave.get(acta.eleccion)!;
      expect(llenada.campos.map(({ campo }) => campo)).toEqual(
        camposDe(eleccion, acta.casilla.tipo, acta.territorio),
      );
      for (const { campo, numero, letra } of llenada.campos) {
        expect(llenada.captura[campo]).toBe(resolveLectura(numero, letra));
      }
      const votos = camposDeVotos(eleccion, acta.territorio).map((campo) => llenada.captura[campo]!);
      const clase = classify(votos, limiteDeVotos(acta.casilla, proceso.ajustes));
      expect([llenada.observacion, llenada.contabilizada, llenada.totalCalculado]).toEqual([
        ...[clase.observacion, clase.contabilizada, clase.totalCalculado],
      ]);
      const touched = llenada.fallas.flatMap(({ campos }) => campos);
      expect(new Set(touched).size).toBe(touched.length);
    }),
    { numRuns: 60 },
  );
});

test('a reparto is read as it is written, and a wrong one says which part', () => {
  expect(unwrap(parseReparto('tachado=20, suma=5.5'))).toEqual({ ...NINGUNA, tachado: 20, suma: 5.5 });
  expect(Object.values(REPARTO_COMUN).every((share) => share > 0)).toBe(true);
  for (const wrong of ['tachados=20', 'tachado=120', 'tachado', 'suma=-1', '']) {
    const parsed = parseReparto(`discrepancia=1,${wrong}`);
    expect(parsed).toMatchObject({ ok: false, error: { codigo: 'REPARTO' } });
    if (!parsed.ok) expect(parsed.error.mensaje).toContain(`«${wrong}»`);
  }
});
