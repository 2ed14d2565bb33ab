import { describe, expect, it } from 'vitest';
import { CARPETA_MINIMA } from '../../pruebas/apoyo/proceso-minimo/minimo.ts';
import { camposDeVotos, opcionesDe } from '../dominio/eleccion.ts';
import { loadProceso } from './cargar.ts';
import { buildProceso } from './construir.ts';
import type { DatosCasilla, DatosDeProceso } from './datos.ts';
import type { Proceso } from './proceso.ts';

async function minimo(): Promise<Proceso> {
  const loaded = await loadProceso(CARPETA_MINIMA);
  if (!loaded.ok) throw new Error(loaded.error.map(({ mensaje }) => mensaje).join('\n'));
  return loaded.value;
}

describe('loadProceso', () => {
  it('builds the minimal process (golden file)', async () => {
    const proceso = await minimo();
    await expect(`${JSON.stringify(shown(proceso), null, 1)}\n`).toMatchFileSnapshot(
      '../../pruebas/apoyo/proceso-minimo/proceso.golden.json',
    );
  });

  it('freezes it whole', async () => {
    const proceso = await minimo();
    expect(Object.isFrozen(proceso)).toBe(true);
    for (const value of Object.values(proceso)) {
      if (typeof value === 'object' && !(value instanceof Map)) expect(Object.isFrozen(value)).toBe(true);
    }
    expect([...proceso.actas, ...proceso.casillas, ...proceso.elecciones].every(Object.isFrozen)).toBe(true);
  });

  it('refuses a folder that does not exist, naming every file', async () => {
    const loaded = await loadProceso(`${CARPETA_MINIMA}/ninguna`);
    expect(loaded.ok).toBe(false);
    if (!loaded.ok) expect(loaded.error.map(({ codigo }) => codigo)).toEqual(Array(6).fill('ARCHIVO_FALTA'));
  });
});

describe('the catalogue of actas', () => {
  it('an especial carries an MR acta and an RP acta of diputaciones, in that order', async () => {
    const proceso = await minimo();
    const own = proceso.actasPorEleccion.get('DIP_LOC')?.filter((acta) => acta.casilla.tipo === 'S') ?? [];
    expect(own.map(({ id, tipoActa }) => [id, tipoActa.principio])).toEqual([
      ['DIP_LOC-160001S01003EMR', 'MR'],
      ['DIP_LOC-160001S01003ERP', 'RP'],
    ]);
    expect(own[0]?.tipoActa).toBe(proceso.eleccionPorClave.get('DIP_LOC')?.tiposActa[1]);
  });

  it('numbers each election from 0, in the order of its claves', async () => {
    const { actasPorEleccion } = await minimo();
    for (const actas of actasPorEleccion.values()) {
      expect(actas.map(({ orden }) => orden)).toEqual(actas.map((_, i) => i));
      expect(actas.map(({ clave }) => clave)).toEqual(actas.map(({ clave }) => clave).toSorted());
    }
  });

  it('options differ by territory where coalitions are partial', async () => {
    const proceso = await minimo();
    const [gub, dip, ayun] = proceso.elecciones;
    if (!gub || !dip || !ayun) throw new Error('three elections');
    const columns = (own: typeof gub, territorio: string) =>
      opcionesDe(own, territorio)
        .map(({ clave }) => clave)
        .join(' ');
    expect(columns(gub, '002')).toBe('AZUL ROJO SOL VERDE C_AZUL_ROJO_SOL C_AZUL_ROJO C_AZUL_SOL C_ROJO_SOL');
    expect(columns(gub, 'N/A')).toBe(columns(gub, '001'));
    expect(columns(dip, '001')).toBe('AZUL ROJO SOL VERDE C_AZUL_ROJO');
    expect(columns(dip, '002')).toBe('AZUL ROJO SOL VERDE');
    expect(columns(ayun, '001')).toBe('AZUL ROJO CAND_IND_1');
    expect(camposDeVotos(ayun, '002')).toEqual([
      'AZUL',
      'ROJO',
      'VERDE',
      'C_ROJO_VERDE',
      'NO_REGISTRADAS',
      'NULOS',
    ]);
  });
});

describe('buildProceso, from memory', () => {
  it('accepts claves that repeat, told apart by their distintivo', () => {
    const built = buildProceso(
      inMemory([casilla({ distintivo: '001' }), casilla({ municipio: '002', distintivo: '002' })]),
    );
    if (!built.ok) throw new Error(built.error.map(({ mensaje }) => mensaje).join('\n'));
    expect(built.value.actas.map(({ id, territorio }) => [id, territorio])).toEqual([
      ['AYUN-160332B01004-001', '001'],
      ['AYUN-160332B01004-002', '002'],
    ]);
  });

  it('refuses them without it, counting rows from 1', () => {
    const built = buildProceso(inMemory([casilla({}), casilla({})]));
    expect(
      built.ok ? [] : built.error.map(({ codigo, archivo, linea }) => [codigo, archivo, linea]),
    ).toContainEqual([...['CLAVE_REPETIDA', 'casillas', 2]]);
  });

  it('takes sections as they were published when the data say so', () => {
    const conHueco = inMemory([
      casilla({}),
      casilla({ tipo: 'C', numero: '02' }),
      casilla({ seccion: '0333', municipio: '002' }),
    ]);
    const built = buildProceso(conHueco);
    expect(built.ok ? [] : built.error.map(({ codigo }) => codigo)).toEqual(['NUMERACION_CON_HUECO']);
    expect(buildProceso({ ...conHueco, secciones: 'como_se_publicaron' }).ok).toBe(true);
  });

  it('accepts N/A as a territory that has its own candidaturas', () => {
    const anticipado = casilla({ seccion: '0000', tipo: 'A', municipio: null, distrito: null });
    const base = inMemory([casilla({}), casilla({ municipio: '002', seccion: '0333' }), anticipado]);
    const [first] = base.candidaturas;
    if (first === undefined) throw new Error('a candidatura');
    expect(buildProceso(base).ok).toBe(false);
    const built = buildProceso({
      ...base,
      candidaturas: [...base.candidaturas, { ...first, territorio: 'N/A' }],
    });
    if (!built.ok) throw new Error(built.error.map(({ mensaje }) => mensaje).join('\n'));
    expect(built.value.elecciones[0]?.territorios.map(({ id }) => id)).toEqual(['001', '002', 'N/A']);
    expect(built.value.actas[0]).toMatchObject({ clave: '160000A01004', territorio: 'N/A' });
  });

  it('a number that is not one is an error, not a zero', () => {
    const built = buildProceso(
      inMemory([
        casilla({ listaNominal: Number.NaN }),
        casilla({ municipio: '002', seccion: '0333', listaNominal: 1.5 }),
      ]),
    );
    expect(built.ok ? [] : built.error.map(({ codigo, encontrado }) => [codigo, encontrado])).toEqual([
      ['NUMERO_MAL_ESCRITO', 'NaN'],
      ['NUMERO_MAL_ESCRITO', '1.5'],
    ]);
  });

  it('gives the hash that the same data give from files', async () => {
    const { sha256 } = await minimo();
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    const withUndefined = inMemory([casilla({}), casilla({ municipio: '002', seccion: '0333' })]);
    const without = buildProceso(withUndefined);
    const withKey = buildProceso({
      ...withUndefined,
      configuracion: { ...withUndefined.configuracion, utc: undefined },
    });
    expect(without.ok && withKey.ok && without.value.sha256 === withKey.value.sha256).toBe(true);
  });
});

function casilla(change: Partial<DatosCasilla>): DatosCasilla {
  return {
    seccion: '0332',
    tipo: 'B',
    numero: '01',
    extContigua: '00',
    distrito: null,
    municipio: '001',
    listaNominal: 500,
    representantes: null,
    boletas: null,
    ubicacion: 'urbana',
    catd: 'UNICO',
    mecanismo: '',
    elecciones: [],
    distintivo: '',
    ...change,
  };
}

function inMemory(casillas: readonly DatosCasilla[]): DatosDeProceso {
  const candidatura = {
    ...{ eleccion: 'AYUN', clave: 'PAN', figura: 'partido', partidos: ['PAN'], combinaciones: [] },
    ...{ propietaria: 'Planilla ficticia 1', suplente: '' },
  };
  return {
    configuracion: {
      nombre: 'en-memoria',
      nombreLargo: 'En memoria',
      tipo: 'demostracion',
      instituto: { nombre: 'Instituto', siglas: 'I' },
      entidad: { id: '16', nombre: 'MICHOACAN', abreviatura: 'MICH' },
      anio: 2021,
      jornada: '2021-06-06',
      husoHorario: 'America/Mexico_City',
      publicacion: { apertura: '2021-06-06 20:00', cierre: '2021-06-07 20:00' },
      elecciones: [
        {
          clave: 'AYUN',
          nombre: 'AYUNTAMIENTOS',
          ambito: 'municipio',
          agrupacion: 'municipio',
          tiposActa: [{ clave: '4', casillas: ['B', 'C', 'A'], principio: 'MR' }],
        },
      ],
      ajustes: {},
    },
    partidos: [{ clave: 'PAN', nombre: 'PAN', color: '#000000' }],
    territorios: [
      { tipo: 'municipio', id: '001', nombre: 'Uno', elecciones: [] },
      { tipo: 'municipio', id: '002', nombre: 'Dos', elecciones: [] },
    ],
    catd: [{ clave: 'UNICO', nombre: 'Único', municipio: null }],
    casillas,
    candidaturas: [
      { ...candidatura, territorio: '001' },
      { ...candidatura, territorio: '002' },
    ],
  };
}

/** What of a process is shown in the golden file: all of it, with maps as objects and each acta in a line. */
function shown(proceso: Proceso): object {
  const { actas, actasPorId, actasPorEleccion, eleccionPorClave, casillas, elecciones, ...others } = proceso;
  const { arribos, geometria, ...rest } = others;
  expect([arribos.origen, geometria.distrito.size, geometria.municipio.size]).toEqual(['comunes', 0, 0]);
  expect(actasPorId.size).toBe(actas.length);
  expect([...actasPorEleccion.values()].flat()).toEqual(actas);
  expect([...eleccionPorClave.values()]).toEqual(elecciones);
  return {
    ...rest,
    elecciones: elecciones.map(({ candidaturas, opciones, tiposActa, ...eleccion }) => ({
      ...eleccion,
      tiposActa: tiposActa.map(
        ({ clave, casillas: tipos, principio }) => `${clave} ${principio} ${tipos.join('')}`,
      ),
      opciones: opciones.map((opcion) => `${opcion.tipo} ${opcion.clave}`),
      candidaturas: Object.fromEntries(
        [...candidaturas].map(([territorio, own]) => [
          territorio,
          own.map((c) => `${c.clave} [${c.opciones.join(' ')}] ${c.propietaria} / ${c.suplente}`),
        ]),
      ),
    })),
    casillas: casillas.map((c) => Object.values(c).map(String).join(' | ')),
    actas: actas.map(
      (a) => `${a.orden} ${a.id} ${a.clave} ${a.tipoActa.clave} ${a.territorio} ${a.casilla.clave}`,
    ),
  };
}
