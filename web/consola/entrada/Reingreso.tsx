import { useState } from 'react';
import type { Sesion } from '../../../src/acceso/contrato.ts';
import { Dialogo } from '../../comun/Dialogo.tsx';
import { useEstadoDeSesion } from '../sesion.tsx';
import { EsperaDeConfirmacion } from './EsperaDeConfirmacion.tsx';
import { FormularioDeEntrada } from './FormularioDeEntrada.tsx';

/** The session ended and the screen stays below, as it was: the same person logs in again, or leaves. */
export function Reingreso({ sesion }: { readonly sesion: Sesion }) {
  const { entrar, abandonar } = useEstadoDeSesion();
  const [espera, setEspera] = useState<string | null>(null);
  return (
    <Dialogo titulo="Su sesión terminó" alCerrar={null}>
      <p>
        Entre otra vez para seguir donde iba. Lo que tecleó está en esta pantalla y guardado en esta
        computadora.
      </p>
      {espera === null ? (
        <FormularioDeEntrada
          persona={sesion.persona.clave}
          alEntrar={entrar}
          alFaltarConfirmacion={setEspera}
        />
      ) : (
        <EsperaDeConfirmacion persona={espera} alConfirmar={() => setEspera(null)} />
      )}
      <button type="button" className="boton boton-ligero" onClick={abandonar}>
        No soy {sesion.persona.nombre}: ir a la entrada
      </button>
    </Dialogo>
  );
}
