import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Fase } from '../../../src/dominio/acta.ts';
import { truncatedPercent } from '../../../src/dominio/porcentaje.ts';
import type { EleccionEnTablero } from '../../../src/monitoreo/contrato.ts';
import { enOracion, formatEntero } from '../../comun/formato.ts';
import { useSesion } from '../sesion.tsx';

/** Where each acta is, in words that are not those of what is published. */
const FASES: readonly (readonly [Fase, string])[] = [
  ['esperada', 'Sin recibir'],
  ['acopiada', 'Por digitalizar'],
  ['en_captura', 'En captura'],
  ['en_conflicto', 'En conflicto'],
  ['capturada', 'Por verificar'],
  ['verificada', 'Verificadas'],
  ['fuera_de_catalogo', 'Fuera de catálogo'],
];

/** What each election has: captured and counted together, with what is not counted, and where the rest is. */
export function Elecciones({ elecciones }: { readonly elecciones: readonly EleccionEnTablero[] }) {
  return (
    <section aria-labelledby="elecciones" className="hoja elecciones">
      <h2 id="elecciones">Elecciones</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in a narrow window it is scrolled, also by keyboard */}
      <section className="tabla-con-orilla" tabIndex={0} aria-label="Tabla de elecciones">
        <table className="tabla">
          <thead>
            <tr>
              <th scope="col">Elección</th>
              <th scope="col" className="cifra">
                Esperadas
              </th>
              <th scope="col" className="cifra">
                Capturadas
              </th>
              <th scope="col" className="cifra">
                Contabilizadas
              </th>
              <th scope="col" className="cifra">
                No contabilizadas
              </th>
              {FASES.map(([fase, nombre], i) => (
                <th key={fase} scope="col" className={i === 0 ? 'cifra aparte' : 'cifra'}>
                  {nombre}
                </th>
              ))}
              <th scope="col" className="cifra">
                En el último corte
              </th>
            </tr>
          </thead>
          <tbody>
            {elecciones.map((eleccion) => (
              <Renglon key={eleccion.clave} eleccion={eleccion} />
            ))}
          </tbody>
        </table>
      </section>
      <p className="gris">
        Capturadas y contabilizadas son las que diría un corte tomado ahora: las sin acta cuentan como
        capturadas. A la derecha, dónde va cada acta.
      </p>
    </section>
  );
}

function Renglon({ eleccion }: { readonly eleccion: EleccionEnTablero }) {
  const { clave, nombre, esperadas, porFase, capturadas, contabilizadas, sinActa, publicadas } = eleccion;
  return (
    <tr>
      <th scope="row">{enOracion(nombre)}</th>
      <td className="cifra">{formatEntero(esperadas)}</td>
      <ConPorcentaje cuantas={capturadas} de={esperadas} />
      <ConPorcentaje cuantas={contabilizadas} de={esperadas} />
      <td className="cifra">
        {formatEntero(capturadas - contabilizadas)}
        {sinActa === 0 ? null : <small className="gris">{formatEntero(sinActa)} sin acta</small>}
      </td>
      {FASES.map(([fase], i) => (
        <td key={fase} className={i === 0 ? 'cifra aparte' : 'cifra'}>
          <Enlace href={`/actas?eleccion=${clave}&fase=${fase}`} cuantas={porFase[fase]} />
        </td>
      ))}
      <td className="cifra">{formatEntero(publicadas)}</td>
    </tr>
  );
}

function ConPorcentaje({ cuantas, de }: { readonly cuantas: number; readonly de: number }) {
  return (
    <td className="cifra">
      <b>{formatEntero(cuantas)}</b>
      <small className="gris">{truncatedPercent(cuantas, de)}&#8239;%</small>
    </td>
  );
}

/** A count that leads to its actas, for whoever may see them. */
function Enlace({ href, cuantas }: { readonly href: string; readonly cuantas: number }): ReactNode {
  const { puede } = useSesion();
  const text = formatEntero(cuantas);
  return cuantas === 0 || !puede('actas:ver') ? text : <Link href={href}>{text}</Link>;
}
