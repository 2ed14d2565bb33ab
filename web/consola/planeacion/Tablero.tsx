import { Link } from 'wouter';
import { formatFecha } from '../../../src/dominio/calendario.ts';
import type { TableroEnPantalla } from '../../../src/planeacion/contrato.ts';
import type { Pendiente } from '../../../src/planeacion/derivados.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatEntero } from '../../comun/formato.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import { paginaDe, RAIZ } from './consultas.ts';
import { formatDistancia, formatFechaCorta } from './fechas.ts';
import { Informe } from './Informe.tsx';
import { Marco } from './Marco.tsx';
import { NOMBRES } from './palabras.ts';

const CADA_MS = 60_000;
/** Of each list; the rest is one click away. */
const A_LA_VISTA = 12;

/** What is late, due and done, the sessions that come, and the monthly report. */
export function Tablero() {
  const { datos, error, recargar } = useConsulta<TableroEnPantalla>(`${RAIZ}/tablero`, { cadaMs: CADA_MS });
  return (
    <Marco>
      <main className="pantalla pila tablero-de-planeacion">
        <div className="listado-titulo">
          <h1>Planeación</h1>
          {datos === undefined ? null : <p>Hoy es {formatFecha(datos.hoy)}</p>}
        </div>
        {datos === undefined ? (
          error === undefined ? (
            <Cargando que="Abriendo el tablero…" />
          ) : (
            <Falla titulo="El tablero no está disponible" mensaje={error.mensaje} reintentar={recargar} />
          )
        ) : (
          <>
            {error === undefined ? null : (
              <Aviso clase="advierte" titulo="El tablero no se pudo actualizar">
                {error.mensaje}
              </Aviso>
            )}
            <Contenido tablero={datos} />
          </>
        )}
      </main>
    </Marco>
  );
}

function Contenido({ tablero }: { readonly tablero: TableroEnPantalla }) {
  const { atrasadas, porVencer, sesiones, hoy, cuentas, informe } = tablero;
  if (Object.values(cuentas).every((cuantas) => cuantas === 0)) return <SinNada />;
  return (
    <>
      <Cifras tablero={tablero} />
      {informe === null ? null : (
        <section className="hoja seccion" aria-labelledby="informe">
          <h2 id="informe">Informe mensual</h2>
          <Aviso
            clase={
              informe.situacion === 'atrasada'
                ? 'falla'
                : informe.situacion === 'por_vencer'
                  ? 'advierte'
                  : 'informa'
            }
          >
            {informe.aviso}
          </Aviso>
          <Informe key={informe.mes} cual="mensual" mes={informe.mes} />
        </section>
      )}
      <div className="tablero-listas">
        <Pendientes titulo="Atrasado" vacio="Nada atrasado." pendientes={atrasadas} hoy={hoy} />
        <Pendientes titulo="Por vencer" vacio="Nada por vencer." pendientes={porVencer} hoy={hoy} />
        <Pendientes
          titulo="Sesiones y reuniones"
          vacio="Ninguna programada."
          pendientes={sesiones}
          hoy={hoy}
        />
      </div>
    </>
  );
}

function Cifras({ tablero }: { readonly tablero: TableroEnPantalla }) {
  const { atrasadas, porVencer, enTiempo, terminadas, sinEstado, cuentas } = tablero;
  const cifras = [
    ['atrasada', atrasadas.length, 'atrasadas'],
    ['por_vencer', porVencer.length, 'por vencer'],
    ['en_tiempo', enTiempo, 'en tiempo'],
    ['terminada', terminadas, 'terminadas'],
  ] as const;
  return (
    <div className="cifras">
      <ul>
        {cifras.map(([clase, cuantas, nombre]) => (
          <li key={clase} className={`cifra-de-planeacion cifra-${clase}`}>
            <b>{formatEntero(cuantas)}</b> {nombre}
          </li>
        ))}
      </ul>
      <p className="gris">
        De {formatEntero(cuentas.actividades)} actividades, {formatEntero(cuentas.entregables)} entregables,{' '}
        {formatEntero(cuentas.hallazgos)} hallazgos y {formatEntero(cuentas.instrumentos)} instrumentos.
        {sinEstado === 0
          ? ''
          : ` De ${sinEstado === 1 ? 'una actividad' : `${formatEntero(sinEstado)} actividades`} nadie ha dicho el estado.`}
      </p>
    </div>
  );
}

function Pendientes({
  titulo,
  vacio,
  pendientes,
  hoy,
}: {
  readonly titulo: string;
  readonly vacio: string;
  readonly pendientes: readonly Pendiente[];
  readonly hoy: string;
}) {
  const rest = pendientes.slice(A_LA_VISTA);
  return (
    <section className="hoja seccion" aria-label={titulo}>
      <h2>
        {titulo} {pendientes.length === 0 ? null : <span className="gris">{pendientes.length}</span>}
      </h2>
      {pendientes.length === 0 ? (
        <p className="gris">{vacio}</p>
      ) : (
        <ListaDePendientes pendientes={pendientes.slice(0, A_LA_VISTA)} hoy={hoy} />
      )}
      {rest.length === 0 ? null : (
        <details>
          <summary>{`Ver ${formatEntero(rest.length)} más`}</summary>
          <ListaDePendientes pendientes={rest} hoy={hoy} />
        </details>
      )}
    </section>
  );
}

function ListaDePendientes({
  pendientes,
  hoy,
}: {
  readonly pendientes: readonly Pendiente[];
  readonly hoy: string;
}) {
  return (
    <ul className="pendientes">
      {pendientes.map(({ coleccion, id, titulo, limite, responsable }) => (
        <li key={`${coleccion}/${id}`}>
          <Link href={paginaDe(coleccion, id)}>{titulo}</Link>
          <p className="gris">
            {formatFechaCorta(limite)}, {formatDistancia(limite, hoy)}
            {` · ${NOMBRES[coleccion].singular}`}
            {responsable === '' ? '' : ` · ${responsable}`}
          </p>
        </li>
      ))}
    </ul>
  );
}

function SinNada() {
  const { puede } = useSesion();
  return (
    <Vacio titulo="Todavía no hay nada que planear">
      <p>
        El plan de trabajo se importa de la hoja de cálculo del instituto, o se calcula desde el día de la
        elección con <code>prep planeacion proponer</code>.
      </p>
      {puede('planeacion:editar') ? (
        <p className="fila">
          <Link className="boton boton-principal" href="/planeacion/importar">
            Importar el plan
          </Link>
          <Link className="boton" href="/planeacion/ajustes/nueva">
            Poner los ajustes
          </Link>
        </p>
      ) : null}
    </Vacio>
  );
}
