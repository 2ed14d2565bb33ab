import { useEffect, useRef, useState } from 'react';
import { Aviso } from '../../comun/Aviso.tsx';

const ENTRE_CUADROS_MS = 150;
/** The same envelope stays in front of the camera for a while: it is one reading. */
const REPOSO_MS = 4_000;

const POR_QUE_NO: Readonly<Record<string, string>> = {
  NotAllowedError:
    'El navegador no tiene permiso de usar la cámara. Déselo con el candado de la barra de direcciones y ábrala otra vez.',
  NotFoundError: 'Esta computadora no tiene cámara. Use el lector de códigos, o escriba la clave.',
  NotReadableError: 'Otro programa está usando la cámara. Ciérrelo y ábrala otra vez.',
};
const SIN_CAMARA =
  'La cámara no se pudo abrir. Use el lector de códigos, o escriba la clave; la dirección de esta página debe empezar con https.';

/** The camera of the computer, reading codes until it is closed. */
export function Camara({ alLeer }: { readonly alLeer: (texto: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(alLeer);
  latest.current = alLeer;
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    const reader = createReader();
    let stream: MediaStream | null = null;
    let state: 'abierta' | 'cerrada' = 'abierta';
    let looking = false;
    let last = { texto: '', momento: 0 };

    async function open(): Promise<void> {
      try {
        const opened = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1280 } },
        });
        if (state === 'cerrada') return stop(opened);
        stream = opened;
        if (video.current === null) return;
        video.current.srcObject = opened;
        await video.current.play();
      } catch (problem) {
        if (state === 'abierta') {
          setError((problem instanceof Error && POR_QUE_NO[problem.name]) || SIN_CAMARA);
        }
      }
    }

    async function look(): Promise<void> {
      const element = video.current;
      if (looking || element === null || element.videoWidth === 0) return;
      looking = true;
      const texto = await reader.read(await createImageBitmap(element));
      looking = false;
      if (texto === null || state === 'cerrada') return;
      const now = performance.now();
      const same = texto === last.texto && now - last.momento < REPOSO_MS;
      last = { texto, momento: now };
      if (!same) latest.current(texto);
    }

    void open();
    const timer = setInterval(() => void look(), ENTRE_CUADROS_MS);
    return () => {
      state = 'cerrada';
      clearInterval(timer);
      if (stream !== null) stop(stream);
      reader.close();
    };
  }, []);

  return (
    <div className="acopio-camara">
      {error === null ? (
        <video ref={video} muted playsInline aria-label="Lo que ve la cámara" />
      ) : (
        <Aviso clase="falla" titulo="Sin cámara">
          <p>{error}</p>
        </Aviso>
      )}
    </div>
  );
}

interface Reader {
  read(cuadro: ImageBitmap): Promise<string | null>;
  close(): void;
}

/** One picture at a time. */
function createReader(): Reader {
  const worker = new Worker(new URL('./lector-hilo.ts', import.meta.url), { type: 'module' });
  return {
    read: (cuadro) =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<string | null>) => resolve(data);
        worker.postMessage(cuadro, [cuadro]);
      }),
    close: () => worker.terminate(),
  };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
