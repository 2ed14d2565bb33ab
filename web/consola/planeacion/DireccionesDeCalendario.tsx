import { type FormEvent, useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { CalendarioEnPantalla, CalendarioNuevo } from '../../../src/planeacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatFechaHora } from '../../comun/formato.ts';
import { borrar, post } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { nuevaLlave } from '../llave.ts';
import { useSesion } from '../sesion.tsx';
import { RAIZ } from './consultas.ts';

const RUTA = `${RAIZ}/calendarios`;

/** Secret addresses from which a calendar program reads the deadlines and sessions; each is shown once. */
export function DireccionesDeCalendario() {
  const { proceso, sesion } = useSesion();
  const { datos, error, recargar } = useConsulta<{ readonly calendarios: readonly CalendarioEnPantalla[] }>(
    RUTA,
  );
  const [nombre, setNombre] = useState('');
  const [nueva, setNueva] = useState<string | null>(null);
  const [falla, setFalla] = useState<Refusal | null>(null);
  const [copiada, setCopiada] = useState<'no' | 'si'>('no');
  const calendarios = datos?.calendarios.filter(({ revocado }) => revocado === null) ?? [];

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (nombre.trim() === '') return;
    const opened = await post<CalendarioNuevo>(RUTA, { nombre }, { idempotencia: nuevaLlave() });
    setFalla(opened.ok ? null : opened.error);
    if (!opened.ok) return;
    setNueva(`${location.origin}${opened.value.ruta}`);
    setCopiada('no');
    setNombre('');
    recargar();
  }

  async function revoke(id: string): Promise<void> {
    const revoked = await borrar(`${RUTA}/${encodeURIComponent(id)}`);
    setFalla(revoked.ok ? null : revoked.error);
    recargar();
  }

  return (
    <section className="hoja seccion" aria-labelledby="direcciones">
      <h2 id="direcciones">En su programa de calendario</h2>
      <p className="gris">
        Una dirección iCalendar con estos plazos y sesiones, para Outlook, Google Calendar o su teléfono.
        Quien tenga la dirección los ve: no la comparta, y revóquela si ya no la usa.
      </p>
      {calendarios.length === 0 ? null : (
        <ul className="fichas-elegidas">
          {calendarios.map(({ id, nombre: cual, persona, momento }) => (
            <li key={id}>
              <span>
                {cual}{' '}
                <small className="gris">
                  {persona === sesion.persona.clave ? '' : `${persona}, `}
                  {formatFechaHora(momento, proceso.huso)}
                </small>
              </span>
              <button
                type="button"
                className="boton boton-ligero"
                aria-label={`Revocar ${cual}`}
                onClick={() => void revoke(id)}
              >
                Revocar
              </button>
            </li>
          ))}
        </ul>
      )}
      {error !== undefined && datos === undefined ? <p className="gris">{error.mensaje}</p> : null}
      <form className="fila" onSubmit={(event) => void open(event)}>
        <label className="entrada">
          <span>Para qué es</span>
          <input
            type="text"
            maxLength={100}
            placeholder="Mi teléfono"
            value={nombre}
            onChange={(event) => setNombre(event.currentTarget.value)}
          />
        </label>
        <button type="submit" className="boton al-pie" disabled={nombre.trim() === ''}>
          Crear una dirección
        </button>
      </form>
      {falla === null ? null : (
        <Aviso clase="falla" titulo="No se pudo">
          {falla.mensaje}
        </Aviso>
      )}
      {nueva === null ? null : (
        <Aviso
          clase="bien"
          titulo="Cópiela ahora: no se vuelve a mostrar"
          acciones={
            <button
              type="button"
              className="boton"
              onClick={() => void navigator.clipboard?.writeText(nueva).then(() => setCopiada('si'))}
            >
              {copiada === 'si' ? 'Copiada' : 'Copiar'}
            </button>
          }
        >
          <input
            className="control direccion-nueva"
            aria-label="Dirección del calendario"
            readOnly
            value={nueva}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Aviso>
      )}
    </section>
  );
}
