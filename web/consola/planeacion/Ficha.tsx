import { Link, useParams } from 'wouter';
import { formatFecha } from '../../../src/dominio/calendario.ts';
import type { Coleccion } from '../../../src/planeacion/colecciones.ts';
import type { FichaConHistoria, FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import type { ValoresDeFicha } from './campos.ts';
import { rutaDeFichas } from './consultas.ts';
import { camposDe } from './descripciones.ts';
import { Formulario } from './Formulario.tsx';
import { Hilo } from './Hilo.tsx';
import { HistoriaDeFicha } from './HistoriaDeFicha.tsx';
import { Marco } from './Marco.tsx';
import { Minuta } from './Minuta.tsx';
import { NOMBRES } from './palabras.ts';
import { Retirar } from './Retirar.tsx';
import { Situacion } from './Situacion.tsx';
import { Lectura } from './Valor.tsx';

/** One thing of a collection: to read it or to write it, with its history and what it is linked to. */
export function Ficha() {
  const { coleccion = '', id = '' } = useParams();
  return (
    <Marco>
      {!isColeccion(coleccion) ? (
        <NoHay />
      ) : id === 'nueva' ? (
        <Nueva key={coleccion} coleccion={coleccion} />
      ) : (
        <Existente key={`${coleccion}/${id}`} coleccion={coleccion} id={id} />
      )}
    </Marco>
  );
}

export function isColeccion(nombre: string): nombre is Coleccion {
  return Object.hasOwn(NOMBRES, nombre);
}

function NoHay() {
  return (
    <main className="pantalla">
      <Vacio titulo="Esta dirección no abre nada">
        <Link href="/planeacion">Ir al tablero de planeación</Link>
      </Vacio>
    </main>
  );
}

function Nueva({ coleccion }: { readonly coleccion: Coleccion }) {
  const { puede } = useSesion();
  if (!puede('planeacion:editar')) return <NoHay />;
  return (
    <main className="pantalla ficha">
      <Miga coleccion={coleccion} />
      <h1>{`Agregar ${NOMBRES[coleccion].articulo} ${NOMBRES[coleccion].singular}`}</h1>
      <Formulario coleccion={coleccion} ficha={null} />
    </main>
  );
}

function Existente({ coleccion, id }: { readonly coleccion: Coleccion; readonly id: string }) {
  const ruta = rutaDeFichas(coleccion, id);
  // What one is typing over does not change under their eyes.
  const { datos, error, recargar } = useConsulta<FichaConHistoria>(ruta, { cadaMs: 'nunca' });
  if (datos === undefined) {
    return (
      <main className="pantalla">
        <Miga coleccion={coleccion} />
        {error === undefined ? (
          <Cargando />
        ) : (
          <Falla titulo="No se pudo abrir" mensaje={error.mensaje} reintentar={recargar} />
        )}
      </main>
    );
  }
  const { ficha, historia } = datos;
  return (
    <main className={coleccion === 'sesiones' ? 'pantalla ficha ficha-ancha' : 'pantalla ficha'}>
      <Miga coleccion={coleccion} />
      {ficha === null ? (
        <Vacio titulo="Ya fue retirada">
          <p>{historia.at(-1)?.nota}</p>
        </Vacio>
      ) : (
        <Abierta ficha={ficha} />
      )}
      <div className="ficha-al-lado">
        {coleccion === 'oficios' || coleccion === 'observaciones' || coleccion === 'entregables' ? (
          <Hilo coleccion={coleccion} id={id} version={historia.length} />
        ) : null}
        <HistoriaDeFicha coleccion={coleccion} historia={historia} />
      </div>
    </main>
  );
}

function Abierta({ ficha }: { readonly ficha: FichaEnPantalla }) {
  const { puede } = useSesion();
  const { coleccion, derivado } = ficha;
  return (
    <>
      <div className="ficha-titulo">
        <h1>{derivado.titulo}</h1>
        <p>
          <Situacion cual={derivado.situacion} />{' '}
          {derivado.limite !== null && derivado.situacion !== null ? (
            <span className="gris">Plazo: {formatFecha(derivado.limite)}</span>
          ) : null}
        </p>
        {coleccion === 'sesiones' ? <Minuta id={ficha.id} /> : null}
        {puede('planeacion:editar') && coleccion !== 'ajustes' ? <Retirar ficha={ficha} /> : null}
      </div>
      {puede('planeacion:editar') ? (
        <Formulario coleccion={coleccion} ficha={ficha} />
      ) : (
        <section className="hoja ficha-leida" aria-label="Datos">
          <Lectura campos={camposDe(coleccion)} valores={ficha.valores as ValoresDeFicha} />
        </section>
      )}
    </>
  );
}

function Miga({ coleccion }: { readonly coleccion: Coleccion }) {
  return (
    <p className="miga">
      <Link href={`/planeacion/${coleccion}`}>{NOMBRES[coleccion].plural}</Link>
    </p>
  );
}
