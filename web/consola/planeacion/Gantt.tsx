import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ManejoDeTabla } from '../../comun/TablaVirtual.tsx';
import { formatPeriodo } from './fechas.ts';
import {
  type Actividad,
  barraDe,
  createEscala,
  type Escala,
  flechasDe,
  marcasDe,
  type Periodo,
  xDe,
} from './gantt.ts';
import { ESTADO_DE_ACTIVIDAD, NOMBRE_DE_SITUACION } from './palabras.ts';
import './gantt.css';

const ALTO = 34;
const ALTO_DE_TITULOS = 44;
/** Of what the chart needs to say something; narrower, it is scrolled. */
const ANCHO_MINIMO = 420;

/**
 * The plan as bars over time, with what waits for what and the day it is. It is a grid: arrows move the row in hand,
 * Enter opens it, and each row says in words what its bar shows. Only the rows in sight are drawn.
 */
export function Gantt({
  manejo,
  periodo,
  hoy,
}: {
  readonly manejo: ManejoDeTabla<Actividad>;
  readonly periodo: Periodo;
  readonly hoy: string;
}) {
  const { id, filas, indice, activa, alCambiar, alAbrir, alTeclear } = manejo;
  const scroller = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLDivElement>(null);
  const width = useAnchoLibre(scroller, names);
  const escala = createEscala(periodo, Math.max(ANCHO_MINIMO, width));
  const virtual = useVirtualizer({
    count: filas.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ALTO,
    overscan: 8,
    scrollMargin: ALTO_DE_TITULOS,
    scrollPaddingStart: ALTO_DE_TITULOS,
  });
  useEffect(() => {
    if (indice >= 0) virtual.scrollToIndex(indice, { align: 'auto' });
  }, [indice, virtual]);
  const items = virtual.getVirtualItems();
  const seen = { desde: items[0]?.index ?? 0, hasta: items.at(-1)?.index ?? 0 };
  const height = filas.length * ALTO;

  return (
    // biome-ignore lint/a11y/useSemanticElements: most rows are not drawn, and a table cannot say how many there are
    <div
      ref={scroller}
      className="gantt"
      role="grid"
      aria-label="Gantt de actividades"
      aria-rowcount={filas.length + 1}
      aria-activedescendant={activa}
      id={id}
      tabIndex={0}
      onKeyDown={(event) => alTeclear(event, 'tabla')}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid */}
      <div role="row" aria-rowindex={1} className="gantt-titulos">
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid */}
        <div ref={names} role="columnheader" className="gantt-nombre">
          Actividad
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid */}
        <div role="columnheader" className="gantt-tiempo" style={{ width: escala.ancho }}>
          <span className="solo-lector">Cuándo, {formatPeriodo(periodo.desde, periodo.hasta)}</span>
          <Tiempo escala={escala} hoy={hoy} />
        </div>
      </div>
      <div role="presentation" className="gantt-cuerpo" style={{ height }}>
        {items.map(({ index, start }) => {
          const fila = filas[index];
          if (fila === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see above
            // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the grid
            <div
              key={fila.id}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === indice}
              className="gantt-fila"
              style={{ height: ALTO, top: start - ALTO_DE_TITULOS }}
              onClick={() => {
                alCambiar(fila.id);
                alAbrir(fila);
              }}
            >
              {/* biome-ignore lint/a11y/useSemanticElements: see above */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid */}
              <span role="gridcell" className="gantt-nombre" title={fila.derivado.titulo}>
                <b>{fila.valores.numero}</b> {fila.valores.descripcion}
              </span>
              {/* biome-ignore lint/a11y/useSemanticElements: see above */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the focus is in the grid */}
              <span role="gridcell" className="solo-lector">
                {said(fila, filas)}
              </span>
            </div>
          );
        })}
        <svg
          aria-hidden="true"
          className="gantt-barras"
          width={escala.ancho}
          height={height}
          viewBox={`0 0 ${escala.ancho} ${height}`}
        >
          <defs>
            <pattern id="gantt-rayado" width="6" height="6" patternUnits="userSpaceOnUse">
              <path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" className="gantt-raya" />
            </pattern>
            <marker
              id="gantt-punta"
              viewBox="0 0 6 6"
              refX="5"
              refY="3"
              markerWidth="6"
              markerHeight="6"
              orient="auto"
            >
              <path d="M0 0L6 3L0 6z" className="gantt-punta" />
            </marker>
          </defs>
          {marcasDe(escala).map(({ x, clase }) => (
            <line key={`${clase} ${x}`} x1={x} x2={x} y1={0} y2={height} className={`gantt-linea-${clase}`} />
          ))}
          {filas.slice(seen.desde, seen.hasta + 1).map((fila, i) => (
            <BarraDeActividad key={fila.id} fila={fila} escala={escala} y={(seen.desde + i) * ALTO} />
          ))}
          {flechasDe(escala, filas, ALTO, seen).map(({ clave, trazo }) => (
            <path key={clave} d={trazo} className="gantt-flecha" markerEnd="url(#gantt-punta)" />
          ))}
          <Hoy escala={escala} hoy={hoy} alto={height} />
        </svg>
      </div>
    </div>
  );
}

function BarraDeActividad({
  fila,
  escala,
  y,
}: {
  readonly fila: Actividad;
  readonly escala: Escala;
  readonly y: number;
}) {
  const { x, ancho } = barraDe(escala, fila);
  const { situacion } = fila.derivado;
  const clase =
    situacion === 'atrasada' || situacion === 'cancelada' ? situacion : (fila.valores.estado ?? 'nada');
  const box = { x, y: y + 8, width: ancho, height: ALTO - 16, rx: 3 };
  return (
    <g className={`gantt-barra gantt-${clase}`}>
      <rect {...box} />
      {clase === 'atrasada' ? <rect {...box} className="gantt-rayado" /> : null}
    </g>
  );
}

function Tiempo({ escala, hoy }: { readonly escala: Escala; readonly hoy: string }) {
  const isIn = hoy >= escala.desde && hoy <= escala.hasta;
  const x = xDe(escala, hoy) + escala.pixelesPorDia / 2;
  return (
    <svg aria-hidden="true" width={escala.ancho} height={ALTO_DE_TITULOS}>
      {marcasDe(escala).map(({ x: at, texto, clase }) => (
        <text
          key={`${clase} ${at}`}
          x={at + 4}
          y={clase === 'mes' ? 15 : 37}
          className={`gantt-rotulo-${clase}`}
        >
          {texto}
        </text>
      ))}
      {isIn ? (
        <g className="gantt-hoy">
          <path d={`M${x - 5} ${ALTO_DE_TITULOS - 8}h10l-5 8z`} />
        </g>
      ) : null}
    </svg>
  );
}

function Hoy({
  escala,
  hoy,
  alto,
}: {
  readonly escala: Escala;
  readonly hoy: string;
  readonly alto: number;
}) {
  if (hoy < escala.desde || hoy > escala.hasta) return null;
  const x = xDe(escala, hoy) + escala.pixelesPorDia / 2;
  return <line x1={x} x2={x} y1={0} y2={alto} className="gantt-linea-de-hoy" />;
}

/** What the bar shows, in words. */
function said({ valores, derivado }: Actividad, filas: readonly Actividad[]): string {
  const { inicio, termino, estado, area, dependencias } = valores;
  const waited = filas.filter(({ id }) => dependencias.includes(id)).map((each) => each.valores.numero);
  return [
    formatPeriodo(inicio, termino),
    estado === null ? 'sin estado' : ESTADO_DE_ACTIVIDAD[estado].toLowerCase(),
    ...(derivado.situacion === null ? [] : [NOMBRE_DE_SITUACION[derivado.situacion].toLowerCase()]),
    ...(area === '' ? [] : [area]),
    ...(waited.length === 0 ? [] : [`después de ${waited.join(', ')}`]),
  ].join('; ');
}

/** Pixels of the box that are not of the names. */
function useAnchoLibre(box: RefObject<HTMLElement | null>, names: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setWidth(element.clientWidth - (names.current?.offsetWidth ?? 0));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, names]);
  return width;
}
