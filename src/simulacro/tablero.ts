/**
 * What the night knows of its actas without asking: how many are in each phase and how many places wait for
 * somebody. It is told the state that each command left.
 */

import type { EstadoActa, Fase } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { colaDe } from '../dominio/mandatos.ts';

/** Where people sit: the two queues from which they take work. */
export type ColaAtendida = 'captura' | 'verificacion';

export interface Tablero {
  /**
   * Notes the state of an acta. Two commands on one acta may end in another order than they were done:
   * `atrasada` says that a later state was already known.
   */
  note(acta: IdActa, version: number, estado: EstadoActa): 'novedad' | 'atrasada';
  /** Somebody took a place: the queue has one less, until the next state says how many there are. */
  took(cola: ColaAtendida, acta: IdActa): void;
  lugares(cola: ColaAtendida): number;
  /** actas in a phase; those of which nothing is known are not counted anywhere */
  enFase(fase: Fase): number;
}

interface Ficha {
  readonly version: number;
  readonly fase: Fase;
  readonly lugares: Readonly<Record<ColaAtendida, number>>;
}

const SIN_LUGARES = { captura: 0, verificacion: 0 } as const;

export function createTablero(): Tablero {
  const fichas = new Map<IdActa, Ficha>();
  const fases = new Map<Fase, number>();
  const libres = { captura: 0, verificacion: 0 };

  function replace(acta: IdActa, nueva: Ficha): void {
    const vieja = fichas.get(acta);
    if (vieja !== undefined) fases.set(vieja.fase, (fases.get(vieja.fase) ?? 0) - 1);
    fases.set(nueva.fase, (fases.get(nueva.fase) ?? 0) + 1);
    for (const cola of ['captura', 'verificacion'] as const) {
      libres[cola] += nueva.lugares[cola] - (vieja?.lugares[cola] ?? 0);
    }
    fichas.set(acta, nueva);
  }

  return {
    note(acta, version, estado) {
      if ((fichas.get(acta)?.version ?? 0) >= version) return 'atrasada';
      replace(acta, { version, fase: estado.fase, lugares: lugaresDe(estado) });
      return 'novedad';
    },
    took(cola, acta) {
      const ficha = fichas.get(acta);
      if (ficha === undefined || ficha.lugares[cola] === 0) return;
      replace(acta, { ...ficha, lugares: { ...ficha.lugares, [cola]: ficha.lugares[cola] - 1 } });
    },
    lugares: (cola) => libres[cola],
    enFase: (fase) => fases.get(fase) ?? 0,
  };
}

function lugaresDe(estado: EstadoActa): Ficha['lugares'] {
  const enCola = colaDe(estado);
  if (enCola?.cola !== 'captura' && enCola?.cola !== 'verificacion') return SIN_LUGARES;
  return { ...SIN_LUGARES, [enCola.cola]: enCola.lugares };
}
