/**
 * Compares a corte of ours with the official one: the thirteen figures, and every cell of every row as a reader
 * of both files would understand it. What differs because the source lost it is counted apart, with its reason.
 */

import type { BaseDatos } from '../basedatos/leer.ts';
import type { MarcaTiempo } from '../basedatos/leer-fecha.ts';
import type { Celda, Fila } from '../basedatos/leer-fila.ts';
import type { Cifra } from '../dominio/corte.ts';
import { CAMPOS_GENERALES, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import { type DefectoDeEncabezado, explainCifra } from './defectos-de-encabezado.ts';
import type { CorteOficial, FilaConLlave } from './noche.ts';
import type { Sustitucion } from './sustituto.ts';

/** Why a cell of ours cannot be the published one. */
export type Perdida =
  | Sustitucion
  | 'imagen_sustituta'
  | 'representantes_no_publicados'
  | 'mecanismo_al_capturar'
  | 'tipo_de_acta_en_la_clave'
  | 'sin_acta_fuera_del_leeme'
  | 'calculado_sin_capturar'
  | 'sin_acta_sin_escribir'
  | 'modalidad_con_territorio'
  | 'fuera_de_catalogo_sin_hora'
  | 'fuera_de_catalogo_sin_mecanismo';

export const EXPLICACION: Readonly<Record<Perdida, string>> = {
  imagen_sustituta: 'la imagen es un sustituto dibujado: su SHA-256 no puede ser el de la imagen oficial',
  excede_sin_celdas:
    'la fuente publica en 0 los votos de las actas que exceden la lista nominal: se capturó un total que la excede por uno',
  todos_sin_celdas:
    'la fuente publica en 0 o vacías las celdas de actas con todos los campos ilegibles o sin dato: se capturó SIN DATO',
  algun_campo_sin_celda:
    'la fuente marca ALGÚN CAMPO sin que ninguna celda lo diga: se capturó SIN DATO en un campo publicado como 0',
  celda_vacia: 'la fuente deja vacía una celda de un campo que el acta tiene: se capturó SIN DATO',
  representantes_no_publicados:
    'la fuente no publica representantes acreditados (pone ahí los que votaron): el límite usa el ajuste representantesSupuestos',
  mecanismo_al_capturar: 'la fuente publica el mecanismo de traslado solo de actas con imagen',
  tipo_de_acta_en_la_clave:
    'la fuente escribe el tipo de acta de un modo en su columna y de otro en CLAVE_ACTA',
  sin_acta_fuera_del_leeme:
    'la fuente no sigue el LEEME en las filas SIN ACTA (0, CATD o ESCANER por SIN ACTA o N/A)',
  modalidad_con_territorio: 'la fuente escribe distrito o municipio en el voto anticipado; su LEEME dice N/A',
  sin_acta_sin_escribir:
    'la fuente deja vacías las celdas de un acta SIN ACTA: no dicen qué opciones compiten',
  calculado_sin_capturar: 'la fuente escribe 0 votos calculados en actas que no se han capturado',
  fuera_de_catalogo_sin_mecanismo:
    'un acta fuera de catálogo no tiene casilla de la cual saber el mecanismo de traslado, y la fuente escribe uno',
  fuera_de_catalogo_sin_hora: 'la fuente no dice a qué hora recibió el acta fuera de catálogo',
};

export interface Diferencia {
  readonly llave: string;
  readonly linea: number;
  readonly columna: string;
  readonly oficial: string;
  readonly nuestra: string;
}

export interface CifraCotejada {
  readonly cifra: Cifra;
  readonly oficial: string;
  readonly nuestra: string;
  /** `por_defecto` differs by a known defect of the source */
  readonly veredicto: 'igual' | 'por_defecto' | 'difiere';
  readonly defecto: DefectoDeEncabezado | null;
}

export interface Cotejo {
  readonly cifras: readonly CifraCotejada[];
  readonly filas: number;
  readonly celdas: number;
  readonly iguales: number;
  readonly perdidas: ReadonlyMap<Perdida, number>;
  readonly diferencias: readonly Diferencia[];
}

/** Fields of each acta that were fed a stand-in, by key of the row. */
export type Sustituidos = ReadonlyMap<string, ReadonlyMap<string, Sustitucion>>;

/**
 * @param nuestra the database of our corte, already opened
 * @param orden key of the row of each expected acta, in the order in which we publish them
 */
export async function compareCorte(
  oficial: CorteOficial,
  nuestra: BaseDatos,
  sustituidos: Sustituidos,
  orden: readonly string[],
): Promise<Cotejo> {
  const filas: Fila[] = [];
  for await (const fila of nuestra.filas()) filas.push(fila);
  const propias = pairFilas(oficial.filas, filas, orden);

  const posiciones = votePositions(oficial, nuestra);
  const perdidas = new Map<Perdida, number>();
  const diferencias: Diferencia[] = [];
  let celdas = 0;
  let iguales = 0;
  for (const { llave, fila } of oficial.filas) {
    const propia = propias.get(llave);
    if (propia === undefined) {
      diferencias.push({
        llave,
        linea: fila.linea,
        columna: 'CLAVE_ACTA',
        oficial: fila.claveActa,
        nuestra: '(no está)',
      });
      continue;
    }
    const sustituido = sustituidos.get(llave) ?? new Map<string, Sustitucion>();
    for (const { columna, oficial: a, nuestra: b } of cellsOf(fila, propia, posiciones)) {
      celdas += 1;
      if (a === b) {
        iguales += 1;
        continue;
      }
      const perdida = explain(columna, a, b, fila, sustituido);
      if (perdida === null) diferencias.push({ llave, linea: fila.linea, columna, oficial: a, nuestra: b });
      else perdidas.set(perdida, (perdidas.get(perdida) ?? 0) + 1);
    }
  }
  const extra = filas.length - propias.size;
  if (extra > 0) {
    diferencias.push({
      llave: '',
      linea: 0,
      columna: 'filas',
      oficial: String(oficial.filas.length),
      nuestra: String(filas.length),
    });
  }
  return {
    cifras: compareCifras(oficial, nuestra),
    filas: oficial.filas.length,
    celdas,
    iguales,
    perdidas,
    diferencias,
  };
}

function compareCifras(oficial: CorteOficial, nuestra: BaseDatos): readonly CifraCotejada[] {
  return oficial.cifras.map((published) => {
    const { cifra } = published;
    const own = nuestra.cifras.find((candidate) => candidate.cifra === cifra);
    const texts = { cifra, oficial: published.texto ?? '', nuestra: own?.texto ?? '' };
    // A figure left empty before the first acta (Campeche 2021) says nothing to compare with.
    if ((published.valor ?? 0) === (own?.valor ?? 0)) return { ...texts, veredicto: 'igual', defecto: null };
    const defecto = explainCifra(cifra, oficial.cifras, nuestra.cifras);
    return { ...texts, veredicto: defecto === null ? 'difiere' : 'por_defecto', defecto };
  });
}

/**
 * Our rows by the key of the official ones: the expected actas in the order in which we published them; those
 * fuera de catálogo by their time of acopio, since all that identifies them is an image, and ours are stand-ins.
 */
function pairFilas(
  oficiales: readonly FilaConLlave[],
  filas: readonly Fila[],
  orden: readonly string[],
): ReadonlyMap<string, Fila> {
  const isFuera = (fila: Fila) => fila.estado === 'fuera_de_catalogo';
  const pairs = new Map<string, Fila>();
  for (const [i, fila] of filas.filter((candidate) => !isFuera(candidate)).entries()) {
    const llave = orden[i];
    if (llave !== undefined) pairs.set(llave, fila);
  }
  const byTime = (a: Fila, b: Fila) => timeOf(a) - timeOf(b);
  const fuera = filas.filter(isFuera).sort(byTime);
  const oficialesFuera = oficiales.filter(({ fila }) => isFuera(fila)).sort((a, b) => byTime(a.fila, b.fila));
  for (const [i, { llave }] of oficialesFuera.entries()) {
    const own = fuera[i];
    if (own !== undefined) pairs.set(llave, own);
  }
  return pairs;
}

function timeOf({ acopio }: Fila): number {
  return typeof acopio === 'object' ? acopio.local : 0;
}

interface ParDeVotos {
  readonly columna: string;
  readonly oficial: number;
  readonly nuestra: number;
}

/** Position among `Fila.votos` of each vote column, in both files. */
function votePositions(oficial: CorteOficial, nuestra: BaseDatos): readonly ParDeVotos[] {
  const names = (columnas: CorteOficial['columnas']) => [
    ...columnas.opciones.map(({ opcion }) => opcion.clave),
    'NO_REGISTRADAS',
    'NULOS',
  ];
  const own = names(nuestra.columnas);
  return names(oficial.columnas).map((columna, i) => ({
    columna,
    oficial: i,
    nuestra: own.indexOf(columna),
  }));
}

interface ParDeCeldas {
  readonly columna: string;
  readonly oficial: string;
  readonly nuestra: string;
}

const DE_TEXTO = {
  CLAVE_CASILLA: (fila) => fila.claveCasilla,
  CLAVE_ACTA: (fila) => fila.claveActa,
  ID_ENTIDAD: (fila) => fila.idEntidad.padStart(2, '0'),
  ENTIDAD: (fila) => fila.entidad,
  ID_TERRITORIO: (fila) => fila.territorio.id,
  TERRITORIO: (fila) => fila.territorio.nombre,
  SECCION: (fila) => fila.seccion,
  ID_CASILLA: (fila) => fila.idCasilla,
  TIPO_CASILLA: (fila) => fila.tipoCasilla,
  EXT_CONTIGUA: (fila) => fila.extContigua,
  UBICACION_CASILLA: (fila) => fila.ubicacion,
  TIPO_ACTA: (fila) => fila.tipoActa,
  LISTA_NOMINAL: (fila) => String(fila.listaNominal ?? ''),
  REPRESENTANTES_PP_CI: (fila) => String(fila.representantes ?? ''),
  OBSERVACIONES: (fila) => `${fila.observacion} ${fila.motivoSinActa ?? ''}`.trim(),
  CONTABILIZADA: (fila) => (fila.estado === 'fuera_de_catalogo' ? '2' : String(fila.contabilizada ?? '')),
  MECANISMOS_TRASLADO: (fila) => fila.mecanismo,
  CODIGO_INTEGRIDAD: (fila) => fila.sha,
  FECHA_HORA_ACOPIO: (fila) => showMarca(fila.acopio),
  FECHA_HORA_CAPTURA: (fila) => showMarca(fila.captura),
  FECHA_HORA_VERIFICACION: (fila) => showMarca(fila.verificacion),
  ORIGEN: (fila) => fila.origen,
  DIGITALIZACION: (fila) => fila.digitalizacion,
  TIPO_DOCUMENTO: (fila) => fila.tipoDocumento,
} as const satisfies Record<string, (fila: Fila) => string>;

const IDENTIFICACION = new Set(Object.keys(DE_TEXTO).slice(0, 13));

function* cellsOf(oficial: Fila, nuestra: Fila, votos: readonly ParDeVotos[]): Generator<ParDeCeldas> {
  const fuera = oficial.estado === 'fuera_de_catalogo';
  for (const [columna, read] of Object.entries(DE_TEXTO)) {
    // What can be read of an acta fuera de catálogo is not a key: institutes leave it empty or with hyphens.
    if (fuera && IDENTIFICACION.has(columna)) continue;
    yield { columna, oficial: fold(read(oficial)), nuestra: fold(read(nuestra)) };
  }
  if (fuera) return;
  for (const [i, columna] of CAMPOS_GENERALES.entries()) {
    yield { columna, oficial: showCelda(oficial.generales[i]), nuestra: showCelda(nuestra.generales[i]) };
  }
  for (const { columna, oficial: a, nuestra: b } of votos) {
    yield { columna, oficial: showCelda(oficial.votos[a]), nuestra: showCelda(nuestra.votos[b]) };
  }
  yield {
    columna: TOTAL_ASENTADO,
    oficial: showCelda(oficial.asentado),
    nuestra: showCelda(nuestra.asentado),
  };
  yield { columna: CALCULADO, oficial: showCelda(oficial.calculado), nuestra: showCelda(nuestra.calculado) };
}

const CALCULADO = 'TOTAL_VOTOS_CALCULADO';

/** Upper case, no accents, no `-` nor `N/A`: the ways in which institutes write that there is nothing. */
function fold(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase();
  return plain === '-' || plain === 'N/A' ? '' : plain;
}

function showMarca(marca: MarcaTiempo): string {
  return typeof marca === 'object' ? new Date(marca.local * 1000).toISOString().slice(0, 19) : '';
}

/** Empty, not captured, not applicable and not running are all nothing to sum; a reading is itself. */
function showCelda(celda: Celda | undefined): string {
  if (typeof celda === 'object') return String(celda.valor);
  return celda === 'sin_acta' ? 'SIN ACTA' : '';
}

const CON_IMAGEN = new Set(['ORIGEN', 'DIGITALIZACION', 'TIPO_DOCUMENTO', 'MECANISMOS_TRASLADO']);

const MODALIDADES = new Set(['A', 'P', 'V', 'M']);

/** Why a difference is the source's, or null when it is ours. */
function explain(
  columna: string,
  oficial: string,
  nuestra: string,
  fila: Fila,
  sustituidos: ReadonlyMap<string, Sustitucion>,
): Perdida | null {
  const sustituido = sustituidos.get(columna);
  if (sustituido !== undefined) return sustituido;
  if (columna === 'CODIGO_INTEGRIDAD' && oficial !== '' && nuestra !== '') return 'imagen_sustituta';
  if (columna === CALCULADO && fila.estado === 'capturada') {
    const [excede] = [...sustituidos.values()].filter(
      (why) => why === 'excede_sin_celdas' || why === 'todos_sin_celdas',
    );
    if (excede !== undefined) return excede;
    // A total left empty beside readings that are also empty.
    if (oficial === '' && nuestra === '0' && sustituidos.size > 0) return 'celda_vacia';
  }
  if (columna === 'REPRESENTANTES_PP_CI' && nuestra === '') return 'representantes_no_publicados';
  if (columna === 'MECANISMOS_TRASLADO' && oficial === '') return 'mecanismo_al_capturar';
  if (columna === 'TIPO_ACTA' && nuestra.replace(/^0+/, '') === oficial.replace(/^0+/, '')) {
    return 'tipo_de_acta_en_la_clave';
  }
  if (
    fila.estado === 'sin_acta' &&
    nuestra === '' &&
    !fila.celdas.some((celda) => /SIN ACTA$/i.test(celda))
  ) {
    return 'sin_acta_sin_escribir';
  }
  if (fila.estado === 'sin_acta' && (columna === CALCULADO || CON_IMAGEN.has(columna))) {
    return 'sin_acta_fuera_del_leeme';
  }
  if (
    (columna === 'ID_TERRITORIO' || columna === 'TERRITORIO') &&
    nuestra === '' &&
    MODALIDADES.has(fila.tipoCasilla)
  ) {
    return 'modalidad_con_territorio';
  }
  if (columna === CALCULADO && fila.estado === 'no_capturada' && oficial === '0')
    return 'calculado_sin_capturar';
  if (columna === 'MECANISMOS_TRASLADO' && fila.estado === 'fuera_de_catalogo') {
    return 'fuera_de_catalogo_sin_mecanismo';
  }
  if (columna === 'FECHA_HORA_ACOPIO' && fila.estado === 'fuera_de_catalogo' && oficial === '') {
    return 'fuera_de_catalogo_sin_hora';
  }
  return null;
}
