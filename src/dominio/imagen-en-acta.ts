/**
 * The images of an acta: one arrives, is put aside as evidence, or turns out to be useless and another takes its
 * place. An image that is going to be captured opens a round over every field.
 */

import { awaitsSobre, type ConImagen, type EstadoActa, type Previo } from './estado-acta.ts';
import type { Acopio, Imagen } from './evento-acta.ts';

/** The acta with one more image; null when it cannot have it for that. */
export function withImagen(
  estado: EstadoActa,
  imagen: Imagen,
  uso: 'captura' | 'evidencia',
  campos: readonly string[],
): Extract<EstadoActa, { imagenes: readonly Imagen[] }> | null {
  if (uso === 'evidencia' && 'imagenes' in estado) {
    return { ...estado, imagenes: [...estado.imagenes, imagen] };
  }
  if (uso === 'evidencia' || estado.fase !== 'acopiada') return null;
  const { acopio, previo } = estado;
  return captureAll({
    ...(previo ?? SIN_PREVIO),
    acopio,
    sobre: null,
    camposDelActa: campos,
    imagenes: [...(previo?.imagenes ?? []), imagen],
    imagen: imagen.sha256,
  });
}

/** An image of another acta brings with it the envelope in which it came, if this one was still waited for. */
export function withAcopio(estado: EstadoActa, acopio: Acopio): EstadoActa {
  if (estado.fase === 'esperada') return { fase: 'acopiada', acopio, previo: null };
  if (acopio.via === 'CASILLA' || !awaitsSobre(estado)) return estado;
  return 'sobre' in estado ? { ...estado, sobre: acopio } : { ...estado, acopio };
}

/**
 * The acta without the image in use: another that had arrived takes its place, or it waits for one. What was typed
 * from a wrong image is no longer a draft of anything.
 */
export function withoutImagen(
  { acopio, sobre, camposDelActa, imagenes, capturistas, verificadores, resolutores, ...acta }: ConImagen,
  sha256: string,
): EstadoActa {
  const rechazadas = [...acta.rechazadas, sha256];
  const { anterior, cotejo, correcciones } = acta;
  const people = { capturistas, verificadores, resolutores };
  const previo: Previo = {
    ...{ camposDelActa, imagenes, rechazadas, ...people },
    ...{ anterior, borrador: null, cotejo, correcciones },
  };
  const siguiente = imagenes.find((imagen) => !rechazadas.includes(imagen.sha256));
  return siguiente === undefined
    ? { fase: 'acopiada', acopio: sobre ?? acopio, previo }
    : captureAll({ ...previo, acopio, sobre, imagen: siguiente.sha256 });
}

/** The acta with another of its images in use. What was typed from the earlier one is no longer a draft of anything. */
export function withOtraImagen(estado: ConImagen, sha256: string): EstadoActa {
  const { acopio, sobre, camposDelActa, imagenes, rechazadas } = estado;
  const { capturistas, verificadores, resolutores, anterior, cotejo, correcciones } = estado;
  return captureAll({
    ...{ acopio, sobre, camposDelActa, imagenes, rechazadas, imagen: sha256 },
    ...{ capturistas, verificadores, resolutores },
    ...{ anterior, borrador: null, cotejo, correcciones },
  });
}

const SIN_PREVIO = {
  rechazadas: [],
  capturistas: [],
  verificadores: [],
  resolutores: [],
  anterior: null,
  borrador: null,
  cotejo: 0,
  correcciones: [],
} as const satisfies Partial<Previo>;

/** Opens the capture of every field from the image in use: the acta is new, or its earlier image was wrong. */
function captureAll(base: ConImagen): Extract<EstadoActa, { fase: 'en_captura' }> {
  const motivo = base.anterior === null ? 'inicial' : 'correccion';
  return {
    ...base,
    fase: 'en_captura',
    ronda: { motivo, campos: base.camposDelActa, capturas: [] },
    asignaciones: [],
  };
}

/** An image that the acta has. */
export function imagenDe({ imagenes }: Pick<ConImagen, 'imagenes'>, sha256: string): Imagen {
  const imagen = imagenes.find((candidate) => candidate.sha256 === sha256);
  if (imagen === undefined) throw new Error(`an image that the acta does not have: ${sha256}`);
  return imagen;
}

/** The acopio of the route by which the image came (LEEME 40): the envelope at its CATD, or the photograph. */
export function acopioDe(imagen: Imagen, { acopio, sobre }: Pick<ConImagen, 'acopio' | 'sobre'>): Acopio {
  if (imagen.origen === 'CATD') return sobre ?? acopio;
  if (acopio.via === 'CASILLA') return acopio;
  return { via: 'CASILLA', momento: imagen.momento, horaManuscrita: null };
}
