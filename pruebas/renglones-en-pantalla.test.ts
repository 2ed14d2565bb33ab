/** Where a field lies is said only of an image that is the sheet from edge to edge; of a cut one it would be elsewhere. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tareas } from '../src/captura/contrato.ts';
import type { ActaEnCotejo } from '../src/cotejo/contrato.ts';
import type { Encuadre } from '../src/dominio/acta.ts';
import type { IdActa } from '../src/dominio/clave.ts';
import type { CampoEnPantalla } from '../src/proceso/en-pantalla.ts';
import type { ConflictoEnPantalla, TareaDeVerificacionONada } from '../src/verificacion/contrato.ts';
import { type ConsolaDePrueba, withConsola } from './apoyo/consola.ts';
import { acopiar, capturar, escaneo, must, verificar } from './apoyo/fases.ts';

let consola: ConsolaDePrueba;
beforeAll(async () => {
  consola = await withConsola();
});
afterAll(() => consola.stop());

async function digitalizada(encuadre: Encuadre | undefined): Promise<IdActa> {
  const acta = consola.noche.otra();
  await acopiar(consola.noche, acta);
  const { digitalizacion } = consola.noche.fases;
  must(await digitalizacion.recibir({ ...escaneo(`${acta} ${encuadre}`), acta, encuadre }));
  return acta;
}

/** Whether each screen says where each field is. */
const known = (campos: readonly CampoEnPantalla[]) => campos.map(({ renglon }) => renglon !== null);
const all = (campos: readonly CampoEnPantalla[], value: boolean) => campos.map(() => value);

test.each([
  ['hoja_entera', true],
  ['sin_enderezar', false],
  [undefined, false],
] as const)('of an image that is %s: %s', async (encuadre, dice) => {
  const { noche } = consola;
  const capturista = await consola.entrar('capturista');
  const acta = await digitalizada(encuadre);
  const { tareas } = (await capturista.post<Tareas>('/api/captura/siguiente')).cuerpo;
  const campos = tareas.find((tarea) => tarea.acta === acta)?.campos ?? [];
  expect(campos).not.toHaveLength(0);
  expect(known(campos)).toEqual(all(campos, dice));

  // Nobody agrees on one field: it is decided by people, who look at the image too.
  noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
  const distintas = await digitalizada(encuadre);
  for (const [i, persona] of ['ana', 'bea', 'ceci'].entries())
    await capturar(noche, distintas, persona, { NULOS: i });
  const coordinadora = await consola.entrar('coordinador_ccv');
  const conflicto = await coordinadora.get<ConflictoEnPantalla>(`/api/conflictos/${distintas}`);
  expect(known(conflicto.cuerpo.campos)).toEqual(all(conflicto.cuerpo.campos, dice));

  for (const persona of ['ana', 'bea']) await capturar(noche, acta, persona);
  const verificadora = await consola.entrar('verificador');
  const { tarea } = (await verificadora.post<TareaDeVerificacionONada>('/api/verificacion/siguiente')).cuerpo;
  expect(tarea?.acta).toBe(acta);
  expect(known(tarea?.campos ?? [])).toEqual(all(campos, dice));

  noche.reloj.pass(noche.proceso.ajustes.segundosAsignacion);
  await verificar(noche, acta);
  const cotejador = await consola.entrar('cotejador', {
    centro: noche.proceso.actasPorId.get(acta)!.casilla.catd,
  });
  const cotejo = await cotejador.get<ActaEnCotejo>(`/api/cotejo/actas/${acta}`);
  expect(known(cotejo.cuerpo.campos)).toEqual(all(campos, dice));
});
