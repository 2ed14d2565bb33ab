/**
 * Who is who and who is in: what the facts of access say to the board.
 */

import type { HechoDeAcceso } from '../acceso/hechos.ts';
import { unreachable } from '../dominio/result.ts';
import type { Gente } from './gente.ts';

/** Follows a fact of the flujo ACCESO; most of them say nothing of who is present. */
export function followAcceso(gente: Gente, hecho: HechoDeAcceso, momento: number): void {
  switch (hecho.tipo) {
    case 'personas_cargadas':
      for (const { clave, nombre, rol, centro } of hecho.datos.personas) {
        gente.directorio.set(clave, { nombre, rol, centro });
      }
      return;
    case 'sesion_abierta': {
      const persona = gente.of(hecho.datos.persona);
      persona.sesiones ??= new Set();
      persona.sesiones.add(hecho.datos.sesion);
      persona.ultimaSesion = Math.max(persona.ultimaSesion, hecho.datos.sesion);
      persona.ultima = Math.max(persona.ultima ?? 0, momento);
      return;
    }
    case 'sesion_cerrada':
    case 'sesion_vencida':
      gente.of(hecho.datos.persona).sesiones?.delete(hecho.datos.sesion);
      return;
    case 'codigo_dado':
    case 'activacion':
    case 'confirmada':
    case 'entrada_fallida':
    case 'bloqueada':
    case 'desbloqueada':
    case 'revocada':
    case 'segundo_factor_puesto':
    case 'recuperacion_usada':
    case 'peticion_rechazada':
    case 'equipos_dados_de_alta':
    case 'codigo_de_equipo_dado':
    case 'equipo_enrolado':
    case 'equipo_confirmado':
    case 'equipo_revocado':
    case 'enrolamiento_fallido':
    case 'firma_falsa':
      return;
    default:
      unreachable(hecho);
  }
}
