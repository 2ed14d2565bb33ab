/**
 * What every request on an acta has in common: the facts that it gives, or a named refusal with a sentence in
 * Spanish that says what happened and what to do.
 */

import type { EstadoActa, EventoActa, Imagen } from './acta.ts';
import type { Lecturas } from './consolidacion.ts';
import { checkLectura, type LecturaErrorCode } from './lectura.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export type MandatoErrorCode =
  | 'FASE_NO_LO_PERMITE'
  | 'YA_ACOPIADA'
  | 'FALTA_ACOPIO'
  | 'IMAGEN_REPETIDA'
  | 'YA_LA_CAPTURO'
  | 'YA_LA_VIO'
  | 'YA_LA_TIENE'
  | 'SIN_LUGAR'
  | 'SIN_ASIGNACION'
  | 'ASIGNACION_VENCIDA'
  | 'FALTAN_CAMPOS'
  | 'CAMPO_AJENO'
  | 'CAPTURISTA_NO_VERIFICA'
  | 'MISMA_PERSONA'
  | 'FALTA_RAZON'
  | 'TIENE_OTRAS'
  | 'PRORROGA_AGOTADA'
  | 'RESOLVIO_NO_VERIFICA'
  | 'PROPUESTA_PENDIENTE'
  | 'SIN_PROPUESTA'
  | 'PROPUESTA_DISTINTA'
  | 'MISMA_ACTA'
  | 'EN_CATALOGO'
  | 'IMAGEN_DESCONOCIDA'
  | 'IMAGEN_EN_USO'
  | 'IMAGEN_INSERVIBLE'
  | 'YA_PUBLICADA'
  | LecturaErrorCode;

export type Decision = Result<readonly EventoActa[], Refusal<MandatoErrorCode>>;

/** Readings of exactly those fields, each within its limits. */
export function checkLecturas(
  lecturas: Lecturas,
  campos: readonly string[],
  valorMaximo: number,
): Result<Lecturas, Refusal<MandatoErrorCode>> {
  const ajenos = Object.keys(lecturas).filter((campo) => !campos.includes(campo));
  if (ajenos.length > 0) {
    return refuse(
      'CAMPO_AJENO',
      `Esta captura no lleva ${list(ajenos)}: esa opción no compite en este territorio o ese campo no se pidió.`,
    );
  }
  const faltan = campos.filter((campo) => lecturas[campo] === undefined);
  if (faltan.length > 0) {
    return refuse(
      'FALTAN_CAMPOS',
      `Faltan ${list(faltan)}. Escriba lo que dice el acta, o marque cada uno ilegible o sin dato.`,
    );
  }
  for (const campo of campos) {
    const checked = checkLectura(campo, lecturas[campo] ?? 'SIN DATO', valorMaximo);
    if (!checked.ok) return checked;
  }
  return ok(lecturas);
}

/** Chosen fields in the order of the acta; at least one, and all of that acta. */
export function chosenCampos(
  campos: readonly string[],
  camposDelActa: readonly string[],
): Result<readonly string[], Refusal<MandatoErrorCode>> {
  const ajenos = campos.filter((campo) => !camposDelActa.includes(campo));
  if (ajenos.length > 0) return refuse('CAMPO_AJENO', `Esta acta no tiene ${list(ajenos)}.`);
  if (campos.length === 0) {
    return refuse('FALTAN_CAMPOS', 'Elija al menos un campo para que se capture otra vez.');
  }
  return ok(camposDelActa.filter((campo) => campos.includes(campo)));
}

export function released(
  tipo: 'captura_liberada' | 'verificacion_liberada',
  persona: string,
  motivo: 'vencida' | 'devuelta',
): EventoActa {
  return { tipo, datos: { persona, motivo } };
}

export function hasImagen(imagenes: readonly Imagen[], sha256: string): boolean {
  return imagenes.some((imagen) => imagen.sha256 === sha256);
}

export function notAssigned() {
  return refuse('SIN_ASIGNACION', 'Esta acta no está asignada a usted. Pida la siguiente acta de su cola.');
}

export function captured() {
  return refuse(
    'CAPTURISTA_NO_VERIFICA',
    'Quien capturó un acta no puede verificarla ni resolverla. Debe hacerlo otra persona.',
  );
}

export function twoPeople(que: string) {
  return refuse('MISMA_PERSONA', `Deben ser dos personas distintas quienes ${que}.`);
}

export function pendingProposal() {
  return refuse(
    'PROPUESTA_PENDIENTE',
    'Sobre esta acta hay una propuesta que espera a otra persona. Espere a que se confirme o se rechace.',
  );
}

export function reasonRequired() {
  return refuse('FALTA_RAZON', 'Escriba la razón: queda en la historia del acta.');
}

const NOMBRE_FASE: Readonly<Record<EstadoActa['fase'], string>> = {
  esperada: 'no se ha recibido',
  acopiada: 'espera su imagen',
  en_captura: 'está en captura',
  en_conflicto: 'espera que se resuelva un conflicto entre capturas',
  capturada: 'espera verificación',
  verificada: 'ya está verificada',
  sin_acta: 'se declaró sin acta',
  fuera_de_catalogo: 'está fuera de catálogo',
};

export function wrongPhase(estado: EstadoActa, que: string) {
  return refuse(
    'FASE_NO_LO_PERMITE',
    `El acta ${NOMBRE_FASE[estado.fase]}: no puede ${que} ahora. Actualice la lista.`,
  );
}

function list(campos: readonly string[]): string {
  return campos.join(', ');
}
