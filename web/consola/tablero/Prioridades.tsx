import { useState } from 'react';
import type { Prioridades as EnServidor, Prioridad, PrioridadPuesta } from '../../../src/captura/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { CatalogoEnPantalla } from '../../../src/monitoreo/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { enOracion, formatHora } from '../../comun/formato.ts';
import { put } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { nuevaLlave } from '../llave.ts';
import { useSesion } from '../sesion.tsx';

const RUTA = '/api/captura/prioridades';

/** What is captured before the rest: which, who put it and when; to put another and to take one away. */
export function Prioridades() {
  const { proceso } = useSesion();
  const { datos, error, recargar } = useConsulta<EnServidor>(RUTA, { cadaMs: 15_000 });
  const catalogo = useConsulta<CatalogoEnPantalla>('/api/catalogo').datos;
  const [falla, setFalla] = useState<Refusal | null>(null);
  const [estado, setEstado] = useState<'lista' | 'guardando'>('lista');
  const puestas = datos?.prioridades ?? [];

  async function save(prioridades: readonly Prioridad[]): Promise<void> {
    setEstado('guardando');
    const saved = await put<EnServidor>(RUTA, { prioridades }, { idempotencia: nuevaLlave() });
    setEstado('lista');
    setFalla(saved.ok ? null : saved.error);
    recargar();
  }

  return (
    <section aria-labelledby="prioridades" className="hoja prioridades">
      <h2 id="prioridades">Prioridades de captura</h2>
      {error !== undefined && datos === undefined ? (
        <p className="gris">{error.mensaje}</p>
      ) : puestas.length === 0 ? (
        <p className="gris">
          Ninguna: se reparten primero las actas que más esperan, por turnos entre territorios.
        </p>
      ) : (
        <ul className="lista-de-prioridades">
          {puestas.map((puesta) => (
            <li key={keyOf(puesta)}>
              <span>
                <b>{nameOf(puesta, catalogo)}</b>{' '}
                <small className="gris">
                  {puesta.puso}, a las {formatHora(puesta.desde, proceso.huso)}
                </small>
              </span>
              <button
                type="button"
                className="boton"
                disabled={estado === 'guardando'}
                aria-label={`Quitar la prioridad: ${nameOf(puesta, catalogo)}`}
                onClick={() => void save(puestas.filter((other) => other !== puesta).map(toPrioridad))}
              >
                Quitar
              </button>
            </li>
          ))}
        </ul>
      )}
      {catalogo === undefined || datos === undefined ? null : (
        <NuevaPrioridad
          catalogo={catalogo}
          puestas={puestas}
          estado={estado}
          alPoner={(nueva) => void save([...puestas.map(toPrioridad), nueva])}
        />
      )}
      {falla === null ? null : (
        <Aviso clase="falla" titulo="No se guardó">
          {falla.mensaje}
        </Aviso>
      )}
    </section>
  );
}

function NuevaPrioridad({
  catalogo,
  puestas,
  estado,
  alPoner,
}: {
  readonly catalogo: CatalogoEnPantalla;
  readonly puestas: readonly PrioridadPuesta[];
  readonly estado: 'lista' | 'guardando';
  readonly alPoner: (nueva: Prioridad) => void;
}) {
  const [eleccion, setEleccion] = useState('');
  const [territorio, setTerritorio] = useState('');
  const chosen = catalogo.elecciones.find(({ clave }) => clave === eleccion);
  const nueva: Prioridad = {
    eleccion: eleccion === '' ? null : eleccion,
    territorio: territorio === '' ? null : territorio,
  };
  const there = puestas.some((puesta) => keyOf(puesta) === keyOf(nueva));
  return (
    <form
      className="fila nueva-prioridad"
      onSubmit={(event) => {
        event.preventDefault();
        if (eleccion === '' || there) return;
        alPoner(nueva);
        setEleccion('');
        setTerritorio('');
      }}
    >
      <label className="entrada">
        <span>Elección</span>
        <select
          value={eleccion}
          onChange={(event) => {
            setEleccion(event.currentTarget.value);
            setTerritorio('');
          }}
        >
          <option value="">Elija una</option>
          {catalogo.elecciones.map(({ clave, nombre }) => (
            <option key={clave} value={clave}>
              {enOracion(nombre)}
            </option>
          ))}
        </select>
      </label>
      <label className="entrada">
        <span>{chosen?.agrupacion === 'municipio' ? 'Municipio' : 'Distrito'}</span>
        <select
          value={territorio}
          disabled={chosen === undefined}
          onChange={(event) => setTerritorio(event.currentTarget.value)}
        >
          <option value="">Todos</option>
          {chosen?.territorios.map(({ id, nombre }) => (
            <option key={id} value={id}>
              {id} {nombre}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="boton" disabled={estado === 'guardando' || eleccion === '' || there}>
        {there ? 'Ya está puesta' : 'Poner primero'}
      </button>
    </form>
  );
}

/** `Ayuntamientos, municipio 053 Morelia`; `Gubernatura, en todas partes`. */
function nameOf({ eleccion, territorio }: Prioridad, catalogo: CatalogoEnPantalla | undefined): string {
  const found = catalogo?.elecciones.find(({ clave }) => clave === eleccion);
  const what = eleccion === null ? 'Todas las elecciones' : enOracion(found?.nombre ?? eleccion);
  if (territorio === null) return `${what}, en todas partes`;
  const name = found?.territorios.find(({ id }) => id === territorio)?.nombre ?? '';
  return `${what}, ${found?.agrupacion ?? 'territorio'} ${territorio} ${name}`.trim();
}

function toPrioridad({ eleccion, territorio }: Prioridad): Prioridad {
  return { eleccion, territorio };
}

function keyOf({ eleccion, territorio }: Prioridad): string {
  return `${eleccion ?? '*'} ${territorio ?? '*'}`;
}
