import { liveQuery } from 'dexie';
import { useEffect, useRef, useState } from 'react';

/**
 * What the phone keeps, again each time that it changes, also from another window or the service worker; undefined
 * until it is read the first time. A store that does not open breaks the screen, which says so.
 */
export function useConsulta<T>(consulta: () => Promise<T>): T | undefined {
  const [valor, setValor] = useState<{ readonly leido: T }>();
  const [falla, setFalla] = useState<{ readonly error: unknown }>();
  const first = useRef(consulta);
  useEffect(() => {
    const subscription = liveQuery(first.current).subscribe({
      next: (leido) => setValor({ leido }),
      error: (error: unknown) => setFalla({ error }),
    });
    return () => subscription.unsubscribe();
  }, []);
  if (falla !== undefined) throw falla.error;
  return valor?.leido;
}
