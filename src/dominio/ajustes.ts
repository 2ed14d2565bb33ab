/**
 * What varies by institute or year without changing the rules: settings of the process, with the values of the
 * current official text as defaults. Each one names the files that are known to use it.
 */

import { VALOR_MAXIMO } from './lectura.ts';

export interface Ajustes {
  /**
   * Participation: V ÷ lista nominal of the contabilizadas. With `sin_especiales_hasta_el_ultimo`, V leaves out
   * especiales in every corte but the last (LEEME 15; Campeche 2021, INE 2018); with `con_especiales_siempre`
   * it never does (some OPL).
   */
  readonly participacion: 'sin_especiales_hasta_el_ultimo' | 'con_especiales_siempre';
  /** Which actas make PORCENTAJE_ACTAS_INCONSISTENCIAS (LEEME 10); Campeche 2021 counts `solo_no_contabilizadas`. */
  readonly inconsistencias: 'todas' | 'solo_no_contabilizadas';
  /** From which phase an acta is part of a corte. In Campeche 2021 captured actas were published unverified. */
  readonly publicaDesde: 'capturada' | 'verificada';
  /**
   * Representatives added to the limit of a casilla whose catalogue has none (null). Institutes that do not
   * publish them (Campeche 2021) must say which number they use.
   */
  readonly representantesSupuestos: number;
  /** Ballots of a casilla especial whose catalogue has none (null). */
  readonly boletasEspecialSupuestas: number;
  /** Largest value that a field accepts, inclusive. */
  readonly valorMaximo: number;
  /** Seconds that a person may hold an acta before it goes to somebody else. */
  readonly segundosAsignacion: number;
  /** Seconds that a person may hold an acta in all, counting the extensions that they get while they type. */
  readonly segundosMaximos: number;
  /** Actas that a capturista may hold at once: the one on the screen and the next, already loaded. */
  readonly actasPorPersona: number;
  /** How the envelope is called in *paquete entregado sin …*: Bolsa PREP since 2023, Sobre PREP before. */
  readonly recipiente: 'BOLSA' | 'SOBRE';
}

export const AJUSTES: Ajustes = {
  participacion: 'sin_especiales_hasta_el_ultimo',
  inconsistencias: 'todas',
  publicaDesde: 'verificada',
  representantesSupuestos: 0,
  boletasEspecialSupuestas: 1000,
  valorMaximo: VALOR_MAXIMO,
  segundosAsignacion: 600,
  segundosMaximos: 1800,
  actasPorPersona: 2,
  recipiente: 'BOLSA',
};
