import { expect, test } from 'vitest';
import { checkHoraManuscrita } from '../dominio/hora-manuscrita.ts';
import { formatHoraLocal } from '../proceso/hora.ts';
import { createAzar } from './azar.ts';
import { writeHora } from './hora-escrita.ts';

const HUSO = { zona: 'America/Mexico_City', utc: null };
const ACOPIO = Date.parse('2027-06-07T05:10:00.000Z');

test('most hours are plausible, a few are those that people write at night, and some envelopes have none', () => {
  const maquina = formatHoraLocal(new Date(ACOPIO), HUSO);
  const counts = { ninguna: 0, creible: 0, imposible: 0 };
  const avisos = new Set<string>();
  for (let i = 0; i < 4000; i += 1) {
    const escrita = writeHora(ACOPIO, HUSO, createAzar(1, 'hora', String(i)));
    if (escrita === null) {
      counts.ninguna += 1;
      continue;
    }
    const found = checkHoraManuscrita(escrita, maquina, '2027-06-06');
    for (const aviso of found) avisos.add(aviso);
    counts[found.length === 0 ? 'creible' : 'imposible'] += 1;
  }
  expect(counts.creible / 4000).toBeGreaterThan(0.85);
  expect(counts.imposible / 4000).toBeGreaterThan(0.03);
  expect(counts.ninguna / 4000).toBeGreaterThan(0.03);
  expect([...avisos].sort()).toEqual([
    'ANTES_DE_LA_APERTURA',
    'NO_ES_UNA_HORA',
    'OTRO_ANIO',
    'OTRO_DIA',
    'POSIBLE_DESFASE_DE_12_HORAS',
  ]);
});
