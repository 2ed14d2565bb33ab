/**
 * The figures of one level (entidad, distrito or municipio, sección) as they are published: progress with its
 * reasons, and votes by option, by candidatura and by party.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import { columnasDeVotos, type Votos, type VotosDePartido, votosPorCandidatura } from '../dominio/computo.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import { type Avance, computeEncabezado, type Momento } from '../dominio/corte.ts';
import { type Eleccion, NO_REGISTRADAS, NULOS } from '../dominio/eleccion.ts';
import { truncatedPercent } from '../dominio/porcentaje.ts';
import type { Cuenta } from './cuenta.ts';

/** Progress: captured and counted always together, with what is not counted and why. */
export interface Actas {
  readonly esperadas: number;
  readonly registradas: number;
  readonly fueraDeCatalogo: number;
  readonly capturadas: number;
  readonly porcentajeCapturadas: string;
  readonly contabilizadas: number;
  readonly porcentajeContabilizadas: string;
  readonly noContabilizadas: number;
  readonly porCapturar: number;
  readonly razones: {
    readonly excedeListaNominal: number;
    readonly todosIlegiblesOSinDato: number;
    readonly sinActa: number;
    readonly sinActaPorMotivo: Readonly<Record<MotivoSinActa, number>>;
  };
  readonly porcentajeInconsistencias: string;
  readonly inconsistencias: {
    readonly algunCampoIlegibleOSinDato: number;
    readonly excedeListaNominal: number;
    readonly todosIlegiblesOSinDato: number;
  };
  readonly listaNominalContabilizadas: number;
  readonly votos: number;
  readonly votosSinEspeciales: number;
  readonly participacion: string;
}

export function actasDe(
  { suma, observaciones, sinActa }: Cuenta,
  momento: Momento,
  ajustes: Pick<Ajustes, 'participacion' | 'inconsistencias'>,
): Actas {
  const cifras = computeEncabezado(suma.avance, momento, ajustes);
  return {
    esperadas: cifras.ACTAS_ESPERADAS,
    registradas: cifras.ACTAS_REGISTRADAS,
    fueraDeCatalogo: cifras.ACTAS_FUERA_CATALOGO,
    capturadas: cifras.ACTAS_CAPTURADAS,
    porcentajeCapturadas: cifras.PORCENTAJE_ACTAS_CAPTURADAS,
    contabilizadas: cifras.ACTAS_CONTABILIZADAS,
    porcentajeContabilizadas: cifras.PORCENTAJE_ACTAS_CONTABILIZADAS,
    noContabilizadas: cifras.ACTAS_NO_CONTABILIZADAS,
    porCapturar: cifras.ACTAS_ESPERADAS - cifras.ACTAS_CAPTURADAS,
    razones: {
      excedeListaNominal: observaciones.excede,
      todosIlegiblesOSinDato: observaciones.todos,
      sinActa: observaciones.sin_acta,
      sinActaPorMotivo: { ...sinActa },
    },
    porcentajeInconsistencias: cifras.PORCENTAJE_ACTAS_INCONSISTENCIAS,
    inconsistencias: {
      algunCampoIlegibleOSinDato: observaciones.algun_campo,
      excedeListaNominal: observaciones.excede,
      todosIlegiblesOSinDato: observaciones.todos,
    },
    listaNominalContabilizadas: cifras.LISTA_NOMINAL_ACTAS_CONTABILIZADAS,
    votos: cifras.TOTAL_VOTOS_C_CS,
    votosSinEspeciales: cifras.TOTAL_VOTOS_S_CS,
    participacion: cifras.PORCENTAJE_PARTICIPACION_CIUDADANA,
  };
}

/** How much has arrived of a kind of place, to see what the votes so far are made of. */
export interface Cobertura {
  readonly esperadas: number;
  readonly capturadas: number;
  readonly porcentajeCapturadas: string;
  readonly contabilizadas: number;
  readonly porcentajeContabilizadas: string;
}

export function coberturaDe(cuenta: Pick<Cuenta, 'urbana' | 'noUrbana'>): {
  readonly urbana: Cobertura;
  readonly noUrbana: Cobertura;
} {
  return { urbana: coberturaDeAvance(cuenta.urbana), noUrbana: coberturaDeAvance(cuenta.noUrbana) };
}

function coberturaDeAvance({ esperadas, contabilizadas, noContabilizadas }: Avance): Cobertura {
  const capturadas = contabilizadas + noContabilizadas;
  return {
    esperadas,
    capturadas,
    porcentajeCapturadas: truncatedPercent(capturadas, esperadas),
    contabilizadas,
    porcentajeContabilizadas: truncatedPercent(contabilizadas, esperadas),
  };
}

interface VotosPublicados {
  readonly votos: number;
  /** over the total with nulos and no registradas */
  readonly porcentaje: string;
}

export interface VotosDeOpcion extends VotosPublicados {
  readonly clave: string;
}

export interface VotosDeCandidaturaPublicados extends VotosPublicados {
  readonly clave: string;
  readonly propietaria: string;
  readonly suplente: string;
  readonly opciones: readonly string[];
}

export interface VotosDePartidoPublicados extends VotosPublicados {
  readonly clave: string;
  readonly propios: number;
  readonly coalicion: number;
}

export interface Resultados {
  /** votes of the counted MR actas of this level: options, no registradas and nulos */
  readonly total: number;
  /** null where no candidatura is registered for the whole level */
  readonly candidaturas: readonly VotosDeCandidaturaPublicados[] | null;
  /** with coalition votes divided; null below the distrito or municipio, where they are not divided */
  readonly partidos: readonly VotosDePartidoPublicados[] | null;
  /** own votes of parties and independents, and combinations, as columns of the database */
  readonly opciones: readonly VotosDeOpcion[];
  readonly noRegistradas: VotosPublicados;
  readonly nulos: VotosPublicados;
}

export interface Alcance {
  /** territory whose candidaturas are registered for the whole level, or null */
  readonly registro: string | null;
  /** keys of the options that run somewhere in the level */
  readonly opciones: ReadonlySet<string>;
  /** votes by party divided, or null where they are not */
  readonly partidos: readonly VotosDePartido[] | null;
}

export function resultadosDe(eleccion: Eleccion, votos: Readonly<Votos>, alcance: Alcance): Resultados {
  const total = votos.reduce((sum, value) => sum + value, 0);
  const published = (value: number): VotosPublicados => ({
    votos: value,
    porcentaje: truncatedPercent(value, total),
  });
  const byClave = new Map(columnasDeVotos(eleccion).map((clave, i) => [clave, votos[i] ?? 0]));
  return {
    total,
    candidaturas:
      alcance.registro === null
        ? null
        : votosPorCandidatura(eleccion, alcance.registro, votos).map(({ candidatura, votos: own }) => ({
            clave: candidatura.clave,
            propietaria: candidatura.propietaria,
            suplente: candidatura.suplente,
            opciones: candidatura.opciones,
            ...published(own),
          })),
    partidos:
      alcance.partidos?.map(({ clave, propios, coalicion }) => ({
        clave,
        propios,
        coalicion,
        ...published(propios + coalicion),
      })) ?? null,
    opciones: eleccion.opciones
      .filter(({ clave }) => alcance.opciones.has(clave))
      .map(({ clave }) => ({ clave, ...published(byClave.get(clave) ?? 0) })),
    noRegistradas: published(byClave.get(NO_REGISTRADAS) ?? 0),
    nulos: published(byClave.get(NULOS) ?? 0),
  };
}

/** Votes of the RP actas of especiales, which belong to no candidatura of the territory. */
export interface ResultadosRp {
  readonly total: number;
  readonly opciones: readonly VotosDeOpcion[];
  readonly noRegistradas: VotosPublicados;
  readonly nulos: VotosPublicados;
}

/** Null in elections without RP actas. */
export function resultadosRpDe(
  eleccion: Eleccion,
  votosRp: Readonly<Votos>,
  alcance: Pick<Alcance, 'opciones'>,
): ResultadosRp | null {
  if (!eleccion.tiposActa.some(({ principio }) => principio === 'RP')) return null;
  const { total, opciones, noRegistradas, nulos } = resultadosDe(eleccion, votosRp, {
    registro: null,
    partidos: null,
    opciones: alcance.opciones,
  });
  return { total, opciones, noRegistradas, nulos };
}
