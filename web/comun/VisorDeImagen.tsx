import {
  type PointerEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { Renglon } from '../../src/proceso/en-pantalla.ts';
import { medidaPrecargada } from './precarga.ts';
import './visor-de-imagen.css';
import {
  acercar,
  contener,
  type Giro,
  girar,
  type Medida,
  type Medidas,
  mover,
  siguienteGiro,
  transformDe,
  type Vista,
  verAncho,
  verRenglon,
  verTodo,
} from './visor.ts';

/** What the keys of a screen do with the image. */
export interface MandosDelVisor {
  acercar(): void;
  alejar(): void;
  /** the whole image; again, as wide as the window */
  ajustar(): void;
  girar(): void;
  contraste(): void;
  invertir(): void;
  /** towards where one wants to look; each is -1, 0 or 1 */
  mover(dx: number, dy: number): void;
}

/** `renglon`: the row of the focused field, or the whole width where no row is known. */
type Modo = 'renglon' | 'ancho' | 'todo' | 'manual';

interface Estado {
  readonly modo: Modo;
  readonly giro: Giro;
  /** what the person chose; counts only in `manual` */
  readonly vista: Vista | null;
  readonly contraste: 'normal' | 'alto';
  readonly colores: 'normales' | 'invertidos';
}

const INICIAL: Estado = {
  modo: 'renglon',
  giro: 0,
  vista: null,
  contraste: 'normal',
  colores: 'normales',
};
const PASO = 1.25;
/** of the window, by key */
const TRAMO = 0.2;
const REINTENTO_MS = 5_000;

/**
 * The image of an acta in a window: closer, turned, with more contrast or inverted, dragged or moved with keys. When
 * the row of the focused field is known it goes to it, in one move, and frames it; what the person chose by hand
 * stays until the next row.
 *
 * @param alt what it is an image of, for whoever does not see it.
 * @param alMostrarse the image is in sight, whole: only then can somebody say what it says.
 */
export function VisorDeImagen({
  ref,
  direccion,
  alt,
  renglon,
  alMostrarse,
}: {
  readonly ref?: Ref<MandosDelVisor>;
  readonly direccion: string;
  readonly alt: string;
  readonly renglon: Renglon | null;
  readonly alMostrarse?: ((direccion: string) => void) | undefined;
}) {
  const [imagen, setImagen] = useState<{ readonly direccion: string; readonly medida: Medida } | null>(null);
  const [falla, setFalla] = useState<{ readonly direccion: string; readonly veces: number } | null>(null);
  const [ventana, setVentana] = useState<Medida | null>(null);
  const [estado, setEstado] = useState(INICIAL);
  const [de, setDe] = useState({ direccion, renglon });
  const element = useRef<HTMLDivElement>(null);

  // Another image starts anew; another row takes the view back from the hand.
  if (de.direccion !== direccion || de.renglon !== renglon) {
    setDe({ direccion, renglon });
    if (de.direccion !== direccion) setEstado(INICIAL);
    else if (renglon !== null) setEstado({ ...estado, modo: 'renglon' });
  }

  const medida = imagen?.direccion === direccion ? imagen.medida : medidaPrecargada(direccion);
  const medidas = medida === null || ventana === null ? null : { imagen: medida, ventana };
  const vista = medidas === null ? null : vistaDe(medidas, estado, renglon);

  const byHand = useCallback(
    (change: (medidas: Medidas, vista: Vista) => Vista) => {
      if (medidas === null) return;
      setEstado((now) => {
        const next = change(medidas, vistaDe(medidas, now, renglon));
        return { ...now, modo: 'manual', vista: next, giro: next.giro };
      });
    },
    [medidas, renglon],
  );
  const mandos: MandosDelVisor = {
    acercar: () => byHand((medidas, now) => acercar(medidas, now, PASO)),
    alejar: () => byHand((medidas, now) => acercar(medidas, now, 1 / PASO)),
    ajustar: () => setEstado((now) => ({ ...now, modo: now.modo === 'todo' ? 'ancho' : 'todo' })),
    girar: () =>
      setEstado((now) =>
        now.modo === 'manual' && now.vista !== null && medidas !== null
          ? { ...now, vista: girar(medidas, now.vista), giro: siguienteGiro(now.giro) }
          : { ...now, giro: siguienteGiro(now.giro) },
      ),
    contraste: () =>
      setEstado((now) => ({ ...now, contraste: now.contraste === 'alto' ? 'normal' : 'alto' })),
    invertir: () =>
      setEstado((now) => ({ ...now, colores: now.colores === 'normales' ? 'invertidos' : 'normales' })),
    mover: (dx, dy) =>
      byHand((medidas, now) =>
        mover(medidas, now, -dx * medidas.ventana.ancho * TRAMO, -dy * medidas.ventana.alto * TRAMO),
      ),
  };
  useImperativeHandle(ref, () => mandos);

  useEffect(() => {
    const window = element.current;
    if (window === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.contentRect;
      if (box !== undefined && box.width > 0 && box.height > 0) {
        setVentana({ ancho: box.width, alto: box.height });
      }
    });
    observer.observe(window);
    return () => observer.disconnect();
  }, []);

  // React listens to the wheel passively: the page would scroll too.
  useEffect(() => {
    const window = element.current;
    if (window === null) return;
    const roll = (event: WheelEvent) => {
      event.preventDefault();
      if (!event.ctrlKey) return byHand((medidas, now) => mover(medidas, now, -event.deltaX, -event.deltaY));
      const { left, top, width, height } = window.getBoundingClientRect();
      const punto = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
      byHand((medidas, now) => acercar(medidas, now, event.deltaY < 0 ? PASO : 1 / PASO, punto));
    };
    window.addEventListener('wheel', roll, { passive: false });
    return () => window.removeEventListener('wheel', roll);
  }, [byHand]);

  const failed = falla?.direccion === direccion && imagen?.direccion !== direccion;
  const veces = falla?.direccion === direccion ? falla.veces : 0;
  const [intento, setIntento] = useState(0);
  useEffect(() => {
    if (!failed) return;
    // The number of failures is a dependency so that each one is tried again.
    const timer = setTimeout(() => setIntento((now) => Math.max(now + 1, veces)), REINTENTO_MS);
    return () => clearTimeout(timer);
  }, [failed, veces]);

  return (
    <div className="visor">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys and the buttons below do the same */}
      <div
        ref={element}
        className="visor-ventana"
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event: PointerEvent) => {
          if (event.buttons !== 1) return;
          byHand((medidas, now) => mover(medidas, now, event.movementX, event.movementY));
        }}
      >
        <div
          className={`visor-papel contraste-${estado.contraste} colores-${estado.colores}`}
          style={medidas === null || vista === null ? undefined : { transform: transformDe(medidas, vista) }}
          hidden={failed}
        >
          <img
            key={`${direccion} ${intento}`}
            src={direccion}
            alt={alt}
            draggable={false}
            onLoad={({ currentTarget: { naturalWidth: ancho, naturalHeight: alto } }) => {
              setImagen({ direccion, medida: { ancho, alto } });
              alMostrarse?.(direccion);
            }}
            onError={() => setFalla({ direccion, veces: veces + 1 })}
          />
          {renglon === null || vista === null ? null : <Marco renglon={renglon} escala={vista.escala} />}
        </div>
        {medidas === null && !failed ? (
          <p className="visor-mensaje" role="status">
            Cargando la imagen…
          </p>
        ) : null}
        {failed ? (
          <p className="visor-mensaje" role="alert">
            La imagen no llegó. Se pide otra vez cada 5 segundos.
          </p>
        ) : null}
      </div>
      <Botones mandos={mandos} estado={estado} />
    </div>
  );
}

function vistaDe(medidas: Medidas, { modo, giro, vista }: Estado, renglon: Renglon | null): Vista {
  switch (modo) {
    case 'renglon':
      return renglon === null ? verAncho(medidas, giro) : verRenglon(medidas, giro, renglon);
    case 'ancho':
      return verAncho(medidas, giro);
    case 'todo':
      return verTodo(medidas, giro);
    case 'manual':
      return vista === null ? verAncho(medidas, giro) : contener(medidas, vista);
  }
}

function Marco({ renglon: { x, y, ancho, alto }, escala }: { renglon: Renglon; escala: number }) {
  return (
    <span
      className="visor-marco"
      style={{
        left: `${x * 100}%`,
        top: `${y * 100}%`,
        width: `${ancho * 100}%`,
        height: `${alto * 100}%`,
        // As thick on the screen at any scale.
        outlineWidth: `${3 / escala}px`,
      }}
    />
  );
}

/** The same that the keys do, for whoever has a pointer and cannot drag. */
function Botones({ mandos, estado }: { readonly mandos: MandosDelVisor; readonly estado: Estado }) {
  const buttons: readonly (readonly [
    nombre: string,
    trazo: string,
    hacer: () => void,
    puesto?: 'puesto' | 'quitado',
  ])[] = [
    ['Acercar', 'M8 2v12M2 8h12', mandos.acercar],
    ['Alejar', 'M2 8h12', mandos.alejar],
    ['Ver completa o a lo ancho', 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', mandos.ajustar],
    ['Girar a la derecha', 'M13 8a5 5 0 1 1-1.5-3.6M13 1.5v3.4H9.6', mandos.girar],
    [
      'Más contraste',
      'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 2v12M10 4v8M12 6v4',
      mandos.contraste,
      estado.contraste === 'alto' ? 'puesto' : 'quitado',
    ],
    [
      'Invertir colores',
      'M2 2h12v12H2zM2 14L14 2M6 14h8V6',
      mandos.invertir,
      estado.colores === 'invertidos' ? 'puesto' : 'quitado',
    ],
    ['Ver más a la izquierda', 'M10 3L5 8l5 5', () => mandos.mover(-1, 0)],
    ['Ver más arriba', 'M3 10l5-5l5 5', () => mandos.mover(0, -1)],
    ['Ver más abajo', 'M3 6l5 5l5-5', () => mandos.mover(0, 1)],
    ['Ver más a la derecha', 'M6 3l5 5l-5 5', () => mandos.mover(1, 0)],
  ];
  return (
    <div className="visor-botones" role="toolbar" aria-label="Imagen" aria-orientation="horizontal">
      {buttons.map(([nombre, trazo, hacer, puesto]) => (
        <button
          key={nombre}
          type="button"
          aria-label={nombre}
          title={nombre}
          aria-pressed={puesto === undefined ? undefined : puesto === 'puesto'}
          // Nobody loses the field in which they were typing.
          onMouseDown={(event) => event.preventDefault()}
          onClick={hacer}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={trazo} />
          </svg>
        </button>
      ))}
    </div>
  );
}
