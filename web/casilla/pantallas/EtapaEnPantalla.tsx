import { formatProporcion } from '../../comun/formato.ts';
import type { Etapa, EtapaDeActa } from '../cola/etapa.ts';

const SENALES: Readonly<Record<Etapa, string>> = {
  repetir: '↻',
  falta: '○',
  lista: '↑',
  enviada: '⇡',
  revision: '?',
  recibida: '✓',
  en_captura: '✓',
  publicada: '✓✓',
  sin_acta: '–',
};

/** The state of an acta, large: a sign, a word and a colour, never only the colour. */
export function EtapaEnPantalla({ etapa: { etapa, titulo, avance } }: { readonly etapa: EtapaDeActa }) {
  return (
    <p className={`etapa etapa-${etapa}`}>
      <span aria-hidden="true">{SENALES[etapa]}</span>
      <strong>
        {titulo}
        {avance === null ? '' : ` ${formatProporcion(avance)}`}
      </strong>
    </p>
  );
}
