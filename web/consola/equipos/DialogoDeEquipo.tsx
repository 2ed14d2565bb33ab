import { useState } from 'react';
import type { CodigoDeEquipo, EquipoEnLista } from '../../../src/acceso/contrato-de-equipos.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { formatHace } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { usePedido } from '../acta/pedido.ts';
import { useSesion } from '../sesion.tsx';
import { CodigoUnaVez } from './CodigoUnaVez.tsx';
import { NOMBRE_DE_ESTADO, NOMBRE_DE_TIPO, relojDe, rutaDeEquipo } from './palabras.ts';

/** One equipo: what is known of it, and what may be done about it. */
export function DialogoDeEquipo({
  equipo,
  alReponer,
  alCambiar,
  alCerrar,
}: {
  readonly equipo: EquipoEnLista;
  /** another takes its place */
  readonly alReponer: () => void;
  readonly alCambiar: () => void;
  readonly alCerrar: () => void;
}) {
  const { puede } = useSesion();
  const ahora = useAhora(10_000);
  const pedido = usePedido();
  const [vista, setVista] = useState<'datos' | 'revocar'>('datos');
  const [codigo, setCodigo] = useState<CodigoDeEquipo | null>(null);
  const { clave, tipo, nombre, estado, centro, persona, casillas, huella, ultima, desfase } = equipo;
  const decides = puede('equipos:llevar');

  async function revoke(razon: string): Promise<void> {
    const done = await pedido.pedir(rutaDeEquipo(clave, 'revocacion'), { razon });
    if (!done?.ok) return;
    alCambiar();
    setVista('datos');
  }

  async function giveCodigo(): Promise<void> {
    const given = await pedido.pedir<CodigoDeEquipo>(rutaDeEquipo(clave, 'codigo'));
    if (!given?.ok) return;
    setCodigo(given.value);
    alCambiar();
  }

  if (vista === 'revocar') {
    return (
      <DialogoDeRazon
        titulo={`Revocar ${clave}`}
        accion="Revocar"
        pedido={pedido}
        alEnviar={(razon) => void revoke(razon)}
        alCerrar={() => setVista('datos')}
      >
        <p>
          Desde ese momento nada de lo que envíe se acepta, y no se puede deshacer. Lo que ya envió sigue
          siendo válido. Si el equipo aparece, se da de alta otro.
        </p>
        {tipo === 'estacion' ? (
          <p>
            Si la estación se descompuso y su disco tiene algo por enviar, importe antes su paquete: después
            no se admite.
          </p>
        ) : null}
      </DialogoDeRazon>
    );
  }
  return (
    <Dialogo titulo={nombre} alCerrar={codigo === null ? alCerrar : null}>
      <dl className="datos-de-persona">
        <dt>Equipo</dt>
        <dd>
          {NOMBRE_DE_TIPO[tipo]} {clave}, {centro}
        </dd>
        <dt>Estado</dt>
        <dd>{NOMBRE_DE_ESTADO[estado]}</dd>
        {persona === null ? null : (
          <>
            <dt>Lo lleva</dt>
            <dd>
              {equipo.nombreDePersona} ({persona})
            </dd>
            <dt>Casillas</dt>
            <dd>{casillas.join(', ')}</dd>
          </>
        )}
        <dt>Última señal</dt>
        <dd>{ultima === null ? 'Ninguna todavía' : formatHace(ultima, ahora)}</dd>
        <dt>Su reloj</dt>
        <dd>{relojDe(desfase) || 'No lo ha dicho'}</dd>
        {huella === null ? null : (
          <>
            <dt>Huella de su llave</dt>
            <dd className="huella">{huella}</dd>
          </>
        )}
      </dl>
      {pedido.rechazo === null ? null : (
        <Aviso clase="falla" titulo="No se hizo">
          {pedido.rechazo.mensaje}
        </Aviso>
      )}
      {codigo === null ? null : <CodigoUnaVez codigo={codigo} tipo={tipo} />}
      <PieDeDialogo>
        {decides && codigo === null && (estado === 'por_enrolar' || estado === 'por_confirmar') ? (
          <button type="button" className="boton" onClick={() => void giveCodigo()}>
            Dar otro código
          </button>
        ) : null}
        {decides && estado === 'revocado' ? (
          <button type="button" className="boton" onClick={alReponer}>
            Dar de alta otro en su lugar…
          </button>
        ) : null}
        {decides && estado !== 'revocado' ? (
          <button type="button" className="boton" onClick={() => setVista('revocar')}>
            Revocar…
          </button>
        ) : null}
        {/* biome-ignore lint/a11y/noAutofocus: Enter opened it, and a second Enter must do nothing to the equipo */}
        <button type="button" className="boton boton-principal" autoFocus onClick={alCerrar}>
          Cerrar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}
