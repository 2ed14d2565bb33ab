import { Link, useSearchParams } from 'wouter';
import { DIAS, formatFecha, partsOf } from '../../../src/dominio/calendario.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { type DiaDelMes, diasDelMes, type Suceso } from './calendario.ts';
import { paginaDe, useFichas } from './consultas.ts';
import { DireccionesDeCalendario } from './DireccionesDeCalendario.tsx';
import { addToMonth, formatMes, weekdayOf } from './fechas.ts';
import { Marco } from './Marco.tsx';
import { NOMBRES } from './palabras.ts';
import './calendario.css';

/** A month with its deadlines and sessions, and the address for a calendar program. */
export function Calendario() {
  const [params, setParams] = useSearchParams();
  const consultas = [
    useFichas('sesiones'),
    useFichas('actividades'),
    useFichas('entregables'),
    useFichas('hallazgos'),
    useFichas('instrumentos'),
    useFichas('simulacros'),
  ];
  const falla = consultas.find(({ error, datos }) => error !== undefined && datos === undefined);
  const hoy = consultas[0]?.datos?.hoy;
  const ready = consultas.every(({ datos }) => datos !== undefined);
  const mes = params.get('mes') ?? hoy?.slice(0, 7) ?? '';
  return (
    <Marco>
      <main className="pantalla pila">
        {falla !== undefined ? (
          <>
            <h1>Calendario</h1>
            <Falla
              titulo="No se pudo traer el calendario"
              mensaje={falla.error?.mensaje ?? ''}
              reintentar={() => {
                for (const { recargar } of consultas) recargar();
              }}
            />
          </>
        ) : !ready || hoy === undefined ? (
          <>
            <h1>Calendario</h1>
            <Cargando />
          </>
        ) : (
          <Mes
            mes={mes}
            hoy={hoy}
            fichas={consultas.flatMap(({ datos }): readonly FichaEnPantalla[] => datos?.fichas ?? [])}
            alCambiar={(next) => setParams({ mes: next }, { replace: true })}
          />
        )}
        <DireccionesDeCalendario />
      </main>
    </Marco>
  );
}

function Mes({
  mes,
  hoy,
  fichas,
  alCambiar,
}: {
  readonly mes: string;
  readonly hoy: string;
  readonly fichas: readonly FichaEnPantalla[];
  readonly alCambiar: (mes: string) => void;
}) {
  const dias = diasDelMes(mes, fichas);
  const total = dias.filter(({ esDelMes }) => esDelMes).flatMap(({ sucesos }) => sucesos).length;
  return (
    <>
      <div className="listado-titulo">
        <h1>Calendario, {formatMes(mes)}</h1>
        <p role="status">{formatCuantas(total, 'fecha', 'fechas')}</p>
        <span className="acciones">
          <button type="button" className="boton" onClick={() => alCambiar(addToMonth(mes, -1))}>
            Mes anterior
          </button>
          <button type="button" className="boton" onClick={() => alCambiar(hoy.slice(0, 7))}>
            Hoy
          </button>
          <button type="button" className="boton" onClick={() => alCambiar(addToMonth(mes, 1))}>
            Mes siguiente
          </button>
        </span>
      </div>
      {total === 0 ? <p className="gris">Este mes no tiene plazos ni sesiones.</p> : null}
      <div className="mes">
        <div className="mes-semana" aria-hidden="true">
          {DIAS.map((dia) => (
            <span key={dia}>{dia}</span>
          ))}
        </div>
        <ol>
          {dias.map((dia) => (
            <Dia key={dia.fecha} dia={dia} hoy={hoy} />
          ))}
        </ol>
      </div>
    </>
  );
}

/** In each square; the rest is opened. */
const A_LA_VISTA = 4;

function Dia({ dia: { fecha, esDelMes, sucesos }, hoy }: { readonly dia: DiaDelMes; readonly hoy: string }) {
  const rest = sucesos.slice(A_LA_VISTA);
  const clases = [
    'dia',
    ...(esDelMes ? [] : ['dia-de-otro-mes']),
    ...(fecha === hoy ? ['dia-de-hoy'] : []),
    ...(sucesos.length === 0 ? ['dia-vacio'] : []),
  ];
  return (
    <li className={clases.join(' ')}>
      <h2>
        <time dateTime={fecha} aria-hidden="true">
          <span className="dia-largo">{DIAS[weekdayOf(fecha)]} </span>
          {partsOf(fecha).dia}
        </time>
        <span className="solo-lector">
          {formatFecha(fecha)}
          {fecha === hoy ? ', hoy' : ''}
        </span>
      </h2>
      <ul>
        {sucesos.slice(0, A_LA_VISTA).map((suceso) => (
          <UnSuceso key={`${suceso.coleccion}/${suceso.id}`} suceso={suceso} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>{`Ver ${rest.length} más`}</summary>
          <ul>
            {rest.map((suceso) => (
              <UnSuceso key={`${suceso.coleccion}/${suceso.id}`} suceso={suceso} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function UnSuceso({ suceso: { coleccion, id, titulo, hora, situacion } }: { readonly suceso: Suceso }) {
  return (
    <li className={`suceso suceso-${situacion ?? coleccion}`}>
      <Link href={paginaDe(coleccion, id)} title={titulo}>
        {hora === '' ? <span className="solo-lector">{NOMBRES[coleccion].singular}: </span> : <b>{hora} </b>}
        {titulo}
      </Link>
    </li>
  );
}
