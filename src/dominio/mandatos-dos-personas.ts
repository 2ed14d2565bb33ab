/**
 * What two people decide: one proposes, another who is not the first confirms or rejects, and whoever captured the
 * acta does neither. Until then nothing changes. Two things are decided so: the fields on which three captures did
 * not agree, and that an image is not of the acta under which it came.
 */

import type {
  EstadoActa,
  EventoActa,
  Imagen,
  Instante,
  MotivoRechazo,
  PropuestaDeIdentificacion,
} from './acta.ts';
import type { IdActa } from './clave.ts';
import type { Lecturas } from './consolidacion.ts';
import { acopioDe, imagenDe } from './imagen-en-acta.ts';
import {
  captured,
  checkLecturas,
  type Decision,
  hasImagen,
  type MandatoErrorCode,
  pendingProposal,
  reasonRequired,
  twoPeople,
  wrongPhase,
} from './mandato.ts';
import { decideFueraDeCatalogo } from './mandatos.ts';
import { checkVerificador } from './mandatos-verificacion.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

/** The coordinator proposes what the fields of a conflict say, with the image in view. */
export function decideProponerResolucion(
  estado: EstadoActa,
  mandato: {
    readonly persona: string;
    readonly lecturas: Lecturas;
    readonly razon: string;
    readonly valorMaximo: number;
  },
): Decision {
  if (estado.fase !== 'en_conflicto') return wrongPhase(estado, 'resolverse');
  const { persona, lecturas, razon, valorMaximo } = mandato;
  if (estado.capturistas.includes(persona)) return captured();
  if (estado.propuesta !== null) return pendingProposal();
  if (razon.trim() === '') return reasonRequired();
  const checked = checkLecturas(lecturas, estado.campos, valorMaximo);
  if (!checked.ok) return checked;
  return ok([{ tipo: 'resolucion_propuesta', datos: { persona, lecturas, razon } }]);
}

/** What the second person says of a proposal. */
interface Respuesta {
  readonly persona: string;
  /** when the proposal that they have in view was made; another one is not answered by mistake */
  readonly vista?: Instante | undefined;
}

/** Another person confirms it: the conflict is decided. */
export function decideConfirmarResolucion(estado: EstadoActa, mandato: Respuesta): Decision {
  if (estado.fase !== 'en_conflicto') return wrongPhase(estado, 'resolverse');
  const checked = checkRespuesta(estado, mandato, 'resuelven un conflicto');
  if (!checked.ok) return checked;
  const { lecturas, razon, propone: coordinador } = checked.value;
  return ok([
    { tipo: 'conflicto_resuelto', datos: { lecturas, coordinador, verificador: mandato.persona, razon } },
  ]);
}

/** Another person does not agree: it has to be proposed again. */
export function decideRechazarResolucion(
  estado: EstadoActa,
  mandato: Respuesta & { readonly razon: string },
): Decision {
  if (estado.fase !== 'en_conflicto') return wrongPhase(estado, 'resolverse');
  const checked = checkRespuesta(estado, mandato, 'resuelven un conflicto');
  if (!checked.ok) return checked;
  const { persona, razon } = mandato;
  if (razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'resolucion_rechazada', datos: { persona, razon } }]);
}

/** The image on which three people did not agree cannot be used. */
export function decideRechazarImagenEnConflicto(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly motivo: MotivoRechazo; readonly razon: string },
): Decision {
  if (estado.fase !== 'en_conflicto') return wrongPhase(estado, 'devolverse a digitalización');
  if (estado.capturistas.includes(mandato.persona)) return captured();
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'imagen_rechazada', datos: { ...mandato, sha256: estado.imagen } }]);
}

/**
 * A verificador says what the image really is. The acta leaves the queue of verification.
 *
 * @param mandato.acta the acta under which the image came
 */
export function decideProponerIdentificacion(
  estado: EstadoActa,
  mandato: {
    readonly acta: IdActa;
    readonly persona: string;
    readonly ahora: Instante;
    readonly propuesta: PropuestaDeIdentificacion;
  },
): Decision {
  const held = checkVerificador(estado, mandato);
  if (!held.ok) return held;
  const { acta, persona, propuesta } = mandato;
  if (propuesta.tipo === 'otra_acta' && propuesta.acta === acta) {
    return refuse(
      'MISMA_ACTA',
      'Esa es el acta que está verificando. Elija a qué otra acta corresponde la imagen.',
    );
  }
  if (propuesta.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'identificacion_propuesta', datos: { persona, propuesta } }]);
}

/** The acta to which an image goes: another of the catalogue, or a new one. */
export interface Destino {
  readonly acta: IdActa;
  readonly estado: EstadoActa;
  /** its fields in printed order, from `camposDe`; none when it is out of the catalogue */
  readonly campos: readonly string[];
  /** acta of the catalogue that has the identification that was read, if any */
  readonly enCatalogo: IdActa | null;
}

/** What follows in each of two actas. */
export interface Traslado {
  readonly origen: readonly EventoActa[];
  readonly destino: readonly EventoActa[];
}

/**
 * Another person confirms what the image is: it is rejected where it was and received where it belongs, with the
 * envelope in which it came. Whoever captured or saw it there is not blind in the other.
 *
 * @param mandato.acta the acta under which the image came
 */
export function decideConfirmarIdentificacion(
  estado: EstadoActa,
  destino: Destino,
  mandato: Respuesta & { readonly acta: IdActa },
): Result<Traslado, Refusal<MandatoErrorCode>> {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'identificarse');
  const checked = checkRespuesta(estado, mandato, 'proponen y confirman qué acta es');
  if (!checked.ok) return checked;
  const { propuesta, propone } = checked.value;
  const { persona } = mandato;
  const imagen = imagenDe(estado, estado.imagen);
  const acopio = acopioDe(imagen, estado);
  const { razon } = propuesta;
  const received =
    propuesta.tipo === 'fuera_de_catalogo'
      ? decideFueraDeCatalogo(destino.estado, {
          ...{ identificacion: propuesta.identificacion, razon, declara: propone, confirma: persona },
          ...{ acopio, imagen, enCatalogo: destino.enCatalogo },
        })
      : receive(destino, {
          ...{ de: mandato.acta, imagen, acopio, propone, confirma: persona, razon },
          ...{ capturistas: estado.capturistas, verificadores: estado.verificadores },
        });
  if (!received.ok) return received;
  return ok({
    destino: received.value,
    origen: [
      { tipo: 'identificacion_confirmada', datos: { propone, confirma: persona, destino: destino.acta } },
      {
        tipo: 'imagen_rechazada',
        datos: { sha256: imagen.sha256, persona, motivo: 'otra_casilla', razon },
      },
    ],
  });
}

/** Another person does not agree: the acta is verified as it is. */
export function decideRechazarIdentificacion(
  estado: EstadoActa,
  mandato: Respuesta & { readonly razon: string },
): Decision {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'identificarse');
  const checked = checkRespuesta(estado, mandato, 'proponen y confirman qué acta es');
  if (!checked.ok) return checked;
  const { persona, razon } = mandato;
  if (razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'identificacion_rechazada', datos: { persona, razon } }]);
}

type Reasignada = Extract<EventoActa, { tipo: 'imagen_reasignada' }>['datos'];

/** An acta of the catalogue receives the image that had come under another. */
function receive({ estado, campos }: Destino, datos: Omit<Reasignada, 'uso' | 'campos'>): Decision {
  switch (estado.fase) {
    case 'esperada':
    case 'acopiada': {
      const known = estado.fase === 'acopiada' ? (estado.previo?.imagenes ?? []) : [];
      if (hasImagen(known, datos.imagen.sha256)) return alreadyThere(datos.imagen);
      return ok([{ tipo: 'imagen_reasignada', datos: { ...datos, uso: 'captura', campos } }]);
    }
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return refuse(
        'FASE_NO_LO_PERMITE',
        'El acta a la que iría la imagen se declaró sin acta o está fuera de catálogo. Anule esa declaración, o rechace la propuesta.',
      );
    default:
      if (hasImagen(estado.imagenes, datos.imagen.sha256)) return alreadyThere(datos.imagen);
      return ok([{ tipo: 'imagen_reasignada', datos: { ...datos, uso: 'evidencia', campos: [] } }]);
  }
}

/** The proposal of an acta, if that person may answer it. */
function checkRespuesta<P extends { readonly propone: string; readonly desde: Instante }>(
  { propuesta, capturistas }: { readonly propuesta: P | null; readonly capturistas: readonly string[] },
  { persona, vista }: Respuesta,
  que: string,
): Result<P, Refusal<MandatoErrorCode>> {
  if (propuesta === null) {
    return refuse('SIN_PROPUESTA', 'No hay nada que confirmar ni rechazar en esta acta. Actualice la lista.');
  }
  if (capturistas.includes(persona)) return captured();
  if (propuesta.propone === persona) return twoPeople(que);
  if (vista !== undefined && vista !== propuesta.desde) {
    return refuse(
      'PROPUESTA_DISTINTA',
      'La propuesta ya no es la que usted vio. Actualice y revísela otra vez.',
    );
  }
  return ok(propuesta);
}

function alreadyThere({ sha256 }: Imagen) {
  return refuse(
    'IMAGEN_REPETIDA',
    `El acta a la que iría ya tiene esta imagen (${sha256.slice(0, 12)}…). Rechace la propuesta y devuelva la imagen a digitalización.`,
  );
}
