/**
 * The words of the institute in a report: each text is a ficha (or a file of the folder) that it edits. None is in the
 * code; the report says which are missing, and which have something between braces that is not known.
 */

import { MESES, partsOf } from '../../dominio/calendario.ts';
import type { Valores } from '../colecciones.ts';
import { fichasDe, type Planeacion } from '../hechos.ts';
import type { Bloque } from './documento.ts';
import type { Faltante } from './faltantes.ts';
import { fill, type Huecos, parseMarcado } from './marcado.ts';

export interface Textos {
  /** A text of one line, such as a title. */
  line(clave: string): string;
  /** A text as paragraphs and lists. */
  blocks(clave: string): readonly Bloque[];
  /** What was asked for and is not there, or is not complete. */
  faltantes(): readonly Faltante[];
}

/** @param huecos what fills each pair of braces */
export function openTextos(estado: Planeacion, huecos: Huecos): Textos {
  const byClave = new Map(fichasDe(estado, 'textos').map((ficha) => [ficha.valores.clave, ficha]));
  const faltantes = new Map<string, Faltante>();

  function find(clave: string): string {
    const ficha = byClave.get(clave);
    if (ficha === undefined || ficha.valores.contenido.trim() === '') {
      const where = ficha === undefined ? null : { coleccion: 'textos' as const, id: ficha.id };
      faltantes.set(clave, { ficha: where, mensaje: `Falta el texto «${clave}».` });
      return '';
    }
    const { texto, desconocidos } = fill(ficha.valores.contenido, huecos);
    if (desconocidos.length > 0) {
      faltantes.set(clave, {
        ficha: { coleccion: 'textos', id: ficha.id },
        mensaje: `El texto «${clave}» pide ${desconocidos.join(', ')}, que no existe: los que hay son ${Object.keys(
          huecos,
        )
          .map((name) => `{${name}}`)
          .join(', ')}.`,
      });
    }
    return texto;
  }

  return {
    line: (clave) => find(clave).replace(/\s+/g, ' ').trim(),
    blocks: (clave) => parseMarcado(find(clave)),
    faltantes: () => [...faltantes.values()],
  };
}

/** What every report may fill in. */
export function huecosDe(
  ajustes: Pick<Valores<'ajustes'>, 'instituto' | 'siglas' | 'proceso' | 'area'>,
  entrega: string,
): Huecos {
  const { instituto, siglas, proceso, area } = ajustes;
  const { anio, mes, dia } = partsOf(entrega);
  return {
    ...{ instituto, siglas, proceso, area },
    dia_de_entrega: String(dia),
    mes_de_entrega: MESES[mes - 1] ?? '',
    anio_de_entrega: String(anio),
  };
}
