/** What the coordinator puts before the rest: an election, a territory, or both. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, trabajoDe } from '../acceso/ruta.ts';
import type { Prioridad } from '../bitacora/bitacora.ts';
import { commandOf } from '../bitacora/peticion.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Prioridades } from './contrato.ts';
import type { PartesDeCaptura } from './mesa.ts';

const PRIORIDADES = z.strictObject({
  prioridades: z
    .array(z.strictObject({ eleccion: texto(40).nullable(), territorio: texto(20).nullable() }))
    .max(50),
});

export function rutasDePrioridades({
  bitacora,
  proceso,
  now,
}: Pick<PartesDeCaptura, 'bitacora' | 'proceso' | 'now'>): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const config = { permiso: 'captura:repartir' } as const;
    const toBody = (prioridades: Prioridades['prioridades']): Prioridades => ({ prioridades });

    app.get('/api/captura/prioridades', { config }, async (_request, reply) =>
      answer(reply, await bitacora.prioridades(), toBody),
    );

    app.put('/api/captura/prioridades', { config, schema: { body: PRIORIDADES } }, async (request, reply) => {
      const checked = checkPrioridades(request.body.prioridades, proceso);
      if (!checked.ok) return answer(reply, checked, () => null);
      const put = await bitacora.setPrioridades(commandOf(trabajoDe(request), now()), checked.value);
      return answer(reply, put, toBody);
    });
  };
}

/** Each one once, and of something that the process has: a priority that matches nothing would look obeyed. */
function checkPrioridades(
  prioridades: readonly Prioridad[],
  { elecciones }: Proceso,
): Result<readonly Prioridad[], Refusal<'PRIORIDAD_DESCONOCIDA' | 'PRIORIDAD_REPETIDA' | 'PRIORIDAD_VACIA'>> {
  const seen = new Set<string>();
  for (const { eleccion, territorio } of prioridades) {
    if (eleccion === null && territorio === null) {
      return refuse('PRIORIDAD_VACIA', 'Elija una elección o un territorio: todo junto no es una prioridad.');
    }
    const known = elecciones.some(
      ({ clave, territorios }) =>
        (eleccion === null || eleccion === clave) &&
        (territorio === null || territorios.some(({ id }) => id === territorio)),
    );
    if (!known) {
      return refuse(
        'PRIORIDAD_DESCONOCIDA',
        `Este proceso no tiene ${[eleccion, territorio].filter((part) => part !== null).join(' ')}. Elija de la lista.`,
      );
    }
    const key = JSON.stringify([eleccion, territorio]);
    if (seen.has(key)) {
      return refuse('PRIORIDAD_REPETIDA', 'Una prioridad está dos veces en la lista. Quite una.');
    }
    seen.add(key);
  }
  return ok(prioridades);
}
