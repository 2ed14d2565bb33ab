/**
 * Cotejo: the paper acta in hand against what was published. Equal, it is noted; different, those fields are
 * captured again and the history stays (COTEJADA 1, 2 and 3).
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { createMandar, type Peticion } from '../bitacora/peticion.ts';
import type { Instante, MotivoRechazo } from '../dominio/acta.ts';
import { decideCorreccion, decideCotejo, decidePedirDigitalizacion } from '../dominio/mandatos.ts';
import type { Refusal, Result } from '../dominio/result.ts';

export interface CotejoDeActas {
  /** The paper says what was published. */
  confirmar(peticion: Peticion): Promise<Result<Registro, Refusal>>;
  /** The paper says something else in these fields: they are captured again; what is published stays meanwhile. */
  corregir(
    peticion: Peticion & { readonly campos: readonly string[]; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
  /** The image from which it was captured is not good enough: another is needed; what is published stays. */
  pedirImagen(
    peticion: Peticion & { readonly motivo: MotivoRechazo; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
}

/** @param now clock of the machine */
export function createCotejo(bitacora: Bitacora, now: () => Instante): CotejoDeActas {
  const mandar = createMandar(bitacora, now);

  return {
    confirmar: (peticion) => mandar(peticion, (estado, { persona }) => decideCotejo(estado, { persona })),

    corregir: ({ campos, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) => decideCorreccion(estado, { persona, campos, razon })),

    pedirImagen: ({ motivo, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decidePedirDigitalizacion(estado, { persona, motivo, razon }),
      ),
  };
}
