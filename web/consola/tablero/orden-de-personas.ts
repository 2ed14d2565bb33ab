/** In which order the people of the board are, and how each figure is said. Whoever has none goes last. */

import type { PersonaEnTablero } from '../../../src/monitoreo/contrato.ts';
import { formatDuracion, formatProporcion } from '../../comun/formato.ts';

export type Criterio =
  | 'nombre'
  | 'presencia'
  | 'enEstaHora'
  | 'enTotal'
  | 'segundosPorActa'
  | 'acuerdo'
  | 'ultima';
export type Sentido = 'asciende' | 'desciende';

/** With fewer actas than these, a figure speaks of luck and not of a person. */
export const POCAS_ACTAS = 10;

const PRESENCIAS: readonly PersonaEnTablero['presencia'][] = ['presente', 'en_pausa', 'ausente'];

export function sortPersonas(
  personas: readonly PersonaEnTablero[],
  criterio: Criterio,
  sentido: Sentido,
): readonly PersonaEnTablero[] {
  const sign = sentido === 'asciende' ? 1 : -1;
  return personas.toSorted((a, b) => {
    const [x, y] = [figureOf(a, criterio), figureOf(b, criterio)];
    if (x === null || y === null) {
      return x === y ? a.clave.localeCompare(b.clave) : x === null ? 1 : -1;
    }
    const difference = typeof x === 'string' ? x.localeCompare(String(y), 'es') : x - Number(y);
    return difference === 0 ? a.clave.localeCompare(b.clave) : sign * difference;
  });
}

function figureOf(persona: PersonaEnTablero, criterio: Criterio): string | number | null {
  switch (criterio) {
    case 'nombre':
      return persona.nombre;
    case 'presencia':
      return PRESENCIAS.indexOf(persona.presencia);
    case 'ultima':
      return persona.ultima === null ? null : Date.parse(persona.ultima);
    case 'segundosPorActa':
      return hasFew(persona) ? null : persona.segundosPorActa;
    case 'acuerdo':
      return hasFew(persona) ? null : persona.acuerdo;
    case 'enEstaHora':
    case 'enTotal':
      return persona[criterio];
  }
}

function hasFew({ enTotal }: PersonaEnTablero): boolean {
  return enTotal < POCAS_ACTAS;
}

/** `1 min 24 s`, or why there is none. */
export function speedOf(persona: PersonaEnTablero): string {
  if (persona.enTotal === 0) return '';
  if (hasFew(persona) || persona.segundosPorActa === null) return 'pocas actas';
  const seconds = Math.round(persona.segundosPorActa);
  const rest = seconds % 60;
  return seconds < 60 || rest === 0 ? formatDuracion(seconds) : `${formatDuracion(seconds - rest)} ${rest} s`;
}

/** `99 %`, or why there is none. Whoever only verifies types nothing that could be compared. */
export function agreementOf(persona: PersonaEnTablero): string {
  if (persona.acuerdo === null) return '';
  return hasFew(persona) ? 'pocas actas' : formatProporcion(persona.acuerdo);
}
