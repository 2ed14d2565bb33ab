/** `prep servir`: the operation of a PREP, and `prep construir`: its application, in advance. */

import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { AjustesDeAcceso } from '../acceso/ajustes.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { construirConsola } from '../servidor/construir-consola.ts';
import { type OpcionesDeOperacion, runOperacion } from '../servidor/operacion.ts';
import type { Puerto } from '../servidor/puerto.ts';
import { readProceso } from '../servidor/servicios.ts';
import { listenForStop } from './alto.ts';
import { lugarDe } from './base-abierta.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep servir --proceso CARPETA [opciones]

Opera el proceso: la base de datos, la consola de quienes capturan, verifican y coordinan, el sitio público y los
cortes, desde que abre la publicación hasta que cierra. Ctrl-C (o SIGTERM) lo cierra en orden.

  --proceso CARPETA       el proceso por operar
  --puerto N              puerto de la consola; sin él, 8090 o el siguiente libre
  --puerto-sitio N        puerto del sitio público; sin él, 8080 o el siguiente libre
  --direccion URL         dirección pública del sitio (https://prep.ejemplo.mx/): con ella cada página dice la suya a
                          quienes la comparten y la buscan (imagen, sitemap.txt y robots.txt)
  --cada N                segundos entre cortes (300)
  --publicar ahora        tomar cortes desde ya, sin esperar la hora de apertura; solo en demostraciones y simulacros
  --proxy IP[,IP…]        direcciones del proxy con TLS que está delante: solo a ellas se les creen x-forwarded-*
  --inactividad N         minutos sin actividad tras los que una sesión vence (30)
  --sesion N              horas que dura una sesión como máximo (14)
  --ayuda                 este texto

Escucha solo en esta máquina (127.0.0.1): para otras computadoras, ponga delante un proxy con TLS.

PREP_DATOS     carpeta de la base de datos, las imágenes y la publicación (./datos)
DATABASE_URL   un PostgreSQL propio en lugar del embebido

Sale con 0 si se detuvo en orden, con 2 si no pudo empezar.
`;

type Opciones = Omit<OpcionesDeOperacion, 'proceso' | 'datos' | 'url' | 'decir' | 'alto'> & {
  readonly carpeta: string;
};

/** @returns exit code: 0 it was stopped, 2 it could not begin */
export async function servir(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseServir(args);
  if (parsed === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const decir = (linea: string) => void io.stdout.write(`${linea}\n`);
  const done = parsed.ok ? await run(parsed.value, decir) : parsed;
  if (done.ok) return 0;
  io.stderr.write(`${done.error.mensaje}\n`);
  return 2;
}

async function run(
  { carpeta, ...opciones }: Opciones,
  decir: (linea: string) => void,
): Promise<Result<null, Refusal>> {
  const proceso = await readProceso(resolve(carpeta));
  if (!proceso.ok) return proceso;
  const { datos, url } = lugarDe(process.env);
  decir(`PREP Abierto: «${proceso.value.nombreLargo}» (${proceso.value.tipo}), en ${datos}.`);
  const alto = listenForStop(decir);
  return runOperacion({ ...opciones, proceso: proceso.value, datos, url, decir, alto });
}

function parseServir(args: readonly string[]): Result<Opciones, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, {
    proceso: { type: 'string' },
    puerto: { type: 'string' },
    'puerto-sitio': { type: 'string' },
    direccion: { type: 'string' },
    cada: { type: 'string' },
    publicar: { type: 'string' },
    proxy: { type: 'string' },
    inactividad: { type: 'string' },
    sesion: { type: 'string' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  if (positionals.length > 0) return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  if (values.proceso === undefined) {
    return refuse('OPCION', 'Indique la carpeta del proceso con --proceso CARPETA.');
  }
  const puerto = parsePuerto('puerto', values.puerto, 8090);
  if (!puerto.ok) return puerto;
  const puertoDelSitio = parsePuerto('puerto-sitio', values['puerto-sitio'], 8080);
  if (!puertoDelSitio.ok) return puertoDelSitio;
  const direccion = parseDireccion(values.direccion);
  if (!direccion.ok) return direccion;
  const cada = parseEntero('cada', values.cada, { de: 10, a: 3_600, comun: 300 });
  if (!cada.ok) return cada;
  const ajustes = parseAjustes(values);
  if (!ajustes.ok) return ajustes;
  if (values.publicar !== undefined && values.publicar !== 'ahora') {
    return refuse('OPCION', `--publicar dice «${values.publicar}» y solo se espera «ahora».`);
  }
  const proxys = (values.proxy ?? '').split(',').flatMap((part) => part.trim() || []);
  const wrong = proxys.find((proxy) => isIP(proxy.replace(/\/\d{1,3}$/, '')) === 0);
  if (wrong !== undefined) {
    return refuse(
      'OPCION',
      `--proxy dice «${wrong}» y se espera una dirección IP, o una red como 10.0.0.0/24.`,
    );
  }
  return ok({
    carpeta: values.proceso,
    puerto: puerto.value,
    puertoDelSitio: puertoDelSitio.value,
    direccion: direccion.value,
    cada: cada.value,
    publicar: values.publicar === 'ahora' ? 'ahora' : 'a_su_hora',
    proxys,
    ajustes: ajustes.value,
  });
}

function parseAjustes(values: {
  readonly inactividad?: string | undefined;
  readonly sesion?: string | undefined;
}): Result<Partial<AjustesDeAcceso>, Refusal<'OPCION'>> {
  const inactividad = parseEntero('inactividad', values.inactividad, { de: 1, a: 720, comun: 30 });
  if (!inactividad.ok) return inactividad;
  const sesion = parseEntero('sesion', values.sesion, { de: 1, a: 48, comun: 14 });
  if (!sesion.ok) return sesion;
  return ok({ minutosDeInactividad: inactividad.value, horasDeSesion: sesion.value });
}

/** An address of the web with nothing after its path; a final slash is added. */
function parseDireccion(texto: string | undefined): Result<string | null, Refusal<'OPCION'>> {
  if (texto === undefined) return ok(null);
  const url = URL.canParse(texto) ? new URL(texto) : null;
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === '';
  if (url !== null && isPlain && /^https?:$/.test(url.protocol)) return ok(url.href.replace(/\/*$/, '/'));
  return refuse(
    'OPCION',
    `--direccion dice «${texto}» y se espera la del sitio, como https://prep.ejemplo.mx/.`,
  );
}

function parsePuerto(
  opcion: string,
  texto: string | undefined,
  comun: number,
): Result<Puerto, Refusal<'OPCION'>> {
  if (texto === undefined) return ok({ tipo: 'desde', puerto: comun });
  const puerto = parseEntero(opcion, texto, { de: 1, a: 65_535, comun });
  return puerto.ok ? ok({ tipo: 'exacto', puerto: puerto.value }) : puerto;
}

const AYUDA_CONSTRUIR = `Uso: prep construir

Construye la aplicación de la consola de antemano. «prep servir» la construye solo si falta o si cambió.

Sale con 0 si quedó construida, con 2 si no se pudo.
`;

/** @returns exit code: 0 it is built, 2 it could not be */
export async function construir(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseOpciones(args, {});
  if (!parsed.ok) {
    io.stderr.write(`${parsed.error.mensaje}\n`);
    return 2;
  }
  if (parsed.value.values.ayuda === true) {
    io.stdout.write(AYUDA_CONSTRUIR);
    return 0;
  }
  const built = await construirConsola((linea) => io.stderr.write(`${linea}\n`));
  if (!built.ok) {
    io.stderr.write(`${built.error.mensaje}\n`);
    return 2;
  }
  io.stdout.write(`${built.value}\n`);
  return 0;
}
