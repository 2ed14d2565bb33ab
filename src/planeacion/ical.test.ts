import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { readCarpeta } from './carpeta.ts';
import { diaDe } from './derivados.ts';
import { vtimezone } from './huso.ts';
import { fold, toICalendar } from './ical.ts';

const carpeta = readCarpeta(join(RAIZ, 'procesos', 'michoacan-2023', 'planeacion'));
if (!carpeta.ok) throw new Error(carpeta.error.mensaje);
const { estado } = carpeta.value;
const ics = toICalendar(estado, diaDe(estado, '2023-11-25'), 'michoacan-2023');

/** Each line as it was before it was folded. */
function unfold(text: string): readonly string[] {
  return text.replaceAll('\r\n ', '').split('\r\n');
}

describe('the calendar', () => {
  it('is the same for the same facts', async () => {
    await expect(ics).toMatchFileSnapshot('./pruebas/calendario.golden.ics');
  });

  it('has no line of more than 75 octets, and ends each with CRLF', () => {
    const lines = ics.split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
  });

  it('opens and closes everything it opens', () => {
    const open: string[] = [];
    for (const line of unfold(ics)) {
      const [name, value = ''] = line.split(':');
      if (name === 'BEGIN') open.push(value);
      if (name === 'END') expect(open.pop()).toBe(value);
    }
    expect(open).toEqual([]);
  });

  it('has one UID for each thing, with its session at its hour in its zone', () => {
    const uids = unfold(ics).filter((line) => line.startsWith('UID:'));
    expect(new Set(uids).size).toBe(uids.length);
    const session = unfold(ics).slice(unfold(ics).indexOf('UID:sesiones-ses-4@michoacan-2023'));
    expect(session).toContain('DTSTART;TZID=America/Mexico_City:20231130T120000');
    expect(session).toContain('SUMMARY:Sesión Ordinaria CTAPREP');
  });

  it('leaves out what is done', () => {
    expect(ics).not.toContain('actividades-act-11@');
    expect(ics).toContain('actividades-act-16@');
    expect(ics).not.toContain('entregables-ent-5@');
    expect(ics).toContain('entregables-ent-16@');
  });

  it('folds any text without losing anything of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = text.replace(/[\r\n]/g, '');
        const folded = fold(line);
        expect(folded.every((each) => Buffer.byteLength(each) <= 75)).toBe(true);
        expect(folded.map((each, i) => (i === 0 ? each : each.slice(1))).join('')).toBe(line);
      }),
    );
  });

  it('says the hour of a zone that changes its clock, and of one that does not', () => {
    expect(vtimezone('America/Mexico_City', 2026, 2027).filter((line) => line.startsWith('BEGIN'))).toEqual([
      'BEGIN:VTIMEZONE',
      'BEGIN:STANDARD',
    ]);
    const tijuana = vtimezone('America/Tijuana', 2027, 2027);
    expect(tijuana.join('\n')).toContain(
      'BEGIN:DAYLIGHT\nDTSTART:20270314T020000\nTZOFFSETFROM:-0800\nTZOFFSETTO:-0700\nEND:DAYLIGHT',
    );
    expect(tijuana.join('\n')).toContain(
      'BEGIN:STANDARD\nDTSTART:20271107T020000\nTZOFFSETFROM:-0700\nTZOFFSETTO:-0800\nEND:STANDARD',
    );
  });
});
