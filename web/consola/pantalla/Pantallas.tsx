import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { PantallaGrande } from '../../../src/monitoreo/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatFechaHora } from '../../comun/formato.ts';
import { borrar, post } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import './pantallas.css';

/** Addresses of the big display: make one for a wall, revoke those that are not used any more. */
export function Pantallas() {
  const { proceso } = useSesion();
  const { datos, error, cargando, recargar } = useConsulta<{ pantallas: readonly PantallaGrande[] }>(
    '/api/pantallas',
  );
  const [creada, setCreada] = useState<PantallaGrande | null>(null);
  const [porRevocar, setPorRevocar] = useState<PantallaGrande | null>(null);

  return (
    <main className="pantalla pila pantallas">
      <div>
        <h1>Pantalla grande</h1>
        <p className="gris">
          Una dirección para cada muro: muestra el avance sin nombres de personas, no pide contraseña y solo
          se lee. Quien la tenga la ve hasta que usted la revoque.
        </p>
      </div>
      <NuevaPantalla
        alCrear={(pantalla) => {
          setCreada(pantalla);
          recargar();
        }}
      />
      {creada === null ? null : <Direccion pantalla={creada} alTerminar={() => setCreada(null)} />}
      {datos === undefined ? (
        cargando ? (
          <Cargando />
        ) : (
          <Falla
            titulo="No se pudieron leer las direcciones"
            mensaje={error?.mensaje ?? ''}
            reintentar={recargar}
          />
        )
      ) : datos.pantallas.length === 0 ? (
        <Vacio titulo="No hay direcciones abiertas" />
      ) : (
        <table className="tabla hoja">
          <thead>
            <tr>
              <th scope="col">Dónde está</th>
              <th scope="col">Quién la creó</th>
              <th scope="col">Cuándo</th>
              <th scope="col">
                <span className="solo-lector">Acciones</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {datos.pantallas.map((pantalla) => (
              <tr key={pantalla.id}>
                <th scope="row">{pantalla.nombre}</th>
                <td>{pantalla.creo}</td>
                <td>{formatFechaHora(pantalla.creada, proceso.huso)}</td>
                <td>
                  <button
                    type="button"
                    className="boton"
                    aria-label={`Revocar ${pantalla.nombre}`}
                    onClick={() => setPorRevocar(pantalla)}
                  >
                    Revocar
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {porRevocar === null ? null : (
        <Revocar
          pantalla={porRevocar}
          alTerminar={() => {
            setPorRevocar(null);
            if (creada?.id === porRevocar.id) setCreada(null);
            recargar();
          }}
          alCancelar={() => setPorRevocar(null)}
        />
      )}
    </main>
  );
}

function NuevaPantalla({ alCrear }: { readonly alCrear: (pantalla: PantallaGrande) => void }) {
  const [nombre, setNombre] = useState('');
  const [falla, setFalla] = useState<Refusal | null>(null);
  const [estado, setEstado] = useState<'lista' | 'creando'>('lista');

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (nombre.trim() === '' || estado === 'creando') return;
    setEstado('creando');
    const created = await post<PantallaGrande>('/api/pantallas', { nombre: nombre.trim() });
    setEstado('lista');
    setFalla(created.ok ? null : created.error);
    if (!created.ok) return;
    setNombre('');
    alCrear(created.value);
  }

  return (
    <>
      <form className="fila nueva-pantalla" onSubmit={(event) => void create(event)}>
        <label className="entrada">
          <span>Dónde está la pantalla</span>
          <input
            type="text"
            maxLength={60}
            autoComplete="off"
            placeholder="Sala de captura, muro norte"
            value={nombre}
            onChange={(event) => setNombre(event.currentTarget.value)}
          />
        </label>
        <button
          type="submit"
          className="boton boton-principal"
          disabled={nombre.trim() === '' || estado === 'creando'}
        >
          Crear dirección
        </button>
      </form>
      {falla === null ? null : (
        <Aviso clase="falla" titulo="No se creó">
          {falla.mensaje}
        </Aviso>
      )}
    </>
  );
}

/** The address is said once: the server does not keep it. */
function Direccion({
  pantalla,
  alTerminar,
}: {
  readonly pantalla: PantallaGrande;
  readonly alTerminar: () => void;
}) {
  const [estado, setEstado] = useState<'por_copiar' | 'copiada' | 'a_mano'>('por_copiar');
  const address = new URL(pantalla.direccion ?? '', location.origin).href;

  async function copy(): Promise<void> {
    // Without TLS the browser lends no clipboard: it is selected and copied by hand.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    try {
      await clipboard?.writeText(address);
      setEstado(clipboard === undefined ? 'a_mano' : 'copiada');
    } catch {
      setEstado('a_mano');
    }
  }

  return (
    <Aviso
      clase="bien"
      titulo={`Dirección para ${pantalla.nombre}`}
      acciones={
        <button type="button" className="boton" onClick={alTerminar}>
          Ya la abrí
        </button>
      }
    >
      <div className="direccion">
        <label className="solo-lector" htmlFor="direccion-de-pantalla">
          Dirección
        </label>
        <input
          id="direccion-de-pantalla"
          className="control"
          readOnly
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" className="boton" onClick={() => void copy()}>
          Copiar
        </button>
        <a className="boton" href={address} target="_blank" rel="noreferrer">
          Abrir
        </a>
      </div>
      <p role="status">
        {estado === 'copiada'
          ? 'Copiada.'
          : estado === 'a_mano'
            ? 'Este navegador no deja copiarla: selecciónela y cópiela a mano.'
            : 'Se muestra una sola vez. Para fijar el tema agregue al final ?tema=oscuro o ?tema=claro.'}
      </p>
    </Aviso>
  );
}

function Revocar({
  pantalla,
  alTerminar,
  alCancelar,
}: {
  readonly pantalla: PantallaGrande;
  readonly alTerminar: () => void;
  readonly alCancelar: () => void;
}) {
  const [falla, setFalla] = useState<Refusal | null>(null);

  async function revoke(): Promise<void> {
    const revoked = await borrar(`/api/pantallas/${encodeURIComponent(pantalla.id)}`);
    // Whoever revoked it first did what was wanted.
    if (revoked.ok || revoked.error.codigo === 'NO_EXISTE') alTerminar();
    else setFalla(revoked.error);
  }

  return (
    <Dialogo titulo={`¿Revocar ${pantalla.nombre}?`} alCerrar={alCancelar}>
      <p>
        La pantalla que tenga esa dirección deja de verse en un segundo. No se puede deshacer: se crea otra.
      </p>
      {falla === null ? null : <Aviso clase="falla">{falla.mensaje}</Aviso>}
      <PieDeDialogo>
        <button type="button" className="boton" onClick={alCancelar}>
          Cancelar
        </button>
        <button type="button" className="boton boton-principal" onClick={() => void revoke()}>
          Revocar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}
