/**
 * What the board remembers of an acta: a hundred bytes, because a country has half a million of them. It follows
 * the same facts as `evolve` (dominio/acta.ts), keeping only what is counted; a test proves that they agree.
 */

import type { Cotejo, EventoActa, Fase } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas, Ronda } from '../dominio/consolidacion.ts';
import { unreachable } from '../dominio/result.ts';
import { type ActaDelCatalogo, countsIn, packVotos, type Votos } from './catalogo.ts';
import type { Cola } from './contrato.ts';

/** What a corte would show of an acta. */
export type Muestra = 'nada' | 'contabilizada' | 'no_contabilizada' | 'sin_acta' | 'fuera_de_catalogo';

export interface Ficha {
  readonly acta: IdActa;
  /** place of its election in the catalogue */
  readonly eleccion: number;
  /** null: it was registered during the night */
  readonly esperada: ActaDelCatalogo | null;
  fase: Fase;
  muestra: Muestra;
  /** milliseconds; since when it is in its queue */
  desde: number;
  /** of the fact that put it in its queue: the order in which they wait */
  turno: number;
  cotejo: Cotejo;
  /** of the capture in course, or of the last one */
  ronda: Ronda['motivo'];
  acopiada: boolean;
  /** images that could still be captured */
  imagenes: number;
  rechazadas: number;
  /** times that three captures did not agree, and that a verificador asked for fields again */
  conflictos: number;
  recapturas: number;
  identificacion: 'ninguna' | 'propuesta';
  /** of the last consolidated result */
  borrador: Votos | null;
  /** while it is in conflict: what its round agreed on, which is part of the result whoever decides the rest */
  acordadas: Lecturas | null;
  /** what its last verified result shows; null while there is none */
  verificado: 'contabilizada' | 'no_contabilizada' | null;
}

export function newFicha(acta: IdActa, eleccion: number, esperada: ActaDelCatalogo | null): Ficha {
  return {
    acta,
    eleccion,
    esperada,
    fase: 'esperada',
    muestra: 'nada',
    desde: 0,
    turno: 0,
    cotejo: 0,
    ronda: 'inicial',
    acopiada: false,
    imagenes: 0,
    rechazadas: 0,
    conflictos: 0,
    recapturas: 0,
    identificacion: 'ninguna',
    borrador: null,
    acordadas: null,
    verificado: null,
  };
}

/** The queue in which an acta waits, as `colaDe` of dominio/mandatos.ts, without who may take it. */
export function queueOf({ fase, identificacion }: Pick<Ficha, 'fase' | 'identificacion'>): Cola | null {
  switch (fase) {
    case 'acopiada':
      return 'digitalizacion';
    case 'en_captura':
      return 'captura';
    case 'en_conflicto':
      return 'conflicto';
    case 'capturada':
      return identificacion === 'propuesta' ? 'identificacion' : 'verificacion';
    case 'esperada':
    case 'verificada':
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return null;
    default:
      return unreachable(fase);
  }
}

export function showsIn(ficha: Ficha, publicaDesde: 'capturada' | 'verificada'): Muestra {
  if (ficha.fase === 'sin_acta' || ficha.fase === 'fuera_de_catalogo') return ficha.fase;
  if (ficha.verificado !== null) return ficha.verificado;
  if (publicaDesde === 'verificada' || ficha.borrador === null) return 'nada';
  return countsIn(ficha.borrador, ficha.esperada?.limite ?? null);
}

/** Follows a fact, in place. The queue is not touched here: it changes with the phase. */
export function follow(ficha: Ficha, evento: EventoActa): void {
  switch (evento.tipo) {
    case 'acta_acopiada':
      ficha.acopiada = true;
      if (ficha.fase === 'esperada') ficha.fase = 'acopiada';
      return;
    case 'imagen_digitalizada':
      ficha.imagenes += 1;
      if (evento.datos.uso === 'captura') openCaptura(ficha);
      return;
    case 'imagen_reasignada':
      ficha.acopiada = true;
      ficha.imagenes += 1;
      if (ficha.fase === 'esperada') ficha.fase = 'acopiada';
      if (evento.datos.uso === 'captura') openCaptura(ficha);
      return;
    case 'imagen_sustituida':
      ficha.borrador = null;
      ficha.acordadas = null;
      openCaptura(ficha);
      return;
    case 'imagen_rechazada':
      if (ficha.fase === 'verificada') ficha.cotejo = 2;
      ficha.imagenes -= 1;
      ficha.rechazadas += 1;
      ficha.borrador = null;
      ficha.acordadas = null;
      if (ficha.imagenes > 0) openCaptura(ficha);
      else ficha.fase = 'acopiada';
      return;
    case 'acta_consolidada':
      consolidate(ficha, evento.datos.lecturas);
      return;
    case 'conflicto_abierto':
      ficha.fase = 'en_conflicto';
      ficha.conflictos += 1;
      ficha.acordadas = evento.datos.acordadas;
      return;
    case 'conflicto_resuelto':
      consolidate(ficha, { ...ficha.acordadas, ...evento.datos.lecturas });
      return;
    case 'acta_verificada':
      ficha.fase = 'verificada';
      if (ficha.borrador !== null) {
        ficha.verificado = countsIn(ficha.borrador, ficha.esperada?.limite ?? null);
      }
      if (ficha.cotejo === 2) ficha.cotejo = 3;
      return;
    case 'recaptura_pedida':
      ficha.fase = 'en_captura';
      ficha.ronda = 'recaptura';
      ficha.recapturas += 1;
      return;
    case 'identificacion_propuesta':
      ficha.identificacion = 'propuesta';
      return;
    case 'identificacion_rechazada':
    case 'identificacion_confirmada':
      ficha.identificacion = 'ninguna';
      return;
    case 'sin_acta_declarada':
      ficha.fase = 'sin_acta';
      return;
    case 'sin_acta_anulada':
      ficha.fase = ficha.acopiada ? 'acopiada' : 'esperada';
      return;
    case 'fuera_de_catalogo_registrada':
      ficha.fase = 'fuera_de_catalogo';
      return;
    case 'cotejo_registrado':
      if (ficha.cotejo !== 3) ficha.cotejo = 1;
      return;
    case 'correccion_abierta':
      ficha.fase = 'en_captura';
      ficha.ronda = 'correccion';
      ficha.cotejo = 2;
      return;
    case 'sin_acta_propuesta':
    case 'sin_acta_rechazada':
    case 'captura_asignada':
    case 'captura_liberada':
    case 'captura_prorrogada':
    case 'resolucion_propuesta':
    case 'resolucion_rechazada':
    case 'captura_registrada':
    case 'verificacion_asignada':
    case 'verificacion_liberada':
      return;
    default:
      unreachable(evento);
  }
}

function openCaptura(ficha: Ficha): void {
  ficha.fase = 'en_captura';
  ficha.ronda = ficha.verificado === null ? 'inicial' : 'correccion';
}

function consolidate(ficha: Ficha, lecturas: Lecturas): void {
  ficha.fase = 'capturada';
  ficha.borrador = packVotos(ficha.esperada?.campos ?? [], lecturas, ficha.borrador);
  ficha.acordadas = null;
}
