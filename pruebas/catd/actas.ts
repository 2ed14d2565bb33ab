/** The actas of the minimal process as a scanner would give them, and as the server tells them to a station. */

import sharp from 'sharp';
import type { EquipoEnServidor } from '../../src/acopio/contrato-de-equipo.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { formatCodigo } from '../../src/dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { tituloDe } from '../../src/proceso/en-pantalla.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createPapeles } from '../apoyo/entregas.ts';

export interface Escaneos {
  /** a JPEG; another `pasada` of the same paper gives other bytes */
  jpeg(acta: IdActa, pasada?: number): Promise<Buffer>;
  /** one that cannot be read: too blurred */
  borrosa(acta: IdActa): Promise<Buffer>;
  /** the acta without its code, that somebody tore off */
  sinCodigo(acta: IdActa): Promise<Buffer>;
}

export function createEscaneos(proceso: Proceso): Escaneos {
  const draw = createPapeles(proceso);
  return {
    async jpeg(acta, pasada = 0) {
      return sharp(await draw(acta))
        .jpeg({ quality: 70 + pasada })
        .toBuffer();
    },
    async borrosa(acta) {
      return sharp(await draw(acta))
        .blur(9)
        .jpeg({ quality: 60 })
        .toBuffer();
    },
    async sinCodigo(acta) {
      const { width = 0, height = 0 } = await sharp(await draw(acta)).metadata();
      const side = Math.round(width * 0.26);
      const white = { create: { width: side, height: side, channels: 3, background: '#ffffff' } } as const;
      return sharp(await draw(acta))
        .composite([
          { input: white, left: width - side - Math.round(width * 0.04), top: Math.round(height * 0.03) },
        ])
        .jpeg({ quality: 80 })
        .toBuffer();
    },
  };
}

/** What the server tells of some actas. */
export function enServidor(proceso: Proceso, actas: readonly ActaEsperada[]): EquipoEnServidor['actas'] {
  return actas.map((acta) => ({
    ...{ acta: acta.id, titulo: tituloDe(proceso, acta), situacion: 'esperada' },
    codigo: formatCodigo({ proceso: proceso.nombre, acta: acta.id }),
    ...{ acopiada: false, rescanear: null },
  }));
}
