import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CCV,
  capturar,
  capturarDosVeces,
  digitalizar,
  estadoDe,
  hechosDe,
  lecturas,
  must,
  type Noche,
  refused,
  verificar,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

const quien = (acta: IdActa, persona = 'cotejadora') => ({ acta, persona, lugar: CCV });

async function verificada(): Promise<IdActa> {
  const acta = noche.otra();
  await capturarDosVeces(noche, acta);
  await verificar(noche, acta);
  return acta;
}

/** What a corte taken now shows of the acta. */
async function publicado(acta: IdActa) {
  const corte = must(
    await noche.base.bitacora.readSnapshot({
      ...{ actor: 'publicacion', lugar: 'prueba', momento: noche.reloj.now(), datos: {} },
    }),
  );
  try {
    for await (const { id, resultado } of corte.resultados()) {
      if (id === acta) return resultado;
    }
    throw new Error(`the corte lacks ${acta}`);
  } finally {
    await corte.close();
  }
}

const corregir = (acta: IdActa, campos: readonly string[], razon = 'El papel dice otra cosa') =>
  noche.fases.cotejo.corregir({ ...quien(acta), campos, razon });

test('the paper that says what was published is noted, and COTEJADA is 1', async () => {
  const acta = await verificada();
  expect(await publicado(acta)).toMatchObject({ tipo: 'acta', cotejo: 0 });
  must(await noche.fases.cotejo.confirmar(quien(acta)));
  expect(await publicado(acta)).toMatchObject({ tipo: 'acta', cotejo: 1 });
  expect((await hechosDe(noche, acta)).at(-1)).toEqual({
    tipo: 'cotejo_registrado',
    datos: { persona: 'cotejadora' },
  });
});

describe('the paper that says something else', () => {
  test('opens a correction: what was published stays, with COTEJADA 2, until the new one is verified, with 3', async () => {
    const acta = await verificada();
    const campos = noche.camposDe(acta);
    const antes = await publicado(acta);
    const estados: unknown[] = [];
    const look = async () => estados.push(await publicado(acta));

    must(await corregir(acta, ['NULOS']));
    await look();
    await capturar(noche, acta, 'ceci', { NULOS: 3 });
    await look();
    await capturar(noche, acta, 'dora', { NULOS: 3 });
    await look();
    expect(estados).toEqual(new Array(3).fill({ ...antes, cotejo: 2 }));

    noche.reloj.pass(60);
    await verificar(noche, acta);
    expect(await publicado(acta)).toMatchObject({
      lecturas: lecturas(campos, 10, { NULOS: 3 }),
      verificada: noche.reloj.now(),
      cotejo: 3,
    });
    must(await noche.fases.cotejo.confirmar(quien(acta)));
    expect(await publicado(acta)).toMatchObject({ cotejo: 3 });
  });

  test('leaves every version in the bitácora: who typed what, who asked for it and why', async () => {
    const acta = await verificada();
    must(await corregir(acta, ['NULOS']));
    await capturar(noche, acta, 'ceci', { NULOS: 3 });
    await capturar(noche, acta, 'dora', { NULOS: 4 });
    await capturar(noche, acta, 'elsa', { NULOS: 4 });
    await verificar(noche, acta);
    const hechos = await hechosDe(noche, acta);
    const typed = hechos.filter(({ tipo }) => tipo === 'captura_registrada').map(({ datos }) => datos);
    const todo = lecturas(noche.camposDe(acta));
    expect(typed).toEqual([
      { persona: 'ana', lecturas: todo },
      { persona: 'bea', lecturas: todo },
      { persona: 'ceci', lecturas: { NULOS: 3 } },
      { persona: 'dora', lecturas: { NULOS: 4 } },
      { persona: 'elsa', lecturas: { NULOS: 4 } },
    ]);
    expect(hechos.filter(({ tipo }) => tipo === 'correccion_abierta')).toEqual([
      {
        tipo: 'correccion_abierta',
        datos: { persona: 'cotejadora', campos: ['NULOS'], razon: 'El papel dice otra cosa' },
      },
    ]);
  });

  test('is captured by people who have not seen its values', async () => {
    const acta = await verificada();
    must(await corregir(acta, ['NULOS']));
    for (const persona of ['ana', 'bea', 'vera', 'cotejadora']) {
      expect(must(await noche.fases.captura.siguiente({ persona, lugar: CCV }))).toBeNull();
    }
    await capturar(noche, acta, 'ceci');
    await capturar(noche, acta, 'dora');
    await verificar(noche, acta);
  });

  test.each([
    ['no field', [] as string[], 'x', 'FALTAN_CAMPOS'],
    ['a field that the acta does not have', ['OTRO_PARTIDO'], 'x', 'CAMPO_AJENO'],
    ['no reason', ['NULOS'], '', 'FALTA_RAZON'],
  ])('with %s is refused', async (_what, campos, razon, codigo) => {
    const acta = await verificada();
    expect(await refused(noche, acta, () => corregir(acta, campos, razon))).toBe(codigo);
  });
});

test('an acta that is not verified yet is neither compared nor corrected', async () => {
  const acta = noche.otra();
  await digitalizar(noche, acta);
  const { cotejo } = noche.fases;
  expect(await refused(noche, acta, () => cotejo.confirmar(quien(acta)))).toBe('FASE_NO_LO_PERMITE');
  expect(await refused(noche, acta, () => corregir(acta, ['NULOS']))).toBe('FASE_NO_LO_PERMITE');
  expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'en_captura' });
});
