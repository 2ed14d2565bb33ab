/**
 * What may be done with the fichas: each request, over what there is, gives the fact that says it or a refusal.
 *
 * Two people may have the same ficha in view. Each change says the version that its author saw; changes of different
 * fields are put together, and one of a field that somebody else changed meanwhile is refused, with both values.
 */

import { fail, ok, type Refusal, type Result } from '../dominio/result.ts';
import { type Coleccion, ESQUEMAS, NOMBRE_DE_FICHA, type Valores } from './colecciones.ts';
import {
  type Autor,
  type Cambios,
  claveDe,
  type Ficha,
  fichasDe,
  type HechoDePlaneacion,
  isSame,
  type Planeacion,
} from './hechos.ts';
import { revisarReglas } from './reglas.ts';

export type MandatoErrorCode =
  | 'CUERPO_INVALIDO'
  | 'NO_EXISTE'
  | 'YA_EXISTE'
  | 'CAMBIO_SIMULTANEO'
  | 'FICHA_RETIRADA'
  | 'REGLA';

/** A field that two people changed at once. */
export interface Conflicto extends Autor {
  readonly campo: string;
  /** what the person of the refused request wrote */
  readonly suyo: unknown;
  /** what is there now, written by `persona` at `momento` */
  readonly actual: unknown;
}

export interface RechazoDeMandato extends Refusal<MandatoErrorCode> {
  /** empty but in CAMBIO_SIMULTANEO */
  readonly conflictos: readonly Conflicto[];
}

type Decidido = Result<HechoDePlaneacion | null, RechazoDeMandato>;

/** Makes a ficha. */
export function decideCrear(
  estado: Planeacion,
  {
    coleccion,
    id,
    valores,
  }: { readonly coleccion: Coleccion; readonly id: string; readonly valores: unknown },
): Decidido {
  if (estado.historias.has(claveDe(coleccion, id))) return no('YA_EXISTE', 'Ya existe: actualice la lista.');
  const checked = parseValores(coleccion, valores);
  if (!checked.ok) return checked;
  const reglas = revisarReglas(estado, coleccion, id, checked.value);
  if (!reglas.ok) return no('REGLA', reglas.error.mensaje);
  return ok({ tipo: 'ficha_creada', datos: { coleccion, id, valores: checked.value as Cambios } });
}

/**
 * Changes some fields of a ficha.
 *
 * @returns null when they already have those values
 */
export function decideCambiar(
  estado: Planeacion,
  pedido: {
    readonly coleccion: Coleccion;
    readonly id: string;
    readonly version: number;
    readonly cambios: unknown;
  },
): Decidido {
  const { coleccion, id, version } = pedido;
  const found = findFicha(estado, coleccion, id);
  if (!found.ok) return found;
  const ficha = found.value;
  const checked = parseCambios(coleccion, pedido.cambios);
  if (!checked.ok) return checked;
  const actuales = ficha.valores as Cambios;
  const cambios = Object.fromEntries(
    Object.entries(checked.value).filter(([campo, valor]) => !isSame(actuales[campo], valor)),
  );
  if (Object.keys(cambios).length === 0) return ok(null);
  const conflictos = findConflictos(estado, ficha, version, cambios);
  if (conflictos.length > 0) return fail(simultaneous(ficha, conflictos));
  const reglas = revisarReglas(estado, coleccion, id, { ...actuales, ...cambios } as Valores);
  if (!reglas.ok) return no('REGLA', reglas.error.mensaje);
  return ok({ tipo: 'ficha_cambiada', datos: { coleccion, id, version, cambios } });
}

/** Takes a ficha away from what is shown; its history stays. */
export function decideRetirar(
  estado: Planeacion,
  pedido: {
    readonly coleccion: Coleccion;
    readonly id: string;
    readonly version: number;
    readonly razon: string;
  },
): Decidido {
  const { coleccion, id, version, razon } = pedido;
  const found = findFicha(estado, coleccion, id);
  if (!found.ok) return found;
  if (razon.trim() === '') return no('REGLA', 'Diga por qué se retira: queda en su historia.');
  if (found.value.version !== version) {
    return no(
      'CAMBIO_SIMULTANEO',
      'Alguien la cambió mientras usted la veía. Revise el cambio antes de retirarla.',
    );
  }
  const citas = findCitas(estado, id);
  if (citas.length > 0) {
    return no(
      'REGLA',
      `No se puede retirar porque la citan: ${citas.slice(0, 5).join('; ')}. Quite antes esas citas.`,
    );
  }
  return ok({ tipo: 'ficha_retirada', datos: { coleccion, id, version, razon } });
}

function findFicha(estado: Planeacion, coleccion: Coleccion, id: string): Result<Ficha, RechazoDeMandato> {
  const ficha = estado.fichas[coleccion].get(id);
  if (ficha !== undefined) return ok(ficha);
  return estado.historias.has(claveDe(coleccion, id))
    ? no('FICHA_RETIRADA', 'Ya fue retirada. Su historia dice quién y por qué.')
    : no('NO_EXISTE', `No hay ${NOMBRE_DE_FICHA[coleccion]} con esa clave. Actualice la lista.`);
}

/** Fields of the request that somebody changed after the version that its author saw. */
function findConflictos(
  estado: Planeacion,
  { coleccion, id, valores }: Ficha,
  version: number,
  cambios: Cambios,
): readonly Conflicto[] {
  const later = (estado.historias.get(claveDe(coleccion, id)) ?? []).filter((paso) => paso.version > version);
  return Object.entries(cambios).flatMap(([campo, suyo]) => {
    const last = later.findLast((paso) => paso.cambios.some((cambio) => cambio.campo === campo));
    if (last === undefined) return [];
    return [
      { campo, suyo, actual: (valores as Cambios)[campo], persona: last.persona, momento: last.momento },
    ];
  });
}

function simultaneous(ficha: Ficha, conflictos: readonly Conflicto[]): RechazoDeMandato {
  const detalle = conflictos
    .map(
      ({ campo, suyo, actual, persona }) =>
        `${campo}: usted escribió «${show(suyo)}» y ${persona} puso «${show(actual)}»`,
    )
    .join('; ');
  return {
    codigo: 'CAMBIO_SIMULTANEO',
    mensaje: `Mientras usted la cambiaba, alguien más cambió lo mismo de esta ${NOMBRE_DE_FICHA[ficha.coleccion]}. No se guardó nada de lo suyo ni se perdió lo otro: elija. ${detalle}.`,
    conflictos,
  };
}

/** A value as a sentence may show it. */
function show(valor: unknown): string {
  const text = typeof valor === 'string' ? valor : JSON.stringify(valor ?? null);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** Who names a ficha: letters that answer it, activities that wait for it. */
function findCitas(estado: Planeacion, id: string): readonly string[] {
  return [
    ...fichasDe(estado, 'actividades')
      .filter(({ valores }) => valores.dependencias.includes(id))
      .map(({ valores }) => `la actividad ${valores.numero}`),
    ...fichasDe(estado, 'oficios')
      .filter(({ valores }) => valores.respuestaA === id)
      .map(({ valores }) => `el oficio ${valores.folio}`),
    ...fichasDe(estado, 'observaciones')
      .filter(({ valores }) => [valores.oficio, valores.entregable, valores.oficioDeAtencion].includes(id))
      .map(({ valores }) => `la observación del ${valores.fecha}`),
    ...fichasDe(estado, 'entregables')
      .filter(({ valores }) => valores.entregas.some(({ oficio }) => oficio === id))
      .map(({ valores }) => `el entregable ${valores.numero}`),
    ...fichasDe(estado, 'enlaces')
      .filter(({ valores }) => valores.oficio === id)
      .map(({ valores }) => `el enlace ${valores.nombre}`),
  ];
}

/** Checks every field of a new ficha. */
export function parseValores(coleccion: Coleccion, valores: unknown): Result<Valores, RechazoDeMandato> {
  const parsed = ESQUEMAS[coleccion].safeParse(valores);
  return parsed.success ? ok(parsed.data) : invalid(parsed.error.issues);
}

/** Checks the fields of a change. */
function parseCambios(coleccion: Coleccion, cambios: unknown): Result<Cambios, RechazoDeMandato> {
  if (typeof cambios !== 'object' || cambios === null || Array.isArray(cambios)) {
    return no('CUERPO_INVALIDO', 'Faltan los campos que cambian.');
  }
  // Only those that were sent: the defaults of the rest would undo what the ficha has.
  const parsed = ESQUEMAS[coleccion].partial().safeParse(cambios);
  if (!parsed.success) return invalid(parsed.error.issues);
  const sent = new Set(Object.keys(cambios));
  return ok(Object.fromEntries(Object.entries(parsed.data).filter(([campo]) => sent.has(campo))));
}

function invalid(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Result<never, RechazoDeMandato> {
  const sentences = issues
    .slice(0, 20)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return no('CUERPO_INVALIDO', `No se guardó: ${sentences.join('; ')}.`);
}

function no(codigo: MandatoErrorCode, mensaje: string): Result<never, RechazoDeMandato> {
  return fail({ codigo, mensaje, conflictos: [] });
}
