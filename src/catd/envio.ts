/**
 * Sends what is in the queue, for as many hours as it takes. Every request may be cut at any byte and be asked again:
 * the server says from which byte on it lacks a file, and the same delivery twice is one.
 */

import type { EquipoEnServidor } from '../acopio/contrato-de-equipo.ts';
import type { EntregaEnServidor } from '../digitalizacion/contrato.ts';
import type { Refusal } from '../dominio/result.ts';
import type { Almacen, EntregaGuardada } from './almacen.ts';
import type { Archivos } from './archivos.ts';
import { type Pedir, type Peticion, type Respuesta, refusalOf } from './cliente.ts';
import { estaEnCamino, faltaOriginal, type Paso, siguientePaso, siguienteTrozo } from './cola.ts';
import type { Enlace } from './contrato.ts';
import { type Libro, readVista, readVistas } from './libro.ts';
import { measureDesfase } from './medir.ts';
import { espera, type Reloj, type Relojes } from './reloj.ts';

export interface Envio {
  /** Ends when `alto` does. */
  readonly fin: Promise<void>;
  enlace(): Enlace;
  /** when the offset was measured last */
  medido(): string | null;
  /** There is something new to send. */
  despertar(): void;
  /** The clock jumped: it has to be measured again. */
  medirDeNuevo(): void;
}

export interface DeEnvio {
  readonly almacen: Almacen;
  readonly archivos: Archivos;
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
  /** less than the usual ones, in tests */
  readonly plazos?: Partial<Plazos>;
}

/** Milliseconds. */
export interface Plazos {
  /** between one look at what the CATD expects and the next */
  readonly equipo: number;
  /** between one question about what is on its way and the next */
  readonly estado: number;
  readonly reloj: number;
  /** the first wait after a failure, that doubles */
  readonly falla: number;
  /** the longest one */
  readonly fallaMaxima: number;
}

const PLAZOS: Plazos = { equipo: 20_000, estado: 5_000, reloj: 300_000, falla: 1_000, fallaMaxima: 60_000 };
const TROZO_INICIAL = 64 * 1024;
/** Of the answers that say that the delivery itself is wrong: asking again would be the same. */
const DE_LA_ENTREGA = new Set([400, 409, 413, 422]);
/** An offset that moved less than this is not worth a line in the log. */
const DESFASE_NOTABLE_MS = 500;

/** What came of asking. */
type Hecho = 'bien' | 'sin_red' | 'no_autorizada' | 'espere';

export function startEnvio(de: DeEnvio): Envio {
  const { almacen, archivos, libro, reloj, alto, azar } = de;
  const plazos: Plazos = { ...PLAZOS, ...de.plazos };
  const apartadas = new Map<number, { readonly hasta: number; readonly fallas: number }>();
  const due = { equipo: 0, estado: 0, reloj: 0 };
  let enlace: Enlace = { tipo: 'empezando' };
  let medido: string | null = null;
  let etag: string | null = null;
  let fallas = 0;
  let trozo = TROZO_INICIAL;
  let revisada: 'si' | 'no' = 'no';
  let ultima: 'pregunta' | 'envio' = 'envio';
  let wake: () => void = () => undefined;

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

  function sinRed({ mensaje }: Refusal): Hecho {
    // It was this program that hung up.
    if (alto.aborted) return 'sin_red';
    setEnlace({ tipo: 'sin_red', desde: '', mensaje });
    return 'sin_red';
  }

  function noAutorizada({ codigo, mensaje }: Refusal): Hecho {
    setEnlace({ tipo: 'no_autorizada', desde: '', codigo, mensaje });
    return 'no_autorizada';
  }

  /** Asks for something signed, and answers for what is of the link and not of what was asked. */
  async function ask(peticion: Peticion): Promise<Respuesta | Exclude<Hecho, 'bien'>> {
    for (let intento = 1; ; intento += 1) {
      const asked = await de.firmado(peticion);
      if (!asked.ok) return sinRed(asked.error) as 'sin_red';
      const { estado, cuerpo } = asked.value;
      const refusal = refusalOf(asked.value);
      if (refusal?.codigo === 'RELOJ_FUERA' && intento === 1) {
        correctClock(cuerpo);
        continue;
      }
      if (estado === 401 || estado === 403) return noAutorizada(refusal ?? SIN_RAZON) as 'no_autorizada';
      // It is there, and asks for patience.
      if (estado === 429) return 'espere';
      // 5xx, or an address that it does not have: whoever is there is not the server, or cannot now.
      if (estado >= 500 || estado === 408 || refusal?.codigo === 'HTTP_404') {
        return sinRed({ codigo: 'SIN_RED', mensaje: refusal?.mensaje ?? `contestó ${estado}` }) as 'sin_red';
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
    almacen.transaccion(() => almacen.saltarSecuencia(last));
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

  async function step(paso: Exclude<Paso, { tipo: 'nada' }>): Promise<Hecho> {
    const entrega = libro.deSecuencia(paso.secuencia);
    if (entrega === null) throw new Error(`no such delivery: ${paso.secuencia}`);
    return paso.tipo === 'anunciar' ? announce(entrega) : sendPiece(entrega, paso);
  }

  async function announce(entrega: EntregaGuardada): Promise<Hecho> {
    const { secuencia, texto, firma } = entrega;
    if (entrega.archivo !== null && !archivos.isWhole(entrega.archivo.sha256)) {
      refuseHere(entrega, {
        codigo: 'ARCHIVO_DANADO',
        mensaje: 'La imagen guardada en esta computadora se dañó. Digitalice el acta otra vez.',
      });
      return 'bien';
    }
    const asked = await ask({ metodo: 'POST', ruta: '/api/entregas', cuerpo: { texto, firma } });
    if (typeof asked === 'string') return asked;
    const vista = readVista(asked.cuerpo);
    const refusal = refusalOf(asked);
    if (refusal === null && vista !== null) libro.ponerVista(secuencia, vista);
    else if (refusal !== null && DE_LA_ENTREGA.has(asked.estado)) refuseHere(entrega, refusal);
    else putAside(secuencia);
    if (refusal?.codigo === 'SECUENCIA_REPETIDA') revisada = 'no';
    de.cambio();
    return 'bien';
  }

  async function sendPiece(
    entrega: EntregaGuardada,
    { tipo, secuencia, desde, cuantos }: Extract<Paso, { tipo: 'bytes' | 'original' }>,
  ): Promise<Hecho> {
    const file = tipo === 'bytes' ? entrega.archivo : entrega.original;
    if (file === null) throw new Error(`a delivery without ${tipo}: ${secuencia}`);
    if (!archivos.isWhole(file.sha256)) {
      if (tipo === 'bytes') libro.ponerVista(secuencia, null);
      else putAside(secuencia, 'para siempre');
      return 'bien';
    }
    const cuerpo = archivos.piece(file.sha256, desde, cuantos);
    const from = reloj.monotono();
    const asked = await ask({
      metodo: 'PUT',
      ruta: `/api/entregas/${entrega.id}/${tipo}?desde=${desde}`,
      cuerpo,
    });
    if (typeof asked === 'string') {
      if (asked === 'sin_red') trozo = siguienteTrozo(trozo, 'falla');
      return asked;
    }
    trozo = siguienteTrozo(trozo, { ms: reloj.monotono() - from });
    const vista = readVista(asked.cuerpo);
    if (refusalOf(asked) === null && vista !== null) {
      libro.ponerVista(secuencia, vista);
      apartadas.delete(secuencia);
    } else {
      // It may not know of it any more, or have another idea of how much it has: it is announced again.
      putAside(secuencia);
      if (tipo === 'bytes') libro.ponerVista(secuencia, null);
      else due.estado = 0;
    }
    de.cambio();
    return 'bien';
  }

  function refuseHere(entrega: EntregaGuardada, { codigo, mensaje }: Refusal): void {
    libro.ponerVista(entrega.secuencia, {
      ...{ id: entrega.id, secuencia: entrega.secuencia, estado: 'rechazada', faltaDesde: 0 },
      ...{ originalFaltaDesde: null, originalCompleto: false, acta: null, uso: null, publicada: null },
      ...{ codigo, mensaje },
    });
  }

  function putAside(secuencia: number, cuanto: 'un rato' | 'para siempre' = 'un rato'): void {
    const before = apartadas.get(secuencia)?.fallas ?? 0;
    const ms = espera(before, { base: plazos.falla, tope: plazos.fallaMaxima, azar: azar() });
    const hasta = cuanto === 'un rato' ? reloj.monotono() + ms : Number.POSITIVE_INFINITY;
    apartadas.set(secuencia, { hasta, fallas: before + 1 });
  }

  function free(): ReadonlySet<number> {
    const now = reloj.monotono();
    return new Set([...apartadas].filter(([, { hasta }]) => hasta > now).map(([secuencia]) => secuencia));
  }

  /** What is due now; null when nothing is. */
  function nextTask(): (() => Promise<Hecho>) | null {
    const now = reloj.monotono();
    const paso = siguientePaso(libro.todas(), trozo, free());
    const send = paso.tipo === 'nada' ? null : () => step(paso);
    // On a link that is lost every moment, asking how things are must not take the place of sending.
    const turn = ultima === 'pregunta' && enlace.tipo === 'en_linea' ? send : null;
    const asks = turn === null ? nextAsk(now) : null;
    ultima = asks === null ? 'envio' : 'pregunta';
    return asks ?? send;
  }

  function nextAsk(now: number): (() => Promise<Hecho>) | null {
    if (due.reloj <= now) return () => medir().then(afterClock);
    if (enlace.tipo !== 'en_linea' || due.equipo <= now) return askEquipo;
    if (revisada === 'no') return reviewCopy;
    return due.estado <= now && libro.todas().some(isOpen) ? poll : null;
  }

  /** Whether or not the hour could be known, the server is asked: it may answer this and not that. */
  function afterClock(hecho: Hecho): Promise<Hecho> | Hecho {
    if (hecho !== 'bien') due.reloj = reloj.monotono() + plazos.fallaMaxima;
    return askEquipo();
  }

  async function run(): Promise<void> {
    while (!alto.aborted) {
      const task = nextTask();
      if (task === null) {
        await sleep(untilDue());
        continue;
      }
      const hecho = await task();
      if (alto.aborted) return;
      if (hecho === 'bien') {
        fallas = 0;
        continue;
      }
      const base = hecho === 'sin_red' ? plazos.falla : plazos.falla * 10;
      await sleep(espera(fallas, { base, tope: plazos.fallaMaxima, azar: azar() }), 'sin despertar');
      fallas += 1;
      // Whatever is known of the link is old: the first thing is to ask for what always answers.
      if (enlace.tipo === 'en_linea') due.equipo = 0;
    }
  }

  function untilDue(): number {
    const now = reloj.monotono();
    const times = [due.equipo, due.reloj, ...[...apartadas.values()].map(({ hasta }) => hasta)];
    if (libro.todas().some(isOpen)) times.push(due.estado);
    return Math.max(10, Math.min(...times.filter((time) => time > now), now + plazos.equipo) - now);
  }

  /** @param como a failure is waited for whole: what arrives meanwhile does not make the network come back */
  function sleep(ms: number, como: 'despertable' | 'sin despertar' = 'despertable'): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      function end(): void {
        clearTimeout(timer);
        alto.removeEventListener('abort', end);
        resolve();
      }
      alto.addEventListener('abort', end);
      wake = como === 'despertable' ? end : () => undefined;
    });
  }

  return {
    fin: run(),
    enlace: () => enlace,
    medido: () => medido,
    despertar: () => wake(),
    medirDeNuevo() {
      due.reloj = 0;
      wake();
    },
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

/** `va 3 min 20 s adelantado`, from what must be added to it. */
export function inWords(desfase: number): string {
  const seconds = Math.round(Math.abs(desfase) / 1000);
  if (seconds < 2) return 'está en hora';
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const parts = [h > 0 ? `${h} h` : '', m > 0 ? `${m} min` : '', s > 0 ? `${s} s` : ''].filter(Boolean);
  return `va ${parts.join(' ')} ${desfase < 0 ? 'adelantado' : 'atrasado'}`;
}
