import { truncatedPercent } from '../../src/dominio/porcentaje.ts';
import type { EleccionEnTablero } from '../../src/monitoreo/contrato.ts';
import { enOracion, formatEntero } from '../comun/formato.ts';

/** Captured and counted of each election, side by side, over what is expected. */
export function EleccionesEnGrande({ elecciones }: { readonly elecciones: readonly EleccionEnTablero[] }) {
  return (
    <table className={`pantalla-elecciones pantalla-de-${Math.min(6, elecciones.length)}`}>
      <thead>
        <tr>
          <th scope="col">Actas</th>
          <th scope="col">Esperadas</th>
          <th scope="col">Capturadas</th>
          <th scope="col">Contabilizadas</th>
        </tr>
      </thead>
      <tbody>
        {elecciones.map(({ clave, nombre, esperadas, capturadas, contabilizadas }) => (
          <tr key={clave}>
            <th scope="row">
              {enOracion(nombre)}
              <Barra esperadas={esperadas} capturadas={capturadas} contabilizadas={contabilizadas} />
            </th>
            <td>{formatEntero(esperadas)}</td>
            <Cifra cuantas={capturadas} de={esperadas} />
            <Cifra cuantas={contabilizadas} de={esperadas} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cifra({ cuantas, de }: { readonly cuantas: number; readonly de: number }) {
  return (
    <td>
      <b>{formatEntero(cuantas)}</b>
      <span>{truncatedPercent(cuantas, de)}&#8239;%</span>
    </td>
  );
}

/** The part counted, full; the part captured and not counted, hatched. The figures beside it say the same. */
function Barra({
  esperadas,
  capturadas,
  contabilizadas,
}: Pick<EleccionEnTablero, 'esperadas' | 'capturadas' | 'contabilizadas'>) {
  const share = (n: number) => (esperadas === 0 ? 0 : (n / esperadas) * 100);
  return (
    <svg className="pantalla-barra" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="pantalla-barra-todo" width="100" height="4" />
      <rect className="pantalla-barra-capturada" width={share(capturadas)} height="4" />
      <rect className="pantalla-barra-contabilizada" width={share(contabilizadas)} height="4" />
    </svg>
  );
}
