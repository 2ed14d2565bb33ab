/**
 * Actas that match no approved casilla: a number that was never installed, the acta of a neighbouring section
 * copied with another digit. They arrive at a CATD like the others.
 */

import { buildClaveActa, buildClaveCasilla } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { cierreDeCasillas, type PasoPorCatd } from './arribo.ts';
import { createAzar } from './azar.ts';

/** Of the expected actas, how many more arrive that nobody expected; at least one in each election. */
const POR_ESPERADA = 0.001;
const MINUTO = 60_000;

export interface ActaAjena extends PasoPorCatd {
  readonly eleccion: string;
  /** what can be read on it; different in each */
  readonly identificacion: string;
  readonly catd: string;
}

/** Every acta fuera de catálogo of a night. */
export function createAjenas(proceso: Proceso, semilla: number): readonly ActaAjena[] {
  const cierre = cierreDeCasillas(proceso);
  return proceso.elecciones.flatMap(({ clave }) => {
    const expected = proceso.actasPorEleccion.get(clave) ?? [];
    const actas = expected.filter(({ casilla }) => casilla.tipo === 'B');
    if (actas.length === 0) return [];
    const known = new Set<string>(proceso.actas.map((acta) => acta.clave));
    const count = Math.max(1, Math.round(expected.length * POR_ESPERADA));
    return Array.from({ length: count }, (_, i) => {
      const azar = createAzar(semilla, 'ajena', clave, String(i));
      const near = azar.pick(actas);
      const identificacion = claveAjena(near, known);
      known.add(identificacion);
      const acopio = cierre + Math.round((240 + azar.exponential(120)) * MINUTO);
      return {
        eleccion: clave,
        identificacion,
        catd: near.casilla.catd,
        acopio,
        escaneo: acopio + 6 * MINUTO,
      };
    });
  });
}

/** The clave of a contigua that its section does not have. */
function claveAjena({ casilla, tipoActa }: ActaEsperada, known: ReadonlySet<string>): string {
  const { entidad, seccion } = casilla;
  for (let numero = 1; numero <= 99; numero += 1) {
    const partes = {
      entidad,
      seccion,
      tipo: 'C',
      numero: String(numero).padStart(2, '0'),
      extContigua: '00',
    } as const;
    const clave = buildClaveActa(buildClaveCasilla(partes), tipoActa.clave);
    if (!known.has(clave)) return clave;
  }
  throw new Error(`the section ${seccion} has every contigua`);
}
