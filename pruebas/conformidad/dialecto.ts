/**
 * Writes one logical database in the dialects that institutes have used, to check that all read the same. It is not
 * the writer of the system (`src/basedatos/escribir.ts`), which has one dialect.
 */

import fc from 'fast-check';

/** What is captured of an option: its votes, a reading that is none, or that it does not run there. */
export type Voto = number | 'ILEGIBLE' | 'SIN DATO' | 'no_corre';

export interface ActaLogica {
  readonly estado: 'capturada' | 'no_capturada' | 'sin_acta' | 'fuera_de_catalogo';
  readonly seccion: number;
  readonly tipo: string;
  readonly numero: number;
  readonly municipio: { readonly id: string; readonly nombre: string };
  readonly sobrantes: Voto;
  readonly votos: readonly Voto[];
  readonly noRegistradas: Voto;
  readonly nulos: Voto;
  readonly listaNominal: number;
  readonly representantes: number;
  readonly contabilizada: 0 | 1;
  readonly observacion: string;
  /** seconds from 18:00 of the jornada */
  readonly minuto: number;
  readonly sha: string;
}

export interface BaseLogica {
  readonly eleccion: string;
  readonly opciones: readonly string[];
  readonly cifras: readonly number[];
  readonly actas: readonly ActaLogica[];
}

export interface Dialecto {
  readonly delimitador: ',' | '|' | ';' | '\t';
  readonly sep: boolean;
  readonly codificacion: 'utf8' | 'utf8bom' | 'latin1' | 'utf16le' | 'utf16be' | 'utf16lebom';
  readonly fin: '\n' | '\r\n' | '\r';
  /** blank lines after the date and after the values of the figures */
  readonly blancos: readonly [number, number];
  readonly fecha: 'dd/mm/aaaa' | 'd/m/aaaa' | 'aaaa/mm/dd' | 'aaaa-mm-dd';
  readonly guarda: (clave: string) => string;
  readonly numero: (valor: number) => string;
  readonly porcentaje: (texto: string) => string;
  readonly nombres: Readonly<Record<string, string>>;
  readonly coalicion: (partidos: readonly string[]) => string;
  readonly palabra: (texto: string) => string;
  readonly fuera: '2' | '0' | '-';
  readonly sinCapturar: '' | '-';
  readonly sinActa: 'SIN ACTA' | '-';
  readonly todoEntreComillas: boolean;
  /** empty columns and lines at the end */
  readonly cola: number;
}

const PARTIDOS = ['PAN', 'NUEVA_ALIANZA', 'PT', 'PES_QROO'];
const CABECERAS = [
  'ACTAS_ESPERADAS',
  'ACTAS_REGISTRADAS',
  'ACTAS_FUERA_CATALOGO',
  'ACTAS_CAPTURADAS',
  'PORCENTAJE_ACTAS_CAPTURADAS',
  'ACTAS_CONTABILIZADAS',
  'PORCENTAJE_ACTAS_CONTABILIZADAS',
  'PORCENTAJE_ACTAS_INCONSISTENCIAS',
  'ACTAS_NO_CONTABILIZADAS',
  'LISTA_NOMINAL_ACTAS_CONTABILIZADAS',
  'TOTAL_VOTOS_C_CS',
  'TOTAL_VOTOS_S_CS',
  'PORCENTAJE_PARTICIPACION_CIUDADANA',
];
/** Parties of the combination that every logical database has. */
export const COALICION = ['NUEVA_ALIANZA', 'PES_QROO'];
export const OPCIONES = [...PARTIDOS, 'coalicion', 'CAND_IND_1'];

const voto = (max: number): fc.Arbitrary<Voto> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.nat(max) },
    { weight: 1, arbitrary: fc.constantFrom<Voto>('ILEGIBLE', 'SIN DATO') },
  );

const municipio = fc.constantFrom(
  { id: '001', nombre: 'PEÑUELAS' },
  { id: '013', nombre: 'SEYBAPLAYA, EL VIEJO' },
  { id: '025', nombre: 'EJIDO "EL SALTO"' },
  { id: '119', nombre: 'SAN JUAN; CAMARÓN' },
  { id: '217', nombre: 'DOS\nLÍNEAS | JUNTAS' },
);

const acta: fc.Arbitrary<ActaLogica> = fc.record({
  estado: fc.constantFrom('capturada', 'capturada', 'no_capturada', 'sin_acta', 'fuera_de_catalogo'),
  seccion: fc.integer({ min: 1, max: 9999 }),
  tipo: fc.constantFrom('B', 'C', 'E', 'S'),
  numero: fc.integer({ min: 1, max: 20 }),
  municipio,
  sobrantes: voto(800),
  votos: fc.array(fc.oneof(voto(400), fc.constant<Voto>('no_corre')), {
    minLength: OPCIONES.length,
    maxLength: OPCIONES.length,
  }),
  noRegistradas: voto(5),
  nulos: voto(40),
  listaNominal: fc.integer({ min: 0, max: 3000 }),
  representantes: fc.nat(30),
  contabilizada: fc.constantFrom(0, 1),
  observacion: fc.constantFrom('', 'ALGÚN CAMPO ILEGIBLE O SIN DATO', 'TODOS ILEGIBLES O SIN DATO'),
  minuto: fc.integer({ min: 0, max: 86_399 }),
  sha: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
});

export const baseLogica: fc.Arbitrary<BaseLogica> = fc.record({
  eleccion: fc.constantFrom('GUBERNATURA', 'DIPUTACIONES LOCALES', 'AYUNTAMIENTOS'),
  opciones: fc.constant(OPCIONES),
  cifras: fc.array(fc.nat(9_999_999), { minLength: 13, maxLength: 13 }),
  actas: fc.array(acta, { maxLength: 12 }),
});

/** The dialect of the current format: what the others must read like. */
export const OFICIAL: Dialecto = {
  delimitador: ',',
  sep: false,
  codificacion: 'utf8bom',
  fin: '\n',
  blancos: [1, 1],
  fecha: 'dd/mm/aaaa',
  guarda: (clave) => `'${clave}`,
  numero: String,
  porcentaje: (texto) => texto,
  nombres: {},
  coalicion: (partidos) => `C_${partidos.join('_')}`,
  palabra: (texto) => texto,
  fuera: '2',
  sinCapturar: '-',
  sinActa: 'SIN ACTA',
  todoEntreComillas: false,
  cola: 0,
};

const nombres = fc.record({
  ID_ENTIDAD: fc.constantFrom('ID_ENTIDAD', 'ID_ESTADO', 'id_estado'),
  ENTIDAD: fc.constantFrom('ENTIDAD', 'ESTADO', 'NOMBRE_ESTADO'),
  ID_MUNICIPIO: fc.constantFrom('ID_MUNICIPIO', 'Id Municipio', 'ID_MUNICIPIO_LOCAL'),
  SECCION: fc.constantFrom('SECCION', 'SECCIÓN', ' Sección '),
  UBICACION_CASILLA: fc.constantFrom('UBICACION_CASILLA', 'UBICACIÓN_CASILLA'),
  TOTAL_PERSONAS_VOTARON: fc.constantFrom('TOTAL_PERSONAS_VOTARON', 'PERSONAS_VOTARON'),
  NO_REGISTRADAS: fc.constantFrom('NO_REGISTRADAS', 'NO_REGISTRADOS', 'CNR'),
  NULOS: fc.constantFrom('NULOS', 'VN', 'Votos nulos'),
  TOTAL_VOTOS_CALCULADO: fc.constantFrom('TOTAL_VOTOS_CALCULADO', 'TOTAL_VOTOS_CALCULADOS'),
  LISTA_NOMINAL: fc.constantFrom('LISTA_NOMINAL', 'LISTA_NOMINAL_CASILLA'),
  CODIGO_INTEGRIDAD: fc.constantFrom('CODIGO_INTEGRIDAD', 'SHA', 'Código de Integridad'),
  FECHA_HORA_ACOPIO: fc.constantFrom('FECHA_HORA_ACOPIO', 'Fecha y hora de acopio'),
  ACTAS_FUERA_CATALOGO: fc.constantFrom(
    'ACTAS_FUERA_CATALOGO',
    'ACTAS_FUERA_DE_CATALOGO',
    'ACTAS_FUERA_DE_CATÁLOGO',
  ),
  PORCENTAJE_ACTAS_INCONSISTENCIAS: fc.constantFrom(
    'PORCENTAJE_ACTAS_INCONSISTENCIAS',
    'PORCENTAJE_ACTAS_CON_INCONSISTENCIAS',
  ),
});

export const dialecto: fc.Arbitrary<Dialecto> = fc.record({
  delimitador: fc.constantFrom(',', '|', ';', '\t'),
  sep: fc.boolean(),
  codificacion: fc.constantFrom('utf8', 'utf8bom', 'latin1', 'utf16le', 'utf16be', 'utf16lebom'),
  fin: fc.constantFrom('\n', '\r\n', '\r'),
  blancos: fc.tuple(fc.nat(2), fc.nat(2)),
  fecha: fc.constantFrom('dd/mm/aaaa', 'd/m/aaaa', 'aaaa/mm/dd', 'aaaa-mm-dd'),
  guarda: fc.constantFrom(
    (clave: string) => `'${clave}`,
    (clave: string) => `'${clave}'`,
    (clave: string) => `="${clave}"`,
    (clave: string) => clave,
  ),
  numero: fc.constantFrom(
    String,
    (valor: number) => valor.toLocaleString('en-US'),
    (valor: number) => `${valor}.0`,
  ),
  porcentaje: fc.constantFrom(
    (texto: string) => texto,
    (texto: string) => `${texto}%`,
    (texto: string) => `'${texto}%`,
  ),
  nombres,
  coalicion: fc.constantFrom(
    (partidos: readonly string[]) => `C_${partidos.join('_')}`,
    (partidos: readonly string[]) => `CC_${partidos.join('_')}`,
    (partidos: readonly string[]) => partidos.join('-'),
    (partidos: readonly string[]) => partidos.join('_'),
    (partidos: readonly string[]) => `SUM-${partidos.join('-')}`,
  ),
  palabra: fc.constantFrom(
    (texto: string) => texto,
    (texto: string) => texto.toLowerCase(),
    (texto: string) => texto.toLowerCase().replaceAll(' ', '_'),
    (texto: string) => texto.normalize('NFD').replace(/\p{M}/gu, ''),
  ),
  fuera: fc.constantFrom('2', '0', '-'),
  sinCapturar: fc.constantFrom('', '-'),
  sinActa: fc.constantFrom('SIN ACTA', '-'),
  todoEntreComillas: fc.boolean(),
  cola: fc.nat(2),
});

/** The file, as bytes. */
export function writeBase(base: BaseLogica, d: Dialecto): Buffer {
  const line = (celdas: readonly string[], guard = true) =>
    [...celdas, ...Array<string>(d.cola).fill('')]
      .map((celda) => (guard ? quote(celda, d) : celda))
      .join(d.delimitador);
  const blank = (n: number) => Array<string>(n).fill('');
  const lines = [
    ...(d.sep ? [`sep=${d.delimitador}`] : []),
    line([base.eleccion]),
    line([`${formatDay(d, 3)} 20:00 (UTC-6)`]),
    ...blank(d.blancos[0]),
    line(CABECERAS.map((nombre) => d.nombres[nombre] ?? nombre)),
    line(
      CABECERAS.map((nombre, i) => {
        const value = base.cifras[i] ?? 0;
        if (!nombre.startsWith('PORCENTAJE')) return d.numero(value);
        return d.porcentaje(`${value % 101}.${String(value % 10_000).padStart(4, '0')}`);
      }),
    ),
    ...blank(d.blancos[1]),
    line(columnsOf(base, d)),
    ...base.actas.map((acta) => line(cellsOf(acta, d))),
    ...blank(d.cola),
  ];
  return encode(lines.join(d.fin) + d.fin, d.codificacion);
}

function quote(celda: string, d: Dialecto): string {
  const needs =
    d.todoEntreComillas || celda.includes(d.delimitador) || /[\n\r]/.test(celda) || celda.startsWith('"');
  return needs ? `"${celda.replaceAll('"', '""')}"` : celda;
}

function columnsOf(base: BaseLogica, d: Dialecto): readonly string[] {
  const named = (nombre: string) => d.nombres[nombre] ?? nombre;
  return [
    ...['CLAVE_CASILLA', 'CLAVE_ACTA', 'ID_ENTIDAD', 'ENTIDAD', 'ID_MUNICIPIO', 'MUNICIPIO', 'SECCION'],
    ...['ID_CASILLA', 'TIPO_CASILLA', 'EXT_CONTIGUA', 'UBICACION_CASILLA', 'TIPO_ACTA'],
    ...[
      'TOTAL_BOLETAS_SOBRANTES',
      'TOTAL_PERSONAS_VOTARON',
      'TOTAL_REP_PARTIDO_CI_VOTARON',
      'TOTAL_VOTOS_SACADOS',
    ],
    ...base.opciones.map((opcion) => (opcion === 'coalicion' ? d.coalicion(COALICION) : opcion)),
    ...['NO_REGISTRADAS', 'NULOS', 'TOTAL_VOTOS_ASENTADO', 'TOTAL_VOTOS_CALCULADO', 'LISTA_NOMINAL'],
    ...['REPRESENTANTES_PP_CI', 'OBSERVACIONES', 'CONTABILIZADA', 'MECANISMOS_TRASLADO', 'CODIGO_INTEGRIDAD'],
    ...['FECHA_HORA_ACOPIO', 'FECHA_HORA_CAPTURA', 'FECHA_HORA_VERIFICACION', 'ORIGEN', 'DIGITALIZACION'],
    'TIPO_DOCUMENTO',
  ].map(named);
}

function cellsOf(acta: ActaLogica, d: Dialecto): readonly string[] {
  const { estado } = acta;
  if (estado === 'fuera_de_catalogo') return outOfCatalogue(acta, d);
  const two = (n: number) => String(n).padStart(2, '0');
  const clave = `16${String(acta.seccion).padStart(4, '0')}${acta.tipo}${two(acta.numero)}00`;
  const campos = [acta.sobrantes, acta.sobrantes, acta.sobrantes, acta.sobrantes];
  const votos = [...acta.votos, acta.noRegistradas, acta.nulos];
  const time = (after: number) =>
    estado === 'capturada' ? formatTime(d, acta.minuto + after) : missing(acta, d);
  return [
    ...[d.guarda(clave), d.guarda(`${clave}4`), d.guarda('16'), 'MICHOACÁN', d.guarda(acta.municipio.id)],
    ...[acta.municipio.nombre, d.guarda(String(acta.seccion).padStart(4, '0')), d.guarda(two(acta.numero))],
    ...[acta.tipo, d.guarda('00'), '1', '4'],
    ...campos.map((campo) => fieldOf(campo, acta, d)),
    ...votos.map((campo) => fieldOf(campo, acta, d)),
    fieldOf('SIN DATO', acta, d),
    estado === 'capturada' ? d.numero(sum(votos)) : missing(acta, d),
    d.numero(acta.listaNominal),
    d.numero(acta.representantes),
    observationOf(acta, d),
    estado === 'capturada' ? String(acta.contabilizada) : estado === 'sin_acta' ? '0' : d.sinCapturar,
    estado === 'capturada' ? 'F' : '',
    estado === 'capturada' ? acta.sha : missing(acta, d),
    ...[time(0), time(60), time(120)],
    ...(estado === 'capturada' ? ['CATD', 'ESCANER', 'ACTA PREP'] : Array<string>(3).fill(missing(acta, d))),
  ];
}

function outOfCatalogue(acta: ActaLogica, d: Dialecto): readonly string[] {
  const cells = Array<string>(37).fill(d.sinCapturar);
  cells[2] = d.guarda('16');
  cells[3] = 'MICHOACÁN';
  cells[OPCIONES.length + 22] = d.palabra('FUERA DE CATÁLOGO');
  cells[OPCIONES.length + 23] = d.fuera;
  cells[OPCIONES.length + 25] = acta.sha;
  return cells.slice(0, OPCIONES.length + 32);
}

function missing(acta: ActaLogica, d: Dialecto): string {
  return acta.estado === 'sin_acta' ? 'N/A' : d.sinCapturar;
}

function fieldOf(campo: Voto, { estado }: ActaLogica, d: Dialecto): string {
  if (estado === 'no_capturada') return d.sinCapturar;
  if (campo === 'no_corre') return '-';
  if (estado === 'sin_acta') return d.sinActa === '-' ? '-' : d.palabra(d.sinActa);
  return typeof campo === 'number' ? d.numero(campo) : d.palabra(campo);
}

function observationOf({ estado, observacion }: ActaLogica, d: Dialecto): string {
  if (estado === 'no_capturada') return d.sinCapturar;
  if (estado === 'sin_acta') return d.palabra('SIN ACTA POR PAQUETE NO ENTREGADO');
  return observacion === '' ? ' - ' : d.palabra(observacion);
}

function sum(votos: readonly Voto[]): number {
  return votos.reduce<number>((total, voto) => total + (typeof voto === 'number' ? voto : 0), 0);
}

/** A day of June 2024. */
function formatDay({ fecha }: Dialecto, day: number): string {
  const two = String(day).padStart(2, '0');
  switch (fecha) {
    case 'dd/mm/aaaa':
      return `${two}/06/2024`;
    case 'd/m/aaaa':
      return `${day}/6/2024`;
    case 'aaaa/mm/dd':
      return `2024/06/${two}`;
    case 'aaaa-mm-dd':
      return `2024-06-${two}`;
  }
}

function formatTime(d: Dialecto, seconds: number): string {
  const total = 18 * 3600 + seconds;
  const part = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const clock = `${part((total / 3600) % 24)}:${part((total / 60) % 60)}:${part(total % 60)}`;
  return `${formatDay(d, 2 + Math.floor(total / 86_400))} ${clock}`;
}

function encode(text: string, codificacion: Dialecto['codificacion']): Buffer {
  switch (codificacion) {
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'utf8bom':
      return Buffer.from(`\ufeff${text}`, 'utf8');
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16lebom':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16();
  }
}
