/**
 * Plausibility of the time that somebody wrote by hand on the envelope. In published databases these times are
 * often impossible (12-hour slips, wrong day, before 18:00): both times are kept, the machine's is the record,
 * and what looks wrong is said to the person at entry.
 */

/** Local wall-clock time `aaaa-mm-ddThh:mm`: comparable as text. */
export type HoraLocal = string;

export type AvisoDeHora =
  | 'NO_ES_UNA_HORA'
  | 'OTRO_ANIO'
  | 'OTRO_DIA'
  | 'ANTES_DE_LA_APERTURA'
  | 'EN_EL_FUTURO'
  | 'POSIBLE_DESFASE_DE_12_HORAS';

export const TEXTO_AVISO: Readonly<Record<AvisoDeHora, string>> = {
  NO_ES_UNA_HORA: 'lo escrito no es una fecha y hora',
  OTRO_ANIO: 'el año no es el de la jornada',
  OTRO_DIA: 'la fecha no es la de la jornada ni la del día siguiente',
  ANTES_DE_LA_APERTURA: 'es anterior a las 18:00 de la jornada, cuando las casillas seguían abiertas',
  EN_EL_FUTURO: 'es posterior a la hora del sistema',
  POSIBLE_DESFASE_DE_12_HORAS:
    'sería creíble con 12 horas más o menos: revise si es de la mañana o de la noche',
};

const FORMA = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const MINUTO = 60_000;
const MEDIO_DIA = 720;
const DOS_DIAS = 2880;
const HORA_DE_CIERRE = 18;
/** A hand-written minute may be ahead of the machine's by the time that typing takes. */
const TOLERANCIA = 5;

/**
 * What looks wrong in a hand-written time; nothing when it is plausible.
 *
 * @param escrita as typed, local
 * @param maquina time of the system at entry, local
 * @param jornada election day, `aaaa-mm-dd`
 */
export function checkHoraManuscrita(
  escrita: HoraLocal,
  maquina: HoraLocal,
  jornada: string,
): readonly AvisoDeHora[] {
  const written = minutesOf(escrita);
  const now = minutesOf(maquina);
  const cierre = minutesOf(`${jornada}T${HORA_DE_CIERRE}:00`);
  if (now === null || cierre === null) throw new RangeError(`not a local time: ${maquina} / ${jornada}`);
  if (written === null) return ['NO_ES_UNA_HORA'];

  const avisos: AvisoDeHora[] = [];
  const start = cierre - HORA_DE_CIERRE * 60;
  const end = start + DOS_DIAS;
  const plausible = (time: number) => time >= cierre && time <= now + TOLERANCIA && time < end;
  if (escrita.slice(0, 4) !== jornada.slice(0, 4)) avisos.push('OTRO_ANIO');
  else if (written < start || written >= end) avisos.push('OTRO_DIA');
  if (avisos.length === 0 && written < cierre) avisos.push('ANTES_DE_LA_APERTURA');
  if (avisos.length === 0 && written > now + TOLERANCIA) avisos.push('EN_EL_FUTURO');
  if (avisos.length > 0 && (plausible(written + MEDIO_DIA) || plausible(written - MEDIO_DIA))) {
    avisos.push('POSIBLE_DESFASE_DE_12_HORAS');
  }
  return avisos;
}

/** Minutes since 1970 of a wall-clock time as if it were UTC; null when it is not on the calendar. */
function minutesOf(hora: HoraLocal): number | null {
  const found = FORMA.exec(hora);
  if (found === null) return null;
  const [anio = 0, mes = 0, dia = 0, horas = 0, minutos = 0] = found.slice(1).map(Number);
  const time = Date.UTC(anio, mes - 1, dia, horas, minutos);
  return new Date(time).toISOString().startsWith(hora) ? time / MINUTO : null;
}
