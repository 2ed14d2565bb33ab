/**
 * Each fact of an acta in a sentence. Whatever was typed is told apart (`lecturasDe`), because not everybody may
 * see it: no sentence says a value.
 */

import type { EventoActa, MotivoRechazo, Origen } from '../dominio/acta.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import type { PersonaEnEquipo } from '../dominio/persona-en-equipo.ts';
import { unreachable } from '../dominio/result.ts';

/** How a sentence calls people, fields and actas. */
export interface Nombres {
  /** `Ana López (cap-041)` */
  persona(clave: string): string;
  /** `Votos nulos` */
  campo(clave: string): string;
  /** `acta de la sección 0806 Básica, Gubernatura (160806B01001)`, without its article */
  acta(id: string): string;
  /** `20:41` in the time zone of the process */
  hora(instante: string): string;
}

const DONDE: Readonly<Record<Origen, string>> = { CATD: 'en el CATD', CASILLA: 'en la casilla' };

const POR_QUE_NO_SIRVE: Readonly<Record<MotivoRechazo, string>> = {
  ilegible: 'no se lee',
  cortada: 'está cortada',
  otra_casilla: 'es de otra casilla',
  no_es_acta: 'no es un acta',
};

const SIN_ACTA_POR: Readonly<Record<MotivoSinActa, string>> = {
  paquete_no_entregado: 'el paquete no se entregó',
  casilla_no_instalada: 'la casilla no se instaló',
  paquete_sin_recipiente: 'el paquete se entregó sin bolsa ni sobre PREP por fuera',
  contingencia_urna_electronica: 'hubo una contingencia con la urna electrónica',
};

/** A fact as a sentence without its subject: who did it goes before. */
export function tellEvento(evento: EventoActa, nombres: Nombres): string {
  switch (evento.tipo) {
    case 'acta_acopiada': {
      const { via, horaManuscrita, avisos, equipo, como } = evento.datos;
      if (via === 'CASILLA') return 'Se fotografió en la casilla, antes de llegar al CATD.';
      const antes =
        equipo === undefined ? '' : ` a las ${nombres.hora(equipo.acopio)}, con la estación ${equipo.clave}`;
      const hora = horaManuscrita === null ? '' : `, con la hora escrita a mano ${horaManuscrita}`;
      const dudosa = avisos.length === 0 ? '' : ', que no parece posible';
      const clave = como === 'tecleada' ? ', con la clave tecleada' : '';
      return `Se recibió el sobre en el CATD${antes}${clave}${hora}${dudosa}${escritaEn(equipo?.persona)}.`;
    }
    case 'imagen_digitalizada': {
      const { origen, digitalizacion, uso, procedencia } = evento.datos;
      const how = digitalizacion === 'ESCANER' ? 'escaneada' : 'fotografiada';
      const what = uso === 'captura' ? 'con ella se abre la captura' : 'queda como evidencia';
      return `Llegó una imagen ${how} ${DONDE[origen]}; ${what}${escritaEn(procedencia?.persona)}.`;
    }
    case 'imagen_reasignada': {
      const { de, propone, confirma, razon, uso } = evento.datos;
      const what = uso === 'captura' ? 'con ella se abre la captura' : 'queda como evidencia';
      return `Llegó la imagen que estaba en el ${nombres.acta(de)}; ${what}. Lo propuso ${nombres.persona(propone)} y lo confirmó ${nombres.persona(confirma)}${because(razon)}.`;
    }
    case 'imagen_sustituida':
      return `Eligió otra imagen del acta, que se captura desde el principio${because(evento.datos.razon)}.`;
    case 'imagen_rechazada':
      return `Devolvió la imagen a digitalización: ${POR_QUE_NO_SIRVE[evento.datos.motivo]}${because(evento.datos.razon)}.`;
    case 'captura_asignada':
      return `Recibió el acta para capturarla, hasta las ${nombres.hora(evento.datos.vence)}.`;
    case 'captura_prorrogada':
      return `Siguió capturando: tiene más tiempo, hasta las ${nombres.hora(evento.datos.vence)}.`;
    case 'captura_liberada':
      return released(evento.datos, 'capturarla', nombres);
    case 'captura_registrada': {
      const cuantos = Object.keys(evento.datos.lecturas).length;
      return `Capturó ${cuantos === 1 ? '1 campo' : `${cuantos} campos`}.`;
    }
    case 'acta_consolidada': {
      const { tercera } = evento.datos;
      return tercera.length === 0
        ? 'Dos capturas coinciden en todo: el acta queda capturada.'
        : `Con la tercera captura hay acuerdo en ${listed(tercera, nombres)}: el acta queda capturada.`;
    }
    case 'conflicto_abierto':
      return `Tres capturas no coinciden en ${listed(evento.datos.campos, nombres)}: lo resuelven coordinación y verificación.`;
    case 'resolucion_propuesta':
      return `Propuso cómo resolver ${listed(Object.keys(evento.datos.lecturas), nombres)}${because(evento.datos.razon)}.`;
    case 'resolucion_rechazada':
      return `No confirmó la resolución propuesta${because(evento.datos.razon)}.`;
    case 'conflicto_resuelto': {
      const { lecturas, coordinador, verificador, razon } = evento.datos;
      return `Se resolvió ${listed(Object.keys(lecturas), nombres)}: lo propuso ${nombres.persona(coordinador)} y lo confirmó ${nombres.persona(verificador)}${because(razon)}.`;
    }
    case 'verificacion_asignada':
      return `Recibió el acta para verificarla, hasta las ${nombres.hora(evento.datos.vence)}.`;
    case 'verificacion_liberada':
      return released(evento.datos, 'verificarla', nombres);
    case 'acta_verificada':
      return 'Comparó lo capturado con la imagen y lo aceptó: el acta queda verificada.';
    case 'recaptura_pedida':
      return `Pidió capturar otra vez ${listed(evento.datos.campos, nombres)}${because(evento.datos.razon)}.`;
    case 'identificacion_propuesta': {
      const { propuesta } = evento.datos;
      const what =
        propuesta.tipo === 'otra_acta'
          ? `la imagen es del ${nombres.acta(propuesta.acta)}`
          : `el acta está fuera de catálogo, con la identificación «${propuesta.identificacion}»`;
      return `Propuso que ${what}${because(propuesta.razon)}.`;
    }
    case 'identificacion_rechazada':
      return `No confirmó que la imagen sea de otra acta${because(evento.datos.razon)}.`;
    case 'identificacion_confirmada': {
      const { propone, confirma, destino } = evento.datos;
      return `La imagen pasó al ${nombres.acta(destino)}: lo propuso ${nombres.persona(propone)} y lo confirmó ${nombres.persona(confirma)}.`;
    }
    case 'sin_acta_propuesta':
      return `Propuso declararla sin acta porque ${SIN_ACTA_POR[evento.datos.motivo]}.`;
    case 'sin_acta_rechazada':
      return `No confirmó que se declare sin acta${because(evento.datos.razon)}.`;
    case 'sin_acta_declarada': {
      const { motivo, declara, confirma } = evento.datos;
      return `Se declaró sin acta porque ${SIN_ACTA_POR[motivo]}: lo declaró ${nombres.persona(declara)} y lo confirmó ${nombres.persona(confirma)}.`;
    }
    case 'sin_acta_anulada':
      return `Anuló la declaración de sin acta${because(evento.datos.razon)}.`;
    case 'fuera_de_catalogo_registrada': {
      const { identificacion, declara, confirma, razon } = evento.datos;
      return `Se registró fuera de catálogo, con la identificación «${identificacion}»: lo declaró ${nombres.persona(declara)} y lo confirmó ${nombres.persona(confirma)}${because(razon)}.`;
    }
    case 'cotejo_registrado':
      return 'Cotejó el acta de papel con lo publicado: dicen lo mismo.';
    case 'correccion_abierta':
      return `Al cotejar con el papel pidió corregir ${listed(evento.datos.campos, nombres)}${because(evento.datos.razon)}.`;
    default:
      return unreachable(evento);
  }
}

/** What a fact says of the fields, for whoever may see it; null when it says nothing. */
export function lecturasDe(evento: EventoActa): Lecturas | null {
  switch (evento.tipo) {
    case 'captura_registrada':
    case 'acta_consolidada':
    case 'resolucion_propuesta':
    case 'conflicto_resuelto':
      return evento.datos.lecturas;
    case 'conflicto_abierto':
      return evento.datos.acordadas;
    case 'acta_acopiada':
    case 'imagen_digitalizada':
    case 'imagen_reasignada':
    case 'imagen_sustituida':
    case 'imagen_rechazada':
    case 'captura_asignada':
    case 'captura_prorrogada':
    case 'captura_liberada':
    case 'resolucion_rechazada':
    case 'verificacion_asignada':
    case 'verificacion_liberada':
    case 'acta_verificada':
    case 'recaptura_pedida':
    case 'identificacion_propuesta':
    case 'identificacion_rechazada':
    case 'identificacion_confirmada':
    case 'sin_acta_propuesta':
    case 'sin_acta_rechazada':
    case 'sin_acta_declarada':
    case 'sin_acta_anulada':
    case 'fuera_de_catalogo_registrada':
    case 'cotejo_registrado':
    case 'correccion_abierta':
      return null;
    default:
      return unreachable(evento);
  }
}

function released(
  { persona, motivo }: { readonly persona: string; readonly motivo: 'vencida' | 'devuelta' },
  que: string,
  nombres: Nombres,
): string {
  return motivo === 'devuelta'
    ? `Devolvió el acta sin ${que}.`
    : `Terminó el tiempo de ${nombres.persona(persona)} para ${que}.`;
}

/** Whoever has a key is the subject of the sentence; a name that was typed in an equipo is its word. */
function escritaEn(persona: PersonaEnEquipo | null | undefined): string {
  return typeof persona === 'object' && persona !== null
    ? `; quien estaba ahí escribió su nombre: «${persona.nombre}»`
    : '';
}

function because(razon: string): string {
  const text = razon.trim().replace(/[.\s]+$/, '');
  return text === '' ? '' : `, con la razón «${text}»`;
}

/** `Nulos`, `Nulos y PAN`, `Nulos, PAN y PRI`. */
function listed(campos: readonly string[], nombres: Nombres): string {
  const labels = campos.map((campo) => `«${nombres.campo(campo)}»`);
  const last = labels.pop() ?? '';
  return labels.length === 0 ? last : `${labels.join(', ')} y ${last}`;
}
