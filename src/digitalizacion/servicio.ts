/**
 * Digitalización: an image becomes evidence. It is stored durably under its SHA-256 first and only then named by
 * an event; the first image that arrives is captured, the others are kept.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, type Peticion } from '../bitacora/peticion.ts';
import type { Acopio, Digitalizacion, Imagen, Instante, Origen, TipoDocumento } from '../dominio/acta.ts';
import { buildIdFueraDeCatalogo, type IdActa } from '../dominio/clave.ts';
import { type ActaEsperada, camposDe } from '../dominio/eleccion.ts';
import { decideFueraDeCatalogo, decideImagen } from '../dominio/mandatos.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Almacen } from './almacen.ts';
import { type Identidad, identify, indexByClave } from './identificacion.ts';

export interface EntregaDeImagen extends Omit<Peticion, 'acta'> {
  readonly bytes: Uint8Array;
  readonly origen: Origen;
  readonly digitalizacion: Digitalizacion;
  readonly tipoDocumento: TipoDocumento;
}

export interface DigitalizacionDeActas {
  /** The expected acta that an identity names, or why not. */
  identificar(identidad: Identidad): Result<ActaEsperada, Refusal>;
  /** Stores the image of an acta; acknowledged when bytes and fact are on disk. */
  recibir(
    entrega: EntregaDeImagen & { readonly acta: IdActa },
  ): Promise<Result<Registro & { readonly sha256: string }, Refusal>>;
  /**
   * Registers an image that matches no approved casilla, with what can be read of its identification, confirmed
   * by a second person. Gives the name under which it is kept.
   */
  registrarFueraDeCatalogo(
    entrega: EntregaDeImagen & {
      readonly eleccion: string;
      readonly identificacion: string;
      readonly razon: string;
      readonly confirma: string;
      /** machine time at which its envelope was received; now, when it came by phone */
      readonly acopio: Instante | null;
    },
  ): Promise<Result<Registro & { readonly sha256: string; readonly acta: IdActa }, Refusal>>;
}

/** @param now clock of the machine */
export function createDigitalizacion(
  bitacora: Bitacora,
  proceso: Proceso,
  almacen: Almacen,
  now: () => Instante,
): DigitalizacionDeActas {
  const porClave = indexByClave(proceso.actas);

  return {
    identificar: (identidad) => identify(porClave, identidad),

    async recibir({ bytes, origen, digitalizacion, tipoDocumento, ...peticion }) {
      const { acta } = peticion;
      const esperada = proceso.actasPorId.get(acta);
      if (esperada === undefined) {
        return refuse('ACTA_DESCONOCIDA', `El acta ${acta} no está en el catálogo. Revise su clave.`);
      }
      const eleccion = proceso.eleccionPorClave.get(esperada.eleccion);
      if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta}`);
      const stored = await almacen.store(bytes);
      if (!stored.ok) return stored;
      const campos = camposDe(eleccion, esperada.casilla.tipo, esperada.territorio);
      const done = await bitacora.execute({
        ...commandOf(peticion, now()),
        decide: (estado) =>
          decideImagen(estado, { ...stored.value, origen, digitalizacion, tipoDocumento }, campos),
      });
      return done.ok ? ok({ ...done.value, sha256: stored.value.sha256 }) : done;
    },

    async registrarFueraDeCatalogo(entrega) {
      const { eleccion, origen, digitalizacion, tipoDocumento, persona, lugar, idempotencia } = entrega;
      if (!proceso.eleccionPorClave.has(eleccion)) {
        return refuse('ELECCION_DESCONOCIDA', `Este proceso no tiene la elección ${eleccion}.`);
      }
      const stored = await almacen.store(entrega.bytes);
      if (!stored.ok) return stored;
      const momento = now();
      const { sha256 } = stored.value;
      const imagen: Imagen = { sha256, origen, digitalizacion, tipoDocumento, momento };
      const acopio: Acopio = { via: origen, momento: entrega.acopio ?? momento, horaManuscrita: null };
      const { identificacion, razon, confirma } = entrega;
      const done = await bitacora.register({
        eleccion,
        nombre: (numero) => buildIdFueraDeCatalogo(eleccion, numero),
        actor: persona,
        lugar,
        momento,
        idempotencia,
        decide: (estado) =>
          decideFueraDeCatalogo(estado, {
            identificacion,
            razon,
            declara: persona,
            confirma,
            acopio,
            imagen,
          }),
      });
      return done.ok ? ok({ ...done.value, sha256 }) : done;
    },
  };
}
