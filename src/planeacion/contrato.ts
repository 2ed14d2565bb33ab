/**
 * What the screens of planeación and the server say to each other. Types only. Everything is under `/api/planeacion`;
 * reading asks for `planeacion:ver` and writing for `planeacion:editar`. Errors are `{ codigo, mensaje }`.
 *
 * Files (a document, a photograph, a spreadsheet to import) travel as the whole body, `application/octet-stream`, with
 * their name in the address: at most 50 MB (`CUERPO_EXCESIVO`, 413).
 */

import type { Coleccion, Valores, ValoresNuevos } from './colecciones.ts';
import type { Hallado } from './consultas.ts';
import type { Derivado, Tablero } from './derivados.ts';
import type { CampoCambiado, Ficha, Paso } from './hechos.ts';
import type { ErrorDePlan } from './importar/columnas.ts';
import type { ActividadLeida } from './importar/plan.ts';
import type { Faltante } from './informe/faltantes.ts';
import type { Conflicto } from './mandatos.ts';

/** `GET /tablero`: what is due, late and done, and the monthly report that comes next. */
export type TableroEnPantalla = Tablero & {
  /** how many there are of each collection */
  readonly cuentas: Readonly<Record<Coleccion, number>>;
};

/** A ficha with what is computed of it today. */
export type FichaEnPantalla<C extends Coleccion = Coleccion> = Ficha<C> & { readonly derivado: Derivado };

/** `GET /fichas/:coleccion` → all, activities and deliverables by their number, the rest by date, then by name. */
export interface Fichas<C extends Coleccion = Coleccion> {
  readonly hoy: string;
  readonly fichas: readonly FichaEnPantalla<C>[];
}

/** `GET /fichas/:coleccion/:id`: with who changed what and when, oldest first; also of one that was retired. */
export interface FichaConHistoria<C extends Coleccion = Coleccion> {
  /** null when it was retired */
  readonly ficha: FichaEnPantalla<C> | null;
  readonly historia: readonly Paso[];
}

/** `POST /fichas/:coleccion` → `FichaEnPantalla`. Refusals: CUERPO_INVALIDO (422), REGLA (409). */
export interface NuevaFicha<C extends Coleccion = Coleccion> {
  readonly valores: ValoresNuevos<C>;
}

/**
 * `PUT /fichas/:coleccion/:id` → `FichaEnPantalla`. Only the fields that change. Of other fields than those that
 * somebody changed meanwhile, it is put together; of the same, CAMBIO_SIMULTANEO (409): nothing was written, and the
 * sentence says both values.
 */
export interface CambioDeFicha<C extends Coleccion = Coleccion> {
  /** of the ficha that was on the screen */
  readonly version: number;
  readonly cambios: Partial<Valores<C>>;
}

/** The body of CAMBIO_SIMULTANEO, besides `codigo` and `mensaje`. */
export interface CuerpoDeConflicto {
  readonly conflictos: readonly Conflicto[];
}

/** `POST /fichas/:coleccion/:id/retiro` → `{}`. REGLA when other fichas name it. */
export interface Retiro {
  readonly version: number;
  readonly razon: string;
}

/** `GET /busqueda?q=` → across everything, whatever the accents; at most 100. */
export interface Busqueda {
  readonly resultados: readonly Hallado[];
}

/** `GET /hilos/:coleccion/:id` → `Hilo`, of `oficios`, `observaciones` or `entregables`: letter → observation → answer. */

/** `POST /archivos?nombre=` (body: the bytes) → `Archivo`, to put in a field of a ficha. `GET /archivos/:sha256?nombre=` gives it. */

/**
 * `POST /importacion?nombre=plan.xlsx&modo=revisar|cargar&anio=2026` (body: the bytes) → `Importacion`. With errors
 * nothing is loaded, whatever the mode. Without `anio`, dates that do not say it take the year in which they fall near
 * the election.
 */
export interface Importacion {
  readonly modo: 'revisar' | 'cargar';
  readonly errores: readonly ErrorDePlan[];
  /** what was understood of a doubtful cell: merged cells, rows that were passed over */
  readonly avisos: readonly string[];
  readonly nuevas: readonly ActividadLeida[];
  readonly cambiadas: readonly { readonly numero: string; readonly cambios: readonly CampoCambiado[] }[];
  readonly iguales: number;
}

/** Reports: monthly, of the simulacros, matrix of numeral 33, skeleton of the final one. */
export type CualInforme = 'mensual' | 'simulacros' | 'matriz' | 'final';

/**
 * `GET /informes/:cual/faltantes?mes=2026-11` → what it lacks, before it is produced. Then
 * `GET /informes/:cual/documento?mes=2026-11&formato=docx|pdf[&falte=acepto]` gives the file, or 409 FALTAN_DATOS with
 * the list while it lacks something. `mes` only in the monthly one.
 * `GET /sesiones/:id/minuta?formato=docx|pdf` gives the minutes of a session.
 */
export interface Faltantes {
  readonly faltantes: readonly Faltante[];
}

/** `GET /calendarios` → one's own (all, for who may edit); `POST /calendarios {nombre}` → `CalendarioNuevo`; `DELETE /calendarios/:id` revokes. */
export interface CalendarioEnPantalla {
  readonly id: string;
  readonly nombre: string;
  readonly persona: string;
  readonly momento: string;
  readonly revocado: string | null;
}

export interface CalendarioNuevo {
  readonly calendario: CalendarioEnPantalla;
  /** path of its iCalendar, with its secret, given once: `/api/planeacion/calendario/….ics` */
  readonly ruta: string;
}
