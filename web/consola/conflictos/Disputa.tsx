import type { Lectura } from '../../../src/dominio/lectura.ts';
import type { ConflictoEnPantalla } from '../../../src/verificacion/contrato.ts';
import { textoDeLectura } from '../acta/palabras.ts';

/** What is chosen for a field: one of the readings, or what is being typed. */
export type Decidida =
  | { readonly tipo: 'lectura'; readonly lectura: Lectura }
  | { readonly tipo: 'otra'; readonly texto: string };

/** The reading that was decided; null while there is none. */
export function lecturaDecidida(decidida: Decidida | undefined): Lectura | null {
  if (decidida === undefined) return null;
  if (decidida.tipo === 'lectura') return decidida.lectura;
  return /^\d{1,6}$/.test(decidida.texto) ? Number(decidida.texto) : null;
}

const SIN_NUMERO: readonly Lectura[] = ['ILEGIBLE', 'SIN DATO'];

/** One disputed field: what three people read, without saying who, and the choice. */
export function Disputa({
  campo: { clave, numero, etiqueta, nombre, lecturas },
  decidida,
  esActual,
  falta,
  alEntrar,
  alDecidir,
}: {
  readonly campo: ConflictoEnPantalla['campos'][number];
  readonly decidida: Decidida | null;
  readonly esActual: boolean;
  readonly falta: boolean;
  readonly alEntrar: () => void;
  readonly alDecidir: (decidida: Decidida) => void;
}) {
  const options = [...new Set([...lecturas, ...SIN_NUMERO])];
  const isOther = decidida?.tipo === 'otra';
  return (
    <fieldset
      className="disputa"
      data-disputa={clave}
      data-actual={esActual || undefined}
      onFocus={alEntrar}
      aria-describedby={falta ? `falta-${clave}` : undefined}
    >
      <legend>
        <span className="disputa-numero">{numero}</span>
        {etiqueta} {nombre === '' ? null : <small className="gris">{nombre}</small>}
      </legend>
      <div className="lecturas">
        {options.map((lectura, i) => (
          <label key={lectura}>
            <input
              type="radio"
              name={clave}
              checked={decidida?.tipo === 'lectura' && decidida.lectura === lectura}
              onChange={() => alDecidir({ tipo: 'lectura', lectura })}
            />
            {i < lecturas.length ? (
              <b>{textoDeLectura(lectura)}</b>
            ) : (
              <span className="gris">{textoDeLectura(lectura)}</span>
            )}
          </label>
        ))}
        <label>
          <input
            type="radio"
            name={clave}
            checked={isOther}
            onChange={() => alDecidir({ tipo: 'otra', texto: '' })}
          />
          Otra
        </label>
        {isOther ? (
          <input
            type="text"
            inputMode="numeric"
            className="control"
            aria-label={`Otra lectura de ${etiqueta}`}
            aria-invalid={falta}
            autoComplete="off"
            value={decidida.texto}
            onChange={(event) =>
              alDecidir({ tipo: 'otra', texto: event.currentTarget.value.replace(/\D/g, '').slice(0, 6) })
            }
          />
        ) : null}
      </div>
      {falta ? (
        <p id={`falta-${clave}`} className="falta">
          {isOther ? 'Escriba la cantidad.' : 'Elija lo que dice la imagen.'}
        </p>
      ) : null}
    </fieldset>
  );
}
