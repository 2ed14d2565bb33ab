/** What is drawn on an acta that is not text: marks, rows, boxes to sign in. The same for every acta of as many rows. */

import type { Caja } from './caja.ts';
import type { Formato } from './formato.ts';

/** Thickness of the lines of the rows, and of those to sign on, in millimetres. */
const GRUESA = 0.18;
const FINA = 0.15;

/** Where the blanks of the hour and of the incidents are, beside their words. */
export const HORA = { desde: 44.5, ancho: 15 } as const;
export const INCIDENTES = { no: 27, si: 41, hojas: 58, ancho: 11 } as const;
const CUADRO = 3.2;
/** Between the lines on which incidents are described, in millimetres. */
const ENTRE_LINEAS = 6.5;

/** @returns SVG of the whole sheet, in millimetres */
export function fondoDe({ hoja, marcas, renglones, pie }: Formato): string {
  const total = renglones.at(-1);
  const marks = marcas.map((caja) => box(caja, 'fill="#000"'));
  const shade = total === undefined ? '' : box(total.renglon, 'fill="#f2f2f2"');
  const rows = renglones.map(({ renglon, letra, cifra }) => outline(renglon) + left(letra) + left(cifra));
  const cells = [...pie.funcionarios, ...pie.representaciones].map(({ caja }) => outline(caja));
  const { hora, incidentes, descripcion } = pie;
  const [no, si] = [INCIDENTES.no, INCIDENTES.si].map((x) => ({
    ...{ x: incidentes.x + x, y: incidentes.y + (incidentes.alto - CUADRO) / 2 },
    ...{ ancho: CUADRO, alto: CUADRO },
  }));
  if (no === undefined || si === undefined) throw new Error('two boxes');
  const blanks = [
    under(hora, HORA.desde, HORA.ancho),
    under(incidentes, INCIDENTES.hojas, INCIDENTES.ancho),
    ...(descripcion === null ? [] : [ruled(descripcion)]),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${hoja.ancho} ${hoja.alto}">` +
    `${marks.join('')}${shade}` +
    `<path fill="none" stroke="#282828" stroke-width="${GRUESA}" d="${rows.join('')}${outline(no)}${outline(si)}"/>` +
    `<path fill="none" stroke="#505050" stroke-width="${FINA}" d="${cells.join('')}${blanks.join('')}"/></svg>`
  );
}

function box({ x, y, ancho, alto }: Caja, fill: string): string {
  return `<rect x="${mm(x)}" y="${mm(y)}" width="${mm(ancho)}" height="${mm(alto)}" ${fill}/>`;
}

function outline({ x, y, ancho, alto }: Caja): string {
  return `M${mm(x)} ${mm(y)}h${mm(ancho)}v${mm(alto)}h${mm(-ancho)}z`;
}

function left({ x, y, alto }: Caja): string {
  return `M${mm(x)} ${mm(y)}v${mm(alto)}`;
}

function under({ x, y, alto }: Caja, desde: number, ancho: number): string {
  return `M${mm(x + desde)} ${mm(y + alto - 1.3)}h${mm(ancho)}`;
}

function ruled({ x, y, ancho, alto }: Caja): string {
  const lines = Math.max(1, Math.floor(alto / ENTRE_LINEAS));
  return Array.from(
    { length: lines },
    (_, i) => `M${mm(x)} ${mm(y + (alto * (i + 1)) / lines)}h${mm(ancho)}`,
  ).join('');
}

/** To a micrometre: enough for any printer, and the same text for the same measures. */
function mm(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
