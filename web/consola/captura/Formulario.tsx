import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { TareaDeCaptura } from '../../../src/captura/contrato.ts';
import type { CampoEnPantalla } from '../../../src/proceso/en-pantalla.ts';
import { formatEntero } from '../../comun/formato.ts';
import { Renglon } from './Renglon.tsx';
import { pendienteDe } from './texto.ts';

const TITULO_DE_GRUPO: Readonly<Record<CampoEnPantalla['grupo'], string>> = {
  generales: 'Boletas y personas',
  votos: 'Votos',
  total: 'Total asentado',
};

/** The fields of an acta in one column, in printed order, and the button to send it. */
export function Formulario({
  tarea,
  textos,
  enfocado,
  faltantes,
  salto,
  cajas,
  boton,
  alEnfocar,
  alCambiar,
  alIr,
  alCerrarSalto,
  alEnviar,
}: {
  readonly tarea: TareaDeCaptura;
  readonly textos: Readonly<Record<string, string>>;
  readonly enfocado: string;
  /** empty, or beyond the largest value; only after trying to send */
  readonly faltantes: readonly CampoEnPantalla[];
  readonly salto: 'cerrado' | 'abierto';
  readonly cajas: Map<string, HTMLInputElement>;
  readonly boton: RefObject<HTMLButtonElement | null>;
  readonly alEnfocar: (clave: string) => void;
  readonly alCambiar: (clave: string, texto: string) => void;
  readonly alIr: (clave: string) => void;
  /** `vuelve`: to the field where one was */
  readonly alCerrarSalto: (como: 'vuelve' | 'deja') => void;
  readonly alEnviar: () => void;
}) {
  const { campos, alcance, valorMaximo } = tarea;
  const index = campos.findIndex(({ clave }) => clave === enfocado);
  return (
    <form
      className="formulario"
      aria-label="Datos del acta"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        alEnviar();
      }}
    >
      <div className="formulario-cabeza">
        {salto === 'abierto' ? (
          <Salto campos={campos} alIr={alIr} alCerrar={alCerrarSalto} />
        ) : (
          <>
            <p>
              {alcance === 'algunos_campos' ? (
                <b>Capture solo estos campos</b>
              ) : (
                'Si número y letra difieren, vale la letra'
              )}
            </p>
            <p className="gris">
              {index + 1} de {campos.length}
            </p>
          </>
        )}
      </div>
      <div className="formulario-campos">
        {campos.map((campo, i) => (
          <div key={campo.clave}>
            {campos[i - 1]?.grupo === campo.grupo ? null : (
              <h2 className="grupo-titulo">{TITULO_DE_GRUPO[campo.grupo]}</h2>
            )}
            <Caja
              campo={campo}
              texto={textos[campo.clave] ?? ''}
              valorMaximo={valorMaximo}
              enfoque={campo.clave === enfocado ? 'aqui' : 'no'}
              pendiente={faltantes.includes(campo) ? 'si' : 'no'}
              cajas={cajas}
              alEnfocar={alEnfocar}
              alCambiar={alCambiar}
            />
          </div>
        ))}
      </div>
      <div className="formulario-pie">
        {faltantes.length === 0 ? null : (
          <Faltan faltantes={faltantes} textos={textos} valorMaximo={valorMaximo} alIr={alIr} />
        )}
        <button ref={boton} type="submit" className="boton formulario-enviar">
          <span className="al-enfocar">
            <kbd>Intro</kbd> para enviar
          </span>
          <span className="sin-enfocar">Revisar y enviar</span>
        </button>
      </div>
    </form>
  );
}

/** A row that keeps its box at hand for the keys. */
function Caja({
  cajas,
  ...props
}: Omit<Parameters<typeof Renglon>[0], 'caja'> & { readonly cajas: Map<string, HTMLInputElement> }) {
  const { clave } = props.campo;
  const caja = useCallback(
    (element: HTMLInputElement | null) => {
      if (element === null) cajas.delete(clave);
      else cajas.set(clave, element);
    },
    [cajas, clave],
  );
  return <Renglon {...props} caja={caja} />;
}

/** `G`: the number of a field, and there. */
function Salto({
  campos,
  alIr,
  alCerrar,
}: {
  readonly campos: readonly CampoEnPantalla[];
  readonly alIr: (clave: string) => void;
  readonly alCerrar: (como: 'vuelve' | 'deja') => void;
}) {
  const [numero, setNumero] = useState('');
  const [hay, setHay] = useState<'si' | 'no'>('si');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <label className="salto">
      <span>Ir al campo n.º</span>
      <input
        ref={input}
        className="control"
        value={numero}
        inputMode="numeric"
        autoComplete="off"
        maxLength={3}
        aria-invalid={hay === 'no'}
        aria-describedby={hay === 'no' ? 'salto-falta' : undefined}
        onChange={(event) => {
          setNumero(event.target.value.replace(/\D/g, ''));
          setHay('si');
        }}
        onBlur={() => alCerrar('deja')}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') return alCerrar('vuelve');
          if (event.key !== 'Enter' && event.key !== 'Tab') return;
          event.preventDefault();
          const campo = campos.find((campo) => campo.numero === Number(numero));
          if (campo !== undefined) alIr(campo.clave);
          else setHay('no');
        }}
      />
      <span
        id="salto-falta"
        className={hay === 'no' ? 'falta' : 'gris'}
        role={hay === 'no' ? 'alert' : undefined}
      >
        {hay === 'no' ? 'No hay ese campo' : 'Intro'}
      </span>
    </label>
  );
}

function Faltan({
  faltantes,
  textos,
  valorMaximo,
  alIr,
}: {
  readonly faltantes: readonly CampoEnPantalla[];
  readonly textos: Readonly<Record<string, string>>;
  readonly valorMaximo: number;
  readonly alIr: (clave: string) => void;
}) {
  const over = faltantes.filter(({ clave }) => pendienteDe(textos[clave] ?? '', valorMaximo) === 'excede');
  const empty = faltantes.length - over.length;
  return (
    <div className="faltan" role="alert">
      <p>
        {empty === 0 ? null : (
          <>
            <b>{empty === 1 ? 'Falta 1 campo.' : `Faltan ${empty} campos.`}</b>{' '}
            <span className="faltan-ayuda">
              Escriba lo que dice el acta, o <kbd>I</kbd> ilegible, <kbd>S</kbd> sin dato.
            </span>{' '}
          </>
        )}
        {over.length === 0 ? null : <b>El máximo es {formatEntero(valorMaximo)}.</b>}
      </p>
      <ul>
        {faltantes.map(({ clave, numero, etiqueta }) => (
          <li key={clave}>
            <button type="button" onClick={() => alIr(clave)}>
              {numero} {etiqueta}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
