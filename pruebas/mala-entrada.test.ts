/**
 * What a night does to a system: the database dies, the disk of images fills up. People are told with a sentence,
 * nothing that was acknowledged is lost, and work goes on by itself when the fault is over.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openAlmacen } from '../src/digitalizacion/almacen.ts';
import { createDigitalizacion, type DigitalizacionDeActas } from '../src/digitalizacion/servicio.ts';
import type { IdActa } from '../src/dominio/clave.ts';
import type { Refusal, Result } from '../src/dominio/result.ts';
import type { Fases } from '../src/servidor/fases.ts';
import { mountDisco } from './apoyo/disco.ts';
import { conFaltante } from './apoyo/disponible.ts';
import {
  acopiar,
  CATD,
  CCV,
  escaneo,
  estadoDe,
  foto,
  hechosDe,
  jpeg,
  lecturas,
  must,
  type Noche,
  outcome,
  refused,
  withFases,
} from './apoyo/fases.ts';

describe('a database that is killed again and again while twelve people work', () => {
  /** Acknowledged commands between one death and the next. */
  const ENTRE_MUERTES = 40;
  let noche: Noche;
  let actas: readonly IdActa[];
  const acknowledged = new Set<string>();
  const refusals = new Map<string, Refusal>();
  let muertes = 0;

  beforeAll(async () => {
    noche = await withFases({ disco: 'seguro' });
    actas = noche.proceso.actas.map(({ id }) => id);
  });
  afterAll(() => noche.stop());

  /** Asks until it is confirmed, always with the same key, as a phone does; now and then the server is killed. */
  async function insist<T>(
    clave: string,
    ask: (idempotencia: string) => Promise<Result<T, Refusal>>,
  ): Promise<T> {
    const value = await vi.waitFor(
      async () => {
        const asked = await ask(clave);
        if (!asked.ok) refusals.set(asked.error.codigo, asked.error);
        return must(asked);
      },
      { timeout: 30_000, interval: 20 },
    );
    if (value === null) return value;
    acknowledged.add(clave);
    const pid = noche.base.pid();
    if (acknowledged.size % ENTRE_MUERTES === 0 && pid !== null) {
      muertes += 1;
      process.kill(pid, 'SIGKILL');
    }
    return value;
  }

  /** Shares the work among so many people. */
  async function share<T>(work: readonly T[], people: number, body: (item: T) => Promise<unknown>) {
    const pending = [...work];
    await Promise.all(
      Array.from({ length: people }, async () => {
        for (let item = pending.shift(); item !== undefined; item = pending.shift()) await body(item);
      }),
    );
  }

  /** Each person takes from a queue until nothing is left for them. */
  async function staff(people: number, body: (persona: string, turno: number) => Promise<'sigue' | 'nada'>) {
    await Promise.all(
      Array.from({ length: people }, async (_, i) => {
        for (let turno = 0; (await body(`p${i}`, turno)) === 'sigue'; turno += 1);
      }),
    );
  }

  test('ends with every acta verified, each thing done once and nothing acknowledged lost', async () => {
    const { acopio, digitalizacion, captura, verificacion } = noche.fases;
    await share(actas, 12, async (acta) => {
      const quien = { acta, persona: 'acopiadora', lugar: CATD };
      await insist(`acopio ${acta}`, (idempotencia) =>
        acopio.registrar({ ...quien, idempotencia, via: 'CATD', horaManuscrita: null }),
      );
      await insist(`imagen ${acta}`, (idempotencia) =>
        digitalizacion.recibir({ ...escaneo(acta), acta, idempotencia }),
      );
    });
    await staff(12, async (persona, turno) => {
      const tarea = await insist(`captura ${persona} ${turno}`, (idempotencia) =>
        captura.siguiente({ persona, lugar: CCV, idempotencia }),
      );
      if (tarea === null) return 'nada';
      const { acta, campos } = tarea;
      await insist(`capturada ${persona} ${acta}`, (idempotencia) =>
        captura.registrar({ acta, persona, lugar: CCV, idempotencia, lecturas: lecturas(campos) }),
      );
      return 'sigue';
    });
    await share(actas, 12, async (acta) => {
      // One for each acta: nobody verifies two at once.
      const quien = { acta, persona: `vera de ${acta}`, lugar: CCV };
      await insist(`toma ${acta}`, (idempotencia) => verificacion.tomar({ ...quien, idempotencia }));
      await insist(`verificada ${acta}`, (idempotencia) =>
        verificacion.verificar({ ...quien, idempotencia }),
      );
    });

    expect(muertes).toBeGreaterThan(4);
    // Whatever was refused, it was for that and in words.
    expect([...refusals.keys()]).toEqual(['BASE_NO_DISPONIBLE']);
    expect(refusals.get('BASE_NO_DISPONIBLE')?.mensaje).toMatch(
      /^La base de datos no responde.+no se duplica\.$/,
    );

    const { rows } = await noche.base.pool.query<{ clave: string }>('select clave from prep.idempotencia');
    const stored = new Set(rows.map(({ clave }) => clave));
    expect([...acknowledged].filter((clave) => !stored.has(clave))).toEqual([]);
    for (const acta of actas) {
      expect((await hechosDe(noche, acta)).map(({ tipo }) => tipo).toSorted()).toEqual([
        ...['acta_acopiada', 'acta_consolidada', 'acta_verificada', 'captura_asignada', 'captura_asignada'],
        ...['captura_registrada', 'captura_registrada', 'imagen_digitalizada', 'verificacion_asignada'],
      ]);
      const estado = await estadoDe(noche, acta);
      must(await noche.almacen.read(estado.fase === 'verificada' ? estado.imagen : ''));
    }
    expect(must(await noche.base.bitacora.rebuild('comparar')).total).toBe(0);
    expect(noche.base.avisos.filter((codigo) => codigo === 'BASE_CAIDA')).toHaveLength(muertes);
  });
});

test('while there is no database every command is refused by the name of what happened', async () => {
  const noche = await withFases();
  const acta = noche.otra();
  const quien = { acta, persona: 'ana', lugar: CCV };
  const { acopio, digitalizacion, captura, verificacion, conflictos, identificaciones, cotejo } = noche.fases;
  const { catd } = noche.proceso.actasPorId.get(acta)!.casilla;
  const ahora = noche.reloj.now();
  await noche.stop();
  const asked: Readonly<Record<string, Promise<Result<unknown, Refusal>>>> = {
    'acopio.registrar': acopio.registrar({ ...quien, via: 'CATD', horaManuscrita: null }),
    'acopio.declararSinActa': acopio.declararSinActa({
      ...{ ...quien, motivo: 'casilla_no_instalada', confirma: 'bea' },
    }),
    'acopio.anularSinActa': acopio.anularSinActa({ ...quien, razon: 'x' }),
    'acopio.registrarDeEquipo': acopio.registrarDeEquipo({
      ...{ id: 'x', centro: catd, recibida: ahora, actor: 'est-c01-1' },
      entrega: {
        ...{ tipo: 'acopio', proceso: 'x', equipo: 'est-c01-1', secuencia: 1, acta, momento: ahora },
        ...{ desfase: null, persona: null, horaManuscrita: null },
      },
    }),
    'acopio.proponerSinActa': acopio.proponerSinActa({ ...quien, motivo: 'casilla_no_instalada' }),
    'acopio.confirmarSinActa': acopio.confirmarSinActa(quien),
    'acopio.rechazarSinActa': acopio.rechazarSinActa({ ...quien, razon: 'x' }),
    'digitalizacion.recibir': digitalizacion.recibir({ ...foto('sin base'), acta }),
    'digitalizacion.sustituir': digitalizacion.sustituir({ ...quien, sha256: 'x', razon: 'x' }),
    'digitalizacion.registrarFueraDeCatalogo': digitalizacion.registrarFueraDeCatalogo({
      ...foto('ajena sin base'),
      ...{ eleccion: 'GUB', identificacion: '?', razon: 'x', confirma: 'bea', acopio: null },
    }),
    'captura.siguiente': captura.siguiente(quien),
    'captura.registrar': captura.registrar({ ...quien, lecturas: {} }),
    'captura.devolver': captura.devolver(quien),
    'captura.reportarImagen': captura.reportarImagen({ ...quien, motivo: 'ilegible', razon: 'x' }),
    'verificacion.siguiente': verificacion.siguiente(quien),
    'verificacion.tomar': verificacion.tomar(quien),
    'verificacion.verificar': verificacion.verificar(quien),
    'verificacion.devolver': verificacion.devolver(quien),
    'verificacion.pedirRecaptura': verificacion.pedirRecaptura({ ...quien, campos: [], razon: 'x' }),
    'verificacion.rechazarImagen': verificacion.rechazarImagen({
      ...{ ...quien, motivo: 'cortada', razon: 'x' },
    }),
    'captura.retomar': captura.retomar(quien),
    'captura.prorrogar': captura.prorrogar(quien),
    'conflictos.list': conflictos.list(),
    'conflictos.find': conflictos.find(acta),
    'conflictos.proponer': conflictos.proponer({ ...quien, lecturas: {}, razon: 'x' }),
    'conflictos.confirmar': conflictos.confirmar(quien),
    'conflictos.rechazar': conflictos.rechazar({ ...quien, razon: 'x' }),
    'conflictos.rechazarImagen': conflictos.rechazarImagen({ ...quien, motivo: 'cortada', razon: 'x' }),
    'identificaciones.list': identificaciones.list(),
    'identificaciones.proponer': identificaciones.proponer({
      ...{ ...quien, propuesta: { tipo: 'fuera_de_catalogo', identificacion: '?', razon: 'x' } },
    }),
    'identificaciones.confirmar': identificaciones.confirmar(quien),
    'identificaciones.rechazar': identificaciones.rechazar({ ...quien, razon: 'x' }),
    'cotejo.pedirImagen': cotejo.pedirImagen({ ...quien, motivo: 'cortada', razon: 'x' }),
    'cotejo.confirmar': cotejo.confirmar(quien),
    'cotejo.corregir': cotejo.corregir({ ...quien, campos: [], razon: 'x' }),
  };
  for (const [comando, result] of Object.entries(asked)) {
    expect({ comando, codigo: outcome(await result) }).toEqual({ comando, codigo: 'BASE_NO_DISPONIBLE' });
  }
  expect(Object.keys(asked).toSorted()).toEqual(commandsOf(noche.fases).toSorted());
});

/** All but `identificar`, which only looks in memory. */
function commandsOf(fases: Fases): readonly string[] {
  return Object.entries(fases)
    .flatMap(([fase, servicio]) => Object.keys(servicio).map((comando) => `${fase}.${comando}`))
    .filter((comando) => comando !== 'digitalizacion.identificar');
}

const disco = mountDisco(4);
describe.skipIf(disco === null)(
  conFaltante('a disk of images', disco?.carpeta ?? null, 'permiso para montar un disco'),
  () => {
    let noche: Noche;
    let digitalizacion: DigitalizacionDeActas;
    const carpeta = join(disco?.carpeta ?? '', 'imagenes');
    const almacen = openAlmacen(carpeta);
    beforeAll(async () => {
      noche = await withFases();
      digitalizacion = createDigitalizacion(noche.base.bitacora, noche.proceso, almacen, noche.reloj.now);
    });
    afterAll(async () => {
      await noche.stop();
      disco?.unmount();
    });

    const KIB = 1024;
    const enviar = (acta: IdActa) =>
      digitalizacion.recibir({
        ...escaneo(acta),
        ...{ acta, idempotencia: `imagen ${acta}` },
        bytes: jpeg(acta.padEnd(300 * KIB, '.')),
      });
    const files = () =>
      readdirSync(carpeta, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

    test('that fills up is said as such, keeps what was acknowledged and serves again when there is room', async () => {
      const acknowledged: { readonly acta: IdActa; readonly sha256: string }[] = [];
      const pending: IdActa[] = [];
      disco?.fill(1024 * KIB);
      for (let i = 0; i < 8; i += 1) {
        const acta = noche.otra();
        await acopiar(noche, acta);
        const before = await estadoDe(noche, acta);
        const sent = await enviar(acta);
        if (sent.ok) {
          acknowledged.push({ acta, sha256: sent.value.sha256 });
          continue;
        }
        pending.push(acta);
        expect(sent.error.codigo).toBe('DISCO_LLENO');
        expect(sent.error.mensaje).toBe(
          'No hay espacio en el disco de imágenes: esta imagen no se guardó. Libere espacio y envíela otra vez.',
        );
        expect(await estadoDe(noche, acta)).toEqual(before);
      }
      expect(acknowledged.length).toBeGreaterThan(1);
      expect(pending.length).toBeGreaterThan(3);
      // Pieces of what did not fit take no room.
      expect(files().toSorted()).toEqual(acknowledged.map(({ sha256 }) => `${sha256}.jpg`).toSorted());

      disco?.free();
      for (const acta of pending) {
        const { sha256, estado } = must(await enviar(acta));
        expect(estado.fase).toBe('en_captura');
        acknowledged.push({ acta, sha256 });
      }
      for (const { acta, sha256 } of acknowledged) {
        expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'en_captura', imagen: sha256 });
        must(await almacen.read(sha256));
      }
    });

    test('that can no longer be written is said as such, and what it has can be read', async () => {
      const [antes, durante] = [noche.otra(), noche.otra()];
      for (const acta of [antes, durante]) await acopiar(noche, acta);
      const { sha256 } = must(await enviar(antes));
      disco?.remount('ro');
      expect(await refused(noche, durante, () => enviar(durante))).toBe('ALMACEN_NO_DISPONIBLE');
      must(await almacen.read(sha256));
      disco?.remount('rw');
      must(await enviar(durante));
    });
  },
);
