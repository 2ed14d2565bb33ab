/**
 * When and how each acta arrives. Casillas close at 18:00 and count; where there is signal somebody photographs
 * the three actas at the casilla, and the envelopes travel to their CATD, those of the cities first. Somewhat
 * more than half of the actas are in by midnight, the country keeps arriving until the morning, and what never
 * arrives is declared sin acta in bulk at the end.
 *
 * The curve was drawn over those of Quintana Roo 2019, Sonora 2021 and INE 2018: half captured between three and
 * six hours after 18:00. Everything depends only on the seed and on the casilla.
 */

import type { Casilla } from '../dominio/casilla.ts';
import { isModalidadSinCasilla } from '../dominio/casilla.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { parseHoraLocal } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Azar, createAzar } from './azar.ts';
import { motivoSinActa } from './verdad.ts';

/** Milliseconds since 1970, as everything here that is a time. */
export type Tiempo = number;

/** The envelope at its CATD. */
export interface PasoPorCatd {
  readonly acopio: Tiempo;
  readonly escaneo: Tiempo;
}

export type Llegada =
  /** photographed at the casilla; its envelope comes to the CATD later, and few are scanned again */
  | { readonly via: 'CASILLA'; readonly foto: Tiempo; readonly sobre: PasoPorCatd | null }
  | ({ readonly via: 'CATD' } & PasoPorCatd)
  | { readonly via: 'ninguna'; readonly declaracion: Tiempo };

const MINUTO = 60_000;

/** Minutes, the median; `desviacion` is of the logarithm. */
const CONTEO = {
  urbana: { mediana: 190, desviacion: 0.42 },
  no_urbana: { mediana: 200, desviacion: 0.42 },
} as const;
const CAMINO = {
  urbana: { mediana: 85, desviacion: 0.8 },
  no_urbana: { mediana: 165, desviacion: 0.75 },
} as const;
/** Casillas in which somebody has a telephone with the application, and signal. */
const POR_TELEFONO = { urbana: 0.5, no_urbana: 0.14 } as const;
/** Of the photographed ones, those that are also scanned when the envelope arrives. */
const TAMBIEN_ESCANEADAS = 0.08;
/** The last envelopes arrive some hours before 11:00 of the next day; then it is declared that the others will not. */
const ULTIMO_ARRIBO = 17 * 60;
const DECLARACIONES = { desde: 17 * 60 + 30, hasta: 20 * 60 } as const;

/** The arrival of each acta of a process. */
export function createLlegadas(proceso: Proceso, semilla: number): (acta: ActaEsperada) => Llegada {
  const cierre = cierreDeCasillas(proceso);

  return (acta) => {
    const azar = createAzar(semilla, 'acta en camino', acta.id);
    if (motivoSinActa(acta, semilla) !== null) {
      const { desde, hasta } = DECLARACIONES;
      return {
        via: 'ninguna',
        declaracion: cierre + Math.round((desde + azar.next() * (hasta - desde)) * MINUTO),
      };
    }
    const camino = caminoDe(acta.casilla, semilla);
    // One after the other, the three on the same table.
    const turno = azar.next() * 4;
    const catd = () => pasoPorCatd(cierre, camino.llegada, turno, azar);
    if (!camino.telefono) return { via: 'CATD', ...catd() };
    return {
      via: 'CASILLA',
      foto: cierre + Math.round((camino.conteo + 5 + turno) * MINUTO),
      sobre: camino.tambien ? catd() : null,
    };
  };
}

/** Closing of the casillas: 18:00 of election day. */
export function cierreDeCasillas(proceso: Proceso): Tiempo {
  const cierre = parseHoraLocal(`${proceso.jornada} 18:00`, proceso.huso);
  if (!cierre.ok) throw new Error(`the election day was validated: ${proceso.jornada}`);
  return cierre.value.getTime();
}

/** What is common to the actas of one casilla, in minutes after closing. */
interface Camino {
  readonly conteo: number;
  readonly llegada: number;
  readonly telefono: boolean;
  readonly tambien: boolean;
}

function caminoDe(casilla: Casilla, semilla: number): Camino {
  const azar = createAzar(semilla, 'camino', casilla.clave, casilla.catd);
  const lugar = casilla.ubicacion;
  // Voto anticipado, prisión preventiva and extranjero are counted where they are received.
  const counted = isModalidadSinCasilla(casilla.tipo)
    ? { conteo: 50 + azar.next() * 60, viaje: 5 + azar.next() * 10 }
    : { conteo: logNormal(CONTEO[lugar], azar), viaje: logNormal(CAMINO[lugar], azar) };
  return {
    conteo: counted.conteo,
    llegada: Math.min(counted.conteo + 10 + counted.viaje, ULTIMO_ARRIBO - azar.next() * 300),
    telefono: !isModalidadSinCasilla(casilla.tipo) && azar.chance(POR_TELEFONO[lugar]),
    tambien: azar.chance(TAMBIEN_ESCANEADAS),
  };
}

function pasoPorCatd(cierre: Tiempo, llegada: number, turno: number, azar: Azar): PasoPorCatd {
  const acopio = cierre + Math.round((llegada + turno / 4) * MINUTO);
  return { acopio, escaneo: acopio + Math.round((1.5 + turno + azar.exponential(4)) * MINUTO) };
}

function logNormal(
  { mediana, desviacion }: { readonly mediana: number; readonly desviacion: number },
  azar: Azar,
): number {
  return mediana * Math.exp(desviacion * azar.normal());
}
