/**
 * A row of the database: an acta, expected or fuera de catálogo, with each cell read and classified.
 */

import { type MotivoSinActa, OBSERVACIONES, type Observacion } from '../dominio/contabilizacion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { type CeldaCruda, cleanCell, foldText, parseConteo, readCelda } from './leer-celda.ts';
import type { Columnas, NombreColumna } from './leer-columnas.ts';
import { type MarcaTiempo, readMarca } from './leer-fecha.ts';
import type { Registro } from './leer-registros.ts';

/**
 * What a cell of votes, of a general field or of a total says, once the row is known:
 *
 * - `no_corre`: the option is not registered there (a hyphen in a captured acta)
 * - `sin_acta`: no acta arrived
 * - `no_capturada`: the acta is not captured yet, or is fuera de catálogo and its votes are not published
 * - `no_aplica`: the acta has no such field (`N/A`: voto anticipado, extranjero)
 * - `vacia`: nothing written in a captured acta; some institutes mean that the option does not run, others lose
 *   readings that way (Campeche 2021)
 * - `rara`: none of those
 */
export type Celda =
  | { readonly tipo: 'lectura'; readonly valor: Lectura }
  | 'no_corre'
  | 'sin_acta'
  | 'no_capturada'
  | 'no_aplica'
  | 'vacia'
  | 'rara';

/** What the row is, by its CONTABILIZADA and OBSERVACIONES. */
export type EstadoFila = 'capturada' | 'sin_acta' | 'fuera_de_catalogo' | 'no_capturada';

/** OBSERVACIONES as a code; `otra` when the text is none that is known. */
export type ObservacionLeida = Observacion | 'otra';

export interface Fila {
  /** number of its first line in the file, from 1 */
  readonly linea: number;
  /** as published, in the order of `Columnas.nombres`; may be more or fewer */
  readonly celdas: readonly string[];
  readonly comillas: Registro['comillas'];
  readonly estado: EstadoFila;
  readonly claveCasilla: string;
  readonly claveActa: string;
  readonly idEntidad: string;
  readonly entidad: string;
  /** the distrito or municipio in which its votes are added up (columns 5 and 6) */
  readonly territorio: { readonly id: string; readonly nombre: string };
  readonly seccion: string;
  readonly idCasilla: string;
  readonly tipoCasilla: string;
  readonly extContigua: string;
  readonly ubicacion: string;
  readonly tipoActa: string;
  /** in the order of `CAMPOS_GENERALES` */
  readonly generales: readonly Celda[];
  /** in the order of `Columnas.votos`: options, no registradas, nulos */
  readonly votos: readonly Celda[];
  readonly asentado: Celda;
  readonly calculado: Celda;
  /** people; null when it is not a number */
  readonly listaNominal: number | null;
  readonly representantes: number | null;
  readonly observacion: ObservacionLeida;
  /** as published, clean */
  readonly observacionTexto: string;
  /** null when there is an acta or the reason is none that is known */
  readonly motivoSinActa: MotivoSinActa | null;
  /** CONTABILIZADA; null when it is empty, a hyphen or anything else */
  readonly contabilizada: 0 | 1 | 2 | null;
  readonly mecanismo: string;
  readonly sha: string;
  readonly acopio: MarcaTiempo;
  readonly captura: MarcaTiempo;
  readonly verificacion: MarcaTiempo;
  readonly origen: string;
  readonly digitalizacion: string;
  readonly tipoDocumento: string;
}

/** Makes the function that reads the rows of a file. */
export function rowReader(columnas: Columnas): (registro: Registro) => Fila {
  const at = columnas.posicion;
  const { agrupacion } = columnas;
  const idTerritorio = agrupacion === 'municipio' ? at.ID_MUNICIPIO : at.ID_DISTRITO;
  const territorio = agrupacion === 'municipio' ? at.MUNICIPIO : at.DISTRITO;

  return ({ linea, celdas, comillas }) => {
    const text = (position: number) => (position === -1 ? '' : cleanCell(celdas[position] ?? ''));
    const cell = (position: number): CeldaCruda =>
      position === -1 ? 'vacia' : readCelda(celdas[position] ?? '');

    const votos = columnas.votos.map(cell);
    const observacionTexto = text(at.OBSERVACIONES);
    const published = readContabilizada(text(at.CONTABILIZADA));
    const { codigo, motivo } = readObservacion(observacionTexto, published);
    const estado = estadoOf(codigo, published, votos, text(at.CODIGO_INTEGRIDAD));
    const meaning = meaningOf(estado, votos);
    return {
      linea,
      celdas,
      comillas,
      estado,
      claveCasilla: text(at.CLAVE_CASILLA),
      claveActa: text(at.CLAVE_ACTA),
      idEntidad: text(at.ID_ENTIDAD),
      entidad: text(at.ENTIDAD),
      territorio: { id: text(idTerritorio), nombre: text(territorio) },
      seccion: text(at.SECCION),
      idCasilla: text(at.ID_CASILLA),
      tipoCasilla: text(at.TIPO_CASILLA).toUpperCase(),
      extContigua: text(at.EXT_CONTIGUA),
      ubicacion: text(at.UBICACION_CASILLA),
      tipoActa: text(at.TIPO_ACTA),
      generales: columnas.generales.map((position) => classifyGeneral(cell(position), meaning)),
      votos: classifyVotos(votos, meaning),
      asentado: classifyGeneral(cell(at.TOTAL_VOTOS_ASENTADO), meaning),
      calculado: classifyGeneral(cell(at.TOTAL_VOTOS_CALCULADO), meaning),
      listaNominal: parseConteo(text(at.LISTA_NOMINAL)),
      representantes: parseConteo(text(at.REPRESENTANTES_PP_CI)),
      observacion: codigo,
      observacionTexto,
      motivoSinActa: motivo,
      contabilizada: published,
      mecanismo: emptyIfHyphen(text(at.MECANISMOS_TRASLADO)),
      sha: emptyIfHyphen(text(at.CODIGO_INTEGRIDAD)),
      acopio: readMarca(text(at.FECHA_HORA_ACOPIO)),
      captura: readMarca(text(at.FECHA_HORA_CAPTURA)),
      verificacion: readMarca(text(at.FECHA_HORA_VERIFICACION)),
      origen: emptyIfHyphen(text(at.ORIGEN)),
      digitalizacion: emptyIfHyphen(text(at.DIGITALIZACION)),
      tipoDocumento: emptyIfHyphen(text(at.TIPO_DOCUMENTO)),
    };
  };
}

function emptyIfHyphen(text: string): string {
  return text === '-' ? '' : text;
}

function readContabilizada(text: string): 0 | 1 | 2 | null {
  switch (text) {
    case '1':
      return 1;
    case '0':
      return 0;
    case '2':
      return 2;
    default:
      return readContabilizadaSlowly(text);
  }
}

function readContabilizadaSlowly(text: string): 0 | 1 | 2 | null {
  switch (foldText(text)) {
    case 'SI':
    case 'S':
    case '1.0':
      return 1;
    case 'NO':
    case 'N':
    case '0.0':
      return 0;
    case '2.0':
      return 2;
    default:
      return null;
  }
}

/** What hyphens and empty cells of a row mean. */
type Significado = Record<'guion' | 'vacia', Celda>;

const SIGNIFICADO = {
  capturada: { guion: 'no_corre', vacia: 'vacia' },
  no_capturada: { guion: 'no_capturada', vacia: 'no_capturada' },
  fuera_de_catalogo: { guion: 'no_capturada', vacia: 'no_capturada' },
  sin_acta: { guion: 'sin_acta', vacia: 'sin_acta' },
  // Where the fields that run say SIN ACTA (Puebla 2024) or 0 (Quintana Roo 2019), a hyphen is left for the rest.
  sin_acta_escrito: { guion: 'no_corre', vacia: 'no_corre' },
} as const satisfies Record<string, Significado>;

function meaningOf(estado: EstadoFila, votos: readonly CeldaCruda[]): Significado {
  if (estado !== 'sin_acta') return SIGNIFICADO[estado];
  const written = votos.some((cell) => cell === 'sin_acta' || typeof cell === 'object');
  return written ? SIGNIFICADO.sin_acta_escrito : SIGNIFICADO.sin_acta;
}

function classifyVotos(votos: readonly CeldaCruda[], meaning: Significado): readonly Celda[] {
  return votos.map((cell) => (cell === 'guion' || cell === 'vacia' ? meaning[cell] : cell));
}

/** A general field always runs: its hyphen in a captured acta is that the acta does not have it. */
function classifyGeneral(cell: CeldaCruda, meaning: Significado): Celda {
  if (cell !== 'guion' && cell !== 'vacia') return cell;
  const read = meaning[cell];
  return read === 'no_corre' ? 'no_aplica' : read;
}

function estadoOf(
  observacion: ObservacionLeida,
  contabilizada: 0 | 1 | 2 | null,
  votos: readonly CeldaCruda[],
  sha: string,
): EstadoFila {
  if (observacion === 'fuera_de_catalogo' || contabilizada === 2) return 'fuera_de_catalogo';
  if (observacion === 'sin_acta') return 'sin_acta';
  if (contabilizada === 1) return 'capturada';
  // Some institutes write 0 in the actas that they do not have yet: nothing else in the row tells of an acta.
  const untouched =
    observacion === 'ninguna' &&
    sha.length < 32 &&
    votos.every((cell) => cell === 'guion' || cell === 'vacia');
  if (untouched) return 'no_capturada';
  if (contabilizada === 0 || observacion !== 'ninguna') return 'capturada';
  return votos.some((cell) => typeof cell === 'object') ? 'capturada' : 'no_capturada';
}

interface ObservacionConMotivo {
  readonly codigo: ObservacionLeida;
  readonly motivo: MotivoSinActa | null;
}

const observaciones = new Map<string, ObservacionConMotivo>();

function readObservacion(text: string, contabilizada: 0 | 1 | 2 | null): ObservacionConMotivo {
  const key = `${contabilizada}${text}`;
  const seen = observaciones.get(key);
  if (seen !== undefined) return seen;
  const read = parseObservacion(text, contabilizada);
  if (observaciones.size < 10_000) observaciones.set(key, read);
  return read;
}

/**
 * The code of an observation. Combinations (LEEME 36) follow the precedence of the rule: what is not an acta,
 * then EXCEDE LISTA NOMINAL, which prevails, then TODOS, then ALGÚN CAMPO. ILEGIBLE or SIN DATO alone (INE, older
 * files) are of all the fields when the acta does not count and of some when it does.
 */
export function parseObservacion(texto: string, contabilizada: 0 | 1 | 2 | null): ObservacionConMotivo {
  const text = foldText(texto).replace(/\.$/, '');
  if (/^(-+|N\/?A|NINGUNA|SIN OBSERVACIONES?|NO APLICA)?$/.test(text))
    return { codigo: 'ninguna', motivo: null };
  if (text.includes('FUERA') && text.includes('CATALOGO'))
    return { codigo: 'fuera_de_catalogo', motivo: null };
  const motivo = parseMotivo(text);
  if (motivo !== null || /\bSIN ACTA\b/.test(text)) return { codigo: 'sin_acta', motivo };
  if (text.includes('EXCEDE')) return { codigo: 'excede', motivo: null };
  if (text.includes('TODOS')) return { codigo: 'todos', motivo: null };
  if (/\bALGUN|\bILEGIBLES?\b|\bSIN DATOS?\b/.test(text)) {
    const some = /\bALGUN/.test(text) || contabilizada !== 0;
    return { codigo: some ? 'algun_campo' : 'todos', motivo: null };
  }
  return { codigo: 'otra', motivo: null };
}

function parseMotivo(text: string): MotivoSinActa | null {
  if (text.includes('NO INSTALADA')) return 'casilla_no_instalada';
  if (text.includes('NO ENTREGADO')) return 'paquete_no_entregado';
  if (/SIN (BOLSA|SOBRE)/.test(text)) return 'paquete_sin_recipiente';
  if (text.includes('URNA ELECTRONICA')) return 'contingencia_urna_electronica';
  return null;
}

/** Whether an observation is one of the inconsistencies of LEEME 10. */
export function isInconsistente(observacion: ObservacionLeida): boolean {
  return observacion !== 'otra' && OBSERVACIONES[observacion].inconsistente;
}

/** Name as published and position from 1 of a known column; the official name where the file has none. */
export function columnLabel(
  columnas: Columnas,
  nombre: NombreColumna,
): { readonly nombre: string; readonly numero: number } {
  const position = columnas.posicion[nombre];
  return { nombre: columnas.nombres[position] ?? nombre, numero: position + 1 };
}
