import { Link, useSearchParams } from 'wouter';
import type { Busqueda } from '../../../src/planeacion/contrato.ts';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { useTextoDemorado } from '../acta/useTextoDemorado.ts';
import { useConsulta } from '../consulta.ts';
import { paginaDe, RAIZ } from './consultas.ts';
import { Marco } from './Marco.tsx';
import { NOMBRES } from './palabras.ts';

const MAXIMO = 100;

/** Words across everything that planeación keeps. They go in the address. */
export function Buscar() {
  const [params, setParams] = useSearchParams();
  const pregunta = params.get('q') ?? '';
  const [texto, setTexto] = useTextoDemorado(pregunta, (q) =>
    setParams(q === '' ? {} : { q }, { replace: true }),
  );
  return (
    <Marco>
      <main className="pantalla pila buscar">
        <h1>Buscar en todo</h1>
        <search>
          <label className="entrada">
            <span>Palabras, un folio, un nombre</span>
            <input
              type="search"
              // biome-ignore lint/a11y/noAutofocus: searching is what one comes to this screen for
              autoFocus
              autoComplete="off"
              maxLength={200}
              value={texto}
              onChange={(event) => setTexto(event.currentTarget.value)}
            />
          </label>
        </search>
        {pregunta.trim() === '' ? (
          <p className="gris">
            Busca en actividades, oficios, sesiones, acuerdos y todo lo demás, con o sin acentos.
          </p>
        ) : (
          <Resultados pregunta={pregunta} />
        )}
      </main>
    </Marco>
  );
}

function Resultados({ pregunta }: { readonly pregunta: string }) {
  const { datos, error, recargar } = useConsulta<Busqueda>(
    `${RAIZ}/busqueda?q=${encodeURIComponent(pregunta)}`,
  );
  if (datos === undefined) {
    return error === undefined ? (
      <Cargando que="Buscando…" />
    ) : (
      <Falla titulo="No se pudo buscar" mensaje={error.mensaje} reintentar={recargar} />
    );
  }
  const { resultados } = datos;
  if (resultados.length === 0) {
    return (
      <Vacio titulo="Nada coincide">
        <p>Se buscan todas las palabras juntas: quite alguna.</p>
      </Vacio>
    );
  }
  return (
    <section className="hoja seccion" aria-label="Resultados">
      <p role="status" className="gris">
        {resultados.length === MAXIMO
          ? `Los primeros ${MAXIMO} resultados`
          : formatCuantas(resultados.length, 'resultado', 'resultados')}
      </p>
      <ul className="pendientes">
        {resultados.map(({ coleccion, id, titulo, extracto }) => (
          <li key={`${coleccion}/${id}`}>
            <Link href={paginaDe(coleccion, id)}>{titulo}</Link>
            <p className="gris">
              {NOMBRES[coleccion].singular} · …{extracto}…
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
