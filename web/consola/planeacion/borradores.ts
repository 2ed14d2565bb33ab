/**
 * What was typed in each ficha and not saved yet: whoever goes to look at another and comes back finds it. It lasts
 * what the page lasts; leaving the page asks before.
 */

import { useEffect, useState } from 'react';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { cambiosEntre, type ValoresDeFicha } from './campos.ts';

/** `base`: the ficha over which it was typed; null when it is new. */
export interface Borrador {
  readonly base: FichaEnPantalla | null;
  readonly valores: ValoresDeFicha;
}

const borradores = new Map<string, Borrador>();

export interface Edicion extends Borrador {
  /** fields that are not as in the ficha */
  readonly cambios: ValoresDeFicha;
  /** it was being typed before, and was left */
  readonly deAntes: boolean;
  cambiar(cambio: (antes: ValoresDeFicha) => ValoresDeFicha): void;
  /** Starts again from a ficha: one that was saved, or the one that somebody else left. */
  empezar(borrador: Borrador): void;
}

/**
 * The typing of a ficha.
 *
 * @param clave `oficios/3f2a…`, or `oficios/nueva`
 * @param inicial what there is when nothing was typed
 */
export function useEdicion(clave: string, inicial: () => Borrador): Edicion {
  const [deAntes] = useState(() => borradores.has(clave));
  const [borrador, setBorrador] = useState(() => borradores.get(clave) ?? inicial());
  const cambios = cambiosEntre(originalOf(borrador, inicial), borrador.valores);
  const dirty = Object.keys(cambios).length > 0;
  useEffect(() => {
    if (dirty) borradores.set(clave, borrador);
    else borradores.delete(clave);
  }, [clave, borrador, dirty]);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [dirty]);
  return {
    ...borrador,
    cambios,
    deAntes,
    cambiar: (cambio) => setBorrador((antes) => ({ ...antes, valores: cambio(antes.valores) })),
    empezar(next) {
      borradores.delete(clave);
      setBorrador(next);
    },
  };
}

function originalOf({ base }: Borrador, inicial: () => Borrador): ValoresDeFicha {
  return base === null ? inicial().valores : (base.valores as ValoresDeFicha);
}

/** Forgets what was typed: it is saved, or the person gave it up. */
export function olvidarBorrador(clave: string): void {
  borradores.delete(clave);
}

/** Whether anything typed would be lost by leaving. */
export function hayBorradores(): boolean {
  return borradores.size > 0;
}
