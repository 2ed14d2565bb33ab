/**
 * A time zone as iCalendar wants it: each change of its clock in the years that matter, as the zones of the machine
 * have it. Most of Mexico has had none since 2022; its northern border still does.
 */

const HORA_MS = 3_600_000;

interface Cambio {
  /** instant in which the clock changes */
  readonly momento: number;
  /** minutes east of UTC, before and after */
  readonly antes: number;
  readonly despues: number;
}

/** The lines of a VTIMEZONE. */
export function vtimezone(huso: string, desde: number, hasta: number): readonly string[] {
  const start = Date.UTC(desde, 0, 1);
  const first = offsetOf(huso, start);
  const cambios = findCambios(huso, start, Date.UTC(hasta + 1, 0, 1));
  // The greater offset of a zone with two is its summer time.
  const standard = Math.min(first, ...cambios.map(({ despues }) => despues));
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${huso}`,
    ...observance({ momento: start, antes: first, despues: first }, standard),
    ...cambios.flatMap((cambio) => observance(cambio, standard)),
    'END:VTIMEZONE',
  ];
}

function observance({ momento, antes, despues }: Cambio, standard: number): readonly string[] {
  const kind = despues === standard ? 'STANDARD' : 'DAYLIGHT';
  // Of the clock that ends: the hour that people saw when it changed.
  const local = new Date(momento + antes * 60_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return [
    `BEGIN:${kind}`,
    `DTSTART:${local}`,
    `TZOFFSETFROM:${format(antes)}`,
    `TZOFFSETTO:${format(despues)}`,
    `END:${kind}`,
  ];
}

function findCambios(huso: string, desde: number, hasta: number): readonly Cambio[] {
  const cambios: Cambio[] = [];
  let before = offsetOf(huso, desde);
  for (let day = desde; day < hasta; day += 24 * HORA_MS) {
    const end = day + 24 * HORA_MS;
    if (offsetOf(huso, end) === before) continue;
    let momento = day;
    while (offsetOf(huso, momento) === before) momento += HORA_MS / 4;
    const despues = offsetOf(huso, momento);
    cambios.push({ momento, antes: before, despues });
    before = despues;
  }
  return cambios;
}

function offsetOf(huso: string, momento: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: huso,
    timeZoneName: 'longOffset',
  }).formatToParts(momento);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function format(minutes: number): string {
  const absolute = Math.abs(minutes);
  const hours = String(Math.floor(absolute / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}${String(absolute % 60).padStart(2, '0')}`;
}
