/**
 * A first plan from election day: the deliverables of numeral 33 and the activities that lead to each, the monthly
 * reports, the simulacros. It is where a team begins, to be changed; nothing in it is an order.
 */

import { addDays, addMonths, type Fecha, formatFecha, MESES, partsOf } from '../dominio/calendario.ts';
import type { ValoresNuevos } from './colecciones.ts';
import { limiteDe } from './derivados.ts';
import { ENTREGABLES_DEL_NUMERAL_33, type EntregableDeCatalogo } from './numeral-33.ts';

type Nueva<C extends 'actividades' | 'entregables' | 'areas' | 'simulacros'> = {
  readonly id: string;
} & ValoresNuevos<C>;

export interface PlanPropuesto {
  readonly areas: readonly Nueva<'areas'>[];
  readonly entregables: readonly Nueva<'entregables'>[];
  readonly actividades: readonly Nueva<'actividades'>[];
}

const INTERNA = 'Instancia Interna';
const COTAPREP = 'COTAPREP';
const CONSEJO = 'Consejo General';

/** Days that each step takes before its deliverable is due. */
const ELABORACION = 30;
const REVISION = 15;
const ATENCION = 8;

/** @param jornada election day */
export function proponerPlan(jornada: Fecha): PlanPropuesto {
  const entregables = ENTREGABLES_DEL_NUMERAL_33.map(
    (cada): Nueva<'entregables'> => ({
      id: `ent-${cada.numero}`,
      numero: cada.numero,
      descripcion: cada.descripcion,
      tema: cada.tema,
      plazo: cada.plazo,
      nota: cada.firmeza === 'reglas' ? '' : 'Plazo propuesto: fíjelo según su calendario.',
    }),
  );
  const dated = ENTREGABLES_DEL_NUMERAL_33.filter(({ plazo }) => plazo.tipo !== 'mensual')
    .map((cada) => ({ cada, limite: limiteDe(cada.plazo, { hoy: jornada, jornada }) ?? jornada }))
    .toSorted((a, b) =>
      a.limite < b.limite ? -1 : a.limite > b.limite ? 1 : Number(a.cada.numero) - Number(b.cada.numero),
    );
  const grupos = [
    ...dated.map(({ cada, limite }) => ({ inicio: limite, pasos: pasosDe(cada, limite) })),
    ...informes(jornada),
    ...simulacros(jornada),
  ].toSorted((a, b) => (a.inicio < b.inicio ? -1 : a.inicio > b.inicio ? 1 : 0));
  return {
    areas: [INTERNA, COTAPREP, CONSEJO].map((nombre, i) => ({ id: `area-${i + 1}`, nombre })),
    entregables,
    actividades: grupos.flatMap(({ pasos }, i) => number(pasos, i + 1)),
  };
}

type Paso = Omit<ValoresNuevos<'actividades'>, 'numero' | 'dependencias'>;

/** Draft, review of the COTAPREP, attention to what it said, sending: or only making it and sending it. */
function pasosDe(
  { descripcion, tema, versiones, numero }: EntregableDeCatalogo,
  limite: Fecha,
): readonly Paso[] {
  const entregable = `Entregable ${numero}`;
  const paso = (que: string, inicio: number, termino: number, area: string): Paso => ({
    descripcion: `${que}: ${descripcion}`,
    entregable,
    tipoDeEntregable: kindOf(descripcion),
    inicio: addDays(limite, -inicio),
    termino: addDays(limite, -termino),
    area,
  });
  const sending = paso('Remisión al INE', 2, 0, INTERNA);
  if (versiones === 'unica') {
    return [
      paso('Elaboración', ELABORACION, 3, tema === 'Instalación y coordinación' ? CONSEJO : INTERNA),
      sending,
    ];
  }
  return [
    paso('Elaboración de la versión preliminar', ELABORACION, REVISION + 1, INTERNA),
    paso('Revisión y observaciones', REVISION, ATENCION + 1, COTAPREP),
    paso('Atención de observaciones y versión final', ATENCION, 3, INTERNA),
    sending,
  ];
}

function kindOf(descripcion: string): NonNullable<Paso['tipoDeEntregable']> {
  const [first = ''] = descripcion.toLowerCase().split(' ');
  switch (first) {
    case 'acuerdo':
    case 'acta':
    case 'informe':
    case 'plan':
      return first;
    default:
      return 'otro';
  }
}

/** A report of each month, from nine before the election to the one before it. */
function informes(jornada: Fecha) {
  return Array.from({ length: 9 }, (_, i) => {
    const mes = `${addMonths(jornada, i - 9).slice(0, 7)}-01`;
    const inicio = addMonths(mes, 1);
    const { anio, mes: numero } = partsOf(mes);
    const pasos: readonly Paso[] = [
      {
        descripcion: `Elaboración y remisión al INE del informe de ${MESES[numero - 1]} de ${anio}`,
        ...{ entregable: 'Entregable 3', tipoDeEntregable: 'informe', area: INTERNA },
        ...{ inicio, termino: addDays(inicio, 4) },
      },
    ];
    return { inicio, pasos };
  });
}

/** The three Sundays before the election. */
function simulacros(jornada: Fecha) {
  return [21, 14, 7].map((antes, i) => {
    const fecha = addDays(jornada, -antes);
    const pasos: readonly Paso[] = [
      {
        descripcion: `Simulacro ${i + 1}, domingo ${formatFecha(fecha)}`,
        ...{ entregable: 'Entregable 27', tipoDeEntregable: 'otro', area: INTERNA },
        ...{ inicio: fecha, termino: fecha },
      },
    ];
    return { inicio: fecha, pasos };
  });
}

/** `4`, `4.1`, `4.2`: the first step and those that wait for the one before. */
function number(pasos: readonly Paso[], grupo: number): readonly Nueva<'actividades'>[] {
  const idOf = (i: number) => `act-${grupo}${i === 0 ? '' : `-${i}`}`;
  return pasos.map((paso, i) => ({
    id: idOf(i),
    numero: i === 0 ? String(grupo) : `${grupo}.${i}`,
    ...paso,
    estado: 'por_iniciar',
    dependencias: i === 0 ? [] : [idOf(i - 1)],
  }));
}
