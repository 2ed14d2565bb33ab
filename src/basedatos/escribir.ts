/**
 * The writer of the published database (Anexo 18.5): one dialect, that of Puebla 2024 (UTF-8 with byte order
 * mark, comma, line feed). `docs/publicacion.md` says every choice.
 *
 * The figures of line 5 come from all the rows, so rows are kept (as bytes, about 550 per acta) until the end.
 */

import { type Avance, CIFRAS, type Encabezado } from '../dominio/corte.ts';
import { quoteCell, textCell } from './escribir-celda.ts';
import { columnasDeBase } from './escribir-columnas.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';
import { type ActaDeCorte, createEscritorDeFilas } from './escribir-fila.ts';

const BOM = '\ufeff';
/** Characters of rows that become bytes at once. */
const TRAMO = 1 << 20;

export interface EscritorDeBase {
  /** Adds the row of an acta. Expected actas go in catalogue order, then those fuera de catálogo by number. */
  add(acta: ActaDeCorte): void;
  /**
   * The whole file.
   *
   * @throws when the figures are not those of the rows that were added
   */
  finish(cifras: Encabezado): Buffer;
}

export function createEscritorDeBase(spec: EspecificacionDeBase): EscritorDeBase {
  const row = createEscritorDeFilas(spec);
  const chunks: Buffer[] = [];
  let pending: string[] = [];
  let size = 0;
  const rows = { esperadas: 0, fueraDeCatalogo: 0 };

  function flush(): void {
    chunks.push(Buffer.from(pending.join('')));
    pending = [];
    size = 0;
  }

  return {
    add(acta) {
      if (acta.tipo === 'fuera_de_catalogo') rows.fueraDeCatalogo += 1;
      else if (rows.fueraDeCatalogo > 0) throw new Error('an expected acta after those fuera de catálogo');
      else rows.esperadas += 1;
      const text = row(acta);
      pending.push(text);
      size += text.length;
      if (size >= TRAMO) flush();
    },
    finish(cifras) {
      checkFiguresAreOfRows(cifras, rows);
      flush();
      return Buffer.concat([Buffer.from(encabezadoDeBase(spec, cifras)), ...chunks]);
    },
  };
}

/** Lines 1 to 7: election, moment of the corte, the thirteen figures, names of the columns. */
export function encabezadoDeBase(spec: EspecificacionDeBase, cifras: Encabezado): string {
  return [
    `${BOM}${textCell(tituloDeEleccion(spec))}`,
    spec.corte,
    '',
    CIFRAS.join(','),
    CIFRAS.map((cifra) => String(cifras[cifra])).join(','),
    '',
    columnasDeBase(spec).map(quoteCell).join(','),
    '',
  ].join('\n');
}

/** Line 1: `GUBERNATURA`, or `GUBERNATURA (SIMULACRO)` where the results are not of the real night. */
export function tituloDeEleccion({
  eleccion,
  marca,
}: Pick<EspecificacionDeBase, 'eleccion' | 'marca'>): string {
  return marca === null ? eleccion.nombre : `${eleccion.nombre} (${marca})`;
}

/** A header that does not match its rows has been published before; it is never an accident of the data. */
function checkFiguresAreOfRows(
  cifras: Encabezado,
  rows: Readonly<Pick<Avance, 'esperadas' | 'fueraDeCatalogo'>>,
): void {
  if (cifras.ACTAS_ESPERADAS !== rows.esperadas || cifras.ACTAS_FUERA_CATALOGO !== rows.fueraDeCatalogo) {
    throw new Error(
      `figures of ${cifras.ACTAS_ESPERADAS} and ${cifras.ACTAS_FUERA_CATALOGO} actas over ` +
        `${rows.esperadas} and ${rows.fueraDeCatalogo} rows`,
    );
  }
}
