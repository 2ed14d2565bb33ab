import { useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { descargar } from './descargar.ts';

const FORMATOS = [
  ['docx', 'DOCX'],
  ['pdf', 'PDF'],
] as const;

type Paso =
  | { readonly tipo: 'nada' }
  | { readonly tipo: 'haciendo'; readonly formato: string }
  | { readonly tipo: 'hecho'; readonly nombre: string }
  | { readonly tipo: 'falla'; readonly error: Refusal };

/**
 * A document in its two formats. Making it takes seconds, which are told.
 *
 * @param de its address, from its format
 */
export function BotonesDeDocumento({
  que,
  de,
}: {
  /** `Producir el informe`, `Minuta` */
  readonly que: string;
  readonly de: (formato: 'docx' | 'pdf') => string;
}) {
  const [paso, setPaso] = useState<Paso>({ tipo: 'nada' });

  async function make(formato: 'docx' | 'pdf'): Promise<void> {
    setPaso({ tipo: 'haciendo', formato });
    const made = await descargar(de(formato));
    setPaso(made.ok ? { tipo: 'hecho', nombre: made.value.nombre } : { tipo: 'falla', error: made.error });
  }

  return (
    <div className="documento">
      <div className="fila">
        {FORMATOS.map(([formato, nombre]) => (
          <button
            key={formato}
            type="button"
            className="boton"
            disabled={paso.tipo === 'haciendo'}
            onClick={() => void make(formato)}
          >
            {que} ({nombre})
          </button>
        ))}
        <span role="status" className="gris">
          {paso.tipo === 'haciendo' ? 'Haciéndolo: tarda unos segundos…' : ''}
          {paso.tipo === 'hecho' ? `Se descargó ${paso.nombre}.` : ''}
        </span>
      </div>
      {paso.tipo === 'falla' ? (
        <Aviso clase="falla" titulo="No se pudo hacer">
          {paso.error.mensaje}
        </Aviso>
      ) : null}
    </div>
  );
}
