import { type ReactNode, useId, useState } from 'react';
import type { Coleccion, Plazo } from '../../../src/planeacion/colecciones.ts';
import { ControlDeArchivo, ControlDeArchivos } from './ControlDeArchivos.tsx';
import {
  asList,
  asText,
  type Campo,
  type Campos,
  type Valor,
  type ValoresDeFicha,
  vacios,
} from './campos.ts';
import { useOpciones } from './consultas.ts';

/** What a control of any kind is given. `ruta` is its place in the ficha, and the id of its box. */
export interface DeControl<V = Valor> {
  readonly ruta: string;
  readonly valor: V;
  /** from what it has then, which may not be what was drawn: files take a while to arrive */
  readonly alCambiar: (cambio: (antes: Valor) => Valor) => void;
  /** places that cannot be empty and are */
  readonly faltan: readonly string[];
  readonly coleccion: Coleccion;
}

/** Of a control whose value is put whole. */
type Sencilla<T extends Campo['tipo']> = DeControl & {
  readonly campo: Extract<Campo, { readonly tipo: T }>;
  readonly poner: (valor: Valor) => void;
};

/** Every field of a form, each with its own control. */
export function Controles({
  campos,
  valores,
  desde = '',
  alCambiar,
  faltan,
  coleccion,
}: {
  readonly campos: Campos;
  readonly valores: ValoresDeFicha;
  /** place of the object that has these fields */
  readonly desde?: string;
  readonly alCambiar: (cambio: (antes: ValoresDeFicha) => ValoresDeFicha) => void;
  readonly faltan: readonly string[];
  readonly coleccion: Coleccion;
}) {
  return (
    <div className="controles">
      {Object.entries(campos).map(([clave, campo]) => (
        <div key={clave} className={campo.ancho === 'entero' ? 'campo-entero' : undefined}>
          <Control
            campo={campo}
            ruta={`${desde}${clave}`}
            valor={valores[clave]}
            alCambiar={(cambio) => alCambiar((antes) => ({ ...antes, [clave]: cambio(antes[clave]) }))}
            faltan={faltan}
            coleccion={coleccion}
          />
        </div>
      ))}
    </div>
  );
}

function Control({ campo, ...control }: DeControl & { readonly campo: Campo }): ReactNode {
  const poner = (valor: Valor) => control.alCambiar(() => valor);
  switch (campo.tipo) {
    case 'linea':
      return <Linea campo={campo} {...control} poner={poner} />;
    case 'lista':
      return <Lista campo={campo} {...control} />;
    case 'plazo':
      return <ControlDePlazo campo={campo} {...control} poner={poner} />;
    case 'archivo':
      return <ControlDeArchivo campo={campo} {...control} />;
    case 'archivos':
      return <ControlDeArchivos campo={campo} {...control} />;
    case 'referencias':
      return <Referencias campo={campo} {...control} poner={poner} />;
    default:
      return (
        <Caja campo={campo} {...control}>
          <Sencillo campo={campo} {...control} poner={poner} />
        </Caja>
      );
  }
}

/** The name of a field, its help and its fault, around its box. */
function Caja({
  campo,
  ruta,
  faltan,
  children,
}: Pick<DeControl, 'ruta' | 'faltan'> & { readonly campo: Campo; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its box is what it is given
    <label className="entrada">
      <span>
        {campo.etiqueta}
        {campo.requisito === 'obligatorio' ? <b aria-hidden="true"> *</b> : null}
      </span>
      {children}
      {faltan.includes(ruta) ? <small className="campo-falta">Falta: no puede quedar vacío</small> : null}
      {campo.ayuda === undefined ? null : <small>{campo.ayuda}</small>}
    </label>
  );
}

function Sencillo({
  campo,
  ruta,
  valor,
  poner,
  faltan,
}: Sencilla<'parrafo' | 'fecha' | 'hora' | 'entero' | 'opcion' | 'referencia' | 'renglones'>) {
  const common = {
    id: ruta,
    'aria-invalid': faltan.includes(ruta),
    'aria-required': campo.requisito === 'obligatorio',
  };
  switch (campo.tipo) {
    case 'parrafo':
      return (
        <textarea
          {...common}
          className="crece"
          rows={2}
          value={asText(valor)}
          onChange={(event) => poner(event.currentTarget.value)}
        />
      );
    case 'fecha':
      return (
        <input
          {...common}
          type="date"
          value={asText(valor)}
          onChange={(event) => poner(event.currentTarget.value || null)}
        />
      );
    case 'hora':
      return (
        <input
          {...common}
          type="time"
          value={asText(valor)}
          onChange={(event) => poner(event.currentTarget.value)}
        />
      );
    case 'entero':
      return (
        <input
          {...common}
          type="number"
          min={campo.minimo ?? 0}
          step={1}
          value={asText(valor)}
          onChange={({ currentTarget: { value } }) => poner(value === '' ? null : Number(value))}
        />
      );
    case 'opcion':
      return (
        <select
          {...common}
          value={asText(valor)}
          onChange={(event) => poner(event.currentTarget.value || null)}
        >
          {campo.vacia === undefined ? null : <option value="">{campo.vacia}</option>}
          {Object.entries(campo.opciones).map(([clave, nombre]) => (
            <option key={clave} value={clave}>
              {nombre}
            </option>
          ))}
        </select>
      );
    case 'referencia':
      return <Referencia a={campo.a} valor={asText(valor)} poner={poner} comun={common} />;
    case 'renglones':
      return <Renglones valor={asList<string>(valor)} poner={poner} comun={common} />;
  }
}

type ComunDeCaja = { readonly id: string; readonly 'aria-invalid': boolean };

function Linea({ campo, ...control }: Sencilla<'linea'>) {
  const { ruta, valor, poner, faltan } = control;
  const lista = useId();
  return (
    <Caja campo={campo} {...control}>
      <input
        id={ruta}
        type="text"
        autoComplete="off"
        list={campo.sugiere === undefined ? undefined : lista}
        aria-invalid={faltan.includes(ruta)}
        aria-required={campo.requisito === 'obligatorio'}
        value={asText(valor)}
        onChange={(event) => poner(event.currentTarget.value)}
      />
      {campo.sugiere === undefined ? null : (
        <Sugerencias
          id={lista}
          de={campo.sugiere === 'areas' ? 'areas' : control.coleccion}
          campo={campo.sugiere === 'areas' ? 'nombre' : ruta}
        />
      )}
    </Caja>
  );
}

/** What was written before in the same field, to write it the same. */
function Sugerencias({
  id,
  de,
  campo,
}: {
  readonly id: string;
  readonly de: Coleccion;
  readonly campo: string;
}) {
  const values = useOpciones(de).map(({ valores }) => asText((valores as ValoresDeFicha)[campo]));
  return (
    <datalist id={id}>
      {[...new Set(values)].map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}

function Referencia({
  a,
  valor,
  poner,
  comun,
}: {
  readonly a: Coleccion;
  readonly valor: string;
  readonly poner: (valor: Valor) => void;
  readonly comun: ComunDeCaja;
}) {
  const opciones = useOpciones(a);
  return (
    <select {...comun} value={valor} onChange={(event) => poner(event.currentTarget.value || null)}>
      <option value="">Ninguno</option>
      {valor === '' || opciones.some(({ id }) => id === valor) ? null : (
        <option value={valor}>Uno que ya no está en la lista</option>
      )}
      {opciones.map(({ id, derivado }) => (
        <option key={id} value={id}>
          {derivado.titulo}
        </option>
      ))}
    </select>
  );
}

/** The text is kept as it is typed: its lines are the value. */
function Renglones({
  valor,
  poner,
  comun,
}: {
  readonly valor: readonly string[];
  readonly poner: (valor: Valor) => void;
  readonly comun: ComunDeCaja;
}) {
  const [texto, setTexto] = useState(() => valor.join('\n'));
  const shown = linesOf(texto).join('\n') === valor.join('\n') ? texto : valor.join('\n');
  return (
    <textarea
      {...comun}
      className="crece"
      rows={3}
      value={shown}
      onChange={({ currentTarget: { value } }) => {
        setTexto(value);
        poner(linesOf(value));
      }}
    />
  );
}

function linesOf(texto: string): readonly string[] {
  return texto
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Several fichas of a collection: one is chosen to add it, and each can be taken away. */
function Referencias({ campo, ruta, valor, poner }: Sencilla<'referencias'>) {
  const opciones = useOpciones(campo.a);
  const ids = asList<string>(valor);
  return (
    <div className="entrada">
      <label className="entrada">
        <span>{campo.etiqueta}</span>
        <select id={ruta} value="" onChange={(event) => poner([...ids, event.currentTarget.value])}>
          <option value="">Agregar…</option>
          {opciones
            .filter(({ id }) => !ids.includes(id))
            .map(({ id, derivado }) => (
              <option key={id} value={id}>
                {derivado.titulo}
              </option>
            ))}
        </select>
      </label>
      {ids.length === 0 ? null : (
        <ul className="fichas-elegidas">
          {ids.map((id) => {
            const titulo = opciones.find((ficha) => ficha.id === id)?.derivado.titulo ?? '…';
            return (
              <li key={id}>
                <span>{titulo}</span>
                <button
                  type="button"
                  className="boton boton-ligero"
                  aria-label={`Quitar ${titulo}`}
                  onClick={() => poner(ids.filter((other) => other !== id))}
                >
                  Quitar
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** Things of the same kind, one below another. */
function Lista({
  campo,
  ruta,
  valor,
  alCambiar,
  faltan,
  coleccion,
}: DeControl & { readonly campo: Extract<Campo, { readonly tipo: 'lista' }> }) {
  const items = asList<ValoresDeFicha>(valor);
  const isOfLines = Object.values(campo.campos).every(({ tipo }) => tipo === 'linea');
  return (
    <fieldset className="lista-de-controles">
      <legend>{campo.etiqueta}</legend>
      {campo.ayuda === undefined ? null : <small className="gris">{campo.ayuda}</small>}
      <ol className={isOfLines ? 'en-renglones' : undefined}>
        {items.map((item, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is all that tells one from another
          <li key={i}>
            <Controles
              campos={campo.campos}
              valores={item}
              desde={`${ruta}.${i}.`}
              alCambiar={(cambio) =>
                alCambiar((antes) =>
                  asList<ValoresDeFicha>(antes).map((each, j) => (j === i ? cambio(each) : each)),
                )
              }
              faltan={faltan}
              coleccion={coleccion}
            />
            <button
              type="button"
              className="boton boton-ligero quitar"
              aria-label={`Quitar ${campo.uno} ${i + 1}`}
              onClick={() => alCambiar((antes) => asList(antes).toSpliced(i, 1))}
            >
              Quitar
            </button>
          </li>
        ))}
      </ol>
      <button
        id={ruta}
        type="button"
        className="boton"
        onClick={() => alCambiar((antes) => [...asList(antes), vacios(campo.campos)])}
      >
        Agregar {campo.uno}
      </button>
    </fieldset>
  );
}

const DE_PLAZO: Readonly<Record<Plazo['tipo'], string>> = {
  fijado: 'Un día',
  desde_jornada: 'Contado desde la elección',
  mensual: 'Cada mes',
};
const DE_CADA_PLAZO: Readonly<Record<Plazo['tipo'], Plazo>> = {
  fijado: { tipo: 'fijado', fecha: null },
  desde_jornada: { tipo: 'desde_jornada', meses: -1, dias: 0 },
  mensual: { tipo: 'mensual' },
};

function ControlDePlazo({ campo, ruta, valor, poner }: Sencilla<'plazo'>) {
  const plazo = valor as Plazo;
  return (
    <fieldset className="campo-plazo">
      <legend>{campo.etiqueta}</legend>
      <select
        id={ruta}
        className="control"
        aria-label="Cómo se cuenta el plazo"
        value={plazo.tipo}
        onChange={(event) => poner(DE_CADA_PLAZO[event.currentTarget.value as Plazo['tipo']])}
      >
        {Object.entries(DE_PLAZO).map(([tipo, nombre]) => (
          <option key={tipo} value={tipo}>
            {nombre}
          </option>
        ))}
      </select>
      {plazo.tipo === 'fijado' ? (
        <input
          type="date"
          className="control"
          aria-label="Día del plazo"
          value={plazo.fecha ?? ''}
          onChange={(event) => poner({ tipo: 'fijado', fecha: event.currentTarget.value || null })}
        />
      ) : null}
      {plazo.tipo === 'desde_jornada'
        ? (['meses', 'dias'] as const).map((parte) => (
            <label key={parte} className="entrada">
              <span>{parte === 'meses' ? 'Meses' : 'Días'}</span>
              <input
                type="number"
                step={1}
                value={plazo[parte]}
                onChange={(event) => poner({ ...plazo, [parte]: Number(event.currentTarget.value) })}
              />
              <small>Negativos, antes</small>
            </label>
          ))
        : null}
    </fieldset>
  );
}
