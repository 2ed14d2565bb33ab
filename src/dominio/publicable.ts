/**
 * What a corte shows of an acta: the last result that may be published, whatever is being done to it meanwhile.
 */

import type {
  Acopio,
  ConImagen,
  Correccion,
  Cotejo,
  EstadoActa,
  Imagen,
  Instante,
  Resultado,
} from './acta.ts';
import type { Ajustes } from './ajustes.ts';
import type { Lecturas } from './consolidacion.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import { imagenDe } from './imagen-en-acta.ts';

export type Publicable =
  | { readonly tipo: 'pendiente' }
  | {
      readonly tipo: 'acta';
      readonly lecturas: Lecturas;
      readonly imagen: Imagen;
      readonly acopio: Acopio;
      readonly capturada: Instante;
      readonly verificada: Instante | null;
      readonly cotejo: Cotejo;
      /** of what had been published, oldest first */
      readonly correcciones: readonly Correccion[];
    }
  | { readonly tipo: 'sin_acta'; readonly motivo: MotivoSinActa }
  | {
      readonly tipo: 'fuera_de_catalogo';
      readonly imagen: Imagen;
      readonly acopio: Acopio;
      readonly identificacion: string;
    };

const PENDIENTE: Publicable = { tipo: 'pendiente' };

/**
 * A corte only grows: a verified result stays while a correction is captured, and is replaced when the
 * correction is verified. Where the process publishes from capture (setting `publicaDesde`), so does a
 * captured result.
 */
export function publicable(estado: EstadoActa, ajustes: Pick<Ajustes, 'publicaDesde'>): Publicable {
  switch (estado.fase) {
    case 'esperada':
      return PENDIENTE;
    case 'sin_acta':
      return { tipo: 'sin_acta', motivo: estado.motivo };
    case 'fuera_de_catalogo': {
      const { imagen, acopio, identificacion } = estado;
      return { tipo: 'fuera_de_catalogo', imagen, acopio, identificacion };
    }
    case 'verificada':
      return fromResultado(estado.resultado, estado);
    case 'capturada': {
      const resultado = estado.anterior ?? (ajustes.publicaDesde === 'capturada' ? estado.resultado : null);
      return fromResultado(resultado, estado);
    }
    case 'en_captura':
    case 'en_conflicto': {
      const resultado = estado.anterior ?? (ajustes.publicaDesde === 'capturada' ? estado.borrador : null);
      return fromResultado(resultado, estado);
    }
    case 'acopiada':
      if (estado.previo === null) return PENDIENTE;
      return fromResultado(estado.previo.anterior, estado.previo);
  }
}

function fromResultado(
  resultado: Resultado | null,
  acta: Pick<ConImagen, 'imagenes' | 'cotejo' | 'correcciones'>,
): Publicable {
  if (resultado === null) return PENDIENTE;
  const { lecturas, acopio, capturada, verificada } = resultado;
  const imagen = imagenDe(acta, resultado.imagen);
  const { cotejo, correcciones } = acta;
  return { tipo: 'acta', lecturas, imagen, acopio, capturada, verificada, cotejo, correcciones };
}
