/** Every route of the operators' server, asked by every role, by nobody and by who lacks the second factor. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RutaDeclarada } from '../../src/acceso/guardia.ts';
import { puede, ROLES, type Rol } from '../../src/acceso/permisos.ts';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../apoyo/consola.ts';
import { crearEquipo } from '../apoyo/equipo.ts';

let consola: ConsolaDePrueba;
const rutas: RutaDeclarada[] = [];
beforeAll(async () => {
  consola = await withConsola();
  rutas.push(...consola.app.rutas);
});
afterAll(() => consola.stop());

/** What the table says that the guard answers: its status and code, or that it lets through. */
type Guardia = '401 SIN_SESION' | '401 SIN_FIRMA' | '403 SIN_PERMISO' | '403 POR_ENROLAR' | 'pasa';

/** Asks a route with nothing of what it needs: whatever is answered after the guard is that it let through. */
async function ask({ method, url }: RutaDeclarada, client: Cliente): Promise<Guardia | string> {
  const path = url.replace(/:\w+/g, 'nada').replace('*', 'nada');
  const abort = new AbortController();
  const response = await fetch(`${consola.direccion}${path}`, {
    method,
    headers: {
      ...(client.cookies.length > 0 && {
        cookie: client.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      }),
      ...(client.sesion && { 'x-csrf': client.sesion.csrf }),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(method !== 'GET' && { body: '{}' }),
    signal: abort.signal,
  });
  const refused = response.status === 401 || response.status === 403;
  const codigo = refused ? ((await response.json()) as { codigo: string }).codigo : '';
  // A board that is live never ends by itself.
  if (!refused) abort.abort();
  return refused ? `${response.status} ${codigo}` : 'pasa';
}

/** Every route, asked; those of equipos refuse every person. */
async function walk(client: Cliente, guardiaOf: (ruta: RutaDeclarada) => Guardia): Promise<void> {
  const guardia = (ruta: RutaDeclarada) => (ruta.permiso === 'equipo' ? '401 SIN_FIRMA' : guardiaOf(ruta));
  await compare(guardia, (ruta) => ask(ruta, client));
}

async function compare(
  guardiaOf: (ruta: RutaDeclarada) => Guardia,
  asked: (ruta: RutaDeclarada) => Promise<string>,
): Promise<void> {
  const seen: Record<string, string> = {};
  const should: Record<string, string> = {};
  // Leaving ends the session with which the others are asked.
  const last = (ruta: RutaDeclarada) => Number(ruta.method === 'DELETE' && ruta.url === '/api/sesion');
  for (const ruta of rutas.toSorted((a, b) => last(a) - last(b))) {
    const name = `${ruta.method} ${ruta.url}`;
    should[name] = guardiaOf(ruta);
    seen[name] = await asked(ruta);
  }
  expect(seen).toEqual(should);
}

test('there are routes of every part', () => {
  const urls = new Set(rutas.map(({ url }) => url));
  for (const url of ['/api/sesion', '/api/personas', '/api/proceso', '/api/tablero', '/*'])
    expect(urls).toContain(url);
});

test('nobody passes but where anybody may', async () => {
  await walk(consola.anonimo(), ({ permiso }) => (permiso === 'publico' ? 'pasa' : '401 SIN_SESION'));
});

describe('each role passes where the table says and nowhere else', () => {
  const allowed = (rol: Rol, { permiso }: RutaDeclarada): Guardia =>
    permiso === 'publico' || permiso === 'sesion' || (permiso !== 'equipo' && puede(rol, permiso))
      ? 'pasa'
      : '403 SIN_PERMISO';

  test.each(ROLES)('%s', async (rol) => {
    await walk(await consola.entrar(rol), (ruta) => allowed(rol, ruta));
  });
});

test('an equipo passes in the routes of equipos, and where anybody may', async () => {
  const equipo = await crearEquipo(consola, { tipo: 'estacion' });
  const json = { 'content-type': 'application/json' };
  await compare(
    ({ permiso }) => (permiso === 'equipo' || permiso === 'publico' ? 'pasa' : '401 SIN_SESION'),
    async ({ method, url }) => {
      const ruta = url.replace(/:\w+/g, 'nada').replace('*', 'nada');
      const cuerpo = method === 'GET' ? undefined : '{}';
      const { estado, cuerpo: answer } = await equipo.pedir<{ readonly codigo: string }>({
        metodo: method,
        ruta,
        cuerpo,
        cabeceras: json,
      });
      return estado === 401 || estado === 403 ? `${estado} ${answer.codigo}` : 'pasa';
    },
  );
});

test('who has to set a second factor does only that', async () => {
  const persona = await consola.crear('coordinador_ccv', { clave: 'sin-factor', factor: 'sin_enrolar' });
  const client = await consola.entrar('coordinador_ccv', { clave: persona.clave });
  expect(client.sesion).toMatchObject({ segundoFactor: 'por_enrolar', permisos: [] });
  await walk(client, ({ permiso, porEnrolar }) =>
    permiso === 'publico' || porEnrolar === 'permitido' ? 'pasa' : '403 POR_ENROLAR',
  );
});
