/**
 * Reads `proceso.json`: its form, with every error at its path and line. What each value means is checked with
 * the rest of the process.
 */

import { z } from 'zod';
import type { Ajustes } from '../dominio/ajustes.ts';
import { TIPOS_CASILLA } from '../dominio/casilla.ts';
import { fail, ok, type Result } from '../dominio/result.ts';
import type { Configuracion } from './datos.ts';
import { type ErrorDeCarga, errorDeCarga } from './error-de-carga.ts';
import { ARCHIVO_LOGO } from './identidad.ts';
import { formatRuta, type LugaresJson, locateJson } from './lugar-json.ts';
import { TIPOS_PROCESO } from './proceso.ts';

// The message of each rule continues the words «se esperaba».
const texto = () =>
  z.string({ error: 'un texto entre comillas' }).trim().min(1, { error: 'un texto que no esté vacío' });
const opcion = <const T extends readonly string[]>(valores: T) =>
  z.enum(valores, { error: `uno de ${valores.map((valor) => `"${valor}"`).join(', ')}` });
const cantidad = () =>
  z.int({ error: 'un número entero sin comillas' }).min(0, { error: 'un número que no sea negativo' });
const lista = <T extends z.ZodType>(elemento: T) =>
  z.array(elemento, { error: 'una lista entre corchetes' }).min(1, { error: 'al menos un elemento' });
const objeto = <T extends z.ZodRawShape>(forma: T) =>
  z.strictObject(forma, { error: 'un objeto entre llaves' });

/** One rule per setting; the type refuses to compile if one is missing. */
const REGLAS_DE_AJUSTES: { readonly [K in keyof Ajustes]-?: z.ZodType<Ajustes[K]> } = {
  participacion: opcion(['sin_especiales_hasta_el_ultimo', 'con_especiales_siempre']),
  inconsistencias: opcion(['todas', 'solo_no_contabilizadas']),
  publicaDesde: opcion(['capturada', 'verificada']),
  representantesSupuestos: cantidad(),
  boletasEspecialSupuestas: cantidad(),
  valorMaximo: cantidad(),
  segundosAsignacion: cantidad(),
  segundosMaximos: cantidad(),
  actasPorPersona: cantidad().min(1, { error: 'un número desde 1' }),
  recipiente: opcion(['BOLSA', 'SOBRE']),
};

const ESQUEMA = objeto({
  nombre: texto(),
  nombreLargo: texto(),
  tipo: opcion(TIPOS_PROCESO),
  instituto: objeto({ nombre: texto(), siglas: texto() }),
  entidad: objeto({ id: texto(), nombre: texto(), abreviatura: texto() }),
  anio: z
    .int({ error: 'un año con cuatro dígitos, sin comillas' })
    .min(2000, { error: 'un año desde 2000' })
    .max(2199, { error: 'un año hasta 2199' }),
  jornada: texto(),
  husoHorario: texto(),
  utc: z.number({ error: 'un número de horas sin comillas, por ejemplo -6' }).optional(),
  publicacion: objeto({ apertura: texto(), cierre: texto() }),
  elecciones: lista(
    objeto({
      clave: texto(),
      nombre: texto(),
      ambito: opcion(['entidad', 'distrito', 'municipio']),
      agrupacion: opcion(['distrito', 'municipio']),
      tiposActa: lista(
        objeto({
          clave: texto(),
          casillas: lista(opcion(TIPOS_CASILLA)),
          principio: opcion(['MR', 'RP']),
        }),
      ),
      opciones: lista(texto()).optional(),
    }),
  ),
  identidad: objeto({
    color: texto(),
    colorOscuro: texto().optional(),
    logo: z.literal(ARCHIVO_LOGO, { error: `"${ARCHIVO_LOGO}", un archivo de la carpeta` }).optional(),
  }).optional(),
  ajustes: objeto(REGLAS_DE_AJUSTES).partial(),
});

export interface ConfiguracionLeida {
  readonly configuracion: Configuracion;
  /** line of each path, to point at what is found wrong later */
  readonly lineas: ReadonlyMap<string, number>;
}

/** Reads the text of `proceso.json`. */
export function parseConfiguracion(
  archivo: string,
  contenido: string,
): Result<ConfiguracionLeida, readonly ErrorDeCarga[]> {
  const lugares = locateJson(contenido);
  if (lugares.lineaDelError !== null) return fail([malFormado(archivo, lugares.lineaDelError)]);
  const value = tryParse(contenido);
  if (value === undefined) return fail([malFormado(archivo, null)]);
  const repeated = lugares.repetidas.map(({ ruta, linea }) =>
    errorDeCarga(
      'CLAVE_REPETIDA',
      { archivo, linea, columna: ruta },
      ruta,
      'cada clave una sola vez en su objeto',
    ),
  );
  const parsed = ESQUEMA.safeParse(value);
  const errores = [
    ...repeated,
    ...(parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => describe(archivo, issue, value, lugares))),
  ];
  if (!parsed.success || errores.length > 0) return fail(errores);
  return ok({ configuracion: parsed.data, lineas: lugares.lineas });
}

function malFormado(archivo: string, linea: number | null): ErrorDeCarga {
  return errorDeCarga(
    'JSON_MAL_FORMADO',
    { archivo, linea, columna: null },
    { hecho: 'aquí deja de ser JSON' },
    'comillas dobles, comas entre elementos y ninguna coma después del último',
  );
}

function tryParse(contenido: string): unknown {
  try {
    return JSON.parse(contenido);
  } catch (error) {
    // The only way that JSON.parse has to refuse (a bad escape, for instance).
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function describe(
  archivo: string,
  issue: z.core.$ZodIssue,
  value: unknown,
  lugares: LugaresJson,
): readonly ErrorDeCarga[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = formatRuta([...issue.path, key]);
      const place = { archivo, linea: lineOf(path, lugares), columna: path };
      return errorDeCarga('CONFIGURACION', place, key, 'una clave de las que describe docs/proceso.md');
    });
  }
  const path = formatRuta(issue.path);
  const place = { archivo, linea: lineOf(path, lugares), columna: path };
  const found = valueAt(value, issue.path);
  const shown = typeof found === 'string' ? found : JSON.stringify(found);
  return [
    shown === undefined
      ? errorDeCarga('CONFIGURACION', place, { hecho: 'falta' }, issue.message)
      : errorDeCarga('CONFIGURACION', place, shown, issue.message),
  ];
}

/** Line of a path or, if it is not there, of the closest that contains it. */
function lineOf(path: string, { lineas }: LugaresJson): number | null {
  for (let rest = path; ; rest = rest.slice(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['), 0))) {
    const line = lineas.get(rest);
    if (line !== undefined || rest === '') return line ?? null;
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
