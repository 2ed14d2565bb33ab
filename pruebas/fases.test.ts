/**
 * The phases together: the whole life of one acta, and a night at random with forty of them. Whatever happened,
 * the rows are what the facts say, every image that a fact names is in the store, and nobody did what the rules
 * keep apart.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toEventoActa } from '../src/bitacora/bitacora.ts';
import type { EstadoActa, EventoActa } from '../src/dominio/acta.ts';
import { MOTIVOS_RECHAZO } from '../src/dominio/acta.ts';
import type { IdActa } from '../src/dominio/clave.ts';
import type { Lecturas } from '../src/dominio/consolidacion.ts';
import { MOTIVOS_SIN_ACTA } from '../src/dominio/contabilizacion.ts';
import type { Refusal, Result } from '../src/dominio/result.ts';
import {
  acopiar,
  CATD,
  CCV,
  capturar,
  escaneo,
  estadoDe,
  foto,
  lecturas,
  must,
  type Noche,
  resolver,
  resultadoDe,
  tomar,
  verificar,
  withFases,
} from './apoyo/fases.ts';
import { createDado } from './bitacora/noche.ts';

async function hechosDelLog(noche: Noche): Promise<readonly { acta: string; hecho: EventoActa }[]> {
  const hechos: { acta: string; hecho: EventoActa }[] = [];
  for await (const evento of noche.base.bitacora.events({ despuesDe: 0 })) {
    const hecho = evento.acta.includes('-') ? toEventoActa(evento) : null;
    if (hecho !== null) hechos.push({ acta: evento.acta, hecho });
  }
  return hechos;
}

/** What must be true of any night, whatever people did in it. */
async function expectSound(noche: Noche): Promise<void> {
  const { bitacora } = noche.base;
  expect(must(await bitacora.rebuild('comparar'))).toMatchObject({ total: 0, diferencias: [] });
  expect(must(await bitacora.verifyHashes()).primeroDistinto).toBeNull();

  const capturaron = new Map<string, string[]>();
  for (const { acta, hecho } of await hechosDelLog(noche)) {
    const antes = capturaron.get(acta) ?? [];
    if (hecho.tipo === 'captura_registrada') {
      expect(antes).not.toContain(hecho.datos.persona);
      capturaron.set(acta, [...antes, hecho.datos.persona]);
    }
    if (hecho.tipo === 'acta_verificada') expect(antes).not.toContain(hecho.datos.persona);
    if (hecho.tipo === 'conflicto_resuelto') {
      expect(antes).not.toContain(hecho.datos.coordinador);
      expect(antes).not.toContain(hecho.datos.verificador);
    }
    if (hecho.tipo === 'imagen_digitalizada') {
      const bytes = must(await noche.almacen.read(hecho.datos.sha256));
      expect(bytes.length).toBe(hecho.datos.bytes);
    }
    if (hecho.tipo === 'fuera_de_catalogo_registrada') {
      must(await noche.almacen.read(hecho.datos.imagen.sha256));
    }
  }
}

describe('the life of an acta', () => {
  let noche: Noche;
  beforeAll(async () => {
    noche = await withFases();
  });
  afterAll(() => noche.stop());

  test('from its photograph to the correction of what was published', async () => {
    const acta = noche.otra();
    const { fases } = noche;
    const en = (persona: string) => ({ acta, persona, lugar: CCV });

    // The photograph from the casilla comes first and is captured; the envelope comes later and is evidence.
    const { sha256: fotografia } = must(await fases.digitalizacion.recibir({ ...foto('la foto'), acta }));
    await acopiar(noche, acta);
    must(await fases.digitalizacion.recibir({ ...escaneo('el escaneo'), acta }));

    // Two people read nulos in two ways; a third decides; the verificadora sees one more thing wrong.
    await capturar(noche, acta, 'ana', { NULOS: 3 });
    await capturar(noche, acta, 'bea', { NULOS: 8 });
    await capturar(noche, acta, 'ceci', { NULOS: 8 });
    must(await fases.verificacion.tomar(en('vera')));
    must(
      await fases.verificacion.pedirRecaptura({
        ...en('vera'),
        ...{ campos: ['NO_REGISTRADAS'], razon: 'Dice cero' },
      }),
    );
    await capturar(noche, acta, 'dora', { NO_REGISTRADAS: 0 });
    await capturar(noche, acta, 'elsa', { NO_REGISTRADAS: 0 });
    await verificar(noche, acta);
    expect(await resultadoDe(noche, acta)).toMatchObject({
      lecturas: lecturas(noche.camposDe(acta), 10, { NULOS: 8, NO_REGISTRADAS: 0 }),
      tercera: ['NULOS'],
      imagen: fotografia,
    });

    // With the paper in hand, nulos was 3 after all.
    must(await fases.cotejo.corregir({ ...en('cotejadora'), campos: ['NULOS'], razon: 'Dice tres' }));
    await capturar(noche, acta, 'flor', { NULOS: 3 });
    await capturar(noche, acta, 'gabi', { NULOS: 3 });
    await verificar(noche, acta);
    must(await fases.cotejo.confirmar(en('cotejadora')));
    expect(await estadoDe(noche, acta)).toMatchObject({
      fase: 'verificada',
      cotejo: 3,
      sobre: { via: 'CATD' },
      resultado: { lecturas: lecturas(noche.camposDe(acta), 10, { NULOS: 3, NO_REGISTRADAS: 0 }) },
    });
    await expectSound(noche);
  });

  test('declared missing, found, scanned badly, fought over and resolved', async () => {
    const acta = noche.otra();
    const { fases } = noche;
    const en = (persona: string, lugar = CCV) => ({ acta, persona, lugar });
    must(
      await fases.acopio.declararSinActa({
        ...en('acopiadora', CATD),
        ...{ motivo: 'paquete_no_entregado', confirma: 'coordinadora' },
      }),
    );
    must(await fases.acopio.anularSinActa({ ...en('coordinadora', CATD), razon: 'Llegó a las 23:40' }));
    await acopiar(noche, acta);
    must(await fases.digitalizacion.recibir({ ...escaneo('movida'), acta }));
    await tomar(noche, acta, 'ana');
    must(await fases.captura.reportarImagen({ ...en('ana'), motivo: 'ilegible', razon: 'Movida' }));
    const { sha256: buena } = must(await fases.digitalizacion.recibir({ ...escaneo('buena'), acta }));
    await capturar(noche, acta, 'ana', { NULOS: 1 });
    await capturar(noche, acta, 'bea', { NULOS: 2 });
    await capturar(noche, acta, 'ceci', { NULOS: 'ILEGIBLE' });
    must(
      await resolver(noche, acta, {
        ...{ coordinador: 'coordinadora', verificador: 'luz' },
        ...{ lecturas: { NULOS: 2 }, razon: 'Con letra dice dos' },
      }),
    );
    await verificar(noche, acta);
    expect(await resultadoDe(noche, acta)).toMatchObject({ imagen: buena, resueltos: ['NULOS'] });
    await expectSound(noche);
  });
});

describe('forty actas and people who do anything', () => {
  let noche: Noche;
  beforeAll(async () => {
    noche = await withFases();
  });
  afterAll(() => noche.stop());

  test.each([1, 2, 3])('a night of seed %i leaves rows that are what its facts say', async (semilla) => {
    const guion = createGuion(noche, semilla);
    const outcomes = new Map<string, number>();
    // Eight people at once, each with her own dice: they meet in the same actas.
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let paso = 0; paso < 80; paso += 1) {
          const result = await guion();
          const name = result.ok ? 'hecho' : result.error.codigo;
          if (!result.ok) expect(result.error.mensaje).toMatch(/^[A-ZÁÉÍÓÚ«].{15,}\.$/);
          outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
        }
      }),
    );
    expect(outcomes.get('hecho')).toBeGreaterThan(100);
    expect(outcomes.size).toBeGreaterThan(5);
    expect(outcomes.has('BASE_NO_DISPONIBLE')).toBe(false);
    await expectSound(noche);
  });

  test('went through nearly every kind of fact', async () => {
    const tipos = new Set((await hechosDelLog(noche)).map(({ hecho }) => hecho.tipo));
    // Who meets whom depends on the machine: the rarest kinds may be missing, and none can be unknown.
    expect(TODOS).toEqual(expect.arrayContaining([...tipos]));
    expect(tipos.size).toBeGreaterThanOrEqual(TODOS.length - RARAS);
  });
});

/** Kinds of fact that a night of these may not have. */
const RARAS = 4;

const TODOS: readonly EventoActa['tipo'][] = [
  ...(['acta_acopiada', 'imagen_digitalizada', 'imagen_rechazada'] as const),
  ...(['captura_asignada', 'captura_liberada', 'captura_registrada'] as const),
  ...(['acta_consolidada', 'conflicto_abierto', 'conflicto_resuelto'] as const),
  ...(['verificacion_asignada', 'verificacion_liberada', 'acta_verificada', 'recaptura_pedida'] as const),
  ...(['sin_acta_declarada', 'sin_acta_anulada', 'fuera_de_catalogo_registrada'] as const),
  ...(['cotejo_registrado', 'correccion_abierta'] as const),
  ...(['captura_prorrogada', 'resolucion_propuesta', 'resolucion_rechazada'] as const),
  ...(['identificacion_propuesta', 'identificacion_rechazada', 'identificacion_confirmada'] as const),
  ...(['imagen_reasignada', 'sin_acta_propuesta', 'sin_acta_rechazada'] as const),
];

type Hecho = Result<unknown, Refusal>;

/** Somebody does something to some acta: what is usual in its phase or, one time in ten, anything. */
function createGuion(noche: Noche, semilla: number): () => Promise<Hecho> {
  const { fases, proceso, reloj } = noche;
  const dado = createDado(semilla);
  const one = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(dado() * list.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  };
  const persona = () => `p${Math.floor(dado() * 30)}`;
  const razon = () => (dado() < 0.05 ? ' ' : 'Así está en el papel');
  const some = (campos: readonly string[]) => campos.filter(() => dado() < 0.2);
  const typed = (campos: readonly string[]): Lecturas => {
    const slip = dado() < 0.35 && campos.length > 0 ? one(campos) : undefined;
    const other = one([0, 7, 8, 'ILEGIBLE', 'SIN DATO', -1, 99_999] as const);
    return lecturas(campos, 10, slip === undefined ? {} : { [slip]: other });
  };
  const image = (origen: 'CATD' | 'CASILLA') => {
    // Few different images, so that some come twice.
    const texto = `imagen ${Math.floor(dado() * 200)}`;
    return origen === 'CATD' ? escaneo(texto) : foto(texto);
  };
  const en = (acta: IdActa, quien = persona()) => ({ acta, persona: quien, lugar: CCV });

  const pasos = {
    acopiar: (acta) =>
      fases.acopio.registrar({
        ...en(acta),
        via: one(['CATD', 'CATD', 'CASILLA']),
        horaManuscrita: one([null, '2027-06-06T19:10', '2027-06-06T07:10', 'ayer']),
      }),
    digitalizar: (acta) => fases.digitalizacion.recibir({ ...image(one(['CATD', 'CASILLA'])), acta }),
    ajena: () =>
      fases.digitalizacion.registrarFueraDeCatalogo({
        ...image('CATD'),
        ...{ eleccion: one(proceso.elecciones).clave, identificacion: 'SECCION 99?9', razon: razon() },
        ...{ confirma: persona(), acopio: null },
      }),
    sinActa: (acta) =>
      fases.acopio.declararSinActa({ ...en(acta), motivo: one(MOTIVOS_SIN_ACTA), confirma: persona() }),
    proponerSinActa: (acta) => fases.acopio.proponerSinActa({ ...en(acta), motivo: one(MOTIVOS_SIN_ACTA) }),
    confirmarSinActa: (acta) => fases.acopio.confirmarSinActa(en(acta)),
    rechazarSinActa: (acta) => fases.acopio.rechazarSinActa({ ...en(acta), razon: razon() }),
    anular: (acta) => fases.acopio.anularSinActa({ ...en(acta), razon: razon() }),
    capturarLaSiguiente: async () => {
      const quien = persona();
      const tarea = await fases.captura.siguiente({ persona: quien, lugar: CCV });
      if (!tarea.ok || tarea.value === null) return tarea;
      const { acta, campos } = tarea.value;
      const fate = dado();
      if (fate < 0.05) return tarea;
      if (fate < 0.1) return fases.captura.devolver(en(acta, quien));
      if (fate < 0.15) {
        return fases.captura.reportarImagen({
          ...en(acta, quien),
          ...{ motivo: one(MOTIVOS_RECHAZO), razon: razon() },
        });
      }
      return fases.captura.registrar({ ...en(acta, quien), lecturas: typed(campos) });
    },
    capturarSinTenerla: (acta) =>
      fases.captura.registrar({ ...en(acta), lecturas: typed(noche.camposDe(acta)) }),
    resolver: async (acta, estado) => {
      const propuesta = estado.fase === 'en_conflicto' ? estado.propuesta : null;
      if (propuesta !== null) {
        return dado() < 0.5
          ? fases.conflictos.rechazar({ ...en(acta), razon: razon() })
          : fases.conflictos.confirmar(en(acta));
      }
      if (dado() < 0.1) {
        return fases.conflictos.rechazarImagen({ ...en(acta), motivo: one(MOTIVOS_RECHAZO), razon: razon() });
      }
      return fases.conflictos.proponer({
        ...{ ...en(acta), razon: razon() },
        lecturas: typed(estado.fase === 'en_conflicto' ? estado.campos : noche.camposDe(acta)),
      });
    },
    identificar: (acta) =>
      dado() < 0.3
        ? fases.identificaciones.rechazar({ ...en(acta), razon: razon() })
        : fases.identificaciones.confirmar(en(acta)),
    retomar: (acta, estado) => {
      const [suya] = estado.fase === 'en_captura' ? estado.asignaciones : [];
      return fases.captura.retomar(en(acta, suya?.persona));
    },
    prorrogar: (acta, estado) => {
      const [suya] = estado.fase === 'en_captura' ? estado.asignaciones : [];
      // Before the half of its time there is nothing to extend.
      if (suya !== undefined && dado() < 0.3) reloj.pass(proceso.ajustes.segundosAsignacion / 2);
      return fases.captura.prorrogar(en(acta, suya?.persona));
    },
    verificarLaSiguiente: async () => {
      const quien = persona();
      const tarea = await fases.verificacion.siguiente({ persona: quien, lugar: CCV });
      if (!tarea.ok || tarea.value === null) return tarea;
      const { acta } = tarea.value;
      const fate = dado();
      if (fate < 0.05) return tarea;
      if (fate < 0.1) return fases.verificacion.devolver(en(acta, quien));
      if (fate < 0.2) {
        const campos = some(noche.camposDe(acta));
        return fases.verificacion.pedirRecaptura({ ...en(acta, quien), campos, razon: razon() });
      }
      if (fate < 0.3) {
        return fases.identificaciones.proponer({
          ...en(acta, quien),
          propuesta:
            dado() < 0.2
              ? { tipo: 'fuera_de_catalogo', identificacion: 'SECCION 99?9', razon: razon() }
              : { tipo: 'otra_acta', acta: one(proceso.actas).id, razon: razon() },
        });
      }
      if (fate < 0.35) {
        return fases.verificacion.rechazarImagen({
          ...en(acta, quien),
          ...{ motivo: one(MOTIVOS_RECHAZO), razon: razon() },
        });
      }
      return fases.verificacion.verificar(en(acta, quien));
    },
    verificarSinTenerla: (acta) => fases.verificacion.verificar(en(acta)),
    cotejar: (acta) => fases.cotejo.confirmar(en(acta)),
    corregir: (acta) =>
      fases.cotejo.corregir({ ...en(acta), campos: some(noche.camposDe(acta)), razon: razon() }),
    pedirImagen: (acta) =>
      fases.cotejo.pedirImagen({ ...en(acta), motivo: one(MOTIVOS_RECHAZO), razon: razon() }),
  } as const satisfies Record<string, (acta: IdActa, estado: EstadoActa) => Promise<Hecho>>;
  type Paso = keyof typeof pasos;

  const usuales: Readonly<Record<EstadoActa['fase'], readonly Paso[]>> = {
    esperada: ['acopiar', 'acopiar', 'digitalizar', 'sinActa', 'ajena'],
    acopiada: ['digitalizar', 'digitalizar', 'sinActa'],
    en_captura: [
      ...([
        'capturarLaSiguiente',
        'capturarLaSiguiente',
        'capturarLaSiguiente',
        'capturarLaSiguiente',
      ] as const),
      ...(['capturarLaSiguiente', 'capturarLaSiguiente', 'digitalizar', 'retomar', 'prorrogar'] as const),
    ],
    en_conflicto: ['resolver'],
    capturada: ['verificarLaSiguiente', 'verificarLaSiguiente', 'identificar', 'digitalizar'],
    verificada: ['cotejar', 'corregir', 'pedirImagen', 'capturarLaSiguiente', 'verificarLaSiguiente'],
    sin_acta: ['anular', 'acopiar'],
    fuera_de_catalogo: ['cotejar'],
  };

  return async () => {
    // Time passes, now and then more than an assignment lasts.
    reloj.pass(dado() < 0.02 ? proceso.ajustes.segundosAsignacion : 1);
    const { id } = one(proceso.actas);
    const estado = await estadoDe(noche, id);
    const paso = dado() < 0.1 ? one(Object.keys(pasos) as Paso[]) : one(usuales[estado.fase]);
    return pasos[paso](id, estado);
  };
}
