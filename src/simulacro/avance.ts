/**
 * What a demonstration says after each corte, in one line: what is published, what waits, how long it took and how
 * long is left.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { truncatedPercent } from '../dominio/porcentaje.ts';
import { formatFechaHora, type Huso } from '../proceso/hora.ts';
import type { Tiempo } from './arribo.ts';

/** Figures of one election as they were published. */
export interface AvanceDeEleccion {
  readonly clave: string;
  readonly esperadas: number;
  readonly capturadas: number;
  readonly contabilizadas: number;
}

export interface Colas {
  readonly digitalizacion: number;
  readonly captura: number;
  readonly conflicto: number;
  readonly verificacion: number;
}

export interface LineaDeAvance {
  readonly tiempo: Tiempo;
  readonly huso: Huso;
  readonly elecciones: readonly AvanceDeEleccion[];
  readonly colas: Colas;
  readonly corte: { readonly numero: number; readonly ms: number };
  readonly velocidad: { readonly pedida: number; readonly medida: number | null };
  /** simulated milliseconds until the last acta */
  readonly falta: number;
  readonly direccion: string;
}

const Entidad = z.object({
  actas: z.object({ esperadas: z.int(), capturadas: z.int(), contabilizadas: z.int() }),
});

/**
 * Reads from a published corte what it says of each election: the line shows what the site shows.
 *
 * @param carpeta path of the folder that is served
 */
export async function readAvance(
  carpeta: string,
  elecciones: readonly string[],
): Promise<readonly AvanceDeEleccion[]> {
  return Promise.all(
    elecciones.map(async (clave) => {
      const { actas } = Entidad.parse(
        JSON.parse(await readFile(join(carpeta, clave, 'entidad.json'), 'utf8')),
      );
      return { clave, ...actas };
    }),
  );
}

/** The line, without its end. */
export function formatAvance(linea: LineaDeAvance): string {
  const { elecciones, colas, corte, direccion } = linea;
  const sum = (field: 'esperadas' | 'capturadas' | 'contabilizadas') =>
    elecciones.reduce((total, eleccion) => total + eleccion[field], 0);
  const [esperadas, capturadas, contabilizadas] = [
    sum('esperadas'),
    sum('capturadas'),
    sum('contabilizadas'),
  ];
  return [
    `${formatFechaHora(new Date(linea.tiempo), linea.huso).slice(11, 16)}  ` +
      `capturadas ${entero(capturadas)} de ${entero(esperadas)} (${percent(capturadas, esperadas)})`,
    `contabilizadas ${entero(contabilizadas)} (${percent(contabilizadas, esperadas)})`,
    elecciones.map((one) => `${one.clave} ${percent(one.capturadas, one.esperadas)}`).join(' '),
    `en cola: digitalización ${entero(colas.digitalizacion)}, captura ${entero(colas.captura)}, ` +
      `conflicto ${entero(colas.conflicto)}, verificación ${entero(colas.verificacion)}`,
    `corte ${corte.numero} en ${(corte.ms / 1000).toFixed(1)} s`,
    ...formatVelocidad(linea),
    formatFalta(linea),
    direccion,
  ].join(' | ');
}

/** The speed is said only when it is not the one that was asked for. */
function formatVelocidad({ velocidad: { pedida, medida } }: LineaDeAvance): readonly string[] {
  if (medida === null || !Number.isFinite(pedida) || medida >= pedida * MINIMO_DE_RITMO) return [];
  return [`a ${Math.round(medida)}×: la máquina no alcanza ${pedida}×`];
}

const MINIMO_DE_RITMO = 0.9;

function formatFalta({ falta, velocidad: { pedida, medida } }: LineaDeAvance): string {
  if (falta <= 0) return 'ya llegó todo';
  const speed = medida !== null && medida < pedida ? medida : pedida;
  if (!Number.isFinite(speed)) return 'falta poco';
  const minutes = Math.ceil(falta / speed / 60_000);
  return minutes === 1 ? 'falta menos de 1 min' : `faltan unos ${minutes} min`;
}

/** Two decimals are enough for a terminal; truncated, like those that are published. */
function percent(some: number, all: number): string {
  return `${truncatedPercent(some, all).slice(0, -2)} %`;
}

function entero(value: number): string {
  return value.toLocaleString('es-MX');
}
