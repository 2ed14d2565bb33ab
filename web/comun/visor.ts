/**
 * Where the image of an acta lies in its window: pure geometry, in pixels of the screen. A view is a scale, a turn and
 * how far the middle of the image is from the middle of the window.
 */

import type { Renglon } from '../../src/proceso/en-pantalla.ts';

export type Giro = 0 | 90 | 180 | 270;

export interface Medida {
  readonly ancho: number;
  readonly alto: number;
}

export interface Medidas {
  /** in pixels of the file, before turning it */
  readonly imagen: Medida;
  readonly ventana: Medida;
}

export interface Vista {
  /** pixels of the screen by pixel of the image */
  readonly escala: number;
  readonly giro: Giro;
  readonly x: number;
  readonly y: number;
}

/** Of the window that the row takes, at most. */
const RENGLON_ANCHO = 0.96;
const RENGLON_ALTO = 0.2;
const ESCALA_MAXIMA = 6;
/** A row is not blown up until its pixels show. */
const ESCALA_COMODA = 2;
/** A row that is lower than this cannot be read: better a part of it. */
const ALTO_LEGIBLE = 16;

/** The whole image in the window. */
export function verTodo(medidas: Medidas, giro: Giro): Vista {
  return { escala: escalaMinima(medidas, giro), giro, x: 0, y: 0 };
}

/** As wide as the window, from its top. */
export function verAncho(medidas: Medidas, giro: Giro): Vista {
  const { ventana } = medidas;
  const girada = turned(medidas.imagen, giro);
  const escala = Math.min(ventana.ancho / girada.ancho, ESCALA_MAXIMA);
  return contener(medidas, { escala, giro, x: 0, y: (girada.alto * escala - ventana.alto) / 2 });
}

/**
 * The row in the middle of the window, as large as is comfortable to read with its letters and its number. Where the
 * window is too narrow for that, its right end: the name of the row, at the left, is also in the form.
 */
export function verRenglon(medidas: Medidas, giro: Giro, renglon: Renglon): Vista {
  const { imagen, ventana } = medidas;
  const row = turned({ ancho: renglon.ancho * imagen.ancho, alto: renglon.alto * imagen.alto }, giro);
  const wanted = Math.min(
    (ventana.ancho * RENGLON_ANCHO) / row.ancho,
    (ventana.alto * (giro % 180 === 0 ? RENGLON_ALTO : RENGLON_ANCHO)) / row.alto,
    ESCALA_COMODA,
  );
  const legible = giro === 0 ? Math.min(ALTO_LEGIBLE / row.alto, ESCALA_COMODA) : 0;
  const escala = Math.max(wanted, legible, escalaMinima(medidas, giro));
  const middle = rotated(
    (renglon.x + renglon.ancho / 2 - 0.5) * imagen.ancho * escala,
    (renglon.y + renglon.alto / 2 - 0.5) * imagen.alto * escala,
    giro,
  );
  const beyond = Math.max(0, (row.ancho * escala - ventana.ancho * RENGLON_ANCHO) / 2);
  return contener(medidas, { escala, giro, x: -middle.x - (giro === 0 ? beyond : 0), y: -middle.y });
}

/**
 * Closer (factor > 1) or farther, keeping in place a point of the window.
 *
 * @param punto from the middle of the window
 */
export function acercar(
  medidas: Medidas,
  vista: Vista,
  factor: number,
  punto: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): Vista {
  const minimum = Math.min(escalaMinima(medidas, vista.giro), vista.escala);
  const escala = Math.min(ESCALA_MAXIMA, Math.max(minimum, vista.escala * factor));
  const real = escala / vista.escala;
  return contener(medidas, {
    ...vista,
    escala,
    x: punto.x + (vista.x - punto.x) * real,
    y: punto.y + (vista.y - punto.y) * real,
  });
}

export function mover(medidas: Medidas, vista: Vista, dx: number, dy: number): Vista {
  return contener(medidas, { ...vista, x: vista.x + dx, y: vista.y + dy });
}

/** A quarter to the right, around the middle of the window. */
export function girar(medidas: Medidas, vista: Vista): Vista {
  const { x, y } = rotated(vista.x, vista.y, 90);
  return contener(medidas, { ...vista, giro: siguienteGiro(vista.giro), x, y });
}

export function siguienteGiro(giro: Giro): Giro {
  return ((giro + 90) % 360) as Giro;
}

/** The image never leaves the window: it covers it, or is in the middle where it is smaller. */
export function contener({ imagen, ventana }: Medidas, vista: Vista): Vista {
  const girada = turned(imagen, vista.giro);
  const within = (value: number, image: number, window: number) => {
    const spare = Math.max(0, (image * vista.escala - window) / 2);
    return Math.min(spare, Math.max(-spare, value));
  };
  return {
    ...vista,
    x: within(vista.x, girada.ancho, ventana.ancho),
    y: within(vista.y, girada.alto, ventana.alto),
  };
}

/** CSS that puts the image, whose origin is the corner of the window, in its view. */
export function transformDe({ imagen, ventana }: Medidas, { escala, giro, x, y }: Vista): string {
  return [
    `translate(${ventana.ancho / 2 + x}px, ${ventana.alto / 2 + y}px)`,
    `rotate(${giro}deg)`,
    `scale(${escala})`,
    `translate(${-imagen.ancho / 2}px, ${-imagen.alto / 2}px)`,
  ].join(' ');
}

function escalaMinima({ imagen, ventana }: Medidas, giro: Giro): number {
  const girada = turned(imagen, giro);
  return Math.min(ventana.ancho / girada.ancho, ventana.alto / girada.alto);
}

function turned({ ancho, alto }: Medida, giro: Giro): Medida {
  return giro % 180 === 0 ? { ancho, alto } : { ancho: alto, alto: ancho };
}

function rotated(x: number, y: number, giro: Giro): { readonly x: number; readonly y: number } {
  switch (giro) {
    case 0:
      return { x, y };
    case 90:
      return { x: -y, y: x };
    case 180:
      return { x: -x, y: -y };
    case 270:
      return { x: y, y: -x };
  }
}
