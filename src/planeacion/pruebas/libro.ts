/** A small XLSX with the cells that a test gives: texts, numbers (dates as their serial number) and merged cells. */

import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

type CeldaDeLibro = string | number | null | { readonly fecha: number };

export async function writeLibro(
  filas: readonly (readonly CeldaDeLibro[])[],
  uniones: readonly string[] = [],
): Promise<Buffer> {
  const zip = new ZipFile();
  const add = (name: string, xml: string) =>
    zip.addBuffer(Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`), name);
  const paquete = 'http://schemas.openxmlformats.org/package/2006';
  const oficina = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const hoja = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const tipo = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  add(
    '[Content_Types].xml',
    `<Types xmlns="${paquete}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${tipo}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${tipo}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${tipo}.styles+xml"/></Types>`,
  );
  add(
    '_rels/.rels',
    `<Relationships xmlns="${paquete}/relationships"><Relationship Id="rId1" Type="${oficina}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${hoja}" xmlns:r="${oficina}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${paquete}/relationships"><Relationship Id="rId1" Type="${oficina}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${oficina}/styles" Target="styles.xml"/></Relationships>`,
  );
  // The second style is a date, 14 of the built-in formats.
  add(
    'xl/styles.xml',
    `<styleSheet xmlns="${hoja}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  );
  const rows = filas.map(
    (fila, i) => `<row r="${i + 1}">${fila.map((each, j) => cell(each, i, j)).join('')}</row>`,
  );
  const merged =
    uniones.length === 0
      ? ''
      : `<mergeCells count="${uniones.length}">${uniones.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  add(
    'xl/worksheets/sheet1.xml',
    `<worksheet xmlns="${hoja}"><sheetData>${rows.join('')}</sheetData>${merged}</worksheet>`,
  );
  zip.end();
  return buffer(zip.outputStream);
}

function cell(valor: CeldaDeLibro, fila: number, columna: number): string {
  const ref = `${String.fromCharCode(65 + columna)}${fila + 1}`;
  if (valor === null) return '';
  if (typeof valor === 'number') return `<c r="${ref}"><v>${valor}</v></c>`;
  if (typeof valor === 'object') return `<c r="${ref}" s="1"><v>${valor.fecha}</v></c>`;
  const text = valor.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
}
