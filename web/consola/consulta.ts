/** What the server said, kept while the screens need it and asked again when it may have changed. */

import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import type { Refusal } from '../../src/dominio/result.ts';
import { get, type Respuesta } from './api.ts';

/** A refusal is an answer, not an exception: it is kept like any other. */
export function createConsultas(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: true, staleTime: 1_000 } },
  });
}

export interface Consulta<T> {
  /** the last that could be had, also while a later attempt fails */
  readonly datos: T | undefined;
  /** why the last attempt failed */
  readonly error: Refusal | undefined;
  readonly cargando: boolean;
  recargar(): void;
}

/**
 * A GET that the screen shows.
 *
 * @param cadaMs asks again each so many milliseconds; never, if it is not given.
 */
export function useConsulta<T>(ruta: string, { cadaMs }: { readonly cadaMs?: number } = {}): Consulta<T> {
  const { data, isPending, refetch } = useQuery({
    queryKey: [ruta],
    queryFn: () => get<T>(ruta),
    placeholderData: keepPreviousData,
    refetchInterval: cadaMs ?? false,
    // An attempt that fails does not erase what is on the screen.
    structuralSharing: (before, after) => keepGood(before as Kept<T> | undefined, after as Kept<T>),
  });
  const kept = data as Kept<T> | undefined;
  return {
    datos: kept?.ok ? kept.value : kept?.bueno,
    error: kept === undefined || kept.ok ? undefined : kept.error,
    cargando: isPending,
    recargar: () => void refetch(),
  };
}

type Kept<T> = Respuesta<T> & { readonly bueno?: T | undefined };

function keepGood<T>(before: Kept<T> | undefined, after: Kept<T>): Kept<T> {
  if (after.ok || before === undefined) return after;
  return { ...after, bueno: before.ok ? before.value : before.bueno };
}
