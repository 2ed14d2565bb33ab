import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { ErrorDeBase } from '../bitacora/bitacora.ts';
import { NO_DISPONIBLE } from '../bitacora/fallas.ts';
import { installErrores } from './errores-de-consola.ts';

const log: string[] = [];
const app = Fastify({ logger: { stream: { write: (line: string) => void log.push(line) } } });
installErrores(app);
app.get('/base', async () => {
  throw new ErrorDeBase(NO_DISPONIBLE, null);
});
app.get('/falla', async () => {
  throw new Error('detalle de adentro');
});

test('a database that is away is said as such', async () => {
  const answer = await app.inject('/base');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual(NO_DISPONIBLE);
});

test('a bug is told by a number, which the log has beside its stack', async () => {
  const answer = await app.inject('/falla');
  expect(answer.statusCode).toBe(500);
  const { codigo, mensaje } = answer.json();
  expect(codigo).toBe('FALLA_DEL_PROGRAMA');
  expect(mensaje).not.toContain('detalle de adentro');
  const [, referencia = ''] = /referencia ([0-9A-F]{8})/.exec(mensaje) ?? [];
  expect(log.find((line) => line.includes(referencia))).toContain('detalle de adentro');
});

test('an address that does not exist is answered in the same form', async () => {
  expect((await app.inject({ method: 'POST', url: '/nada' })).json()).toMatchObject({ codigo: 'NO_EXISTE' });
});
