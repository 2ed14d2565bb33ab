/** A process whose acta has as many options as coalitions can make, with the longest names. */

import type { ActaEsperada, Eleccion, Opcion } from '../../src/dominio/eleccion.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';

const PARTIDOS = ['DEMOCRACIA', 'MOVIMIENTO', 'REVOLUCION', 'ESPERANZA', 'ENCUENTRO', 'FUTURO', 'NOSOTRAS'];

/**
 * The gubernatura of a process with seven parties, their coalitions and an independent, and one of its actas.
 *
 * @param options how many there are, from 9 to 25
 */
export function widen(
  proceso: Proceso,
  options = 25,
): { readonly proceso: Proceso; readonly acta: ActaEsperada } {
  const acta = proceso.actas.find(({ eleccion, casilla }) => eleccion === 'GUB' && casilla.tipo === 'B');
  const base = proceso.eleccionPorClave.get('GUB');
  if (acta === undefined || base === undefined) throw new Error('a process without gubernatura');
  const combinaciones = PARTIDOS.flatMap((_, i) =>
    PARTIDOS.slice(i + 1).map((_other, j) => PARTIDOS.filter((_one, k) => k === i || k > i + j)),
  );
  const opciones: Opcion[] = [
    ...PARTIDOS.map((clave) => ({ tipo: 'partido', clave }) as const),
    { tipo: 'combinacion', clave: 'C_TODOS', partidos: PARTIDOS },
    ...combinaciones
      .slice(0, options - PARTIDOS.length - 2)
      .map((partidos, i) => ({ tipo: 'combinacion', clave: `C_${i}`, partidos }) as const),
    { tipo: 'independiente', clave: 'CAND_IND_1' },
  ];
  const eleccion: Eleccion = {
    ...base,
    opciones,
    candidaturas: new Map([
      [
        '*',
        [
          {
            clave: 'TODO',
            propietaria: 'María Guadalupe de los Ángeles Hernández y Rodríguez de la Torre',
            suplente: '',
            opciones: opciones.map(({ clave }) => clave),
          },
        ],
      ],
    ]),
  };
  return {
    acta,
    proceso: {
      ...proceso,
      tipo: 'jornada',
      partidos: PARTIDOS.map((clave) => ({
        clave,
        nombre: `Partido Político Nacional ${clave} por la Transformación de México`,
        color: '#808080',
      })),
      eleccionPorClave: new Map([...proceso.eleccionPorClave, ['GUB', eleccion]]),
    },
  };
}
