/** A file of the server, asked like anything else (so that an expired session is asked for) and given to the browser to keep. */

import { ok } from '../../../src/dominio/result.ts';
import { bajar, type Respuesta } from '../api.ts';

export async function descargar(ruta: string): Promise<Respuesta<{ readonly nombre: string }>> {
  const answer = await bajar(ruta);
  if (!answer.ok) return answer;
  const { contenido, nombre } = answer.value;
  const address = URL.createObjectURL(contenido);
  const link = document.createElement('a');
  link.href = address;
  link.download = nombre;
  link.click();
  // The browser has begun to read it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return ok({ nombre });
}
