import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TIPOS_DOCUMENTO } from './acta.ts';
import { TIPOS_CASILLA } from './casilla.ts';
import {
  COPIAS,
  DOCUMENTOS_QUE_SE_DICEN,
  documentoDe,
  NOMBRE_DE_DOCUMENTO,
  tipoDocumentoDe,
} from './documento.ts';

const dicho = fc.constantFrom(...TIPOS_DOCUMENTO);
const tipo = fc.constantFrom(...TIPOS_CASILLA);

describe('the document of an image (LEEME 45)', () => {
  test('of a casilla is its acta: PREP, voto anticipado, prisión preventiva or extranjero', () => {
    expect(Object.fromEntries(TIPOS_CASILLA.map((each) => [each, tipoDocumentoDe(each)]))).toEqual({
      ...{ B: 'ACTA PREP', C: 'ACTA PREP', E: 'ACTA PREP', S: 'ACTA PREP' },
      ...{ A: 'ACTA VA', P: 'ACTA VPPP', V: 'ACTA VPPP', M: 'ACTA VMRE' },
    });
  });

  test('is the copy that it was said to be, whatever its casilla', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COPIAS), fc.option(tipo), (copia, de) => {
        expect(documentoDe(copia, de)).toBe(copia);
      }),
    );
  });

  test('that is no copy is the acta of its casilla, whatever was said before that was known', () => {
    fc.assert(
      fc.property(
        dicho.filter((each) => !COPIAS.some((copia) => copia === each)),
        tipo,
        (said, de) => {
          expect(documentoDe(said, de)).toBe(tipoDocumentoDe(de));
        },
      ),
    );
  });

  test('is as it was said while its casilla is not known, and said twice it is the same', () => {
    fc.assert(
      fc.property(dicho, fc.option(tipo), (said, de) => {
        expect(documentoDe(said, null)).toBe(said);
        expect(documentoDe(documentoDe(said, de), de)).toBe(documentoDe(said, de));
      }),
    );
  });

  test('by default is the acta PREP, and each one has a name', () => {
    expect(DOCUMENTOS_QUE_SE_DICEN[0]).toBe('ACTA PREP');
    expect(new Set(Object.values(NOMBRE_DE_DOCUMENTO)).size).toBe(TIPOS_DOCUMENTO.length);
    for (const copia of COPIAS) expect(NOMBRE_DE_DOCUMENTO[copia]).toContain(`(${copia})`);
  });
});
