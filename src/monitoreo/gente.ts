/**
 * What the board knows of each person: when they were last seen, how many actas they finished, how long each takes
 * them, and how often they agreed with what was consolidated. A few kilobytes each, however long the night.
 */

import type { Rol } from '../acceso/permisos.ts';
import type { EventoActa } from '../dominio/acta.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { unreachable } from '../dominio/result.ts';
import { createMinutos, type Minutos } from './minutos.ts';

/** Actas of which the seconds are remembered, the last ones: the median is that of how they work now. */
export const DURACIONES = 99;
/** Fewer than these say nothing of a person. */
const POCAS = 3;

export interface Persona {
  readonly clave: string;
  /** milliseconds of their last fact, or of their last entrance; null when none is known */
  ultima: number | null;
  /** those that are open; null: they never had one (a simulated person has none) */
  sesiones: Set<number> | null;
  /** the last one that was opened: any other up to it that is not open has ended */
  ultimaSesion: number;
  pausa: 'en_pausa' | 'trabajando';
  hace: 'captura' | 'verificacion' | null;
  enTotal: number;
  readonly minutos: Minutos;
  /** seconds of the last actas, in the order in which they were sent */
  readonly duraciones: number[];
  /** milliseconds in which they sent the last one */
  envio: number;
  comparados: number;
  iguales: number;
}

/** Who somebody is, as they were loaded. */
export interface FichaDePersona {
  readonly nombre: string;
  readonly rol: Rol;
  readonly centro: string;
}

export interface Gente {
  readonly directorio: Map<string, FichaDePersona>;
  readonly personas: ReadonlyMap<string, Persona>;
  /** The record of a person, made when it does not exist. */
  of(clave: string): Persona;
  /** Follows a fact of an acta. */
  follow(acta: string, evento: EventoActa, momento: number): void;
}

/** What is known of the capture of an acta while it lasts. */
interface EnCurso {
  /** since when each person has it */
  readonly tienen: Map<string, number>;
  readonly capturas: { readonly persona: string; readonly lecturas: Lecturas }[];
  acordadas: Lecturas;
}

export function createGente(): Gente {
  const directorio = new Map<string, FichaDePersona>();
  const personas = new Map<string, Persona>();
  const enCurso = new Map<string, EnCurso>();
  /** since when somebody has each acta to verify */
  const verifican = new Map<string, { readonly persona: string; readonly desde: number }>();

  function of(clave: string): Persona {
    const known = personas.get(clave);
    if (known !== undefined) return known;
    const made: Persona = {
      ...{
        clave,
        ultima: null,
        sesiones: null,
        ultimaSesion: 0,
        pausa: 'trabajando',
        hace: null,
        enTotal: 0,
      },
      ...{ minutos: createMinutos(), duraciones: [], envio: 0, comparados: 0, iguales: 0 },
    };
    personas.set(clave, made);
    return made;
  }

  function courseOf(acta: string): EnCurso {
    const known = enCurso.get(acta);
    if (known !== undefined) return known;
    const made: EnCurso = { tienen: new Map(), capturas: [], acordadas: {} };
    enCurso.set(acta, made);
    return made;
  }

  function seen(clave: string, momento: number): Persona {
    const persona = of(clave);
    persona.ultima = Math.max(persona.ultima ?? 0, momento);
    return persona;
  }

  /**
   * @param desde when the acta was given to them: the next one is given while they type the one before, so their
   *   time counts from when they sent that one
   */
  function finished(clave: string, desde: number | undefined, momento: number): Persona {
    const persona = seen(clave, momento);
    persona.enTotal += 1;
    persona.minutos.add(momento);
    if (desde !== undefined) {
      persona.duraciones.push(Math.max(0, momento - Math.max(desde, persona.envio)) / 1000);
      if (persona.duraciones.length > DURACIONES) persona.duraciones.shift();
    }
    persona.envio = momento;
    return persona;
  }

  /** The round has a result: who typed each of its fields as it was consolidated, and who did not. */
  function compare(acta: string, consolidadas: Lecturas): void {
    for (const { persona: clave, lecturas } of enCurso.get(acta)?.capturas ?? []) {
      const persona = of(clave);
      for (const [campo, lectura] of Object.entries(lecturas)) {
        const consolidada = consolidadas[campo];
        if (consolidada === undefined) continue;
        persona.comparados += 1;
        if (consolidada === lectura) persona.iguales += 1;
      }
    }
    enCurso.delete(acta);
  }

  function verified(acta: string, clave: string, momento: number): void {
    const assigned = verifican.get(acta);
    verifican.delete(acta);
    finished(clave, assigned?.persona === clave ? assigned.desde : undefined, momento).hace = 'verificacion';
  }

  function follow(acta: string, evento: EventoActa, momento: number): void {
    switch (evento.tipo) {
      case 'captura_asignada':
        seen(evento.datos.persona, momento).hace = 'captura';
        courseOf(acta).tienen.set(evento.datos.persona, momento);
        return;
      case 'captura_liberada':
        // That their time ran out is a fact of the clock, not of them.
        if (evento.datos.motivo === 'devuelta') seen(evento.datos.persona, momento);
        courseOf(acta).tienen.delete(evento.datos.persona);
        return;
      case 'captura_prorrogada':
      case 'resolucion_propuesta':
      case 'resolucion_rechazada':
      case 'identificacion_rechazada':
        seen(evento.datos.persona, momento);
        return;
      case 'identificacion_confirmada':
        seen(evento.datos.confirma, momento);
        return;
      case 'captura_registrada': {
        const { persona } = evento.datos;
        const course = courseOf(acta);
        finished(persona, course.tienen.get(persona), momento).hace = 'captura';
        course.tienen.delete(persona);
        course.capturas.push(evento.datos);
        return;
      }
      case 'acta_consolidada':
        compare(acta, evento.datos.lecturas);
        return;
      case 'conflicto_abierto':
        courseOf(acta).acordadas = evento.datos.acordadas;
        return;
      case 'conflicto_resuelto':
        for (const clave of [evento.datos.coordinador, evento.datos.verificador]) seen(clave, momento);
        compare(acta, { ...enCurso.get(acta)?.acordadas, ...evento.datos.lecturas });
        return;
      case 'verificacion_asignada':
        seen(evento.datos.persona, momento).hace = 'verificacion';
        verifican.set(acta, { persona: evento.datos.persona, desde: momento });
        return;
      case 'verificacion_liberada':
        if (evento.datos.motivo === 'devuelta') seen(evento.datos.persona, momento);
        verifican.delete(acta);
        return;
      case 'acta_verificada':
      case 'recaptura_pedida':
      case 'identificacion_propuesta':
        verified(acta, evento.datos.persona, momento);
        return;
      case 'imagen_rechazada':
        // What was typed from a wrong image is compared with nothing.
        enCurso.delete(acta);
        if (verifican.has(acta)) verified(acta, evento.datos.persona, momento);
        else seen(evento.datos.persona, momento);
        return;
      case 'imagen_sustituida':
        enCurso.delete(acta);
        verifican.delete(acta);
        return;
      case 'acta_acopiada':
      case 'imagen_digitalizada':
      case 'imagen_reasignada':
      case 'sin_acta_propuesta':
      case 'sin_acta_rechazada':
      case 'sin_acta_declarada':
      case 'sin_acta_anulada':
      case 'fuera_de_catalogo_registrada':
      case 'cotejo_registrado':
      case 'correccion_abierta':
        // They happen in the CATD and in the coordination: not part of the people of capture.
        return;
      default:
        unreachable(evento);
    }
  }

  return { directorio, personas, of, follow };
}

/** Median of the seconds per acta of a person; null when they are too few to say anything. */
export function medianOf({ duraciones }: Pick<Persona, 'duraciones'>): number | null {
  if (duraciones.length < POCAS) return null;
  const sorted = duraciones.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const above = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? above : ((sorted[half - 1] ?? above) + above) / 2;
}
