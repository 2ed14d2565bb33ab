/**
 * The JSON of each section: in every election that runs there, its sums, its casillas and their actas.
 *
 * It carries nothing of the corte in force, only that in which it last changed: a section where nothing happened has
 * the same bytes in two cortes.
 */

import type { Casilla } from '../dominio/casilla.ts';
import type { Momento } from '../dominio/corte.ts';
import { type Eleccion, opcionesDe, territorioDeRegistro } from '../dominio/eleccion.ts';
import { createEscritorDeActas } from './acta-json.ts';
import type { SeccionDeCatalogo } from './catalogo-de-secciones.ts';
import type { ActaClasificada } from './clasificar.ts';
import { avisoDe, type Contexto, identificacionDeEleccion } from './contexto.ts';
import { addActaToCuenta, type Cuenta, emptyCuenta } from './cuenta.ts';
import type { EleccionEnCorte } from './eleccion-en-corte.ts';
import { type Alcance, actasDe, type Resultados, resultadosDe, resultadosRpDe } from './resultados.ts';

/** The corte in which a section last changed. */
export interface Actualizacion {
  readonly numero: number;
  readonly tipo: Momento;
  /** `2027-06-06T20:40:07-06:00` */
  readonly momento: string;
  /** `06/06/2027 20:40 (UTC-6)` */
  readonly local: string;
}

/** A section, but for when it last changed. */
export interface SeccionEscrita {
  /** whether none of its actas has anything to show yet */
  readonly vacia: boolean;
  json(actualizacion: Actualizacion | null): string;
}

/** @param tipo of the corte: participation changes in the last one */
export type EscritorDeSecciones = (
  seccion: string,
  partes: readonly (SeccionDeCatalogo | null)[],
  tipo: Momento,
) => SeccionEscrita;

/** From the root of the publication. */
export function rutaDeSeccionJson(seccion: string): string {
  return `secciones/${seccion}.json`;
}

/** @param elecciones in the order of the process */
export function createEscritorDeSecciones(
  contexto: Pick<Contexto, 'proceso' | 'reloj' | 'marca'>,
  elecciones: readonly EleccionEnCorte[],
): EscritorDeSecciones {
  const { proceso, marca } = contexto;
  const writers = elecciones.map(({ eleccion }) => createEscritorDeActas(eleccion, contexto));

  function writeEleccion(
    { eleccion }: EleccionEnCorte,
    { territorios }: SeccionDeCatalogo,
    actas: readonly ActaClasificada[],
    writeActa: (clasificada: ActaClasificada) => string,
    tipo: Momento,
  ): string {
    const cuenta = sumActas(eleccion, actas);
    const alcance = alcanceDe(eleccion, territorios);
    const { suma } = cuenta;
    const head = {
      eleccion: identificacionDeEleccion(eleccion),
      territorios,
      actas: actasDe(cuenta, tipo, proceso.ajustes),
      resultados: shortResultados(resultadosDe(eleccion, suma.votos, alcance)),
      representacionProporcional: resultadosRpDe(eleccion, suma.votosRp, alcance),
    };
    const casillas = groupByCasilla(actas).map(
      ({ casilla, actas: own }) =>
        `${withoutEnd(casillaJson(casilla))},"actas":[\n${own.map(writeActa).join(',\n')}]}`,
    );
    return `${withoutEnd(head)},"casillas":[\n${casillas.join(',\n')}]}`;
  }

  return (seccion, partes, tipo) => {
    let vacia = true;
    const written: string[] = [];
    for (const [i, parte] of partes.entries()) {
      const [eleccion, writeActa] = [elecciones[i], writers[i]];
      if (parte === null || eleccion === undefined || writeActa === undefined) continue;
      const actas = parte.ordenes.map(eleccion.acta);
      if (actas.some(({ acta }) => acta.tipo !== 'pendiente')) vacia = false;
      written.push(writeEleccion(eleccion, parte, actas, writeActa, tipo));
    }
    const head = withoutEnd({
      esquema: 'prep-abierto/seccion/2',
      aviso: avisoDe(marca),
      proceso: { nombre: proceso.nombre, tipo: proceso.tipo },
      nivel: 'seccion',
      seccion,
    });
    return {
      vacia,
      json: (actualizacion) =>
        `${head},"actualizacion":${JSON.stringify(actualizacion)},"elecciones":[\n${written.join(',\n')}]}\n`,
    };
  };
}

/** The JSON of an object to which a member will be added. */
function withoutEnd(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}

/** The options and suplente of each candidatura are in the JSON of the territory: a section says its name. */
function shortResultados(resultados: Resultados) {
  const candidaturas = resultados.candidaturas?.map(({ clave, propietaria, votos, porcentaje }) => ({
    clave,
    propietaria,
    votos,
    porcentaje,
  }));
  return { ...resultados, candidaturas: candidaturas ?? null };
}

function sumActas(eleccion: Eleccion, actas: readonly ActaClasificada[]): Cuenta {
  const cuenta = emptyCuenta(eleccion.opciones.length + 2);
  for (const clasificada of actas) addActaToCuenta(cuenta, clasificada);
  return cuenta;
}

/** What each territory runs, asked once: there are many sections in each. */
const alcances = new WeakMap<Eleccion, Map<string, Alcance>>();

function alcanceDe(eleccion: Eleccion, territorios: readonly string[]): Alcance {
  const known = alcances.get(eleccion) ?? new Map<string, Alcance>();
  alcances.set(eleccion, known);
  const key = territorios.join(' ');
  const alcance = known.get(key) ?? makeAlcance(eleccion, territorios);
  known.set(key, alcance);
  return alcance;
}

function makeAlcance(eleccion: Eleccion, territorios: readonly string[]): Alcance {
  const registros = new Set(territorios.map((id) => territorioDeRegistro(eleccion, id)));
  const [registro] = territorios;
  return {
    registro: registros.size === 1 && registro !== undefined ? registro : null,
    opciones: new Set(territorios.flatMap((id) => opcionesDe(eleccion, id).map(({ clave }) => clave))),
    partidos: null,
  };
}

interface GrupoDeCasilla {
  readonly casilla: Casilla;
  readonly actas: ActaClasificada[];
}

/** In catalogue order. Two casillas may share a clave (voto anticipado), so they are told apart by themselves. */
function groupByCasilla(actas: readonly ActaClasificada[]): readonly GrupoDeCasilla[] {
  const groups = new Map<Casilla, GrupoDeCasilla>();
  for (const clasificada of actas) {
    const { casilla } = clasificada.acta.esperada;
    const group = groups.get(casilla);
    if (group === undefined) groups.set(casilla, { casilla, actas: [clasificada] });
    else group.actas.push(clasificada);
  }
  return [...groups.values()];
}

function casillaJson(casilla: Casilla) {
  return {
    clave: casilla.clave,
    tipo: casilla.tipo,
    numero: casilla.numero,
    extContigua: casilla.extContigua,
    ubicacion: casilla.ubicacion,
    distrito: casilla.distrito,
    municipio: casilla.municipio,
    listaNominal: casilla.listaNominal,
    representantes: casilla.representantes,
    boletas: casilla.boletas,
  };
}
