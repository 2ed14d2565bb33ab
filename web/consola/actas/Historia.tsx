import type { HechoEnHistoria } from '../../../src/monitoreo/contrato.ts';
import { formatCuantas, formatFechaHora, formatHoraConSegundos } from '../../comun/formato.ts';

/** The facts of an acta, one sentence each: what, who, where, when. */
export function Historia({
  hechos,
  huso,
}: {
  readonly hechos: readonly HechoEnHistoria[];
  readonly huso: string;
}) {
  if (hechos.length === 0) return <p>Nada ha ocurrido todavía: se espera.</p>;
  return (
    <ol className="historia">
      {hechos.map(({ seq, momento, que, quien, lugar, lecturas }) => (
        <li key={seq}>
          <time dateTime={momento} title={formatFechaHora(momento, huso)}>
            {formatHoraConSegundos(momento, huso)}
          </time>
          <div>
            <p>{que}</p>
            <p className="gris">
              {quien}, {lugar} · hecho {seq}
            </p>
            {lecturas === null || lecturas.length === 0 ? null : (
              <details>
                <summary>{formatCuantas(lecturas.length, 'valor', 'valores')}</summary>
                <dl>
                  {lecturas.map(({ etiqueta, lectura }) => (
                    <div key={etiqueta}>
                      <dt>{etiqueta}</dt>
                      <dd>{lectura}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
