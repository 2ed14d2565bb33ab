/** The filters of the list of actas, kept in the address: what one sees can be sent, and «back» undoes. */

import { useSearchParams } from 'wouter';

export const FILTROS = ['eleccion', 'fase', 'cola', 'marca', 'territorio', 'catd', 'texto', 'orden'] as const;
export type Filtro = (typeof FILTROS)[number];
export type Filtros = Readonly<Record<Filtro, string>>;

export const SIN_FILTROS: Filtros = Object.fromEntries(FILTROS.map((name) => [name, ''])) as Record<
  Filtro,
  string
>;

/** `nueva`: «back» returns to the filters of before; `misma`: it is the same search, still being typed. */
export type Entrada = 'nueva' | 'misma';

export function useFiltros(): readonly [Filtros, (cambios: Partial<Filtros>, entrada: Entrada) => void] {
  const [params, setParams] = useSearchParams();
  const filtros = Object.fromEntries(FILTROS.map((name) => [name, params.get(name) ?? ''])) as Record<
    Filtro,
    string
  >;
  const change = (cambios: Partial<Filtros>, entrada: Entrada) =>
    setParams(() => paramsOf({ ...filtros, ...cambios }), { replace: entrada === 'misma' });
  return [filtros, change];
}

/** Only those that say something, always in the same order. */
export function paramsOf(filtros: Filtros): URLSearchParams {
  return new URLSearchParams(
    FILTROS.map((name) => [name, filtros[name]]).filter(([, value]) => value !== ''),
  );
}
