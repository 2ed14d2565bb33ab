import { useState } from 'react';
import type { ImagenEnPantalla } from '../../../src/proceso/en-pantalla.ts';

export const SIN_IMAGEN_A_LA_VISTA =
  'La imagen todavía no llega, y se decide con ella a la vista. Espere a verla; si no llega, avise a su coordinación.';

/** Whether the image is in sight: nobody says that an acta is what its image says before seeing it. */
export function useImagenALaVista({ direccion }: ImagenEnPantalla): {
  readonly imagen: 'a_la_vista' | 'por_llegar';
  readonly alMostrarse: (direccion: string) => void;
} {
  const [shown, setShown] = useState('');
  return { imagen: shown === direccion ? 'a_la_vista' : 'por_llegar', alMostrarse: setShown };
}
