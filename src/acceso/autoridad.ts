/** Over whom somebody may act. That they may act at all is in the table of permissions. */

import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Rol } from './permisos.ts';
import type { PersonaEnSesion } from './ruta.ts';

/** Roles that the administration confirms, unlocks and revokes, in any centre. */
export const DE_ADMINISTRACION: readonly Rol[] = [
  'coordinador_catd',
  'coordinador_ccv',
  'administrador',
  'auditor',
  'consejeria',
  'representacion',
  'difusor',
  'instancia_interna',
];

const VE_TODO: readonly Rol[] = ['administrador', 'auditor'];

type DeQuien = Pick<PersonaEnSesion, 'clave' | 'rol' | 'centro'>;

/** The centre whose people one sees; null is all. */
export function centroVisible({ rol, centro }: DeQuien): string | null {
  return VE_TODO.includes(rol) ? null : centro;
}

export function puedeVer(quien: DeQuien, persona: DeQuien): boolean {
  const centro = centroVisible(quien);
  return centro === null || centro === persona.centro;
}

/**
 * Whether one may confirm, unlock, revoke or end the session of another. The coordination, those of its centre but
 * for the administration; the administration, whoever captures nothing: it cannot make a capturista by itself.
 */
export function puedeActuarSobre(quien: DeQuien, persona: DeQuien): Result<null, Refusal<'SIN_PERMISO'>> {
  if (quien.clave === persona.clave) {
    return refuse('SIN_PERMISO', 'Nadie decide sobre su propio acceso. Pídalo a otra persona que pueda.');
  }
  if (quien.rol === 'administrador') {
    if (DE_ADMINISTRACION.includes(persona.rol)) return ok(null);
    return refuse(
      'SIN_PERMISO',
      'De quienes capturan, verifican, acopian o cotejan decide la coordinación de su centro.',
    );
  }
  if (quien.centro !== persona.centro) {
    return refuse('SIN_PERMISO', 'Esa persona es de otro centro: decide la coordinación de allá.');
  }
  if (persona.rol === 'administrador') {
    return refuse(
      'SIN_PERMISO',
      'De la administración del sistema decide otra persona de la administración.',
    );
  }
  return ok(null);
}
