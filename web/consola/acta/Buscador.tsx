import type { Ref } from 'react';
import type { ManejoDeTabla } from '../../comun/TablaVirtual.tsx';

/** The box where one types what one looks for: it has the focus, and its arrows and Enter are those of the list. */
export function Buscador<T>({
  ref,
  etiqueta,
  ejemplo,
  texto,
  alTeclear,
  tabla,
}: {
  readonly ref?: Ref<HTMLInputElement>;
  readonly etiqueta: string;
  readonly ejemplo: string;
  readonly texto: string;
  readonly alTeclear: (texto: string) => void;
  readonly tabla: ManejoDeTabla<T>;
}) {
  const hasRows = tabla.indice >= 0;
  return (
    <label className="entrada filtro-texto">
      <span>{etiqueta}</span>
      <input
        ref={ref}
        type="text"
        role="combobox"
        aria-expanded={hasRows}
        aria-haspopup="grid"
        aria-controls={hasRows ? tabla.id : undefined}
        aria-activedescendant={tabla.activa}
        aria-autocomplete="none"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: searching is what one comes to this screen for
        autoFocus
        placeholder={ejemplo}
        value={texto}
        onChange={(event) => alTeclear(event.currentTarget.value)}
        onKeyDown={(event) => tabla.alTeclear(event, 'busqueda')}
      />
    </label>
  );
}
