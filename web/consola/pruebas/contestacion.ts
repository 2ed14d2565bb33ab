/** What is asked of the canned server, and what it may answer. */

import type { ServerResponse } from 'node:http';

type Metodo = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** `POST /api/captura/actas/:acta` */
export type RutaDePrueba = `${Metodo} /api/${string}`;

export interface Pedido {
  readonly metodo: string;
  /** with its query */
  readonly ruta: string;
  readonly parametros: Readonly<Record<string, string>>;
  readonly cuerpo: unknown;
  readonly idempotencia: string | undefined;
  readonly csrf: string | undefined;
}

/** What a test may answer: a body, a refusal, or a cable that is pulled. */
export type Contestacion =
  | { readonly status?: number; readonly cuerpo: unknown }
  | { readonly corta: 'antes_de_contestar' }
  /** the answer stays open, and whoever answers writes on it (events of a board) */
  | { readonly corriente: (salida: ServerResponse) => void };
export type Contesta = (pedido: Pedido) => Contestacion | Promise<Contestacion>;

/** A refusal with its status. */
export function rechazo(status: number, codigo: string, mensaje: string): Contestacion {
  return { status, cuerpo: { codigo, mensaje } };
}
