/**
 * Who is at the station: said once, at the beginning of the shift, and in each delivery from then on until somebody
 * else says it. It is on the disk as the rest, so it goes on after a cut. Nothing waits for it.
 */

import type { Instante } from '../dominio/acta.ts';
import {
  decirPersona,
  nombreDePersona,
  type PersonaDelCentro,
  type PersonaEnEquipo,
} from '../dominio/persona-en-equipo.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Almacen } from './almacen.ts';
import type { FallaDeDisco } from './disco.ts';
import type { Reloj } from './reloj.ts';

export interface Turno {
  readonly persona: PersonaEnEquipo;
  /** by the clock of the server, as it was known */
  readonly desde: Instante;
}

const RECUERDO = 'turno';

/** Null when nobody has said who they are. */
export function turnoDe(almacen: Pick<Almacen, 'recuerdo'>): Turno | null {
  return almacen.recuerdo<Turno>(RECUERDO);
}

/** The people that the server said last; none while it has not said any. */
export function personasDe(almacen: Pick<Almacen, 'equipo'>): readonly PersonaDelCentro[] {
  return almacen.equipo()?.personas ?? [];
}

/**
 * Somebody says that they are at the station from now on. The same person again changes nothing.
 *
 * @param texto their key or their name; null when who was there leaves and nobody comes
 */
export function cambiarTurno(
  { almacen, reloj }: { readonly almacen: Almacen; readonly reloj: Pick<Reloj, 'servidor'> },
  texto: string | null,
): Result<Turno | null, Refusal<'NOMBRE_INVALIDO'> | FallaDeDisco> {
  const personas = personasDe(almacen);
  const said = texto === null ? ok(null) : decirPersona(texto, personas);
  if (!said.ok) return said;
  const before = turnoDe(almacen);
  if (isSame(before?.persona ?? null, said.value)) return ok(before);
  const momento = reloj.servidor();
  const turno: Turno | null = said.value === null ? null : { persona: said.value, desde: momento };
  return almacen.transaccion(() => {
    almacen.recordar(RECUERDO, turno);
    almacen.anotar({
      ...{ momento, tipo: 'turno' },
      mensaje:
        turno === null
          ? 'Nadie está en la estación: lo que se registre va sin nombre.'
          : `En la estación está ${nombreDePersona(turno.persona, personas)}.`,
    });
    return turno;
  });
}

function isSame(a: PersonaEnEquipo | null, b: PersonaEnEquipo | null): boolean {
  if (typeof a === 'object' && typeof b === 'object') return a?.nombre === b?.nombre;
  return a === b;
}
