/**
 * Which acta an image is of: its QR says so, or two different people type its clave and agree. What matches no
 * approved casilla is fuera de catálogo; what contradicts stops, with both claims shown.
 */

import { type IdActa, parseClaveActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';

export interface ClaveTecleada {
  readonly persona: string;
  readonly clave: string;
}

/** How the acta says which one it is. */
export type Identidad =
  | {
      readonly tipo: 'qr';
      readonly clave: string /** the casilla where the photograph was taken */;
      readonly declarada: IdActa | null;
    }
  | { readonly tipo: 'tecleada'; readonly primera: ClaveTecleada; readonly segunda: ClaveTecleada };

export type IdentificacionErrorCode =
  | 'MISMA_PERSONA'
  | 'CLAVES_DISTINTAS'
  | 'CONTRADICE_LA_DECLARADA'
  | 'CLAVE_MAL_FORMADA'
  | 'FUERA_DE_CATALOGO'
  | 'CLAVE_AMBIGUA';

/** Index of the expected actas by CLAVE_ACTA; a clave may repeat in real catalogues. */
export type ActasPorClave = ReadonlyMap<string, readonly ActaEsperada[]>;

export function indexByClave(actas: readonly ActaEsperada[]): ActasPorClave {
  const index = new Map<string, ActaEsperada[]>();
  for (const acta of actas) {
    const same = index.get(acta.clave);
    if (same === undefined) index.set(acta.clave, [acta]);
    else same.push(acta);
  }
  return index;
}

/**
 * The expected acta that an identity names.
 *
 * `FUERA_DE_CATALOGO` is not an error of the person: it says that the acta must be registered as such.
 * `CLAVE_AMBIGUA` names the territories among which somebody must choose.
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
  const declarada = identidad.tipo === 'qr' ? identidad.declarada : null;
  if (candidatas.length === 0) {
    return refuse(
      'FUERA_DE_CATALOGO',
      `La clave ${clave.value} no es de ninguna casilla aprobada. Si la imagen lo confirma, registre el acta como fuera de catálogo.`,
    );
  }
  if (declarada !== null) {
    const same = candidatas.find((acta) => acta.id === declarada);
    if (same !== undefined) return ok(same);
    return refuse(
      'CONTRADICE_LA_DECLARADA',
      `El código del acta dice ${clave.value} y se declaró ${declarada}. Revise cuál de las dos es y vuelva a enviarla.`,
    );
  }
  const [only, ...others] = candidatas;
  if (only === undefined || others.length > 0) {
    const territorios = candidatas.map((acta) => acta.territorio).join(', ');
    return refuse(
      'CLAVE_AMBIGUA',
      `La clave ${clave.value} está en varios territorios (${territorios}). Elija el que dice el acta.`,
    );
  }
  return ok(only);
}

function agreedClave(identidad: Identidad): Result<string, Refusal<IdentificacionErrorCode>> {
  if (identidad.tipo === 'qr') return ok(normalize(identidad.clave));
  const { primera, segunda } = identidad;
  if (primera.persona === segunda.persona) {
    return refuse(
      'MISMA_PERSONA',
      'La clave debe teclearla dos veces gente distinta. Pida a otra persona que la teclee.',
    );
  }
  if (normalize(primera.clave) !== normalize(segunda.clave)) {
    return refuse(
      'CLAVES_DISTINTAS',
      `Se tecleó ${normalize(primera.clave)} y ${normalize(segunda.clave)}. Revisen la imagen y tecleen la clave otra vez.`,
    );
  }
  return ok(normalize(primera.clave));
}

function normalize(clave: string): string {
  return clave.trim().toUpperCase();
}
