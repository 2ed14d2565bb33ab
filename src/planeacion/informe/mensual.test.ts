import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { conFaltante, datosCompartidos, describeSiHay, RAIZ } from '../../../pruebas/apoyo/disponible.ts';
import { readCarpeta } from '../carpeta.ts';
import { evolve, type Planeacion } from '../hechos.ts';
import { type DocxLeido, readDocx } from '../pruebas/docx-leido.ts';
import { clean, readSemilla, type Semilla } from '../pruebas/semilla.ts';
import { toDocx } from './docx.ts';
import { type Informe, informeMensual } from './mensual.ts';
import { createImprenta } from './pdf.ts';

const NOVIEMBRE = join(RAIZ, 'procesos', 'michoacan-2023', 'planeacion');
const SEMILLA = datosCompartidos('../semilla/informe-prep-michoacan-noviembre-2023.txt');
const PDFTOTEXT =
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'pdftotext'))
    .find(existsSync) ?? null;

function must<T>(result: { ok: true; value: T } | { ok: false; error: { mensaje: string } }): T {
  if (!result.ok) throw new Error(result.error.mensaje);
  return result.value;
}

const { estado } = must(readCarpeta(NOVIEMBRE));
let informe: Informe;
let docx: DocxLeido;
beforeAll(async () => {
  informe = must(informeMensual(estado, '2023-11'));
  docx = await readDocx(await toDocx(informe.documento, new Map()));
});

/** What the published report has and ours says in another way, each with its reason. */
const DIFERENCIAS: readonly (readonly [publicado: string, nuestro: string])[] = [
  // The number of an activity has no final dot.
  ...['11', '12', '13', '14'].map((numero) => [`${numero}.`, numero] as const),
  // November has 30 days.
  ['31 de noviembre', '30 de noviembre'],
  // A cell that the transcription repeats.
  ['Instituto Electoral de Michoacán Instituto Electoral de Michoacán', 'Instituto Electoral de Michoacán'],
  // In order of dates, these follow another paragraph than the one they spoke of.
  ['En razón de lo anterior, el día 20', 'El día 20'],
  [
    'En atención a lo anterior, la Coordinación de Informática',
    'En atención al oficio IEM/DEO/233/2023, la Coordinación de Informática',
  ],
  // Two paragraphs that a page cut.
  [
    'mismo que deberá ser remitido al INE',
    'mismo que deberá ser remitido al INE dentro de los primeros 5 días',
  ],
  [
    'Por otra parte, es importante informar que el 15 de noviembre, la Dirección',
    'Por otra parte, es importante informar que el 15 de noviembre, la Dirección Ejecutiva',
  ],
];

/** Paragraphs of the published report that ours has not: the picture of an invitation, whose points are the agenda. */
const AUSENTES = [
  /^INVITACIÓN/,
  /^COMITÉ TÉCNICO ASESOR/,
  /SESIÓN VIRTUAL ORDINARIA/,
  /^Temas a tratar/,
  /^\*?Informe del mes/,
];

function ours(texto: string): string {
  return DIFERENCIAS.reduce((text, [publicado, nuestro]) => {
    if (/^\d+\.$/.test(publicado)) return text === publicado ? nuestro : text;
    return text.replaceAll(publicado, nuestro);
  }, texto);
}

/** Without what two programs do differently: spaces, hyphens at the end of a line, quotes. */
function squash(texto: string): string {
  return texto.normalize('NFC').replace(/[\s­-]+/g, '');
}

describeSiHay(
  'the report of November 2023',
  SEMILLA,
  'semilla/informe-prep-michoacan-noviembre-2023.txt',
  (ruta) => {
    let semilla: Semilla;
    let texto: string;
    beforeAll(() => {
      semilla = readSemilla(readFileSync(ruta, 'utf8'));
      texto = squash(docx.parrafos.join('\n'));
    });

    /** Those that our document lacks. */
    function missingRows(rows: readonly (readonly string[])[]): readonly string[] {
      const own = new Set(docx.filas.map((fila) => squash(fila.join('|'))));
      return rows.map((row) => row.map(ours).join('|')).filter((row) => !own.has(squash(row)));
    }
    function missingTexts(texts: readonly string[]): readonly string[] {
      return texts.filter((text) => !texto.includes(squash(ours(text))));
    }

    it('has the parts that its readers know', () => {
      expect(semilla.glosario).toHaveLength(12);
      expect(semilla.cronograma).toHaveLength(18);
      expect(semilla.resumen).toHaveLength(4);
      expect(semilla.asistencia).toHaveLength(9 + 9 + 16 + 4 + 4 + 4);
      expect(semilla.folios).toHaveLength(9);
      expect(semilla.ordenDelDia).toHaveLength(4);
    });

    it('says every row of its tables', () => {
      expect(missingRows(semilla.glosario)).toEqual([]);
      expect(missingRows(semilla.cronograma)).toEqual([]);
      expect(missingRows(semilla.asistencia)).toEqual([]);
    });

    it('says every session with its date, hour and subjects', () => {
      expect(
        missingRows(
          semilla.resumen.map(([cvo = '', tipo = '', fecha = '', ...temas]) => [
            cvo,
            tipo,
            fecha,
            temas.join(' '),
          ]),
        ),
      ).toEqual([]);
    });

    it('says every folio, every date and every point of the agenda', () => {
      expect(missingTexts(semilla.folios)).toEqual([]);
      expect(missingTexts(semilla.fechas)).toEqual([]);
      expect(missingTexts(semilla.ordenDelDia)).toEqual([]);
    });

    it('says every paragraph', () => {
      const paragraphs = semilla.parrafos.filter(
        (parrafo) => !AUSENTES.some((ausente) => ausente.test(parrafo)),
      );
      expect(paragraphs.length).toBeGreaterThan(30);
      expect(missingTexts(paragraphs)).toEqual([]);
    });

    it('has its chapters in its order, and one more for the instruments', () => {
      expect(docx.titulos.map(clean).slice(0, 5)).toEqual(semilla.capitulos);
      expect(docx.titulos).toHaveLength(6);
    });

    it.skipIf(PDFTOTEXT === null)(conFaltante('says the same in the PDF', PDFTOTEXT, 'pdftotext'), () => {
      const pdf = createImprenta().pdf(informe.documento, new Map());
      const said = squash(execFileSync(PDFTOTEXT ?? '', ['-raw', '-', '-'], { input: pdf }).toString('utf8'));
      const expected = [
        ...[semilla.glosario, semilla.cronograma, semilla.resumen, semilla.asistencia].flat(2),
        ...semilla.folios,
        ...semilla.fechas,
        ...semilla.ordenDelDia,
        ...semilla.capitulos,
      ];
      expect(expected.filter((text) => !said.includes(squash(ours(text))))).toEqual([]);
    });
  },
);

describe('the monthly report', () => {
  it('repeats the header of each table and cuts no row', () => {
    expect(docx.tablas.every(({ cortables }) => cortables === 0)).toBe(true);
    // Only the glossary has no header.
    expect(docx.tablas.map(({ repetidas }) => repetidas)).toEqual([0, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('says what it lacks, with its place', () => {
    const sentences = informe.faltantes.map(({ mensaje }) => mensaje);
    expect(sentences).toContain('Actividad 14.4: nadie ha dicho su estado.');
    expect(sentences).toContain('Oficio INE/UTSI/3490/2023: falta su fecha.');
    expect(sentences.filter((sentence) => sentence.includes('falta la fotografía'))).toHaveLength(3);
    expect(informe.faltantes.every(({ ficha }) => ficha !== null)).toBe(true);
  });

  it('says that a session has no attendance and that a late activity has no reason', () => {
    const changed = changing(estado, [
      ['sesiones', 'ses-2', { asistencia: [] }],
      ['actividades', 'act-16', { razonDelAtraso: '' }],
    ]);
    const sentences = must(informeMensual(changed, '2023-11')).faltantes.map(({ mensaje }) => mensaje);
    expect(sentences).toContain(
      'Reunión de Trabajo Virtual del 13 de noviembre de 2023: falta la lista de asistencia.',
    );
    expect(sentences).toContain(
      'Actividad 16: terminaba el 30 de noviembre de 2023 y no se dice por qué sigue abierta.',
    );
  });

  it('says which text is missing, and which asks for something unknown', () => {
    const changed = changing(estado, [
      ['textos', 'cierre', { contenido: 'Rendido en {lugar}.' }],
      ['textos', 'presentacion', { contenido: ' ' }],
    ]);
    const sentences = must(informeMensual(changed, '2023-11')).faltantes.map(({ mensaje }) => mensaje);
    expect(sentences.find((sentence) => sentence.includes('«cierre»'))).toContain('{lugar}, que no existe');
    expect(sentences).toContain('Falta el texto «presentacion».');
  });

  it('has a sentence for a month in which nothing happened', () => {
    const quiet = must(informeMensual(estado, '2024-01'));
    const texts = JSON.stringify(quiet.documento);
    expect(texts).toContain('no aprobó ningún acuerdo');
    expect(texts).toContain('no se realizaron sesiones');
    expect(quiet.documento.portada.fecha).toBe('5 de febrero de 2024');
  });

  it('tells by itself a letter that nobody has told', () => {
    const changed = changing(estado, [['oficios', 'ofi-1067', { relato: '' }]]);
    expect(JSON.stringify(must(informeMensual(changed, '2023-11')).documento)).toContain(
      'El 9 de noviembre de 2023, mediante oficio IEM/P/1067/2023, Instituto Electoral de Michoacán remitió a INE, en respuesta al oficio INE/UTSI/3668/2023',
    );
  });

  it('gives the same bytes of PDF for the same facts', () => {
    const imprenta = createImprenta();
    const [first, second] = [1, 2].map(() => imprenta.pdf(informe.documento, new Map()));
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
  });
});

type Cambiada = readonly [
  coleccion: 'sesiones' | 'actividades' | 'textos' | 'oficios',
  id: string,
  cambios: Record<string, unknown>,
];

function changing(from: Planeacion, cambiadas: readonly Cambiada[]): Planeacion {
  return evolve(
    from,
    cambiadas.map(([coleccion, id, cambios]) => ({
      ...{ tipo: 'ficha_cambiada', persona: 'ana', momento: '2023-12-01T00:00:00.000Z' },
      datos: { coleccion, id, version: 1, cambios },
    })),
  );
}
