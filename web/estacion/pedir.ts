/** How the page asks the station: JSON both ways, and whatever cannot be is a value. */

import { ok, type Refusal, type Result, refuse } from '../../src/dominio/result.ts';

export async function get<T>(ruta: string): Promise<Result<T, Refusal>> {
  return ask<T>(ruta, {});
}

export async function post<T>(ruta: string, cuerpo: unknown): Promise<Result<T, Refusal>> {
  return ask<T>(ruta, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(cuerpo),
  });
}

async function ask<T>(ruta: string, init: RequestInit): Promise<Result<T, Refusal>> {
  try {
    const response = await fetch(ruta, init);
    const body: unknown = await response.json();
    if (response.ok) return ok(body as T);
    const { codigo, mensaje } = body as Refusal;
    return refuse(codigo, mensaje);
  } catch {
    // Not the network: the station is a program of this same computer.
    return refuse(
      'DETENIDA',
      'El programa de la estación no contesta. Revise la ventana donde se inició; si se cerró, iníciela otra vez.',
    );
  }
}
