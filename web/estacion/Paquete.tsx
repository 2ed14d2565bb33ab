import { type SubmitEvent, useEffect, useState } from 'react';
import type { EstadoDeEstacion, Memoria, PaqueteHecho } from '../../src/catd/contrato.ts';
import { Aviso } from '../comun/Aviso.tsx';
import { formatCuantas } from '../comun/formato.ts';
import { formatBytes } from './palabras.ts';
import { get, post } from './pedir.ts';

const ENTRE_MIRADAS_MS = 3_000;

type Hecho =
  | { readonly tipo: 'nada' }
  | { readonly tipo: 'haciendo' }
  | { readonly tipo: 'hecho'; readonly paquete: PaqueteHecho }
  | { readonly tipo: 'falla'; readonly mensaje: string };

/** The package of a night without network, on a memory stick that somebody carries. */
export function Paquete({ estado: { cuenta } }: { readonly estado: EstadoDeEstacion }) {
  const memorias = useMemorias();
  const [elegida, setElegida] = useState<string | null>(null);
  const [hecho, setHecho] = useState<Hecho>({ tipo: 'nada' });
  const carpeta = memorias.find((each) => each.carpeta === elegida)?.carpeta ?? memorias[0]?.carpeta ?? null;
  const { acopios, imagenes, originales } = cuenta.porEnviar;
  const left = acopios + imagenes + originales;

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (carpeta === null) return;
    setHecho({ tipo: 'haciendo' });
    const made = await post<PaqueteHecho>('/api/paquete', { carpeta });
    setHecho(
      made.ok ? { tipo: 'hecho', paquete: made.value } : { tipo: 'falla', mensaje: made.error.mensaje },
    );
  }

  return (
    <aside className="envios-paquete pila">
      <h2>Hacer paquete para llevar</h2>
      <p>
        Si la red no va a volver, lleve lo que falta por enviar en una memoria USB al CCV. No se quita nada de
        aquí: si la red vuelve, no se envía dos veces.
      </p>
      <form className="pila" onSubmit={(event) => void make(event)}>
        <fieldset className="envios-memorias">
          <legend>Dónde</legend>
          {memorias.map((each) => (
            <label key={each.carpeta}>
              <input
                type="radio"
                name="memoria"
                checked={each.carpeta === carpeta}
                onChange={() => setElegida(each.carpeta)}
              />{' '}
              {each.nombre} <span className="gris">libres {formatBytes(each.libres)}</span>
            </label>
          ))}
        </fieldset>
        <button
          type="submit"
          className="boton boton-principal"
          disabled={hecho.tipo === 'haciendo' || carpeta === null || left === 0}
        >
          {hecho.tipo === 'haciendo' ? 'Escribiendo…' : 'Hacer paquete'}
        </button>
        {left === 0 ? <p className="gris">Ahora no hay nada que llevar: el servidor ya tiene todo.</p> : null}
      </form>
      {hecho.tipo === 'falla' ? (
        <Aviso clase="falla" titulo="No se hizo el paquete">
          <p>{hecho.mensaje}</p>
        </Aviso>
      ) : null}
      {hecho.tipo === 'hecho' ? <PaqueteListo paquete={hecho.paquete} /> : null}
    </aside>
  );
}

function PaqueteListo({ paquete }: { readonly paquete: PaqueteHecho }) {
  const { ruta, bytes, sha256, acopios, imagenes, originales, nota } = paquete;
  return (
    <Aviso clase="bien" titulo="Paquete listo: ya puede quitar la memoria">
      <p className="envios-ruta">{ruta}</p>
      <p>
        {formatBytes(bytes)}: {formatCuantas(acopios, 'sobre', 'sobres')},{' '}
        {formatCuantas(imagenes, 'imagen', 'imágenes')},{' '}
        {formatCuantas(originales, 'archivo del escáner', 'archivos del escáner')}.
      </p>
      <p className="gris envios-ruta">SHA-256 {sha256}</p>
      {nota === null ? null : <p>{nota}</p>}
    </Aviso>
  );
}

function useMemorias(): readonly Memoria[] {
  const [memorias, setMemorias] = useState<readonly Memoria[]>([]);
  useEffect(() => {
    const look = () =>
      void get<{ memorias: readonly Memoria[] }>('/api/memorias').then((asked) => {
        if (asked.ok) setMemorias(asked.value.memorias);
      });
    look();
    const timer = setInterval(look, ENTRE_MIRADAS_MS);
    return () => clearInterval(timer);
  }, []);
  return memorias;
}
