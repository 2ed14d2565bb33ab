/** The link of a village: a TCP proxy that a test cuts for as long as it wants, or that falls now and then. */

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface EnlaceDePueblo {
  /** where who goes through it connects */
  readonly direccion: string;
  cortar(): void;
  unir(): void;
  /** Whoever is connected now is cut; the next one goes through. */
  tropezar(): void;
  close(): Promise<void>;
}

/** @param puerto where the server is, on this machine */
export async function startEnlace(puerto: number): Promise<EnlaceDePueblo> {
  const sockets = new Set<Socket>();
  let estado: 'unido' | 'cortado' = 'unido';
  const server = createServer((near) => {
    if (estado === 'cortado') return void near.resetAndDestroy();
    const far = connect(puerto, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const tropezar = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    direccion: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tropezar,
    cortar() {
      estado = 'cortado';
      tropezar();
    },
    unir() {
      estado = 'unido';
    },
    close() {
      tropezar();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
