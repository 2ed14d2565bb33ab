import { useEffect, useMemo, useRef } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { rangeOf } from '../../../src/dominio/calendario.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { TablaVirtual, useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from '../acta/Buscador.tsx';
import { useActual } from '../acta/recuerdo.ts';
import { useTextoDemorado } from '../acta/useTextoDemorado.ts';
import { useSesion } from '../sesion.tsx';
import { matching } from './buscar-en-fichas.ts';
import { columnasDe } from './columnas.tsx';
import { paginaDe, paginaNueva, useFichas } from './consultas.ts';
import { formatMes, monthsFrom } from './fechas.ts';
import { Gantt } from './Gantt.tsx';
import { type Actividad, periodoDe, within } from './gantt.ts';
import { Marco } from './Marco.tsx';
import { PARA_QUE } from './palabras.ts';

const ALTO_DE_FILA = 52;
const NINGUNA: readonly Actividad[] = [];

/** The plan of work, as bars over time or as a table: the same rows, the same search, the same keys. */
export function Actividades() {
  const { datos, error, recargar } = useFichas('actividades');
  return (
    <Marco>
      <main className="pantalla pantalla-llena">
        {datos === undefined ? (
          <>
            <h1>Actividades</h1>
            {error === undefined ? (
              <Cargando que="Trayendo el plan…" />
            ) : (
              <Falla titulo="No se pudo traer el plan" mensaje={error.mensaje} reintentar={recargar} />
            )}
          </>
        ) : (
          <>
            {error === undefined ? null : (
              <Aviso clase="advierte" titulo="El plan no se pudo actualizar">
                {error.mensaje}
              </Aviso>
            )}
            <Plan actividades={datos.fichas ?? NINGUNA} hoy={datos.hoy} />
          </>
        )}
      </main>
    </Marco>
  );
}

/** What one sees is in the address: it can be sent. */
function useVista() {
  const [params, setParams] = useSearchParams();
  const put = (clave: string, valor: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (valor === '') next.delete(clave);
        else next.set(clave, valor);
        return next;
      },
      { replace: true },
    );
  return {
    forma: params.get('forma') === 'tabla' ? ('tabla' as const) : ('gantt' as const),
    mes: params.get('mes') ?? '',
    texto: params.get('texto') ?? '',
    put,
  };
}

function Plan({ actividades, hoy }: { readonly actividades: readonly Actividad[]; readonly hoy: string }) {
  const [, navigate] = useLocation();
  const { forma, mes, texto, put } = useVista();
  const [escrito, setEscrito] = useTextoDemorado(texto, (next) => put('texto', next));
  const [actual, setActual] = useActual('/planeacion/actividades');
  const busqueda = useRef<HTMLInputElement>(null);
  const todo = useMemo(() => periodoDe(actividades), [actividades]);
  const periodo = mes === '' ? todo : rangeOf(mes);
  const filas = useMemo(
    () => matching(within(actividades, mes === '' ? null : rangeOf(mes)), escrito),
    [actividades, mes, escrito],
  );
  const columnas = useMemo(() => columnasDe('actividades', hoy), [hoy]);
  const tabla = useTabla<Actividad>({
    filas,
    claveDe: ({ id }) => id,
    actual,
    alCambiar: setActual,
    alAbrir: ({ id }) => navigate(paginaDe('actividades', id)),
  });
  // The keyboard starts in the rows, so that arrows do something at once.
  useEffect(() => document.getElementById(tabla.id)?.focus(), [tabla.id]);

  return (
    <>
      <div className="listado-titulo">
        <h1>Actividades</h1>
        <p role="status">{formatCuantas(filas.length, 'actividad', 'actividades')}</p>
        <Acciones />
      </div>
      <search className="filtros">
        <Buscador
          ref={busqueda}
          etiqueta="Buscar"
          ejemplo="Número, área o palabra"
          texto={escrito}
          alTeclear={setEscrito}
          tabla={tabla}
        />
        <label className="entrada">
          <span>Periodo</span>
          <select value={mes} onChange={(event) => put('mes', event.currentTarget.value)}>
            <option value="">Todo el plan</option>
            {todo === null
              ? null
              : monthsFrom(todo.desde.slice(0, 7), todo.hasta.slice(0, 7)).map((each) => (
                  <option key={each} value={each}>
                    {formatMes(each)}
                  </option>
                ))}
          </select>
        </label>
        <fieldset className="formas">
          <legend>Se ve como</legend>
          {(['gantt', 'tabla'] as const).map((cual) => (
            <label key={cual}>
              <input
                type="radio"
                name="forma"
                checked={forma === cual}
                onChange={() => put('forma', cual === 'gantt' ? '' : cual)}
              />{' '}
              {cual === 'gantt' ? 'Gantt' : 'Tabla'}
            </label>
          ))}
        </fieldset>
      </search>
      {filas.length === 0 || periodo === null ? (
        <Vacio titulo={actividades.length === 0 ? 'Todavía no hay actividades' : 'Nada coincide'}>
          <p>
            {actividades.length === 0
              ? PARA_QUE.actividades
              : 'Cambie el periodo, o busque por otra palabra.'}
          </p>
        </Vacio>
      ) : forma === 'gantt' ? (
        <Gantt manejo={tabla} periodo={periodo} hoy={hoy} />
      ) : (
        <TablaVirtual
          manejo={tabla}
          etiqueta="Actividades"
          clase="tabla-de-fichas"
          columnas={columnas}
          total={filas.length}
          altoDeFila={ALTO_DE_FILA}
        />
      )}
      {filas.length === 0 ? null : <Leyenda forma={forma} />}
    </>
  );
}

function Acciones() {
  const { puede } = useSesion();
  if (!puede('planeacion:editar')) return null;
  return (
    <span className="acciones">
      <Link href="/planeacion/importar">Importar de una hoja</Link>
      <Link className="boton boton-principal" href={paginaNueva('actividades')}>
        Agregar actividad
      </Link>
    </span>
  );
}

const CLASES = [
  ['concluida', 'Concluida'],
  ['en_curso', 'En curso'],
  ['por_iniciar', 'Por iniciar'],
  ['nada', 'Sin estado'],
  ['atrasada', 'Atrasada'],
] as const;

function Leyenda({ forma }: { readonly forma: 'gantt' | 'tabla' }) {
  return (
    <footer className="leyenda-de-lista">
      {forma === 'tabla'
        ? null
        : CLASES.map(([clase, nombre]) => (
            <span key={clase} className="leyenda-de-barra">
              <svg width="22" height="12" aria-hidden="true" className={`gantt-barra gantt-${clase}`}>
                <rect x="1" y="1" width="20" height="10" rx="3" />
                {clase === 'atrasada' ? (
                  <rect x="1" y="1" width="20" height="10" rx="3" className="gantt-rayado" />
                ) : null}
              </svg>
              {nombre}
            </span>
          ))}
      <span>
        <kbd>↓</kbd> <kbd>↑</kbd> elegir
      </span>
      <span>
        <kbd>Intro</kbd> abrir
      </span>
    </footer>
  );
}
