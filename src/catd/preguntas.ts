/**
 * What the station asks of the server besides what it sends, each in its time: the hour, the actas that its CATD
 * expects, what became of what was sent. And what any answer, or none, says of the link.
 */

import type { EquipoEnServidor } from '../acopio/contrato-de-equipo.ts';
import type { EntregaEnServidor } from '../digitalizacion/contrato.ts';
import type { Refusal } from '../dominio/result.ts';
import type { Almacen, EntregaGuardada } from './almacen.ts';
import { type Pedir, type Peticion, type Respuesta, refusalOf } from './cliente.ts';
import { estaEnCamino, faltaOriginal } from './cola.ts';
import type { Enlace } from './contrato.ts';
import { type Libro, readVistas } from './libro.ts';
import { measureDesfase } from './medir.ts';
import { inWords, type Reloj, type Relojes } from './reloj.ts';

/** What came of asking. */
export type Hecho = 'bien' | 'sin_red' | 'no_autorizada' | 'espere';

export interface Preguntas {
  /** Asks for something signed, and answers for what is of the link and not of what was asked. */
  ask(peticion: Peticion): Promise<Respuesta | Exclude<Hecho, 'bien'>>;
  /** The question that is due now; null when none is. */
  siguiente(): (() => Promise<Hecho>) | null;
  /** Moments of the monotonic clock at which one will be due. */
  vencen(): readonly number[];
  /** It is asked as soon as it can. */
  adelantar(cual: 'equipo' | 'estado' | 'reloj' | 'copia'): void;
  enlace(): Enlace;
  /** when the offset was measured last */
  medido(): string | null;
}

export interface DePreguntas {
  readonly almacen: Almacen;
  readonly libro: Libro;
  readonly reloj: Reloj;
  readonly relojes: Relojes;
  /** without signature, for the clock */
  readonly pedir: Pedir;
  readonly firmado: Pedir;
  readonly alto: AbortSignal;
  /** something changed that the page shows */
  readonly cambio: () => void;
  readonly anotar: (
    tipo: 'sin_red' | 'en_linea' | 'desfase_medido' | 'copia_restaurada',
    mensaje: string,
  ) => void;
  readonly azar: () => number;
}

/** Milliseconds. */
export interface PlazosDePreguntas {
  /** between one look at what the CATD expects and the next */
  readonly equipo: number;
  /** between one question about what is on its way and the next */
  readonly estado: number;
  readonly reloj: number;
  /** for the hour, when it could not be known */
  readonly fallaMaxima: number;
}

/** An offset that moved less than this is not worth a line in the log. */
const DESFASE_NOTABLE_MS = 500;

export function createPreguntas(de: DePreguntas, plazos: PlazosDePreguntas): Preguntas {
  const { almacen, libro, reloj, alto, azar } = de;
  const due = { equipo: 0, estado: 0, reloj: 0 };
  let enlace: Enlace = { tipo: 'empezando' };
  let medido: string | null = null;
  let etag: string | null = null;
  let revisada: 'si' | 'no' = 'no';

  function setEnlace(next: Enlace): void {
    const same =
      next.tipo === enlace.tipo &&
      ('mensaje' in next ? next.mensaje : '') === ('mensaje' in enlace ? enlace.mensaje : '');
    if (same) return;
    if (next.tipo === 'sin_red' && enlace.tipo !== 'sin_red') de.anotar('sin_red', next.mensaje);
    if (next.tipo === 'en_linea' && enlace.tipo !== 'empezando') de.anotar('en_linea', 'Volvió la conexión.');
    // Another reason for the same loss does not make it more recent.
    const desde = next.tipo === enlace.tipo && 'desde' in enlace ? enlace.desde : reloj.servidor();
    enlace = next.tipo === 'empezando' ? next : { ...next, desde };
    de.cambio();
  }

  function sinRed({ mensaje }: Refusal): 'sin_red' {
    // It was this program that hung up.
    if (alto.aborted) return 'sin_red';
    setEnlace({ tipo: 'sin_red', desde: '', mensaje });
    return 'sin_red';
  }

  function noAutorizada({ codigo, mensaje }: Refusal): 'no_autorizada' {
    setEnlace({ tipo: 'no_autorizada', desde: '', codigo, mensaje });
    return 'no_autorizada';
  }

  async function ask(peticion: Peticion): Promise<Respuesta | Exclude<Hecho, 'bien'>> {
    for (let intento = 1; ; intento += 1) {
      const asked = await de.firmado(peticion);
      if (!asked.ok) return sinRed(asked.error);
      const { estado, cuerpo } = asked.value;
      const refusal = refusalOf(asked.value);
      if (refusal?.codigo === 'RELOJ_FUERA' && intento === 1) {
        correctClock(cuerpo);
        continue;
      }
      if (estado === 401 || estado === 403) return noAutorizada(refusal ?? SIN_RAZON);
      // It is there, and asks for patience.
      if (estado === 429) return 'espere';
      // 5xx, or an address that it does not have: whoever is there is not the server, or cannot now.
      if (estado >= 500 || estado === 408 || refusal?.codigo === 'HTTP_404') {
        return sinRed({ codigo: 'SIN_RED', mensaje: refusal?.mensaje ?? `contestó ${estado}` });
      }
      setEnlace({ tipo: 'en_linea', desde: '' });
      return asked.value;
    }
  }

  function correctClock(cuerpo: unknown): void {
    const ahora = (cuerpo as { ahora?: unknown } | null)?.ahora;
    const servidor = typeof ahora === 'string' ? Date.parse(ahora) : Number.NaN;
    if (!Number.isNaN(servidor)) reloj.ponerDesfase(Math.round(servidor - Date.parse(reloj.now())));
    due.reloj = 0;
  }

  async function medir(): Promise<Hecho> {
    const measured = await measureDesfase(de.pedir, de.relojes);
    // The server is away, or an old one without this address: what is asked next says which.
    if (measured === null) return 'sin_red';
    const before = reloj.desfase();
    reloj.ponerDesfase(measured.desfase);
    medido = reloj.servidor();
    due.reloj = reloj.monotono() + plazos.reloj;
    if (before === null || Math.abs(measured.desfase - before) > DESFASE_NOTABLE_MS) {
      de.anotar('desfase_medido', `El reloj de esta computadora ${inWords(measured.desfase)}.`);
    }
    de.cambio();
    return 'bien';
  }

  async function askEquipo(): Promise<Hecho> {
    const asked = await ask({
      ...{ metodo: 'GET', ruta: '/api/equipo' },
      ...(etag !== null && { cabeceras: { 'if-none-match': etag } }),
    });
    if (typeof asked === 'string') return asked;
    due.equipo = reloj.monotono() + plazos.equipo * (0.75 + azar() / 2);
    if (asked.estado === 304) return 'bien';
    const equipo = asked.cuerpo as EquipoEnServidor | null;
    if (asked.estado !== 200 || equipo === null) return 'bien';
    if (equipo.estado !== 'activo') return noAutorizada(SIN_CONFIRMAR);
    // On a full disk it is asked again next time.
    const kept = almacen.transaccion(() => almacen.ponerEquipo(equipo));
    if (kept.ok) etag = asked.cabeceras.etag ?? null;
    de.cambio();
    return 'bien';
  }

  /** Whether the server has deliveries of this station that the station does not: its folder is an old copy. */
  async function reviewCopy(): Promise<Hecho> {
    const next = almacen.siguienteSecuencia();
    const asked = await ask({ metodo: 'GET', ruta: `/api/entregas?desde=${next}` });
    if (typeof asked === 'string') return asked;
    const vistas = asked.estado === 200 ? readVistas(asked.cuerpo) : null;
    if (vistas === null) return 'espere';
    const last = Math.max(0, ...vistas.map(({ secuencia }) => secuencia));
    if (last < next) {
      revisada = 'si';
      return 'bien';
    }
    const jumped = almacen.transaccion(() => almacen.saltarSecuencia(last));
    // With the disk full nothing can take a number meanwhile: it is asked again.
    if (!jumped.ok) return 'espere';
    de.anotar(
      'copia_restaurada',
      'El servidor tiene entregas de esta estación que aquí no están: su carpeta es una copia anterior. Avise a la coordinación del CCV; se sigue desde la última.',
    );
    return 'bien';
  }

  async function poll(): Promise<Hecho> {
    due.estado = reloj.monotono() + plazos.estado;
    let desde = libro.todas().find((each) => isOpen(each))?.secuencia;
    while (desde !== undefined) {
      const asked = await ask({ metodo: 'GET', ruta: `/api/entregas?desde=${desde}` });
      if (typeof asked === 'string') return asked;
      const vistas = readVistas(asked.cuerpo) ?? [];
      for (const vista of vistas) take(vista);
      const last = vistas.at(-1)?.secuencia;
      desde = vistas.length < 200 || last === undefined ? undefined : last + 1;
    }
    de.cambio();
    return 'bien';
  }

  function take(vista: EntregaEnServidor): void {
    if (libro.deSecuencia(vista.secuencia)?.id === vista.id) libro.ponerVista(vista.secuencia, vista);
  }

  /** Whether or not the hour could be known, the server is asked: it may answer this and not that. */
  function afterClock(hecho: Hecho): Promise<Hecho> | Hecho {
    if (hecho !== 'bien') due.reloj = reloj.monotono() + plazos.fallaMaxima;
    return askEquipo();
  }

  return {
    ask,
    siguiente() {
      const now = reloj.monotono();
      if (due.reloj <= now) return () => medir().then(afterClock);
      if (enlace.tipo !== 'en_linea' || due.equipo <= now) return askEquipo;
      if (revisada === 'no') return reviewCopy;
      return due.estado <= now && libro.todas().some(isOpen) ? poll : null;
    },
    vencen() {
      const times = [due.equipo, due.reloj];
      return libro.todas().some(isOpen) ? [...times, due.estado] : times;
    },
    adelantar(cual) {
      if (cual === 'copia') revisada = 'no';
      else due[cual] = 0;
    },
    enlace: () => enlace,
    medido: () => medido,
  };
}

/** Its state at the server may still change. */
function isOpen(entrega: EntregaGuardada): boolean {
  return estaEnCamino(entrega) || faltaOriginal(entrega);
}

const SIN_CONFIRMAR: Refusal = {
  codigo: 'POR_CONFIRMAR',
  mensaje: 'La coordinación todavía no confirma esta estación, o la revocó.',
};
const SIN_RAZON: Refusal = {
  codigo: 'NO_AUTORIZADA',
  mensaje: 'El servidor no deja entrar a esta estación.',
};
