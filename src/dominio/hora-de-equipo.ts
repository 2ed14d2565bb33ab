/**
 * At what time an envelope arrived, when it was registered in a station that may have been without network for
 * hours: the clock of the station, corrected by what it was off when it was last compared, within what is possible.
 */

import type { Instante } from './acta.ts';

/** A PREP lasts a day at most: a clock that says more than that before it was told is not believed. */
const UN_DIA_MS = 86_400_000;

/**
 * The time that is the record. It is never after its reception by the server nor before what the same equipo did
 * before; a clock that cannot be right gives the reception.
 *
 * @param hora.momento clock of the equipo
 * @param hora.desfase milliseconds to add to it; null when it was never compared
 * @param hora.recibida when the server had it
 * @param hora.anterior record of the envelope that came before in the same equipo; null when there is none
 */
export function horaDeEquipo({
  momento,
  desfase,
  recibida,
  anterior,
}: {
  readonly momento: Instante;
  readonly desfase: number | null;
  readonly recibida: Instante;
  readonly anterior: Instante | null;
}): Instante {
  const received = Date.parse(recibida);
  const said = Date.parse(momento) + (desfase ?? 0);
  if (said < received - UN_DIA_MS) return recibida;
  const notBefore = anterior === null ? said : Math.max(said, Date.parse(anterior));
  return new Date(Math.min(notBefore, received)).toISOString();
}
