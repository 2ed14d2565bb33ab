import type { Refusal } from '../../../src/dominio/result.ts';

/** There is no camera here: why, and the ways that are left to photograph the acta. */
export function SinCamara({
  error,
  ocupada,
  alUsarLaDelTelefono,
  alElegir,
  alReintentar,
}: {
  readonly error: Refusal;
  readonly ocupada: boolean;
  readonly alUsarLaDelTelefono: () => void;
  readonly alElegir: () => void;
  readonly alReintentar: () => void;
}) {
  return (
    <div className="camara-falla">
      <p className="camara-frase camara-frase-falla" role="status">
        {ocupada ? 'Revisando la foto…' : error.mensaje}
      </p>
      <button
        type="button"
        className="boton boton-grande camara-principal"
        disabled={ocupada}
        onClick={alUsarLaDelTelefono}
      >
        Usar la cámara del teléfono
      </button>
      <button type="button" className="boton boton-grande" disabled={ocupada} onClick={alElegir}>
        Elegir una foto ya tomada
      </button>
      <button type="button" className="boton boton-grande" disabled={ocupada} onClick={alReintentar}>
        Intentar otra vez
      </button>
    </div>
  );
}
