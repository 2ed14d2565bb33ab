import { liveQuery } from 'dexie';
import { useEffect, useRef, useState } from 'react';

/**
 * What the phone keeps, again each time that it changes, also from another window or the service worker; undefined
 * until it is read the first time.
 */
export function useConsulta<T>(consulta: () => Promise<T>): T | undefined {
  const [valor, setValor] = useState<{ readonly leido: T }>();
  const first = useRef(consulta);
  useEffect(() => {
    const subscription = liveQuery(first.current).subscribe((leido) => setValor({ leido }));
    return () => subscription.unsubscribe();
  }, []);
  return valor?.leido;
}
