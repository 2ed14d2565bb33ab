/**
 * Rows of a spreadsheet to the activities of a plan, with every error at once, each said by its activity:
 * «actividad 17, término: 31 de noviembre no existe (noviembre tiene 30 días)».
 */

import { type Fecha, formatFecha, MESES } from '../../dominio/calendario.ts';
import { TIPOS_DE_ENTREGABLE, type Valores } from '../colecciones.ts';
import { type AnioSupuesto, flatten, parseFecha } from '../fecha.ts';
import { parseNumero } from '../numero.ts';
import { COLUMNAS, type Columna, type Columnas, type ErrorDePlan, readColumnas } from './columnas.ts';
import type { Fila, Hoja, Union } from './hoja.ts';

/** What a plan says of an activity. */
export type ActividadLeida = Pick<
  Valores<'actividades'>,
  'numero' | 'descripcion' | 'entregable' | 'tipoDeEntregable' | 'inicio' | 'termino' | 'area'
>;

export interface PlanLeido {
  /** those without an error; if there is any, nothing is to be loaded */
  readonly actividades: readonly ActividadLeida[];
  readonly errores: readonly ErrorDePlan[];
  readonly avisos: readonly string[];
}

export interface OpcionesDePlan {
  /** the year of the dates that do not say it, if the sheet does not say it either */
  readonly supuesto: AnioSupuesto;
  /** names of the catalogue; with none, any area is good */
  readonly areas: readonly string[];
}

/** Reads a plan. */
export function parsePlan(hoja: Hoja, { supuesto, areas }: OpcionesDePlan): PlanLeido {
  const columnas = readColumnas(hoja);
  if (!columnas.ok) return { actividades: [], errores: columnas.error, avisos: [] };
  const { avisos, fusionada } = fillUniones(hoja, columnas.value);
  const { filas, encabezado } = columnas.value;
  const lectura = createLectura(columnas.value, supuesto ?? anioDeTitulos(filas.slice(0, encabezado)), areas);
  const pasadas: number[] = [];
  for (const fila of fusionada.slice(encabezado + 1)) {
    if (columnas.value.isEncabezado(fila) || isTitulo(fila)) pasadas.push(fila.renglon);
    else lectura.read(fila);
  }
  const { actividades, errores } = lectura.finish();
  return {
    actividades,
    errores,
    avisos: [
      ...avisos,
      ...(pasadas.length === 0
        ? []
        : [`Se pasaron por alto los renglones ${pasadas.join(', ')}: repiten el encabezado o son títulos.`]),
    ],
  };
}

/** The year that the titles say, when they say only one: «Noviembre 2023». */
function anioDeTitulos(filas: readonly Fila[]): AnioSupuesto {
  const years = filas.flatMap(({ celdas }) => celdas.join(' ').match(/\b20\d\d\b/g) ?? []);
  const [year] = new Set(years);
  return new Set(years).size === 1 ? { tipo: 'anio', anio: Number(year) } : null;
}

/** A row of one cell below the header: the name of a stage, or the title that each page repeats. */
function isTitulo({ celdas }: Fila): boolean {
  const texts = celdas.filter((celda) => celda !== '');
  const [only = ''] = texts;
  if (texts.length !== 1) return false;
  const month = new RegExp(`^(${MESES.join('|')})( de)? 20\\d\\d$`).test(flatten(only));
  return month || /^(cronograma|etapa|fase|bloque)\b/.test(flatten(only));
}

interface Lectura {
  read(fila: Fila): void;
  finish(): { readonly actividades: readonly ActividadLeida[]; readonly errores: readonly ErrorDePlan[] };
}

function createLectura(columnas: Columnas, supuesto: AnioSupuesto, areas: readonly string[]): Lectura {
  const actividades: ActividadLeida[] = [];
  const errores: ErrorDePlan[] = [];
  const renglones = new Map<string, number>();
  const catalogo = new Map(areas.map((area) => [flatten(area), area]));

  function read(fila: Fila): void {
    const cell = (columna: Columna) => columnas.cellOf(fila, columna);
    const written = cell('numero');
    const numero = parseNumero(written);
    const before = errores.length;
    const tell = (columna: Columna, mensaje: string) => {
      const who = written === '' ? `renglón ${fila.renglon}` : `actividad ${numero ?? written}`;
      errores.push({
        ...{ renglon: fila.renglon, actividad: written === '' ? null : (numero ?? written), columna },
        mensaje: `${who}, ${COLUMNAS[columna].nombre}: ${mensaje}`,
      });
    };

    if (written === '')
      tell(
        'numero',
        'falta: cada renglón es una actividad con su número (revise si la celda está unida con otra)',
      );
    else if (numero === null) tell('numero', `«${written}» no es un número de actividad como 11 o 11.1`);
    else {
      const first = renglones.get(numero);
      if (first === undefined) renglones.set(numero, fila.renglon);
      else {
        tell(
          'numero',
          `está repetido: también lo tiene el renglón ${first} (si es una como 11.10, escriba la celda como texto)`,
        );
      }
    }
    const descripcion = cell('descripcion');
    if (descripcion === '') tell('descripcion', 'falta qué se va a hacer');
    const inicio = readFecha('inicio');
    const termino = readFecha('termino');
    if (inicio !== null && termino !== null && termino < inicio) {
      tell('termino', `${formatFecha(termino)} es antes del inicio, ${formatFecha(inicio)}`);
    }
    const area = cell('area');
    const known = catalogo.get(flatten(area));
    if (area === '') tell('area', 'falta el área responsable');
    else if (catalogo.size > 0 && known === undefined) {
      tell('area', `«${area}» no está en el catálogo de áreas (${[...catalogo.values()].join('; ')})`);
    }
    if (errores.length > before || numero === null || inicio === null || termino === null) return;
    const entregable = cell('entregable');
    actividades.push({
      ...{ numero, descripcion, entregable, tipoDeEntregable: tipoDe(entregable) },
      ...{ inicio, termino, area: known ?? area },
    });

    function readFecha(columna: 'inicio' | 'termino'): Fecha | null {
      const texto = cell(columna);
      if (texto === '') {
        tell(columna, 'falta la fecha');
        return null;
      }
      const fecha = parseFecha(texto, supuesto);
      if (fecha.ok) return fecha.value;
      tell(columna, fecha.error.mensaje);
      return null;
    }
  }

  return { read, finish: () => ({ actividades, errores }) };
}

/** Words with which each kind of deliverable begins, the first that is there. */
const PALABRAS: readonly (readonly [string, Valores<'actividades'>['tipoDeEntregable']])[] = [
  ['proyecto', 'proyecto'],
  ['acuerdo', 'acuerdo'],
  ['acta', 'acta'],
  ['informe', 'informe'],
  ['plan', 'plan'],
  ['reunion', 'reunion'],
  ['oficio', 'oficio'],
  ['licitacion', 'contratacion'],
  ['contrat', 'contratacion'],
];

function tipoDe(entregable: string): Valores<'actividades'>['tipoDeEntregable'] {
  const flat = flatten(entregable);
  return PALABRAS.find(([palabra]) => flat.includes(palabra))?.[1] ?? TIPOS_DE_ENTREGABLE[8];
}

/** Columns in which a cell may be several activities'. */
const COMUNES: readonly Columna[] = ['entregable', 'inicio', 'termino', 'area'];

/**
 * A merged cell of the body holds for each of its rows, when what it says can be of several activities. A number or a
 * description cannot: those stay empty, and their rows are errors.
 */
function fillUniones(
  { uniones }: Hoja,
  { filas, encabezado, posiciones }: Columnas,
): { readonly avisos: readonly string[]; readonly fusionada: readonly Fila[] } {
  const avisos: string[] = [];
  const rows = filas.map(({ renglon, celdas }) => ({ renglon, celdas: [...celdas] }));
  const byRenglon = new Map(rows.map((row) => [row.renglon, row]));
  const primera = filas[encabezado]?.renglon ?? 0;
  for (const union of uniones) {
    if (union.hasta.fila < primera || union.desde.fila === union.hasta.fila) continue;
    const columna = COMUNES.find((each) => posiciones.get(each) === union.desde.columna);
    const value = byRenglon.get(union.desde.fila + 1)?.celdas[union.desde.columna] ?? '';
    if (columna === undefined || value === '') continue;
    for (const renglon of renglonesDe(union).slice(1)) {
      const row = byRenglon.get(renglon);
      if (row !== undefined) row.celdas[union.desde.columna] = value;
    }
    avisos.push(
      `Las celdas ${union.rango} están unidas: «${value}» se tomó para los renglones ${renglonesDe(union).join(', ')}.`,
    );
  }
  return { avisos, fusionada: rows };
}

function renglonesDe({ desde, hasta }: Union): readonly number[] {
  return Array.from({ length: hasta.fila - desde.fila + 1 }, (_, i) => desde.fila + 1 + i);
}
