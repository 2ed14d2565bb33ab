/**
 * Territories and CATD: one CATD in each municipio that elects ayuntamiento, and in the two cities with several
 * distritos one per distrito. They are 116.
 */

import type { Fuentes, Lugar } from './fuentes.ts';
import type { Seccion } from './secciones.ts';

/** Cherán elects its authorities by its own customs: no ayuntamiento is elected there with parties. */
export const CHERAN = 24;

/** Distrito and municipio where each distrito has its seat, by number. */
export function buildCabeceras({ cabeceras, municipios }: Fuentes): ReadonlyMap<number, Lugar> {
  return new Map(
    [...cabeceras].map(([distrito, cabecera]) => {
      const found = [...municipios].find(
        ([, nombre]) => nombre === cabecera || nombre.startsWith(`${cabecera} de `),
      );
      if (found === undefined) throw new Error(`no municipio is called ${cabecera}`);
      return [distrito, { distrito, municipio: found[0] }];
    }),
  );
}

export interface Centro {
  readonly clave: string;
  readonly nombre: string;
  readonly municipio: number;
  /** null where the CATD serves its whole municipio */
  readonly distrito: number | null;
}

/** Every CATD, by municipio and distrito. */
export function buildCentros(fuentes: Fuentes, secciones: readonly Seccion[]): readonly Centro[] {
  return [...fuentes.municipios]
    .filter(([municipio]) => municipio !== CHERAN)
    .sort(([a], [b]) => a - b)
    .flatMap(([municipio, nombre]) => centrosDe(municipio, nombre, secciones))
    .map((centro, i) => ({ clave: `C${String(i + 1).padStart(3, '0')}`, ...centro }));
}

function centrosDe(
  municipio: number,
  nombre: string,
  secciones: readonly Seccion[],
): readonly Omit<Centro, 'clave'>[] {
  const own = new Set(secciones.filter((s) => s.municipio === municipio).map(({ distrito }) => distrito));
  if (own.size < 2) return [{ nombre: `CATD ${nombre}`, municipio, distrito: null }];
  return [...own]
    .sort((a, b) => a - b)
    .map((distrito) => ({ nombre: `CATD ${nombre} (distrito ${distrito})`, municipio, distrito }));
}

/** The CATD that receives the actas of a place; those of Cherán go to the seat of its distrito. */
export function catdOf(
  lugar: Lugar,
  centros: readonly Centro[],
  cabeceras: ReadonlyMap<number, Lugar>,
): string {
  const municipio = lugar.municipio === CHERAN ? cabeceras.get(lugar.distrito)?.municipio : lugar.municipio;
  const found = centros.find(
    (centro) => centro.municipio === municipio && (centro.distrito ?? lugar.distrito) === lugar.distrito,
  );
  if (found === undefined)
    throw new Error(`no CATD for municipio ${lugar.municipio}, distrito ${lugar.distrito}`);
  return found.clave;
}
