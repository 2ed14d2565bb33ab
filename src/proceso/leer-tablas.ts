/**
 * The columns of each CSV of a process and how a row is read. Only text becomes values here, generously: zeros
 * that a spreadsheet took away are put back. Whether the values make sense is checked later, all together.
 */

import {
  type DatosCandidatura,
  type DatosCasilla,
  type DatosCatd,
  type DatosPartido,
  type DatosTerritorio,
  SIN_TERRITORIO,
} from './datos.ts';
import { partidosDeCombinacion } from './opciones.ts';
import { parseTabla, type Tabla } from './tabla.ts';

/** Cells that should be numbers and are not, as written: by row and column. */
export type Escritos = ReadonlyMap<string, string>;

export function keyDeEscrito(indice: number, columna: string): string {
  return `${indice} ${columna}`;
}

export function readPartidos(archivo: string, texto: string): Tabla<DatosPartido> {
  return parseTabla(
    archivo,
    texto,
    { requeridas: ['clave', 'nombre', 'color'], opcionales: [] },
    (celda): DatosPartido => ({ clave: celda('clave'), nombre: celda('nombre'), color: celda('color') }),
  );
}

export function readTerritorios(archivo: string, texto: string): Tabla<DatosTerritorio> {
  return parseTabla(
    archivo,
    texto,
    { requeridas: ['tipo', 'id', 'nombre'], opcionales: ['elecciones'] },
    (celda): DatosTerritorio => ({
      tipo: celda('tipo'),
      id: padded(celda('id'), 3),
      nombre: celda('nombre'),
      elecciones: words(celda('elecciones')),
    }),
  );
}

export function readCatd(archivo: string, texto: string): Tabla<DatosCatd> {
  return parseTabla(
    archivo,
    texto,
    { requeridas: ['clave', 'nombre', 'municipio'], opcionales: [] },
    (celda): DatosCatd => ({
      clave: celda('clave'),
      nombre: celda('nombre'),
      municipio: territorio(celda('municipio')),
    }),
  );
}

/** Reads the catalogue of casillas, and keeps aside what was written where a number should be. */
export function readCasillas(
  archivo: string,
  texto: string,
): { readonly tabla: Tabla<DatosCasilla>; readonly escritos: Escritos } {
  const escritos = new Map<string, string>();
  const tabla = parseTabla(
    archivo,
    texto,
    {
      requeridas: [
        ...(['seccion', 'tipo', 'numero', 'ext_contigua', 'distrito', 'municipio', 'lista_nominal'] as const),
        ...(['representantes', 'boletas', 'ubicacion', 'catd', 'mecanismo'] as const),
      ],
      opcionales: ['elecciones', 'distintivo'],
    },
    (celda, indice): DatosCasilla => {
      const numero = (columna: 'lista_nominal' | 'representantes' | 'boletas') => {
        const written = celda(columna);
        const value = cantidad(written);
        if (Number.isNaN(value)) escritos.set(keyDeEscrito(indice, columna), written);
        return value;
      };
      const optional = (columna: 'representantes' | 'boletas') =>
        isNada(celda(columna)) ? null : numero(columna);
      const seccion = celda('seccion');
      return {
        seccion: seccion === SIN_TERRITORIO ? '0000' : padded(seccion, 4),
        tipo: celda('tipo').toUpperCase(),
        numero: padded(celda('numero'), 2),
        extContigua: padded(celda('ext_contigua'), 2),
        distrito: territorio(celda('distrito')),
        municipio: territorio(celda('municipio')),
        listaNominal: numero('lista_nominal'),
        representantes: optional('representantes'),
        boletas: optional('boletas'),
        ubicacion: celda('ubicacion'),
        catd: celda('catd'),
        mecanismo: celda('mecanismo').toUpperCase(),
        elecciones: words(celda('elecciones')),
        distintivo: celda('distintivo'),
      };
    },
  );
  return { tabla, escritos };
}

export function readCandidaturas(archivo: string, texto: string): Tabla<DatosCandidatura> {
  return parseTabla(
    archivo,
    texto,
    {
      requeridas: [
        ...(['eleccion', 'territorio', 'candidatura', 'figura', 'partidos', 'combinaciones'] as const),
        ...(['propietaria', 'suplente'] as const),
      ],
      opcionales: [],
    },
    (celda): DatosCandidatura => ({
      eleccion: celda('eleccion'),
      territorio: padded(celda('territorio'), 3),
      clave: celda('candidatura'),
      figura: celda('figura'),
      partidos: words(celda('partidos')),
      combinaciones: combinaciones(celda('combinaciones')),
      propietaria: celda('propietaria'),
      suplente: celda('suplente'),
    }),
  );
}

const NINGUNA: readonly string[] = Object.freeze([]);

function words(texto: string): readonly string[] {
  return texto === '' ? NINGUNA : texto.split(/\s+/);
}

function combinaciones(texto: string): DatosCandidatura['combinaciones'] {
  if (texto.toLowerCase() === 'todas') return 'todas';
  return words(texto).map((columna) => partidosDeCombinacion(columna) ?? [columna]);
}

function padded(texto: string, digits: number): string {
  return /^\d+$/.test(texto) ? texto.padStart(digits, '0') : texto;
}

function territorio(texto: string): string | null {
  return texto === SIN_TERRITORIO ? null : padded(texto, 3);
}

function isNada(texto: string): boolean {
  return texto === '' || texto === 'N/A';
}

/** Digits with an optional sign; anything else is `NaN`, never 0. */
function cantidad(texto: string): number {
  return /^-?\d+$/.test(texto) ? Number(texto) : Number.NaN;
}
