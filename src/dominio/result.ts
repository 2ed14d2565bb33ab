/**
 * Expected failures as values.
 *
 * A rule that can refuse returns a `Result`; a bug throws. Every refusal carries a stable code and a
 * sentence in Spanish that says what happened and what to do.
 */

export type Result<T, E> = Ok<T> | Fail<E>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Fail<E> {
  readonly ok: false;
  readonly error: E;
}

/** A refusal: `codigo` is stable (tests, logs, screens), `mensaje` is for the person in front of it. */
export interface Refusal<C extends string = string> {
  readonly codigo: C;
  readonly mensaje: string;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function fail<E>(error: E): Fail<E> {
  return { ok: false, error };
}

/** A refusal as a failed result, in one call. */
export function refuse<C extends string>(codigo: C, mensaje: string): Fail<Refusal<C>> {
  return fail({ codigo, mensaje });
}

/** Marks the end of an exhaustive `switch`: a new case fails to compile here, and crashes if it ever runs. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
