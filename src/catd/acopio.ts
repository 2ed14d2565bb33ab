/** An envelope that arrives at the counter: what was read or typed, checked, and written down as a delivery. */

import type { HoraLocal } from '../dominio/hora-manuscrita.ts';
import { checkHoraManuscrita, TEXTO_AVISO } from '../dominio/hora-manuscrita.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Almacen } from './almacen.ts';
import type { AcopioHecho, ActaEsperada, Leida } from './contrato.ts';
import type { FallaDeDisco } from './disco.ts';
import { type Firmante, makeAcopio } from './entregas.ts';
import { type LecturaErrorCode, leerActa } from './lectura.ts';
import type { Libro } from './libro.ts';
import type { Reloj } from './reloj.ts';

export interface DeAcopio {
  readonly almacen: Almacen;
  readonly libro: Libro;
  readonly reloj: Reloj;
  readonly firmante: Firmante;
}

export interface PeticionDeAcopio {
  /** what a reader gave, or the clave that was typed */
  readonly texto: string;
  /** the clave typed again; null when a reader gave it */
  readonly otra: string | null;
  readonly horaManuscrita: HoraLocal | null;
}

type AcopioErrorCode = LecturaErrorCode | 'CLAVES_DISTINTAS';

/** Of which acta it is; nothing changes. */
export function leer(de: DeAcopio, texto: string): Result<Leida, Refusal<AcopioErrorCode>> {
  const { almacen, firmante } = de;
  const found = leerActa(texto, { actas: almacen.equipo()?.actas ?? [], proceso: firmante.proceso });
  return found.ok ? ok(leidaDe(de, found.value)) : found;
}

/** Registers an envelope, once: again, it says when it was. */
export function acopiar(
  de: DeAcopio,
  { texto, otra, horaManuscrita }: PeticionDeAcopio,
): Result<AcopioHecho, Refusal<AcopioErrorCode> | FallaDeDisco> {
  const leida = leer(de, texto);
  if (!leida.ok) return leida;
  if (otra !== null) {
    const again = leer(de, otra);
    if (!again.ok || again.value.acta !== leida.value.acta) {
      return refuse('CLAVES_DISTINTAS', 'Las dos veces no dicen la misma clave. Escríbala otra vez.');
    }
  }
  const { acta } = leida.value;
  if (leida.value.sobre !== null) return ok({ ...leida.value, secuencia: null, avisos: [] });
  const made = de.almacen.transaccion(() => makeAcopio(de, { acta, horaManuscrita }));
  if (!made.ok) return made;
  const { momento, secuencia } = made.value;
  de.libro.agregar(made.value);
  return ok({ ...leida.value, sobre: momento, secuencia, avisos: avisosDe(de, horaManuscrita) });
}

/** What looks wrong in a hand-written time, by the clock of the server: the same that the server will say. */
function avisosDe({ almacen, reloj }: DeAcopio, hora: HoraLocal | null): AcopioHecho['avisos'] {
  const proceso = almacen.equipo()?.proceso;
  if (hora === null || proceso === undefined) return [];
  const codes = checkHoraManuscrita(hora, localTime(reloj.servidor(), proceso.huso), proceso.jornada);
  return codes.map((codigo) => ({ codigo, mensaje: TEXTO_AVISO[codigo] }));
}

function leidaDe({ libro }: DeAcopio, { acta, titulo, acopiada }: ActaEsperada): Leida {
  const here = libro.acopioDe(acta);
  return { acta, titulo, sobre: here?.momento ?? (acopiada ? 'antes' : null) };
}

/** `aaaa-mm-ddThh:mm` in a time zone. */
function localTime(instante: string, huso: string): HoraLocal {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: huso, dateStyle: 'short', timeStyle: 'short' },
  }).format(new Date(instante));
  return parts.replace(' ', 'T');
}
