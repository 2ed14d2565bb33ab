/**
 * Which acta an image is of: its QR says so, or two different people type its clave and agree. What matches no
 * approved casilla is fuera de catálogo; what contradicts stops, with both claims shown.
 */

import { type IdActa, parseClaveActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type ActasPorClave, normalizeClave } from '../proceso/identificacion.ts';

export interface ClaveTecleada {
  readonly persona: string;
  readonly clave: string;
}

/** How the acta says which one it is. */
export type Identidad = {
  /**
   * The acta that whoever made the image said it was: that of the casilla where the phone is, or of the envelope
   * on the table. It never identifies by itself; it tells apart actas whose clave repeats. Absent when nobody said.
   */
  readonly declarada?: IdActa | null | undefined;
} & (
  | { readonly tipo: 'qr'; readonly clave: string }
  | { readonly tipo: 'tecleada'; readonly primera: ClaveTecleada; readonly segunda: ClaveTecleada }
);

export type IdentificacionErrorCode =
  | 'MISMA_PERSONA'
  | 'CLAVES_DISTINTAS'
  | 'CONTRADICE_LA_DECLARADA'
  | 'CLAVE_MAL_FORMADA'
  | 'FUERA_DE_CATALOGO'
  | 'CLAVE_AMBIGUA';

/**
 * The expected acta that an identity names.
 *
 * `FUERA_DE_CATALOGO` is not an error of the person: it says that the acta must be registered as such.
 * `CLAVE_AMBIGUA` names the actas among which somebody must declare one.
 */
export function identify(
  actas: ActasPorClave,
  identidad: Identidad,
): Result<ActaEsperada, Refusal<IdentificacionErrorCode>> {
  const clave = agreedClave(identidad);
  if (!clave.ok) return clave;
  const parsed = parseClaveActa(clave.value);
  if (!parsed.ok) return parsed;
  const candidatas = actas.get(clave.value) ?? [];
  const { declarada } = identidad;
  if (declarada != null) {
    const same = candidatas.find((acta) => acta.id === declarada);
    if (same !== undefined) return ok(same);
    return refuse(
      'CONTRADICE_LA_DECLARADA',
      `La imagen dice ${clave.value} y se declaró ${declarada}. Revise cuál de las dos es y vuelva a enviarla.`,
    );
  }
  const [only, ...others] = candidatas;
  if (only === undefined) {
    return refuse(
      'FUERA_DE_CATALOGO',
      `La clave ${clave.value} no es de ninguna casilla aprobada. Si la imagen lo confirma, registre el acta como fuera de catálogo.`,
    );
  }
  if (others.length > 0) {
    const ids = candidatas.map(({ id }) => id).join(', ');
    return refuse(
      'CLAVE_AMBIGUA',
      `La clave ${clave.value} es de varias actas: ${ids}. Elija la del territorio que dice el acta.`,
    );
  }
  return ok(only);
}

function agreedClave(identidad: Identidad): Result<string, Refusal<IdentificacionErrorCode>> {
  if (identidad.tipo === 'qr') return ok(normalizeClave(identidad.clave));
  const { primera, segunda } = identidad;
  if (primera.persona === segunda.persona) {
    return refuse(
      'MISMA_PERSONA',
      'La clave deben teclearla dos personas distintas. Pida a otra persona que la teclee.',
    );
  }
  const [una, otra] = [normalizeClave(primera.clave), normalizeClave(segunda.clave)];
  if (una !== otra) {
    return refuse(
      'CLAVES_DISTINTAS',
      `Se tecleó ${una} y ${otra}. Revisen la imagen y tecleen la clave otra vez.`,
    );
  }
  return ok(una);
}
