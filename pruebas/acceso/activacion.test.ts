/** From the file of people to the first session, as a coordination and its people live it. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Talon } from '../../src/acceso/carga.ts';
import { type Cliente, CONTRASENA, type ConsolaDePrueba, totpDe, withConsola } from '../apoyo/consola.ts';
import { must } from '../apoyo/fases.ts';

const SERVIDOR = { clave: 'SISTEMA', centro: 'CONSOLA' };

let consola: ConsolaDePrueba;
beforeAll(async () => {
  consola = await withConsola({ ajustes: { fallasPorDireccion: 10_000 } });
});
afterAll(() => consola.stop());

/** Loads a file and gives the slips that were printed. */
async function cargar(contenido: string): Promise<readonly Talon[]> {
  let printed: readonly Talon[] = [];
  const entregar = async (talones: readonly Talon[]) => {
    printed = talones;
  };
  const loaded = must(await consola.acceso.loadPersonas(SERVIDOR, { archivo: 'p.csv', contenido, entregar }));
  expect(loaded.errores).toEqual([]);
  return printed;
}

async function activar(client: Cliente, { clave, codigo }: Talon, cambios: Record<string, string> = {}) {
  return client.post('/api/activacion', { persona: clave, codigo, contrasena: CONTRASENA, ...cambios });
}

const entrar = (client: Cliente, persona: string, cambios: Record<string, string> = {}) =>
  client.post('/api/sesion', { persona, contrasena: CONTRASENA, ...cambios });

test('a person gets in with their slip, their password and the word of their coordination', async () => {
  const [talon] = await cargar('nombre,rol,centro\nEva Núñez,capturista,CCV');
  const eva = consola.anonimo();
  const activated = await activar(eva, talon!);
  expect(activated.cuerpo).toEqual({ estado: 'por_confirmar', cotejo: expect.stringMatching(/^\d{4}$/) });
  expect((await entrar(eva, talon!.clave)).cuerpo.codigo).toBe('SIN_CONFIRMAR');

  const coordinator = await consola.entrar('coordinador_ccv');
  const { cuerpo } = await coordinator.get('/api/personas');
  expect(cuerpo.personas).toContainEqual(
    expect.objectContaining({
      clave: talon!.clave,
      estado: 'por_confirmar',
      cotejo: activated.cuerpo.cotejo,
    }),
  );
  const confirmed = await coordinator.post(`/api/personas/${talon!.clave}/confirmacion`);
  expect(confirmed.cuerpo.persona).toMatchObject({ estado: 'activa', cotejo: null });
  expect((await eva.get(`/api/activacion/${talon!.clave}`)).cuerpo).toEqual({
    estado: 'activa',
    cotejo: null,
  });
  expect((await entrar(eva, talon!.clave)).cuerpo).toMatchObject({ persona: { nombre: 'Eva Núñez' } });

  const facts = must(await consola.noche.base.bitacora.history('ACCESO'));
  const own = facts.filter(({ datos }) => JSON.stringify(datos).includes(talon!.clave));
  expect(own.map(({ tipo, actor }) => `${actor} ${tipo}`)).toEqual([
    'SISTEMA personas_cargadas',
    `${talon!.clave} activacion`,
    'cor-001 confirmada',
    `${talon!.clave} sesion_abierta`,
  ]);
  expect(JSON.stringify(facts)).not.toContain(talon!.codigo);
});

test('only who used the code, or knows the password, sees the digits', async () => {
  const [talon] = await cargar('nombre,rol,centro\nLuz Paz,capturista,CCV');
  const luz = consola.anonimo();
  const { cotejo } = (await activar(luz, talon!)).cuerpo;
  const ruta = `/api/activacion/${talon!.clave}`;
  expect((await consola.anonimo().get(ruta)).estado).toBe(404);
  expect((await luz.get(ruta)).cuerpo).toEqual({ estado: 'por_confirmar', cotejo });
  const elsewhere = consola.anonimo();
  await entrar(elsewhere, talon!.clave, { contrasena: 'no es su contraseña' });
  expect((await elsewhere.get(ruta)).estado).toBe(404);
  expect((await entrar(elsewhere, talon!.clave)).cuerpo.codigo).toBe('SIN_CONFIRMAR');
  expect((await elsewhere.get(ruta)).cuerpo).toEqual({ estado: 'por_confirmar', cotejo });
});

test('a slip serves once; mistyped, it is said without counting as a failure', async () => {
  const [talon, otro] = await cargar('nombre,rol,centro\nSol Ríos,capturista,CCV\nMar Ríos,capturista,CCV');
  const sol = consola.anonimo();
  const mistyped = `${talon!.codigo.slice(0, -1)}${talon!.codigo.endsWith('A') ? 'B' : 'A'}`;
  for (let i = 0; i < 5; i += 1) {
    expect((await activar(sol, talon!, { codigo: mistyped })).cuerpo.codigo).toBe('CODIGO_MAL_ESCRITO');
  }
  const weak = await activar(sol, talon!, { contrasena: 'sol rios 2027' });
  expect(weak.cuerpo.codigo).toBe('CONTRASENA_DEBIL');
  // That of somebody else is well written, and is not theirs.
  expect((await activar(sol, talon!, { codigo: otro!.codigo })).cuerpo.codigo).toBe('CREDENCIALES');
  expect(
    (await activar(sol, talon!, { codigo: talon!.codigo.toLowerCase().replaceAll('-', ' ') })).estado,
  ).toBe(200);
  expect((await activar(sol, talon!)).cuerpo.codigo).toBe('CREDENCIALES');
});

test('the first of the administration needs nobody, sets the second factor and only then works', async () => {
  const talon = must(await consola.acceso.createPrimera(SERVIDOR, 'Ada Ruiz'));
  expect(await consola.acceso.findAdministracion()).toBe('por_activar');
  const ada = consola.anonimo();
  expect((await activar(ada, talon)).cuerpo).toEqual({ estado: 'activa', cotejo: null });
  expect((await entrar(ada, talon.clave)).cuerpo).toMatchObject({
    segundoFactor: 'por_enrolar',
    permisos: [],
  });
  expect((await ada.get('/api/personas')).cuerpo.codigo).toBe('POR_ENROLAR');

  const begun = await ada.post('/api/segundo-factor');
  expect(begun.cuerpo.qr).toMatch(/^<svg/);
  const wrong = await ada.post('/api/segundo-factor/confirmacion', { codigo: '000000' });
  expect(wrong.cuerpo.codigo).toBe('CODIGO_EQUIVOCADO');
  const codigo = totpDe(begun.cuerpo.secreto, consola.noche.reloj.now());
  const { cuerpo } = await ada.post('/api/segundo-factor/confirmacion', { codigo });
  expect(new Set(cuerpo.codigos).size).toBe(10);
  expect((await ada.get('/api/personas')).estado).toBe(200);
  expect((await ada.get('/api/sesion')).cuerpo.segundoFactor).toBe('listo');
  expect((await ada.post('/api/segundo-factor')).cuerpo.codigo).toBe('YA_TIENE_SEGUNDO_FACTOR');

  // The day on which the phone is lost: each recovery code serves once.
  const [first] = cuerpo.codigos;
  const elsewhere = consola.anonimo();
  expect((await entrar(elsewhere, talon.clave, { segundoFactor: first })).estado).toBe(200);
  expect((await entrar(elsewhere, talon.clave, { segundoFactor: first })).cuerpo.codigo).toBe('CREDENCIALES');
  const facts = JSON.stringify(must(await consola.noche.base.bitacora.history('ACCESO')));
  for (const secret of [begun.cuerpo.secreto, ...cuerpo.codigos]) {
    expect(facts).not.toContain(secret);
    expect(consola.registro.join('')).not.toContain(secret);
  }
  const again = await consola.acceso.createPrimera(SERVIDOR, 'Otra Persona');
  expect(again).toMatchObject({ ok: false, error: { codigo: 'YA_HAY_ADMINISTRACION' } });
});

test('each one decides about those of their centre, and about nobody else', async () => {
  const [ccv, catd, coordina] = await cargar(
    'nombre,rol,centro\nUno Uno,capturista,CCV\nDos Dos,cotejador,C01\nTres Tres,coordinador_ccv,CCV',
  );
  for (const talon of [ccv!, catd!, coordina!]) await activar(consola.anonimo(), talon);
  const confirm = async (quien: Cliente, { clave }: Talon) =>
    (await quien.post(`/api/personas/${clave}/confirmacion`)).cuerpo.codigo ?? 'hecho';
  const deCcv = await consola.entrar('coordinador_ccv', { clave: 'cor-ccv' });
  const deCatd = await consola.entrar('coordinador_catd', { clave: 'coc-c01' });
  const administra = await consola.entrar('administrador', { clave: 'adm-uno' });
  // Of another centre it is not even said that they exist.
  expect(await confirm(deCatd, ccv!)).toBe('NO_EXISTE');
  expect(await confirm(deCcv, catd!)).toBe('NO_EXISTE');
  // The administration alone cannot make who captures.
  expect(await confirm(administra, ccv!)).toBe('SIN_PERMISO');
  expect(await confirm(administra, catd!)).toBe('SIN_PERMISO');
  expect(await confirm(administra, coordina!)).toBe('hecho');
  expect(await confirm(deCcv, ccv!)).toBe('hecho');
  expect(await confirm(deCatd, catd!)).toBe('hecho');
  expect(await confirm(deCatd, catd!)).toBe('NO_ESTA_POR_CONFIRMAR');
  const self = await deCcv.post('/api/personas/cor-ccv/revocacion', { razon: 'porque quiero' });
  expect(self.cuerpo.codigo).toBe('SIN_PERMISO');
  const overAdmin = await deCcv.post('/api/personas/adm-uno/revocacion', { razon: 'porque quiero' });
  expect(overAdmin.cuerpo.codigo).toBe('SIN_PERMISO');

  const { cuerpo: seen } = await deCatd.get('/api/personas');
  expect(new Set(seen.personas.map(({ centro }: { centro: string }) => centro))).toEqual(new Set(['C01']));
  const { cuerpo: accesos } = await deCatd.get('/api/accesos');
  expect(JSON.stringify(accesos)).not.toContain(ccv!.clave);
});

test('a new code ends the password, the second factor and what was open', async () => {
  const client = await consola.entrar('coordinador_ccv', { clave: 'cor-perdida' });
  const administra = await consola.entrar('administrador', { clave: 'adm-dos' });
  const given = await administra.post('/api/personas/cor-perdida/codigo');
  expect(given.cuerpo).toMatchObject({ persona: { estado: 'por_activar', segundoFactor: 'por_enrolar' } });
  expect((await client.get('/api/sesion')).estado).toBe(401);
  expect((await entrar(client, 'cor-perdida')).cuerpo.codigo).toBe('CREDENCIALES');
  const talon = { clave: 'cor-perdida', codigo: given.cuerpo.codigo as string } as Talon;
  expect((await activar(client, talon)).cuerpo.estado).toBe('por_confirmar');
  expect((await administra.post('/api/personas/adm-dos/codigo')).cuerpo.codigo).toBe('SIN_PERMISO');
});

test('the administration loads from its screen: first every error, then the people and their slips', async () => {
  const administra = await consola.entrar('administrador', { clave: 'adm-tres' });
  const cargarDesdePantalla = (csv: string, modo: string) =>
    administra.post('/api/personas/carga', { csv, modo });
  const wrong = await cargarDesdePantalla('nombre,rol,centro\n,jefe,C99\nAna Sí,capturista,CCV', 'cargar');
  expect(wrong.cuerpo).toMatchObject({ nuevas: 0, talones: null });
  expect(
    wrong.cuerpo.errores.map(({ linea, columna }: { linea: number; columna: string }) => [linea, columna]),
  ).toEqual([
    [2, 'nombre'],
    [2, 'rol'],
    [2, 'centro'],
  ]);
  const right = 'persona,nombre,rol,centro\nana-si,Ana Sí,capturista,CCV';
  expect((await cargarDesdePantalla(right, 'revisar')).cuerpo).toMatchObject({ nuevas: 1, talones: null });
  const loaded = await cargarDesdePantalla(right, 'cargar');
  expect(loaded.cuerpo).toMatchObject({ personas: 1, nuevas: 1, errores: [] });
  expect(Buffer.from(loaded.cuerpo.talones, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect((await cargarDesdePantalla(right, 'cargar')).cuerpo).toMatchObject({
    personas: 1,
    nuevas: 0,
    talones: null,
  });
  const other = await cargarDesdePantalla(right.replace('Ana Sí', 'Ana No'), 'cargar');
  expect(other.cuerpo.errores).toMatchObject([{ linea: 2, columna: 'persona' }]);
});

test('slips that were lost are printed again with other codes, but for who has activated', async () => {
  const contenido = 'nombre,rol,centro\nYa Activa,capturista,CCV\nSin Talón,capturista,CCV';
  const [activa, perdido] = await cargar(contenido);
  await activar(consola.anonimo(), activa!);
  let printed: readonly Talon[] = [];
  const entregar = async (talones: readonly Talon[]) => {
    printed = talones;
  };
  const again = { archivo: 'p.csv', contenido, entregar, pendientes: 'reponer' } as const;
  expect(must(await consola.acceso.loadPersonas(SERVIDOR, again))).toMatchObject({ nuevas: 0, repuestas: 1 });
  expect(printed.map(({ clave }) => clave)).toEqual([perdido!.clave]);
  expect((await activar(consola.anonimo(), perdido!)).cuerpo.codigo).toBe('CREDENCIALES');
  expect((await activar(consola.anonimo(), printed[0]!)).estado).toBe(200);
});

test('slips that could not be printed load nobody', async () => {
  const entregar = async () => {
    throw new Error('sin papel');
  };
  const contenido = 'nombre,rol,centro\nSin Papel,capturista,CCV';
  await expect(
    consola.acceso.loadPersonas(SERVIDOR, { archivo: 'p.csv', contenido, entregar }),
  ).rejects.toThrow();
  expect((await cargar(contenido)).map(({ nombre }) => nombre)).toEqual(['Sin Papel']);
});
