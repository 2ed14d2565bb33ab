/**
 * What happens by itself while the application is open: it measures the clock, sends what waits, asks what became of
 * the actas, and does it again; at once when the network comes back or somebody looks, later and later while it fails.
 */

import { useSyncExternalStore } from 'react';
import type { Refusal } from '../../src/dominio/result.ts';
import { enviarPendientes, type FinDeRonda, isAlto } from './cola/envio.ts';
import { isSinEspacio } from './cola/espacio.ts';
import { esperaTras } from './cola/trozo.ts';
import { sincronizar } from './equipo/activacion.ts';
import { guardarPropio, type Identidad, leerPropio } from './equipo/almacen.ts';
import { medirReloj } from './equipo/red.ts';

export interface Marcha {
  readonly red: 'hay' | 'no_hay' | 'no_se_sabe';
  readonly trabaja: boolean;
  /** why the last round did not end well, when it was not the network */
  readonly falla: Refusal | null;
}

const RELOJ_VIEJO_MS = 10 * 60_000;
const AL_CORRIENTE_MS = 30_000;
const EN_ESPERA_MS = 4_000;
const POR_CONFIRMAR_MS = 3_000;
const ETIQUETA_DE_ENVIO = 'entregas';

const TELEFONO_LLENO: Refusal = {
  codigo: 'SIN_ESPACIO',
  mensaje: 'El teléfono está lleno. Borre videos o aplicaciones: las fotos guardadas aquí no se pierden.',
};
const ALGO_FALLO: Refusal = {
  codigo: 'FALLA_DEL_TELEFONO',
  mensaje: 'Algo falló en el teléfono. Lo guardado sigue aquí; cierre la aplicación y ábrala otra vez.',
};

let marcha: Marcha = { red: 'no_se_sabe', trabaja: false, falla: null };
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let again = false;

/** Starts it, once. */
export function arrancar(): void {
  window.addEventListener('online', despertar);
  window.addEventListener('offline', () => tell({ ...marcha, red: 'no_hay' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') despertar();
  });
  despertar();
}

/** Something may be done now: a photograph was kept, the network came back, somebody asked. */
export function despertar(): void {
  failures = 0;
  if (marcha.trabaja) again = true;
  else void round();
}

/** Asks the browser to send even if the application is closed, where it can. */
export async function pedirEnvioEnSegundoPlano(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const { sync } = (registration ?? {}) as { readonly sync?: { register(tag: string): Promise<void> } };
  try {
    await sync?.register(ETIQUETA_DE_ENVIO);
  } catch {
    // The person did not allow it: it is sent with the application open.
  }
}

export function useMarcha(): Marcha {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => marcha,
  );
}

function tell(next: Marcha): void {
  marcha = next;
  for (const changed of listeners) changed();
}

async function round(): Promise<void> {
  clearTimeout(timer);
  tell({ ...marcha, trabaja: true });
  const wait = await workOrWait();
  tell({ ...marcha, trabaja: false });
  if (again) {
    again = false;
    void round();
  } else if (wait !== null) {
    timer = setTimeout(() => void round(), wait);
  }
}

/** Nothing that breaks in a round leaves the phone without the next one: there may be photographs to send. */
async function workOrWait(): Promise<number | null> {
  try {
    const identidad = await leerPropio('identidad');
    // Without a code there is nobody to ask for; the activation wakes it.
    return identidad === null || identidad.clave === null ? null : await workAs(identidad);
  } catch (error) {
    if (!isSinEspacio(error)) reportError(error);
    tell({ ...marcha, falla: isSinEspacio(error) ? TELEFONO_LLENO : ALGO_FALLO });
    failures += 1;
    return esperaTras(failures, Math.random());
  }
}

/** @returns milliseconds until the next round; null when there will be none */
async function workAs(identidad: Identidad): Promise<number | null> {
  if ((await leerPropio('alto')) !== null) return null;
  const reloj = await leerPropio('reloj');
  if (reloj === null || Math.abs(Date.now() - reloj.medido) > RELOJ_VIEJO_MS) await medirReloj();
  const activo = (await leerPropio('servidor'))?.equipo.estado === 'activo';
  const end: FinDeRonda = activo ? await enviarPendientes(identidad) : { tipo: 'al_corriente' };
  const synced = await sincronizar(identidad);
  const falla = !synced.ok ? synced.error : end.tipo === 'falla' ? end.falla : null;
  if (falla !== null && isAlto(falla)) {
    await guardarPropio('alto', { codigo: falla.codigo, mensaje: falla.mensaje });
    return null;
  }
  const isCut = falla?.codigo === 'SIN_RED';
  tell({ ...marcha, red: isCut ? 'no_hay' : 'hay', falla: isCut ? null : falla });
  if (falla !== null) {
    failures += 1;
    return esperaTras(failures, Math.random());
  }
  failures = 0;
  if (!activo) return POR_CONFIRMAR_MS;
  return end.tipo === 'en_espera' || end.tipo === 'ocupado' ? EN_ESPERA_MS : AL_CORRIENTE_MS;
}
