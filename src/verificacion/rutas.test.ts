/** Verification, conflicts and identifications over HTTP, and the images that they all look at. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import {
  capturar,
  capturarDosVeces,
  digitalizar,
  estadoDe,
  hechosDe,
  must,
} from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type {
  ConflictoEnLista,
  ConflictoEnPantalla,
  IdentificacionPendiente,
  TareaDeVerificacionONada,
} from './contrato.ts';

let consola: ConsolaDePrueba;
let vera: Cliente;
let luz: Cliente;
let coordinadora: Cliente;
beforeAll(async () => {
  consola = await withConsola();
  vera = await consola.entrar('verificador', { clave: 'ver-vera' });
  luz = await consola.entrar('verificador', { clave: 'ver-luz' });
  coordinadora = await consola.entrar('coordinador_ccv');
});
afterAll(() => consola.stop());

let llaves = 0;
const llave = () => ({ 'x-idempotencia': `llave-${llaves++}` });
const siguiente = (quien: Cliente) => quien.post<TareaDeVerificacionONada>('/api/verificacion/siguiente');
const sobre = (quien: Cliente, acta: IdActa, accion: string, cuerpo?: unknown, cabeceras = llave()) =>
  quien.post<TareaDeVerificacionONada>(`/api/verificacion/actas/${acta}/${accion}`, cuerpo, cabeceras);

async function capturada(cambios: Lecturas = {}): Promise<IdActa> {
  const acta = consola.noche.otra();
  await digitalizar(consola.noche, acta);
  for (const persona of ['ana', 'bea']) await capturar(consola.noche, acta, persona, cambios);
  return acta;
}

describe('one acta at a time', () => {
  test('with its values, marks and warnings, and nothing of who typed them', async () => {
    const acta = consola.noche.otra();
    await digitalizar(consola.noche, acta);
    await capturar(consola.noche, acta, 'ana', { NULOS: 'ILEGIBLE' });
    await capturar(consola.noche, acta, 'bea', { NULOS: 3 });
    await capturar(consola.noche, acta, 'ceci', { NULOS: 'ILEGIBLE' });
    const { estado, cuerpo } = await siguiente(vera);
    expect(estado).toBe(200);
    expect(cuerpo).toMatchObject({ tarea: { acta }, enEspera: 0, enEstaHora: 0, enTotal: 0 });
    const { tarea } = cuerpo;
    expect(tarea!.campos.map(({ clave }) => clave)).toEqual(consola.noche.camposDe(acta));
    const nulos = tarea!.campos.find(({ clave }) => clave === 'NULOS');
    expect(nulos).toMatchObject({ lectura: 'ILEGIBLE', marcas: ['tercera_persona', 'ilegible'] });
    expect(tarea!.campos.filter(({ marcas }) => marcas.length > 0)).toHaveLength(1);
    expect(JSON.stringify(cuerpo)).not.toMatch(/"(ana|bea|ceci)"/);
    expect((await siguiente(vera)).cuerpo).toEqual(cuerpo);
    expect((await siguiente(luz)).cuerpo.tarea).toBeNull();

    const accepted = await sobre(vera, acta, 'aceptacion');
    expect(accepted.cuerpo).toMatchObject({ tarea: null, enEstaHora: 1, enTotal: 1 });
    expect(await estadoDe(consola.noche, acta)).toMatchObject({ fase: 'verificada' });
  });

  test('fields sent to be captured again come back with their mark; sent twice, it is done once', async () => {
    const acta = await capturada();
    await siguiente(vera);
    const key = llave();
    const pedir = () => sobre(vera, acta, 'recaptura', { campos: ['NULOS'], razon: 'Dice otra cosa' }, key);
    const first = await pedir();
    expect(await pedir()).toMatchObject({ estado: 200, cuerpo: first.cuerpo });
    for (const persona of ['dora', 'elsa']) await capturar(consola.noche, acta, persona, { NULOS: 4 });
    const { tarea } = (await siguiente(luz)).cuerpo;
    expect(tarea!.campos.find(({ clave }) => clave === 'NULOS')).toMatchObject({
      ...{ lectura: 4, marcas: ['recapturado'] },
    });
    // Every field says ten, the total included.
    expect(tarea!.advertencias.map(({ codigo }) => codigo)).toContain('A01');
    await sobre(luz, acta, 'aceptacion');
  });

  test('what is not asked as it should be changes nothing', async () => {
    const acta = await capturada();
    await siguiente(vera);
    const before = (await hechosDe(consola.noche, acta)).length;
    for (const [quien, accion, cuerpo, estado, codigo] of [
      [luz, 'aceptacion', undefined, 409, 'SIN_ASIGNACION'],
      [vera, 'recaptura', { campos: [], razon: 'x' }, 409, 'FALTAN_CAMPOS'],
      [vera, 'recaptura', { campos: ['NULOS'], razon: ' ' }, 409, 'FALTA_RAZON'],
      [vera, 'recaptura', { campos: 'NULOS', razon: 'x' }, 422, 'CUERPO_INVALIDO'],
      [vera, 'imagen', { motivo: 'fea', razon: 'x' }, 422, 'CUERPO_INVALIDO'],
      [vera, 'identificacion', { tipo: 'otra_acta', razon: 'x' }, 422, 'CUERPO_INVALIDO'],
      [vera, 'identificacion', { tipo: 'otra_acta', acta: 'NADA', razon: 'x' }, 404, 'ACTA_DESCONOCIDA'],
      [coordinadora, 'aceptacion', undefined, 403, 'SIN_PERMISO'],
    ] as const) {
      expect(await sobre(quien, acta, accion, cuerpo)).toMatchObject({ estado, cuerpo: { codigo } });
    }
    expect(await hechosDe(consola.noche, acta)).toHaveLength(before);
    expect((await sobre(vera, acta, 'devolucion')).cuerpo).toMatchObject({ tarea: null });
    expect((await siguiente(vera)).cuerpo.tarea?.acta).toBe(acta);
    await sobre(vera, acta, 'aceptacion');
  });
});

describe('what two people decide', () => {
  test('a conflict: what three people read, without whose each one is, and a proposal that another confirms', async () => {
    const acta = consola.noche.otra();
    await digitalizar(consola.noche, acta);
    for (const [persona, nulos] of [
      ['ana', 30],
      ['bea', 'ILEGIBLE'],
      ['ceci', 4],
    ] as const) {
      await capturar(consola.noche, acta, persona, { NULOS: nulos });
    }
    const desde = consola.noche.reloj.now();
    const lista = await coordinadora.get<{ conflictos: ConflictoEnLista[] }>('/api/conflictos');
    expect(lista.cuerpo.conflictos).toMatchObject([{ acta, campos: 1, desde, etapa: 'por_proponer' }]);
    const ver = (quien: Cliente) => quien.get<ConflictoEnPantalla>(`/api/conflictos/${acta}`);
    const { cuerpo } = await ver(coordinadora);
    expect(cuerpo.campos.find(({ clave }) => clave === 'NULOS')).toMatchObject({
      ...{ acordada: null, lecturas: [4, 30, 'ILEGIBLE'] },
    });
    expect(cuerpo.campos.filter(({ acordada }) => acordada === 10)).toHaveLength(cuerpo.campos.length - 1);
    expect(JSON.stringify(cuerpo)).not.toMatch(/"(ana|bea|ceci)"/);

    const decidir = (quien: Cliente, accion: string, body?: unknown) =>
      quien.post(`/api/conflictos/${acta}/${accion}`, body, llave());
    const propuesta = { lecturas: { NULOS: 4 }, razon: 'Con letra dice cuatro' };
    expect(await decidir(vera, 'propuesta', propuesta)).toMatchObject({ estado: 403 });
    expect(await decidir(coordinadora, 'propuesta', propuesta)).toMatchObject({ estado: 200 });
    expect((await ver(vera)).cuerpo.propuesta).toEqual({
      ...{ ...propuesta, desde, propone: coordinadora.sesion!.persona.clave },
    });
    expect(await decidir(coordinadora, 'confirmacion', {})).toMatchObject({ estado: 403 });
    expect(await decidir(luz, 'rechazo', { razon: 'Dice treinta' })).toMatchObject({ estado: 200 });
    await decidir(coordinadora, 'propuesta', { ...propuesta, lecturas: { NULOS: 30 } });
    const vieja = await decidir(luz, 'confirmacion', { desde: '2027-06-07T00:00:00.000Z' });
    expect(vieja).toMatchObject({ estado: 409, cuerpo: { codigo: 'PROPUESTA_DISTINTA' } });
    expect(await decidir(luz, 'confirmacion', {})).toMatchObject({ estado: 200, cuerpo: {} });
    expect(await ver(vera)).toMatchObject({ estado: 404, cuerpo: { codigo: 'NO_EXISTE' } });

    // Who confirmed does not verify it; somebody else finds it with its mark.
    expect((await siguiente(luz)).cuerpo.tarea).toBeNull();
    const { tarea } = (await siguiente(vera)).cuerpo;
    expect(tarea!.campos.find(({ clave }) => clave === 'NULOS')).toMatchObject({
      ...{ lectura: 30, marcas: ['tercera_persona', 'resuelto'] },
    });
    await sobre(vera, acta, 'aceptacion');
  });

  test('an identification: the coordinator confirms it, and the image goes to the other acta', async () => {
    const destino = consola.noche.otra();
    const acta = await capturada();
    await siguiente(vera);
    const propuesta = { tipo: 'otra_acta', acta: destino, razon: 'Dice otra sección' };
    expect((await sobre(vera, acta, 'identificacion', propuesta)).cuerpo.tarea).toBeNull();
    const { cuerpo } = await coordinadora.get<{ pendientes: IdentificacionPendiente[] }>(
      '/api/identificaciones',
    );
    const clave = consola.noche.proceso.actasPorId.get(destino)?.clave;
    expect(cuerpo.pendientes).toMatchObject([
      { acta, propone: 'ver-vera', propuesta, desde: consola.noche.reloj.now(), destino: { clave } },
    ]);
    const decidir = (accion: string, body: unknown) =>
      coordinadora.post(`/api/identificaciones/${acta}/${accion}`, body, llave());
    expect(await decidir('rechazo', { razon: '' })).toMatchObject({
      estado: 409,
      cuerpo: { codigo: 'FALTA_RAZON' },
    });
    expect(await decidir('confirmacion', {})).toMatchObject({ estado: 200 });
    expect(await estadoDe(consola.noche, destino)).toMatchObject({ fase: 'en_captura' });
    expect(await vera.get('/api/identificaciones')).toMatchObject({ estado: 403 });
  });
});

describe('the image', () => {
  test('is its bytes, for ever, by their SHA-256 and by nothing else', async () => {
    const acta = consola.noche.otra();
    await capturarDosVeces(consola.noche, acta);
    const { imagen } = (await siguiente(vera)).cuerpo.tarea!;
    const got = await consola.app.inject({
      url: imagen.direccion,
      headers: { cookie: vera.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    });
    expect(got.statusCode).toBe(200);
    expect(got.headers['content-type']).toBe('image/jpeg');
    expect(got.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(got.rawPayload.equals(must(await consola.noche.almacen.read(imagen.sha256)))).toBe(true);
    for (const ruta of [
      `/api/imagenes/${'0'.repeat(64)}`,
      `/api/imagenes/${imagen.sha256.toUpperCase()}`,
      '/api/imagenes/..%2F..%2Fetc%2Fpasswd',
      `/api/imagenes/${'a'.repeat(65)}`,
    ]) {
      expect(await vera.get(ruta)).toMatchObject({ estado: 404, cuerpo: { codigo: 'NO_EXISTE' } });
    }
    expect(await consola.anonimo().get(imagen.direccion)).toMatchObject({ estado: 401 });
    await sobre(vera, acta, 'aceptacion');
  });
});
