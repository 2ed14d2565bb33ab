import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RAIZ } from '../../../pruebas/apoyo/disponible.ts';
import { PLANTILLA } from '../../papel/formato.ts';
import { createAzar } from '../azar.ts';
import { FALLAS } from '../fallas.ts';
import {
  descripcionDe,
  NIVELES_DE_ESCANER,
  NIVELES_DE_TELEFONO,
  NIVELES_INSERVIBLES,
  sortearDegradacion,
} from './niveles.ts';

const TODOS = [...NIVELES_DE_ESCANER, ...NIVELES_DE_TELEFONO, ...NIVELES_INSERVIBLES];

test('docs/actas.md has every level and every fault, in the words of the program', () => {
  const guia = readFileSync(join(RAIZ, 'docs', 'actas.md'), 'utf8');
  for (const nivel of TODOS) expect(guia).toContain(`| \`${nivel}\` | ${descripcionDe(nivel)} |`);
  for (const [falla, { porcentaje, texto }] of Object.entries(FALLAS)) {
    expect(guia).toContain(`| \`${falla}\` | ${porcentaje} | ${texto} |`);
  }
});

test('what a level draws is within what a scanner or a telephone can do', () => {
  for (const nivel of TODOS) {
    for (let semilla = 0; semilla < 50; semilla += 1) {
      const drawn = sortearDegradacion(nivel, createAzar(semilla, nivel), PLANTILLA.qr);
      const isUseful = !NIVELES_INSERVIBLES.includes(nivel);
      expect(drawn.fuente).toBe(nivel.startsWith('escaner') ? 'escaner' : 'telefono');
      if (isUseful) {
        expect(drawn.ppp).toBeGreaterThanOrEqual(150);
        expect(drawn.luz.blanco - drawn.luz.negro).toBeGreaterThan(80);
        expect(Math.min(...Object.values(drawn.encuadre.margen))).toBeGreaterThanOrEqual(-10);
      }
      expect(drawn.ppp).toBeLessThanOrEqual(300);
      expect(drawn.calidad >= 30 && drawn.calidad <= 90).toBe(true);
      expect(drawn.fuente === 'telefono' || drawn.exif === 1).toBe(true);
    }
  }
});
