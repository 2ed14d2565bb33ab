/** A clean sheet turned into the file that a scanner or a telephone gives. The same seed gives the same bytes. */

import type { Formato } from '../../papel/formato.ts';
import type { Gris } from '../../papel/raster.ts';
import type { Azar } from '../azar.ts';
import { codificar } from './codificar.ts';
import type { Degradacion } from './degradacion.ts';
import { retratar, vistaDe } from './encuadre.ts';
import { alumbrar, desenfocar, ensuciar } from './luz.ts';
import { maltratar } from './papel-maltratado.ts';

/**
 * @param hoja the sheet straight and whole, at the resolution of the degradation
 * @param azar for what is too fine to be a parameter: the grain of the table and of the sensor
 */
export async function degradar(
  hoja: Gris,
  formato: Pick<Formato, 'hoja'>,
  degradacion: Degradacion,
  azar: Azar,
): Promise<Buffer> {
  const { ppp, papel, encuadre, luz, foco, ruido, exif } = degradacion;
  const hurt = maltratar(hoja, papel, ppp);
  const framed = retratar(hurt, ppp, vistaDe(formato.hoja, encuadre, ppp, exif), encuadre.fondo, azar);
  alumbrar(framed, luz);
  const picture = await desenfocar(framed, foco);
  ensuciar(picture, ruido, azar);
  return codificar(picture, degradacion);
}
