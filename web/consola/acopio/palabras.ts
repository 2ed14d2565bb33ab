/** How the screens of acopio say what the contracts name with a key. */

import type { SituacionEnEquipo } from '../../../src/acopio/contrato.ts';
import type { MotivoSinActa } from '../../../src/dominio/contabilizacion.ts';

export const NOMBRE_DE_SITUACION: Readonly<Record<SituacionEnEquipo, string>> = {
  esperada: 'Esperada',
  acopiada: 'Acopiada, sin imagen',
  en_captura: 'En captura',
  por_verificar: 'Por verificar',
  verificada: 'Verificada',
  publicada: 'Publicada',
  sin_acta: 'Sin acta',
};

/** Hundreds of actas at the end of the night, one fact each, over a poor line. */
export const ESPERA_DE_SIN_ACTA = { esperaMs: 120_000 } as const;

export const NOMBRE_DE_SIN_ACTA: Readonly<Record<MotivoSinActa, string>> = {
  paquete_no_entregado: 'Paquete no entregado',
  casilla_no_instalada: 'Casilla no instalada',
  paquete_sin_recipiente: 'Paquete entregado sin bolsa ni sobre PREP por fuera',
  contingencia_urna_electronica: 'Contingencia en la urna electrónica',
};
