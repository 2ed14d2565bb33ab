/**
 * Colours that somebody else chose (parties, the institute), made readable: what text goes on them, and how far
 * they must move to be seen on paper or on ink. Contrast is that of WCAG 2.2.
 */

/** The background of what is published, light and dark: what any colour of an institute must be seen on. */
export const PAPEL = { claro: '#fbfaf7', oscuro: '#15141a' } as const;

/** Least contrast of text (WCAG 2.2, 1.4.3). */
export const CONTRASTE_DE_TEXTO = 4.5;

type Rgb = readonly [number, number, number];

const BLANCO: Rgb = [255, 255, 255];
const NEGRO: Rgb = [0, 0, 0];

export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** @throws when it is not `#RRGGBB` */
function parseColor(color: string): Rgb {
  if (!isColor(color)) throw new RangeError(`not a colour #RRGGBB: ${color}`);
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function formatColor([red, green, blue]: Rgb): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (the same) to 21 (black and white). */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(parseColor(a)), luminance(parseColor(b))];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** White or black, whichever reads better on the colour: always 4.5 or more. */
export function textOn(color: string): '#ffffff' | '#000000' {
  return contrast(color, '#ffffff') >= contrast(color, '#000000') ? '#ffffff' : '#000000';
}

const PASOS = 20;

/** The colour moved towards white or black, away from its background, until its contrast is enough. */
export function seenOn(color: string, fondo: string, minimo: number): string {
  const from = parseColor(color);
  const to = textOn(fondo) === '#ffffff' ? BLANCO : NEGRO;
  for (let step = 0; step <= PASOS; step += 1) {
    const mixed = formatColor(mix(from, to, step / PASOS));
    if (contrast(mixed, fondo) >= minimo) return mixed;
  }
  return formatColor(to);
}

/** Towards `b`: 0 is `a`, 1 is `b`. */
function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * part);
  return [channel(0), channel(1), channel(2)];
}

/** A tint for backgrounds: mostly the paper, a little of the colour. */
export function tint(color: string, papel: string, part: number): string {
  return formatColor(mix(parseColor(papel), parseColor(color), part));
}
