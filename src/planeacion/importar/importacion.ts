/**
 * A plan that was read, against the one that is kept: what is new, what changes and what is the same. Activities that
 * the file does not name stay as they are.
 */

import { ESQUEMAS } from '../colecciones.ts';
import {
  type Cambio,
  type Cambios,
  type CampoCambiado,
  type Creacion,
  type Ficha,
  fichasDe,
  type HechoDePlaneacion,
  isSame,
  type Planeacion,
} from '../hechos.ts';
import type { ActividadLeida } from './plan.ts';

export interface Comparacion {
  readonly nuevas: readonly ActividadLeida[];
  readonly cambiadas: readonly { readonly numero: string; readonly cambios: readonly CampoCambiado[] }[];
  readonly iguales: number;
  /** null when nothing changes */
  readonly hecho: HechoDePlaneacion | null;
}

/** Compares, and gives the one fact that would load it all. */
export function compareConPlan(
  estado: Planeacion,
  leidas: readonly ActividadLeida[],
  origen: { readonly archivo: string; readonly sha256: string },
  nuevoId: () => string,
): Comparacion {
  const actuales = new Map(fichasDe(estado, 'actividades').map((ficha) => [ficha.valores.numero, ficha]));
  const nuevas: ActividadLeida[] = [];
  const creadas: Creacion[] = [];
  const cambiadas: { readonly numero: string; readonly cambios: readonly CampoCambiado[] }[] = [];
  const cambios: Cambio[] = [];
  for (const leida of leidas) {
    const actual = actuales.get(leida.numero);
    if (actual === undefined) {
      nuevas.push(leida);
      creadas.push({ coleccion: 'actividades', id: nuevoId(), valores: ESQUEMAS.actividades.parse(leida) });
      continue;
    }
    const campos = differences(actual, leida);
    if (campos.length === 0) continue;
    cambiadas.push({ numero: leida.numero, cambios: campos });
    cambios.push({
      ...{ coleccion: 'actividades', id: actual.id, version: actual.version },
      cambios: Object.fromEntries(campos.map(({ campo, despues }) => [campo, despues])),
    });
  }
  const changes = creadas.length + cambios.length;
  return {
    nuevas,
    cambiadas,
    iguales: leidas.length - changes,
    hecho: changes === 0 ? null : { tipo: 'fichas_cargadas', datos: { origen, creadas, cambiadas: cambios } },
  };
}

function differences(actual: Ficha<'actividades'>, leida: ActividadLeida): readonly CampoCambiado[] {
  const antes: Cambios = actual.valores;
  return Object.entries(leida).flatMap(([campo, despues]) =>
    isSame(antes[campo], despues) ? [] : [{ campo, antes: antes[campo] ?? null, despues }],
  );
}
