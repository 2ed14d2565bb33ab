/**
 * The JSON of each section: its sums, its casillas and their actas.
 *
 * Sections are kept open only until their last acta arrives (the database goes by clave, so a section or two at a
 * time). They carry nothing of the corte: a section where nothing happened has the same bytes in two cortes, and
 * the second one shares the file of the first.
 */

import type { Casilla } from '../dominio/casilla.ts';
import { type ActaEsperada, type Eleccion, opcionesDe, territorioDeRegistro } from '../dominio/eleccion.ts';
import { createEscritorDeActas } from './acta-json.ts';
import type { ActaClasificada } from './clasificar.ts';
import { avisoDe, type Contexto, identificacionDeEleccion } from './contexto.ts';
import { addActaToCuenta, type Cuenta, emptyCuenta } from './cuenta.ts';
import { type Alcance, actasDe, type Resultados, resultadosDe, resultadosRpDe } from './resultados.ts';

/** What the JSON of a territory says of its sections. */
export interface ResumenDeSeccion {
  /** entidad and section: `160806` */
  readonly seccion: string;
  /** from the folder of the election */
  readonly archivo: string;
  readonly territorios: ReadonlySet<string>;
  readonly esperadas: number;
  readonly capturadas: number;
  readonly contabilizadas: number;
}

export interface Secciones {
  /** Adds an acta; when it is the last of its section, the section is written. */
  add(clasificada: ActaClasificada): void;
  /** Summaries of the written sections. @throws when a section lacks actas */
  finish(): readonly ResumenDeSeccion[];
}

export function createSecciones(
  contexto: Contexto,
  eleccion: Eleccion,
  esperadas: readonly ActaEsperada[],
  write: (ruta: string, contenido: string) => void,
): Secciones {
  const sizes = new Map<string, number>();
  for (const { casilla } of esperadas) {
    const key = seccionDe(casilla);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  /** actas of each section of which some are still to come */
  const open = new Map<string, ActaClasificada[]>();
  const resumenes: ResumenDeSeccion[] = [];
  const writeActa = createEscritorDeActas(eleccion, contexto);

  function close(seccion: string, actas: readonly ActaClasificada[]): void {
    const { contenido, resumen } = writeSeccion(contexto, eleccion, seccion, actas, writeActa);
    write(resumen.archivo, contenido);
    resumenes.push(resumen);
  }

  return {
    add(clasificada) {
      const seccion = seccionDe(clasificada.acta.esperada.casilla);
      const size = sizes.get(seccion);
      if (size === undefined) throw new Error(`section that is not in the catalogue: ${seccion}`);
      const actas = open.get(seccion) ?? [];
      actas.push(clasificada);
      if (actas.length < size) {
        open.set(seccion, actas);
        return;
      }
      open.delete(seccion);
      close(seccion, actas);
    },
    finish() {
      if (open.size > 0) throw new Error(`sections without all their actas: ${[...open.keys()].join(', ')}`);
      return resumenes;
    },
  };
}

/** Entidad and section: `160806`; `160000` for voto anticipado, prisión preventiva and extranjero. */
function seccionDe({ entidad, seccion }: Pick<Casilla, 'entidad' | 'seccion'>): string {
  return `${entidad}${seccion}`;
}

function writeSeccion(
  contexto: Contexto,
  eleccion: Eleccion,
  seccion: string,
  actas: readonly ActaClasificada[],
  writeActa: (clasificada: ActaClasificada) => string,
): { readonly contenido: string; readonly resumen: ResumenDeSeccion } {
  const { proceso, marca, corte } = contexto;
  const cuenta = sumActas(eleccion, actas);
  const territorios = new Set(actas.map(({ acta }) => acta.esperada.territorio));
  const alcance = alcanceDe(eleccion, territorios);
  const avance = actasDe(cuenta, corte.tipo, proceso.ajustes);
  const { suma } = cuenta;
  const head = {
    esquema: 'prep-abierto/seccion/1',
    aviso: avisoDe(marca),
    proceso: { nombre: proceso.nombre, tipo: proceso.tipo },
    eleccion: identificacionDeEleccion(eleccion),
    nivel: 'seccion',
    seccion,
    territorios: [...territorios].sort(),
    actas: avance,
    resultados: shortResultados(resultadosDe(eleccion, suma.votos, alcance)),
    representacionProporcional: resultadosRpDe(eleccion, suma.votosRp, alcance),
  };
  const casillas = groupByCasilla(actas).map(
    ({ casilla, actas: own }) =>
      `${withoutEnd(casillaJson(casilla))},"actas":[\n${own.map(writeActa).join(',\n')}]}`,
  );
  return {
    contenido: `${withoutEnd(head)},"casillas":[\n${casillas.join(',\n')}]}\n`,
    resumen: {
      seccion,
      archivo: `secciones/${seccion}.json`,
      territorios,
      esperadas: avance.esperadas,
      capturadas: avance.capturadas,
      contabilizadas: avance.contabilizadas,
    },
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

/** A section is in one territory; only the one of the actas without section may be in several. */
function alcanceDe(eleccion: Eleccion, territorios: ReadonlySet<string>): Alcance {
  const known = alcances.get(eleccion) ?? new Map<string, Alcance>();
  alcances.set(eleccion, known);
  const key = [...territorios].sort().join(' ');
  const alcance = known.get(key) ?? makeAlcance(eleccion, [...territorios]);
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
  const sorted = actas.toSorted((a, b) => a.acta.esperada.orden - b.acta.esperada.orden);
  for (const clasificada of sorted) {
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
