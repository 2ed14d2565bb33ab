/**
 * A board that stays up to date by itself: it listens to the server, and when it cannot it says since when, tries
 * again without being told, and keeps what it last knew on the screen.
 */

import { useEffect, useState } from 'react';
import type { Refusal, Result } from '../../src/dominio/result.ts';
import type { PersonaEnTablero, Tablero } from '../../src/monitoreo/contrato.ts';
import { ahoraDelServidor, ponerReloj } from './reloj.ts';

export interface Vivo {
  readonly tablero: Tablero | null;
  /** null for whoever may not see people */
  readonly personas: readonly PersonaEnTablero[] | null;
  readonly conexion: Conexion;
}

export type Conexion =
  | { readonly tipo: 'conectando' }
  | { readonly tipo: 'en_vivo' }
  /** by the clock of the server, the last time that something was heard */
  | { readonly tipo: 'sin_conexion'; readonly desde: Date; readonly motivo: Refusal | null };

/** The server says something each fifteen seconds; a cable that was pulled says nothing. */
const SILENCIO_MS = 40_000;
const REINTENTO_MS = 3_000;

/**
 * @param ruta `/api/tablero`, whose live events are in `/api/tablero/vivo`
 * @param pedir how to ask for it once: what an EventSource was refused, it cannot tell
 */
export function useVivo(ruta: string, pedir: (ruta: string) => Promise<Result<Tablero, Refusal>>): Vivo {
  const [vivo, setVivo] = useState<Vivo>({
    ...{ tablero: null, personas: null },
    conexion: { tipo: 'conectando' },
  });

  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let oido = ahoraDelServidor();
    let state: 'montado' | 'desmontado' = 'montado';

    const hear = (ahora: string) => {
      ponerReloj(ahora, Date.now());
      oido = ahoraDelServidor();
      clearTimeout(timer);
      timer = setTimeout(lost, SILENCIO_MS);
    };
    const show = (tablero: Tablero, conexion: Conexion) =>
      setVivo((before) => ({ tablero, personas: tablero.personas ?? before.personas, conexion }));

    function lost(motivo: Refusal | null = null): void {
      setVivo((before) => ({
        ...before,
        conexion: { tipo: 'sin_conexion', desde: sinceOf(before.conexion, oido), motivo },
      }));
      retry();
    }

    function retry(): void {
      source?.close();
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), REINTENTO_MS);
    }

    /** Asking says why it cannot be, and lets whoever's session ended log in again. */
    async function ask(): Promise<void> {
      const asked = await pedir(ruta);
      if (state === 'desmontado') return;
      if (!asked.ok) return lost(asked.error);
      hear(asked.value.ahora);
      show(asked.value, { tipo: 'en_vivo' });
      listen();
    }

    function listen(): void {
      let heard: 'algo' | 'nada' = 'nada';
      source = new EventSource(`${ruta}/vivo`);
      source.addEventListener('tablero', ({ data }) => {
        heard = 'algo';
        const tablero = JSON.parse(data) as Tablero;
        hear(tablero.ahora);
        show(tablero, { tipo: 'en_vivo' });
      });
      source.addEventListener('personas', ({ data }) => {
        const { personas } = JSON.parse(data) as { readonly personas: readonly PersonaEnTablero[] };
        setVivo((before) => ({ ...before, personas }));
      });
      source.addEventListener('latido', ({ data }) => hear((JSON.parse(data) as { ahora: string }).ahora));
      source.addEventListener('fin', retry);
      // One that never spoke was refused (too many windows): asking now and then still works.
      source.addEventListener('error', () => (heard === 'algo' ? lost() : retry()));
    }

    void ask();
    return () => {
      state = 'desmontado';
      source?.close();
      clearTimeout(timer);
    };
  }, [ruta, pedir]);

  return vivo;
}

/** An attempt that fails again does not make the loss more recent. */
function sinceOf(conexion: Conexion, oido: Date): Date {
  return conexion.tipo === 'sin_conexion' ? conexion.desde : oido;
}
