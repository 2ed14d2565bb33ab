/**
 * The disk fills up in the middle of the night: people are told, nothing confirmed is lost, and work goes on by
 * itself when there is room again.
 */

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Base, openBase } from '../../src/bitacora/base.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { MOMENTO } from '../apoyo/base.ts';
import { conFaltante } from '../apoyo/disponible.ts';
import { createDado, stepAtRandom } from './noche.ts';

const AUTORIA = { actor: 'ana', lugar: 'CATD-001', momento: MOMENTO };
const ACTAS = 50;

/** A disk of that size, or null where this user may not mount one. */
function mountSmallDisk(megabytes: number): string | null {
  const punto = mkdtempSync(join(tmpdir(), 'prep-disco-'));
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'prep-prueba', punto], {
      stdio: 'ignore',
    });
    chmodSync(punto, 0o755);
    return punto;
  } catch {
    rmdirSync(punto);
    return null;
  }
}

const disco = mountSmallDisk(160);
const relleno = join(disco ?? '', 'relleno');
let base: Base;

beforeAll(async () => {
  if (disco === null) return;
  const opened = await openBase({
    datos: join(disco, 'datos'),
    ajustes: { publicaDesde: 'verificada' },
    avisar: () => {},
    now: () => MOMENTO,
    servidor: { shared_buffers: '16MB', max_wal_size: '32MB', min_wal_size: '32MB' },
  });
  if (!opened.ok) throw new Error(opened.error.mensaje);
  base = opened.value;
  const actas = Array.from({ length: ACTAS }, (_, orden) => ({
    ...{ id: id(orden), eleccion: 'GUB', territorio: '001', orden },
  }));
  await base.bitacora.registerActas({ nombre: 'disco', sha256: '0'.repeat(64), actas }, AUTORIA);
});
afterAll(async () => {
  if (disco === null) return;
  await base.stop();
  execFileSync('/bin/umount', [disco]);
  rmdirSync(disco);
});

function id(numero: number): IdActa {
  return `ACTA-${String(numero).padStart(4, '0')}` as IdActa;
}

function fillDisk(carpeta: string): void {
  const { bavail, bsize } = statfsSync(carpeta);
  writeFileSync(relleno, Buffer.alloc(bavail * bsize));
}

const dado = createDado(5);
let asked = 0;
async function ask() {
  asked += 1;
  const clave = `d-${asked}`;
  const persona = `p${asked}`;
  const done = await base.bitacora.execute({
    ...AUTORIA,
    acta: id(Math.floor(dado() * ACTAS)),
    idempotencia: clave,
    decide: (estado) => stepAtRandom(estado, { dado, persona, ahora: MOMENTO }),
  });
  return { clave, done };
}

test.skipIf(disco === null)(
  conFaltante(
    'a full disk is told as such, and when there is room again work goes on',
    disco,
    'permiso para montar un disco',
  ),
  { timeout: 120_000 },
  async () => {
    const confirmed: string[] = [];
    const note = ({ clave, done }: Awaited<ReturnType<typeof ask>>) => {
      if (done.ok) confirmed.push(clave);
      return done;
    };
    for (let ronda = 0; ronda < 2; ronda += 1) {
      for (let i = 0; i < 200; i += 1) note(await ask());
      fillDisk(disco ?? '');
      // What already has a place on the disk is still written; then there is none.
      const codes = new Set<string>();
      for (let i = 0; i < 200_000 && !codes.has('DISCO_LLENO'); i += 1) {
        const all = await Promise.all(Array.from({ length: 8 }, ask));
        for (const done of all.map(note)) if (!done.ok) codes.add(done.error.codigo);
      }
      expect(codes).toContain('DISCO_LLENO');
      expect(codes).not.toContain('BASE_NO_DISPONIBLE');

      rmSync(relleno);
      await vi.waitFor(async () => expect(note(await ask())).toMatchObject({ ok: true }), {
        timeout: 30_000,
      });
    }
    const { rows } = await base.pool.query<{ clave: string }>('select clave from prep.idempotencia');
    const stored = new Set(rows.map(({ clave }) => clave));
    expect(confirmed.filter((clave) => !stored.has(clave))).toEqual([]);
    expect(await base.bitacora.rebuild('comparar')).toMatchObject({ ok: true, value: { total: 0 } });
    expect(await base.bitacora.verifyHashes()).toMatchObject({ ok: true, value: { primeroDistinto: null } });
  },
);
