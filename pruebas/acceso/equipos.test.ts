/** Equipos from their slip to their revocation, through the routes. */

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HechoDeAcceso } from '../../src/acceso/hechos.ts';
import { createCodigo } from '../../src/acceso/secretos.ts';
import { cotejoDeLlave } from '../../src/comun/firma.ts';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../apoyo/consola.ts';
import { crearEquipo, crearLlave } from '../apoyo/equipo.ts';
import { must } from '../apoyo/fases.ts';

let consola: ConsolaDePrueba;
let catd: Cliente;
let ccv: Cliente;
let casillas: readonly string[];
beforeAll(async () => {
  consola = await withConsola();
  catd = await consola.entrar('coordinador_catd');
  ccv = await consola.entrar('coordinador_ccv');
  casillas = consola.noche.proceso.casillas.filter((c) => c.catd === 'C01').map(({ clave }) => clave);
});
afterAll(() => consola.stop());

const ESTACION = { tipo: 'estacion', nombre: 'Mesa 1', centro: 'C01', persona: null, casillas: [] };
const alta = (quien: Cliente, cambios = {}) => quien.post('/api/equipos', { ...ESTACION, ...cambios });

async function enrolar(codigo: string, llave = crearLlave('Ed25519').spki) {
  const cuerpo = { codigo, llave, algoritmo: 'Ed25519' };
  return { llave, ...(await consola.anonimo().post('/api/equipo/enrolamiento', cuerpo)) };
}

async function hechos(equipo: string): Promise<readonly string[]> {
  const facts = must(await consola.noche.base.bitacora.history('ACCESO')) as unknown as HechoDeAcceso[];
  return facts.filter(({ datos }) => 'equipo' in datos && datos.equipo === equipo).map(({ tipo }) => tipo);
}

test('a station: code, key, four digits, confirmation, revocation; each one a fact', async () => {
  const given = await alta(catd);
  const { clave } = given.cuerpo.equipo;
  expect(given.cuerpo).toMatchObject({
    equipo: { estado: 'por_enrolar', cotejo: null, huella: null, ultima: null },
    codigo: expect.stringMatching(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/),
    direccion: `${consola.direccion}/casilla/#codigo=${given.cuerpo.codigo}`,
    qr: expect.stringContaining('<svg'),
  });
  const enrolled = await enrolar(given.cuerpo.codigo.toLowerCase().replace('-', ' '));
  const cotejo = cotejoDeLlave(enrolled.llave);
  expect(enrolled).toMatchObject({ estado: 200, cuerpo: { equipo: clave, cotejo } });
  const { equipos } = (await catd.get('/api/equipos')).cuerpo;
  expect(equipos.find((e: { clave: string }) => e.clave === clave)).toMatchObject({
    ...{ estado: 'por_confirmar', cotejo },
  });
  expect(await catd.post(`/api/equipos/${clave}/confirmacion`)).toMatchObject({
    ...{ estado: 200, cuerpo: { equipo: { estado: 'activo', cotejo: null } } },
  });
  expect((await catd.post(`/api/equipos/${clave}/confirmacion`)).cuerpo.codigo).toBe('NO_ESTA_POR_CONFIRMAR');
  expect((await catd.post(`/api/equipos/${clave}/codigo`)).cuerpo.codigo).toBe('YA_CONFIRMADO');
  expect(await catd.post(`/api/equipos/${clave}/revocacion`, { razon: 'Se perdió' })).toMatchObject({
    ...{ estado: 200, cuerpo: { equipo: { estado: 'revocado' } } },
  });
  expect((await catd.post(`/api/equipos/${clave}/revocacion`, { razon: 'Otra vez' })).cuerpo.codigo).toBe(
    'REVOCADO',
  );
  expect(await hechos(clave)).toEqual(['equipo_enrolado', 'equipo_confirmado', 'equipo_revocado']);
});

describe('a code', () => {
  test('serves once, and again only for the same key, whose answer may have been lost', async () => {
    const { codigo, equipo } = (await alta(catd)).cuerpo;
    const first = await enrolar(codigo);
    const again = await enrolar(codigo, first.llave);
    expect([again.estado, again.cuerpo]).toEqual([200, first.cuerpo]);
    expect(await enrolar(codigo)).toMatchObject({ estado: 409, cuerpo: { codigo: 'CODIGO_INVALIDO' } });
    expect(await hechos(equipo.clave)).toEqual(['equipo_enrolado']);
  });

  test('expires', async () => {
    const { codigo, vence } = (await alta(catd)).cuerpo;
    const { reloj } = consola.noche;
    reloj.pass((Date.parse(vence) - Date.parse(reloj.now())) / 1000);
    expect((await enrolar(codigo)).cuerpo.codigo).toBe('CODIGO_INVALIDO');
    // Sessions do not last as long.
    catd = await consola.entrar('coordinador_catd', { clave: catd.sesion!.persona.clave });
    ccv = await consola.entrar('coordinador_ccv', { clave: ccv.sesion!.persona.clave });
  });

  test('is of no use once another was given, and the key that it brought is forgotten', async () => {
    const { codigo, equipo } = (await alta(catd)).cuerpo;
    await enrolar(codigo);
    const otro = (await catd.post(`/api/equipos/${equipo.clave}/codigo`)).cuerpo;
    expect(otro.equipo).toMatchObject({ estado: 'por_enrolar', huella: null });
    expect((await enrolar(codigo)).cuerpo.codigo).toBe('CODIGO_INVALIDO');
    expect((await enrolar(otro.codigo)).estado).toBe(200);
  });

  test('does not give two equipos the same key', async () => {
    const [one, two] = [await alta(catd), await alta(catd)];
    const { llave } = await enrolar(one.cuerpo.codigo);
    expect((await enrolar(two.cuerpo.codigo, llave)).cuerpo.codigo).toBe('LLAVE_INVALIDA');
  });

  test.each([
    ['of another algorithm', crearLlave('ES256').spki],
    ['that is nothing', 'AAAA'],
  ])('is not spent by a key %s', async (_what, llave) => {
    const { codigo } = (await alta(catd)).cuerpo;
    expect((await enrolar(codigo, llave)).cuerpo.codigo).toBe('LLAVE_INVALIDA');
    expect((await enrolar(codigo)).estado).toBe(200);
  });

  test('cannot be looked for: after twenty wrong ones an address goes one by one, with few facts', async () => {
    const fallidos = async () =>
      must(await consola.noche.base.bitacora.history('ACCESO')).filter(
        ({ tipo }) => tipo === 'enrolamiento_fallido',
      ).length;
    const before = await fallidos();
    const codigos: string[] = [];
    for (let i = 0; i < 60; i += 1) codigos.push((await enrolar(createCodigo(randomBytes, 8))).cuerpo.codigo);
    expect(codigos).toContain('ESPERE');
    expect((await fallidos()) - before).toBeLessThanOrEqual(6);
    consola.noche.reloj.pass(601);
  });
});

describe('who looks after an equipo', () => {
  test('is the coordination of its CATD, or that of the CCV; another CATD does not know of it', async () => {
    const otro = await consola.entrar('coordinador_catd', { clave: 'coc-c02', centro: 'C02' });
    const { clave } = (await alta(ccv)).cuerpo.equipo;
    expect((await otro.post(`/api/equipos/${clave}/revocacion`, { razon: 'No es mío' })).estado).toBe(404);
    const seen = async (quien: Cliente) =>
      (await quien.get('/api/equipos')).cuerpo.equipos.map((e: { clave: string }) => e.clave);
    expect(await seen(otro)).toEqual([]);
    expect(await seen(catd)).toContain(clave);
    expect(await seen(await consola.entrar('administrador'))).toContain(clave);
    expect((await alta(otro)).cuerpo).toMatchObject({ codigo: 'EQUIPO_MAL_DESCRITO' });
  });

  test('a phone has somebody who carries it, and casillas of their CATD', async () => {
    await consola.crear('cae', { clave: 'cae-900', nombre: 'Irma Solís Vargas', centro: 'C01' });
    const telefono = { tipo: 'telefono', persona: 'cae-900', casillas: casillas.slice(0, 2) };
    const good = await alta(catd, telefono);
    expect(good.cuerpo.equipo).toMatchObject({
      clave: 'tel-0001',
      persona: 'cae-900',
      nombreDePersona: 'Irma Solís Vargas',
      casillas: casillas.slice(0, 2),
    });
    const otra = consola.noche.proceso.casillas.find((c) => c.catd === 'C02')!.clave;
    for (const [cambios, word] of [
      [{ persona: 'nadie' }, 'persona'],
      [{ persona: 'coc-001' }, 'persona'],
      [{ casillas: [] }, 'casillas'],
      [{ casillas: [otra] }, 'casillas'],
      [{ casillas: ['X'] }, 'casillas'],
      [{ nombre: ' ' }, 'nombre'],
      [{ centro: 'CCV' }, 'centro'],
    ] as const) {
      const { estado, cuerpo } = await alta(catd, { ...telefono, ...cambios });
      expect([estado, cuerpo.codigo]).toEqual([422, 'EQUIPO_MAL_DESCRITO']);
      expect(cuerpo.mensaje).toContain(`«${word}»`);
    }
  });
});

describe('a file of equipos', () => {
  const cargar = (csv: string, modo = 'cargar', quien = ccv) =>
    quien.post('/api/equipos/carga', { csv, modo });

  test('with errors says all of them and loads nothing', async () => {
    const before = (await ccv.get('/api/equipos')).cuerpo.equipos.length;
    const { cuerpo } = await cargar(
      [
        'tipo;nombre;centro;persona;casillas',
        'estacion;Mesa 9;C01;;',
        'estacion;Mesa 9;C01;;',
        'radio;Mesa 8;C01;;',
        `telefono;G24;C01;cae-nadie;${casillas[0]} NO-ES`,
        'telefono;G24;C99;cae-900;',
      ].join('\n'),
    );
    const at = cuerpo.errores.map(
      ({ linea, columna }: { linea: number; columna: string }) => `${linea} ${columna}`,
    );
    expect(at).toEqual([
      '3 nombre',
      '4 tipo',
      '5 persona',
      '5 casillas',
      '6 centro',
      '6 persona',
      '6 casillas',
    ]);
    expect(cuerpo).toMatchObject({ nuevos: 0, talones: null });
    expect((await ccv.get('/api/equipos')).cuerpo.equipos.length).toBe(before);
  });

  test('gives each a code in a slip; again, it adds nothing', async () => {
    await consola.crear('cae', { clave: 'cae-901', nombre: 'Xóchitl Ñáñez de la Cruz', centro: 'C01' });
    const csv = `tipo,nombre,centro,persona,casillas\nestacion,Mesa 20,C01,,\ntelefono,G24,C01,cae-901,${casillas.slice(2, 5).join(' ')}`;
    expect((await cargar(csv, 'revisar')).cuerpo).toMatchObject({ equipos: 2, nuevos: 2, talones: null });
    const { cuerpo } = await cargar(csv);
    expect(cuerpo).toMatchObject({ equipos: 2, nuevos: 2, errores: [] });
    expect(Buffer.from(cuerpo.talones, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect((await cargar(csv)).cuerpo).toMatchObject({ equipos: 2, nuevos: 0, talones: null });
    const otras = csv.replace(casillas[2]!, casillas[6]!);
    expect((await cargar(otras)).cuerpo.errores).toMatchObject([{ linea: 3, columna: 'casillas' }]);
  });
});

test('no code and no key that is not public is in a fact, a list or the log', async () => {
  const { codigo } = (await alta(catd)).cuerpo;
  await enrolar(codigo);
  const facts = JSON.stringify(must(await consola.noche.base.bitacora.history('ACCESO')));
  const list = JSON.stringify((await catd.get('/api/equipos')).cuerpo);
  for (const text of [facts, list, consola.registro.join('\n')]) expect(text).not.toContain(codigo);
});

test('a request that somebody else signs is refused, is a fact, and alerts the coordination once', async () => {
  const equipo = await crearEquipo(consola, { tipo: 'estacion' });
  const firmado = { llave: crearLlave('Ed25519').llave };
  for (let i = 0; i < 3; i += 1) {
    const asked = await equipo.pedir({ metodo: 'GET', ruta: '/api/equipo', firmado });
    expect(asked).toMatchObject({ estado: 401, cuerpo: { codigo: 'FIRMA_FALSA' } });
  }
  expect(await hechos(equipo.clave)).toEqual(['firma_falsa', 'firma_falsa', 'firma_falsa']);
  const { alertas } = (await catd.get('/api/digitalizacion/alertas')).cuerpo;
  const own = alertas.filter((alerta: { equipo: string }) => alerta.equipo === equipo.clave);
  expect(own).toMatchObject([{ tipo: 'firma_falsa', atendida: null }]);
});

test('anybody may ask the time', async () => {
  expect((await consola.anonimo().get('/api/equipo/reloj')).cuerpo).toEqual({
    ahora: consola.noche.reloj.now(),
  });
});
