/**
 * Why an acta does not count, or counts with a reserve, in words and with the figures that decided it.
 */

import type { ActaConResultado } from '../basedatos/escribir-fila.ts';
import { textoObservacion, textoSinActa } from '../basedatos/escribir-observaciones.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import type { Casilla } from '../dominio/casilla.ts';
import { limiteDeVotos, type MotivoSinActa, type Observacion } from '../dominio/contabilizacion.ts';
import { camposDeVotos, type Eleccion } from '../dominio/eleccion.ts';
import { unreachable } from '../dominio/result.ts';

export interface ObservacionPublicada {
  readonly clave: Observacion;
  /** as in the database: `EXCEDE LISTA NOMINAL` */
  readonly texto: string;
  readonly explicacion: string;
}

/** Null when there is nothing to observe. */
export function observacionDe(
  { contabilizacion, esperada, lecturas }: ActaConResultado,
  eleccion: Eleccion,
  ajustes: Ajustes,
): ObservacionPublicada | null {
  const { observacion: clave, totalCalculado } = contabilizacion;
  if (clave === 'ninguna') return null;
  if (clave === 'sin_acta') throw new Error(`${esperada.id} has readings and is a sin acta`);
  const texto = textoObservacion(clave);
  switch (clave) {
    case 'algun_campo': {
      const lista = camposDeVotos(eleccion, esperada.territorio)
        .filter((campo) => typeof lecturas[campo] === 'string')
        .map((campo) => `${campo} (${lecturas[campo]})`)
        .join(', ');
      return { clave, texto, explicacion: `${lista}. Suma cero; el acta se contabiliza.` };
    }
    case 'excede':
      return { clave, texto, explicacion: explainExcede(esperada.casilla, totalCalculado, ajustes) };
    case 'todos':
      return {
        clave,
        texto,
        explicacion: 'Ningún campo de votos tiene un dato legible. El acta no se contabiliza.',
      };
    case 'fuera_de_catalogo':
      throw new Error(`${esperada.id} is in the catalogue`);
    default:
      return unreachable(clave);
  }
}

function explainExcede(casilla: Casilla, total: number, ajustes: Ajustes): string {
  const representantes = casilla.representantes ?? ajustes.representantesSupuestos;
  const limite = limiteDeVotos(casilla, ajustes);
  if (limite === null) throw new Error(`${casilla.clave} has no limit to exceed`);
  const base =
    casilla.tipo === 'S' ? 'boletas de la casilla especial' : 'personas en la lista nominal de la casilla';
  return (
    `La suma de los votos es ${total} y el máximo es ${limite}: ` +
    `${limite - representantes} ${base} más ${representantes} representaciones. El acta no se contabiliza.`
  );
}

export function observacionSinActa(motivo: MotivoSinActa, ajustes: Ajustes): ObservacionPublicada {
  return {
    clave: 'sin_acta',
    texto: textoSinActa(motivo, ajustes.recipiente),
    explicacion: `${explainSinActa(motivo, ajustes)} No hay acta que contabilizar.`,
  };
}

function explainSinActa(motivo: MotivoSinActa, { recipiente }: Ajustes): string {
  switch (motivo) {
    case 'paquete_no_entregado':
      return 'El paquete electoral de la casilla no se entregó.';
    case 'casilla_no_instalada':
      return 'La casilla no se instaló.';
    case 'paquete_sin_recipiente':
      return recipiente === 'BOLSA'
        ? 'El paquete electoral llegó sin la Bolsa PREP, que lleva el acta.'
        : 'El paquete electoral llegó sin el Sobre PREP, que lleva el acta.';
    case 'contingencia_urna_electronica':
      return 'La urna electrónica tuvo una contingencia y no hay acta.';
    default:
      return unreachable(motivo);
  }
}
