import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { PersonaEnTablero } from '../../../src/monitoreo/contrato.ts';
import { formatCuantas, formatEntero, formatHace } from '../../comun/formato.ts';
import {
  agreementOf,
  type Criterio,
  POCAS_ACTAS,
  type Sentido,
  sortPersonas,
  speedOf,
} from './orden-de-personas.ts';

const PRESENCIA: Readonly<Record<PersonaEnTablero['presencia'], string>> = {
  presente: 'Presente',
  en_pausa: 'En pausa',
  ausente: 'Ausente',
};

interface ColumnaDePersonas {
  readonly criterio: Criterio;
  readonly titulo: string;
  /** how it is sorted the first time */
  readonly primero: Sentido;
  readonly celda: (persona: PersonaEnTablero, ahora: Date) => string;
}

const COLUMNAS: readonly ColumnaDePersonas[] = [
  { criterio: 'nombre', titulo: 'Persona', primero: 'asciende', celda: ({ nombre }) => nombre },
  {
    criterio: 'presencia',
    titulo: 'Presencia',
    primero: 'asciende',
    celda: ({ presencia }) => PRESENCIA[presencia],
  },
  {
    criterio: 'ultima',
    titulo: 'Lo último',
    primero: 'desciende',
    celda: ({ ultima }, ahora) => (ultima === null ? '' : formatHace(ultima, ahora)),
  },
  {
    criterio: 'enEstaHora',
    titulo: 'En esta hora',
    primero: 'desciende',
    celda: ({ enEstaHora }) => formatEntero(enEstaHora),
  },
  {
    criterio: 'enTotal',
    titulo: 'En total',
    primero: 'desciende',
    celda: ({ enTotal }) => formatEntero(enTotal),
  },
  { criterio: 'segundosPorActa', titulo: 'Por acta', primero: 'asciende', celda: speedOf },
  { criterio: 'acuerdo', titulo: 'Acuerdo', primero: 'desciende', celda: agreementOf },
];

const ALTO_DE_FILA = 40;

/** Who is there, how they work and how often they agreed with what was consolidated. It is not a ranking. */
export function Personas({
  personas,
  ahora,
}: {
  readonly personas: readonly PersonaEnTablero[];
  readonly ahora: Date;
}) {
  const [orden, setOrden] = useState<{ criterio: Criterio; sentido: Sentido }>({
    criterio: 'presencia',
    sentido: 'asciende',
  });
  const [texto, setTexto] = useState('');
  const buscado = useDeferredValue(texto.trim().toLocaleLowerCase('es'));
  const filas = useMemo(
    () =>
      sortPersonas(
        personas.filter(({ nombre, clave, rol }) =>
          `${nombre} ${clave} ${rol}`.toLocaleLowerCase('es').includes(buscado),
        ),
        orden.criterio,
        orden.sentido,
      ),
    [personas, buscado, orden],
  );
  const count = (presencia: PersonaEnTablero['presencia']) =>
    personas.filter((persona) => persona.presencia === presencia).length;

  return (
    <section aria-labelledby="personas" className="hoja personas-del-tablero">
      <div className="personas-cabeza">
        <h2 id="personas">Personas</h2>
        <p>
          <b>{formatCuantas(count('presente'), 'presente', 'presentes')}</b>,{' '}
          {formatEntero(count('en_pausa'))} en pausa, {formatCuantas(count('ausente'), 'ausente', 'ausentes')}
        </p>
        <label className="entrada personas-busqueda">
          <span className="solo-lector">Buscar persona</span>
          <input
            type="search"
            placeholder="Buscar por nombre, clave o función"
            value={texto}
            onChange={(event) => setTexto(event.currentTarget.value)}
          />
        </label>
      </div>
      {filas.length === 0 ? (
        <p className="gris personas-vacio">
          {personas.length === 0
            ? 'Todavía no hay personas cargadas en este centro.'
            : 'Nadie coincide con la búsqueda.'}
        </p>
      ) : (
        <Tabla
          filas={filas}
          orden={orden}
          ahora={ahora}
          alOrdenar={({ criterio, primero }) =>
            setOrden((before) => ({
              criterio,
              sentido: before.criterio === criterio ? opposite(before.sentido) : primero,
            }))
          }
        />
      )}
      <p className="gris personas-nota">
        «Acuerdo» es la parte de los campos que tecleó cada persona y quedaron como los tecleó. Depende de las
        actas que le tocaron: sirve para acercarse a ayudar, no para comparar a unas personas con otras. Con
        menos de {POCAS_ACTAS} actas no se dice. «Por acta» es la mediana de las últimas.
      </p>
    </section>
  );
}

function Tabla({
  filas,
  orden,
  ahora,
  alOrdenar,
}: {
  readonly filas: readonly PersonaEnTablero[];
  readonly orden: { readonly criterio: Criterio; readonly sentido: Sentido };
  readonly ahora: Date;
  readonly alOrdenar: (columna: ColumnaDePersonas) => void;
}) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: filas.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ALTO_DE_FILA,
    getItemKey: (i) => filas[i]?.clave ?? i,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever uses the keyboard scrolls it
    <section ref={scroller} className="personas-rollo" tabIndex={0} aria-label="Tabla de personas">
      <table className="tabla" aria-rowcount={filas.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNAS.map((columna) => {
              const sorted = columna.criterio === orden.criterio;
              return (
                <th
                  key={columna.criterio}
                  scope="col"
                  className={`persona-${columna.criterio}`}
                  aria-sort={sorted ? (orden.sentido === 'asciende' ? 'ascending' : 'descending') : 'none'}
                >
                  <button type="button" onClick={() => alOrdenar(columna)}>
                    {columna.titulo}
                    <span aria-hidden="true">
                      {sorted ? (orden.sentido === 'asciende' ? ' ▲' : ' ▼') : ''}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table cannot have the focus
            <tr aria-hidden="true" className="personas-hueco">
              <td colSpan={COLUMNAS.length} style={{ height: above }} />
            </tr>
          ) : null}
          {items.map(({ index, key }) => {
            const persona = filas[index];
            return persona === undefined ? null : (
              <tr key={key} aria-rowindex={index + 2} className={`presencia-${persona.presencia}`}>
                {COLUMNAS.map(({ criterio, celda }) => (
                  <td key={criterio} className={`persona-${criterio}`}>
                    {celda(persona, ahora)}
                    {criterio === 'nombre' ? (
                      <small className="gris">
                        {persona.clave} · {persona.rol}
                      </small>
                    ) : null}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 ? (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table cannot have the focus
            <tr aria-hidden="true" className="personas-hueco">
              <td colSpan={COLUMNAS.length} style={{ height: below }} />
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  );
}

function opposite(sentido: Sentido): Sentido {
  return sentido === 'asciende' ? 'desciende' : 'asciende';
}
