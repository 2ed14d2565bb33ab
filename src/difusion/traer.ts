/**
 * Taking files from the origin: several at a time, each one again when it arrived badly, and onto the disk only what
 * is right.
 */

import type { Refusal, Result } from '../dominio/result.ts';
import { fail, ok } from '../dominio/result.ts';
import type { Esfuerzo } from '../publicacion/compresion.ts';
import { rutaDeObjeto } from '../publicacion/objetos.ts';
import type { Almacen } from './almacen.ts';
import type { Esperado, FallaDeOrigen, Origen, OrigenErrorCode } from './origen.ts';

export interface Traedor {
  /** A file in memory. */
  read(ruta: string, esperado: Esperado): Promise<Result<Buffer, FallaDeOrigen>>;
  /** A file of the store, with the forms that are made of it. */
  takeObjeto(
    archivo: { readonly sha256: string; readonly bytes: number },
    como: Esfuerzo | 'simple',
  ): Promise<Result<Buffer, FallaDeOrigen>>;
  /** A file of any size, to a name of the mirror. */
  takeArchivo(ruta: string, esperado: Esperado, destino: string): Promise<Result<number, FallaDeOrigen>>;
  readonly cuentas: Cuentas;
}

/** Answers since it was made. */
export interface Cuentas {
  readonly tomadas: number;
  readonly rechazadas: number;
}

export interface OpcionesDeTraedor {
  readonly origen: Origen;
  readonly almacen: Almacen;
  /** told of each answer that was not taken and is asked for again */
  readonly onRechazo: (falla: FallaDeOrigen) => void;
  /** waits milliseconds, or less when it is stopped */
  readonly wait: (milisegundos: number) => Promise<void>;
}

/** Times that one file is asked for before it is left for later. */
const INTENTOS = 5;
const PAUSA = 200;
const MIL = 1000;

/** What another try may mend. The rest is of the whole origin, and waits for the next round. */
const SE_REPITE: ReadonlySet<OrigenErrorCode> = new Set([
  'ALTERADA',
  'CORTADA',
  'ENORME',
  'LENTO',
  'OCUPADO',
  'RESPUESTA_INESPERADA',
]);

export function createTraedor({ origen, almacen, onRechazo, wait }: OpcionesDeTraedor): Traedor {
  const cuentas = { tomadas: 0, rechazadas: 0 };

  async function insist<T>(
    attempt: () => Promise<Result<T, FallaDeOrigen>>,
  ): Promise<Result<T, FallaDeOrigen>> {
    for (let intento = 1; ; intento += 1) {
      const done = await attempt();
      if (done.ok) {
        cuentas.tomadas += 1;
        return done;
      }
      if (done.error.codigo !== 'DETENIDO') cuentas.rechazadas += 1;
      if (!SE_REPITE.has(done.error.codigo) || intento === INTENTOS) return done;
      onRechazo(done.error);
      const { esperar } = done.error;
      await wait(esperar === undefined ? PAUSA * 2 ** (intento - 1) : esperar * MIL);
    }
  }

  const read = (ruta: string, esperado: Esperado) => insist(() => origen.read(ruta, esperado));

  async function take(
    ruta: string,
    esperado: Esperado,
    destino: string,
  ): Promise<Result<number, FallaDeOrigen>> {
    const llegada = await almacen.receive();
    try {
      const received = await origen.ask(ruta, esperado, (bytes) => llegada.write(bytes));
      if (!received.ok) return received;
      if (received.value === 'sin cambio') throw new Error('an answer to a question that was not asked');
      await llegada.finish(destino);
      return ok(received.value.bytes);
    } finally {
      await llegada.discard();
    }
  }

  return {
    read,
    async takeObjeto({ sha256, bytes }, como) {
      const ruta = rutaDeObjeto(sha256);
      const received = await read(ruta, { bytes, maximo: bytes, sha256 });
      if (!received.ok) return received;
      await almacen.put(ruta, received.value);
      if (como !== 'simple') await almacen.putFormas(sha256, received.value, como);
      return received;
    },
    takeArchivo: (ruta, esperado, destino) => insist(() => take(ruta, esperado, destino)),
    cuentas,
  };
}

/**
 * Does something with each of many, several at a time. The first refusal is the answer, and no more are begun.
 *
 * @throws the first error, once what was in course has ended
 */
export async function forEachOf<T, C extends string>(
  items: Iterable<T>,
  aLaVez: number,
  work: (item: T) => Promise<Result<unknown, Refusal<C>>>,
): Promise<Result<null, Refusal<C>>> {
  const pending = items[Symbol.iterator]();
  const stopped: { refusal: Refusal<C> | null; thrown: { readonly error: unknown } | null } = {
    refusal: null,
    thrown: null,
  };
  const worker = async () => {
    while (stopped.refusal === null && stopped.thrown === null) {
      const { done, value } = pending.next();
      if (done === true) return;
      try {
        const result = await work(value);
        if (!result.ok) stopped.refusal ??= result.error;
      } catch (error) {
        stopped.thrown ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: aLaVez }, worker));
  if (stopped.thrown !== null) throw stopped.thrown.error;
  return stopped.refusal === null ? ok(null) : fail(stopped.refusal);
}
