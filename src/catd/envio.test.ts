import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServidorFalso, startServidorFalso } from '../../pruebas/catd/servidor-falso.ts';
import { acopiar } from './acopio.ts';
import { createPedir, firmando } from './cliente.ts';
import { DISCO } from './disco.ts';
import { type Envio, startEnvio } from './envio.ts';
import {
  type Abierta,
  ACTAS,
  archivoFalso,
  type Banco,
  createBanco,
  EQUIPO,
  must,
  sha256,
  until,
} from './pruebas/banco.ts';
import { tomar } from './tomar.ts';

let servidor: ServidorFalso;
let banco: Banco;
let abierta: Abierta;
let programa: { envio: Envio; stop(): Promise<void>; hechos: string[] } | null;

beforeEach(async () => {
  servidor = await startServidorFalso();
  banco = createBanco(servidor.direccion);
  servidor.registrar(EQUIPO, banco.identidad.publica);
  abierta = banco.abrir();
  programa = null;
});
afterEach(async () => {
  await programa?.stop();
  await servidor.caer();
  abierta.almacen.close();
  banco.borrar();
});

function start(): Envio {
  const alto = new AbortController();
  const hechos: string[] = [];
  const { pedir, close } = createPedir(servidor.direccion, alto.signal, 2_000);
  const { almacen, archivos, libro, reloj, firmante } = abierta;
  const envio = startEnvio({
    ...{ almacen, archivos, libro, reloj, relojes: banco.relojes, pedir, alto: alto.signal },
    firmado: firmando(pedir, { ...firmante, momento: reloj.servidor }),
    ...{
      cambio: () => undefined,
      anotar: (tipo, mensaje) => hechos.push(`${tipo}: ${mensaje}`),
      azar: () => 0,
    },
    plazos: { equipo: 60, estado: 20, falla: 10, fallaMaxima: 60 },
  });
  const stop = async () => {
    alto.abort();
    await envio.fin;
    close();
  };
  programa = { envio, stop, hechos };
  return envio;
}

/** The same folder, read again from the disk by another program. */
async function restart(): Promise<Envio> {
  await programa?.stop();
  abierta.almacen.close();
  abierta = banco.abrir();
  return start();
}

async function scan(i: number, relleno = 300_000): Promise<void> {
  must(await tomar(abierta, `${i}.jpg`, archivoFalso([{ codigo: ACTAS[i]?.codigo ?? '' }], relleno)));
}
const envelope = (i: number) =>
  must(acopiar(abierta, { texto: ACTAS[i]?.codigo ?? '', otra: null, horaManuscrita: null }));

const states = () => abierta.libro.todas().map(({ vista }) => vista?.estado ?? 'aquí');
const drained = () =>
  abierta.libro.todas().every(({ vista }) => vista?.estado === 'registrada' && vista.originalCompleto);

/** Each delivery once, with the bytes that its text says. */
function expectServerHas(cuantas: number): void {
  expect(servidor.recibidas.size).toBe(cuantas);
  for (const { entrega, archivo, original } of servidor.recibidas.values()) {
    if (entrega.tipo !== 'imagen') continue;
    expect(sha256(archivo)).toBe(entrega.archivo.sha256);
    expect(sha256(original)).toBe(entrega.original?.sha256);
  }
}

test('what was done without network goes when there is: envelopes, images, and what the scanner gave', async () => {
  await servidor.caer();
  const envio = start();
  await until(() => envio.enlace().tipo).toBe('sin_red');
  await scan(0);
  await scan(1);
  envelope(0);
  envelope(1);
  await servidor.levantar();
  await until(drained).toBe(true);
  expectServerHas(4);
  const sent = servidor.pedidos.filter((pedido) => /^POST|^PUT/.test(pedido));
  expect(sent.slice(0, 2)).toEqual(['POST /api/entregas', 'POST /api/entregas']);
  const firstOriginal = sent.findIndex((pedido) => pedido.includes('/original'));
  expect(sent.slice(firstOriginal).every((pedido) => pedido.includes('/original'))).toBe(true);
  expect(programa?.hechos.map((hecho) => hecho.split(':')[0]).sort()).toEqual([
    'desfase_medido',
    'en_linea',
    'sin_red',
  ]);
});

test('answers that are lost, and servers that fall, one of every three times: nothing twice, nothing missing', async () => {
  let count = 0;
  servidor.antes = () => {
    count += 1;
    if (count % 3 === 1) return 'cortar';
    return count % 7 === 0
      ? { estado: 503, cuerpo: { codigo: 'DISCO_LLENO', mensaje: 'No hay lugar.' } }
      : 'seguir';
  };
  for (let i = 0; i < 4; i += 1) {
    envelope(i);
    await scan(i, 600_000);
  }
  start();
  await until(drained).toBe(true);
  expectServerHas(8);
});

test('a program that is killed in the middle of a file goes on from where the server says', async () => {
  await scan(0, 900_000);
  const pieces = () => servidor.pedidos.filter((pedido) => pedido.startsWith('PUT'));
  servidor.antes = (pedido) => {
    // After the second piece nobody answers: as if the program had fallen.
    if (pedido.startsWith('PUT') && pieces().length > 2) return { estado: 500, cuerpo: null };
    return 'seguir';
  };
  start();
  await until(() => pieces().length).toBeGreaterThan(2);
  await restart();
  const had = [...servidor.recibidas.values()][0]?.archivo.length ?? 0;
  expect(had).toBeGreaterThan(0);
  const before = servidor.pedidos.length;
  servidor.antes = () => 'seguir';
  await until(drained).toBe(true);
  expectServerHas(1);
  const first = servidor.pedidos.slice(before).find((pedido) => /PUT .*bytes/.test(pedido));
  expect(first).toContain(`desde=${had}`);
});

test('a clock that is hours off is corrected by the server, measured, and said in each delivery', async () => {
  servidor.desfase = 5 * 3_600_000;
  servidor.antes = (pedido) =>
    // The clock is not answered at first: the refusal of a signed request is what corrects it.
    pedido.includes('/reloj') && servidor.recibidas.size === 0 ? { estado: 503, cuerpo: null } : 'seguir';
  start();
  await until(() => abierta.reloj.desfase() ?? 0).toBeGreaterThan(4.9 * 3_600_000);
  envelope(0);
  programa?.envio.despertar();
  await until(drained).toBe(true);
  const [first] = servidor.recibidas.values();
  expect(Math.abs((first?.entrega.desfase ?? 0) - servidor.desfase)).toBeLessThan(2_000);
});

test('a station that was revoked says so, and keeps what it has', async () => {
  servidor.estado = 'revocado';
  envelope(0);
  const envio = start();
  await until(() => envio.enlace()).toMatchObject({ tipo: 'no_autorizada', codigo: 'EQUIPO_REVOCADO' });
  expect(states()).toEqual(['aquí']);
  servidor.estado = 'activo';
  await until(drained).toBe(true);
});

test('what the server refuses stays refused with its reason, and the others go on', async () => {
  servidor.antes = (pedido) =>
    pedido === 'POST /api/entregas' && servidor.recibidas.size === 0 && states()[0] === 'aquí'
      ? { estado: 409, cuerpo: { codigo: 'ENTREGA_MAL_FORMADA', mensaje: 'No se entiende.' } }
      : 'seguir';
  envelope(0);
  envelope(1);
  start();
  await until(states).toEqual(['rechazada', 'registrada']);
  await restart();
  expect(abierta.libro.deSecuencia(1)?.vista).toMatchObject({
    estado: 'rechazada',
    mensaje: 'No se entiende.',
  });
  // Refused, it may be registered again.
  expect(envelope(0).secuencia).toBe(3);
});

test('an image that the disk spoiled is not sent as if it were right', async () => {
  await scan(0);
  const name = abierta.libro.todas()[0]?.archivo?.sha256 ?? '';
  const { writeFileSync } = await import('node:fs');
  writeFileSync(abierta.archivos.path(name), 'otra cosa');
  start();
  await until(states).toEqual(['rechazada']);
  expect(abierta.libro.todas()[0]?.vista?.codigo).toBe('ARCHIVO_DANADO');
  expect(servidor.recibidas.size).toBe(0);
});

test('an image on a spoiled part of the disk is refused with what to do, and the others are sent', async () => {
  await scan(0);
  await scan(1);
  const spoiled = abierta.archivos.path(abierta.libro.todas()[0]?.archivo?.sha256 ?? '');
  const giving = <T>(read: (path: string, ...rest: number[]) => T) => {
    return (path: string, ...rest: number[]): T => {
      if (path === spoiled) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
      return read(path, ...rest);
    };
  };
  abierta.almacen.close();
  abierta = banco.abrir({
    ...DISCO,
    read: giving(DISCO.read),
    readPiece: giving(DISCO.readPiece as (path: string, ...rest: number[]) => Buffer),
  });
  start();
  await until(states).toEqual(['rechazada', 'registrada']);
  expect(abierta.libro.todas()[0]?.vista).toMatchObject({
    ...{ codigo: 'ARCHIVO_DANADO', mensaje: expect.stringContaining('Digitalice el acta otra vez') },
  });
  expect(servidor.recibidas.size).toBe(1);
});

test('a disk that does not answer for a while is asked again, and what it has is sent', async () => {
  await scan(0);
  abierta.almacen.close();
  let fails = 5;
  abierta = banco.abrir({
    ...DISCO,
    readPiece(...where) {
      if (fails-- > 0) throw Object.assign(new Error('ESTALE'), { code: 'ESTALE' });
      return DISCO.readPiece(...where);
    },
  });
  start();
  await until(drained).toBe(true);
  expect(fails).toBeLessThan(0);
  expectServerHas(1);
});

test('a folder that is an old copy goes on from the last number that the server has', async () => {
  envelope(0);
  envelope(1);
  start();
  await until(drained).toBe(true);
  await programa?.stop();
  abierta.almacen.close();
  const antigua = createBanco(servidor.direccion);
  servidor.registrar(EQUIPO, antigua.identidad.publica);
  banco.borrar();
  banco = antigua;
  abierta = banco.abrir();
  start();
  await until(() => programa?.hechos.some((hecho) => hecho.startsWith('copia_restaurada'))).toBe(true);
  expect(envelope(5).secuencia).toBe(3);
  await until(drained).toBe(true);
});

test('asked for patience, it waits without saying that there is no network', async () => {
  let asked = 0;
  servidor.antes = (pedido) => {
    if (pedido !== 'POST /api/entregas') return 'seguir';
    asked += 1;
    return asked < 3 ? { estado: 429, cuerpo: { codigo: 'ESPERE', mensaje: 'Espere.' } } : 'seguir';
  };
  envelope(0);
  start();
  await until(drained).toBe(true);
  expect(programa?.hechos.some((hecho) => hecho.startsWith('sin_red'))).toBe(false);
});
