/** A list of the server that comes by pages, with what may go wrong while it is on the screen. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { get } from '../api.ts';

export interface PaginaDeLista<T> {
  readonly actas: readonly T[];
  readonly total: number;
  /** goes back as `despuesDe`; null at the end */
  readonly siguiente: string | null;
}

export interface Lista<T> {
  readonly actas: readonly T[];
  /** undefined until the first page arrives */
  readonly total: number | undefined;
  /** why the last attempt failed; what there was is kept */
  readonly error: Refusal | null;
  /** when what is shown was asked, in milliseconds of this computer */
  readonly pedida: number;
  /** what is shown is of the filters before: the new ones are on their way */
  readonly atrasada: boolean;
  pedirMas(): void;
  recargar(): void;
}

/** Past these pages the list is not asked again by itself: it would be asked whole. */
const PAGINAS_QUE_SE_RENUEVAN = 2;
const RENOVACION_MS = 15_000;

class SinLista extends Error {
  readonly rechazo: Refusal;

  constructor(rechazo: Refusal) {
    super(rechazo.codigo);
    this.rechazo = rechazo;
  }
}

/** @param ruta with its filters, without `despuesDe`. */
export function useLista<T>(ruta: string): Lista<T> {
  const query = useInfiniteQuery({
    queryKey: ['lista', ruta],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const join = ruta.includes('?') ? '&' : '?';
      const page = pageParam === '' ? '' : `${join}despuesDe=${encodeURIComponent(pageParam)}`;
      const answer = await get<PaginaDeLista<T>>(`${ruta}${page}`);
      // The library keeps what it had when the attempt throws.
      if (!answer.ok) throw new SinLista(answer.error);
      return answer.value;
    },
    getNextPageParam: ({ siguiente }) => siguiente,
    placeholderData: (before) => before,
    staleTime: RENOVACION_MS,
    refetchInterval: ({ state }) =>
      (state.data?.pages.length ?? 0) <= PAGINAS_QUE_SE_RENUEVAN ? RENOVACION_MS : false,
  });
  const { data, error, dataUpdatedAt, hasNextPage, isFetching, isPlaceholderData } = query;
  const { fetchNextPage, refetch } = query;
  const actas = useMemo(() => data?.pages.flatMap((page) => page.actas) ?? [], [data]);
  const pedirMas = useCallback(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);

  return {
    actas,
    total: data?.pages[0]?.total,
    error: error instanceof SinLista ? error.rechazo : null,
    pedida: dataUpdatedAt,
    atrasada: isPlaceholderData,
    pedirMas,
    recargar: () => void refetch(),
  };
}
