import { describe, expect, test } from 'vitest';
import type { HechoDeAcceso } from '../acceso/hechos.ts';
import type { Evento } from '../bitacora/bitacora.ts';
import { createPliegue, type Pliegue } from './pliegue.ts';
import { catalogoDePrueba } from './pruebas/log-de-prueba.ts';
import { buildPersonas, buildTablero } from './tablero.ts';

const INICIO = Date.parse('2027-06-07T01:30:00.000Z');
const aLos = (minutos: number) => new Date(INICIO + minutos * 60_000).toISOString();

/** Facts of the flujos, at given minutes. */
function folded(hechos: readonly (readonly [minuto: number, flujo: string, hecho: object])[]): Pliegue {
  const pliegue = createPliegue(catalogoDePrueba());
  pliegue.fold(
    hechos.map(([minuto, acta, hecho], i) => ({
      ...{ seq: i + 1, acta, version: i + 1, actor: 'x', lugar: 'CCV', momento: aLos(minuto), sha256: '' },
      ...(hecho as Pick<Evento, 'tipo' | 'datos'>),
    })),
  );
  return pliegue;
}

const cargadas: HechoDeAcceso = {
  tipo: 'personas_cargadas',
  datos: {
    sha256: '',
    personas: [
      { clave: 'ver-001', nombre: 'Vera Ríos', rol: 'verificador', centro: 'CCV' },
      { clave: 'cap-001', nombre: 'Ana Ruiz', rol: 'capturista', centro: 'CCV' },
      { clave: 'aco-001', nombre: 'Rosa Paz', rol: 'acopiador', centro: 'C01' },
    ],
  },
};
const abierta = (sesion: number): HechoDeAcceso => ({
  tipo: 'sesion_abierta',
  datos: { persona: 'cap-001', sesion, direccion: '::1', factor: 'ninguno' },
});
const cerrada = (sesion: number): HechoDeAcceso => ({
  tipo: 'sesion_cerrada',
  datos: { persona: 'cap-001', sesion, razon: 'salida' },
});
const pausa = (tipo: 'pausa_iniciada' | 'pausa_terminada') => ({ tipo, datos: { persona: 'cap-001' } });

describe('the people of the board', () => {
  test('are those of the CCV, by key, before they do anything', () => {
    const personas = buildPersonas(folded([[0, 'ACCESO', cargadas]]), aLos(0));
    expect(personas.map(({ clave, nombre, rol }) => [clave, nombre, rol])).toEqual([
      ['cap-001', 'Ana Ruiz', 'Capturista'],
      ['ver-001', 'Vera Ríos', 'Verificador'],
    ]);
    expect(personas[0]).toMatchObject({ presencia: 'ausente', ultima: null, acuerdo: null, comparados: 0 });
  });

  test('are present from their entrance until they leave, unless nothing is heard of them', () => {
    const presence = (pliegue: Pliegue, minuto: number) =>
      buildPersonas(pliegue, aLos(minuto)).find(({ clave }) => clave === 'cap-001')?.presencia;
    const dentro = folded([
      [0, 'ACCESO', cargadas],
      [1, 'ACCESO', abierta(7)],
    ]);
    expect([presence(dentro, 1), presence(dentro, 15), presence(dentro, 17)]).toEqual([
      'presente',
      'presente',
      'ausente',
    ]);
    dentro.fold(one(3, 'JORNADA', pausa('pausa_iniciada'), 2));
    expect(presence(dentro, 2)).toBe('en_pausa');
    dentro.fold(one(4, 'JORNADA', pausa('pausa_terminada'), 3));
    expect(presence(dentro, 3)).toBe('presente');
    // Another window of the same person is still open.
    dentro.fold(one(5, 'ACCESO', abierta(8), 4));
    dentro.fold(one(6, 'ACCESO', cerrada(7), 5));
    expect(presence(dentro, 5)).toBe('presente');
    dentro.fold(one(7, 'ACCESO', cerrada(8), 6));
    expect(presence(dentro, 6)).toBe('ausente');
  });
});

test('the board says since when the database does not answer, and the last corte', () => {
  const corte = { tipo: 'corte_tomado', datos: { tipo: 'intermedio' } };
  const pliegue = folded([[3, 'CORTE', corte]]);
  const tablero = buildTablero(pliegue, catalogoDePrueba(), aLos(2), aLos(4));
  expect(tablero).toMatchObject({
    ...{ ahora: aLos(4), sinBaseDesde: aLos(2), personas: null },
    corte: { numero: 1, momento: aLos(3) },
  });
  expect(tablero.elecciones[0]).toMatchObject({ esperadas: 9, capturadas: 0, contabilizadas: 0 });
  expect(tablero.colas.map(({ cola, actas, masAntigua }) => [cola, actas, masAntigua])).toEqual([
    ['digitalizacion', 0, null],
    ['captura', 0, null],
    ['conflicto', 0, null],
    ['identificacion', 0, null],
    ['verificacion', 0, null],
  ]);
});

/** One more fact, to fold after others. */
function one(seq: number, acta: string, hecho: object, minuto: number): readonly Evento[] {
  return [
    {
      ...{ seq, acta, version: seq, actor: 'x', lugar: 'CCV', momento: aLos(minuto), sha256: '' },
      ...(hecho as Pick<Evento, 'tipo' | 'datos'>),
    },
  ];
}
