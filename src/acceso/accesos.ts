/** What happened with people's access, newest first, as a coordination, the administration and the auditor see it. */

import { centroVisible } from './autoridad.ts';
import type { Contexto } from './contexto.ts';
import type { Acceso as AccesoEnPantalla } from './contrato.ts';
import { type HechoDeAcceso, tellHecho } from './hechos.ts';
import type { PersonaEnSesion } from './ruta.ts';

/** Rows of one answer. */
const CUANTOS = 200;

export interface TramoDeAccesos {
  /** only what is newer than this position: to bring a list up to date */
  readonly despuesDe?: number | undefined;
  /** only what is older: to go on reading */
  readonly antesDe?: number | undefined;
}

interface Fila {
  readonly seq: string;
  readonly momento: Date;
  readonly actor: string;
  readonly lugar: string;
  readonly tipo: HechoDeAcceso['tipo'];
  readonly datos: string;
  readonly persona: string | null;
}

/** Whose fact it is: the person that it names or, when it names nobody, who did it. */
const PERSONA = `coalesce(evento.datos::jsonb ->> 'persona', evento.actor)`;

export async function listAccesos(
  { pool }: Contexto,
  quien: PersonaEnSesion,
  { despuesDe, antesDe }: TramoDeAccesos,
): Promise<readonly AccesoEnPantalla[]> {
  const { rows } = await pool.query<Fila>(
    `select seq, momento, actor, lugar, tipo, datos, ${PERSONA} as persona from prep.evento
      where acta = 'ACCESO' and seq > $1 and seq < $2
        and ($3::text is null or lugar = $3
             or exists (select from prep.persona where clave = ${PERSONA} and centro = $3)
             or exists (select from prep.equipo where clave = evento.datos::jsonb ->> 'equipo' and centro = $3))
      order by version desc limit ${CUANTOS}`,
    [despuesDe ?? 0, antesDe ?? Number.MAX_SAFE_INTEGER, centroVisible(quien)],
  );
  return rows.map(({ seq, momento, actor, lugar, tipo, datos }) => ({
    seq: Number(seq),
    momento: momento.toISOString(),
    persona: actor,
    lugar,
    tipo,
    que: tellHecho({ tipo, datos: JSON.parse(datos) } as HechoDeAcceso),
  }));
}
