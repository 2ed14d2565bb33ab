/**
 * What an OPL sends to INE about its PREP: the deliverables of numeral 33 of the Lineamientos (Anexo 13 of the
 * Reglamento de Elecciones), with the deadline of each as months and days from election day.
 *
 * The months are those that the Lineamientos give to each act; the five days that follow them, those that there are to
 * send what was approved. Of the ones that depend on another date (the test of the system, the simulacros) the distance
 * is that of the calendar that an OPL published for its election of June 2027: `propuesto`, each institute fixes its own.
 */

import type { Plazo } from './colecciones.ts';

export interface EntregableDeCatalogo {
  readonly numero: string;
  readonly descripcion: string;
  readonly tema: string;
  readonly plazo: Plazo;
  readonly firmeza: 'reglas' | 'propuesto';
  /** how it is made: by a draft that others see before, or at once */
  readonly versiones: 'preliminar_y_final' | 'unica';
}

const desde = (meses: number, dias: number): Plazo => ({ tipo: 'desde_jornada', meses, dias });
/** Days to send what was approved. */
const ENVIO = 5;

type Renglon = readonly [
  descripcion: string,
  tema: string,
  plazo: Plazo,
  firmeza: EntregableDeCatalogo['firmeza'],
  versiones: EntregableDeCatalogo['versiones'],
];

const RENGLONES: readonly Renglon[] = [
  [
    'Acuerdo con el que se instala la Comisión que da seguimiento al PREP',
    'Instalación y coordinación',
    desde(-9, ENVIO),
    'reglas',
    'unica',
  ],
  [
    'Acuerdo con el que se designa o ratifica a la instancia interna que coordina el PREP',
    'Instalación y coordinación',
    desde(-9, ENVIO),
    'reglas',
    'unica',
  ],
  [
    'Informe mensual del avance en la implementación y operación del PREP',
    'Informes mensuales',
    { tipo: 'mensual' },
    'reglas',
    'unica',
  ],
  ['Acuerdo con el que se integra el COTAPREP', 'COTAPREP', desde(-7, ENVIO), 'reglas', 'preliminar_y_final'],
  [
    'Plan de trabajo del COTAPREP y calendario de sus sesiones ordinarias y de sus reuniones formales con las representaciones de partidos y, en su caso, candidaturas independientes',
    'COTAPREP',
    desde(-7, ENVIO),
    'reglas',
    'unica',
  ],
  [
    'Plan de trabajo para la implementación del PREP, revisado por el COTAPREP',
    'Plan de trabajo',
    desde(-6, 0),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Documento en el que se determina si el PREP lo implementa y opera solo el OPL o con apoyo de un tercero',
    'Determinación',
    desde(-6, ENVIO),
    'reglas',
    'unica',
  ],
  [
    'Acuerdo con el que se determina el proceso técnico operativo',
    'Proceso técnico operativo',
    desde(-5, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Candidatos a ente auditor, con la síntesis de su experiencia en auditorías',
    'Ente auditor',
    desde(-5, ENVIO),
    'reglas',
    'unica',
  ],
  [
    'Instrumento jurídico con el tercero, en su caso, y su anexo técnico',
    'Tercero',
    desde(-4, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Prototipo navegable del sitio de publicación y formato de la base de datos, revisados por el COTAPREP',
    'Publicación',
    desde(-4, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Acuerdo con el que se determina la ubicación de los CATD y, en su caso, CCV, y se instruye su instalación y habilitación',
    'CATD y CCV',
    desde(-4, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Acuerdo con el que se instruye a los consejos distritales o municipales supervisar los CATD y, en su caso, CCV',
    'CATD y CCV',
    desde(-4, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  ['Designación del ente auditor y su aceptación', 'Ente auditor', desde(-4, 0), 'reglas', 'unica'],
  [
    'Instrumento jurídico con el ente auditor y su anexo técnico',
    'Ente auditor',
    desde(-3, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Plan de seguridad y plan de continuidad',
    'Seguridad y continuidad',
    desde(-2, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Acuerdo con el que se fija la fecha y hora en que inicia la publicación',
    'Publicación',
    desde(-2, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Acuerdo con el que se fija cuántas veces por hora se actualizan los datos, tres como mínimo',
    'Publicación',
    desde(-2, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Acuerdo con el que se fija cuántas veces por hora se actualizan las bases de datos, tres como mínimo',
    'Publicación',
    desde(-2, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Acuerdo con el que se fija la fecha y hora de la última actualización',
    'Publicación',
    desde(-2, ENVIO),
    'reglas',
    'preliminar_y_final',
  ],
  [
    'Documento que informa fecha, hora y lugar de la prueba de que el sistema funciona',
    'Pruebas',
    desde(-2, 10),
    'propuesto',
    'unica',
  ],
  [
    'Procedimiento para consultar a distancia el sitio de publicación durante esa prueba',
    'Pruebas',
    desde(-2, 12),
    'propuesto',
    'unica',
  ],
  ['Informe que evalúa esa prueba', 'Pruebas', desde(-2, 20), 'propuesto', 'unica'],
  [
    'Convocatoria o invitación a difusores y documento que formaliza su participación',
    'Difusores',
    desde(0, -5),
    'propuesto',
    'unica',
  ],
  [
    'Lista de difusores oficiales con sus direcciones electrónicas',
    'Difusores',
    desde(0, -5),
    'propuesto',
    'unica',
  ],
  [
    'Direcciones electrónicas del sitio en los simulacros (tres días antes del primero) y en operación',
    'Publicación',
    desde(0, -24),
    'propuesto',
    'preliminar_y_final',
  ],
  ['Informe general del desempeño en todos los simulacros', 'Simulacros', desde(0, -1), 'propuesto', 'unica'],
  ['Acta circunstanciada del cierre de la publicación', 'Operación', desde(0, 6), 'propuesto', 'unica'],
  [
    'Informe final del ente auditor e informe con su evaluación de la operación',
    'Cierre',
    desde(1, 0),
    'reglas',
    'unica',
  ],
  [
    'Constancias de los actos que atestigua un tercero con fe pública',
    'Cierre',
    desde(1, 0),
    'reglas',
    'unica',
  ],
  ['Informe final del PREP', 'Cierre', desde(1, 0), 'reglas', 'unica'],
  ['Informe final del COTAPREP', 'Cierre', desde(0, 24), 'propuesto', 'unica'],
];

export const ENTREGABLES_DEL_NUMERAL_33: readonly EntregableDeCatalogo[] = RENGLONES.map(
  ([descripcion, tema, plazo, firmeza, versiones], i) => ({
    numero: String(i + 1),
    descripcion,
    tema,
    plazo,
    firmeza,
    versiones,
  }),
);
