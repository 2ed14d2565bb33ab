/** The camera of the phone: the one behind, as large as it gives, with its lamp when it has one. */

import { ok, type Refusal, type Result, refuse } from '../../../src/dominio/result.ts';

export interface Camara {
  readonly video: MediaStream;
  /** whether the phone lets its lamp be lit */
  readonly lampara: 'hay' | 'no_hay';
  encender(lampara: 'encendida' | 'apagada'): Promise<void>;
  /** A photograph, with the whole sensor where the browser can; null when the camera went away. */
  disparar(video: HTMLVideoElement): Promise<Blob | null>;
  /** the phone took it away: another application, a call */
  alPerderla(perdida: () => void): void;
  cerrar(): void;
}

export type CamaraErrorCode = 'SIN_CAMARA' | 'SIN_PERMISO' | 'CAMARA_OCUPADA';

export const CAMARA_PERDIDA: Refusal<'CAMARA_OCUPADA'> = {
  codigo: 'CAMARA_OCUPADA',
  mensaje: 'El teléfono cerró la cámara. Toque «Intentar otra vez».',
};

/** Large enough for the guidance; the photograph itself is larger where the browser can. */
const DESEADO = { ancho: 1920, alto: 1440 };
/** 12 points for each millimetre of paper: more only weighs. */
const LADO_DE_FOTO = 3400;
const CALIDAD = 0.9;
const ESPERA_DE_FOTO_MS = 6_000;

export async function abrirCamara(): Promise<Result<Camara, Refusal<CamaraErrorCode>>> {
  if (navigator.mediaDevices === undefined) {
    return refuse(
      'SIN_CAMARA',
      'Este navegador no deja usar la cámara aquí. Tome la foto con la del teléfono.',
    );
  }
  try {
    const video = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        facingMode: { ideal: 'environment' },
        width: { ideal: DESEADO.ancho },
        height: { ideal: DESEADO.alto },
      },
    });
    return ok(toCamara(video));
  } catch (error) {
    return toRefusal(error);
  }
}

function toCamara(video: MediaStream): Camara {
  const [track] = video.getVideoTracks();
  if (track === undefined) throw new Error('a camera without video');
  // The types of the browser do not know of the lamp.
  const capabilities = track.getCapabilities() as MediaTrackCapabilities & { readonly torch?: boolean };
  return {
    video,
    lampara: capabilities.torch === true ? 'hay' : 'no_hay',
    async encender(lampara) {
      const torch = { torch: lampara === 'encendida' } as MediaTrackConstraintSet;
      await track.applyConstraints({ advanced: [torch] });
    },
    disparar: async (element) => (await takePhoto(track)) ?? takeFrame(element),
    alPerderla: (perdida) => track.addEventListener('ended', perdida),
    cerrar() {
      for (const each of video.getTracks()) each.stop();
    },
  };
}

/** null where the browser cannot, or the camera refused: many say that they can. */
async function takePhoto(track: MediaStreamTrack): Promise<Blob | null> {
  if (typeof ImageCapture === 'undefined') return null;
  try {
    const capture = new ImageCapture(track);
    const { imageWidth, imageHeight } = await capture.getPhotoCapabilities();
    const taken = capture.takePhoto({
      ...(imageWidth && { imageWidth: within(imageWidth) }),
      ...(imageHeight && { imageHeight: within(imageHeight) }),
    });
    const photo = await Promise.race([taken, late()]);
    return photo !== null && photo.size > 0 ? photo : null;
  } catch {
    return null;
  }
}

/** Some phones never answer: the frame that is in sight serves. */
function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ESPERA_DE_FOTO_MS));
}

function within({ min = 0, max = LADO_DE_FOTO }: MediaSettingsRange): number {
  return Math.max(min, Math.min(max, LADO_DE_FOTO));
}

async function takeFrame(video: HTMLVideoElement): Promise<Blob | null> {
  if (video.videoWidth === 0) return null;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: CALIDAD });
}

function toRefusal(error: unknown): Result<never, Refusal<CamaraErrorCode>> {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') {
    return refuse(
      'SIN_PERMISO',
      'El navegador no le dio permiso de usar la cámara. Tome la foto con la del teléfono; o dé el permiso en los ajustes del navegador e intente otra vez.',
    );
  }
  if (name === 'NotReadableError' || name === 'AbortError') {
    return refuse('CAMARA_OCUPADA', 'Otra aplicación está usando la cámara. Ciérrela e intente otra vez.');
  }
  if (name === 'NotFoundError' || name === 'OverconstrainedError') {
    return refuse('SIN_CAMARA', 'No se encontró la cámara. Tome la foto con otra aplicación y elíjala aquí.');
  }
  throw error;
}
