import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { PROCESO } from '../../pruebas/catd/servidor-falso.ts';
import { leerLlave, verifica } from '../comun/firma.ts';
import { parseEntrega } from '../dominio/entrega.ts';
import { acopiar } from './acopio.ts';
import { DISCO } from './disco.ts';
import { type DePaquete, nombreDePaquete, writePaquete } from './paquete.ts';
import {
  type Abierta,
  ACTAS,
  archivoFalso,
  type Banco,
  createBanco,
  EQUIPO,
  must,
  sha256,
} from './pruebas/banco.ts';
import { tomar } from './tomar.ts';

let banco: Banco;
let abierta: Abierta;
const MOMENTO = '2027-06-07T02:00:00.000Z';

beforeEach(async () => {
  banco = createBanco();
  abierta = banco.abrir();
  for (const i of [0, 1]) {
    must(acopiar(abierta, { texto: ACTAS[i]?.codigo ?? '', otra: null, horaManuscrita: null }));
  }
  must(await tomar(abierta, 'a.jpg', archivoFalso([{ codigo: ACTAS[0]?.codigo ?? '' }])));
});
afterEach(() => {
  abierta.almacen.close();
  banco.borrar();
});

function de(): DePaquete {
  const { archivos, libro, firmante } = abierta;
  return { ...firmante, archivos, disco: DISCO, entregas: libro.todas(), momento: MOMENTO, catd: 'C01' };
}

async function unzip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(path, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    expect(entry.compressionMethod).toBe(0);
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

test('a package has each delivery as it was signed, its bytes by their hash, and the signature of the station', async () => {
  const salida = join(banco.carpeta, nombreDePaquete(EQUIPO, MOMENTO));
  const made = must(await writePaquete(de(), salida));
  expect(made).toMatchObject({ acopios: 2, imagenes: 1, originales: 1, nota: null });
  expect(sha256(readFileSync(salida))).toBe(made.sha256);

  const files = await unzip(salida);
  const { texto, firma } = JSON.parse(String(files.get('paquete.json'))) as { texto: string; firma: string };
  const llave = leerLlave(banco.identidad.publica, 'Ed25519')!;
  expect(verifica(llave, texto, firma)).toBe(true);
  const [head = '', body = ''] = texto.split('\n');
  expect(head).toBe('PREP-PAQUETE-1');
  const entregas = abierta.libro.todas();
  expect(JSON.parse(body)).toEqual({
    ...{ proceso: PROCESO, equipo: EQUIPO, momento: MOMENTO, entregas: entregas.map(({ id }) => id) },
  });

  const named = [...files.keys()].filter((name) => name.startsWith('entregas/'));
  expect(named).toEqual(entregas.map(({ id }) => `entregas/${id}.json`));
  for (const { id } of entregas) {
    const said = JSON.parse(String(files.get(`entregas/${id}.json`))) as { texto: string; firma: string };
    expect(sha256(Buffer.from(said.texto))).toBe(id);
    expect(verifica(llave, said.texto, said.firma)).toBe(true);
    const entrega = must(parseEntrega(said.texto));
    if (entrega.tipo !== 'imagen') continue;
    for (const each of [entrega.archivo, entrega.original!]) {
      expect(sha256(files.get(`archivos/${each.sha256}`)!)).toBe(each.sha256);
    }
  }
  expect(String(files.get('LEEME.txt'))).toContain('entréguelo sin abrir');
});

test('what the server has already said that it has is not in it', async () => {
  const [first] = abierta.libro.todas();
  abierta.libro.ponerVista(1, {
    ...{ id: first?.id ?? '', secuencia: 1, estado: 'registrada', faltaDesde: 0, originalFaltaDesde: null },
    ...{
      originalCompleto: true,
      acta: first?.acta ?? null,
      uso: null,
      publicada: null,
      codigo: null,
      mensaje: null,
    },
  });
  const made = must(await writePaquete(de(), join(banco.carpeta, 'p.prep')));
  expect(made).toMatchObject({ acopios: 1, imagenes: 1 });
});

test('with nothing to take, or nowhere to write, it says so and leaves nothing half-made', async () => {
  expect(await writePaquete({ ...de(), entregas: [] }, join(banco.carpeta, 'p.prep'))).toMatchObject({
    error: { codigo: 'NADA_POR_ENVIAR' },
  });
  expect(await writePaquete(de(), join(banco.carpeta, 'no-esta', 'p.prep'))).toMatchObject({
    error: { codigo: 'DESTINO' },
  });
  const full = { ...DISCO, room: () => ({ libres: 10, total: 1_000 }) };
  expect(await writePaquete({ ...de(), disco: full }, join(banco.carpeta, 'p.prep'))).toMatchObject({
    error: { codigo: 'SIN_LUGAR' },
  });
  expect(readdirSync(banco.carpeta).filter((name) => name.includes('.prep'))).toEqual([]);
});

test('a memory that does not give back what was written is found out', async () => {
  const bad = {
    ...DISCO,
    sync: (path: string) => void (path.endsWith('a-medias') && DISCO.write(path, Buffer.from('x'))),
  };
  expect(await writePaquete({ ...de(), disco: bad }, join(banco.carpeta, 'p.prep'))).toMatchObject({
    error: { codigo: 'NO_SE_GRABO' },
  });
  expect(readdirSync(banco.carpeta).filter((name) => name.includes('.prep'))).toEqual([]);
});
