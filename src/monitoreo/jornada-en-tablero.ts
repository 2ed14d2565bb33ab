/**
 * The facts of the flujo JORNADA that the board keeps: the addresses of the big display.
 */

import type { Evento } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';

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

/** Follows a fact, in place; those of others in the same flujo say nothing here. */
export function followPantallas(pantallas: Map<string, PantallaAbierta>, evento: Evento): void {
  const hecho = evento as Pick<Evento, 'tipo'> as HechoDePantalla;
  switch (hecho.tipo) {
    case 'pantalla_creada':
      pantallas.set(hecho.datos.id, { ...hecho.datos, creada: evento.momento, creo: evento.actor });
      return;
    case 'pantalla_revocada':
      pantallas.delete(hecho.datos.id);
      return;
  }
}
