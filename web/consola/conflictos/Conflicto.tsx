import { useParams } from 'wouter';
import type { ConflictoEnPantalla } from '../../../src/verificacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { useRegreso } from '../acta/useRegreso.ts';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import { Confirmar } from './Confirmar.tsx';
import { Proponer } from './Proponer.tsx';

/** A conflict: the coordinator proposes, a verificador confirms or rejects, and whoever audits looks. */
export function Conflicto() {
  const { acta = '' } = useParams<{ acta: string }>();
  const { puede } = useSesion();
  const regresar = useRegreso('/conflictos');
  const { datos, error, recargar } = useConsulta<ConflictoEnPantalla>(rutaDeActa('/api/conflictos', acta), {
    cadaMs: 'nunca',
  });
  if (datos === undefined) {
    return (
      <main className="pantalla">
        {error === undefined ? (
          <Cargando que="Trayendo el conflicto…" />
        ) : (
          <Falla titulo="No se pudo traer el conflicto" mensaje={error.mensaje} reintentar={recargar}>
            <button type="button" className="boton boton-ligero" onClick={() => regresar()}>
              Regresar a la lista
            </button>
          </Falla>
        )}
      </main>
    );
  }
  const { propuesta } = datos;
  const canPropose = puede('conflicto:proponer');
  if (propuesta === null && canPropose) return <Proponer conflicto={datos} alRegresar={regresar} />;
  const nota =
    propuesta === null
      ? 'Todavía no hay propuesta: la hace la coordinación, con la imagen a la vista.'
      : puede('conflicto:confirmar')
        ? null
        : 'La confirma o la rechaza otra persona, que verifica.';
  return (
    <Confirmar conflicto={datos} alRegresar={regresar} alcance={nota === null ? 'decidir' : 'ver'}>
      {nota === null ? null : (
        <Aviso clase="informa">
          <p>{nota}</p>
        </Aviso>
      )}
    </Confirmar>
  );
}
