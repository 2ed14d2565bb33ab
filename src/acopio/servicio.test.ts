import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acopiar,
  CATD,
  digitalizar,
  estadoDe,
  foto,
  hechosDe,
  must,
  type Noche,
  refused,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import { MOTIVOS_SIN_ACTA } from '../dominio/contabilizacion.ts';
import type { EntregaDeAcopio } from '../dominio/entrega.ts';
import { addSeconds } from '../dominio/instante.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

const quien = (acta: IdActa) => ({ acta, persona: 'acopiadora', lugar: CATD });

describe('an envelope that arrives', () => {
  const registrar = (acta: IdActa, horaManuscrita: string | null) =>
    noche.fases.acopio.registrar({ ...quien(acta), via: 'CATD', horaManuscrita });

  test('has the time of the machine as its record, whatever was written by hand', async () => {
    const acta = noche.otra();
    const done = must(await registrar(acta, '2026-06-06T07:20'));
    expect(done.estado).toEqual({
      fase: 'acopiada',
      acopio: { via: 'CATD', momento: noche.reloj.now(), horaManuscrita: '2026-06-06T07:20' },
      previo: null,
    });
  });

  test('keeps in its fact what looks wrong about the time written by hand, and says it', async () => {
    const acta = noche.otra();
    // 19:30 by the machine; somebody wrote 07:20, which is twelve hours off.
    const done = must(await registrar(acta, '2027-06-06T07:20'));
    expect(done.avisos).toEqual(['ANTES_DE_LA_APERTURA', 'POSIBLE_DESFASE_DE_12_HORAS']);
    expect(await hechosDe(noche, acta)).toEqual([
      {
        tipo: 'acta_acopiada',
        datos: { via: 'CATD', horaManuscrita: '2027-06-06T07:20', avisos: done.avisos },
      },
    ]);
  });

  test.each([null, '2027-06-06T19:20'])('with %s written by hand has nothing to warn of', async (hora) => {
    const done = must(await registrar(noche.otra(), hora));
    expect(done.avisos).toEqual([]);
  });

  test('is told again what it was told the first time, also when the same hour would look otherwise', async () => {
    const ask = () =>
      noche.fases.acopio.registrar({
        ...quien(acta),
        ...{ via: 'CATD', horaManuscrita: '2027-06-06T19:50', idempotencia: 'acopio-adelantado' },
      });
    const acta = noche.otra();
    const first = must(await ask());
    noche.reloj.pass(3600);
    const again = must(await ask());
    expect(first.avisos).toEqual(['EN_EL_FUTURO']);
    expect(again).toEqual({ ...first, entrega: 'repetida' });
  });

  test('twice is refused, and the first time stays', async () => {
    const acta = noche.otra();
    await acopiar(noche, acta);
    expect(await refused(noche, acta, () => registrar(acta, null))).toBe('YA_ACOPIADA');
  });

  test('after its photograph is kept beside the acopio of the casilla, once', async () => {
    const acta = noche.otra();
    must(await noche.fases.digitalizacion.recibir({ ...foto('llega antes que el sobre'), acta }));
    noche.reloj.pass(7200);
    await acopiar(noche, acta);
    expect(await estadoDe(noche, acta)).toMatchObject({
      fase: 'en_captura',
      acopio: { via: 'CASILLA' },
      sobre: { via: 'CATD', momento: noche.reloj.now() },
    });
    expect(await refused(noche, acta, () => registrar(acta, null))).toBe('YA_ACOPIADA');
  });

  test('of an acta that nobody expects is refused by its name', async () => {
    const asked = await registrar('GUB-NADIE' as IdActa, null);
    expect(asked).toMatchObject({ ok: false, error: { codigo: 'ACTA_DESCONOCIDA' } });
  });
});

describe('sin acta', () => {
  const declarar = (acta: IdActa, confirma = 'coordinadora') =>
    noche.fases.acopio.declararSinActa({ ...quien(acta), motivo: 'paquete_no_entregado', confirma });
  const anular = (acta: IdActa, razon: string) => noche.fases.acopio.anularSinActa({ ...quien(acta), razon });

  test.each(MOTIVOS_SIN_ACTA)(
    'for the reason %s, declared by one person and confirmed by another',
    async (motivo) => {
      const acta = noche.otra();
      must(await noche.fases.acopio.declararSinActa({ ...quien(acta), motivo, confirma: 'coordinadora' }));
      expect(await hechosDe(noche, acta)).toEqual([
        { tipo: 'sin_acta_declarada', datos: { motivo, declara: 'acopiadora', confirma: 'coordinadora' } },
      ]);
    },
  );

  test('needs two people', async () => {
    const acta = noche.otra();
    expect(await refused(noche, acta, () => declarar(acta, 'acopiadora'))).toBe('MISMA_PERSONA');
  });

  test('is refused when the acta is already being captured', async () => {
    const acta = noche.otra();
    await digitalizar(noche, acta);
    expect(await refused(noche, acta, () => declarar(acta))).toBe('FASE_NO_LO_PERMITE');
  });

  test('is not undone by an envelope: somebody annuls it first, with a reason', async () => {
    const acta = noche.otra();
    must(await declarar(acta));
    const llega = () => noche.fases.acopio.registrar({ ...quien(acta), via: 'CATD', horaManuscrita: null });
    expect(await refused(noche, acta, llega)).toBe('FASE_NO_LO_PERMITE');
    expect(await refused(noche, acta, () => anular(acta, '  '))).toBe('FALTA_RAZON');

    must(await anular(acta, 'Llegó el paquete a las 23:10'));
    expect(await estadoDe(noche, acta)).toEqual({ fase: 'esperada' });
    must(await llega());
    expect((await hechosDe(noche, acta)).map(({ tipo }) => tipo)).toEqual([
      'sin_acta_declarada',
      'sin_acta_anulada',
      'acta_acopiada',
    ]);
  });

  test('annulled leaves an envelope that had arrived as it was', async () => {
    const acta = noche.otra();
    await acopiar(noche, acta);
    const before = await estadoDe(noche, acta);
    must(await declarar(acta));
    must(await anular(acta, 'El acta estaba dentro de otro paquete'));
    expect(await estadoDe(noche, acta)).toEqual(before);
  });
});

describe('an envelope that a station registered by itself', () => {
  const entregar = (acta: IdActa, cambios: Partial<EntregaDeAcopio> = {}, centro?: string) => {
    const recibida = noche.reloj.now();
    const entrega: EntregaDeAcopio = {
      ...{ tipo: 'acopio', proceso: noche.proceso.nombre, equipo: 'est-c01-1', secuencia: 1, acta },
      ...{ momento: recibida, desfase: 0, persona: null, horaManuscrita: null, ...cambios },
    };
    const { catd } = noche.proceso.actasPorId.get(acta)!.casilla;
    const id = `${acta} ${entrega.secuencia}`;
    const actor = entrega.equipo;
    return noche.fases.acopio.registrarDeEquipo({ entrega, id, centro: centro ?? catd, recibida, actor });
  };
  /** of the clock of the station, so many seconds ago */
  const hace = (segundos: number) => addSeconds(noche.reloj.now(), -segundos);

  test('has the hour at which it was there, and its fact keeps what the station said', async () => {
    const acta = noche.otra();
    const momento = hace(7200);
    const done = must(await entregar(acta, { equipo: 'est-a', secuencia: 7, momento, desfase: -60_000 }));
    expect(done.estado).toMatchObject({ acopio: { via: 'CATD', momento: hace(7260) } });
    expect(must(await noche.base.bitacora.history(acta))).toMatchObject([
      {
        ...{ actor: 'est-a', momento: noche.reloj.now() },
        datos: { equipo: { clave: 'est-a', secuencia: 7, momento, desfase: -60_000, acopio: hace(7260) } },
      },
    ]);
  });

  test('is never before the one that came before in the same station, nor after it was received', async () => {
    const [una, dos, tres] = [noche.otra(), noche.otra(), noche.otra()];
    const en = (secuencia: number, segundos: number) => ({
      ...{ equipo: 'est-b', secuencia, momento: hace(segundos) },
    });
    must(await entregar(una, en(1, 600)));
    // The clock went back while it was without network.
    const despues = must(await entregar(dos, en(2, 3600)));
    expect(despues.estado).toMatchObject({ acopio: { momento: hace(600) } });
    const adelante = must(await entregar(tres, en(3, -3600)));
    expect(adelante.estado).toMatchObject({ acopio: { momento: noche.reloj.now() } });
  });

  test('what is written by hand is compared with the hour at which it was there', async () => {
    const acta = noche.otra();
    const escrita = { horaManuscrita: '2027-06-07T11:50' };
    const first = must(await entregar(acta, { ...escrita, equipo: 'est-c', momento: hace(60) }));
    const again = must(await entregar(acta, { ...escrita, equipo: 'est-c', momento: hace(60) }));
    expect(again).toEqual({ ...first, entrega: 'repetida' });
    expect(first.avisos).toEqual(['EN_EL_FUTURO']);
  });

  test('of another CATD is refused', async () => {
    const acta = noche.otra();
    const { catd } = noche.proceso.actasPorId.get(acta)!.casilla;
    const otro = noche.proceso.catd.find(({ clave }) => clave !== catd)!.clave;
    expect(await refused(noche, acta, () => entregar(acta, {}, otro))).toBe('OTRO_CATD');
  });
});
