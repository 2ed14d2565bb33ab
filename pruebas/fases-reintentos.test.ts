/**
 * Every command of every phase, sent ten times at once with the same key (a phone without signal, a double click,
 * an impatient proxy): one effect, and the same answer for the ten.
 */

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Registro } from '../src/bitacora/bitacora.ts';
import type { PeticionDeTrabajo } from '../src/bitacora/peticion.ts';
import type { IdActa } from '../src/dominio/clave.ts';
import type { Refusal, Result } from '../src/dominio/result.ts';
import {
  acopiar,
  CATD,
  CCV,
  capturar,
  capturarDosVeces,
  digitalizar,
  escaneo,
  hechosDe,
  lecturas,
  must,
  type Noche,
  tomar,
  verificar,
  withFases,
} from './apoyo/fases.ts';

let noche: Noche;
beforeAll(async () => {
  noche = await withFases();
});
afterAll(() => noche.stop());

interface Comando {
  /** leaves the acta where the command makes sense */
  readonly antes: (acta: IdActa) => Promise<unknown>;
  readonly enviar: (acta: IdActa, idempotencia: string) => Promise<Result<unknown, Refusal>>;
  /** the facts that it must leave, once */
  readonly hechos: readonly string[];
}

const nada = async () => {};
const en = (acta: IdActa, persona: string, idempotencia?: string) => ({
  ...{ acta, persona, idempotencia },
  lugar: CCV,
});

/** Nobody has anything left from before. */
const vencer = () => noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);

async function tomada(acta: IdActa): Promise<void> {
  vencer();
  await capturarDosVeces(noche, acta);
  must(await noche.fases.verificacion.tomar({ acta, persona: 'vera', lugar: CCV }));
}

async function verificada(acta: IdActa): Promise<void> {
  vencer();
  await capturarDosVeces(noche, acta);
  await verificar(noche, acta);
}

async function sinActa(acta: IdActa): Promise<void> {
  must(
    await noche.fases.acopio.declararSinActa({
      ...{ acta, persona: 'acopiadora', lugar: CATD },
      ...{ motivo: 'casilla_no_instalada', confirma: 'coordinadora' },
    }),
  );
}

/** In capture, with another image that came later. */
async function conEvidencia(acta: IdActa): Promise<void> {
  await digitalizar(noche, acta);
  must(await noche.fases.digitalizacion.recibir({ ...escaneo(`${acta} mejor`), acta }));
}

async function sinActaPropuesta(acta: IdActa): Promise<void> {
  must(
    await noche.fases.acopio.proponerSinActa({
      ...{ acta, persona: 'acopiadora', lugar: CATD, motivo: 'casilla_no_instalada' },
    }),
  );
}

/** What other tests left waiting is taken by people who appear in no test. */
async function soloEnCola(acta: IdActa): Promise<void> {
  await agotar(noche.fases.captura.siguiente);
  await digitalizar(noche, acta);
}

async function soloPorVerificar(acta: IdActa): Promise<void> {
  await agotar(noche.fases.verificacion.siguiente);
  await capturarDosVeces(noche, acta);
}

let nadie = 0;
async function agotar(
  siguiente: (peticion: PeticionDeTrabajo) => Promise<Result<unknown, Refusal>>,
): Promise<void> {
  while (true) {
    nadie += 1;
    if (must(await siguiente({ persona: `nadie-${nadie}`, lugar: CCV })) === null) return;
  }
}

async function conPropuesta(acta: IdActa): Promise<void> {
  await enConflicto(acta);
  must(await noche.fases.conflictos.proponer({ ...en(acta, 'coordinadora'), ...PROPUESTA }));
}

const PROPUESTA = { lecturas: { NULOS: 2 }, razon: 'Con letra dice dos' };

async function porIdentificar(acta: IdActa): Promise<void> {
  await tomada(acta);
  const propuesta = { tipo: 'otra_acta', acta: noche.otra(), razon: 'Dice otra sección' } as const;
  must(await noche.fases.identificaciones.proponer({ ...en(acta, 'vera'), propuesta }));
}

async function enConflicto(acta: IdActa): Promise<void> {
  await digitalizar(noche, acta);
  for (const [i, persona] of ['ana', 'bea', 'ceci'].entries()) {
    await capturar(noche, acta, persona, { NULOS: i + 1 });
  }
}

const COMANDOS: Readonly<Record<string, Comando>> = {
  'acopio.registrar': {
    antes: nada,
    enviar: (acta, clave) =>
      noche.fases.acopio.registrar({
        ...en(acta, 'acopiadora', clave),
        ...{ via: 'CATD', horaManuscrita: '2027-06-06T07:20' },
      }),
    hechos: ['acta_acopiada'],
  },
  'acopio.declararSinActa': {
    antes: nada,
    enviar: (acta, clave) =>
      noche.fases.acopio.declararSinActa({
        ...en(acta, 'acopiadora', clave),
        ...{ motivo: 'paquete_no_entregado', confirma: 'coordinadora' },
      }),
    hechos: ['sin_acta_declarada'],
  },
  'acopio.anularSinActa': {
    antes: sinActa,
    enviar: (acta, clave) =>
      noche.fases.acopio.anularSinActa({ ...en(acta, 'coordinadora', clave), razon: 'Apareció' }),
    hechos: ['sin_acta_anulada'],
  },
  'acopio.registrarDeEquipo': {
    antes: nada,
    enviar: (acta, clave) => {
      const recibida = noche.reloj.now();
      return noche.fases.acopio.registrarDeEquipo({
        ...{ id: clave, centro: noche.proceso.actasPorId.get(acta)!.casilla.catd, recibida },
        actor: 'est-c01-1',
        entrega: {
          ...{ tipo: 'acopio', proceso: noche.proceso.nombre, equipo: 'est-c01-1', secuencia: 1, acta },
          ...{ momento: recibida, desfase: 0, persona: null, horaManuscrita: null },
        },
      });
    },
    hechos: ['acta_acopiada'],
  },
  'acopio.proponerSinActa': {
    antes: nada,
    enviar: (acta, clave) =>
      noche.fases.acopio.proponerSinActa({
        ...en(acta, 'acopiadora', clave),
        motivo: 'casilla_no_instalada',
      }),
    hechos: ['sin_acta_propuesta'],
  },
  'acopio.confirmarSinActa': {
    antes: sinActaPropuesta,
    enviar: (acta, clave) => noche.fases.acopio.confirmarSinActa(en(acta, 'coordinadora', clave)),
    hechos: ['sin_acta_declarada'],
  },
  'acopio.rechazarSinActa': {
    antes: sinActaPropuesta,
    enviar: (acta, clave) =>
      noche.fases.acopio.rechazarSinActa({ ...en(acta, 'coordinadora', clave), razon: 'Viene en camino' }),
    hechos: ['sin_acta_rechazada'],
  },
  'digitalizacion.recibir': {
    antes: (acta) => acopiar(noche, acta),
    enviar: (acta, clave) =>
      noche.fases.digitalizacion.recibir({ ...escaneo(acta), acta, idempotencia: clave }),
    hechos: ['imagen_digitalizada'],
  },
  'digitalizacion.sustituir': {
    antes: conEvidencia,
    enviar: (acta, clave) => {
      const sha256 = createHash('sha256')
        .update(escaneo(`${acta} mejor`).bytes)
        .digest('hex');
      const peticion = { ...en(acta, 'digitalizadora', clave), sha256, razon: 'Se lee mejor' };
      return noche.fases.digitalizacion.sustituir(peticion);
    },
    hechos: ['imagen_sustituida'],
  },
  'captura.siguiente': {
    antes: soloEnCola,
    enviar: (_acta, clave) =>
      noche.fases.captura.siguiente({ persona: 'ana', lugar: CCV, idempotencia: clave }),
    hechos: ['captura_asignada'],
  },
  'captura.registrar': {
    antes: async (acta) => {
      await digitalizar(noche, acta);
      await capturar(noche, acta, 'ana');
      await tomar(noche, acta, 'bea');
    },
    enviar: (acta, clave) =>
      noche.fases.captura.registrar({
        ...en(acta, 'bea', clave),
        lecturas: lecturas(noche.camposDe(acta)),
      }),
    hechos: ['captura_registrada', 'acta_consolidada'],
  },
  'captura.devolver': {
    antes: async (acta) => {
      await digitalizar(noche, acta);
      await tomar(noche, acta, 'ana');
    },
    enviar: (acta, clave) => noche.fases.captura.devolver(en(acta, 'ana', clave)),
    hechos: ['captura_liberada'],
  },
  'captura.reportarImagen': {
    antes: async (acta) => {
      await digitalizar(noche, acta);
      await tomar(noche, acta, 'ana');
    },
    enviar: (acta, clave) =>
      noche.fases.captura.reportarImagen({
        ...en(acta, 'ana', clave),
        ...{ motivo: 'cortada', razon: 'Falta la mitad' },
      }),
    hechos: ['imagen_rechazada'],
  },
  'verificacion.siguiente': {
    antes: soloPorVerificar,
    enviar: (_acta, clave) =>
      noche.fases.verificacion.siguiente({ persona: 'vera', lugar: CCV, idempotencia: clave }),
    hechos: ['verificacion_asignada'],
  },
  'verificacion.tomar': {
    antes: async (acta) => {
      vencer();
      await capturarDosVeces(noche, acta);
    },
    enviar: (acta, clave) => noche.fases.verificacion.tomar(en(acta, 'vera', clave)),
    hechos: ['verificacion_asignada'],
  },
  'verificacion.verificar': {
    antes: tomada,
    enviar: (acta, clave) => noche.fases.verificacion.verificar(en(acta, 'vera', clave)),
    hechos: ['acta_verificada'],
  },
  'verificacion.devolver': {
    antes: tomada,
    enviar: (acta, clave) => noche.fases.verificacion.devolver(en(acta, 'vera', clave)),
    hechos: ['verificacion_liberada'],
  },
  'verificacion.pedirRecaptura': {
    antes: tomada,
    enviar: (acta, clave) =>
      noche.fases.verificacion.pedirRecaptura({
        ...en(acta, 'vera', clave),
        ...{ campos: ['NULOS'], razon: 'Dice otra cosa' },
      }),
    hechos: ['recaptura_pedida'],
  },
  'verificacion.rechazarImagen': {
    antes: tomada,
    enviar: (acta, clave) =>
      noche.fases.verificacion.rechazarImagen({
        ...en(acta, 'vera', clave),
        ...{ motivo: 'ilegible', razon: 'No se lee' },
      }),
    hechos: ['imagen_rechazada'],
  },
  'captura.retomar': {
    antes: async (acta) => {
      await digitalizar(noche, acta);
      await tomar(noche, acta, 'ana');
      vencer();
    },
    enviar: (acta, clave) => noche.fases.captura.retomar(en(acta, 'ana', clave)),
    hechos: ['captura_liberada', 'captura_asignada'],
  },
  'captura.prorrogar': {
    antes: async (acta) => {
      await digitalizar(noche, acta);
      await tomar(noche, acta, 'ana');
      noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion - 1);
    },
    enviar: (acta, clave) => noche.fases.captura.prorrogar(en(acta, 'ana', clave)),
    hechos: ['captura_prorrogada'],
  },
  'conflictos.proponer': {
    antes: enConflicto,
    enviar: (acta, clave) =>
      noche.fases.conflictos.proponer({ ...en(acta, 'coordinadora', clave), ...PROPUESTA }),
    hechos: ['resolucion_propuesta'],
  },
  'conflictos.confirmar': {
    antes: conPropuesta,
    enviar: (acta, clave) => noche.fases.conflictos.confirmar(en(acta, 'vera', clave)),
    hechos: ['conflicto_resuelto'],
  },
  'conflictos.rechazar': {
    antes: conPropuesta,
    enviar: (acta, clave) =>
      noche.fases.conflictos.rechazar({ ...en(acta, 'vera', clave), razon: 'Dice tres' }),
    hechos: ['resolucion_rechazada'],
  },
  'conflictos.rechazarImagen': {
    antes: enConflicto,
    enviar: (acta, clave) =>
      noche.fases.conflictos.rechazarImagen({
        ...en(acta, 'coordinadora', clave),
        ...{ motivo: 'ilegible', razon: 'No se lee' },
      }),
    hechos: ['imagen_rechazada'],
  },
  'identificaciones.proponer': {
    antes: tomada,
    enviar: (acta, clave) =>
      noche.fases.identificaciones.proponer({
        ...en(acta, 'vera', clave),
        propuesta: { tipo: 'fuera_de_catalogo', identificacion: 'SECCION 99?9', razon: 'No existe' },
      }),
    hechos: ['identificacion_propuesta'],
  },
  'identificaciones.confirmar': {
    antes: porIdentificar,
    enviar: (acta, clave) => noche.fases.identificaciones.confirmar(en(acta, 'coordinadora', clave)),
    hechos: ['identificacion_confirmada', 'imagen_rechazada'],
  },
  'identificaciones.rechazar': {
    antes: porIdentificar,
    enviar: (acta, clave) =>
      noche.fases.identificaciones.rechazar({ ...en(acta, 'coordinadora', clave), razon: 'Es esta' }),
    hechos: ['identificacion_rechazada'],
  },
  'cotejo.confirmar': {
    antes: verificada,
    enviar: (acta, clave) => noche.fases.cotejo.confirmar(en(acta, 'cotejadora', clave)),
    hechos: ['cotejo_registrado'],
  },
  'cotejo.corregir': {
    antes: verificada,
    enviar: (acta, clave) =>
      noche.fases.cotejo.corregir({
        ...en(acta, 'cotejadora', clave),
        ...{ campos: ['NULOS'], razon: 'El papel dice tres' },
      }),
    hechos: ['correccion_abierta'],
  },
  'cotejo.pedirImagen': {
    antes: verificada,
    enviar: (acta, clave) =>
      noche.fases.cotejo.pedirImagen({
        ...en(acta, 'cotejadora', clave),
        ...{ motivo: 'cortada', razon: 'Falta el pie' },
      }),
    hechos: ['imagen_rechazada'],
  },
};

/** What the sender is told: not whether it was the first, nor how the acta is by now. */
function answerOf(value: unknown): unknown {
  const { estado: _now, entrega: _which, ...answer } = value as Registro;
  return answer;
}

test.each(Object.entries(COMANDOS))('%s', async (nombre, { antes, enviar, hechos }) => {
  const acta = noche.otra();
  await antes(acta);
  const before = (await hechosDe(noche, acta)).length;

  const sent = await Promise.all(Array.from({ length: 10 }, () => enviar(acta, `${nombre} ${acta}`)));
  const answers = sent.map((result) => answerOf(must(result)));
  expect(answers).toEqual(new Array(10).fill(answers[0]));
  expect(answers[0]).toMatchObject({ acta });

  // And once more, when time has passed.
  noche.reloj.pass(1);
  expect(answerOf(must(await enviar(acta, `${nombre} ${acta}`)))).toEqual(answers[0]);
  const left = (await hechosDe(noche, acta)).slice(before);
  expect(left.map(({ tipo }) => tipo)).toEqual(hechos);
});

test('digitalizacion.registrarFueraDeCatalogo', async () => {
  const enviar = () =>
    noche.fases.digitalizacion.registrarFueraDeCatalogo({
      ...escaneo('ajena'),
      ...{ eleccion: 'GUB', identificacion: 'SECCION 99?9', razon: 'No existe', confirma: 'coordinadora' },
      ...{ acopio: null, idempotencia: 'una ajena' },
    });
  const sent = await Promise.all(Array.from({ length: 10 }, enviar));
  const answers = sent.map((result) => answerOf(must(result)));
  expect(answers).toEqual(new Array(10).fill(answers[0]));
  const { rows } = await noche.base.pool.query(`select id from prep.acta where origen = 'alta'`);
  expect(rows).toEqual([{ id: 'GUB-FC-0001' }]);
});

test('every command of every phase is in this list', () => {
  const commands = Object.entries(noche.fases).flatMap(([fase, servicio]) =>
    Object.keys(servicio).map((comando) => `${fase}.${comando}`),
  );
  const aparte = [
    'digitalizacion.registrarFueraDeCatalogo',
    // These only look.
    ...['digitalizacion.identificar', 'conflictos.list', 'conflictos.find', 'identificaciones.list'],
  ];
  expect(commands.filter((comando) => !aparte.includes(comando)).toSorted()).toEqual(
    Object.keys(COMANDOS).toSorted(),
  );
});
