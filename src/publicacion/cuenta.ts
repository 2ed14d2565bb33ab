/**
 * What is added up at each level of a corte: the sums of the rules, why actas do not count, and how much of the
 * urban and of the rest has arrived. It adds up: a level is the sum of its parts, in whatever order.
 */

import { ubicacionPublicada } from '../basedatos/escribir-fila.ts';
import { addActaToSuma, addSuma, emptySuma, type Suma } from '../dominio/computo.ts';
import {
  MOTIVOS_SIN_ACTA,
  type MotivoSinActa,
  OBSERVACIONES,
  type Observacion,
} from '../dominio/contabilizacion.ts';
import { type Avance, addActa, addAvance, emptyAvance } from '../dominio/corte.ts';
import type { ActaClasificada } from './clasificar.ts';

export interface Cuenta {
  readonly suma: Suma;
  readonly observaciones: Record<Observacion, number>;
  readonly sinActa: Record<MotivoSinActa, number>;
  readonly urbana: Avance;
  readonly noUrbana: Avance;
}

export function emptyCuenta(columnas: number): Cuenta {
  return {
    suma: emptySuma(columnas),
    observaciones: zeros(Object.keys(OBSERVACIONES) as Observacion[]),
    sinActa: zeros(MOTIVOS_SIN_ACTA),
    urbana: emptyAvance(),
    noUrbana: emptyAvance(),
  };
}

/** Adds an expected acta, in place. */
export function addActaToCuenta(cuenta: Cuenta, { acta, contabilizacion, votos }: ActaClasificada): void {
  const { casilla, tipoActa } = acta.esperada;
  const enCorte = { tipoCasilla: casilla.tipo, listaNominal: casilla.listaNominal, contabilizacion };
  addActaToSuma(cuenta.suma, { ...enCorte, principio: tipoActa.principio, votos });
  addActa(ubicacionPublicada(casilla) === '1' ? cuenta.urbana : cuenta.noUrbana, enCorte);
  if (contabilizacion === null) return;
  cuenta.observaciones[contabilizacion.observacion] += 1;
  if (acta.tipo === 'sin_acta') cuenta.sinActa[acta.motivo] += 1;
}

/** Takes away an expected acta that had been added, in place: all are whole numbers, so nothing is left of it. */
export function removeActaFromCuenta(cuenta: Cuenta, clasificada: ActaClasificada): void {
  const own = emptyCuenta(cuenta.suma.votos.length);
  addActaToCuenta(own, clasificada);
  subtractCounts(cuenta.suma.avance, own.suma.avance);
  subtractVotos(cuenta.suma.votos, own.suma.votos);
  subtractVotos(cuenta.suma.votosRp, own.suma.votosRp);
  subtractCounts(cuenta.observaciones, own.observaciones);
  subtractCounts(cuenta.sinActa, own.sinActa);
  subtractCounts(cuenta.urbana, own.urbana);
  subtractCounts(cuenta.noUrbana, own.noUrbana);
}

/** Adds an acta fuera de catálogo, in place: it belongs to no territory, so only the entidad has them. */
export function addFueraDeCatalogo(cuenta: Cuenta): void {
  cuenta.suma.avance.fueraDeCatalogo += 1;
  cuenta.observaciones.fuera_de_catalogo += 1;
}

/** Adds `other` to `cuenta`, in place. */
export function addCuenta(cuenta: Cuenta, other: Cuenta): void {
  addSuma(cuenta.suma, other.suma);
  addCounts(cuenta.observaciones, other.observaciones);
  addCounts(cuenta.sinActa, other.sinActa);
  addAvance(cuenta.urbana, other.urbana);
  addAvance(cuenta.noUrbana, other.noUrbana);
}

function zeros<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}

function addCounts<K extends string>(counts: Record<K, number>, other: Readonly<Record<K, number>>): void {
  for (const key of Object.keys(counts) as K[]) counts[key] += other[key];
}

function subtractCounts<K extends string>(
  counts: Record<K, number>,
  other: Readonly<Record<K, number>>,
): void {
  for (const key of Object.keys(counts) as K[]) counts[key] -= other[key];
}

function subtractVotos(target: number[], other: readonly number[]): void {
  for (let i = 0; i < target.length; i += 1) target[i] = (target[i] ?? 0) - (other[i] ?? 0);
}
