/** How many pictures of each level reach an institute: most are fair, and each kind of bad one comes now and then. */

import { NIVELES_DE_ESCANER, NIVELES_DE_TELEFONO, type Nivel } from './niveles.ts';

export const RUTAS = ['escaner', 'telefono', 'mixto'] as const;
/** Where the pictures come from; `mixto` is one of each in turns. */
export type Ruta = (typeof RUTAS)[number];

/** Of each twenty pictures of its route; every level that is not here, one. */
const VECES: Partial<Readonly<Record<Nivel, number>>> = {
  escaner_limpio: 6,
  escaner_300: 2,
  escaner_150: 2,
  escaner_1bit: 4,
  escaner_pdf: 3,
  telefono_bueno: 5,
  telefono_moderado: 6,
  telefono_dificil: 3,
  telefono_girado: 3,
};

/** Levels in the order in which pictures take them, again and again. */
export function turnosDe(ruta: Ruta): readonly Nivel[] {
  switch (ruta) {
    case 'escaner':
      return spread(NIVELES_DE_ESCANER);
    case 'telefono':
      return spread(NIVELES_DE_TELEFONO);
    case 'mixto': {
      const [escaner, telefono] = [turnosDe('escaner'), turnosDe('telefono')];
      // Of different lengths, so that both go on at their own pace.
      return Array.from({ length: escaner.length * telefono.length * 2 }, (_, i) => {
        const own = i % 2 === 0 ? escaner : telefono;
        return own[Math.floor(i / 2) % own.length];
      }).filter((nivel) => nivel !== undefined);
    }
  }
}

/** The first of each level, then the second of those that have it, and so on. */
function spread(niveles: readonly Nivel[]): readonly Nivel[] {
  const most = Math.max(...niveles.map(timesOf));
  return Array.from({ length: most }, (_, round) => niveles.filter((nivel) => timesOf(nivel) > round)).flat();
}

function timesOf(nivel: Nivel): number {
  return VECES[nivel] ?? 1;
}
