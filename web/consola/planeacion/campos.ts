/**
 * What the fields of a ficha are, so that one form, one reading and one history serve all the collections. Values are
 * those of the contract, as they travel: nothing is converted but the empty box of a date or a number, which is null.
 */

import type { Archivo, Coleccion } from '../../../src/planeacion/colecciones.ts';

export type Valor = unknown;
export type ValoresDeFicha = Readonly<Record<string, Valor>>;

interface Comun {
  readonly etiqueta: string;
  readonly ayuda?: string;
  /** it cannot be left empty */
  readonly requisito?: 'obligatorio';
  /** of a new one; if it is not said, empty */
  readonly inicial?: Valor;
  /** takes the whole width */
  readonly ancho?: 'entero';
}

export type Campo = Comun &
  (
    | { readonly tipo: 'linea'; readonly sugiere?: 'de_la_coleccion' | 'areas' }
    | { readonly tipo: 'parrafo' }
    | { readonly tipo: 'fecha' }
    | { readonly tipo: 'hora' }
    | { readonly tipo: 'entero'; readonly minimo?: number }
    /** with `vacia`, the value that says nothing is null and reads so */
    | {
        readonly tipo: 'opcion';
        readonly opciones: Readonly<Record<string, string>>;
        readonly vacia?: string;
      }
    | { readonly tipo: 'referencia'; readonly a: Coleccion }
    | { readonly tipo: 'referencias'; readonly a: Coleccion }
    | { readonly tipo: 'archivo' }
    | { readonly tipo: 'archivos' }
    /** short texts, one for each line */
    | { readonly tipo: 'renglones' }
    | { readonly tipo: 'lista'; readonly uno: string; readonly campos: Campos }
    | { readonly tipo: 'plazo' }
  );

export type Campos = Readonly<Record<string, Campo>>;

/** The value of a field of which nothing has been said. */
export function vacioDe(campo: Campo): Valor {
  if (campo.inicial !== undefined) return campo.inicial;
  switch (campo.tipo) {
    case 'linea':
    case 'parrafo':
    case 'hora':
      return '';
    case 'fecha':
    case 'entero':
    case 'referencia':
    case 'archivo':
      return null;
    case 'opcion':
      return campo.vacia === undefined ? (Object.keys(campo.opciones)[0] ?? '') : null;
    case 'referencias':
    case 'archivos':
    case 'renglones':
    case 'lista':
      return [];
    case 'plazo':
      return { tipo: 'fijado', fecha: null };
  }
}

export function vacios(campos: Campos): ValoresDeFicha {
  return Object.fromEntries(Object.entries(campos).map(([clave, campo]) => [clave, vacioDe(campo)]));
}

/** Places of what cannot be empty and is: `numero`, `asistencia.0.personas.2.nombre`. */
export function faltantes(campos: Campos, valores: ValoresDeFicha, desde = ''): readonly string[] {
  return Object.entries(campos).flatMap(([clave, campo]) => {
    const ruta = `${desde}${clave}`;
    const valor = valores[clave];
    if (campo.tipo === 'lista') {
      return asList<ValoresDeFicha>(valor).flatMap((each, i) =>
        faltantes(campo.campos, each, `${ruta}.${i}.`),
      );
    }
    return campo.requisito === 'obligatorio' && isBlank(valor) ? [ruta] : [];
  });
}

/** `Asistencia, 1.ª lista: nombre`: what a place is called. */
export function nombreDeRuta(campos: Campos, ruta: string): string {
  const [clave = '', indice, ...rest] = ruta.split('.');
  const campo = campos[clave];
  if (campo === undefined) return ruta;
  if (campo.tipo !== 'lista' || indice === undefined) return campo.etiqueta;
  const item = `${campo.etiqueta}, ${campo.uno} ${Number(indice) + 1}`;
  return rest.length === 0 ? item : `${item}: ${nombreDeRuta(campo.campos, rest.join('.'))}`;
}

export function asList<T>(valor: Valor): readonly T[] {
  return Array.isArray(valor) ? (valor as readonly T[]) : [];
}

export function asText(valor: Valor): string {
  return typeof valor === 'string' ? valor : typeof valor === 'number' ? String(valor) : '';
}

export function asArchivo(valor: Valor): Archivo | null {
  return typeof valor === 'object' && valor !== null && 'sha256' in valor ? (valor as Archivo) : null;
}

export function isBlank(valor: Valor): boolean {
  if (valor === null || valor === undefined) return true;
  if (typeof valor === 'string') return valor.trim() === '';
  return Array.isArray(valor) && valor.length === 0;
}

/** Whether two values say the same, whatever the order of their properties. */
export function isSame(a: Valor, b: Valor): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  const right = b as ValoresDeFicha;
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => key in right && isSame(value, right[key]))
  );
}

/** The fields that are not as they were, with their new values. */
export function cambiosEntre(antes: ValoresDeFicha, ahora: ValoresDeFicha): ValoresDeFicha {
  return Object.fromEntries(Object.entries(ahora).filter(([clave, valor]) => !isSame(antes[clave], valor)));
}
