import { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Acceso } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatFechaHora } from '../../comun/formato.ts';
import { get } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import './personas.css';

const CADA_MS = 5_000;
const RUTA = '/api/accesos';

/** Who entered, who left, what failed: a sentence each, newest first, up to date by itself. */
export function Accesos() {
  const { proceso } = useSesion();
  const { accesos, error, anteriores, verAnteriores, recargar } = useAccesos();
  const [texto, setTexto] = useState('');
  const wanted = texto.trim().toLocaleLowerCase('es');

  if (accesos === null) {
    return (
      <main className="pantalla">
        <h1>Entradas y salidas</h1>
        {error === null ? (
          <Cargando />
        ) : (
          <Falla titulo="No se pudo leer la lista" mensaje={error.mensaje} reintentar={recargar} />
        )}
      </main>
    );
  }
  const shown = accesos.filter(({ persona, que, lugar }) =>
    `${persona} ${que} ${lugar}`.toLocaleLowerCase('es').includes(wanted),
  );
  return (
    <main className="pantalla pila accesos">
      <div>
        <p>
          <Link href="/personas">Personas</Link>
        </p>
        <h1>Entradas y salidas</h1>
      </div>
      <label className="entrada accesos-busqueda">
        <span>Persona, o parte de lo que pasó</span>
        <input
          type="search"
          placeholder="cap-041"
          value={texto}
          onChange={(event) => setTexto(event.currentTarget.value)}
        />
      </label>
      {error === null ? null : (
        <Aviso clase="advierte" titulo="La lista no se pudo actualizar">
          {error.mensaje}
        </Aviso>
      )}
      {shown.length === 0 ? (
        <Vacio
          titulo={
            accesos.length === 0 ? 'Todavía nadie ha entrado' : 'Nada coincide en lo que está a la vista'
          }
        />
      ) : (
        <table className="tabla hoja">
          <thead>
            <tr>
              <th scope="col">Cuándo</th>
              <th scope="col">Quién</th>
              <th scope="col">Qué</th>
              <th scope="col">Dónde</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ seq, momento, persona, que, lugar, tipo }) => (
              <tr key={seq} className={`acceso-${tipo}`}>
                <td>
                  <time dateTime={momento}>{formatFechaHora(momento, proceso.huso)}</time>
                </td>
                <td>{persona}</td>
                <td>{que}</td>
                <td>{lugar}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {anteriores === 'no_hay' ? null : (
        <p>
          <button
            type="button"
            className="boton"
            disabled={anteriores === 'pidiendo'}
            onClick={verAnteriores}
          >
            Ver anteriores
          </button>
        </p>
      )}
    </main>
  );
}

interface ListaDeAccesos {
  /** newest first; null until the first answer */
  readonly accesos: readonly Acceso[] | null;
  readonly error: Refusal | null;
  readonly anteriores: 'hay' | 'pidiendo' | 'no_hay';
  verAnteriores(): void;
  recargar(): void;
}

/** Facts are only added: what is shown is kept, and what is newer or older is put at its end. */
function useAccesos(): ListaDeAccesos {
  const [accesos, setAccesos] = useState<readonly Acceso[] | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const [anteriores, setAnteriores] = useState<ListaDeAccesos['anteriores']>('hay');
  const newest = useRef(0);

  const ask = useCallback(async (query: string) => {
    const answer = await get<{ readonly accesos: readonly Acceso[] }>(`${RUTA}${query}`);
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return null;
    const found = answer.value.accesos;
    newest.current = Math.max(newest.current, ...found.map(({ seq }) => seq));
    setAccesos((before) => merge(before ?? [], found));
    return found;
  }, []);

  const recargar = useCallback(
    () => void ask(newest.current === 0 ? '' : `?despuesDe=${newest.current}`),
    [ask],
  );
  useEffect(() => {
    recargar();
    const timer = setInterval(recargar, CADA_MS);
    return () => clearInterval(timer);
  }, [recargar]);

  async function older(): Promise<void> {
    const oldest = accesos?.at(-1)?.seq;
    if (oldest === undefined) return setAnteriores('no_hay');
    setAnteriores('pidiendo');
    const found = await ask(`?antesDe=${oldest}`);
    setAnteriores(found !== null && found.length === 0 ? 'no_hay' : 'hay');
  }

  return { accesos, error, anteriores, recargar, verAnteriores: () => void older() };
}

function merge(a: readonly Acceso[], b: readonly Acceso[]): readonly Acceso[] {
  const bySeq = new Map([...a, ...b].map((acceso) => [acceso.seq, acceso]));
  return [...bySeq.values()].sort((x, y) => y.seq - x.seq);
}
