import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  CCV,
  digitalizar,
  estadoDe,
  hechosDe,
  lecturas,
  must,
  type Noche,
  outcome,
  refused,
  resultadoDe,
  withFases,
} from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { VALOR_MAXIMO } from '../dominio/lectura.ts';
import type { Tarea } from './servicio.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

/** Each test leaves the queue empty, so that the next one knows which acta it will be given. */
afterEach(async () => {
  noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
  for (let i = 0; ; i += 1) {
    const persona = `limpieza-${i}`;
    const tarea = await siguiente(persona);
    if (tarea === null) return;
    await registrar(tarea.acta, persona, lecturas(tarea.campos));
  }
});

async function siguiente(persona: string): Promise<Tarea | null> {
  return must(await noche.fases.captura.siguiente({ persona, lugar: CCV }));
}

async function mustSiguiente(persona: string): Promise<Tarea> {
  const tarea = await siguiente(persona);
  if (tarea === null) throw new Error(`nothing for ${persona}`);
  return tarea;
}

const registrar = (acta: IdActa, persona: string, typed: Lecturas) =>
  noche.fases.captura.registrar({ acta, persona, lugar: CCV, lecturas: typed });

/** A new acta that waits to be captured, the only one. */
async function enCola(eleccion?: string): Promise<IdActa> {
  const acta = noche.otra(eleccion);
  await digitalizar(noche, acta);
  return acta;
}

async function capture(persona: string, cambios: Lecturas = {}): Promise<Tarea> {
  const tarea = await mustSiguiente(persona);
  must(await registrar(tarea.acta, persona, lecturas(tarea.campos, 10, cambios)));
  return tarea;
}

describe('the queue', () => {
  test('gives the oldest acta, with its image, its fields in printed order and until when', async () => {
    const [primera, segunda] = [await enCola(), await enCola()];
    const tarea = await mustSiguiente('ana');
    const estado = await estadoDe(noche, primera);
    expect(tarea).toEqual({
      acta: primera,
      imagen: 'imagen' in estado && estado.imagen,
      campos: noche.camposDe(primera),
      vence: new Date(
        Date.parse(noche.reloj.now()) + noche.proceso.ajustes.segundosAsignacion * 1000,
      ).toISOString(),
    });
    expect((await mustSiguiente('ana')).acta).toBe(segunda);
    expect(await siguiente('ana')).toBeNull();
  });

  test('gives an acta to two people and to no third', async () => {
    const acta = await enCola();
    expect((await mustSiguiente('ana')).acta).toBe(acta);
    expect((await mustSiguiente('bea')).acta).toBe(acta);
    expect(await siguiente('ceci')).toBeNull();
  });

  test('is blind: the second capturist gets what the first got, to the letter', async () => {
    await enCola();
    const primera = await capture('ana', { NULOS: 3 });
    const segunda = await mustSiguiente('bea');
    expect(segunda).toEqual(primera);
    expect(Object.keys(segunda)).toEqual(Object.keys(primera));
  });

  test('gives back the place of who let the time pass, to somebody else', async () => {
    const acta = await enCola();
    await mustSiguiente('ana');
    await mustSiguiente('bea');
    noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
    expect((await mustSiguiente('ceci')).acta).toBe(acta);
    expect((await hechosDe(noche, acta)).slice(-3)).toEqual([
      { tipo: 'captura_liberada', datos: { persona: 'ana', motivo: 'vencida' } },
      { tipo: 'captura_liberada', datos: { persona: 'bea', motivo: 'vencida' } },
      { tipo: 'captura_asignada', datos: expect.objectContaining({ persona: 'ceci' }) },
    ]);
  });

  test('one second before it expires the place is still theirs', async () => {
    await enCola();
    await mustSiguiente('ana');
    await mustSiguiente('bea');
    noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion - 1);
    expect(await siguiente('ceci')).toBeNull();
  });

  test('takes back an acta that is given back, and gives it to the next person', async () => {
    const acta = await enCola();
    await mustSiguiente('ana');
    must(await noche.fases.captura.devolver({ acta, persona: 'ana', lugar: CCV }));
    expect((await hechosDe(noche, acta)).at(-1)).toEqual({
      tipo: 'captura_liberada',
      datos: { persona: 'ana', motivo: 'devuelta' },
    });
    expect((await mustSiguiente('bea')).acta).toBe(acta);
    expect((await mustSiguiente('ana')).acta).toBe(acta);
  });

  test('asked again with the same key gives the same task, also when the acta went on meanwhile', async () => {
    await enCola();
    const ask = () =>
      noche.fases.captura.siguiente({ persona: 'ana', lugar: CCV, idempotencia: 'se cortó la línea' });
    const tarea = must(await ask());
    expect(must(await ask())).toEqual(tarea);
    must(await registrar(tarea!.acta, 'ana', lecturas(tarea!.campos)));
    await capture('bea');
    expect(must(await ask())).toEqual(tarea);
  });
});

describe('what two people typed', () => {
  test('alike goes on to verification', async () => {
    const acta = await enCola();
    await capture('ana');
    await capture('bea');
    expect(await resultadoDe(noche, acta)).toMatchObject({
      lecturas: lecturas(noche.camposDe(acta)),
      tercera: [],
      resueltos: [],
    });
    expect(await siguiente('ceci')).toBeNull();
  });

  test('different asks a third only for the fields that differ, and two of three win', async () => {
    const acta = await enCola();
    await capture('ana', { NULOS: 3, TOTAL_VOTOS_ASENTADO: 'ILEGIBLE' });
    await capture('bea', { NULOS: 4 });
    const tercera = await mustSiguiente('ceci');
    expect(tercera.campos).toEqual(['NULOS', 'TOTAL_VOTOS_ASENTADO']);
    must(await registrar(acta, 'ceci', { NULOS: 4, TOTAL_VOTOS_ASENTADO: 'ILEGIBLE' }));
    expect(await resultadoDe(noche, acta)).toMatchObject({
      lecturas: lecturas(noche.camposDe(acta), 10, { NULOS: 4, TOTAL_VOTOS_ASENTADO: 'ILEGIBLE' }),
      tercera: ['NULOS', 'TOTAL_VOTOS_ASENTADO'],
    });
  });

  test('in three different ways waits for people to decide, with every version kept', async () => {
    const acta = await enCola();
    await capture('ana', { NULOS: 3 });
    await capture('bea', { NULOS: 4 });
    await capture('ceci', { NULOS: 5 });
    expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'en_conflicto', campos: ['NULOS'] });
    const capturas = (await hechosDe(noche, acta)).filter(({ tipo }) => tipo === 'captura_registrada');
    expect(capturas.map(({ datos }) => datos)).toEqual([
      { persona: 'ana', lecturas: lecturas(noche.camposDe(acta), 10, { NULOS: 3 }) },
      { persona: 'bea', lecturas: lecturas(noche.camposDe(acta), 10, { NULOS: 4 }) },
      { persona: 'ceci', lecturas: { NULOS: 5 } },
    ]);
    expect(await siguiente('dora')).toBeNull();
  });

  test('is never asked again of who captured it', async () => {
    await enCola();
    await capture('ana', { NULOS: 3 });
    expect(await siguiente('ana')).toBeNull();
    await capture('bea', { NULOS: 4 });
    expect(await siguiente('ana')).toBeNull();
    expect(await siguiente('bea')).toBeNull();
  });
});

describe('a capture is refused and nothing changes', () => {
  /** `ana` has an acta of a municipio where AZUL and ROJO run and SOL, which has a column elsewhere, does not. */
  async function tarea(): Promise<Tarea> {
    await enCola('AYUN');
    return mustSiguiente('ana');
  }

  test.each([
    ['for an option that does not run there', { SOL: 1 }, 'CAMPO_AJENO'],
    ['with a negative number', { NULOS: -1 }, 'LECTURA_NEGATIVA'],
    ['above the maximum', { NULOS: VALOR_MAXIMO + 1 }, 'LECTURA_EXCESIVA'],
    ['with decimals', { NULOS: 1.5 }, 'LECTURA_NO_ENTERA'],
    ['with what is not a number', { NULOS: Number.NaN }, 'LECTURA_NO_ENTERA'],
    ['with the number as text', { NULOS: '7' as never }, 'LECTURA_NO_ENTERA'],
  ])('%s', async (_what, cambios: Lecturas, codigo) => {
    const { acta, campos } = await tarea();
    const typed = { ...lecturas(campos), ...cambios };
    expect(await refused(noche, acta, () => registrar(acta, 'ana', typed))).toBe(codigo);
    // And it is still hers: nothing that she typed well has to be typed again.
    must(await registrar(acta, 'ana', lecturas(campos)));
  });

  test('at the maximum it is accepted', async () => {
    const { acta, campos } = await tarea();
    must(await registrar(acta, 'ana', lecturas(campos, VALOR_MAXIMO)));
  });

  test('without one of its fields', async () => {
    const { acta, campos } = await tarea();
    for (const campo of campos) {
      const { [campo]: _missing, ...typed } = lecturas(campos);
      expect(await refused(noche, acta, () => registrar(acta, 'ana', typed))).toBe('FALTAN_CAMPOS');
    }
  });

  test('by the third person, with a field on which the others agreed', async () => {
    const acta = await enCola();
    await capture('ana', { NULOS: 3 });
    await capture('bea', { NULOS: 4 });
    await mustSiguiente('ceci');
    const typed = { NULOS: 3, NO_REGISTRADAS: 10 };
    expect(await refused(noche, acta, () => registrar(acta, 'ceci', typed))).toBe('CAMPO_AJENO');
  });

  test('by who does not have it, by who captured it, and after its time', async () => {
    const { acta, campos } = await tarea();
    const typed = lecturas(campos);
    expect(await refused(noche, acta, () => registrar(acta, 'bea', typed))).toBe('SIN_ASIGNACION');
    must(await registrar(acta, 'ana', typed));
    expect(await refused(noche, acta, () => registrar(acta, 'ana', typed))).toBe('YA_LA_CAPTURO');
    await mustSiguiente('bea');
    noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
    expect(await refused(noche, acta, () => registrar(acta, 'bea', typed))).toBe('ASIGNACION_VENCIDA');
  });

  test('of an acta that is not being captured', async () => {
    const acta = noche.otra();
    expect(await refused(noche, acta, () => registrar(acta, 'ana', {}))).toBe('SIN_ASIGNACION');
  });
});

describe('an image that cannot be captured', () => {
  const reportar = (acta: IdActa, persona: string, razon = 'Está cortada') =>
    noche.fases.captura.reportarImagen({ acta, persona, lugar: CCV, motivo: 'cortada', razon });

  test('goes back to digitalización, by whoever has it and with a reason', async () => {
    const acta = await enCola();
    await mustSiguiente('ana');
    expect(await refused(noche, acta, () => reportar(acta, 'bea'))).toBe('SIN_ASIGNACION');
    expect(await refused(noche, acta, () => reportar(acta, 'ana', ''))).toBe('FALTA_RAZON');
    must(await reportar(acta, 'ana'));
    expect(await estadoDe(noche, acta)).toMatchObject({ fase: 'acopiada' });
    expect((await hechosDe(noche, acta)).at(-1)).toMatchObject({
      tipo: 'imagen_rechazada',
      datos: { persona: 'ana', motivo: 'cortada', razon: 'Está cortada' },
    });
  });

  test('and who reported it may capture the next image: she has typed nothing', async () => {
    const acta = await enCola();
    await mustSiguiente('ana');
    must(await reportar(acta, 'ana'));
    const { digitalizacion } = noche.fases;
    const entrega = { origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' } as const;
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 1]);
    must(await digitalizacion.recibir({ ...entrega, acta, bytes, persona: 'd', lugar: 'C01' }));
    expect((await mustSiguiente('ana')).acta).toBe(acta);
  });
});

test('what a person asks of an acta that does not exist is refused by its name', async () => {
  const acta = 'GUB-NADIE' as IdActa;
  const quien = { acta, persona: 'ana', lugar: CCV };
  const { captura } = noche.fases;
  expect(outcome(await captura.registrar({ ...quien, lecturas: {} }))).toBe('ACTA_DESCONOCIDA');
  expect(outcome(await captura.devolver(quien))).toBe('ACTA_DESCONOCIDA');
});
