import { useState } from 'react';
import type { EquipoEnLista } from '../../../src/acceso/contrato-de-equipos.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { usePedido } from '../acta/pedido.ts';
import { NOMBRE_DE_TIPO, rutaDeEquipo } from './palabras.ts';

/** The equipos that wait, with the four digits that must be on their screen. */
export function EquiposPorConfirmar({
  equipos,
  alConfirmar,
}: {
  readonly equipos: readonly EquipoEnLista[];
  readonly alConfirmar: () => void;
}) {
  const pedido = usePedido();
  const [hecho, setHecho] = useState('');

  async function confirm({ clave }: EquipoEnLista): Promise<void> {
    const done = await pedido.pedir(rutaDeEquipo(clave, 'confirmacion'));
    if (done === null) return;
    setHecho(done.ok ? `${clave} ya puede enviar actas.` : '');
    alConfirmar();
  }

  return (
    <div className="por-confirmar-todo">
      <p className="solo-lector" role="status">
        {hecho}
      </p>
      {pedido.rechazo === null ? null : (
        <Aviso clase="falla" titulo="No se confirmó">
          {pedido.rechazo.mensaje}
        </Aviso>
      )}
      {equipos.length === 0 ? null : (
        <section aria-labelledby="por-confirmar" className="hoja por-confirmar equipos-por-confirmar">
          <h2 id="por-confirmar">Equipos que esperan que usted los confirme</h2>
          <p className="gris">
            Vea el equipo, o pida a quien lo lleva que lea en voz alta los cuatro dígitos de su pantalla.
            Confirme solo si son estos: si no lo son, otro equipo usó el código, y hay que revocarlo.
          </p>
          <ul>
            {equipos.map((equipo) => (
              <li key={equipo.clave}>
                <span>
                  <b>{equipo.nombre}</b>
                  <small className="gris">
                    {NOMBRE_DE_TIPO[equipo.tipo]} {equipo.clave}
                    {equipo.persona === null ? '' : ` · lo lleva ${equipo.nombreDePersona ?? equipo.persona}`}{' '}
                    · {equipo.centro}
                  </small>
                </span>
                <b className="cotejo">
                  {/* Digit by digit: four thousand and something is not what the other person reads. */}
                  <span className="solo-lector">{equipo.cotejo?.split('').join(' ') ?? ''}</span>
                  <span aria-hidden="true">{equipo.cotejo ?? '····'}</span>
                </b>
                <button
                  type="button"
                  className="boton boton-principal"
                  aria-disabled={pedido.enCurso}
                  aria-label={`Coinciden: confirmar ${equipo.clave}`}
                  onClick={() => void confirm(equipo)}
                >
                  Coinciden
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
