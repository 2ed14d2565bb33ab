/** A DOCX as a person reads it: its paragraphs, the rows of its tables, its headings, which rows are repeated. */

import { fromBuffer } from 'yauzl';

export interface DocxLeido {
  readonly titulos: readonly string[];
  readonly parrafos: readonly string[];
  /** text of each cell; a cell of several paragraphs has them one after another */
  readonly filas: readonly (readonly string[])[];
  /** each table: how many rows are repeated on each page, and how many may be cut */
  readonly tablas: readonly { readonly repetidas: number; readonly cortables: number }[];
}

export async function readDocx(bytes: Buffer): Promise<DocxLeido> {
  const xml = await documentOf(bytes);
  const rows = (xml.match(/<w:tr[ >].*?<\/w:tr>/gs) ?? []).map((row) =>
    (row.match(/<w:tc>.*?<\/w:tc>/gs) ?? []).map((cell) => paragraphsOf(cell).map(textOf).join(' ')),
  );
  const paragraphs = paragraphsOf(xml);
  return {
    titulos: paragraphs.filter((each) => each.includes('w:val="Heading1"')).map(textOf),
    parrafos: paragraphs.map(textOf),
    filas: rows,
    tablas: (xml.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? []).map((table) => ({
      repetidas: count(table, /<w:tblHeader\/>/g),
      cortables: count(table, /<w:tr[ >]/g) - count(table, /<w:cantSplit\/>/g),
    })),
  };
}

function paragraphsOf(xml: string): readonly string[] {
  return xml.match(/<w:p[ >].*?<\/w:p>/gs) ?? [];
}

function textOf(xml: string): string {
  const texts = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text);
  return texts
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function documentOf(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('end', () => reject(new Error('a DOCX without word/document.xml')));
      zip.on('entry', (entry) => {
        if (entry.fileName !== 'word/document.xml') return zip.readEntry();
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        });
      });
      zip.readEntry();
    });
  });
}
