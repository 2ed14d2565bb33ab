/** `prep difusor estado`: what each registered difusor shows, and the page that says it. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from '../../src/publicacion/pruebas/publicacion-de-prueba.ts';
import { PAGINAS } from '../../src/publicacion/sitio-en-corte.ts';
import { readDifusores } from '../../src/servidor/difusores.ts';
import { type Escucha, serveOrigen, serveProxy, startDifusor } from '../apoyo/difusion.ts';
import { runPrep } from '../apoyo/prep.ts';

let publicacion: PublicacionDePrueba;
let folder: string;
const abiertos: Escucha[] = [];

async function open(escucha: Promise<Escucha>): Promise<string> {
  const opened = await escucha;
  abiertos.push(opened);
  return opened.direccion;
}

const publish = async (numero: number) =>
  published(
    await publicacion.publish({
      ...{ numero, posicion: 100 + numero, paginas: PAGINAS },
      momento: new Date(Date.parse('2027-06-07T02:40:07Z') + numero * 60_000),
    }),
  );

beforeAll(async () => {
  publicacion = await withPublicacion();
  folder = mkdtempSync(join(tmpdir(), 'prep-estado-'));
  mkdirSync(join(folder, 'datos'));
});
afterAll(async () => {
  for (const escucha of abiertos) await escucha.close();
  publicacion.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('says who is equal, behind, different or silent, and the next corte publishes it', async () => {
  await publish(1);
  const viejo = join(folder, 'viejo');
  cpSync(publicacion.raiz, viejo, { recursive: true, verbatimSymlinks: true });
  await publish(2);
  const origen = await open(serveOrigen(publicacion.raiz));
  const alterado = await open(serveProxy(origen, (ruta) => (ruta === '/' ? 'voltea' : 'ninguna')));
  const mudo = await open(serveProxy(origen, () => 'cierra'));
  const lista = join(folder, 'lista.json');
  const salida = join(folder, 'datos', 'difusores.json');
  writeFileSync(
    lista,
    JSON.stringify([
      { nombre: 'Igual', direccion: origen },
      { nombre: 'Atrás', direccion: await open(serveOrigen(viejo)) },
      { nombre: 'Alterado', direccion: alterado },
      { nombre: 'Mudo', direccion: mudo },
    ]),
  );
  const done = await runPrep(['difusor', 'estado', lista, '--origen', origen, '--salida', salida]);
  expect(done.codigo, done.err).toBe(1);
  expect(done.out).toContain('El instituto publica el corte 2.');
  expect(done.out).toMatch(/Igual: igual, corte 2\n/);
  expect(done.out).toMatch(/Atrás: atrasado, corte 1, 60 s atrás\n/);
  expect(done.out).toMatch(/Alterado: DISTINTO, corte 2\. .*llegó alterado/);
  expect(done.out).toMatch(/Mudo: sin respuesta\. /);

  const difusores = await readDifusores(join(folder, 'datos'), publicacion.proceso);
  if (!difusores.ok) throw new Error(difusores.error.mensaje);
  published(
    await publicacion.publish({
      ...{ numero: 3, posicion: 103, paginas: PAGINAS, momento: new Date('2027-06-07T03:40:07Z') },
      sitio: () => ({ direccion: null, difusores: difusores.value }),
    }),
  );
  const page = readFileSync(join(publicacion.raiz, 'vigente/difusores/index.html'), 'utf8');
  for (const word of ['Igual</a>', 'Atrasado', 'Distinto', 'Sin respuesta', 'Revisado: ']) {
    expect(page).toContain(word);
  }
});

test.each([
  ['no list', null, /No existe el archivo/],
  ['something else', '{"a":1}', /no es una lista de difusores/],
  ['an address that is none', '[{"nombre":"A","direccion":"javascript:alert(1)"}]', /revise 0 → direccion/],
  [
    'somebody twice',
    '[{"nombre":"A","direccion":"http://a/"},{"nombre":"B","direccion":"http://a/"}]',
    /no es una lista/,
  ],
])('%s is refused in a sentence', async (_, text, sentence) => {
  const lista = join(folder, 'mala.json');
  rmSync(lista, { force: true });
  if (text !== null) writeFileSync(lista, text);
  const done = await runPrep(['difusor', 'estado', lista, '--origen', 'http://127.0.0.1:9/']);
  expect(done.codigo).toBe(2);
  expect(done.err).toMatch(sentence);
});

test('a file of difusores that is not one is said, and no corte waits for it', async () => {
  const datos = join(folder, 'otros');
  mkdirSync(datos);
  expect(await readDifusores(datos, publicacion.proceso)).toEqual({ ok: true, value: [] });
  writeFileSync(join(datos, 'difusores.json'), '{');
  expect(await readDifusores(datos, publicacion.proceso)).toMatchObject({
    error: { codigo: 'DIFUSORES_ILEGIBLE' },
  });
});

test('a mirror serves what it has also when its origin is gone, and says what fails', async () => {
  const origen = await serveOrigen(publicacion.raiz);
  const puerto = await freePort();
  const raiz = join(folder, 'servido');
  const difusor = startDifusor(
    ...[
      '--origen',
      origen.direccion,
      '--carpeta',
      raiz,
      '--cada',
      '1',
      '--servir',
      String(puerto),
      '--nombre',
      'Diario',
    ],
  );
  try {
    await difusor.until(/a la vista/);
    await origen.close();
    await difusor.until(/Aviso: .*no responde/);
    const ask = (ruta: string) => fetch(`http://127.0.0.1:${puerto}/${ruta}`);
    const page = await ask('');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe(readFileSync(join(publicacion.raiz, 'vigente/index.html'), 'utf8'));
    expect(await (await ask('difusor.json')).json()).toMatchObject({
      ...{ nombre: 'Diario', esquema: 'prep-abierto/difusor/1' },
      falla: { codigo: 'SIN_RESPUESTA' },
    });
    const second = startDifusor('--origen', origen.direccion, '--carpeta', raiz);
    expect(await second.ended).toBe(2);
    expect(second.said()).toMatch(/Otro programa ya escribe en/);
  } finally {
    expect(await difusor.stop(), difusor.said()).toBe(0);
  }
});

async function freePort(): Promise<number> {
  const escucha = await serveProxy('http://127.0.0.1:9/', () => 'cierra');
  await escucha.close();
  return Number(new URL(escucha.direccion).port);
}
