/**
 * A night at random: what any person could validly ask of an acta in the state in which it is. It exercises every
 * transition, so the log that it leaves has all kinds of facts.
 */

import type { EstadoActa, Imagen, Instante } from '../../src/dominio/acta.ts';
import type { Lecturas } from '../../src/dominio/consolidacion.ts';
import { decideImagen } from '../../src/dominio/dos-rutas.ts';
import type { Decision } from '../../src/dominio/mandato.ts';
import {
  decideAcopio,
  decideAnularSinActa,
  decideCorreccion,
  decideCotejo,
  decideSinActa,
} from '../../src/dominio/mandatos.ts';
import {
  camposPorCapturar,
  decideAsignarCaptura,
  decideCaptura,
} from '../../src/dominio/mandatos-captura.ts';
import {
  decideConfirmarResolucion,
  decideProponerResolucion,
} from '../../src/dominio/mandatos-dos-personas.ts';
import {
  decideAsignarVerificacion,
  decideRecaptura,
  decideRechazarImagen,
  decideVerificar,
} from '../../src/dominio/mandatos-verificacion.ts';
import { refuse } from '../../src/dominio/result.ts';

const CAMPOS = ['PAN', 'PRI', 'MORENA', 'NO_REGISTRADAS', 'NULOS', 'TOTAL_VOTOS_ASENTADO'];

/** Numbers in [0, 1) that depend only on the seed (mulberry32). */
export function createDado(semilla: number): () => number {
  let state = semilla;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Something that can be asked now; it may be refused (the person cannot), as in a real night. */
export function stepAtRandom(
  estado: EstadoActa,
  { dado, persona, ahora }: { dado: () => number; persona: string; ahora: Instante },
): Decision {
  const razon = 'así está en el papel ñ «"';
  const vence = new Date(Date.parse(ahora) + 600_000).toISOString();
  switch (estado.fase) {
    case 'esperada':
      return dado() < 0.1
        ? decideSinActa(estado, {
            motivo: 'paquete_no_entregado',
            declara: persona,
            confirma: `${persona}-2`,
          })
        : decideAcopio(estado, { via: 'CATD', horaManuscrita: '2027-06-06T20:15', avisos: [] });
    case 'sin_acta':
      return decideAnularSinActa(estado, { persona, razon });
    case 'acopiada':
      return decideImagen(estado, imagen(dado), CAMPOS);
    case 'en_captura': {
      const asignacion = estado.asignaciones[0];
      if (asignacion === undefined || dado() < 0.3) {
        return decideAsignarCaptura(estado, { persona, vence, ahora });
      }
      const quien = asignacion.persona;
      if (dado() < 0.05)
        return decideRechazarImagen(estado, { persona: quien, ahora, motivo: 'cortada', razon });
      const lecturas = type(camposPorCapturar(estado), dado);
      return decideCaptura(estado, { persona: quien, lecturas, ahora, valorMaximo: 9999 });
    }
    case 'en_conflicto':
      if (estado.propuesta !== null) {
        return decideConfirmarResolucion(estado, { persona: `${persona}-verifica` });
      }
      return decideProponerResolucion(estado, {
        lecturas: type(estado.campos, dado),
        persona: `${persona}-coordina`,
        razon,
        valorMaximo: 9999,
      });
    case 'capturada': {
      if (estado.asignacion === null) return decideAsignarVerificacion(estado, { persona, vence, ahora });
      const quien = estado.asignacion.persona;
      return dado() < 0.2
        ? decideRecaptura(estado, { persona: quien, ahora, campos: ['PAN', 'NULOS'], razon })
        : decideVerificar(estado, { persona: quien, ahora });
    }
    case 'verificada':
      return dado() < 0.5
        ? decideCotejo(estado, { persona })
        : decideCorreccion(estado, { persona, campos: ['PRI'], razon });
    case 'fuera_de_catalogo':
      return refuse('FASE_NO_LO_PERMITE', 'está fuera de catálogo');
  }
}

/** Everything that an iteration gives. */
export async function collect<T>(rows: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** An image; now and then the same bytes again. */
export function imagen(dado: () => number): Omit<Imagen, 'momento'> & { readonly bytes: number } {
  const sha256 = Math.floor(dado() * 2 ** 32)
    .toString(16)
    .padStart(64, '0');
  return {
    sha256,
    bytes: 250_000,
    origen: 'CATD',
    digitalizacion: 'ESCANER',
    tipoDocumento: 'ACTA PREP',
  };
}

/** Few different values, so that people often agree. */
function type(campos: readonly string[], dado: () => number): Lecturas {
  return Object.fromEntries(
    campos.map((campo) => {
      const value = dado();
      if (value < 0.03) return [campo, 'ILEGIBLE' as const];
      return [campo, value < 0.1 ? 8 : 7];
    }),
  );
}
