/**
 * The desk of a capturista: the acta in front of them, the next one already here, and what is on its way to the
 * server. It knows nothing of the screen.
 *
 * What is sent leaves the desk at once and travels behind; everything that changes what one has assigned goes through
 * one line, so that answers arrive in the order in which things were asked. A fault of the network is tried again with
 * the same key until it is known; a refusal is told with the name of its acta and what happened with it.
 */

import type { ResumenDeCaptura, TareaDeCaptura, Tareas } from '../../../src/captura/contrato.ts';
import type { Instante } from '../../../src/dominio/acta.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import { esPasajero, rutaDeActa } from '../api.ts';
import type { Entorno, EstadoDeMesa, Mesa, NoticiaDeActa } from './contrato-de-mesa.ts';
import type { PorEnviar } from './guardado.ts';

const RUTA = '/api/captura/actas';
/** The empty queue, and whatever failed, are asked again. */
const PREGUNTA_MS = 5_000;
/** The second acta is completed while the first is typed. */
const COMPLETA_MS = 10_000;
const REINTENTO_MS = 3_000;
const PRORROGA_MS = 60_000;
/** An acta that waited its turn on the desk needs this much to be typed. */
const HOLGURA_MS = 120_000;

const POR_ENVIAR: Refusal = {
  codigo: 'POR_ENVIAR',
  mensaje: 'Hay un acta que todavía no llega al servidor. Espere a que se envíe.',
};

const NO_ES_DE_UNO = new Set(['ASIGNACION_VENCIDA', 'SIN_ASIGNACION']);

export function createMesa(entorno: Entorno): Mesa {
  const { guardado } = entorno;
  const listeners = new Set<() => void>();
  let assigned: readonly TareaDeCaptura[] = [];
  let outbox = guardado.porEnviar();
  let resumen: ResumenDeCaptura | null = null;
  let abierta: 'abriendo' | 'abierta' | 'en_pausa' = 'abriendo';
  let viva: 'viva' | 'cerrada' = 'viva';
  let red: EstadoDeMesa['red'] = 'bien';
  let falla: Refusal | null = null;
  let noticias: readonly NoticiaDeActa[] = [];
  let serial = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** when the last extension of the acta in front was asked */
  let extended = { acta: '', at: 0 };
  /** the acta that can have no more time */
  let agotada = '';
  let snapshot = view();
  /** one thing at a time of what changes what one has */
  let line: Promise<unknown> = Promise.resolve();

  function view(): EstadoDeMesa {
    const [actual = null, siguiente = null] = assigned;
    const tiempo = actual !== null && actual.acta === agotada ? 'agotado' : 'extensible';
    return {
      ...{ fase: phase(actual), actual, siguiente, resumen, porEnviar: outbox },
      ...{ red, tiempo, falla, noticias },
    };
  }
  function phase(actual: TareaDeCaptura | null): EstadoDeMesa['fase'] {
    if (abierta === 'en_pausa') return 'en_pausa';
    if (outbox.length > 1) return 'por_enviar';
    if (actual !== null) return 'capturando';
    if (outbox.length > 0) return 'por_enviar';
    if (falla !== null) return 'falla';
    return abierta === 'abriendo' ? 'abriendo' : 'vacia';
  }
  function publish(): void {
    const before = snapshot.actual?.acta;
    snapshot = view();
    if (snapshot.siguiente !== null) entorno.precargar(snapshot.siguiente.imagen.direccion);
    for (const listener of listeners) listener();
    if (snapshot.actual !== null && snapshot.actual.acta !== before) ensureTime(snapshot.actual);
  }
  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const mine = line.then(work);
    line = mine.catch(() => undefined);
    return mine;
  }
  function setOutbox(list: readonly PorEnviar[]): void {
    outbox = list;
    guardado.guardarPorEnviar(list);
  }
  function tell(titulo: TituloDeActa, mensaje: string, desenlace: string): void {
    serial += 1;
    noticias = [...noticias, { id: serial, titulo, mensaje, desenlace }];
  }
  function schedule(ms: number): void {
    clearTimeout(timer);
    if (viva === 'viva') timer = setTimeout(() => void inLine(work), ms);
  }

  /** What the server says one has, without what is already done here. The acta in front stays in front. */
  function receive(tareas: Tareas): readonly TareaDeCaptura[] {
    const sent = new Set(outbox.map(({ acta }) => acta));
    const list = tareas.tareas.filter(({ acta }) => !sent.has(acta));
    const front = assigned[0]?.acta ?? guardado.borradores()[0]?.acta;
    resumen = tareas.resumen;
    falla = null;
    return [...list.filter(({ acta }) => acta === front), ...list.filter(({ acta }) => acta !== front)];
  }

  /** One turn of the line: send what waits; then, if anything is missing on the desk, ask for it. */
  async function work(): Promise<void> {
    if (viva === 'cerrada') return;
    if (outbox.length > 0) {
      if ((await sendFirst()) === 'despues') return schedule(REINTENTO_MS);
      if (outbox.length > 0) return work();
    }
    if (abierta === 'en_pausa') return;
    if (abierta === 'abriendo') await takeUp();
    if (abierta === 'abierta' && assigned.length < 2) await ask();
    publish();
    schedule(assigned.length === 0 ? PREGUNTA_MS : COMPLETA_MS);
  }

  async function ask(): Promise<void> {
    const answer = await entorno.post<Tareas>('/api/captura/siguiente');
    if (!answer.ok) return failed(answer.error);
    red = 'bien';
    await settle(answer.value);
  }

  /** Half-typed actas whose time ran out are asked for again before anything new is taken. */
  async function takeUp(): Promise<void> {
    const answer = await entorno.get<Tareas>('/api/captura/tareas');
    if (!answer.ok) return failed(answer.error);
    red = 'bien';
    abierta = 'abierta';
    assigned = receive(answer.value);
    const waiting = new Set<IdActa>([...assigned, ...outbox].map(({ acta }) => acta));
    for (const { acta, titulo } of guardado.borradores()) {
      if (waiting.has(acta) || (await retake(acta, titulo)) !== 'despues') continue;
      // Not known yet whether it is still one's own: the next turn asks again.
      abierta = 'abriendo';
      return;
    }
  }

  function noteNetwork(error: Refusal): void {
    if (esPasajero(error)) red = error.codigo === 'SIN_RED' ? 'sin_red' : 'sin_servidor';
  }

  function failed(error: Refusal): void {
    noteNetwork(error);
    falla = error;
  }

  /** Puts on the desk what the server says; an acta in front that is not there is asked for again. */
  async function settle(tareas: Tareas): Promise<void> {
    const front = assigned[0];
    assigned = receive(tareas);
    if (front !== undefined && !assigned.some(({ acta }) => acta === front.acta)) {
      if (guardado.borrador(front.acta) !== null) await retake(front.acta, front.titulo);
    }
  }

  async function retake(acta: IdActa, titulo: TituloDeActa): Promise<'mia' | 'perdida' | 'despues'> {
    const answer = await entorno.post<TareaDeCaptura>(rutaDeActa(RUTA, acta, 'retomar'));
    if (answer.ok) {
      assigned = [answer.value, ...assigned.filter((tarea) => tarea.acta !== acta)];
      return 'mia';
    }
    if (esPasajero(answer.error) || answer.error.codigo === 'SIN_SESION') {
      failed(answer.error);
      return 'despues';
    }
    if (answer.error.codigo === 'TIENE_OTRAS') {
      const room = await makeRoom(acta);
      if (room === 'hay') return retake(acta, titulo);
      if (room === 'despues') return 'despues';
    }
    lose(acta, titulo, answer.error);
    return 'perdida';
  }

  /**
   * With both places taken by actas that nobody has begun, the half-typed one goes first. What one has is asked to
   * the server: an answer that was lost may have assigned what is not on the desk.
   */
  async function makeRoom(acta: IdActa): Promise<'hay' | 'no_hay' | 'despues'> {
    const answer = await entorno.get<Tareas>('/api/captura/tareas');
    if (!answer.ok) {
      failed(answer.error);
      return 'despues';
    }
    const begun = new Set<IdActa>([acta, ...outbox.map((item) => item.acta)]);
    const last = answer.value.tareas.findLast((tarea) => !begun.has(tarea.acta));
    if (last === undefined) return 'no_hay';
    const given = await entorno.post<Tareas>(rutaDeActa(RUTA, last.acta, 'devolucion'));
    if (given.ok || NO_ES_DE_UNO.has(given.error.codigo)) {
      assigned = assigned.filter((tarea) => tarea.acta !== last.acta);
      return 'hay';
    }
    failed(given.error);
    return 'despues';
  }

  function lose(acta: IdActa, titulo: TituloDeActa, { mensaje }: Refusal): void {
    assigned = assigned.filter((tarea) => tarea.acta !== acta);
    guardado.quitarBorrador(acta);
    tell(
      titulo,
      mensaje,
      'Lo que usted tecleó de esta acta no se registró. No tiene que hacer nada más con ella.',
    );
  }

  async function sendFirst(): Promise<'hecho' | 'despues'> {
    const [first] = outbox;
    if (first === undefined) return 'hecho';
    const answer = await entorno.post<Tareas>(
      rutaDeActa(RUTA, first.acta, first.que === 'problema' ? 'problema' : ''),
      first.cuerpo,
      { idempotencia: first.llave },
    );
    if (answer.ok) {
      red = 'bien';
      setOutbox(outbox.slice(1));
      guardado.quitarBorrador(first.acta);
      if (abierta === 'abierta') await settle(answer.value);
      publish();
      return 'hecho';
    }
    if (esPasajero(answer.error) || answer.error.codigo === 'SIN_SESION') {
      noteNetwork(answer.error);
      publish();
      return 'despues';
    }
    const end = await refused(first, answer.error);
    publish();
    return end;
  }

  /** A refusal is for good: either the acta is still one's own and comes back, or it is not. */
  async function refused(item: PorEnviar, error: Refusal): Promise<'hecho' | 'despues'> {
    const { acta, titulo } = item;
    if (error.codigo === 'YA_LA_CAPTURO') {
      // It is recorded: what was lost is the answer.
      setOutbox(outbox.slice(1));
      guardado.quitarBorrador(acta);
      return 'hecho';
    }
    if (NO_ES_DE_UNO.has(error.codigo)) {
      const others = outbox.slice(1);
      outbox = others;
      const end = await retake(acta, titulo);
      if (end === 'perdida') setOutbox(others);
      else {
        // Mine again: it is sent as something new, since the first time was answered.
        assigned = assigned.filter((tarea) => tarea.acta !== acta);
        setOutbox([end === 'mia' ? { ...item, llave: entorno.nuevaLlave() } : item, ...others]);
      }
      return end === 'perdida' ? 'hecho' : 'despues';
    }
    const answer = await entorno.get<Tareas>('/api/captura/tareas');
    if (!answer.ok) return 'despues';
    setOutbox(outbox.slice(1));
    assigned = receive(answer.value);
    if (assigned.some((tarea) => tarea.acta === acta)) {
      tell(titulo, error.mensaje, 'No se registró: vuelve a su pantalla, con lo que tecleó.');
    } else {
      lose(acta, titulo, error);
    }
    return 'hecho';
  }

  function send(item: PorEnviar): void {
    setOutbox([...outbox, item]);
    assigned = assigned.filter(({ acta }) => acta !== item.acta);
    publish();
    void inLine(work);
  }

  /** An acta that comes to the front with little time left, because it waited on the desk, gets more. */
  function ensureTime({ acta, vence }: TareaDeCaptura): void {
    extended = { acta, at: entorno.ahora().getTime() };
    if (Date.parse(vence) - entorno.ahora().getTime() < HOLGURA_MS) void extend();
  }

  async function extend(): Promise<void> {
    const front = assigned[0];
    if (front === undefined) return;
    extended = { acta: front.acta, at: entorno.ahora().getTime() };
    const answer = await entorno.post<{ readonly vence: Instante }>(rutaDeActa(RUTA, front.acta, 'prorroga'));
    if (answer.ok) {
      assigned = assigned.map((tarea) =>
        tarea.acta === front.acta ? { ...tarea, vence: answer.value.vence } : tarea,
      );
      return publish();
    }
    if (answer.error.codigo === 'PRORROGA_AGOTADA') {
      agotada = front.acta;
      return publish();
    }
    if (!NO_ES_DE_UNO.has(answer.error.codigo)) return;
    await inLine(async () => {
      if (assigned.some(({ acta }) => acta === front.acta)) await retake(front.acta, front.titulo);
      publish();
    });
  }

  return {
    estado: () => snapshot,
    suscribir(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    abrir() {
      viva = 'viva';
      abierta = 'abriendo';
      publish();
      void inLine(work);
    },
    enviar(acta, cuerpo) {
      const tarea = assigned.find((each) => each.acta === acta);
      if (tarea === undefined) return;
      send({ acta, titulo: tarea.titulo, llave: entorno.nuevaLlave(), que: 'captura', cuerpo });
    },
    reportar(acta, cuerpo) {
      const tarea = assigned.find((each) => each.acta === acta);
      if (tarea === undefined) return;
      send({ acta, titulo: tarea.titulo, llave: entorno.nuevaLlave(), que: 'problema', cuerpo });
    },
    teclea() {
      const front = assigned[0];
      if (front === undefined || extended.acta !== front.acta) return;
      if (entorno.ahora().getTime() - extended.at >= PRORROGA_MS) void extend();
    },
    pausar: () =>
      inLine(async () => {
        if (outbox.length > 0) return POR_ENVIAR;
        const answer = await entorno.post<Tareas>('/api/captura/pausa');
        if (!answer.ok) return answer.error;
        resumen = answer.value.resumen;
        assigned = [];
        abierta = 'en_pausa';
        clearTimeout(timer);
        publish();
        return null;
      }),
    hayRed: () => void inLine(work),
    descartar(id) {
      noticias = noticias.filter((noticia) => noticia.id !== id);
      publish();
    },
    cerrar() {
      viva = 'cerrada';
      clearTimeout(timer);
    },
  };
}
