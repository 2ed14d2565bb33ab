import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Ruta } from './ruta.ts';

/** Every screen begins at its top, but the list, which is found where it was left: it may have a hundred actas. */
export function useDesplazamiento(hash: string, pantalla: Ruta['pantalla']): void {
  const left = useRef(0);
  const here = useRef(pantalla);
  useEffect(() => {
    history.scrollRestoration = 'manual';
    const note = () => {
      if (here.current === 'inicio') left.current = window.scrollY;
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: two actas are two screens with one name
  useLayoutEffect(() => {
    here.current = pantalla;
    window.scrollTo(0, pantalla === 'inicio' ? left.current : 0);
  }, [hash, pantalla]);
}
