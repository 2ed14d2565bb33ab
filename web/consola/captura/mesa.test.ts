import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TareaDeCaptura, Tareas } from '../../../src/captura/contrato.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import { ok, refuse } from '../../../src/dominio/result.ts';
import type { Opciones, Respuesta } from '../api.ts';
import { AHORA, actaNumero, tareaNumero, tituloNumero } from '../pruebas/datos.ts';
import type { EstadoDeMesa, Mesa } from './contrato-de-mesa.ts';
import { createGuardado, type Guardado } from './guardado.ts';
import { createMesa } from './mesa.ts';

const RESUMEN = { enEstaHora: 3, enTotal: 9, enEspera: 40 };
const CUERPO = { lecturas: { PAN: 7 }, advertencias: [] };

/** A server of one person: what they have, what waits, and what each route answers next. */
let asignadas: TareaDeCaptura[];
let cola: TareaDeCaptura[];
let pedidos: { readonly ruta: string; readonly llave: string | undefined }[];
let proximas: Map<string, Respuesta<unknown>[]>;
let guardado: Guardado;
let mesa: Mesa;
let estado: () => EstadoDeMesa;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(AHORA) });
  asignadas = [];
  cola = [0, 1, 2, 3].map((n) => tareaNumero(n, 'x'));
  pedidos = [];
  proximas = new Map();
  guardado = createGuardado(createAlmacen(), 'cap-041', new Date());
  start();
});
afterEach(() => {
  mesa.cerrar();
  vi.useRealTimers();
});

describe('the desk of a capturista', () => {
  test('the acta that is sent leaves at once, before the server says anything', async () => {
    await open();
    mesa.enviar(front(), CUERPO);
    expect(estado().actual?.acta).toBe(actaNumero(1));
    expect(estado().porEnviar.map(({ acta }) => acta)).toEqual([actaNumero(0)]);
    await settle();
    expect(estado().porEnviar).toEqual([]);
    expect(estado().siguiente?.acta).toBe(actaNumero(2));
  });

  test('a second one sent while the first travels waits for it, and both arrive in order', async () => {
    await open();
    mesa.enviar(front(), CUERPO);
    mesa.enviar(front(), CUERPO);
    expect(estado().fase).toBe('por_enviar');
    await settle();
    expect(sent()).toEqual([ruta(0), ruta(1)]);
    expect(estado().actual?.acta).toBe(actaNumero(2));
  });

  test.each(['SIN_RED', 'BASE_NO_DISPONIBLE', 'ESPERE'])(
    '%s is tried again with the same key',
    async (codigo) => {
      await open();
      next(ruta(0), refuse(codigo, 'Después.'), refuse(codigo, 'Después.'));
      mesa.enviar(front(), CUERPO);
      await settle();
      expect(estado().actual?.acta).toBe(actaNumero(1));
      await vi.advanceTimersByTimeAsync(3_000);
      await vi.advanceTimersByTimeAsync(3_000);
      const keys = pedidos.filter((pedido) => pedido.ruta === ruta(0)).map(({ llave }) => llave);
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(1);
      expect(estado().porEnviar).toEqual([]);
      expect(estado().noticias).toEqual([]);
    },
  );

  test('its time ran out while it travelled and nobody has it: taken up again, and sent as something new', async () => {
    await open();
    next(ruta(0), refuse('ASIGNACION_VENCIDA', 'Terminó el tiempo.'));
    next(ruta(0, 'retomar'), ok(tareaNumero(0, 'x')));
    mesa.enviar(front(), CUERPO);
    await settle();
    await vi.advanceTimersByTimeAsync(3_000);
    const keys = pedidos.filter((pedido) => pedido.ruta === ruta(0)).map(({ llave }) => llave);
    expect(new Set(keys).size).toBe(2);
    expect(estado().porEnviar).toEqual([]);
    expect(estado().noticias).toEqual([]);
    expect(estado().actual?.acta).toBe(actaNumero(1));
  });

  test('its time ran out and somebody else has it: it is told by its name', async () => {
    await open();
    type(0);
    next(ruta(0), refuse('ASIGNACION_VENCIDA', 'Terminó el tiempo.'));
    next(ruta(0, 'retomar'), refuse('SIN_LUGAR', 'Otra persona ya la captura.'));
    mesa.enviar(front(), CUERPO);
    await settle();
    expect(estado().noticias).toMatchObject([
      { titulo: tituloNumero(0), mensaje: 'Otra persona ya la captura.' },
    ]);
    expect(guardado.borradores()).toEqual([]);
    expect(estado().actual?.acta).toBe(actaNumero(1));
  });

  test('what was already recorded, although the answer was lost, is nobody’s trouble', async () => {
    await open();
    next(ruta(0), refuse('YA_LA_CAPTURO', 'Usted ya la capturó.'));
    mesa.enviar(front(), CUERPO);
    await settle();
    expect(estado().porEnviar).toEqual([]);
    expect(estado().noticias).toEqual([]);
  });

  test('a half-typed acta goes before two that were just given', async () => {
    type(3);
    cola = [0, 1].map((n) => tareaNumero(n, 'x'));
    asignadas = cola.splice(0);
    next(ruta(3, 'retomar'), refuse('TIENE_OTRAS', 'Ya tiene dos.'), ok(tareaNumero(3, 'x')));
    await open();
    expect(estado().actual?.acta).toBe(actaNumero(3));
    expect(pedidos.map((pedido) => pedido.ruta)).toContain(ruta(1, 'devolucion'));
    expect(estado().noticias).toEqual([]);
  });

  test('what was assigned by an answer that got lost gives its place too', async () => {
    await open();
    mesa.enviar(front(), CUERPO);
    await settle();
    mesa.enviar(front(), CUERPO);
    await settle();
    // The server gave 2 and 3; the desk never heard of them.
    asignadas = [tareaNumero(7, 'x'), tareaNumero(8, 'x')];
    type(5);
    mesa.cerrar();
    start();
    next(ruta(5, 'retomar'), refuse('TIENE_OTRAS', 'Ya tiene dos.'), ok(tareaNumero(5, 'x')));
    await open();
    expect(pedidos.map((pedido) => pedido.ruta)).toContain(ruta(8, 'devolucion'));
    expect(estado().actual?.acta).toBe(actaNumero(5));
    expect(estado().noticias).toEqual([]);
  });

  test('a fault of the network while making room loses nothing', async () => {
    type(3);
    asignadas = [0, 1].map((n) => tareaNumero(n, 'x'));
    next(ruta(3, 'retomar'), refuse('TIENE_OTRAS', 'Ya tiene dos.'), ok(tareaNumero(3, 'x')));
    next(ruta(1, 'devolucion'), refuse('SIN_RED', 'No hay.'));
    await open();
    expect(estado().noticias).toEqual([]);
    expect(guardado.borrador(actaNumero(3))).not.toBeNull();
    next(ruta(3, 'retomar'), ok(tareaNumero(3, 'x')));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(estado().actual?.acta).toBe(actaNumero(3));
  });

  test('what was typed of one acta is never sent as of another that came to the front', async () => {
    await open();
    const typed = front();
    mesa.enviar(typed, CUERPO);
    mesa.enviar(typed, CUERPO);
    await settle();
    expect(sent()).toEqual([ruta(0)]);
    expect(estado().actual?.acta).toBe(actaNumero(1));
  });

  test('typing asks for more time once a minute, and stops asking what cannot be', async () => {
    await open();
    mesa.teclea();
    await vi.advanceTimersByTimeAsync(60_000);
    mesa.teclea();
    mesa.teclea();
    await settle();
    expect(pedidos.filter((pedido) => pedido.ruta === ruta(0, 'prorroga'))).toHaveLength(1);
    expect(estado().tiempo).toBe('extensible');
    next(ruta(0, 'prorroga'), refuse('PRORROGA_AGOTADA', 'Ya no.'));
    await vi.advanceTimersByTimeAsync(60_000);
    mesa.teclea();
    await settle();
    expect(estado().tiempo).toBe('agotado');
    expect(estado().actual?.acta).toBe(actaNumero(0));
  });

  test('an acta that waited its turn until its time was short gets more when it comes to the front', async () => {
    await open();
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    mesa.enviar(front(), CUERPO);
    await settle();
    expect(pedidos.map((pedido) => pedido.ruta)).toContain(ruta(1, 'prorroga'));
  });

  test('what was not sent is sent when the screen opens again', async () => {
    await open();
    next(ruta(0), refuse('SIN_RED', 'No hay.'));
    mesa.enviar(front(), CUERPO);
    await settle();
    const [unsent] = estado().porEnviar;
    mesa.cerrar();
    start();
    await open();
    expect(pedidos.findLast((pedido) => pedido.ruta === ruta(0))?.llave).toBe(unsent?.llave);
    expect(estado().porEnviar).toEqual([]);
    expect(estado().actual?.acta).toBe(actaNumero(1));
  });

  test('nobody rests with something unsent', async () => {
    await open();
    next(ruta(0), refuse('SIN_RED', 'No hay.'));
    mesa.enviar(front(), CUERPO);
    await settle();
    expect((await mesa.pausar())?.codigo).toBe('POR_ENVIAR');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await mesa.pausar()).toBeNull();
    expect(estado().fase).toBe('en_pausa');
    const asked = pedidos.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pedidos.length).toBe(asked);
  });
});

/** A desk over the same browser and the same server. */
function start(): void {
  let keys = pedidos.length;
  mesa = createMesa({
    get: <T>(path: string) => answer(path) as Promise<Respuesta<T>>,
    post: <T>(path: string, _cuerpo?: unknown, opciones?: Opciones) =>
      answer(path, opciones?.idempotencia) as Promise<Respuesta<T>>,
    guardado,
    ahora: () => new Date(),
    nuevaLlave: () => {
      keys += 1;
      return `llave-${keys}`;
    },
    precargar: () => undefined,
  });
  estado = mesa.estado;
}

async function open(): Promise<void> {
  mesa.abrir();
  await settle();
}

/** The acta on the screen. */
function front(): IdActa {
  const { actual } = estado();
  if (actual === null) throw new Error('nothing on the desk');
  return actual.acta;
}

/** Lets everything that was asked be answered; no timer runs. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function type(n: number): void {
  guardado.guardarBorrador({
    acta: actaNumero(n),
    titulo: tituloNumero(n),
    imagen: 'x',
    textos: { PAN: '7' },
    campo: 'PAN',
    momento: AHORA,
  });
}

function next(path: string, ...answers: readonly Respuesta<unknown>[]): void {
  proximas.set(path, [...answers]);
}

function ruta(n: number, accion = ''): string {
  return `/api/captura/actas/${actaNumero(n)}${accion === '' ? '' : `/${accion}`}`;
}

function sent(): readonly string[] {
  return pedidos.map((pedido) => pedido.ruta).filter((path) => path.split('/').length === 5);
}

async function answer(path: string, llave?: string): Promise<Respuesta<unknown>> {
  pedidos.push({ ruta: path, llave });
  const prepared = proximas.get(path)?.shift();
  if (prepared !== undefined && !prepared.ok) return prepared;
  const [, , , , acta = '', accion = ''] = path.split('/');
  const give = () => asignadas.push(...cola.splice(0, 2 - asignadas.length));
  const take = () => {
    asignadas = asignadas.filter((tarea) => tarea.acta !== acta);
  };
  if (path.endsWith('/pausa')) asignadas = [];
  else if (path.endsWith('/siguiente')) give();
  else if (accion === 'prorroga') return ok({ vence: '2027-06-07T03:30:00.000Z' });
  else if (accion === 'retomar') {
    if (prepared !== undefined) asignadas.push(prepared.value as TareaDeCaptura);
    return prepared ?? refuse('SIN_ASIGNACION', 'No es suya.');
  } else if (accion === 'devolucion') take();
  else if (acta !== '') {
    take();
    give();
  }
  return ok({ tareas: [...asignadas], resumen: RESUMEN } satisfies Tareas);
}

function createAlmacen(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
