/**
 * Two candidaturas in every territory, or two territories in every candidatura, from the table that is already in
 * the page.
 */

import { CONTENIDO_NUEVO } from './corte.ts';

interface Tabla {
  readonly columnas: readonly string[];
  readonly filas: readonly { readonly nombre: string; readonly valores: readonly (number | null)[] }[];
}

function readTabla(): Tabla | null {
  const table = document.querySelector<HTMLTableElement>('#territorios');
  if (table === null) return null;
  const headers = [...table.querySelectorAll('thead th')];
  const wanted = headers
    .map((header, i) => ({ i, nombre: header.getAttribute('data-columna') }))
    .filter(({ nombre }) => nombre !== null);
  return {
    columnas: wanted.map(({ nombre }) => nombre ?? ''),
    filas: [...(table.tBodies[0]?.rows ?? [])].map((row) => ({
      nombre: row.cells[0]?.querySelector('a')?.textContent ?? '',
      valores: wanted.map(({ i }) => {
        const value = Number.parseInt((row.cells[i]?.textContent ?? '').replaceAll(',', ''), 10);
        return Number.isNaN(value) ? null : value;
      }),
    })),
  };
}

function mount(): void {
  const place = document.querySelector<HTMLElement>('#comparador');
  const tabla = readTabla();
  if (place === null || tabla === null) return;
  const what = selectOf('Comparar', ['Candidaturas o partidos', 'Territorios'], 0);
  const output = document.createElement('div');
  let one = selectOf('Una', [], 0);
  let other = selectOf('Otra', [], 1);
  const pair = document.createElement('div');
  pair.className = 'renglon';

  const refresh = () => {
    const byColumn = what.select.selectedIndex === 0;
    const [a, b] = [one.select.selectedIndex, other.select.selectedIndex];
    output.replaceChildren(byColumn ? compareColumns(tabla, a, b) : compareRows(tabla, a, b));
  };
  const choose = () => {
    const names = what.select.selectedIndex === 0 ? tabla.columnas : tabla.filas.map(({ nombre }) => nombre);
    one = selectOf('Una', names, 0);
    other = selectOf('Otra', names, 1);
    for (const { select } of [one, other]) select.addEventListener('change', refresh);
    pair.replaceChildren(one.label, other.label);
    refresh();
  };
  what.select.addEventListener('change', choose);
  place.replaceChildren(what.label, pair, output);
  choose();
}

function selectOf(
  nombre: string,
  opciones: readonly string[],
  chosen: number,
): { readonly label: HTMLLabelElement; readonly select: HTMLSelectElement } {
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.append(...opciones.map((opcion) => new Option(opcion)));
  select.selectedIndex = Math.min(chosen, opciones.length - 1);
  label.append(`${nombre} `, select);
  return { label, select };
}

function compareColumns({ columnas, filas }: Tabla, a: number, b: number): HTMLElement {
  return tableOf(
    ['Territorio', columnas[a] ?? '', columnas[b] ?? ''],
    filas.map(({ nombre, valores }) => ({ nombre, one: valores[a] ?? null, other: valores[b] ?? null })),
  );
}

function compareRows({ columnas, filas }: Tabla, a: number, b: number): HTMLElement {
  return tableOf(
    ['Candidatura o partido', filas[a]?.nombre ?? '', filas[b]?.nombre ?? ''],
    columnas.map((nombre, i) => ({
      nombre,
      one: filas[a]?.valores[i] ?? null,
      other: filas[b]?.valores[i] ?? null,
    })),
  );
}

interface Renglon {
  readonly nombre: string;
  readonly one: number | null;
  readonly other: number | null;
}

function tableOf(headers: readonly string[], rows: readonly Renglon[]): HTMLElement {
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const [i, text] of [...headers, 'Diferencia'].entries()) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = text;
    if (i > 0) cell.className = 'n';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { nombre, one, other } of rows) {
    const row = body.insertRow();
    const name = document.createElement('th');
    name.scope = 'row';
    name.textContent = nombre;
    row.append(name);
    const difference = one === null || other === null ? null : one - other;
    for (const value of [one, other, difference]) {
      const cell = row.insertCell();
      cell.className = 'n';
      cell.textContent = value === null ? '–' : value.toLocaleString('es-MX');
    }
  }
  return table;
}

mount();
document.addEventListener(CONTENIDO_NUEVO, mount);
