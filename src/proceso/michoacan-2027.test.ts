import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFuentes } from '../../procesos/michoacan-2027/generador/fuentes.ts';
import { generate } from '../../procesos/michoacan-2027/generar.ts';
import { datosCompartidos, describeSiHay, RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { isModalidadSinCasilla } from '../dominio/casilla.ts';
import { opcionesDe } from '../dominio/eleccion.ts';
import { loadProceso } from './cargar.ts';
import { countProceso } from './contar.ts';
import type { Proceso } from './proceso.ts';

const CARPETA = join(RAIZ, 'procesos', 'michoacan-2027');

async function michoacan(): Promise<Proceso> {
  const loaded = await loadProceso(CARPETA);
  if (!loaded.ok) throw new Error(loaded.error.map(({ mensaje }) => mensaje).join('\n'));
  return loaded.value;
}

describe('procesos/michoacan-2027', () => {
  it('has the size of a Michoacán election with gubernatura', async () => {
    const { elecciones, casillasPorTipo, ...counts } = countProceso(await michoacan());
    expect(counts).toMatchObject({ distritos: 24, municipios: 113, catd: 116 });
    expect(elecciones.map(({ clave, territorios }) => [clave, territorios])).toEqual([
      ['GUB', 24],
      ['DIP_LOC', 24],
      ['AYUN', 112],
    ]);
    expect(counts.casillas).toBeGreaterThan(6_350);
    expect(counts.casillas).toBeLessThan(6_500);
    expect(counts.actas).toBeGreaterThan(19_000);
    expect(counts.actas).toBeLessThan(19_500);
    expect(counts.secciones).toBeGreaterThan(2_650);
    expect(casillasPorTipo.S).toBe(60);
    expect(casillasPorTipo.M).toBe(1);
  });

  it('each especial has one more acta in diputaciones, and no ayuntamiento is elected in Cherán', async () => {
    const { actasPorEleccion, municipios, casillas } = await michoacan();
    const [dip = [], ayun = []] = ['DIP_LOC', 'AYUN'].map((clave) => actasPorEleccion.get(clave));
    expect(dip.filter(({ tipoActa }) => tipoActa.principio === 'RP')).toHaveLength(60);
    const cheran = municipios.find(({ nombre }) => nombre === 'Cherán');
    const ofCheran = casillas.filter(({ municipio }) => municipio === cheran?.id);
    expect(ofCheran.length).toBeGreaterThan(0);
    expect(ayun.some(({ territorio }) => territorio === cheran?.id)).toBe(false);
    expect(dip.filter(({ casilla }) => casilla.municipio === cheran?.id)).toHaveLength(ofCheran.length);
  });

  it('casillas have 750 people at most and sections from 100 to 15,000', async () => {
    const { casillas } = await michoacan();
    const people = new Map<string, number>();
    for (const { tipo, seccion, listaNominal } of casillas) {
      if (isModalidadSinCasilla(tipo)) continue;
      expect(listaNominal).toBeLessThanOrEqual(750);
      people.set(seccion, (people.get(seccion) ?? 0) + listaNominal);
    }
    expect(Math.min(...people.values())).toBeGreaterThanOrEqual(100);
    expect(Math.max(...people.values())).toBeLessThanOrEqual(15_000);
  });

  it('coalitions are partial: they differ by territory', async () => {
    const { elecciones } = await michoacan();
    const runsIn = (clave: string, opcion: string) => {
      const own = elecciones.find((eleccion) => eleccion.clave === clave);
      return own?.territorios.filter(({ id }) => opcionesDe(own, id).some((o) => o.clave === opcion)).length;
    };
    expect(runsIn('GUB', 'C_PT_PVEM_MORENA')).toBe(25);
    expect(runsIn('DIP_LOC', 'C_PT_PVEM_MORENA')).toBe(15);
    expect(runsIn('AYUN', 'C_PT_PVEM_MORENA')).toBeGreaterThan(30);
    expect(runsIn('AYUN', 'C_PVEM_ENCINO')).toBeGreaterThan(5);
    expect(runsIn('AYUN', 'CAND_IND_1')).toBe(9);
    expect(runsIn('AYUN', 'CAND_IND_2')).toBe(1);
  });

  it('names no real person: every candidatura says that it is ficticia', async () => {
    const { elecciones } = await michoacan();
    for (const { candidaturas } of elecciones) {
      for (const { propietaria, suplente } of [...candidaturas.values()].flat()) {
        expect(propietaria).toMatch(/^Candidat[ao] fictici[ao] \d+ \p{Lu}\p{L}+$/u);
        expect(suplente).toMatch(/^$|^Suplente fictici[ao] \d+ \p{Lu}\p{L}+$/u);
      }
    }
  });
});

describeSiHay('generar', datosCompartidos('michoacan'), 'datos/michoacan', (folder) => {
  it('writes the committed files from the public facts', () => {
    for (const [name, text] of Object.entries(generate(readFuentes(folder)))) {
      expect(text === readFileSync(join(CARPETA, name), 'utf8'), name).toBe(true);
    }
  });
});
