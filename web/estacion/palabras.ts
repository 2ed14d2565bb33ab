/** The words of the station: what a machine calls by a key, said to whoever has the paper. */

import type {
  ActaEnEstacion,
  EnvioEnEstacion,
  ImagenEnEstacion,
  RazonDeEspera,
  Titulo,
} from '../../src/catd/contrato.ts';
import { unreachable } from '../../src/dominio/result.ts';
import { enOracion, formatProporcion } from '../comun/formato.ts';

/** `Gubernatura · Sección 0806 · Contigua 8` */
export function nombreDeActa({ eleccion, seccion, casilla }: Titulo): string {
  return `${enOracion(eleccion.nombre)} · Sección ${seccion} · ${casilla}`;
}

export const SITUACION: Readonly<Record<ActaEnEstacion['situacion'], string>> = {
  esperada: 'Esperada',
  acopiada: 'Acopiada',
  en_captura: 'En captura',
  por_verificar: 'Por verificar',
  verificada: 'Verificada',
  publicada: 'Publicada',
  sin_acta: 'Sin acta',
};

const RAZON: Readonly<Record<RazonDeEspera, string>> = {
  CALIDAD: 'No se puede leer bien',
  SIN_CODIGO: 'Sin código legible',
  CODIGO_DANADO: 'El código se leyó mal',
  CODIGO_AJENO: 'Su código no es de un acta',
  OTRO_PROCESO: 'Es de otro proceso',
  OTRO_CATD: 'No es de este CATD',
};

export type Clase = 'bien' | 'advierte' | 'falla' | 'informa';

/** The verdict of an image, in a few words that can be read from where one stands. */
export function veredictoDe({ situacion, razon, entrega, falta }: ImagenEnEstacion): {
  readonly clase: Clase;
  readonly texto: string;
} {
  switch (situacion) {
    case 'por_decidir':
      return { clase: 'advierte', texto: razon === null ? 'Por decidir' : RAZON[razon] };
    case 'no_enviada':
      return { clase: 'informa', texto: 'Se conserva aquí y no se envía' };
    case 'entregada': {
      if (entrega?.envio.tipo === 'rechazada') return { clase: 'falla', texto: 'El servidor no la aceptó' };
      if (falta !== null) return { clase: 'advierte', texto: 'Guardada; falta algo' };
      return {
        clase: 'bien',
        texto: `Se lee bien. ${envioEnPalabras(entrega?.envio ?? { tipo: 'por_enviar' })}`,
      };
    }
    default:
      return unreachable(situacion);
  }
}

export function envioEnPalabras(envio: EnvioEnEstacion): string {
  switch (envio.tipo) {
    case 'por_enviar':
      return 'Guardada aquí, por enviar';
    case 'enviando':
      return `Enviándose: ${formatProporcion(envio.de === 0 ? 0 : envio.bytes / envio.de)}`;
    case 'rechazada':
      return 'Rechazada';
    case 'en_servidor':
      return EN_SERVIDOR[envio.estado];
    default:
      return unreachable(envio);
  }
}

const EN_SERVIDOR = {
  en_proceso: 'En el servidor, en revisión',
  espera_acopio: 'En el servidor, espera su sobre',
  por_identificar: 'En el servidor, falta identificarla',
  registrada: 'Registrada',
} as const;

/** `12.4 MB`, `840 KB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
