/** `prep personas`: who may log in. The first of the administration, everybody else from a file, new codes. */

import { closeSync, fsyncSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Acceso, createAcceso } from '../acceso/acceso.ts';
import type { Carga, Talon } from '../acceso/carga.ts';
import { CONSOLA } from '../acceso/hechos.ts';
import { decodeCsv } from '../acceso/leer-personas.ts';
import { NOMBRE_DE_ROL } from '../acceso/permisos.ts';
import { printTalones } from '../acceso/talones.ts';
import { ok, type Refusal, type Result, refuse, unreachable } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { readProceso, SISTEMA } from '../servidor/servicios.ts';
import { lugarDe, withBaseAbierta } from './base-abierta.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep personas primera --proceso CARPETA --nombre "NOMBRE COMPLETO"
     prep personas cargar ARCHIVO.csv --proceso CARPETA --salida TALONES.pdf [--direccion URL] [--reponer]
     prep personas cargar ARCHIVO.csv --proceso CARPETA --revisar
     prep personas codigo CLAVE --proceso CARPETA
     prep personas lista --proceso CARPETA

primera   da de alta a la primera persona de la administración y dice, una vez, su código de activación
cargar    carga a las personas de un archivo con columnas nombre, rol y centro (y persona, si ya tienen clave) e
          imprime un talón para cada una que no estuviera; el mismo archivo otra vez no cambia nada
codigo    da un código de activación nuevo: su contraseña, su segundo factor y sus sesiones terminan
lista     dice quién está y en qué estado

  --proceso CARPETA   el proceso que está cargado, o que se carga ahora
  --nombre TEXTO      de la primera persona
  --salida ARCHIVO    PDF de los talones; no se escribe sobre uno que exista
  --direccion URL     la que la gente escribe para entrar; va en los talones (http://localhost:8090)
  --reponer           imprime también, con otro código, los talones de quienes aún no activan (si se perdieron)
  --revisar           dice los errores del archivo y no carga nada
  --ayuda             este texto

PREP_DATOS     carpeta de la base de datos (./datos); el sistema puede estar en marcha
DATABASE_URL   un PostgreSQL propio en lugar del embebido

Sale con 0 si se hizo, con 1 si el archivo tiene errores (y entonces no se carga a nadie), con 2 si no se pudo.
`;

type Accion =
  | { readonly tipo: 'primera'; readonly nombre: string }
  | {
      readonly tipo: 'cargar';
      readonly archivo: string;
      readonly salida: string;
      readonly direccion: string;
      readonly pendientes: 'dejar' | 'reponer';
    }
  | { readonly tipo: 'revisar'; readonly archivo: string }
  | { readonly tipo: 'codigo'; readonly clave: string }
  | { readonly tipo: 'lista' };

interface Peticion {
  readonly proceso: string;
  readonly accion: Accion;
}

interface Fin {
  readonly codigo: 0 | 1;
  readonly texto: string;
}

const DIRECCION = 'http://localhost:8090';

/** Who is in the facts: whoever has the command line of the server. */
const LINEA_DE_COMANDOS = { clave: SISTEMA.actor, centro: CONSOLA };

/** @returns exit code: 0 done, 1 the file has errors, 2 could not be done */
export async function personas(args: readonly string[], io: Io): Promise<number> {
  const peticion = parsePeticion(args);
  if (peticion === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = peticion.ok ? await run(peticion.value, io) : peticion;
  if (!done.ok) {
    io.stderr.write(`${done.error.mensaje}\n`);
    return 2;
  }
  io.stdout.write(`${done.value.texto}\n`);
  return done.value.codigo;
}

function parsePeticion(args: readonly string[]): Result<Peticion, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, {
    proceso: { type: 'string' },
    nombre: { type: 'string' },
    salida: { type: 'string' },
    direccion: { type: 'string' },
    revisar: { type: 'boolean' },
    reponer: { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [verbo, objeto, ...others] = positionals;
  if (others.length > 0) return refuse('OPCION', `No entiendo «${others.join(' ')}». Vea --ayuda.`);
  if (values.proceso === undefined) {
    return refuse('OPCION', 'Indique la carpeta del proceso con --proceso CARPETA.');
  }
  const accion = parseAccion(verbo, objeto, values);
  return accion.ok ? ok({ proceso: values.proceso, accion: accion.value }) : accion;
}

interface Valores {
  readonly nombre?: string | undefined;
  readonly salida?: string | undefined;
  readonly direccion?: string | undefined;
  readonly revisar?: boolean | undefined;
  readonly reponer?: boolean | undefined;
}

function parseAccion(
  verbo: string | undefined,
  objeto: string | undefined,
  { nombre = '', salida, direccion = DIRECCION, revisar, reponer }: Valores,
): Result<Accion, Refusal<'OPCION'>> {
  switch (verbo) {
    case 'primera':
      if (nombre.trim().length < 3)
        return refuse('OPCION', 'Indique el nombre con --nombre "NOMBRE COMPLETO".');
      return ok({ tipo: 'primera', nombre: nombre.trim().normalize('NFC') });
    case 'cargar':
      if (objeto === undefined)
        return refuse('OPCION', 'Indique el archivo: prep personas cargar ARCHIVO.csv');
      if (revisar === true) return ok({ tipo: 'revisar', archivo: objeto });
      if (salida === undefined) {
        return refuse(
          'OPCION',
          'Indique dónde escribir los talones con --salida TALONES.pdf, o use --revisar.',
        );
      }
      if (!URL.canParse(direccion) || !/^https?:$/.test(new URL(direccion).protocol)) {
        return refuse(
          'OPCION',
          `--direccion dice «${direccion}» y se espera una como https://prep.ejemplo.mx`,
        );
      }
      return ok({
        ...{ tipo: 'cargar', archivo: objeto, salida: resolve(salida), direccion },
        pendientes: reponer === true ? 'reponer' : 'dejar',
      });
    case 'codigo':
      if (objeto === undefined) return refuse('OPCION', 'Indique de quién: prep personas codigo CLAVE');
      return ok({ tipo: 'codigo', clave: objeto.toLowerCase() });
    case 'lista':
      return ok({ tipo: 'lista' });
    default:
      return refuse(
        'OPCION',
        'Indique qué hacer: prep personas primera, cargar, codigo o lista. Vea --ayuda.',
      );
  }
}

async function run({ proceso: carpeta, accion }: Peticion, io: Io): Promise<Result<Fin, Refusal>> {
  const proceso = await readProceso(resolve(carpeta));
  if (!proceso.ok) return proceso;
  const lugar = lugarDe(process.env);
  const now = () => new Date().toISOString();
  return withBaseAbierta(lugar, proceso.value.ajustes, io, async ({ bitacora, pool }) => {
    const registered = await bitacora.registerActas(proceso.value, { ...SISTEMA, momento: now() });
    if (!registered.ok) return registered;
    const partes = { bitacora, pool, proceso: proceso.value, now, datos: lugar.datos };
    const acceso = await createAcceso(partes);
    return acceso.ok ? perform(acceso.value, proceso.value, accion) : acceso;
  });
}

async function perform(acceso: Acceso, proceso: Proceso, accion: Accion): Promise<Result<Fin, Refusal>> {
  switch (accion.tipo) {
    case 'primera': {
      const made = await acceso.createPrimera(LINEA_DE_COMANDOS, accion.nombre);
      return made.ok ? fin(tellCodigo(made.value.clave, made.value.nombre, made.value.codigo)) : made;
    }
    case 'codigo': {
      const persona = (await listAll(acceso)).find(({ clave }) => clave === accion.clave);
      const confirmacion = persona?.rol === 'administrador' ? 'ninguna' : 'coordinacion';
      const given = await acceso.giveCodigo(LINEA_DE_COMANDOS, accion.clave, confirmacion);
      if (!given.ok) return given;
      return fin(tellCodigo(given.value.persona.clave, given.value.persona.nombre, given.value.codigo));
    }
    case 'revisar':
      return load(acceso, accion.archivo, null);
    case 'cargar': {
      const { archivo, salida, direccion, pendientes } = accion;
      return load(acceso, archivo, {
        ...{ salida, pendientes },
        write: async (talones) => writeNew(salida, await printTalones(proceso, talones, direccion)),
      });
    }
    case 'lista':
      return fin(formatLista(await listAll(acceso)));
    default:
      return unreachable(accion);
  }
}

/** Everybody, as the administration sees them. */
async function listAll(acceso: Acceso) {
  return acceso.list({ clave: SISTEMA.actor, nombre: '', rol: 'administrador', centro: CONSOLA });
}

interface Impresion {
  readonly salida: string;
  readonly pendientes: 'dejar' | 'reponer';
  readonly write: (talones: readonly Talon[]) => Promise<void>;
}

async function load(
  acceso: Acceso,
  archivo: string,
  impresion: Impresion | null,
): Promise<Result<Fin, Refusal>> {
  const bytes = attempt(() => readFileSync(archivo), `No se pudo leer ${archivo}`);
  if (!bytes.ok) return bytes;
  // Found before anybody is loaded: the slips are printed only once.
  const free =
    impresion === null
      ? ok(null)
      : attempt(() => claim(impresion.salida), 'No se pueden escribir los talones');
  if (!free.ok) return free;
  const loaded = await acceso.loadPersonas(LINEA_DE_COMANDOS, {
    ...{ archivo, contenido: decodeCsv(bytes.value), entregar: impresion?.write ?? null },
    pendientes: impresion?.pendientes ?? 'dejar',
  });
  if (!loaded.ok) return loaded;
  return formatCarga(loaded.value, archivo, impresion?.salida ?? null);
}

/** Fails now, if the file cannot be made; nothing stays. */
function claim(salida: string): null {
  closeSync(openSync(salida, 'wx', 0o600));
  unlinkSync(salida);
  return null;
}

function writeNew(salida: string, bytes: Buffer): void {
  const file = openSync(salida, 'wx', 0o600);
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
}

function attempt<T>(body: () => T, what: string): Result<T, Refusal<'ARCHIVO'>> {
  try {
    return ok(body());
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'no existe esa ruta',
      EEXIST: 'ya existe un archivo con ese nombre; use otro',
      EACCES: 'este usuario no tiene permiso',
      EISDIR: 'es una carpeta',
    };
    return refuse('ARCHIVO', `${what}: ${why[error.code] ?? error.message}.`);
  }
}

function formatCarga(
  { personas: total, nuevas, repuestas, errores }: Carga,
  archivo: string,
  salida: string | null,
): Result<Fin, never> {
  if (errores.length > 0) {
    const lines = errores.map(({ mensaje }) => mensaje);
    const count = errores.length === 1 ? 'Hay 1 error' : `Hay ${numero(errores.length)} errores`;
    return ok({ codigo: 1, texto: `${lines.join('\n')}\n\n${count} en ${archivo}: no se cargó a nadie.` });
  }
  const already = total - nuevas;
  const before = already === 0 ? '' : `; ${numero(already)} ya ${already === 1 ? 'estaba' : 'estaban'}`;
  if (salida === null) {
    return fin(`Sin errores: ${cuantas(total)} en el archivo, ${numero(nuevas)} por cargar${before}.`);
  }
  if (nuevas + repuestas === 0) {
    return fin(`Todas las personas del archivo ya estaban (${numero(total)}): no hay talones que imprimir.`);
  }
  const again = repuestas === 0 ? '' : ` Con otro código, los de ${cuantas(repuestas)} que aún no activan.`;
  return fin(
    `Se cargaron ${cuantas(nuevas)}${before}.${again} Talones en ${salida}: imprímalos, entréguelos en mano y borre el archivo; los códigos no están en ninguna otra parte.`,
  );
}

function tellCodigo(clave: string, nombre: string, codigo: string): string {
  return [
    `${clave}  ${nombre}`,
    `Código de activación: ${codigo}`,
    'Sirve una sola vez y no se guarda: anótelo ahora. Se usa en la página de entrada, en «Active su cuenta».',
  ].join('\n');
}

function formatLista(lista: Awaited<ReturnType<typeof listAll>>): string {
  if (lista.length === 0) return 'No hay nadie cargado. Empiece con «prep personas primera».';
  const width = (of: (row: (typeof lista)[number]) => string) =>
    Math.max(...lista.map((row) => of(row).length));
  const clave = width((row) => row.clave);
  const rol = width((row) => NOMBRE_DE_ROL[row.rol]);
  const centro = width((row) => row.centro);
  const lines = lista.map((row) =>
    [
      row.clave.padEnd(clave),
      NOMBRE_DE_ROL[row.rol].padEnd(rol),
      row.centro.padEnd(centro),
      row.estado.replace('_', ' ').padEnd('por confirmar'.length),
      row.nombre,
    ].join('  '),
  );
  return `${lines.join('\n')}\n${cuantas(lista.length)}.`;
}

function fin(texto: string): Result<Fin, never> {
  return ok({ codigo: 0, texto });
}

function cuantas(n: number): string {
  return n === 1 ? '1 persona' : `${numero(n)} personas`;
}

function numero(n: number): string {
  return n.toLocaleString('es-MX');
}
