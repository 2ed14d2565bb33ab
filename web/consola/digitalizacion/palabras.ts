/** How the screens of digitalización say what the server says with a word. */

import type { Alerta, EntregaEnServidor, RazonDeCaso } from '../../../src/digitalizacion/contrato.ts';

export const POR_QUE_ESPERA: Readonly<Record<RazonDeCaso, string>> = {
  sin_codigo: 'No se leyó su código',
  codigo_desconocido: 'Su código no es de un acta de aquí',
  contradice: 'Dos cosas se contradicen',
  claves_distintas: 'Se teclearon claves distintas',
  misma_imagen: 'Es la misma imagen que otra acta',
  de_otro_proceso: 'Es de otro proceso',
  no_parece_acta: 'No parece un acta',
};

export const QUE_ALERTA: Readonly<Record<Alerta['tipo'], string>> = {
  misma_imagen: 'La misma imagen en dos actas',
  secuencia_repetida: 'Número repetido',
  firma_falsa: 'Firma falsa',
  reloj: 'Reloj fuera de hora',
};

export interface Resultado {
  readonly senal: 'bien' | 'espera' | 'mal';
  readonly que: string;
  readonly detalle: string;
}

/** What became of an image that was sent, for who has the paper in hand. */
export function resultadoDe({ estado, acta, uso, mensaje }: EntregaEnServidor): Resultado {
  switch (estado) {
    case 'registrada':
      return {
        senal: 'bien',
        que: `Registrada: ${acta ?? ''}`,
        detalle:
          mensaje ??
          (uso === 'captura' ? 'De esta imagen se captura.' : 'Ya había otra: queda como evidencia.'),
      };
    case 'espera_acopio':
      return {
        senal: 'espera',
        que: 'Espera su sobre',
        detalle: mensaje ?? 'Registre su acopio y entrará sola.',
      };
    case 'por_identificar':
      return {
        senal: 'espera',
        que: 'Por identificar',
        detalle: mensaje ?? 'Dos personas teclean su clave.',
      };
    case 'rechazada':
      return { senal: 'mal', que: 'No se usó', detalle: mensaje ?? '' };
    case 'incompleta':
    case 'en_proceso':
      return {
        senal: 'espera',
        que: 'Se está revisando',
        detalle: 'Está guardada. Pregunte otra vez en un momento.',
      };
  }
}
