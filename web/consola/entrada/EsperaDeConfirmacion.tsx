import { useEffect, useRef, useState } from 'react';
import type { EstadoDeActivacion } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando } from '../../comun/estados.tsx';
import { get } from '../api.ts';

const CADA_MS = 3_000;

/** The four digits that the person and the coordination compare aloud. It goes on by itself once confirmed. */
export function EsperaDeConfirmacion({
  persona,
  alConfirmar,
}: {
  readonly persona: string;
  readonly alConfirmar: () => void;
}) {
  const [estado, setEstado] = useState<EstadoDeActivacion | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  const confirmed = useRef(alConfirmar);
  useEffect(() => {
    confirmed.current = alConfirmar;
  });
  useEffect(() => {
    let mounted = true;
    const ask = async () => {
      const answer = await get<EstadoDeActivacion>(`/api/activacion/${encodeURIComponent(persona)}`, {
        sinSesion: 'dejar',
      });
      if (!mounted) return;
      setError(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      setEstado(answer.value);
      if (answer.value.estado === 'activa') confirmed.current();
    };
    void ask();
    const timer = setInterval(() => void ask(), CADA_MS);
    return () => {
      mounted = false;
      clearInterval(timer);
    };
  }, [persona]);

  return (
    <>
      {error === null ? null : (
        <Aviso clase="falla" titulo="No se pudo preguntar">
          <p>{error.mensaje}</p>
        </Aviso>
      )}
      {estado === null ? (
        error === null && <Cargando />
      ) : estado.estado === 'bloqueada' || estado.estado === 'revocada' ? (
        <Aviso clase="falla" titulo={`Su cuenta está ${estado.estado}`}>
          <p>Acuda a la coordinación de su centro.</p>
        </Aviso>
      ) : (
        <>
          <p>
            Diga en voz alta estos cuatro dígitos a la coordinación de su centro. Deben ser los mismos que ve
            en su pantalla junto a <b>{persona}</b>.
          </p>
          <p className="cotejo-digitos">
            <span className="solo-lector">Dígitos: </span>
            {estado.cotejo ?? '····'}
          </p>
          <p className="gris" role="status">
            En cuanto lo confirme, esta página sigue sola.
          </p>
        </>
      )}
    </>
  );
}
