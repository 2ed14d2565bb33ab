/** A disk without room for one byte more, at each moment in which the station writes: a real one, of two megabytes. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscoPequeno, mountDisco } from '../../pruebas/apoyo/disco.ts';
import { describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import { acopiar } from './acopio.ts';
import { DISCO } from './disco.ts';
import { runEstacion } from './estacion.ts';
import {
  type Abierta,
  ACTAS,
  archivoFalso,
  type Banco,
  createBanco,
  createRelojes,
  must,
  procesarFalso,
  sha256,
  until,
} from './pruebas/banco.ts';
import { tomar } from './tomar.ts';

const pequeno = mountDisco(2);
afterAll(() => pequeno?.unmount());

describeSiHay('a disk without a byte', pequeno?.carpeta ?? null, 'permiso de montar un disco', (carpeta) => {
  const disco = pequeno as DiscoPequeno;
  let banco: Banco;
  let abierta: Abierta;
  beforeEach(() => {
    banco = createBanco(undefined, carpeta);
    abierta = banco.abrir();
  });
  afterEach(() => {
    disco.free();
    abierta.almacen.close();
    banco.borrar();
  });

  const codigo = (i: number) => ACTAS[i]?.codigo ?? '';
  const envelope = (i: number) => acopiar(abierta, { texto: codigo(i), otra: null, horaManuscrita: null });
  const acopios = () => abierta.almacen.entregas().map(({ acta }) => acta);
  /** As after a power cut: what the disk has, without what the program knew. */
  function reopen(): void {
    abierta.almacen.close();
    abierta = banco.abrir();
  }

  test('an envelope that SQLite cannot write is refused with what to do, and enters once when there is room', () => {
    must(envelope(0));
    disco.fill();
    const refused = envelope(1);
    expect(refused).toMatchObject({ error: { codigo: 'DISCO_LLENO' } });
    expect(refused).toMatchObject({ error: { mensaje: expect.stringMatching(/Libere espacio/) } });
    // Neither in memory nor on the disk, so who looks at the list sees that it is missing.
    expect(abierta.libro.acopioDe(ACTAS[1]?.acta ?? ('' as never))).toBeNull();
    expect(acopios()).toEqual([ACTAS[0]?.acta]);
    disco.free();
    expect(must(envelope(1)).secuencia).toBe(2);
    reopen();
    expect(acopios()).toEqual([ACTAS[0]?.acta, ACTAS[1]?.acta]);
  });

  test('an image that is kept, and whose delivery cannot be written, is taken again once, however many times it failed', async () => {
    const bytes = archivoFalso([{ codigo: codigo(0) }, { codigo: codigo(1) }], 20_000);
    let kept = 0;
    // Full as soon as the last of its files is on the disk: only its rows are missing.
    const filling: Abierta = {
      ...abierta,
      archivos: {
        ...abierta.archivos,
        keep(sha, each) {
          const done = abierta.archivos.keep(sha, each);
          kept += 1;
          if (kept % 3 === 0) disco.fill();
          return done;
        },
      },
    };
    for (let vez = 0; vez < 7; vez += 1) {
      expect(await tomar(filling, 'a.jpg', bytes)).toMatchObject({ error: { codigo: 'DISCO_LLENO' } });
      expect([abierta.almacen.imagenes(), abierta.almacen.entregas()]).toEqual([[], []]);
      expect(abierta.archivos.isWhole(sha256(bytes))).toBe(true);
      disco.free();
    }
    expect(must(await tomar(abierta, 'a.jpg', bytes))).toEqual({ tipo: 'tomado', paginas: 2 });
    expect(must(await tomar(abierta, 'otra vez.jpg', bytes))).toMatchObject({ tipo: 'repetido' });
    reopen();
    expect(abierta.almacen.entregas().map(({ secuencia, acta }) => [secuencia, acta])).toEqual([
      [1, ACTAS[0]?.acta],
      [2, ACTAS[1]?.acta],
    ]);
  });

  test('a disk that fills up while a file is read does not make the file guilty of ending the program', async () => {
    const bytes = archivoFalso([{ codigo: codigo(0) }]);
    const procesar: Abierta['procesar'] = (each) => {
      disco.fill();
      return procesarFalso(each);
    };
    for (let vez = 0; vez < 7; vez += 1) {
      expect(await tomar({ ...abierta, procesar }, 'a.jpg', bytes)).toMatchObject({
        error: { codigo: 'DISCO_LLENO' },
      });
      disco.free();
    }
    expect(must(await tomar(abierta, 'a.jpg', bytes))).toEqual({ tipo: 'tomado', paginas: 1 });
  });

  test('a station that is started without room says so, and begins by itself when there is', async () => {
    abierta.almacen.close();
    // What the program before it left: nothing but the base.
    expect(existsSync(join(banco.carpeta, 'estacion.sqlite-wal'))).toBe(false);
    disco.fill();
    const said: string[] = [];
    const alto = new AbortController();
    const fin = runEstacion({
      ...{ carpeta: banco.carpeta, escaner: banco.escaner, puerto: 0, construida: null, destinos: [] },
      ...{ procesar: procesarFalso, disco: DISCO, relojes: createRelojes(), azar: () => 0 },
      ...{ alto: alto.signal, decir: (linea) => void said.push(linea) },
    });
    await until(() => said.join('\n')).toMatch(/No queda espacio.*Libere espacio/);
    disco.free();
    await until(() => said.join('\n')).toMatch(/La página de la estación/);
    alto.abort();
    expect(await fin).toEqual({ ok: true, value: null });
    // It was not said once for each time that it was tried.
    expect(said.filter((linea) => linea.startsWith('No queda espacio'))).toHaveLength(1);
    abierta = banco.abrir();
  });
});
