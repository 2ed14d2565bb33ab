import { BotonesDeDocumento } from './BotonesDeDocumento.tsx';
import { RAIZ } from './consultas.ts';

/** The minutes of a session. */
export function Minuta({ id }: { readonly id: string }) {
  return (
    <BotonesDeDocumento
      que="Minuta"
      de={(formato) => `${RAIZ}/sesiones/${encodeURIComponent(id)}/minuta?formato=${formato}`}
    />
  );
}
