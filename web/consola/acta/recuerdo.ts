/**
 * Which row each list had in hand, so that whoever comes back from an acta finds it where it was. It lasts what the
 * page lasts.
 */

import { useState } from 'react';

const actuales = new Map<string, string>();

/** @param lista its address, with its filters. */
export function useActual(lista: string): readonly [string | null, (clave: string) => void] {
  const [, setVersion] = useState(0);
  const choose = (clave: string) => {
    actuales.set(lista, clave);
    setVersion((version) => version + 1);
  };
  return [actuales.get(lista) ?? null, choose];
}
