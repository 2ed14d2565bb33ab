/** What the station says of itself, as it changes. */

import { useEffect, useState } from 'react';
import type { EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { ponerReloj } from '../comun/reloj.ts';

export interface Vivo {
  /** null until it is first known */
  readonly estado: EstadoDeEstacion | null;
  /** `detenida`: the program is not there */
  readonly programa: 'en_marcha' | 'detenida';
}

/** The station speaks each 5 s: longer than this, and it is not there. */
const SILENCIO_MS = 12_000;
const REINTENTO_MS = 2_000;

export function useEstado(): Vivo {
  const [vivo, setVivo] = useState<Vivo>({ estado: null, programa: 'en_marcha' });

  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function lost(): void {
      source?.close();
      clearTimeout(timer);
      setVivo(({ estado }) => ({ estado, programa: 'detenida' }));
      timer = setTimeout(listen, REINTENTO_MS);
    }

    function listen(): void {
      clearTimeout(timer);
      timer = setTimeout(lost, SILENCIO_MS);
      source = new EventSource('/api/vivo');
      source.addEventListener('error', lost);
      source.addEventListener('estado', ({ data }) => {
        clearTimeout(timer);
        timer = setTimeout(lost, SILENCIO_MS);
        const estado = JSON.parse(data) as EstadoDeEstacion;
        ponerReloj(estado.ahora, Date.now());
        setVivo({ estado, programa: 'en_marcha' });
      });
    }

    listen();
    return () => {
      source?.close();
      clearTimeout(timer);
    };
  }, []);

  return vivo;
}
