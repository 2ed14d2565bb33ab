import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { abrirCamara, CAMARA_PERDIDA, type Camara } from '../camara/camara.ts';
import { abrirMirador, type Mirador } from '../camara/mirador.ts';

interface EnUso {
  readonly video: RefObject<HTMLVideoElement | null>;
  /** null until it opens */
  readonly camara: Camara | null;
  readonly mirador: RefObject<Mirador | null>;
  readonly error: Refusal | null;
}

/**
 * The camera, open while the screen is, with its frames looked at one after the other.
 *
 * @param alMirar asked each so many milliseconds, never twice at once
 */
export function useCamara(
  cadaMs: number,
  alMirar: (mirador: Mirador, video: HTMLVideoElement) => Promise<void>,
): EnUso {
  const video = useRef<HTMLVideoElement>(null);
  const mirador = useRef<Mirador | null>(null);
  const latest = useRef(alMirar);
  latest.current = alMirar;
  const [camara, setCamara] = useState<Camara | null>(null);
  const [error, setError] = useState<Refusal | null>(null);

  useEffect(() => {
    const watcher = abrirMirador();
    mirador.current = watcher;
    let open: Camara | null = null;
    let closed = false;
    let looking = false;
    void abrirCamara().then(async (opened) => {
      if (!opened.ok) return closed ? undefined : setError(opened.error);
      if (closed) return opened.value.cerrar();
      open = opened.value;
      open.alPerderla(() => setError(CAMARA_PERDIDA));
      const element = video.current;
      if (element !== null) {
        element.srcObject = open.video;
        // Another screen may take its place before it starts.
        await element.play().catch(() => undefined);
      }
      setCamara(open);
    });
    const timer = setInterval(async () => {
      const element = video.current;
      if (looking || element === null || element.videoWidth === 0) return;
      looking = true;
      try {
        await latest.current(watcher, element);
      } finally {
        looking = false;
      }
    }, cadaMs);
    return () => {
      closed = true;
      clearInterval(timer);
      open?.cerrar();
      watcher.cerrar();
    };
  }, [cadaMs]);

  return { video, camara, mirador, error };
}
