/**
 * The screens of the operators' application: from this table come the menu and the addresses. A screen is loaded
 * when it is opened. Whoever may open only one goes straight to it.
 */

import { type ComponentType, lazy } from 'react';
import type { Permiso } from '../../src/acceso/permisos.ts';

export interface Pantalla {
  /** as in wouter: `/actas/:acta` */
  readonly ruta: string;
  readonly permiso: Permiso;
  readonly titulo: string;
  /** `oculta`: one gets there from another screen */
  readonly menu: 'visible' | 'oculta';
  readonly componente: ComponentType;
}

export const PANTALLAS: readonly Pantalla[] = [
  {
    ruta: '/captura',
    permiso: 'captura:capturar',
    titulo: 'Captura',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./captura/Captura.tsx')).Captura })),
  },
];

/** Screens that need no session: their address is their permission. */
export const PANTALLAS_SIN_SESION: readonly Pick<Pantalla, 'ruta' | 'componente'>[] = [];
