/** Deliveries of stations and phones over the server, with real images, processes that open them and a real database. */

import { hash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsolaDePrueba, withConsola } from '../../../pruebas/apoyo/consola.ts';
import {
  createActas,
  createEnvio,
  createPapeles,
  type QueSeEntrega,
} from '../../../pruebas/apoyo/entregas.ts';
import { crearEquipo, type EquipoDePrueba } from '../../../pruebas/apoyo/equipo.ts';
import { acopiar, CATD, estadoDe, hechosDe, must } from '../../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../../dominio/clave.ts';
import type { PersonaEnEquipo } from '../../dominio/persona-en-equipo.ts';

let consola: ConsolaDePrueba;
let estacion: EquipoDePrueba;
let telefono: EquipoDePrueba;
let papel: (acta: IdActa) => Promise<Buffer>;
let actas: ReturnType<typeof createActas>;
beforeAll(async () => {
  consola = await withConsola();
  papel = createPapeles(consola.noche.proceso);
  actas = createActas(consola.noche);
  estacion = await crearEquipo(consola, { tipo: 'estacion' });
  telefono = await crearEquipo(consola, { tipo: 'telefono' });
});
afterAll(() => consola.stop());

const otra = (centro?: string) => actas(centro);
const carpeta = (nombre: string) => join(consola.noche.base.datos, nombre);
const imagenDe = async (acta: IdActa): Promise<QueSeEntrega & { tipo: 'imagen' }> => ({
  tipo: 'imagen',
  bytes: await papel(acta),
  declarada: acta,
});

describe('an envelope and its image', () => {
  test('of a station are registered in the log, and the image is published byte for byte', async () => {
    const acta = otra(CATD);
    expect(await createEnvio(estacion, { tipo: 'acopio', acta }).enviar()).toMatchObject({
      ...{ estado: 'registrada', acta, codigo: null },
    });
    const original = randomBytes(300_000);
    const envio = createEnvio(estacion, { ...(await imagenDe(acta)), original });
    const bytes = await papel(acta);
    expect(await envio.enviar()).toMatchObject({
      ...{ estado: 'registrada', acta, uso: 'captura', originalCompleto: true, codigo: null },
      publicada: hash('sha256', bytes, 'hex'),
    });
    expect(must(await consola.noche.almacen.read(hash('sha256', bytes, 'hex'))).equals(bytes)).toBe(true);
    const name = hash('sha256', original, 'hex');
    expect(readFileSync(join(carpeta('evidencias'), name.slice(0, 2), name)).equals(original)).toBe(true);
    expect(readdirSync(carpeta('entregas')).filter((file) => file.startsWith(envio.id))).toEqual([]);
    expect((await hechosDe(consola.noche, acta)).at(-1)?.datos).toMatchObject({
      uso: 'captura',
      procedencia: {
        ...{ entrega: envio.id, equipo: estacion.clave, original: name, identifica: 'qr', desfase: 0 },
        momento: envio.entrega.momento,
      },
    });
  });

  test('of a phone: what is published is made of the photograph, and both are kept', async () => {
    const acta = otra();
    const bytes = await papel(acta);
    const envio = createEnvio(telefono, await imagenDe(acta));
    const done = await envio.enviar();
    expect(done).toMatchObject({ estado: 'registrada', acta, uso: 'captura' });
    const name = hash('sha256', bytes, 'hex');
    expect(done.publicada).not.toBe(name);
    expect(existsSync(join(carpeta('evidencias'), name.slice(0, 2), name))).toBe(true);
    expect((await hechosDe(consola.noche, acta)).at(-1)?.datos).toMatchObject({
      sha256: done.publicada,
      procedencia: { original: name },
    });
    expect(await estadoDe(consola.noche, acta)).toMatchObject({ acopio: { via: 'CASILLA' } });
  });

  test('that came before its envelope waits for it', async () => {
    const acta = otra(CATD);
    const envio = createEnvio(estacion, await imagenDe(acta));
    expect(await envio.enviar()).toMatchObject({ estado: 'espera_acopio', codigo: 'FALTA_ACOPIO' });
    await createEnvio(estacion, { tipo: 'acopio', acta }).enviar();
    expect(await envio.llega('registrada')).toMatchObject({ acta, uso: 'captura', codigo: null });
  });

  test('photographed and scanned: the first is captured and the other is evidence', async () => {
    const acta = otra();
    await createEnvio(telefono, await imagenDe(acta)).enviar();
    const envio = createEnvio(estacion, await imagenDe(acta));
    expect(await envio.enviar()).toMatchObject({ estado: 'espera_acopio' });
    await acopiar(consola.noche, acta);
    expect(await envio.llega('registrada')).toMatchObject({ uso: 'evidencia' });
  });

  test('an image of an acta that was declared sin acta waits until that is taken back', async () => {
    const acta = otra();
    const { fases } = consola.noche;
    const quien = { acta, persona: 'coord', lugar: 'C01' };
    must(await fases.acopio.declararSinActa({ ...quien, motivo: 'paquete_no_entregado', confirma: 'otra' }));
    const envio = createEnvio(telefono, await imagenDe(acta));
    expect(await envio.enviar()).toMatchObject({ estado: 'espera_acopio', codigo: 'FASE_NO_LO_PERMITE' });
    must(await fases.acopio.anularSinActa({ ...quien, razon: 'Apareció el sobre' }));
    expect(await envio.llega('registrada')).toMatchObject({ acta });
  });
});

describe('who was there, as the equipo says', () => {
  /** In whose name the fact of an envelope is written, and what it keeps of what was said. */
  const enSobre = async (persona: PersonaEnEquipo | null) => {
    const acta = otra(CATD);
    await createEnvio(estacion, { tipo: 'acopio', acta, cambios: { persona } }).enviar();
    return must(await consola.noche.base.bitacora.history(acta)).at(-1);
  };
  const enImagen = async (equipo: EquipoDePrueba, persona: PersonaEnEquipo | null) => {
    const acta = otra();
    if (equipo === estacion) await acopiar(consola.noche, acta);
    await createEnvio(equipo, { ...(await imagenDe(acta)), cambios: { persona } }).enviar();
    return must(await consola.noche.base.bitacora.history(acta)).at(-1);
  };

  test('is who did it, when there is somebody with that key at its CATD', async () => {
    const { clave } = await consola.crear('digitalizador', { centro: CATD });
    expect(await enSobre(clave)).toMatchObject({ actor: clave, datos: { equipo: { persona: clave } } });
    expect(await enImagen(estacion, clave)).toMatchObject({
      ...{ actor: clave, datos: { procedencia: { equipo: estacion.clave, persona: clave } } },
    });
    const { persona } = (await telefono.get<{ persona: string }>('/api/equipo')).cuerpo;
    expect(await enImagen(telefono, persona)).toMatchObject({
      ...{ actor: persona, datos: { procedencia: { persona } } },
    });
  });

  test('is its word and nobody did it, when it names who is not of its CATD', async () => {
    const { clave } = await consola.crear('capturista');
    for (const persona of [clave, 'nadie-001']) {
      expect(await enSobre(persona)).toMatchObject({
        ...{ actor: estacion.clave, datos: { equipo: { persona } } },
      });
    }
  });

  test('is kept as it was typed, and the equipo did it, when it knows nobody with that name', async () => {
    const persona = { nombre: 'María Núñez Ávila' };
    expect(await enImagen(estacion, persona)).toMatchObject({
      ...{ actor: estacion.clave, datos: { procedencia: { persona } } },
    });
    expect(await enSobre(null)).toMatchObject({
      ...{ actor: estacion.clave, datos: { equipo: { persona: null } } },
    });
  });
});

describe('the bytes of a delivery', () => {
  test('arrive in pieces, in any order and twice, from whatever byte', async () => {
    const acta = otra();
    await acopiar(consola.noche, acta);
    const envio = createEnvio(estacion, await imagenDe(acta));
    const size = (await papel(acta)).length;
    expect((await envio.anunciar()).cuerpo).toMatchObject({ estado: 'incompleta', faltaDesde: 0 });
    const ahead = await envio.pieza(5_000, 6_000);
    expect([ahead.estado, ahead.cuerpo.faltaDesde]).toEqual([200, 0]);
    expect((await envio.pieza(0, 4_000)).cuerpo.faltaDesde).toBe(4_000);
    expect((await envio.pieza(1_000, 3_000)).cuerpo.faltaDesde).toBe(4_000);
    expect((await envio.pieza(3_999, 5_001)).cuerpo.faltaDesde).toBe(5_001);
    const both = await Promise.all([envio.pieza(5_001, 9_000), envio.pieza(5_001, 9_000)]);
    expect(both.map(({ cuerpo }) => cuerpo.faltaDesde)).toEqual([9_000, 9_000]);
    expect((await envio.anunciar()).cuerpo.faltaDesde).toBe(9_000);
    expect((await envio.pieza(9_000, size)).cuerpo.faltaDesde).toBe(size);
    expect((await envio.pieza(0, 4_000)).cuerpo.faltaDesde).toBe(size);
    expect(await envio.llega('registrada')).toMatchObject({ acta });
    expect((await hechosDe(consola.noche, acta)).map(({ tipo }) => tipo)).toEqual([
      'acta_acopiada',
      'imagen_digitalizada',
    ]);
  });

  test('that the disk lost are asked for again', async () => {
    const acta = otra();
    const envio = createEnvio(telefono, await imagenDe(acta));
    await envio.anunciar();
    await envio.pieza(0, 9_000);
    truncateSync(join(carpeta('entregas'), `${envio.id}.archivo`), 4_000);
    expect((await envio.pieza(9_000, 10_000)).cuerpo.faltaDesde).toBe(4_000);
    expect(await envio.enviar()).toMatchObject({ estado: 'registrada', acta });
  });

  test('that are not those that were announced have to come again, and not for ever', async () => {
    const acta = otra();
    const bytes = await papel(acta);
    const cambios = { archivo: { sha256: 'f'.repeat(64), bytes: bytes.length, formato: 'jpeg' as const } };
    const envio = createEnvio(telefono, { ...(await imagenDe(acta)), cambios });
    await envio.anunciar();
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await envio.pieza(0, bytes.length));
    expect(answers.map(({ cuerpo }) => cuerpo.codigo)).toEqual(Array(3).fill('ARCHIVO_DISTINTO'));
    expect((await envio.anunciar()).cuerpo).toMatchObject({
      estado: 'rechazada',
      codigo: 'ARCHIVO_DISTINTO',
    });
  });

  test('beyond those that were announced are refused, and so is a piece that is too large', async () => {
    const acta = otra();
    const bytes = await papel(acta);
    const envio = createEnvio(telefono, {
      ...(await imagenDe(acta)),
      cambios: { archivo: { sha256: hash('sha256', bytes, 'hex'), bytes: 10, formato: 'jpeg' } },
    });
    await envio.anunciar();
    expect((await envio.pieza(0, 11)).cuerpo).toMatchObject({ codigo: 'BYTES_DE_MAS' });
    const ruta = `/api/entregas/${envio.id}/bytes?desde=0`;
    const piece = await telefono.pedir({ metodo: 'PUT', ruta, cuerpo: new Uint8Array(262_145) });
    expect(piece).toMatchObject({ estado: 413, cuerpo: { codigo: 'CUERPO_EXCESIVO' } });
    expect(statSync(carpeta('entregas')).isDirectory()).toBe(true);
  });

  test('of another equipo are nobody else’s', async () => {
    const envio = createEnvio(telefono, await imagenDe(otra()));
    await envio.anunciar();
    const asked = await estacion.pedir({
      ...{ metodo: 'PUT', ruta: `/api/entregas/${envio.id}/bytes?desde=0`, cuerpo: new Uint8Array(10) },
    });
    expect(asked.estado).toBe(404);
    expect((await estacion.get(`/api/entregas/${envio.id}`)).estado).toBe(404);
  });

  test('an equipo sees its own, from a number on', async () => {
    const equipo = await crearEquipo(consola, { tipo: 'estacion' });
    const suyas = [otra(CATD), otra(CATD), otra(CATD)];
    for (const acta of suyas) await createEnvio(equipo, { tipo: 'acopio', acta }).enviar();
    const { cuerpo } = await equipo.get<{ readonly entregas: readonly { readonly acta: IdActa }[] }>(
      '/api/entregas?desde=2',
    );
    expect(cuerpo.entregas.map(({ acta }) => acta)).toEqual(suyas.slice(1));
  });
});

describe('what is not right', () => {
  const alertas = async () => (await coordina.get('/api/digitalizacion/alertas')).cuerpo.alertas;
  let coordina: Awaited<ReturnType<ConsolaDePrueba['entrar']>>;
  beforeAll(async () => {
    coordina = await consola.entrar('coordinador_catd');
  });

  test('a forged signature is refused and is told', async () => {
    const envio = createEnvio(estacion, { tipo: 'acopio', acta: otra(CATD) });
    const forged = Buffer.from(envio.firma, 'base64url').fill(7).toString('base64url');
    const cuerpo = JSON.stringify({ texto: envio.texto, firma: forged });
    const asked = await estacion.pedir({ metodo: 'POST', ruta: '/api/entregas', cuerpo });
    expect(asked.cuerpo).toMatchObject({ codigo: 'FIRMA_FALSA' });
    expect((await alertas())[0]).toMatchObject({ tipo: 'firma_falsa', equipo: estacion.clave });
    expect((await envio.anunciar()).estado).toBe(200);
  });

  test('a number used twice is refused, is told, and the first stays', async () => {
    const [una, dos] = [otra(CATD), otra(CATD)];
    const first = createEnvio(estacion, { tipo: 'acopio', acta: una });
    await first.enviar();
    const { secuencia } = first.entrega;
    const second = createEnvio(estacion, { tipo: 'acopio', acta: dos, cambios: { secuencia } });
    expect((await second.anunciar()).cuerpo.codigo).toBe('SECUENCIA_REPETIDA');
    expect((await second.anunciar()).cuerpo.codigo).toBe('SECUENCIA_REPETIDA');
    const told = (await alertas()).filter(({ tipo }: { tipo: string }) => tipo === 'secuencia_repetida');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ equipo: estacion.clave, actas: [dos] });
    expect(await estadoDe(consola.noche, dos)).toMatchObject({ fase: 'esperada' });
  });

  test('a delivery of another equipo or another process is refused', async () => {
    const cambios = { equipo: telefono.clave };
    const de = async (each: Partial<Parameters<typeof createEnvio>[1] & object>) =>
      (
        await createEnvio(estacion, {
          tipo: 'acopio',
          acta: 'GUB-X' as IdActa,
          ...each,
        } as QueSeEntrega).anunciar()
      ).cuerpo.codigo;
    expect(await de({ cambios })).toBe('EQUIPO_DISTINTO');
    expect(await de({ cambios: { proceso: 'otro' } })).toBe('OTRO_PROCESO');
    const malformed = JSON.stringify({ texto: 'PREP-ENTREGA-1\n{}', firma: 'x' });
    const asked = await estacion.pedir({ metodo: 'POST', ruta: '/api/entregas', cuerpo: malformed });
    expect(asked.cuerpo).toMatchObject({
      codigo: expect.stringMatching(/^(ENTREGA_MAL_FORMADA|FIRMA_FALSA)$/),
    });
  });

  test('a clock that is off is told once, and nothing is refused for it', async () => {
    for (const desfase of [400_000, 500_000]) {
      const envio = createEnvio(telefono, { ...(await imagenDe(otra())), cambios: { desfase } });
      expect(await envio.enviar()).toMatchObject({ estado: 'registrada' });
    }
    const told = (await alertas()).filter(({ tipo }: { tipo: string }) => tipo === 'reloj');
    expect(told).toMatchObject([{ equipo: telefono.clave, mensaje: expect.stringContaining('7 minutos') }]);
  });

  test('an alert is attended once, with a reason, by who coordinates there', async () => {
    const [{ id }] = await alertas();
    const ruta = `/api/digitalizacion/alertas/${id}/atencion`;
    const ajena = await consola.entrar('coordinador_catd', { centro: 'C02' });
    expect((await ajena.post(ruta, { razon: 'x' })).estado).toBe(404);
    expect((await coordina.post(ruta, { razon: ' ' })).cuerpo.codigo).toBe('FALTA_RAZON');
    expect((await coordina.post(ruta, { razon: 'Se puso en hora' })).estado).toBe(200);
    expect((await coordina.post(ruta, { razon: 'otra vez' })).cuerpo.codigo).toBe('YA_ATENDIDA');
    const attended = (await alertas()).find((alerta: { id: number }) => alerta.id === id);
    expect(attended.atendida).toMatchObject({ persona: coordina.sesion?.persona.clave });
  });
});

describe('a file that cannot be used is refused with its reason, and the next one goes on', () => {
  const una = () => 'GUB-160001B01002' as IdActa;
  const bomb = () =>
    sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 1 })
      .toBuffer();
  const exif = async () =>
    sharp(await papel(una()))
      .withExif({ IFD0: { ImageDescription: '<script>alert(1)</script>' } })
      .toBuffer();
  const color = async () =>
    sharp(await papel(una()))
      .toColourspace('srgb')
      .jpeg()
      .toBuffer();
  const cut = async () => (await papel(una())).subarray(0, 5_000);

  test.each([
    ['a decompression bomb', bomb, 'original', 'IMAGEN_DESMESURADA'],
    ['a corrupt TIFF', async () => Buffer.from(`II*\0${'basura'.repeat(500)}`), 'original', 'ARCHIVO_DANADO'],
    ['what is no image', async () => Buffer.from('MZ'.repeat(4_000)), 'original', 'FORMATO_DESCONOCIDO'],
    ['Exif in what would be published', exif, 'publicable', 'PUBLICABLE_INVALIDA'],
    ['colour in what would be published', color, 'publicable', 'PUBLICABLE_INVALIDA'],
    ['a JPEG that is cut', cut, 'publicable', 'PUBLICABLE_INVALIDA'],
  ] as const)('%s', async (_what, make, presentacion, codigo) => {
    const bytes = await make();
    const equipo = presentacion === 'original' ? telefono : estacion;
    const envio = createEnvio(equipo, { tipo: 'imagen', bytes, presentacion });
    const done = await envio.enviar();
    expect(done).toMatchObject({ estado: 'rechazada', codigo, acta: null });
    expect(done.mensaje?.length).toBeGreaterThan(30);
    const name = hash('sha256', bytes, 'hex');
    expect(existsSync(join(carpeta('evidencias'), name.slice(0, 2), name))).toBe(true);
    const next = otra();
    const ok = await createEnvio(telefono, await imagenDe(next)).enviar();
    expect(ok).toMatchObject({ estado: 'registrada', acta: next });
  });

  test('200 MB are refused before any of them is sent', async () => {
    const archivo = { sha256: 'a'.repeat(64), bytes: 200 * 1024 ** 2, formato: 'jpeg' as const };
    for (const equipo of [telefono, estacion]) {
      const que = { tipo: 'imagen', bytes: Buffer.alloc(1), cambios: { archivo } } as const;
      expect((await createEnvio(equipo, que).anunciar()).cuerpo).toMatchObject({
        ...{ estado: 'rechazada', codigo: 'ARCHIVO_EXCESIVO' },
      });
    }
  });
});
