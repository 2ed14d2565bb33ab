/**
 * A small database that has nothing wrong, and the way to spoil it: for tests of what the checker says.
 */

import { type BaseDatos, leerBaseDatos } from '../../src/basedatos/leer.ts';
import { memorySource } from '../../src/basedatos/leer-fuentes.ts';
import type { CodigoDefecto } from '../../src/conformidad/defectos.ts';
import { checkBaseDatos, type Opciones, type Revision } from '../../src/conformidad/revision.ts';

export const CIFRAS = {
  ACTAS_ESPERADAS: '4',
  ACTAS_REGISTRADAS: '4',
  ACTAS_FUERA_CATALOGO: '1',
  ACTAS_CAPTURADAS: '3',
  PORCENTAJE_ACTAS_CAPTURADAS: '75.0000',
  ACTAS_CONTABILIZADAS: '2',
  PORCENTAJE_ACTAS_CONTABILIZADAS: '50.0000',
  PORCENTAJE_ACTAS_INCONSISTENCIAS: '25.0000',
  ACTAS_NO_CONTABILIZADAS: '1',
  LISTA_NOMINAL_ACTAS_CONTABILIZADAS: '700',
  TOTAL_VOTOS_C_CS: '460',
  TOTAL_VOTOS_S_CS: '400',
  PORCENTAJE_PARTICIPACION_CIUDADANA: '57.1428',
};

const SHA = 'b3286604648cdc6541a1f8c7244b4361dd00b0449bdaa2ba35f472f106e0ac05';

const ACTA = {
  CLAVE_CASILLA: "'160806B0100",
  CLAVE_ACTA: "'160806B01004",
  ID_ENTIDAD: "'16",
  ENTIDAD: 'MICHOACAN',
  ID_MUNICIPIO: "'054",
  MUNICIPIO: 'MORELIA',
  SECCION: "'0806",
  ID_CASILLA: "'01",
  TIPO_CASILLA: 'B',
  EXT_CONTIGUA: "'00",
  UBICACION_CASILLA: '1',
  TIPO_ACTA: '4',
  TOTAL_BOLETAS_SOBRANTES: '310',
  TOTAL_PERSONAS_VOTARON: '396',
  TOTAL_REP_PARTIDO_CI_VOTARON: '4',
  TOTAL_VOTOS_SACADOS: '400',
  PAN: '100',
  PRI: '200',
  C_PAN_PRI: '80',
  CAND_IND_1: '-',
  NO_REGISTRADAS: 'SIN DATO',
  NULOS: '20',
  TOTAL_VOTOS_ASENTADO: '400',
  TOTAL_VOTOS_CALCULADO: '400',
  LISTA_NOMINAL: '700',
  REPRESENTANTES_PP_CI: '12',
  OBSERVACIONES: 'ALGUN CAMPO ILEGIBLE O SIN DATO',
  CONTABILIZADA: '1',
  MECANISMOS_TRASLADO: 'F',
  CODIGO_INTEGRIDAD: SHA,
  FECHA_HORA_ACOPIO: '02/06/2024 20:12:00',
  FECHA_HORA_CAPTURA: '02/06/2024 20:20:31',
  FECHA_HORA_VERIFICACION: '02/06/2024 20:22:02',
  ORIGEN: 'CATD',
  DIGITALIZACION: 'ESCANER',
  TIPO_DOCUMENTO: 'ACTA PREP',
};

export type Columna = keyof typeof ACTA;
export type Renglon = Partial<Record<Columna, string>>;

function without(value: string): Renglon {
  const fields = (Object.keys(ACTA) as Columna[]).slice(12);
  return Object.fromEntries(fields.map((field) => [field, value]));
}

/** An acta with some illegible field, an especial, one SIN ACTA, one not captured and one fuera de catálogo. */
export const RENGLONES: readonly Renglon[] = [
  ACTA,
  {
    ...ACTA,
    CLAVE_CASILLA: "'160806S0100",
    CLAVE_ACTA: "'160806S01004E",
    TIPO_CASILLA: 'S',
    TIPO_ACTA: '4E',
    ...{ PAN: '10', PRI: '20', C_PAN_PRI: '10', NO_REGISTRADAS: '0', NULOS: '20' },
    TOTAL_VOTOS_CALCULADO: '60',
    LISTA_NOMINAL: '0',
    OBSERVACIONES: ' - ',
  },
  {
    ...ACTA,
    ...without('N/A'),
    CLAVE_CASILLA: "'160807B0100",
    CLAVE_ACTA: "'160807B01004",
    SECCION: "'0807",
    ...{ PAN: 'SIN ACTA', PRI: 'SIN ACTA', C_PAN_PRI: 'SIN ACTA', CAND_IND_1: '-' },
    ...{ NO_REGISTRADAS: 'SIN ACTA', NULOS: 'SIN ACTA', TOTAL_VOTOS_CALCULADO: 'SIN ACTA' },
    LISTA_NOMINAL: '650',
    OBSERVACIONES: 'SIN ACTA POR PAQUETE NO ENTREGADO',
    CONTABILIZADA: '0',
  },
  {
    ...ACTA,
    ...without('-'),
    CLAVE_CASILLA: "'160808C0100",
    CLAVE_ACTA: "'160808C01004",
    SECCION: "'0808",
    TIPO_CASILLA: 'C',
    LISTA_NOMINAL: '655',
  },
  {
    ...without(''),
    OBSERVACIONES: 'FUERA DE CATALOGO',
    CONTABILIZADA: '2',
    CODIGO_INTEGRIDAD: SHA.replace('b', 'c'),
    FECHA_HORA_ACOPIO: '02/06/2024 23:00:00',
  },
];

export interface Base {
  readonly corte?: string;
  readonly cifras?: Partial<Record<keyof typeof CIFRAS, string | null>>;
  /** changes to row number 0, 1… */
  readonly cambios?: Readonly<Record<number, Renglon>>;
  readonly mas?: readonly Renglon[];
  /** columns that the file does not have */
  readonly sin?: readonly Columna[];
  readonly columnas?: (nombres: readonly string[]) => readonly string[];
  readonly final?: string;
}

/** The text of the database with those changes. Line 8 is its first row. */
export function writeMinima(base: Base = {}): string {
  const cifras = Object.entries({ ...CIFRAS, ...base.cifras }).filter(([, value]) => value !== null);
  const columnas = (Object.keys(ACTA) as Columna[]).filter((nombre) => !(base.sin ?? []).includes(nombre));
  const renglones = [...RENGLONES.map((row, i) => ({ ...row, ...base.cambios?.[i] })), ...(base.mas ?? [])];
  return [
    'AYUNTAMIENTOS',
    base.corte ?? '03/06/2024 20:00 (UTC-6)',
    '',
    cifras.map(([nombre]) => nombre).join(','),
    cifras.map(([, value]) => value).join(','),
    '',
    (base.columnas ?? ((nombres) => nombres))(columnas).join(','),
    ...renglones.map((row) => columnas.map((nombre) => row[nombre] ?? '').join(',')),
    base.final ?? '',
  ].join('\n');
}

export async function openMinima(base: Base = {}): Promise<BaseDatos> {
  const read = await leerBaseDatos(memorySource('MICH_AYUN_2024.csv', Buffer.from(writeMinima(base))));
  if (!read.ok) throw new Error(read.error.mensaje);
  return read.value;
}

export async function reviseMinima(base: Base = {}, opciones: Partial<Opciones> = {}): Promise<Revision> {
  const revision = await checkBaseDatos(await openMinima(base), {
    ultimoCorte: 'desconocido',
    jornada: null,
    limite: Number.POSITIVE_INFINITY,
    ...opciones,
  });
  if (!revision.ok) throw new Error(revision.error);
  return revision.value;
}

/** Where each defect is: `R05 8:TIPO_CASILLA`. */
export function places({ defectos }: Revision): readonly string[] {
  return defectos.flatMap(({ codigo, casos }) =>
    casos.map(({ linea, nombre }) => `${codigo} ${linea}${nombre === '' ? '' : `:${nombre}`}`),
  );
}

/** The cases of one defect. */
export function casesOf({ defectos }: Revision, codigo: CodigoDefecto) {
  return defectos.find((defecto) => defecto.codigo === codigo)?.casos ?? [];
}
