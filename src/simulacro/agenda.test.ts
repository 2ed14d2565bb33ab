import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAgenda } from './agenda.ts';

test('everything comes out in order of time and, at the same time, in the order in which it was noted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (tiempos) => {
      const agenda = createAgenda<number>();
      for (const [i, tiempo] of tiempos.entries()) agenda.add(tiempo, i);
      expect(agenda.size).toBe(tiempos.length);
      const out: { tiempo: number; que: number }[] = [];
      for (let cita = agenda.pop(); cita !== null; cita = agenda.pop()) out.push(cita);
      const sorted = tiempos
        .map((tiempo, que) => ({ tiempo, que }))
        .sort((a, b) => a.tiempo - b.tiempo || a.que - b.que);
      expect(out.map(({ tiempo, que }) => ({ tiempo, que }))).toEqual(sorted);
    }),
  );
});

test('what is noted while others come out takes its place', () => {
  const agenda = createAgenda<string>();
  agenda.add(5, 'cinco');
  agenda.add(1, 'uno');
  expect(agenda.pop()?.que).toBe('uno');
  agenda.add(3, 'tres');
  expect(agenda.peek()?.que).toBe('tres');
  expect(agenda.pop()?.que).toBe('tres');
  expect(agenda.pop()?.que).toBe('cinco');
  expect(agenda.pop()).toBeNull();
  expect(agenda.peek()).toBeNull();
});
