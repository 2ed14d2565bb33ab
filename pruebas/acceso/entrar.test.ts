import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsolaDePrueba, withConsola } from '../apoyo/consola.ts';

let consola: ConsolaDePrueba;
beforeAll(async () => {
  consola = await withConsola();
});
afterAll(() => consola.stop());

test('logs in and out', async () => {
  const ana = await consola.entrar('capturista');
  expect(ana.sesion?.persona).toMatchObject({ clave: 'cap-001', rol: 'capturista', centro: 'CCV' });
  expect((await ana.get('/api/sesion')).cuerpo.csrf).toBe(ana.sesion?.csrf);
  const coord = await consola.entrar('coordinador_ccv');
  expect((await coord.get('/api/personas')).cuerpo.personas).toHaveLength(2);
  expect((await coord.get('/api/accesos')).cuerpo.accesos.map((a: { que: string }) => a.que)).toEqual([
    'Entró desde 127.0.0.1, con segundo factor',
    'Entró desde 127.0.0.1',
  ]);
  expect((await ana.get('/api/personas')).estado).toBe(403);
  expect((await ana.pedir({ metodo: 'DELETE', ruta: '/api/sesion' })).estado).toBe(200);
  expect((await ana.get('/api/sesion')).estado).toBe(401);
  expect((await ana.get('/api/nada')).estado).toBe(404);
});
