/**
 * Of which acta an image is, from what its code says and what whoever made it declared (docs/decisiones/0017-entregas.md
 * has the table). The code that the server reads is what counts; that of the station, which saw the paper with more
 * detail, counts where the server reads none. What contradicts stops, with both claims shown.
 */

import type { IdActa } from '../../dominio/clave.ts';
import { parseCodigo } from '../../dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../dominio/eleccion.ts';
import type { RazonDeCaso } from '../contrato.ts';

export interface LoQueSeSabe {
  /** text of the QR, as the server read it */
  readonly codigo: string | null;
  /** the same, as the station read it; null for who sends what the server has as well */
  readonly codigoDelEquipo: string | null;
  readonly declarada: IdActa | null;
  /** the picture shows something else than an acta, as far as can be seen */
  readonly parece: 'acta' | 'otra_cosa';
}

/** What is known of the process. */
export interface Catalogo {
  readonly nombre: string;
  readonly actasPorId: ReadonlyMap<string, ActaEsperada>;
}

export type Identidad =
  | { readonly tipo: 'acta'; readonly acta: IdActa }
  | {
      readonly tipo: 'caso';
      readonly razon: RazonDeCaso;
      readonly leida: IdActa | null;
      readonly mensaje: string;
    };

export function identifyImagen(
  { codigo, codigoDelEquipo, declarada, parece }: LoQueSeSabe,
  catalogo: Catalogo,
): Identidad {
  const read = readCodigo(codigo ?? codigoDelEquipo, catalogo);
  if (read.tipo === 'caso') return read;
  const { acta } = read;
  const caso = (razon: RazonDeCaso, mensaje: string): Identidad => ({
    ...{ tipo: 'caso', razon, leida: acta, mensaje },
  });
  const other = codigo === null || codigoDelEquipo === null ? null : readCodigo(codigoDelEquipo, catalogo);
  if (other?.tipo === 'acta' && other.acta !== acta) {
    return caso('contradice', `El código dice ${acta} y el equipo leyó ${other.acta}. ${MIREN}`);
  }
  if (declarada !== null && declarada !== acta) {
    return caso('contradice', `El código dice ${acta} y quien la envió dijo que era ${declarada}. ${MIREN}`);
  }
  if (parece === 'otra_cosa') {
    return caso('no_parece_acta', `El código dice ${acta}, pero la imagen no parece de un acta. ${MIREN}`);
  }
  return read;
}

const MIREN = 'Dos personas la miran y teclean la clave del acta que se ve.';

function readCodigo(codigo: string | null, { nombre, actasPorId }: Catalogo): Identidad {
  const caso = (razon: RazonDeCaso, mensaje: string): Identidad => ({
    ...{ tipo: 'caso', razon, leida: null, mensaje },
  });
  if (codigo === null) return caso('sin_codigo', `No se pudo leer el código de la imagen. ${MIREN}`);
  const parsed = parseCodigo(codigo);
  if (!parsed.ok) {
    return caso('codigo_desconocido', `El código de la imagen no es de un acta de este sistema. ${MIREN}`);
  }
  const { proceso, acta } = parsed.value;
  if (proceso !== nombre) {
    return caso(
      'de_otro_proceso',
      `El código es de un acta del proceso «${proceso}» y este es «${nombre}». Si no es un acta de esta elección, descártenla.`,
    );
  }
  if (!actasPorId.has(acta)) {
    return caso(
      'codigo_desconocido',
      `El código dice ${acta}, que no está en el catálogo. Si la imagen lo confirma, regístrenla fuera de catálogo.`,
    );
  }
  return { tipo: 'acta', acta };
}
