/**
 * How the institute looks on its public site: a colour for structure, and a logo. Nobody reads a page whose colour
 * is too pale, so a colour is checked against the paper it goes on (WCAG 2.2) before it is accepted.
 */

import { CONTRASTE_DE_TEXTO, contrast, isColor, PAPEL, seenOn } from '../comun/color.ts';
import type { Informe } from './informe.ts';

export interface Identidad {
  /** on light paper, `#rrggbb` */
  readonly color: string;
  /** on dark paper; null, the same colour made lighter until it is seen */
  readonly colorOscuro: string | null;
  /** SVG without anything that acts or asks for anything (see `logo.ts`), or null */
  readonly logo: string | null;
}

/** As it is written in `proceso.json`. */
export interface DatosIdentidad {
  readonly color: string;
  readonly colorOscuro?: string | undefined;
  /** file of the folder: `logo.svg` */
  readonly logo?: string | undefined;
}

interface Configurada {
  readonly identidad?: DatosIdentidad | undefined;
}

/** Colour of an institute that gives none. */
const COLOR_COMUN = '#6b1f4e';

/** Name that `identidad.logo` must have: that of the file in the folder. */
export const ARCHIVO_LOGO = 'logo.svg';

/** @param logo the SVG of its file, where the process names one */
export function identidadDe({ identidad }: Configurada, logo: string | undefined): Identidad {
  return {
    color: identidad?.color.toLowerCase() ?? COLOR_COMUN,
    colorOscuro: identidad?.colorOscuro?.toLowerCase() ?? null,
    logo: logo ?? null,
  };
}

export function checkIdentidad({ identidad }: Configurada, informe: Informe): void {
  if (identidad === undefined) return;
  checkColor('color', identidad.color, PAPEL.claro, 'claro', informe);
  if (identidad.colorOscuro !== undefined) {
    checkColor('colorOscuro', identidad.colorOscuro, PAPEL.oscuro, 'oscuro', informe);
  }
}

function checkColor(clave: string, color: string, papel: string, tema: string, informe: Informe): void {
  const columna = `identidad.${clave}`;
  if (!isColor(color)) {
    informe.add('COLOR', 'proceso', null, columna, color, 'un color #RRGGBB, por ejemplo "#6b1f4e"');
    return;
  }
  const found = contrast(color, papel);
  if (found >= CONTRASTE_DE_TEXTO) return;
  const close = seenOn(color, papel, CONTRASTE_DE_TEXTO);
  informe.add(
    'COLOR',
    'proceso',
    null,
    columna,
    color,
    `un color que se lea en el tema ${tema}: contraste de ${CONTRASTE_DE_TEXTO} o más con ${papel}, y tiene ${truncated(found)}; el más parecido que se lee es "${close}"`,
  );
}

/** Two decimals, never more than it is. */
function truncated(value: number): string {
  return (Math.trunc(value * 100) / 100).toFixed(2);
}
