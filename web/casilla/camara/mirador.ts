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

export function abrirMirador(): Mirador {
  const worker = new Worker(new URL('./trabajador.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (said: Contestacion) => void>();
  let n = 0;
  worker.onmessage = ({ data }: MessageEvent<Contestacion>) => {
    waiting.get(data.n)?.(data);
    waiting.delete(data.n);
  };

  function ask(pedido: Pedido, transfer: Transferable[] = []): Promise<Contestacion> {
    return new Promise((resolve) => {
      waiting.set(pedido.n, resolve);
      worker.postMessage(pedido, transfer);
    });
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
      if (said.tipo !== 'foto') throw new Error('the worker answered something else');
      return said.vista;
    },
    cerrar: () => worker.terminate(),
  };
}
