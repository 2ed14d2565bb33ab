/** How the screens say what the contracts name with a key. One word for one thing, the same in every screen. */

import type { Cotejo, Fase, MotivoRechazo } from '../../../src/dominio/acta.ts';
import type { Lectura } from '../../../src/dominio/lectura.ts';
import type { ActaEnLista, Cola } from '../../../src/monitoreo/contrato.ts';
import type { Marca } from '../../../src/verificacion/contrato.ts';
import { formatEntero } from '../../comun/formato.ts';

export const NOMBRE_DE_FASE: Readonly<Record<Fase, string>> = {
  esperada: 'Esperada',
  acopiada: 'Acopiada',
  en_captura: 'En captura',
  en_conflicto: 'En conflicto',
  capturada: 'Capturada',
  verificada: 'Verificada',
  sin_acta: 'Sin acta',
  fuera_de_catalogo: 'Fuera de catálogo',
};

export const NOMBRE_DE_COLA: Readonly<Record<Cola, string>> = {
  digitalizacion: 'Por digitalizar',
  captura: 'Por capturar',
  conflicto: 'Por resolver',
  identificacion: 'Por identificar',
  verificacion: 'Por verificar',
};

export const NOMBRE_DE_COTEJO: Readonly<Record<Cotejo, string>> = {
  0: 'Sin cotejar',
  1: 'Igual al papel',
  2: 'En corrección',
  3: 'Corregida',
};

/** Beside a value, why it deserves a second look; null where the value itself says it. */
export const NOMBRE_DE_MARCA: Readonly<Record<Marca, string | null>> = {
  tercera_persona: 'tercera persona',
  resuelto: 'resuelto en conflicto',
  ilegible: null,
  sin_dato: null,
  recapturado: 'recapturado',
};

export const NOMBRE_DE_MARCA_DE_ACTA: Readonly<Record<ActaEnLista['marcas'][number], string>> = {
  conflicto: 'conflicto',
  recaptura: 'recaptura',
  correccion: 'corrección',
  imagen_rechazada: 'imagen rechazada',
  identificacion: 'identificación en duda',
};

export const NOMBRE_DE_MOTIVO: Readonly<Record<MotivoRechazo, string>> = {
  ilegible: 'No se puede leer',
  cortada: 'Está cortada o le falta una parte',
  otra_casilla: 'Es el acta de otra casilla',
  no_es_acta: 'No es un acta de escrutinio y cómputo',
};

/** `1,204`, `ILEGIBLE`, `SIN DATO`. */
export function textoDeLectura(lectura: Lectura): string {
  return typeof lectura === 'number' ? formatEntero(lectura) : lectura;
}
