import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acopiar,
  digitalizar,
  escaneo,
  estadoDe,
  foto,
  hechosDe,
  must,
  type Noche,
  outcome,
  refused,
  tomar,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { imagePath } from '../comun/imagenes.ts';
import type { IdActa } from '../dominio/clave.ts';
import { type Almacen, openAlmacen } from './almacen.ts';
import { createDigitalizacion } from './servicio.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

const recibir = (acta: IdActa, entrega = escaneo(`${acta} escaneada`)) =>
  noche.fases.digitalizacion.recibir({ ...entrega, acta });

describe('an image that arrives', () => {
  test('is stored, named by its fact and opened to capture with the fields of its acta', async () => {
    const acta = noche.otra();
    await acopiar(noche, acta);
    const { sha256, estado } = must(await recibir(acta));
    expect(must(await noche.almacen.read(sha256))).toEqual(escaneo(`${acta} escaneada`).bytes);
    expect(estado).toMatchObject({ fase: 'en_captura', imagen: sha256, camposDelActa: noche.camposDe(acta) });
    expect((await hechosDe(noche, acta)).at(-1)).toEqual({
      tipo: 'imagen_digitalizada',
      datos: {
        ...{ sha256, bytes: escaneo(`${acta} escaneada`).bytes.length },
        ...{ origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' },
        ...{ uso: 'captura', campos: noche.camposDe(acta) },
      },
    });
  });

  test('is on disk before its fact is written: the fact never exists without the file', async () => {
    const stored = new Set<string>();
    const seen: boolean[] = [];
    const vigilada: Bitacora = {
      ...noche.base.bitacora,
      execute: (mandato) => {
        // Whatever the command decides to write, the image that it names is there by now.
        const files = [...stored].map((sha256) => existsSync(join(noche.imagenes, imagePath(sha256))));
        seen.push(files.length > 0 && files.every(Boolean));
        return noche.base.bitacora.execute(mandato);
      },
    };
    const almacen: Almacen = {
      ...noche.almacen,
      async store(bytes) {
        const result = await noche.almacen.store(bytes);
        stored.add(must(result).sha256);
        return result;
      },
    };
    const fase = createDigitalizacion(vigilada, noche.proceso, almacen, noche.reloj.now);
    const actas = [noche.otra(), noche.otra(), noche.otra()];
    await Promise.all(actas.map((acta) => fase.recibir({ ...foto(`${acta} en orden`), acta })));
    expect(seen).toEqual([true, true, true]);
  });

  test('that the store refuses leaves no fact', async () => {
    const acta = noche.otra();
    await acopiar(noche, acta);
    const bytes = Buffer.from('%PDF-1.7');
    const asked = await refused(noche, acta, () => recibir(acta, { ...escaneo(''), bytes }));
    expect(asked).toBe('IMAGEN_DE_OTRO_FORMATO');
  });

  test('scanned before its envelope was received is refused', async () => {
    const acta = noche.otra();
    expect(await refused(noche, acta, () => recibir(acta))).toBe('FALTA_ACOPIO');
  });

  test('photographed at the casilla is its own acopio', async () => {
    const acta = noche.otra();
    must(await recibir(acta, foto(`${acta} por teléfono`)));
    expect((await hechosDe(noche, acta)).map(({ tipo }) => tipo)).toEqual([
      'acta_acopiada',
      'imagen_digitalizada',
    ]);
    expect(await estadoDe(noche, acta)).toMatchObject({ acopio: { via: 'CASILLA' } });
  });

  test('second is kept as evidence and the first goes on being captured', async () => {
    const acta = noche.otra();
    const primera = must(await recibir(acta, foto(`${acta} por teléfono`)));
    await acopiar(noche, acta);
    const segunda = must(await recibir(acta));
    const estado = await estadoDe(noche, acta);
    expect(estado).toMatchObject({ fase: 'en_captura', imagen: primera.sha256 });
    expect('imagenes' in estado && estado.imagenes.map(({ sha256 }) => sha256)).toEqual([
      primera.sha256,
      segunda.sha256,
    ]);
    expect((await hechosDe(noche, acta)).at(-1)?.datos).toMatchObject({ uso: 'evidencia', campos: [] });
  });

  test('with the same bytes as another of the acta is refused; of another acta it is another image', async () => {
    const [una, otra] = [noche.otra(), noche.otra()];
    must(await recibir(una, foto('mismos bytes')));
    expect(await refused(noche, una, () => recibir(una, foto('mismos bytes')))).toBe('IMAGEN_REPETIDA');
    must(await recibir(otra, foto('mismos bytes')));
  });

  test('in place of one that could not be used is captured', async () => {
    const acta = noche.otra();
    await digitalizar(noche, acta);
    await tomar(noche, acta, 'ana');
    must(
      await noche.fases.captura.reportarImagen({
        ...{ acta, persona: 'ana', lugar: 'CCV', motivo: 'ilegible', razon: 'Está movida' },
      }),
    );
    expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'acopiada' });
    expect(await refused(noche, acta, () => recibir(acta))).toBe('IMAGEN_REPETIDA');
    const nueva = must(await recibir(acta, escaneo(`${acta} otra vez`)));
    expect(nueva.estado).toMatchObject({ fase: 'en_captura', imagen: nueva.sha256 });
  });

  test('of an acta that the catalogue lacks is refused and is not stored', async () => {
    const asked = await recibir('GUB-NADIE' as IdActa, escaneo('de nadie'));
    expect(outcome(asked)).toBe('ACTA_DESCONOCIDA');
  });

  test('with the key of another image is refused: what it brings was not recorded', async () => {
    const acta = noche.otra();
    const enviar = (texto: string) =>
      noche.fases.digitalizacion.recibir({ ...foto(texto), acta, idempotencia: `imagen de ${acta}` });
    const primera = must(await enviar('la primera'));
    expect(must(await enviar('la primera'))).toEqual({ ...primera, entrega: 'repetida' });
    expect(await refused(noche, acta, () => enviar('otra distinta'))).toBe('CLAVE_REUTILIZADA');
  });
});

describe('an image of no approved casilla', () => {
  const registrar = (texto: string, cambios: Partial<Ajena> = {}) =>
    noche.fases.digitalizacion.registrarFueraDeCatalogo({ ...ajena(texto), ...cambios });
  type Ajena = ReturnType<typeof ajena>;
  const ajena = (texto: string) => ({
    ...escaneo(texto),
    ...{ eleccion: 'GUB', identificacion: 'SECCION 99?9', razon: 'Sección que no existe' },
    ...{ confirma: 'coordinadora', acopio: null as string | null },
  });

  test('is registered with a number of its election, one after another also when they come at once', async () => {
    const registered = await Promise.all(
      Array.from({ length: 5 }, (_, i) => registrar(`ajena ${i}`, { eleccion: 'AYUN' })),
    );
    expect(registered.map((r) => must(r).acta).sort()).toEqual(
      [1, 2, 3, 4, 5].map((numero) => `AYUN-FC-000${numero}`),
    );
    const { acta } = must(await registrar('otra elección', { eleccion: 'GUB' }));
    expect(acta).toBe('GUB-FC-0001');
  });

  test('keeps its image, what can be read of it, both people and when its envelope was received', async () => {
    const acopio = noche.reloj.now();
    noche.reloj.pass(900);
    const { acta, sha256 } = must(await registrar('con sobre', { eleccion: 'DIP_LOC', acopio }));
    expect(must(await noche.almacen.read(sha256))).toEqual(ajena('con sobre').bytes);
    expect((await hechosDe(noche, acta)).at(-1)).toEqual({
      tipo: 'fuera_de_catalogo_registrada',
      datos: {
        ...{ identificacion: 'SECCION 99?9', razon: 'Sección que no existe' },
        ...{ declara: 'digitalizadora', confirma: 'coordinadora' },
        acopio: { via: 'CATD', momento: acopio, horaManuscrita: null },
        imagen: {
          ...{ sha256, origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' },
          momento: noche.reloj.now(),
        },
      },
    });
  });

  test.each([
    [{ confirma: 'digitalizadora' }, 'MISMA_PERSONA'],
    [{ razon: ' ' }, 'FALTA_RAZON'],
    [{ eleccion: 'SENADURIAS' }, 'ELECCION_DESCONOCIDA'],
    [{ bytes: Buffer.alloc(0) }, 'IMAGEN_VACIA'],
  ])('with %j is refused and takes no number', async (cambios, codigo) => {
    const before = must(await registrar(`antes de ${codigo}`)).acta;
    expect(outcome(await registrar(`con ${codigo}`, cambios))).toBe(codigo);
    const after = must(await registrar(`después de ${codigo}`)).acta;
    expect(Number(after.slice(-4))).toBe(Number(before.slice(-4)) + 1);
  });

  test('sent again is one acta', async () => {
    const enviar = () => registrar('dos veces', { idempotencia: 'ajena-1' } as Partial<Ajena>);
    const primera = must(await enviar());
    expect(must(await enviar())).toEqual({ ...primera, entrega: 'repetida' });
  });
});

test('the identity of an acta is looked for in the catalogue of the process', () => {
  const { identificar } = noche.fases.digitalizacion;
  expect(identificar({ tipo: 'qr', clave: '160001B01003' })).toMatchObject({
    ok: true,
    value: { id: 'DIP_LOC-160001B01003' },
  });
});

test('a store opened again has what was acknowledged before', async () => {
  const acta = noche.otra();
  const { sha256 } = must(await recibir(acta, foto('antes de reiniciar')));
  expect(must(await openAlmacen(noche.imagenes).read(sha256))).toEqual(foto('antes de reiniciar').bytes);
});
