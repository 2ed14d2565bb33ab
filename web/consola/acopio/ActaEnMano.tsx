import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { ActaEnAcopio, SobreRegistrado } from '../../../src/acopio/contrato.ts';
import { checkHoraManuscrita, TEXTO_AVISO } from '../../../src/dominio/hora-manuscrita.ts';
import { readCodigo } from '../../../src/dominio/lectura-de-codigo.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { ahoraDelServidor } from '../../comun/reloj.ts';
import { usePedido } from '../acta/pedido.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import { esPasajero, rutaDeActa } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import { type Dia, diaProbable, horaLocal, nombreDelDia, parseHora, siguienteDe } from './hora.ts';
import { type LecturaEnCaja, lecturaEn, useCajaDelLector, useYaSeVio } from './lector.ts';

/** While the server does not answer, the envelope in hand is sent again by itself. */
const REINTENTO_MS = 5_000;

/**
 * The acta that was read, as big as on the envelope to compare both; then its hour, if somebody wrote one, and Enter.
 */
export function ActaEnMano({
  acta,
  como,
  jornada,
  alRegistrar,
  alEstarYa,
  alDejar,
}: {
  readonly acta: ActaEnAcopio;
  readonly como: 'qr' | 'tecleada';
  readonly jornada: string;
  readonly alRegistrar: (hecho: SobreRegistrado) => void;
  /** somebody else registered it meanwhile, in another window */
  readonly alEstarYa: () => void;
  readonly alDejar: () => void;
}) {
  const { proceso } = useSesion();
  const pedido = usePedido();
  const ids = useId();
  const [texto, setTexto] = useState('');
  const [elegido, setElegido] = useState<Dia | null>(null);
  const [otro, setOtro] = useState(jornada);
  const [falta, setFalta] = useState<string | null>(null);
  // It stays in sight while it is tried again: a sentence that comes and goes cannot be read.
  const [sinServidor, setSinServidor] = useState<Refusal | null>(null);
  const caja = useRef<HTMLInputElement>(null);
  const visto = useYaSeVio();
  useCajaDelLector(caja);
  const { titulo } = acta;
  const maquina = horaLocal(ahoraDelServidor(), proceso.huso);
  const hora = parseHora(texto);
  const escrita = hora.ok ? hora.value : null;
  const dia = elegido ?? diaProbable(escrita, maquina.slice(0, 10), jornada);
  const fecha = { jornada, siguiente: siguienteDe(jornada), otro }[dia];
  const horaManuscrita = escrita === null ? null : `${fecha}T${escrita}`;
  const avisos = horaManuscrita === null ? [] : checkHoraManuscrita(horaManuscrita, maquina, jornada);

  async function send(): Promise<void> {
    const done = await pedido.pedir<SobreRegistrado>(rutaDeActa('/api/acopio/actas', acta.acta), {
      ...{ horaManuscrita, como },
    });
    if (done === null) return;
    if (done.ok) return alRegistrar(done.value);
    if (done.error.codigo === 'YA_ACOPIADA') return alEstarYa();
    setSinServidor(esPasajero(done.error) ? done.error : null);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when it failed; changing the hour gives it up
  useEffect(() => {
    if (sinServidor === null) return;
    const timer = setTimeout(() => void send(), REINTENTO_MS);
    return () => clearTimeout(timer);
  }, [sinServidor]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = lecturaEn(texto);
    if (read !== null) readAgain(read);
    else if (!hora.ok) setFalta(hora.error);
    else if (visto === 'si') void send();
  }

  /** A reader wrote where the hour goes: another envelope, while this one was not registered. */
  function readAgain({ antes, codigo }: LecturaEnCaja): void {
    const read = readCodigo(codigo);
    setTexto(antes);
    setFalta(
      read.ok && read.value.codigo.acta === acta.acta
        ? 'Es el mismo sobre. Presione Intro para registrarlo.'
        : 'Leyó otro sobre y este todavía no se registra. Presione Intro para registrar este, o Esc para dejarlo.',
    );
  }

  /** The hour, or its day, is another: what was being tried again is no longer what there is to register. */
  function change(): void {
    setFalta(null);
    setSinServidor(null);
    pedido.olvidar();
  }

  return (
    <form
      className="acopio-en-mano hoja"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !pedido.enCurso) alDejar();
        // A list is the only control in which Enter sends nothing.
        if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      <p className="grupo-titulo" id={`${ids}-compare`}>
        Compare con el sobre
      </p>
      <h2 className="acopio-acta">
        {keepDots(casillaDe(titulo))}
        <span className="acopio-ambito">{keepDots(ambitoDe(titulo))}</span>
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
            ref={caja}
            type="text"
            // biome-ignore lint/a11y/noAutofocus: Enter registers from here
            autoFocus
            autoComplete="off"
            inputMode="numeric"
            placeholder="21:40"
            aria-invalid={falta !== null}
            aria-describedby={`${ids}-hora`}
            value={texto}
            onChange={(event) => {
              setTexto(event.currentTarget.value);
              change();
            }}
          />
        </label>
        {escrita === null ? null : (
          <label className="entrada">
            <span>Del día</span>
            <select
              value={dia}
              onChange={(event) => {
                setElegido(event.currentTarget.value as Dia);
                change();
              }}
            >
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
              onChange={(event) => {
                setOtro(event.currentTarget.value || jornada);
                change();
              }}
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
      {sinServidor !== null ? (
        <Aviso clase="falla" titulo="Todavía no se registra">
          <p>
            {sinServidor.codigo === 'SIN_RED' ? 'No hay comunicación con el servidor.' : sinServidor.mensaje}{' '}
            El sobre sigue en pantalla y se registra solo cuando el servidor responda.
          </p>
        </Aviso>
      ) : pedido.rechazo !== null ? (
        <Aviso clase="falla" titulo="No se registró">
          <p>{pedido.rechazo.mensaje} El sobre sigue en pantalla.</p>
        </Aviso>
      ) : null}
      <div className="acopio-pie">
        <button
          type="submit"
          className="boton boton-principal"
          aria-disabled={pedido.enCurso || visto === 'no'}
        >
          {pedido.enCurso && sinServidor === null ? 'Registrando…' : 'Coincide: registrar'} <kbd>Intro</kbd>
        </button>
        <button type="button" className="boton" onClick={alDejar}>
          No es este sobre <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}

/** No line begins with the dot that parts two things. */
function keepDots(texto: string): string {
  return texto.replaceAll(' · ', '\u00a0· ');
}
