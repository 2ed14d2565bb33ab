/**
 * What a verificador has in front: one acta, with the values that were consolidated, the marks that say which of
 * them deserve a second look, and the warnings. Never who typed what.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import type { PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { EstadoActa, Instante, Resultado } from '../dominio/acta.ts';
import { type Advertencia, advertenciasDe } from '../dominio/advertencias.ts';
import type { IdActa } from '../dominio/clave.ts';
import { limiteDeVotos } from '../dominio/contabilizacion.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { addSeconds } from '../dominio/instante.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import {
  type CampoEnPantalla,
  camposEnPantalla,
  type GeometriaDeActas,
  geometriaEn,
  imagenEnPantalla,
  tituloDe,
} from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { ConflictosDeActas } from './conflictos.ts';
import type { CampoPorVerificar, Marca, TareaDeVerificacion, TareaDeVerificacionONada } from './contrato.ts';
import type { IdentificacionesDeActas } from './identificaciones.ts';
import { taskOf, type VerificacionDeActas } from './servicio.ts';

export interface PartesDeVerificacion {
  readonly servicio: VerificacionDeActas;
  readonly conflictos: ConflictosDeActas;
  readonly identificaciones: IdentificacionesDeActas;
  readonly bitacora: Bitacora;
  readonly proceso: Proceso;
  readonly geometria: GeometriaDeActas;
  /** clock of the machine */
  readonly now: () => Instante;
}

export interface Mesa {
  /** What the person has now; nothing is given. */
  look(peticion: PeticionDeTrabajo): Promise<Result<TareaDeVerificacionONada, Refusal>>;
  /** What the person has, or the next one; null in it when nothing waits for them. */
  fill(peticion: PeticionDeTrabajo): Promise<Result<TareaDeVerificacionONada, Refusal>>;
  /** What follows a thing done: the next acta. Sent again, it is what the person has, and nothing is given. */
  goOn(
    peticion: PeticionDeTrabajo,
    done: Result<Registro, Refusal>,
  ): Promise<Result<TareaDeVerificacionONada, Refusal>>;
}

const HORA = 3600;
/** What waits is counted at most once in so many seconds, for everybody. */
const FRESCURA = 2;

export function createMesa(partes: PartesDeVerificacion): Mesa {
  const { servicio, bitacora, proceso, geometria, now } = partes;
  let counted: { readonly hasta: Instante; readonly n: number } | null = null;

  async function countWaiting(): Promise<Result<number, Refusal>> {
    if (counted !== null && now() < counted.hasta) return ok(counted.n);
    const free = await bitacora.countFree('verificacion');
    if (free.ok) counted = { hasta: addSeconds(now(), FRESCURA), n: free.value };
    return free;
  }

  async function look({ persona }: PeticionDeTrabajo): Promise<Result<TareaDeVerificacionONada, Refusal>> {
    const ahora = now();
    const work = await bitacora.workOf({
      ...{ persona, cola: 'verificacion', hecho: 'acta_verificada' },
      ...{ ahora, desde: addSeconds(ahora, -HORA) },
    });
    if (!work.ok) return work;
    const waiting = await countWaiting();
    if (!waiting.ok) return waiting;
    const { asignadas, hechas } = work.value;
    const [held] = asignadas;
    return ok({
      tarea: held === undefined ? null : showTarea(held.acta, held.estado),
      enEspera: waiting.value,
      enEstaHora: hechas.recientes,
      enTotal: hechas.total,
    });
  }

  function showTarea(acta: IdActa, estado: EstadoActa): TareaDeVerificacion {
    const { resultado, encuadre, vence } = taskOf(estado);
    const suya = geometriaEn(encuadre, geometria);
    const esperada = esperadaDe(proceso, acta);
    return {
      acta,
      titulo: tituloDe(proceso, esperada),
      imagen: imagenEnPantalla(resultado.imagen),
      campos: camposEnPantalla(proceso, esperada, suya).map((campo) => withMarcas(campo, resultado)),
      advertencias: advertenciasDeResultado(proceso, esperada, resultado),
      vence,
    };
  }

  async function fill(peticion: PeticionDeTrabajo): Promise<Result<TareaDeVerificacionONada, Refusal>> {
    const { idempotencia } = peticion;
    const taken = await servicio.siguiente(
      idempotencia === undefined ? peticion : { ...peticion, idempotencia: `${idempotencia} siguiente` },
    );
    return taken.ok ? look(peticion) : taken;
  }

  return {
    look,
    fill,
    async goOn(peticion, done) {
      if (!done.ok) return done;
      return done.value.entrega === 'repetida' ? look(peticion) : fill(peticion);
    },
  };
}

export function esperadaDe(proceso: Proceso, acta: IdActa): ActaEsperada {
  const esperada = proceso.actasPorId.get(acta);
  if (esperada === undefined) throw new Error(`an acta that the catalogue does not have: ${acta}`);
  return esperada;
}

function withMarcas(campo: CampoEnPantalla, resultado: Resultado): CampoPorVerificar {
  const { clave } = campo;
  const lectura = readingOf(resultado, clave);
  const marcas: Marca[] = [];
  if (resultado.tercera.includes(clave)) marcas.push('tercera_persona');
  if (resultado.resueltos.includes(clave)) marcas.push('resuelto');
  if (resultado.recapturados.includes(clave)) marcas.push('recapturado');
  if (lectura === 'ILEGIBLE') marcas.push('ilegible');
  if (lectura === 'SIN DATO') marcas.push('sin_dato');
  return { ...campo, lectura, marcas };
}

function readingOf({ lecturas }: Resultado, campo: string): Lectura {
  const lectura = lecturas[campo];
  if (lectura === undefined) throw new Error(`a result that lacks the field ${campo}`);
  return lectura;
}

function advertenciasDeResultado(
  proceso: Proceso,
  esperada: ActaEsperada,
  { lecturas }: Resultado,
): readonly Advertencia[] {
  return advertenciasDe({
    lecturas,
    campos: camposEnPantalla(proceso, esperada, () => null).map(({ clave }) => clave),
    alcance: 'completa',
    limite: limiteDeVotos(esperada.casilla, proceso.ajustes),
  });
}
