/**
 * A workshop that opens nothing: each file says in JSON, after the bytes with which a JPEG begins, what would be seen
 * of its pages. What takes the real one a second takes this one nothing.
 */

import { hash } from 'node:crypto';
import { ok, refuse } from '../../../dominio/result.ts';
import type { ImagenProcesada, MotivoDeCalidad } from '../../imagen/contrato.ts';
import type { Taller } from '../atencion.ts';

export interface PaginaDePrueba {
  readonly codigo?: string | null;
  /** pictures of the same paper have the same text */
  readonly papel: string;
  readonly motivos?: readonly MotivoDeCalidad[];
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

/** The bytes of a file with those pages; `estorbo` makes two different files of the same paper. */
export function archivoDePrueba(paginas: readonly PaginaDePrueba[], estorbo = ''): Buffer {
  return Buffer.concat([JPEG, Buffer.from(JSON.stringify({ paginas, estorbo }))]);
}

/** Bytes that make the workshop fail as a bug would. */
export function archivoFatal(): Buffer {
  return Buffer.concat([JPEG, Buffer.from('fatal')]);
}

export function createTallerDePrueba(): Taller {
  return {
    async procesar(bytes) {
      const text = Buffer.from(bytes.subarray(JPEG.length)).toString();
      if (text === 'fatal') throw new Error('the workshop failed');
      if (!text.startsWith('{'))
        return refuse('ARCHIVO_DANADO', 'El archivo está dañado. Escanéelo otra vez.');
      const { paginas } = JSON.parse(text) as { readonly paginas: readonly PaginaDePrueba[] };
      return ok(paginas.map((pagina, i) => toImagen(pagina, Buffer.from(bytes), i)));
    },
  };
}

function toImagen(
  { codigo = null, papel, motivos = [] }: PaginaDePrueba,
  file: Buffer,
  i: number,
): ImagenProcesada {
  const bytes = Buffer.concat([JPEG, Buffer.from(`${papel} ${hash('sha256', file, 'hex')} ${i}`)]);
  return {
    ...{ codigo, como: codigo === null ? null : 'qr_esquina' },
    veredicto: {
      aceptable: motivos.length === 0,
      motivos: motivos.map((motivo) => ({ motivo, mensaje: `La imagen está ${motivo}.` })),
      medidas: { puntosPorMilimetro: 8, bordeEnMilimetros: 0.1, papel: 230, contraste: 180, marcas: 4 },
    },
    publicada: { bytes, sha256: hash('sha256', bytes, 'hex'), ancho: 1700, alto: 2200 },
    miniatura: bytes,
    huellaVisual: `a${[1, 2, 3].map((n) => hash('sha256', `${papel} ${n}`, 'hex')).join('')}`,
    original: { sha256: hash('sha256', file, 'hex'), bytes: file.length, formato: 'jpeg' },
    encuadre: 'hoja_entera',
    encuadreDelArchivo: 'hoja_entera',
  };
}
