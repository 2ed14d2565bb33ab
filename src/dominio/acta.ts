/**
 * The acta as a state machine (Anexo 13, numeral 26): esperada → acopiada → en captura → capturada → verificada,
 * with sin acta and fuera de catálogo beside it. Each variant carries exactly the data that is valid in it.
 *
 * - `EventoActa`: a fact that happened. The bitácora keeps them; nothing else is the record.
 * - `evolve`: the state after a fact. It never refuses: facts already happened; an impossible one is a bug.
 * - `decide…` (in `mandatos.ts`): what a person asks; gives the facts that follow or a named refusal.
 *
 * *Publicada* is not a state of its own: an acta is published when the fact that made it publishable is at or
 * before the position of a published corte. Publication reads and never writes to an acta.
 */

import { camposDeTercera, camposDistintos, type Lecturas, type Ronda } from './consolidacion.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import type { Lectura } from './lectura.ts';
import { unreachable } from './result.ts';

/** An instant in UTC as `2027-06-07T01:30:00.000Z`: comparable as text. */
export type Instante = string;

/** ORIGEN of LEEME 43: where the image was made. */
export type Origen = 'CATD' | 'CASILLA';
/** DIGITALIZACION of LEEME 44. */
export type Digitalizacion = 'ESCANER' | 'MOVIL';
/** TIPO_DOCUMENTO of LEEME 45, and the acta of voto desde el extranjero seen in published files. */
export const TIPOS_DOCUMENTO = [
  'ACTA PREP',
  'RPP',
  'CC',
  'PPC',
  'ACTA VA',
  'ACTA VPPP',
  'ACTA VMRE',
] as const;
export type TipoDocumento = (typeof TIPOS_DOCUMENTO)[number];

export interface Acopio {
  readonly via: Origen;
  /** machine time: the record */
  readonly momento: Instante;
  /** what somebody wrote by hand on the envelope, as it was typed; never the record */
  readonly horaManuscrita: string | null;
}

export interface Imagen {
  /** of exactly the bytes that are published, lower-case hexadecimal */
  readonly sha256: string;
  readonly origen: Origen;
  readonly digitalizacion: Digitalizacion;
  readonly tipoDocumento: TipoDocumento;
  readonly momento: Instante;
}

export interface Asignacion {
  readonly persona: string;
  readonly vence: Instante;
}

/** Readings that two people agreed on (or others resolved), and when. */
export interface Resultado {
  readonly lecturas: Lecturas;
  /** fields that needed a third person */
  readonly tercera: readonly string[];
  /** fields decided by coordinator and verificador */
  readonly resueltos: readonly string[];
  readonly imagen: string;
  readonly capturada: Instante;
  readonly verificada: Instante | null;
}

/** COTEJADA: 0 not compared with the paper, 1 compared and equal, 2 being corrected, 3 corrected. */
export type Cotejo = 0 | 1 | 2 | 3;

/** A correction that was verified: what stopped being published, and what took its place. */
export interface Correccion {
  /** when it was verified */
  readonly momento: Instante;
  /** in printed order; empty when the acta was captured again and says the same */
  readonly cambios: readonly { readonly campo: string; readonly antes: Lectura; readonly despues: Lectura }[];
}

/** What an acta with an image keeps whatever its phase. */
export interface ConImagen {
  readonly acopio: Acopio;
  /** the envelope, when it reaches its CATD after the photograph */
  readonly sobre: Acopio | null;
  /** every field of the acta, in printed order */
  readonly camposDelActa: readonly string[];
  /** every image that arrived, in order; the ones not in use stay as evidence */
  readonly imagenes: readonly Imagen[];
  /** SHA-256 of the images that could not be used */
  readonly rechazadas: readonly string[];
  /** SHA-256 of the image in use */
  readonly imagen: string;
  /** everyone who has captured it in any round: they may not capture it again nor verify it */
  readonly capturistas: readonly string[];
  /** everyone who has seen its values (to verify, resolve or correct it): they are no longer blind */
  readonly verificadores: readonly string[];
  /** the last verified result: what stays published while a correction is in course */
  readonly anterior: Resultado | null;
  /** the last consolidated result, which the round in course completes or replaces field by field */
  readonly borrador: Resultado | null;
  readonly cotejo: Cotejo;
  /** those that were verified, oldest first */
  readonly correcciones: readonly Correccion[];
}

/** What an acta whose images could not be used keeps while it waits for another. */
export type Previo = Omit<ConImagen, 'imagen' | 'acopio' | 'sobre'>;

export type EstadoActa =
  | { readonly fase: 'esperada' }
  | {
      readonly fase: 'acopiada';
      readonly acopio: Acopio;
      /** rejected images, and what else remains of an acta that must be digitized again */
      readonly previo: Previo | null;
    }
  | (ConImagen & {
      readonly fase: 'en_captura';
      readonly ronda: Ronda;
      readonly asignaciones: readonly Asignacion[];
    })
  | (ConImagen & {
      readonly fase: 'en_conflicto';
      readonly ronda: Ronda;
      /** what the round agreed on */
      readonly acordadas: Lecturas;
      readonly campos: readonly string[];
    })
  | (ConImagen & {
      readonly fase: 'capturada';
      readonly resultado: Resultado;
      readonly asignacion: Asignacion | null;
    })
  | (ConImagen & { readonly fase: 'verificada'; readonly resultado: Resultado })
  | {
      readonly fase: 'sin_acta';
      readonly motivo: MotivoSinActa;
      readonly momento: Instante;
      readonly acopio: Acopio | null;
      /** what its rejected images left, should the declaration be annulled */
      readonly previo: Previo | null;
    }
  | {
      readonly fase: 'fuera_de_catalogo';
      readonly acopio: Acopio;
      readonly imagen: Imagen;
      /** what could be read of its identification, as it is written */
      readonly identificacion: string;
    };

export type Fase = EstadoActa['fase'];

export const INICIAL: EstadoActa = { fase: 'esperada' };

/** Why an image cannot be used. */
export const MOTIVOS_RECHAZO = ['ilegible', 'cortada', 'otra_casilla', 'no_es_acta'] as const;
export type MotivoRechazo = (typeof MOTIVOS_RECHAZO)[number];

export type EventoActa =
  | {
      readonly tipo: 'acta_acopiada';
      readonly datos: {
        readonly via: Origen;
        readonly horaManuscrita: string | null;
        /** what looks wrong about the hand-written time; both are kept */
        readonly avisos: readonly string[];
      };
    }
  | {
      readonly tipo: 'imagen_digitalizada';
      readonly datos: {
        readonly sha256: string;
        readonly bytes: number;
        readonly origen: Origen;
        readonly digitalizacion: Digitalizacion;
        readonly tipoDocumento: TipoDocumento;
        readonly uso: 'captura' | 'evidencia';
        /** the fields to capture, when this image opens a round */
        readonly campos: readonly string[];
      };
    }
  | {
      readonly tipo: 'imagen_rechazada';
      readonly datos: {
        readonly sha256: string;
        readonly persona: string;
        readonly motivo: MotivoRechazo;
        readonly razon: string;
      };
    }
  | { readonly tipo: 'captura_asignada'; readonly datos: Asignacion }
  | {
      readonly tipo: 'captura_liberada';
      readonly datos: { readonly persona: string; readonly motivo: 'vencida' | 'devuelta' };
    }
  | {
      readonly tipo: 'captura_registrada';
      readonly datos: { readonly persona: string; readonly lecturas: Lecturas };
    }
  | {
      readonly tipo: 'acta_consolidada';
      readonly datos: { readonly lecturas: Lecturas; readonly tercera: readonly string[] };
    }
  | {
      readonly tipo: 'conflicto_abierto';
      readonly datos: { readonly campos: readonly string[]; readonly acordadas: Lecturas };
    }
  | {
      readonly tipo: 'conflicto_resuelto';
      readonly datos: {
        readonly lecturas: Lecturas;
        readonly coordinador: string;
        readonly verificador: string;
        readonly razon: string;
      };
    }
  | { readonly tipo: 'verificacion_asignada'; readonly datos: Asignacion }
  | {
      readonly tipo: 'verificacion_liberada';
      readonly datos: { readonly persona: string; readonly motivo: 'vencida' | 'devuelta' };
    }
  | { readonly tipo: 'acta_verificada'; readonly datos: { readonly persona: string } }
  | {
      readonly tipo: 'recaptura_pedida';
      readonly datos: {
        readonly persona: string;
        readonly campos: readonly string[];
        readonly razon: string;
      };
    }
  | {
      readonly tipo: 'sin_acta_declarada';
      readonly datos: { readonly motivo: MotivoSinActa; readonly declara: string; readonly confirma: string };
    }
  | {
      readonly tipo: 'sin_acta_anulada';
      readonly datos: { readonly persona: string; readonly razon: string };
    }
  | {
      readonly tipo: 'fuera_de_catalogo_registrada';
      readonly datos: {
        readonly identificacion: string;
        readonly razon: string;
        readonly declara: string;
        readonly confirma: string;
        readonly acopio: Acopio;
        readonly imagen: Imagen;
      };
    }
  | { readonly tipo: 'cotejo_registrado'; readonly datos: { readonly persona: string } }
  | {
      readonly tipo: 'correccion_abierta';
      readonly datos: {
        readonly persona: string;
        readonly campos: readonly string[];
        readonly razon: string;
      };
    };

/**
 * The state after a fact.
 *
 * @param momento machine time of the fact, from its envelope in the bitácora
 * @throws when the fact cannot follow the state: the bitácora is not the one this code wrote
 */
export function evolve(estado: EstadoActa, evento: EventoActa, momento: Instante): EstadoActa {
  switch (evento.tipo) {
    case 'acta_acopiada': {
      const { via, horaManuscrita } = evento.datos;
      const acopio: Acopio = { via, momento, horaManuscrita };
      if (estado.fase === 'esperada') return { fase: 'acopiada', acopio, previo: null };
      if (via === 'CASILLA' || !awaitsSobre(estado)) return impossible(estado, evento);
      return 'sobre' in estado ? { ...estado, sobre: acopio } : { ...estado, acopio };
    }
    case 'imagen_digitalizada': {
      const { sha256, origen, digitalizacion, tipoDocumento, uso, campos } = evento.datos;
      const imagen: Imagen = { sha256, origen, digitalizacion, tipoDocumento, momento };
      if (uso === 'evidencia' && 'imagenes' in estado) {
        return { ...estado, imagenes: [...estado.imagenes, imagen] };
      }
      if (uso === 'captura' && estado.fase === 'acopiada') {
        const previo = estado.previo ?? SIN_PREVIO;
        return captureAll({
          ...previo,
          acopio: estado.acopio,
          sobre: null,
          camposDelActa: campos,
          imagenes: [...previo.imagenes, imagen],
          imagen: sha256,
        });
      }
      return impossible(estado, evento);
    }
    case 'imagen_rechazada': {
      if (estado.fase !== 'en_captura' && estado.fase !== 'en_conflicto' && estado.fase !== 'capturada') {
        return impossible(estado, evento);
      }
      const { acopio, sobre, camposDelActa, imagenes, capturistas, anterior, cotejo, correcciones } = estado;
      const { sha256, persona } = evento.datos;
      const rechazadas = [...estado.rechazadas, sha256];
      // Whoever decides on a conflict has seen its values; a capturista who returns an image has typed none.
      const verificadores =
        estado.fase === 'en_conflicto' ? union(estado.verificadores, [persona]) : estado.verificadores;
      // What was typed from a wrong image is no longer a draft of anything.
      const previo: Previo = {
        camposDelActa,
        imagenes,
        rechazadas,
        capturistas,
        verificadores,
        anterior,
        borrador: null,
        cotejo,
        correcciones,
      };
      const siguiente = imagenes.find((imagen) => !rechazadas.includes(imagen.sha256));
      return siguiente === undefined
        ? { fase: 'acopiada', acopio: sobre ?? acopio, previo }
        : captureAll({ ...previo, acopio, sobre, imagen: siguiente.sha256 });
    }
    case 'captura_asignada':
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      return { ...estado, asignaciones: [...estado.asignaciones, evento.datos] };
    case 'captura_liberada':
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      return { ...estado, asignaciones: withoutPersona(estado.asignaciones, evento.datos.persona) };
    case 'captura_registrada': {
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      const { persona } = evento.datos;
      return {
        ...estado,
        capturistas: union(estado.capturistas, [persona]),
        asignaciones: withoutPersona(estado.asignaciones, persona),
        ronda: { ...estado.ronda, capturas: [...estado.ronda.capturas, evento.datos] },
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
      };
    }
    case 'conflicto_abierto': {
      if (estado.fase !== 'en_captura') return impossible(estado, evento);
      const { asignaciones: _closed, ...base } = estado;
      const { campos, acordadas } = evento.datos;
      return { ...base, fase: 'en_conflicto', campos, acordadas };
    }
    case 'conflicto_resuelto': {
      if (estado.fase !== 'en_conflicto') return impossible(estado, evento);
      const { ronda, acordadas, campos, ...base } = estado;
      const { lecturas, coordinador, verificador } = evento.datos;
      return {
        ...base,
        fase: 'capturada',
        verificadores: union(base.verificadores, [coordinador, verificador]),
        resultado: mergeResultado(
          base,
          ronda,
          { lecturas: { ...acordadas, ...lecturas }, tercera: camposDeTercera(ronda), resueltos: campos },
          momento,
        ),
        asignacion: null,
      };
    }
    case 'verificacion_asignada':
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      return {
        ...estado,
        asignacion: evento.datos,
        verificadores: union(estado.verificadores, [evento.datos.persona]),
      };
    case 'verificacion_liberada':
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      return { ...estado, asignacion: null };
    case 'acta_verificada': {
      if (estado.fase !== 'capturada') return impossible(estado, evento);
      const { asignacion: _closed, ...base } = estado;
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
      const { resultado, asignacion: _closed, ...base } = estado;
      return {
        ...base,
        fase: 'en_captura',
        borrador: resultado,
        ronda: { motivo: 'recaptura', campos: evento.datos.campos, capturas: [] },
        asignaciones: [],
      };
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

/**
 * Whether an acta photographed at its casilla still waits for its envelope. Each image is published with the
 * acopio of its own route (LEEME 40), so a CATD registers the envelope before it scans.
 */
export function awaitsSobre(estado: EstadoActa): estado is Extract<EstadoActa, { acopio: Acopio }> {
  if (estado.fase === 'esperada' || estado.fase === 'sin_acta' || estado.fase === 'fuera_de_catalogo') {
    return false;
  }
  return estado.acopio.via === 'CASILLA' && (estado.fase === 'acopiada' || estado.sobre === null);
}

const SIN_PREVIO: Previo = {
  camposDelActa: [],
  imagenes: [],
  rechazadas: [],
  capturistas: [],
  verificadores: [],
  anterior: null,
  borrador: null,
  cotejo: 0,
  correcciones: [],
};

/** Opens the capture of every field from the image in use: the acta is new, or its earlier image was wrong. */
function captureAll(base: ConImagen): EstadoActa {
  const motivo = base.anterior === null ? 'inicial' : 'correccion';
  return {
    ...base,
    fase: 'en_captura',
    ronda: { motivo, campos: base.camposDelActa, capturas: [] },
    asignaciones: [],
  };
}

/** A result that covers the whole acta: the fields of this round over what the draft already had. */
function mergeResultado(
  base: Pick<ConImagen, 'imagen' | 'borrador'>,
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
    imagen: base.imagen,
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

function withoutPersona(asignaciones: readonly Asignacion[], persona: string): readonly Asignacion[] {
  return asignaciones.filter((asignacion) => asignacion.persona !== persona);
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}

function impossible(estado: EstadoActa, evento: EventoActa): never {
  throw new Error(`the fact ${evento.tipo} cannot follow the state ${estado.fase}`);
}
