/**
 * One launcher per data folder.
 *
 * The lock is a name that the kernel keeps while the process lives (an abstract Unix socket), so a launcher
 * killed with `kill -9` leaves nothing behind to clean, and two that start at once cannot both get it. Whoever
 * connects to it is told the process that holds it.
 *
 * The name is the folder itself (device and inode), whatever path led to it. It is seen within one network
 * namespace: two containers must not share a data folder.
 */

import { statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { fail, ok, type Result } from '../dominio/result.ts';

export interface Cerrojo {
  release(): Promise<void>;
}

/** The process that already holds the lock, or null when it did not say. */
export interface Ocupado {
  readonly pid: number | null;
}

/** Attempts to take a lock whose holder answers nobody: it was dying. */
const INTENTOS = 5;

/** Takes the lock of a folder that exists. */
export async function takeCerrojo(carpeta: string): Promise<Result<Cerrojo, Ocupado>> {
  const { dev, ino } = statSync(carpeta);
  const name = `\0prep-abierto-${dev}-${ino}`;
  for (let intento = 1; ; intento += 1) {
    const cerrojo = await listen(name);
    if (cerrojo !== null) return ok(cerrojo);
    const holder = await askHolder(name);
    if (holder !== 'nobody' || intento === INTENTOS) {
      return fail({ pid: holder === 'nobody' ? null : holder });
    }
  }
}

function listen(name: string): Promise<Cerrojo | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(`${process.pid}\n`);
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen({ path: name }, () => {
      // Holding the lock is no reason to stay alive.
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

function askHolder(name: string): Promise<number | null | 'nobody'> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ path: name });
    // A holder that is stopped (a debugger, a suspended terminal) still holds it.
    socket.setTimeout(1000, () => {
      socket.destroy();
      resolve(null);
    });
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('end', () => {
      const pid = Number.parseInt(text, 10);
      resolve(Number.isNaN(pid) ? null : pid);
    });
    socket.on('error', () => resolve('nobody'));
  });
}
