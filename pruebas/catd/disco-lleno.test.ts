/**
 * The program of a station whose disk, a real one and small, has not one byte left: what it said that it keeps is
 * there, what it could not keep it said, and it goes on by itself when somebody makes room.
 */

import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AcopioHecho } from '../../src/catd/contrato.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import type { Refusal } from '../../src/dominio/result.ts';
import { type DiscoPequeno, mountDisco } from '../apoyo/disco.ts';
import { describeSiHay } from '../apoyo/disponible.ts';
import { loadMinimo } from '../apoyo/minimo.ts';
import { createEscaneos, enServidor } from './actas.ts';
import { createEstacion, startEnrolada } from './estacion.ts';
import { type ServidorFalso, sha256, startServidorFalso } from './servidor-falso.ts';

/** A program that starts and opens images, on whatever is left of a busy machine. */
const ESPERA = { timeout: 120_000, interval: 50 };
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const pequeno = mountDisco(16);
const proceso = await loadMinimo();
const actas = proceso.actas.filter(({ casilla }) => casilla.catd === 'C01' && casilla.tipo !== 'M');

describeSiHay('a full disk', pequeno?.carpeta ?? null, 'permiso de montar un disco', (carpeta) => {
  const disco = pequeno as DiscoPequeno;
  const estacion = createEstacion(undefined, carpeta);
  const escaneos = createEscaneos(proceso);
  const at = (i: number) => actas[i]?.id ?? ('' as IdActa);
  /** actas whose envelope was acknowledged */
  const registrados: IdActa[] = [];
  let servidor: ServidorFalso;

  beforeAll(async () => {
    servidor = await startServidorFalso();
    servidor.actas = enServidor(proceso, actas);
    await startEnrolada(estacion, servidor);
    await vi.waitFor(async () => expect((await estacion.estado()).enlace.tipo).toBe('en_linea'), ESPERA);
    // A night without network: everything stays on the disk.
    await servidor.caer();
  });
  afterAll(async () => {
    await estacion.borrar();
    await servidor.caer();
    disco.unmount();
  });

  const registrar = (i: number) =>
    estacion.post<AcopioHecho | Refusal>('/api/acopio', {
      ...{ texto: formatCodigo({ proceso: proceso.nombre, acta: at(i) }), otra: null, horaManuscrita: null },
    });
  /** What SQLite had already taken from the disk may hold some envelopes more; then it says that it cannot. */
  async function registrarHastaQueNoQuepan(): Promise<void> {
    for (;;) {
      const said = await registrar(registrados.length);
      if ('codigo' in said) {
        expect(said).toMatchObject({
          codigo: 'DISCO_LLENO',
          mensaje: expect.stringMatching(/Libere espacio/),
        });
        return;
      }
      registrados.push(at(registrados.length));
    }
  }
  const expectLleno = () =>
    vi.waitFor(async () => {
      const { disco: visto } = await estacion.estado();
      expect(visto).toMatchObject({ nivel: 'lleno', mensaje: expect.stringMatching(/Libere espacio/) });
    }, ESPERA);
  /** The screen says of each envelope what is true. */
  const expectSobres = async () => {
    const { actas: vistas } = await estacion.get<{ actas: { acta: IdActa; sobre: string }[] }>('/api/actas');
    expect(vistas.filter(({ sobre }) => sobre !== 'no').map(({ acta }) => acta)).toEqual(registrados);
  };

  test('envelopes are acknowledged while they are kept, and after that refused with what to do', async () => {
    estacion.escanear('antes.jpg', await escaneos.jpeg(at(0)));
    await vi.waitFor(async () => expect((await estacion.estado()).cuenta.conImagen).toBe(1), ESPERA);
    disco.fill();
    await registrarHastaQueNoQuepan();
    await expectLleno();
    expect((await estacion.estado()).disco.mensaje).toMatch(/ni se pueden registrar sobres/);
    await expectSobres();
    estacion.escanear('despues.jpg', await escaneos.jpeg(at(1)));
    await vi.waitFor(
      async () => expect((await estacion.estado()).escaner.problema).toMatch(/Libere espacio/),
      ESPERA,
    );
    expect(readdirSync(estacion.escaner)).toEqual(['despues.jpg']);
  });

  test('killed and stopped with the disk full, it starts again, has what it acknowledged, and says that it is full', async () => {
    for (const end of [estacion.matar, estacion.detener]) {
      await end();
      await estacion.start();
      await expectLleno();
      await expectSobres();
      await registrarHastaQueNoQuepan();
    }
    expect(readdirSync(estacion.escaner)).toEqual(['despues.jpg']);
  });

  test('with room it goes on by itself, and everything reaches the server once', async () => {
    disco.free();
    await vi.waitFor(async () => expect((await estacion.estado()).cuenta.conImagen).toBe(2), ESPERA);
    expect(readdirSync(estacion.escaner)).toEqual([]);
    for (const i of [registrados.length, registrados.length + 1]) {
      expect(await registrar(i)).toMatchObject({ acta: at(i) });
      registrados.push(at(i));
    }
    await servidor.levantar();
    await vi.waitFor(async () => {
      const { cuenta } = await estacion.estado();
      expect(cuenta.registradas).toBe(registrados.length + 2);
      expect(cuenta.porEnviar).toEqual({ acopios: 0, imagenes: 0, originales: 0 });
    }, ESPERA);
    const recibidas = [...servidor.recibidas.values()];
    const sobres = recibidas.flatMap(({ entrega }) => (entrega.tipo === 'acopio' ? [entrega.acta] : []));
    expect(sobres.sort()).toEqual([...registrados].sort());
    const imagenes = recibidas.filter(({ entrega }) => entrega.tipo === 'imagen');
    expect(imagenes).toHaveLength(2);
    for (const { entrega, archivo } of imagenes) {
      expect(entrega.tipo === 'imagen' && entrega.archivo.sha256).toBe(sha256(archivo));
    }
    const numbers = recibidas.map(({ entrega }) => entrega.secuencia).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(await estacion.detener()).toBe(0);
    expect(estacion.dicho()).not.toMatch(/Error:/);
  });
});
