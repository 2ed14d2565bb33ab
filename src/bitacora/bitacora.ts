/**
 * The bitácora: the only writer of the database. Everything that happens to an acta is a fact appended here, in
 * the same statement that moves the acta's state; everything shown is computed from these facts.
 */

import type { Client, Pool, PoolClient } from 'pg';
import type { Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import { loadedProceso, type ProcesoCargado, type ProcesoPorCargar, registerActas } from './carga.ts';
import {
  type ActaCargada,
  type Agregado,
  append,
  execute,
  type FallaDeMandato,
  load,
  type Mandato,
  type Registracion,
  type Registro,
  register,
} from './comandos.ts';
import type { Entorno } from './entorno.ts';
import type { Autoria } from './escritura.ts';
import type { Evento, Flujo } from './evento.ts';
import type { FallaBase } from './fallas.ts';
import { type Anotada, type Anotar, type Nota, note, noteWith } from './flujo.ts';
import { type Corte, type Instantanea, readAt, readSnapshot } from './instantanea.ts';
import { type Prioridad, type PrioridadPuesta, prioridades, setPausa, setPrioridades } from './jornada.ts';
import { events, history, position, type Revision, type Tramo, verifyHashes } from './lectura-del-log.ts';
import type { AjustesDeProyeccion, Cola } from './proyeccion.ts';
import { type ModoDeReconstruccion, type Reconstruccion, rebuild } from './reconstruir.ts';
import { type Toma, takeNext } from './reparto.ts';
import { type ActaEnSitio, acopioBefore, standingOf } from './situacion.ts';
import {
  type ActaEnEspera,
  type ActaVerificada,
  cotejoAmong,
  countFree,
  type PreguntaDeTrabajo,
  type Trabajo,
  verifiedAmong,
  waitingIn,
  workOf,
} from './trabajo.ts';
import { type MandatoDeTraslado, transfer } from './traslado.ts';
import { createVigia, type OnSeq, type Suscripcion } from './vigia.ts';

export type {
  ActaCargada,
  Agregado,
  FallaDeMandato,
  Mandato,
  Registracion,
  Registro,
} from './comandos.ts';
export type { Autoria } from './escritura.ts';
export { type Evento, type Flujo, toEventoActa } from './evento.ts';
export { ErrorDeBase, type FallaBase } from './fallas.ts';
export type { Anotada, Anotar, Nota } from './flujo.ts';
export type { Corte, FilaResultado, Instantanea } from './instantanea.ts';
export type { Prioridad, PrioridadPuesta } from './jornada.ts';
export type { Revision, Tramo } from './lectura-del-log.ts';
export type { ModoDeReconstruccion, Reconstruccion } from './reconstruir.ts';
export type { Toma } from './reparto.ts';
export type { ActaEnSitio } from './situacion.ts';
export type { ActaEnEspera, ActaVerificada, Trabajo } from './trabajo.ts';
export type { OnSeq, Suscripcion } from './vigia.ts';

export interface Bitacora {
  /** Loads a process into an empty database; the same one again changes nothing. */
  registerActas(
    proceso: ProcesoPorCargar,
    autoria: Autoria,
  ): Promise<Result<'cargado' | 'ya_estaba', FallaBase | Refusal<'PROCESO_DISTINTO'>>>;
  /** The process that was loaded, or null. */
  proceso(): Promise<Result<ProcesoCargado | null, FallaBase>>;

  /** The current state of an acta. */
  load(acta: IdActa): Promise<Result<ActaCargada, FallaBase | Refusal<'ACTA_DESCONOCIDA'>>>;
  /** Appends facts already decided over the state of that version. */
  append(agregado: Agregado): Promise<Result<Registro, FallaDeMandato>>;
  /** Loads, decides and appends; decides again if somebody else wrote first; honours the key of a retry. */
  execute<C extends string>(mandato: Mandato<C>): Promise<Result<Registro, Refusal<C> | FallaDeMandato>>;
  /** Gives `actor` the next acta of a queue that they may take, or the one they name; null when there is none. */
  takeNext<C extends string>(toma: Toma<C>): Promise<Result<Registro | null, Refusal<C> | FallaDeMandato>>;
  /** A command on two actas: both change or neither. */
  transfer<C extends string>(
    mandato: MandatoDeTraslado<C>,
  ): Promise<Result<Registro, Refusal<C> | FallaDeMandato>>;
  /** Registers an acta that is not in the catalogue. */
  register<C extends string>(
    registracion: Registracion<C>,
  ): Promise<Result<Registro, Refusal<C> | FallaDeMandato>>;
  /** Adds a fact that belongs to no acta. */
  note(nota: Nota): Promise<Result<Anotada, FallaBase | Refusal<'CLAVE_REUTILIZADA'>>>;
  /** Changes rows of another room and adds the facts that say so, all or nothing: rows first, facts last. */
  noteWith<T, E>(
    flujo: Nota['flujo'],
    body: (client: PoolClient, anotar: Anotar) => Promise<Result<T, E>>,
  ): Promise<Result<T, E | FallaBase>>;

  /** What a person has in a queue and how much they have done. */
  workOf(pregunta: PreguntaDeTrabajo): Promise<Result<Trabajo, FallaBase>>;
  /** How many actas somebody can take now in a queue. */
  countFree(cola: Cola): Promise<Result<number, FallaBase>>;
  /** The actas of a queue, oldest first, at most so many. */
  waitingIn(cola: Cola, maximo: number): Promise<Result<readonly ActaEnEspera[], FallaBase>>;
  /** Of those actas, the ones that have a verified result, in no order. */
  verifiedAmong(actas: readonly IdActa[]): Promise<Result<readonly ActaVerificada[], FallaBase>>;
  /** The same, only with their cotejo. */
  cotejoAmong(
    actas: readonly IdActa[],
  ): Promise<Result<readonly { readonly acta: IdActa; readonly cotejo: number }[], FallaBase>>;
  /** How those actas stand where their paper is, in no order. */
  standingOf(
    actas: readonly IdActa[],
    publicaDesde: 'capturada' | 'verificada',
  ): Promise<Result<readonly ActaEnSitio[], FallaBase>>;
  /** The record of the envelope that an equipo registered before that one of its sequence; null for its first. */
  acopioBefore(equipo: string, secuencia: number): Promise<Result<Instante | null, FallaBase>>;
  /** What the coordinator put before the rest. */
  prioridades(): Promise<Result<readonly PrioridadPuesta[], FallaBase>>;
  setPrioridades(
    autoria: Autoria,
    nuevas: readonly Prioridad[],
  ): Promise<Result<readonly PrioridadPuesta[], FallaBase>>;
  /** The person of `autoria` stops for a while, or comes back. */
  setPausa(autoria: Autoria, estado: 'en_pausa' | 'presente'): Promise<Result<null, FallaBase>>;

  /** Takes a corte: its fact, and every acta at its position. Close it after reading. */
  readSnapshot(corte: Corte): Promise<Result<Instantanea, FallaBase>>;
  /** The same rows for a corte that is past, from the facts alone. Close it after reading. */
  readAt(posicion: number): Promise<Result<Instantanea, FallaBase | Refusal<'POSICION_DESCONOCIDA'>>>;

  /** The last position at or before which every fact is written. */
  position(): Promise<Result<number, FallaBase>>;
  /** The facts of a stretch of the log, in order. Throws `ErrorDeBase` when the database is lost on the way. */
  events(tramo: Tramo): AsyncGenerator<Evento, void>;
  /** The facts of an acta, or of a flujo, in order. */
  history(acta: IdActa | Flujo): Promise<Result<readonly Evento[], FallaBase>>;
  /** Tells each new position up to which the log can be read without missing anything. */
  subscribe(onSeq: OnSeq, despuesDe?: number): Suscripcion;

  /** Computes every row again from the facts. */
  rebuild(modo: ModoDeReconstruccion): Promise<Result<Reconstruccion, FallaBase>>;
  /** Recomputes the SHA-256 of every fact. */
  verifyHashes(): Promise<Result<Revision, FallaBase>>;

  /** Stops watching the log. The connections belong to who gave them. */
  stop(): Promise<void>;
}

export interface Partes {
  readonly pool: Pool;
  /** opens a connection of its own, with a listener for its errors */
  readonly connect: () => Promise<Client>;
  readonly disco: () => Promise<'lleno' | 'con_espacio'>;
  readonly ajustes: AjustesDeProyeccion;
}

/** Puts the bitácora together over a database whose migrations are applied. */
export function createBitacora({ pool, connect, disco, ajustes }: Partes): Bitacora {
  const vigia = createVigia(pool, connect);
  const entorno: Entorno = { pool, connect, disco, ajustes, announce: () => vigia.announce() };
  return {
    registerActas: (proceso, autoria) => registerActas(entorno, proceso, autoria),
    proceso: () => loadedProceso(entorno),
    load: (acta) => load(entorno, acta),
    append: (agregado) => append(entorno, agregado),
    execute: (mandato) => execute(entorno, mandato),
    takeNext: (toma) => takeNext(entorno, toma),
    transfer: (mandato) => transfer(entorno, mandato),
    workOf: (pregunta) => workOf(entorno, pregunta),
    countFree: (cola) => countFree(entorno, cola),
    waitingIn: (cola, maximo) => waitingIn(entorno, cola, maximo),
    verifiedAmong: (actas) => verifiedAmong(entorno, actas),
    cotejoAmong: (actas) => cotejoAmong(entorno, actas),
    standingOf: (actas, publicaDesde) => standingOf(entorno, actas, publicaDesde),
    acopioBefore: (equipo, secuencia) => acopioBefore(entorno, equipo, secuencia),
    prioridades: () => prioridades(entorno),
    setPrioridades: (autoria, nuevas) => setPrioridades(entorno, autoria, nuevas),
    setPausa: (autoria, estado) => setPausa(entorno, autoria, estado),
    register: (registracion) => register(entorno, registracion),
    note: (nota) => note(entorno, nota),
    noteWith: (flujo, body) => noteWith(entorno, flujo, body),
    readSnapshot: (corte) => readSnapshot(entorno, corte),
    readAt: (posicion) => readAt(entorno, posicion),
    position: () => position(entorno),
    events: (tramo) => events(entorno, tramo),
    history: (acta) => history(entorno, acta),
    subscribe: (onSeq, despuesDe) => vigia.subscribe(onSeq, despuesDe),
    rebuild: (modo) => rebuild(entorno, modo),
    verifyHashes: () => verifyHashes(entorno),
    stop: () => vigia.stop(),
  };
}
