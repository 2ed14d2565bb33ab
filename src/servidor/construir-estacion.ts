/** Builds the page of the station. It is served on the same computer: nothing is compressed. */

import type { Result } from '../dominio/result.ts';
import { type Construccion, construir, construirConVite, type FallaDeConstruccion } from './construir.ts';

const ESTACION: Construccion = {
  nombre: 'estacion',
  fuentes: ['web/estacion', 'web/comun', 'src/dominio', 'package-lock.json'],
  aviso: 'Construyendo la página de la estación…',
  falla: 'La página de la estación no se pudo construir',
  async escribir(folder) {
    const { default: configuracion } = await import('../../web/estacion/vite.config.ts');
    await construirConVite(configuracion, folder);
  },
};

/**
 * The folder of the page, built now if it was not.
 *
 * @param avisar told, in a sentence, when something that takes seconds begins
 */
export function construirEstacion(
  avisar: (linea: string) => void,
): Promise<Result<string, FallaDeConstruccion>> {
  return construir(ESTACION, avisar);
}
