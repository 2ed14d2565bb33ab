import { expect, test } from 'vitest';
import { ok, refuse } from '../dominio/result.ts';
import type { SolicitudDeCorte } from '../publicacion/servicio.ts';
import { nextCorte, runCortes } from './cortes.ts';
import type { Publicador } from './publicador.ts';

const APERTURA = Date.parse('2027-06-07T02:00:00.000Z');
const PERIODO = { apertura: new Date(APERTURA), cierre: new Date(APERTURA + 24 * 3_600_000) };
const dueAt = (seconds: number) => {
  const { cuando, tipo } = nextCorte(APERTURA + seconds * 1000, PERIODO, 300);
  return [(cuando - APERTURA) / 1000, tipo];
};

test('before the opening, the first is at the opening; then each so many seconds of it; the last at the closing', () => {
  expect(dueAt(-3600)).toEqual([0, 'intermedio']);
  expect(dueAt(0)).toEqual([0, 'intermedio']);
  expect(dueAt(1)).toEqual([300, 'intermedio']);
  expect(dueAt(300)).toEqual([300, 'intermedio']);
  expect(dueAt(86_399)).toEqual([86_400, 'ultimo']);
  expect(dueAt(90_000)).toEqual([90_000, 'ultimo']);
});

test('a corte that fails is told and the next is taken; after the last there is no other', async () => {
  let ahora = APERTURA + 24 * 3_600_000 - 1_000;
  const taken: string[] = [];
  const said: string[] = [];
  const publicador: Publicador = {
    take({ tipo }: SolicitudDeCorte) {
      taken.push(tipo);
      // Each one takes as long as what remains.
      ahora += 1_000;
      const terminado =
        taken.length === 1
          ? refuse('BASE_NO_DISPONIBLE', 'La base de datos no responde.')
          : ok({ numero: taken.length, carpeta: `cortes/${taken.length}` });
      return { tomado: Promise.resolve(), terminado: Promise.resolve(terminado as never) };
    },
    stop: async () => {},
  };
  await runCortes({
    ...{ publicador, publicacion: PERIODO, cada: 300, now: () => new Date(ahora).toISOString() },
    ...{ decir: (linea) => void said.push(linea), alto: new AbortController().signal },
    async dormir(ms) {
      ahora += ms;
    },
  });
  expect(taken).toEqual(['ultimo', 'ultimo']);
  expect(said[0]).toBe('Aviso: La base de datos no responde.');
  expect(said[1]).toContain('corte 2 publicado');
});

test('told to stop while it waits, it takes none', async () => {
  const alto = new AbortController();
  const done = runCortes({
    publicador: {
      take: () => {
        throw new Error('none is due');
      },
      stop: async () => {},
    },
    ...{ publicacion: PERIODO, cada: 300, now: () => new Date(APERTURA - 60_000).toISOString() },
    ...{ decir: () => {}, alto: alto.signal },
  });
  alto.abort();
  await done;
});
