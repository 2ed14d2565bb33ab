import { beforeAll, describe, expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { classify, limiteDeVotos } from '../dominio/contabilizacion.ts';
import { camposDe, camposDeVotos, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import { checkLectura, type Lectura } from '../dominio/lectura.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type CampoEscrito, createVerdades, lecturasDe } from './verdad.ts';

let proceso: Proceso;
beforeAll(async () => {
  proceso = await loadMinimo();
});

const eleccionDe = (clave: string) => proceso.eleccionPorClave.get(clave)!;

/** The truth of the whole process for many seeds: 38 actas each. */
function* manyActas(semillas: number) {
  for (let semilla = 1; semilla <= semillas; semilla += 1) {
    const verdades = createVerdades(proceso, semilla);
    for (const acta of proceso.actas) yield { acta, verdad: verdades(acta) };
  }
}

test('the truth of an acta depends on the seed and on the acta, not on what was asked before', () => {
  const forwards = createVerdades(proceso, 2027);
  const backwards = createVerdades(proceso, 2027);
  const one = proceso.actas.map((acta) => forwards(acta));
  const other = proceso.actas
    .toReversed()
    .map((acta) => backwards(acta))
    .reverse();
  expect(other).toEqual(one);
  const otherSeed = createVerdades(proceso, 2028);
  expect(proceso.actas.map((acta) => otherSeed(acta))).not.toEqual(one);
});

test('an acta has every field of its form, in printed order, with readings that capture accepts', () => {
  for (const { acta, verdad } of manyActas(40)) {
    if (verdad.tipo === 'sin_acta') continue;
    const campos = verdad.campos.map(({ campo }) => campo);
    expect(campos).toEqual(camposDe(eleccionDe(acta.eleccion), acta.casilla.tipo, acta.territorio));
    for (const [campo, lectura] of Object.entries(lecturasDe(verdad.campos))) {
      const checked = checkLectura(campo, lectura, proceso.ajustes.valorMaximo);
      if (!checked.ok) throw new Error(`${acta.id}: ${checked.error.mensaje}`);
    }
  }
});

describe('what goes wrong does so as often as in published databases', () => {
  let total = 0;
  const counts = new Map<string, number>();
  const share = (que: string) => (counts.get(que) ?? 0) / total;
  const count = (que: string) => counts.set(que, (counts.get(que) ?? 0) + 1);

  beforeAll(() => {
    for (const { acta, verdad } of manyActas(320)) {
      total += 1;
      if (verdad.tipo === 'sin_acta') {
        count('sin_acta');
        continue;
      }
      const eleccion = eleccionDe(acta.eleccion);
      const lecturas = lecturasDe(verdad.campos);
      const votos = camposDeVotos(eleccion, acta.territorio).map((campo) => lecturas[campo]!);
      const clase = classify(votos, limiteDeVotos(acta.casilla, proceso.ajustes));
      count(clase.observacion);
      if (typeof lecturas[TOTAL_ASENTADO] === 'number' && lecturas[TOTAL_ASENTADO] !== clase.totalCalculado) {
        count('asentado_distinto');
      }
      if (verdad.campos.some(({ numero, letra }) => differ(numero, letra))) count('numero_y_letra');
      if (verdad.campos.some(onlyOnce)) count('solo_una_vez');
    }
  });

  test.each([
    ['sin_acta', 0.002, 0.02],
    ['todos', 0.001, 0.01],
    ['excede', 0.001, 0.005],
    ['algun_campo', 0.05, 0.15],
    ['asentado_distinto', 0.12, 0.3],
    ['numero_y_letra', 0.01, 0.05],
    ['solo_una_vez', 0.1, 0.35],
  ])('%s', (que, atLeast, atMost) => {
    expect(share(que)).toBeGreaterThan(atLeast);
    expect(share(que)).toBeLessThan(atMost);
  });
});

test('participation is between 40 and 65 per cent, nulos between 1 and 5, and no honest acta exceeds its list', () => {
  let [votos, nulos] = [0, 0];
  for (const { acta, verdad } of manyActas(60)) {
    if (verdad.tipo === 'sin_acta' || acta.casilla.listaNominal < 100) continue;
    const lecturas = lecturasDe(verdad.campos);
    const personas = lecturas.TOTAL_PERSONAS_VOTARON;
    if (typeof personas === 'number') {
      expect(personas / acta.casilla.listaNominal).toBeGreaterThan(0.38);
      expect(personas / acta.casilla.listaNominal).toBeLessThanOrEqual(0.65);
    }
    const fields = camposDeVotos(eleccionDe(acta.eleccion), acta.territorio);
    const numbers = fields.map((campo) => lecturas[campo]!).filter(isNumber);
    if (numbers.length < fields.length) continue;
    votos += numbers.reduce((a, b) => a + b, 0);
    nulos += numbers.at(-1)!;
  }
  expect(nulos / votos).toBeGreaterThan(0.015);
  expect(nulos / votos).toBeLessThan(0.045);
});

test('the three actas of a casilla look alike: the strongest party of one is strong in the others', () => {
  let [agree, compared] = [0, 0];
  for (let semilla = 1; semilla <= 60; semilla += 1) {
    const verdades = createVerdades(proceso, semilla);
    const winners = new Map<string, Set<string>>();
    for (const acta of proceso.actas) {
      if (acta.casilla.distrito !== '002' || acta.eleccion === 'GUB') continue;
      const verdad = verdades(acta);
      if (verdad.tipo === 'sin_acta') continue;
      const lecturas = lecturasDe(verdad.campos);
      const votes = ['AZUL', 'ROJO', 'SOL'].map((clave) => ({ clave, votos: lecturas[clave] }));
      if (!votes.every(({ votos }) => isNumber(votos))) continue;
      const first = votes.toSorted((a, b) => Number(b.votos) - Number(a.votos))[0]!.clave;
      const seen = winners.get(acta.casilla.clave) ?? new Set();
      winners.set(acta.casilla.clave, seen.add(first));
    }
    for (const seen of winners.values()) {
      compared += 1;
      if (seen.size === 1) agree += 1;
    }
  }
  expect(agree / compared).toBeGreaterThan(0.7);
});

function isNumber(lectura: Lectura | undefined): lectura is number {
  return typeof lectura === 'number';
}

function differ(numero: CampoEscrito['numero'], letra: CampoEscrito['letra']): boolean {
  return numero.tipo === 'valor' && letra.tipo === 'valor' && numero.valor !== letra.valor;
}

function onlyOnce({ numero, letra }: CampoEscrito): boolean {
  return (numero.tipo === 'valor') !== (letra.tipo === 'valor');
}
