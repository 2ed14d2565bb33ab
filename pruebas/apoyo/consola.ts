/**
 * The operators' server over a real database with the minimal process, listening on a free port, and people who have
 * logged in. The clock is the one of `withFases`: only the test moves it.
 *
 *   let consola: ConsolaDePrueba;
 *   beforeAll(async () => { consola = await withConsola(); });
 *   afterAll(() => consola.stop());
 *
 *   const ana = await consola.entrar('capturista');            // cap-001, or the next that nobody used
 *   const otra = await consola.entrar('capturista', { clave: 'ana', centro: 'CCV' });
 *   const { estado, cuerpo } = await ana.post('/api/captura/siguiente');
 *   await context.addCookies(ana.cookies);                     // the same session, in a browser of Playwright
 *
 * `consola.noche` has the base, the process, the phases and the clock. Passing `construida` (the folder of
 * `construirConsola()`) also serves the application at `consola.direccion`.
 */

import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { generateSecret, generateSync } from 'otplib';
import { type Acceso, createAcceso } from '../../src/acceso/acceso.ts';
import type { AjustesDeAcceso } from '../../src/acceso/ajustes.ts';
import { createContrasenas } from '../../src/acceso/contrasena.ts';
import type { Sesion } from '../../src/acceso/contrato.ts';
import type { HechoDeAcceso } from '../../src/acceso/hechos.ts';
import { openLlave } from '../../src/acceso/llave.ts';
import { ROLES_CON_SEGUNDO_FACTOR, type Rol } from '../../src/acceso/permisos.ts';
import { seal } from '../../src/acceso/secretos.ts';
import type { Nota } from '../../src/bitacora/bitacora.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createConsola, type LimitesDeConsola } from '../../src/servidor/consola.ts';
import { carpetasDe } from '../../src/servidor/servicios.ts';
import { CATD, CCV, must, type Noche, withFases } from './fases.ts';

/** Of every person of the tests. */
export const CONTRASENA = 'jacaranda tejado 58';

/** Enough to be argon2id, and nothing more: a test logs in dozens of people. */
const COSTO = { memoria: 8, vueltas: 1 };

export interface OpcionesDeConsolaDePrueba {
  /** the minimal one, unless another is given */
  readonly proceso?: Proceso;
  readonly ajustes?: Partial<AjustesDeAcceso>;
  readonly limites?: Partial<LimitesDeConsola>;
  /** folder of the built application; without it there is only the API */
  readonly construida?: string;
  /** addresses of proxies that are believed */
  readonly proxys?: readonly string[];
}

export interface ConsolaDePrueba {
  readonly noche: Noche;
  readonly acceso: Acceso;
  readonly app: FastifyInstance;
  /** `http://127.0.0.1:40123`, without the last slash */
  readonly direccion: string;
  /** every line that the server logged */
  readonly registro: readonly string[];
  /** Creates an active person of that role (or takes up the one of that key) and logs them in. */
  entrar(rol: Rol, opciones?: OpcionesDePersona): Promise<Cliente>;
  /** Creates an active person without logging in; with a secret of TOTP when the role requires it. */
  crear(rol: Rol, opciones?: OpcionesDePersona): Promise<PersonaDePrueba>;
  /** Someone who has not logged in. */
  anonimo(): Cliente;
  stop(): Promise<void>;
}

export interface OpcionesDePersona {
  readonly clave?: string;
  readonly nombre?: string;
  /** CCV, or C01 for who works in a CATD, if it is not said */
  readonly centro?: string;
  /** `puesto` if it is not said, for who must have a second factor; the others have none */
  readonly factor?: 'puesto' | 'sin_enrolar';
}

export interface PersonaDePrueba {
  readonly clave: string;
  readonly rol: Rol;
  readonly centro: string;
  /** null for who has no second factor */
  readonly secreto: string | null;
}

export interface Respuesta<T> {
  readonly estado: number;
  /** the JSON of the answer */
  readonly cuerpo: T;
  readonly cabeceras: Headers;
}

export interface Cliente {
  /** null for who has not logged in */
  readonly sesion: Sesion | null;
  /** for `context.addCookies` of Playwright; `nombre=valor` in each for a header */
  readonly cookies: { name: string; value: string; url: string }[];
  // What an answer has is known by who asks: `post<TareaOEspera>(…)`.
  // biome-ignore lint/suspicious/noExplicitAny: without a type, a test looks at any field
  get<T = any>(ruta: string): Promise<Respuesta<T>>;
  // biome-ignore lint/suspicious/noExplicitAny: without a type, a test looks at any field
  post<T = any>(ruta: string, cuerpo?: unknown, cabeceras?: Cabeceras): Promise<Respuesta<T>>;
  /** Any request: with the cookies and the token of this client, unless the headers say others (null: without it). */
  // biome-ignore lint/suspicious/noExplicitAny: without a type, a test looks at any field
  pedir<T = any>(peticion: Peticion): Promise<Respuesta<T>>;
}

type Cabeceras = Readonly<Record<string, string | null>>;

export interface Peticion {
  readonly metodo: string;
  readonly ruta: string;
  /** sent as JSON, or as it is when it is a text */
  readonly cuerpo?: unknown;
  readonly cabeceras?: Cabeceras;
}

/** Opens a server of its own. Call `stop` when done. */
export async function withConsola(opciones: OpcionesDeConsolaDePrueba = {}): Promise<ConsolaDePrueba> {
  const noche = await withFases({ proceso: opciones.proceso });
  const { base, proceso, reloj, fases, almacen } = noche;
  const { pool, bitacora, datos } = base;
  const acceso = must(
    await createAcceso({
      ...{ pool, bitacora, proceso, now: reloj.now, datos },
      ajustes: { contrasena: COSTO, ...opciones.ajustes },
    }),
  );
  const registro: string[] = [];
  const app = await createConsola({
    sistema: { proceso, bitacora, pool, almacen, now: reloj.now, fases, carpetas: carpetasDe(datos) },
    acceso,
    construida: opciones.construida ?? null,
    registro: { write: (line) => void registro.push(line) },
    ...(opciones.limites && { limites: opciones.limites }),
    ...(opciones.proxys && { proxys: opciones.proxys }),
  });
  const direccion = await app.listen({ host: '127.0.0.1', port: 0 });
  const llave = must(await openLlave(datos, pool));
  const contrasena = await createContrasenas(COSTO, randomBytes).hash(CONTRASENA);
  const gente = new Map<string, PersonaDePrueba>();

  async function crear(
    rol: Rol,
    { clave, nombre, centro, factor }: OpcionesDePersona = {},
  ): Promise<PersonaDePrueba> {
    const number = [...gente.values()].filter((other) => other.rol === rol).length + 1;
    const persona: PersonaDePrueba = {
      clave: clave ?? `${PREFIJOS[rol]}-${String(number).padStart(3, '0')}`,
      rol,
      centro: centro ?? (DE_CATD.includes(rol) ? CATD : CCV),
      secreto: (factor ?? porRol(rol)) === 'puesto' ? generateSecret() : null,
    };
    await pool.query(
      `insert into prep.persona (clave, nombre, rol, centro, cargada, estado, contrasena, factor)
       values ($1, $2, $3, $4, $5, 'activa', $6, $7)`,
      [
        ...[
          persona.clave,
          nombre ?? `Persona ${persona.clave}`,
          rol,
          persona.centro,
          reloj.now(),
          contrasena,
        ],
        persona.secreto && seal(persona.secreto, persona.clave, llave, randomBytes),
      ],
    );
    must(await bitacora.note(hechoDe(persona, nombreDe(persona, nombre), reloj.now())));
    gente.set(persona.clave, persona);
    return persona;
  }

  return {
    ...{ noche, acceso, app, direccion, registro, crear },
    async entrar(rol, opcionesDePersona = {}) {
      const known = gente.get(opcionesDePersona.clave ?? '');
      const persona = known ?? (await crear(rol, opcionesDePersona));
      // The clock stands still: without this, the code of a second login would be the one already used.
      if (known) await pool.query('update prep.persona set paso = 0 where clave = $1', [persona.clave]);
      const client = createCliente(direccion);
      const entered = await client.post<Sesion>('/api/sesion', {
        ...{ persona: persona.clave, contrasena: CONTRASENA, otraSesion: 'cerrar' },
        ...(persona.secreto && { segundoFactor: totpDe(persona.secreto, reloj.now()) }),
      });
      if (entered.estado !== 200) throw new Error(`${persona.clave}: ${JSON.stringify(entered.cuerpo)}`);
      return client;
    },
    anonimo: () => createCliente(direccion),
    async stop() {
      await app.close();
      await noche.stop();
    },
  };
}

function porRol(rol: Rol): 'puesto' | 'sin_enrolar' {
  return ROLES_CON_SEGUNDO_FACTOR.includes(rol) ? 'puesto' : 'sin_enrolar';
}

function nombreDe({ clave }: PersonaDePrueba, nombre: string | undefined): string {
  return nombre ?? `Persona ${clave}`;
}

/** As if they had been loaded from a file. */
function hechoDe({ clave, rol, centro }: PersonaDePrueba, nombre: string, momento: string): Nota {
  const hecho: HechoDeAcceso = {
    tipo: 'personas_cargadas',
    datos: { personas: [{ clave, nombre, rol, centro }], sha256: null },
  };
  return { flujo: 'ACCESO', ...hecho, actor: 'SISTEMA', lugar: 'CONSOLA', momento };
}

const DE_CATD: readonly Rol[] = ['acopiador', 'digitalizador', 'cae', 'cotejador', 'coordinador_catd'];

const PREFIJOS: Readonly<Record<Rol, string>> = {
  acopiador: 'aco',
  digitalizador: 'dig',
  cae: 'cae',
  capturista: 'cap',
  verificador: 'ver',
  cotejador: 'cot',
  coordinador_catd: 'coc',
  coordinador_ccv: 'cor',
  administrador: 'adm',
  auditor: 'aud',
  consejeria: 'con',
  representacion: 'rep',
  difusor: 'dif',
  instancia_interna: 'ins',
};

/** The six digits of a secret at an instant. */
export function totpDe(secreto: string, momento: string): string {
  return generateSync({ secret: secreto, epoch: Math.floor(Date.parse(momento) / 1000) });
}

/** A client as a browser: it keeps cookies, sends the token of the session and says where it comes from. */
function createCliente(direccion: string): Cliente {
  const cookies = new Map<string, string>();
  let sesion: Sesion | null = null;

  // biome-ignore lint/suspicious/noExplicitAny: as in `Cliente`
  async function pedir<T = any>({ metodo, ruta, cuerpo, cabeceras = {} }: Peticion): Promise<Respuesta<T>> {
    const given: Cabeceras = {
      cookie: cookies.size === 0 ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf': sesion === null || metodo === 'GET' ? null : sesion.csrf,
      'content-type': cuerpo === undefined ? null : 'application/json',
      origin: metodo === 'GET' ? null : direccion,
      'sec-fetch-site': 'same-origin',
      ...cabeceras,
    };
    const headers = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
    const response = await fetch(`${direccion}${ruta}`, {
      method: metodo,
      headers,
      ...(cuerpo !== undefined && { body: typeof cuerpo === 'string' ? cuerpo : JSON.stringify(cuerpo) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : text;
    if (ruta === '/api/sesion' && response.status === 200 && metodo !== 'DELETE') sesion = body;
    return { estado: response.status, cuerpo: body, cabeceras: response.headers };
  }

  return {
    get sesion() {
      return sesion;
    },
    get cookies() {
      return [...cookies].map(([name, value]) => ({ name, value, url: direccion }));
    },
    get: (ruta) => pedir({ metodo: 'GET', ruta }),
    post: (ruta, cuerpo = {}, cabeceras = {}) => pedir({ metodo: 'POST', ruta, cuerpo, cabeceras }),
    pedir,
  };
}
