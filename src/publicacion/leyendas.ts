/**
 * The sentences that go with every result (Anexo 13; dominio, publication). They are data of the publication:
 * the same in the JSON, on the page and wherever somebody copies them.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import type { Momento } from '../dominio/corte.ts';
import { unreachable } from '../dominio/result.ts';
import type { Contexto } from './contexto.ts';

export interface Leyendas {
  readonly preliminares: string;
  readonly corte: string;
  readonly porcentajes: string;
  readonly participacion: string;
  readonly noContabilizadas: string;
  readonly proyeccion: string;
}

/** Those that say nothing of a corte. */
export const LEYENDAS_FIJAS = {
  preliminares:
    'Los resultados presentados son preliminares, tienen carácter informativo y no son definitivos; por tanto, no tienen efectos jurídicos.',
  porcentajes:
    'Los porcentajes se muestran con cuatro decimales truncados, sin redondear; con todos sus decimales suman 100 %.',
  noContabilizadas:
    'Un acta capturada no se contabiliza cuando no llegó, cuando la suma de sus votos excede la lista nominal o cuando ninguno de sus campos de votos tiene un dato legible.',
  proyeccion:
    'No es una proyección ni una tendencia: las actas de las zonas urbanas suelen llegar antes que las demás, y los porcentajes cambian al llegar las que faltan.',
} as const;

export function leyendasDe({ proceso, corte }: Contexto): Leyendas {
  const { preliminares, porcentajes, noContabilizadas, proyeccion } = LEYENDAS_FIJAS;
  return {
    preliminares,
    corte: `Corte de información: ${corte.local}.`,
    porcentajes,
    participacion: textoParticipacion(proceso.ajustes, corte.tipo),
    noContabilizadas,
    proyeccion,
  };
}

function textoParticipacion({ participacion }: Pick<Ajustes, 'participacion'>, tipo: Momento): string {
  const base = 'Participación ciudadana: votos entre la lista nominal de las actas contabilizadas';
  switch (participacion) {
    case 'con_especiales_siempre':
      return `${base}, con los votos de las casillas especiales.`;
    case 'sin_especiales_hasta_el_ultimo':
      return tipo === 'ultimo'
        ? `${base}. Es el último corte e incluye los votos de las casillas especiales.`
        : `${base}, sin los votos de las casillas especiales, que se incluyen hasta el último corte.`;
    default:
      return unreachable(participacion);
  }
}
