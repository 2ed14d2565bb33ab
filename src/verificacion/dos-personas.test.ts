/** What two people decide, over a real database: conflicts, and images that are not of their acta. */

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
  outcome,
  refused,
  resolver,
  resultadoDe,
  verificar,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import type { PropuestaDeIdentificacion } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

const quien = (acta: IdActa, persona: string) => ({ acta, persona, lugar: CCV });

describe('a conflict between three captures', () => {
  async function enConflicto(): Promise<IdActa> {
    const acta = noche.otra();
    await digitalizar(noche, acta);
    for (const [i, persona] of ['ana', 'bea', 'ceci'].entries()) {
      await capturar(noche, acta, persona, { NULOS: i + 1 });
    }
    return acta;
  }
  const proponer = (acta: IdActa, cambios: object = {}) =>
    noche.fases.conflictos.proponer({
      ...quien(acta, 'coordinadora'),
      ...{ lecturas: { NULOS: 2 }, razon: 'Con letra dice dos', ...cambios },
    });

  test('is decided by two people with their reason, and goes on to be verified by somebody else', async () => {
    const acta = await enConflicto();
    must(
      await resolver(noche, acta, {
        ...{ coordinador: 'coordinadora', verificador: 'luz' },
        ...{ lecturas: { NULOS: 2 }, razon: 'Con letra dice dos' },
      }),
    );
    expect((await hechosDe(noche, acta)).at(-1)).toEqual({
      tipo: 'conflicto_resuelto',
      datos: {
        ...{ lecturas: { NULOS: 2 }, coordinador: 'coordinadora', verificador: 'luz' },
        razon: 'Con letra dice dos',
      },
    });
    expect(await resultadoDe(noche, acta)).toMatchObject({
      lecturas: lecturas(noche.camposDe(acta), 10, { NULOS: 2 }),
      resueltos: ['NULOS'],
    });
    for (const persona of ['luz', 'coordinadora']) {
      expect(await refused(noche, acta, () => noche.fases.verificacion.tomar(quien(acta, persona)))).toBe(
        'RESOLVIO_NO_VERIFICA',
      );
      expect(must(await noche.fases.verificacion.siguiente({ persona, lugar: CCV }))).toBeNull();
    }
    await verificar(noche, acta);
  });

  test('what is refused leaves it as it was', async () => {
    const acta = await enConflicto();
    const intentos: readonly (readonly [string, object])[] = [
      ['CAPTURISTA_NO_VERIFICA', { persona: 'ana' }],
      ['FALTA_RAZON', { razon: '' }],
      ['FALTAN_CAMPOS', { lecturas: {} }],
      ['CAMPO_AJENO', { lecturas: { NULOS: 1, NO_REGISTRADAS: 1 } }],
      ['LECTURA_NEGATIVA', { lecturas: { NULOS: -3 } }],
    ];
    for (const [codigo, cambios] of intentos) {
      expect(await refused(noche, acta, () => proponer(acta, cambios))).toBe(codigo);
    }
    const { confirmar, rechazar } = noche.fases.conflictos;
    expect(await refused(noche, acta, () => confirmar(quien(acta, 'vera')))).toBe('SIN_PROPUESTA');
    must(await proponer(acta));
    expect(await refused(noche, acta, () => proponer(acta))).toBe('PROPUESTA_PENDIENTE');
    expect(await refused(noche, acta, () => confirmar(quien(acta, 'coordinadora')))).toBe('MISMA_PERSONA');
    expect(await refused(noche, acta, () => confirmar(quien(acta, 'ceci')))).toBe('CAPTURISTA_NO_VERIFICA');
    const otra = { ...quien(acta, 'vera'), vista: '2027-01-01T00:00:00.000Z' };
    expect(await refused(noche, acta, () => confirmar(otra))).toBe('PROPUESTA_DISTINTA');
    expect(await refused(noche, acta, () => rechazar({ ...quien(acta, 'vera'), razon: ' ' }))).toBe(
      'FALTA_RAZON',
    );
    must(await rechazar({ ...quien(acta, 'vera'), razon: 'Dice tres' }));
    expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'en_conflicto', propuesta: null });
    must(await proponer(acta, { lecturas: { NULOS: 3 } }));
    must(await confirmar({ ...quien(acta, 'luz'), vista: noche.reloj.now() }));
    expect(await resultadoDe(noche, acta)).toMatchObject({ lecturas: { NULOS: 3 } });
    await verificar(noche, acta);
  });
});

describe('an image that is not of its acta', () => {
  async function propuesta(identidad: PropuestaDeIdentificacion): Promise<IdActa> {
    const acta = noche.otra();
    await capturarDosVeces(noche, acta);
    must(await noche.fases.verificacion.tomar(quien(acta, 'vera')));
    must(await noche.fases.identificaciones.proponer({ ...quien(acta, 'vera'), propuesta: identidad }));
    return acta;
  }
  const { confirmar, rechazar, proponer } = {
    confirmar: (acta: IdActa, persona = 'coordinadora') =>
      noche.fases.identificaciones.confirmar(quien(acta, persona)),
    rechazar: (acta: IdActa) =>
      noche.fases.identificaciones.rechazar({ ...quien(acta, 'coordinadora'), razon: 'Es la correcta' }),
    proponer: (acta: IdActa, identidad: PropuestaDeIdentificacion) =>
      noche.fases.identificaciones.proponer({ ...quien(acta, 'vera'), propuesta: identidad }),
  };

  test('goes to the other acta when a second person confirms it, and to none before', async () => {
    const destino = noche.otra();
    const acta = await propuesta({ tipo: 'otra_acta', acta: destino, razon: 'Dice otra sección' });
    expect(must(await noche.fases.verificacion.siguiente({ persona: 'sol', lugar: CCV }))).toBeNull();
    expect(must(await noche.fases.identificaciones.list()).map((espera) => espera.acta)).toEqual([acta]);
    expect(await refused(noche, acta, () => confirmar(acta, 'vera'))).toBe('MISMA_PERSONA');
    expect(await refused(noche, acta, () => confirmar(acta, 'ana'))).toBe('CAPTURISTA_NO_VERIFICA');

    must(await confirmar(acta));
    const imagen = `${acta} escaneada`;
    expect(await estadoDe(noche, acta)).toMatchObject({
      fase: 'acopiada',
      previo: { capturistas: ['ana', 'bea'] },
    });
    expect(await estadoDe(noche, destino)).toMatchObject({
      ...{ fase: 'en_captura', capturistas: ['ana', 'bea'], verificadores: ['vera'] },
      ...{ acopio: { via: 'CATD' }, ronda: { campos: noche.camposDe(destino) } },
    });
    expect(imagen).toContain(acta);
    expect((await hechosDe(noche, acta)).slice(-2).map(({ tipo }) => tipo)).toEqual([
      'identificacion_confirmada',
      'imagen_rechazada',
    ]);
    // Its own image comes to the first one; both are captured by others and verified.
    must(
      await noche.fases.digitalizacion.recibir({
        ...{ bytes: Buffer.from([0xff, 0xd8, 0xff, 1]), origen: 'CATD', digitalizacion: 'ESCANER' },
        ...{ tipoDocumento: 'ACTA PREP', persona: 'digitalizadora', lugar: 'C01', acta },
      }),
    );
    for (const cada of [acta, destino]) {
      for (const persona of ['dora', 'elsa']) await capturar(noche, cada, persona);
      must(await noche.fases.verificacion.tomar(quien(cada, 'sol')));
      must(await noche.fases.verificacion.verificar(quien(cada, 'sol')));
    }
  });

  test('is registered out of the catalogue, unless the catalogue has what it says', async () => {
    const acta = await propuesta({
      tipo: 'fuera_de_catalogo',
      identificacion: 'SECCION 99?9',
      razon: 'No existe',
    });
    must(await confirmar(acta));
    const registradas = await noche.base.pool.query<{ id: IdActa; eleccion: string }>(
      `select id, eleccion from prep.acta where origen = 'alta'`,
    );
    expect(registradas.rows).toHaveLength(1);
    const [{ id, eleccion } = { id: '' as IdActa, eleccion: '' }] = registradas.rows;
    expect(eleccion).toBe(noche.proceso.actasPorId.get(acta)?.eleccion);
    expect(await estadoDe(noche, id)).toMatchObject({
      ...{ fase: 'fuera_de_catalogo', identificacion: 'SECCION 99?9' },
      acopio: { via: 'CATD' },
    });

    const clave = noche.proceso.actasPorId.get(acta)?.clave ?? '';
    const conClave = noche.proceso.actas.find(
      (other) => other.eleccion === eleccion && other.clave !== clave,
    );
    const otra = await propuestaEn(eleccion, conClave?.clave ?? '');
    expect(await refused(noche, otra, () => confirmar(otra))).toBe('EN_CATALOGO');
    must(await rechazar(otra));
    expect(await estadoDe(noche, otra)).toMatchObject({ fase: 'capturada', propuesta: null });
    await verificar(noche, otra);
  });

  async function propuestaEn(eleccion: string, identificacion: string): Promise<IdActa> {
    const acta = noche.otra(eleccion);
    await capturarDosVeces(noche, acta);
    must(await noche.fases.verificacion.tomar(quien(acta, 'vera')));
    must(await proponer(acta, { tipo: 'fuera_de_catalogo', identificacion, razon: 'No se reconoce' }));
    return acta;
  }

  test('must be of an acta that exists, and of another', async () => {
    const acta = noche.otra();
    await capturarDosVeces(noche, acta);
    must(await noche.fases.verificacion.tomar(quien(acta, 'vera')));
    const a = (destino: string) => ({ tipo: 'otra_acta', acta: destino as IdActa, razon: 'x' }) as const;
    expect(await refused(noche, acta, () => proponer(acta, a('GUB-NADA')))).toBe('ACTA_DESCONOCIDA');
    expect(await refused(noche, acta, () => proponer(acta, a(acta)))).toBe('MISMA_ACTA');
    must(await noche.fases.verificacion.verificar(quien(acta, 'vera')));
  });

  test('nothing moves when the other acta cannot receive it, and two that cross both arrive', async () => {
    const cerrada = noche.otra();
    must(
      await noche.fases.acopio.declararSinActa({
        ...{ acta: cerrada, persona: 'acopiadora', lugar: 'C01' },
        ...{ motivo: 'paquete_no_entregado', confirma: 'coordinadora' },
      }),
    );
    const acta = await propuesta({ tipo: 'otra_acta', acta: cerrada, razon: 'Dice otra sección' });
    expect(await refused(noche, acta, () => confirmar(acta))).toBe('FASE_NO_LO_PERMITE');
    must(await rechazar(acta));
    await verificar(noche, acta);

    // Each has the image of the other: both are confirmed at the same time.
    const [una, otra] = [noche.otra(), noche.otra()];
    for (const [esta, aquella] of [
      [una, otra],
      [otra, una],
    ] as const) {
      await capturarDosVeces(noche, esta);
      must(await noche.fases.verificacion.tomar(quien(esta, 'vera')));
      must(await proponer(esta, { tipo: 'otra_acta', acta: aquella, razon: 'Están cambiadas' }));
    }
    const crossed = await Promise.all([confirmar(una), confirmar(otra)]);
    expect(crossed.map(outcome)).toEqual(['hecho', 'hecho']);
    for (const cada of [una, otra]) {
      expect(await estadoDe(noche, cada)).toMatchObject({ fase: 'en_captura', imagenes: [{}, {}] });
    }
    expect(must(await noche.base.bitacora.rebuild('comparar')).diferencias).toEqual([]);
  });
});
