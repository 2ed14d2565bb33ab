import { useEffect, useState } from 'react';
import type { ActaEnEstacion, EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { Cargando, Falla, Vacio } from '../comun/estados.tsx';
import { enOracion, formatCuantas } from '../comun/formato.ts';
import { SITUACION } from './palabras.ts';
import { get } from './pedir.ts';

const FILTROS = [
  ['todas', 'Todas', () => true],
  ['sin_sobre', 'Falta el sobre', ({ sobre }: ActaEnEstacion) => sobre === 'no'],
  [
    'sin_imagen',
    'Falta la imagen',
    ({ imagen, situacion }: ActaEnEstacion) => imagen === 'no' && situacion !== 'sin_acta',
  ],
  ['rescanear', 'Digitalizar otra vez', ({ rescanear }: ActaEnEstacion) => rescanear !== null],
  ['por_enviar', 'Por enviar', ({ sobre, imagen }: ActaEnEstacion) => sobre === 'aqui' || imagen === 'aqui'],
] as const;
type Filtro = (typeof FILTROS)[number][0];

/** Every acta that the CATD expects, also without network: as the server said last, and what was done here since. */
export function Actas({ estado }: { readonly estado: EstadoDeEstacion }) {
  const [actas, setActas] = useState<readonly ActaEnEstacion[] | null>(null);
  const [problema, setProblema] = useState<string | null>(null);
  const [filtro, setFiltro] = useState<Filtro>('todas');
  const [texto, setTexto] = useState('');
  const { sobres, conImagen, registradas, enServidor } = estado.cuenta;
  const marca = `${sobres} ${conImagen} ${registradas} ${enServidor} ${estado.pendientes.length}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again each time that the counts change
  useEffect(() => {
    let state: 'montada' | 'desmontada' = 'montada';
    void get<{ actas: readonly ActaEnEstacion[] }>('/api/actas').then((asked) => {
      if (state === 'desmontada') return;
      setProblema(asked.ok ? null : asked.error.mensaje);
      if (asked.ok) setActas(asked.value.actas);
    });
    return () => {
      state = 'desmontada';
    };
  }, [marca]);

  if (problema !== null) return <Falla titulo="No se pudo ver la lista" mensaje={problema} />;
  if (actas === null) return <Cargando />;
  if (actas.length === 0) {
    return (
      <Vacio titulo="Todavía no hay lista de actas">
        <p>Se recibe del servidor la primera vez que hay red, y desde entonces se conserva aquí.</p>
      </Vacio>
    );
  }
  const passes = FILTROS.find(([clave]) => clave === filtro)?.[2] ?? (() => true);
  const wanted = texto.trim().toLowerCase();
  const shown = actas.filter((acta) => passes(acta) && textOf(acta).includes(wanted));
  return (
    <div className="actas">
      <div className="actas-filtros">
        <label className="entrada actas-busqueda">
          <span className="solo-lector">Buscar</span>
          <input
            type="search"
            value={texto}
            placeholder="Sección, casilla o clave"
            onChange={({ target }) => setTexto(target.value)}
          />
        </label>
        <fieldset className="fila">
          <legend className="solo-lector">Mostrar</legend>
          {FILTROS.map(([clave, nombre, which]) => (
            <label key={clave} className="actas-filtro">
              <input
                type="radio"
                name="filtro"
                checked={clave === filtro}
                onChange={() => setFiltro(clave)}
              />{' '}
              {nombre} <span className="gris">{actas.filter(which).length}</span>
            </label>
          ))}
        </fieldset>
        <p className="gris" role="status">
          {formatCuantas(shown.length, 'acta', 'actas')}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to with the keyboard too */}
      <section className="actas-tabla" tabIndex={0} aria-label="Actas">
        <table className="tabla">
          <thead>
            <tr>
              <th scope="col">Sección y casilla</th>
              <th scope="col">Elección</th>
              <th scope="col">Clave</th>
              <th scope="col">Sobre</th>
              <th scope="col">Imagen</th>
              <th scope="col">Situación</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((acta) => (
              <Fila key={acta.acta} acta={acta} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 ? <Vacio titulo="Ninguna acta cumple con eso" /> : null}
      </section>
    </div>
  );
}

const SOBRE = { no: '—', aqui: 'Aquí, por enviar', registrado: 'Registrado' } as const;
const IMAGEN = { no: '—', aqui: 'Aquí, en camino', registrada: 'Registrada' } as const;

function Fila({ acta: { titulo, sobre, imagen, situacion, rescanear } }: { readonly acta: ActaEnEstacion }) {
  return (
    <tr>
      <th scope="row" className="actas-casilla">
        {titulo.seccion} {titulo.casilla}
      </th>
      <td>{enOracion(titulo.eleccion.nombre)}</td>
      <td className="gris">{titulo.clave}</td>
      <td>{SOBRE[sobre]}</td>
      <td>{IMAGEN[imagen]}</td>
      <td>
        {SITUACION[situacion]}
        {rescanear === null ? null : <p className="actas-rescanear">Digitalizar otra vez: {rescanear}</p>}
      </td>
    </tr>
  );
}

function textOf({ titulo, acta }: ActaEnEstacion): string {
  return `${titulo.seccion} ${titulo.casilla} ${titulo.clave} ${titulo.eleccion.nombre} ${acta}`.toLowerCase();
}
