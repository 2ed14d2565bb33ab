/**
 * What the phone keeps: who it is, what the server last told it, and its photographs with their signed deliveries.
 * Each transaction is on the disk before it is said to be done: a battery that runs out takes nothing with it.
 */

import { Dexie, type Table } from 'dexie';
import type { EquipoEnServidor } from '../../../src/acopio/contrato-de-equipo.ts';
import type { EntregaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import type { Instante } from '../../../src/dominio/acta.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { Refusal } from '../../../src/dominio/result.ts';

/** Who this phone is. The private key cannot be taken out of the browser, not even by this program. */
export interface Identidad {
  /** of the slip, as it was typed */
  readonly codigo: string;
  readonly llave: CryptoKey;
  /** SPKI, base64url */
  readonly publica: string;
  /** four digits that come from the public key, computed here */
  readonly cotejo: string;
  /** key of the equipo; null until the server has accepted the code */
  readonly clave: string | null;
}

/** The last answer of `GET /api/equipo`. */
export interface Servidor {
  readonly equipo: EquipoEnServidor;
  readonly etag: string | null;
  /** milliseconds of this phone */
  readonly recibido: number;
}

export interface Reloj {
  /** milliseconds to add to the clock of the phone to have that of the server */
  readonly desfase: number;
  /** milliseconds of this phone */
  readonly medido: number;
}

interface Propios {
  readonly identidad: Identidad;
  readonly servidor: Servidor;
  readonly reloj: Reloj;
  /** the last one that was used */
  readonly secuencia: number;
  /** why it sends no more: the server does not accept this phone */
  readonly alto: Refusal;
}

/** A photograph that the person decided to send. Its bytes are apart, by their SHA-256. */
export interface Foto {
  /** 1, 2, 3… in this phone, in the order in which they were taken */
  readonly orden: number;
  /** public key with which it is signed */
  readonly llave: string;
  /** SHA-256 of the text: the name of the delivery */
  readonly id: string;
  /** the acta that the person said it is */
  readonly acta: IdActa;
  readonly texto: string;
  readonly firma: string;
  readonly sha256: string;
  readonly bytes: number;
  /** by the clock of the phone */
  readonly momento: Instante;
  readonly motivos: readonly string[];
  readonly miniatura: Blob | null;
  /** what the server said of it last; null while it does not know of it */
  readonly servidor: EntregaEnServidor | null;
  /** why the server does not want it: it is not sent again */
  readonly rechazo: Refusal | null;
}

interface Archivado {
  readonly sha256: string;
  readonly contenido: Blob;
}

interface Tablas {
  readonly propios: Table<{ readonly clave: string; readonly valor: unknown }, string>;
  readonly fotos: Table<Foto, number, Omit<Foto, 'orden'>>;
  readonly archivos: Table<Archivado, string>;
}

export const almacen = new Dexie('prep-casilla', { chromeTransactionDurability: 'strict' }) as Dexie & Tablas;

// A later version adds its own below; this one is never changed: phones have it.
almacen.version(1).stores({ propios: 'clave', fotos: '++orden', archivos: 'sha256' });

export async function leerPropio<K extends keyof Propios>(clave: K): Promise<Propios[K] | null> {
  const row = await almacen.propios.get(clave);
  return row === undefined ? null : (row.valor as Propios[K]);
}

export async function guardarPropio<K extends keyof Propios>(clave: K, valor: Propios[K]): Promise<void> {
  await almacen.propios.put({ clave, valor });
}

export async function borrarPropio(clave: keyof Propios): Promise<void> {
  await almacen.propios.delete(clave);
}
