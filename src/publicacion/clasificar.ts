/**
 * From what is remembered of an acta to an acta of the corte: its votes by column, whether it counts and why.
 */

import type { ActaDeCorte } from '../basedatos/escribir-fila.ts';
import type { Correccion } from '../dominio/acta.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import { columnasDeVotos } from '../dominio/computo.ts';
import {
  type Contabilizacion,
  classify,
  contabilizacion,
  limiteDeVotos,
} from '../dominio/contabilizacion.ts';
import { type ActaEsperada, camposDeVotos, type Eleccion } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { unreachable } from '../dominio/result.ts';
import type { ResultadoDeActa } from './memoria-de-actas.ts';

/** An acta and what it gives to the sums. */
export interface ActaClasificada {
  readonly acta: Exclude<ActaDeCorte, { tipo: 'fuera_de_catalogo' }>;
  readonly contabilizacion: Contabilizacion | null;
  /** one per column of `columnasDeVotos`; null where the option does not run or there is no acta */
  readonly votos: readonly (Lectura | null)[];
  /** of what had been published of it, oldest first */
  readonly correcciones: readonly Correccion[];
}

const SIN_CORRECCIONES: readonly Correccion[] = [];

/** The vote columns that run in a territory. */
interface Campo {
  readonly clave: string;
  readonly columna: number;
}

const SIN_ACTA = contabilizacion('sin_acta', 0);

/** Classifies the expected actas of an election. */
export function createClasificador(
  eleccion: Eleccion,
  ajustes: Ajustes,
): (esperada: ActaEsperada, resultado: ResultadoDeActa) => ActaClasificada {
  const columnas = columnasDeVotos(eleccion);
  const sinVotos: readonly null[] = new Array<null>(columnas.length).fill(null);
  const campos = new Map<string, readonly Campo[]>();

  function camposOf(territorio: string): readonly Campo[] {
    const known = campos.get(territorio);
    if (known !== undefined) return known;
    const made = camposDeVotos(eleccion, territorio).map((clave) => ({
      clave,
      columna: columnas.indexOf(clave),
    }));
    campos.set(territorio, made);
    return made;
  }

  return (esperada, resultado) => {
    switch (resultado.tipo) {
      case 'pendiente':
        return {
          acta: { tipo: 'pendiente', esperada },
          contabilizacion: null,
          votos: sinVotos,
          correcciones: SIN_CORRECCIONES,
        };
      case 'sin_acta':
        return {
          acta: { tipo: 'sin_acta', esperada, motivo: resultado.motivo },
          contabilizacion: SIN_ACTA,
          votos: sinVotos,
          correcciones: SIN_CORRECCIONES,
        };
      case 'acta': {
        const votos = new Array<Lectura | null>(columnas.length).fill(null);
        const lecturas: Lectura[] = [];
        for (const { clave, columna } of camposOf(esperada.territorio)) {
          const lectura = resultado.lecturas[clave];
          if (lectura === undefined) throw new Error(`${esperada.id} has no reading of ${clave}`);
          votos[columna] = lectura;
          lecturas.push(lectura);
        }
        const clasificada = classify(lecturas, limiteDeVotos(esperada.casilla, ajustes));
        const { imagen, capturada, verificada, cotejo } = resultado;
        return {
          acta: {
            tipo: 'acta',
            esperada,
            lecturas: resultado.lecturas,
            contabilizacion: clasificada,
            imagen,
            acopio: resultado.acopio.momento,
            capturada,
            verificada,
            cotejo,
          },
          contabilizacion: clasificada,
          votos,
          correcciones: resultado.correcciones,
        };
      }
      default:
        return unreachable(resultado);
    }
  };
}
