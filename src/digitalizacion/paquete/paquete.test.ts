/** Packages of a night without network: what enters, what is skipped, and what somebody made to do harm. */

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsolaDePrueba, withConsola } from '../../../pruebas/apoyo/consola.ts';
import { archivoDe, createActas, createEnvio, entregaDe, firmada } from '../../../pruebas/apoyo/entregas.ts';
import { crearEquipo, crearLlave, type EquipoDePrueba } from '../../../pruebas/apoyo/equipo.ts';
import { CATD, estadoDe, must, outcome } from '../../../pruebas/apoyo/fases.ts';
import { type ContenidoDePaquete, enviarPaquete, hacerPaquete } from '../../../pruebas/apoyo/paquete.ts';
import { findEquipo, llaveDe } from '../../acceso/equipos.ts';
import type { IdActa } from '../../dominio/clave.ts';
import type { PaqueteRevisado } from '../contrato.ts';
import { openDeposito } from '../entregas/deposito.ts';
import { createRecepcion } from '../entregas/recepcion.ts';
import { openPaquete } from './abrir.ts';
import { createPaquetes, type Paquetes } from './servicio.ts';

let consola: ConsolaDePrueba;
let estacion: EquipoDePrueba;
let coordina: Awaited<ReturnType<ConsolaDePrueba['entrar']>>;
let carpeta: string;
let otra: ReturnType<typeof createActas>;
beforeAll(async () => {
  consola = await withConsola();
  otra = createActas(consola.noche);
  estacion = await crearEquipo(consola, { tipo: 'estacion' });
  coordina = await consola.entrar('coordinador_catd');
  carpeta = await mkdtemp(join(tmpdir(), 'prep-paquete-'));
});
afterAll(async () => {
  await consola.stop();
  await rm(carpeta, { recursive: true, force: true });
});

const hacer = (contenido: Omit<ContenidoDePaquete, 'equipo'> & { readonly equipo?: EquipoDePrueba }) =>
  hacerPaquete(carpeta, { equipo: estacion, ...contenido });
const enviar = (ruta: string, de = coordina) => enviarPaquete(consola, ruta, de);
const importar = async (id: string) =>
  (await coordina.post<PaqueteRevisado>(`/api/paquetes/${id}/importacion`)).cuerpo;
const queDe = ({ entregas }: PaqueteRevisado) => entregas.map(({ que }) => que);

/** As from the command line: it writes in the table, and the server finds it there. */
function sinServidor(): Paquetes {
  const { base, proceso, reloj } = consola.noche;
  const { pool, bitacora, datos } = base;
  const deposito = openDeposito({
    entregas: join(datos, 'entregas'),
    evidencias: join(datos, 'evidencias'),
  });
  const partes = { pool, bitacora, now: reloj.now };
  const recepcion = createRecepcion({
    ...{ ...partes, proceso: proceso.nombre, deposito, llaveDe: async () => null, avisar: () => {} },
  });
  return createPaquetes({
    ...{ ...partes, proceso, recepcion },
    async findEquipo(clave) {
      const equipo = await findEquipo(pool, clave);
      return equipo === null ? null : { ...equipo, llave: llaveDe(equipo) };
    },
  });
}

const acopio = (acta: IdActa) => entregaDe(estacion.clave, { tipo: 'acopio', acta });
const imagen = (bytes: Buffer, declarada: IdActa) =>
  entregaDe(estacion.clave, { tipo: 'imagen', bytes, declarada });

describe('a package', () => {
  test('is looked at without changing anything, enters, and a second time is skipped', async () => {
    const [una, dos] = [otra(CATD), otra(CATD)];
    const bytes = randomBytes(1_000);
    const ruta = await hacer({
      entregas: [acopio(una), acopio(dos), imagen(bytes, una)],
      archivos: [bytes],
    });
    const revised = await enviar(ruta);
    expect(revised).toMatchObject({ equipo: estacion.clave, catd: 'C01' });
    expect(revised.entregas.map(({ tipo, acta, que }) => [tipo, acta, que])).toEqual([
      ['acopio', una, 'entra'],
      ['acopio', dos, 'entra'],
      ['imagen', una, 'entra'],
    ]);
    expect(await estadoDe(consola.noche, una)).toMatchObject({ fase: 'esperada' });
    expect(queDe(await importar(revised.id))).toEqual(['entro', 'entro', 'entro']);
    await expect
      .poll(async () => (await estadoDe(consola.noche, dos)).fase, { timeout: 10_000, interval: 20 })
      .toBe('acopiada');
    expect(queDe(await enviar(ruta))).toEqual(['se_omite', 'se_omite', 'se_omite']);
    expect(queDe(await importar(revised.id))).toEqual(['se_omite', 'se_omite', 'se_omite']);
  });

  test('skips what came by network, completes what came in part, and brings what the scanner gave', async () => {
    const [una, dos] = [otra(CATD), otra()];
    const [bytes, original] = [randomBytes(2_000), randomBytes(9_000)];
    const sent = createEnvio(estacion, { tipo: 'acopio', acta: una });
    await sent.enviar();
    const half = createEnvio(estacion, { tipo: 'imagen', bytes, original, declarada: dos });
    await half.anunciar();
    await half.pieza(0, 700);
    const ruta = await hacer({ entregas: [sent.entrega, half.entrega], archivos: [bytes, original] });
    const revised = await enviar(ruta);
    expect(queDe(revised)).toEqual(['se_omite', 'entra']);
    expect(queDe(await importar(revised.id))).toEqual(['se_omite', 'entro']);
    const { cuerpo } = await estacion.get(`/api/entregas/${half.id}`);
    expect(cuerpo).toMatchObject({ faltaDesde: 2_000, originalCompleto: true });
  });

  test('with a damaged delivery enters without it', async () => {
    const actas = [otra(CATD), otra(), otra(CATD)] as const;
    const bytes = randomBytes(500);
    const entregas = [acopio(actas[0]), imagen(bytes, actas[1]), acopio(actas[2])];
    const ruta = await hacer({
      ...{ entregas, archivos: [bytes] },
      cambiar(files) {
        files.set(`archivos/${archivoDe(bytes).sha256}`, randomBytes(500));
        files.delete(`entregas/${firmada(entregas[2]!, estacion.llave).id}.json`);
      },
    });
    const revised = await enviar(ruta);
    expect(queDe(revised)).toEqual(['entra', 'se_rechaza', 'se_rechaza']);
    expect(queDe(await importar(revised.id))).toEqual(['entro', 'se_rechaza', 'se_rechaza']);
  });

  test('of another CATD is imported by its coordination or by the CCV', async () => {
    const ruta = await hacer({ entregas: [acopio(otra(CATD))] });
    const ajena = await consola.entrar('coordinador_catd', { centro: 'C02' });
    expect((await enviar(ruta, ajena)).codigo).toBe('OTRO_CATD');
    const ccv = await consola.entrar('coordinador_ccv');
    expect(queDe(await enviar(ruta, ccv))).toEqual(['entra']);
  });

  test('is imported from the command line into the queue of the server', async () => {
    const acta = otra(CATD);
    const ruta = await hacer({ entregas: [acopio(acta)] });
    const paquetes = sinServidor();
    const quien = { persona: 'SISTEMA', lugar: 'SERVIDOR', centro: null };
    expect(queDe(must(await paquetes.importar(ruta, 'a'.repeat(64), quien)))).toEqual(['entro']);
    await expect
      .poll(async () => (await estadoDe(consola.noche, acta)).fase, { timeout: 10_000, interval: 50 })
      .toBe('acopiada');
  });
});

describe('a package is refused whole', () => {
  const una = () => [acopio('GUB-160001B01002' as IdActa)];

  test('when its signature is of another key, and it is told', async () => {
    const { llave } = crearLlave('Ed25519');
    expect((await enviar(await hacer({ entregas: una(), llave }))).codigo).toBe('FIRMA_FALSA');
    const { cuerpo } = await coordina.get('/api/digitalizacion/alertas');
    expect(cuerpo.alertas[0]).toMatchObject({ tipo: 'firma_falsa', equipo: estacion.clave });
  });

  test('when its equipo is revoked or unknown, or it is of another process', async () => {
    const revocada = await crearEquipo(consola, { tipo: 'estacion', estado: 'revocado' });
    const entregas = [entregaDe(revocada.clave, { tipo: 'acopio', acta: 'GUB-X' as IdActa })];
    expect((await enviar(await hacer({ entregas, equipo: revocada }))).codigo).toBe('EQUIPO_REVOCADO');
    const nadie = { ...estacion, clave: 'est-de-nadie' };
    expect((await enviar(await hacer({ entregas: una(), equipo: nadie }))).codigo).toBe('EQUIPO_DESCONOCIDO');
    expect((await enviar(await hacer({ entregas: una(), proceso: 'otro' }))).codigo).toBe('OTRO_PROCESO');
  });

  test('a delivery that another key signed is refused alone', async () => {
    const { llave } = crearLlave('Ed25519');
    const revised = await enviar(await hacer({ entregas: una(), llaveDeEntregas: llave }));
    expect(revised.entregas).toMatchObject([{ que: 'se_rechaza', porque: expect.stringContaining('llave') }]);
  });
});

describe('what is no package is refused before it is read', () => {
  const opened = async (ruta: string) => outcome(await openPaquete(ruta));
  const entregas = () => [acopio('GUB-X' as IdActa)];

  test('a file of another kind, one that is cut, and one that has something else inside', async () => {
    const ruta = join(carpeta, 'otro');
    await writeFile(ruta, 'no es un ZIP');
    expect(await opened(ruta)).toBe('PAQUETE_ILEGIBLE');
    const whole = readFileSync(await hacer({ entregas: entregas() }));
    await writeFile(ruta, whole.subarray(0, whole.length - 30));
    expect(await opened(ruta)).toBe('PAQUETE_ILEGIBLE');
    const extra = { cambiar: (files: Map<string, Buffer>) => void files.set('virus.exe', Buffer.alloc(3)) };
    expect(await opened(await hacer({ entregas: entregas(), ...extra }))).toBe('PAQUETE_ILEGIBLE');
    const without = { cambiar: (files: Map<string, Buffer>) => void files.delete('paquete.json') };
    expect(await opened(await hacer({ entregas: entregas(), ...without }))).toBe('PAQUETE_ILEGIBLE');
  });

  test('a bomb: compressed, too large inside, or that says to hold more than it is', async () => {
    const zeros = Buffer.alloc(33 * 1024 * 1024);
    const bomb = await hacer({
      entregas: entregas(),
      archivos: [zeros.subarray(0, 1024 ** 2)],
      comprimir: true,
    });
    expect(await opened(bomb)).toBe('PAQUETE_EXCESIVO');
    expect(await opened(await hacer({ entregas: entregas(), archivos: [zeros] }))).toBe('PAQUETE_EXCESIVO');
    // Two names in the index for the same bytes of the file.
    const bytes = randomBytes(100_000);
    const ruta = await hacer({ entregas: [], archivos: [bytes, Buffer.from('x')] });
    const zip = readFileSync(ruta);
    const [first, second] = directory(zip);
    zip.copy(zip, second! + 16, first! + 16, first! + 28);
    zip.copy(zip, second! + 42, first! + 42, first! + 46);
    await writeFile(ruta, zip);
    expect(await opened(ruta)).toBe('PAQUETE_EXCESIVO');
  });

  /** Where the entries of the files are in the central directory: APPNOTE.TXT 4.3.12. */
  function directory(zip: Buffer): readonly number[] {
    const found: number[] = [];
    for (let at = zip.indexOf('PK\x01\x02'); at !== -1; at = zip.indexOf('PK\x01\x02', at + 1)) {
      if (zip.toString('latin1', at + 46, at + 55) === 'archivos/') found.push(at);
    }
    return found;
  }

  test('a package that is gone has to be chosen again', async () => {
    const { cuerpo } = await coordina.post(`/api/paquetes/${'b'.repeat(64)}/importacion`);
    expect(cuerpo.codigo).toBe('NO_EXISTE');
  });
});
