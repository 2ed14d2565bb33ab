/** Cotejo over HTTP: the actas of one's CATD, and what is asked of them with the paper in hand. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { capturar, capturarDosVeces, estadoDe, must, verificar } from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ActaEnCotejo, ActaPorCotejar } from './contrato.ts';

interface Lista {
  readonly actas: readonly ActaPorCotejar[];
  readonly total: number;
  readonly siguiente: string | null;
}

let consola: ConsolaDePrueba;
let cotejadora: Cliente;
/** verified; the first three are of the CATD of the cotejadora */
const propias: IdActa[] = [];
let ajena: IdActa;
beforeAll(async () => {
  consola = await withConsola();
  const { noche } = consola;
  const catdDe = (acta: IdActa) => noche.proceso.actasPorId.get(acta)!.casilla.catd;
  const suyo = noche.proceso.catd[0]!.clave;
  let otra: IdActa | undefined;
  while (propias.length < 3 || otra === undefined) {
    const acta = noche.otra();
    if (catdDe(acta) === suyo ? propias.length === 3 : otra !== undefined) continue;
    await capturarDosVeces(noche, acta);
    await verificar(noche, acta);
    if (catdDe(acta) === suyo) propias.push(acta);
    else otra = acta;
  }
  ajena = otra;
  cotejadora = await consola.entrar('cotejador', { centro: suyo });
});
afterAll(() => consola.stop());

const list = (quien: Cliente, pregunta = '') => quien.get<Lista>(`/api/cotejo/actas${pregunta}`);
let llaves = 0;
const sobre = (acta: IdActa, accion: string, cuerpo?: unknown, quien = cotejadora) =>
  quien.post(`/api/cotejo/actas/${acta}/${accion}`, cuerpo, { 'x-idempotencia': `llave-${llaves++}` });

describe('the list', () => {
  test('has the verified actas of their CATD, by clave, and can be searched', async () => {
    const { cuerpo } = await list(cotejadora);
    expect(cuerpo.total).toBe(3);
    expect(cuerpo.siguiente).toBeNull();
    expect(cuerpo.actas.map(({ acta }) => acta).toSorted()).toEqual(propias.toSorted());
    const claves = cuerpo.actas.map(({ titulo }) => titulo.clave);
    expect(claves).toEqual(claves.toSorted());
    expect(cuerpo.actas[0]).toMatchObject({ cotejo: 0, verificada: consola.noche.reloj.now(), corte: null });

    const [{ titulo, acta } = { titulo: { clave: '' }, acta: '' }] = cuerpo.actas;
    const found = (await list(cotejadora, `?texto=${titulo.clave.toLowerCase()}&cotejo=0`)).cuerpo;
    expect(found.actas.map((fila) => fila.acta)).toContain(acta);
    expect((await list(cotejadora, '?cotejo=1')).cuerpo).toEqual({ actas: [], total: 0, siguiente: null });
    expect((await list(cotejadora, '?texto=nada%20de%20esto')).cuerpo.total).toBe(0);
    const last = cuerpo.actas.at(-2)!.acta;
    expect((await list(cotejadora, `?despuesDe=${last}`)).cuerpo.actas.map((fila) => fila.acta)).toEqual([
      cuerpo.actas.at(-1)!.acta,
    ]);
    expect(await list(cotejadora, '?cotejo=9')).toMatchObject({ estado: 422 });
  });

  test('says in which corte each one was first', async () => {
    const { bitacora } = consola.noche.base;
    const autoria = { actor: 'prueba', lugar: 'prueba', momento: consola.noche.reloj.now() };
    for (let i = 0; i < 2; i += 1) {
      const taken = must(await bitacora.readSnapshot({ ...autoria, datos: {} } as never));
      await taken.close();
    }
    expect((await list(cotejadora)).cuerpo.actas.map(({ corte }) => corte)).toEqual([1, 1, 1]);
  });
});

describe('with the paper in hand', () => {
  test('what is published, field by field; only of the actas of one’s place', async () => {
    const [acta] = propias as [IdActa];
    const { cuerpo } = await cotejadora.get<ActaEnCotejo>(`/api/cotejo/actas/${acta}`);
    expect(cuerpo).toMatchObject({ acta, cotejo: 0 });
    expect(cuerpo.campos.map(({ clave, lectura }) => [clave, lectura])).toEqual(
      consola.noche.camposDe(acta).map((campo) => [campo, 10]),
    );
    const otra = await consola.entrar('coordinador_catd', {
      centro: consola.noche.proceso.actasPorId.get(ajena)!.casilla.catd,
    });
    expect((await list(otra)).cuerpo.actas.map((fila) => fila.acta)).toEqual([ajena]);
    for (const asked of [
      cotejadora.get(`/api/cotejo/actas/${ajena}`),
      sobre(ajena, 'confirmacion'),
      sobre(acta, 'confirmacion', undefined, otra),
    ]) {
      expect(await asked).toMatchObject({ estado: 403, cuerpo: { codigo: 'SIN_PERMISO' } });
    }
    expect(await cotejadora.get('/api/cotejo/actas/GUB-NADA')).toMatchObject({ estado: 404 });
    expect(await cotejadora.get(`/api/cotejo/actas/${consola.noche.otra()}`)).toMatchObject({
      estado: expect.toSatisfy((estado: number) => estado === 404 || estado === 403),
    });
  });

  test('equal, it is noted; different, it is corrected and what is published stays meanwhile', async () => {
    const [igual, distinta, cortada] = propias as [IdActa, IdActa, IdActa];
    expect((await sobre(igual, 'confirmacion')).cuerpo).toMatchObject({ acta: igual, cotejo: 1 });
    const correccion = { campos: ['NULOS'], razon: 'El papel dice tres' };
    expect((await sobre(distinta, 'correccion', correccion)).cuerpo).toMatchObject({ cotejo: 2 });
    const leer = async () => (await cotejadora.get<ActaEnCotejo>(`/api/cotejo/actas/${distinta}`)).cuerpo;
    const nulos = async () => (await leer()).campos.find(({ clave }) => clave === 'NULOS')?.lectura;
    expect(await nulos()).toBe(10);
    for (const persona of ['dora', 'elsa']) await capturar(consola.noche, distinta, persona, { NULOS: 3 });
    expect(await nulos()).toBe(10);
    await verificar(consola.noche, distinta);
    expect(await nulos()).toBe(3);
    expect(await leer()).toMatchObject({ cotejo: 3 });
    expect((await list(cotejadora, '?cotejo=3')).cuerpo.total).toBe(1);

    const imagen = { motivo: 'cortada', razon: 'Falta el pie del acta' };
    expect((await sobre(cortada, 'imagen', imagen)).cuerpo).toMatchObject({ acta: cortada, cotejo: 2 });
    expect(await estadoDe(consola.noche, cortada)).toMatchObject({ fase: 'acopiada' });
    expect((await list(cotejadora)).cuerpo.total).toBe(3);
    expect(await sobre(cortada, 'confirmacion')).toMatchObject({
      ...{ estado: 409, cuerpo: { codigo: 'FASE_NO_LO_PERMITE' } },
    });
    expect(await sobre(igual, 'correccion', { campos: [], razon: 'x' })).toMatchObject({
      ...{ estado: 409, cuerpo: { codigo: 'FALTAN_CAMPOS' } },
    });
  });
});
