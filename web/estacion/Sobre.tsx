import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { AcopioHecho, Leida, ProcesoDeEstacion } from '../../src/catd/contrato.ts';
import { checkHoraManuscrita, TEXTO_AVISO } from '../../src/dominio/hora-manuscrita.ts';
import { looksLikeCodigo } from '../../src/dominio/lectura-de-codigo.ts';
import type { Refusal, Result } from '../../src/dominio/result.ts';
import { Aviso } from '../comun/Aviso.tsx';
import { formatHora } from '../comun/formato.ts';
import { ahoraDelServidor } from '../comun/reloj.ts';
import { completarHora, horaLocal } from './hora.ts';
import { nombreDeActa } from './palabras.ts';
import { post } from './pedir.ts';

type Paso =
  | { readonly tipo: 'leer' }
  /** the clave was typed: it is typed again */
  | { readonly tipo: 'otra'; readonly texto: string }
  /** it is known which one it is: the time written on the envelope, if there is one */
  | { readonly tipo: 'hora'; readonly texto: string; readonly otra: string | null; readonly leida: Leida };

type Dicho =
  | { readonly tipo: 'nada' }
  | { readonly tipo: 'falla'; readonly mensaje: string }
  | { readonly tipo: 'hecho'; readonly acopio: AcopioHecho };

/** A time that looks wrong, as it was typed and as it is understood. */
interface PorConfirmar {
  readonly escrita: string;
  readonly hora: string;
  readonly avisos: readonly string[];
}

const INICIO: Paso = { tipo: 'leer' };
const ETIQUETA = {
  leer: 'Lea el código del sobre, o escriba la clave del acta',
  otra: 'Escriba la clave otra vez',
  hora: 'Hora escrita a mano en el sobre (si la tiene)',
} as const;

/**
 * An envelope that arrives. The reader types the code wherever one is on this screen; a second envelope read before
 * ending with the first one registers the first one without the hand-written time.
 */
export function Sobre({ proceso }: { readonly proceso: ProcesoDeEstacion }) {
  const [paso, setPaso] = useState<Paso>(INICIO);
  const [texto, setTexto] = useState('');
  const [dicho, setDicho] = useState<Dicho>({ tipo: 'nada' });
  const [confirmar, setConfirmar] = useState<PorConfirmar | null>(null);
  const entrada = useRef<HTMLInputElement>(null);
  // What comes is attended in its order, and each thing with what the one before left: a reader does not wait.
  const ahora = useRef<{ paso: Paso; confirmar: PorConfirmar | null }>({ paso: INICIO, confirmar: null });
  const turno = useRef<Promise<void>>(Promise.resolve());
  useTeclasHacia(entrada);

  function go(next: Paso, porConfirmar: PorConfirmar | null = null): void {
    ahora.current = { paso: next, confirmar: porConfirmar };
    setPaso(next);
    setConfirmar(porConfirmar);
    entrada.current?.focus();
  }

  /** @param antes what was said of the envelope before stays in sight when it was registered just now */
  async function read(que: string, antes: 'se quita' | 'se queda' = 'se quita'): Promise<void> {
    const isCodigo = looksLikeCodigo(que);
    const leida = await post<Leida>('/api/lectura', { texto: que });
    if (!leida.ok) {
      setDicho({ tipo: 'falla', mensaje: leida.error.mensaje });
      go(INICIO);
      return;
    }
    if (antes === 'se quita') setDicho({ tipo: 'nada' });
    if (!isCodigo) return go({ tipo: 'otra', texto: que });
    ask(que, null, leida.value);
  }

  /** One that had already arrived has no time to ask. */
  function ask(que: string, otra: string | null, leida: Leida): void {
    if (leida.sobre === null) {
      go({ tipo: 'hora', texto: que, otra, leida });
      return;
    }
    setDicho({ tipo: 'hecho', acopio: { ...leida, secuencia: null, avisos: [] } });
    go(INICIO);
  }

  async function readAgain(antes: string, que: string): Promise<void> {
    const leida = await post<Leida>('/api/lectura', { texto: que });
    if (!leida.ok || !same(antes, que)) {
      setDicho({
        tipo: 'falla',
        mensaje: 'Las dos veces no dicen lo mismo. Escriba la clave desde el principio.',
      });
      return go(INICIO);
    }
    ask(antes, que, leida.value);
  }

  async function register(
    { texto: que, otra }: Extract<Paso, { tipo: 'hora' }>,
    horaManuscrita: string | null,
  ): Promise<Result<AcopioHecho, Refusal>> {
    const done = await post<AcopioHecho>('/api/acopio', { texto: que, otra, horaManuscrita });
    setDicho(
      done.ok ? { tipo: 'hecho', acopio: done.value } : { tipo: 'falla', mensaje: done.error.mensaje },
    );
    return done;
  }

  async function withTime(de: Extract<Paso, { tipo: 'hora' }>, escrita: string): Promise<void> {
    if (looksLikeCodigo(escrita)) {
      const done = await register(de, null);
      if (done.ok) await read(escrita, 'se queda');
      return;
    }
    const { confirmar: pending } = ahora.current;
    if (escrita === '' && pending !== null) return end(await register(de, pending.hora));
    const hora = escrita === '' ? null : completarHora(escrita, proceso.jornada);
    const maquina = horaLocal(ahoraDelServidor(), proceso.huso);
    const avisos = hora === null ? [] : checkHoraManuscrita(hora, maquina, proceso.jornada);
    if (hora !== null && avisos.length > 0) {
      return go(de, { escrita, hora, avisos: avisos.map((aviso) => TEXTO_AVISO[aviso]) });
    }
    end(await register(de, hora));
  }

  function end(done: Result<AcopioHecho, Refusal>): void {
    if (done.ok) go(INICIO);
  }

  function attend(que: string): Promise<void> {
    const { paso: now } = ahora.current;
    if (now.tipo === 'hora') return withTime(now, que);
    if (que === '') return Promise.resolve();
    return now.tipo === 'otra' ? readAgain(now.texto, que) : read(que);
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const que = texto.trim();
    // At once: what is typed from now on is the next thing.
    setTexto('');
    turno.current = turno.current.then(() => attend(que));
  }

  return (
    <section className="mesa-caja sobre" aria-label="Recibir un sobre">
      <form onSubmit={submit} className="pila">
        {paso.tipo === 'hora' ? (
          <p className="sobre-acta">
            <b className="sobre-nombre">{nombreDeActa(paso.leida.titulo)}</b>
            <span className="gris">{paso.leida.titulo.territorio}</span>
          </p>
        ) : null}
        <label className="entrada">
          <span>{ETIQUETA[paso.tipo]}</span>
          <input
            ref={entrada}
            className="sobre-entrada"
            value={texto}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            placeholder={paso.tipo === 'hora' ? '20:15' : ''}
            aria-invalid={confirmar === null ? undefined : 'true'}
            onChange={({ target }) => setTexto(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && paso.tipo !== 'leer') go(INICIO);
            }}
          />
        </label>
        {confirmar === null ? null : (
          <Aviso clase="advierte" titulo={`Revise la hora escrita: ${confirmar.escrita}`}>
            {confirmar.avisos.map((mensaje) => (
              <p key={mensaje}>{enMayuscula(mensaje)}.</p>
            ))}
            <p>Si así dice el sobre, presione Intro. Si no, escríbala bien.</p>
          </Aviso>
        )}
        {paso.tipo === 'leer' ? null : (
          <div className="fila">
            <button type="submit" className="boton boton-principal">
              {paso.tipo === 'otra' ? 'Seguir' : botonDe(texto, confirmar)}
            </button>
            <button type="button" className="boton" onClick={() => go(INICIO)}>
              Cancelar <kbd>Esc</kbd>
            </button>
          </div>
        )}
      </form>
      {dicho.tipo === 'falla' ? (
        <Aviso clase="falla" titulo="No se registró">
          <p>{dicho.mensaje}</p>
        </Aviso>
      ) : null}
      {dicho.tipo === 'hecho' ? <Hecho acopio={dicho.acopio} huso={proceso.huso} /> : null}
    </section>
  );
}

function botonDe(texto: string, confirmar: PorConfirmar | null): string {
  if (texto.trim() !== '') return 'Registrar el sobre';
  return confirmar === null ? 'Registrar sin hora' : 'Registrar así';
}

function Hecho({ acopio, huso }: { readonly acopio: AcopioHecho; readonly huso: string }) {
  const { titulo, sobre, secuencia, avisos } = acopio;
  const when = sobre === null || sobre === 'antes' ? '' : ` a las ${formatHora(sobre, huso)}`;
  return (
    <Aviso
      clase={secuencia === null ? 'informa' : 'bien'}
      titulo={secuencia === null ? `Ese sobre ya se había registrado${when}` : `Sobre registrado${when}`}
    >
      <p>{nombreDeActa(titulo)}</p>
      {avisos.map(({ codigo, mensaje }) => (
        <p key={codigo} className="gris">
          De la hora escrita: {mensaje}.
        </p>
      ))}
    </Aviso>
  );
}

/** What is typed without being anywhere goes to the envelope: that is how a reader of codes writes. */
function useTeclasHacia(entrada: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    entrada.current?.focus();
    const hear = (event: KeyboardEvent) => {
      const somewhere = document.activeElement !== null && document.activeElement !== document.body;
      if (somewhere || event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return;
      entrada.current?.focus();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [entrada]);
}

function same(a: string, b: string): boolean {
  return a.replaceAll(/\s/g, '').toUpperCase() === b.replaceAll(/\s/g, '').toUpperCase();
}

function enMayuscula(texto: string): string {
  return texto.slice(0, 1).toUpperCase() + texto.slice(1);
}
