import { afterAll, beforeAll, expect, test } from 'vitest';
import { CCV, jpeg, lecturas, must, type Noche, tomar, withFases } from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import { loadProceso } from '../proceso/cargar.ts';
import { createEnsayo, type DibujarActa, type Ensayo, LECCIONES } from './ensayo.ts';
import { lecturasDe } from './verdad.ts';

let noche: Noche;
let ensayo: Ensayo;
beforeAll(async () => {
  noche = await withFases();
  ensayo = createEnsayo({ ...noche, bitacora: noche.base.bitacora, semilla: 7, dibujar }, 12);
});
afterAll(() => noche.stop());

/** The drawing has its own tests: here an image only has to be different from the others. */
const dibujar: DibujarActa = async ({ id }, _verdad, { numero, corte }) => jpeg(`${id} ${numero} ${corte}`);

const truthOf = (acta: IdActa) => {
  const verdad = ensayo.verdades(noche.proceso.actasPorId.get(acta)!);
  if (verdad.tipo !== 'acta') throw new Error('an acta that never arrived is not rehearsed');
  return lecturasDe(verdad.campos);
};

test('in a catalogue of thousands every lesson is there', async () => {
  const loaded = await loadProceso('procesos/michoacan-2027');
  if (!loaded.ok) throw new Error(loaded.error[0]?.mensaje);
  const proceso = loaded.value;
  const { actas } = createEnsayo(
    { ...noche, bitacora: noche.base.bitacora, proceso, semilla: 1, dibujar },
    40,
  );
  expect(actas).toHaveLength(40);
  expect(new Set(actas.map(({ acta }) => acta.id)).size).toBe(40);
  expect(new Set(actas.map(({ leccion }) => leccion))).toEqual(new Set(LECCIONES));
});

test('an acta is delivered once, however often it is asked; a rejected image gets another', async () => {
  for (const acta of [...ensayo.actas, ...ensayo.actas]) must(await ensayo.entregar(acta));
  const [{ acta }] = ensayo.actas as [Ensayo['actas'][number]];
  expect(must(await noche.base.bitacora.load(acta.id)).estado.fase).toBe('en_captura');
  await tomar(noche, acta.id, 'cap-1');
  must(
    await noche.fases.captura.reportarImagen({
      ...{ acta: acta.id, persona: 'cap-1', lugar: CCV, motivo: 'ilegible', razon: 'borrosa' },
    }),
  );
  expect(must(await ensayo.reponer())).toBe(1);
  expect(must(await noche.base.bitacora.load(acta.id)).estado.fase).toBe('en_captura');
  expect(must(await ensayo.reponer())).toBe(0);
});

test('what was verified is compared with what the acta said, field by field', async () => {
  const [right, wrong] = ensayo.actas.slice(1).map(({ acta }) => acta.id) as [IdActa, IdActa];
  for (const [acta, change] of [
    [right, 0],
    [wrong, 1],
  ] as const) {
    for (const persona of ['cap-2', 'cap-3']) {
      const { campos } = await tomar(noche, acta, persona);
      const typed = lecturas(campos, 0, { ...truthOf(acta), ...(change === 1 ? { NULOS: 777 } : {}) });
      must(await noche.fases.captura.registrar({ acta, persona, lugar: CCV, lecturas: typed }));
    }
    must(await noche.fases.verificacion.tomar({ acta, persona: 'ver-1', lugar: CCV }));
    must(await noche.fases.verificacion.verificar({ acta, persona: 'ver-1', lugar: CCV }));
  }
  expect(must(await ensayo.calificar())).toMatchObject({
    actas: 12,
    verificadas: 2,
    iguales: 1,
    distintas: [{ acta: wrong, campos: ['NULOS'] }],
  });
});
