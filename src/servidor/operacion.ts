/**
 * The real operation of a PREP: the system, the operators' server, the public site and the cortes, until somebody
 * stops it. What is begun here is closed here, in order: first nobody else comes in, last the database.
 */

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Acceso, createAcceso } from '../acceso/acceso.ts';
import type { AjustesDeAcceso } from '../acceso/ajustes.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { formatCorte } from '../proceso/hora.ts';
import type { PeriodoDePublicacion, Proceso } from '../proceso/proceso.ts';
import { openDisco } from '../publicacion/disco.ts';
import { readActual } from '../publicacion/puntero.ts';
import { createConsola } from './consola.ts';
import { construirConsola } from './construir-consola.ts';
import { runCortes } from './cortes.ts';
import { createPublico } from './publico.ts';
import { listenLocal, type Puerto } from './puerto.ts';
import { openSistema, type Sistema } from './servicios.ts';

export interface OpcionesDeOperacion {
  readonly proceso: Proceso;
  readonly datos: string;
  /** DATABASE_URL, or undefined for the embedded database */
  readonly url: string | undefined;
  readonly puerto: Puerto;
  readonly puertoDelSitio: Puerto;
  /** public address of the site, with its final slash */
  readonly direccion?: string | null;
  /** seconds between cortes */
  readonly cada: number;
  /** `ahora`: cortes from the start, whatever the calendar says; only where results are not real */
  readonly publicar: 'a_su_hora' | 'ahora';
  /** addresses of the proxies whose `x-forwarded-*` are believed */
  readonly proxys: readonly string[];
  readonly ajustes: Partial<AjustesDeAcceso>;
  readonly decir: (linea: string) => void;
  /** when it comes, everything is closed in order */
  readonly alto: AbortSignal;
  /** called when everything is open and listening, before the first corte: a rehearsal puts its people and actas here */
  readonly alAbrir?: (abierta: Abierta) => Promise<Result<unknown, Refusal>>;
  /** called when nobody can come in any more and the database still answers */
  readonly alCerrar?: (abierta: Abierta) => Promise<Result<unknown, Refusal>>;
}

export interface Abierta {
  readonly sistema: Sistema;
  readonly acceso: Acceso;
}

/** Log of the operators' server, under the folder of data. */
export const REGISTRO = 'consola.log';

/** Runs it until it is stopped. */
export async function runOperacion(opciones: OpcionesDeOperacion): Promise<Result<null, Refusal>> {
  const { proceso, datos, url, direccion, publicar, decir } = opciones;
  if (proceso.tipo === 'jornada' && publicar === 'ahora') {
    return refuse(
      'JORNADA_A_SU_HORA',
      'El proceso es de tipo «jornada»: publica a la hora de su calendario y no antes. Quite --publicar ahora.',
    );
  }
  const construida = await construirConsola(decir);
  if (!construida.ok) return construida;
  const sistema = await openSistema({
    ...{ datos, proceso, url, direccion, now: () => new Date().toISOString() },
    avisar: ({ mensaje }) => decir(`Aviso: ${mensaje}`),
  });
  if (!sistema.ok) return sistema;
  try {
    return await operate(opciones, sistema.value, construida.value);
  } finally {
    await sistema.value.close();
    decir('Todo quedó cerrado en orden.');
  }
}

async function operate(
  opciones: OpcionesDeOperacion,
  sistema: Sistema,
  construida: string,
): Promise<Result<null, Refusal>> {
  const { datos, ajustes, proxys, decir, alto } = opciones;
  const acceso = await createAcceso({ ...sistema, datos, ajustes });
  if (!acceso.ok) return acceso;
  const governed = checkAdministracion(await acceso.value.findAdministracion(), opciones);
  if (!governed.ok) return governed;

  const registro = createWriteStream(join(datos, REGISTRO), { flags: 'a', mode: 0o600 });
  const apps: FastifyInstance[] = [];
  try {
    const sitio = await createPublico({ publicacion: sistema.carpetas.publicacion });
    apps.push(sitio);
    const consola = await createConsola({
      ...{ sistema, acceso: acceso.value, construida, registro, proxys },
    });
    apps.unshift(consola);
    const consolaEn = await listen(consola, opciones.puerto, 'la consola', '--puerto');
    if (!consolaEn.ok) return consolaEn;
    const sitioEn = await listen(sitio, opciones.puertoDelSitio, 'el sitio', '--puerto-sitio');
    if (!sitioEn.ok) return sitioEn;
    decir(`La consola de quienes operan: ${consolaEn.value}`);
    decir(`El sitio público:             ${sitioEn.value}`);
    const abierta = { sistema, acceso: acceso.value };
    const begun = await opciones.alAbrir?.(abierta);
    if (begun?.ok === false) return begun;
    await publish(opciones, sistema);
    if (!alto.aborted) await new Promise((stop) => alto.addEventListener('abort', stop, { once: true }));
    for (const app of apps.splice(0)) await app.close();
    const ended = await opciones.alCerrar?.(abierta);
    return ended?.ok === false ? ended : ok(null);
  } finally {
    for (const app of apps) await app.close();
    await new Promise((done) => registro.end(done));
  }
}

/**
 * Only the administration loads people, gives codes and confirms coordinations. On the real night it is not
 * acceptable to find out when it matters that there is nobody; whoever is still to activate does it in this console.
 */
function checkAdministracion(
  there: 'activa' | 'por_activar' | 'ninguna',
  { proceso, decir }: OpcionesDeOperacion,
): Result<null, Refusal<'SIN_ADMINISTRACION'>> {
  if (there === 'activa') return ok(null);
  if (there === 'por_activar') {
    decir('Aviso: nadie de la administración ha activado su cuenta. Hágalo con su código en la consola.');
    return ok(null);
  }
  const how = 'Dé de alta a la primera persona con «prep personas primera».';
  if (proceso.tipo === 'jornada') {
    return refuse(
      'SIN_ADMINISTRACION',
      `No hay nadie en la administración, y una jornada no empieza así. ${how}`,
    );
  }
  decir(`Aviso: no hay nadie en la administración. ${how}`);
  return ok(null);
}

async function listen(
  app: FastifyInstance,
  puerto: Puerto,
  what: string,
  option: string,
): Promise<Result<string, Refusal<'PUERTO_OCUPADO'>>> {
  const listening = await listenLocal(app, puerto);
  if (listening.ok) return listening;
  return refuse('PUERTO_OCUPADO', `No hay puerto para ${what} (${puerto.puerto}). Elija otro con ${option}.`);
}

async function publish(
  { proceso, cada, publicar, decir, alto }: OpcionesDeOperacion,
  { publicador, carpetas, now }: Sistema,
): Promise<void> {
  const actual = readActual(openDisco(), carpetas.publicacion);
  if (!actual.ok) {
    decir(`Aviso: ${actual.error.mensaje}`);
    return;
  }
  if (actual.value?.corte.tipo === 'ultimo') {
    decir(`El corte ${actual.value.corte.numero} ya es el último: no se toman más.`);
    return;
  }
  const publicacion = publicar === 'ahora' ? desdeAhora(proceso.publicacion, now()) : proceso.publicacion;
  decir(
    `Cortes cada ${cada} segundos, del ${formatCorte(publicacion.apertura, proceso.huso)} al ${formatCorte(publicacion.cierre, proceso.huso)}.`,
  );
  await runCortes({ publicador, publicacion, cada, now, decir, alto });
}

/** As long as the real one, from this moment. */
function desdeAhora({ apertura, cierre }: PeriodoDePublicacion, ahora: string): PeriodoDePublicacion {
  const begin = Date.parse(ahora);
  return { apertura: new Date(begin), cierre: new Date(begin + cierre.getTime() - apertura.getTime()) };
}
