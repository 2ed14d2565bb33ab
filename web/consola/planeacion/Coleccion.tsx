import { useMemo, useRef, useState } from 'react';
import { Link, Redirect, useLocation, useParams } from 'wouter';
import type { Coleccion as CualColeccion } from '../../../src/planeacion/colecciones.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from '../acta/Buscador.tsx';
import { Listado } from '../acta/Listado.tsx';
import { useActual } from '../acta/recuerdo.ts';
import { useSesion } from '../sesion.tsx';
import { matching } from './buscar-en-fichas.ts';
import { columnasDe } from './columnas.tsx';
import { paginaDe, paginaNueva, useFichas } from './consultas.ts';
import { isColeccion } from './Ficha.tsx';
import { Marco } from './Marco.tsx';
import { NOMBRES, PARA_QUE } from './palabras.ts';

/** Everything of a collection: searching, and Enter opens one. */
export function Coleccion() {
  const { coleccion = '' } = useParams();
  if (!isColeccion(coleccion)) return <Redirect to="/planeacion" replace />;
  return (
    <Marco>
      <ListaDeFichas key={coleccion} coleccion={coleccion} />
    </Marco>
  );
}

function ListaDeFichas({ coleccion }: { readonly coleccion: CualColeccion }) {
  const [, navigate] = useLocation();
  const { puede } = useSesion();
  const { datos, error, pedida, recargar } = useFichas(coleccion);
  const [texto, setTexto] = useState('');
  const [actual, setActual] = useActual(`/planeacion/${coleccion}`);
  const busqueda = useRef<HTMLInputElement>(null);
  const fichas = datos?.fichas;
  const filas = useMemo(() => matching(fichas ?? [], texto), [fichas, texto]);
  const columnas = useMemo(() => columnasDe(coleccion, datos?.hoy ?? ''), [coleccion, datos?.hoy]);
  const tabla = useTabla<FichaEnPantalla>({
    filas,
    claveDe: ({ id }) => id,
    actual,
    alCambiar: setActual,
    alAbrir: ({ id }) => navigate(paginaDe(coleccion, id)),
  });
  const { singular, plural } = NOMBRES[coleccion];
  const isEmpty = fichas?.length === 0;
  // The settings are only one.
  const adds = puede('planeacion:editar') && (coleccion !== 'ajustes' || isEmpty);

  return (
    <Listado
      titulo={plural}
      estado={{
        ...{ total: datos === undefined ? undefined : filas.length, error: error ?? null },
        ...{ pedida, recargar },
      }}
      manejo={tabla}
      columnas={columnas}
      clase="tabla-de-fichas"
      filtros={
        <search className="filtros">
          <Buscador
            ref={busqueda}
            etiqueta="Buscar"
            ejemplo="Cualquier palabra"
            texto={texto}
            alTeclear={setTexto}
            tabla={tabla}
          />
          {adds ? (
            <Link className="boton boton-principal filtros-accion" href={paginaNueva(coleccion)}>
              {`Agregar ${singular}`}
            </Link>
          ) : null}
        </search>
      }
      cuantas={(total) => formatCuantas(total, singular, plural.toLowerCase())}
      vacio={
        <Vacio titulo={isEmpty ? `Todavía no hay ${plural.toLowerCase()}` : 'Nada coincide'}>
          <p>{isEmpty ? PARA_QUE[coleccion] : 'Busque por otra palabra.'}</p>
        </Vacio>
      }
    />
  );
}
