/** A report from its name: composes it and gathers its pictures. */

import { rangeOf } from '../../dominio/calendario.ts';
import { ok, type Refusal, type Result, refuse, unreachable } from '../../dominio/result.ts';
import type { AlmacenDeArchivos } from '../archivos.ts';
import type { Dia } from '../derivados.ts';
import type { Planeacion } from '../hechos.ts';
import type { Documento } from './documento.ts';
import type { Imagenes } from './docx.ts';
import { entregaDe, type Informe, informeMensual } from './mensual.ts';
import { esqueletoDelInformeFinal, informeDeSimulacros, matrizDeCumplimiento } from './otros.ts';

export type Pedido =
  | { readonly cual: 'mensual'; readonly mes: string; readonly entrega?: string | undefined }
  | { readonly cual: 'simulacros' | 'matriz' | 'final' };

export type InformeErrorCode = 'SIN_AJUSTES' | 'MES_MAL_ESCRITO';

/** Composes a report and says what it lacks. */
export function componer(
  estado: Planeacion,
  pedido: Pedido,
  dia: Dia,
): Result<Informe, Refusal<InformeErrorCode>> {
  switch (pedido.cual) {
    case 'mensual': {
      if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(pedido.mes)) {
        return refuse(
          'MES_MAL_ESCRITO',
          `El mes se escribe AAAA-MM, por ejemplo 2026-11, y dice «${pedido.mes}».`,
        );
      }
      const { hasta } = rangeOf(pedido.mes);
      const entrega = pedido.entrega ?? entregaDe(pedido.mes);
      if (entrega < hasta)
        return refuse('MES_MAL_ESCRITO', 'El informe se entrega cuando el mes ya terminó.');
      return informeMensual(estado, pedido.mes, entrega);
    }
    case 'simulacros':
      return informeDeSimulacros(estado, dia);
    case 'matriz':
      return matrizDeCumplimiento(estado, dia);
    case 'final':
      return esqueletoDelInformeFinal(estado, dia);
    default:
      return unreachable(pedido);
  }
}

/** `informe-prep-2023-11`, without its extension. */
export function nombreDeInforme(pedido: Pedido): string {
  return pedido.cual === 'mensual' ? `informe-prep-${pedido.mes}` : `prep-${pedido.cual}`;
}

/** The pictures of a report. */
export async function readImagenes(
  documento: Documento,
  archivos: Pick<AlmacenDeArchivos, 'read'>,
): Promise<Result<Imagenes, Refusal>> {
  const imagenes = new Map<string, Buffer>();
  for (const bloque of documento.capitulos.flatMap(({ bloques }) => bloques)) {
    if (bloque.tipo !== 'figura' || bloque.imagen === null || imagenes.has(bloque.imagen.sha256)) continue;
    const read = await archivos.read(bloque.imagen.sha256);
    if (!read.ok) return read;
    imagenes.set(bloque.imagen.sha256, read.value);
  }
  return ok(imagenes);
}
