/** A table of a report as DOCX: of fixed widths, its header repeated on each page, no row cut between two. */

import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { Celda, ColumnaDeTabla, Tabla } from './documento.ts';

const CUERPO = 18;
const GRIS = 'E7E6E6';
const BORDE = { style: BorderStyle.SINGLE, size: 4, color: '8C8C8C' } as const;
const AIRE = { top: 60, bottom: 60, left: 90, right: 90 } as const;

/** @param ancho of the text, in twips */
export function drawTabla({ titulos, columnas, filas }: Tabla, ancho: number): Table {
  const total = columnas.reduce((sum, columna) => sum + columna.ancho, 0);
  const widths = columnas.map((columna) => Math.floor((ancho * columna.ancho) / total));
  return new Table({
    width: { size: ancho, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      ...{ top: BORDE, bottom: BORDE, left: BORDE, right: BORDE },
      ...{ insideHorizontal: BORDE, insideVertical: BORDE },
    },
    margins: AIRE,
    rows: [
      ...titulos.map((titulo) => headerRow([{ titulo, columnas: columnas.length, filas: 1 }])),
      ...header(columnas),
      ...filas.map(
        (fila) =>
          new TableRow({
            cantSplit: true,
            children: fila.map(
              (contenido, i) =>
                new TableCell({
                  width: { size: widths[i] ?? 0, type: WidthType.DXA },
                  children: [...paragraphs(contenido)],
                }),
            ),
          }),
      ),
    ],
  });
}

interface Titulo {
  readonly titulo: string;
  readonly columnas: number;
  readonly filas: number;
}

/** One row of titles, or two when some columns share a group; none when no column has a title. */
function header(columnas: readonly ColumnaDeTabla[]): readonly TableRow[] {
  if (columnas.every(({ titulo }) => titulo === '')) return [];
  if (columnas.every(({ grupo }) => grupo === undefined)) {
    return [headerRow(columnas.map(({ titulo }) => ({ titulo, columnas: 1, filas: 1 })))];
  }
  const first: Titulo[] = [];
  const second: Titulo[] = [];
  for (const [i, { titulo, grupo }] of columnas.entries()) {
    if (grupo === undefined) {
      first.push({ titulo, columnas: 1, filas: 2 });
      continue;
    }
    second.push({ titulo, columnas: 1, filas: 1 });
    if (columnas[i - 1]?.grupo === grupo) continue;
    let span = 1;
    while (columnas[i + span]?.grupo === grupo) span += 1;
    first.push({ titulo: grupo, columnas: span, filas: 1 });
  }
  return [headerRow(first), headerRow(second)];
}

function headerRow(titulos: readonly Titulo[]): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: titulos.map(
      ({ titulo, columnas, filas }) =>
        new TableCell({
          columnSpan: columnas,
          rowSpan: filas,
          verticalAlign: VerticalAlignTable.CENTER,
          shading: { type: ShadingType.CLEAR, color: 'auto', fill: GRIS },
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO },
              keepNext: true,
              children: [new TextRun({ text: titulo, bold: true, size: CUERPO })],
            }),
          ],
        }),
    ),
  });
}

function paragraphs({ forma, lineas }: Celda): readonly Paragraph[] {
  const shown = lineas.length === 0 ? [''] : lineas;
  return shown.map(
    (linea) =>
      new Paragraph({
        spacing: { after: forma === 'vinetas' ? 60 : 0, line: 240, lineRule: LineRuleType.AUTO },
        ...(forma === 'vinetas' ? { numbering: { reference: 'vinetas-de-celda', level: 0 } } : {}),
        children: [new TextRun({ text: linea, size: CUERPO, bold: forma === 'negrita' })],
      }),
  );
}
