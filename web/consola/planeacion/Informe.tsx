import { useState } from 'react';
import { Link } from 'wouter';
import type { CualInforme, Faltantes } from '../../../src/planeacion/contrato.ts';
import type { Faltante } from '../../../src/planeacion/informe/faltantes.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { useConsulta } from '../consulta.ts';
import { BotonesDeDocumento } from './BotonesDeDocumento.tsx';
import { paginaDe, RAIZ } from './consultas.ts';

/** A report: what it lacks first, with where to put it; then its document. */
export function Informe({ cual, mes }: { readonly cual: CualInforme; readonly mes?: string }) {
  const query = mes === undefined ? '' : `mes=${mes}`;
  const { datos, error, recargar } = useConsulta<Faltantes>(`${RAIZ}/informes/${cual}/faltantes?${query}`);
  const [acepta, setAcepta] = useState<'falte' | 'complete'>('complete');
  if (datos === undefined) {
    return error === undefined ? (
      <p className="gris" role="status">
        Revisando qué le falta…
      </p>
    ) : (
      <Aviso
        clase="advierte"
        titulo="No se pudo revisar"
        acciones={
          <button type="button" className="boton" onClick={recargar}>
            Reintentar
          </button>
        }
      >
        {error.mensaje}
      </Aviso>
    );
  }
  const { faltantes } = datos;
  const lacks = faltantes.length > 0;
  const accepted = lacks && acepta === 'falte' ? '&falte=acepto' : '';
  return (
    <>
      {lacks ? (
        <ListaDeFaltantes faltantes={faltantes} />
      ) : (
        <p>No le falta nada de lo que se puede revisar.</p>
      )}
      {lacks ? (
        <label className="acepta">
          <input
            type="checkbox"
            checked={acepta === 'falte'}
            onChange={(event) => setAcepta(event.currentTarget.checked ? 'falte' : 'complete')}
          />{' '}
          Producirlo aunque le falte
        </label>
      ) : null}
      {lacks && acepta === 'complete' ? null : (
        <BotonesDeDocumento
          que="Producir el informe"
          de={(formato) => `${RAIZ}/informes/${cual}/documento?${query}&formato=${formato}${accepted}`}
        />
      )}
    </>
  );
}

const A_LA_VISTA = 5;

function ListaDeFaltantes({ faltantes }: { readonly faltantes: readonly Faltante[] }) {
  const rest = faltantes.slice(A_LA_VISTA);
  return (
    <div className="faltantes">
      <p>
        <b>{formatCuantas(faltantes.length, 'cosa le falta', 'cosas le faltan')}:</b>
      </p>
      <Renglones faltantes={faltantes.slice(0, A_LA_VISTA)} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{`Ver ${rest.length} más`}</summary>
          <Renglones faltantes={rest} />
        </details>
      )}
    </div>
  );
}

function Renglones({ faltantes }: { readonly faltantes: readonly Faltante[] }) {
  return (
    <ul>
      {faltantes.map(({ ficha, mensaje }) => (
        <li key={mensaje}>
          {ficha === null ? mensaje : <Link href={paginaDe(ficha.coleccion, ficha.id)}>{mensaje}</Link>}
        </li>
      ))}
    </ul>
  );
}
