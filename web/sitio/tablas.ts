/**
 * Tables that can be sorted by any of their columns. The value of a cell is its `data-v`, or the number or text
 * that it shows.
 */

/** Gives buttons to the headers of the tables that do not have them yet. */
export function sortTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-ordenable]')) {
    const headers = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
    for (const [i, header] of headers.entries()) {
      if (header.querySelector('button') !== null) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      button.addEventListener('click', () => sort(table, headers, i));
      header.append(button);
    }
  }
}

function sort(table: HTMLTableElement, headers: readonly HTMLTableCellElement[], column: number): void {
  const header = headers[column];
  const body = table.tBodies[0];
  if (header === undefined || body === undefined) return;
  // Numbers are first asked for from the largest; names, from the first.
  const first = header.classList.contains('n') ? 'descending' : 'ascending';
  const other = first === 'descending' ? 'ascending' : 'descending';
  const order = header.getAttribute('aria-sort') === first ? other : first;
  for (const each of headers) each.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', order);
  const sign = order === 'ascending' ? 1 : -1;
  const rows = [...body.rows].map((row) => ({ row, value: sortValueOf(row.cells[column]) }));
  rows.sort((a, b) => sign * compare(a.value, b.value));
  body.append(...rows.map(({ row }) => row));
}

function sortValueOf(cell: HTMLTableCellElement | undefined): number | string {
  const text = cell?.dataset.v ?? cell?.firstChild?.textContent ?? '';
  const number = Number.parseFloat(text.replaceAll(',', ''));
  return Number.isNaN(number) || cell?.tagName === 'TH' ? text : number;
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  // What has no number (it does not run there) goes with the smallest.
  if (typeof a === 'number') return 1;
  if (typeof b === 'number') return -1;
  return a.localeCompare(b, 'es', { numeric: true });
}
