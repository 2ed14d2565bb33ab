import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { HOST, listenLocal, parsePuerto } from './puerto.ts';

test('without PREP_PUERTO it begins at 8080 and may move; with it, that one', () => {
  expect(parsePuerto(undefined)).toEqual({ ok: true, value: { tipo: 'desde', puerto: 8080 } });
  expect(parsePuerto('')).toEqual({ ok: true, value: { tipo: 'desde', puerto: 8080 } });
  expect(parsePuerto('9000')).toEqual({ ok: true, value: { tipo: 'exacto', puerto: 9000 } });
});

test.each(['0', '65536', 'ocho mil', '80 80', '-1', '8080.5'])('«%s» is not a port', (texto) => {
  expect(parsePuerto(texto)).toMatchObject({ ok: false, error: { codigo: 'PUERTO_MAL_ESCRITO' } });
});

test('a taken port is passed over, unless it is the one that was asked for', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, HOST, resolve));
  const taken = (holder.address() as AddressInfo).port;

  const exact = Fastify();
  expect(await listenLocal(exact, { tipo: 'exacto', puerto: taken })).toMatchObject({
    ok: false,
    error: { codigo: 'PUERTO_OCUPADO' },
  });
  await exact.close();

  const moving = Fastify();
  const listening = await listenLocal(moving, { tipo: 'desde', puerto: taken });
  expect(listening.ok && Number(new URL(listening.value).port)).toBeGreaterThan(taken);
  expect((moving.server.address() as AddressInfo).address).toBe(HOST);
  await moving.close();
  await new Promise((resolve) => holder.close(resolve));
});
