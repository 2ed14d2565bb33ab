import { useEffect, useRef, useState } from 'react';

/**
 * Opens the row in hand. Enter typed before the list has followed the last letters opens what arrives, if it is the
 * only one that matches: never a row of the search before.
 *
 * @param alDia the rows are of what is typed now
 */
export function useApertura<T>(
  { actas, total }: { readonly actas: readonly T[]; readonly total: number | undefined },
  alDia: 'al_dia' | 'por_llegar',
  abrir: (acta: T) => void,
): (acta: T) => void {
  const [waiting, setWaiting] = useState<'nada' | 'la_unica'>('nada');
  const open = useRef(abrir);
  useEffect(() => {
    open.current = abrir;
  });
  useEffect(() => {
    if (waiting === 'nada' || alDia === 'por_llegar') return;
    setWaiting('nada');
    const [only] = actas;
    if (only !== undefined && total === 1) open.current(only);
  }, [waiting, alDia, actas, total]);
  return (acta) => (alDia === 'al_dia' ? abrir(acta) : setWaiting('la_unica'));
}
