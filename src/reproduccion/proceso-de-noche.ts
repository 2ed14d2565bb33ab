/**
 * The process of a night that happened, rebuilt from what the institute published: the catalogue is the rows of
 * its last corte; an option runs in a territory where some acta has a reading for it; a candidatura joins the
 * parties that share a combination.
 */

import type { ColumnaOpcion } from '../basedatos/leer-columnas.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import { isTipoCasilla, type TipoCasilla } from '../dominio/casilla.ts';
import { type IdActa, parseClaveCasilla } from '../dominio/clave.ts';
import type { Ambito, Opcion, TipoActa } from '../dominio/eleccion.ts';
import { fail, ok, type Result } from '../dominio/result.ts';
import { buildProceso } from '../proceso/construir.ts';
import {
  type DatosCandidatura,
  type DatosCasilla,
  type DatosDeProceso,
  type DatosTerritorio,
  SIN_TERRITORIO,
} from '../proceso/datos.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { CorteOficial, FilaConLlave, NocheOficial } from './noche.ts';

/** A process and which of its actas each row of the files is. */
export interface ProcesoDeNoche {
  readonly proceso: Proceso;
  /** id of the acta by key of the row */
  readonly actas: ReadonlyMap<string, IdActa>;
  /** key of the row of each expected acta, in the order in which the process publishes them */
  readonly orden: readonly string[];
}

const CATD = 'CATD001';
/** Actas that one person may hold at once. */
const MUCHAS = 1000;

/**
 * @param ajustes what this institute did differently from the defaults
 * @param representantes whether its column of representatives is of the accredited ones
 * @returns the process, or why the published rows do not make one
 */
export function buildProcesoDeNoche(
  noche: NocheOficial,
  ajustes: Partial<Ajustes>,
  representantes: 'publicados' | 'no_publicados',
): Result<ProcesoDeNoche, readonly string[]> {
  const ultimo = noche.cortes[noche.cortes.length - 1] ?? noche.cortes[0];
  const filas = ultimo.filas.filter(({ fila }) => fila.estado !== 'fuera_de_catalogo');
  const [primera] = filas;
  if (primera === undefined) return fail([`${ultimo.archivo}: no tiene actas esperadas.`]);
  const agrupacion = ultimo.columnas.agrupacion ?? 'distrito';
  const ambito: Ambito = isEstatal(noche) ? 'entidad' : agrupacion;
  const distintivos = buildDistintivos(filas);
  const casillas: DatosCasilla[] = [];
  const rejected: string[] = [];
  for (const entry of filas) {
    const casilla = readCasilla(entry, agrupacion, distintivos.get(entry.llave) ?? '');
    if (casilla.ok) {
      const known = representantes === 'publicados' ? casilla.value.representantes : null;
      casillas.push({ ...casilla.value, representantes: known });
    } else rejected.push(`${ultimo.archivo}, línea ${entry.fila.linea}: ${casilla.error}`);
  }
  if (rejected.length > 0) return fail(rejected);

  const datos: DatosDeProceso = {
    configuracion: {
      nombre: `${noche.abreviatura}-${noche.clave}-${noche.anio}`.toLowerCase().replaceAll('_', '-'),
      nombreLargo: `${noche.nombre} ${noche.anio}`,
      tipo: 'simulacro',
      instituto: { nombre: `Reproducción de ${noche.abreviatura} ${noche.anio}`, siglas: 'REPRODUCCION' },
      entidad: { id: entidadOf(primera), nombre: primera.fila.entidad, abreviatura: noche.abreviatura },
      anio: noche.anio,
      jornada: noche.jornada,
      husoHorario: 'America/Mexico_City',
      utc: noche.utc,
      publicacion: { apertura: `${noche.jornada} 18:00`, cierre: `${nextDay(noche.jornada)} 23:59` },
      elecciones: [
        {
          clave: noche.clave,
          nombre: noche.nombre,
          ambito,
          agrupacion,
          tiposActa: readTiposActa(filas),
          opciones: ultimo.columnas.opciones.map(({ opcion }) => opcion.clave),
        },
      ],
      // People look for one given acta: what they are given before it is held until it comes.
      ajustes: { ...ajustes, actasPorPersona: MUCHAS },
    },
    partidos: ultimo.columnas.opciones
      .filter(({ opcion }) => opcion.tipo === 'partido')
      .map(({ opcion }) => ({ clave: opcion.clave, nombre: opcion.clave, color: '#808080' })),
    territorios: readTerritorios(filas, agrupacion),
    catd: [{ clave: CATD, nombre: 'Sin dato en la fuente', municipio: null }],
    casillas,
    secciones: 'como_se_publicaron',
    candidaturas: readCandidaturas(noche, ultimo, ambito),
  };
  const built = buildProceso(datos);
  if (!built.ok) return fail(built.error.map((error) => error.mensaje));
  const actas = matchActas(built.value, filas, distintivos);
  const llaves = new Map([...actas].map(([llave, id]) => [id, llave]));
  const orden = built.value.actas.map(({ id }) => llaves.get(id) ?? '');
  return ok({ proceso: built.value, actas, orden });
}

/** A gubernatura is one election for the entidad, whatever the territory by which it is added up. */
function isEstatal(noche: NocheOficial): boolean {
  return /^(GUB|GOB)/.test(noche.clave);
}

function entidadOf({ fila }: FilaConLlave): string {
  return fila.idEntidad.padStart(2, '0');
}

function nextDay(fecha: string): string {
  return new Date(Date.parse(`${fecha}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** What tells apart the actas whose CLAVE_CASILLA and type repeat: territory, or place among the equal ones. */
function buildDistintivos(filas: readonly FilaConLlave[]): ReadonlyMap<string, string> {
  const byClave = new Map<string, FilaConLlave[]>();
  for (const entry of filas) {
    const same = byClave.get(entry.fila.claveActa);
    if (same === undefined) byClave.set(entry.fila.claveActa, [entry]);
    else same.push(entry);
  }
  const distintivos = new Map<string, string>();
  for (const same of byClave.values()) {
    if (same.length === 1) continue;
    const byTerritorio = new Set(same.map(({ fila }) => fila.territorio.id)).size === same.length;
    for (const [i, { llave, fila }] of same.entries()) {
      const id = fila.territorio.id.replace(/[^0-9A-Z]/g, '');
      distintivos.set(llave, byTerritorio ? id : `${id}N${String(i + 1).padStart(2, '0')}`);
    }
  }
  return distintivos;
}

function readCasilla(
  { fila }: FilaConLlave,
  agrupacion: 'distrito' | 'municipio',
  distintivo: string,
): Result<DatosCasilla, string> {
  const clave = parseClaveCasilla(fila.claveCasilla);
  if (!clave.ok) return fail(clave.error.mensaje);
  const { seccion, tipo, numero, extContigua } = clave.value;
  const territorio = fila.territorio.id === SIN_TERRITORIO ? null : fila.territorio.id;
  return ok({
    seccion,
    tipo,
    numero,
    extContigua,
    distrito: agrupacion === 'distrito' ? territorio : null,
    municipio: agrupacion === 'municipio' ? territorio : null,
    listaNominal: fila.listaNominal ?? 0,
    representantes: fila.representantes,
    boletas: null,
    ubicacion: fila.ubicacion === '2' ? 'no_urbana' : 'urbana',
    catd: CATD,
    mecanismo: /^[DFI]$/.test(fila.mecanismo) ? fila.mecanismo : '',
    elecciones: [],
    distintivo,
  });
}

function readTiposActa(filas: readonly FilaConLlave[]): readonly TipoActa[] {
  const tipos = new Map<string, Set<TipoCasilla>>();
  for (const { fila } of filas) {
    if (!isTipoCasilla(fila.tipoCasilla)) continue;
    // The end of CLAVE_ACTA, not the column: Campeche writes `02` in one and `2` in the other.
    const tipo = fila.claveActa.slice(fila.claveCasilla.length);
    const casillas = tipos.get(tipo) ?? new Set();
    tipos.set(tipo, casillas.add(fila.tipoCasilla));
  }
  return [...tipos].map(([clave, casillas]) => ({
    clave,
    casillas: [...casillas].sort(),
    principio: clave.endsWith('RP') ? 'RP' : 'MR',
  }));
}

function readTerritorios(
  filas: readonly FilaConLlave[],
  tipo: 'distrito' | 'municipio',
): readonly DatosTerritorio[] {
  const byId = new Map<string, DatosTerritorio>();
  for (const { fila } of filas) {
    const { id, nombre } = fila.territorio;
    if (id === SIN_TERRITORIO || byId.has(id)) continue;
    byId.set(id, { tipo, id, nombre, elecciones: [] });
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One candidatura for each group of parties joined by a combination that runs in the territory. */
function readCandidaturas(
  noche: NocheOficial,
  ultimo: CorteOficial,
  ambito: Ambito,
): readonly DatosCandidatura[] {
  const running = optionsByTerritorio(ultimo, ambito);
  return [...running].flatMap(([territorio, columnas]) => {
    const oficiales = noche.candidaturas.filter(
      (candidatura) => ambito === 'entidad' || sameId(candidatura.territorio, territorio),
    );
    return groupColumnas(columnas).map((grupo, i): DatosCandidatura => {
      const partidos = grupo
        .filter(({ opcion }) => opcion.tipo === 'partido')
        .map(({ opcion }) => opcion.clave);
      const combinadas = grupo.flatMap(({ opcion }) =>
        opcion.tipo === 'combinacion' ? [opcion.partidos] : [],
      );
      const independiente = grupo.find(({ opcion }) => opcion.tipo === 'independiente')?.opcion.clave;
      const oficial = oficiales.find(({ opcion }) => isOf(opcion, partidos, independiente));
      return {
        eleccion: noche.clave,
        territorio,
        clave: independiente ?? `CAND_${String(i + 1).padStart(2, '0')}`,
        figura: independiente !== undefined ? 'independiente' : partidos.length > 1 ? 'coalicion' : 'partido',
        partidos: independiente !== undefined ? [] : partidos,
        combinaciones: combinadas,
        propietaria: oficial?.propietaria ?? 'Sin dato en la fuente',
        suplente: oficial?.suplente ?? '',
      };
    });
  });
}

/** Whether a line of the candidaturas file is of that group: one of its parties, some of them, or its independent. */
function isOf(opcion: Opcion, partidos: readonly string[], independiente: string | undefined): boolean {
  switch (opcion.tipo) {
    case 'independiente':
      return opcion.clave === independiente;
    case 'partido':
      return partidos.includes(opcion.clave);
    case 'combinacion':
      return opcion.partidos.every((partido) => partidos.includes(partido));
  }
}

/** The files of candidaturas write `1` for the `001` of the databases. */
function sameId(published: string | null, territorio: string): boolean {
  return published !== null && published.replace(/^0+/, '') === territorio.replace(/^0+/, '');
}

/** The options with a reading (or a written SIN ACTA) in some row of the territory; all, without combinations, where there is no acta. */
function optionsByTerritorio(
  { columnas, filas }: CorteOficial,
  ambito: Ambito,
): ReadonlyMap<string, readonly ColumnaOpcion[]> {
  const running = new Map<string, Set<number>>();
  for (const { fila } of filas) {
    if (fila.estado === 'fuera_de_catalogo') continue;
    const territorio = ambito === 'entidad' ? '*' : fila.territorio.id;
    const own = running.get(territorio) ?? new Set<number>();
    running.set(territorio, own);
    for (const [i, { posicion }] of columnas.opciones.entries()) {
      const saysSinActa = fila.estado === 'sin_acta' && /SIN ACTA/i.test(fila.celdas[posicion] ?? '');
      if (typeof fila.votos[i] === 'object' || saysSinActa) own.add(i);
    }
  }
  return new Map(
    [...running]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([territorio, own]) => [
        territorio,
        columnas.opciones.filter(({ opcion }, i) =>
          own.size === 0 ? opcion.tipo !== 'combinacion' : own.has(i),
        ),
      ]),
  );
}

/** Joins the columns that share a party, in printed order of their first member. */
function groupColumnas(columnas: readonly ColumnaOpcion[]): readonly (readonly ColumnaOpcion[])[] {
  const groupOf = new Map<string, string>();
  const find = (clave: string): string => {
    const parent = groupOf.get(clave) ?? clave;
    return parent === clave ? clave : find(parent);
  };
  for (const { opcion } of columnas) {
    if (opcion.tipo !== 'combinacion') continue;
    const [first = opcion.clave, ...others] = opcion.partidos;
    for (const other of others) groupOf.set(find(other), find(first));
  }
  const groups = new Map<string, ColumnaOpcion[]>();
  for (const columna of columnas) {
    const { opcion } = columna;
    const root = find(opcion.tipo === 'combinacion' ? (opcion.partidos[0] ?? opcion.clave) : opcion.clave);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [columna]);
    else group.push(columna);
  }
  return [...groups.values()];
}

function matchActas(
  proceso: Proceso,
  filas: readonly FilaConLlave[],
  distintivos: ReadonlyMap<string, string>,
): ReadonlyMap<string, IdActa> {
  const byName = new Map(proceso.actas.map((acta) => [acta.id as string, acta.id]));
  return new Map(
    filas.map(({ llave, fila }) => {
      const distintivo = distintivos.get(llave) ?? '';
      const [eleccion] = proceso.elecciones;
      const name = [eleccion?.clave, fila.claveActa, distintivo].filter((part) => part !== '').join('-');
      const id = byName.get(name);
      if (id === undefined) throw new Error(`row without an acta in its own process: ${name}`);
      return [llave, id];
    }),
  );
}
