/** Checks of partidos, territorios and CATD. */

import { type DatosDeProceso, SIN_TERRITORIO } from './datos.ts';
import type { Informe, NombreTabla } from './informe.ts';

const ID_TERRITORIO = /^\d{3}$/;

/** Columns of the database that no option may take for itself (LEEME, third section). */
export const COLUMNAS_RESERVADAS: ReadonlySet<string> = new Set([
  ...[
    'CLAVE_CASILLA',
    'CLAVE_ACTA',
    'ID_ENTIDAD',
    'ENTIDAD',
    'ID_ESTADO',
    'ESTADO',
    'ID_DISTRITO',
    'DISTRITO',
  ],
  ...[
    'ID_DISTRITO_LOCAL',
    'DISTRITO_LOCAL',
    'ID_MUNICIPIO',
    'MUNICIPIO',
    'SECCION',
    'ID_CASILLA',
    'TIPO_CASILLA',
  ],
  ...['EXT_CONTIGUA', 'UBICACION_CASILLA', 'TIPO_ACTA', 'TOTAL_BOLETAS_SOBRANTES', 'TOTAL_PERSONAS_VOTARON'],
  ...['TOTAL_REP_PARTIDO_CI_VOTARON', 'TOTAL_VOTOS_SACADOS', 'NO_REGISTRADAS', 'NO_REGISTRADOS', 'NULOS'],
  ...[
    'TOTAL_VOTOS_ASENTADO',
    'TOTAL_VOTOS_CALCULADO',
    'LISTA_NOMINAL',
    'REPRESENTANTES_PP_CI',
    'OBSERVACIONES',
  ],
  ...['CONTABILIZADA', 'MECANISMOS_TRASLADO', 'CODIGO_INTEGRIDAD', 'SHA', 'FECHA_HORA_ACOPIO'],
  ...['FECHA_HORA_CAPTURA', 'FECHA_HORA_VERIFICACION', 'ORIGEN', 'DIGITALIZACION', 'TIPO_DOCUMENTO'],
]);

export function checkPartidos({ partidos }: DatosDeProceso, informe: Informe): void {
  const firstOf = new Map<string, number>();
  for (const [i, { clave, nombre, color }] of partidos.entries()) {
    if (!/^[A-ZÑ0-9]{1,12}$/.test(clave)) {
      const expected = 'de 1 a 12 mayúsculas o dígitos sin guiones ni espacios, por ejemplo PVEM';
      informe.add('VALOR_MAL_FORMADO', 'partidos', i, 'clave', clave, expected);
    }
    if (COLUMNAS_RESERVADAS.has(clave)) {
      const expected = 'una clave que no sea nombre de otra columna de la base de datos';
      informe.add('CLAVE_RESERVADA', 'partidos', i, 'clave', clave, expected);
    }
    checkRepeated(firstOf, clave, 'partidos', i, 'clave', informe);
    checkNombre(nombre, 'partidos', i, 'nombre', informe);
    if (!/^#[0-9A-Fa-f]{6}$/.test(color)) {
      informe.add('VALOR_MAL_FORMADO', 'partidos', i, 'color', color, 'un color como #B3202C');
    }
  }
}

export function checkTerritorios({ territorios, configuracion }: DatosDeProceso, informe: Informe): void {
  const firstOf = new Map<string, number>();
  for (const [i, { tipo, id, nombre, elecciones }] of territorios.entries()) {
    if (tipo !== 'distrito' && tipo !== 'municipio') {
      informe.add('VALOR_MAL_FORMADO', 'territorios', i, 'tipo', tipo, 'distrito o municipio');
    }
    if (!ID_TERRITORIO.test(id) && id !== SIN_TERRITORIO) {
      informe.add('VALOR_MAL_FORMADO', 'territorios', i, 'id', id, 'tres dígitos, por ejemplo 001');
    }
    checkRepeated(firstOf, `${tipo} ${id}`, 'territorios', i, 'id', informe);
    checkNombre(nombre, 'territorios', i, 'nombre', informe);
    checkElecciones(elecciones, configuracion.elecciones, 'territorios', i, informe);
  }
}

export function checkCatd({ catd, territorios }: DatosDeProceso, informe: Informe): void {
  const firstOf = new Map<string, number>();
  const municipios = new Set(territorios.filter(({ tipo }) => tipo === 'municipio').map(({ id }) => id));
  for (const [i, { clave, nombre, municipio }] of catd.entries()) {
    if (!/^[A-Z0-9-]{1,12}$/.test(clave)) {
      const expected = 'de 1 a 12 mayúsculas, dígitos o guiones, por ejemplo C001';
      informe.add('VALOR_MAL_FORMADO', 'catd', i, 'clave', clave, expected);
    }
    checkRepeated(firstOf, clave, 'catd', i, 'clave', informe);
    checkNombre(nombre, 'catd', i, 'nombre', informe);
    if (municipio !== null && !municipios.has(municipio)) {
      const expected = 'el id de un municipio de territorios.csv';
      informe.add('TERRITORIO_DESCONOCIDO', 'catd', i, 'municipio', municipio, expected);
    }
  }
}

/** Says it at the second row, naming the line of the first. */
export function checkRepeated(
  firstOf: Map<string, number>,
  clave: string,
  tabla: NombreTabla,
  indice: number,
  columna: string,
  informe: Informe,
): void {
  const first = firstOf.get(clave);
  if (first === undefined) {
    firstOf.set(clave, indice);
    return;
  }
  const expected = `que no se repitiera (ya está en la línea ${informe.lineaDe(tabla, first)})`;
  informe.add('CLAVE_REPETIDA', tabla, indice, columna, clave, expected);
}

export function checkNombre(
  nombre: string,
  tabla: NombreTabla,
  indice: number,
  columna: string,
  informe: Informe,
): void {
  if (nombre.trim() === '') informe.add('VALOR_VACIO', tabla, indice, columna, '', 'un nombre');
}

/** Checks a cell that lists keys of elections. */
export function checkElecciones(
  claves: readonly string[],
  elecciones: readonly { readonly clave: string }[],
  tabla: NombreTabla,
  indice: number,
  informe: Informe,
): void {
  for (const clave of claves) {
    if (elecciones.some((eleccion) => eleccion.clave === clave)) continue;
    const known = elecciones.map((eleccion) => eleccion.clave).join(', ');
    informe.add('ELECCION_DESCONOCIDA', tabla, indice, 'elecciones', clave, `una de ${known}`);
  }
}
