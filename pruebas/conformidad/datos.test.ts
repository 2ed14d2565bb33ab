/**
 * The exact verdict on every published database that is at hand. The only figures that differ are the defects that
 * the notes of the data name: Campeche 2021 DIP_LOC counts 10 RP actas that it does not list, JUNTAS publishes
 * TOTAL_VOTOS_S_CS as 0, and the header of the Puebla drill does not match its rows.
 */

import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { leerBaseDatos } from '../../src/basedatos/leer.ts';
import { leerCandidaturas } from '../../src/basedatos/leer-candidaturas.ts';
import { fileSource, findFuentes } from '../../src/basedatos/leer-fuentes.ts';
import { checkBaseDatos, type Revision } from '../../src/conformidad/revision.ts';
import { datosCompartidos, describeSiHay } from '../apoyo/disponible.ts';

const LIMITE = Number.POSITIVE_INFINITY;

async function check(
  ruta: string,
  ultimoCorte: 'si' | 'no' | 'desconocido' = 'desconocido',
): Promise<Revision> {
  const base = await leerBaseDatos(fileSource(ruta));
  if (!base.ok) throw new Error(`${ruta}: ${base.error.mensaje}`);
  const revision = await checkBaseDatos(base.value, { ultimoCorte, jornada: null, limite: LIMITE });
  if (!revision.ok) throw new Error(revision.error);
  return revision.value;
}

/** `ACTAS_ESPERADAS: difiere`, for the figures that are not simply equal. */
function notEqual({ cifras }: Revision): readonly string[] {
  return cifras
    .filter(({ veredicto }) => veredicto !== 'igual')
    .map(({ cifra, veredicto, variantes }) => `${cifra}: ${[veredicto, ...variantes].join(' ')}`);
}

function differing({ cifras }: Revision): readonly string[] {
  return cifras
    .filter(({ veredicto }) => veredicto === 'difiere')
    .map(({ cifra, publicada, recalculada }) => `${cifra} ${publicada} ${recalculada}`);
}

function count({ defectos }: Revision): Record<string, number> {
  return Object.fromEntries(defectos.map(({ codigo, veces }) => [codigo, veces]));
}

const NOMBRE_PUEBLA = 'datos/puebla-2024';
describeSiHay('Puebla 2024', datosCompartidos('puebla-2024'), NOMBRE_PUEBLA, (folder) => {
  it('GUB: every figure and every row', async () => {
    const revision = await check(join(folder, 'PUE_GUB_2024.csv'), 'si');
    expect(notEqual(revision)).toEqual([]);
    expect(revision.recalculo).toMatchObject({
      actas: 8259,
      coinciden: 8259,
      difieren: 0,
      noRecalculables: 0,
      sinCapturar: 75,
      fueraDeCatalogo: 12,
    });
    expect(count(revision)).toEqual({ E06: 2, R03: 13, R04: 53 });
  });

  it('AYUN: every figure, and every row but 21 marked ALGÚN CAMPO without such a cell', async () => {
    const revision = await check(join(folder, 'PUE_AYUN_2024.csv'), 'si');
    expect(notEqual(revision)).toEqual([]);
    const { recalculo } = revision;
    expect(recalculo).toMatchObject({ actas: 7885, coinciden: 7864, difieren: 21, noRecalculables: 0 });
    expect(recalculo.renglones.map(({ linea }) => linea)).toEqual([
      641, 868, 871, 874, 875, 877, 878, 879, 880, 882, 1088, 2155, 2156, 2157, 2158, 2160, 2161, 6656, 6657,
      6833, 6834,
    ]);
    expect(new Set(recalculo.renglones.map(({ porque }) => porque))).toEqual(
      new Set(['dice ALGÚN CAMPO y ninguna celda de votos es ilegible ni sin dato']),
    );
    expect(count(revision)).toEqual({ E06: 2, R03: 29, R04: 53 });
  });

  it('in the municipios of those 21 rows a registered option is published as if it did not run', async () => {
    const ruta = join(folder, 'PUE_AYUN_2024.csv');
    const base = await leerBaseDatos(fileSource(ruta));
    const lista = await leerCandidaturas(fileSource(join(folder, 'PUE_AYUN_Candidaturas_2024.csv')));
    if (!base.ok || !lista.ok) throw new Error('unreadable');
    const running = new Map<string, Set<string>>();
    for await (const fila of base.value.filas()) {
      if (fila.estado !== 'capturada') continue;
      const set = running.get(fila.territorio.id) ?? new Set();
      for (const [i, { opcion }] of base.value.columnas.opciones.entries()) {
        if (fila.votos[i] !== 'no_corre') set.add(opcion.clave);
      }
      running.set(fila.territorio.id, set);
    }
    const hidden = lista.value
      .filter((c) => running.get(c.territorio ?? '')?.has(c.opcion.clave) === false)
      .map((c) => `${c.territorio} ${c.opcion.clave}`);
    expect(hidden.sort()).toEqual([
      '013 PVEM',
      '021 MC',
      '031 MC',
      '061 PSI',
      '068 C_NAP_FXMP',
      '159 PVEM',
      '164 MC',
      '166 FXMP',
    ]);
  });
});

describeSiHay(
  'Puebla 2024, drill',
  datosCompartidos('puebla-2024-simulacro-26-mayo'),
  'datos/puebla-2024-simulacro-26-mayo',
  (folder) => {
    it('its header does not match its rows, and what else is wrong is found', async () => {
      const revision = await check(join(folder, 'PUE_GUB_2024.csv'), 'si');
      expect(differing(revision)).toEqual([
        'ACTAS_CONTABILIZADAS 8099 8098',
        'PORCENTAJE_ACTAS_CONTABILIZADAS 97.1802% 97.1682',
        'ACTAS_NO_CONTABILIZADAS 235 236',
        'LISTA_NOMINAL_ACTAS_CONTABILIZADAS 4877520 4877161',
        'TOTAL_VOTOS_C_CS 1659669.0 1659691',
        'TOTAL_VOTOS_S_CS 1640819.0 1640841',
        'PORCENTAJE_PARTICIPACION_CIUDADANA 34.0269% 34.0298',
      ]);
      expect(revision.recalculo).toMatchObject({
        actas: 8334,
        coinciden: 8331,
        difieren: 3,
        noRecalculables: 0,
      });
      expect(revision.recalculo.renglones.map(({ linea }) => linea)).toEqual([7184, 7265, 7267]);
      expect(count(revision)).toMatchObject({ E02: 4, E06: 2, E10: 7, R06: 3, R08: 1, R09: 2, T08: 1 });
      const contabilizada = revision.defectos.find(({ codigo }) => codigo === 'R08')?.casos;
      expect(contabilizada).toMatchObject([{ linea: 7184, nombre: 'CONTABILIZADA', valor: '1' }]);
    });
  },
);

describeSiHay(
  'Quintana Roo 2019',
  datosCompartidos('quintana-roo-2019'),
  'datos/quintana-roo-2019',
  (folder) => {
    it('every figure; six rows exceed a limit that the file does not publish', async () => {
      const revision = await check(join(folder, 'QROO_DIP_LOC_2019.csv'), 'si');
      expect(notEqual(revision)).toEqual([]);
      expect(revision.recalculo).toMatchObject({
        actas: 2136,
        coinciden: 2130,
        difieren: 0,
        noRecalculables: 6,
      });
      expect(revision.recalculo.motivos).toMatchObject([{ motivo: 'representantes_que_votaron', veces: 6 }]);
      expect(count(revision)).toEqual({ T02: 22, T03: 23, T04: 24 });
    });

    it('its candidaturas, in Latin-1', async () => {
      const lista = await leerCandidaturas(fileSource(join(folder, 'QROO_DIP_CANDIDATURAS_2019.csv')));
      expect(lista.ok && lista.value.some(({ suplente }) => suplente === 'JONATHAN YMAZ ZUÑIGA')).toBe(true);
    });
  },
);

/** Figures that differ, by folder; in the others none does. */
const CAMPECHE: Readonly<Record<string, readonly string[]>> = {
  '20210601_1852_PREP_DIP_LOC_CAMP': ['ACTAS_ESPERADAS 1200 1190'],
  '20210606_2240_PREP_DIP_LOC_CAMP': [
    'ACTAS_ESPERADAS 1200 1190',
    'PORCENTAJE_ACTAS_CAPTURADAS 0.5833 0.5882',
    'PORCENTAJE_ACTAS_CONTABILIZADAS 0.5833 0.5882',
  ],
  '20210606_2320_PREP_DIP_LOC_CAMP': [
    'ACTAS_ESPERADAS 1200 1190',
    'PORCENTAJE_ACTAS_CAPTURADAS 1.5833 1.5966',
    'PORCENTAJE_ACTAS_CONTABILIZADAS 1.5833 1.5966',
  ],
  '20210606_2320_PREP_JUNTAS_CAMP': ['TOTAL_VOTOS_S_CS 0 103'],
  '20210606_2340_PREP_DIP_LOC_CAMP': [
    'ACTAS_ESPERADAS 1200 1190',
    'PORCENTAJE_ACTAS_CAPTURADAS 2.4166 2.4369',
    'PORCENTAJE_ACTAS_CONTABILIZADAS 2.4166 2.4369',
  ],
  '20210606_2340_PREP_JUNTAS_CAMP': ['TOTAL_VOTOS_S_CS 0 380'],
  '20210607_1320_PREP_DIP_LOC_CAMP': [
    'ACTAS_ESPERADAS 1200 1190',
    'ACTAS_CAPTURADAS 976 973',
    'PORCENTAJE_ACTAS_CAPTURADAS 81.3333 81.7647',
    'ACTAS_CONTABILIZADAS 940 937',
    'PORCENTAJE_ACTAS_CONTABILIZADAS 78.3333 78.7394',
    'PORCENTAJE_ACTAS_INCONSISTENCIAS 2.1666 19.9159',
  ],
  '20210607_1320_PREP_JUNTAS_CAMP': ['TOTAL_VOTOS_S_CS 0 52400'],
  '20210607_1440_PREP_DIP_LOC_CAMP': [
    'ACTAS_ESPERADAS 1200 1190',
    'ACTAS_CAPTURADAS 1001 997',
    'PORCENTAJE_ACTAS_CAPTURADAS 83.4166 83.7815',
    'ACTAS_CONTABILIZADAS 965 961',
    'PORCENTAJE_ACTAS_CONTABILIZADAS 80.4166 80.7563',
    'PORCENTAJE_ACTAS_INCONSISTENCIAS 2.1666 20.5882',
  ],
  '20210607_1440_PREP_JUNTAS_CAMP': ['TOTAL_VOTOS_S_CS 0 53864'],
  '20210607_2000_PREP_DIP_LOC_CAMP': [
    'ACTAS_ESPERADAS 1200 1190',
    'ACTAS_CAPTURADAS 1100 1096',
    'PORCENTAJE_ACTAS_CAPTURADAS 91.6666 92.1008',
    'ACTAS_CONTABILIZADAS 1060 1056',
    'PORCENTAJE_ACTAS_CONTABILIZADAS 88.3333 88.7394',
    'PORCENTAJE_ACTAS_INCONSISTENCIAS 2.5 22.4369',
    'TOTAL_VOTOS_C_CS 372947 371665',
    'PORCENTAJE_PARTICIPACION_CIUDADANA 62.9104 62.6575',
  ],
  '20210607_2000_PREP_JUNTAS_CAMP': ['TOTAL_VOTOS_S_CS 0 64965'],
};

/** Figures that are equal under a local reading: empty zeros, and inconsistencies of what does not count. */
const SIN_CONTAR =
  'PORCENTAJE_ACTAS_INCONSISTENCIAS: igual_con_variante inconsistencias_solo_no_contabilizadas';
const VACIA = (cifra: string) => `${cifra}: igual_con_variante cero_vacio`;
const TRES_VACIAS = [
  'LISTA_NOMINAL_ACTAS_CONTABILIZADAS',
  'TOTAL_VOTOS_C_CS',
  'PORCENTAJE_PARTICIPACION_CIUDADANA',
].map(VACIA);

function expectedVariants(nombre: string): readonly string[] {
  if (nombre.startsWith('20210601')) return nombre.includes('GOB') ? TRES_VACIAS.slice(1) : TRES_VACIAS;
  if (nombre.includes('DIP_LOC')) return nombre < '20210607' ? [SIN_CONTAR] : [];
  return nombre.includes('JUNTAS') && nombre < '20210607' ? [] : [SIN_CONTAR];
}

describeSiHay('Campeche 2021', datosCompartidos('campeche-2021'), 'datos/campeche-2021', (folder) => {
  const revisiones = new Map<string, Revision>();
  beforeAll(async () => {
    const found = await findFuentes(folder);
    if (!found.ok) throw new Error(found.error.mensaje);
    for (const { nombre } of found.value.fuentes) {
      if (nombre.includes('CANDIDATURA')) continue;
      revisiones.set(nombre.split('/').at(-2) ?? '', await check(nombre));
    }
  });

  it('has 28 databases: four elections, before and at six cortes', () => expect(revisiones.size).toBe(28));

  it('differs only in its two known defects', () => {
    for (const [nombre, revision] of revisiones) {
      expect([nombre, differing(revision)]).toEqual([nombre, CAMPECHE[nombre] ?? []]);
    }
  });

  it('has no variants but its own', () => {
    for (const [nombre, revision] of revisiones) {
      const variants = notEqual(revision).filter((text) => !text.endsWith(': difiere'));
      expect([nombre, variants]).toEqual([nombre, expectedVariants(nombre)]);
    }
  });

  it('no row differs: what it loses cannot be recomputed, and it says why', () => {
    const motivos = new Set<string>();
    for (const { recalculo } of revisiones.values()) {
      expect(recalculo.difieren).toBe(0);
      for (const { motivo } of recalculo.motivos) motivos.add(motivo);
    }
    expect([...motivos].sort()).toEqual(['excede_sin_votos', 'representantes_que_votaron', 'sin_marcas']);
    expect(revisiones.get('20210607_2000_PREP_GOB_CAMP')?.recalculo).toMatchObject({
      actas: 1092,
      coinciden: 850,
      noRecalculables: 242,
    });
  });
});
