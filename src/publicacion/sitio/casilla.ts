/**
 * How a casilla and the fields of an acta are called on a page.
 */

import { NO_REGISTRADAS, NULOS, TOTAL_ASENTADO } from '../../dominio/eleccion.ts';

const TIPOS: Readonly<Record<string, string>> = {
  B: 'Básica',
  C: 'Contigua',
  E: 'Extraordinaria',
  S: 'Especial',
  A: 'Voto anticipado',
  P: 'Prisión preventiva',
  V: 'Prisión preventiva',
  M: 'Voto en el extranjero',
};

interface Identificada {
  readonly tipo: string;
  readonly numero: string;
  readonly extContigua: string;
}

/** `Básica`, `Contigua 8`, `Extraordinaria 1 contigua 2`. */
export function nombreDeCasilla({ tipo, numero, extContigua }: Identificada): string {
  const base = TIPOS[tipo] ?? tipo;
  const alone = tipo === 'B' && numero === '01';
  const contigua = extContigua === '00' ? '' : ` contigua ${Number(extContigua)}`;
  return `${base}${alone ? '' : ` ${Number(numero)}`}${contigua}`;
}

const CAMPOS: Readonly<Record<string, string>> = {
  TOTAL_BOLETAS_SOBRANTES: 'Boletas sobrantes',
  TOTAL_PERSONAS_VOTARON: 'Personas que votaron',
  TOTAL_REP_PARTIDO_CI_VOTARON: 'Representaciones que votaron',
  TOTAL_VOTOS_SACADOS: 'Votos sacados de la urna',
  [TOTAL_ASENTADO]: 'Total de votos asentado en el acta',
  [NO_REGISTRADAS]: 'Candidaturas no registradas',
  [NULOS]: 'Votos nulos',
};

/** Null for a vote option, that its election names. */
export function nombreDeCampo(campo: string): string | null {
  return CAMPOS[campo] ?? null;
}
