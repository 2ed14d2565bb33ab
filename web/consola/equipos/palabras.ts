/** How the screens of equipos say what the contracts name with a key. */

import type { EstadoDeEquipo, TipoDeEquipo } from '../../../src/acceso/contrato-de-equipos.ts';
import { formatDuracion } from '../../comun/formato.ts';

export const NOMBRE_DE_TIPO: Readonly<Record<TipoDeEquipo, string>> = {
  estacion: 'Estación',
  telefono: 'Teléfono',
};

export const NOMBRE_DE_ESTADO: Readonly<Record<EstadoDeEquipo, string>> = {
  por_enrolar: 'Sin enrolar',
  por_confirmar: 'Por confirmar',
  activo: 'Activo',
  revocado: 'Revocado',
};

/** What a clock may be off without anybody having to look at it. */
const TOLERANCIA_MS = 2_000;

/** `atrasado 1 min`, `adelantado 40 s`, `en hora`; empty when it was never said. */
export function relojDe(desfase: number | null): string {
  if (desfase === null) return '';
  if (Math.abs(desfase) < TOLERANCIA_MS) return 'en hora';
  const how = formatDuracion(Math.round(Math.abs(desfase) / 1000));
  return desfase > 0 ? `atrasado ${how}` : `adelantado ${how}`;
}

export type AccionDeEquipo = 'confirmacion' | 'revocacion' | 'codigo';

export function rutaDeEquipo(clave: string, accion: AccionDeEquipo): string {
  return `/api/equipos/${encodeURIComponent(clave)}/${accion}`;
}
