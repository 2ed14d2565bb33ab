import { beforeAll, describe, expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import type { Imagen } from '../dominio/acta.ts';
import { classify, limiteDeVotos } from '../dominio/contabilizacion.ts';
import { type ActaEsperada, camposDe, camposDeVotos } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { columnasDeBase } from './escribir-columnas.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';
import { type ActaDeCorte, createEscritorDeFilas } from './escribir-fila.ts';

const IMAGEN: Imagen = {
  sha256: 'ab'.repeat(32),
  origen: 'CATD',
  digitalizacion: 'ESCANER',
  tipoDocumento: 'ACTA PREP',
  momento: '2027-06-07T01:00:00.000Z',
};

let proceso: Awaited<ReturnType<typeof loadMinimo>>;
beforeAll(async () => {
  proceso = await loadMinimo();
});

function specOf(clave: string, cotejada: EspecificacionDeBase['cotejada'] = 'omitir'): EspecificacionDeBase {
  return {
    entidad: proceso.entidad,
    proceso: { nombreLargo: 'Proceso', instituto: 'Instituto', anio: 2027 },
    eleccion: proceso.eleccionPorClave.get(clave)!,
    partidos: new Map(),
    marca: null,
    ajustes: proceso.ajustes,
    corte: '06/06/2027 20:00 (UTC-6)',
    sello: '20270606_2000',
    formatHora: (instante) => `hora ${instante}`,
    cotejada,
  };
}

function esperadaDe(eleccion: string, clave: string): ActaEsperada {
  const found = proceso.actas.find((acta) => acta.eleccion === eleccion && acta.clave === clave);
  if (found === undefined) throw new Error(clave);
  return found;
}

/** The row as an object, by column. */
function rowOf(acta: ActaDeCorte, spec: EspecificacionDeBase): Record<string, string> {
  const text = createEscritorDeFilas(spec)(acta);
  expect(text.endsWith('\n')).toBe(true);
  const cells = text.slice(0, -1).split(',');
  const columns = columnasDeBase(spec);
  expect(cells).toHaveLength(columns.length);
  return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
}

function capturada(
  eleccion: string,
  clave: string,
  change: Readonly<Record<string, Lectura>> = {},
): ActaDeCorte {
  const esperada = esperadaDe(eleccion, clave);
  const definition = proceso.eleccionPorClave.get(eleccion)!;
  const lecturas: Record<string, Lectura> = {};
  for (const campo of camposDe(definition, esperada.casilla.tipo, esperada.territorio)) lecturas[campo] = 1;
  Object.assign(lecturas, change);
  const votos = camposDeVotos(definition, esperada.territorio).map((campo) => lecturas[campo]!);
  return {
    tipo: 'acta',
    esperada,
    lecturas,
    contabilizacion: classify(votos, limiteDeVotos(esperada.casilla, proceso.ajustes)),
    imagen: IMAGEN,
    acopio: 'A',
    capturada: 'C',
    verificada: 'V',
    cotejo: 0,
  };
}

describe('a captured acta', () => {
  test('has its keys guarded, its place, its readings and its facts', () => {
    expect(rowOf(capturada('GUB', '160002B01002', { VERDE: 'ILEGIBLE' }), specOf('GUB'))).toMatchObject({
      CLAVE_CASILLA: "'160002B0100",
      CLAVE_ACTA: "'160002B01002",
      ID_ENTIDAD: "'16",
      ENTIDAD: 'MICHOACAN',
      ID_DISTRITO: "'001",
      DISTRITO: 'LA LOMA',
      SECCION: "'0002",
      ID_CASILLA: "'01",
      TIPO_CASILLA: 'B',
      EXT_CONTIGUA: "'00",
      UBICACION_CASILLA: '1',
      TIPO_ACTA: '2',
      TOTAL_BOLETAS_SOBRANTES: '1',
      VERDE: 'ILEGIBLE',
      C_AZUL_ROJO_SOL: '1',
      TOTAL_VOTOS_CALCULADO: '9',
      LISTA_NOMINAL: '450',
      REPRESENTANTES_PP_CI: '10',
      OBSERVACIONES: 'ALGÚN CAMPO ILEGIBLE O SIN DATO',
      CONTABILIZADA: '1',
      MECANISMOS_TRASLADO: 'F',
      CODIGO_INTEGRIDAD: IMAGEN.sha256,
      FECHA_HORA_ACOPIO: 'hora A',
      FECHA_HORA_CAPTURA: 'hora C',
      FECHA_HORA_VERIFICACION: 'hora V',
      ORIGEN: 'CATD',
      DIGITALIZACION: 'ESCANER',
      TIPO_DOCUMENTO: 'ACTA PREP',
    });
  });

  test('without observations says a hyphen between spaces; without mechanism, nothing', () => {
    const row = rowOf(capturada('GUB', '160001B01002'), specOf('GUB'));
    expect(row).toMatchObject({ OBSERVACIONES: ' - ', MECANISMOS_TRASLADO: '' });
  });

  test('that exceeds the lista nominal shows its sum; one with nothing legible shows 0 (LEEME 33)', () => {
    const excede = rowOf(capturada('GUB', '160002B01002', { AZUL: 500 }), specOf('GUB'));
    expect(excede).toMatchObject({
      TOTAL_VOTOS_CALCULADO: '509',
      OBSERVACIONES: 'EXCEDE LISTA NOMINAL',
      CONTABILIZADA: '0',
    });
    const nada = Object.fromEntries(
      camposDeVotos(proceso.eleccionPorClave.get('GUB')!, '001').map((campo) => [campo, 'SIN DATO' as const]),
    );
    expect(rowOf(capturada('GUB', '160002B01002', nada), specOf('GUB'))).toMatchObject({
      AZUL: 'SIN DATO',
      TOTAL_VOTOS_CALCULADO: '0',
      OBSERVACIONES: 'TODOS ILEGIBLES O SIN DATO',
      CONTABILIZADA: '0',
    });
  });

  test('has a hyphen where an option does not run, and the municipio where votes add up there', () => {
    const row = rowOf(capturada('AYUN', '160001B01004'), specOf('AYUN'));
    expect(row).toMatchObject({
      ID_MUNICIPIO: "'001",
      MUNICIPIO: 'LA LOMA',
      CAND_IND_1: '1',
      SOL: '-',
      C_ROJO_VERDE: '-',
    });
    expect(row).not.toHaveProperty('ID_DISTRITO');
  });

  test('of voto anticipado has N/A in place, section, casilla and representatives (LEEME, c)', () => {
    expect(rowOf(capturada('AYUN', '160000A01004'), specOf('AYUN'))).toMatchObject({
      CLAVE_CASILLA: "'160000A0100",
      ID_MUNICIPIO: "'N/A",
      MUNICIPIO: 'N/A',
      SECCION: "'N/A",
      ID_CASILLA: "'N/A",
      TIPO_CASILLA: 'A',
      UBICACION_CASILLA: '1',
      TOTAL_BOLETAS_SOBRANTES: 'N/A',
      TOTAL_PERSONAS_VOTARON: '1',
      TOTAL_REP_PARTIDO_CI_VOTARON: 'N/A',
      TOTAL_VOTOS_SACADOS: '1',
      REPRESENTANTES_PP_CI: 'N/A',
    });
  });

  test('of the extranjero has no general field', () => {
    expect(rowOf(capturada('GUB', '160000M01002'), specOf('GUB'))).toMatchObject({
      TOTAL_BOLETAS_SOBRANTES: 'N/A',
      TOTAL_PERSONAS_VOTARON: 'N/A',
      TOTAL_REP_PARTIDO_CI_VOTARON: 'N/A',
      TOTAL_VOTOS_SACADOS: 'N/A',
      TOTAL_VOTOS_ASENTADO: '1',
    });
  });

  test('of a casilla whose representatives nobody published has a hyphen', () => {
    expect(rowOf(capturada('GUB', '160005B01002'), specOf('GUB')).REPRESENTANTES_PP_CI).toBe('-');
  });

  test('that lacks a reading is a bug, not a row', () => {
    const acta = capturada('GUB', '160001B01002');
    if (acta.tipo !== 'acta') throw new Error(acta.tipo);
    const { NULOS: _, ...lecturas } = acta.lecturas;
    expect(() => rowOf({ ...acta, lecturas }, specOf('GUB'))).toThrow('NULOS');
  });
});

test('an acta that has not arrived has the catalogue and hyphens', () => {
  const row = rowOf({ tipo: 'pendiente', esperada: esperadaDe('AYUN', '160001B01004') }, specOf('AYUN'));
  expect(row).toMatchObject({ LISTA_NOMINAL: '612', REPRESENTANTES_PP_CI: '10', SECCION: "'0001" });
  const after = Object.keys(row).slice(Object.keys(row).indexOf('OBSERVACIONES'));
  expect(after.map((column) => row[column])).toEqual(after.map(() => '-'));
  expect(row).toMatchObject({ AZUL: '-', TOTAL_BOLETAS_SOBRANTES: '-', TOTAL_VOTOS_CALCULADO: '-' });
});

test('sin acta says so in what people write, N/A in the facts, and its reason', () => {
  const esperada = esperadaDe('AYUN', '160001B01004');
  expect(
    rowOf({ tipo: 'sin_acta', esperada, motivo: 'paquete_sin_recipiente' }, specOf('AYUN')),
  ).toMatchObject({
    TOTAL_BOLETAS_SOBRANTES: 'SIN ACTA',
    AZUL: 'SIN ACTA',
    SOL: '-',
    TOTAL_VOTOS_ASENTADO: 'SIN ACTA',
    TOTAL_VOTOS_CALCULADO: 'SIN ACTA',
    LISTA_NOMINAL: '612',
    OBSERVACIONES: 'SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA',
    CONTABILIZADA: '0',
    MECANISMOS_TRASLADO: 'N/A',
    CODIGO_INTEGRIDAD: 'N/A',
    FECHA_HORA_ACOPIO: 'N/A',
    FECHA_HORA_VERIFICACION: 'N/A',
    ORIGEN: 'N/A',
    DIGITALIZACION: 'N/A',
    TIPO_DOCUMENTO: 'N/A',
  });
});

test('fuera de catálogo has no place, UBICACION 3, CONTABILIZADA 2 and its image', () => {
  const row = rowOf(
    { tipo: 'fuera_de_catalogo', id: 'GUB-FC-0001', imagen: IMAGEN, acopio: 'A', identificacion: 'x' },
    specOf('GUB'),
  );
  expect(row).toMatchObject({
    CLAVE_CASILLA: '',
    CLAVE_ACTA: '',
    ID_ENTIDAD: "'16",
    ENTIDAD: 'MICHOACAN',
    ID_DISTRITO: '',
    UBICACION_CASILLA: '3',
    AZUL: '',
    LISTA_NOMINAL: '',
    OBSERVACIONES: 'FUERA DE CATÁLOGO',
    CONTABILIZADA: '2',
    MECANISMOS_TRASLADO: '-',
    CODIGO_INTEGRIDAD: IMAGEN.sha256,
    FECHA_HORA_ACOPIO: 'hora A',
    FECHA_HORA_CAPTURA: '',
    FECHA_HORA_VERIFICACION: '',
    TIPO_DOCUMENTO: 'ACTA PREP',
  });
});

test('COTEJADA is a last column, where the institute asks for it', () => {
  const spec = specOf('GUB', 'incluir');
  expect(columnasDeBase(spec).at(-1)).toBe('COTEJADA');
  const acta = capturada('GUB', '160001B01002');
  if (acta.tipo !== 'acta') throw new Error(acta.tipo);
  expect(rowOf({ ...acta, cotejo: 3 }, spec).COTEJADA).toBe('3');
  const { esperada } = acta;
  expect(rowOf({ tipo: 'pendiente', esperada }, spec).COTEJADA).toBe('-');
  expect(rowOf({ tipo: 'sin_acta', esperada, motivo: 'casilla_no_instalada' }, spec).COTEJADA).toBe('N/A');
  const fuera = {
    tipo: 'fuera_de_catalogo',
    id: 'x',
    imagen: IMAGEN,
    acopio: 'A',
    identificacion: '',
  } as const;
  expect(rowOf(fuera, spec)).toMatchObject({ COTEJADA: '', TIPO_DOCUMENTO: 'ACTA PREP' });
});
