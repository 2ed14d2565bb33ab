/**
 * Prints the page for the wall, `que-hacer-cuando.md`, as a PDF of one letter sheet beside it. One that does not fit
 * in a sheet is refused: somebody has to shorten it.
 *
 *   npm exec -c 'node docs/manual/imprimir.ts'
 *
 * Needs a Chromium: that of PREP_CHROMIUM, or /usr/bin/chromium.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const NOMBRE = 'que-hacer-cuando';
const carpeta = import.meta.dirname;

const ESTILO = `
  @page { size: letter; margin: 9mm 10mm; }
  body { font: 9.1pt/1.24 'DejaVu Sans', Arial, sans-serif; color: #000; margin: 0; }
  h1 { font-size: 20pt; line-height: 1; margin: 0 0 4pt; }
  p { margin: 0 0 5pt; }
  table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 0 0 5pt; }
  th { border-bottom-width: 2pt; text-align: left; }
  th, td { border: 0.6pt solid #555; padding: 1.6pt 4pt; vertical-align: top; }
  th:nth-child(1) { width: 25%; } th:nth-child(3) { width: 24%; }
  p:last-child { margin: 7pt 0 0; white-space: nowrap; }
`;

const browser = await chromium.launch({
  executablePath: process.env.PREP_CHROMIUM || '/usr/bin/chromium',
  // Chromium refuses its sandbox to root.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  const markdown = readFileSync(join(carpeta, `${NOMBRE}.md`), 'utf8');
  await page.setContent(
    `<!doctype html><html lang="es-MX"><title>Qué hacer cuando…</title><style>${ESTILO}</style><body>${toHtml(markdown)}`,
  );
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  const sheets = [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/g)].length;
  if (sheets !== 1) throw new Error(`${NOMBRE}.md takes ${sheets} sheets: it is for one wall, in one`);
  writeFileSync(join(carpeta, `${NOMBRE}.pdf`), pdf);
  process.stdout.write(`${NOMBRE}.pdf: ${Math.round(pdf.length / 1000)} KB, una hoja.\n`);
} finally {
  await browser.close();
}

/** What that page uses of Markdown: one heading, paragraphs, tables and bold. */
function toHtml(markdown: string): string {
  return markdown
    .trim()
    .split(/\n{2,}/)
    .map((block) => {
      if (block.startsWith('# ')) return `<h1>${inline(block.slice(2))}</h1>`;
      return block.startsWith('|') ? tableOf(block.split('\n')) : `<p>${inline(block)}</p>`;
    })
    .join('\n');
}

function tableOf([head = '', , ...rows]: readonly string[]): string {
  const row = (line: string, tag: 'td' | 'th') => {
    const cells = line.split('|').slice(1, -1);
    return `<tr>${cells.map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`).join('')}</tr>`;
  };
  return `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((line) => row(line, 'td')).join('')}</tbody></table>`;
}

function inline(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return safe.replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>');
}
