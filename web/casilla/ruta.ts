/** In which screen the phone is: the part of the address after `#`, so that the back button of Android works. */

import { useSyncExternalStore } from 'react';
import type { IdActa } from '../../src/dominio/clave.ts';

export type Ruta =
  | { readonly pantalla: 'inicio' }
  | { readonly pantalla: 'telefono' }
  | { readonly pantalla: 'acta'; readonly acta: IdActa }
  | { readonly pantalla: 'camara'; readonly acta: IdActa };

export function leerRuta(hash: string): Ruta {
  const [, pantalla, acta] = hash.replace(/^#/, '').split('/').map(decodeURIComponent);
  if ((pantalla === 'acta' || pantalla === 'camara') && acta) return { pantalla, acta: acta as IdActa };
  return { pantalla: pantalla === 'telefono' ? 'telefono' : 'inicio' };
}

export function direccionDe(ruta: Ruta): string {
  if (ruta.pantalla === 'inicio') return '#/';
  return 'acta' in ruta ? `#/${ruta.pantalla}/${encodeURIComponent(ruta.acta)}` : `#/${ruta.pantalla}`;
}

export function useRuta(): Ruta {
  return leerRuta(useHash());
}

/** What is after `#`, with it. */
export function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
}

/** Goes to a screen in the place of the one of now: back does not return to it. */
export function reemplazar(ruta: Ruta): void {
  location.replace(direccionDe(ruta));
}
