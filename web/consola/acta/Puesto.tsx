/**
 * Where a person works with one acta: its image on one side, what is said of it on the other, and below, always in
 * sight, the keys.
 */

import { type ReactNode, type Ref, useRef, useState } from 'react';
import type { ImagenEnPantalla, Renglon, TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { type MandosDelVisor, VisorDeImagen } from '../../comun/VisorDeImagen.tsx';
import { ambitoDe, casillaDe } from './Titulo.tsx';
import { useTeclas } from './teclas.ts';
import './dialogos.css';
import './puesto.css';

export interface TeclaDePuesto {
  /** as in `useTeclas` */
  readonly tecla: string;
  /** a word or two, for the legend */
  readonly que: string;
  /** for the help, if it says more */
  readonly larga?: string;
  readonly hacer: () => void;
}

/** Keys that something else attends to: only to be shown. */
export type TeclaAjena = readonly [teclas: readonly string[], que: string, larga?: string];

const DEL_VISOR: readonly TeclaAjena[] = [
  [['+', '−'], 'acercar', 'acercar y alejar'],
  [['*'], 'ver completa o a lo ancho'],
  [['R'], 'girar'],
  [['C'], 'contraste'],
  [['N'], 'negativo'],
  [['Alt+↑ ↓ ← →'], 'mover la imagen'],
];

export function Puesto({
  titulo,
  acta,
  cifras,
  imagen,
  renglon,
  alMostrarse,
  sobreImagen,
  teclas,
  otras,
  ancho = 'campos',
  refDePanel,
  children,
  pie,
}: {
  /** name of the screen */
  readonly titulo: string;
  /** in words, where nobody knows yet which one it is */
  readonly acta: TituloDeActa | string;
  /** of the work of the person, at the end of the title; empty when there is none */
  readonly cifras: string;
  /** null while the acta has none */
  readonly imagen: ImagenEnPantalla | null;
  /** where the image must look; null where it is not known */
  readonly renglon: Renglon | null;
  /** the image is in sight */
  readonly alMostrarse?: (direccion: string) => void;
  readonly sobreImagen?: ReactNode;
  readonly teclas: readonly TeclaDePuesto[];
  readonly otras: readonly TeclaAjena[];
  /** of the panel: rows of values, or text to read */
  readonly ancho?: 'campos' | 'lectura';
  readonly refDePanel?: Ref<HTMLElement>;
  readonly children: ReactNode;
  /** buttons below the panel, always in sight */
  readonly pie: ReactNode;
}) {
  const visor = useRef<MandosDelVisor>(null);
  const [ayuda, setAyuda] = useState<'cerrada' | 'abierta'>('cerrada');
  useTeclas({
    '+': () => visor.current?.acercar(),
    '=': () => visor.current?.acercar(),
    '-': () => visor.current?.alejar(),
    '*': () => visor.current?.ajustar(),
    'Alt 0': () => visor.current?.ajustar(),
    R: () => visor.current?.girar(),
    C: () => visor.current?.contraste(),
    N: () => visor.current?.invertir(),
    'Alt ArrowUp': () => visor.current?.mover(0, -1),
    'Alt ArrowDown': () => visor.current?.mover(0, 1),
    'Alt ArrowLeft': () => visor.current?.mover(-1, 0),
    'Alt ArrowRight': () => visor.current?.mover(1, 0),
    '?': () => setAyuda('abierta'),
    ...Object.fromEntries(teclas.map(({ tecla, hacer }) => [tecla, hacer])),
  });
  const shown: readonly TeclaAjena[] = [
    ...otras,
    ...teclas.map(
      ({ tecla, que, larga }): TeclaAjena => [[NOMBRE_DE_TECLA[tecla] ?? tecla], que, larga ?? que],
    ),
  ];

  return (
    <main className="puesto" data-ancho={ancho}>
      <div className="puesto-titulo">
        <h1>{titulo}</h1>
        <p>
          {typeof acta === 'string' ? (
            acta
          ) : (
            <>
              <b>{casillaDe(acta)}</b> · {ambitoDe(acta)} <span className="gris">{acta.clave}</span>
            </>
          )}
        </p>
        {cifras === '' ? null : <p className="puesto-cifras">{cifras}</p>}
      </div>
      <div className="puesto-imagen">
        {sobreImagen}
        {imagen === null ? (
          <p className="puesto-sin-imagen">Todavía no hay imagen de esta acta.</p>
        ) : (
          <VisorDeImagen
            ref={visor}
            direccion={imagen.direccion}
            alt={typeof acta === 'string' ? 'Imagen por identificar' : `Acta de ${casillaDe(acta)}`}
            renglon={renglon}
            alMostrarse={alMostrarse}
          />
        )}
      </div>
      <section
        ref={refDePanel}
        className="puesto-panel"
        aria-label={titulo}
        // What is only read needs the focus to be scrolled with keys.
        tabIndex={ancho === 'lectura' ? 0 : -1}
      >
        {children}
      </section>
      {pie === null ? null : <div className="puesto-pie">{pie}</div>}
      <footer className="puesto-leyenda">
        {[...shown, ...DEL_VISOR.slice(0, 1)].map(([keys, que]) => (
          <LineaDeTecla key={que} teclas={keys} que={que} />
        ))}
        <button type="button" className="puesto-ayuda" onClick={() => setAyuda('abierta')}>
          <kbd>?</kbd> teclas
        </button>
      </footer>
      {ayuda === 'abierta' ? (
        <Dialogo titulo="Teclas" alCerrar={() => setAyuda('cerrada')}>
          <div className="todas-las-teclas">
            {[...shown, ...DEL_VISOR].map(([keys, que, larga]) => (
              <LineaDeTecla key={que} teclas={keys} que={larga ?? que} />
            ))}
          </div>
          <PieDeDialogo>
            <button type="button" className="boton boton-principal" onClick={() => setAyuda('cerrada')}>
              Cerrar <kbd>Esc</kbd>
            </button>
          </PieDeDialogo>
        </Dialogo>
      ) : null}
    </main>
  );
}

const NOMBRE_DE_TECLA: Readonly<Record<string, string>> = { Escape: 'Esc', Enter: 'Intro' };

function LineaDeTecla({ teclas, que }: { readonly teclas: readonly string[]; readonly que: string }) {
  return (
    <span>
      {teclas.map((tecla) => (
        <kbd key={tecla}>{tecla}</kbd>
      ))}{' '}
      {que}
    </span>
  );
}
