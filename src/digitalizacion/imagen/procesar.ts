/**
 * From the bytes that a scanner or a phone gave to the image that is published: each page decoded, its sheet found and
 * straightened, its code read, and whether it serves. In this thread; `taller.ts` does it away from who waits.
 */

import { hash } from 'node:crypto';
import type { Encuadre } from '../../dominio/acta.ts';
import { ok } from '../../dominio/result.ts';
import type { Archivo, Pagina } from './archivo.ts';
import { encodeMiniatura, encodePublicada } from './codificar.ts';
import type { ImagenProcesada, ResultadoDeImagen } from './contrato.ts';
import { openArchivo } from './decodificar.ts';
import { HOJA_ENTERA, level, measureLuz, straighten, turnUpright } from './enderezar.ts';
import { fillsPicture } from './hoja.ts';
import { huellaDe } from './huella.ts';
import { identify } from './identificar.ts';
import { judge } from './veredicto.ts';

/**
 * What each page of a file is, in its order.
 *
 * @param bytes of the file as it came, whatever its name said
 */
export async function procesar(bytes: Uint8Array): Promise<ResultadoDeImagen> {
  const opened = await openArchivo(bytes);
  if (!opened.ok) return opened;
  const archivo = opened.value;
  const original = { sha256: hash('sha256', bytes, 'hex'), bytes: bytes.length, formato: archivo.formato };
  try {
    const imagenes: ImagenProcesada[] = [];
    for (let i = 0; i < archivo.paginas; i += 1) {
      const pagina = await archivo.page(i, 'trabajo');
      if (!pagina.ok) return pagina;
      const seen = await procesarPagina(archivo, i, pagina.value);
      const drawn = seen.encuadre === 'sin_enderezar' ? await archivo.draw?.(i) : null;
      imagenes.push({ ...(drawn?.ok ? await procesarPagina(archivo, i, drawn.value) : seen), original });
    }
    return ok(imagenes);
  } finally {
    archivo.close();
  }
}

async function procesarPagina(
  archivo: Archivo,
  i: number,
  { lienzo, escala, orientacion }: Pagina,
): Promise<Omit<ImagenProcesada, 'original'>> {
  const identificada = await identify({ lienzo, orientacion }, async () => {
    // More dots than there are would be invented.
    if (escala < 1.2) return null;
    const whole = await archivo.page(i, 'completo');
    return whole.ok ? whole.value.lienzo : null;
  });
  const { hoja, codigo, como, tipo } = identificada;
  const entera = hoja !== null && hoja.marcas >= 3;
  const straight = entera ? straighten(lienzo, hoja.homografia, HOJA_ENTERA) : null;
  const recta = straight === null ? null : { lienzo: straight, luz: measureLuz(straight) };
  const veredicto = judge({ lienzo, escala, recta, hoja, codigo: tipo });
  const shown =
    recta === null
      ? await turnUpright(lienzo, hoja?.homografia ?? null, orientacion)
      : level(recta.lienzo, recta.luz);
  const encuadre: Encuadre = recta === null ? 'sin_enderezar' : 'hoja_entera';
  const encuadreDelArchivo: Encuadre = entera && fillsPicture(hoja, lienzo) ? 'hoja_entera' : 'sin_enderezar';
  const publicada = await encodePublicada(shown);
  return {
    ...{ codigo, como, veredicto, encuadre, encuadreDelArchivo },
    publicada: {
      bytes: publicada,
      sha256: hash('sha256', publicada, 'hex'),
      ancho: shown.ancho,
      alto: shown.alto,
    },
    miniatura: await encodeMiniatura(shown),
    huellaVisual: huellaDe(shown, encuadre),
  };
}
