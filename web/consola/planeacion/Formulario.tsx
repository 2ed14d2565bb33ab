import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { Coleccion } from '../../../src/planeacion/colecciones.ts';
import type {
  CuerpoDeConflicto,
  FichaConHistoria,
  FichaEnPantalla,
} from '../../../src/planeacion/contrato.ts';
import type { Conflicto } from '../../../src/planeacion/mandatos.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { get, post, put } from '../api.ts';
import { nuevaLlave } from '../llave.ts';
import { useAntesDeSalir } from '../sesion.tsx';
import { type Borrador, hayBorradores, olvidarBorrador, useEdicion } from './borradores.ts';
import { Controles } from './Control.tsx';
import { type Campos, faltantes, nombreDeRuta, type ValoresDeFicha, vacios } from './campos.ts';
import { paginaDe, rutaDeFichas, useRenovar } from './consultas.ts';
import { DialogoDeConflicto } from './DialogoDeConflicto.tsx';
import { camposDe } from './descripciones.ts';
import { NOMBRES } from './palabras.ts';

type Paso =
  | { readonly tipo: 'escribiendo' }
  | { readonly tipo: 'guardando' }
  | { readonly tipo: 'guardado' }
  | { readonly tipo: 'falla'; readonly error: Refusal }
  /** `reciente`: the ficha with what the other person left */
  | {
      readonly tipo: 'conflicto';
      readonly conflictos: readonly Conflicto[];
      readonly reciente: FichaEnPantalla;
    };

/** The form of any collection, made of the description of its fields. */
export function Formulario({
  coleccion,
  ficha,
}: {
  readonly coleccion: Coleccion;
  /** null: a new one */
  readonly ficha: FichaEnPantalla | null;
}) {
  const [, navigate] = useLocation();
  const renovar = useRenovar();
  const clave = `${coleccion}/${ficha?.id ?? 'nueva'}`;
  const campos = camposDe(coleccion);
  const edicion = useEdicion(clave, () => startOf(ficha, campos));
  const [paso, setPaso] = useState<Paso>({ tipo: 'escribiendo' });
  const [faltan, setFaltan] = useState<readonly string[]>([]);
  const llave = useRef(nuevaLlave());
  const { base, valores, cambios, empezar } = edicion;
  const dirty = Object.keys(cambios).length > 0;
  // What arrives later is shown where nothing was typed; where it was, saving compares.
  const newer = ficha !== null && ficha.version > (base?.version ?? 0) ? ficha : null;
  useEffect(() => {
    if (!dirty && newer !== null) empezar(startOf(newer, {}));
  });

  useAntesDeSalir(async () =>
    hayBorradores() && !confirm('Hay cambios sin guardar. ¿Salir y perderlos?') ? 'quedarse' : 'salir',
  );

  function edit(cambio: (antes: ValoresDeFicha) => ValoresDeFicha): void {
    // What is asked is another thing: its retry must not get the answer of the one before.
    llave.current = nuevaLlave();
    setPaso((now) => (now.tipo === 'guardando' ? now : { tipo: 'escribiendo' }));
    edicion.cambiar(cambio);
  }

  async function save(sobre: FichaEnPantalla | null, nuevos: ValoresDeFicha): Promise<void> {
    setPaso({ tipo: 'guardando' });
    const opciones = { idempotencia: llave.current };
    const saved =
      sobre === null
        ? await post<FichaEnPantalla>(rutaDeFichas(coleccion), { valores: nuevos }, opciones)
        : await put<FichaEnPantalla>(
            rutaDeFichas(coleccion, sobre.id),
            { version: sobre.version, cambios: nuevos },
            opciones,
          );
    llave.current = saved.ok ? nuevaLlave() : llave.current;
    if (!saved.ok) return explain(saved.error, sobre);
    renovar();
    if (sobre === null) {
      olvidarBorrador(clave);
      return navigate(paginaDe(coleccion, saved.value.id), { replace: true });
    }
    empezar(startOf(saved.value, campos));
    setPaso({ tipo: 'guardado' });
  }

  async function explain(error: Refusal, sobre: FichaEnPantalla | null): Promise<void> {
    const { conflictos = [] } = error as Refusal & Partial<CuerpoDeConflicto>;
    if (sobre === null || conflictos.length === 0) return setPaso({ tipo: 'falla', error });
    const now = await get<FichaConHistoria>(rutaDeFichas(coleccion, sobre.id));
    if (!now.ok) return setPaso({ tipo: 'falla', error: now.error });
    if (now.value.ficha === null) return setPaso({ tipo: 'falla', error });
    setPaso({ tipo: 'conflicto', conflictos, reciente: now.value.ficha });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (paso.tipo === 'guardando') return;
    const missing = faltantes(campos, valores);
    setFaltan(missing);
    const [first] = missing;
    if (first === undefined) void save(base, base === null ? valores : cambios);
    else document.getElementById(first)?.focus();
  }

  /** What was chosen in a conflict, over what the other person left. */
  function choose(reciente: FichaEnPantalla, mios: ValoresDeFicha): void {
    llave.current = nuevaLlave();
    const merged = { ...(reciente.valores as ValoresDeFicha), ...mios };
    empezar({ base: reciente, valores: merged });
    if (Object.keys(mios).length > 0) return void save(reciente, mios);
    setPaso({ tipo: 'guardado' });
    renovar();
  }

  return (
    <form className="hoja ficha-formulario" noValidate aria-label="Datos" onSubmit={submit}>
      {edicion.deAntes && dirty && paso.tipo === 'escribiendo' ? (
        <Aviso clase="informa">Aquí está lo que había escrito y no se ha guardado.</Aviso>
      ) : null}
      <Controles campos={campos} valores={valores} alCambiar={edit} faltan={faltan} coleccion={coleccion} />
      <div className="ficha-pie">
        {faltan.length === 0 ? null : (
          <Aviso clase="falla" titulo="No se guardó: faltan datos">
            {faltan.map((ruta) => nombreDeRuta(campos, ruta)).join('; ')}.
          </Aviso>
        )}
        {paso.tipo === 'falla' ? (
          <Aviso clase="falla" titulo="No se guardó">
            <p>{paso.error.mensaje}</p>
            <p>Lo que escribió sigue aquí.</p>
          </Aviso>
        ) : null}
        {paso.tipo === 'guardado' ? <Aviso clase="bien">Guardado.</Aviso> : null}
        <div className="fila">
          <button
            type="submit"
            className="boton boton-principal"
            disabled={paso.tipo === 'guardando' || (!dirty && base !== null)}
          >
            {paso.tipo === 'guardando'
              ? 'Guardando…'
              : base === null
                ? `Agregar ${NOMBRES[coleccion].singular}`
                : 'Guardar los cambios'}
          </button>
          {dirty && base !== null ? (
            <button
              type="button"
              className="boton"
              onClick={() => {
                setFaltan([]);
                setPaso({ tipo: 'escribiendo' });
                empezar(startOf(base, campos));
              }}
            >
              Descartarlos
            </button>
          ) : null}
        </div>
      </div>
      {paso.tipo === 'conflicto' ? (
        <DialogoDeConflicto
          campos={campos}
          conflictos={paso.conflictos}
          alElegir={(descartados) =>
            choose(
              paso.reciente,
              Object.fromEntries(Object.entries(cambios).filter(([campo]) => !descartados.includes(campo))),
            )
          }
          alCerrar={() => setPaso({ tipo: 'escribiendo' })}
        />
      ) : null}
    </form>
  );
}

function startOf(ficha: FichaEnPantalla | null, campos: Campos): Borrador {
  return ficha === null
    ? { base: null, valores: vacios(campos) }
    : { base: ficha, valores: ficha.valores as ValoresDeFicha };
}
