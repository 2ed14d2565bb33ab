import { useState } from 'react';
import type { EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { leerApariencia, ponerApariencia, type Tema } from '../comun/apariencia.ts';
import { Dialogo, PieDeDialogo } from '../comun/Dialogo.tsx';
import { formatFechaHora } from '../comun/formato.ts';
import { formatBytes } from './palabras.ts';

const TEMAS: readonly (readonly [Tema, string])[] = [
  ['sistema', 'El de la computadora'],
  ['claro', 'Claro'],
  ['oscuro', 'Oscuro'],
];

/** How the page looks, and what somebody on the telephone may ask about this station. */
export function Ajustes({
  estado,
  alCerrar,
}: {
  readonly estado: EstadoDeEstacion;
  readonly alCerrar: () => void;
}) {
  const [apariencia, setApariencia] = useState(leerApariencia);
  const { estacion, servidor, reloj, disco, escaner, proceso, avisos } = estado;
  return (
    <Dialogo titulo={`Estación ${estacion.clave}`} alCerrar={alCerrar}>
      <dl className="estacion-ficha">
        <dt>Nombre</dt>
        <dd>{estacion.nombre}</dd>
        <dt>Sus cuatro dígitos</dt>
        <dd>{estacion.cotejo}</dd>
        <dt>Servidor</dt>
        <dd>{servidor}</dd>
        <dt>Reloj</dt>
        <dd>{relojEnPalabras(reloj, proceso.huso)}</dd>
        <dt>Disco</dt>
        <dd>
          quedan {formatBytes(disco.libres)} de {formatBytes(disco.total)}
        </dd>
        <dt>Escáner</dt>
        <dd>{escaner.carpeta ?? 'sin carpeta'}</dd>
      </dl>
      {avisos.length === 0 ? null : (
        <section>
          <h3>Avisos</h3>
          <ul className="estacion-avisos">
            {avisos.map(({ momento, mensaje }) => (
              <li key={`${momento} ${mensaje}`}>
                <span className="gris">{formatFechaHora(momento, proceso.huso)}</span> {mensaje}
              </li>
            ))}
          </ul>
        </section>
      )}
      <fieldset className="estacion-tema">
        <legend>Tema</legend>
        {TEMAS.map(([tema, texto]) => (
          <label key={tema}>
            <input
              type="radio"
              name="tema"
              checked={apariencia.tema === tema}
              onChange={() => {
                ponerApariencia({ ...apariencia, tema });
                setApariencia({ ...apariencia, tema });
              }}
            />{' '}
            {texto}
          </label>
        ))}
      </fieldset>
      <PieDeDialogo>
        <button type="button" className="boton boton-principal" onClick={alCerrar}>
          Cerrar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}

function relojEnPalabras({ desfase, medido }: EstadoDeEstacion['reloj'], huso: string): string {
  if (desfase === null) return 'su diferencia con el servidor no se ha medido: hace falta red';
  const seconds = Math.round(Math.abs(desfase) / 1000);
  const how =
    seconds < 2
      ? 'en hora'
      : `${seconds} s ${desfase < 0 ? 'adelantado' : 'atrasado'}; se corrige en cada registro`;
  return medido === null ? how : `${how} (medido ${formatFechaHora(medido, huso)})`;
}
