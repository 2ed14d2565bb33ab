/** A reader of codes writes as a keyboard: fast, wherever the focus is, and with Enter at the end. */

import { type RefObject, useEffect, useState } from 'react';

/** What a reader wrote in a box, and what a person had typed there before. */
export interface LecturaEnCaja {
  readonly antes: string;
  readonly codigo: string;
}

/** `2140PREP1/…`: a reader wrote after what somebody typed; null when no reader wrote. */
export function lecturaEn(texto: string): LecturaEnCaja | null {
  const at = texto.search(/prep1[/\-']/i);
  return at === -1 ? null : { antes: texto.slice(0, at), codigo: texto.slice(at) };
}

/**
 * What is written while the focus is on a button, a link or nowhere goes to the box: otherwise the Enter of a reader
 * would press that button, and its code would be lost. The space bar still presses it.
 */
export function useCajaDelLector(caja: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const take = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
      if (key.length !== 1 || key === ' ' || ctrlKey || altKey || metaKey) return;
      if (document.activeElement?.matches('input, select, textarea, dialog *')) return;
      caja.current?.focus();
    };
    // Before the key arrives anywhere: it is written where the focus is by then.
    document.addEventListener('keydown', take, true);
    return () => document.removeEventListener('keydown', take, true);
  }, [caja]);
}

/** Some readers end with Enter twice (CR and LF): less than a person takes to look, more than a reader between keys. */
const DOBLE_INTRO_MS = 150;

/** `no` until an Enter can only be of a person who saw what is on the screen. */
export function useYaSeVio(): 'si' | 'no' {
  const [visto, setVisto] = useState<'si' | 'no'>('no');
  useEffect(() => {
    const timer = setTimeout(() => setVisto('si'), DOBLE_INTRO_MS);
    return () => clearTimeout(timer);
  }, []);
  return visto;
}
