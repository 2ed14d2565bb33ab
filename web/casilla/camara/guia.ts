/**
 * What is said to whoever holds the camera: one thing at a time, the most important first, and only what was seen in
 * two frames running, so that the sentence can be read. Pure.
 */

import type { IdActa } from '../../../src/dominio/clave.ts';
import type { VistaDeCuadro } from './mensajes.ts';
import { FRASES, leerCodigo, type Motivo } from './veredicto.ts';

export type Situacion = 'buscando' | Motivo | 'otra_acta' | 'otro_proceso' | 'en_movimiento' | 'bien';

export interface Guia {
  /** what is said now */
  readonly situacion: Situacion;
  /** what the last frame said, and how many frames running */
  readonly ultima: Situacion;
  readonly seguidos: number;
  /** frames since the code of the acta was read: it need not be read in every one */
  readonly desdeElCodigo: number;
  readonly lista: 'todavia_no' | 'casi' | 'dispara';
}

export const INICIO: Guia = {
  ...{ situacion: 'buscando', ultima: 'buscando', seguidos: 0 },
  ...{ desdeElCodigo: Number.POSITIVE_INFINITY, lista: 'todavia_no' },
};

/** Greys that change between frames of a hand that is quite still. */
const QUIETO = 7;
/** A code that was read is good for so many frames. */
const CODIGO_VIGENTE = 6;
const PARA_DECIRLO = 2;
const PARA_DISPARAR = 3;

/** The guidance after another frame. */
export function seguir(guia: Guia, vista: VistaDeCuadro, proceso: string, elegida: IdActa): Guia {
  const read = leerCodigo(vista.codigo, proceso, elegida);
  const desdeElCodigo = read.tipo === 'la_elegida' ? 0 : guia.desdeElCodigo + 1;
  const ultima = situacionDe(vista, read.tipo, desdeElCodigo);
  const seguidos = ultima === guia.ultima ? guia.seguidos + 1 : 1;
  return {
    ...{ ultima, seguidos, desdeElCodigo },
    situacion: seguidos >= PARA_DECIRLO || ultima === 'otra_acta' ? ultima : guia.situacion,
    lista: ultima !== 'bien' ? 'todavia_no' : seguidos >= PARA_DISPARAR ? 'dispara' : 'casi',
  };
}

function situacionDe(
  { motivos, marcas, movimiento }: VistaDeCuadro,
  leido: ReturnType<typeof leerCodigo>['tipo'],
  desdeElCodigo: number,
): Situacion {
  if (leido === 'otra') return 'otra_acta';
  if (leido === 'otro_proceso') return 'otro_proceso';
  if (marcas === 0 && desdeElCodigo > CODIGO_VIGENTE && !motivos.includes('oscura')) return 'buscando';
  const [first] = motivos;
  if (first !== undefined) return first;
  if (movimiento > QUIETO) return 'en_movimiento';
  return desdeElCodigo > CODIGO_VIGENTE ? 'sin_codigo' : 'bien';
}

export interface Consejo {
  readonly clase: 'informa' | 'advierte' | 'bien' | 'falla';
  readonly frase: string;
}

/** In a sentence, short enough to be read with the paper in front. */
export function consejoDe({ situacion }: Guia): Consejo {
  switch (situacion) {
    case 'buscando':
      return { clase: 'informa', frase: 'Ponga el acta sobre una mesa y llene el marco con ella.' };
    case 'otra_acta':
      return { clase: 'falla', frase: 'El código es de otra acta. Busque la que eligió.' };
    case 'otro_proceso':
      return {
        clase: 'falla',
        frase: 'Este papel es de otro proceso. Busque el acta PREP de esta elección.',
      };
    case 'en_movimiento':
      return { clase: 'advierte', frase: 'No se mueva.' };
    case 'bien':
      return { clase: 'bien', frase: 'Así está bien. No se mueva.' };
    case 'cortada':
      return {
        clase: 'advierte',
        frase: 'Aléjese un poco: se deben ver los cuatro cuadros de las esquinas.',
      };
    case 'oscura':
      return { clase: 'advierte', frase: 'Falta luz. Encienda la lámpara o acérquese a una luz.' };
    case 'quemada':
      return { clase: 'advierte', frase: 'Hay un reflejo. Incline un poco el teléfono.' };
    case 'borrosa':
      return { clase: 'advierte', frase: 'Está desenfocada. Espere o aléjese un poco.' };
    case 'baja_resolucion':
      return { clase: 'advierte', frase: 'Acérquese: el acta debe llenar el marco.' };
    case 'sin_codigo':
      return { clase: 'advierte', frase: 'Falta leer el código QR. Destápelo y evite reflejos.' };
    default:
      return { clase: 'advierte', frase: FRASES[situacion].titulo };
  }
}
