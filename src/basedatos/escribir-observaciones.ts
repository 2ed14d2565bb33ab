/**
 * The texts of OBSERVACIONES (LEEME 36), with the accents of the LEEME.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import type { MotivoSinActa, Observacion } from '../dominio/contabilizacion.ts';
import { unreachable } from '../dominio/result.ts';

/** What a counted acta without observations says: a hyphen between spaces, as Puebla 2024 publishes it. */
export const SIN_OBSERVACION = ' - ';

/** Text of an observation of the votes. Those of sin acta have their own reason: `textoSinActa`. */
export function textoObservacion(observacion: Exclude<Observacion, 'sin_acta'>): string {
  switch (observacion) {
    case 'ninguna':
      return SIN_OBSERVACION;
    case 'algun_campo':
      return 'ALGÚN CAMPO ILEGIBLE O SIN DATO';
    case 'excede':
      return 'EXCEDE LISTA NOMINAL';
    case 'todos':
      return 'TODOS ILEGIBLES O SIN DATO';
    case 'fuera_de_catalogo':
      return 'FUERA DE CATÁLOGO';
    default:
      return unreachable(observacion);
  }
}

/** `SIN ACTA POR …`, with the name that the process gives to the envelope. */
export function textoSinActa(motivo: MotivoSinActa, recipiente: Ajustes['recipiente']): string {
  switch (motivo) {
    case 'paquete_no_entregado':
      return 'SIN ACTA POR PAQUETE NO ENTREGADO';
    case 'casilla_no_instalada':
      return 'SIN ACTA POR CASILLA NO INSTALADA';
    case 'paquete_sin_recipiente':
      return `SIN ACTA POR PAQUETE ENTREGADO SIN ${recipiente}`;
    case 'contingencia_urna_electronica':
      return 'SIN ACTA POR CONTINGENCIA EN URNA ELECTRÓNICA';
    default:
      return unreachable(motivo);
  }
}
