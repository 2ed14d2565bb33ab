/**
 * Keys of casillas and actas (LEEME 1 and 2).
 *
 * `CLAVE_CASILLA` = ID_ENTIDAD(2) + SECCION(4) + TIPO_CASILLA(1) + ID_CASILLA(2) + EXT_CONTIGUA(2): `160806C0800`.
 * `CLAVE_ACTA` = that + TIPO_ACTA, as printed on the acta: `160806C08003`, `210132S01004E`.
 *
 * A CLAVE_ACTA is **not unique** in files that institutes have published (the same casilla counted in two
 * municipios, one voto anticipado acta per distrito). Inside the system an acta is named by its `IdActa`.
 */

import { isTipoCasilla, type TipoCasilla } from './casilla.ts';
import type { ClaveActa, ClaveCasilla, IdActa } from './marca.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export type { ClaveActa, ClaveCasilla, IdActa };

export interface PartesClave {
  /** two digits */
  readonly entidad: string;
  /** four digits; `0000` for casillas without a section (A, P, M) */
  readonly seccion: string;
  readonly tipo: TipoCasilla;
  /** ID_CASILLA, two digits */
  readonly numero: string;
  /** EXT_CONTIGUA, two digits */
  readonly extContigua: string;
}

const FORMA = /^(\d{2})(\d{4})([A-Z])(\d{2})(\d{2})(.*)$/;
const TIPO_ACTA = /^[0-9A-Z]{1,6}$/;

export type ClaveErrorCode = 'CLAVE_MAL_FORMADA';

/** Builds the key of a casilla from its parts, which are trusted (they come from a validated catalogue). */
export function buildClaveCasilla(partes: PartesClave): ClaveCasilla {
  const { entidad, seccion, tipo, numero, extContigua } = partes;
  return `${entidad}${seccion}${tipo}${numero}${extContigua}` as ClaveCasilla;
}

export function buildClaveActa(casilla: ClaveCasilla, tipoActa: string): ClaveActa {
  return `${casilla}${tipoActa}` as ClaveActa;
}

/**
 * Name of an acta inside the system: election, key, and where the key repeats, what tells it apart
 * (its distrito or municipio): `GUB-160806C08001`, `AYUN-040332B010002-013`.
 */
export function buildIdActa(eleccion: string, clave: ClaveActa, distintivo: string): IdActa {
  return (distintivo === '' ? `${eleccion}-${clave}` : `${eleccion}-${clave}-${distintivo}`) as IdActa;
}

/** Name of an acta that matches no approved casilla, numbered as it was registered. */
export function buildIdFueraDeCatalogo(eleccion: string, numero: number): IdActa {
  return `${eleccion}-FC-${String(numero).padStart(4, '0')}` as IdActa;
}

/** Reads a CLAVE_CASILLA of 11 positions. */
export function parseClaveCasilla(texto: string): Result<PartesClave, Refusal<ClaveErrorCode>> {
  const partes = split(texto);
  if (partes === null || partes.resto !== '') {
    return refuse(
      'CLAVE_MAL_FORMADA',
      `«${texto}» no es una clave de casilla: se esperan 11 posiciones, por ejemplo 160806C0800.`,
    );
  }
  return ok(partes.clave);
}

/** Reads a CLAVE_ACTA: a CLAVE_CASILLA followed by the type of acta as printed. */
export function parseClaveActa(
  texto: string,
): Result<{ readonly casilla: PartesClave; readonly tipoActa: string }, Refusal<ClaveErrorCode>> {
  const partes = split(texto);
  if (partes === null || !TIPO_ACTA.test(partes.resto)) {
    return refuse(
      'CLAVE_MAL_FORMADA',
      `«${texto}» no es una clave de acta: se espera la clave de casilla y el tipo de acta, por ejemplo 160806C08003.`,
    );
  }
  return ok({ casilla: partes.clave, tipoActa: partes.resto });
}

function split(texto: string): { clave: PartesClave; resto: string } | null {
  const found = FORMA.exec(texto);
  if (found === null) return null;
  const [, entidad = '', seccion = '', tipo = '', numero = '', extContigua = '', resto = ''] = found;
  if (!isTipoCasilla(tipo)) return null;
  return { clave: { entidad, seccion, tipo, numero, extContigua }, resto };
}
