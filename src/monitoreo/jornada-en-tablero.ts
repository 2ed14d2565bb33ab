/**
 * The facts of the flujo JORNADA that the board keeps: who is on a pause, and the addresses of the big display.
 */

import type { Evento } from '../bitacora/bitacora.ts';
import type { HechoDeJornada } from '../bitacora/jornada.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Gente } from './gente.ts';

/** What monitoreo writes in the flujo JORNADA. Of the key of an address, only its SHA-256. */
export type HechoDePantalla =
  | {
      readonly tipo: 'pantalla_creada';
      readonly datos: { readonly id: string; readonly nombre: string; readonly huella: string };
    }
  | { readonly tipo: 'pantalla_revocada'; readonly datos: { readonly id: string } };

export interface PantallaAbierta {
  readonly id: string;
  readonly nombre: string;
  /** SHA-256 of its key, lower-case hexadecimal */
  readonly huella: string;
  readonly creada: Instante;
  readonly creo: string;
}

/** Follows a fact, in place. Priorities are asked for when they are shown. */
export function followJornada(gente: Gente, pantallas: Map<string, PantallaAbierta>, evento: Evento): void {
  // What the flujo has was written by these rooms, and its hash says that it is the same.
  const hecho = evento as Pick<Evento, 'tipo'> as HechoDePantalla | HechoDeJornada;
  switch (hecho.tipo) {
    case 'pantalla_creada':
      pantallas.set(hecho.datos.id, { ...hecho.datos, creada: evento.momento, creo: evento.actor });
      return;
    case 'pantalla_revocada':
      pantallas.delete(hecho.datos.id);
      return;
    case 'pausa_iniciada':
      gente.of(hecho.datos.persona).pausa = 'en_pausa';
      return;
    case 'pausa_terminada':
      gente.of(hecho.datos.persona).pausa = 'trabajando';
      return;
    case 'prioridades_puestas':
      return;
  }
}
