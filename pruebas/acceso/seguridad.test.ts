/** What somebody who wants in, or wants more, would try. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HechoDeAcceso } from '../../src/acceso/hechos.ts';
import { type Cliente, CONTRASENA, type ConsolaDePrueba, totpDe, withConsola } from '../apoyo/consola.ts';
import { must } from '../apoyo/fases.ts';

let consola: ConsolaDePrueba;
let numero = 0;
/** A key that no other test uses. */
const otra = (): string => `persona-${String(++numero).padStart(3, '0')}`;

beforeAll(async () => {
  consola = await withConsola({ ajustes: { fallasPorDireccion: 10_000 }, limites: { porSesion: 60 } });
});
afterAll(() => consola.stop());

async function hechos(persona: string): Promise<readonly HechoDeAcceso[]> {
  const all = must(
    await consola.noche.base.bitacora.history('ACCESO'),
  ) as unknown as readonly HechoDeAcceso[];
  return all.filter(({ datos }) => 'persona' in datos && datos.persona === persona);
}

const tiposDe = async (persona: string) => (await hechos(persona)).map(({ tipo }) => tipo);

function entrada(persona: string, cambios: Record<string, string> = {}) {
  return { persona, contrasena: CONTRASENA, ...cambios };
}

async function intentar(client: Cliente, cuerpo: Record<string, string>): Promise<string> {
  const { estado, cuerpo: answer } = await client.post('/api/sesion', cuerpo);
  return `${estado} ${answer.codigo ?? 'dentro'}`;
}

describe('the cookie', () => {
  test('is out of reach of scripts and of other sites, and ends with the browser', async () => {
    const { clave } = await consola.crear('capturista', { clave: otra() });
    const { cabeceras } = await consola.anonimo().post('/api/sesion', entrada(clave));
    expect(cabeceras.getSetCookie()).toEqual([
      expect.stringMatching(/^prep_sesion=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
  });

  test('says Secure only behind a proxy that is trusted', async () => {
    const { clave } = await consola.crear('verificador', { clave: otra() });
    const tls = { 'x-forwarded-proto': 'https' };
    const forged = await consola.anonimo().post('/api/sesion', entrada(clave), tls);
    expect(forged.cabeceras.getSetCookie()[0]).not.toContain('Secure');

    const behind = await withConsola({ proxys: ['127.0.0.1'] });
    try {
      await behind.crear('verificador', { clave });
      const origin = behind.direccion.replace('http:', 'https:');
      const { cabeceras } = await behind.anonimo().post('/api/sesion', entrada(clave), { ...tls, origin });
      expect(cabeceras.getSetCookie()[0]).toMatch(
        /^__Host-prep_sesion=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
    } finally {
      await behind.stop();
    }
  });

  test('that was planted before logging in is never the one of the session', async () => {
    const { clave } = await consola.crear('verificador', { clave: otra() });
    const planted = 'A'.repeat(43);
    const victim = consola.anonimo();
    const { cabeceras } = await victim.post('/api/sesion', entrada(clave), {
      cookie: `prep_sesion=${planted}`,
    });
    expect(cabeceras.getSetCookie()[0]).not.toContain(planted);
    const thief = await consola.anonimo().pedir({
      metodo: 'GET',
      ruta: '/api/sesion',
      cabeceras: { cookie: `prep_sesion=${planted}` },
    });
    expect(thief.estado).toBe(401);
  });

  test('of before is dead once the same browser logs in again', async () => {
    const ana = await consola.entrar('capturista', { clave: otra() });
    const [before] = ana.cookies;
    const { clave } = ana.sesion!.persona;
    // The same browser brings its cookie: it is not «another computer».
    expect(await intentar(ana, entrada(clave))).toBe('200 dentro');
    const old = { cookie: `prep_sesion=${before!.value}` };
    expect((await ana.pedir({ metodo: 'GET', ruta: '/api/sesion', cabeceras: old })).estado).toBe(401);
  });
});

describe('a request that another site made the browser send', () => {
  test.each([
    ['without the token', { 'x-csrf': null }, 'CSRF'],
    ['with a token that is not', { 'x-csrf': 'A'.repeat(43) }, 'CSRF'],
    ['from another origin', { origin: 'https://otro.example' }, 'ORIGEN_AJENO'],
    ['from a page without origin', { origin: 'null' }, 'ORIGEN_AJENO'],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, 'ORIGEN_AJENO'],
    ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }, 'ORIGEN_AJENO'],
  ])('%s is refused', async (_what, cabeceras, codigo) => {
    const client = await consola.entrar('verificador', { clave: otra() });
    const { estado, cuerpo } = await client.post('/api/segundo-factor', {}, cabeceras);
    expect({ estado, codigo: cuerpo.codigo }).toEqual({ estado: 403, codigo });
    expect((await client.post('/api/segundo-factor')).estado).toBe(200);
  });

  test('with the token of another session is refused', async () => {
    const ana = await consola.entrar('verificador', { clave: otra() });
    const bea = await consola.entrar('verificador', { clave: otra() });
    const { estado } = await ana.post('/api/segundo-factor', {}, { 'x-csrf': bea.sesion!.csrf });
    expect(estado).toBe(403);
  });

  test('cannot log anybody in', async () => {
    const { clave } = await consola.crear('verificador', { clave: otra() });
    const { cuerpo } = await consola
      .anonimo()
      .post('/api/sesion', entrada(clave), { origin: 'https://otro.example' });
    expect(cuerpo.codigo).toBe('ORIGEN_AJENO');
    expect(await tiposDe(clave)).toEqual([]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as a form (%s) is not read',
    async (tipo) => {
      const client = await consola.entrar('verificador', { clave: otra() });
      const { estado, cuerpo } = await client.pedir({
        ...{ metodo: 'POST', ruta: '/api/segundo-factor/confirmacion', cuerpo: '{"codigo":"123456"}' },
        cabeceras: { 'content-type': tipo },
      });
      expect({ estado, codigo: cuerpo.codigo }).toEqual({ estado: 422, codigo: 'CUERPO_INVALIDO' });
    },
  );
});

describe('a session', () => {
  test('in which nothing is asked for half an hour ends, and one that works does not', async () => {
    const idle = await consola.entrar('verificador', { clave: otra() });
    const busy = await consola.entrar('verificador', { clave: otra() });
    for (let i = 0; i < 3; i += 1) {
      consola.noche.reloj.pass(20 * 60);
      expect((await busy.get('/api/sesion')).estado).toBe(200);
    }
    const { estado, cuerpo } = await idle.get('/api/sesion');
    expect({ estado, codigo: cuerpo.codigo }).toEqual({ estado: 401, codigo: 'SIN_SESION' });
    expect(cuerpo.mensaje).toContain('venció');
    const { clave } = idle.sesion!.persona;
    expect((await idle.get('/api/sesion')).estado).toBe(401);
    expect((await hechos(clave)).slice(-1)).toMatchObject([
      { tipo: 'sesion_vencida', datos: { razon: 'inactividad' } },
    ]);
  });

  test('ends after its longest time, however busy', async () => {
    const client = await consola.entrar('verificador', { clave: otra() });
    for (let minutes = 0; minutes < 14 * 60; minutes += 20) {
      expect((await client.get('/api/sesion')).estado).toBe(200);
      consola.noche.reloj.pass(20 * 60);
    }
    expect((await client.get('/api/sesion')).estado).toBe(401);
    expect((await hechos(client.sesion!.persona.clave)).at(-1)).toMatchObject({
      tipo: 'sesion_vencida',
      datos: { razon: 'duracion' },
    });
  });

  test('of a capturista is one: the other computer is asked about, and ends when they say so', async () => {
    const clave = otra();
    const first = await consola.entrar('capturista', { clave });
    const second = consola.anonimo();
    expect(await intentar(second, entrada(clave))).toBe('409 YA_HAY_SESION');
    expect(await intentar(second, entrada(clave, { otraSesion: 'conservar' }))).toBe('409 YA_HAY_SESION');
    expect((await first.get('/api/sesion')).estado).toBe(200);
    expect(await intentar(second, entrada(clave, { otraSesion: 'cerrar' }))).toBe('200 dentro');
    expect((await first.get('/api/sesion')).estado).toBe(401);
    expect(await tiposDe(clave)).toEqual(['sesion_abierta', 'sesion_cerrada', 'sesion_abierta']);
  });

  test('that expired does not stop a capturista from logging in again', async () => {
    const clave = otra();
    await consola.entrar('capturista', { clave });
    consola.noche.reloj.pass(31 * 60);
    expect(await intentar(consola.anonimo(), entrada(clave))).toBe('200 dentro');
  });

  test('of who is revoked ends at that moment, and they cannot come back', async () => {
    const clave = otra();
    const client = await consola.entrar('capturista', { clave });
    const coordinator = await consola.entrar('coordinador_ccv');
    const revoked = await coordinator.post(`/api/personas/${clave}/revocacion`, {
      razon: 'Ya no trabaja aquí',
    });
    expect(revoked.cuerpo.persona).toMatchObject({ clave, estado: 'revocada', sesion: null });
    expect((await client.get('/api/sesion')).estado).toBe(401);
    expect(await intentar(client, entrada(clave))).toBe('409 REVOCADA');
    expect(await tiposDe(clave)).toEqual(['sesion_abierta', 'revocada', 'sesion_cerrada']);
  });

  test('asks no more than a person would', async () => {
    const client = await consola.entrar('verificador', { clave: otra() });
    const codes = new Set<number>();
    for (let i = 0; i < 70; i += 1) codes.add((await client.get('/api/sesion')).estado);
    expect([...codes]).toEqual([200, 429]);
  });
});

describe('who guesses', () => {
  test('waits longer each time, is locked, and is told for how long', async () => {
    const { clave } = await consola.crear('capturista', { clave: otra() });
    const client = consola.anonimo();
    const wrong = entrada(clave, { contrasena: 'no es esta contraseña' });
    for (const seconds of [0, 0, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await intentar(client, wrong)).toBe('401 CREDENCIALES');
      if (seconds === 0) continue;
      // Not even the right one is heard, and asking does not make the wait longer.
      const { cuerpo } = await client.post('/api/sesion', entrada(clave));
      expect(cuerpo).toEqual({
        codigo: 'ESPERE',
        mensaje: expect.stringContaining(`Espere ${seconds} segundos`),
      });
      consola.noche.reloj.pass(seconds);
    }
    expect(await intentar(client, wrong)).toBe('401 CREDENCIALES');
    const locked = await client.post('/api/sesion', entrada(clave));
    expect({ estado: locked.estado, codigo: locked.cuerpo.codigo }).toEqual({
      estado: 429,
      codigo: 'BLOQUEADA',
    });
    expect(locked.cuerpo.mensaje).toContain('15 minutos');

    const coordinator = await consola.entrar('coordinador_ccv', { clave: otra() });
    const { cuerpo } = await coordinator.get('/api/personas');
    const row = cuerpo.personas.find((persona: { clave: string }) => persona.clave === clave);
    expect(row).toMatchObject({ estado: 'bloqueada', fallas: 10 });
    const unlocked = await coordinator.post(`/api/personas/${clave}/desbloqueo`);
    expect(unlocked.cuerpo.persona).toMatchObject({ estado: 'activa', fallas: 0 });
    expect(await intentar(client, entrada(clave))).toBe('200 dentro');
    expect(await tiposDe(clave)).toEqual([
      ...Array(10).fill('entrada_fallida'),
      'bloqueada',
      'desbloqueada',
      'sesion_abierta',
    ]);
  });

  test('many times at once is heard three times, and then not even the right one comes in', async () => {
    const { clave } = await consola.crear('capturista', { clave: otra() });
    const attempts = Array.from({ length: 60 }, (_, i) =>
      intentar(consola.anonimo(), entrada(clave, { contrasena: `no es esta ${i}` })),
    );
    const answers = await Promise.all(attempts);
    expect(answers.filter((answer) => answer === '401 CREDENCIALES')).toHaveLength(3);
    expect(new Set(answers)).toEqual(new Set(['401 CREDENCIALES', '429 ESPERE']));
    expect(await intentar(consola.anonimo(), entrada(clave))).toBe('429 ESPERE');
  });

  test('gets the same answers for a key that nobody has, and what they typed is nowhere', async () => {
    const client = consola.anonimo();
    const secret = 'Esta-Es-Mi-Contraseña';
    const answers: string[] = [];
    for (let i = 0; i < 4; i += 1) answers.push(await intentar(client, entrada(secret)));
    expect(answers).toEqual(['401 CREDENCIALES', '401 CREDENCIALES', '401 CREDENCIALES', '429 ESPERE']);
    const all = must(await consola.noche.base.bitacora.history('ACCESO'));
    expect(JSON.stringify(all).toLowerCase()).not.toContain(secret.toLowerCase());
    expect(consola.registro.join('').toLowerCase()).not.toContain(secret.toLowerCase());
  });

  test('from one address with many keys ends up going one by one, and hardly writes', async () => {
    const strict = await withConsola({ ajustes: { fallasPorDireccion: 5 } });
    try {
      const client = strict.anonimo();
      const answers: string[] = [];
      for (let i = 0; i < 8; i += 1) answers.push(await intentar(client, entrada(`nadie-${i}`)));
      expect(answers).toEqual([...Array(6).fill('401 CREDENCIALES'), '429 ESPERE', '429 ESPERE']);
      strict.noche.reloj.pass(1);
      expect(await intentar(client, entrada('nadie-9'))).toBe('401 CREDENCIALES');
      for (let i = 0; i < 30; i += 1) {
        strict.noche.reloj.pass(1);
        await intentar(client, entrada(`nadie-otra-${i}`));
      }
      const written = must(await strict.noche.base.bitacora.history('ACCESO')).length;
      expect(written).toBe(10);
    } finally {
      await strict.stop();
    }
  });
});

describe('the second factor', () => {
  test('is asked for, and a code serves once', async () => {
    const { clave, secreto } = await consola.crear('coordinador_ccv', { clave: otra() });
    const codigo = totpDe(secreto!, consola.noche.reloj.now());
    expect(await intentar(consola.anonimo(), entrada(clave))).toBe('409 FALTA_SEGUNDO_FACTOR');
    expect(await intentar(consola.anonimo(), entrada(clave, { segundoFactor: codigo }))).toBe('200 dentro');
    expect(await intentar(consola.anonimo(), entrada(clave, { segundoFactor: codigo }))).toBe(
      '401 CREDENCIALES',
    );
    consola.noche.reloj.pass(30);
    const next = totpDe(secreto!, consola.noche.reloj.now());
    expect(await intentar(consola.anonimo(), entrada(clave, { segundoFactor: next }))).toBe('200 dentro');
    // Nor the one of before, which its window would still accept.
    expect(await intentar(consola.anonimo(), entrada(clave, { segundoFactor: codigo }))).toBe(
      '401 CREDENCIALES',
    );
  });

  test('of long ago or of the future is not accepted', async () => {
    const { clave, secreto } = await consola.crear('auditor', { clave: otra() });
    const now = Date.parse(consola.noche.reloj.now());
    for (const shift of [-90_000, 90_000]) {
      const segundoFactor = totpDe(secreto!, new Date(now + shift).toISOString());
      expect(await intentar(consola.anonimo(), entrada(clave, { segundoFactor }))).toBe('401 CREDENCIALES');
    }
  });
});

describe('a body', () => {
  let client: Cliente;
  beforeAll(async () => {
    client = await consola.entrar('verificador', { clave: otra() });
  });
  const ruta = '/api/segundo-factor/confirmacion';

  test.each([
    ['too large', `{"codigo":"${'9'.repeat(70_000)}"}`, 413, 'CUERPO_EXCESIVO'],
    ['that is not JSON', '{"codigo":', 422, 'CUERPO_INVALIDO'],
    ['empty', '', 422, 'CUERPO_INVALIDO'],
    ['that is a list', '[]', 422, 'CUERPO_INVALIDO'],
    ['with a number where text goes', '{"codigo":123456}', 422, 'CUERPO_INVALIDO'],
    ['with data of more', '{"codigo":"123456","rol":"administrador"}', 422, 'CUERPO_INVALIDO'],
    ['with U+0000', '{"codigo":"12\\u00003456"}', 422, 'CUERPO_INVALIDO'],
    ['with half of a pair', '{"codigo":"\\ud800"}', 422, 'CUERPO_INVALIDO'],
    ['with a prototype', '{"__proto__":{"codigo":"1"},"codigo":"1"}', 422, 'CUERPO_INVALIDO'],
    ['with a constructor', '{"constructor":{"prototype":{"x":1}},"codigo":"1"}', 422, 'CUERPO_INVALIDO'],
    ['too deep', `{"codigo":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 422, 'CUERPO_INVALIDO'],
  ])('%s is refused with its reason, and is a fact', async (_what, cuerpo, estado, codigo) => {
    const before = (await hechos(client.sesion!.persona.clave)).length;
    const answer = await client.pedir({ metodo: 'POST', ruta, cuerpo });
    expect({ estado: answer.estado, codigo: answer.cuerpo.codigo }).toEqual({ estado, codigo });
    expect((await hechos(client.sesion!.persona.clave)).slice(before)).toEqual([
      expect.objectContaining({
        tipo: 'peticion_rechazada',
        datos: { persona: client.sesion!.persona.clave, ruta: `POST ${ruta}`, codigo, omitidas: 0 },
      }),
    ]);
  });

  test('says where it is wrong and not what it said', async () => {
    const { cuerpo } = await client.post('/api/sesion', { persona: 'ana', contrasena: 7 });
    expect(cuerpo.mensaje).toContain('«contrasena»');
    const secret = await client.post('/api/sesion', { persona: 'ana', contrasena: 'x', secreto123: 'y' });
    expect(secret.cuerpo.mensaje).not.toContain('secreto123');
  });

  test('refused many times does not fill the log: the next fact says how many there were', async () => {
    const noisy = await consola.entrar('verificador', { clave: otra() });
    const { clave } = noisy.sesion!.persona;
    for (let i = 0; i < 30; i += 1) await noisy.post(ruta, {});
    expect((await tiposDe(clave)).filter((tipo) => tipo === 'peticion_rechazada')).toHaveLength(20);
    consola.noche.reloj.pass(61);
    await noisy.post(ruta, {});
    expect((await hechos(clave)).at(-1)).toMatchObject({ datos: { omitidas: 10 } });
  });
});

test('who has no permission leaves a fact of it', async () => {
  const client = await consola.entrar('capturista', { clave: otra() });
  expect((await client.get('/api/personas')).estado).toBe(403);
  expect((await hechos(client.sesion!.persona.clave)).at(-1)).toMatchObject({
    tipo: 'peticion_rechazada',
    datos: { ruta: 'GET /api/personas', codigo: 'SIN_PERMISO' },
  });
});

test('no secret is in a fact nor in a line of the log', async () => {
  const clave = otra();
  const { secreto } = await consola.crear('coordinador_ccv', { clave });
  const segundoFactor = totpDe(secreto!, consola.noche.reloj.now());
  const client = consola.anonimo();
  expect(await intentar(client, entrada(clave, { segundoFactor }))).toBe('200 dentro');
  const [cookie] = client.cookies;
  const facts = JSON.stringify(must(await consola.noche.base.bitacora.history('ACCESO')));
  const log = consola.registro.join('');
  expect(log).toContain('POST /api/sesion');
  for (const secret of [CONTRASENA, secreto!, segundoFactor, cookie!.value, client.sesion!.csrf]) {
    expect(facts).not.toContain(secret);
    expect(log).not.toContain(secret);
  }
  const { rows } = await consola.noche.base.pool.query('select * from prep.persona natural join prep.sesion');
  const kept = JSON.stringify(rows);
  for (const secret of [CONTRASENA, secreto!, cookie!.value]) expect(kept).not.toContain(secret);
});

test('every answer forbids what the pages do not use', async () => {
  const { cabeceras } = await consola.anonimo().get('/api/proceso');
  const csp = cabeceras.get('content-security-policy') ?? '';
  expect(csp).toContain("default-src 'none'");
  expect(csp).toContain("script-src 'self'");
  // WebAssembly runs (the reader of codes); nothing that is inline, and no text that becomes a program.
  expect(csp.replace("'wasm-unsafe-eval'", '')).not.toContain('unsafe');
  expect(cabeceras.get('x-content-type-options')).toBe('nosniff');
  expect(cabeceras.get('cache-control')).toBe('no-store');
});
