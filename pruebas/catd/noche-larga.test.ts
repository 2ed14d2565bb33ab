/**
 * A night of ten stations without network for twelve hours, with everything that happens in it: programs and servers
 * that are killed, a disk that fills up, clocks that are wrong, the same papers by phone. At the end, every acta once,
 * with its image, byte for byte, in the order in which things happened; and in the published CSV.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPromise } from 'yauzl';
import { type Base, openBase } from '../../src/bitacora/base.ts';
import { endOrphans } from '../../src/bitacora/postmaster.ts';
import { openAlmacen as openEstacion } from '../../src/catd/almacen.ts';
import type { AcopioHecho, EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { DISCO } from '../../src/catd/disco.ts';
import { makeIdentidad, writeFicha } from '../../src/catd/identidad.ts';
import { imagePath } from '../../src/comun/imagenes.ts';
import { openAlmacen } from '../../src/digitalizacion/almacen.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createMotor } from '../../src/publicacion/motor.ts';
import { takeCorte } from '../../src/publicacion/servicio.ts';
import { createFases } from '../../src/servidor/fases.ts';
import { carpetasDe } from '../../src/servidor/servicios.ts';
import type { ConsolaDePrueba } from '../apoyo/consola.ts';
import { mountDisco } from '../apoyo/disco.ts';
import { conFaltante } from '../apoyo/disponible.ts';
import { createEnvio } from '../apoyo/entregas.ts';
import { crearLlave, equipoDe } from '../apoyo/equipo.ts';
import { capturar, must, type Noche, verificar } from '../apoyo/fases.ts';
import { loadMinimo } from '../apoyo/minimo.ts';
import { createEscaneos, type Escaneos, enServidor } from './actas.ts';
import { type EnlaceDePueblo, startEnlace } from './enlace.ts';
import { createEstacion, type EstacionDeVerdad } from './estacion.ts';

/** Fewer, on a machine that is doing something else. */
const ESTACIONES = Number(process.env.PREP_ESTACIONES ?? 10);
/** Of each one: what there is time for. */
const ACTAS = 4;
const HORA = 3_600_000;
const MINUTO = 60_000;
const PIEZA = 256 * 1024;
/** Hours that are supposed to pass without network, in four strides. */
const SIN_RED = 12;
const ESPERA = { timeout: 600_000, interval: 250 };
vi.setConfig({ testTimeout: 1_500_000, hookTimeout: 300_000 });

interface Puesto {
  readonly clave: string;
  readonly centro: string;
  readonly estacion: EstacionDeVerdad;
  readonly enlace: EnlaceDePueblo;
  readonly actas: readonly ActaEsperada[];
  /** by how much its clock is wrong */
  readonly mal: number;
}

const datos = mkdtempSync(join(tmpdir(), 'prep-noche-catd-'));
chmodSync(datos, 0o755);
const reloj = join(datos, 'reloj');
const disco = mountDisco(24);
let proceso: Proceso;
let escaneos: Escaneos;
let puerto: number;
let servidor: ChildProcess | null = null;
let puestos: readonly Puesto[] = [];
let pasaron = 0;
const telefono = crearLlave('ES256');

beforeAll(async () => {
  writeFileSync(reloj, '0');
  proceso = await loadMinimo();
  escaneos = createEscaneos(proceso);
  puerto = await freePort();
  const llaves = new Map<string, string>([['tel-0001', telefono.spki]]);
  puestos = await Promise.all(Array.from({ length: ESTACIONES }, (_, i) => makePuesto(i, llaves)));
  const base = await openHere();
  must(await base.bitacora.registerActas(proceso, { actor: 'prueba', lugar: 'prueba', momento: now() }));
  for (const [clave, spki] of llaves) await insertEquipo(base, clave, spki);
  await base.stop();
  await startServidor();
  // Drawn before the night, as the papers are.
  for (const { actas } of puestos) for (const { id } of actas) await escaneos.jpeg(id);
});
afterAll(async () => {
  await Promise.all(
    puestos.map(async ({ estacion, enlace }) => [await estacion.borrar(), await enlace.close()]),
  );
  servidor?.kill('SIGKILL');
  await endOrphans(join(datos, 'pg'));
  rmSync(datos, { recursive: true, force: true });
  disco?.unmount();
});

const now = () => new Date(Date.now() + pasaron).toISOString();

async function openHere(): Promise<Base> {
  return must(
    await openBase({
      ...{ datos, ajustes: proceso.ajustes, avisar: () => undefined, now, conexiones: 8 },
      servidor: { shared_buffers: '32MB', max_wal_size: '256MB' },
    }),
  );
}

/** A station as enrolment leaves it, at the end of a link of its own. */
async function makePuesto(i: number, llaves: Map<string, string>): Promise<Puesto> {
  const centros = ['C01', 'C02', 'C03'];
  const centro = centros[i % 3] ?? '';
  const clave = `est-${centro.toLowerCase()}-${i}`;
  // The first one has a disk of its own, that will be filled.
  const estacion = createEstacion(undefined, i === 0 && disco !== null ? disco.carpeta : undefined);
  const enlace = await startEnlace(puerto);
  mkdirSync(estacion.carpeta, { recursive: true });
  const identidad = must(
    makeIdentidad(estacion.carpeta, DISCO, { servidor: enlace.direccion, codigo: 'ABCD-2345' }),
  );
  writeFicha(DISCO, estacion.carpeta, { ...identidad, equipo: clave });
  llaves.set(clave, identidad.publica);
  const almacen = must(openEstacion(estacion.carpeta));
  const { nombre, nombreLargo, tipo, instituto, jornada } = proceso;
  must(
    almacen.transaccion(() =>
      almacen.ponerEquipo({
        ...{ clave, tipo: 'estacion', nombre: clave, estado: 'activo', persona: null, ahora: now() },
        centro: { clave: centro, nombre: centro },
        proceso: { nombre, nombreLargo, tipo, instituto, jornada, huso: proceso.huso.zona },
        actas: enServidor(proceso, ofCentro(centro)),
      }),
    ),
  );
  almacen.close();
  const own = centros.flatMap((each, c) => (each === centro ? [c] : []))[0] ?? 0;
  const sharing = Array.from({ length: ESTACIONES }, (_, j) => j).filter((j) => j % 3 === own);
  const turn = sharing.indexOf(i);
  const actas = ofCentro(centro)
    .filter((_, j) => j % sharing.length === turn)
    .slice(0, ACTAS);
  return { clave, centro, estacion, enlace, actas, mal: (i - 4) * 17 * MINUTO };
}

function ofCentro(centro: string): readonly ActaEsperada[] {
  return proceso.actas.filter(({ casilla }) => casilla.catd === centro && casilla.tipo !== 'M');
}

async function insertEquipo({ pool }: Base, clave: string, spki: string): Promise<void> {
  const tipo = clave.startsWith('est') ? 'estacion' : 'telefono';
  const centro = tipo === 'estacion' ? clave.split('-')[1]?.toUpperCase() : 'C01';
  const casillas =
    tipo === 'telefono' ? [...new Set(ofCentro('C01').map(({ casilla }) => casilla.clave))] : [];
  const persona = tipo === 'telefono' ? 'cae-001' : null;
  if (persona !== null) {
    await pool.query(
      `insert into prep.persona (clave, nombre, rol, centro, cargada, estado) values ($1, $1, 'cae', 'C01', $2, 'activa')`,
      [persona, now()],
    );
  }
  await pool.query(
    `insert into prep.equipo (clave, tipo, nombre, centro, persona, casillas, alta, estado, llave, algoritmo)
     values ($1, $2, $1, $3, $4, $5, $6, 'activo', $7, $8)`,
    [
      ...[clave, tipo, centro, persona, casillas, now(), Buffer.from(spki, 'base64url')],
      tipo === 'estacion' ? 'Ed25519' : 'ES256',
    ],
  );
}

async function startServidor(): Promise<void> {
  const script = fileURLToPath(new URL('./servidor-de-verdad.ts', import.meta.url));
  const child = spawn(process.execPath, [script, datos, String(puerto), reloj], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servidor = child;
  const [said] = (await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])) as [
    unknown,
  ];
  if (!String(said).includes('listo')) throw new Error(`the server did not start: ${said}`);
}

async function endServidor(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (servidor === null) return;
  const exit = once(servidor, 'exit');
  servidor.kill(signal);
  await exit;
  servidor = null;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  return port;
}

/** Time goes by for everybody: the server, and each station with its own error. */
function pass(ms: number): void {
  pasaron += ms;
  writeFileSync(reloj, String(pasaron));
  for (const { estacion, mal } of puestos) estacion.ponerReloj(mal, pasaron);
}

/** An envelope and its paper arrive at a counter. */
async function receive({ estacion }: Puesto, acta: ActaEsperada): Promise<void> {
  estacion.escanear(`${acta.id}.jpg`, await escaneos.jpeg(acta.id));
  const hecho = await estacion.post<AcopioHecho>('/api/acopio', {
    ...{ texto: formatCodigo({ proceso: proceso.nombre, acta: acta.id }), otra: null, horaManuscrita: null },
  });
  expect(hecho, `${acta.id}`).toMatchObject({ acta: acta.id });
}

async function everyFileTaken({ estacion, actas }: Puesto): Promise<void> {
  await vi.waitFor(async () => {
    const { cuenta, porDecidirEnTotal, escaner } = await estacion.estado();
    expect([porDecidirEnTotal, escaner.noLeidos]).toEqual([0, []]);
    expect(cuenta.conImagen).toBeGreaterThanOrEqual(actas.length);
  }, ESPERA);
}

test(
  conFaltante(
    'twelve hours without network, and everything that happens in them',
    disco === null ? null : '',
    'permiso de montar un disco pequeño',
  ),
  async () => {
    pass(0);
    await Promise.all(puestos.map(({ estacion }) => estacion.start()));
    // One each with network; then there is none.
    await Promise.all(
      puestos.map((puesto) => (puesto.actas[0] === undefined ? null : receive(puesto, puesto.actas[0]))),
    );
    for (const { enlace } of puestos) enlace.cortar();

    const rounds = Math.max(...puestos.map(({ actas }) => actas.length));
    for (let round = 1; round < rounds; round += 1) {
      await Promise.all(
        puestos.map(async (puesto, i) => {
          const acta = puesto.actas[round];
          if (acta === undefined) return;
          if (i === 0) disco?.fill(400_000);
          if (i !== 0 || disco === null) await receive(puesto, acta);
          // Half of them are killed while they read what has just been scanned.
          if ((i + round) % 2 === 0) {
            await puesto.estacion.matar();
            await puesto.estacion.start();
          }
        }),
      );
      pass((SIN_RED / (rounds - 1)) * HORA);
      if (disco === null) continue;
      // The full disk is said; with room, what arrived is taken.
      const [first] = puestos;
      const acta = first?.actas[round];
      if (first === undefined || acta === undefined) continue;
      await vi.waitFor(async () => expect((await first.estacion.estado()).disco.nivel).toBe('lleno'), ESPERA);
      disco.free();
      await receive(first, acta);
    }
    await Promise.all(puestos.map(everyFileTaken));
    for (const { estacion } of puestos) expect((await estacion.estado()).enlace.tipo).toBe('sin_red');
  },
);

test('with network everything drains, though the server is killed and the links stumble', async () => {
  // The phones of the first CATD send the same papers first.
  const deTelefono = puestos[0]?.actas.slice(0, 2) ?? [];
  const consola = {
    direccion: `http://127.0.0.1:${puerto}`,
    noche: { reloj: { now } },
  } as unknown as ConsolaDePrueba;
  const tel = equipoDe(consola, 'tel-0001', telefono.llave);
  const fotos: string[] = [];
  for (const { id } of deTelefono) {
    const bytes = await escaneos.jpeg(id, 9);
    const foto = createEnvio(tel, { tipo: 'imagen', declarada: id, bytes });
    await foto.anunciar();
    for (let desde = 0; desde < bytes.length; desde += PIEZA) await foto.pieza(desde, desde + PIEZA);
    fotos.push(foto.id);
  }
  for (const { enlace } of puestos) enlace.unir();
  for (let kill = 0; kill < 3; kill += 1) {
    const before = await progress();
    // In the middle of it, unless it was quicker than this.
    await vi.waitFor(async () => {
      const { registradas, faltan } = await progress();
      expect(faltan === 0 || registradas > before.registradas).toBe(true);
    }, ESPERA);
    await endServidor('SIGKILL');
    for (const { enlace } of puestos) enlace.tropezar();
    await startServidor();
    pass(10 * MINUTO);
  }
  await vi.waitFor(async () => {
    for (const { estacion } of puestos) {
      const { cuenta } = await estacion.estado();
      const { acopios, imagenes, originales } = cuenta.porEnviar;
      expect([acopios, imagenes, originales, cuenta.rechazadas]).toEqual([0, 0, 0, 0]);
      expect(cuenta.registradas).toBe(cuenta.enServidor);
    }
    pass(MINUTO);
  }, ESPERA);
  await vi.waitFor(async () => {
    for (const id of fotos)
      expect((await tel.get(`/api/entregas/${id}`)).cuerpo).toMatchObject({ estado: 'registrada' });
  }, ESPERA);
  expect(await Promise.all(puestos.map(({ estacion }) => estacion.detener()))).toEqual(puestos.map(() => 0));
  await endServidor('SIGTERM');
});

/** Deliveries that the stations know registered, and those that they do not know so yet. */
async function progress(): Promise<{ readonly registradas: number; readonly faltan: number }> {
  const estados = await Promise.all(puestos.map(({ estacion }) => estacion.estado()));
  const sum = (of: (cuenta: EstadoDeEstacion['cuenta']) => number) =>
    estados.reduce((total, { cuenta }) => total + of(cuenta), 0);
  return {
    registradas: sum(({ registradas }) => registradas),
    faltan: sum(
      ({ porEnviar, enServidor, registradas }) =>
        porEnviar.acopios + porEnviar.imagenes + enServidor - registradas,
    ),
  };
}

test('every acta once, its image byte for byte, in the order of the facts; and in the published CSV', async () => {
  const base = await openHere();
  try {
    const todas = puestos.flatMap(({ actas }) => actas);
    const { rows } = await base.pool.query<{ equipo: string; n: string; ultima: string; malas: string }>(
      `select equipo, count(*) n, max(secuencia) ultima, count(*) filter (where estado <> 'registrada') malas
       from prep.entrega group by equipo`,
    );
    for (const { equipo, n, ultima, malas } of rows) {
      // Without holes: 1, 2, 3… as it happened there.
      if (equipo.startsWith('est')) expect(Number(n), equipo).toBe(Number(ultima));
      expect(malas, equipo).toBe('0');
    }
    const imagenes = carpetasDe(datos).imagenes;
    for (const { id } of todas) {
      const facts = must(await base.bitacora.history(id));
      const kinds = facts.map(({ tipo }) => tipo);
      expect(kinds[0], id).toBe('acta_acopiada');
      // Once by each route: at the casilla by phone, and the envelope at the CATD.
      const vias = facts
        .filter(({ tipo }) => tipo === 'acta_acopiada')
        .map(({ datos: said }) => (said as { readonly via: string }).via);
      expect(vias, id).toContain('CATD');
      expect(new Set(vias).size, id).toBe(vias.length);
      const uses = facts
        .filter(({ tipo }) => tipo === 'imagen_digitalizada')
        .map(({ datos: said }) => said as { readonly uso: string; readonly sha256: string });
      expect(
        uses.filter(({ uso }) => uso === 'captura'),
        id,
      ).toHaveLength(1);
      expect(new Set(uses.map(({ sha256 }) => sha256)).size, id).toBe(uses.length);
    }
    await publishAll(base, todas, imagenes);
  } finally {
    await base.stop();
  }
});

/** Everything is captured and verified, a corte is published, and its CSV is compared with `sha256sum`. */
async function publishAll(base: Base, todas: readonly ActaEsperada[], imagenes: string): Promise<void> {
  const almacen = openAlmacen(imagenes);
  const fases = createFases(base.bitacora, proceso, almacen, now);
  const noche = { base, proceso, fases, almacen, imagenes, reloj: { now } } as unknown as Noche;
  for (const { id } of todas) {
    await capturar(noche, id, 'ana');
    await capturar(noche, id, 'bea');
    await verificar(noche, id);
  }
  const carpeta = join(datos, 'publicacion');
  const motor = createMotor({ proceso, carpeta, imagenes });
  const corte = must(
    await takeCorte({
      ...{
        bitacora: base.bitacora,
        motor,
        tipo: 'intermedio',
        momento: now(),
        actor: 'prueba',
        lugar: 'prueba',
      },
    }),
  );
  const folder = join(carpeta, corte.carpeta);
  const zips = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  expect(zips).toHaveLength(proceso.elecciones.length);
  const csvs = await Promise.all(zips.map((name) => readCsv(join(folder, name))));
  const found = csvs.flatMap((csv) => [...csv.matchAll(/,"?([0-9a-f]{64})"?,/g)].map(([, sha = '']) => sha));
  expect(found).toHaveLength(todas.length);
  for (const sha of found) {
    const said = execFileSync('sha256sum', [join(imagenes, imagePath(sha))], { encoding: 'utf8' });
    expect(said.split(' ')[0]).toBe(sha);
  }
}

/** The rows of the actas, from the ZIP of an election. */
async function readCsv(zip: string): Promise<string> {
  const opened = await openPromise(zip);
  for await (const entry of opened.eachEntry()) {
    if (!/^MICH_(?!.*CANDIDATURAS).*\.csv$/.test(entry.fileName)) continue;
    const bytes = await buffer(await opened.openReadStreamPromise(entry));
    opened.close();
    return bytes.toString('utf8');
  }
  throw new Error(`${zip} has no rows`);
}
