import type { CodigoDeEquipo, TipoDeEquipo } from '../../../src/acceso/contrato-de-equipos.ts';
import { formatFechaHora } from '../../comun/formato.ts';
import { useSesion } from '../sesion.tsx';

/** A code, shown once: to type in the station, or to read with the phone. */
export function CodigoUnaVez({
  codigo: { codigo, qr, vence },
  tipo,
}: {
  readonly codigo: CodigoDeEquipo;
  readonly tipo: TipoDeEquipo;
}) {
  const { proceso } = useSesion();
  return (
    <section className="codigo-de-equipo" aria-label="Código del equipo">
      <img
        alt="Código para leer con el teléfono: lleva la dirección y el código de este equipo"
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
      />
      <div>
        <p className="codigo-nuevo">{codigo}</p>
        <p>
          {tipo === 'telefono'
            ? 'En el teléfono, abra la cámara y apunte a este cuadro; o abra PREP Casilla y escriba el código.'
            : 'En la computadora del CATD, escríbalo en la orden «prep catd enrolar», como dice su manual.'}{' '}
          Después compare aquí los cuatro dígitos.
        </p>
        <p className="gris">
          Se muestra una sola vez, sirve una sola vez y vence {formatFechaHora(vence, proceso.huso)}.
        </p>
      </div>
    </section>
  );
}
