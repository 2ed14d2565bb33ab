import { beforeAll, describe, expect, test } from 'vitest';
import { loadMinimo } from '../../pruebas/apoyo/minimo.ts';
import { contabilizacion } from '../dominio/contabilizacion.ts';
import { addActa, computeEncabezado, emptyAvance } from '../dominio/corte.ts';
import { camposDe } from '../dominio/eleccion.ts';
import { createEscritorDeBase } from './escribir.ts';
import { escribirCandidaturas } from './escribir-candidaturas.ts';
import { columnasDeBase } from './escribir-columnas.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';
import type { ActaDeCorte } from './escribir-fila.ts';
import { escribirLeeme } from './escribir-leeme.ts';
import { nombreCandidaturas, nombreCsv, nombreZip } from './escribir-nombres.ts';
import { leerBaseDatos } from './leer.ts';
import { leerCandidaturas } from './leer-candidaturas.ts';
import { memorySource } from './leer-fuentes.ts';

let proceso: Awaited<ReturnType<typeof loadMinimo>>;
beforeAll(async () => {
  proceso = await loadMinimo();
});

function specOf(clave: string, cambios: Partial<EspecificacionDeBase> = {}): EspecificacionDeBase {
  return {
    entidad: proceso.entidad,
    proceso: { nombreLargo: 'Proceso', instituto: 'Instituto', anio: 2027 },
    eleccion: proceso.eleccionPorClave.get(clave)!,
    partidos: new Map(proceso.partidos.map((partido) => [partido.clave, partido.nombre])),
    marca: null,
    ajustes: proceso.ajustes,
    corte: '06/06/2027 20:40 (UTC-6)',
    sello: '20270606_2040',
    formatHora: () => '06/06/2027 20:01:02',
    cotejada: 'omitir',
    ...cambios,
  };
}

/** Every acta of the election with one vote in each field. */
function actasDe(clave: string): readonly ActaDeCorte[] {
  const eleccion = proceso.eleccionPorClave.get(clave)!;
  return (proceso.actasPorEleccion.get(clave) ?? []).map((esperada) => {
    const campos = camposDe(eleccion, esperada.casilla.tipo, esperada.territorio);
    return {
      tipo: 'acta',
      esperada,
      lecturas: Object.fromEntries(campos.map((campo) => [campo, 1])),
      contabilizacion: contabilizacion('ninguna', campos.length - 1),
      imagen: {
        sha256: 'ab'.repeat(32),
        origen: 'CATD',
        digitalizacion: 'ESCANER',
        tipoDocumento: 'ACTA PREP',
        momento: '',
      },
      acopio: '',
      capturada: '',
      verificada: null,
      cotejo: 0,
    };
  });
}

function cifrasDe(actas: readonly ActaDeCorte[]) {
  const avance = emptyAvance();
  for (const acta of actas) {
    if (acta.tipo !== 'acta') throw new Error(acta.tipo);
    const { casilla } = acta.esperada;
    addActa(avance, {
      tipoCasilla: casilla.tipo,
      listaNominal: casilla.listaNominal,
      contabilizacion: acta.contabilizacion,
    });
  }
  return computeEncabezado(avance, 'intermedio', proceso.ajustes);
}

describe('the results', () => {
  test.each([
    ['GUB', null],
    ['DIP_LOC', 'SIMULACRO'],
    ['AYUN', 'DEMOSTRACIÓN'],
  ] as const)('of %s (%s) are read back by the reader of any dialect', async (clave, marca) => {
    const spec = specOf(clave, { marca });
    const actas = actasDe(clave);
    const cifras = cifrasDe(actas);
    const base = createEscritorDeBase(spec);
    for (const acta of actas) base.add(acta);

    const read = await leerBaseDatos(memorySource('base.csv', base.finish(cifras)));
    if (!read.ok) throw new Error(read.error.mensaje);
    const { nombres } = read.value.columnas;
    expect(nombres).toEqual(columnasDeBase(spec));
    const rows = [];
    for await (const fila of read.value.filas()) rows.push(fila);
    expect(rows.map(({ claveActa }) => claveActa)).toEqual(
      actas.map((acta) => (acta.tipo === 'acta' ? acta.esperada.clave : '')),
    );
    expect(rows.every(({ estado, contabilizada }) => estado === 'capturada' && contabilizada === 1)).toBe(
      true,
    );
  });

  test('whose figures are not those of their rows are a bug, not a file', () => {
    const actas = actasDe('GUB');
    const base = createEscritorDeBase(specOf('GUB'));
    for (const acta of actas.slice(1)) base.add(acta);
    expect(() => base.finish(cifrasDe(actas))).toThrow('figures of 13 and 0 actas over 12 and 0 rows');
  });

  test('have those fuera de catálogo at the end', () => {
    const [acta] = actasDe('GUB');
    if (acta?.tipo !== 'acta') throw new Error('an acta');
    const base = createEscritorDeBase(specOf('GUB'));
    base.add({ tipo: 'fuera_de_catalogo', id: 'x', imagen: acta.imagen, acopio: '', identificacion: '' });
    expect(() => base.add(acta)).toThrow('after those fuera de catálogo');
  });
});

test('the candidaturas are read back: one per option that runs in each territory', async () => {
  const spec = specOf('AYUN');
  const read = await leerCandidaturas(memorySource('c.csv', Buffer.from(escribirCandidaturas(spec))));
  if (!read.ok) throw new Error(read.error.mensaje);
  const expected = [...spec.eleccion.candidaturas].flatMap(([territorio, candidaturas]) =>
    candidaturas.flatMap(({ opciones, propietaria, suplente }) =>
      opciones.map((opcion) => [territorio, opcion, propietaria, suplente].join('|')),
    ),
  );
  const found = read.value.map(({ territorio, opcion, propietaria, suplente }) =>
    [territorio, opcion.clave, propietaria, suplente].join('|'),
  );
  expect(found.toSorted()).toEqual(expected.toSorted());
});

test('a gubernatura without suplentes has one name; with them, two', () => {
  const header = (spec: EspecificacionDeBase) => escribirCandidaturas(spec).split('\n')[0];
  expect(header(specOf('GUB'))).toBe('\ufeffID_ENTIDAD,PARTIDO_CI,CANDIDATURA');
  const { eleccion } = specOf('GUB');
  const candidaturas = new Map(
    [...eleccion.candidaturas].map(([id, own]) => [id, own.map((one) => ({ ...one, suplente: 'Alguien' }))]),
  );
  expect(header(specOf('GUB', { eleccion: { ...eleccion, candidaturas } }))).toBe(
    '\ufeffID_ENTIDAD,PARTIDO_CI,CANDIDATURA_PROPIETARIA,CANDIDATURA_SUPLENTE',
  );
  expect(header(specOf('DIP_LOC', { marca: 'SIMULACRO' }))).toBe(
    '\ufeffID_ENTIDAD,ID_DISTRITO_LOCAL,PARTIDO_CI,CANDIDATURA_PROPIETARIA,CANDIDATURA_SUPLENTE,AVISO',
  );
});

describe('LEEME.txt', () => {
  test.each(['GUB', 'DIP_LOC', 'AYUN'])('of %s explains every column, with its number', (clave) => {
    const spec = specOf(clave, { cotejada: 'incluir' });
    const text = escribirLeeme(spec);
    for (const [i, columna] of columnasDeBase(spec).entries()) {
      expect(text).toMatch(new RegExp(`^ {4}${i + 1}\\. ${columna} - `, 'm'));
    }
    expect(text.split('\n').every((line) => line.length <= 128)).toBe(true);
  });

  test('says the rules as the process sets them', () => {
    const { ajustes } = proceso;
    const other = escribirLeeme(
      specOf('GUB', {
        ajustes: {
          ...ajustes,
          participacion: 'con_especiales_siempre',
          inconsistencias: 'solo_no_contabilizadas',
          recipiente: 'SOBRE',
        },
      }),
    );
    expect(other).toContain('(TOTAL_VOTOS_C_CS / LISTA_NOMINAL_ACTAS_CONTABILIZADAS) * 100.');
    expect(other).toContain('SIN SOBRE');
    expect(escribirLeeme(specOf('GUB'))).toContain('SIN BOLSA');
  });

  test('of an exercise says so before anything else; of the night, nowhere', () => {
    expect(escribirLeeme(specOf('GUB', { marca: 'SIMULACRO' }))).toMatch(
      /SIMULACRO: LOS DATOS .* NO SON REALES/,
    );
    expect(escribirLeeme(specOf('GUB'))).not.toMatch(/SIMULACRO|DEMOSTRACIÓN|AVISO/);
  });
});

test('the names of the files are those of the format, in a drill too', () => {
  const spec = specOf('GUB', { marca: 'SIMULACRO' });
  expect([nombreZip(spec), nombreCsv(spec), nombreCandidaturas(spec)]).toEqual([
    '20270606_2040_PREP_GUB_MICH.zip',
    'MICH_GUB_2027.csv',
    'MICH_GUB_CANDIDATURAS_2027.csv',
  ]);
});
