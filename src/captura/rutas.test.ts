/** Capture over HTTP: what a capturista is given, and what happens with requests that nobody should send. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { digitalizar, estadoDe, hechosDe, lecturas, must } from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { limiteDeVotos } from '../dominio/contabilizacion.ts';
import type { TareaDeCaptura, Tareas } from './contrato.ts';

let consola: ConsolaDePrueba;
beforeAll(async () => {
  consola = await withConsola();
});
afterAll(() => consola.stop());

/** Nothing that other tests left stays in the queue. */
async function vaciar(): Promise<void> {
  const { noche } = consola;
  noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
  for (let i = 0; ; i += 1) {
    const persona = `nadie-${i}-${noche.reloj.now()}`;
    const tarea = must(await noche.fases.captura.siguiente({ persona, lugar: 'CCV' }));
    if (tarea === null) return;
    const typed = { acta: tarea.acta, persona, lugar: 'CCV', lecturas: lecturas(tarea.campos) };
    must(await noche.fases.captura.registrar(typed));
  }
}

async function enCola(cuantas: number): Promise<readonly IdActa[]> {
  await vaciar();
  const actas = Array.from({ length: cuantas }, () => consola.noche.otra());
  for (const acta of actas) await digitalizar(consola.noche, acta);
  return actas;
}

const RUTA = '/api/captura';
const siguiente = (quien: Cliente) => quien.post<Tareas>(`${RUTA}/siguiente`);
let llaves = 0;
const conLlave = (llave: string) => ({ 'x-idempotencia': llave });
const nueva = () => `llave-${llaves++}`;

function enviar(quien: Cliente, tarea: TareaDeCaptura, cambios: Lecturas = {}, llave = nueva()) {
  const typed = lecturas(
    tarea.campos.map(({ clave }) => clave),
    10,
    cambios,
  );
  return quien.post<Tareas>(
    `${RUTA}/actas/${tarea.acta}`,
    { lecturas: typed, advertencias: [] },
    conLlave(llave),
  );
}

/** The task of one acta among those that somebody has. */
function mine({ tareas }: Tareas, acta: IdActa): TareaDeCaptura {
  const found = tareas.find((tarea) => tarea.acta === acta);
  if (found === undefined) throw new Error(`${acta} is not among ${tareas.map((t) => t.acta)}`);
  return found;
}

const countFacts = async (): Promise<number> => must(await consola.noche.base.bitacora.position());

describe('priorities', () => {
  test('what is put first is given first, and it stays said who put it', async () => {
    const { noche } = consola;
    await vaciar();
    const actas = [noche.otra('GUB'), noche.otra('GUB'), noche.otra('AYUN')];
    for (const acta of actas) await digitalizar(noche, acta);
    const { eleccion, territorio } = noche.proceso.actasPorId.get(actas[2]!)!;
    const coordinadora = await consola.entrar('coordinador_ccv');
    const put = (prioridades: unknown) =>
      coordinadora.pedir({ metodo: 'PUT', ruta: `${RUTA}/prioridades`, cuerpo: { prioridades } });
    const ULTIMA = { eleccion, territorio };
    const puestas = await put([ULTIMA]);
    expect(puestas.cuerpo).toEqual({
      prioridades: [{ ...ULTIMA, puso: coordinadora.sesion!.persona.clave, desde: noche.reloj.now() }],
    });
    expect((await coordinadora.get(`${RUTA}/prioridades`)).cuerpo).toEqual(puestas.cuerpo);

    // Three takes of each four are of the priority: of two, one at least.
    const ana = await consola.entrar('capturista');
    expect((await siguiente(ana)).cuerpo.tareas.map(({ acta }) => acta)).toContain(actas[2]);

    for (const [prioridades, codigo] of [
      [[{ eleccion: 'NADA', territorio: null }], 'PRIORIDAD_DESCONOCIDA'],
      [[{ eleccion: 'GUB', territorio: '999' }], 'PRIORIDAD_DESCONOCIDA'],
      [[{ eleccion: null, territorio: null }], 'PRIORIDAD_VACIA'],
      [[ULTIMA, ULTIMA], 'PRIORIDAD_REPETIDA'],
    ] as const) {
      expect(await put(prioridades)).toMatchObject({ estado: 409, cuerpo: { codigo } });
    }
    expect(await ana.get(`${RUTA}/prioridades`)).toMatchObject({ estado: 403 });
    noche.reloj.pass(60);
    const [antes] = puestas.cuerpo.prioridades;
    expect((await put([{ eleccion: null, territorio }, ULTIMA])).cuerpo.prioridades[1]).toEqual(antes);
    expect(must(await noche.base.bitacora.rebuild('comparar')).diferencias).toEqual([]);
    expect((await put([])).cuerpo).toEqual({ prioridades: [] });
  });
});

describe('what one has on the desk', () => {
  test('the acta on the screen and the next one, and no more; after each capture, the next', async () => {
    const actas = await enCola(4);
    const ana = await consola.entrar('capturista');
    expect((await ana.get<Tareas>(`${RUTA}/tareas`)).cuerpo.tareas).toEqual([]);

    const first = (await siguiente(ana)).cuerpo;
    expect(first.tareas.map(({ acta }) => acta)).toHaveLength(2);
    expect((await siguiente(ana)).cuerpo).toEqual(first);
    expect((await ana.get<Tareas>(`${RUTA}/tareas`)).cuerpo).toEqual(first);
    const [onScreen] = first.tareas;
    const { proceso } = consola.noche;
    const esperada = proceso.actasPorId.get(onScreen!.acta)!;
    expect(onScreen).toMatchObject({
      acta: actas[0],
      titulo: { clave: esperada.clave, eleccion: { clave: esperada.eleccion } },
      alcance: 'completa',
      limite: limiteDeVotos(esperada.casilla, proceso.ajustes),
      valorMaximo: proceso.ajustes.valorMaximo,
    });
    expect(onScreen!.imagen.direccion).toBe(`/api/imagenes/${onScreen!.imagen.sha256}`);
    expect(onScreen!.campos.map(({ clave }) => clave)).toEqual(consola.noche.camposDe(onScreen!.acta));

    consola.noche.reloj.pass(20);
    const after = (await enviar(ana, onScreen!)).cuerpo;
    expect(after.tareas).toHaveLength(2);
    expect(after.tareas[0]).toEqual(first.tareas[1]);
    expect(after.resumen).toMatchObject({ enEstaHora: 1, enTotal: 1, enEspera: 4 });
    consola.noche.reloj.pass(3600);
    const despues = await consola.entrar('capturista', { clave: ana.sesion!.persona.clave });
    expect((await despues.get(`${RUTA}/resumen`)).cuerpo).toMatchObject({ enEstaHora: 0, enTotal: 1 });
  });

  test('is given back on a pause, and it is noted; asking for more is coming back', async () => {
    const [acta] = await enCola(1);
    const ana = await consola.entrar('capturista');
    await siguiente(ana);
    expect((await ana.post<Tareas>(`${RUTA}/pausa`)).cuerpo.tareas).toEqual([]);
    expect(await estadoDe(consola.noche, acta!)).toMatchObject({ asignaciones: [] });
    expect((await siguiente(ana)).cuerpo.tareas).toHaveLength(1);
    const jornada = must(await consola.noche.base.bitacora.history('JORNADA'));
    const { clave } = ana.sesion!.persona;
    expect(
      jornada.filter(({ actor }) => actor === clave).map(({ tipo, datos }) => ({ tipo, datos })),
    ).toEqual([
      { tipo: 'pausa_iniciada', datos: { persona: clave } },
      { tipo: 'pausa_terminada', datos: { persona: clave } },
    ]);
    expect(must(await consola.noche.base.bitacora.rebuild('comparar')).diferencias).toEqual([]);
  });

  test('what ran out while it was half typed comes first, and may also be asked for by its name', async () => {
    const actas = await enCola(3);
    const ana = await consola.entrar('capturista');
    const antes = (await siguiente(ana)).cuerpo.tareas.map(({ acta }) => acta);
    consola.noche.reloj.pass(consola.noche.proceso.ajustes.segundosAsignacion);
    expect((await ana.get<Tareas>(`${RUTA}/tareas`)).cuerpo.tareas).toEqual([]);
    const retomada = await ana.post<TareaDeCaptura>(`${RUTA}/actas/${antes[1]}/retomar`);
    expect(retomada.cuerpo).toMatchObject({ acta: antes[1], alcance: 'completa' });
    const despues = (await siguiente(ana)).cuerpo.tareas.map(({ acta }) => acta);
    expect(despues.toSorted()).toEqual(antes.toSorted());
    expect(actas.slice(0, 2).toSorted()).toEqual(antes.toSorted());
  });

  test('is given more time while one types', async () => {
    await enCola(1);
    const ana = await consola.entrar('capturista');
    const [tarea] = (await siguiente(ana)).cuerpo.tareas;
    const prorroga = () => ana.post<{ vence: string }>(`${RUTA}/actas/${tarea!.acta}/prorroga`);
    expect((await prorroga()).cuerpo).toEqual({ vence: tarea!.vence });
    consola.noche.reloj.pass(200);
    const { vence } = (await prorroga()).cuerpo;
    expect(Date.parse(vence)).toBe(Date.parse(tarea!.vence) + 200_000);
    expect((await ana.get<Tareas>(`${RUTA}/tareas`)).cuerpo.tareas[0]).toEqual({ ...tarea, vence });
  });

  test('an image that cannot be captured goes back, with the reason that says it all', async () => {
    const [acta] = await enCola(1);
    const ana = await consola.entrar('capturista');
    await siguiente(ana);
    const reported = await ana.post<Tareas>(
      `${RUTA}/actas/${acta}/problema`,
      { motivo: 'cortada', razon: '' },
      conLlave(nueva()),
    );
    expect(reported).toMatchObject({ estado: 200, cuerpo: { tareas: [] } });
    expect((await hechosDe(consola.noche, acta!)).at(-1)).toMatchObject({
      tipo: 'imagen_rechazada',
      datos: { motivo: 'cortada', razon: 'La imagen está cortada.' },
    });
  });
});

describe('blind', () => {
  /** An answer as it came, but for the time at which it expires. */
  const asSeen = (tarea: TareaDeCaptura) => JSON.stringify({ ...tarea, vence: '' });

  test('whoever is asked for the whole acta gets the same bytes: first, second, or after one gave it back', async () => {
    const [acta] = await enCola(1);
    const [ana, bea, ceci] = [
      await consola.entrar('capturista'),
      await consola.entrar('capturista'),
      await consola.entrar('capturista'),
    ];
    const primera = mine((await siguiente(ana)).cuerpo, acta!);
    await enviar(ana, primera, { NULOS: 3 });
    consola.noche.reloj.pass(30);
    const devuelta = mine((await siguiente(bea)).cuerpo, acta!);
    expect(asSeen(devuelta)).toBe(asSeen(primera));
    expect((await bea.post<Tareas>(`${RUTA}/actas/${acta}/devolucion`)).cuerpo.tareas).toEqual([]);
    const segunda = mine((await siguiente(ceci)).cuerpo, acta!);
    expect(asSeen(segunda)).toBe(asSeen(primera));
  });

  test('who captured it is told the same whatever it has become, and no answer has a value nor a phase', async () => {
    const PALABRAS = /verificaci|conflicto|capturada|en_captura|tercera|coincid|"fase"|"lectura"|4321/i;
    const gente = await Promise.all(
      ['cap-a', 'cap-b', 'cap-c'].map((clave) => consola.entrar('capturista', { clave })),
    );
    const [ana, bea, ceci] = gente as [Cliente, Cliente, Cliente];
    const [igual, distinta] = await enCola(2);
    const seen: string[] = [];
    const tell = async <T>(asked: Promise<{ estado: number; cuerpo: T }>) => {
      const { estado, cuerpo } = await asked;
      seen.push(JSON.stringify(cuerpo));
      return { estado, cuerpo };
    };
    const first = (await tell(siguiente(ana))).cuerpo;
    const tareaIgual = mine(first, igual!);
    const tareaDistinta = mine(first, distinta!);
    const waiting = await tell(enviar(ana, tareaIgual, { NULOS: 4321 }));
    await tell(enviar(ana, tareaDistinta, { NULOS: 4321 }));
    const other = (await tell(siguiente(bea))).cuerpo;
    const agreed = await tell(enviar(bea, mine(other, igual!), { NULOS: 4321 }));
    const differed = await tell(enviar(bea, mine(other, distinta!), { NULOS: 4320 }));
    expect(Object.keys(differed.cuerpo)).toEqual(Object.keys(agreed.cuerpo));
    expect(waiting.estado).toBe(200);

    // Again, with another key: the same words for an acta that was consolidated and for one that was not.
    const again = async (quien: Cliente, tarea: TareaDeCaptura) => (await tell(enviar(quien, tarea))).cuerpo;
    expect(await again(ana, tareaIgual)).toEqual(await again(ana, tareaDistinta));
    expect(await again(ana, tareaIgual)).toMatchObject({ codigo: 'YA_LA_CAPTURO' });
    const retake = (acta: IdActa) => tell(ana.post(`${RUTA}/actas/${acta}/retomar`));
    expect(await retake(igual!)).toEqual(await retake(distinta!));

    // The third only gets what differs, and nothing says that it is a third.
    const tercera = mine((await tell(siguiente(ceci))).cuerpo, distinta!);
    expect(tercera).toMatchObject({ alcance: 'algunos_campos', campos: [{ clave: 'NULOS' }] });
    await tell(enviar(ceci, tercera, { NULOS: 4319 }));
    expect(await estadoDe(consola.noche, distinta!)).toMatchObject({ fase: 'en_conflicto' });
    expect(await again(ana, tareaDistinta)).toMatchObject({ codigo: 'YA_LA_CAPTURO' });
    for (const body of seen) expect(body).not.toMatch(PALABRAS);
  });
});

describe('requests that nobody should send leave everything as it was', () => {
  interface Forjada {
    readonly estado: number;
    readonly codigo: string;
    readonly pedir: (ana: Cliente, tarea: TareaDeCaptura) => Promise<{ estado: number; cuerpo: unknown }>;
  }

  const completa = (tarea: TareaDeCaptura) => lecturas(tarea.campos.map(({ clave }) => clave));
  const post = (ana: Cliente, ruta: string, cuerpo: unknown) =>
    ana.post(`${RUTA}${ruta}`, cuerpo, conLlave(nueva()));

  const FORJADAS: Readonly<Record<string, Forjada>> = {
    "another person's acta": {
      ...{ estado: 409, codigo: 'SIN_ASIGNACION' },
      pedir: async (_ana, tarea) => enviar(await consola.entrar('capturista'), tarea),
    },
    'an acta of another person, chosen by its name': {
      ...{ estado: 409, codigo: 'SIN_ASIGNACION' },
      pedir: async (_ana, { acta }) => {
        const intrusa = await consola.entrar('capturista');
        return intrusa.post(`${RUTA}/actas/${acta}/retomar`);
      },
    },
    'an acta that does not exist': {
      ...{ estado: 404, codigo: 'ACTA_DESCONOCIDA' },
      pedir: (ana, tarea) => enviar(ana, { ...tarea, acta: 'GUB-NADA' as IdActa }),
    },
    'a capture after the time ran out': {
      ...{ estado: 409, codigo: 'ASIGNACION_VENCIDA' },
      pedir: (ana, tarea) => {
        consola.noche.reloj.pass(consola.noche.proceso.ajustes.segundosAsignacion);
        return enviar(ana, tarea);
      },
    },
    'a field missing': {
      ...{ estado: 409, codigo: 'FALTAN_CAMPOS' },
      pedir: (ana, { acta }) => post(ana, `/actas/${acta}`, { lecturas: { NULOS: 1 }, advertencias: [] }),
    },
    'a field that the acta lacks': {
      ...{ estado: 409, codigo: 'CAMPO_AJENO' },
      pedir: (ana, tarea) =>
        post(ana, `/actas/${tarea.acta}`, {
          lecturas: { ...completa(tarea), OTRO: 1 },
          advertencias: [],
        }),
    },
    'a value that no field has': {
      ...{ estado: 409, codigo: 'LECTURA_NO_ENTERA' },
      pedir: (ana, tarea) =>
        post(ana, `/actas/${tarea.acta}`, {
          lecturas: { ...completa(tarea), NULOS: 1.5 },
          advertencias: [],
        }),
    },
    'no body': {
      ...{ estado: 422, codigo: 'CUERPO_INVALIDO' },
      pedir: (ana, { acta }) => post(ana, `/actas/${acta}`, undefined),
    },
    'a text where a number goes': {
      ...{ estado: 422, codigo: 'CUERPO_INVALIDO' },
      pedir: (ana, tarea) =>
        post(ana, `/actas/${tarea.acta}`, {
          lecturas: { ...completa(tarea), NULOS: '7' },
          advertencias: [],
        }),
    },
    'something more in the body': {
      ...{ estado: 422, codigo: 'CUERPO_INVALIDO' },
      pedir: (ana, tarea) =>
        post(ana, `/actas/${tarea.acta}`, {
          ...{ lecturas: completa(tarea), advertencias: [] },
          persona: 'otra',
        }),
    },
    'a text that cannot be kept': {
      ...{ estado: 422, codigo: 'CUERPO_INVALIDO' },
      pedir: (ana, { acta }) =>
        post(ana, `/actas/${acta}/problema`, { motivo: 'cortada', razon: 'a\u0000b' }),
    },
    'a reason that is not of the list': {
      ...{ estado: 422, codigo: 'CUERPO_INVALIDO' },
      pedir: (ana, { acta }) => post(ana, `/actas/${acta}/problema`, { motivo: 'fea', razon: 'x' }),
    },
  };

  /** None of them changes it: one is enough for all. */
  let compartida: IdActa | undefined;

  test.each(Object.entries(FORJADAS))('%s', async (_que, { estado, codigo, pedir }) => {
    compartida ??= (await enCola(1))[0];
    consola.noche.reloj.pass(consola.noche.proceso.ajustes.segundosAsignacion);
    const acta = compartida;
    const ana = await consola.entrar('capturista');
    const tarea = mine((await siguiente(ana)).cuerpo, acta!);
    const before = (await hechosDe(consola.noche, acta!)).length;
    expect(await pedir(ana, tarea)).toMatchObject({ estado, cuerpo: { codigo } });
    expect(await hechosDe(consola.noche, acta!)).toHaveLength(before);
  });

  test('a submission sent again answers the same and adds nothing', async () => {
    await enCola(3);
    const ana = await consola.entrar('capturista');
    const [tarea] = (await siguiente(ana)).cuerpo.tareas;
    const llave = nueva();
    const first = await enviar(ana, tarea!, {}, llave);
    const position = await countFacts();
    for (let i = 0; i < 3; i += 1) {
      const again = await enviar(ana, tarea!, {}, llave);
      expect(again.cuerpo).toEqual(first.cuerpo);
      expect(again.estado).toBe(200);
    }
    expect(await countFacts()).toBe(position);
    expect(await enviar(ana, tarea!)).toMatchObject({ estado: 409, cuerpo: { codigo: 'YA_LA_CAPTURO' } });
  });

  test('ten windows of one person that ask at once hold no more than she may', async () => {
    await enCola(3);
    const ana = await consola.entrar('capturista');
    await Promise.all(Array.from({ length: 10 }, () => siguiente(ana)));
    expect((await ana.get<Tareas>(`${RUTA}/tareas`)).cuerpo.tareas).toHaveLength(2);
  });
});
