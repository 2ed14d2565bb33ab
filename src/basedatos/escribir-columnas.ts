/**
 * The columns of the results CSV, in their order (LEEME of Puebla 2024, third section, items 1 to 45).
 */

import { CAMPOS_GENERALES, NO_REGISTRADAS, NULOS, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';

const ANTES = [
  'SECCION',
  'ID_CASILLA',
  'TIPO_CASILLA',
  'EXT_CONTIGUA',
  'UBICACION_CASILLA',
  'TIPO_ACTA',
  ...CAMPOS_GENERALES,
] as const;

const DESPUES = [
  NO_REGISTRADAS,
  NULOS,
  TOTAL_ASENTADO,
  'TOTAL_VOTOS_CALCULADO',
  'LISTA_NOMINAL',
  'REPRESENTANTES_PP_CI',
  'OBSERVACIONES',
  'CONTABILIZADA',
  'MECANISMOS_TRASLADO',
  'CODIGO_INTEGRIDAD',
  'FECHA_HORA_ACOPIO',
  'FECHA_HORA_CAPTURA',
  'FECHA_HORA_VERIFICACION',
  'ORIGEN',
  'DIGITALIZACION',
  'TIPO_DOCUMENTO',
] as const;

/** Names of the columns of the election, from `CLAVE_CASILLA` to `TIPO_DOCUMENTO` (or `COTEJADA`). */
export function columnasDeBase({
  eleccion,
  cotejada,
}: Pick<EspecificacionDeBase, 'eleccion' | 'cotejada'>): readonly string[] {
  const territorio = eleccion.agrupacion === 'distrito' ? 'DISTRITO' : 'MUNICIPIO';
  return [
    'CLAVE_CASILLA',
    'CLAVE_ACTA',
    'ID_ENTIDAD',
    'ENTIDAD',
    `ID_${territorio}`,
    territorio,
    ...ANTES,
    ...eleccion.opciones.map((opcion) => opcion.clave),
    ...DESPUES,
    ...(cotejada === 'incluir' ? ['COTEJADA'] : []),
  ];
}
