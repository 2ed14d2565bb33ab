/**
 * A file of the scanner, from its folder to the store: kept by its hash, read, and each page written down with its
 * delivery, or with what somebody has to decide. The file leaves the folder of the scanner last, so that a cut at any
 * point leaves it there, and taking it again is not twice.
 */

import type { ImagenProcesada } from '../digitalizacion/imagen/contrato.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { DocumentoQueSeDice } from '../dominio/documento.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Almacen, EntregaGuardada, ImagenGuardada, Toma } from './almacen.ts';
import { type Archivos, sha256Of } from './archivos.ts';
import { type Destino, destinoDe } from './destino.ts';
import type { FallaDeDisco } from './disco.ts';
import { type Firmante, makeImagen } from './entregas.ts';
import type { Libro } from './libro.ts';
import type { Reloj } from './reloj.ts';

/** Reads the pages of a file (`createTaller` of digitalización). */
export type Procesar = (bytes: Buffer) => Promise<Result<readonly ImagenProcesada[], Refusal>>;

export interface DeToma {
  readonly almacen: Almacen;
  readonly archivos: Archivos;
  readonly libro: Libro;
  readonly reloj: Reloj;
  readonly firmante: Firmante;
  readonly procesar: Procesar;
  /** SHA-256 of what this program read to the end; it may be that the disk had no room to write that down */
  readonly leidos: Set<string>;
}

export type Tomado =
  | { readonly tipo: 'tomado'; readonly paginas: number }
  /** those bytes had already been taken */
  | { readonly tipo: 'repetido'; readonly antes: Toma }
  /** it will never be read: why, for whoever scanned it */
  | { readonly tipo: 'no_leido'; readonly error: Refusal };

/** Times that the program may end, with power or without it, in the middle of a file before the file is blamed. */
const INTENTOS = 5;
/** It may be the machine that was busy: it is tried once more. */
const LENTOS: ReadonlySet<string> = new Set(['TARDO_DEMASIADO', 'OCUPO_DEMASIADO']);
/** It is not the file: the workers have too many, or are being closed. */
const DE_PASO: ReadonlySet<string> = new Set(['TALLER_LLENO', 'TALLER_CERRADO']);

/**
 * Takes the bytes of a file. When it returns `tomado`, everything is on the disk.
 *
 * @param nombre as the scanner called it
 */
export async function tomar(
  de: DeToma,
  nombre: string,
  bytes: Buffer,
): Promise<Result<Tomado, FallaDeDisco | Refusal<'TALLER_LLENO'>>> {
  const { almacen, archivos } = de;
  const sha256 = sha256Of(bytes);
  const antes = almacen.toma(sha256);
  if (antes !== null) return ok({ tipo: 'repetido', antes });

  const intentos = de.leidos.has(sha256) ? 0 : almacen.intentos(sha256);
  if (intentos >= INTENTOS) return ok({ tipo: 'no_leido', error: DETUVO });
  const counted = almacen.transaccion(() => almacen.ponerIntentos(sha256, intentos + 1));
  if (!counted.ok) return counted;

  const read = await de.procesar(bytes);
  const slow = !read.ok && LENTOS.has(read.error.codigo) && intentos === 0;
  // It came back, so it is not one that stops the program.
  if (slow) de.leidos.delete(sha256);
  else {
    de.leidos.add(sha256);
    almacen.transaccion(() => almacen.ponerIntentos(sha256, 0));
  }
  if (!read.ok) {
    if (slow || DE_PASO.has(read.error.codigo)) return refuse('TALLER_LLENO', read.error.mensaje);
    return ok({ tipo: 'no_leido', error: read.error });
  }
  const [first] = read.value;
  if (first === undefined) throw new Error(`a file that was read has pages: ${nombre}`);
  const kept = archivos.keep(sha256, bytes);
  if (!kept.ok) return kept;
  for (const { publicada } of read.value) {
    const done = archivos.keep(publicada.sha256, publicada.bytes);
    if (!done.ok) return done;
  }
  const toma: Toma = {
    ...{ sha256, nombre, bytes: bytes.length, formato: first.original.formato },
    ...{ momento: de.reloj.servidor(), paginas: read.value.length },
  };
  const written = almacen.transaccion(() => writePages(de, toma, read.value));
  if (!written.ok) return written;
  for (const entrega of written.value) de.libro.agregar(entrega);
  return ok({ tipo: 'tomado', paginas: read.value.length });
}

const DETUVO: Refusal = {
  codigo: 'DETUVO_EL_PROGRAMA',
  mensaje:
    'Este archivo detuvo el programa de la estación cinco veces. Digitalice el acta otra vez, de preferencia en JPEG o PDF.',
};

function writePages(de: DeToma, toma: Toma, paginas: readonly ImagenProcesada[]): readonly EntregaGuardada[] {
  const { almacen, reloj, firmante } = de;
  almacen.insertToma(toma);
  const actas = almacen.equipo()?.actas ?? [];
  return paginas.flatMap((pagina, i) => {
    const destino = destinoDe(pagina, { proceso: firmante.proceso, actas });
    const { codigo, veredicto, publicada } = pagina;
    const seen = {
      ...{ codigo, motivos: veredicto.motivos, sha256: publicada.sha256, bytes: publicada.bytes.length },
      acta: destino.acta,
    };
    const entrega = destino.tipo === 'enviar' ? makeImagen(de, { imagen: seen, toma, ...NADIE_DICE }) : null;
    almacen.insertImagen(
      {
        ...seen,
        ...{ toma: toma.sha256, pagina: i + 1, momento: reloj.servidor(), aceptable: veredicto.aceptable },
        ...{ ancho: publicada.ancho, alto: publicada.alto, ...situacionDe(destino) },
        secuencia: entrega?.secuencia ?? null,
      },
      pagina.miniatura,
    );
    if (entrega === null || destino.acta === null) return [];
    setAsideWorse(de, destino.acta);
    return [entrega];
  });
}

function situacionDe(destino: Destino): Pick<ImagenGuardada, 'situacion' | 'razon' | 'mensaje'> {
  if (destino.tipo === 'enviar') return { situacion: 'entregada', razon: null, mensaje: null };
  return { situacion: 'por_decidir', razon: destino.razon, mensaje: destino.mensaje };
}

/** A good image of an acta answers for those of the same that could not be read. */
function setAsideWorse({ almacen }: DeToma, acta: IdActa): void {
  for (const { id, situacion, razon, acta: de } of almacen.imagenes()) {
    if (situacion !== 'por_decidir' || razon !== 'CALIDAD' || de !== acta) continue;
    almacen.decidirImagen(id, {
      ...{ situacion: 'no_enviada', acta, secuencia: null },
      mensaje: 'Se digitalizó otra vez y la otra imagen sí se lee.',
    });
  }
}

/** What whoever has the paper says of an image. */
export interface Dicho {
  /** the acta that it is, when its QR does not say it */
  readonly declarada: IdActa | null;
  readonly documento: DocumentoQueSeDice;
}

/** What its QR says is enough, and it is the acta PREP: nearly all. */
const NADIE_DICE: Dicho = { declarada: null, documento: 'ACTA PREP' };

/** Sends a page that waited, as it is. */
export function enviarImagen(
  de: DeToma,
  id: number,
  dicho: Dicho,
): Result<EntregaGuardada, FallaDeDisco | Refusal<'IMAGEN_DESCONOCIDA' | 'YA_DECIDIDA'>> {
  const { almacen, libro } = de;
  const imagen = almacen.imagen(id);
  const toma = imagen === null ? null : almacen.toma(imagen.toma);
  if (imagen === null || toma === null)
    return refuse('IMAGEN_DESCONOCIDA', 'Esa imagen no está en esta estación.');
  const vista = imagen.secuencia === null ? null : libro.deSecuencia(imagen.secuencia)?.vista;
  if (imagen.situacion === 'entregada' && vista?.estado !== 'rechazada') {
    return refuse('YA_DECIDIDA', 'Esa imagen ya se había enviado.');
  }
  const made = almacen.transaccion(() => {
    const entrega = makeImagen(de, { imagen, toma, ...dicho });
    const { secuencia } = entrega;
    almacen.decidirImagen(id, { situacion: 'entregada', acta: entrega.acta, mensaje: null, secuencia });
    return entrega;
  });
  if (made.ok) libro.agregar(made.value);
  return made;
}

/** It is kept here and is not sent. */
export function descartarImagen(
  { almacen }: Pick<DeToma, 'almacen'>,
  id: number,
  razon: string,
): Result<null, FallaDeDisco | Refusal<'IMAGEN_DESCONOCIDA' | 'YA_DECIDIDA'>> {
  const imagen = almacen.imagen(id);
  if (imagen === null) return refuse('IMAGEN_DESCONOCIDA', 'Esa imagen no está en esta estación.');
  if (imagen.situacion !== 'por_decidir')
    return refuse('YA_DECIDIDA', 'Ya se había decidido qué hacer con ella.');
  const { acta } = imagen;
  const done = almacen.transaccion(() =>
    almacen.decidirImagen(id, { situacion: 'no_enviada', acta, mensaje: razon, secuencia: null }),
  );
  return done.ok ? ok(null) : done;
}
