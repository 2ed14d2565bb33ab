/**
 * The image of a simulated acta: what a scanner or a telephone gives of its stand-in. Some come out cut, and
 * somebody has to say so.
 */

import type { Digitalizacion, Imagen, Origen } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Proceso, TipoProceso } from '../proceso/proceso.ts';
import { createAzar } from './azar.ts';
import { renderActa } from './imagen.ts';
import { type CampoEscrito, lecturasDe } from './verdad.ts';

/** An image is the n-th of its acta that came by that route, from 0. */
export interface Toma {
  readonly acta: IdActa;
  readonly origen: Origen;
  readonly numero: number;
}

export type Calidad = 'buena' | 'cortada';

/** First images that cannot be used; the second try always can. */
const CORTADAS = { CASILLA: 0.008, CATD: 0.003 } as const;

export const DIGITALIZACION: Readonly<Record<Origen, Digitalizacion>> = { CASILLA: 'MOVIL', CATD: 'ESCANER' };

export function calidadDe({ acta, origen, numero }: Toma, semilla: number): Calidad {
  if (numero > 0) return 'buena';
  return createAzar(semilla, 'imagen', acta, origen).chance(CORTADAS[origen]) ? 'cortada' : 'buena';
}

/** Which of the images of its route one of them was. */
export function tomaDe(acta: IdActa, imagenes: readonly Imagen[], sha256: string): Toma {
  const imagen = imagenes.find((one) => one.sha256 === sha256);
  if (imagen === undefined) throw new Error(`image that the acta does not have: ${acta} ${sha256}`);
  const before = imagenes.slice(0, imagenes.indexOf(imagen));
  return {
    acta,
    origen: imagen.origen,
    numero: before.filter(({ origen }) => origen === imagen.origen).length,
  };
}

/** Draws the image. */
export function renderToma(
  toma: Toma,
  acta: ActaEsperada,
  campos: readonly CampoEscrito[],
  proceso: Proceso,
  semilla: number,
): Promise<Buffer> {
  const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
  const lecturas = lecturasDe(campos);
  const rows = campos.map(({ campo }) => [campo, lecturas[campo] ?? 'SIN DATO'] as const);
  const isCut = calidadDe(toma, semilla) === 'cortada';
  return renderActa({
    leyenda: leyendaDe(proceso.tipo),
    titulo: `${eleccion?.nombre ?? acta.eleccion} ${proceso.anio}`,
    identificacion: [
      `${proceso.instituto.siglas} ${proceso.entidad.nombre}`,
      `ACTA ${acta.clave}`,
      `SECCION ${acta.casilla.seccion} ${acta.casilla.tipo}${acta.casilla.numero} TERRITORIO ${acta.territorio}`,
      `${DIGITALIZACION[toma.origen]} ${toma.numero + 1}`,
    ],
    campos: isCut ? rows.slice(0, Math.floor(rows.length / 2)) : rows,
  });
}

/** The image of an acta of no approved casilla: its identification is all that matters of it. */
export function renderAjena(eleccion: string, identificacion: string, proceso: Proceso): Promise<Buffer> {
  return renderActa({
    leyenda: leyendaDe(proceso.tipo),
    titulo: `${proceso.eleccionPorClave.get(eleccion)?.nombre ?? eleccion} ${proceso.anio}`,
    identificacion: [`${proceso.instituto.siglas} ${proceso.entidad.nombre}`, `ACTA ${identificacion}`],
    campos: [],
  });
}

function leyendaDe(tipo: TipoProceso): string {
  return tipo === 'demostracion' ? 'DEMOSTRACION' : 'SIMULACRO';
}
