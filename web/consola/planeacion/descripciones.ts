/** The fields of each collection, in the order of its form, with what they are called. */

import { formatFecha } from '../../../src/dominio/calendario.ts';
import type { Coleccion, Valores } from '../../../src/planeacion/colecciones.ts';
import type { Campo, Campos } from './campos.ts';
import {
  DE_ENTREGABLE,
  DE_HALLAZGO,
  DE_INSTRUMENTO,
  DE_OBSERVACION,
  DE_OFICIO,
  ESTADO_DE_ACTIVIDAD,
  ESTADO_DE_ENTREGABLE,
  ESTADO_DE_SESION,
  MODALIDAD,
  PLAN_DE_CONTINUIDAD,
  TIPO_DE_SESION,
  VERSION,
} from './palabras.ts';

export interface Descripcion<C extends Coleccion> {
  /** every field, or it does not compile */
  readonly campos: { readonly [K in keyof Valores<C>]-?: Campo };
  /** second line in a list */
  readonly detalle: (valores: Valores<C>) => string;
  /** its state, in a list; empty when it has none */
  readonly estado: (valores: Valores<C>) => string;
}

const MARCAS = 'Párrafos; **negritas**, *cursivas* y listas con guion.';
const RELATO: Campo = {
  ...{ tipo: 'parrafo', etiqueta: 'Relato para el informe', ancho: 'entero' },
  ayuda: `Va tal cual en el capítulo de avance de su mes. ${MARCAS}`,
};
const ninguno = () => '';

function linea(etiqueta: string, requisito?: 'obligatorio'): Campo {
  return { tipo: 'linea', etiqueta, ...(requisito && { requisito }) };
}
function parrafo(etiqueta: string, ayuda?: string): Campo {
  return { tipo: 'parrafo', etiqueta, ancho: 'entero', ...(ayuda !== undefined && { ayuda }) };
}
function fecha(etiqueta: string, requisito?: 'obligatorio'): Campo {
  return { tipo: 'fecha', etiqueta, ...(requisito && { requisito }) };
}
function texto(etiqueta: string): Campo {
  return { tipo: 'parrafo', etiqueta, requisito: 'obligatorio', ancho: 'entero' };
}
const archivos = (etiqueta: string): Campo => ({ tipo: 'archivos', etiqueta, ancho: 'entero' });
const oficio = (etiqueta: string): Campo => ({ tipo: 'referencia', etiqueta, a: 'oficios' });

export const DESCRIPCIONES: { readonly [C in Coleccion]: Descripcion<C> } = {
  actividades: {
    campos: {
      numero: { ...linea('Número', 'obligatorio'), ayuda: 'Como 11 o 11.1' },
      estado: {
        ...{ tipo: 'opcion', etiqueta: 'Estado', opciones: ESTADO_DE_ACTIVIDAD },
        vacia: 'Nadie lo ha dicho',
      },
      descripcion: texto('Actividad'),
      inicio: fecha('Inicio', 'obligatorio'),
      termino: fecha('Término', 'obligatorio'),
      area: { tipo: 'linea', etiqueta: 'Área responsable', sugiere: 'areas' },
      entregable: linea('Entregable'),
      tipoDeEntregable: {
        ...{ tipo: 'opcion', etiqueta: 'Tipo de entregable', opciones: DE_ENTREGABLE, inicial: 'otro' },
      },
      dependencias: { tipo: 'referencias', etiqueta: 'Empieza cuando terminan', a: 'actividades' },
      avances: {
        ...{ tipo: 'lista', etiqueta: 'Avances', uno: 'avance', ancho: 'entero' },
        ayuda: `Qué se hizo y cuándo: cada uno va en el informe de su mes. ${MARCAS}`,
        campos: { fecha: fecha('Fecha', 'obligatorio'), texto: parrafo('Qué se hizo') },
      },
      razonDelAtraso: parrafo('Razón del atraso', 'Si ya venció y no ha concluido: va en el informe.'),
      evidencias: archivos('Evidencias'),
    },
    detalle: ({ area, inicio, termino }) =>
      [area, inicio === termino ? formatFecha(inicio) : `${formatFecha(inicio)} a ${formatFecha(termino)}`]
        .filter((part) => part !== '')
        .join(' · '),
    estado: ({ estado }) => (estado === null ? 'Sin estado' : ESTADO_DE_ACTIVIDAD[estado]),
  },

  entregables: {
    campos: {
      numero: { ...linea('Número', 'obligatorio'), ayuda: 'El de la lista del numeral 33, o uno propio' },
      estado: {
        ...{ tipo: 'opcion', etiqueta: 'Estado', opciones: ESTADO_DE_ENTREGABLE, inicial: 'por_elaborar' },
      },
      descripcion: texto('Entregable'),
      tema: { tipo: 'linea', etiqueta: 'Tema', sugiere: 'de_la_coleccion' },
      plazo: { tipo: 'plazo', etiqueta: 'Plazo' },
      entregas: {
        ...{ tipo: 'lista', etiqueta: 'Entregas', uno: 'entrega', ancho: 'entero' },
        campos: {
          version: { tipo: 'opcion', etiqueta: 'Versión', opciones: VERSION },
          fecha: fecha('Fecha', 'obligatorio'),
          oficio: oficio('Oficio'),
          archivo: { tipo: 'archivo', etiqueta: 'Archivo' },
        },
      },
      nota: parrafo('Nota'),
    },
    detalle: ({ tema }) => tema,
    estado: ({ estado }) => ESTADO_DE_ENTREGABLE[estado],
  },

  acuerdos: {
    campos: {
      clave: { ...linea('Clave', 'obligatorio'), ayuda: 'Como IEM-CG-68-2023' },
      fecha: fecha('Fecha'),
      organo: {
        ...{ tipo: 'linea', etiqueta: 'Órgano que lo aprueba', requisito: 'obligatorio' },
        ...{ sugiere: 'de_la_coleccion', inicial: 'Consejo General' },
      },
      votacion: linea('Votación'),
      asunto: texto('Asunto'),
      archivos: archivos('Archivos'),
      relato: RELATO,
    },
    detalle: ({ asunto }) => asunto,
    estado: ninguno,
  },

  oficios: {
    campos: {
      folio: { ...linea('Folio', 'obligatorio'), ayuda: 'Como IEM/P/1043/2023' },
      fecha: { ...fecha('Fecha'), ayuda: 'Si aún no se sabe, déjela vacía' },
      sentido: { tipo: 'opcion', etiqueta: 'Sentido', opciones: DE_OFICIO },
      respuestaA: oficio('Contesta a'),
      de: {
        ...{ tipo: 'linea', etiqueta: 'De', requisito: 'obligatorio', sugiere: 'de_la_coleccion' },
      },
      para: {
        ...{ tipo: 'linea', etiqueta: 'Para', requisito: 'obligatorio', sugiere: 'de_la_coleccion' },
      },
      asunto: texto('Asunto'),
      archivos: archivos('Archivos'),
      relato: RELATO,
    },
    detalle: ({ de, para, asunto }) => `${de} → ${para}: ${asunto}`,
    estado: ({ sentido }) => DE_OFICIO[sentido],
  },

  observaciones: {
    campos: {
      fecha: fecha('Fecha', 'obligatorio'),
      estado: { tipo: 'opcion', etiqueta: 'Estado', opciones: DE_OBSERVACION, inicial: 'pendiente' },
      de: { tipo: 'linea', etiqueta: 'Quién observa', sugiere: 'de_la_coleccion' },
      entregable: { tipo: 'referencia', etiqueta: 'Entregable observado', a: 'entregables' },
      oficio: oficio('Oficio que la trajo'),
      oficioDeAtencion: oficio('Oficio con el que se atendió'),
      texto: texto('Observación'),
      comoSeAtendio: parrafo('Cómo se atendió'),
      relato: RELATO,
    },
    detalle: ({ de }) => de,
    estado: ({ estado }) => DE_OBSERVACION[estado],
  },

  sesiones: {
    campos: {
      organo: {
        ...{ tipo: 'linea', etiqueta: 'Órgano', requisito: 'obligatorio', sugiere: 'de_la_coleccion' },
      },
      estado: { tipo: 'opcion', etiqueta: 'Estado', opciones: ESTADO_DE_SESION, inicial: 'programada' },
      tipo: { tipo: 'opcion', etiqueta: 'Tipo', opciones: TIPO_DE_SESION },
      modalidad: { tipo: 'opcion', etiqueta: 'Modalidad', opciones: MODALIDAD },
      fecha: fecha('Fecha', 'obligatorio'),
      hora: { tipo: 'hora', etiqueta: 'Hora', requisito: 'obligatorio' },
      preside: linea('Preside'),
      liga: linea('Liga de la transmisión'),
      nombre: { ...linea('Nombre en la tabla del mes'), ayuda: 'Vacío: se compone del tipo y el órgano' },
      titulo: { ...linea('Título de su apartado'), ayuda: 'Vacío: el nombre' },
      introduccion: parrafo('Introducción', MARCAS),
      temas: { tipo: 'renglones', etiqueta: 'Temas, en breve', ayuda: 'Uno por renglón' },
      ordenDelDia: { tipo: 'renglones', etiqueta: 'Orden del día', ayuda: 'Un punto por renglón' },
      aperturaDelOrden: parrafo('Frase antes del orden del día'),
      asistencia: {
        ...{ tipo: 'lista', etiqueta: 'Asistencia', uno: 'lista', ancho: 'entero' },
        ayuda: 'Una lista para cada grupo: integrantes, representaciones…',
        campos: {
          texto: parrafo('Frase antes de la lista'),
          personas: {
            ...{ tipo: 'lista', etiqueta: 'Personas', uno: 'persona', ancho: 'entero' },
            campos: {
              nombre: linea('Nombre', 'obligatorio'),
              area: linea('Área o partido'),
              cargo: linea('Cargo'),
            },
          },
        },
      },
      acuerdos: {
        ...{ tipo: 'lista', etiqueta: 'Acuerdos tomados', uno: 'acuerdo', ancho: 'entero' },
        campos: { texto: texto('Acuerdo'), votacion: linea('Votación') },
      },
      conclusion: parrafo('Conclusión', MARCAS),
      fotografias: {
        ...{ tipo: 'lista', etiqueta: 'Fotografías', uno: 'fotografía', ancho: 'entero' },
        campos: { pie: linea('Pie', 'obligatorio'), archivo: { tipo: 'archivo', etiqueta: 'Fotografía' } },
      },
      documentos: archivos('Documentos'),
      relato: RELATO,
    },
    detalle: ({ organo, hora, modalidad }) => `${organo} · ${hora} · ${MODALIDAD[modalidad]}`,
    estado: ({ estado }) => ESTADO_DE_SESION[estado],
  },

  integrantes: {
    campos: {
      organo: {
        ...{ tipo: 'linea', etiqueta: 'Órgano', requisito: 'obligatorio', sugiere: 'de_la_coleccion' },
      },
      cargo: { tipo: 'linea', etiqueta: 'Cargo', sugiere: 'de_la_coleccion' },
      nombre: { ...linea('Nombre', 'obligatorio'), ancho: 'entero' },
      desde: fecha('Desde'),
      hasta: fecha('Hasta'),
    },
    detalle: ({ organo, cargo }) => [cargo, organo].filter((part) => part !== '').join(', '),
    estado: ninguno,
  },

  instrumentos: {
    campos: {
      con: { tipo: 'opcion', etiqueta: 'Con quién', opciones: DE_INSTRUMENTO },
      firmado: fecha('Firmado el'),
      nombre: { ...linea('Instrumento', 'obligatorio'), ancho: 'entero' },
      objeto: parrafo('Objeto'),
      hitos: {
        ...{ tipo: 'lista', etiqueta: 'Hitos', uno: 'hito', ancho: 'entero' },
        campos: {
          descripcion: texto('Hito'),
          fecha: fecha('Debe cumplirse el', 'obligatorio'),
          cumplido: fecha('Se cumplió el'),
          nota: parrafo('Nota'),
          evidencias: archivos('Evidencias'),
        },
      },
      archivos: archivos('Archivos'),
    },
    detalle: ({ con, hitos }) =>
      `${DE_INSTRUMENTO[con]} · ${hitos.filter(({ cumplido }) => cumplido !== null).length} de ${hitos.length} hitos`,
    estado: ({ firmado }) => (firmado === null ? 'Sin firmar' : 'Firmado'),
  },

  enlaces: {
    campos: {
      nombre: { ...linea('Nombre', 'obligatorio'), ancho: 'entero' },
      cargo: linea('Cargo'),
      oficio: oficio('Oficio que lo designa'),
      desde: fecha('Desde'),
      hasta: fecha('Hasta'),
    },
    detalle: ({ cargo }) => cargo,
    estado: ninguno,
  },

  hallazgos: {
    campos: {
      origen: { tipo: 'opcion', etiqueta: 'Origen', opciones: DE_HALLAZGO },
      detectado: fecha('Detectado el', 'obligatorio'),
      descripcion: texto('Hallazgo'),
      dueno: {
        ...{
          tipo: 'linea',
          etiqueta: 'Quién lo corrige',
          requisito: 'obligatorio',
          sugiere: 'de_la_coleccion',
        },
      },
      limite: fecha('Fecha límite', 'obligatorio'),
      correccion: parrafo('Corrección'),
      evidencias: archivos('Evidencias'),
      verifico: { ...linea('Quién lo verificó'), ayuda: 'Nunca quien lo corrigió' },
      verificado: fecha('Verificado el'),
      verificacion: parrafo('Verificación'),
    },
    detalle: ({ origen, dueno }) => `${DE_HALLAZGO[origen]} · ${dueno}`,
    estado: ({ correccion, verificado }) =>
      verificado !== null ? 'Verificado' : correccion.trim() === '' ? 'Por corregir' : 'Por verificar',
  },

  simulacros: {
    campos: {
      numero: { tipo: 'entero', etiqueta: 'Número', minimo: 1, requisito: 'obligatorio' },
      fecha: fecha('Fecha', 'obligatorio'),
      actasEsperadas: { tipo: 'entero', etiqueta: 'Actas esperadas', requisito: 'obligatorio' },
      actasProcesadas: { tipo: 'entero', etiqueta: 'Actas procesadas' },
      planDeContinuidad: {
        ...{ tipo: 'opcion', etiqueta: 'Plan de continuidad', opciones: PLAN_DE_CONTINUIDAD },
        inicial: 'no_ejercitado',
      },
      objetivo: parrafo('Objetivo'),
      resultado: parrafo('Resultado', MARCAS),
    },
    detalle: ({ objetivo }) => objetivo,
    estado: ({ actasProcesadas }) => (actasProcesadas === null ? 'Por realizar' : 'Realizado'),
  },

  textos: {
    campos: {
      clave: { ...linea('Clave', 'obligatorio'), ayuda: 'Como presentacion o cierre' },
      contenido: parrafo('Contenido', MARCAS),
    },
    detalle: ({ contenido }) => contenido,
    estado: ninguno,
  },
  glosario: {
    campos: { termino: linea('Término', 'obligatorio'), significado: texto('Significado') },
    detalle: ({ significado }) => significado,
    estado: ninguno,
  },
  areas: {
    campos: { nombre: { ...linea('Nombre', 'obligatorio'), ancho: 'entero' } },
    detalle: ninguno,
    estado: ninguno,
  },
  ajustes: {
    campos: {
      instituto: linea('Instituto', 'obligatorio'),
      siglas: linea('Siglas', 'obligatorio'),
      proceso: { ...linea('Proceso', 'obligatorio'), ayuda: 'Proceso Electoral Ordinario Local 2026-2027' },
      area: { ...linea('Área que firma', 'obligatorio'), ayuda: 'La que firma los informes' },
      jornada: { ...fecha('Día de la elección'), ayuda: 'De él se calculan los plazos del numeral 33' },
      huso: { ...linea('Huso horario', 'obligatorio'), inicial: 'America/Mexico_City' },
      diasDeAviso: {
        ...{ tipo: 'entero', etiqueta: 'Días de aviso', requisito: 'obligatorio', inicial: 7 },
        ayuda: 'Días antes de un plazo en que avisa',
      },
    },
    detalle: ({ proceso }) => proceso,
    estado: ninguno,
  },
};

/** The fields of a collection, without their exact types. */
export function camposDe(coleccion: Coleccion): Campos {
  return DESCRIPCIONES[coleccion].campos as Campos;
}

/** The second line and the state of a ficha in a list. */
export function resumenDe(
  coleccion: Coleccion,
  valores: Valores,
): { readonly detalle: string; readonly estado: string } {
  const { detalle, estado } = DESCRIPCIONES[coleccion] as unknown as Descripcion<Coleccion>;
  return { detalle: detalle(valores), estado: estado(valores) };
}
