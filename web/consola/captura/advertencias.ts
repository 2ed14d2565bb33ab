/** Stand-in of src/dominio/advertencias.ts */
import type { Lecturas } from '../../../src/dominio/consolidacion.ts';
import { votosDe } from '../../../src/dominio/lectura.ts';
import type { CampoEnPantalla } from '../../../src/proceso/en-pantalla.ts';

export interface Advertencia {
  readonly codigo: string;
  readonly mensaje: string;
  readonly campos: readonly string[];
}
export function advertencias({
  lecturas,
  campos,
  limite,
}: {
  lecturas: Lecturas;
  campos: readonly Pick<CampoEnPantalla, 'clave' | 'grupo'>[];
  limite: number | null;
}): readonly Advertencia[] {
  const votos = campos.filter(({ grupo }) => grupo === 'votos').map(({ clave }) => clave);
  const suma = votos.reduce((sum, clave) => sum + votosDe(lecturas[clave] ?? 0), 0);
  const out: Advertencia[] = [];
  const total = lecturas.TOTAL_VOTOS_ASENTADO;
  const sacados = lecturas.TOTAL_VOTOS_SACADOS;
  if (typeof total === 'number' && total !== suma)
    out.push({
      codigo: 'SUMA_DISTINTA_DEL_TOTAL',
      mensaje: 'La suma de los votos no es igual al total asentado.',
      campos: ['TOTAL_VOTOS_ASENTADO'],
    });
  if (typeof sacados === 'number' && sacados !== suma)
    out.push({
      codigo: 'SACADOS_DISTINTOS_DE_LA_SUMA',
      mensaje: 'La suma de los votos no es igual a los votos sacados de la urna.',
      campos: ['TOTAL_VOTOS_SACADOS'],
    });
  if (limite !== null && suma > limite)
    out.push({
      codigo: 'EXCEDE_EL_LIMITE',
      mensaje: 'Los votos son más que la lista nominal y los representantes.',
      campos: votos,
    });
  return out;
}
