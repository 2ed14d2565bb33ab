import { get } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Mandos, startPagina } from './pagina.ts';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }),
);
afterEach(() => void vi.useRealTimers());

test('once the page is closed nothing goes on asking the station, not even what was going to be sent', async () => {
  let change = (): void => undefined;
  const estado = vi.fn(() => ({}));
  const alCambiar = (hear: () => void) => {
    change = hear;
    return () => undefined;
  };
  const mandos = { estado, alCambiar } as unknown as Mandos;
  const pagina = await startPagina({ mandos, llave: 'una', puerto: 0, construida: null });
  const { port } = new URL(pagina.direccion);
  const headers = { cookie: `prep-estacion-${port}=una` };
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  get({ host: '127.0.0.1', port, path: '/api/vivo', headers, agent: false }, (answer) =>
    answer.on('close', resolve).resume(),
  );
  await vi.waitFor(() => expect(estado).toHaveBeenCalledOnce());
  // A change a moment before the beat, and another one right after it.
  vi.advanceTimersByTime(4_900);
  change();
  vi.advanceTimersByTime(100);
  expect(estado).toHaveBeenCalledTimes(2);
  change();
  await pagina.close();
  await ended;
  vi.advanceTimersByTime(60_000);
  expect(estado).toHaveBeenCalledTimes(2);
});
