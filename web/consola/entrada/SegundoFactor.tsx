import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { SegundoFactorPorConfirmar, Sesion } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { get, post } from '../api.ts';
import { useEstadoDeSesion, useSesion } from '../sesion.tsx';
import './entrada.css';

/** What the confirmation gives, once. */
interface CodigosDeRecuperacion {
  readonly codigos: readonly string[];
}

/**
 * Sets the second factor: the QR (or the secret, typed) in the application of the person's phone, its first code,
 * and the recovery codes, shown once.
 *
 * @param obligatorio the role needs it: nothing else can be done until it is set.
 */
export function SegundoFactor({ obligatorio }: { readonly obligatorio: 'si' | 'no' }) {
  const { sesion } = useSesion();
  const [codigos, setCodigos] = useState<readonly string[] | null>(null);
  return (
    <main className="portada">
      <div className="hoja portada-hoja portada-ancha pila">
        <h1>Segundo factor</h1>
        {codigos !== null ? (
          <Recuperacion codigos={codigos} />
        ) : sesion.segundoFactor === 'listo' ? (
          <>
            <p>Su segundo factor está activo. Si perdió el teléfono, acuda a la coordinación de su centro.</p>
            <Link href="/">Volver al trabajo</Link>
          </>
        ) : (
          <>
            <p>
              Además de su contraseña, un código que cambia cada 30 segundos en una aplicación de su teléfono
              (Aegis, FreeOTP, Google Authenticator u otra).
              {obligatorio === 'si' ? ' Su función lo requiere para seguir.' : ''}
            </p>
            <Enrolamiento alTerminar={setCodigos} />
          </>
        )}
      </div>
    </main>
  );
}

function Enrolamiento({ alTerminar }: { readonly alTerminar: (codigos: readonly string[]) => void }) {
  const [inicio, setInicio] = useState<SegundoFactorPorConfirmar | null>(null);
  const [fallaInicio, setFallaInicio] = useState<Refusal | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const [enviando, setEnviando] = useState<'no' | 'si'>('no');
  const campo = useRef<HTMLInputElement>(null);
  const begun = useRef(false);

  const begin = async () => {
    const answer = await post<SegundoFactorPorConfirmar>('/api/segundo-factor');
    setFallaInicio(answer.ok ? null : answer.error);
    if (answer.ok) setInicio(answer.value);
  };
  // Beginning twice would leave the QR on the screen with a secret that no longer serves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void begin();
  }, []);
  useEffect(() => {
    if (inicio !== null) campo.current?.focus();
  }, [inicio]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const codigo = String(new FormData(event.currentTarget).get('codigo') ?? '').replace(/\s/g, '');
    setEnviando('si');
    const answer = await post<CodigosDeRecuperacion>('/api/segundo-factor/confirmacion', { codigo });
    setEnviando('no');
    if (answer.ok) return alTerminar(answer.value.codigos);
    setError(answer.error);
    campo.current?.select();
  };

  if (fallaInicio !== null) {
    return (
      <Falla titulo="No se pudo comenzar" mensaje={fallaInicio.mensaje} reintentar={() => void begin()} />
    );
  }
  if (inicio === null) return <Cargando />;
  return (
    <ol className="pasos">
      <li>
        <p>Lea este código con la aplicación.</p>
        <img
          className="qr"
          src={`data:image/svg+xml,${encodeURIComponent(inicio.qr)}`}
          alt="Código QR del segundo factor; abajo está el mismo secreto para teclearlo"
        />
      </li>
      <li>
        <p>Si no puede leerlo, teclee este secreto en la aplicación:</p>
        <p className="secreto">{inicio.secreto.match(/.{1,4}/g)?.join(' ')}</p>
      </li>
      <li>
        <form className="pila" onSubmit={(event) => void submit(event)} noValidate>
          <label className="entrada">
            <span>Escriba los seis dígitos que muestra</span>
            <input
              ref={campo}
              name="codigo"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              aria-invalid={error !== null}
              required
            />
          </label>
          {error === null ? null : (
            <Aviso clase="falla" titulo="No coincide">
              <p>{error.mensaje}</p>
            </Aviso>
          )}
          <button type="submit" className="boton boton-principal" disabled={enviando === 'si'}>
            Confirmar
          </button>
        </form>
      </li>
    </ol>
  );
}

function Recuperacion({ codigos }: { readonly codigos: readonly string[] }) {
  const { entrar } = useEstadoDeSesion();
  const [guardados, setGuardados] = useState<'no' | 'si'>('no');
  const [error, setError] = useState<Refusal | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const goOn = async () => {
    const answer = await get<Sesion>('/api/sesion');
    if (answer.ok) entrar(answer.value);
    else setError(answer.error);
  };
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        Códigos de recuperación
      </h2>
      <p>
        Cada uno sirve una vez para entrar sin el teléfono. Anótelos en papel ahora:{' '}
        <b>no se vuelven a mostrar</b>.
      </p>
      <ul className="codigos">
        {codigos.map((codigo) => (
          <li key={codigo}>{codigo}</li>
        ))}
      </ul>
      <label>
        <input
          type="checkbox"
          checked={guardados === 'si'}
          onChange={(event) => setGuardados(event.target.checked ? 'si' : 'no')}
        />{' '}
        Ya los anoté y los guardé
      </label>
      {error === null ? null : (
        <Aviso clase="falla" titulo="No se pudo seguir">
          <p>{error.mensaje}</p>
        </Aviso>
      )}
      <button
        type="button"
        className="boton boton-principal"
        disabled={guardados === 'no'}
        onClick={() => void goOn()}
      >
        Seguir
      </button>
    </>
  );
}
