/**
 * What each row says of its acta, against itself: cells, observation, CONTABILIZADA, lista nominal and hash.
 */

import { cleanCell } from '../basedatos/leer-celda.ts';
import type { Columnas, NombreColumna } from '../basedatos/leer-columnas.ts';
import { columnLabel, type Fila } from '../basedatos/leer-fila.ts';
import type { Hallazgos, Lugar } from './defectos.ts';
import type { Aspecto } from './renglones.ts';

/** SHA-256 as LEEME 39 asks; SHA-512 has been published too. */
const SHA = /^(?:[0-9a-f]{64}|[0-9a-f]{128})$/i;

/** Checks the rows of a file, as they go by. */
export class RevisorActas {
  readonly #columnas: Columnas;
  readonly #hallazgos: Hallazgos;

  constructor(columnas: Columnas, hallazgos: Hallazgos) {
    this.#columnas = columnas;
    this.#hallazgos = hallazgos;
  }

  /** @param aspectos in what the row does not follow from its cells, from the recalculation */
  add(fila: Fila, aspectos: readonly Aspecto[]): void {
    this.#checkCells(fila);
    this.#checkObservacion(fila);
    this.#checkSha(fila);
    if (fila.estado !== 'fuera_de_catalogo' && fila.listaNominal === null) {
      this.#addIn('R14', fila, 'LISTA_NOMINAL', '');
    }
    if (fila.estado !== 'capturada' && fila.estado !== 'sin_acta') return;
    if (aspectos.includes('TOTAL_VOTOS_CALCULADO')) {
      if (typeof fila.calculado === 'object') this.#addIn('R06', fila, 'TOTAL_VOTOS_CALCULADO', sumOf(fila));
    }
    if (fila.estado === 'capturada' && typeof fila.calculado !== 'object') {
      this.#addIn('R07', fila, 'TOTAL_VOTOS_CALCULADO', `sus votos suman ${total(fila)}`);
    }
  }

  #checkCells(fila: Fila): void {
    const esperadas = this.#columnas.nombres.length;
    const { length } = fila.celdas;
    const sobran = length > esperadas && fila.celdas.slice(esperadas).some((celda) => celda.trim() !== '');
    if (length < esperadas || sobran) {
      const lugar = { linea: fila.linea, columna: 0, nombre: '' };
      this.#hallazgos.add(
        'F04',
        lugar,
        String(length),
        () => `tiene ${length} celdas y las columnas son ${esperadas}`,
      );
    }
    if (fila.comillas === 'abiertas') {
      this.#hallazgos.add('F05', { linea: fila.linea, columna: 0, nombre: '' }, '', () => '');
    }
    if (!fila.votos.includes('rara')) return;
    for (const [i, celda] of fila.votos.entries()) {
      if (celda !== 'rara') continue;
      const position = this.#columnas.votos[i] ?? -1;
      const lugar = {
        linea: fila.linea,
        columna: position + 1,
        nombre: this.#columnas.nombres[position] ?? '',
      };
      const valor = cleanCell(fila.celdas[position] ?? '');
      this.#hallazgos.add('R13', lugar, valor, () => 'se esperaba un número entero, ILEGIBLE o SIN DATO');
    }
  }

  #checkObservacion(fila: Fila): void {
    const { estado, contabilizada, observacion } = fila;
    if (observacion === 'otra') this.#addIn('R10', fila, 'OBSERVACIONES', '');
    if (estado === 'no_capturada') return;
    if (estado === 'fuera_de_catalogo') {
      if (contabilizada !== 2) this.#addIn('R11', fila, 'CONTABILIZADA', '');
      return;
    }
    if (contabilizada === null) this.#addIn('R12', fila, 'CONTABILIZADA', '');
    if (estado === 'sin_acta' && contabilizada === 1) {
      this.#addIn('R08', fila, 'CONTABILIZADA', `OBSERVACIONES dice «${fila.observacionTexto}»`);
    }
    if (contabilizada === 0 && observacion === 'ninguna') this.#addIn('R09', fila, 'OBSERVACIONES', '');
  }

  #checkSha(fila: Fila): void {
    if (this.#columnas.posicion.CODIGO_INTEGRIDAD === -1 || fila.estado === 'no_capturada') return;
    const { sha, estado } = fila;
    if (sha === '' || sha === 'N/A') {
      if (estado === 'capturada') this.#addIn('R16', fila, 'CODIGO_INTEGRIDAD', '');
      return;
    }
    if (SHA.test(sha)) return;
    this.#addIn(
      'R15',
      fila,
      'CODIGO_INTEGRIDAD',
      `tiene ${sha.length} caracteres; se esperan 64 (o 128) dígitos hexadecimales`,
    );
  }

  #addIn(codigo: Parameters<Hallazgos['add']>[0], fila: Fila, nombre: NombreColumna, detalle: string): void {
    const { nombre: published, numero } = columnLabel(this.#columnas, nombre);
    const lugar: Lugar = { linea: fila.linea, columna: numero, nombre: published };
    const valor = cleanCell(fila.celdas[this.#columnas.posicion[nombre]] ?? '');
    this.#hallazgos.add(codigo, lugar, valor, () => detalle);
  }
}

function total(fila: Fila): number {
  let sum = 0;
  for (const celda of fila.votos)
    if (typeof celda === 'object' && typeof celda.valor === 'number') sum += celda.valor;
  return sum;
}

function sumOf(fila: Fila): string {
  return `los votos del renglón suman ${total(fila)}`;
}
