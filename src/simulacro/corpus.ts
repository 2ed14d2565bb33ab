/**
 * Pictures of actas to measure whoever has to identify them: each of another casilla, filled by hand, as a scanner or
 * a telephone would give it. The same process and seed give the same pictures.
 */

import type { ActaEsperada } from '../dominio/eleccion.ts';
import { createDibujante } from '../papel/dibujo.ts';
import { formatoDe } from '../papel/formato.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createAzar } from './azar.ts';
import type { FormatoDeArchivo } from './degradacion/degradacion.ts';
import { degradar } from './degradacion/degradar.ts';
import {
  NIVELES_DE_ESCANER,
  NIVELES_DE_TELEFONO,
  type Nivel,
  sortearDegradacion,
} from './degradacion/niveles.ts';
import { llenar } from './llenado.ts';
import { createVerdades, motivoSinActa } from './verdad.ts';

export interface ActaDelCorpus {
  readonly acta: ActaEsperada;
  readonly archivo: Buffer;
  readonly formato: FormatoDeArchivo;
  /** the level: `telefono_moderado` */
  readonly degradacion: Nivel;
  /** a file name, without repetition in a corpus: `0007-telefono_moderado-GUB-160806C08002.jpg` */
  readonly nombre: string;
}

export interface OpcionesDelCorpus {
  readonly semilla: number;
  readonly cuantas: number;
  /** levels, in turns; without them, half of a scanner and half of a telephone, none of them useless */
  readonly niveles?: readonly Nivel[];
}

const EXTENSION: Readonly<Record<FormatoDeArchivo, string>> = {
  jpeg: 'jpg',
  png: 'png',
  tiff: 'tif',
  pdf: 'pdf',
};

/** No acta comes twice unless more are asked than the process has. */
export async function* createCorpus(
  proceso: Proceso,
  { semilla, cuantas, niveles }: OpcionesDelCorpus,
): AsyncGenerator<ActaDelCorpus> {
  const dibujante = createDibujante(proceso);
  const verdades = createVerdades(proceso, semilla);
  const turns = niveles ?? bothRoutes();
  const actas = shuffled(proceso, semilla);
  for (let i = 0; i < cuantas; i += 1) {
    const acta = actas[i % actas.length];
    const nivel = turns[i % turns.length];
    if (acta === undefined || nivel === undefined) return;
    const verdad = verdades(acta);
    if (verdad.tipo !== 'acta') throw new Error(`acta that never arrives: ${acta.id}`);
    const formato = formatoDe(proceso, acta);
    const degradacion = sortearDegradacion(nivel, createAzar(semilla, 'degradacion', `${i}`), formato.qr);
    const hoja = await dibujante.gris(acta, degradacion.ppp, llenar(proceso, acta, verdad.campos, semilla));
    const archivo = await degradar(hoja, formato, degradacion, createAzar(semilla, 'grano', `${i}`));
    yield {
      ...{ acta, archivo, formato: degradacion.formato, degradacion: nivel },
      nombre: `${String(i + 1).padStart(4, '0')}-${nivel}-${acta.id}.${EXTENSION[degradacion.formato]}`,
    };
  }
}

/** One of a scanner, one of a telephone, as many levels of each as there are. */
function bothRoutes(): readonly Nivel[] {
  const rounds = NIVELES_DE_ESCANER.length * NIVELES_DE_TELEFONO.length;
  return Array.from({ length: rounds }, (_, i) => [
    NIVELES_DE_ESCANER[i % NIVELES_DE_ESCANER.length],
    NIVELES_DE_TELEFONO[i % NIVELES_DE_TELEFONO.length],
  ])
    .flat()
    .filter((nivel) => nivel !== undefined);
}

function shuffled(proceso: Proceso, semilla: number): readonly ActaEsperada[] {
  const azar = createAzar(semilla, 'corpus');
  return proceso.actas
    .filter((acta) => motivoSinActa(acta, semilla) === null)
    .map((acta) => ({ acta, lugar: azar.next() }))
    .toSorted((a, b) => a.lugar - b.lugar)
    .map(({ acta }) => acta);
}
