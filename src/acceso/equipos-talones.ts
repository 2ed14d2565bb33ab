/**
 * The printed slips of equipos, by CATD. Unlike those of people, the QR has the code too: what it gives is an equipo
 * that waits, and that nobody confirms without seeing its digits.
 */

import type { Proceso } from '../proceso/proceso.ts';
import type { EquipoNuevo } from './equipos-gestion.ts';
import { drawQr, nombreDeCentro, printHojas, type TalonImpreso, withoutProtocol } from './talones.ts';

/** A new equipo and the name of who carries it; null in a station. */
export type TalonDeEquipo = EquipoNuevo & { readonly quien: string | null };

/** What the QR of a code says. The fragment of an address is sent to no server and stays in no log. */
export function direccionDeCodigo(base: string, codigo: string): string {
  return `${base.replace(/\/+$/, '')}/casilla/#codigo=${codigo}`;
}

/**
 * Prints the slips.
 *
 * @param direccion where the operators' server is, as the equipos reach it
 */
export async function printTalonesDeEquipos(
  proceso: Pick<Proceso, 'instituto' | 'nombreLargo' | 'tipo' | 'catd'>,
  talones: readonly TalonDeEquipo[],
  direccion: string,
): Promise<Buffer> {
  const base = direccion.replace(/\/+$/, '');
  return printHojas(proceso, {
    titulo: 'Talones de equipos',
    cuidado: 'Entréguense en mano. Ningún equipo envía actas hasta que su coordinación compara sus dígitos.',
    talones: talones.toSorted(compare).map((talon) => toImpreso(proceso, talon, base)),
  });
}

function toImpreso(proceso: Pick<Proceso, 'catd'>, talon: TalonDeEquipo, base: string): TalonImpreso {
  const { clave, tipo, nombre, centro, casillas, codigo, quien } = talon;
  const lugar = nombreDeCentro(proceso, centro);
  const cuantas = casillas.length === 1 ? '1 casilla' : `${casillas.length} casillas`;
  return {
    nombre: quien ?? nombre,
    detalle: tipo === 'telefono' ? `${nombre} · ${cuantas} · ${lugar}` : `Estación · ${lugar}`,
    datos: [
      ['Equipo', clave],
      ['Código (sirve una sola vez)', codigo],
    ],
    pasos: [
      tipo === 'telefono'
        ? ['En el teléfono abra ', `${withoutProtocol(base)}/casilla`, ' o lea el cuadro con su cámara.']
        : ['Abra el programa de la estación y escriba la dirección ', withoutProtocol(base), '.'],
      ['Escriba este código. El equipo muestra cuatro dígitos.'],
      ['La coordinación de su CATD los compara con los de su pantalla y lo confirma.'],
    ],
    qr: drawQr(direccionDeCodigo(base, codigo)),
  };
}

function compare(a: TalonDeEquipo, b: TalonDeEquipo): number {
  return (
    collate(a.centro, b.centro) ||
    collate(a.tipo, b.tipo) ||
    collate(a.quien ?? a.nombre, b.quien ?? b.nombre)
  );
}

const { compare: collate } = new Intl.Collator('es-MX');
