import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { RENGLONES, type Renglon, reviseMinima } from '../../pruebas/conformidad/base.ts';
import { CON_COLOR, formatOmitidos, formatRevision, SIN_COLOR } from './informe.ts';

const [ACTA = {}] = RENGLONES;

describe('the report', () => {
  it('fits in 100 columns, whatever is in the file', async () => {
    const long = 'X'.repeat(300);
    const cambio: Renglon = {
      MUNICIPIO: long,
      OBSERVACIONES: `REVISAR ${'POR FAVOR '.repeat(40)}`,
      PAN: 'uno',
    };
    const mas = Array<Renglon>(30).fill({ ...ACTA, TOTAL_VOTOS_CALCULADO: '1' });
    const revision = await reviseMinima(
      { cambios: { 0: cambio }, mas, cifras: { ACTAS_ESPERADAS: '9' } },
      { limite: 10 },
    );
    const lines = formatRevision(revision, SIN_COLOR).split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines).toContain('  … y 20 más (use --json para verlos todos).');
  });

  it('groups rows with the same reason', async () => {
    const mas = Array<Renglon>(3).fill({ ...ACTA, TOTAL_VOTOS_CALCULADO: '1' });
    const text = formatRevision(await reviseMinima({ mas }), SIN_COLOR).replace(/\s+/g, ' ');
    expect(text).toContain(
      'difiere líneas 13 (160806B01004), 14 (160806B01004), 15 (160806B01004): los votos suman 400 y publica 1.',
    );
  });

  it('says how many times, and where is the first', async () => {
    const mas = Array<Renglon>(4).fill({ ...ACTA, CODIGO_INTEGRIDAD: 'corto' });
    const text = formatRevision(await reviseMinima({ mas }), SIN_COLOR).replace(/\s+/g, ' ');
    expect(text).toContain(
      'R15 El código de integridad no es un SHA-256 ni un SHA-512: 4 veces, la primera en línea 13, columna 30 (CODIGO_INTEGRIDAD): «corto»;',
    );
  });

  it('lets no control character of the file reach the terminal', async () => {
    const text = formatRevision(
      await reviseMinima({ cambios: { 0: { OBSERVACIONES: '\u001b[2J\u001b]0;hola\u0007 \u202edo' } } }),
      SIN_COLOR,
    );
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  it('has colours only when asked', async () => {
    const revision = await reviseMinima();
    const bare = stripVTControlCharacters(formatRevision(revision, CON_COLOR));
    expect(bare).toBe(formatRevision(revision, SIN_COLOR));
    expect(formatRevision(revision, CON_COLOR)).not.toBe(bare);
  });

  it('shows the table', async () => {
    const revision = await reviseMinima({ cifras: { ACTAS_ESPERADAS: '5', TOTAL_VOTOS_S_CS: null } });
    expect(formatRevision(revision, SIN_COLOR)).toMatchInlineSnapshot(`
      "MICH_AYUN_2024.csv
      AYUNTAMIENTOS · corte 03/06/2024 20:00 (UTC-6) · jornada 2024-06-02
      ASCII · coma · LF · 36 columnas · 5 renglones

      CIFRA                               PUBLICADA  RECALCULADA  VEREDICTO
      ACTAS_ESPERADAS                             5            4  difiere: publica 1 de más
      ACTAS_REGISTRADAS                           4            4  igual
      ACTAS_FUERA_CATALOGO                        1            1  igual
      ACTAS_CAPTURADAS                            3            3  igual
      PORCENTAJE_ACTAS_CAPTURADAS           75.0000      75.0000  igual
      ACTAS_CONTABILIZADAS                        2            2  igual
      PORCENTAJE_ACTAS_CONTABILIZADAS       50.0000      50.0000  igual
      PORCENTAJE_ACTAS_INCONSISTENCIAS      25.0000      25.0000  igual
      ACTAS_NO_CONTABILIZADAS                     1            1  igual
      LISTA_NOMINAL_ACTAS_CONTABILIZADAS        700          700  igual
      TOTAL_VOTOS_C_CS                          460          460  igual
      TOTAL_VOTOS_S_CS                      (falta)          400  no publicada
      PORCENTAJE_PARTICIPACION_CIUDADANA    57.1428      57.1428  igual (sin especiales: regla de los
                                                                  cortes previos al último)
      Cifras: 11 iguales, 0 iguales con variante, 1 difiere, 1 no se publica.

      Renglones recalculados desde sus celdas
      3 actas (aparte: 1 sin capturar, 1 fuera de catálogo): 3 coinciden, 0 difieren, 0 no recalculables.

      Defectos y avisos: 3 clases, 4 casos
        E07  La cifra no se publica: línea 5; falta la columna TOTAL_VOTOS_S_CS.
        E08  El porcentaje no sale de los conteos del mismo encabezado: 2 veces, la primera en línea 5,
             columna 5 (PORCENTAJE_ACTAS_CAPTURADAS): «75.0000».
        E10  El encabezado no coincide con los renglones: línea 5, columna 1 (ACTAS_ESPERADAS): «5»; los
             renglones dan 4; publica 1 de más.
      "
    `);
  });
});

it('files passed over for the same reason go in one line', () => {
  const omitidos = ['a.json', 'b.json', 'LEEME.txt'].map((nombre) => ({
    nombre,
    motivo: nombre === 'LEEME.txt' ? 'es el archivo LEEME' : 'no es un archivo CSV',
  }));
  expect(formatOmitidos(omitidos).split('\n')).toEqual([
    'No se revisan 2 archivos: no es un archivo CSV (el primero, a.json).',
    'No se revisa LEEME.txt: es el archivo LEEME.',
  ]);
});
