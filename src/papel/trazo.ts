/** Something written by hand on an acta, in millimetres and degrees clockwise. */
export type Trazo =
  | {
      readonly tipo: 'texto';
      readonly x: number;
      readonly y: number;
      readonly giro: number;
      readonly texto: string;
      readonly letra: Manuscrita;
      /** in points */
      readonly cuerpo: number;
    }
  | {
      readonly tipo: 'raya';
      readonly x: number;
      readonly y: number;
      readonly giro: number;
      readonly puntos: readonly (readonly [x: number, y: number])[];
      /** in points */
      readonly grueso: number;
    };

/** Handwritings that come with the program. */
export const MANUSCRITAS = ['Caveat', 'Kalam', 'Reenie Beanie'] as const;
export type Manuscrita = (typeof MANUSCRITAS)[number];
