import type { KeyboardEvent, ReactNode } from 'react';

/** The longest reason that the server keeps. */
const RAZON_MAXIMA = 500;

/**
 * Why something is asked, in the person's words. Enter sends, Shift+Enter begins another line.
 */
export function Razon({
  etiqueta = 'Razón',
  ayuda,
  valor,
  alCambiar,
  opcional = false,
  error = null,
}: {
  readonly etiqueta?: string;
  readonly ayuda?: ReactNode;
  readonly valor: string;
  readonly alCambiar: (valor: string) => void;
  readonly opcional?: boolean;
  /** what it lacks, once the person tried to send */
  readonly error?: string | null;
}) {
  return (
    <label className="entrada">
      <span>{etiqueta}</span>
      <textarea
        rows={2}
        maxLength={RAZON_MAXIMA}
        value={valor}
        required={!opcional}
        aria-invalid={error !== null}
        onChange={(event) => alCambiar(event.currentTarget.value)}
        onKeyDown={sendWithEnter}
      />
      {error === null ? null : <span className="falta">{error}</span>}
      <small>{ayuda ?? 'Intro envía. Queda en la historia del acta.'}</small>
    </label>
  );
}

function sendWithEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
