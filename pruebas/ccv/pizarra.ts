/** What the tests of the CCV read in the database: who has work, where each acta is, what has happened. */

import type { EstadoActa } from '../../src/dominio/acta.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { must, type Noche } from '../apoyo/fases.ts';

export type Pizarra = ReturnType<typeof createPizarra>;

export function createPizarra({ base }: Pick<Noche, 'base'>) {
  const { pool, bitacora } = base;
  const asks = async (text: string, values: readonly string[]): Promise<boolean> => {
    const { rows } = await pool.query<{ hay: boolean }>(`select (${text}) as hay`, [...values]);
    return rows[0]?.hay === true;
  };
  return {
    /** Whether somebody has an acta of a queue, or could take one. */
    hayTrabajo: (persona: string, cola: 'captura' | 'verificacion') =>
      asks(
        `exists (select from prep.asignacion where persona = $1 and cola = $2)
         or exists (select from prep.acta where cola = $2 and lugares > 0 and not personas @> array[$1::text])`,
        [persona, cola],
      ),
    async capturas(persona: string, acta: IdActa): Promise<number> {
      const { rows } = await pool.query<{ cuantas: number }>(
        `select count(*)::int as cuantas from prep.evento
          where acta = $1 and actor = $2 and tipo = 'captura_registrada'`,
        [acta, persona],
      );
      return rows[0]?.cuantas ?? 0;
    },
    async version(acta: IdActa): Promise<number> {
      return must(await bitacora.load(acta)).version;
    },
    async estado(acta: IdActa): Promise<EstadoActa> {
      return must(await bitacora.load(acta)).estado;
    },
    async enFase(fase: EstadoActa['fase']): Promise<readonly IdActa[]> {
      const { rows } = await pool.query<{ id: IdActa }>(
        'select id from prep.acta where fase = $1 order by id',
        [fase],
      );
      return rows.map(({ id }) => id);
    },
    /** Ends the session of somebody, as time does. */
    async endSesion(persona: string, ahora: string): Promise<void> {
      await pool.query('update prep.sesion set cerrada = $2 where persona = $1 and cerrada is null', [
        persona,
        ahora,
      ]);
    },
  };
}
