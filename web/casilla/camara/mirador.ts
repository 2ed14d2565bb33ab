/** The worker of the camera, asked from the page: one thing at a time, and a frame is let go when it is busy. */

import type { Contestacion, Pedido, VistaDeCuadro, VistaDeFoto } from './mensajes.ts';

export interface Mirador {
  /** null when it was busy with another: the next frame will do */
  cuadro(video: HTMLVideoElement): Promise<VistaDeCuadro | null>;
  /** the same for the code of a slip */
  talon(video: HTMLVideoElement): Promise<string | null>;
  foto(foto: Blob): Promise<VistaDeFoto>;
  cerrar(): void;
}

/** A photograph of 50 megapixels in a slow phone takes less; longer than this, the worker died of lack of memory. */
const ESPERA_MAXIMA_MS = 30_000;
const SIN_REVISAR: VistaDeFoto = { motivos: ['sin_revisar'], codigo: null, miniatura: null };

export function abrirMirador(): Mirador {
  const worker = new Worker(new URL('./trabajador.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (said: Contestacion) => void>();
  let n = 0;
  worker.onmessage = ({ data }: MessageEvent<Contestacion>) => {
    waiting.get(data.n)?.(data);
    waiting.delete(data.n);
  };

  // It did not even start: nothing will be answered.
  worker.onerror = () => {
    for (const [pending, tell] of waiting) tell({ tipo: 'falla', n: pending });
    waiting.clear();
  };

  function ask(pedido: Pedido, transfer: Transferable[] = []): Promise<Contestacion> {
    const { promise, resolve } = Promise.withResolvers<Contestacion>();
    const { n: own } = pedido;
    waiting.set(own, resolve);
    worker.postMessage(pedido, transfer);
    const timer = setTimeout(() => {
      waiting.delete(own);
      resolve({ tipo: 'falla', n: own });
    }, ESPERA_MAXIMA_MS);
    return promise.finally(() => clearTimeout(timer));
  }

  async function frame(video: HTMLVideoElement, tipo: 'cuadro' | 'talon'): Promise<Contestacion | null> {
    if (waiting.size > 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    n += 1;
    const cuadro = await createImageBitmap(video);
    return ask({ tipo, n, cuadro }, [cuadro]);
  }

  return {
    async cuadro(video) {
      const said = await frame(video, 'cuadro');
      return said?.tipo === 'cuadro' ? said.vista : null;
    },
    async talon(video) {
      const said = await frame(video, 'talon');
      return said?.tipo === 'talon' ? said.codigo : null;
    },
    async foto(foto) {
      n += 1;
      const said = await ask({ tipo: 'foto', n, foto });
      return said.tipo === 'foto' ? said.vista : SIN_REVISAR;
    },
    cerrar: () => worker.terminate(),
  };
}
