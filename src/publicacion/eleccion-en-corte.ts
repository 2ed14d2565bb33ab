/**
 * One election between two cortes: what each acta has published, and the sums of each territory. A row that changes
 * is taken out of its sum as it was and put in as it is, so a corte costs what changed.
 */

import type { ActaFueraDeCatalogo } from '../basedatos/escribir-fila.ts';
import type { Eleccion } from '../dominio/eleccion.ts';
import type { Publicable } from '../dominio/publicable.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type ActaClasificada, createClasificador } from './clasificar.ts';
import {
  addActaToCuenta,
  addCuenta,
  addFueraDeCatalogo,
  type Cuenta,
  emptyCuenta,
  removeActaFromCuenta,
} from './cuenta.ts';
import { createMemoriaDeActas } from './memoria-de-actas.ts';

/** A row of the snapshot of the bitácora. */
export interface FilaDeInstantanea {
  readonly id: string;
  readonly eleccion: string;
  readonly orden: number;
  /** null while there is nothing to publish of it */
  readonly resultado: Publicable | null;
}

export interface EleccionEnCorte {
  readonly eleccion: Eleccion;
  /** Takes what is published of an expected acta. @returns whether it changed */
  put(orden: number, resultado: Exclude<Publicable, { tipo: 'fuera_de_catalogo' }>): 'igual' | 'distinto';
  putFuera(acta: ActaFueraDeCatalogo): void;
  acta(orden: number): ActaClasificada;
  /** Whether an expected acta counts, without reading it; null while it is pending. */
  contabilizada(orden: number): 0 | 1 | null;
  /** Milliseconds since 1970 of its capture; null while it has none. */
  capturada(orden: number): number | null;
  /** Sums of a territory. */
  cuenta(territorio: string): Cuenta;
  /** Sums of the whole election, with its actas fuera de catálogo. */
  cuentaDeEntidad(): Cuenta;
  /** Sorted by number. */
  fueras(): readonly ActaFueraDeCatalogo[];
}

/** An election of which nothing has arrived. */
export function createEleccionEnCorte(proceso: Proceso, eleccion: Eleccion): EleccionEnCorte {
  const esperadas = proceso.actasPorEleccion.get(eleccion.clave) ?? [];
  const classifyActa = createClasificador(eleccion, proceso.ajustes);
  const memoria = createMemoriaDeActas(eleccion, esperadas.length);
  const columnas = eleccion.opciones.length + 2;
  const cuentas = new Map(eleccion.territorios.map(({ id }) => [id, emptyCuenta(columnas)]));
  const fueras = new Map<string, ActaFueraDeCatalogo>();
  /** 1 and 0 as they are published; 2, pending */
  const cuentan = new Uint8Array(esperadas.length).fill(2);

  function cuentaDe(territorio: string): Cuenta {
    const found = cuentas.get(territorio);
    if (found === undefined) throw new Error(`territory that the election does not have: ${territorio}`);
    return found;
  }

  function read(orden: number): ActaClasificada {
    const esperada = esperadas[orden];
    if (esperada === undefined) throw new Error(`${eleccion.clave} has no acta ${orden}`);
    return classifyActa(esperada, memoria.read(orden));
  }

  for (const [orden, { territorio }] of esperadas.entries()) {
    addActaToCuenta(cuentaDe(territorio), read(orden));
  }

  return {
    eleccion,
    put(orden, resultado) {
      const before = read(orden);
      if (memoria.write(orden, resultado) === 'igual') return 'igual';
      const cuenta = cuentaDe(before.acta.esperada.territorio);
      removeActaFromCuenta(cuenta, before);
      const after = read(orden);
      addActaToCuenta(cuenta, after);
      cuentan[orden] = after.contabilizacion?.contabilizada ?? 2;
      return 'distinto';
    },
    putFuera(acta) {
      fueras.set(acta.id, acta);
    },
    acta: read,
    contabilizada(orden) {
      const value = cuentan[orden];
      return value === 0 || value === 1 ? value : null;
    },
    capturada: memoria.capturada,
    cuenta: cuentaDe,
    cuentaDeEntidad() {
      const entidad = emptyCuenta(columnas);
      for (const cuenta of cuentas.values()) addCuenta(entidad, cuenta);
      for (const _ of fueras.values()) addFueraDeCatalogo(entidad);
      return entidad;
    },
    fueras: () => [...fueras.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
