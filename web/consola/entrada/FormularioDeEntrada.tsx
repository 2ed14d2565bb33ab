import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Entrada, Sesion } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { post } from '../api.ts';

/** What the person must do next, besides typing again. */
type Paso = 'contrasena' | 'segundo_factor' | 'otra_sesion';

/**
 * Key, password and, when it is asked, second factor. The same form is the entrance and the dialog over an expired
 * session.
 *
 * @param persona key of whoever must log in; null lets anyone in.
 * @param alFaltarConfirmacion the coordination has not confirmed this person yet.
 */
export function FormularioDeEntrada({
  persona,
  inicial = '',
  alEntrar,
  alFaltarConfirmacion,
}: {
  readonly persona: string | null;
  readonly inicial?: string;
  readonly alEntrar: (sesion: Sesion) => void;
  readonly alFaltarConfirmacion: (persona: string) => void;
}) {
  const [clave, setClave] = useState(persona ?? inicial);
  const [contrasena, setContrasena] = useState('');
  const [segundoFactor, setSegundoFactor] = useState('');
  const [paso, setPaso] = useState<Paso>('contrasena');
  const [error, setError] = useState<Refusal | null>(null);
  const [enviando, setEnviando] = useState<'no' | 'si'>('no');
  const codigo = useRef<HTMLInputElement>(null);
  const llave = useRef<HTMLInputElement>(null);
  const secreta = useRef<HTMLInputElement>(null);
  const otra = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (paso === 'segundo_factor') codigo.current?.focus();
    if (paso === 'otra_sesion') otra.current?.focus();
  }, [paso]);

  const send = async (otraSesion: Entrada['otraSesion']) => {
    setEnviando('si');
    const cuerpo: Entrada = {
      persona: clave.trim().toLowerCase(),
      contrasena,
      ...(segundoFactor.trim() === '' ? {} : { segundoFactor: segundoFactor.trim() }),
      ...(otraSesion === undefined ? {} : { otraSesion }),
    };
    const answer = await post<Sesion>('/api/sesion', cuerpo, { sinSesion: 'dejar' });
    setEnviando('no');
    if (answer.ok) return alEntrar(answer.value);
    switch (answer.error.codigo) {
      case 'FALTA_SEGUNDO_FACTOR':
        setError(null);
        return setPaso('segundo_factor');
      case 'YA_HAY_SESION':
        setError(null);
        return setPaso('otra_sesion');
      case 'SIN_CONFIRMAR':
        return alFaltarConfirmacion(cuerpo.persona);
      default:
        setError(answer.error);
        if (paso === 'segundo_factor') {
          setSegundoFactor('');
          codigo.current?.focus();
        } else secreta.current?.select();
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (clave.trim() === '') llave.current?.focus();
    else if (contrasena === '') secreta.current?.focus();
    else void send(undefined);
  };

  if (paso === 'otra_sesion') {
    return (
      <div className="pila">
        <Aviso clase="advierte" titulo="Usted tiene otra sesión abierta">
          <p>
            Solo puede haber una. Si la dejó en otra computadora, ciérrela desde aquí; lo que tecleó allá y no
            envió queda guardado en aquella.
          </p>
        </Aviso>
        <div className="fila">
          <button
            ref={otra}
            type="button"
            className="boton boton-principal"
            disabled={enviando === 'si'}
            onClick={() => void send('cerrar')}
          >
            Cerrar la otra y entrar aquí
          </button>
          <button type="button" className="boton" onClick={() => setPaso('contrasena')}>
            Volver
          </button>
        </div>
        {error === null ? null : <PorQueNo error={error} />}
      </div>
    );
  }
  return (
    <form className="pila" onSubmit={submit} noValidate>
      {error === null ? null : <PorQueNo error={error} />}
      <label className="entrada">
        <span>Clave de la persona</span>
        <input
          ref={llave}
          value={clave}
          onChange={(event) => setClave(event.target.value)}
          readOnly={persona !== null}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          // biome-ignore lint/a11y/noAutofocus: it is the first thing one does here, at the beginning of a shift
          autoFocus={persona === null && inicial === ''}
          required
        />
        {persona === null ? <small>La que dice su talón, por ejemplo cap-041</small> : null}
      </label>
      <label className="entrada">
        <span>Contraseña</span>
        <input
          ref={secreta}
          type="password"
          value={contrasena}
          onChange={(event) => setContrasena(event.target.value)}
          autoComplete="current-password"
          maxLength={200}
          // biome-ignore lint/a11y/noAutofocus: the key is already there
          autoFocus={persona !== null || inicial !== ''}
          required
        />
      </label>
      {paso === 'segundo_factor' ? (
        <label className="entrada">
          <span>Código del segundo factor</span>
          <input
            ref={codigo}
            value={segundoFactor}
            onChange={(event) => setSegundoFactor(event.target.value)}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={40}
            required
          />
          <small>Los seis dígitos de su aplicación, o uno de sus códigos de recuperación</small>
        </label>
      ) : null}
      <button type="submit" className="boton boton-principal" disabled={enviando === 'si'}>
        {enviando === 'si' ? 'Entrando…' : 'Entrar'}
      </button>
    </form>
  );
}

const TITULO: Readonly<Record<string, string>> = {
  CREDENCIALES: 'No coincide',
  ESPERE: 'Espere antes de intentar otra vez',
  BLOQUEADA: 'Su cuenta está bloqueada',
  SIN_RED: 'Sin red',
};

function PorQueNo({ error }: { readonly error: Refusal }) {
  return (
    <Aviso clase="falla" titulo={TITULO[error.codigo] ?? 'No se pudo entrar'}>
      <p>{error.mensaje}</p>
    </Aviso>
  );
}
