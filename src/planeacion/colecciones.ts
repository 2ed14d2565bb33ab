/**
 * What is kept of the preparation of a PREP: the collections, with the rule of each field. Every ficha is an object of
 * these; what the law and the institute call each thing is the name it has here.
 *
 * Texts that go in a report (`relato`, `introduccion` …) are Markdown of a few marks: paragraphs, **bold**, *italics*
 * and lists.
 */

import { z } from 'zod';
import { texto } from '../comun/texto-de-peticion.ts';
import { parseNumero } from './numero.ts';

const corto = () => texto(300);
const largo = () => texto(20_000);
const obligatorio = (max: number) =>
  texto(max).refine((value) => value.trim() !== '', { error: 'no puede quedar vacío' });
const fecha = () => z.iso.date({ error: 'es una fecha que existe, AAAA-MM-DD' });
const hora = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'es una hora de 00:00 a 23:59' });
/** id of another ficha */
const referencia = () => z.string().min(1).max(64);

export const TIPOS_DE_ARCHIVO = ['pdf', 'png', 'jpeg', 'docx', 'xlsx', 'odt', 'ods', 'texto'] as const;
export type TipoDeArchivo = (typeof TIPOS_DE_ARCHIVO)[number];

/** A file of the store of planeación, by the SHA-256 of its bytes. */
const archivo = () =>
  z.strictObject({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    nombre: obligatorio(200),
    tipo: z.enum(TIPOS_DE_ARCHIVO),
    bytes: z.int().positive(),
  });
export type Archivo = z.output<ReturnType<typeof archivo>>;
const archivos = () => z.array(archivo()).max(100).default([]);

export const ESTADOS_DE_ACTIVIDAD = ['por_iniciar', 'en_curso', 'concluida', 'cancelada'] as const;
export const TIPOS_DE_ENTREGABLE = [
  'acuerdo',
  'acta',
  'informe',
  'proyecto',
  'plan',
  'reunion',
  'oficio',
  'contratacion',
  'otro',
] as const;
export const ESTADOS_DE_ENTREGABLE = [
  'por_elaborar',
  'enviado',
  'observado',
  'atendido',
  'aceptado',
] as const;

/** An election may move: a deadline that the rules fix is months and days from it. */
const plazo = z.discriminatedUnion('tipo', [
  z.strictObject({ tipo: z.literal('desde_jornada'), meses: z.int(), dias: z.int() }),
  z.strictObject({ tipo: z.literal('mensual') }),
  z.strictObject({ tipo: z.literal('fijado'), fecha: fecha().nullable() }),
]);
export type Plazo = z.output<typeof plazo>;

const asistente = z.strictObject({
  nombre: obligatorio(200),
  area: corto().default(''),
  cargo: corto().default(''),
});
export type Asistente = z.output<typeof asistente>;

export const ESQUEMAS = {
  /** One, with the id `ajustes`. */
  ajustes: z.strictObject({
    instituto: obligatorio(200),
    siglas: obligatorio(20),
    /** `Proceso Electoral Ordinario Local 2023-2024` */
    proceso: obligatorio(200),
    /** which signs the reports */
    area: obligatorio(200),
    jornada: fecha().nullable().default(null),
    /** IANA name */
    huso: z.string().default('America/Mexico_City'),
    /** days before a deadline from which it is `por_vencer` */
    diasDeAviso: z.int().min(0).max(90).default(7),
  }),
  /** The words of the institute, by its key: `presentacion`, `cierre` … */
  textos: z.strictObject({ clave: z.string().regex(/^[a-z0-9-]{1,60}$/), contenido: largo() }),
  glosario: z.strictObject({ termino: obligatorio(100), significado: obligatorio(500) }),
  areas: z.strictObject({ nombre: obligatorio(200) }),

  actividades: z.strictObject({
    numero: z
      .string()
      .refine((value) => parseNumero(value) === value, { error: 'es un número como 11 o 11.1' }),
    descripcion: obligatorio(1000),
    entregable: corto().default(''),
    tipoDeEntregable: z.enum(TIPOS_DE_ENTREGABLE).default('otro'),
    inicio: fecha(),
    termino: fecha(),
    area: corto().default(''),
    /** null: nobody has said yet */
    estado: z.enum(ESTADOS_DE_ACTIVIDAD).nullable().default(null),
    /** what was done and when: each goes in the report of its month */
    avances: z
      .array(z.strictObject({ fecha: fecha(), texto: largo() }))
      .max(200)
      .default([]),
    razonDelAtraso: largo().default(''),
    evidencias: archivos(),
    /** ids of the activities that must end before */
    dependencias: z.array(referencia()).max(50).default([]),
  }),

  entregables: z.strictObject({
    /** in the list of numeral 33, `1` to `32`; or one of the institute's own */
    numero: z.string().refine((value) => parseNumero(value) === value, { error: 'es un número como 11' }),
    descripcion: obligatorio(1000),
    tema: corto().default(''),
    plazo,
    estado: z.enum(ESTADOS_DE_ENTREGABLE).default('por_elaborar'),
    entregas: z
      .array(
        z.strictObject({
          version: z.enum(['preliminar', 'final']),
          fecha: fecha(),
          /** id of the letter with which it was sent, or null */
          oficio: referencia().nullable().default(null),
          archivo: archivo().nullable().default(null),
        }),
      )
      .max(50)
      .default([]),
    nota: largo().default(''),
  }),

  acuerdos: z.strictObject({
    clave: obligatorio(60),
    fecha: fecha().nullable().default(null),
    organo: obligatorio(200),
    asunto: obligatorio(2000),
    votacion: corto().default(''),
    archivos: archivos(),
    relato: largo().default(''),
  }),

  oficios: z.strictObject({
    folio: obligatorio(60),
    /** null: it is not known yet */
    fecha: fecha().nullable().default(null),
    sentido: z.enum(['enviado', 'recibido', 'interno']),
    de: obligatorio(300),
    para: obligatorio(300),
    asunto: obligatorio(2000),
    /** id of the letter that this one answers, or null */
    respuestaA: referencia().nullable().default(null),
    archivos: archivos(),
    relato: largo().default(''),
  }),

  observaciones: z.strictObject({
    fecha: fecha(),
    /** id of the letter that brought it, or null */
    oficio: referencia().nullable().default(null),
    /** id of the deliverable that it is about, or null */
    entregable: referencia().nullable().default(null),
    de: corto().default(''),
    texto: obligatorio(20_000),
    estado: z.enum(['pendiente', 'atendida', 'sin_observaciones']).default('pendiente'),
    comoSeAtendio: largo().default(''),
    /** id of the letter that answered it, or null */
    oficioDeAtencion: referencia().nullable().default(null),
    relato: largo().default(''),
  }),

  sesiones: z.strictObject({
    organo: obligatorio(200),
    tipo: z.enum(['ordinaria', 'extraordinaria', 'de_trabajo']),
    modalidad: z.enum(['presencial', 'virtual', 'mixta']),
    /** address of the broadcast */
    liga: corto().default(''),
    fecha: fecha(),
    hora: hora(),
    estado: z.enum(['programada', 'celebrada', 'cancelada']).default('programada'),
    preside: corto().default(''),
    /** as the table of the month calls it; if empty it is made of the type and the body */
    nombre: corto().default(''),
    /** of its part of the chapter; if empty, `nombre` */
    titulo: corto().default(''),
    introduccion: largo().default(''),
    /** what was dealt with, in short; if empty, the agenda */
    temas: z.array(obligatorio(2000)).max(50).default([]),
    /** sentence before the agenda */
    aperturaDelOrden: largo().default(''),
    ordenDelDia: z.array(obligatorio(2000)).max(50).default([]),
    /** each list may have its own sentence: the members, then the parties */
    asistencia: z
      .array(z.strictObject({ texto: largo().default(''), personas: z.array(asistente).max(200) }))
      .max(20)
      .default([]),
    acuerdos: z
      .array(z.strictObject({ texto: obligatorio(2000), votacion: corto().default('') }))
      .max(50)
      .default([]),
    conclusion: largo().default(''),
    fotografias: z
      .array(
        z.strictObject({
          /** null: the caption is known and the picture is not here yet */
          archivo: archivo().nullable().default(null),
          pie: obligatorio(300),
        }),
      )
      .max(40)
      .default([]),
    documentos: archivos(),
    relato: largo().default(''),
  }),

  integrantes: z.strictObject({
    organo: obligatorio(200),
    nombre: obligatorio(200),
    cargo: corto().default(''),
    desde: fecha().nullable().default(null),
    hasta: fecha().nullable().default(null),
  }),

  instrumentos: z.strictObject({
    con: z.enum(['ente_auditor', 'tercero']),
    nombre: obligatorio(300),
    objeto: largo().default(''),
    firmado: fecha().nullable().default(null),
    hitos: z
      .array(
        z.strictObject({
          descripcion: obligatorio(1000),
          fecha: fecha(),
          cumplido: fecha().nullable().default(null),
          nota: largo().default(''),
          evidencias: archivos(),
        }),
      )
      .max(100)
      .default([]),
    archivos: archivos(),
  }),

  enlaces: z.strictObject({
    nombre: obligatorio(200),
    cargo: corto().default(''),
    /** id of the letter that designated them, or null */
    oficio: referencia().nullable().default(null),
    desde: fecha().nullable().default(null),
    hasta: fecha().nullable().default(null),
  }),

  hallazgos: z.strictObject({
    origen: z.enum(['auditor', 'cotaprep', 'simulacro']),
    descripcion: obligatorio(5000),
    detectado: fecha(),
    dueno: obligatorio(200),
    limite: fecha(),
    correccion: largo().default(''),
    evidencias: archivos(),
    verificacion: largo().default(''),
    /** who saw that it is corrected: never its owner */
    verifico: corto().default(''),
    verificado: fecha().nullable().default(null),
  }),

  simulacros: z.strictObject({
    numero: z.int().positive(),
    fecha: fecha(),
    objetivo: largo().default(''),
    actasEsperadas: z.int().min(0),
    actasProcesadas: z.int().min(0).nullable().default(null),
    planDeContinuidad: z.enum(['ejercitado', 'no_ejercitado']).default('no_ejercitado'),
    resultado: largo().default(''),
  }),
} as const;

export const COLECCIONES = Object.keys(ESQUEMAS) as readonly Coleccion[];
export type Coleccion = keyof typeof ESQUEMAS;
/** The fields of a ficha of each collection. */
export type Valores<C extends Coleccion = Coleccion> = { [K in C]: z.output<(typeof ESQUEMAS)[K]> }[C];
/** What may be left out when one is made. */
export type ValoresNuevos<C extends Coleccion = Coleccion> = { [K in C]: z.input<(typeof ESQUEMAS)[K]> }[C];

/** What one thing of each collection is called, in a sentence. */
export const NOMBRE_DE_FICHA: Readonly<Record<Coleccion, string>> = {
  ajustes: 'ajustes',
  textos: 'texto',
  glosario: 'término',
  areas: 'área',
  actividades: 'actividad',
  entregables: 'entregable',
  acuerdos: 'acuerdo',
  oficios: 'oficio',
  observaciones: 'observación',
  sesiones: 'sesión',
  integrantes: 'integrante',
  instrumentos: 'instrumento',
  enlaces: 'enlace',
  hallazgos: 'hallazgo',
  simulacros: 'simulacro',
};
