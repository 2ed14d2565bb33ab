/** The size of a process in the figures that an institute knows by heart: to check it at a glance. */

import type { TipoCasilla } from '../dominio/casilla.ts';
import { SIN_TERRITORIO } from './datos.ts';
import type { Proceso } from './proceso.ts';

export interface Recuento {
  readonly distritos: number;
  readonly municipios: number;
  readonly secciones: number;
  readonly casillas: number;
  readonly casillasPorTipo: Readonly<Partial<Record<TipoCasilla, number>>>;
  readonly listaNominal: number;
  readonly catd: number;
  readonly actas: number;
  readonly elecciones: readonly RecuentoDeEleccion[];
}

export interface RecuentoDeEleccion {
  readonly clave: string;
  readonly actas: number;
  /** territories with an election, without `N/A` */
  readonly territorios: number;
  readonly opciones: number;
  readonly candidaturas: number;
}

export function countProceso(proceso: Proceso): Recuento {
  const casillasPorTipo: Partial<Record<TipoCasilla, number>> = {};
  const secciones = new Set<string>();
  let listaNominal = 0;
  for (const casilla of proceso.casillas) {
    casillasPorTipo[casilla.tipo] = (casillasPorTipo[casilla.tipo] ?? 0) + 1;
    listaNominal += casilla.listaNominal;
    if (casilla.seccion !== '0000') secciones.add(casilla.seccion);
  }
  return {
    distritos: proceso.distritos.length,
    municipios: proceso.municipios.length,
    secciones: secciones.size,
    casillas: proceso.casillas.length,
    casillasPorTipo,
    listaNominal,
    catd: proceso.catd.length,
    actas: proceso.actas.length,
    elecciones: proceso.elecciones.map((eleccion) => ({
      clave: eleccion.clave,
      actas: proceso.actasPorEleccion.get(eleccion.clave)?.length ?? 0,
      territorios: eleccion.territorios.filter(({ id }) => id !== SIN_TERRITORIO).length,
      opciones: eleccion.opciones.length,
      candidaturas: [...eleccion.candidaturas.values()].flat().length,
    })),
  };
}
