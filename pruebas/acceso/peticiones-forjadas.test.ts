/** Requests over an acta that its screen would never send: refused with a reason, a fact, and nothing changed. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HechoDeAcceso } from '../../src/acceso/hechos.ts';
import type { Tareas } from '../../src/captura/contrato.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../apoyo/consola.ts';
import { digitalizar, lecturas, must } from '../apoyo/fases.ts';

let consola: ConsolaDePrueba;
beforeAll(async () => {
  consola = await withConsola();
});
afterAll(() => consola.stop());

/** A capturista with an acta on the screen that nobody else has. */
async function conActa(): Promise<{
  readonly quien: Cliente;
  readonly acta: IdActa;
  readonly cuerpo: unknown;
}> {
  await digitalizar(consola.noche, consola.noche.otra());
  const quien = await consola.entrar('capturista');
  const { cuerpo } = await quien.post<Tareas>('/api/captura/siguiente');
  const [tarea] = cuerpo.tareas;
  const campos = tarea!.campos.map(({ clave }) => clave);
  return { quien, acta: tarea!.acta, cuerpo: { lecturas: lecturas(campos), advertencias: [] } };
}

const version = async (acta: IdActa) => must(await consola.noche.base.bitacora.load(acta)).version;

async function ultimoRechazo({ sesion }: Cliente): Promise<unknown> {
  const facts = must(await consola.noche.base.bitacora.history('ACCESO')) as unknown as HechoDeAcceso[];
  const own = facts.filter(
    ({ tipo, datos }) =>
      tipo === 'peticion_rechazada' && 'persona' in datos && datos.persona === sesion!.persona.clave,
  );
  return own.at(-1)?.datos;
}

/** Sends what must be refused; gives the code, after seeing that it is a fact and that nothing changed. */
async function refused(quien: Cliente, acta: IdActa, ruta: string, cuerpo: unknown): Promise<string> {
  const before = await version(acta);
  const answer = await quien.post(`${ruta.replace(':acta', encodeURIComponent(acta))}`, cuerpo);
  expect(answer.estado).toBeGreaterThanOrEqual(400);
  expect(answer.cuerpo.mensaje.length).toBeGreaterThan(20);
  expect(await version(acta)).toBe(before);
  expect(await ultimoRechazo(quien)).toMatchObject({ ruta: `POST ${ruta}`, codigo: answer.cuerpo.codigo });
  return answer.cuerpo.codigo;
}

const CAPTURAR = '/api/captura/actas/:acta';

test('the acta of another person', async () => {
  const { acta, cuerpo } = await conActa();
  const otra = await consola.entrar('capturista');
  expect(await refused(otra, acta, CAPTURAR, cuerpo)).toBe('SIN_ASIGNACION');
  expect(await refused(otra, acta, `${CAPTURAR}/devolucion`, {})).toBe('SIN_ASIGNACION');
});

test('an acta that does not exist', async () => {
  const { quien, cuerpo } = await conActa();
  const answer = await quien.post('/api/captura/actas/NO-EXISTE', cuerpo);
  expect(answer).toMatchObject({ estado: 404, cuerpo: { codigo: 'ACTA_DESCONOCIDA' } });
});

test('the same capture again has one effect; with another key it is refused', async () => {
  const { quien, acta, cuerpo } = await conActa();
  const ruta = CAPTURAR.replace(':acta', encodeURIComponent(acta));
  const clave = { 'x-idempotencia': 'c3a1c5a0-0000-4000-8000-000000000001' };
  expect((await quien.post(ruta, cuerpo, clave)).estado).toBe(200);
  const after = await version(acta);
  expect((await quien.post(ruta, cuerpo, clave)).estado).toBe(200);
  expect(await version(acta)).toBe(after);
  expect(await refused(quien, acta, CAPTURAR, cuerpo)).toBe('YA_LA_CAPTURO');
});

test('a capture after its time has run out', async () => {
  const { quien, acta, cuerpo } = await conActa();
  consola.noche.reloj.pass(consola.noche.proceso.ajustes.segundosAsignacion + 1);
  expect(await refused(quien, acta, CAPTURAR, cuerpo)).toBe('ASIGNACION_VENCIDA');
});

test.each([
  ['without fields', { lecturas: {}, advertencias: [] }],
  ['with a field of nobody', { lecturas: { INVENTADO: 1 }, advertencias: [] }],
  ['with votes below zero', { lecturas: { NULOS: -1 }, advertencias: [] }],
  ['with votes that are text', { lecturas: { NULOS: '10' }, advertencias: [] }],
  ['with a prototype', '{"lecturas":{"__proto__":{"NULOS":1}},"advertencias":[]}'],
  [
    'with ten thousand fields',
    { lecturas: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [i, 1])) },
  ],
])('a capture %s', async (_what, cuerpo) => {
  const { quien, acta } = await conActa();
  const before = await version(acta);
  const { estado } = await quien.pedir({
    ...{ metodo: 'POST', ruta: CAPTURAR.replace(':acta', encodeURIComponent(acta)) },
    cuerpo: typeof cuerpo === 'string' ? cuerpo : JSON.stringify(cuerpo),
  });
  expect([409, 413, 422]).toContain(estado);
  expect(await version(acta)).toBe(before);
  expect(await ultimoRechazo(quien)).toMatchObject({ ruta: `POST ${CAPTURAR}` });
});

test('nothing that capture refuses or answers says what somebody else typed, nor whose turn it is', async () => {
  const { quien, acta, cuerpo } = await conActa();
  const ruta = CAPTURAR.replace(':acta', encodeURIComponent(acta));
  const first = await quien.post(ruta, cuerpo);
  const text = JSON.stringify(first.cuerpo);
  for (const word of ['lecturas', 'fase', 'estado', 'version', 'conflicto']) expect(text).not.toContain(word);
});
