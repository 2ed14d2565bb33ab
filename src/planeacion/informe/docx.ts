/**
 * A report as DOCX, to go on editing: headings that a table of contents finds, tables whose header is repeated on each
 * page and whose rows are not cut, page numbers.
 */

import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  type FileChild,
  Footer,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TableOfContents,
  TextRun,
} from 'docx';
import { estimatePageNumbers } from 'docx/layout';
import sharp from 'sharp';
import { unreachable } from '../../dominio/result.ts';
import type { Bloque, Documento as Informe, Tramo } from './documento.ts';
import { drawTabla } from './docx-tabla.ts';

/** The bytes of each image, by its SHA-256. */
export type Imagenes = ReadonlyMap<string, Buffer>;

/** On every machine, or with one of the same widths. */
const FUENTE = 'Arial';
const CUERPO = 22;

const MARGEN_MM = 25;
const CARTA_MM = { ancho: 215.9, alto: 279.4 };

/** Draws a report. */
export async function toDocx(documento: Informe, imagenes: Imagenes): Promise<Buffer> {
  const horizontal = documento.hoja === 'horizontal';
  const ancho = convertMillimetersToTwip((horizontal ? CARTA_MM.alto : CARTA_MM.ancho) - 2 * MARGEN_MM);
  let numerada = 0;
  const lienzo: Lienzo = { ancho, imagenes, nextNumeros: () => `numeros-${numerada++}` };
  const capitulos: FileChild[] = [];
  let numero = 0;
  for (const capitulo of documento.capitulos) {
    if (capitulo.numerado === 'con_numero') numero += 1;
    capitulos.push(
      new Paragraph({
        heading: HeadingLevel.HEADING_1,
        pageBreakBefore: capitulo.empieza === 'hoja_nueva',
        text: capitulo.numerado === 'con_numero' ? `${numero}. ${capitulo.titulo}` : capitulo.titulo,
      }),
    );
    for (const bloque of capitulo.bloques) capitulos.push(...(await draw(bloque, lienzo)));
  }
  const doc = new Document({
    title: documento.portada.titulo,
    creator: documento.portada.lineas.at(-1) ?? '',
    ...(rowsOf(documento) <= FILAS_QUE_SE_MIDEN ? { pageNumbers: estimatePageNumbers } : {}),
    styles: STYLES,
    numbering: { config: [...lists(documento)] },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            margin: margins(),
            size: {
              width: convertMillimetersToTwip(CARTA_MM.ancho),
              height: convertMillimetersToTwip(CARTA_MM.alto),
              orientation: horizontal ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
          },
        },
        footers: { default: footer(), first: new Footer({ children: [new Paragraph('')] }) },
        children: [...cover(documento), ...contents(documento), ...capitulos],
      },
    ],
  });
  return Packer.toBuffer(doc);
}

/** Laying out pages takes some hundredths of a second for each row: beyond this, the numbers are left to Word. */
const FILAS_QUE_SE_MIDEN = 600;

function rowsOf({ capitulos }: Informe): number {
  const bloques = capitulos.flatMap((capitulo) => capitulo.bloques);
  return bloques.reduce((sum, bloque) => sum + (bloque.tipo === 'tabla' ? bloque.filas.length : 0), 0);
}

function margins() {
  const margin = convertMillimetersToTwip(MARGEN_MM);
  return { top: margin, bottom: margin, left: margin, right: margin };
}

const STYLES = {
  default: {
    document: {
      run: { font: FUENTE, size: CUERPO, language: { value: 'es-MX' } },
      paragraph: { spacing: { after: 160, line: 276, lineRule: LineRuleType.AUTO } },
    },
    heading1: {
      run: { font: FUENTE, size: 28, bold: true, color: '1F1F1F' },
      paragraph: { spacing: { before: 360, after: 240 }, keepNext: true },
    },
    heading2: {
      run: { font: FUENTE, size: 24, bold: true, color: '1F1F1F' },
      paragraph: { spacing: { before: 320, after: 160 }, keepNext: true },
    },
  },
};

function cover({ portada }: Informe): readonly FileChild[] {
  const line = (text: string, size: number, bold: boolean, before: number) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: { before, after: 240 },
      children: [new TextRun({ text, size, bold })],
    });
  return [
    line(portada.fecha, 22, false, 0),
    line(portada.titulo, 40, true, 3600),
    ...portada.lineas.map((text, i) => line(text, 24, false, i === 0 ? 1600 : 0)),
  ];
}

function contents({ contenido }: Informe): readonly FileChild[] {
  if (contenido === 'sin_contenido') return [];
  return [
    new Paragraph({
      pageBreakBefore: true,
      spacing: { after: 240 },
      children: [new TextRun({ text: 'Contenido', size: 28, bold: true })],
    }),
    new TableOfContents('Contenido', { hyperlink: true, headingStyleRange: '1-1' }),
  ];
}

function footer(): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: 18 })],
      }),
    ],
  });
}

/** Each numbered list begins at 1: it has a numbering of its own. */
function lists({ capitulos }: Informe) {
  const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
    level: 0,
    format,
    text,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: 500, hanging: 300 } } },
  });
  const numbered = capitulos
    .flatMap(({ bloques }) => bloques)
    .filter((bloque) => bloque.tipo === 'lista' && bloque.orden === 'numeros');
  return [
    { reference: 'vinetas', levels: [level(LevelFormat.BULLET, '•')] },
    {
      reference: 'vinetas-de-celda',
      levels: [
        {
          ...level(LevelFormat.BULLET, '•'),
          style: { paragraph: { indent: { left: 220, hanging: 200 } } },
        },
      ],
    },
    ...numbered.map((_, i) => ({ reference: `numeros-${i}`, levels: [level(LevelFormat.DECIMAL, '%1.')] })),
  ];
}

interface Lienzo {
  /** of the text, in twips */
  readonly ancho: number;
  readonly imagenes: Imagenes;
  /** the numbering of the next numbered list */
  readonly nextNumeros: () => string;
}

async function draw(bloque: Bloque, lienzo: Lienzo): Promise<readonly FileChild[]> {
  switch (bloque.tipo) {
    case 'parrafo':
      return [new Paragraph({ alignment: AlignmentType.JUSTIFIED, children: bloque.tramos.map(runOf) })];
    case 'lista': {
      const reference = bloque.orden === 'vinetas' ? 'vinetas' : lienzo.nextNumeros();
      return bloque.puntos.map(
        (punto, i) =>
          new Paragraph({
            alignment: AlignmentType.JUSTIFIED,
            numbering: { reference, level: 0 },
            spacing: { after: i === bloque.puntos.length - 1 ? 200 : 80 },
            children: punto.map(runOf),
          }),
      );
    }
    case 'subtitulo':
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, text: bloque.texto })];
    case 'nota':
      return [
        new Paragraph({ children: [new TextRun({ text: bloque.texto, italics: true, color: '595959' })] }),
      ];
    case 'tabla':
      return [drawTabla(bloque, lienzo.ancho), hairline()];
    case 'figura':
      return await drawFigura(bloque, lienzo);
    default:
      return unreachable(bloque);
  }
}

/** What Word wants between two tables: so thin that it never takes a page for itself. */
function hairline(): Paragraph {
  return new Paragraph({
    spacing: { before: 0, after: 200, line: 20, lineRule: LineRuleType.EXACT },
    children: [new TextRun({ text: '', size: 2 })],
  });
}

function runOf({ texto, cara }: Tramo): TextRun {
  return new TextRun({
    text: texto,
    bold: cara === 'negrita' || cara === 'negrita_cursiva',
    italics: cara === 'cursiva' || cara === 'negrita_cursiva',
  });
}

/** Most room of a picture, in pixels of 96 to the inch: the width of the text and two thirds of the page. */
const FOTO = { ancho: 600, alto: 560 };

async function drawFigura(
  { imagen, pie }: Extract<Bloque, { readonly tipo: 'figura' }>,
  { imagenes }: Lienzo,
): Promise<readonly FileChild[]> {
  const bytes = imagen === null ? undefined : imagenes.get(imagen.sha256);
  const caption = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ text: pie, italics: true, size: 20 })],
  });
  if (imagen === null || bytes === undefined) {
    return [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { before: 240 },
        children: [new TextRun({ text: '[Falta la fotografía]', color: '595959' })],
      }),
      caption,
    ];
  }
  const { width = FOTO.ancho, height = FOTO.alto } = await sharp(bytes).autoOrient().metadata();
  const scale = Math.min(1, FOTO.ancho / width, FOTO.alto / height);
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 240 },
      children: [
        new ImageRun({
          type: imagen.formato === 'jpeg' ? 'jpg' : 'png',
          data: bytes,
          transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
          altText: { name: pie, title: pie, description: pie },
        }),
      ],
    }),
    caption,
  ];
}
