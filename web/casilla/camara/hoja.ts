/** The printed acta as a camera sees it, in millimetres: a test keeps it equal to the paper (`src/papel/formato.ts`). */

export const HOJA = { ancho: 215.9, alto: 279.4 } as const;
/** side of the solid squares of the corners */
export const MARCA = 6;
/** from the edge of the sheet to a mark */
export const ORILLA = 8;
/** the code, in the top right corner */
export const QR = { x: 171.9, y: 18, lado: 26 } as const;
