import type { Cola, ColaEnTablero } from '../../src/monitoreo/contrato.ts';
import { formatDuracion, formatEntero } from '../comun/formato.ts';
import { formatRitmo, porMinutoAhora } from '../comun/Ritmo.tsx';

/** The words of the screens. */
const NOMBRE: Readonly<Record<Cola, string>> = {
  digitalizacion: 'Por digitalizar',
  captura: 'Por capturar',
  conflicto: 'Por resolver',
  identificacion: 'Por identificar',
  verificacion: 'Por verificar',
};

/** How many wait in each queue, how long the first has waited, and how many leave it each minute. */
export function ColasEnGrande({
  colas,
  ahora,
}: {
  readonly colas: readonly ColaEnTablero[];
  readonly ahora: Date;
}) {
  return (
    <ul className="pantalla-colas">
      {colas.map(({ cola, actas, masAntigua, porMinuto }) => (
        <li key={cola}>
          <h2>{NOMBRE[cola]}</h2>
          <b>{formatEntero(actas)}</b>
          <p>{masAntigua === null ? 'nada espera' : `espera ${waited(masAntigua, ahora)}`}</p>
          <p>{formatRitmo(porMinutoAhora(porMinuto))} por min</p>
        </li>
      ))}
    </ul>
  );
}

function waited(desde: string, ahora: Date): string {
  return formatDuracion(Math.max(0, (ahora.getTime() - Date.parse(desde)) / 1000));
}
