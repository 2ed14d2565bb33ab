/** Checks of the candidaturas: each row by itself, each territory as a whole, each election's columns. */

import {
  type DatosCandidatura,
  type DatosDeProceso,
  type DatosEleccion,
  FIGURAS,
  SIN_TERRITORIO,
} from './datos.ts';
import type { Informe } from './informe.ts';
import { opcionesRegistradas, opcionSinCandidatura } from './opciones.ts';
import { territorioDe, territoriosExcluidos, tiposActaDe } from './participacion.ts';
import { COLUMNAS_RESERVADAS, checkNombre } from './validar-catalogos.ts';

const TODA_LA_ENTIDAD = '*';

/** How many parties each figure joins. Ten parties already make 1,013 combinations. */
const PARTIDOS_POR_FIGURA: Readonly<Record<string, readonly [number, number, string]>> = {
  partido: [1, 1, 'un solo partido en la figura partido'],
  coalicion: [2, 8, 'de 2 a 8 partidos en una coalición, separados por espacios'],
  candidatura_comun: [2, 8, 'de 2 a 8 partidos en una candidatura común, separados por espacios'],
  independiente: [0, 0, 'ningún partido en una candidatura independiente'],
};

export function checkCandidaturas(datos: DatosDeProceso, informe: Informe): void {
  const partidos = new Set(datos.partidos.map(({ clave }) => clave));
  const byEleccion = new Map(datos.configuracion.elecciones.map((eleccion) => [eleccion.clave, eleccion]));
  const territorios = new Map(
    datos.configuracion.elecciones.map((eleccion) => [eleccion.clave, territoriosDe(datos, eleccion)]),
  );
  for (const [i, candidatura] of datos.candidaturas.entries()) {
    const eleccion = byEleccion.get(candidatura.eleccion);
    if (eleccion === undefined) {
      const known = [...byEleccion.keys()].join(', ');
      informe.add(
        'ELECCION_DESCONOCIDA',
        'candidaturas',
        i,
        'eleccion',
        candidatura.eleccion,
        `una de ${known}`,
      );
    } else {
      checkTerritorio(candidatura, i, eleccion, territorios.get(eleccion.clave), informe);
    }
    checkClave(candidatura, i, partidos, informe);
    checkPartidos(candidatura, i, partidos, informe);
    checkCombinaciones(candidatura, i, informe);
    checkNombre(candidatura.propietaria, 'candidaturas', i, 'propietaria', informe);
  }
  checkBoletas(datos.candidaturas, informe);
  for (const [i, eleccion] of datos.configuracion.elecciones.entries()) {
    checkCobertura(datos, eleccion, i, informe);
    checkOpciones(datos, eleccion, i, informe);
  }
}

/** Where an election may have candidaturas: ids, with their names. */
function territoriosDe(datos: DatosDeProceso, eleccion: DatosEleccion): ReadonlyMap<string, string> {
  if (eleccion.ambito === 'entidad') return new Map([[TODA_LA_ENTIDAD, datos.configuracion.entidad.nombre]]);
  const excluded = territoriosExcluidos(datos.territorios, eleccion);
  return new Map(
    datos.territorios
      .filter(({ tipo, id }) => tipo === eleccion.ambito && !excluded.has(id))
      .map(({ id, nombre }) => [id, nombre]),
  );
}

function checkTerritorio(
  { territorio }: DatosCandidatura,
  i: number,
  eleccion: DatosEleccion,
  territorios: ReadonlyMap<string, string> | undefined,
  informe: Informe,
): void {
  if (territorios?.has(territorio)) return;
  if (eleccion.ambito !== 'entidad' && territorio === SIN_TERRITORIO) return;
  const expected =
    eleccion.ambito === 'entidad'
      ? `* porque ${eleccion.clave} es de toda la entidad`
      : `el id de un ${eleccion.ambito} de territorios.csv que participe en ${eleccion.clave}`;
  informe.add('TERRITORIO_DESCONOCIDO', 'candidaturas', i, 'territorio', territorio, expected);
}

function checkClave(
  { clave, figura }: DatosCandidatura,
  i: number,
  partidos: ReadonlySet<string>,
  informe: Informe,
): void {
  if (!/^[A-ZÑ0-9_-]{1,40}$/.test(clave)) {
    const expected = 'de 1 a 40 mayúsculas, dígitos o guiones, por ejemplo CAND_IND_1';
    informe.add('VALOR_MAL_FORMADO', 'candidaturas', i, 'candidatura', clave, expected);
  } else if (figura === 'independiente' && isTaken(clave, partidos)) {
    // The key of an independent is a column of the database; those of the others are only names.
    const expected =
      'una clave que no sea la de un partido, una combinación u otra columna de la base de datos';
    informe.add('CLAVE_RESERVADA', 'candidaturas', i, 'candidatura', clave, expected);
  }
}

function isTaken(clave: string, partidos: ReadonlySet<string>): boolean {
  return partidos.has(clave) || COLUMNAS_RESERVADAS.has(clave) || clave.startsWith('C_');
}

function checkPartidos(
  { figura, partidos }: DatosCandidatura,
  i: number,
  known: ReadonlySet<string>,
  informe: Informe,
): void {
  const limits = PARTIDOS_POR_FIGURA[figura];
  if (limits === undefined) {
    informe.add('FIGURA', 'candidaturas', i, 'figura', figura, `una de ${FIGURAS.join(', ')}`);
  } else {
    const [least, most, expected] = limits;
    if (partidos.length < least || partidos.length > most) {
      informe.add('FIGURA', 'candidaturas', i, 'partidos', partidos.join(' '), expected);
    }
  }
  for (const [position, partido] of partidos.entries()) {
    if (!known.has(partido)) {
      const expected = 'la clave de un partido de partidos.csv';
      informe.add('PARTIDO_DESCONOCIDO', 'candidaturas', i, 'partidos', partido, expected);
    }
    if (partidos.indexOf(partido) !== position) {
      informe.add('PARTIDO_COMPARTIDO', 'candidaturas', i, 'partidos', partido, 'cada partido una sola vez');
    }
  }
}

function checkCombinaciones(
  { figura, partidos, combinaciones }: DatosCandidatura,
  i: number,
  informe: Informe,
): void {
  const joins = figura === 'coalicion' || figura === 'candidatura_comun';
  if (combinaciones === 'todas') {
    if (!joins) {
      const expected = `nada: en la figura ${figura} no hay combinaciones`;
      informe.add('COMBINACION', 'candidaturas', i, 'combinaciones', 'todas', expected);
    }
    return;
  }
  if (joins && combinaciones.length === 0) {
    const expected = 'todas, o la lista de columnas registradas, por ejemplo C_PAN_PRI C_PAN_PRD';
    informe.add('COMBINACION', 'candidaturas', i, 'combinaciones', '', expected);
  }
  const seen = new Set<string>();
  for (const combinacion of combinaciones) {
    const shown = `C_${combinacion.join('_')}`;
    const key = combinacion.toSorted().join('_');
    const foreign = combinacion.some((partido) => !partidos.includes(partido));
    const repeated = new Set(combinacion).size !== combinacion.length;
    if (combinacion.length < 2 || foreign || repeated) {
      const expected = `C_ y dos o más partidos de la candidatura (${partidos.join(' ')}) unidos por guion bajo`;
      informe.add('COMBINACION', 'candidaturas', i, 'combinaciones', shown, expected);
    } else if (seen.has(key)) {
      informe.add('COMBINACION', 'candidaturas', i, 'combinaciones', shown, 'cada combinación una sola vez');
    }
    seen.add(key);
  }
}

/** The candidaturas of one territory share one ballot: neither a key nor a party may appear twice on it. */
function checkBoletas(candidaturas: readonly DatosCandidatura[], informe: Informe): void {
  const claves = new Map<string, number>();
  const partidos = new Map<string, number>();
  for (const [i, candidatura] of candidaturas.entries()) {
    if (informe.isDefectuosa('candidaturas', i)) continue;
    const { eleccion, territorio, clave } = candidatura;
    const here = `${eleccion} en ${territorio}`;
    const same = claves.get(`${here} ${clave}`);
    if (same === undefined) claves.set(`${here} ${clave}`, i);
    else {
      const line = informe.lineaDe('candidaturas', same);
      const expected = `una candidatura que no estuviera ya en la línea ${line} (${here})`;
      informe.add('CLAVE_REPETIDA', 'candidaturas', i, 'candidatura', clave, expected);
    }
    for (const partido of new Set(candidatura.partidos)) {
      const other = partidos.get(`${here} ${partido}`);
      if (other === undefined) partidos.set(`${here} ${partido}`, i);
      else {
        const line = informe.lineaDe('candidaturas', other);
        const expected = `un partido que no postulara ya a otra candidatura en la línea ${line} (${here})`;
        informe.add('PARTIDO_COMPARTIDO', 'candidaturas', i, 'partidos', partido, expected);
      }
    }
  }
}

/** Every territory of an election has candidaturas and casillas. */
function checkCobertura(
  datos: DatosDeProceso,
  eleccion: DatosEleccion,
  indice: number,
  informe: Informe,
): void {
  const registered = new Set(
    datos.candidaturas.filter((c) => c.eleccion === eleccion.clave).map(({ territorio }) => territorio),
  );
  for (const [id, nombre] of territoriosDe(datos, eleccion)) {
    if (registered.has(id) || id === SIN_TERRITORIO) continue;
    const found = { hecho: `no hay ninguna fila de ${eleccion.clave} en ${id}` };
    const expected = `al menos una candidatura a ${eleccion.nombre} en ${id} (${nombre})`;
    informe.add('ELECCION_SIN_CANDIDATURAS', 'candidaturas', null, 'territorio', found, expected);
  }
  const excluded = territoriosExcluidos(datos.territorios, eleccion);
  const withCasillas = new Set(
    datos.casillas
      .filter((casilla) => tiposActaDe(casilla, eleccion, excluded).length > 0)
      .map((casilla) => territorioDe(casilla, eleccion)),
  );
  if (withCasillas.size === 0) {
    const found = { hecho: `${eleccion.clave} no tiene ninguna casilla` };
    informe.add(
      'TERRITORIO_SIN_CASILLAS',
      'proceso',
      null,
      `elecciones[${indice}]`,
      found,
      'al menos una casilla',
    );
    return;
  }
  for (const [i, { tipo, id }] of datos.territorios.entries()) {
    if (tipo !== eleccion.agrupacion || excluded.has(id) || withCasillas.has(id)) continue;
    const expected = `al menos una casilla de ${eleccion.clave} en ese ${tipo} (si no participa, dígalo en la columna elecciones)`;
    informe.add('TERRITORIO_SIN_CASILLAS', 'territorios', i, 'id', id, expected);
  }
}

/** An explicit list of columns has every registered option once, and nothing that cannot be one. */
function checkOpciones(
  datos: DatosDeProceso,
  eleccion: DatosEleccion,
  indice: number,
  informe: Informe,
): void {
  if (eleccion.opciones === undefined) return;
  const path = `elecciones[${indice}].opciones`;
  const own = datos.candidaturas.filter((c) => c.eleccion === eleccion.clave);
  const registered = new Set(opcionesRegistradas(datos.partidos, own).map(({ clave }) => clave));
  for (const [i, clave] of eleccion.opciones.entries()) {
    if (eleccion.opciones.indexOf(clave) !== i) {
      informe.add('OPCIONES', 'proceso', null, `${path}[${i}]`, clave, 'cada columna una sola vez');
    }
    if (!registered.has(clave) && opcionSinCandidatura(clave, datos.partidos) === null) {
      const expected =
        'un partido, una combinación como C_PAN_PRI o una candidatura independiente registrada';
      informe.add('OPCIONES', 'proceso', null, `${path}[${i}]`, clave, expected);
    }
  }
  for (const clave of registered) {
    if (eleccion.opciones.includes(clave)) continue;
    const found = { hecho: `falta ${clave}` };
    informe.add('OPCIONES', 'proceso', null, path, found, 'todas las opciones que alguna candidatura tiene');
  }
}
