/**
 * A report as what it says, before it is DOCX or PDF: both are drawn from the same chapters.
 */

import type { TipoDeArchivo } from '../colecciones.ts';

export interface Documento {
  readonly portada: {
    /** `5 de diciembre de 2023` */
    readonly fecha: string;
    readonly titulo: string;
    /** process, area */
    readonly lineas: readonly string[];
  };
  readonly contenido: 'con_contenido' | 'sin_contenido';
  readonly hoja: 'vertical' | 'horizontal';
  readonly capitulos: readonly Capitulo[];
}

export interface Capitulo {
  /** without its number */
  readonly titulo: string;
  readonly numerado: 'con_numero' | 'sin_numero';
  readonly empieza: 'hoja_nueva' | 'seguido';
  readonly bloques: readonly Bloque[];
}

/** A run of text of one face. */
export interface Tramo {
  readonly texto: string;
  readonly cara: 'normal' | 'negrita' | 'cursiva' | 'negrita_cursiva';
}

export type Bloque =
  | { readonly tipo: 'parrafo'; readonly tramos: readonly Tramo[] }
  | {
      readonly tipo: 'lista';
      readonly orden: 'vinetas' | 'numeros';
      readonly puntos: readonly (readonly Tramo[])[];
    }
  | { readonly tipo: 'subtitulo'; readonly texto: string }
  | { readonly tipo: 'nota'; readonly texto: string }
  | Tabla
  | { readonly tipo: 'figura'; readonly imagen: Imagen | null; readonly pie: string };

export interface Imagen {
  readonly sha256: string;
  readonly formato: Extract<TipoDeArchivo, 'png' | 'jpeg'>;
}

/** A table that may go on in another page: its header is repeated there, and no row is cut. */
export interface Tabla {
  readonly tipo: 'tabla';
  /** rows above the header, of the whole width */
  readonly titulos: readonly string[];
  readonly columnas: readonly ColumnaDeTabla[];
  readonly filas: readonly (readonly Celda[])[];
}

export interface ColumnaDeTabla {
  /** empty in every column: the table has no header */
  readonly titulo: string;
  /** parts of the width */
  readonly ancho: number;
  /** those that follow each other with the same group share a cell above their titles */
  readonly grupo?: string;
}

/** Lines of a cell, or points of a list. */
export interface Celda {
  readonly forma: 'texto' | 'negrita' | 'vinetas';
  readonly lineas: readonly string[];
}

export function celda(texto: string): Celda {
  return { forma: 'texto', lineas: [texto] };
}

export function parrafo(texto: string): Bloque {
  return { tipo: 'parrafo', tramos: [{ texto, cara: 'normal' }] };
}
