/**
 * Dates without hour, `2023-11-02`, as institutes write them. A date that does not exist is never moved to one that
 * does: the refusal says why it does not exist.
 */

import { daysOf, type Fecha, MESES, partsOf } from '../dominio/calendario.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { sinAcentos } from '../dominio/texto.ts';

/**
 * Which year is meant by a date without one: always the same, or the one in which the day falls near the election
 * (its process goes from the September before to the August after); null when nothing says it.
 */
export type AnioSupuesto =
  | { readonly tipo: 'anio'; readonly anio: number }
  | { readonly tipo: 'jornada'; readonly jornada: Fecha }
  | null;

export type FechaErrorCode = 'FECHA_IMPOSIBLE' | 'FECHA_ILEGIBLE' | 'FECHA_SIN_ANIO';
type Leida = Result<Fecha, Refusal<FechaErrorCode>>;

/** Day 0 of Excel: its 1900 has a 29 February that never was, so this holds from March 1900 on. */
const DIA_CERO_DE_EXCEL = Date.UTC(1899, 11, 30);
const DIA_MS = 86_400_000;
/** Serial numbers of 1982 and 2119: a number out of them is something else. */
const SERIE = { desde: 30_000, hasta: 80_000 };

/**
 * Reads a date: `2 de noviembre de 2023`, `2 de noviembre`, `noviembre 2, 2023`, `2-nov-23`, `02/11/2023` (day first),
 * `2023-11-02` or a serial number of Excel.
 */
export function parseFecha(texto: string, supuesto: AnioSupuesto): Leida {
  const clean = flatten(texto);
  if (/^\d{5}(\.\d+)?$/.test(clean)) return fromSerie(Math.floor(Number(clean)), texto);

  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d.*)?$/.exec(clean);
  if (iso) return compose(Number(iso[3]), Number(iso[2]), Number(iso[1]));

  const numeric = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$/.exec(clean);
  if (numeric) return compose(Number(numeric[1]), Number(numeric[2]), fullYear(numeric[3] ?? ''));

  const words = clean.replace(/^(lunes|martes|miercoles|jueves|viernes|sabado|domingo)[ ,]+/, '');
  const dayFirst =
    /^(\d{1,2})(?:o|ro|er|°|º)?[ -/]*(?:de |del )?[ -/]*([a-z]{3,10})\.?(?:[ ,\-/]*(?:de |del )?(?:ano )?(\d{2}|\d{4}))?$/.exec(
      words,
    );
  if (dayFirst) return fromWords(dayFirst[1], dayFirst[2], dayFirst[3], texto, supuesto);

  const monthFirst = /^([a-z]{3,10})\.? (\d{1,2})(?:o|ro|er|°|º)?(?:[ ,]+(?:de |del )?(\d{4}))?$/.exec(words);
  if (monthFirst) return fromWords(monthFirst[2], monthFirst[1], monthFirst[3], texto, supuesto);

  return illegible(texto);
}

/** A date from its parts, refused when the calendar does not have it. */
function compose(dia: number, mes: number, anio: number): Leida {
  const nombre = MESES[mes - 1];
  if (nombre === undefined) {
    return refuse('FECHA_IMPOSIBLE', `no hay mes ${mes}: las fechas con números van como día/mes/año`);
  }
  const dias = daysOf(anio, mes);
  if (dia < 1 || dia > dias) {
    // Only February needs its year to know how many days it has.
    const del = mes === 2 ? ` de ${anio}` : '';
    return refuse(
      'FECHA_IMPOSIBLE',
      `${dia} de ${nombre}${del} no existe (${nombre}${del} tiene ${dias} días)`,
    );
  }
  return ok(`${String(anio).padStart(4, '0')}-${pad(mes)}-${pad(dia)}`);
}

function fromWords(
  dia: string | undefined,
  palabra: string | undefined,
  anio: string | undefined,
  texto: string,
  supuesto: AnioSupuesto,
): Leida {
  const mes = monthOf(palabra ?? '');
  if (mes === null || dia === undefined) return illegible(texto);
  if (anio !== undefined) return compose(Number(dia), mes, fullYear(anio));
  if (supuesto === null) {
    return refuse(
      'FECHA_SIN_ANIO',
      `«${texto.trim()}» no dice el año: escríbalo, por ejemplo «${texto.trim()} de 2027»`,
    );
  }
  return compose(Number(dia), mes, yearFor(mes, supuesto));
}

/** A process goes from nine months before its election to two after. */
function yearFor(mes: number, supuesto: NonNullable<AnioSupuesto>): number {
  if (supuesto.tipo === 'anio') return supuesto.anio;
  const { anio, mes: mesDeJornada } = partsOf(supuesto.jornada);
  const after = (mes - mesDeJornada + 12) % 12;
  const distance = after <= 2 ? after : after - 12;
  return anio + Math.floor((mesDeJornada - 1 + distance) / 12);
}

function fromSerie(serie: number, texto: string): Leida {
  if (serie < SERIE.desde || serie > SERIE.hasta) return illegible(texto);
  return ok(new Date(DIA_CERO_DE_EXCEL + serie * DIA_MS).toISOString().slice(0, 10));
}

function illegible(texto: string): Leida {
  return refuse(
    'FECHA_ILEGIBLE',
    `«${texto.trim()}» no es una fecha: escriba por ejemplo «2 de noviembre de 2026», 02/11/2026 o 2026-11-02`,
  );
}

function monthOf(palabra: string): number | null {
  if (palabra === 'setiembre' || palabra === 'set') return 9;
  const i = MESES.findIndex((mes) => mes === palabra || (palabra.length <= 4 && mes.startsWith(palabra)));
  return i === -1 ? null : i + 1;
}

function fullYear(texto: string): number {
  return texto.length === 2 ? 2000 + Number(texto) : Number(texto);
}

/** Lower case, no accents, single spaces. */
export function flatten(texto: string): string {
  return sinAcentos(texto).replace(/\s+/g, ' ').trim();
}

/** The day that a moment is in a place. */
export function dayOf(momento: string, huso: string): Fecha {
  return new Intl.DateTimeFormat('en-CA', { timeZone: huso, dateStyle: 'short' }).format(new Date(momento));
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
