/**
 * What is done with a page that the scanner gave: it is sent at once when it is known of which acta it is and it can
 * be read; otherwise somebody who has the paper in front decides. Nobody else can.
 */

import type { ImagenProcesada } from '../digitalizacion/imagen/contrato.ts';
import type { IdActa } from '../dominio/clave.ts';
import { parseCodigo } from '../dominio/codigo-de-acta.ts';
import type { ActaEsperada, RazonDeEspera } from './contrato.ts';
import { otroCatd } from './lectura.ts';

export type Destino =
  | { readonly tipo: 'enviar'; readonly acta: IdActa }
  | {
      readonly tipo: 'esperar';
      readonly razon: RazonDeEspera;
      readonly mensaje: string;
      readonly acta: IdActa | null;
    };

/**
 * @param actas those that the CATD expects; none when the station has not had network yet, and then any acta of the
 * process is good: the server will say
 */
export function destinoDe(
  { codigo, veredicto }: Pick<ImagenProcesada, 'codigo' | 'veredicto'>,
  { proceso, actas }: { readonly proceso: string; readonly actas: readonly ActaEsperada[] },
): Destino {
  const read = codigo === null ? null : parseCodigo(codigo);
  const acta = read?.ok === true && read.value.proceso === proceso ? read.value.acta : null;
  const wait = (razon: RazonDeEspera, mensaje: string): Destino => ({
    tipo: 'esperar',
    razon,
    mensaje,
    acta,
  });

  if (!veredicto.aceptable)
    return wait('CALIDAD', 'Digitalícela otra vez, o envíela así si no puede quedar mejor.');
  if (read === null) {
    return wait(
      'SIN_CODIGO',
      'No se encontró el código del acta. Digitalícela otra vez; si está roto o manchado, escriba la clave del acta.',
    );
  }
  if (!read.ok) return wait(read.error.codigo, read.error.mensaje);
  if (acta === null) {
    return wait('OTRO_PROCESO', `El código es de otro proceso («${read.value.proceso}»). Revise el papel.`);
  }
  if (actas.length > 0 && !actas.some((each) => each.acta === acta)) {
    return wait('OTRO_CATD', otroCatd(acta).error.mensaje);
  }
  return { tipo: 'enviar', acta };
}
