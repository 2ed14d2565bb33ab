/**
 * What can go wrong outside: the database that cannot be reached and the disk without room. These are expected
 * and are refusals with a sentence; any other error of the database is a bug and crashes.
 */

import { DatabaseError } from 'pg';
import type { Refusal } from '../dominio/result.ts';

export type FallaBase = Refusal<'BASE_NO_DISPONIBLE' | 'DISCO_LLENO'>;

/**
 * The same failure where there is no result to return: in the middle of an iteration over rows. Whoever iterates
 * has to stop; `refusal` says why.
 */
export class ErrorDeBase extends Error {
  readonly refusal: FallaBase;

  constructor(refusal: FallaBase, cause: unknown) {
    super(refusal.mensaje, { cause });
    this.name = 'ErrorDeBase';
    this.refusal = refusal;
  }
}

export const NO_DISPONIBLE: FallaBase = {
  codigo: 'BASE_NO_DISPONIBLE',
  mensaje:
    'La base de datos no responde y no se pudo confirmar lo que envió. Inténtelo de nuevo en unos segundos: si ya se había guardado, no se duplica.',
};

export const DISCO_LLENO: FallaBase = {
  codigo: 'DISCO_LLENO',
  mensaje:
    'No queda espacio en el disco de la base de datos y no se guardó lo que envió. Avise a quien administra el sistema; lo ya confirmado está a salvo.',
};

/** A transaction undone because of another one: a deadlock, or rows that changed under it. */
const DESHECHAS = ['40P01', '40001'];

/** Codes of PostgreSQL that mean that it cannot serve now: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SIN_SERVICIO = [
  '08', // connection exception
  '57P', // shutting down, crashed, starting up, database dropped
  '53', // out of memory, too many connections, configuration limit
  '58', // input or output error of its system
  '57014', // cancelled: it took too long
  '55P03', // a lock that did not come in time
  '25006', // read-only: this server is now a standby
  '25P03', // a transaction that waited too long for us
  ...DESHECHAS,
];

/** Codes of Node when there is nobody, or nobody any more, at the other end. */
const SIN_CONEXION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` says, without a code, when it loses a connection. */
const PERDIDA =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** The failure that an error means, or null when it is a bug. */
export function classifyError(error: unknown): FallaBase | null {
  if (error instanceof ErrorDeBase) return error.refusal;
  if (error instanceof DatabaseError) {
    if (error.code === '53100') return DISCO_LLENO;
    // With the disk full, files that cannot grow also appear as input or output errors.
    if (/No space left on device/.test(error.message)) return DISCO_LLENO;
    return SIN_SERVICIO.some((code) => error.code?.startsWith(code)) ? NO_DISPONIBLE : null;
  }
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && SIN_CONEXION.has(error.code)) return NO_DISPONIBLE;
  return PERDIDA.test(error.message) ? NO_DISPONIBLE : null;
}

/** Whether the same transaction can simply be done again. */
export function isTransient(error: unknown): boolean {
  return error instanceof DatabaseError && DESHECHAS.includes(error.code ?? '');
}

/** Name of the rule of uniqueness that a row broke, or null. */
export function brokenUniqueness(error: unknown): string | null {
  return error instanceof DatabaseError && error.code === '23505' ? (error.constraint ?? '') : null;
}
