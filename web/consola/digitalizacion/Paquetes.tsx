import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { PaqueteRevisado } from '../../../src/digitalizacion/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { casillaDe } from '../acta/Titulo.tsx';
import { esPasajero, post, subir } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import './digitalizacion.css';

type Paso =
  | { readonly tipo: 'elegir' }
  | { readonly tipo: 'trabajando'; readonly que: string }
  | { readonly tipo: 'revisado'; readonly paquete: PaqueteRevisado }
  | { readonly tipo: 'importado'; readonly paquete: PaqueteRevisado }
  | { readonly tipo: 'falla'; readonly error: Refusal }
  /** the answer of the import did not arrive: it may have entered */
  | { readonly tipo: 'sin_respuesta'; readonly paquete: PaqueteRevisado };

/** Hundreds of images: what takes long is the disk. */
const ESPERA_MS = 600_000;

/** The package of a CATD that was left without network: what it has, what would enter and why not, and importing it. */
export function Paquetes() {
  const [paso, setPaso] = useState<Paso>({ tipo: 'elegir' });
  const [archivo, setArchivo] = useState<File | null>(null);
  const titulo = useRef<HTMLHeadingElement>(null);
  const resultado = useRef<HTMLDivElement>(null);
  // The keyboard goes to what has just been said: what was pressed for it may be gone.
  useEffect(() => {
    if (paso.tipo === 'elegir') titulo.current?.focus();
    else if (paso.tipo !== 'trabajando') resultado.current?.focus({ preventScroll: true });
  }, [paso.tipo]);

  async function revise(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (archivo === null || paso.tipo === 'trabajando') return;
    setPaso({ tipo: 'trabajando', que: 'Revisando el paquete…' });
    const revised = await subir<PaqueteRevisado>('/api/paquetes', archivo, { esperaMs: ESPERA_MS });
    setPaso(
      revised.ok ? { tipo: 'revisado', paquete: revised.value } : { tipo: 'falla', error: revised.error },
    );
  }

  async function load(paquete: PaqueteRevisado): Promise<void> {
    setPaso({ tipo: 'trabajando', que: 'Importando…' });
    const ruta = `/api/paquetes/${paquete.id}/importacion`;
    const done = await post<PaqueteRevisado>(ruta, {}, { esperaMs: ESPERA_MS });
    if (done.ok) setPaso({ tipo: 'importado', paquete: done.value });
    else if (esPasajero(done.error)) setPaso({ tipo: 'sin_respuesta', paquete });
    else setPaso({ tipo: 'falla', error: done.error });
  }

  return (
    <main className="pantalla pila arriba">
      <div>
        <h1 ref={titulo} tabIndex={-1}>
          Paquetes
        </h1>
        <p className="gris">
          Lo que una estación sin red guardó en una memoria USB (un archivo que termina en .prep). Primero se
          revisa y se dice qué entraría; nada cambia hasta que usted lo importa. Puede importarse dos veces:
          lo que ya se tiene se omite.
        </p>
      </div>
      <form className="fila paquete-elegir" onSubmit={(event) => void revise(event)}>
        <label className="entrada">
          <span>Archivo del paquete</span>
          <input
            type="file"
            accept=".prep"
            onChange={(event) => setArchivo(event.currentTarget.files?.[0] ?? null)}
          />
        </label>
        <button
          type="submit"
          className={paso.tipo === 'revisado' ? 'boton' : 'boton boton-principal'}
          disabled={archivo === null}
          aria-disabled={paso.tipo === 'trabajando'}
        >
          Revisar
        </button>
      </form>
      {paso.tipo === 'trabajando' ? <p role="status">{paso.que}</p> : null}
      <div ref={resultado} tabIndex={-1} className="pila">
        {paso.tipo === 'falla' ? (
          <Aviso clase="falla" titulo="El paquete no entró">
            <p>{paso.error.mensaje}</p>
          </Aviso>
        ) : null}
        {paso.tipo === 'sin_respuesta' ? (
          <Aviso
            clase="falla"
            titulo="No se sabe si entró todo"
            acciones={
              <button type="button" className="boton" onClick={() => void load(paso.paquete)}>
                Importar otra vez
              </button>
            }
          >
            <p>La respuesta no llegó. Impórtelo otra vez: lo que ya entró se omite.</p>
          </Aviso>
        ) : null}
        {paso.tipo === 'revisado' ? (
          <Contenido paquete={paso.paquete} alImportar={() => void load(paso.paquete)} />
        ) : null}
        {paso.tipo === 'importado' ? <Contenido paquete={paso.paquete} /> : null}
      </div>
    </main>
  );
}

type Linea = PaqueteRevisado['entregas'][number];

const QUE: Readonly<Record<Linea['que'], string>> = {
  entra: 'Entra',
  entro: 'Entró',
  se_omite: 'Se omite',
  se_rechaza: 'Se rechaza',
};
const SENAL: Readonly<Record<Linea['que'], 'bien' | 'espera' | 'mal'>> = {
  entra: 'bien',
  entro: 'bien',
  se_omite: 'espera',
  se_rechaza: 'mal',
};

function Contenido({
  paquete: { equipo, catd, momento, entregas },
  alImportar,
}: {
  readonly paquete: PaqueteRevisado;
  readonly alImportar?: () => void;
}) {
  const { proceso } = useSesion();
  const count = (...these: readonly Linea['que'][]) =>
    entregas.filter(({ que }) => these.includes(que)).length;
  const [entran, omitidas, rechazadas] = [count('entra', 'entro'), count('se_omite'), count('se_rechaza')];
  const cifras = `${alImportar === undefined ? 'Entraron' : 'Entran'} ${entran}, se omiten ${omitidas}, se rechazan ${rechazadas}.`;
  return (
    <>
      <Aviso
        clase={rechazadas > 0 ? 'advierte' : alImportar === undefined ? 'bien' : 'informa'}
        titulo={`${equipo}, del CATD ${catd}: ${formatCuantas(entregas.length, 'entrega', 'entregas')}`}
        acciones={
          alImportar === undefined || entran === 0 ? undefined : (
            <button type="button" className="boton boton-principal" onClick={alImportar}>
              Importar {formatCuantas(entran, 'entrega', 'entregas')}
            </button>
          )
        }
      >
        <p>
          Se hizo a las {formatHora(momento, proceso.huso)} según su reloj. {cifras}
        </p>
      </Aviso>
      <table className="tabla tabla-en-pila hoja">
        <thead>
          <tr>
            <th scope="col" className="cifra">
              Número
            </th>
            <th scope="col">Qué es</th>
            <th scope="col">Acta</th>
            <th scope="col">Qué pasa con ella</th>
          </tr>
        </thead>
        <tbody>
          {entregas.map(({ id, secuencia, tipo, acta, titulo, que, porque }) => (
            <tr key={id}>
              <td className="cifra">{secuencia === 0 ? '' : secuencia}</td>
              <td>{tipo === 'acopio' ? 'Sobre' : 'Imagen'}</td>
              <td>{titulo === null ? (acta ?? 'La dirá su código') : casillaDe(titulo)}</td>
              <td data-senal={SENAL[que]}>
                <b>{QUE[que]}.</b> {porque}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
