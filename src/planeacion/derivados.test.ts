import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datosCompartidos, describeSiHay, RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { addDays, addMonths, type Fecha } from '../dominio/calendario.ts';
import { readCarpeta } from './carpeta.ts';
import { diaDe, informeMensual, limiteDe, tableroDe } from './derivados.ts';
import { fichasDe, type Planeacion } from './hechos.ts';
import { ENTREGABLES_DEL_NUMERAL_33 } from './numeral-33.ts';
import { compareNumeros } from './numero.ts';
import { proponerPlan } from './proponer.ts';

const JORNADA = '2027-06-06';
const ENTREGABLES = datosCompartidos('entregables-numeral-33.csv');

function estadoDe(proceso: string): Planeacion {
  const carpeta = readCarpeta(join(RAIZ, 'procesos', proceso, 'planeacion'));
  if (!carpeta.ok) throw new Error(carpeta.error.mensaje);
  return carpeta.value.estado;
}

describeSiHay('the deadlines of numeral 33', ENTREGABLES, 'datos/entregables-numeral-33.csv', (ruta) => {
  it('are, for June 2027, those that an institute published', () => {
    const rows: Record<string, string>[] = parse(readFileSync(ruta), { columns: true });
    const published = rows.map((row) => row.fecha_limite_2027_segun_un_opl ?? '');
    expect(published).toHaveLength(ENTREGABLES_DEL_NUMERAL_33.length);
    for (const [i, { plazo }] of ENTREGABLES_DEL_NUMERAL_33.entries()) {
      const limite = limiteDe(plazo, { hoy: JORNADA, jornada: JORNADA });
      if (plazo.tipo === 'mensual') expect(published[i]).toBe('mensual');
      else expect(published[i]).toContain(limite);
    }
  });
});

describe('the monthly report that comes next', () => {
  const next = (hoy: Fecha, enviados: readonly Fecha[] = []) =>
    informeMensual(
      hoy,
      JORNADA,
      enviados.map((fecha) => ({ version: 'final', fecha, oficio: null, archivo: null })),
    );

  it.each([
    ['2026-07-10', '2026-09', '2026-10-05'],
    ['2026-09-30', '2026-09', '2026-10-05'],
    ['2026-11-05', '2026-10', '2026-11-05'],
    ['2026-11-06', '2026-10', '2026-11-05'],
    ['2027-06-01', '2027-05', '2027-06-05'],
  ])('on %s is that of %s, due on %s', (hoy, mes, limite) => {
    expect(next(hoy)).toEqual({ mes, limite });
  });

  it('is the following one once it is sent, and none after the last', () => {
    expect(next('2026-11-04', ['2026-11-03'])).toEqual({ mes: '2026-11', limite: '2026-12-05' });
    expect(next('2027-06-05', ['2027-06-04'])).toBeNull();
    expect(next('2027-07-01')).toBeNull();
  });
});

describe('the board', () => {
  it('says what is late, what is about to be and the report that is due', () => {
    const estado = estadoDe('michoacan-2027');
    const tablero = tableroDe(estado, diaDe(estado, '2026-11-04'));
    expect(tablero.informe?.aviso).toBe(
      'El informe de octubre de 2026 se envía al INE a más tardar el 5 de noviembre de 2026.',
    );
    expect(tablero.informe?.situacion).toBe('por_vencer');
    expect(tablero.atrasadas.every(({ limite }) => limite < '2026-11-04')).toBe(true);
    expect(tablero.porVencer.map(({ limite }) => limite)).toContain('2026-11-11');
    const total = tablero.atrasadas.length + tablero.porVencer.length + tablero.enTiempo + tablero.terminadas;
    expect(total).toBe(fichasDe(estado, 'actividades').length + fichasDe(estado, 'entregables').length);
  });

  it('says when the report is late', () => {
    const estado = estadoDe('michoacan-2027');
    expect(tableroDe(estado, diaDe(estado, '2026-11-06')).informe).toMatchObject({ situacion: 'atrasada' });
  });

  it('puts nothing that is done among what is late', () => {
    const estado = estadoDe('michoacan-2023');
    const { atrasadas, sinEstado } = tableroDe(estado, diaDe(estado, '2023-12-05'));
    expect(
      atrasadas.filter(({ coleccion }) => coleccion === 'actividades').map(({ id }) => id),
    ).not.toContain('act-11');
    expect(atrasadas.map(({ id }) => id)).toContain('act-16');
    expect(sinEstado).toBe(6);
  });
});

describe('a plan proposed from election day', () => {
  it('has every deliverable, ends each when it is due, and repeats no number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
        const jornada = addDays('2024-06-02', days);
        const plan = proponerPlan(jornada);
        const numbers = plan.actividades.map(({ numero }) => numero);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers).toEqual(numbers.toSorted(compareNumeros));
        const ids = new Set(plan.actividades.map(({ id }) => id));
        for (const { inicio, termino, dependencias = [] } of plan.actividades) {
          expect(inicio <= termino).toBe(true);
          expect(termino <= addMonths(jornada, 2)).toBe(true);
          expect(dependencias.every((id) => ids.has(id))).toBe(true);
        }
        for (const { numero, plazo } of plan.entregables) {
          if (plazo.tipo === 'mensual') continue;
          const last = plan.actividades
            .filter(({ entregable }) => entregable === `Entregable ${numero}`)
            .map(({ termino }) => termino);
          expect(last).toContain(limiteDe(plazo, { hoy: jornada, jornada }));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is the example of Michoacán 2027', () => {
    const estado = estadoDe('michoacan-2027');
    const plan = proponerPlan(JORNADA);
    expect(
      fichasDe(estado, 'actividades').map(({ id, valores }) => [
        id,
        valores.numero,
        valores.inicio,
        valores.termino,
      ]),
    ).toEqual(plan.actividades.map(({ id, numero, inicio, termino }) => [id, numero, inicio, termino]));
  });
});
