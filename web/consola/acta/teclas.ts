/** The keys of a screen: one letter for each thing it does, wherever the focus is, except where one types. */

import { useEffect, useRef } from 'react';

/** By key as the browser names it, letters in upper case; with Alt, `Alt ArrowUp`. */
export type Teclas = Readonly<Record<string, () => void>>;

export function useTeclas(teclas: Teclas): void {
  const latest = useRef(teclas);
  useEffect(() => {
    latest.current = teclas;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
      // On a button or a link, Enter is theirs: nobody could leave by keyboard otherwise.
      if (event.key === 'Enter' && isPressable(event.target)) return;
      const name = nameOf(event);
      const action = latest.current[name];
      if (action === undefined) return;
      event.preventDefault();
      // A key held down does a thing once, unless it is one of those that move little by little.
      if (!event.repeat || /^(\+|=|-|Alt )/.test(name)) action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function nameOf({ key, altKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  return altKey ? `Alt ${name}` : name;
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a[href], summary');
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('textarea, select, input:not([type=radio])');
}
