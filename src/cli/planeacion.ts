/** `prep planeacion`: the work plan from the command line. */

import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { addMonths } from '../dominio/calendario.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { decideCargarCarpeta, readCarpeta } from '../planeacion/carpeta.ts';
import { parseFecha } from '../planeacion/fecha.ts';
import { SIN_PLANEACION } from '../planeacion/hechos.ts';
import { readHoja } from '../planeacion/importar/hoja.ts';
import { compare, importar, type ResultadoDeImportacion } from '../planeacion/importar/importar.ts';
import { proponerPlan } from '../planeacion/proponer.ts';
import { CLI, withPlaneacion } from './con-planeacion.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep planeacion importar ARCHIVO.csv|.xlsx [--revisar] [--anio AAAA] [--planeacion CARPETA]
     prep planeacion cargar CARPETA
     prep planeacion proponer --jornada AAAA-MM-DD --salida CARPETA

importar   lee el plan de trabajo como lo tiene el instituto y dice todos sus errores, cada uno con su actividad;
           si no hay ninguno lo carga (con --revisar solo lo revisa, y entonces no hace falta una base de datos)
cargar     carga en la bitácora una carpeta de planeación, como procesos/michoacan-2023/planeacion
proponer   escribe un primer plan calculado desde el día de la elección, con los entregables del numeral 33

  --revisar              no carga nada
  --anio AAAA            el año de las fechas que no lo dicen
  --planeacion CARPETA   con --revisar: la carpeta contra la que se compara, en lugar de la bitácora
  --jornada AAAA-MM-DD   el día de la elección
  --salida CARPETA       dónde se escribe el plan propuesto; no sobrescribe archivos
  --ayuda                este texto

PREP_DATOS     carpeta de la base de datos (./datos); importar y cargar la crean si no existe
DATABASE_URL   un PostgreSQL propio en lugar del embebido

Sale con 0 si todo está bien, con 1 si el archivo tiene errores (y no se cargó nada), con 2 si no se pudo hacer.
`;

/** @returns exit code: 0 done, 1 the file has errors, 2 could not be done */
export async function planeacion(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseOpciones(args, {
    revisar: { type: 'boolean' },
    anio: { type: 'string' },
    planeacion: { type: 'string' },
    jornada: { type: 'string' },
    salida: { type: 'string' },
  });
  if (!parsed.ok) return fail(io, parsed.error);
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) {
    io.stdout.write(AYUDA);
    return 0;
  }
  const [accion, ruta] = positionals;
  switch (accion) {
    case 'importar': {
      if (ruta === undefined) return fail(io, FALTA_ARCHIVO);
      if (values.anio !== undefined && !/^20\d\d$/.test(values.anio)) return fail(io, ANIO);
      const anio = values.anio === undefined ? undefined : Number(values.anio);
      const imported = await importFile(ruta, values.revisar === true, anio, values.planeacion, io);
      if (!imported.ok) return fail(io, imported.error);
      return tell(imported.value, basename(ruta), io);
    }
    case 'cargar': {
      if (ruta === undefined) return fail(io, FALTA_CARPETA);
      const loaded = await loadFolder(ruta, io);
      if (!loaded.ok) return fail(io, loaded.error);
      io.stdout.write(loaded.value);
      return 0;
    }
    case 'proponer': {
      const proposed = propose(values.jornada, values.salida);
      if (!proposed.ok) return fail(io, proposed.error);
      io.stdout.write(proposed.value);
      return 0;
    }
    default:
      return fail(io, ACCION);
  }
}

const ACCION = {
  codigo: 'OPCION',
  mensaje: 'Indique qué hacer: prep planeacion importar, cargar o proponer. Vea --ayuda.',
};
const FALTA_ARCHIVO = {
  codigo: 'OPCION',
  mensaje: 'Falta el archivo del plan: prep planeacion importar plan.xlsx',
};
const FALTA_CARPETA = {
  codigo: 'OPCION',
  mensaje: 'Falta la carpeta: prep planeacion cargar procesos/…/planeacion',
};
const ANIO = { codigo: 'OPCION', mensaje: '--anio es un año con cuatro dígitos, por ejemplo 2026.' };

function fail(io: Io, { mensaje }: Refusal): number {
  io.stderr.write(`${mensaje}\n`);
  return 2;
}

async function importFile(
  ruta: string,
  revisar: boolean,
  anio: number | undefined,
  carpeta: string | undefined,
  io: Io,
): Promise<Result<ResultadoDeImportacion, Refusal>> {
  if (statSync(ruta, { throwIfNoEntry: false })?.isFile() !== true) {
    return refuse('SIN_ARCHIVO', `No hay un archivo ${ruta}.`);
  }
  const bytes = readFileSync(ruta);
  const origen = { archivo: basename(ruta), sha256: hash('sha256', bytes, 'hex') };
  if (!revisar) {
    return withPlaneacion(io, 'crear', ({ planeacion: servicio }) =>
      importar(servicio, CLI, { bytes, origen, modo: 'cargar', anio }),
    );
  }
  const hoja = await readHoja(bytes, origen.archivo);
  if (!hoja.ok) return hoja;
  const against = carpeta === undefined ? ok({ estado: SIN_PLANEACION }) : readCarpeta(carpeta);
  if (!against.ok) return against;
  return ok(compare(against.value.estado, hoja.value, { origen, modo: 'revisar', anio }));
}

function tell(resultado: ResultadoDeImportacion, archivo: string, io: Io): number {
  const { errores, avisos, nuevas, cambiadas, iguales, modo } = resultado;
  for (const aviso of avisos) io.stderr.write(`${aviso}\n`);
  if (errores.length > 0) {
    const total =
      errores.length === 1 ? 'Hay 1 error' : `Hay ${errores.length.toLocaleString('es-MX')} errores`;
    io.stdout.write(
      `${errores.map(({ mensaje }) => `${mensaje}\n`).join('')}\n${total} en ${archivo}: no se cargó nada.\n`,
    );
    return 1;
  }
  const done = modo === 'cargar' ? 'Se cargó' : 'Se cargaría';
  io.stdout.write(
    `${done} ${archivo}: ${nuevas.length} actividades nuevas, ${cambiadas.length} cambiadas, ${iguales} iguales.\n`,
  );
  for (const { numero, cambios } of cambiadas.slice(0, 50)) {
    const what = cambios.map(({ campo, antes, despues }) => `${campo}: «${antes}» → «${despues}»`);
    io.stdout.write(`  ${numero}: ${what.join('; ')}\n`);
  }
  return 0;
}

async function loadFolder(ruta: string, io: Io): Promise<Result<string, Refusal>> {
  const carpeta = readCarpeta(resolve(ruta));
  if (!carpeta.ok) return carpeta;
  return withPlaneacion(io, 'crear', ({ planeacion: servicio }) =>
    servicio.cargar(CLI, (estado) => {
      const decided = decideCargarCarpeta(estado, carpeta.value, basename(resolve(ruta)));
      if (!decided.ok) return decided;
      const hecho = decided.value;
      const count = hecho?.tipo === 'fichas_cargadas' ? hecho.datos : { creadas: [], cambiadas: [] };
      const valor = `Fichas nuevas: ${count.creadas.length}; cambiadas: ${count.cambiadas.length}.\n`;
      return ok({ hecho, valor });
    }),
  );
}

function propose(jornada: string | undefined, salida: string | undefined): Result<string, Refusal> {
  if (jornada === undefined || salida === undefined) {
    return refuse('OPCION', 'Faltan --jornada AAAA-MM-DD y --salida CARPETA.');
  }
  const fecha = parseFecha(jornada, null);
  if (!fecha.ok) return refuse('OPCION', `--jornada: ${fecha.error.mensaje}.`);
  const plan = proponerPlan(fecha.value);
  const files = Object.entries(plan).map(
    ([coleccion, fichas]) => [join(salida, `${coleccion}.json`), fichas] as const,
  );
  const there = files.filter(([path]) => existsSync(path)).map(([path]) => path);
  if (there.length > 0)
    return refuse('YA_EXISTE', `Ya existe ${there.join(', ')}: elija otra carpeta o mueva esos archivos.`);
  mkdirSync(salida, { recursive: true });
  for (const [path, fichas] of files) writeFileSync(path, `${JSON.stringify(fichas, null, 2)}\n`);
  const first = addMonths(fecha.value, -9);
  return ok(
    `${plan.entregables.length} entregables y ${plan.actividades.length} actividades, desde ${first}, en ${salida}.\nFaltan ajustes.json y textos/: puede partir de los de procesos/michoacan-2027/planeacion.\n`,
  );
}
