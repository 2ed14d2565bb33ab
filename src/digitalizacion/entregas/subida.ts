/**
 * Images that a person sends from the screen of a CATD that has no station. They go the same way as those of an
 * equipo, without a signature: who sent them is who logged in. The same file sent again by the same person is the same
 * delivery.
 */

import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Digitalizacion, Instante, TipoDocumento } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { BYTES_DE_ARCHIVO, type EntregaDeImagen, type FormatoDeArchivo } from '../../dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { EntregaEnServidor } from '../contrato.ts';
import type { Cola } from './cola.ts';
import type { Deposito } from './deposito.ts';
import { findEntrega, insertEntrega, listEntregas, toEnServidor, updateEntrega } from './tabla.ts';

export interface Subida {
  readonly persona: string;
  /** CATD of who sends it */
  readonly centro: string;
  readonly bytes: Uint8Array;
  readonly declarada: IdActa | null;
  readonly digitalizacion: Digitalizacion;
  readonly tipoDocumento: TipoDocumento;
}

export interface PartesDeSubida {
  readonly pool: Pool;
  readonly proceso: Proceso;
  readonly deposito: Deposito;
  readonly cola: Cola;
  readonly now: () => Instante;
}

/** Who sends is told what became of it, if that is known by then; else they are told that it is being looked at. */
const ESPERA_MS = 20_000;

/** A row for each page of the file, with what became of it. */
export type Subir = (subida: Subida) => Promise<Result<readonly EntregaEnServidor[], Refusal>>;

export function createSubir({ pool, proceso, deposito, cola, now }: PartesDeSubida): Subir {
  return async ({ persona, centro, bytes, declarada, digitalizacion, tipoDocumento }) => {
    const formato = sniff(bytes);
    if (formato === null) return unknownFormat();
    if (bytes.length > BYTES_DE_ARCHIVO) return excessive();
    if (declarada !== null && !proceso.actasPorId.has(declarada)) {
      return refuse('ACTA_DESCONOCIDA', `El acta ${declarada} no está en el catálogo. Revise su clave.`);
    }
    const archivo = { sha256: hash('sha256', bytes, 'hex'), bytes: bytes.length, formato };
    const said = { persona, centro, declarada, digitalizacion, tipoDocumento, ...archivo };
    const texto = `PREP-SUBIDA-1\n${JSON.stringify(said)}`;
    const id = hash('sha256', texto, 'hex');
    const momento = now();
    const datos: EntregaDeImagen = {
      ...{ tipo: 'imagen', proceso: proceso.nombre, equipo: persona, secuencia: 1, momento, desfase: 0 },
      ...{ persona, origen: 'CATD', digitalizacion, tipoDocumento, declarada, codigo: null },
      ...{ presentacion: 'original', archivo, original: null, motivos: [] },
    };
    const known = await findEntrega(pool, id);
    // What was refused may have been so for something that is mended now; what somebody discarded was looked at.
    const again = known?.estado === 'rechazada' && known.codigo !== 'DESCARTADA';
    if (known === null || again) {
      const written = await deposito.write(id, 'archivo', 0, bytes);
      if (!written.ok) return written;
      const row = { id, via: 'consola', equipo: null, secuencia: null, centro, texto, firma: null } as const;
      const none = { originalBytes: null, codigo: null, mensaje: null };
      if (known === null) {
        await insertEntrega(pool, {
          ...{ ...row, datos, recibida: momento, estado: 'incompleta', bytes: bytes.length, ...none },
        });
      }
      const cambio = { estado: 'en_proceso', llegaron: bytes.length, intentos: 0 } as const;
      await updateEntrega(pool, id, { ...cambio, codigo: null, mensaje: null });
    }
    return ok(await follow(id, texto));
  };

  /** The rows of its pages, once they have been looked at or the time is over. */
  async function follow(id: string, texto: string): Promise<readonly EntregaEnServidor[]> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), ESPERA_MS);
    try {
      for (;;) {
        const filas = await listEntregas(pool, 'id = $1 or (texto = $2 and equipo is null) order by pagina', [
          id,
          texto,
        ]);
        const working = filas.find(({ estado }) => estado === 'en_proceso');
        if (working === undefined || limit.signal.aborted) return filas.map(toEnServidor);
        await Promise.race([cola.attended(working.id), ended(limit.signal)]);
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** How each format begins; HEIC is said by its brand, from the fifth byte. */
function sniff(bytes: Uint8Array): FormatoDeArchivo | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  if (head.startsWith('%PDF-')) return 'pdf';
  return /^.{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)/s.test(head) ? 'heic' : null;
}

function unknownFormat() {
  return refuse(
    'FORMATO_DESCONOCIDO',
    'El archivo no es una imagen de un acta: se admiten JPEG, PNG, TIFF, PDF y HEIC. Digitalice el acta otra vez.',
  );
}

/** The refusal of a file that is too large, before or after it arrives. */
export function excessive() {
  return refuse(
    'CUERPO_EXCESIVO',
    `El archivo pesa más de ${BYTES_DE_ARCHIVO / 1_048_576} MB, que es el máximo. Escanee el acta a 200 puntos por pulgada y envíela otra vez.`,
  );
}
