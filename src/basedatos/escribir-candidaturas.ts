/**
 * The CSV of candidaturas (LEEME of Puebla 2024, section d): one row per vote option of each territory, with the
 * names of those who receive its votes.
 */

import type { Candidatura } from '../dominio/eleccion.ts';
import { keyCell, quoteCell, textCell } from './escribir-celda.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';

type Necesario = Pick<EspecificacionDeBase, 'entidad' | 'eleccion' | 'marca'>;

/**
 * Names of its columns. An election of the whole entidad in which nobody has a suplente has a single name
 * (`CANDIDATURA`). This file has no title line: outside the real night a last column says it in each row.
 */
export function columnasDeCandidaturas({ eleccion, marca }: Necesario): readonly string[] {
  return [
    'ID_ENTIDAD',
    ...(eleccion.ambito === 'entidad' ? [] : [`ID_${eleccion.ambito.toUpperCase()}_LOCAL`]),
    'PARTIDO_CI',
    ...(hasSuplentes({ eleccion }) ? ['CANDIDATURA_PROPIETARIA', 'CANDIDATURA_SUPLENTE'] : ['CANDIDATURA']),
    ...(marca === null ? [] : ['AVISO']),
  ];
}

/** The whole file, by territory and by printed order of the options. */
export function escribirCandidaturas(spec: Necesario): string {
  const { eleccion, entidad, marca } = spec;
  const suplentes = hasSuplentes(spec);
  const lines = [columnasDeCandidaturas(spec).join(',')];
  const territorios = [...eleccion.candidaturas].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [territorio, candidaturas] of territorios) {
    const byOpcion = new Map<string, Candidatura>();
    for (const candidatura of candidaturas) {
      for (const clave of candidatura.opciones) byOpcion.set(clave, candidatura);
    }
    for (const { clave } of eleccion.opciones) {
      const candidatura = byOpcion.get(clave);
      if (candidatura === undefined) continue;
      lines.push(
        [
          keyCell(entidad.id),
          ...(eleccion.ambito === 'entidad' ? [] : [keyCell(territorio)]),
          quoteCell(clave),
          textCell(candidatura.propietaria),
          ...(suplentes ? [textCell(candidatura.suplente)] : []),
          ...(marca === null ? [] : [marca]),
        ].join(','),
      );
    }
  }
  return `\ufeff${lines.join('\n')}\n`;
}

export function hasSuplentes({ eleccion }: Pick<EspecificacionDeBase, 'eleccion'>): boolean {
  if (eleccion.ambito !== 'entidad') return true;
  return [...eleccion.candidaturas.values()].flat().some(({ suplente }) => suplente !== '');
}
