import { useState } from 'react';
import type { Conflicto } from '../../../src/planeacion/mandatos.ts';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { formatFechaHora } from '../../comun/formato.ts';
import { useSesion } from '../sesion.tsx';
import type { Campos } from './campos.ts';
import { Valor } from './Valor.tsx';

type Cual = 'mio' | 'otro';

/** Two people changed the same: both values, whole, and the person chooses one of each. Nothing is chosen for them. */
export function DialogoDeConflicto({
  campos,
  conflictos,
  alElegir,
  alCerrar,
}: {
  readonly campos: Campos;
  readonly conflictos: readonly Conflicto[];
  /** @param descartados fields in which the other person's value stays */
  readonly alElegir: (descartados: readonly string[]) => void;
  /** goes on typing: nothing was written */
  readonly alCerrar: () => void;
}) {
  const { proceso } = useSesion();
  const [elegidos, setElegidos] = useState<ReadonlyMap<string, Cual>>(new Map());
  return (
    <Dialogo titulo="Alguien más cambió lo mismo" ancho="ancho" alCerrar={alCerrar}>
      <p>No se guardó nada de lo suyo ni se perdió lo de la otra persona. Elija con cuál se queda.</p>
      {conflictos.map(({ campo, suyo, actual, persona, momento }) => {
        const descripcion = campos[campo];
        if (descripcion === undefined) return null;
        const valores: Readonly<Record<Cual, readonly [string, unknown]>> = {
          mio: ['Lo que usted escribió', suyo],
          otro: [`Lo que puso ${persona}, ${formatFechaHora(momento, proceso.huso)}`, actual],
        };
        return (
          <fieldset key={campo} className="conflicto-de-campo">
            <legend>{descripcion.etiqueta}</legend>
            {(['mio', 'otro'] as const).map((cual) => (
              <div key={cual} className={elegidos.get(campo) === cual ? 'elegido' : undefined}>
                <label>
                  <input
                    type="radio"
                    name={campo}
                    checked={elegidos.get(campo) === cual}
                    onChange={() => setElegidos((antes) => new Map(antes).set(campo, cual))}
                  />{' '}
                  {valores[cual][0]}
                </label>
                <div className="conflicto-de-valor">
                  <Valor campo={descripcion} valor={valores[cual][1]} />
                </div>
              </div>
            ))}
          </fieldset>
        );
      })}
      <PieDeDialogo>
        <button type="button" className="boton" onClick={alCerrar}>
          Seguir escribiendo
        </button>
        <button
          type="button"
          className="boton boton-principal"
          disabled={conflictos.some(({ campo }) => !elegidos.has(campo))}
          onClick={() =>
            alElegir([...elegidos].filter(([, cual]) => cual === 'otro').map(([campo]) => campo))
          }
        >
          Guardar lo elegido
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}
