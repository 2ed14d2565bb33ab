/**
 * The acta as a state machine (Anexo 13, numeral 26): esperada → acopiada → en captura → capturada → verificada,
 * with sin acta and fuera de catálogo beside it.
 *
 * - `EventoActa` (in `evento-acta.ts`): a fact that happened.
 * - `EstadoActa` (in `estado-acta.ts`): what the facts amount to; each variant carries the data that is valid in it.
 * - `evolve`: the state after a fact. It never refuses: facts already happened; an impossible one is a bug.
 * - `decide…` (in `mandatos.ts` and those beside it): what a person asks; gives the facts that follow or a named
 *   refusal.
 *
 * *Publicada* is not a state of its own: an acta is published when the fact that made it publishable is at or
 * before the position of a published corte. Publication reads and never writes to an acta.
 */

import { camposDeTercera, camposDistintos, type Ronda } from './consolidacion.ts';
import {
  type Asignada,
  awaitsSobre,
  type ConImagen,
  type Correccion,
  type EstadoActa,
  INICIAL,
  type Resultado,
} from './estado-acta.ts';
import type { Acopio, EventoActa, Imagen, Instante } from './evento-acta.ts';
import {
  acopioDe,
  imagenDe,
  withAcopio,
  withImagen,
  withOtraImagen,
  withoutImagen,
} from './imagen-en-acta.ts';
import type { Lectura } from './lectura.ts';
import { unreachable } from './result.ts';

export {
  type Asignada,
  awaitsSobre,
  type ConImagen,
  type Correccion,
  type Cotejo,
  type EstadoActa,
  type Fase,
  INICIAL,
  type Resultado,
} from './estado-acta.ts';
export {
  type Acopio,
  type AcopioEnEquipo,
  type Asignacion,
  type Digitalizacion,
  type Encuadre,
  type EventoActa,
  type Imagen,
  type Instante,
  MOTIVOS_RECHAZO,
  type MotivoRechazo,
  type Origen,
  type Procedencia,
  type PropuestaDeIdentificacion,
  TIPOS_DOCUMENTO,
  type TipoDocumento,
} from './evento-acta.ts';

/**
 * The state after a fact.
 *
 * @param momento machine time of the fact, from its envelope in the bitácora
 * @throws when the fact cannot follow the state: the bitácora is not the one this code wrote
 */
export function evolve(estado: EstadoActa, evento: EventoActa, momento: Instante): EstadoActa {
  switch (evento.tipo) {
    case 'acta_acopiada': {
      const { via, horaManuscrita, equipo } = evento.datos;
      const acopio: Acopio = { via, momento: equipo?.acopio ?? momento, horaManuscrita };
      if (estado.fase === 'esperada') return { fase: 'acopiada', acopio, previo: null };
      if (via === 'CASILLA' || !awaitsSobre(estado)) return impossible(estado, evento);
      if (estado.fase === 'acopiada') return { fase: 'acopiada', acopio, previo: estado.previo };
      return 'sobre' in estado ? { ...estado, sobre: acopio } : { ...estado, acopio };
    }
    case 'imagen_digitalizada': {
      const { sha256, origen, digitalizacion, tipoDocumento, encuadre, uso, campos } = evento.datos;
      const imagen: Imagen = {
        ...{ sha256, origen, digitalizacion, tipoDocumento, momento },
        ...(encuadre && { encuadre }),
      };
      return withImagen(estado, imagen, uso, campos) ?? impossible(estado, evento);
    }
    case 'imagen_reasignada': {
      const { acopio, imagen, uso, campos, capturistas, verificadores } = evento.datos;
      const received = withImagen(withAcopio(estado, acopio), imagen, uso, campos);
      if (received === null) return impossible(estado, evento);
      return {
        ...received,
        capturistas: union(received.capturistas, capturistas),
        verificadores: union(received.verificadores, verificadores),
      };
    }
    case 'imagen_sustituida':
      if (
        estado.fase === 'en_captura' ||
        estado.fase === 'en_conflicto' ||
        (estado.fase === 'capturada' && estado.propuesta === null)
      ) {
        return withOtraImagen(estado, evento.datos.despues);
      }
      return impossible(estado, evento);
    case 'imagen_rechazada':
      switch (estado.fase) {
        case 'en_captura':
        case 'capturada':
          return withoutImagen(estado, evento.datos.sha256);
        case 'en_conflicto':
          return withoutImagen(sawBy(estado, evento.datos.persona), evento.datos.sha256);
        case 'verificada': {
          // What is published stays until what the next image says is verified.
          const { resultado: anterior } = estado;
          const seen = sawBy(estado, evento.datos.persona);
          return withoutImagen({ ...seen, anterior, cotejo: 2 }, evento.datos.sha256);
        }
        default:
          return impossible(estado, evento);
      }
    case 'captura_asignada':
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      return { ...estado, asignaciones: [...estado.asignaciones, { ...evento.datos, desde: momento }] };
    case 'captura_prorrogada': {
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      const { persona, vence } = evento.datos;
      return {
        ...estado,
        asignaciones: estado.asignaciones.map((asignacion) =>
          asignacion.persona === persona ? { ...asignacion, vence } : asignacion,
        ),
      };
    }
    case 'captura_liberada':
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      return { ...estado, asignaciones: withoutPersona(estado.asignaciones, evento.datos.persona) };
    case 'captura_registrada': {
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      const { persona, lecturas } = evento.datos;
      return {
        ...estado,
        capturistas: union(estado.capturistas, [persona]),
        asignaciones: withoutPersona(estado.asignaciones, persona),
        ronda: { ...estado.ronda, capturas: [...estado.ronda.capturas, { persona, lecturas }] },
      };
    }
    case 'acta_consolidada': {
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      const { ronda, asignaciones: _closed, ...base } = estado;
      return {
        ...base,
        fase: 'capturada',
        resultado: mergeResultado(base, ronda, { ...evento.datos, resueltos: [] }, momento),
        asignacion: null,
        propuesta: null,
      };
    }
    case 'conflicto_abierto': {
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      const { asignaciones: _closed, ...base } = estado;
      const { campos, acordadas } = evento.datos;
      return { ...base, fase: 'en_conflicto', campos, acordadas, propuesta: null };
    }
    case 'resolucion_propuesta': {
      if (estado.fase !== 'en_conflicto') return impossible(estado, evento);
      const { persona: propone, lecturas, razon } = evento.datos;
      return { ...sawBy(estado, propone), propuesta: { lecturas, razon, propone, desde: momento } };
    }
    case 'resolucion_rechazada':
      if (estado.fase !== 'en_conflicto') return impossible(estado, evento);
      return { ...sawBy(estado, evento.datos.persona), propuesta: null };
    case 'conflicto_resuelto': {
      if (estado.fase !== 'en_conflicto') return impossible(estado, evento);
      const { ronda, acordadas, campos, ...base } = estado;
      const { lecturas, coordinador, verificador } = evento.datos;
      return {
        ...base,
        fase: 'capturada',
        verificadores: union(base.verificadores, [coordinador, verificador]),
        resolutores: union(base.resolutores, [coordinador, verificador]),
        resultado: mergeResultado(
          base,
          ronda,
          { lecturas: { ...acordadas, ...lecturas }, tercera: camposDeTercera(ronda), resueltos: campos },
          momento,
        ),
        asignacion: null,
        propuesta: null,
      };
    }
    case 'verificacion_asignada':
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      return {
        ...estado,
        asignacion: { ...evento.datos, desde: momento },
        verificadores: union(estado.verificadores, [evento.datos.persona]),
      };
    case 'verificacion_liberada':
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      return { ...estado, asignacion: null };
    case 'acta_verificada': {
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      const { asignacion: _closed, propuesta: _none, ...base } = estado;
      return {
        ...base,
        fase: 'verificada',
        resultado: { ...estado.resultado, verificada: momento },
        anterior: null,
        borrador: null,
        cotejo: estado.cotejo === 2 ? 3 : estado.cotejo,
        correcciones: [...estado.correcciones, ...correctionOf(estado, momento)],
      };
    }
    case 'recaptura_pedida': {
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      const { resultado, asignacion: _closed, propuesta: _none, ...base } = estado;
      return {
        ...base,
        fase: 'en_captura',
        borrador: resultado,
        ronda: { motivo: 'recaptura', campos: evento.datos.campos, capturas: [] },
        asignaciones: [],
      };
    }
    case 'identificacion_propuesta': {
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      const { persona: propone, propuesta } = evento.datos;
      return { ...estado, asignacion: null, propuesta: { propuesta, propone, desde: momento } };
    }
    case 'identificacion_rechazada':
    case 'identificacion_confirmada':
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      return { ...estado, propuesta: null };
    case 'sin_acta_propuesta': {
      if (estado.fase !== 'esperada' && estado.fase !== 'acopiada') return impossible(estado, evento);
      const { persona: propone, motivo } = evento.datos;
      return { ...estado, sinActa: { motivo, propone, desde: momento } };
    }
    case 'sin_acta_rechazada': {
      if (estado.fase !== 'esperada' && estado.fase !== 'acopiada') return impossible(estado, evento);
      const { sinActa: _answered, ...rest } = estado;
      return rest;
    }
    case 'sin_acta_declarada':
      if (estado.fase !== 'esperada' && estado.fase !== 'acopiada') return impossible(estado, evento);
      return {
        fase: 'sin_acta',
        motivo: evento.datos.motivo,
        momento,
        acopio: estado.fase === 'acopiada' ? estado.acopio : null,
        previo: estado.fase === 'acopiada' ? estado.previo : null,
      };
    case 'sin_acta_anulada':
      if (estado.fase !== 'sin_acta') return impossible(estado, evento);
      return estado.acopio === null
        ? INICIAL
        : { fase: 'acopiada', acopio: estado.acopio, previo: estado.previo };
    case 'fuera_de_catalogo_registrada': {
      if (estado.fase !== 'esperada') return impossible(estado, evento);
      const { acopio, imagen, identificacion } = evento.datos;
      return { fase: 'fuera_de_catalogo', acopio, imagen, identificacion };
    }
    case 'cotejo_registrado':
      if (estado.fase !== 'verificada') return impossible(estado, evento);
      // That it was corrected stays said, however many times the paper is compared again.
      return { ...estado, cotejo: estado.cotejo === 3 ? 3 : 1 };
    case 'correccion_abierta': {
      if (estado.fase !== 'verificada') return impossible(estado, evento);
      const { resultado, ...base } = estado;
      return {
        ...base,
        fase: 'en_captura',
        verificadores: union(base.verificadores, [evento.datos.persona]),
        anterior: resultado,
        borrador: resultado,
        cotejo: 2,
        ronda: { motivo: 'correccion', campos: evento.datos.campos, capturas: [] },
        asignaciones: [],
      };
    }
    default:
      return unreachable(evento);
  }
}

/** Whoever decides on an acta has seen its values; a capturista who returns an image has typed none. */
function sawBy<T extends ConImagen>(estado: T, persona: string): T {
  return { ...estado, verificadores: union(estado.verificadores, [persona]) };
}

/** A result that covers the whole acta: the fields of this round over what the draft already had. */
function mergeResultado(
  base: Pick<ConImagen, 'imagen' | 'imagenes' | 'acopio' | 'sobre' | 'borrador'>,
  ronda: Ronda,
  nuevo: Pick<Resultado, 'lecturas' | 'tercera' | 'resueltos'>,
  momento: Instante,
): Resultado {
  const { borrador } = base;
  const outside = (campo: string) => !ronda.campos.includes(campo);
  return {
    lecturas: { ...borrador?.lecturas, ...nuevo.lecturas },
    tercera: [...(borrador?.tercera ?? []).filter(outside), ...nuevo.tercera],
    resueltos: [...(borrador?.resueltos ?? []).filter(outside), ...nuevo.resueltos],
    recapturados: borrador === null ? [] : union(borrador.recapturados, ronda.campos),
    imagen: base.imagen,
    // It says when what was captured came: an envelope that comes later is of another image.
    acopio: acopioDe(imagenDe(base, base.imagen), base),
    capturada: momento,
    verificada: null,
  };
}

/** What a verification corrects of what was published; nothing when it is the first. */
function correctionOf(
  { anterior, resultado, camposDelActa }: Extract<EstadoActa, { fase: 'capturada' }>,
  momento: Instante,
): readonly Correccion[] {
  if (anterior === null) return [];
  const cambios = camposDistintos(camposDelActa, anterior.lecturas, resultado.lecturas).map((campo) => ({
    campo,
    antes: readingOf(anterior, campo),
    despues: readingOf(resultado, campo),
  }));
  return [{ momento, cambios }];
}

function readingOf({ lecturas }: Resultado, campo: string): Lectura {
  const lectura = lecturas[campo];
  if (lectura === undefined) throw new Error(`a result that lacks the field ${campo}`);
  return lectura;
}

function withoutPersona(asignaciones: readonly Asignada[], persona: string): readonly Asignada[] {
  return asignaciones.filter((asignacion) => asignacion.persona !== persona);
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}

function impossible(estado: EstadoActa, evento: EventoActa): never {
  throw new Error(`the fact ${evento.tipo} cannot follow the state ${estado.fase}`);
}
