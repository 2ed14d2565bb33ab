/**
 * The two routes by which the image of an acta arrives (dominio §4): photographed at its casilla and scanned at its
 * CATD. The first that can be captured is captured and the others are kept; before it is verified somebody may choose
 * a better one; after it was published, only its cotejo changes anything.
 *
 * | state of the acta | from the casilla | from the CATD |
 * |---|---|---|
 * | nobody has received it | it is its acopio, and it is captured | waits for its envelope |
 * | photographed, without its envelope | captured, or kept if there is one in use | waits for its envelope |
 * | received, without an image in use | captured | captured |
 * | with an image in use, whatever its phase | kept | kept |
 * | sin acta, fuera de catálogo | waits until somebody takes that back | the same |
 */

import { awaitsSobre, type EstadoActa, type EventoActa, type Imagen, type Procedencia } from './acta.ts';
import { type Decision, hasImagen, pendingProposal, reasonRequired, wrongPhase } from './mandato.ts';
import { ok, refuse } from './result.ts';

/**
 * Stores an image. The first one that arrives is captured; the others stay as evidence.
 *
 * @param campos fields of the acta in printed order, from `camposDe`
 */
export function decideImagen(
  estado: EstadoActa,
  imagen: Omit<Imagen, 'momento'> & { readonly bytes: number; readonly procedencia?: Procedencia },
  campos: readonly string[],
): Decision {
  const digitalizada = (uso: 'captura' | 'evidencia'): EventoActa => ({
    tipo: 'imagen_digitalizada',
    datos: { ...imagen, uso, campos: uso === 'captura' ? campos : [] },
  });
  if (imagen.origen === 'CATD' && (estado.fase === 'esperada' || awaitsSobre(estado))) {
    return refuse(
      'FALTA_ACOPIO',
      'El acta no se ha recibido en el CATD. Registre primero su acopio y después digitalícela.',
    );
  }
  switch (estado.fase) {
    case 'esperada':
      return ok([
        { tipo: 'acta_acopiada', datos: { via: 'CASILLA', horaManuscrita: null, avisos: [] } },
        digitalizada('captura'),
      ]);
    case 'acopiada':
      if (hasImagen(estado.previo?.imagenes ?? [], imagen.sha256)) return repeated();
      return ok([digitalizada('captura')]);
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return refuse(
        'FASE_NO_LO_PERMITE',
        'Esta acta está cerrada como sin acta o fuera de catálogo. Anule esa declaración antes de enviar una imagen.',
      );
    default:
      return hasImagen(estado.imagenes, imagen.sha256) ? repeated() : ok([digitalizada('evidencia')]);
  }
}

/**
 * Captures from another of the images that the acta has: a better one, chosen by a person. What was typed from the
 * earlier one stays in the history and counts no more; whoever typed or saw it is still not blind.
 */
export function decideSustitucion(
  estado: EstadoActa,
  mandato: {
    readonly sha256: string;
    readonly persona: string;
    readonly razon: string;
    /** setting of the process: from which phase a corte shows an acta */
    readonly publicaDesde: 'capturada' | 'verificada';
  },
): Decision {
  const { sha256, persona, razon, publicaDesde } = mandato;
  switch (estado.fase) {
    case 'esperada':
    case 'acopiada':
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return wrongPhase(estado, 'cambiar de imagen');
    case 'verificada':
      return published();
    case 'en_captura':
    case 'en_conflicto':
      if (estado.anterior !== null) return published();
      if (publicaDesde === 'capturada' && estado.borrador !== null) return published();
      break;
    case 'capturada':
      if (estado.anterior !== null || publicaDesde === 'capturada') return published();
      if (estado.propuesta !== null) return pendingProposal();
      break;
  }
  if (!hasImagen(estado.imagenes, sha256)) {
    return refuse('IMAGEN_DESCONOCIDA', 'Esa imagen no es de esta acta. Actualice la página.');
  }
  if (estado.imagen === sha256) {
    return refuse('IMAGEN_EN_USO', 'Esa es la imagen que ya se está usando. Elija otra, o deje esta.');
  }
  if (estado.rechazadas.includes(sha256)) {
    return refuse(
      'IMAGEN_INSERVIBLE',
      'Esa imagen se devolvió porque no sirve. Elija otra o digitalice el acta otra vez.',
    );
  }
  if (razon.trim() === '') return reasonRequired();
  const datos = { antes: estado.imagen, despues: sha256, persona, razon };
  return ok([{ tipo: 'imagen_sustituida', datos }]);
}

function repeated() {
  return refuse(
    'IMAGEN_REPETIDA',
    'Esta imagen ya se había recibido para la misma acta. No hace falta enviarla otra vez.',
  );
}

function published() {
  return refuse(
    'YA_PUBLICADA',
    'Lo que dice esta acta ya se verificó y se publica. Si otra imagen dice otra cosa, pida en Cotejo que se corrija.',
  );
}
