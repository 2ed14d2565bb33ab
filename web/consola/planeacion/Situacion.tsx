import type { Situacion as Cual } from '../../../src/planeacion/derivados.ts';
import { NOMBRE_DE_SITUACION } from './palabras.ts';

const SENAL: Readonly<Record<Cual, string>> = {
  atrasada: '▲',
  por_vencer: '◆',
  en_tiempo: '○',
  terminada: '✓',
  cancelada: '×',
};

/** Late, due, done: with a mark, never colour alone. Nothing for what has no deadline. */
export function Situacion({ cual }: { readonly cual: Cual | null }) {
  if (cual === null) return null;
  return (
    <span className={`situacion situacion-${cual}`}>
      <span aria-hidden="true">{SENAL[cual]}</span> {NOMBRE_DE_SITUACION[cual]}
    </span>
  );
}
