import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdActa } from './clave.ts';
import { formatCodigo } from './codigo-de-acta.ts';
import { actorDeEntrega, decirPersona, isNombreEscrito, nombreDePersona } from './persona-en-equipo.ts';

const PERSONAS = [
  { clave: 'dig-001', nombre: 'María Núñez Ávila' },
  { clave: 'dig-002', nombre: 'Juan Pérez' },
  { clave: 'aco-001', nombre: 'Juan Pérez' },
];
const clave = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,31}$/);
const personas = fc.uniqueArray(fc.record({ clave, nombre: fc.stringMatching(/^[A-ZÁÑ][a-zé]{2,20}$/) }), {
  selector: (each) => each.clave,
});

describe('who somebody at a station says they are', () => {
  test.each([
    ['dig-001', 'dig-001'],
    [' DIG-001 ', 'dig-001'],
    ['María Núñez Ávila', 'dig-001'],
    ['maria  nuñez avila', 'dig-001'],
    // Two of them are called so: neither is chosen for them.
    ['Juan Pérez', { nombre: 'Juan Pérez' }],
    ['Ana López', { nombre: 'Ana López' }],
    ["Ma. D'Ángelo-Ruiz, hijo", { nombre: "Ma. D'Ángelo-Ruiz, hijo" }],
  ])('%s', (texto, persona) => {
    expect(decirPersona(texto, PERSONAS)).toEqual({ ok: true, value: persona });
  });

  test.each([
    ...['', '   ', 'A', '12345', '¡¡¡', 'x'.repeat(81), 'Ana\u202eLópez'],
    formatCodigo({ proceso: 'proceso-minimo', acta: 'GUB-160001B01002' as IdActa }),
    "PREP1-proceso'minimo-GUB'160001B01002-47",
  ])('is not anything: %j', (texto) => {
    expect(decirPersona(texto, PERSONAS)).toMatchObject({ ok: false, error: { codigo: 'NOMBRE_INVALIDO' } });
  });

  test('is a key only if the list has it: what is typed is never taken for one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), personas, (texto, list) => {
        const said = decirPersona(texto, list);
        if (!said.ok) return;
        if (typeof said.value === 'string') expect(list.map((each) => each.clave)).toContain(said.value);
        else expect(isNombreEscrito(said.value.nombre)).toBe(true);
      }),
    );
  });

  test('is shown by name, also with a list that has changed', () => {
    expect(nombreDePersona('dig-001', PERSONAS)).toBe('María Núñez Ávila');
    expect(nombreDePersona('dig-001', [])).toBe('dig-001');
    expect(nombreDePersona({ nombre: 'Ana' }, PERSONAS)).toBe('Ana');
  });
});

describe('the fact of a delivery is written', () => {
  const de = { equipo: 'est-c01-1', centro: 'C01' };

  test('in the name of a person only when there is one with that key at the CATD of the equipo', () => {
    expect(actorDeEntrega({ ...de, persona: 'dig-001' }, 'C01')).toBe('dig-001');
    expect(actorDeEntrega({ ...de, persona: 'cap-001' }, 'CCV')).toBe('est-c01-1');
    expect(actorDeEntrega({ ...de, persona: 'nadie' }, null)).toBe('est-c01-1');
  });

  test('in that of the equipo when nobody said who was there, or somebody typed a name', () => {
    fc.assert(
      fc.property(fc.option(clave), fc.option(fc.string()), (centro, nombre) => {
        const persona = nombre === null ? null : { nombre };
        expect(actorDeEntrega({ ...de, persona }, centro)).toBe('est-c01-1');
      }),
    );
  });
});
