import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Activacion as PeticionDeActivacion, ProcesoEnPantalla } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { post } from '../api.ts';
import { EsperaDeConfirmacion } from './EsperaDeConfirmacion.tsx';
import { Portada } from './Portada.tsx';

const LARGO_MINIMO = 10;

/** The first time: the code of the slip, a password of one's own, and then the coordination confirms. */
export function Activacion({ proceso }: { readonly proceso: ProcesoEnPantalla }) {
  const [, navegar] = useLocation();
  const [activada, setActivada] = useState<string | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const [enviando, setEnviando] = useState<'no' | 'si'>('no');

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '');
    const cuerpo: PeticionDeActivacion = {
      persona: text('persona').trim().toLowerCase(),
      codigo: text('codigo').trim(),
      contrasena: text('contrasena'),
    };
    const wrong = problemaDe(cuerpo, text('repetida'));
    if (wrong !== null) return setError(wrong);
    setEnviando('si');
    const answer = await post<unknown>('/api/activacion', cuerpo, { sinSesion: 'dejar' });
    setEnviando('no');
    if (answer.ok) setActivada(cuerpo.persona);
    else setError(answer.error);
  };

  if (activada !== null) {
    return (
      <Portada proceso={proceso} titulo="Falta que lo confirmen">
        <EsperaDeConfirmacion persona={activada} alConfirmar={() => navegar('/')} />
      </Portada>
    );
  }
  return (
    <Portada proceso={proceso} titulo="Activar su cuenta">
      <form className="pila" onSubmit={(event) => void submit(event)} noValidate>
        {error === null ? null : (
          <Aviso clase="falla" titulo="No se activó">
            <p>{error.mensaje}</p>
          </Aviso>
        )}
        <label className="entrada">
          <span>Clave de la persona</span>
          <input
            name="persona"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={60}
            // biome-ignore lint/a11y/noAutofocus: it is the only thing one does here
            autoFocus
            required
          />
        </label>
        <label className="entrada">
          <span>Código de activación</span>
          <input name="codigo" autoComplete="off" spellCheck={false} maxLength={40} required />
          <small>Está en su talón y sirve una vez</small>
        </label>
        <label className="entrada">
          <span>Contraseña nueva</span>
          <input name="contrasena" type="password" autoComplete="new-password" maxLength={200} required />
          <small>Al menos {LARGO_MINIMO} caracteres. Varias palabras son mejores que signos raros</small>
        </label>
        <label className="entrada">
          <span>La misma otra vez</span>
          <input name="repetida" type="password" autoComplete="new-password" maxLength={200} required />
        </label>
        <button type="submit" className="boton boton-principal" disabled={enviando === 'si'}>
          Activar
        </button>
      </form>
      <p>
        ¿Ya la activó? <Link href="/">Entrar</Link>
      </p>
    </Portada>
  );
}

function problemaDe({ persona, codigo, contrasena }: PeticionDeActivacion, repetida: string): Refusal | null {
  if (persona === '' || codigo === '') {
    return { codigo: 'FALTAN_DATOS', mensaje: 'Escriba la clave y el código que dice su talón.' };
  }
  if (contrasena.length < LARGO_MINIMO) {
    return {
      codigo: 'CONTRASENA_CORTA',
      mensaje: `La contraseña tiene ${contrasena.length} caracteres y debe tener al menos ${LARGO_MINIMO}.`,
    };
  }
  if (contrasena !== repetida) {
    return { codigo: 'NO_COINCIDEN', mensaje: 'Las dos contraseñas no son iguales. Escríbalas otra vez.' };
  }
  return null;
}
