import { useHistoryState } from 'wouter/use-browser-location';
import { Aviso } from '../../comun/Aviso.tsx';

/** What travels with the address when a thing was done in one screen and the next says so. */
export interface ConHecho {
  readonly hecho: string;
}

/** What was just done, in the list to which one comes back. */
export function Hecho() {
  const state = useHistoryState<ConHecho | null>();
  if (state?.hecho === undefined) return null;
  return (
    <Aviso clase="bien">
      <p>{state.hecho}</p>
    </Aviso>
  );
}
