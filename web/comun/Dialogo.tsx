import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';

/**
 * A modal dialog: the browser's own, which keeps the focus inside, makes the rest inert and gives the focus back.
 * It is open while it is mounted. The control that should have the focus first carries `autoFocus`; without it, the
 * first one has it.
 *
 * @param alCerrar Escape, or null when the dialog must be answered.
 */
export function Dialogo({
  titulo,
  ancho = 'normal',
  alCerrar,
  children,
}: {
  readonly titulo: string;
  readonly ancho?: 'normal' | 'ancho';
  readonly alCerrar: (() => void) | null;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [before] = useState(whatHasFocus);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    // It is written open so that React could focus `autoFocus`; as a modal it would choose for itself.
    const wanted = element.contains(document.activeElement) ? document.activeElement : null;
    element.close();
    element.showModal();
    if (wanted instanceof HTMLElement) wanted.focus();
    regresos.set(element, before);
    return () => {
      element.close();
      // React has taken the dialog away before the browser could give the focus back.
      before.find((one) => one.isConnected)?.focus();
    };
  }, [before]);
  return (
    <dialog
      ref={dialog}
      open
      className={ancho === 'ancho' ? 'dialogo dialogo-ancho' : 'dialogo'}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        alCerrar?.();
      }}
      // The keys of the screen below are not those of the dialog.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div>
        <h2 id={heading}>{titulo}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** To what each open dialog gives the focus back, the first that is still there. */
const regresos = new WeakMap<Element, readonly HTMLElement[]>();

/** What has the focus; and if it is in a dialog, which this one may take the place of, what that one goes back to. */
function whatHasFocus(): readonly HTMLElement[] {
  const now = document.activeElement;
  if (!(now instanceof HTMLElement)) return [];
  const dialog = now.closest('dialog');
  return [now, ...((dialog && regresos.get(dialog)) ?? [])];
}

/** The buttons of a dialog, the main one last. */
export function PieDeDialogo({ children }: { readonly children: ReactNode }) {
  return <div className="dialogo-pie">{children}</div>;
}
