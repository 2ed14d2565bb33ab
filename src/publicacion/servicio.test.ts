import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BaseDePrueba, withBase } from '../../pruebas/apoyo/base.ts';
import { asRows, MOMENTO } from '../../pruebas/apoyo/corte-minimo.ts';
import { type Bitacora, ErrorDeBase, type FilaResultado } from '../bitacora/bitacora.ts';
import { DISCO_LLENO, NO_DISPONIBLE } from '../bitacora/fallas.ts';
import { fail, ok } from '../dominio/result.ts';
import { type Disco, openDisco } from './disco.ts';
import { createMotor, type Motor } from './motor.ts';
import { failingDisco, sinEspacio } from './pruebas/disco-que-falla.ts';
import {
  carpetasDeCortes,
  checkedActual,
  PAGINAS_MINIMAS,
  type PublicacionDePrueba,
  published,
  withPublicacion,
} from './pruebas/publicacion-de-prueba.ts';
import { type PeticionDeToma, takeCorte } from './servicio.ts';

let publicacion: PublicacionDePrueba;
beforeEach(async () => {
  publicacion = await withPublicacion();
});
afterEach(() => publicacion.remove());

function motorDe(disco: Disco = openDisco()): Motor {
  const { proceso, raiz, almacen } = publicacion;
  return createMotor({ proceso, carpeta: raiz, imagenes: almacen, disco, paginas: PAGINAS_MINIMAS });
}

function peticion(bitacora: PeticionDeToma['bitacora'], motor = motorDe()): PeticionDeToma {
  return {
    bitacora,
    motor,
    tipo: 'intermedio',
    momento: MOMENTO.toISOString(),
    actor: 'publicacion',
    lugar: 'servidor',
  };
}

/** A bitácora of which only the snapshot exists. */
function bitacoraQue(resultados: () => AsyncIterable<unknown>) {
  const state = { closed: 0, datos: null as unknown };
  const bitacora: Pick<Bitacora, 'readSnapshot'> = {
    async readSnapshot({ datos, momento }) {
      state.datos = datos;
      return ok({
        posicion: 101,
        corte: 2,
        momento,
        resultados: () => resultados() as AsyncGenerator<FilaResultado, void>,
        estados: () => {
          throw new Error('a corte reads results, not states');
        },
        close: async () => {
          state.closed += 1;
        },
      });
    },
  };
  return { bitacora, state };
}

describe('a corte of the service', () => {
  test('has the number, position and moment of its fact, and remembers there if it is the last', async () => {
    const { bitacora, state } = bitacoraQue(() => asRows(publicacion.filas));
    const corte = published(await takeCorte({ ...peticion(bitacora), tipo: 'ultimo' }));
    expect(corte).toMatchObject({ numero: 2, posicion: 101, carpeta: 'cortes/20270606_204007-2' });
    expect(checkedActual(publicacion.raiz)?.corte).toMatchObject({ numero: 2, tipo: 'ultimo' });
    expect(state).toEqual({ closed: 1, datos: { tipo: 'ultimo' } });
  });

  test('closes its snapshot when the disk is full, and the corte before stays', async () => {
    published(await publicacion.publish());
    const { bitacora, state } = bitacoraQue(() => asRows(publicacion.filas));
    const disco = failingDisco((_, operacion) => {
      if (operacion === 'write') throw sinEspacio();
    });
    const result = await takeCorte(peticion(bitacora, motorDe(disco)));
    expect(result).toMatchObject({ ok: false, error: { codigo: 'DISCO_LLENO' } });
    expect(state.closed).toBe(1);
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(1);
  });

  test('is refused by name when the database is lost on the way', async () => {
    published(await publicacion.publish());
    const { bitacora, state } = bitacoraQue(async function* () {
      yield* publicacion.filas.slice(0, 15);
      throw new ErrorDeBase(NO_DISPONIBLE, new Error('Connection terminated'));
    });
    const result = await takeCorte(peticion(bitacora));
    expect(result).toMatchObject({ ok: false, error: { codigo: 'BASE_NO_DISPONIBLE' } });
    if (!result.ok) expect(result.error.mensaje).toContain('sigue vigente el anterior');
    expect(state.closed).toBe(1);
    expect(checkedActual(publicacion.raiz)?.corte.numero).toBe(1);
    expect(carpetasDeCortes(publicacion.raiz)).toHaveLength(1);
  });

  test.each([
    [NO_DISPONIBLE, 'BASE_NO_DISPONIBLE'],
    [DISCO_LLENO, 'BASE_SIN_ESPACIO'],
  ])('is refused when there is no snapshot: %j', async (falla, codigo) => {
    const result = await takeCorte(peticion({ readSnapshot: async () => fail(falla) }));
    expect(result).toMatchObject({ ok: false, error: { codigo } });
  });

  test('crashes on what is a bug, with its snapshot closed', async () => {
    const { bitacora, state } = bitacoraQue(async function* () {
      yield publicacion.filas[0];
      throw new TypeError('a bug');
    });
    await expect(takeCorte(peticion(bitacora))).rejects.toThrow('a bug');
    expect(state.closed).toBe(1);
  });
});

describe('over a real database', () => {
  let base: BaseDePrueba;
  beforeAll(async () => {
    base = await withBase();
  });
  afterAll(() => base.stop());

  test('an empty night is a corte in zeros, and a past position gives the same bytes again', async () => {
    const { proceso, raiz, almacen } = publicacion;
    const autoria = { actor: 'prueba', lugar: 'prueba', momento: MOMENTO.toISOString() };
    const { nombre, sha256, actas } = proceso;
    const registered = await base.bitacora.registerActas({ nombre, sha256, actas }, autoria);
    if (!registered.ok) throw new Error(registered.error.mensaje);

    const motor = motorDe();
    const first = published(await takeCorte(peticion(base.bitacora, motor)));
    const later = new Date(MOMENTO.getTime() + 60_000).toISOString();
    const second = published(await takeCorte({ ...peticion(base.bitacora, motor), momento: later }));
    expect(second.numero).toBe(first.numero + 1);
    expect(second.posicion).toBeGreaterThan(first.posicion);
    expect(checkedActual(raiz)?.carpeta).toBe(second.carpeta);

    const past = await base.bitacora.readAt(first.posicion);
    if (!past.ok) throw new Error(past.error.mensaje);
    const again = await publicacion.publish({
      rows: past.value.resultados(),
      posicion: past.value.posicion,
      numero: past.value.corte,
      momento: new Date(past.value.momento),
      carpeta: `${raiz}-auditoria`,
      imagenes: almacen,
    });
    await past.value.close();
    expect(published(again).sha256).toBe(first.sha256);
  });
});
