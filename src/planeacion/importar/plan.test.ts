import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RAIZ } from '../../../pruebas/apoyo/disponible.ts';
import { readCarpeta } from '../carpeta.ts';
import { evolve, SIN_PLANEACION } from '../hechos.ts';
import { writeLibro } from '../pruebas/libro.ts';
import { readHoja } from './hoja.ts';
import { compareConPlan } from './importacion.ts';
import { type OpcionesDePlan, type PlanLeido, parsePlan } from './plan.ts';

const NOVIEMBRE = join(RAIZ, 'procesos', 'michoacan-2023', 'planeacion');
const PUBLICADO = readFileSync(join(NOVIEMBRE, 'cronograma-publicado.csv'));

const ENCABEZADO = 'Núm.,Actividad,Entregable,Inicio,Término,Área responsable';

async function read(bytes: Buffer | string, opciones: Partial<OpcionesDePlan> = {}): Promise<PlanLeido> {
  const hoja = await readHoja(Buffer.from(bytes), 'plan.csv');
  if (!hoja.ok) throw new Error(hoja.error.mensaje);
  return parsePlan(hoja.value, { supuesto: { tipo: 'anio', anio: 2023 }, areas: [], ...opciones });
}

async function errors(
  bytes: Buffer | string,
  opciones: Partial<OpcionesDePlan> = {},
): Promise<readonly string[]> {
  return (await read(bytes, opciones)).errores.map(({ mensaje }) => mensaje);
}

describe('the plan as it was published', () => {
  it('has two dates that do not exist, each said by its activity, and nothing else wrong', async () => {
    const plan = await read(PUBLICADO, { supuesto: null });
    expect(plan.errores.map(({ mensaje }) => mensaje)).toEqual([
      'actividad 17, término: 31 de noviembre no existe (noviembre tiene 30 días)',
      'actividad 18, término: 31 de noviembre no existe (noviembre tiene 30 días)',
    ]);
    expect(plan.errores.map(({ actividad, columna, renglon }) => [actividad, columna, renglon])).toEqual([
      ['17', 'termino', 21],
      ['18', 'termino', 22],
    ]);
  });

  it('is accepted once they are corrected, and is the example', async () => {
    const corrected = PUBLICADO.toString('utf8').replaceAll('31 de noviembre', '30 de noviembre');
    const plan = await read(corrected, {
      supuesto: null,
      areas: ['Instancia interna', 'COTAPREP', 'Consejo General del IEM'],
    });
    expect(plan.errores).toEqual([]);
    expect(plan.actividades).toHaveLength(18);
    const carpeta = readCarpeta(NOVIEMBRE);
    if (!carpeta.ok) throw new Error(carpeta.error.mensaje);
    const origen = { archivo: 'plan.csv', sha256: '0' };
    const compared = compareConPlan(carpeta.value.estado, plan.actividades, origen, () => 'nuevo');
    expect(compared).toMatchObject({ nuevas: [], cambiadas: [], iguales: 18, hecho: null });
  });
});

describe('a plan with errors', () => {
  it('says all of them at once, each by its activity', async () => {
    const csv = [
      ENCABEZADO,
      '1,Una,Acta,2 de noviembre,1 de noviembre,COTAPREP',
      '1.,Otra,Acta,2/11/2023,31/11/2023,COTAPREP',
      '2,,Acta,pronto,,Nadie',
      'dos,Algo,Acta,2023-11-02,2023-11-03,COTAPREP',
      ',Sin número,Acta,2023-11-02,2023-11-03,COTAPREP',
      '3,Sin área,Acta,2023-11-02,2023-11-03,',
    ].join('\n');
    expect(await errors(csv, { areas: ['COTAPREP', 'Instancia Interna'] })).toEqual([
      'actividad 1, término: 1 de noviembre de 2023 es antes del inicio, 2 de noviembre de 2023',
      expect.stringContaining('actividad 1, número: está repetido: también lo tiene el renglón 2'),
      'actividad 1, término: 31 de noviembre no existe (noviembre tiene 30 días)',
      'actividad 2, actividad: falta qué se va a hacer',
      expect.stringContaining('actividad 2, inicio: «pronto» no es una fecha'),
      'actividad 2, término: falta la fecha',
      'actividad 2, área responsable: «Nadie» no está en el catálogo de áreas (COTAPREP; Instancia Interna)',
      'actividad dos, número: «dos» no es un número de actividad como 11 o 11.1',
      expect.stringContaining('renglón 6, número: falta'),
      'actividad 3, área responsable: falta el área responsable',
    ]);
  });

  it.each([
    ['sin columna', 'Núm.,Actividad,Inicio,Área\n1,Una,2/11/2023,COTAPREP', 'Falta la columna «término»'],
    ['otra cosa', 'casilla,votos\n1,2', 'No se encontró el encabezado'],
  ])('%s', async (_, csv, mensaje) => {
    expect((await errors(csv)).join()).toContain(mensaje);
  });

  it.each([
    ['vacío', Buffer.of(), 'está vacío'],
    ['solo comas', Buffer.from(',,,\n,,'), 'no tiene ningún renglón'],
    ['una imagen', Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x01]), 'no es CSV ni XLSX'],
    ['un ZIP cualquiera', Buffer.from('PK\u0003\u0004 nada'), 'no se puede leer'],
    ['comillas abiertas', Buffer.from('a,b\n"1,2\n3,4'), 'comillas'],
  ])('cannot be read: %s', async (_, bytes, mensaje) => {
    const hoja = await readHoja(bytes, 'plan.csv');
    expect(!hoja.ok && hoja.error.mensaje).toContain(mensaje);
  });
});

describe('a plan as institutes have it', () => {
  it('may be of Excel in Spanish: semicolons and Windows-1252', async () => {
    const csv = Buffer.from(
      'Núm.;Descripción;Inicio;Término;Área\n1;Sesión;2/11/2023;3/11/2023;Organización\n',
      'latin1',
    );
    expect((await read(csv)).actividades).toMatchObject([{ descripcion: 'Sesión', area: 'Organización' }]);
  });

  it('may have dates in five ways in one column', async () => {
    const ways = ['2 de noviembre', '02/11/2023', '2023-11-02', '"noviembre 2, 2023"', '45232'];
    const csv = [ENCABEZADO, ...ways.map((way, i) => `${i + 1},A,B,${way},3/11/2023,C`)].join('\n');
    const plan = await read(csv);
    expect(plan.errores).toEqual([]);
    expect(new Set(plan.actividades.map(({ inicio }) => inicio))).toEqual(new Set(['2023-11-02']));
  });

  it('may be XLSX with titles, a header of two rows, real dates and merged cells', async () => {
    const libro = await writeLibro(
      [
        ['Cronograma de Actividades', null, null, null, null, null],
        ['Noviembre 2023', null, null, null, null, null],
        ['Núm.', 'Actividades', 'Entregable', 'Periodo', null, 'Área Responsable'],
        [null, null, null, 'Inicio', 'Término', null],
        [11, 'Una', 'Acta', { fecha: 45232 }, '7 de noviembre', 'Instancia Interna'],
        [11.1, 'Dos', null, { fecha: 45232 }, '7 de noviembre', null],
        ['11.10', 'Tres', null, '3 de noviembre', { fecha: 45237 }, null],
        ['Núm.', 'Actividades', 'Entregable', 'Inicio', 'Término', 'Área Responsable'],
        [12, 'Cuatro', 'Informe', 45232, 45237, 'COTAPREP'],
      ],
      ['A1:F1', 'D3:E3', 'F5:F7', 'C5:C7'],
    );
    const plan = await read(libro, { supuesto: null });
    expect(plan.errores).toEqual([]);
    expect(
      plan.actividades.map(({ numero, inicio, termino, area, entregable }) => [
        numero,
        inicio,
        termino,
        area,
        entregable,
      ]),
    ).toEqual([
      ['11', '2023-11-02', '2023-11-07', 'Instancia Interna', 'Acta'],
      ['11.1', '2023-11-02', '2023-11-07', 'Instancia Interna', 'Acta'],
      ['11.10', '2023-11-03', '2023-11-07', 'Instancia Interna', 'Acta'],
      ['12', '2023-11-02', '2023-11-07', 'COTAPREP', 'Informe'],
    ]);
    expect(plan.avisos.join()).toContain('Las celdas F5:F7 están unidas');
    expect(plan.avisos.join()).toContain('Se pasaron por alto los renglones 8');
  });

  it('a merged number is an error of each row that lacks it', async () => {
    const libro = await writeLibro(
      [
        ['Núm.', 'Actividad', 'Inicio', 'Término', 'Área'],
        [1, 'Una', '2/11/2023', '3/11/2023', 'A'],
        [null, 'Dos', '2/11/2023', '3/11/2023', 'A'],
      ],
      ['A2:A3'],
    );
    expect(await errors(libro)).toEqual([expect.stringContaining('renglón 3, número: falta')]);
  });

  it('of 10,000 activities is read, checked and compared', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `${i + 1},Actividad ${i + 1},Acta,2/11/2023,30/11/2023,COTAPREP`,
    );
    const plan = await read([ENCABEZADO, ...rows].join('\n'));
    expect(plan.errores).toEqual([]);
    let next = 0;
    const empty = evolve(SIN_PLANEACION, []);
    const compared = compareConPlan(
      empty,
      plan.actividades,
      { archivo: 'plan.csv', sha256: '0' },
      () => `a${next++}`,
    );
    expect(compared.nuevas).toHaveLength(10_000);
    const hecho = compared.hecho;
    if (hecho === null) throw new Error('there is something to load');
    const after = evolve(empty, [{ ...hecho, persona: 'ana', momento: '2026-11-02T16:00:00.000Z' }]);
    expect(after.fichas.actividades.size).toBe(10_000);
    const bad = rows.map((row) => row.replace('30/11/2023', '31/11/2023'));
    expect(await errors([ENCABEZADO, ...bad].join('\n'))).toHaveLength(10_000);
  });
});
