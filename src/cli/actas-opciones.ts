/** What is asked of `prep actas imprimir`, and how it explains itself. */

import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { ARCHIVO_DE_IMAGENES, ARCHIVO_DE_VERDAD, CARPETA_DE_IMAGENES } from '../simulacro/actas-llenas.ts';
import { RUTAS, type Ruta } from '../simulacro/degradacion/turnos.ts';
import { FALLAS, parseReparto, REPARTO_COMUN, type Reparto } from '../simulacro/fallas.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

export const AYUDA = `Uso: prep actas imprimir --proceso CARPETA --salida CARPETA|ARCHIVO.pdf CUÁLES [opciones]

Imprime en PDF, tamaño carta, el acta PREP de cada casilla: sus opciones en orden, con letra y con número, marcas para
enderezar la imagen y un QR con su clave. Con una carpeta, un PDF por CATD; con un archivo, todas juntas (un PDF por
cada mil). Si se interrumpe, la misma orden sigue donde iba: lo que ya está impreso se queda.

Cuáles:
  --todas             las de todo el proceso
  --casilla CLAVE     las de una casilla, por su CLAVE_CASILLA (se puede repetir)
  --seccion NNNN      las de una sección (se puede repetir)
  --catd CLAVE        las de un CATD (se puede repetir)
  --eleccion CLAVE    de las anteriores, solo las de esa elección (se puede repetir)
  --cuantas N         de las anteriores, solo N, al azar de la semilla

Para simulacros (nunca de un proceso de tipo «jornada»):
  --llenas            llenadas a mano, con fallas planeadas, y ${ARCHIVO_DE_VERDAD} con lo que dice cada una y lo que se
                      debe capturar; --salida es una carpeta
  --semilla N         otras cantidades, otra letra, otras fallas (2027)
  --fallas REPARTO    qué porcentaje de las actas lleva cada falla: «tachado=20,suma=5», o «ninguna»
  --imagenes RUTA     además, su imagen, en ${CARPETA_DE_IMAGENES}/, y ${ARCHIVO_DE_IMAGENES} con lo que se hizo a cada una; de dónde
                      viene: ${RUTAS.join(', ')} (una de cada uno)
  --ppp DE..A         resolución de las imágenes, de 100 a 300 puntos por pulgada (la de cada nivel)

Fallas, y en cuántas de cada cien actas vienen si no se dice:
${Object.entries(FALLAS)
  .map(([falla, { porcentaje, texto }]) => `  ${falla.padEnd(14)}${String(porcentaje).padStart(3)}  ${texto}`)
  .join('\n')}

  --ayuda             este texto

Sale con 0 si todas quedaron impresas, con 2 si no se pudo.
`;

export interface Peticion {
  readonly proceso: string;
  readonly salida: string;
  readonly cuales: Cuales;
  readonly semilla: number;
  /** null: blank actas */
  readonly llenas: {
    readonly reparto: Reparto;
    readonly imagenes: Ruta | null;
    readonly ppp: readonly [de: number, a: number] | null;
  } | null;
}

export interface Cuales {
  readonly todas: 'si' | 'no';
  readonly casillas: readonly string[];
  readonly secciones: readonly string[];
  readonly catd: readonly string[];
  readonly elecciones: readonly string[];
  /** null: all of them */
  readonly cuantas: number | null;
}

const SEMILLA = 2027;

export function parsePeticion(args: readonly string[]): Result<Peticion, Refusal> | 'ayuda' {
  const parsed = parseOpciones(args, {
    proceso: { type: 'string' },
    salida: { type: 'string' },
    todas: { type: 'boolean' },
    casilla: { type: 'string', multiple: true },
    seccion: { type: 'string', multiple: true },
    catd: { type: 'string', multiple: true },
    eleccion: { type: 'string', multiple: true },
    cuantas: { type: 'string' },
    llenas: { type: 'boolean' },
    semilla: { type: 'string' },
    fallas: { type: 'string' },
    imagenes: { type: 'string' },
    ppp: { type: 'string' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [verbo, ...others] = positionals;
  if (verbo !== 'imprimir' || others.length > 0) {
    return refuse('OPCION', 'Indique qué hacer: prep actas imprimir … Vea --ayuda.');
  }
  const { proceso, salida } = values;
  if (proceso === undefined) return refuse('OPCION', 'Indique la carpeta del proceso con --proceso CARPETA.');
  if (salida === undefined || salida === '') {
    return refuse('OPCION', 'Indique dónde van con --salida CARPETA o --salida ARCHIVO.pdf.');
  }
  const cuales = {
    todas: values.todas === true ? ('si' as const) : ('no' as const),
    casillas: (values.casilla ?? []).map((clave) => clave.toUpperCase()),
    secciones: (values.seccion ?? []).map((seccion) => seccion.padStart(4, '0')),
    catd: values.catd ?? [],
    elecciones: values.eleccion ?? [],
  };
  const named = cuales.casillas.length + cuales.secciones.length + cuales.catd.length;
  if (cuales.todas === 'no' && named === 0) {
    return refuse('OPCION', 'Indique de qué casillas: --todas, --casilla, --seccion o --catd.');
  }
  const cuantas = parseEntero('cuantas', values.cuantas, { de: 1, a: 1_000_000, comun: 1 });
  if (!cuantas.ok) return cuantas;
  const semilla = parseEntero('semilla', values.semilla, { de: 0, a: 2 ** 31, comun: SEMILLA });
  if (!semilla.ok) return semilla;
  const llenas = parseLlenas(values);
  if (!llenas.ok) return llenas;
  return ok({
    ...{ proceso, salida, semilla: semilla.value, llenas: llenas.value },
    cuales: { ...cuales, cuantas: values.cuantas === undefined ? null : cuantas.value },
  });
}

interface ValoresDeLlenas {
  readonly llenas?: boolean | undefined;
  readonly fallas?: string | undefined;
  readonly imagenes?: string | undefined;
  readonly ppp?: string | undefined;
}

function parseLlenas({
  llenas,
  fallas,
  imagenes,
  ppp,
}: ValoresDeLlenas): Result<Peticion['llenas'], Refusal> {
  if (llenas !== true) {
    return fallas === undefined && imagenes === undefined && ppp === undefined
      ? ok(null)
      : refuse('OPCION', '--fallas, --imagenes y --ppp son de las actas llenas: agregue --llenas.');
  }
  const reparto = fallas === undefined ? ok(REPARTO_COMUN) : parseReparto(fallas);
  if (!reparto.ok) return reparto;
  const ruta = RUTAS.find((one) => one === imagenes);
  if (imagenes !== undefined && ruta === undefined) {
    return refuse('OPCION', `--imagenes dice «${imagenes}» y se espera: ${RUTAS.join(', ')}.`);
  }
  const rango = ppp === undefined ? ok(null) : parsePpp(ppp);
  if (!rango.ok) return rango;
  return ok({ reparto: reparto.value, imagenes: ruta ?? null, ppp: rango.value });
}

function parsePpp(texto: string): Result<readonly [de: number, a: number], Refusal<'OPCION'>> {
  const [, de = '', a = de] = /^(\d{2,3})(?:\.\.(\d{2,3}))?$/.exec(texto) ?? [];
  const [low, high] = [Number(de), Number(a)];
  if (de !== '' && low >= 100 && high <= 300 && low <= high) return ok([low, high]);
  return refuse('OPCION', `--ppp dice «${texto}» y se espera DE..A, de 100 a 300: «150..300».`);
}
