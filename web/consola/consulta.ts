/** What the server said, kept while the screens need it and asked again when it may have changed. */

import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import type { Refusal } from '../../src/dominio/result.ts';
import { get, type Opciones, type Respuesta } from './api.ts';

/** A refusal is an answer, not an exception: it is kept like any other. */
export function createConsultas(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        ...{ retry: false, refetchOnWindowFocus: true, refetchOnReconnect: true, staleTime: 1_000 },
        // Without network it is asked all the same, and fails: a list that keeps quiet would look up to date.
        networkMode: 'always',
      },
    },
  });
}

export interface Consulta<T> {
  /** the last that could be had, also while a later attempt fails */
  readonly datos: T | undefined;
  /** why the last attempt failed */
  readonly error: Refusal | undefined;
  readonly cargando: boolean;
  /** when what is shown was asked, in milliseconds of this computer; 0 until it arrives */
  readonly pedida: number;
  recargar(): void;
}

/**
 * A GET that the screen shows.
 *
 * @param cadaMs asks again each so many milliseconds, or `nunca`, not even when the person comes back to the window:
 * what they decide over does not change under their eyes. By default, only when they come back.
 * @param traer `si_cambio` where the answer is long and the server says whether it is another
 */
export function useConsulta<T>(
  ruta: string,
  { cadaMs, traer }: { readonly cadaMs?: number | 'nunca'; readonly traer?: Opciones['traer'] } = {},
): Consulta<T> {
  const { data, isPending, refetch } = useQuery({
    queryKey: [ruta],
    queryFn: async (): Promise<Kept<T>> => ({ ...(await get<T>(ruta, { traer })), llegada: Date.now() }),
    placeholderData: keepPreviousData,
    refetchInterval: typeof cadaMs === 'number' ? cadaMs : false,
    refetchOnWindowFocus: cadaMs !== 'nunca',
    refetchOnReconnect: cadaMs !== 'nunca',
    // An attempt that fails does not erase what is on the screen.
    structuralSharing: (before, after) => keepGood(before as Kept<T> | undefined, after as Kept<T>),
  });
  const kept = data as Kept<T> | undefined;
  return {
    datos: kept?.ok ? kept.value : kept?.bueno,
    error: kept === undefined || kept.ok ? undefined : kept.error,
    cargando: isPending,
    pedida: kept?.llegada ?? 0,
    recargar: () => void refetch(),
  };
}

/** `llegada`: of the last that could be had; 0 while there is none */
type Kept<T> = Respuesta<T> & { readonly bueno?: T | undefined; readonly llegada: number };

function keepGood<T>(before: Kept<T> | undefined, after: Kept<T>): Kept<T> {
  if (after.ok) return after;
  if (before === undefined) return { ...after, llegada: 0 };
  return { ...after, bueno: before.ok ? before.value : before.bueno, llegada: before.llegada };
}
