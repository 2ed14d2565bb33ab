/**
 * In which state an acta is for who photographs it, and what to do next: from what the phone has and what the server
 * last said. Pure: the same for the list, the page of the acta and the tests.
 */

import type { ActaDelEquipo } from '../../../src/acopio/contrato-de-equipo.ts';
import { unreachable } from '../../../src/dominio/result.ts';
import type { Foto } from '../equipo/almacen.ts';

export const ETAPAS = [
  'repetir',
  'falta',
  'lista',
  'enviada',
  'revision',
  'recibida',
  'en_captura',
  'publicada',
  'sin_acta',
] as const;
export type Etapa = (typeof ETAPAS)[number];

export interface EtapaDeActa {
  readonly etapa: Etapa;
  /** one or two words */
  readonly titulo: string;
  /** what happens now, or what to do */
  readonly detalle: string;
  /** share of the bytes that the server has, while they travel */
  readonly avance: number | null;
}

type ActaConEtapa = Pick<ActaDelEquipo, 'situacion' | 'acopiada' | 'rescanear'>;
type FotoConEtapa = Pick<Foto, 'orden' | 'servidor' | 'rechazo' | 'bytes'>;

/** @param fotos those of the acta, in any order */
export function etapaDe(acta: ActaConEtapa, fotos: readonly FotoConEtapa[]): EtapaDeActa {
  const last = fotos.toSorted((a, b) => b.orden - a.orden)[0];
  const published = deSituacion(acta);
  if (published !== null && published.etapa !== 'en_captura') return published;
  const own = last === undefined ? null : deFoto(last);
  // A picture that is on its way answers to whatever was asked before it.
  if (own !== null && own.etapa !== 'recibida' && own.etapa !== 'repetir') return own;
  if (acta.rescanear !== null) return etapa('repetir', 'Tómela otra vez', acta.rescanear);
  if (published !== null) return published;
  if (own !== null) return own;
  return acta.acopiada
    ? etapa('falta', 'Falta su foto', 'El sobre ya llegó al CATD. Si tiene el acta a la mano, tome la foto.')
    : etapa('falta', 'Falta', 'Tome la foto cuando el acta esté llena y firmada.');
}

function deSituacion({ situacion }: ActaConEtapa): EtapaDeActa | null {
  switch (situacion) {
    case 'esperada':
    case 'acopiada':
      return null;
    case 'en_captura':
      return etapa(
        'en_captura',
        'En captura',
        'En el centro de captura la están leyendo. No tiene que hacer nada.',
      );
    case 'por_verificar':
      return etapa(
        'en_captura',
        'En captura',
        'Ya se capturó y otra persona la compara. No tiene que hacer nada.',
      );
    case 'verificada':
      return etapa('en_captura', 'Verificada', 'Se publica en el siguiente corte. No tiene que hacer nada.');
    case 'publicada':
      return etapa('publicada', 'Publicada', 'Cualquier persona puede verla. Terminó con esta acta.');
    case 'sin_acta':
      return etapa('sin_acta', 'Sin acta', 'Su CATD informó que no habrá acta. Si usted la tiene, avise.');
    default:
      return unreachable(situacion);
  }
}

function deFoto({ servidor, rechazo, bytes }: FotoConEtapa): EtapaDeActa {
  if (rechazo !== null) return etapa('repetir', 'No se aceptó', rechazo.mensaje);
  if (servidor === null) {
    return etapa(
      'lista',
      'Lista para enviar',
      'Está guardada en el teléfono. Se envía sola cuando haya red.',
    );
  }
  switch (servidor.estado) {
    case 'incompleta': {
      const avance = bytes === 0 ? 0 : servidor.faltaDesde / bytes;
      return { ...etapa('lista', 'Enviándose', 'Sigue donde se quedó aunque se corte la red.'), avance };
    }
    case 'en_proceso':
      return etapa('enviada', 'Enviada', 'El servidor la tiene y la está revisando.');
    case 'espera_acopio':
      return etapa('enviada', 'Enviada', 'El servidor la tiene. Falta que el CATD registre el sobre.');
    case 'por_identificar':
      return etapa(
        'revision',
        'En revisión',
        servidor.mensaje ?? 'No se sabe de qué acta es. En el CATD la identifican dos personas.',
      );
    case 'registrada':
      return servidor.uso === 'evidencia'
        ? etapa('recibida', 'Recibida', 'Otra imagen llegó primero; la suya se guarda como evidencia.')
        : etapa('recibida', 'Recibida', 'Quedó registrada. Sigue la captura.');
    case 'rechazada':
      return etapa('repetir', 'No se aceptó', servidor.mensaje ?? 'La foto no sirve. Tómela otra vez.');
    default:
      return unreachable(servidor.estado);
  }
}

function etapa(nombre: Etapa, titulo: string, detalle: string): EtapaDeActa {
  return { etapa: nombre, titulo, detalle, avance: null };
}
