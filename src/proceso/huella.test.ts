import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contenidosMinimos, withTexto } from '../../pruebas/apoyo/proceso-minimo/minimo.ts';
import type { NombreTabla } from './informe.ts';
import { type Contenidos, parseProceso } from './parsear.ts';

function hashOf(contents: Contenidos): string {
  const loaded = parseProceso(contents);
  if (!loaded.ok) throw new Error(loaded.error.map(({ mensaje }) => mensaje).join('\n'));
  return loaded.value.sha256;
}

const HASH = hashOf(contenidosMinimos());
const SIN_ORDEN = [
  'territorios',
  'catd',
  'casillas',
  'candidaturas',
] as const satisfies readonly NombreTabla[];

describe('the hash of a process', () => {
  it('does not depend on the order of the rows, except that of partidos', () => {
    for (const tabla of SIN_ORDEN) {
      const [header = '', ...rows] = linesOf(tabla);
      fc.assert(
        fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
          expect(hashOf(withTexto(tabla, () => [header, ...shuffled].join('\n')))).toBe(HASH);
        }),
        { numRuns: 15 },
      );
    }
    const [header = '', ...rows] = linesOf('partidos');
    expect(hashOf(withTexto('partidos', () => [header, ...rows.toReversed()].join('\n')))).not.toBe(HASH);
  });

  it('does not depend on how the files were saved', () => {
    const variants: readonly ((text: string) => string)[] = [
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => text.replaceAll('\n', '\r'),
      (text) => `\uFEFF${text}`,
      (text) => text.trimEnd(),
      (text) => `${text}\n\n,,,\n`,
      (text) => text.normalize('NFD'),
      (text) => text.replaceAll(/[^,\n]+/g, '"$&"'),
      (text) => text.replaceAll(',', ' , '),
    ];
    for (const tabla of ['partidos', ...SIN_ORDEN] as const) {
      for (const variant of variants) expect(hashOf(withTexto(tabla, variant))).toBe(HASH);
    }
  });

  it('does not depend on the order of the columns or on zeros that a spreadsheet took away', () => {
    const reversed = (text: string) =>
      text
        .split('\n')
        .map((line) => line.split(',').toReversed().join(','))
        .join('\n');
    expect(hashOf(withTexto('casillas', reversed))).toBe(HASH);
    expect(hashOf(withTexto('casillas', (text) => text.replaceAll(/(?<=^|,)0+(?=\d)/gm, '')))).toBe(HASH);
  });

  it('does not depend on the order or the spacing of proceso.json, nor on writing a default out', () => {
    const rewritten = (change: (value: Record<string, unknown>) => unknown) => (text: string) =>
      JSON.stringify(change(JSON.parse(text)));
    expect(
      hashOf(
        withTexto(
          'proceso',
          rewritten((v) => Object.fromEntries(Object.entries(v).toReversed())),
        ),
      ),
    ).toBe(HASH);
    expect(
      hashOf(
        withTexto('proceso', (text) => text.replace('"ajustes": {', '"ajustes": { "recipiente": "BOLSA",')),
      ),
    ).toBe(HASH);
  });

  it.each([
    ['proceso', '300', '301'],
    ['proceso', 'demostracion', 'simulacro'],
    ['partidos', 'Partido Rojo', 'Partido Roja'],
    ['territorios', 'Peñablanca', 'Penablanca'],
    ['catd', 'CATD La Loma', 'CATD La Lomita'],
    ['casillas', '611,10', '611,11'],
    ['casillas', '151,,,', '151,0,,'],
    ['candidaturas', 'ficticio 2 Peña', 'ficticio 2 Pena'],
    ['candidaturas', 'AZUL ROJO,todas', 'AZUL ROJO,C_AZUL_ROJO'],
  ] as const)('changes when %s changes %j to %j', (tabla, antes, despues) => {
    const changed = hashOf(withTexto(tabla, (text) => text.replace(antes, despues)));
    // «todas» and the full list are the same registration.
    if (antes === 'AZUL ROJO,todas') expect(changed).toBe(HASH);
    else expect(changed).not.toBe(HASH);
  });
});

function linesOf(tabla: NombreTabla): readonly string[] {
  return new TextDecoder().decode(contenidosMinimos()[tabla]).trimEnd().split('\n');
}
