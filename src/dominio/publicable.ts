/**
 * What a corte shows of an acta: the last result that may be published, whatever is being done to it meanwhile.
 */

import type { Acopio, Cotejo, EstadoActa, Imagen, Instante } from './acta.ts';
import type { Ajustes } from './ajustes.ts';
import type { Lecturas } from './consolidacion.ts';
import type { MotivoSinActa } from './contabilizacion.ts';

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
      return fromResultado(estado.resultado, estado.imagenes, estado.acopio, estado.cotejo);
    case 'capturada': {
      const resultado = estado.anterior ?? (ajustes.publicaDesde === 'capturada' ? estado.resultado : null);
      return fromResultado(resultado, estado.imagenes, estado.acopio, estado.cotejo);
    }
    case 'en_captura':
    case 'en_conflicto': {
      const resultado = estado.anterior ?? (ajustes.publicaDesde === 'capturada' ? estado.borrador : null);
      return fromResultado(resultado, estado.imagenes, estado.acopio, estado.cotejo);
    }
    case 'acopiada':
      return fromResultado(
        estado.previo?.anterior ?? null,
        estado.previo?.imagenes ?? [],
        estado.acopio,
        estado.previo?.cotejo ?? 0,
      );
  }
}

type ResultadoDe = Extract<EstadoActa, { fase: 'verificada' }>['resultado'];

function fromResultado(
  resultado: ResultadoDe | null,
  imagenes: readonly Imagen[],
  acopio: Acopio,
  cotejo: Cotejo,
): Publicable {
  if (resultado === null) return PENDIENTE;
  const imagen = imagenes.find((candidate) => candidate.sha256 === resultado.imagen);
  if (imagen === undefined)
    throw new Error(`result of an image that the acta does not have: ${resultado.imagen}`);
  const { lecturas, capturada, verificada } = resultado;
  return { tipo: 'acta', lecturas, imagen, acopio, capturada, verificada, cotejo };
}
