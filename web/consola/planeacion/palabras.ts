/** What the collections, their options and their states are called on the screen. */

import type { Coleccion, Valores } from '../../../src/planeacion/colecciones.ts';
import type { Situacion } from '../../../src/planeacion/derivados.ts';

interface NombreDeColeccion {
  readonly plural: string;
  readonly singular: string;
  /** «Agregar un oficio», «Agregar una sesión» */
  readonly articulo: 'un' | 'una';
}

export const NOMBRES: Readonly<Record<Coleccion, NombreDeColeccion>> = {
  actividades: { plural: 'Actividades', singular: 'actividad', articulo: 'una' },
  entregables: { plural: 'Entregables', singular: 'entregable', articulo: 'un' },
  oficios: { plural: 'Oficios', singular: 'oficio', articulo: 'un' },
  observaciones: { plural: 'Observaciones', singular: 'observación', articulo: 'una' },
  acuerdos: { plural: 'Acuerdos', singular: 'acuerdo', articulo: 'un' },
  sesiones: { plural: 'Sesiones', singular: 'sesión', articulo: 'una' },
  integrantes: { plural: 'Integrantes', singular: 'integrante', articulo: 'un' },
  instrumentos: { plural: 'Instrumentos', singular: 'instrumento', articulo: 'un' },
  enlaces: { plural: 'Enlaces', singular: 'enlace', articulo: 'un' },
  hallazgos: { plural: 'Hallazgos', singular: 'hallazgo', articulo: 'un' },
  simulacros: { plural: 'Simulacros', singular: 'simulacro', articulo: 'un' },
  textos: { plural: 'Textos', singular: 'texto', articulo: 'un' },
  glosario: { plural: 'Glosario', singular: 'término', articulo: 'un' },
  areas: { plural: 'Áreas', singular: 'área', articulo: 'un' },
  ajustes: { plural: 'Ajustes', singular: 'ajustes', articulo: 'un' },
};

/** What a collection is for, said where it is empty. */
export const PARA_QUE: Readonly<Record<Coleccion, string>> = {
  actividades: 'El plan de trabajo: qué se hace, cuándo y quién. Puede importarlo de su hoja de cálculo.',
  entregables: 'Lo que el numeral 33 pide enviar al INE, con su plazo y sus versiones.',
  oficios: 'Los que se envían y los que llegan, y cuál contesta a cuál.',
  observaciones: 'Lo que el INE, la Comisión o el COTAPREP observan, y cómo se atendió.',
  acuerdos: 'Los del Consejo General sobre el PREP: van en el capítulo 3 del informe.',
  sesiones: 'Sesiones y reuniones, con su orden del día, su asistencia y sus acuerdos.',
  integrantes: 'Quién forma la Comisión, el COTAPREP y la Instancia Interna, y desde cuándo.',
  instrumentos: 'Lo firmado con el ente auditor y con el tercero, con sus hitos.',
  enlaces: 'La persona que el INE designó para el PREP del instituto.',
  hallazgos: 'De la auditoría, el COTAPREP y los simulacros: deben cerrarse antes de la noche.',
  simulacros: 'Cada ejercicio, con sus actas y su resultado.',
  textos: 'Las palabras del instituto en los informes: presentación, cierre, títulos.',
  glosario: 'El capítulo 1 del informe mensual.',
  areas: 'Las que pueden ser responsables de una actividad.',
  ajustes: 'El instituto, su proceso y el día de la elección.',
};

export const NOMBRE_DE_SITUACION: Readonly<Record<Situacion, string>> = {
  atrasada: 'Atrasada',
  por_vencer: 'Por vencer',
  en_tiempo: 'En tiempo',
  terminada: 'Terminada',
  cancelada: 'Cancelada',
};

type Opciones<T extends string | null> = Readonly<Record<NonNullable<T>, string>>;

export const ESTADO_DE_ACTIVIDAD: Opciones<Valores<'actividades'>['estado']> = {
  por_iniciar: 'Por iniciar',
  en_curso: 'En curso',
  concluida: 'Concluida',
  cancelada: 'Cancelada',
};
export const DE_ENTREGABLE: Opciones<Valores<'actividades'>['tipoDeEntregable']> = {
  acuerdo: 'Acuerdo',
  acta: 'Acta',
  informe: 'Informe',
  proyecto: 'Proyecto',
  plan: 'Plan',
  reunion: 'Reunión',
  oficio: 'Oficio',
  contratacion: 'Contratación',
  otro: 'Otro',
};
export const ESTADO_DE_ENTREGABLE: Opciones<Valores<'entregables'>['estado']> = {
  por_elaborar: 'Por elaborar',
  enviado: 'Enviado',
  observado: 'Observado',
  atendido: 'Atendido',
  aceptado: 'Aceptado',
};
export const VERSION: Opciones<Valores<'entregables'>['entregas'][number]['version']> = {
  preliminar: 'Preliminar',
  final: 'Final',
};
export const DE_OFICIO: Opciones<Valores<'oficios'>['sentido']> = {
  enviado: 'Enviado',
  recibido: 'Recibido',
  interno: 'Interno',
};
export const DE_OBSERVACION: Opciones<Valores<'observaciones'>['estado']> = {
  pendiente: 'Pendiente',
  atendida: 'Atendida',
  sin_observaciones: 'Sin observaciones',
};
export const TIPO_DE_SESION: Opciones<Valores<'sesiones'>['tipo']> = {
  ordinaria: 'Ordinaria',
  extraordinaria: 'Extraordinaria',
  de_trabajo: 'De trabajo',
};
export const MODALIDAD: Opciones<Valores<'sesiones'>['modalidad']> = {
  presencial: 'Presencial',
  virtual: 'Virtual',
  mixta: 'Mixta',
};
export const ESTADO_DE_SESION: Opciones<Valores<'sesiones'>['estado']> = {
  programada: 'Programada',
  celebrada: 'Celebrada',
  cancelada: 'Cancelada',
};
export const DE_INSTRUMENTO: Opciones<Valores<'instrumentos'>['con']> = {
  ente_auditor: 'Ente auditor',
  tercero: 'Tercero',
};
export const DE_HALLAZGO: Opciones<Valores<'hallazgos'>['origen']> = {
  auditor: 'Ente auditor',
  cotaprep: 'COTAPREP',
  simulacro: 'Simulacro',
};
export const PLAN_DE_CONTINUIDAD: Opciones<Valores<'simulacros'>['planDeContinuidad']> = {
  ejercitado: 'Ejercitado',
  no_ejercitado: 'No ejercitado',
};
