/** What a report lacks, said before it is produced, each with where it is written. */

import { formatFecha } from '../../dominio/calendario.ts';
import type { Coleccion, Valores } from '../colecciones.ts';
import { nombreDeSesion } from '../derivados.ts';
import type { Ficha } from '../hechos.ts';

export interface Faltante {
  /** null: it is to be made */
  readonly ficha: { readonly coleccion: Coleccion; readonly id: string } | null;
  /** a sentence in Spanish: what is missing and where */
  readonly mensaje: string;
}

/** Of an activity of the month. */
export function faltantesDeActividad(ficha: Ficha<'actividades'>, hasta: string): readonly Faltante[] {
  const { numero, estado, termino, razonDelAtraso, avances } = ficha.valores;
  if (estado === null) return [of(ficha, `Actividad ${numero}: nadie ha dicho su estado.`)];
  const late = termino <= hasta && (estado === 'por_iniciar' || estado === 'en_curso');
  if (late && razonDelAtraso.trim() === '') {
    return [
      of(
        ficha,
        `Actividad ${numero}: terminaba el ${formatFecha(termino)} y no se dice por qué sigue abierta.`,
      ),
    ];
  }
  if (estado === 'en_curso' && !late && avances.length === 0) {
    return [of(ficha, `Actividad ${numero}: está en curso y no tiene avance escrito.`)];
  }
  return [];
}

/** Of a session of the month. */
export function faltantesDeSesion(ficha: Ficha<'sesiones'>): readonly Faltante[] {
  const sesion = ficha.valores;
  const who = `${nombreDeSesion(sesion)} del ${formatFecha(sesion.fecha)}`;
  const missing: string[] = [];
  if (sesion.estado === 'programada') missing.push('no se dice si se celebró');
  if (sesion.asistencia.every(({ personas }) => personas.length === 0))
    missing.push('falta la lista de asistencia');
  if (sesion.ordenDelDia.length === 0 && sesion.temas.length === 0) missing.push('faltan los temas tratados');
  if (sesion.introduccion.trim() === '') missing.push('falta el párrafo que la presenta');
  for (const { archivo, pie } of sesion.fotografias) {
    if (archivo === null) missing.push(`falta la fotografía «${pie}»`);
  }
  return missing.map((text) => of(ficha, `${who}: ${text}.`));
}

/** Of a letter, whatever its month: without a date it would be in no report. */
export function faltantesDeOficio(ficha: Ficha<'oficios'>): readonly Faltante[] {
  return ficha.valores.fecha === null ? [of(ficha, `Oficio ${ficha.valores.folio}: falta su fecha.`)] : [];
}

/** Of an observation that is still open. */
export function faltantesDeObservacion(ficha: Ficha<'observaciones'>): readonly Faltante[] {
  const { estado, fecha } = ficha.valores as Valores<'observaciones'>;
  return estado === 'pendiente'
    ? [of(ficha, `Observación del ${formatFecha(fecha)}: no se dice cómo se atendió.`)]
    : [];
}

function of({ coleccion, id }: Ficha, mensaje: string): Faltante {
  return { ficha: { coleccion, id }, mensaje };
}
