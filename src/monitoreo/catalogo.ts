/**
 * What the board needs to know of the catalogue: of which election each acta is, its vote fields and its limit.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { classify, limiteDeVotos } from '../dominio/contabilizacion.ts';
import { camposDeVotos } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { Proceso } from '../proceso/proceso.ts';

export interface Catalogo {
  readonly elecciones: readonly {
    readonly clave: string;
    readonly nombre: string;
    readonly esperadas: number;
  }[];
  readonly publicaDesde: Ajustes['publicaDesde'];
  /** An acta of the catalogue, or null when it is of none: it was registered during the night. */
  find(id: string): ActaDelCatalogo | null;
}

export interface ActaDelCatalogo {
  /** the same text for every use, so that half a million keys are kept once */
  readonly id: IdActa;
  /** place of its election in `elecciones` */
  readonly eleccion: number;
  readonly campos: readonly string[];
  /** votes that it can honestly have; null when there is no limit */
  readonly limite: number | null;
}

export function createCatalogo({
  elecciones,
  eleccionPorClave,
  actasPorId,
  actasPorEleccion,
  ajustes,
}: Pick<
  Proceso,
  'elecciones' | 'eleccionPorClave' | 'actasPorId' | 'actasPorEleccion' | 'ajustes'
>): Catalogo {
  const places = new Map(elecciones.map(({ clave }, i) => [clave, i]));
  const campos = new Map<string, readonly string[]>();

  function camposOf(eleccion: string, territorio: string): readonly string[] {
    const key = `${eleccion} ${territorio}`;
    const known = campos.get(key);
    if (known !== undefined) return known;
    const definition = eleccionPorClave.get(eleccion);
    if (definition === undefined) throw new Error(`acta of an election that the process lacks: ${eleccion}`);
    const made = camposDeVotos(definition, territorio);
    campos.set(key, made);
    return made;
  }

  return {
    elecciones: elecciones.map(({ clave, nombre }) => ({
      clave,
      nombre,
      esperadas: actasPorEleccion.get(clave)?.length ?? 0,
    })),
    publicaDesde: ajustes.publicaDesde,
    find(id) {
      const acta = actasPorId.get(id as IdActa);
      if (acta === undefined) return null;
      return {
        id: acta.id,
        eleccion: places.get(acta.eleccion) ?? 0,
        campos: camposOf(acta.eleccion, acta.territorio),
        limite: limiteDeVotos(acta.casilla, ajustes),
      };
    },
  };
}

/**
 * The readings of the vote fields of an acta as a short text: half a million of them are kept in memory, because
 * a recapture of some fields changes whether the whole acta counts.
 */
export type Votos = string;

const ABREVIADA = { ILEGIBLE: 'I', 'SIN DATO': 'S' } as const;

/** Packs readings; a field that they lack keeps what `previos` said. */
export function packVotos(campos: readonly string[], lecturas: Lecturas, previos: Votos | null): Votos {
  const before = previos === null ? [] : previos.split(' ');
  // Joined at once: a text made by adding would keep every piece of it alive.
  return campos
    .map((campo, i) => {
      const lectura = lecturas[campo];
      return lectura === undefined ? (before[i] ?? ABREVIADA['SIN DATO']) : abbreviate(lectura);
    })
    .join(' ');
}

/** Whether an acta with those votes counts. */
export function countsIn(votos: Votos, limite: number | null): 'contabilizada' | 'no_contabilizada' {
  const { contabilizada } = classify(votos.split(' ').map(expand), limite);
  return contabilizada === 1 ? 'contabilizada' : 'no_contabilizada';
}

function abbreviate(lectura: Lectura): string {
  return typeof lectura === 'number' ? String(lectura) : ABREVIADA[lectura];
}

function expand(text: string): Lectura {
  if (text === ABREVIADA.ILEGIBLE) return 'ILEGIBLE';
  if (text === ABREVIADA['SIN DATO']) return 'SIN DATO';
  return Number(text);
}
