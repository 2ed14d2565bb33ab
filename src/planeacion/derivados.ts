/**
 * What is computed of the fichas and the day it is: what is late, what is about to be, and what each thing is called.
 */

import { addDays, addMonths, type Fecha, formatFecha, MESES, partsOf } from '../dominio/calendario.ts';
import { unreachable } from '../dominio/result.ts';
import type { Coleccion, Plazo, Valores } from './colecciones.ts';
import { type Ficha, fichasDe, type Planeacion } from './hechos.ts';

export type Situacion = 'atrasada' | 'por_vencer' | 'en_tiempo' | 'terminada' | 'cancelada';

export interface Derivado {
  /** what it is called in lists and searches */
  readonly titulo: string;
  /** day on which it is due, or on which it happens; null when it has none */
  readonly limite: Fecha | null;
  /** null when it has no deadline to meet */
  readonly situacion: Situacion | null;
}

export interface Dia {
  readonly hoy: Fecha;
  readonly jornada: Fecha | null;
  /** days before a deadline from which it is `por_vencer` */
  readonly diasDeAviso: number;
}

/** The settings that the derived values need. */
export function diaDe(estado: Planeacion, hoy: Fecha): Dia {
  const ajustes = estado.fichas.ajustes.get('ajustes')?.valores;
  return { hoy, jornada: ajustes?.jornada ?? null, diasDeAviso: ajustes?.diasDeAviso ?? 7 };
}

export function derive(ficha: Ficha, dia: Dia): Derivado {
  const { coleccion } = ficha;
  switch (coleccion) {
    case 'actividades': {
      const { numero, descripcion, termino, estado } = ficha.valores as Valores<'actividades'>;
      const titulo = `${numero} ${descripcion}`;
      if (estado === 'cancelada') return { titulo, limite: termino, situacion: 'cancelada' };
      return { titulo, limite: termino, situacion: situate(termino, estado === 'concluida', dia) };
    }
    case 'entregables': {
      const entregable = ficha.valores as Valores<'entregables'>;
      const limite = limiteDe(entregable.plazo, dia, entregable.entregas);
      const done = entregable.plazo.tipo !== 'mensual' && isEntregado(entregable);
      return {
        titulo: `${entregable.numero} ${entregable.descripcion}`,
        limite,
        situacion: limite === null ? (done ? 'terminada' : null) : situate(limite, done, dia),
      };
    }
    case 'hallazgos': {
      const { descripcion, limite, verificado } = ficha.valores as Valores<'hallazgos'>;
      return { titulo: descripcion, limite, situacion: situate(limite, verificado !== null, dia) };
    }
    case 'sesiones': {
      const sesion = ficha.valores as Valores<'sesiones'>;
      return { titulo: nombreDeSesion(sesion), limite: sesion.fecha, situacion: null };
    }
    case 'instrumentos': {
      const { nombre, hitos } = ficha.valores as Valores<'instrumentos'>;
      const pending = hitos.filter(({ cumplido }) => cumplido === null).map(({ fecha }) => fecha);
      const limite = pending.toSorted()[0] ?? null;
      return { titulo: nombre, limite, situacion: limite === null ? null : situate(limite, false, dia) };
    }
    case 'oficios': {
      const { folio, fecha } = ficha.valores as Valores<'oficios'>;
      return { titulo: folio, limite: fecha, situacion: null };
    }
    case 'acuerdos': {
      const { clave, fecha } = ficha.valores as Valores<'acuerdos'>;
      return { titulo: clave, limite: fecha, situacion: null };
    }
    case 'observaciones': {
      const { texto, fecha } = ficha.valores as Valores<'observaciones'>;
      return { titulo: texto, limite: fecha, situacion: null };
    }
    case 'simulacros': {
      const { numero, fecha } = ficha.valores as Valores<'simulacros'>;
      return { titulo: `Simulacro ${numero}`, limite: fecha, situacion: null };
    }
    case 'ajustes':
      return untimed('Ajustes');
    case 'textos':
      return untimed((ficha.valores as Valores<'textos'>).clave);
    case 'glosario':
      return untimed((ficha.valores as Valores<'glosario'>).termino);
    case 'areas':
    case 'integrantes':
    case 'enlaces':
      return untimed((ficha.valores as Valores<'areas'>).nombre);
    default:
      return unreachable(coleccion);
  }
}

function untimed(titulo: string): Derivado {
  return { titulo, limite: null, situacion: null };
}

function situate(limite: Fecha, done: boolean, { hoy, diasDeAviso }: Dia): Situacion {
  if (done) return 'terminada';
  if (limite < hoy) return 'atrasada';
  return limite <= addDays(hoy, diasDeAviso) ? 'por_vencer' : 'en_tiempo';
}

/** Sent, and with nothing left to attend. */
export function isEntregado({ estado }: Valores<'entregables'>): boolean {
  return estado === 'enviado' || estado === 'atendido' || estado === 'aceptado';
}

/**
 * When a deliverable is due, or null when nothing says it yet. A monthly one is due on the 5th: that of the month that
 * ended, until it is sent, and then that of the present one.
 */
export function limiteDe(
  plazo: Plazo,
  { hoy, jornada }: Pick<Dia, 'hoy' | 'jornada'>,
  entregas: Valores<'entregables'>['entregas'] = [],
): Fecha | null {
  switch (plazo.tipo) {
    case 'fijado':
      return plazo.fecha;
    case 'desde_jornada':
      return jornada === null ? null : addDays(addMonths(jornada, plazo.meses), plazo.dias);
    case 'mensual': {
      if (jornada === null) return null;
      const informe = informeMensual(hoy, jornada, entregas);
      return informe === null ? null : informe.limite;
    }
    default:
      return unreachable(plazo);
  }
}

export interface InformePorEnviar {
  /** `2026-09` */
  readonly mes: string;
  readonly limite: Fecha;
}

/** Months with a report: from nine before the election to the one before it. */
const MESES_DE_INFORME = 9;
/** Day of the next month until which INE receives it (numeral 33, apartado 3). */
const DIA_DE_INFORME = 5;

/** The monthly report that has to be sent next; null before the first month and after the last. */
export function informeMensual(
  hoy: Fecha,
  jornada: Fecha,
  entregas: Valores<'entregables'>['entregas'],
): InformePorEnviar | null {
  const thisMonth = `${hoy.slice(0, 7)}-01`;
  const sent = entregas.some(({ fecha }) => fecha >= thisMonth && fecha <= hoy);
  const mes = (sent ? thisMonth : addMonths(thisMonth, -1)).slice(0, 7);
  const first = addMonths(jornada, -MESES_DE_INFORME).slice(0, 7);
  const last = addMonths(jornada, -1).slice(0, 7);
  if (mes > last) return null;
  const due = mes < first ? first : mes;
  return { mes: due, limite: addDays(addMonths(`${due}-01`, 1), DIA_DE_INFORME - 1) };
}

const TIPO_DE_SESION: Readonly<Record<Valores<'sesiones'>['tipo'], string>> = {
  ordinaria: 'Sesión Ordinaria',
  extraordinaria: 'Sesión Extraordinaria',
  de_trabajo: 'Reunión de Trabajo',
};
const MODALIDAD: Readonly<Record<Valores<'sesiones'>['modalidad'], string>> = {
  presencial: '',
  virtual: ' Virtual',
  mixta: ' Mixta',
};

/** What a session is called: its own name, or `Reunión de Trabajo Virtual COTAPREP`. */
export function nombreDeSesion(sesion: Valores<'sesiones'>): string {
  if (sesion.nombre !== '') return sesion.nombre;
  return `${TIPO_DE_SESION[sesion.tipo]}${MODALIDAD[sesion.modalidad]} ${sesion.organo}`;
}

/** A deadline on the board. */
export interface Pendiente {
  readonly coleccion: Coleccion;
  readonly id: string;
  readonly titulo: string;
  readonly limite: Fecha;
  /** area or person; empty when nobody is named */
  readonly responsable: string;
}

export interface Tablero {
  readonly hoy: Fecha;
  /** oldest first */
  readonly atrasadas: readonly Pendiente[];
  readonly porVencer: readonly Pendiente[];
  readonly sesiones: readonly Pendiente[];
  readonly terminadas: number;
  readonly enTiempo: number;
  /** activities of which nobody has said how they are */
  readonly sinEstado: number;
  /** the monthly report that is due next, with a sentence; null out of the months that have one */
  readonly informe: (InformePorEnviar & { readonly aviso: string; readonly situacion: Situacion }) | null;
}

const CON_PLAZO = ['actividades', 'entregables', 'hallazgos', 'instrumentos'] as const;

/** What is due, late and done. */
export function tableroDe(estado: Planeacion, dia: Dia): Tablero {
  const todas = CON_PLAZO.flatMap((coleccion): readonly Ficha[] => fichasDe(estado, coleccion)).map(
    (ficha) => ({ ficha, derivado: derive(ficha, dia) }),
  );
  const pick = (situacion: Situacion) =>
    todas.flatMap(({ ficha, derivado }) =>
      derivado.situacion === situacion && derivado.limite !== null
        ? [pendingOf(ficha, derivado.titulo, derivado.limite)]
        : [],
    );
  const count = (situacion: Situacion) =>
    todas.filter(({ derivado }) => derivado.situacion === situacion).length;
  const sesiones = fichasDe(estado, 'sesiones')
    .filter(({ valores }) => valores.estado === 'programada' && valores.fecha >= dia.hoy)
    .map((ficha) => pendingOf(ficha, nombreDeSesion(ficha.valores), ficha.valores.fecha));
  return {
    hoy: dia.hoy,
    atrasadas: byLimite(pick('atrasada')),
    porVencer: byLimite(pick('por_vencer')),
    sesiones: byLimite(sesiones),
    terminadas: count('terminada'),
    enTiempo: count('en_tiempo'),
    sinEstado: fichasDe(estado, 'actividades').filter(({ valores }) => valores.estado === null).length,
    informe: informeEnTablero(estado, dia),
  };
}

function informeEnTablero(estado: Planeacion, dia: Dia): Tablero['informe'] {
  if (dia.jornada === null) return null;
  const mensual = fichasDe(estado, 'entregables').find(({ valores }) => valores.plazo.tipo === 'mensual');
  const informe = informeMensual(dia.hoy, dia.jornada, mensual?.valores.entregas ?? []);
  if (informe === null) return null;
  const { anio, mes } = partsOf(`${informe.mes}-01`);
  const situacion = situate(informe.limite, false, dia);
  const verb = situacion === 'atrasada' ? 'debió enviarse' : 'se envía';
  return {
    ...informe,
    situacion,
    aviso: `El informe de ${MESES[mes - 1]} de ${anio} ${verb} al INE a más tardar el ${formatFecha(informe.limite)}.`,
  };
}

function pendingOf(ficha: Ficha, titulo: string, limite: Fecha): Pendiente {
  const { coleccion, id } = ficha;
  const valores = ficha.valores as Partial<
    Valores<'actividades'> & Valores<'hallazgos'> & Valores<'sesiones'>
  >;
  return {
    coleccion,
    id,
    titulo,
    limite,
    responsable: valores.area ?? valores.dueno ?? valores.organo ?? '',
  };
}

function byLimite(pendientes: readonly Pendiente[]): readonly Pendiente[] {
  return pendientes.toSorted((a, b) => (a.limite < b.limite ? -1 : a.limite > b.limite ? 1 : 0));
}
