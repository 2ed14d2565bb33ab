import { useState } from 'react';
import type { CualInforme, TableroEnPantalla } from '../../../src/planeacion/contrato.ts';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { useConsulta } from '../consulta.ts';
import { RAIZ } from './consultas.ts';
import { addToMonth, formatMes, monthsFrom } from './fechas.ts';
import { Informe } from './Informe.tsx';
import { Marco } from './Marco.tsx';

const OTROS: readonly (readonly [Exclude<CualInforme, 'mensual'>, string, string])[] = [
  ['matriz', 'Matriz del numeral 33', 'Cada entregable con su plazo, sus entregas y su estado.'],
  ['simulacros', 'Informe general de los simulacros', 'Lo que se hizo en cada ejercicio y sus hallazgos.'],
  ['final', 'Informe final', 'Su esqueleto, con lo que ya se sabe.'],
];

/** The reports, each with what it lacks. */
export function Informes() {
  const { datos, error, recargar } = useConsulta<TableroEnPantalla>(`${RAIZ}/tablero`);
  return (
    <Marco>
      <main className="pantalla pila">
        <h1>Informes</h1>
        {datos === undefined ? (
          error === undefined ? (
            <Cargando />
          ) : (
            <Falla titulo="No se pudieron abrir" mensaje={error.mensaje} reintentar={recargar} />
          )
        ) : (
          <>
            <Mensual tablero={datos} />
            {OTROS.map(([cual, titulo, que]) => (
              <section key={cual} className="hoja seccion" aria-labelledby={cual}>
                <h2 id={cual}>{titulo}</h2>
                <p className="gris">{que}</p>
                <Informe cual={cual} />
              </section>
            ))}
          </>
        )}
      </main>
    </Marco>
  );
}

/** A year back, and the month in course. */
const MESES_ATRAS = 12;

function Mensual({ tablero: { hoy, informe } }: { readonly tablero: TableroEnPantalla }) {
  const now = hoy.slice(0, 7);
  const [mes, setMes] = useState(informe?.mes ?? now);
  const meses = new Set([mes, ...monthsFrom(addToMonth(now, -MESES_ATRAS), now).toReversed()]);
  return (
    <section className="hoja seccion" aria-labelledby="mensual">
      <h2 id="mensual">Informe mensual al INE</h2>
      {informe === null ? null : <p className="gris">{informe.aviso}</p>}
      <label className="entrada de-mes">
        <span>Mes</span>
        <select value={mes} onChange={(event) => setMes(event.currentTarget.value)}>
          {[...meses].map((each) => (
            <option key={each} value={each}>
              {formatMes(each)}
            </option>
          ))}
        </select>
      </label>
      <Informe key={mes} cual="mensual" mes={mes} />
    </section>
  );
}
