/**
 * Digitalización: an image becomes evidence. It is stored durably under its SHA-256 first and only then named by
 * a fact; the first image that arrives is captured, the others are kept. An image without a fact may remain (the
 * rule refused it, or the database was lost in between) and harms nobody; a fact without its image never exists.
 */

import type { Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, createMandar, type Peticion, type PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type {
  Acopio,
  Digitalizacion,
  Encuadre,
  Imagen,
  Instante,
  Origen,
  Procedencia,
  TipoDocumento,
} from '../dominio/acta.ts';
import { buildIdFueraDeCatalogo } from '../dominio/clave.ts';
import { decideImagen, decideSustitucion } from '../dominio/dos-rutas.ts';
import { type ActaEsperada, camposDe } from '../dominio/eleccion.ts';
import { decideFueraDeCatalogo } from '../dominio/mandatos.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { findByIdentificacion, indexByClave } from '../proceso/identificacion.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Almacen } from './almacen.ts';
import { type Identidad, identify } from './identificacion.ts';

export interface EntregaDeImagen extends PeticionDeTrabajo {
  readonly bytes: Uint8Array;
  readonly origen: Origen;
  readonly digitalizacion: Digitalizacion;
  readonly tipoDocumento: TipoDocumento;
  readonly encuadre?: Encuadre | undefined;
  /** how it came, when it came in a delivery */
  readonly procedencia?: Procedencia | undefined;
}

/** What an image left written, with the name of its bytes: what its sender may compare and throw away. */
export type ImagenRegistrada = Registro & { readonly sha256: string };

export interface DigitalizacionDeActas {
  /** The expected acta that an identity names, or why not. */
  identificar(identidad: Identidad): Result<ActaEsperada, Refusal>;
  /** Stores the image of an acta; acknowledged when bytes and fact are on disk. */
  recibir(entrega: EntregaDeImagen & Pick<Peticion, 'acta'>): Promise<Result<ImagenRegistrada, Refusal>>;
  /** Captures from another of the images of an acta, before it is published; what was typed counts no more. */
  sustituir(
    peticion: Peticion & { readonly sha256: string; readonly razon: string },
  ): Promise<Result<Registro, Refusal>>;
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
  ): Promise<Result<ImagenRegistrada, Refusal>>;
}

/** @param now clock of the machine */
export function createDigitalizacion(
  bitacora: Bitacora,
  proceso: Proceso,
  almacen: Almacen,
  now: () => Instante,
): DigitalizacionDeActas {
  const porClave = indexByClave(proceso.actas);
  const mandar = createMandar(bitacora, now);

  return {
    identificar: (identidad) => identify(porClave, identidad),

    async recibir({
      acta,
      bytes,
      origen,
      digitalizacion,
      tipoDocumento,
      encuadre,
      procedencia,
      ...peticion
    }) {
      const esperada = proceso.actasPorId.get(acta);
      if (esperada === undefined) {
        return refuse('ACTA_DESCONOCIDA', `El acta ${acta} no está en el catálogo. Revise su clave.`);
      }
      const eleccion = proceso.eleccionPorClave.get(esperada.eleccion);
      if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta}`);
      const stored = await almacen.store(bytes);
      if (!stored.ok) return stored;
      const imagen = {
        ...{ ...stored.value, origen, digitalizacion, tipoDocumento },
        ...(encuadre && { encuadre }),
        ...(procedencia && { procedencia }),
      };
      const campos = camposDe(eleccion, esperada.casilla.tipo, esperada.territorio);
      const done = await bitacora.execute({
        ...commandOf(peticion, now()),
        acta,
        decide: (estado) => decideImagen(estado, imagen, campos),
        respuesta: () => imagen.sha256,
      });
      return done.ok ? acknowledge(done.value, imagen.sha256) : done;
    },

    sustituir: ({ sha256, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decideSustitucion(estado, {
          ...{ sha256, persona, razon },
          publicaDesde: proceso.ajustes.publicaDesde,
        }),
      ),

    async registrarFueraDeCatalogo({ eleccion, bytes, identificacion, razon, confirma, ...entrega }) {
      const { origen, digitalizacion, tipoDocumento, persona } = entrega;
      if (!proceso.eleccionPorClave.has(eleccion)) {
        return refuse('ELECCION_DESCONOCIDA', `Este proceso no tiene la elección ${eleccion}.`);
      }
      const stored = await almacen.store(bytes);
      if (!stored.ok) return stored;
      const momento = now();
      const { sha256 } = stored.value;
      const imagen: Imagen = { sha256, origen, digitalizacion, tipoDocumento, momento };
      const acopio: Acopio = { via: origen, momento: entrega.acopio ?? momento, horaManuscrita: null };
      const enCatalogo = findByIdentificacion(porClave, eleccion, identificacion);
      const declaracion = {
        ...{ identificacion, razon, declara: persona, confirma },
        ...{ acopio, imagen, enCatalogo },
      };
      const done = await bitacora.register({
        ...commandOf(entrega, momento),
        eleccion,
        nombre: (numero) => buildIdFueraDeCatalogo(eleccion, numero),
        decide: (estado) => decideFueraDeCatalogo(estado, declaracion),
        respuesta: () => sha256,
      });
      return done.ok ? acknowledge(done.value, sha256) : done;
    },
  };
}

/** A retry brings the same image; with another one it would be told that what it brought is safe, and is not. */
function acknowledge(
  registro: Registro,
  sha256: string,
): Result<ImagenRegistrada, Refusal<'CLAVE_REUTILIZADA'>> {
  if (registro.respuesta === sha256) return ok({ ...registro, sha256 });
  return refuse(
    'CLAVE_REUTILIZADA',
    'Esta petición lleva la clave de otra imagen, y la que trae no se registró. Envíela otra vez como nueva.',
  );
}
