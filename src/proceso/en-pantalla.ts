/**
 * How the screens name an acta, its image and its fields: what is printed on the paper, not the keys of the system.
 */

import type { Encuadre } from '../dominio/acta.ts';
import type { Casilla, TipoCasilla } from '../dominio/casilla.ts';
import {
  type ActaEsperada,
  CAMPOS_GENERALES,
  camposDe,
  type Eleccion,
  NO_REGISTRADAS,
  NULOS,
  type Opcion,
  TOTAL_ASENTADO,
} from '../dominio/eleccion.ts';
import type { Proceso } from './proceso.ts';

/** Where a field lies in the image, as fractions of its width and height (0 to 1). */
export interface Renglon {
  readonly x: number;
  readonly y: number;
  readonly ancho: number;
  readonly alto: number;
}

export interface CampoEnPantalla {
  /** key of the reading: `PAN`, `NULOS`, `TOTAL_VOTOS_SACADOS` */
  readonly clave: string;
  /** as it is printed: `Boletas sobrantes`, `PAN · PRI · PRD` */
  readonly etiqueta: string;
  /** the name in full, for whoever does not know the initials; empty when the label says it all */
  readonly nombre: string;
  readonly grupo: 'generales' | 'votos' | 'total';
  /** its place in the printed acta, from 1, also when only some are asked */
  readonly numero: number;
  /** null when the geometry of the acta is not known */
  readonly renglon: Renglon | null;
}

/** How an acta is called on screens. */
export interface TituloDeActa {
  readonly eleccion: { readonly clave: string; readonly nombre: string };
  /** `Distrito 16 Morelia`, `Municipio 053 Morelia`; empty for voto en el extranjero */
  readonly territorio: string;
  readonly seccion: string;
  /** `Contigua 2`, `Básica`, `Especial 1` */
  readonly casilla: string;
  /** CLAVE_ACTA */
  readonly clave: string;
}

export interface ImagenEnPantalla {
  readonly sha256: string;
  /** `/api/imagenes/<sha256>` */
  readonly direccion: string;
}

/** Where the fields of an acta lie in its image, by key of the reading; null when it is not known. */
export type GeometriaDeActas = (acta: ActaEsperada) => ReadonlyMap<string, Renglon> | null;

export const SIN_GEOMETRIA: GeometriaDeActas = () => null;

/** Where the fields lie in one image: known only if it is the sheet from edge to edge. */
export function geometriaEn(encuadre: Encuadre | undefined, geometria: GeometriaDeActas): GeometriaDeActas {
  return encuadre === 'hoja_entera' ? geometria : SIN_GEOMETRIA;
}

const NOMBRE_DE_TIPO: Readonly<Record<TipoCasilla, string>> = {
  B: 'Básica',
  C: 'Contigua',
  E: 'Extraordinaria',
  S: 'Especial',
  A: 'Voto anticipado',
  P: 'Prisión preventiva',
  V: 'Prisión preventiva',
  M: 'Extranjero',
};

const ETIQUETA_GENERAL: Readonly<Record<string, string>> = {
  TOTAL_BOLETAS_SOBRANTES: 'Boletas sobrantes',
  TOTAL_PERSONAS_VOTARON: 'Personas que votaron',
  TOTAL_REP_PARTIDO_CI_VOTARON: 'Representantes que votaron',
  TOTAL_VOTOS_SACADOS: 'Votos sacados de la urna',
  [NO_REGISTRADAS]: 'Candidaturas no registradas',
  [NULOS]: 'Votos nulos',
  [TOTAL_ASENTADO]: 'Total',
};

/** `Contigua 2`, `Básica`, `Extraordinaria 1 contigua 2`. */
export function nombreDeCasilla({ tipo, numero, extContigua }: Casilla): string {
  const name = NOMBRE_DE_TIPO[tipo];
  if (tipo === 'B') return name;
  const contigua = tipo === 'E' && Number(extContigua) > 0 ? ` contigua ${Number(extContigua)}` : '';
  return `${name} ${Number(numero)}${contigua}`;
}

export function imagenEnPantalla(sha256: string): ImagenEnPantalla {
  return { sha256, direccion: `/api/imagenes/${sha256}` };
}

export function tituloDe(proceso: Proceso, acta: ActaEsperada): TituloDeActa {
  const eleccion = eleccionDe(proceso, acta);
  const territorio = eleccion.territorios.find(({ id }) => id === acta.territorio);
  const kind = eleccion.agrupacion === 'distrito' ? 'Distrito' : 'Municipio';
  return {
    eleccion: { clave: eleccion.clave, nombre: eleccion.nombre },
    territorio:
      territorio === undefined || territorio.id === 'N/A'
        ? ''
        : `${kind} ${territorio.id} ${territorio.nombre}`,
    seccion: acta.casilla.seccion,
    // Two actas of one especial differ in nothing else that is on a screen.
    casilla: `${nombreDeCasilla(acta.casilla)}${acta.tipoActa.principio === 'RP' ? ' (RP)' : ''}`,
    clave: acta.clave,
  };
}

/** Every field of an acta in printed order, numbered as on the paper. */
export function camposEnPantalla(
  proceso: Proceso,
  acta: ActaEsperada,
  geometria: GeometriaDeActas,
): readonly CampoEnPantalla[] {
  const eleccion = eleccionDe(proceso, acta);
  const opciones = new Map(eleccion.opciones.map((opcion) => [opcion.clave, opcion]));
  const partidos = new Map(proceso.partidos.map((partido) => [partido.clave, partido.nombre]));
  const renglones = geometria(acta);
  return camposDe(eleccion, acta.casilla.tipo, acta.territorio).map((clave, i) => ({
    clave,
    ...etiquetaDe(clave, opciones.get(clave), partidos),
    grupo: grupoDe(clave),
    numero: i + 1,
    renglon: renglones?.get(clave) ?? null,
  }));
}

function etiquetaDe(
  clave: string,
  opcion: Opcion | undefined,
  partidos: ReadonlyMap<string, string>,
): Pick<CampoEnPantalla, 'etiqueta' | 'nombre'> {
  if (opcion === undefined) return { etiqueta: ETIQUETA_GENERAL[clave] ?? clave, nombre: '' };
  if (opcion.tipo === 'combinacion') return { etiqueta: opcion.partidos.join(' · '), nombre: '' };
  return { etiqueta: clave.replaceAll('_', ' '), nombre: partidos.get(clave) ?? '' };
}

function grupoDe(clave: string): CampoEnPantalla['grupo'] {
  if (clave === TOTAL_ASENTADO) return 'total';
  return (CAMPOS_GENERALES as readonly string[]).includes(clave) ? 'generales' : 'votos';
}

function eleccionDe(proceso: Proceso, { eleccion: clave }: ActaEsperada): Eleccion {
  const eleccion = proceso.eleccionPorClave.get(clave);
  if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${clave}`);
  return eleccion;
}
