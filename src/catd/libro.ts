/**
 * The deliveries of the station, in memory as they are in the store. What the server says of one is kept also there,
 * but it is not needed to be: on a full disk it is kept in memory, and after a restart it is asked again.
 */

import { z } from 'zod';
import { type EntregaEnServidor, ESTADOS_DE_ENTREGA } from '../digitalizacion/contrato.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Almacen, EntregaGuardada } from './almacen.ts';

const Texto = z.string().nullable();
/** As `EntregaEnServidor`; what a later server adds is left out. */
const Vista = z.object({
  id: z.string(),
  secuencia: z.int(),
  estado: z.enum(ESTADOS_DE_ENTREGA),
  faltaDesde: z.int().nonnegative(),
  originalFaltaDesde: z.int().nonnegative().nullable(),
  originalCompleto: z.boolean(),
  acta: Texto.transform((acta) => acta as IdActa | null),
  uso: z.enum(['captura', 'evidencia']).nullable(),
  publicada: Texto,
  codigo: Texto,
  mensaje: Texto,
});
const Vistas = z.object({ entregas: z.array(Vista) });

/** What the server says of a delivery; null when it is not that. */
export function readVista(cuerpo: unknown): EntregaEnServidor | null {
  return Vista.safeParse(cuerpo).data ?? null;
}

export function readVistas(cuerpo: unknown): readonly EntregaEnServidor[] | null {
  return Vistas.safeParse(cuerpo).data?.entregas ?? null;
}

export interface Libro {
  /** In order. */
  todas(): readonly EntregaGuardada[];
  deSecuencia(secuencia: number): EntregaGuardada | null;
  /** The envelope of an acta that was registered here, and the server did not refuse. */
  acopioDe(acta: IdActa): EntregaGuardada | null;
  /** One that has just been written in the store. */
  agregar(entrega: EntregaGuardada): void;
  /** What the server says now; `null`, that it does not know of it. */
  ponerVista(secuencia: number, vista: EntregaEnServidor | null): void;
}

export function openLibro(almacen: Almacen): Libro {
  const entregas = new Map<number, EntregaGuardada>();
  for (const each of almacen.entregas()) {
    // How much of it the server had may have changed: announcing it again says so.
    entregas.set(each.secuencia, each.vista?.estado === 'incompleta' ? { ...each, vista: null } : each);
  }
  let list: readonly EntregaGuardada[] | null = null;

  return {
    todas() {
      list ??= [...entregas.values()];
      return list;
    },
    deSecuencia: (secuencia) => entregas.get(secuencia) ?? null,
    acopioDe(acta) {
      return (
        this.todas().find(
          (each) => each.tipo === 'acopio' && each.acta === acta && each.vista?.estado !== 'rechazada',
        ) ?? null
      );
    },
    agregar(entrega) {
      entregas.set(entrega.secuencia, entrega);
      list = null;
    },
    ponerVista(secuencia, vista) {
      const entrega = entregas.get(secuencia);
      if (entrega === undefined) return;
      entregas.set(secuencia, { ...entrega, vista });
      list = null;
      const before = entrega.vista;
      const onlyBytes =
        vista !== null &&
        before?.estado === vista.estado &&
        before.originalCompleto === vista.originalCompleto;
      // How many bytes the server has is asked again anyway: it is not worth a write for each piece.
      if (vista !== null && !onlyBytes) almacen.transaccion(() => almacen.ponerVista(secuencia, vista));
    },
  };
}
