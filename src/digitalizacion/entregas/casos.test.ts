/** Of which acta an image is, when its code does not say it or nobody believes it; and what the queue survives. */

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mountDisco } from '../../../pruebas/apoyo/disco.ts';
import {
  acopiar,
  CATD,
  estadoDe,
  hechosDe,
  must,
  type Noche,
  outcome,
  withFases,
} from '../../../pruebas/apoyo/fases.ts';
import type { TipoDocumento } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { formatCodigo } from '../../dominio/codigo-de-acta.ts';
import { openAlmacen } from '../almacen.ts';
import type { EntregaEnServidor } from '../contrato.ts';
import { listAlertas } from './alertas.ts';
import type { Quien } from './casos.ts';
import {
  archivoDePrueba,
  archivoFatal,
  createTallerDePrueba,
  type PaginaDePrueba,
} from './pruebas/taller-de-prueba.ts';
import { openEntregas, type ServicioDeEntregas } from './servicio.ts';

let noche: Noche;
let servicio: ServicioDeEntregas;
const fallas: unknown[] = [];

function open(carpeta: string): Promise<ServicioDeEntregas> {
  const { base, proceso, almacen, fases, reloj } = noche;
  return openEntregas({
    ...{ pool: base.pool, bitacora: base.bitacora, proceso, almacen, digitalizacion: fases.digitalizacion },
    ...{ taller: createTallerDePrueba(), now: reloj.now, paralelo: 3 },
    carpetas: { entregas: join(carpeta, 'entregas'), evidencias: join(carpeta, 'evidencias') },
    llaveDe: async () => null,
    registrarAcopio: async () => {
      throw new Error('no envelope comes here');
    },
    centroDePersona: async () => null,
    alFallar: (error) => void fallas.push(error),
  });
}

beforeAll(async () => {
  noche = await withFases();
  servicio = await open(noche.base.datos);
});
afterAll(async () => {
  await servicio.stop();
  await noche.stop();
});

const codigoDe = (acta: IdActa, proceso = 'proceso-minimo') => formatCodigo({ proceso, acta });
const quien = (
  persona: string,
  papel: Quien['papel'] = 'digitaliza',
  centro: string | null = CATD,
): Quien => ({
  ...{ persona, papel, centro, lugar: centro ?? 'CCV' },
});
const claveDe = (acta: IdActa) => noche.proceso.actasPorId.get(acta)!.clave;
let papeles = 0;
const papel = () => `papel ${++papeles}`;

/** An acta whose envelope is there. */
async function acopiada(): Promise<IdActa> {
  const acta = noche.otra();
  await acopiar(noche, acta);
  return acta;
}

async function subir(
  paginas: readonly PaginaDePrueba[],
  declarada: IdActa | null = null,
  estorbo = '',
): Promise<readonly EntregaEnServidor[]> {
  return must(
    await servicio.subir({
      ...{ persona: 'dig-001', centro: CATD, bytes: archivoDePrueba(paginas, estorbo), declarada },
      ...{ digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' },
    }),
  );
}

async function subirUna(pagina: PaginaDePrueba, declarada: IdActa | null = null): Promise<EntregaEnServidor> {
  const [only] = await subir([pagina], declarada);
  if (only === undefined) throw new Error('a file without pages');
  return only;
}

const casoDe = async (id: string, persona = 'dig-009') =>
  (await servicio.casos.list(quien(persona))).find((caso) => caso.id === id);
const clave = async (id: string, acta: IdActa, de: Quien) => {
  const said = await servicio.casos.clave(de, id, claveDe(acta));
  return said.ok ? said.value.que : said.error.codigo;
};

describe('an image that its code identifies', () => {
  test('enters the log by itself, also when what was declared says the same', async () => {
    const [una, dos] = [await acopiada(), await acopiada()];
    expect(await subirUna({ papel: papel(), codigo: codigoDe(una) })).toMatchObject({
      ...{ estado: 'registrada', acta: una, uso: 'captura' },
    });
    expect(await subirUna({ papel: papel(), codigo: codigoDe(dos) }, dos)).toMatchObject({ acta: dos });
    expect((await hechosDe(noche, una)).at(-1)?.datos).toMatchObject({
      encuadre: 'hoja_entera',
      procedencia: { equipo: null, identifica: 'qr', motivos: [] },
    });
  });

  test('and whose quality is poor enters all the same, with what is wrong with it', async () => {
    const acta = await acopiada();
    await subirUna({ papel: papel(), codigo: codigoDe(acta), motivos: ['borrosa'] });
    expect((await hechosDe(noche, acta)).at(-1)?.datos).toMatchObject({
      procedencia: { motivos: ['La imagen está borrosa.'] },
    });
  });

  test('is the acta of its casilla, or the copy that it was said to be', async () => {
    const documentOf = async (acta: IdActa, tipoDocumento: TipoDocumento) => {
      await acopiar(noche, acta);
      const bytes = archivoDePrueba([{ papel: papel(), codigo: codigoDe(acta) }]);
      must(
        await servicio.subir({
          ...{ persona: 'dig-001', centro: CATD, bytes, declarada: null },
          ...{ digitalizacion: 'ESCANER', tipoDocumento },
        }),
      );
      return (await hechosDe(noche, acta)).at(-1)?.datos;
    };
    const extranjero = noche.proceso.actas.find(({ casilla }) => casilla.tipo === 'M')!.id;
    expect(await documentOf(extranjero, 'ACTA PREP')).toMatchObject({ tipoDocumento: 'ACTA VMRE' });
    expect(await documentOf(noche.otra('GUB'), 'RPP')).toMatchObject({ tipoDocumento: 'RPP' });
    expect(await documentOf(noche.otra('GUB'), 'ACTA PREP')).toMatchObject({ tipoDocumento: 'ACTA PREP' });
  });

  test('sent twice by the same person enters once; with other bytes it is another image', async () => {
    const acta = await acopiada();
    const pagina = { papel: papel(), codigo: codigoDe(acta) };
    const first = await subirUna(pagina);
    expect(await subirUna(pagina)).toEqual(first);
    const [second] = await subir([pagina], null, 'otro escaneo');
    expect(second).toMatchObject({ estado: 'registrada', uso: 'evidencia' });
    expect((await hechosDe(noche, acta)).map(({ tipo }) => tipo)).toEqual([
      ...['acta_acopiada', 'imagen_digitalizada', 'imagen_digitalizada'],
    ]);
  });

  test('each page of a file is an image of its own', async () => {
    const actas = [await acopiada(), await acopiada(), await acopiada()];
    const paginas = actas.map((acta) => ({ papel: papel(), codigo: codigoDe(acta) }));
    const rows = await subir(paginas, actas[0]);
    expect(rows.map(({ estado, acta }) => [estado, acta])).toEqual(actas.map((acta) => ['registrada', acta]));
  });

  test('of an acta of another CATD is received, and it is said', async () => {
    const acta = noche.proceso.actas.findLast(({ casilla }) => casilla.catd === 'C02')!.id;
    await acopiar(noche, acta);
    const done = await subirUna({ papel: papel(), codigo: codigoDe(acta) });
    expect(done).toMatchObject({ estado: 'registrada', acta, codigo: 'DE_OTRO_CATD' });
  });
});

describe('an image that nobody can identify by its code', () => {
  test.each([
    ['without a code', () => null, 'sin_codigo'],
    ['with a code of something else', () => 'https://ejemplo.mx', 'codigo_desconocido'],
    [
      'with a code that was misread',
      (acta: IdActa) => codigoDe(acta).replace(/\d$/, 'x'),
      'codigo_desconocido',
    ],
    ['of another process', (acta: IdActa) => codigoDe(acta, 'otro-proceso'), 'de_otro_proceso'],
    ['of an acta that the catalogue lacks', () => codigoDe('GUB-NADIE' as IdActa), 'codigo_desconocido'],
  ] as const)('%s waits for people', async (_what, codigo, razon) => {
    const done = await subirUna({ papel: papel(), codigo: codigo('GUB-160001B01002' as IdActa) });
    expect(done).toMatchObject({ estado: 'por_identificar', acta: null });
    expect(await casoDe(done.id)).toMatchObject({ razon, opinaron: 0, opine: false, leida: null });
  });

  test('that contradicts what was declared stops with both claims, and two people decide', async () => {
    const [dice, declarada] = [await acopiada(), await acopiada()];
    const { id } = await subirUna({ papel: papel(), codigo: codigoDe(dice) }, declarada);
    const caso = await casoDe(id);
    expect(caso).toMatchObject({
      ...{ razon: 'contradice', leida: { acta: dice }, declarada: { acta: declarada } },
    });
    expect(caso?.mensaje).toContain(dice);
    expect(caso?.mensaje).toContain(declarada);
    expect(await clave(id, dice, quien('ana'))).toBe('falta_otra');
    expect(await clave(id, dice, quien('bea'))).toBe('registrada');
    expect((await hechosDe(noche, dice)).at(-1)?.datos).toMatchObject({
      procedencia: { identifica: ['ana', 'bea'] },
    });
    expect(await estadoDe(noche, declarada)).toMatchObject({ fase: 'acopiada' });
  });

  test('that seems to be no acta waits although its code is read', async () => {
    const acta = await acopiada();
    const done = await subirUna({ papel: papel(), codigo: codigoDe(acta), motivos: ['no_es_acta'] });
    expect(await casoDe(done.id)).toMatchObject({ razon: 'no_parece_acta', leida: { acta } });
  });

  test('is known by what two different people type; the second does not see what the first did', async () => {
    const acta = await acopiada();
    const { id } = await subirUna({ papel: papel() });
    expect(await clave(id, acta, quien('ana'))).toBe('falta_otra');
    expect(await clave(id, acta, quien('ana'))).toBe('MISMA_PERSONA');
    const caso = await casoDe(id, 'bea');
    expect(caso).toMatchObject({ opinaron: 1, opine: false });
    expect(JSON.stringify(caso)).not.toContain(acta);
    expect(await casoDe(id, 'ana')).toMatchObject({ opine: true });
    expect(await clave(id, acta, quien('bea'))).toBe('registrada');
    expect(await clave(id, acta, quien('carla'))).toBe('YA_IDENTIFICADA');
    expect(await casoDe(id)).toBeUndefined();
  });

  test('is typed again when two people disagree, and a coordination may decide between them', async () => {
    const [una, otra] = [await acopiada(), await acopiada()];
    const { id } = await subirUna({ papel: papel() });
    await clave(id, una, quien('ana'));
    expect(await clave(id, otra, quien('bea'))).toBe('distintas');
    expect(await casoDe(id)).toMatchObject({ razon: 'claves_distintas', opinaron: 0 });
    expect(await clave(id, otra, quien('coord', 'coordina'))).toBe('registrada');
    expect((await hechosDe(noche, otra)).at(-1)?.datos).toMatchObject({
      procedencia: { identifica: ['bea', 'coord'] },
    });
  });

  test('a clave of nobody is refused at once and is no opinion', async () => {
    const { id } = await subirUna({ papel: papel() });
    const said = (typed: string) => servicio.casos.clave(quien('ana'), id, typed);
    expect(outcome(await said('169999B01002'))).toBe('FUERA_DE_CATALOGO');
    expect(outcome(await said('no es clave'))).toBe('CLAVE_MAL_FORMADA');
    expect(await casoDe(id)).toMatchObject({ opinaron: 0 });
  });

  test('of another CATD is nobody else’s, and a CCV sees them all', async () => {
    const { id } = await subirUna({ papel: papel() });
    const ajena = quien('dora', 'digitaliza', 'C02');
    expect((await servicio.casos.list(ajena)).some((caso) => caso.id === id)).toBe(false);
    expect(await clave(id, 'GUB-160001B01002' as IdActa, ajena)).toBe('NO_EXISTE');
    const todas = await servicio.casos.list(quien('coord', 'coordina', null));
    expect(todas.some((caso) => caso.id === id)).toBe(true);
  });

  test('is discarded with a reason, and is not brought back by sending it again', async () => {
    const pagina = { papel: papel() };
    const { id } = await subirUna(pagina);
    expect(outcome(await servicio.casos.descartar(quien('ana'), id, ' '))).toBe('FALTA_RAZON');
    must(await servicio.casos.descartar(quien('ana'), id, 'Es una hoja en blanco'));
    const again = await subirUna(pagina);
    expect(again).toMatchObject({ id, estado: 'rechazada', codigo: 'DESCARTADA' });
    expect(again.mensaje).toContain('Es una hoja en blanco');
  });

  test('is registered fuera de catálogo by two people who say the same', async () => {
    const { id } = await subirUna({ papel: papel() });
    const dicho = { eleccion: 'GUB', identificacion: 'SECCION 99?9', razon: 'No existe' };
    const decir = (persona: string, cambios = {}) =>
      servicio.casos.fueraDeCatalogo(quien(persona), id, { ...dicho, ...cambios });
    expect(must(await decir('ana'))).toEqual({ que: 'propuesta', acta: null });
    expect(await casoDe(id)).toMatchObject({ propuesta: { persona: 'ana', ...dicho } });
    expect(outcome(await decir('ana'))).toBe('MISMA_PERSONA');
    expect(must(await decir('bea', { identificacion: 'SECCION 88?8' }))).toMatchObject({ que: 'propuesta' });
    const { que, acta } = must(await decir('ana', { identificacion: 'seccion 88?8' }));
    expect([que, acta]).toEqual(['registrada', 'GUB-FC-0001']);
    expect(await estadoDe(noche, acta!)).toMatchObject({ fase: 'fuera_de_catalogo' });
  });
});

describe('the same picture under two actas', () => {
  test('stops, is told, and enters when two people say that it is right', async () => {
    const [una, otra] = [await acopiada(), await acopiada()];
    const same = papel();
    await subirUna({ papel: same, codigo: codigoDe(una) });
    const { id, mensaje } = await subirUna({ papel: same, codigo: codigoDe(otra) });
    expect(await casoDe(id)).toMatchObject({ razon: 'misma_imagen' });
    expect(mensaje).toContain(una);
    expect((await listAlertas(noche.base.pool, CATD))[0]).toMatchObject({
      ...{ tipo: 'misma_imagen', actas: [otra, una], atendida: null },
    });
    await clave(id, otra, quien('ana'));
    expect(await clave(id, otra, quien('bea'))).toBe('registrada');
  });

  test('under the same acta is another image of it', async () => {
    const acta = await acopiada();
    const pagina = { papel: papel(), codigo: codigoDe(acta) };
    await subirUna(pagina);
    const [second] = await subir([pagina], null, 'la otra ruta');
    expect(second).toMatchObject({ estado: 'registrada', uso: 'evidencia' });
  });

  test('is seen also by a program that begins again, and when both come at once', async () => {
    const [una, otra, tercera] = [await acopiada(), await acopiada(), await acopiada()];
    const same = papel();
    const both = await Promise.all(
      [una, otra].map((acta) => subirUna({ papel: same, codigo: codigoDe(acta) })),
    );
    expect(both.map(({ estado }) => estado).sort()).toEqual(['por_identificar', 'registrada']);
    await servicio.stop();
    servicio = await open(noche.base.datos);
    expect(await subirUna({ papel: same, codigo: codigoDe(tercera) })).toMatchObject({
      codigo: 'POR_IDENTIFICAR_MISMA_IMAGEN',
    });
  });
});

describe('the queue', () => {
  test('goes on whatever happens with one, which is left for people', async () => {
    const before = fallas.length;
    const sent = servicio.subir({
      ...{ persona: 'dig-002', centro: CATD, bytes: archivoFatal(), declarada: null },
      ...{ digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' },
    });
    const acta = await acopiada();
    expect(await subirUna({ papel: papel(), codigo: codigoDe(acta) })).toMatchObject({ acta });
    expect(must(await sent)).toMatchObject([{ estado: 'rechazada', codigo: 'FALLA_DEL_PROGRAMA' }]);
    expect(fallas.length - before).toBe(3);
  });

  test('goes on from where a program that ended in the middle left it', async () => {
    const acta = noche.otra();
    const waiting = await subirUna({ papel: papel(), codigo: codigoDe(acta) });
    expect(waiting).toMatchObject({ estado: 'espera_acopio', codigo: 'FALTA_ACOPIO' });
    await servicio.stop();
    await acopiar(noche, acta);
    // As if it had ended after its fact was written and before its row said so.
    servicio = await open(noche.base.datos);
    await expect
      .poll(async () => (await estadoDe(noche, acta)).fase, { timeout: 10_000, interval: 20 })
      .toBe('en_captura');
    await servicio.cola.idle();
    await noche.base.pool.query(`update prep.entrega set estado = 'en_proceso' where id = $1`, [waiting.id]);
    await servicio.cola.attended(waiting.id);
    expect((await hechosDe(noche, acta)).filter(({ tipo }) => tipo === 'imagen_digitalizada')).toHaveLength(
      1,
    );
  });

  test('waits while the disk of images is full, and loses nothing', async (context) => {
    const disco = mountDisco(2);
    if (disco === null) return context.skip('this user may not mount a disk');
    const { base, proceso, fases, reloj } = noche;
    const full = await openEntregas({
      ...{ pool: base.pool, bitacora: base.bitacora, proceso, digitalizacion: fases.digitalizacion },
      ...{ taller: createTallerDePrueba(), now: reloj.now, paralelo: 1, llaveDe: async () => null },
      almacen: openAlmacen(join(disco.carpeta, 'imagenes')),
      carpetas: { entregas: join(disco.carpeta, 'e'), evidencias: join(disco.carpeta, 'ev') },
      registrarAcopio: async () => ({ ok: true, value: null }),
      centroDePersona: async () => null,
      alFallar: (error) => void fallas.push(error),
    });
    await servicio.stop();
    try {
      const acta = await acopiada();
      const bytes = archivoDePrueba([{ papel: papel(), codigo: codigoDe(acta) }]);
      const send = () =>
        full.subir({
          ...{ persona: 'dig-003', centro: CATD, bytes, declarada: null },
          ...{ digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' },
        });
      disco.fill();
      expect(outcome(await send())).toBe('DISCO_LLENO');
      disco.free();
      // The database is elsewhere and knows nothing of what was refused.
      expect((await hechosDe(noche, acta)).map(({ tipo }) => tipo)).toEqual(['acta_acopiada']);
      expect(must(await send())).toMatchObject([{ estado: 'registrada', acta }]);
    } finally {
      await full.stop();
      disco.unmount();
      servicio = await open(noche.base.datos);
    }
  });
});
