/**
 * The boards over HTTP and a real database: what each role gets, the live board, the lists, the page of an acta, the
 * big display; and that they recover from a lost database and from a restart.
 */

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { puede, ROLES } from '../src/acceso/permisos.ts';
import type { IdActa } from '../src/dominio/clave.ts';
import type { ListaDeActas, PaginaDeActa, Tablero } from '../src/monitoreo/contrato.ts';
import { CCV, capturar, capturarDosVeces, digitalizar, must, verificar } from './apoyo/fases.ts';
import { type EnSesion, oir, type SalaDeMonitoreo, withMonitoreo } from './apoyo/monitoreo.ts';

let sala: SalaDeMonitoreo;
let coordinadora: EnSesion;
let auditora: EnSesion;
let capturada: IdActa;
let verificada: IdActa;
let enDisputa: IdActa;

const until = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const esperadas = (tablero: Tablero, clave: string) =>
  tablero.elecciones.find((eleccion) => eleccion.clave === clave)!;

beforeAll(async () => {
  sala = await withMonitoreo();
  coordinadora = await sala.entrar('coo-001', 'coordinador_ccv');
  auditora = await sala.entrar('aud-001', 'auditor');
  verificada = sala.otra('GUB');
  capturada = sala.otra('GUB');
  enDisputa = sala.otra('AYUN');
  await capturarDosVeces(sala, verificada);
  await verificar(sala, verificada);
  sala.reloj.pass(60);
  await capturarDosVeces(sala, capturada);
  sala.reloj.pass(60);
  await digitalizar(sala, enDisputa);
  await capturar(sala, enDisputa, 'ana', { NULOS: 1 });
  await capturar(sala, enDisputa, 'bea', { NULOS: 2 });
  await capturar(sala, enDisputa, 'eva', { NULOS: 3 });
});
afterAll(() => sala?.stop());

describe('the board', () => {
  test('counts phases, what would be published, queues and people, as the log says', async () => {
    const tablero = await until(async () => {
      const { cuerpo } = await coordinadora.get('/api/tablero');
      expect(esperadas(cuerpo, 'AYUN').porFase.en_conflicto).toBe(1);
      return cuerpo as Tablero;
    });
    const gub = esperadas(tablero, 'GUB');
    expect(gub.porFase).toMatchObject({ capturada: 1, verificada: 1, esperada: gub.esperadas - 2 });
    expect([gub.capturadas, gub.contabilizadas]).toEqual([1, 1]);
    const colas = Object.fromEntries(tablero.colas.map((cola) => [cola.cola, cola]));
    expect(colas.verificacion).toMatchObject({ actas: 1, acta: capturada });
    expect(colas.conflicto).toMatchObject({ actas: 1, acta: enDisputa, masAntigua: sala.reloj.now() });
    expect(colas.captura?.porMinuto.slice(-3)).toEqual([1, 1, 1]);
    const ana = tablero.personas?.find(({ clave }) => clave === 'ana');
    expect(ana).toMatchObject({ enTotal: 3, enEstaHora: 3, presencia: 'presente', rol: 'Capturista' });
    expect(ana?.acuerdo).toBe(1);
  });

  test('tells nobody who is who without the permission for it', async () => {
    const consejera = await sala.entrar('con-001', 'consejeria');
    expect((await consejera.get('/api/tablero')).cuerpo.personas).toBeNull();
    expect((await auditora.get('/api/tablero')).cuerpo.personas).not.toBeNull();
  });

  test('and each route answers to the roles of the table and to no other', async () => {
    const rutas = [
      ['GET', '/api/tablero', 'tablero:ver'],
      ['GET', '/api/actas', 'actas:ver'],
      ['GET', `/api/actas/${verificada}`, 'actas:ver'],
      ['GET', '/api/pantallas', 'pantalla:abrir'],
      ['POST', '/api/pantallas', 'pantalla:abrir'],
      ['DELETE', '/api/pantallas/000000000000', 'pantalla:abrir'],
    ] as const;
    for (const rol of ROLES) {
      const persona = await sala.entrar(`rol-${rol.replaceAll('_', '-')}`, rol);
      for (const [metodo, ruta, permiso] of rutas) {
        const { estado } =
          metodo === 'GET'
            ? await persona.get(ruta)
            : metodo === 'POST'
              ? await persona.post(ruta, { nombre: '' })
              : await persona.borrar(ruta);
        expect(estado === 403, `${rol} ${metodo} ${ruta}`).toBe(!puede(rol, permiso));
      }
    }
  });
});

describe('the live board', () => {
  const vivo = () => `${sala.direccion}/api/tablero/vivo`;

  test('says how things are at once, and then each change; people come apart', async () => {
    const oyente = await oir(vivo(), {
      ...coordinadora.headers,
      'last-event-id': '999999',
    });
    expect(oyente.cabeceras.get('content-type')).toContain('text/event-stream');
    await until(() => expect(oyente.ultimo.get('personas')?.personas.length).toBeGreaterThan(2));
    const before = oyente.ultimo.get('tablero').colas[0].actas;
    expect(oyente.ultimo.get('tablero').personas).toBeNull();
    await digitalizar(sala, sala.otra('DIP_LOC'));
    await until(() => expect(oyente.ultimo.get('tablero').colas[1].actas).toBe(1));
    expect(oyente.ultimo.get('tablero').colas[0].actas).toBe(before);
    oyente.stop();
  });

  test('tells no people to who may not see them', async () => {
    const representante = await sala.entrar('rep-001', 'representacion');
    const oyente = await oir(vivo(), representante.headers);
    await until(() => expect(oyente.ultimo.get('tablero')).toBeDefined());
    expect(oyente.ultimo.has('personas')).toBe(false);
    oyente.stop();
  });

  test('a burst of facts is one message, not one each', async () => {
    const oyente = await oir(vivo(), auditora.headers);
    await until(() => expect(oyente.ultimo.get('tablero')).toBeDefined());
    const before = oyente.cuentas.get('tablero')!;
    const actas = Array.from({ length: 5 }, () => sala.otra('DIP_LOC'));
    await Promise.all(actas.map((acta) => digitalizar(sala, acta)));
    await until(() => expect(oyente.ultimo.get('tablero').colas[1].actas).toBe(6));
    expect(oyente.cuentas.get('tablero')! - before).toBeLessThanOrEqual(3);
    oyente.stop();
  });

  test('ends when the session ends, and without one it never begins', async () => {
    const otra = await sala.entrar('coo-002', 'coordinador_ccv');
    const oyente = await oir(vivo(), otra.headers);
    await until(() => expect(oyente.ultimo.get('tablero')).toBeDefined());
    await otra.salir();
    await until(() => expect(oyente.estado()).toBe('terminada'));
    expect(oyente.ultimo.has('fin')).toBe(true);
    expect((await fetch(vivo(), { headers: otra.headers })).status).toBe(401);
  });

  test('a person has four at most, and who leaves gives the place back', async () => {
    const otra = await sala.entrar('coo-003', 'coordinador_ccv');
    const oyentes = await Promise.all([1, 2, 3, 4].map(() => oir(vivo(), otra.headers)));
    expect((await fetch(vivo(), { headers: otra.headers })).status).toBe(429);
    for (const oyente of oyentes) oyente.stop();
    await until(async () => (await oir(vivo(), otra.headers)).stop());
  });

  test('is there again after the server restarts, with the same counts', async () => {
    const before = await until(async () => {
      const { cuerpo } = await coordinadora.get('/api/tablero');
      expect(esperadas(cuerpo, 'AYUN').porFase.en_conflicto).toBe(1);
      return cuerpo as Tablero;
    });
    const oyente = await oir(vivo(), coordinadora.headers);
    await sala.restart();
    await until(() => expect(oyente.estado()).toBe('terminada'));
    const after = await until(async () => {
      const answer = await coordinadora.get('/api/tablero');
      expect(answer.estado).toBe(200);
      return answer.cuerpo as Tablero;
    });
    expect(counts(after)).toEqual(counts(before));
  });

  test('goes on from where it was when the database dies and comes back', async () => {
    const oyente = await oir(vivo(), coordinadora.headers);
    await until(() => expect(oyente.ultimo.get('tablero')).toBeDefined());
    const before = oyente.ultimo.get('tablero').colas[1].actas;
    const pid = sala.base.pid()!;
    process.kill(pid, 'SIGKILL');
    await until(() => expect([null, pid]).not.toContain(sala.base.pid()));
    await until(async () => expect((await sala.base.bitacora.position()).ok).toBe(true));
    await digitalizar(sala, sala.otra('DIP_LOC'));
    await until(() => expect(oyente.ultimo.get('tablero').colas[1].actas).toBe(before + 1));
    oyente.stop();
  });
});

/** What was counted: neither the minute in which one looks, nor who has done nothing and has just come in. */
function counts({ colas, personas, ahora: _, ...tablero }: Tablero) {
  const salidas = (porMinuto: readonly number[]) => porMinuto.reduce((sum, each) => sum + each, 0);
  return {
    ...tablero,
    personas: personas?.filter(({ enTotal }) => enTotal > 0),
    colas: colas.map((cola) => ({ ...cola, porMinuto: salidas(cola.porMinuto) })),
  };
}

describe('the list of actas', () => {
  const list = async (filtro: string) =>
    (await coordinadora.get(`/api/actas?${filtro}`)).cuerpo as ListaDeActas;

  test('goes through every acta by pages, each once, in the order of its clave', async () => {
    const claves: string[] = [];
    const ids = new Set<string>();
    let despuesDe = '';
    do {
      const page = await list(`cuantas=7${despuesDe}`);
      for (const { acta, titulo } of page.actas) {
        claves.push(titulo.clave);
        ids.add(acta);
      }
      despuesDe = page.siguiente === null ? '' : `&despuesDe=${page.siguiente}`;
      expect(page.total).toBe(sala.proceso.actas.length);
    } while (despuesDe !== '');
    expect(claves).toEqual(claves.toSorted());
    expect(ids.size).toBe(sala.proceso.actas.length);
  });

  test('is filtered by phase, queue, mark, election, territory and CATD', async () => {
    expect((await list('fase=verificada')).actas.map(({ acta }) => acta)).toEqual([verificada]);
    expect((await list('cola=conflicto')).actas.map(({ acta }) => acta)).toEqual([enDisputa]);
    expect((await list('marca=conflicto')).actas[0]).toMatchObject({
      acta: enDisputa,
      marcas: ['conflicto'],
    });
    const { territorio, casilla } = sala.proceso.actasPorId.get(enDisputa)!;
    const here = await list(`eleccion=AYUN&territorio=${territorio}&catd=${casilla.catd}`);
    const expected = sala.proceso.actas.filter(
      (acta) =>
        acta.eleccion === 'AYUN' && acta.territorio === territorio && acta.casilla.catd === casilla.catd,
    );
    expect(here.total).toBe(expected.length);
  });

  test('finds by clave, section, casilla, territory and CATD, without accents nor capitals', async () => {
    const acta = sala.proceso.actasPorId.get(enDisputa)!;
    const { nombre } = sala.proceso.eleccionPorClave
      .get('AYUN')!
      .territorios.find(({ id }) => id === acta.territorio)!;
    for (const texto of [acta.clave, `${acta.casilla.seccion} ${nombre.toLowerCase()}`, acta.casilla.catd]) {
      const found = await list(`cuantas=500&texto=${encodeURIComponent(texto)}`);
      expect(
        found.actas.map((one) => one.acta),
        texto,
      ).toContain(enDisputa);
      expect(found.total).toBeLessThan(sala.proceso.actas.length);
    }
    expect((await list('texto=zzz')).total).toBe(0);
    const { actas } = await list('texto=contigua%201');
    expect(actas.length).toBeGreaterThan(0);
    for (const { titulo } of actas) expect(titulo.casilla).toMatch(/contigua 1|extraordinaria 1 contigua/i);
  });

  test('by waiting, gives first what has waited longest, and pages do not repeat nor skip', async () => {
    const nueva = sala.otra('GUB');
    await digitalizar(sala, nueva);
    // The list follows the log: what is compared begins when the last fact is in it.
    const whole = await until(async () => {
      const found = await list('orden=espera');
      expect(found.total).toBeGreaterThan(2);
      expect(found.actas.find(({ acta }) => acta === nueva)?.fase).toBe('en_captura');
      return found;
    });
    expect(whole.actas[0]?.acta).toBe(capturada);
    const waits = whole.actas.map(({ espera }) => espera!);
    expect(waits).toEqual(waits.toSorted());
    const first = await list('orden=espera&cuantas=2');
    const rest = await list(`orden=espera&despuesDe=${first.siguiente}`);
    expect([...first.actas, ...rest.actas]).toEqual(whole.actas);
  });

  test('a filter that does not exist is refused with its name', async () => {
    const { estado, cuerpo } = await coordinadora.get('/api/actas?fase=cocida');
    expect([estado, cuerpo.codigo]).toEqual([422, 'CUERPO_INVALIDO']);
    expect(cuerpo.mensaje).toContain('fase');
  });
});

describe('the page of an acta', () => {
  const page = async (quien: EnSesion, acta: IdActa) =>
    (await quien.get(`/api/actas/${acta}`)).cuerpo as PaginaDeActa;

  test('tells its history in sentences, with names, and what was typed to who may see it', async () => {
    const { historia, imagenes, resultado } = await page(coordinadora, verificada);
    expect(historia.map(({ tipo }) => tipo)).toEqual([
      ...['acta_acopiada', 'imagen_digitalizada', 'captura_asignada', 'captura_registrada'],
      ...['captura_asignada', 'captura_registrada', 'acta_consolidada'],
      ...['verificacion_asignada', 'acta_verificada'],
    ]);
    expect(historia[6]?.que).toBe('Dos capturas coinciden en todo: el acta queda capturada.');
    expect(historia[3]?.lecturas?.find(({ etiqueta }) => etiqueta === 'Votos nulos')?.lectura).toBe('10');
    expect(imagenes.map(({ uso }) => uso)).toEqual(['en_uso']);
    expect(resultado?.every(({ lectura }) => lectura === '10')).toBe(true);
  });

  test('says no value to who may not see captures, in a sentence or beside it', async () => {
    const verificadora = await sala.entrar('ver-009', 'verificador');
    const { historia } = await page(verificadora, enDisputa);
    expect(historia.every(({ lecturas }) => lecturas === null)).toBe(true);
    const opened = historia.at(-1);
    expect(opened).toMatchObject({ tipo: 'conflicto_abierto' });
    expect(opened?.que).toBe(
      'Tres capturas no coinciden en «Votos nulos»: lo resuelven coordinación y verificación.',
    );
    expect(JSON.stringify(historia)).not.toMatch(/"lectura":/);
  });

  test('names the cortes in which what is published of it changed, and only those', async () => {
    const take = async () => {
      const corte = {
        datos: { tipo: 'intermedio' },
        actor: 'SISTEMA',
        lugar: 'X',
        momento: sala.reloj.now(),
      };
      await must(await sala.base.bitacora.readSnapshot(corte)).close();
    };
    await take();
    await take();
    const campos = ['NULOS'];
    const peticion = { acta: verificada, persona: 'cotejadora', lugar: CCV };
    must(await sala.fases.cotejo.corregir({ ...peticion, campos, razon: 'dice 12' }));
    await take();
    await capturar(sala, verificada, 'eva', { NULOS: 12 });
    await capturar(sala, verificada, 'fer', { NULOS: 12 });
    must(await sala.fases.verificacion.tomar({ acta: verificada, persona: 'vero', lugar: CCV }));
    must(await sala.fases.verificacion.verificar({ acta: verificada, persona: 'vero', lugar: CCV }));
    await take();
    const { cortes } = await until(async () => {
      const found = await page(auditora, verificada);
      expect(found.cortes).toHaveLength(3);
      return found;
    });
    expect(cortes.map(({ numero }) => numero)).toEqual([1, 3, 4]);
    expect(cortes[0]?.que).toMatch(/^Se publicó por primera vez, con \d+ votos\.$/);
    expect(cortes[2]?.que).toContain('«Votos nulos» de 10 a 12');
  });

  test('of an acta that does not exist says so', async () => {
    const { estado, cuerpo } = await coordinadora.get('/api/actas/GUB-NADA');
    expect([estado, cuerpo.codigo]).toEqual([404, 'ACTA_DESCONOCIDA']);
  });
});

describe('the big display', () => {
  test('is seen with its address and without a session, without people, until it is revoked', async () => {
    const { cuerpo: creada } = await coordinadora.post('/api/pantallas', { nombre: '  Sala de captura ' });
    expect(creada).toMatchObject({ nombre: 'Sala de captura', creo: 'coo-001' });
    const llave = creada.direccion.replace('/pantalla/', '');
    const { cuerpo: lista } = await coordinadora.get('/api/pantallas');
    expect(lista.pantallas).toEqual([{ ...creada, direccion: null }]);

    const publica = await fetch(`${sala.direccion}/api/pantalla/${llave}`);
    const tablero = (await publica.json()) as Tablero;
    expect([publica.status, tablero.personas]).toEqual([200, null]);
    const oyente = await oir(`${sala.direccion}/api/pantalla/${llave}/vivo`, {});
    await until(() => expect(oyente.ultimo.get('tablero')).toBeDefined());
    expect(oyente.ultimo.has('personas')).toBe(false);

    expect((await coordinadora.borrar(`/api/pantallas/${creada.id}`)).estado).toBe(200);
    expect((await fetch(`${sala.direccion}/api/pantalla/${llave}`)).status).toBe(404);
    await until(() => expect(oyente.estado()).toBe('terminada'));
    expect((await coordinadora.borrar(`/api/pantallas/${creada.id}`)).cuerpo.codigo).toBe('NO_EXISTE');
  });

  test('keeps only the hash of its key, in a fact that says who and when', async () => {
    const { cuerpo: creada } = await coordinadora.post('/api/pantallas', { nombre: 'Pasillo' });
    const llave = creada.direccion.replace('/pantalla/', '');
    const { rows } = await sala.base.pool.query(
      `select tipo, actor, datos from prep.evento where acta = 'JORNADA' order by seq`,
    );
    expect(rows.at(-1)).toMatchObject({ tipo: 'pantalla_creada', actor: 'coo-001' });
    expect(JSON.stringify(rows)).not.toContain(llave);
    const everywhere = await sala.base.pool.query('select 1 from prep.evento where datos like $1', [
      `%${llave}%`,
    ]);
    expect(everywhere.rowCount).toBe(0);
  });

  test('another key, or one that is not, is not found', async () => {
    for (const llave of ['A'.repeat(32), 'corta', `${'A'.repeat(31)}%00`]) {
      const { status } = await fetch(`${sala.direccion}/api/pantalla/${llave}`);
      expect([404, 422]).toContain(status);
    }
  });

  test('nobody can try keys for long', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 130; i += 1) {
      statuses.add((await fetch(`${sala.direccion}/api/pantalla/${String(i).padStart(32, 'B')}`)).status);
    }
    expect(statuses).toContain(429);
  });
});
