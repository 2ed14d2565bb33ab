/** The first time: the code of the slip, and four digits to compare with whoever coordinates. */

import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { codigoDelEnlace, enrolar, leerCodigoDeTalon } from '../equipo/activacion.ts';
import type { Identidad, Servidor } from '../equipo/almacen.ts';
import { pedirPermanencia } from '../instalacion.ts';
import { despertar, useMarcha } from '../motor.ts';
import { LectorDeTalon } from './LectorDeTalon.tsx';
import { Marco } from './Marco.tsx';

/** @param enlace what is after `#` in the address: it may be the code of the slip */
export function Activacion({
  identidad,
  servidor,
  enlace,
}: {
  readonly identidad: Identidad | null;
  readonly servidor: Servidor | null;
  readonly enlace: string;
}) {
  const [pidiendo, setPidiendo] = useState(false);
  const [error, setError] = useState<Refusal | null>(null);
  const [leyendo, setLeyendo] = useState(false);
  const fromLink = useRef<string | null>(null);

  async function activar(texto: string): Promise<void> {
    setLeyendo(false);
    const codigo = leerCodigoDeTalon(texto);
    if (codigo === null) {
      setError({
        codigo: 'CODIGO_MAL_ESCRITO',
        mensaje: 'El código no está completo. Son grupos de cuatro letras y números, como en el talón.',
      });
      return;
    }
    setPidiendo(true);
    setError(null);
    const enrolled = await enrolar(codigo);
    setPidiendo(false);
    if (!enrolled.ok) return setError(enrolled.error);
    await pedirPermanencia();
    // The code stays neither in the address nor in the history.
    history.replaceState(null, '', '#/');
    despertar();
  }

  useEffect(() => {
    const code = codigoDelEnlace(enlace);
    if (code === null || fromLink.current === code || identidad?.clave != null) return;
    fromLink.current = code;
    void activar(code);
  });

  if (identidad?.clave != null) return <Espera identidad={identidad} servidor={servidor} />;
  if (leyendo)
    return <LectorDeTalon alLeer={(texto) => void activar(texto)} alCerrar={() => setLeyendo(false)} />;

  function enviar(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    void activar(String(new FormData(event.currentTarget).get('codigo') ?? ''));
  }

  return (
    <Marco proceso={null} titulo="PREP Casilla" atras={null}>
      <form className="pila" onSubmit={enviar}>
        <p>
          Active este teléfono con el código del talón que le dio su coordinación. Necesita red solo esta vez.
        </p>
        <label className="entrada">
          <span>Código del talón</span>
          <input
            name="codigo"
            className="codigo"
            defaultValue={identidad?.codigo ?? ''}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-describedby={error === null ? undefined : 'error-de-codigo'}
            aria-invalid={error !== null}
          />
          <small>Letras y números en grupos de cuatro. Mayúsculas o minúsculas da igual.</small>
        </label>
        {error === null ? null : (
          <div id="error-de-codigo">
            <Aviso clase="falla">{error.mensaje}</Aviso>
          </div>
        )}
        <button type="submit" className="boton boton-principal boton-grande" disabled={pidiendo}>
          {pidiendo ? 'Activando…' : 'Activar'}
        </button>
        <button type="button" className="boton boton-grande" onClick={() => setLeyendo(true)}>
          Leer el QR del talón
        </button>
      </form>
    </Marco>
  );
}

function Espera({
  identidad,
  servidor,
}: {
  readonly identidad: Identidad;
  readonly servidor: Servidor | null;
}) {
  const { red, falla } = useMarcha();
  const { cotejo, clave } = identidad;
  return (
    <Marco proceso={servidor?.equipo.proceso ?? null} titulo="Falta confirmar" atras={null}>
      <div className="pila">
        <p>Dígale estos cuatro números a su coordinación. Si ve los mismos, confirmará este teléfono.</p>
        {/* Read one by one: they are compared aloud. */}
        <p className="cotejo">
          <span aria-hidden="true">{cotejo}</span>
          <span className="solo-lector">{[...cotejo].join(' ')}</span>
        </p>
        <p className="gris">
          Teléfono <strong>{clave}</strong>
          {servidor === null ? '' : ` · ${servidor.equipo.centro.nombre}`}
        </p>
        {red === 'no_hay' ? (
          <Aviso clase="advierte" titulo="Sin red">
            La confirmación llega por la red. Acérquese a donde haya señal; esto sigue solo.
          </Aviso>
        ) : falla === null ? (
          <p role="status">Esperando la confirmación…</p>
        ) : (
          <Aviso clase="falla">{falla.mensaje}</Aviso>
        )}
      </div>
    </Marco>
  );
}
