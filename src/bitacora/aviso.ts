/**
 * What the machinery says to whoever watches over it (a log, a screen): it happened, nobody asked for it.
 */

import type { Refusal } from '../dominio/result.ts';

/** `codigo` is stable; `mensaje` is a sentence in Spanish. */
export type Aviso = Refusal;

export type Avisar = (aviso: Aviso) => void;
