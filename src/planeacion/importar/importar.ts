/** A spreadsheet to the plan that is kept: read, checked, compared and, if it was asked and nothing is wrong, loaded. */

import { randomBytes } from 'node:crypto';
import type { FallaBase } from '../../bitacora/fallas.ts';
import type { PeticionDeTrabajo } from '../../bitacora/peticion.ts';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import type { AnioSupuesto } from '../fecha.ts';
import { fichasDe, type Planeacion } from '../hechos.ts';
import type { ServicioDePlaneacion } from '../servicio.ts';
import type { ErrorDePlan } from './columnas.ts';
import { type Hoja, type HojaErrorCode, readHoja } from './hoja.ts';
import { type Comparacion, compareConPlan } from './importacion.ts';
import { parsePlan } from './plan.ts';

export interface PedidoDeImportacion {
  readonly bytes: Buffer;
  readonly origen: { readonly archivo: string; readonly sha256: string };
  readonly modo: 'revisar' | 'cargar';
  /** of the dates that do not say it */
  readonly anio: number | undefined;
}

export interface ResultadoDeImportacion extends Omit<Comparacion, 'hecho'> {
  readonly modo: 'revisar' | 'cargar';
  readonly errores: readonly ErrorDePlan[];
  readonly avisos: readonly string[];
}

/** Imports a plan; with errors nothing is loaded. */
export async function importar(
  planeacion: Pick<ServicioDePlaneacion, 'cargar'>,
  peticion: PeticionDeTrabajo,
  pedido: PedidoDeImportacion,
): Promise<Result<ResultadoDeImportacion, Refusal<HojaErrorCode> | FallaBase>> {
  const hoja = await readHoja(pedido.bytes, pedido.origen.archivo);
  if (!hoja.ok) return hoja;
  return planeacion.cargar<ResultadoDeImportacion, never>(peticion, (estado) => {
    const { hecho, ...resultado } = compare(estado, hoja.value, pedido);
    const loads = pedido.modo === 'cargar' && resultado.errores.length === 0;
    return ok({ hecho: loads ? hecho : null, valor: resultado });
  });
}

/** What the sheet says against what there is. */
export function compare(
  estado: Planeacion,
  hoja: Hoja,
  { origen, modo, anio }: Omit<PedidoDeImportacion, 'bytes'>,
): ResultadoDeImportacion & Pick<Comparacion, 'hecho'> {
  const jornada = estado.fichas.ajustes.get('ajustes')?.valores.jornada ?? null;
  const supuesto: AnioSupuesto =
    anio !== undefined ? { tipo: 'anio', anio } : jornada === null ? null : { tipo: 'jornada', jornada };
  const areas = fichasDe(estado, 'areas').map(({ valores }) => valores.nombre);
  const { actividades, errores, avisos } = parsePlan(hoja, { supuesto, areas });
  const comparacion = compareConPlan(estado, actividades, origen, () => randomBytes(9).toString('hex'));
  return { modo, errores, avisos, ...comparacion };
}
