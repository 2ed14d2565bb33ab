/**
 * Pictures of actas to measure whoever has to identify them: each of another casilla, filled by hand, as a scanner or
 * a telephone would give it. The same process and seed give the same pictures.
 */

import { formatCodigo } from '../dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { createDibujante } from '../papel/dibujo.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createAzar } from './azar.ts';
import type { FormatoDeArchivo } from './degradacion/degradacion.ts';
import type { Nivel } from './degradacion/niveles.ts';
import { turnosDe } from './degradacion/turnos.ts';
import { type ActaLlenada, createLlenadas, REPARTO_COMUN } from './fallas.ts';
import { planRetrato, retratar } from './retrato.ts';

export interface ActaDelCorpus {
  readonly acta: ActaEsperada;
  readonly archivo: Buffer;
  readonly formato: FormatoDeArchivo;
  /** the level: `telefono_moderado` */
  readonly degradacion: Nivel;
  /** a file name, without repetition in a corpus: `0007-telefono_moderado-GUB-160806C08002.jpg` */
  readonly nombre: string;
  /** what its QR says */
  readonly codigo: string;
  /** what is written on it, and what must be captured */
  readonly llenada: ActaLlenada;
}

export interface OpcionesDelCorpus {
  readonly semilla: number;
  readonly cuantas: number;
  /** levels, in turns; without them, half of a scanner and half of a telephone, none of them useless */
  readonly niveles?: readonly Nivel[];
}

/** No acta comes twice unless more are asked than the process has. */
export async function* createCorpus(
  proceso: Proceso,
  { semilla, cuantas, niveles = turnosDe('mixto') }: OpcionesDelCorpus,
): AsyncGenerator<ActaDelCorpus> {
  const dibujante = createDibujante(proceso);
  const llenadas = createLlenadas(proceso, semilla, REPARTO_COMUN);
  const actas = shuffle(proceso.actas, semilla);
  for (let numero = 0; numero < cuantas; numero += 1) {
    const acta = actas[numero % actas.length];
    const nivel = niveles[numero % niveles.length];
    if (acta === undefined || nivel === undefined) return;
    const llenada = llenadas(acta);
    const retrato = planRetrato(proceso, { acta, nivel, numero, ppp: null }, semilla);
    const { campos } = llenada;
    const archivo = await retratar(dibujante, proceso, { acta, campos, numero }, retrato, semilla);
    yield {
      ...{ acta, archivo, llenada, degradacion: nivel, nombre: retrato.nombre },
      formato: retrato.degradacion.formato,
      codigo: formatCodigo({ proceso: proceso.nombre, acta: acta.id }),
    };
  }
}

/** The same actas in an order that only the seed decides. */
export function shuffle(actas: readonly ActaEsperada[], semilla: number): readonly ActaEsperada[] {
  const azar = createAzar(semilla, 'corpus');
  return actas
    .map((acta) => ({ acta, lugar: azar.next() }))
    .toSorted((a, b) => a.lugar - b.lugar)
    .map(({ acta }) => acta);
}
