/**
 * What people ask of an acta, and what follows: each function takes the state and a request and gives the facts
 * to append, or a named refusal. Here, how an acta arrives, how it is closed without one, and its cotejo; its images,
 * capture, verification and what two people decide are in the files beside this one. Who may do what is decided in them,
 * not in the screens: nobody captures an acta twice nor verifies what they captured, and whoever has seen its
 * values is not blind.
 *
 * Pure: the time is given. Identity of people is a key (`persona`), checked by `acceso`.
 */

import {
  type Acopio,
  type AcopioEnEquipo,
  type Asignada,
  awaitsSobre,
  type EstadoActa,
  type EventoActa,
  type Imagen,
  type Instante,
  type MotivoRechazo,
  type Origen,
} from './acta.ts';
import type { IdActa } from './clave.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import { chosenCampos, type Decision, reasonRequired, twoPeople, wrongPhase } from './mandato.ts';
import { lugaresDeCaptura } from './mandatos-captura.ts';
import { ok, refuse } from './result.ts';

/** Receives the envelope of the acta at a CATD (once), or notes that it was photographed at the casilla. */
export function decideAcopio(
  estado: EstadoActa,
  mandato: {
    readonly via: Origen;
    readonly horaManuscrita: string | null;
    readonly avisos: readonly string[];
    readonly como?: 'qr' | 'tecleada';
    readonly equipo?: AcopioEnEquipo;
  },
): Decision {
  const acopiada: EventoActa = { tipo: 'acta_acopiada', datos: mandato };
  if (estado.fase === 'esperada') return ok([acopiada]);
  if (estado.fase === 'sin_acta') {
    return refuse(
      'FASE_NO_LO_PERMITE',
      'Esta acta se declaró sin acta. Pida que se anule esa declaración y vuelva a registrarla.',
    );
  }
  if (mandato.via === 'CATD' && awaitsSobre(estado)) return ok([acopiada]);
  return refuse('YA_ACOPIADA', 'Esta acta ya se recibió. No hace falta registrarla otra vez.');
}

/** No acta arrived, for one of the four reasons, as two people say (mandatos-sin-acta.ts). */
export function decideSinActa(
  estado: EstadoActa,
  mandato: { readonly motivo: MotivoSinActa; readonly declara: string; readonly confirma: string },
): Decision {
  if (estado.fase !== 'esperada' && estado.fase !== 'acopiada') {
    return wrongPhase(estado, 'declararse sin acta');
  }
  if (estado.fase === 'acopiada' && estado.previo?.anterior != null) {
    return wrongPhase(estado, 'declararse sin acta');
  }
  if (mandato.declara === mandato.confirma) return twoPeople('declaran y confirman un acta como sin acta');
  return ok([{ tipo: 'sin_acta_declarada', datos: mandato }]);
}

/** The acta appeared after all: an explicit correction. */
export function decideAnularSinActa(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly razon: string },
): Decision {
  if (estado.fase !== 'sin_acta') return wrongPhase(estado, 'anularse su declaración de sin acta');
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'sin_acta_anulada', datos: mandato }]);
}

/** An acta that matches no approved casilla (LEEME 5, 36): registered with what can be read of it. */
export function decideFueraDeCatalogo(
  estado: EstadoActa,
  mandato: {
    readonly identificacion: string;
    readonly razon: string;
    readonly declara: string;
    readonly confirma: string;
    readonly acopio: Acopio;
    readonly imagen: Imagen;
    /** acta of the catalogue that has that identification, if any */
    readonly enCatalogo: IdActa | null;
  },
): Decision {
  if (estado.fase !== 'esperada') return wrongPhase(estado, 'registrarse fuera de catálogo');
  const { enCatalogo, ...datos } = mandato;
  if (enCatalogo !== null) {
    return refuse(
      'EN_CATALOGO',
      `Esa identificación es la del acta ${enCatalogo}, que está en el catálogo. Envíe la imagen a esa acta.`,
    );
  }
  if (mandato.declara === mandato.confirma) {
    return twoPeople('declaran y confirman un acta fuera de catálogo');
  }
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'fuera_de_catalogo_registrada', datos }]);
}

/** The paper says what was published. */
export function decideCotejo(estado: EstadoActa, mandato: { readonly persona: string }): Decision {
  if (estado.fase !== 'verificada') return wrongPhase(estado, 'cotejarse');
  return ok([{ tipo: 'cotejo_registrado', datos: mandato }]);
}

/** The paper does not say what was published: those fields are captured again; the history stays. */
export function decideCorreccion(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly campos: readonly string[]; readonly razon: string },
): Decision {
  if (estado.fase !== 'verificada') return wrongPhase(estado, 'corregirse');
  const campos = chosenCampos(mandato.campos, estado.camposDelActa);
  if (!campos.ok) return campos;
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'correccion_abierta', datos: { ...mandato, campos: campos.value } }]);
}

/** What is published was captured from an image that is not good enough: another is needed; it stays meanwhile. */
export function decidePedirDigitalizacion(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly motivo: MotivoRechazo; readonly razon: string },
): Decision {
  if (estado.fase !== 'verificada') return wrongPhase(estado, 'volver a digitalizarse');
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'imagen_rechazada', datos: { ...mandato, sha256: estado.resultado.imagen } }]);
}

/** Where an acta waits for somebody, who may not take it, and how many may. */
export interface EnCola {
  readonly cola: 'digitalizacion' | 'captura' | 'conflicto' | 'identificacion' | 'verificacion';
  /** people that can take it now */
  readonly lugares: number;
  /** who must not get it */
  readonly excluidas: readonly string[];
  /** when the first assignment expires and gives its place back */
  readonly vence: Instante | null;
  /** who has it */
  readonly asignaciones: readonly Asignada[];
}

/** The work queue in which an acta of that state waits, or null. */
export function colaDe(estado: EstadoActa): EnCola | null {
  switch (estado.fase) {
    case 'acopiada':
      return { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null, asignaciones: [] };
    case 'en_captura': {
      const tienen = estado.asignaciones.map((asignacion) => asignacion.persona);
      return {
        cola: 'captura',
        lugares: lugaresDeCaptura(estado),
        excluidas: [...new Set([...estado.capturistas, ...estado.verificadores, ...tienen])],
        vence: estado.asignaciones.map((asignacion) => asignacion.vence).sort()[0] ?? null,
        asignaciones: estado.asignaciones,
      };
    }
    case 'en_conflicto':
      return { cola: 'conflicto', lugares: 1, excluidas: estado.capturistas, vence: null, asignaciones: [] };
    case 'capturada':
      if (estado.propuesta !== null) {
        const excluidas = [...new Set([...estado.capturistas, estado.propuesta.propone])];
        return { cola: 'identificacion', lugares: 1, excluidas, vence: null, asignaciones: [] };
      }
      return {
        cola: 'verificacion',
        lugares: estado.asignacion === null ? 1 : 0,
        excluidas: [...new Set([...estado.capturistas, ...estado.resolutores])],
        vence: estado.asignacion?.vence ?? null,
        asignaciones: estado.asignacion === null ? [] : [estado.asignacion],
      };
    case 'esperada':
    case 'verificada':
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return null;
  }
}
