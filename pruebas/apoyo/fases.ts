/**
 * The phases over a real database with the minimal process loaded, and a clock that only the test moves.
 *
 *   let noche: Noche;
 *   beforeAll(async () => { noche = await withFases(); });
 *   afterAll(() => noche.stop());
 */

import { join } from 'node:path';
import type { Registro } from '../../src/bitacora/bitacora.ts';
import type { Tarea } from '../../src/captura/servicio.ts';
import { type Almacen, openAlmacen } from '../../src/digitalizacion/almacen.ts';
import type { EntregaDeImagen } from '../../src/digitalizacion/servicio.ts';
import type { EstadoActa, Instante, Resultado } from '../../src/dominio/acta.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import type { Lecturas } from '../../src/dominio/consolidacion.ts';
import { camposDe } from '../../src/dominio/eleccion.ts';
import { addSeconds } from '../../src/dominio/instante.ts';
import type { Lectura } from '../../src/dominio/lectura.ts';
import { camposPorCapturar, decideAsignarCaptura } from '../../src/dominio/mandatos-captura.ts';
import type { Refusal, Result } from '../../src/dominio/result.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createFases, type Fases } from '../../src/servidor/fases.ts';
import { type BaseDePrueba, MOMENTO, type OpcionesDePrueba, withBase } from './base.ts';
import { loadMinimo } from './minimo.ts';

export const CATD = 'C01';
export const CCV = 'CCV';

export interface Reloj {
  readonly now: () => Instante;
  /** Lets seconds pass. */
  pass(segundos: number): void;
}

export interface Noche {
  readonly base: BaseDePrueba;
  readonly proceso: Proceso;
  readonly fases: Fases;
  readonly almacen: Almacen;
  /** folder of the store of images */
  readonly imagenes: string;
  readonly reloj: Reloj;
  /** An acta that no other call gave, of that election or of any; never of extranjero, which has fewer fields. */
  otra(eleccion?: string): IdActa;
  camposDe(acta: IdActa): readonly string[];
  stop(): Promise<void>;
}

/** Opens a night of its own, of the minimal process unless another is given. Call `stop` when done. */
export async function withFases({
  proceso: dado,
  ...opciones
}: OpcionesDePrueba & { readonly proceso?: Proceso | undefined } = {}): Promise<Noche> {
  const proceso = dado ?? (await loadMinimo());
  const base = await withBase(opciones);
  const reloj = createReloj();
  must(
    await base.bitacora.registerActas(proceso, { actor: 'prueba', lugar: 'prueba', momento: reloj.now() }),
  );
  const imagenes = join(base.datos, 'imagenes');
  const almacen = openAlmacen(imagenes);
  const libres = proceso.actas.filter(({ casilla }) => casilla.tipo !== 'M');
  return {
    base,
    proceso,
    almacen,
    imagenes,
    reloj,
    fases: createFases(base.bitacora, proceso, almacen, reloj.now),
    otra(eleccion) {
      const i = libres.findIndex((acta) => eleccion === undefined || acta.eleccion === eleccion);
      const [acta] = i === -1 ? [] : libres.splice(i, 1);
      if (acta === undefined) throw new Error('the minimal process has no more actas');
      return acta.id;
    },
    camposDe(acta) {
      const { eleccion, casilla, territorio } = proceso.actasPorId.get(acta)!;
      return camposDe(proceso.eleccionPorClave.get(eleccion)!, casilla.tipo, territorio);
    },
    stop: () => base.stop(),
  };
}

function createReloj(): Reloj {
  let ahora = Date.parse(MOMENTO);
  return {
    now: () => new Date(ahora).toISOString(),
    pass(segundos) {
      ahora += segundos * 1000;
    },
  };
}

/** The value of what must have gone well. */
export function must<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`${result.error.codigo}: ${result.error.mensaje}`);
  return result.value;
}

/** The code of a refusal, or `hecho`. */
export function outcome(result: Result<unknown, Refusal>): string {
  return result.ok ? 'hecho' : result.error.codigo;
}

/** Bytes that the store takes for a JPEG, different for each text. */
export function jpeg(texto: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(texto)]);
}

export function escaneo(texto: string): EntregaDeImagen {
  return {
    bytes: jpeg(texto),
    origen: 'CATD',
    digitalizacion: 'ESCANER',
    tipoDocumento: 'ACTA PREP',
    persona: 'digitalizadora',
    lugar: CATD,
  };
}

export function foto(texto: string): EntregaDeImagen {
  return { ...escaneo(texto), origen: 'CASILLA', digitalizacion: 'MOVIL', persona: 'cae', lugar: 'CASILLA' };
}

/** The same reading in every field, but for some. */
export function lecturas(campos: readonly string[], lectura: Lectura = 10, cambios: Lecturas = {}): Lecturas {
  return Object.fromEntries(campos.map((campo) => [campo, cambios[campo] ?? lectura]));
}

export async function acopiar({ fases }: Noche, acta: IdActa): Promise<void> {
  must(
    await fases.acopio.registrar({
      ...{ acta, persona: 'acopiadora', lugar: CATD },
      ...{ via: 'CATD', horaManuscrita: null },
    }),
  );
}

/** Received and scanned: it waits to be captured. */
export async function digitalizar(noche: Noche, acta: IdActa): Promise<void> {
  await acopiar(noche, acta);
  must(await noche.fases.digitalizacion.recibir({ ...escaneo(`${acta} escaneada`), acta }));
}

/** Gives one acta to a capturista, whatever else waits in the queue. */
export async function tomar({ base, proceso, reloj }: Noche, acta: IdActa, persona: string): Promise<Tarea> {
  const ahora = reloj.now();
  const vence = addSeconds(ahora, proceso.ajustes.segundosAsignacion);
  const { estado } = must(
    await base.bitacora.execute({
      ...{ acta, actor: persona, lugar: CCV, momento: ahora },
      decide: (estado) => decideAsignarCaptura(estado, { persona, vence, ahora }),
    }),
  );
  if (estado.fase !== 'en_captura') throw new Error(`${acta} is ${estado.fase}`);
  return { acta, imagen: estado.imagen, campos: camposPorCapturar(estado), vence };
}

/** The coordinator proposes how a conflict is decided and a verificador confirms. */
export async function resolver(
  { fases }: Noche,
  acta: IdActa,
  { coordinador, verificador, ...propuesta }: Resolucion,
): Promise<Result<Registro, Refusal>> {
  const proposed = await fases.conflictos.proponer({ acta, persona: coordinador, lugar: CCV, ...propuesta });
  return proposed.ok ? fases.conflictos.confirmar({ acta, persona: verificador, lugar: CCV }) : proposed;
}

export interface Resolucion {
  readonly coordinador: string;
  readonly verificador: string;
  readonly lecturas: Lecturas;
  readonly razon: string;
}

/** A capturista takes the acta and types 10 in every field asked, but for some. */
export async function capturar(
  noche: Noche,
  acta: IdActa,
  persona: string,
  cambios: Lecturas = {},
): Promise<void> {
  const { campos } = await tomar(noche, acta, persona);
  const typed = lecturas(campos, 10, cambios);
  must(await noche.fases.captura.registrar({ acta, persona, lugar: CCV, lecturas: typed }));
}

/** Digitized and captured alike by `ana` and `bea`. */
export async function capturarDosVeces(noche: Noche, acta: IdActa): Promise<void> {
  await digitalizar(noche, acta);
  await capturar(noche, acta, 'ana');
  await capturar(noche, acta, 'bea');
}

/** `vera` takes the acta and verifies it. */
export async function verificar({ fases }: Noche, acta: IdActa): Promise<void> {
  must(await fases.verificacion.tomar({ acta, persona: 'vera', lugar: CCV }));
  must(await fases.verificacion.verificar({ acta, persona: 'vera', lugar: CCV }));
}

export async function estadoDe({ base }: Noche, acta: IdActa): Promise<EstadoActa> {
  return must(await base.bitacora.load(acta)).estado;
}

/** What is consolidated of an acta, whatever its phase. */
export async function resultadoDe(noche: Noche, acta: IdActa): Promise<Resultado> {
  const estado = await estadoDe(noche, acta);
  if (estado.fase !== 'capturada' && estado.fase !== 'verificada') {
    throw new Error(`${acta} has no result: ${estado.fase}`);
  }
  return estado.resultado;
}

/** The facts of an acta, in order, as `tipo` and `datos`. */
export async function hechosDe({ base }: Noche, acta: IdActa) {
  return must(await base.bitacora.history(acta)).map(({ tipo, datos }) => ({ tipo, datos }));
}

/** Asks for something that must be refused and leave the acta as it was; gives the code. */
export async function refused(
  { base }: Noche,
  acta: IdActa,
  ask: () => Promise<Result<unknown, Refusal>>,
): Promise<string> {
  const before = must(await base.bitacora.load(acta));
  const asked = await ask();
  const after = must(await base.bitacora.load(acta));
  if (after.version !== before.version) throw new Error(`${acta} changed although it was refused`);
  if (!asked.ok && asked.error.mensaje.length < 20) throw new Error(`too short: ${asked.error.mensaje}`);
  return outcome(asked);
}
