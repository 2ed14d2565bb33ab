import { useLocation } from 'wouter';
import type { ConHecho } from './Hecho.tsx';

/**
 * Goes back to the list from which one came, with its filters; or to the list, for whoever came by the address.
 *
 * @returns with a sentence, the list says what was done.
 */
export function useRegreso(lista: string): (hecho?: string) => void {
  const [, navigate] = useLocation();
  return (hecho) => {
    if (hecho !== undefined) navigate(lista, { state: { hecho } satisfies ConHecho });
    else if (history.length > 1) history.back();
    else navigate(lista);
  };
}
