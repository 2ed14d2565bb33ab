import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decideCargarCarpeta, readCarpeta } from './carpeta.ts';
import { evolve, SIN_PLANEACION } from './hechos.ts';

const raiz = mkdtempSync(join(tmpdir(), 'prep-carpeta-'));
afterAll(() => rmSync(raiz, { recursive: true }));

let count = 0;
function folder(files: Readonly<Record<string, unknown>>): string {
  const carpeta = join(raiz, String(count++));
  mkdirSync(join(carpeta, 'textos'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(carpeta, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return carpeta;
}

const ACTIVIDAD = { id: 'a', numero: '1', descripcion: 'Una', inicio: '2026-11-02', termino: '2026-11-07' };

describe('a folder of planeación', () => {
  it('says all its errors at once, each with its file', () => {
    const carpeta = folder({
      'oficios.json': '[{',
      'areas.json': { nombre: 'no es una lista' },
      'actividades.json': [
        { ...ACTIVIDAD, termino: '2026-11-31' },
        { ...ACTIVIDAD, id: 'b', dependencias: ['nada'] },
        { ...ACTIVIDAD, id: 'c', numero: '2' },
        { ...ACTIVIDAD, id: 'c', numero: '3' },
      ],
    });
    const read = readCarpeta(carpeta);
    const mensaje = read.ok ? '' : read.error.mensaje;
    expect(mensaje).toContain('5 errores');
    expect(mensaje).toContain('oficios.json: no es JSON');
    expect(mensaje).toContain('areas.json: debe ser una lista');
    expect(mensaje).toContain('actividades.json, a: No se guardó: termino: es una fecha que existe');
    expect(mensaje).toContain('actividades.json, b: Depende de una actividad que no existe');
    expect(mensaje).toContain('actividades.json: el id «c» está repetido');
  });

  it('that is not there says so', () => {
    expect(readCarpeta(join(raiz, 'nada'))).toMatchObject({ error: { codigo: 'CARPETA_CON_ERRORES' } });
  });

  it('loaded twice changes nothing the second time, and then only what changed', () => {
    const first = readCarpeta(folder({ 'actividades.json': [ACTIVIDAD], 'textos/cierre.md': 'Fin.' }));
    const second = readCarpeta(
      folder({ 'actividades.json': [{ ...ACTIVIDAD, estado: 'en_curso' }], 'textos/cierre.md': 'Fin.' }),
    );
    if (!first.ok || !second.ok) throw new Error('they have no errors');
    const load = (estado: typeof SIN_PLANEACION, carpeta: typeof first.value) => {
      const decided = decideCargarCarpeta(estado, carpeta, 'planeacion');
      if (!decided.ok) throw new Error(decided.error.mensaje);
      const hecho = decided.value;
      return hecho === null
        ? null
        : evolve(estado, [{ ...hecho, persona: 'ana', momento: '2026-11-02T16:00:00.000Z' }]);
    };
    const loaded = load(SIN_PLANEACION, first.value) ?? SIN_PLANEACION;
    expect(loaded.fichas.textos.get('cierre')?.valores.contenido).toBe('Fin.');
    expect(load(loaded, first.value)).toBeNull();
    const changed = load(loaded, second.value);
    expect(changed?.fichas.actividades.get('a')?.version).toBe(2);
    expect(changed?.fichas.textos.get('cierre')?.version).toBe(1);
  });
});
