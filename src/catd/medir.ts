/** Asks the server what time it is, some times, and believes the quickest answer. */

import { z } from 'zod';
import type { Pedir } from './cliente.ts';
import { desfaseDe, type Muestra, type Relojes } from './reloj.ts';

const Hora = z.object({ ahora: z.string() });
const VECES = 4;

/** The offset and the most that it can be wrong, in milliseconds; null when it could not be known. */
export async function measureDesfase(
  pedir: Pedir,
  relojes: Relojes,
): Promise<{ readonly desfase: number; readonly error: number } | null> {
  const muestras: Muestra[] = [];
  for (let vez = 0; vez < VECES; vez += 1) {
    const from = relojes.monotono();
    const asked = await pedir({ metodo: 'GET', ruta: '/api/equipo/reloj' });
    const [ida, pared] = [relojes.monotono() - from, relojes.pared()];
    const hora = asked.ok && asked.value.estado === 200 ? Hora.safeParse(asked.value.cuerpo) : null;
    const servidor = hora?.success === true ? Date.parse(hora.data.ahora) : Number.NaN;
    if (Number.isNaN(servidor)) break;
    muestras.push({ pared, ida, servidor });
  }
  return muestras.length === 0 ? null : desfaseDe(muestras);
}
