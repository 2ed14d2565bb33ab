/** What the desk of a capturista shows, does and needs (mesa.ts). */

import type {
  CapturaTecleada,
  ProblemaConLaImagen,
  ResumenDeCaptura,
  TareaDeCaptura,
} from '../../../src/captura/contrato.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import type { Opciones, Respuesta } from '../api.ts';
import type { Guardado, PorEnviar } from './guardado.ts';

/** Something that the person must know of an acta that is no longer in front of them. */
export interface NoticiaDeActa {
  readonly id: number;
  readonly titulo: TituloDeActa;
  readonly mensaje: string;
  /** what happened with it */
  readonly desenlace: string;
}

export interface EstadoDeMesa {
  readonly fase: 'abriendo' | 'capturando' | 'vacia' | 'por_enviar' | 'en_pausa' | 'falla';
  readonly actual: TareaDeCaptura | null;
  readonly siguiente: TareaDeCaptura | null;
  readonly resumen: ResumenDeCaptura | null;
  readonly porEnviar: readonly PorEnviar[];
  /** how the last attempt went: nobody answered, or the server could not */
  readonly red: 'bien' | 'sin_red' | 'sin_servidor';
  /** `agotado`: typing gives no more time to the acta in front */
  readonly tiempo: 'extensible' | 'agotado';
  /** why the queue could not be asked */
  readonly falla: Refusal | null;
  readonly noticias: readonly NoticiaDeActa[];
}

export interface Mesa {
  estado(): EstadoDeMesa;
  suscribir(escucha: () => void): () => void;
  /** Takes up what was half done, sends what was not sent, and asks for actas. Also after a pause. */
  abrir(): void;
  /** Names the acta that was on the screen: another may have come to the front in between. */
  enviar(acta: IdActa, cuerpo: CapturaTecleada): void;
  reportar(acta: IdActa, cuerpo: ProblemaConLaImagen): void;
  /** The person typed: they are still on it. */
  teclea(): void;
  /** Gives back what one has. */
  pausar(): Promise<Refusal | null>;
  /** The network came back: no need to wait for the next attempt. */
  hayRed(): void;
  descartar(noticia: number): void;
  /** Stops asking: the screen is gone. */
  cerrar(): void;
}

export interface Entorno {
  get<T>(ruta: string): Promise<Respuesta<T>>;
  post<T>(ruta: string, cuerpo?: unknown, opciones?: Opciones): Promise<Respuesta<T>>;
  readonly guardado: Guardado;
  ahora(): Date;
  nuevaLlave(): string;
  /** receives and decodes the image of the next acta */
  precargar(direccion: string): void;
}
