/**
 * The queue of the phone: what a person decided to send becomes a signed delivery with its bytes, all in one
 * transaction, or nothing. Numbers go 1, 2, 3… without holes, also with two windows open.
 */

import type { IdActa } from '../../../src/dominio/clave.ts';
import {
  BYTES_DE_ARCHIVO,
  type EntregaDeImagen,
  formatEntrega,
  parseEntrega,
} from '../../../src/dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../../../src/dominio/result.ts';
import {
  almacen,
  type Foto,
  guardarPropio,
  type Identidad,
  leerPropio,
  type Servidor,
} from '../equipo/almacen.ts';
import { firmar, sha256De } from '../equipo/llave.ts';
import { isSinEspacio, soltar } from './espacio.ts';
import { formatoDe } from './formato.ts';

export interface FotoPorGuardar {
  readonly contenido: Blob;
  /** the acta that the person says it is */
  readonly acta: IdActa;
  /** text of its QR, as it was read; null when it was not */
  readonly codigo: string | null;
  /** what the phone saw wrong and the person sends all the same */
  readonly motivos: readonly string[];
  readonly miniatura: Blob | null;
}

const TEXTO_CORTO = 200;

export type ColaErrorCode =
  | 'SIN_ACTIVAR'
  | 'ARCHIVO_VACIO'
  | 'ARCHIVO_EXCESIVO'
  | 'FORMATO_DESCONOCIDO'
  | 'SIN_ESPACIO';

/** Signs a photograph and keeps it until the server has it. */
export async function guardarFoto(nueva: FotoPorGuardar): Promise<Result<Foto, Refusal<ColaErrorCode>>> {
  const { contenido } = nueva;
  if (contenido.size === 0) {
    return refuse('ARCHIVO_VACIO', 'La foto está vacía. Tómela otra vez.');
  }
  if (contenido.size > BYTES_DE_ARCHIVO) {
    return refuse(
      'ARCHIVO_EXCESIVO',
      'El archivo es demasiado grande para ser una foto. Tómela con esta aplicación.',
    );
  }
  const bytes = await contenido.arrayBuffer();
  const formato = formatoDe(new Uint8Array(bytes));
  if (formato === null) {
    return refuse(
      'FORMATO_DESCONOCIDO',
      'El archivo no es una foto. Elija otro o tómela con esta aplicación.',
    );
  }
  const sha256 = await sha256De(bytes);
  return enTurno(async () => {
    const firmante = await leerFirmante();
    if (firmante === null) {
      return refuse('SIN_ACTIVAR', 'Este teléfono todavía no está activado. Termine la activación.');
    }
    const firmada = await firmarEntrega(firmante, {
      momento: new Date().toISOString(),
      desfase: (await leerPropio('reloj'))?.desfase ?? null,
      declarada: nueva.acta,
      codigo: nueva.codigo !== null && nueva.codigo.length <= TEXTO_CORTO ? nueva.codigo : null,
      archivo: { sha256, bytes: bytes.byteLength, formato },
      motivos: nueva.motivos,
    });
    const foto = { ...firmada, acta: nueva.acta, miniatura: nueva.miniatura, servidor: null, rechazo: null };
    const keep = () =>
      almacen.transaction('rw', TABLAS, async () => {
        // What the camera gave may be of a file that goes away; a copy of its bytes is ours.
        await almacen.archivos.put({ sha256, contenido: new Blob([bytes], { type: contenido.type }) });
        await guardarPropio('secuencia', firmada.secuencia);
        return almacen.fotos.add(foto);
      });
    const orden = (await siCabe(keep)) ?? (await haciendoLugar(bytes.byteLength, keep));
    return orden === null
      ? refuse(
          'SIN_ESPACIO',
          'El teléfono no tiene espacio y la foto no se guardó. Sin cerrar esta pantalla, borre videos o aplicaciones y envíela otra vez.',
        )
      : ok({ ...foto, orden });
  });
}

/**
 * Signs again, with the key of now, what another key left without sending: a phone that was given a new code. What
 * was seen and when stays; only who sends changes.
 */
export function firmarDeNuevo(): Promise<void> {
  return enTurno(async () => {
    let firmante = await leerFirmante();
    for (const foto of await almacen.fotos.orderBy('orden').toArray()) {
      if (firmante === null || foto.llave === firmante.identidad.publica || !estaPendiente(foto)) continue;
      const read = parseEntrega(foto.texto);
      if (!read.ok || read.value.tipo !== 'imagen')
        throw new Error(`a delivery of this phone is not read: ${foto.id}`);
      const firmada = await firmarEntrega(firmante, read.value);
      await almacen.transaction('rw', TABLAS, async () => {
        await guardarPropio('secuencia', firmada.secuencia);
        await almacen.fotos.update(foto.orden, { ...firmada, servidor: null });
      });
      firmante = await leerFirmante();
    }
  });
}

/** null when the phone is full: then nothing of it was kept. */
async function siCabe<T>(keep: () => PromiseLike<T>): Promise<T | null> {
  try {
    return await keep();
  } catch (error) {
    if (!isSinEspacio(error)) throw error;
    return null;
  }
}

/** The same once more, with the bytes of what the server already has out of the way. */
async function haciendoLugar<T>(bytes: number, keep: () => PromiseLike<T>): Promise<T | null> {
  await soltar(bytes);
  return siCabe(keep);
}

const TABLAS = [almacen.propios, almacen.fotos, almacen.archivos];

/** One number at a time, also with two windows open. */
function enTurno<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request('prep-secuencia', work);
}

/** Who signs now, and the last number that was used. */
interface Firmante {
  readonly identidad: Identidad & { readonly clave: string };
  readonly servidor: Servidor;
  readonly secuencia: number;
}

async function leerFirmante(): Promise<Firmante | null> {
  const [identidad, servidor, secuencia] = await Promise.all([
    leerPropio('identidad'),
    leerPropio('servidor'),
    leerPropio('secuencia'),
  ]);
  if (identidad === null || identidad.clave === null || servidor === null || secuencia === null) return null;
  return { identidad: { ...identidad, clave: identidad.clave }, servidor, secuencia };
}

type LoVisto = Pick<EntregaDeImagen, 'momento' | 'desfase' | 'declarada' | 'codigo' | 'archivo' | 'motivos'>;

/** The delivery that follows the last one. */
async function firmarEntrega({ identidad, servidor, secuencia }: Firmante, visto: LoVisto) {
  const { momento, desfase, declarada, codigo, archivo, motivos } = visto;
  const entrega: EntregaDeImagen = {
    tipo: 'imagen',
    proceso: servidor.equipo.proceso.nombre,
    equipo: identidad.clave,
    secuencia: secuencia + 1,
    ...{ momento, desfase, declarada, codigo, archivo, motivos },
    persona: servidor.equipo.persona,
    ...{ origen: 'CASILLA', digitalizacion: 'MOVIL', tipoDocumento: 'ACTA PREP' },
    presentacion: 'original',
    original: null,
  };
  const texto = formatEntrega(entrega);
  return {
    ...{ texto, momento, motivos, sha256: archivo.sha256, bytes: archivo.bytes },
    secuencia: entrega.secuencia,
    id: await sha256De(texto),
    firma: await firmar(identidad.llave, texto),
    llave: identidad.publica,
  };
}

/** Whether the phone still has something to do with it. */
export function estaPendiente({ servidor, rechazo }: Pick<Foto, 'servidor' | 'rechazo'>): boolean {
  if (rechazo !== null) return false;
  return servidor === null || (servidor.estado !== 'registrada' && servidor.estado !== 'rechazada');
}

/** Whether bytes of it are still only in the phone. */
export function faltaEnviar({ servidor, rechazo }: Pick<Foto, 'servidor' | 'rechazo'>): boolean {
  return rechazo === null && (servidor === null || servidor.estado === 'incompleta');
}
