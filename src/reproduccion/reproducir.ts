/**
 * Reproduces nights that happened through the real pipeline: the catalogue as it was published, every acta newly
 * present at each official corte driven through acopio, digitalización, two captures and verificación over a real
 * database, a corte published at each official time, and the result compared with the official one.
 */

import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BaseDatos, leerBaseDatos } from '../basedatos/leer.ts';
import { findFuentes } from '../basedatos/leer-fuentes.ts';
import { type Base, openBase } from '../bitacora/base.ts';
import { openAlmacen } from '../digitalizacion/almacen.ts';
import type { IdActa } from '../dominio/clave.ts';
import { limiteDeVotos } from '../dominio/contabilizacion.ts';
import { camposDe, camposDeVotos, NO_REGISTRADAS, NULOS } from '../dominio/eleccion.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createMotor, type Motor } from '../publicacion/motor.ts';
import { takeCorte } from '../publicacion/servicio.ts';
import { createFases } from '../servidor/fases.ts';
import { readAjustes } from './ajustes-de-noche.ts';
import { compareCorte } from './comparar.ts';
import {
  type Contexto,
  driveActas,
  type Momento,
  type Recorrido,
  type Reloj,
  recorridoDe,
  recorridoFueraDeCatalogo,
} from './conducir.ts';
import { type CorteReproducido, formatCorte, type NocheReproducida } from './informe.ts';
import { leerNoches } from './leer-noche.ts';
import { type CorteOficial, type FilaConLlave, type NocheOficial, repeatedClaves } from './noche.ts';
import { buildProcesoDeNoche, type ProcesoDeNoche } from './proceso-de-noche.ts';
import { type Sustitucion, type Tecleado, typeFila } from './sustituto.ts';

export interface OpcionesDeReproduccion {
  /** folder, file or ZIP with the published databases */
  readonly ruta: string;
  /** folder for the publications and databases of each election; must be empty or not exist */
  readonly salida: string;
  /** told each step, in Spanish */
  readonly avisar: (linea: string) => void;
  /** milliseconds of a clock that only goes forward, for the estimate */
  readonly cronometro: () => number;
}

/** Elections reproduced at once: each has its own database, and while one waits for the disk another computes. */
const A_LA_VEZ = 4;

export async function reproducirNoches(
  opciones: OpcionesDeReproduccion,
): Promise<Result<readonly NocheReproducida[], Refusal>> {
  const empty = await checkSalida(opciones.salida);
  if (!empty.ok) return empty;
  const noches = await leerNoches(opciones.ruta);
  if (!noches.ok) return noches;
  opciones.avisar(
    `${noches.value.length} elecciones: ${noches.value.map(({ clave, cortes }) => `${clave} (${cortes.length} cortes)`).join(', ')}`,
  );
  const pending = [...noches.value.entries()];
  const done: NocheReproducida[] = [];
  const failures: Refusal[] = [];
  const work = async () => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const [i, noche] = next;
      const result = await reproduceNoche(noche, opciones);
      if (result.ok) done[i] = result.value;
      else failures.push(result.error);
    }
  };
  await Promise.all(Array.from({ length: A_LA_VEZ }, work));
  const [failure] = failures;
  return failure === undefined ? ok(done) : fail(failure);
}

async function checkSalida(salida: string): Promise<Result<null, Refusal>> {
  await mkdir(salida, { recursive: true });
  const content = await readdir(salida);
  if (content.length === 0) return ok(null);
  return refuse(
    'SALIDA_CON_DATOS',
    `La carpeta ${salida} no está vacía. Indique otra con --salida, o vacíela.`,
  );
}

async function reproduceNoche(
  noche: NocheOficial,
  opciones: OpcionesDeReproduccion,
): Promise<Result<NocheReproducida, Refusal>> {
  const { ajustes, representantes, notas } = readAjustes(noche);
  const built = buildProcesoDeNoche(noche, ajustes, representantes);
  if (!built.ok) {
    return refuse('CATALOGO_ILEGIBLE', `${noche.clave}: ${built.error.slice(0, 5).join(' ')}`);
  }
  const carpeta = join(opciones.salida, noche.clave.toLowerCase());
  const reloj: Reloj = { ahora: instantOfCorte(noche.cortes[0], noche) };
  const opened = await openBase({
    datos: join(carpeta, 'datos'),
    ajustes: built.value.proceso.ajustes,
    avisar: ({ mensaje }) => opciones.avisar(`${noche.clave}: ${mensaje}`),
    now: () => reloj.ahora,
  });
  if (!opened.ok) return opened;
  const base = opened.value;
  try {
    const cortes = await reproduceCortes(noche, built.value, { base, carpeta, reloj }, opciones);
    if (!cortes.ok) return cortes;
    const ultimo = noche.cortes.at(-1) ?? noche.cortes[0];
    return ok({ noche, repetidas: repeatedClaves(ultimo), notas, cortes: cortes.value });
  } finally {
    await base.stop();
  }
}

interface Lugar {
  readonly base: Base;
  readonly carpeta: string;
  readonly reloj: Reloj;
}

async function reproduceCortes(
  noche: NocheOficial,
  { proceso, actas, orden }: ProcesoDeNoche,
  { base, carpeta, reloj }: Lugar,
  opciones: OpcionesDeReproduccion,
): Promise<Result<readonly CorteReproducido[], Refusal>> {
  const { bitacora } = base;
  const imagenes = join(carpeta, 'imagenes');
  const publicacion = join(carpeta, 'publicacion');
  const registered = await bitacora.registerActas(proceso, {
    actor: 'reproduccion',
    lugar: 'CCV001',
    momento: reloj.ahora,
  });
  if (!registered.ok) return registered;
  const almacen = openAlmacen(imagenes);
  const createMomento = (): Momento => {
    const own: Reloj = { ahora: reloj.ahora };
    return { reloj: own, fases: createFases(bitacora, proceso, almacen, () => own.ahora) };
  };
  const [llegada, captura, verificacion] = [createMomento(), createMomento(), createMomento()];

  const motor = createMotor({ proceso, carpeta: publicacion, imagenes });
  const seen = new Set<string>();
  const sustituidos = new Map<string, ReadonlyMap<string, Sustitucion>>();
  const reproduced: CorteReproducido[] = [];
  const total = countDriven(noche.cortes.at(-1) ?? noche.cortes[0]);
  const progress = createProgress(opciones, noche.clave, total);
  for (const [i, oficial] of noche.cortes.entries()) {
    const corte = instantOfCorte(oficial, noche);
    const recorridos: Recorrido[] = [];
    for (const { llave, fila } of newFilas(oficial, seen)) {
      seen.add(llave);
      if (fila.estado === 'fuera_de_catalogo') {
        recorridos.push(recorridoFueraDeCatalogo(fila));
        continue;
      }
      const acta = actas.get(llave);
      if (acta === undefined) {
        return refuse(
          'FILA_SIN_ACTA',
          `${oficial.archivo}, línea ${fila.linea}: no está en el último corte.`,
        );
      }
      const tecleado = typeActa(proceso, acta, oficial, { llave, fila });
      sustituidos.set(llave, tecleado.sustituidos);
      recorridos.push(recorridoDe(acta, fila, tecleado));
    }
    const { clave: eleccion, nombre, anio, utc } = noche;
    const at = (momento: Momento): Contexto => ({
      ...momento,
      eleccion,
      titulo: `${nombre} ${anio}`,
      utc,
      corte,
    });
    await driveActas(recorridos, [at(llegada), at(captura), at(verificacion)], progress.step);
    reloj.ahora = corte;
    const tipo = i === noche.cortes.length - 1 ? 'ultimo' : 'intermedio';
    const own = await publish({ base, proceso, motor, reloj, tipo, publicacion });
    if (!own.ok) return own;
    const cotejo = await compareCorte(oficial, own.value, sustituidos, orden);
    const result = {
      archivo: oficial.archivo,
      momento: oficial.corte.texto,
      nuevas: recorridos.length,
      cotejo,
    };
    reproduced.push(result);
    opciones.avisar(`${noche.clave}${formatCorte(result)}`);
  }
  return ok(reproduced);
}

/** Rows whose acta is in this corte and was not in the ones before, in the order in which they were captured. */
function newFilas(oficial: CorteOficial, seen: ReadonlySet<string>): readonly FilaConLlave[] {
  const time = ({ fila }: FilaConLlave) =>
    typeof fila.captura === 'object'
      ? fila.captura.local
      : typeof fila.acopio === 'object'
        ? fila.acopio.local
        : Number.POSITIVE_INFINITY;
  return oficial.filas
    .filter(({ llave, fila }) => fila.estado !== 'no_capturada' && !seen.has(llave))
    .map((entry) => ({ entry, time: time(entry) }))
    .sort((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ entry }) => entry);
}

function countDriven(ultimo: CorteOficial): number {
  return ultimo.filas.filter(({ fila }) => fila.estado !== 'no_capturada').length;
}

/** What two people would type from the acta of a row of that corte. */
export function typeActa(
  proceso: Proceso,
  id: IdActa,
  oficial: CorteOficial,
  { fila }: FilaConLlave,
): Tecleado {
  const acta = proceso.actasPorId.get(id);
  const eleccion = acta && proceso.eleccionPorClave.get(acta.eleccion);
  if (acta === undefined || eleccion === undefined) throw new Error(`acta that the process lacks: ${id}`);
  const columnas = [...oficial.columnas.opciones.map(({ opcion }) => opcion.clave), NO_REGISTRADAS, NULOS];
  return typeFila(
    fila,
    camposDe(eleccion, acta.casilla.tipo, acta.territorio),
    camposDeVotos(eleccion, acta.territorio),
    new Map(columnas.map((clave, i) => [clave, i])),
    limiteDeVotos(acta.casilla, proceso.ajustes),
  );
}

interface PorPublicar {
  readonly base: Base;
  readonly proceso: Proceso;
  readonly reloj: Reloj;
  readonly tipo: 'intermedio' | 'ultimo';
  readonly motor: Motor;
  readonly publicacion: string;
}

/** Takes and publishes a corte, and opens the database that a citizen would download. */
async function publish({
  base,
  proceso,
  motor,
  reloj,
  tipo,
  publicacion,
}: PorPublicar): Promise<Result<BaseDatos, Refusal>> {
  const published = await takeCorte({
    bitacora: base.bitacora,
    motor,
    tipo,
    momento: reloj.ahora,
    actor: 'publicacion',
    lugar: 'CCV001',
  });
  if (!published.ok) return published;
  return openPublished(join(publicacion, published.value.carpeta), proceso);
}

async function openPublished(carpeta: string, proceso: Proceso): Promise<Result<BaseDatos, Refusal>> {
  const [eleccion] = proceso.elecciones;
  const nombre = `${proceso.entidad.abreviatura}_${eleccion?.clave}_${proceso.anio}.csv`;
  const found = await findFuentes(carpeta);
  const fuente = found.ok
    ? found.value.fuentes.find((candidate) => candidate.nombre.endsWith(`› ${nombre}`))
    : undefined;
  if (fuente === undefined) return refuse('SIN_CSV', `El corte publicado en ${carpeta} no tiene ${nombre}.`);
  return leerBaseDatos(fuente);
}

function instantOfCorte({ corte }: CorteOficial, { utc }: NocheOficial): string {
  return new Date((corte.local - utc * 3600) * 1000).toISOString();
}

/** Says every few hundred actas how many there are and how long is left. */
function createProgress({ avisar, cronometro }: OpcionesDeReproduccion, clave: string, total: number) {
  const start = cronometro();
  let done = 0;
  let said = start;
  return {
    step() {
      done += 1;
      const now = cronometro();
      if (now - said < CADA_MS) return;
      said = now;
      const left = Math.ceil((((now - start) / done) * (total - done)) / 1000);
      avisar(`${clave}  ${done} de ${total} actas; faltan unos ${left} s`);
    },
  };
}

const CADA_MS = 3_000;
