/**
 * Commands on an acta: load its state, decide with a pure rule, append what follows. A command that lost a race
 * decides again over the new state; one that is sent twice has one effect and the first answer.
 */

import type { Pool, PoolClient } from 'pg';
import { type EstadoActa, type EventoActa, INICIAL } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Entorno, guard } from './entorno.ts';
import { type Autoria, type Base, type Escrito, writeAlta, writeEventos } from './escritura.ts';
import { brokenUniqueness, type FallaBase, isTransient } from './fallas.ts';

/** What a command left written. */
export interface Registro {
  readonly acta: IdActa;
  readonly version: number;
  /** position in the log of its last fact; 0 when the command had nothing to add */
  readonly seq: number;
  /** after the command; when it is a repetition, as it is now */
  readonly estado: EstadoActa;
  /** what `respuesta` gave the first time */
  readonly respuesta: string;
  readonly entrega: 'primera' | 'repetida';
}

export interface ActaCargada extends Base {
  readonly acta: IdActa;
  readonly eleccion: string;
}

/** How a command is answered when it comes again. */
export interface OrdenConRespuesta {
  /** key that makes a retry harmless: chosen by who asks, a new one for each thing that is asked */
  readonly idempotencia?: string | undefined;
  /** answer to keep with the key, given the state that follows; by default an empty text */
  readonly respuesta?: ((estado: EstadoActa) => string) | undefined;
}

/** What every command carries. */
export interface Orden<C extends string> extends Autoria, OrdenConRespuesta {
  readonly decide: (estado: EstadoActa) => Result<readonly EventoActa[], Refusal<C>>;
}

export interface Mandato<C extends string> extends Orden<C> {
  readonly acta: IdActa;
}

export interface Registracion<C extends string> extends Orden<C> {
  readonly eleccion: string;
  /** name of the acta, given how many out of the catalogue its election has, this one included */
  readonly nombre: (numero: number) => IdActa;
}

export interface Agregado extends Autoria {
  readonly acta: IdActa;
  readonly versionEsperada: number;
  readonly eventos: readonly EventoActa[];
  readonly idempotencia?: string | undefined;
}

export type FallaDeMandato =
  | FallaBase
  | Refusal<'ACTA_DESCONOCIDA' | 'CLAVE_REUTILIZADA' | 'CONFLICTO_DE_VERSION'>;

/** The current state of an acta. */
export async function load(
  entorno: Entorno,
  acta: IdActa,
): Promise<Result<ActaCargada, FallaBase | Refusal<'ACTA_DESCONOCIDA'>>> {
  return guard(entorno, async () => {
    const { cargada } = await read(entorno.pool, acta, null);
    return cargada === null ? unknownActa(acta) : ok(cargada);
  });
}

/** Appends facts already decided over the state of that version. */
export async function append(
  entorno: Entorno,
  { versionEsperada, eventos, ...autoria }: Agregado,
): Promise<Result<Registro, FallaDeMandato>> {
  const mandato: Mandato<never> = { ...autoria, decide: () => ok(eventos) };
  return race(entorno, () =>
    onActa(entorno, mandato, (cargada) =>
      cargada.version === versionEsperada ? null : versionConflict(cargada.acta),
    ),
  );
}

/** Runs a command on an acta. */
export async function execute<C extends string>(
  entorno: Entorno,
  mandato: Mandato<C>,
): Promise<Result<Registro, Refusal<C> | FallaDeMandato>> {
  return race<Registro, Refusal<C> | FallaDeMandato>(entorno, () => onActa(entorno, mandato, () => null));
}

/** Registers an acta that is not in the catalogue, with its first facts, after the last one of its election. */
export async function register<C extends string>(
  entorno: Entorno,
  registracion: Registracion<C>,
): Promise<Result<Registro, Refusal<C> | FallaDeMandato>> {
  const { eleccion, nombre, idempotencia, decide, respuesta = noAnswer, ...autoria } = registracion;
  return race<Registro, Refusal<C> | FallaDeMandato>(entorno, async () => {
    const repeated = await findRepetition(entorno.pool, idempotencia);
    if (repeated !== null) return done(repeated);
    const decided = decide(INICIAL);
    if (!decided.ok) return decided;
    const { altas, orden } = await nextSitio(entorno.pool, eleccion);
    const acta = nombre(altas + 1);
    const escrito = await writeAlta(
      entorno.pool,
      { ...autoria, acta, eventos: decided.value, idempotencia: idempotencia ?? null, respuesta },
      { eleccion, orden },
      entorno.ajustes,
    );
    return done(toRegistro(acta, escrito));
  });
}

/** Actas out of the catalogue that an election has, and the place of the next one. */
export async function nextSitio(
  db: Pool | PoolClient,
  eleccion: string,
): Promise<{ readonly altas: number; readonly orden: number }> {
  const { rows } = await db.query<{ altas: number; orden: number }>(SITIO_SIGUIENTE, [eleccion]);
  const { altas = 0, orden = 0 } = rows[0] ?? {};
  return { altas, orden };
}

/** A try that lost against another command has to be made again, over what the other wrote. */
export type Intento<T> = { readonly tipo: 'hecho'; readonly valor: T } | { readonly tipo: 'perdido' };

const PERDIDO = { tipo: 'perdido' } as const;

export function done<T>(valor: T) {
  return ok<Intento<T>>({ tipo: 'hecho', valor });
}

/** Tries after losing a race. Three people at most work on an acta: more than a few means something is wrong. */
const INTENTOS = 12;

/** Tries until the race is won, a rule refuses, or there have been too many. */
export async function race<T, E>(
  entorno: Entorno,
  attempt: () => Promise<Result<Intento<T>, E>>,
): Promise<Result<T, E | FallaBase | Refusal<'CONFLICTO_DE_VERSION'>>> {
  return guard<T, E | Refusal<'CONFLICTO_DE_VERSION'>>(entorno, async () => {
    for (let intento = 1; intento <= INTENTOS; intento += 1) {
      const result = await attempt().catch(lostRace);
      if (!result.ok) return result;
      if (result.value.tipo === 'hecho') {
        entorno.announce();
        return ok(result.value.valor);
      }
    }
    return tooManyRaces();
  });
}

/** Another command with the same key, or that took the same place, was written first. */
const CARRERAS = new Set([
  'idempotencia_pkey',
  'acta_pkey',
  'acta_eleccion_orden_key',
  'evento_acta_version_key',
]);

function lostRace(error: unknown) {
  const broken = brokenUniqueness(error);
  if (isTransient(error) || (broken !== null && CARRERAS.has(broken))) return ok(PERDIDO);
  throw error;
}

async function onActa<C extends string>(
  entorno: Entorno,
  mandato: Mandato<C>,
  check: (cargada: ActaCargada) => Result<never, FallaDeMandato> | null,
): Promise<Result<Intento<Registro>, Refusal<C> | FallaDeMandato>> {
  const { acta, idempotencia } = mandato;
  const { cargada, previa } = await read(entorno.pool, acta, idempotencia ?? null);
  if (previa !== null && previa.acta !== acta) {
    return refuse(
      'CLAVE_REUTILIZADA',
      `Esta petición lleva la clave de otra, que se hizo sobre el acta ${previa.acta}. Actualice la página y vuelva a intentarlo.`,
    );
  }
  if (cargada === null) return unknownActa(acta);
  if (previa !== null) return done(toRepetition(previa, cargada.estado));
  return check(cargada) ?? decideAndWrite(entorno, entorno.pool, cargada, mandato);
}

export async function decideAndWrite<C extends string>(
  entorno: Entorno,
  db: Pool | PoolClient,
  cargada: ActaCargada,
  { decide, idempotencia, respuesta = noAnswer, actor, lugar, momento }: Orden<C>,
): Promise<Result<Intento<Registro>, Refusal<C>>> {
  const { acta, version, estado } = cargada;
  const decided = decide(estado);
  if (!decided.ok) return decided;
  const eventos = decided.value;
  if (eventos.length === 0) {
    return done(toRegistro(acta, { version, estado, seq: 0, respuesta: respuesta(estado) }));
  }
  const escritura = { acta, eventos, actor, lugar, momento, idempotencia: idempotencia ?? null, respuesta };
  const escrito = await writeEventos(db, escritura, cargada, entorno.ajustes);
  return escrito === null ? ok(PERDIDO) : done(toRegistro(acta, escrito));
}

function noAnswer(): string {
  return '';
}

export interface FilaActa {
  readonly id: IdActa;
  readonly eleccion: string;
  readonly version: number;
  readonly estado: EstadoActa;
}

export function toCargada({ id, eleccion, version, estado }: FilaActa): ActaCargada {
  return { acta: id, eleccion, version, estado };
}

/** A command that was already done, as its key remembers it. */
interface Previa {
  readonly acta: IdActa;
  readonly version: number;
  readonly seq: number;
  readonly respuesta: string;
}

/** The acta and what the key remembers, in one question. */
async function read(
  pool: Pool,
  acta: IdActa,
  clave: string | null,
): Promise<{ readonly cargada: ActaCargada | null; readonly previa: Previa | null }> {
  const { rows } = await pool.query<FilaActa & FilaPrevia>({
    name: 'bitacora_leer',
    text: LEER,
    values: [acta, clave],
  });
  const fila = rows[0];
  if (fila === undefined) throw new Error('a question without from always has a row');
  return { cargada: fila.id === null ? null : toCargada(fila), previa: toPrevia(fila) };
}

export interface FilaPrevia {
  readonly previa_acta: IdActa | null;
  readonly previa_version: number;
  readonly previa_seq: string;
  readonly respuesta: string;
}

export function toPrevia({ previa_acta, previa_version, previa_seq, respuesta }: FilaPrevia): Previa | null {
  if (previa_acta === null) return null;
  return { acta: previa_acta, version: previa_version, seq: Number(previa_seq), respuesta };
}

export async function findRepetition(
  db: Pool | PoolClient,
  clave: string | undefined,
): Promise<Registro | null> {
  if (clave === undefined) return null;
  const { rows } = await db.query<FilaPrevia & { readonly estado: EstadoActa }>({
    name: 'bitacora_repetida',
    text: REPETIDA,
    values: [clave],
  });
  const previa = rows[0] === undefined ? null : toPrevia(rows[0]);
  return rows[0] === undefined || previa === null ? null : toRepetition(previa, rows[0].estado);
}

export function toRegistro(acta: IdActa, escrito: Escrito): Registro {
  return { acta, ...escrito, entrega: 'primera' };
}

export function toRepetition(previa: Previa, estado: EstadoActa): Registro {
  return { ...previa, estado, entrega: 'repetida' };
}

export function unknownActa(acta: IdActa) {
  return refuse(
    'ACTA_DESCONOCIDA',
    `El acta ${acta} no está en el catálogo de este proceso. Revise su clave.`,
  );
}

function versionConflict(acta: IdActa) {
  return refuse(
    'CONFLICTO_DE_VERSION',
    `El acta ${acta} cambió mientras usted trabajaba con ella. Actualice y vuelva a intentarlo.`,
  );
}

function tooManyRaces() {
  return refuse(
    'CONFLICTO_DE_VERSION',
    'Otras personas están cambiando lo mismo en este momento. Espere unos segundos y vuelva a intentarlo.',
  );
}

const LEER = `
select acta.id, acta.eleccion, acta.version, acta.estado, previa.acta as previa_acta,
       previa.version as previa_version, previa.seq as previa_seq, previa.respuesta
  from (values ($1::text, $2::text)) as pedido(id, clave)
  left join prep.acta on acta.id = pedido.id
  left join prep.idempotencia as previa on previa.clave = pedido.clave`;

const REPETIDA = `
select previa.acta as previa_acta, previa.version as previa_version, previa.seq as previa_seq, previa.respuesta,
       acta.estado
  from prep.idempotencia as previa join prep.acta on acta.id = previa.acta
 where previa.clave = $1`;

const SITIO_SIGUIENTE = `
select count(*) filter (where origen = 'alta')::int as altas, (coalesce(max(orden), -1) + 1)::int as orden
  from prep.acta where eleccion = $1`;
