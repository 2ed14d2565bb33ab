import { useState } from 'react';
import { Link } from 'wouter';
import type { ProcesoEnPantalla } from '../../../src/acceso/contrato.ts';
import { useEstadoDeSesion } from '../sesion.tsx';
import { EsperaDeConfirmacion } from './EsperaDeConfirmacion.tsx';
import { FormularioDeEntrada } from './FormularioDeEntrada.tsx';
import { Portada } from './Portada.tsx';

/** The entrance: log in, or wait to be confirmed by the coordination. */
export function Entrar({ proceso }: { readonly proceso: ProcesoEnPantalla }) {
  const { entrar } = useEstadoDeSesion();
  const [espera, setEspera] = useState<string | null>(null);
  const [confirmada, setConfirmada] = useState('');
  if (espera !== null) {
    return (
      <Portada proceso={proceso} titulo="Falta que lo confirmen">
        <EsperaDeConfirmacion
          persona={espera}
          alConfirmar={() => {
            setConfirmada(espera);
            setEspera(null);
          }}
        />
      </Portada>
    );
  }
  return (
    <Portada proceso={proceso} titulo="Entrar">
      <FormularioDeEntrada
        key={confirmada}
        persona={null}
        inicial={confirmada}
        alEntrar={entrar}
        alFaltarConfirmacion={setEspera}
      />
      <p>
        ¿Es su primera vez? <Link href="/activacion">Active su cuenta con el código de su talón</Link>
      </p>
    </Portada>
  );
}
