import { expect, it } from 'vitest';
import { AJUSTES } from './ajustes.ts';

it('the defaults are those of the current official text (Puebla 2024)', () => {
  expect(AJUSTES).toEqual({
    participacion: 'sin_especiales_hasta_el_ultimo',
    inconsistencias: 'todas',
    publicaDesde: 'verificada',
    representantesSupuestos: 0,
    boletasEspecialSupuestas: 1000,
    valorMaximo: 9999,
    segundosAsignacion: 600,
    segundosMaximos: 1800,
    actasPorPersona: 2,
    recipiente: 'BOLSA',
  });
});
