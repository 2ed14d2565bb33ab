/**
 * What happens to the picture of an acta between the paper and the file, as data: enough to repeat it, and to tell
 * in a manifest exactly what was done. Lengths on paper are millimetres, on the image pixels, angles degrees
 * clockwise.
 */

export type FormatoDeArchivo = 'jpeg' | 'png' | 'tiff' | 'pdf';

/** As EXIF numbers them: what a viewer must do to show the picture upright (6: turn it 90° clockwise). */
export type Orientacion = 1 | 3 | 6 | 8;

export interface Degradacion {
  readonly fuente: 'escaner' | 'telefono';
  readonly formato: FormatoDeArchivo;
  /** dots per inch of the sheet in the image, at its middle */
  readonly ppp: number;
  readonly papel: Papel;
  readonly encuadre: Encuadre;
  readonly luz: Luz;
  readonly foco: Foco;
  /** deviation of the noise of the sensor, in levels of grey */
  readonly ruido: number;
  /** level under which a point is black in a picture of one bit; null in the others */
  readonly umbral: number | null;
  /** of the JPEG, 1 to 100 */
  readonly calidad: number;
  readonly exif: Orientacion;
}

/** What happened to the sheet itself. */
export interface Papel {
  readonly dobleces: readonly Doblez[];
  readonly mancha: Mancha | null;
}

export interface Doblez {
  readonly sentido: 'horizontal' | 'vertical';
  /** fraction of the sheet */
  readonly posicion: number;
  /** share of the light that the crease takes */
  readonly fuerza: number;
}

/** A round stain whose middle is on the edge of the QR. */
export interface Mancha {
  readonly x: number;
  readonly y: number;
  readonly radio: number;
  /** grey that it leaves on white paper */
  readonly gris: number;
  /** fraction of the QR under it */
  readonly cubierto: number;
}

/** Where the sheet is in the picture. */
export interface Encuadre {
  /** how straight it is */
  readonly giro: number;
  /** how it was put in: the picture says nothing of it */
  readonly cuarto: 0 | 90 | 180 | 270;
  /** how much the camera leans over the sheet, around its horizontal and its vertical axis */
  readonly inclinacion: { readonly x: number; readonly y: number };
  /** from the camera to the sheet, in heights of the sheet */
  readonly distancia: number;
  /** paper beyond each edge of the sheet that is in the picture; negative where it is cut */
  readonly margen: Margen;
  readonly fondo: Fondo;
}

export interface Margen {
  readonly izquierda: number;
  readonly derecha: number;
  readonly arriba: number;
  readonly abajo: number;
}

/** What is seen around the sheet. */
export interface Fondo {
  readonly tipo: 'tapa' | 'madera' | 'tela' | 'mesa';
  readonly gris: number;
  /** half of the range of its texture */
  readonly contraste: number;
}

export interface Luz {
  /** grey of white paper under full light, and of black ink: the range of the camera */
  readonly blanco: number;
  readonly negro: number;
  /** share of the light that is lost from one side to the other */
  readonly caida: { readonly angulo: number; readonly parte: number };
  /** of whoever takes the picture: a soft edge across it */
  readonly sombra: {
    readonly angulo: number;
    /** where its edge is, from −1 to 1 across the picture */
    readonly posicion: number;
    readonly parte: number;
    /** width of its edge, as a fraction of the picture */
    readonly suavidad: number;
  } | null;
  /** of a lamp on the paper: middle and radius as fractions of the picture, and levels of grey that it adds */
  readonly reflejo: {
    readonly x: number;
    readonly y: number;
    readonly radio: number;
    readonly fuerza: number;
  } | null;
}

export interface Foco {
  /** deviation of the blur, in pixels; 0 is sharp */
  readonly desenfoque: number;
  /** how far the camera moved while it looked, in pixels */
  readonly movimiento: { readonly largo: number; readonly angulo: number } | null;
}
