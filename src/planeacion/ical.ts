/**
 * Deadlines and sessions as iCalendar (RFC 5545), for the calendar program of each person. A deadline is a day; a
 * session has its hour in the zone of the institute. The UID of each is that of its ficha, so a change moves it.
 */

import { addDays, type Fecha } from '../dominio/calendario.ts';
import type { Valores } from './colecciones.ts';
import { type Dia, derive, limiteDe, nombreDeSesion } from './derivados.ts';
import { type Ficha, fichasDe, type Planeacion } from './hechos.ts';
import { vtimezone } from './huso.ts';

/** What a session lasts when nobody says: calendars need an end. */
const HORAS_DE_SESION = 2;

/**
 * @param sitio that makes the UIDs unique: the name of the process
 */
export function toICalendar(estado: Planeacion, dia: Dia, sitio: string): string {
  const ajustes = estado.fichas.ajustes.get('ajustes')?.valores;
  const huso = ajustes?.huso ?? 'America/Mexico_City';
  const sesiones = fichasDe(estado, 'sesiones').toSorted((a, b) =>
    a.valores.fecha < b.valores.fecha ? -1 : 1,
  );
  const years = sesiones.map(({ valores }) => Number(valores.fecha.slice(0, 4)));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//PREP Abierto//Planeacion//ES',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(`PREP ${ajustes?.siglas ?? ''}`.trim())}`,
    `X-WR-TIMEZONE:${huso}`,
    ...(years.length === 0 ? [] : vtimezone(huso, Math.min(...years), Math.max(...years))),
    ...sesiones.flatMap((ficha) => session(ficha, huso, sitio)),
    ...fichasDe(estado, 'actividades').flatMap((ficha) => {
      const { numero, descripcion, area, estado: como, termino } = ficha.valores;
      if (como === 'concluida' || como === 'cancelada') return [];
      return deadline(ficha, termino, `Vence la actividad ${numero}: ${descripcion}`, area, sitio);
    }),
    ...fichasDe(estado, 'entregables').flatMap((ficha) => {
      const limite = limiteDe(ficha.valores.plazo, dia, ficha.valores.entregas);
      if (limite === null || derive(ficha, dia).situacion === 'terminada') return [];
      return deadline(
        ficha,
        limite,
        `Vence el entregable ${ficha.valores.numero}: ${ficha.valores.descripcion}`,
        '',
        sitio,
      );
    }),
    ...fichasDe(estado, 'hallazgos').flatMap((ficha) => {
      const { descripcion, limite, verificado, dueno } = ficha.valores;
      return verificado === null
        ? deadline(ficha, limite, `Vence el hallazgo: ${descripcion}`, dueno, sitio)
        : [];
    }),
    'END:VCALENDAR',
  ];
  return lines
    .flatMap(fold)
    .map((line) => `${line}\r\n`)
    .join('');
}

function session(ficha: Ficha<'sesiones'>, huso: string, sitio: string): readonly string[] {
  const sesion = ficha.valores;
  const [hour = '00', minute = '00'] = sesion.hora.split(':');
  const start = Number(hour) * 60 + Number(minute);
  const end = start + HORAS_DE_SESION * 60;
  const endDay = end >= 24 * 60 ? addDays(sesion.fecha, 1) : sesion.fecha;
  return [
    ...begin(ficha, sitio),
    `DTSTART;TZID=${huso}:${compact(sesion.fecha)}T${clock(start)}`,
    `DTEND;TZID=${huso}:${compact(endDay)}T${clock(end % (24 * 60))}`,
    `SUMMARY:${escapeText(nombreDeSesion(sesion))}`,
    ...(sesion.ordenDelDia.length === 0 ? [] : [`DESCRIPTION:${escapeText(agenda(sesion))}`]),
    ...(sesion.liga === '' ? [] : [`LOCATION:${escapeText(sesion.liga)}`]),
    `STATUS:${sesion.estado === 'cancelada' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

function agenda({ ordenDelDia }: Valores<'sesiones'>): string {
  return ordenDelDia.map((punto, i) => `${i + 1}. ${punto}`).join('\n');
}

function deadline(
  ficha: Ficha,
  limite: Fecha,
  resumen: string,
  quien: string,
  sitio: string,
): readonly string[] {
  return [
    ...begin(ficha, sitio),
    `DTSTART;VALUE=DATE:${compact(limite)}`,
    `DTEND;VALUE=DATE:${compact(addDays(limite, 1))}`,
    `SUMMARY:${escapeText(resumen)}`,
    ...(quien === '' ? [] : [`DESCRIPTION:${escapeText(quien)}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** The stamp is that of the last change, not of the moment in which it is asked: the same facts give the same bytes. */
function begin({ coleccion, id, version, cambiada }: Ficha, sitio: string): readonly string[] {
  const stamp = `${cambiada.momento.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  return [
    'BEGIN:VEVENT',
    `UID:${coleccion}-${id}@${sitio}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${version - 1}`,
  ];
}

function compact(fecha: Fecha): string {
  return fecha.replaceAll('-', '');
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}00`;
}

function escapeText(texto: string): string {
  return texto
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n?|\n/g, '\\n');
}

const OCTETOS = 75;

/** Lines of at most 75 octets, never cut inside a character; those that follow begin with a space. */
export function fold(line: string): readonly string[] {
  const lines: string[] = [];
  let open = '';
  let size = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (size + octets > OCTETOS) {
      lines.push(open);
      open = ' ';
      size = 1;
    }
    open += character;
    size += octets;
  }
  return [...lines, open];
}
