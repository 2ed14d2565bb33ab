import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { CapturaTecleada, ProblemaConLaImagen, TareaDeCaptura } from '../../../src/captura/contrato.ts';
import { type Advertencia, advertenciasDe } from '../../../src/dominio/advertencias.ts';
import type { Lectura } from '../../../src/dominio/lectura.ts';
import { type MandosDelVisor, VisorDeImagen } from '../../comun/VisorDeImagen.tsx';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { Formulario } from './Formulario.tsx';
import type { Borrador } from './guardado.ts';
import { type Orden, ordenDe } from './ordenes.ts';
import { DialogoDeProblema } from './Problema.tsx';
import { Revision } from './Revision.tsx';
import { lecturaDe, type Palabra, pendienteDe } from './texto.ts';

type Panel =
  | { readonly tipo: 'ninguno' }
  | { readonly tipo: 'faltan' }
  | { readonly tipo: 'revision'; readonly vez: number; readonly advertencias: readonly Advertencia[] };

const NINGUNO: Panel = { tipo: 'ninguno' };

/**
 * One acta: its image, its form, and every key. It is mounted anew for each acta; what was typed before, if it was
 * half done, comes in `borrador`.
 */
export function ActaEnCaptura({
  tarea,
  borrador,
  alTeclear,
  alEnviar,
  alReportar,
  alOrdenar,
}: {
  readonly tarea: TareaDeCaptura;
  readonly borrador: Borrador | null;
  /** with each change: what is typed so far, and where one is */
  readonly alTeclear: (textos: Readonly<Record<string, string>>, campo: string) => void;
  readonly alEnviar: (captura: CapturaTecleada) => void;
  readonly alReportar: (problema: ProblemaConLaImagen) => void;
  /** what is not of the acta: rest, help, notices */
  readonly alOrdenar: (orden: 'descanso' | 'teclas' | 'entendido') => void;
}) {
  const { campos, valorMaximo } = tarea;
  const first = campos.find(({ clave }) => clave === borrador?.campo) ?? campos[0];
  const [textos, setTextos] = useState<Readonly<Record<string, string>>>(borrador?.textos ?? {});
  const [enfocado, setEnfocado] = useState(first?.clave ?? '');
  const [panel, setPanel] = useState<Panel>(NINGUNO);
  const [salto, setSalto] = useState<'cerrado' | 'abierto'>('cerrado');
  const [problema, setProblema] = useState<'cerrado' | 'abierto'>('cerrado');
  const visor = useRef<MandosDelVisor>(null);
  const cajas = useRef(new Map<string, HTMLInputElement>()).current;
  const boton = useRef<HTMLButtonElement>(null);
  // Two keys may come before the screen is drawn again.
  const latest = useRef(textos);

  const goTo = useCallback(
    (clave: string) => {
      const caja = cajas.get(clave);
      caja?.focus();
      caja?.scrollIntoView({ block: 'nearest' });
    },
    [cajas],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: where one begins, once for each acta
  useEffect(() => goTo(first?.clave ?? ''), []);

  // What appears below must not hide the field where one is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the panel changes
  useEffect(() => {
    cajas.get(enfocado)?.scrollIntoView({ block: 'nearest' });
  }, [panel.tipo]);

  const change = useCallback(
    (clave: string, texto: string) => {
      latest.current = { ...latest.current, [clave]: texto };
      setTextos(latest.current);
      setPanel((now) => (now.tipo === 'revision' ? NINGUNO : now));
      alTeclear(latest.current, clave);
    },
    [alTeclear],
  );

  const pending = campos.filter(
    ({ clave }) => pendienteDe(latest.current[clave] ?? '', valorMaximo) !== null,
  );
  const index = campos.findIndex(({ clave }) => clave === enfocado);

  const step = (by: 1 | -1) => {
    const next = campos[index + by];
    if (next !== undefined) goTo(next.clave);
    else if (by === 1) boton.current?.focus();
  };
  const write = (palabra: Palabra) => {
    change(enfocado, palabra);
    step(1);
  };
  const review = () => {
    const [missing] = pending;
    if (missing !== undefined) {
      setPanel({ tipo: 'faltan' });
      goTo(missing.clave);
      return;
    }
    const claves = campos.map(({ clave }) => clave);
    const lecturas = readingsOf(claves, latest.current);
    const { alcance, limite } = tarea;
    const advertencias = advertenciasDe({ lecturas, campos: claves, alcance, limite });
    if (advertencias.length === 0) alEnviar({ lecturas, advertencias: [] });
    // Each time one asks, the panel takes the focus.
    else
      setPanel((now) => ({ tipo: 'revision', vez: now.tipo === 'revision' ? now.vez + 1 : 1, advertencias }));
  };
  const confirm = () => {
    if (panel.tipo !== 'revision') return;
    alEnviar({
      lecturas: readingsOf(
        campos.map(({ clave }) => clave),
        latest.current,
      ),
      advertencias: panel.advertencias.map(({ codigo }) => codigo),
    });
  };

  const obey = (orden: Orden) => {
    switch (orden) {
      case 'siguiente':
        return step(1);
      case 'anterior':
        return step(-1);
      case 'ilegible':
        return write('ILEGIBLE');
      case 'sin_dato':
        return write('SIN DATO');
      case 'ir':
        return setSalto('abierto');
      case 'enviar':
        return review();
      case 'acercar':
      case 'alejar':
      case 'ajustar':
      case 'girar':
      case 'contraste':
      case 'invertir':
        return visor.current?.[orden]();
      case 'arriba':
        return visor.current?.mover(0, -1);
      case 'abajo':
        return visor.current?.mover(0, 1);
      case 'izquierda':
        return visor.current?.mover(-1, 0);
      case 'derecha':
        return visor.current?.mover(1, 0);
      case 'problema':
        return setProblema('abierto');
      case 'descanso':
      case 'teclas':
      case 'entendido':
        return alOrdenar(orden);
    }
  };
  const press = (event: KeyboardEvent) => {
    const orden = ordenDe(event);
    const inField = event.target instanceof HTMLInputElement && event.target.dataset.clave !== undefined;
    if (orden === null || (!inField && isOfTheBrowser(event, orden))) return;
    // From the first field backwards one leaves the form, as in any page.
    if (event.key === 'Tab' && orden === 'anterior' && index === 0) return;
    event.preventDefault();
    obey(orden);
  };

  const titulo = `${casillaDe(tarea.titulo)}, ${ambitoDe(tarea.titulo)}`;
  const renglon = campos[index]?.renglon ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys work wherever the focus is within the acta
    <div className="acta" onKeyDown={press}>
      <VisorDeImagen
        ref={visor}
        direccion={tarea.imagen.direccion}
        alt={`Imagen del acta. ${titulo}`}
        renglon={renglon}
      />
      <div className="acta-lado">
        <Formulario
          tarea={tarea}
          textos={textos}
          enfocado={enfocado}
          faltantes={panel.tipo === 'faltan' ? pending : []}
          salto={salto}
          cajas={cajas}
          boton={boton}
          alEnfocar={setEnfocado}
          alCambiar={change}
          alIr={goTo}
          alCerrarSalto={(como) => {
            setSalto('cerrado');
            if (como === 'vuelve') goTo(enfocado);
          }}
          alEnviar={review}
        />
        {panel.tipo === 'revision' ? (
          <Revision
            key={panel.vez}
            advertencias={panel.advertencias}
            campos={campos}
            alIr={goTo}
            alConfirmar={confirm}
            alVolver={() => {
              setPanel(NINGUNO);
              goTo(enfocado);
            }}
          />
        ) : null}
      </div>
      {problema === 'abierto' ? (
        <DialogoDeProblema alEnviar={alReportar} alCerrar={() => setProblema('cerrado')} />
      ) : null}
    </div>
  );
}

/** On a button, Enter presses it and Tab and the arrows go where they always go. */
function isOfTheBrowser({ key }: KeyboardEvent, orden: Orden): boolean {
  if (orden === 'ilegible' || orden === 'sin_dato') return true;
  return (orden === 'siguiente' || orden === 'anterior') && (key === 'Enter' || key === 'Tab');
}

function readingsOf(
  claves: readonly string[],
  textos: Readonly<Record<string, string>>,
): Readonly<Record<string, Lectura>> {
  return Object.fromEntries(
    claves.flatMap((clave) => {
      const lectura = lecturaDe(textos[clave] ?? '');
      return lectura === null ? [] : [[clave, lectura]];
    }),
  );
}
