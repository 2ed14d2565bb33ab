/**
 * From data to a process: validate everything, then build the catalogue of actas and freeze. The same for
 * data read from files and for data put together in memory.
 */

import { AJUSTES, type Ajustes } from '../dominio/ajustes.ts';
import {
  type Casilla,
  isTipoCasilla,
  type MecanismoTraslado,
  type TipoCasilla,
  type Ubicacion,
} from '../dominio/casilla.ts';
import { buildClaveActa, buildClaveCasilla, buildIdActa, type IdActa } from '../dominio/clave.ts';
import type { ActaEsperada, Candidatura, Eleccion, Territorio, TipoActa } from '../dominio/eleccion.ts';
import { fail, ok, type Result } from '../dominio/result.ts';
import { arribosDe } from './arribos.ts';
import {
  type Configuracion,
  type DatosCandidatura,
  type DatosCasilla,
  type DatosDeProceso,
  type DatosEleccion,
  SIN_TERRITORIO,
} from './datos.ts';
import { type ErrorDeCarga, sortErrores } from './error-de-carga.ts';
import { geometriaDe } from './geometria.ts';
import { hashProceso } from './huella.ts';
import { checkIdentidad, identidadDe } from './identidad.ts';
import { Informe, ORIGEN_EN_MEMORIA, type Origen } from './informe.ts';
import { candidaturasDeTerritorio, opcionesDeEleccion, ordenDePartidos } from './opciones.ts';
import { territorioDe, territoriosExcluidos, tiposActaDe } from './participacion.ts';
import type { Proceso } from './proceso.ts';
import { checkCandidaturas } from './validar-candidaturas.ts';
import { checkCasillas } from './validar-casillas.ts';
import { checkCatd, checkPartidos, checkTerritorios } from './validar-catalogos.ts';
import { checkConfiguracion, husoDe, periodoDe } from './validar-configuracion.ts';

/**
 * Validates data and builds the frozen process, or tells every error at once.
 *
 * @param origen where the data came from, so that errors can name file and line
 */
export function buildProceso(
  datos: DatosDeProceso,
  origen: Origen = ORIGEN_EN_MEMORIA,
): Result<Proceso, readonly ErrorDeCarga[]> {
  const errores = validateDatos(datos, origen);
  return errores.length > 0 ? fail(errores) : ok(freeze(datos));
}

/** Every error of the data, by file and line. */
export function validateDatos(datos: DatosDeProceso, origen: Origen): readonly ErrorDeCarga[] {
  const informe = new Informe(origen);
  checkConfiguracion(datos.configuracion, informe);
  checkIdentidad(datos.configuracion, informe);
  checkPartidos(datos, informe);
  checkTerritorios(datos, informe);
  checkCatd(datos, informe);
  checkCasillas(datos, informe);
  checkCandidaturas(datos, informe);
  return sortErrores(informe.errores);
}

/** A casilla of the catalogue beside the data it was made from. */
interface Par {
  readonly dato: DatosCasilla;
  readonly casilla: Casilla;
}

function freeze(datos: DatosDeProceso): Proceso {
  const { configuracion } = datos;
  const periodo = periodoDe(configuracion);
  if (periodo === null) throw new Error('the dates were validated');
  const ajustes = fullAjustes(configuracion);
  const pares = datos.casillas
    .map((dato) => ({ dato, casilla: buildCasilla(dato, configuracion) }))
    .sort(compareByClave);
  const construidas = configuracion.elecciones.map((dato) => {
    const eleccion = buildEleccion(datos, dato);
    return { eleccion, actas: buildActas(datos, dato, eleccion.tiposActa, pares) };
  });
  const elecciones = construidas.map(({ eleccion }) => eleccion);
  const actasPorEleccion = new Map(construidas.map(({ eleccion, actas }) => [eleccion.clave, actas]));
  const actas = Object.freeze([...actasPorEleccion.values()].flat());
  return Object.freeze({
    nombre: configuracion.nombre,
    nombreLargo: configuracion.nombreLargo,
    tipo: configuracion.tipo,
    instituto: Object.freeze({ ...configuracion.instituto }),
    entidad: Object.freeze({ ...configuracion.entidad }),
    anio: configuracion.anio,
    jornada: configuracion.jornada,
    huso: Object.freeze(husoDe(configuracion)),
    publicacion: Object.freeze(periodo),
    elecciones: Object.freeze(elecciones),
    eleccionPorClave: new Map(elecciones.map((eleccion) => [eleccion.clave, eleccion])),
    casillas: Object.freeze(pares.map(({ casilla }) => casilla)),
    actas,
    actasPorEleccion,
    actasPorId: indexById(actas),
    distritos: Object.freeze(territoriosDeTipo(datos, 'distrito')),
    municipios: Object.freeze(territoriosDeTipo(datos, 'municipio')),
    catd: Object.freeze(datos.catd.map((catd) => Object.freeze({ ...catd })).sort(compareClave)),
    partidos: Object.freeze(datos.partidos.map((partido) => Object.freeze({ ...partido }))),
    ajustes,
    identidad: Object.freeze(identidadDe(configuracion, datos.logo)),
    geometria: Object.freeze(geometriaDe(datos.geometria ?? [])),
    arribos: Object.freeze(arribosDe(datos.arribos)),
    sha256: hashProceso(datos, ajustes),
  });
}

function fullAjustes(configuracion: Configuracion): Ajustes {
  const given = Object.entries(configuracion.ajustes).filter(([, value]) => value !== undefined);
  return Object.freeze({ ...AJUSTES, ...Object.fromEntries(given) });
}

function buildCasilla(dato: DatosCasilla, configuracion: Configuracion): Casilla {
  const tipo = tipoValidado(dato.tipo);
  const { seccion, numero, extContigua } = dato;
  const entidad = configuracion.entidad.id;
  return Object.freeze({
    clave: buildClaveCasilla({ entidad, seccion, tipo, numero, extContigua }),
    entidad,
    seccion,
    tipo,
    numero,
    extContigua,
    distrito: dato.distrito,
    municipio: dato.municipio,
    listaNominal: dato.listaNominal,
    representantes: dato.representantes,
    boletas: dato.boletas,
    ubicacion: dato.ubicacion as Ubicacion,
    catd: dato.catd,
    mecanismo: dato.mecanismo as MecanismoTraslado,
  });
}

function tipoValidado(tipo: string): TipoCasilla {
  if (!isTipoCasilla(tipo)) throw new Error(`the type of casilla was validated: ${tipo}`);
  return tipo;
}

function buildEleccion(datos: DatosDeProceso, dato: DatosEleccion): Eleccion {
  const candidaturas = datos.candidaturas.filter(({ eleccion }) => eleccion === dato.clave);
  const opciones = opcionesDeEleccion(dato, datos.partidos, candidaturas);
  const orden = ordenDePartidos(datos.partidos);
  const byTerritorio = new Map<string, DatosCandidatura[]>();
  for (const candidatura of candidaturas) {
    const same = byTerritorio.get(candidatura.territorio);
    if (same === undefined) byTerritorio.set(candidatura.territorio, [candidatura]);
    else same.push(candidatura);
  }
  const registered = new Map<string, readonly Candidatura[]>();
  for (const [territorio, own] of [...byTerritorio].sort(([a], [b]) => compareText(a, b))) {
    const candidatas = candidaturasDeTerritorio(own, opciones, orden).map((c) => Object.freeze(c));
    registered.set(territorio, Object.freeze(candidatas));
  }
  return Object.freeze({
    clave: dato.clave,
    nombre: dato.nombre,
    ambito: dato.ambito,
    agrupacion: dato.agrupacion,
    territorios: Object.freeze(territoriosDeEleccion(datos, dato)),
    opciones: Object.freeze(opciones.map((opcion) => Object.freeze(opcion))),
    tiposActa: Object.freeze(dato.tiposActa.map((tipo) => Object.freeze({ ...tipo }))),
    candidaturas: registered,
  });
}

/** Those that take part, by id; `N/A` last, where some casilla belongs to none. */
function territoriosDeEleccion(datos: DatosDeProceso, eleccion: DatosEleccion): readonly Territorio[] {
  const excluded = territoriosExcluidos(datos.territorios, eleccion);
  const own = territoriosDeTipo(datos, eleccion.agrupacion).filter(({ id }) => !excluded.has(id));
  const needsNone =
    !own.some(({ id }) => id === SIN_TERRITORIO) &&
    datos.casillas.some(
      (casilla) =>
        territorioDe(casilla, eleccion) === SIN_TERRITORIO &&
        tiposActaDe(casilla, eleccion, excluded).length > 0,
    );
  return needsNone ? [...own, Object.freeze({ id: SIN_TERRITORIO, nombre: SIN_TERRITORIO })] : own;
}

function territoriosDeTipo(datos: DatosDeProceso, wanted: 'distrito' | 'municipio'): readonly Territorio[] {
  return datos.territorios
    .filter(({ tipo }) => tipo === wanted)
    .map(({ id, nombre }) => Object.freeze({ id, nombre }))
    .sort((a, b) => compareText(a.id, b.id));
}

/** The rows of the published database, in its order: by clave, and in especiales the MR acta before the RP one. */
function buildActas(
  datos: DatosDeProceso,
  eleccion: DatosEleccion,
  tiposActa: readonly TipoActa[],
  pares: readonly Par[],
): readonly ActaEsperada[] {
  const excluded = territoriosExcluidos(datos.territorios, eleccion);
  const own = { ...eleccion, tiposActa };
  const actas: ActaEsperada[] = [];
  for (const { dato, casilla } of pares) {
    for (const tipoActa of tiposActaDe(dato, own, excluded)) {
      const clave = buildClaveActa(casilla.clave, tipoActa.clave);
      actas.push(
        Object.freeze({
          id: buildIdActa(eleccion.clave, clave, dato.distintivo),
          clave,
          eleccion: eleccion.clave,
          tipoActa,
          casilla,
          territorio: territorioDe(dato, eleccion),
          orden: actas.length,
        }),
      );
    }
  }
  return Object.freeze(actas);
}

function indexById(actas: readonly ActaEsperada[]): ReadonlyMap<IdActa, ActaEsperada> {
  const byId = new Map<IdActa, ActaEsperada>();
  for (const acta of actas) byId.set(acta.id, acta);
  if (byId.size !== actas.length) throw new Error('the keys of actas were validated');
  return byId;
}

function compareByClave(a: Par, b: Par): number {
  return compareText(a.casilla.clave, b.casilla.clave) || compareText(a.dato.distintivo, b.dato.distintivo);
}

function compareClave(a: { readonly clave: string }, b: { readonly clave: string }): number {
  return compareText(a.clave, b.clave);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
