import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CCV,
  capturar,
  capturarDosVeces,
  escaneo,
  estadoDe,
  hechosDe,
  lecturas,
  must,
  type Noche,
  refused,
  resultadoDe,
  verificar,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

const quien = (acta: IdActa, persona = 'vera') => ({ acta, persona, lugar: CCV });

/** A captured acta, which `vera` has to verify. */
async function tomada(): Promise<IdActa> {
  const acta = noche.otra();
  await capturarDosVeces(noche, acta);
  must(await noche.fases.verificacion.tomar(quien(acta)));
  return acta;
}

describe('the queue of verification', () => {
  test('gives the oldest acta with what was captured, to one person at a time, and then nothing', async () => {
    const [primera, segunda] = [noche.otra(), noche.otra()];
    for (const acta of [primera, segunda]) await capturarDosVeces(noche, acta);
    const { siguiente } = noche.fases.verificacion;
    const tarea = must(await siguiente({ persona: 'vera', lugar: CCV }));
    expect(tarea).toEqual({
      acta: primera,
      resultado: await resultadoDe(noche, primera),
      vence: new Date(
        Date.parse(noche.reloj.now()) + noche.proceso.ajustes.segundosAsignacion * 1000,
      ).toISOString(),
    });
    expect(must(await siguiente({ persona: 'luz', lugar: CCV }))?.acta).toBe(segunda);
    expect(must(await siguiente({ persona: 'sol', lugar: CCV }))).toBeNull();
    must(await noche.fases.verificacion.verificar(quien(primera)));
    must(await noche.fases.verificacion.verificar(quien(segunda, 'luz')));
  });

  test('never gives an acta to who captured it', async () => {
    const acta = noche.otra();
    await capturarDosVeces(noche, acta);
    const { siguiente, tomar } = noche.fases.verificacion;
    for (const persona of ['ana', 'bea']) {
      expect(must(await siguiente({ persona, lugar: CCV }))).toBeNull();
      expect(await refused(noche, acta, () => tomar(quien(acta, persona)))).toBe('CAPTURISTA_NO_VERIFICA');
    }
    await verificar(noche, acta);
  });

  test('gives an acta to somebody else when its time is over, and to nobody before', async () => {
    const acta = await tomada();
    const { tomar, verificar: verify } = noche.fases.verificacion;
    noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion - 1);
    expect(await refused(noche, acta, () => tomar(quien(acta, 'luz')))).toBe('SIN_LUGAR');
    expect(await refused(noche, acta, () => tomar(quien(acta)))).toBe('YA_LA_TIENE');
    noche.reloj.pass(1);
    expect(await refused(noche, acta, () => verify(quien(acta)))).toBe('ASIGNACION_VENCIDA');
    expect(must(await noche.fases.verificacion.siguiente({ persona: 'luz', lugar: CCV }))?.acta).toBe(acta);
    expect((await hechosDe(noche, acta)).slice(-2)).toEqual([
      { tipo: 'verificacion_liberada', datos: { persona: 'vera', motivo: 'vencida' } },
      { tipo: 'verificacion_asignada', datos: expect.objectContaining({ persona: 'luz' }) },
    ]);
    must(await verify(quien(acta, 'luz')));
  });

  test('takes back an acta that is given back', async () => {
    const acta = await tomada();
    const { devolver, tomar, verificar: verify } = noche.fases.verificacion;
    expect(await refused(noche, acta, () => devolver(quien(acta, 'luz')))).toBe('SIN_ASIGNACION');
    must(await devolver(quien(acta)));
    must(await tomar(quien(acta, 'luz')));
    must(await verify(quien(acta, 'luz')));
  });

  test('asked again with the same key gives the same task, also when the acta went on meanwhile', async () => {
    const acta = noche.otra();
    await capturarDosVeces(noche, acta);
    const { siguiente, tomar, devolver, verificar: verify } = noche.fases.verificacion;
    const next = () => siguiente({ persona: 'vera', lugar: CCV, idempotencia: 'siguiente de vera' });
    const tarea = must(await next());
    noche.reloj.pass(30);
    expect(must(await next())).toEqual(tarea);
    must(await devolver(quien(acta)));
    const take = () => tomar({ ...quien(acta, 'luz'), idempotencia: 'prioridad' });
    const tomadaPorLuz = must(await take());
    must(await verify(quien(acta, 'luz')));
    noche.reloj.pass(30);
    expect(must(await take())).toEqual(tomadaPorLuz);
    expect(must(await next())).toEqual(tarea);
  });
});

describe('an acta whose data are what the image says', () => {
  test('is verified by whoever has it', async () => {
    const acta = await tomada();
    const { verificar: verify } = noche.fases.verificacion;
    expect(await refused(noche, acta, () => verify(quien(acta, 'luz')))).toBe('SIN_ASIGNACION');
    noche.reloj.pass(45);
    must(await verify(quien(acta)));
    expect(await resultadoDe(noche, acta)).toMatchObject({ verificada: noche.reloj.now() });
    expect((await hechosDe(noche, acta)).at(-1)).toEqual({
      tipo: 'acta_verificada',
      datos: { persona: 'vera' },
    });
    expect(await refused(noche, acta, () => verify(quien(acta)))).toBe('FASE_NO_LO_PERMITE');
  });
});

describe('fields that are not what the image says', () => {
  const pedir = (acta: IdActa, campos: readonly string[], razon = 'Dice otra cosa') =>
    noche.fases.verificacion.pedirRecaptura({ ...quien(acta), campos, razon });

  test('are captured again by others, only those, and the rest stays', async () => {
    const acta = await tomada();
    must(await pedir(acta, ['TOTAL_VOTOS_ASENTADO', 'NULOS']));
    expect((await hechosDe(noche, acta)).at(-1)).toEqual({
      tipo: 'recaptura_pedida',
      datos: { persona: 'vera', campos: ['NULOS', 'TOTAL_VOTOS_ASENTADO'], razon: 'Dice otra cosa' },
    });
    const { captura } = noche.fases;
    // Neither those who captured it nor who has seen its values.
    for (const persona of ['ana', 'bea', 'vera']) {
      expect(must(await captura.siguiente({ persona, lugar: CCV }))).toBeNull();
    }
    for (const persona of ['ceci', 'dora']) {
      const tarea = must(await captura.siguiente({ persona, lugar: CCV }));
      expect(tarea).toMatchObject({ acta, campos: ['NULOS', 'TOTAL_VOTOS_ASENTADO'] });
      const typed: Lecturas = { NULOS: 7, TOTAL_VOTOS_ASENTADO: 'SIN DATO' };
      must(await captura.registrar({ ...quien(acta, persona), lecturas: typed }));
    }
    expect((await resultadoDe(noche, acta)).lecturas).toEqual(
      lecturas(noche.camposDe(acta), 10, { NULOS: 7, TOTAL_VOTOS_ASENTADO: 'SIN DATO' }),
    );
    expect(await refused(noche, acta, () => noche.fases.verificacion.tomar(quien(acta, 'ceci')))).toBe(
      'CAPTURISTA_NO_VERIFICA',
    );
    await verificar(noche, acta);
  });

  test.each([
    ['no field', [] as string[], 'x', 'FALTAN_CAMPOS'],
    ['a field that the acta does not have', ['OTRO_PARTIDO'], 'x', 'CAMPO_AJENO'],
    ['no reason', ['NULOS'], ' ', 'FALTA_RAZON'],
  ])('asked with %s are refused', async (_what, campos, razon, codigo) => {
    const acta = await tomada();
    expect(await refused(noche, acta, () => pedir(acta, campos, razon))).toBe(codigo);
    must(await noche.fases.verificacion.verificar(quien(acta)));
  });
});

describe('an image that is not good enough', () => {
  test('goes back to digitalización, and the acta is captured whole from the next one', async () => {
    const acta = await tomada();
    must(
      await noche.fases.verificacion.rechazarImagen({
        ...quien(acta),
        ...{ motivo: 'otra_casilla', razon: 'Es de la contigua' },
      }),
    );
    expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'acopiada' });
    const nueva = must(await noche.fases.digitalizacion.recibir({ ...escaneo(`${acta} la buena`), acta }));
    expect(nueva.estado).toMatchObject({ imagen: nueva.sha256, ronda: { campos: noche.camposDe(acta) } });
    await capturar(noche, acta, 'ceci');
    await capturar(noche, acta, 'dora');
    await verificar(noche, acta);
    expect(await resultadoDe(noche, acta)).toMatchObject({ imagen: nueva.sha256 });
  });

  test('is replaced by another that had already arrived', async () => {
    const acta = noche.otra();
    await capturarDosVeces(noche, acta);
    const otra = must(await noche.fases.digitalizacion.recibir({ ...escaneo(`${acta} evidencia`), acta }));
    must(await noche.fases.verificacion.tomar(quien(acta)));
    must(
      await noche.fases.verificacion.rechazarImagen({
        ...quien(acta),
        ...{ motivo: 'ilegible', razon: 'No se lee' },
      }),
    );
    expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'en_captura', imagen: otra.sha256 });
    await capturar(noche, acta, 'ceci');
    await capturar(noche, acta, 'dora');
    await verificar(noche, acta);
  });
});
