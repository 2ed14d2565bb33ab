import { type FormEvent, useId, useState } from 'react';
import type { ActaEnAcopio, SobreRegistrado } from '../../../src/acopio/contrato.ts';
import { checkHoraManuscrita, TEXTO_AVISO } from '../../../src/dominio/hora-manuscrita.ts';
import { looksLikeCodigo, readCodigo } from '../../../src/dominio/lectura-de-codigo.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { ahoraDelServidor } from '../../comun/reloj.ts';
import { usePedido } from '../acta/pedido.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { rutaDeActa } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import { type Dia, diaProbable, horaLocal, nombreDelDia, parseHora, siguienteDe } from './hora.ts';

/**
 * The acta that was read, as big as on the envelope to compare both; then its hour, if somebody wrote one, and Enter.
 */
export function ActaEnMano({
  acta,
  como,
  jornada,
  alRegistrar,
  alDejar,
}: {
  readonly acta: ActaEnAcopio;
  readonly como: 'qr' | 'tecleada';
  readonly jornada: string;
  readonly alRegistrar: (hecho: SobreRegistrado) => void;
  readonly alDejar: () => void;
}) {
  const { proceso } = useSesion();
  const pedido = usePedido();
  const ids = useId();
  const [texto, setTexto] = useState('');
  const [elegido, setElegido] = useState<Dia | null>(null);
  const [otro, setOtro] = useState(jornada);
  const [falta, setFalta] = useState<string | null>(null);
  const { titulo } = acta;
  const maquina = horaLocal(ahoraDelServidor(), proceso.huso);
  const hora = parseHora(texto);
  const escrita = hora.ok ? hora.value : null;
  const dia = elegido ?? diaProbable(escrita, maquina.slice(0, 10), jornada);
  const fecha = { jornada, siguiente: siguienteDe(jornada), otro }[dia];
  const horaManuscrita = escrita === null ? null : `${fecha}T${escrita}`;
  const avisos = horaManuscrita === null ? [] : checkHoraManuscrita(horaManuscrita, maquina, jornada);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (looksLikeCodigo(texto)) return readAgain();
    if (!hora.ok) return setFalta(hora.error);
    const done = await pedido.pedir<SobreRegistrado>(rutaDeActa('/api/acopio/actas', acta.acta), {
      ...{ horaManuscrita, como },
    });
    if (done?.ok) alRegistrar(done.value);
  }

  /** A reader wrote where the hour goes: another envelope, while this one was not registered. */
  function readAgain(): void {
    const read = readCodigo(texto);
    setTexto('');
    setFalta(
      read.ok && read.value.codigo.acta === acta.acta
        ? 'Es el mismo sobre. Presione Intro para registrarlo.'
        : 'Leyó otro sobre y este todavía no se registra. Presione Intro para registrar este, o Esc para dejarlo.',
    );
  }

  return (
    <form
      className="acopio-en-mano hoja"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !pedido.enCurso) alDejar();
      }}
    >
      <p className="grupo-titulo" id={`${ids}-compare`}>
        Compare con el sobre
      </p>
      <h2 className="acopio-acta">
        {casillaDe(titulo)}
        <span className="acopio-ambito">{ambitoDe(titulo)}</span>
      </h2>
      <p className="acopio-clave">
        {titulo.clave}{' '}
        <small className="gris">{como === 'qr' ? 'leída del código' : 'tecleada dos veces'}</small>
      </p>
      {acta.sinActa?.estado === 'propuesta' ? (
        <Aviso clase="advierte" titulo="Alguien propuso declararla sin acta">
          <p>Si registra el sobre, esa propuesta se retira.</p>
        </Aviso>
      ) : null}
      <div className="acopio-hora">
        <label className="entrada">
          <span>Hora escrita a mano en el sobre, si la tiene</span>
          <input
            type="text"
            // biome-ignore lint/a11y/noAutofocus: Enter registers from here
            autoFocus
            autoComplete="off"
            placeholder="21:40"
            aria-invalid={falta !== null}
            aria-describedby={`${ids}-hora`}
            value={texto}
            onChange={(event) => {
              setTexto(event.currentTarget.value);
              setFalta(null);
            }}
          />
        </label>
        {escrita === null ? null : (
          <label className="entrada">
            <span>Del día</span>
            <select value={dia} onChange={(event) => setElegido(event.currentTarget.value as Dia)}>
              <option value="jornada">{nombreDelDia(jornada)}</option>
              <option value="siguiente">{nombreDelDia(siguienteDe(jornada))}</option>
              <option value="otro">otra fecha…</option>
            </select>
          </label>
        )}
        {escrita !== null && dia === 'otro' ? (
          <label className="entrada">
            <span>Fecha escrita</span>
            <input
              type="date"
              value={otro}
              onChange={(event) => setOtro(event.currentTarget.value || jornada)}
            />
          </label>
        ) : null}
      </div>
      <div id={`${ids}-hora`} role="status">
        {falta === null ? null : <p className="falta">{falta}</p>}
        {avisos.length === 0 ? null : (
          <Aviso clase="advierte" titulo="Revise la hora escrita">
            <ul className="acopio-avisos">
              {avisos.map((codigo) => (
                <li key={codigo}>{TEXTO_AVISO[codigo]}</li>
              ))}
            </ul>
            <p>Si así está en el sobre, regístrela como está: la que cuenta es la del sistema.</p>
          </Aviso>
        )}
      </div>
      {pedido.rechazo === null ? null : (
        <Aviso clase="falla" titulo="No se registró">
          <p>{pedido.rechazo.mensaje} El sobre sigue en pantalla.</p>
        </Aviso>
      )}
      <div className="acopio-pie">
        <button type="submit" className="boton boton-principal" aria-disabled={pedido.enCurso}>
          {pedido.enCurso ? 'Registrando…' : 'Coincide: registrar'} <kbd>Intro</kbd>
        </button>
        <button type="button" className="boton" onClick={alDejar}>
          No es este sobre <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
