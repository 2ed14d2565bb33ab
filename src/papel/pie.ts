/**
 * What goes under the votes of an acta: the hour, whether there were incidents, and who signs. Measures only, in
 * millimetres.
 */

import type { Caja } from './caja.ts';

export interface CeldaDeFirma {
  /** `Presidencia`, `PVEM` */
  readonly titulo: string;
  readonly caja: Caja;
}

export interface Pie {
  readonly hora: Caja;
  readonly incidentes: Caja;
  /** room to describe them, where the sheet has it */
  readonly descripcion: Caja | null;
  readonly rotulos: readonly { readonly texto: string; readonly caja: Caja }[];
  readonly funcionarios: readonly CeldaDeFirma[];
  readonly representaciones: readonly CeldaDeFirma[];
}

/** Least height in which everybody signs. */
export const PIE_MINIMO = 41;

/** Mesa directiva of a casilla that counts a federal and a local election (LGIPE 82.2). */
const CARGOS = [
  ...['Presidencia', '1.ª secretaría', '2.ª secretaría'],
  ...['1.er escrutador/a', '2.º escrutador/a', '3.er escrutador/a'],
];

const LINEA = 6;
const ROTULO = 3.6;
const AIRE = 1.4;
const FIRMA_MAXIMA = 11;
/** Least height of what is worth the name of a description. */
const DESCRIPCION_MINIMA = 9;
const FILA_DE_PARTIDOS = 7;

/** @param partidos who may have a representative, at least one */
export function pieDe(sitio: Caja, partidos: readonly string[]): Pie {
  const columns = Math.min(FILA_DE_PARTIDOS, Math.max(1, Math.ceil(partidos.length / 2)));
  const rowsOfParties = Math.ceil(partidos.length / columns);
  const rows = 2 + rowsOfParties;
  const forSignatures = sitio.alto - 3 * AIRE - LINEA - 2 * ROTULO;
  const spare = forSignatures - rows * FIRMA_MAXIMA;
  const describes = spare - AIRE >= DESCRIPCION_MINIMA;
  const alto = Math.min(FIRMA_MAXIMA, forSignatures / rows);

  let y = sitio.y + AIRE;
  const take = (height: number): Caja => {
    const caja = { ...sitio, y, alto: height };
    y += height;
    return caja;
  };
  const line = take(LINEA);
  const descripcion = describes ? take(spare - AIRE) : null;
  y += AIRE;
  const rotuloDeMesa = take(ROTULO);
  const funcionarios = grid(take(2 * alto), CARGOS, 3);
  y += AIRE;
  const rotuloDePartidos = take(ROTULO);
  const representaciones = grid(take(rowsOfParties * alto), partidos, columns);
  return {
    hora: { ...line, ancho: 74 },
    incidentes: { ...line, x: line.x + 74, ancho: line.ancho - 74 },
    descripcion,
    rotulos: [
      { texto: 'Mesa directiva de casilla: nombre y firma', caja: rotuloDeMesa },
      { texto: 'Representaciones: firma', caja: rotuloDePartidos },
    ],
    funcionarios,
    representaciones,
  };
}

function grid(sitio: Caja, titulos: readonly string[], columns: number): readonly CeldaDeFirma[] {
  const rows = Math.ceil(titulos.length / columns);
  const [ancho, alto] = [sitio.ancho / columns, sitio.alto / rows];
  return titulos.map((titulo, i) => ({
    titulo,
    caja: {
      ...{ x: sitio.x + (i % columns) * ancho, y: sitio.y + Math.floor(i / columns) * alto },
      ...{ ancho, alto },
    },
  }));
}
