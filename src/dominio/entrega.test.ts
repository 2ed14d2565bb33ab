import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TIPOS_DOCUMENTO } from './acta.ts';
import type { IdActa } from './clave.ts';
import { type Entrega, FORMATOS_DE_ARCHIVO, formatEntrega, parseEntrega, TEXTO_MAXIMO } from './entrega.ts';

const nombre = fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/);
const corto = fc.string({ maxLength: 60 });
const archivo = fc.record({
  sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  bytes: fc.integer({ min: 1 }),
  formato: fc.constantFrom(...FORMATOS_DE_ARCHIVO),
});
const deCualquiera = {
  proceso: nombre,
  equipo: nombre,
  secuencia: fc.integer({ min: 1 }),
  momento: fc
    .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') })
    .map((date) => date.toISOString()),
  desfase: fc.option(fc.integer()),
  persona: fc.option(
    fc.oneof(nombre, fc.record({ nombre: fc.stringMatching(/^[A-ZÁÉÑ][a-zñ]{1,20} [A-ZÁ][a-zé]{1,30}$/) })),
  ),
};
const acta = nombre.map((text) => text as IdActa);
const entrega: fc.Arbitrary<Entrega> = fc.oneof(
  fc.record({
    tipo: fc.constant('acopio' as const),
    ...deCualquiera,
    acta,
    horaManuscrita: fc.option(corto),
  }),
  fc.record({
    tipo: fc.constant('imagen' as const),
    ...deCualquiera,
    origen: fc.constantFrom('CATD' as const, 'CASILLA' as const),
    digitalizacion: fc.constantFrom('ESCANER' as const, 'MOVIL' as const),
    tipoDocumento: fc.constantFrom(...TIPOS_DOCUMENTO),
    declarada: fc.option(acta),
    codigo: fc.option(corto),
    presentacion: fc.constantFrom('publicable' as const, 'original' as const),
    archivo,
    original: fc.option(archivo),
    motivos: fc.array(corto, { maxLength: 5 }),
  }),
);

describe('a delivery', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(entrega, (written) => {
        expect(parseEntrega(formatEntrega(written))).toEqual({ ok: true, value: written });
      }),
    );
  });

  test('has one text only: the same data in any other text are refused', () => {
    fc.assert(
      fc.property(entrega, ({ tipo, ...rest }) => {
        const [head = '', ...body] = formatEntrega({ tipo, ...rest } as Entrega).split('\n');
        const json = body.join('\n');
        for (const other of [
          JSON.stringify({ ...JSON.parse(json), tipo: undefined, x: 1 }),
          JSON.stringify({ ...rest, tipo }),
          JSON.stringify({ ...JSON.parse(json), algo: 'más' }),
          ` ${json}`,
          JSON.stringify(JSON.parse(json), null, 1),
        ]) {
          expect(parseEntrega(`${head}\n${other}`).ok).toBe(false);
        }
      }),
    );
  });

  test.each([
    '',
    'PREP-ENTREGA-1',
    'PREP-ENTREGA-1\n[]',
    'PREP-ENTREGA-1\n{',
    'PREP-ENTREGA-2\n{}',
    'x'.repeat(1e6),
  ])('is not any text (%#)', (texto) => {
    expect(parseEntrega(texto)).toMatchObject({ ok: false, error: { codigo: 'ENTREGA_MAL_FORMADA' } });
  });

  test.each([
    'dig 001',
    '',
    'x'.repeat(81),
    7,
    {},
    { nombre: '' },
    { nombre: ' Ana' },
    { nombre: 'x'.repeat(81) },
    { nombre: 'Ana\nLópez' },
    { nombre: 'Ana López', clave: 'dig-001' },
    ['dig-001'],
  ])('whose person is neither a key nor a name is refused: %j', (persona) => {
    const [example] = fc.sample(entrega, { numRuns: 1, seed: 7 });
    const [head = '', json = ''] = formatEntrega({ ...example!, persona: null }).split('\n');
    const other = json.replace('"persona":null', `"persona":${JSON.stringify(persona)}`);
    expect(parseEntrega(`${head}\n${json}`).ok).toBe(true);
    expect(parseEntrega(`${head}\n${other}`)).toMatchObject({ ok: false });
  });

  test('that is longer than any is not read', () => {
    const [example] = fc.sample(entrega, { numRuns: 1, seed: 7 });
    const long = formatEntrega({ ...example!, proceso: 'p'.repeat(TEXTO_MAXIMO) });
    expect(parseEntrega(long).ok).toBe(false);
  });
});
