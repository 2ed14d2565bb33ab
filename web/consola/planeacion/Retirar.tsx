import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { post } from '../api.ts';
import { nuevaLlave } from '../llave.ts';
import { olvidarBorrador } from './borradores.ts';
import { rutaDeFichas, useRenovar } from './consultas.ts';

/** Takes a ficha away from the lists, with its reason; its history stays. */
export function Retirar({ ficha }: { readonly ficha: FichaEnPantalla }) {
  const [, navigate] = useLocation();
  const renovar = useRenovar();
  const [abierto, setAbierto] = useState<'cerrado' | 'abierto' | 'retirando'>('cerrado');
  const [razon, setRazon] = useState('');
  const [falla, setFalla] = useState<Refusal | null>(null);
  const { coleccion, id, version } = ficha;

  async function retire(): Promise<void> {
    setAbierto('retirando');
    const retired = await post(
      `${rutaDeFichas(coleccion, id)}/retiro`,
      { version, razon },
      { idempotencia: nuevaLlave() },
    );
    if (retired.ok) {
      olvidarBorrador(`${coleccion}/${id}`);
      renovar();
      return navigate(`/planeacion/${coleccion}`);
    }
    setFalla(retired.error);
    setAbierto('abierto');
  }

  return (
    <>
      <button type="button" className="boton boton-ligero" onClick={() => setAbierto('abierto')}>
        Retirar
      </button>
      {abierto === 'cerrado' ? null : (
        <Dialogo titulo={`Retirar ${ficha.derivado.titulo}`} alCerrar={() => setAbierto('cerrado')}>
          <p>Deja de verse en las listas y en los informes. Su historia queda en la bitácora.</p>
          <label className="entrada">
            <span>Por qué se retira</span>
            <textarea rows={3} value={razon} onChange={(event) => setRazon(event.currentTarget.value)} />
          </label>
          {falla === null ? null : (
            <Aviso clase="falla" titulo="No se retiró">
              {falla.mensaje}
            </Aviso>
          )}
          <PieDeDialogo>
            <button type="button" className="boton" onClick={() => setAbierto('cerrado')}>
              Cancelar
            </button>
            <button
              type="button"
              className="boton boton-principal"
              disabled={razon.trim() === '' || abierto === 'retirando'}
              onClick={() => void retire()}
            >
              Retirar
            </button>
          </PieDeDialogo>
        </Dialogo>
      )}
    </>
  );
}
