/** The photograph, large, with what the phone saw in it: it is repeated, or sent, or sent all the same. */

import { useEffect, useRef, useState } from 'react';
import type { ActaDelEquipo } from '../../../src/acopio/contrato-de-equipo.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import { type Refusal, unreachable } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { enOracion } from '../../comun/formato.ts';
import type { Tomada } from '../camara/mensajes.ts';
import { FRASES, type Lectura, leerCodigo, type Motivo } from '../camara/veredicto.ts';
import { guardarFoto } from '../cola/cola.ts';
import type { Servidor } from '../equipo/almacen.ts';
import { pedirPermanencia } from '../instalacion.ts';
import { despertar, pedirEnvioEnSegundoPlano } from '../motor.ts';
import { reemplazar } from '../ruta.ts';
import { useDireccion } from './useDireccion.ts';

export function Revision({
  acta,
  servidor,
  tomada,
  alRepetir,
}: {
  readonly acta: ActaDelEquipo;
  readonly servidor: Servidor;
  readonly tomada: Tomada;
  readonly alRepetir: () => void;
}) {
  const { contenido, vista } = tomada;
  const [cerca, setCerca] = useState(false);
  const [guardando, setGuardando] = useState(false);
  const [error, setError] = useState<Refusal | null>(null);
  const source = useDireccion(contenido);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const { equipo } = servidor;
  const lectura = leerCodigo(vista.codigo, equipo.proceso.nombre, acta.acta);
  const motivos = [...motivosDelCodigo(lectura, vista.motivos), ...vista.motivos];

  async function guardar(como: IdActa, seen: readonly Motivo[]): Promise<void> {
    setGuardando(true);
    const kept = await guardarFoto({
      ...{ contenido, acta: como, codigo: vista.codigo, motivos: seen, miniatura: vista.miniatura },
    });
    setGuardando(false);
    if (!kept.ok) return setError(kept.error);
    void pedirPermanencia();
    void pedirEnvioEnSegundoPlano();
    despertar();
    reemplazar({ pantalla: 'acta', acta: como });
  }

  const send = () => void guardar(acta.acta, motivos);
  return (
    <div className="revision">
      <h1 ref={heading} tabIndex={-1}>
        {motivos.length === 0 ? '¿Se lee todo?' : 'Revise la foto'}
      </h1>
      <div className={cerca ? 'revision-foto revision-foto-cerca' : 'revision-foto'}>
        {source === null ? null : (
          <button
            type="button"
            aria-label={cerca ? 'Ver completa' : 'Ver de cerca'}
            onClick={() => setCerca(!cerca)}
          >
            <img src={source} alt="La foto que acaba de tomar" />
          </button>
        )}
      </div>
      <div className="revision-abajo pila">
        {error === null ? null : <Aviso clase="falla">{error.mensaje}</Aviso>}
        {lectura.tipo === 'otra' ? (
          <DeOtraActa
            {...{ acta, guardando }}
            otra={equipo.actas.find((each) => each.acta === lectura.acta) ?? null}
            leida={lectura.acta}
            alRepetir={alRepetir}
            alEnviarComo={(como) => void guardar(como, vista.motivos)}
            alEnviar={send}
          />
        ) : motivos.length === 0 ? (
          <>
            <p>
              {enOracion(acta.titulo.eleccion.nombre)} · Sección {acta.titulo.seccion} · {acta.titulo.casilla}
              . El código coincide y la foto está bien.
            </p>
            <button
              type="button"
              className="boton boton-principal boton-grande"
              disabled={guardando}
              onClick={send}
            >
              {guardando ? 'Guardando…' : 'Enviar'}
            </button>
            <button type="button" className="boton boton-grande" onClick={alRepetir}>
              Repetir
            </button>
          </>
        ) : (
          <>
            <ul className="motivos">
              {lectura.tipo === 'otro_proceso' ? (
                <li>
                  <strong>El código es de otro proceso.</strong> Compruebe que sea el acta PREP de esta
                  elección.
                </li>
              ) : null}
              {motivos
                .filter((motivo) => motivo !== 'codigo_de_otra')
                .map((motivo) => (
                  <li key={motivo}>
                    <strong>{FRASES[motivo].titulo}.</strong> {FRASES[motivo].remedio}
                  </li>
                ))}
            </ul>
            <button type="button" className="boton boton-principal boton-grande" onClick={alRepetir}>
              Repetir la foto
            </button>
            <button type="button" className="boton boton-grande" disabled={guardando} onClick={send}>
              {guardando ? 'Guardando…' : 'Sí se lee: enviarla así'}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

/** Both claims, and nothing is sent until the person says which is right. */
function DeOtraActa({
  acta,
  otra,
  leida,
  guardando,
  alRepetir,
  alEnviarComo,
  alEnviar,
}: {
  readonly acta: ActaDelEquipo;
  /** the one of the code, when it is of this phone */
  readonly otra: ActaDelEquipo | null;
  readonly leida: IdActa;
  readonly guardando: boolean;
  readonly alRepetir: () => void;
  readonly alEnviarComo: (acta: IdActa) => void;
  readonly alEnviar: () => void;
}) {
  return (
    <>
      <Aviso clase="falla" titulo="Esta es otra acta">
        <dl className="pretensiones">
          <dt>Usted eligió</dt>
          <dd>{nombreDe(acta)}</dd>
          <dt>El código dice</dt>
          <dd>{otra === null ? `${leida}, que no es de sus casillas` : nombreDe(otra)}</dd>
        </dl>
      </Aviso>
      <button type="button" className="boton boton-principal boton-grande" onClick={alRepetir}>
        Repetir con el acta que elegí
      </button>
      {otra === null ? null : (
        <button
          type="button"
          className="boton boton-grande"
          disabled={guardando}
          onClick={() => alEnviarComo(otra.acta)}
        >
          Enviarla como {enOracion(otra.titulo.eleccion.nombre)}, {otra.titulo.casilla}
        </button>
      )}
      <button
        type="button"
        className="boton boton-ligero boton-grande"
        disabled={guardando}
        onClick={alEnviar}
      >
        El código está mal: enviarla como la que elegí
      </button>
    </>
  );
}

function motivosDelCodigo(lectura: Lectura, vistos: readonly Motivo[]): readonly Motivo[] {
  switch (lectura.tipo) {
    case 'la_elegida':
      return [];
    case 'sin_codigo':
      // What could not be opened was not looked for either.
      return vistos.includes('sin_revisar') ? [] : ['sin_codigo'];
    case 'otra':
    case 'otro_proceso':
      return ['codigo_de_otra'];
    default:
      return unreachable(lectura);
  }
}

function nombreDe({ titulo }: ActaDelEquipo): string {
  return `${enOracion(titulo.eleccion.nombre)} · Sección ${titulo.seccion} · ${titulo.casilla}`;
}
