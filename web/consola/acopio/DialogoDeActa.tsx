import { useState } from 'react';
import { Link } from 'wouter';
import type { ActaEnAcopio } from '../../../src/acopio/contrato.ts';
import { TEXTO_AVISO } from '../../../src/dominio/hora-manuscrita.ts';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { formatFechaHora } from '../../comun/formato.ts';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { usePedido } from '../acta/pedido.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { rutaDeActa } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import '../personas/personas.css';
import { NOMBRE_DE_SIN_ACTA, NOMBRE_DE_SITUACION } from './palabras.ts';

/** One acta of the list: what is known of its envelope and its images, and what may be done. */
export function DialogoDeActa({
  acta,
  proponible,
  alProponer,
  alCambiar,
  alCerrar,
}: {
  readonly acta: ActaEnAcopio;
  readonly proponible: 'si' | 'no';
  readonly alProponer: () => void;
  readonly alCambiar: () => void;
  readonly alCerrar: () => void;
}) {
  const { proceso, puede } = useSesion();
  const pedido = usePedido();
  const [vista, setVista] = useState<'datos' | 'anular'>('datos');
  const { titulo, sobre, imagenes, sinActa, rescanear, situacion } = acta;

  async function annul(razon: string): Promise<void> {
    const done = await pedido.pedir(rutaDeActa('/api/acopio/actas', acta.acta, 'anulacion'), { razon });
    if (!done?.ok) return;
    alCambiar();
    setVista('datos');
  }

  if (vista === 'anular') {
    return (
      <DialogoDeRazon
        titulo="Anular la declaración de sin acta"
        accion="Anular"
        pedido={pedido}
        alEnviar={(razon) => void annul(razon)}
        alCerrar={() => setVista('datos')}
      >
        <p>El acta de {casillaDe(titulo)} apareció: vuelve a esperarse, y ya se puede registrar su sobre.</p>
      </DialogoDeRazon>
    );
  }
  return (
    <Dialogo titulo={casillaDe(titulo)} alCerrar={alCerrar}>
      <dl className="datos-de-persona">
        <dt>Acta</dt>
        <dd>
          {ambitoDe(titulo)} · {titulo.clave}
        </dd>
        <dt>Estado</dt>
        <dd>{NOMBRE_DE_SITUACION[situacion]}</dd>
        <dt>Sobre</dt>
        <dd>
          {sobre === null ? 'No se ha recibido' : `Recibido ${formatFechaHora(sobre.momento, proceso.huso)}`}
        </dd>
        {sobre?.horaManuscrita == null ? null : (
          <>
            <dt>Hora a mano</dt>
            <dd>
              {sobre.horaManuscrita.replace('T', ' ')}
              {sobre.avisos.map((codigo) => `; ${TEXTO_AVISO[codigo]}`)}
            </dd>
          </>
        )}
        <dt>Imágenes</dt>
        <dd>
          {imagenes.CATD} del CATD, {imagenes.CASILLA} de la casilla
        </dd>
        {rescanear === null ? null : (
          <>
            <dt>Otra imagen</dt>
            <dd>Se devolvió: {rescanear}</dd>
          </>
        )}
        {sinActa === null ? null : (
          <>
            <dt>Sin acta</dt>
            <dd>
              {NOMBRE_DE_SIN_ACTA[sinActa.motivo]}, según {sinActa.propone}
              {sinActa.estado === 'propuesta' ? '; falta que otra persona lo confirme' : ''}
            </dd>
          </>
        )}
      </dl>
      <PieDeDialogo>
        {puede('actas:ver') ? (
          <Link className="boton" href={rutaDeActa('/actas', acta.acta)}>
            Ver su historia
          </Link>
        ) : null}
        {proponible === 'si' && puede('sin_acta:proponer') ? (
          <button type="button" className="boton" onClick={alProponer}>
            Proponer sin acta…
          </button>
        ) : null}
        {sinActa?.estado === 'declarada' && puede('sin_acta:confirmar') ? (
          <button type="button" className="boton" onClick={() => setVista('anular')}>
            Apareció: anular…
          </button>
        ) : null}
        {/* biome-ignore lint/a11y/noAutofocus: Enter opened it, and a second Enter must do nothing to the acta */}
        <button type="button" className="boton boton-principal" autoFocus onClick={alCerrar}>
          Cerrar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}
