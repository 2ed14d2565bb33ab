/**
 * The shape of every JSON of the publication, published as JSON Schema (draft 2020-12) at `/esquemas/<tipo>.json`.
 *
 * Fields may be added without a new version, so a schema does not forbid what it does not name; what a corte writes
 * has nothing that its schema does not describe.
 */

import { z } from 'zod';
import { TIPOS_DOCUMENTO } from '../dominio/acta.ts';
import { TIPOS_CASILLA } from '../dominio/casilla.ts';
import { MOTIVOS_SIN_ACTA } from '../dominio/contabilizacion.ts';
import { CIFRAS } from '../dominio/corte.ts';
import { TIPOS_PROCESO } from '../proceso/proceso.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Cuenta = z.int().nonnegative();
/** Local with its offset. */
const Momento = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);
/** Four decimals, truncated: text, so that no program rounds it. */
const Porcentaje = z.string().regex(/^\d+\.\d{4}$/);
/** From the root of the site, without a leading slash. */
const Ruta = z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/);
const Aviso = z.string().nullable().describe('de qué ejercicio son los datos; nulo la noche de la jornada');

export const TipoDeCorte = z.enum(['intermedio', 'ultimo']);

const Proceso = z.object({
  nombre: z.string(),
  nombreLargo: z.string(),
  tipo: z.enum(TIPOS_PROCESO),
  instituto: z.string(),
  sha256: Sha256,
});

const Corte = z.object({
  numero: z.int().positive(),
  tipo: TipoDeCorte,
  momento: Momento,
  local: z.string(),
  posicion: Cuenta,
});

const DeCorte = { aviso: Aviso, proceso: Proceso, corte: Corte };

const Eleccion = z.object({
  clave: z.string(),
  nombre: z.string(),
  ambito: z.enum(['entidad', 'distrito', 'municipio']),
  agrupacion: z.enum(['distrito', 'municipio']),
});

const Leyendas = z.record(z.string(), z.string());

const Actas = z.object({
  esperadas: Cuenta,
  registradas: Cuenta,
  fueraDeCatalogo: Cuenta,
  capturadas: Cuenta,
  porcentajeCapturadas: Porcentaje,
  contabilizadas: Cuenta,
  porcentajeContabilizadas: Porcentaje,
  noContabilizadas: Cuenta,
  porCapturar: Cuenta,
  razones: z.object({
    excedeListaNominal: Cuenta,
    todosIlegiblesOSinDato: Cuenta,
    sinActa: Cuenta,
    sinActaPorMotivo: z.record(z.enum(MOTIVOS_SIN_ACTA), Cuenta),
  }),
  porcentajeInconsistencias: Porcentaje,
  inconsistencias: z.object({
    algunCampoIlegibleOSinDato: Cuenta,
    excedeListaNominal: Cuenta,
    todosIlegiblesOSinDato: Cuenta,
  }),
  listaNominalContabilizadas: Cuenta,
  votos: Cuenta,
  votosSinEspeciales: Cuenta,
  participacion: Porcentaje,
});

const ParteDeCobertura = z.object({
  esperadas: Cuenta,
  capturadas: Cuenta,
  porcentajeCapturadas: Porcentaje,
  contabilizadas: Cuenta,
  porcentajeContabilizadas: Porcentaje,
});
const Cobertura = z.object({ urbana: ParteDeCobertura, noUrbana: ParteDeCobertura });

const Votos = { votos: Cuenta, porcentaje: Porcentaje };
const Opciones = z.array(z.object({ clave: z.string(), ...Votos }));
const Candidatura = { clave: z.string(), propietaria: z.string(), ...Votos };
const OtrosVotos = { noRegistradas: z.object(Votos), nulos: z.object(Votos) };
const Partidos = z
  .array(z.object({ clave: z.string(), propios: Cuenta, coalicion: Cuenta, ...Votos }))
  .nullable();

const Resultados = z.object({
  total: Cuenta,
  candidaturas: z
    .array(z.object({ ...Candidatura, suplente: z.string(), opciones: z.array(z.string()) }))
    .nullable(),
  partidos: Partidos,
  opciones: Opciones,
  ...OtrosVotos,
});
const ResultadosDeSeccion = Resultados.extend({
  candidaturas: z.array(z.object(Candidatura)).nullable(),
  partidos: z.null(),
});
const ResultadosRp = z.object({ total: Cuenta, opciones: Opciones, ...OtrosVotos }).nullable();

const Valor = z.union([Cuenta, z.enum(['ILEGIBLE', 'SIN DATO'])]);
const Imagen = z.object({
  sha256: Sha256,
  archivo: Ruta,
  origen: z.enum(['CATD', 'CASILLA']),
  digitalizacion: z.enum(['ESCANER', 'MOVIL']),
  tipoDocumento: z.enum(TIPOS_DOCUMENTO),
});
const Observacion = z.object({ clave: z.string(), texto: z.string(), explicacion: z.string() });

const ActaComun = {
  id: z.string(),
  clave: z.string(),
  tipoActa: z.string(),
  principio: z.enum(['MR', 'RP']),
  territorio: z.string(),
};
const Acta = z.discriminatedUnion('estado', [
  z.object({
    ...ActaComun,
    estado: z.literal('pendiente'),
    contabilizada: z.null(),
    observacion: z.null(),
  }),
  z.object({
    ...ActaComun,
    estado: z.literal('sin_acta'),
    contabilizada: z.literal(0),
    observacion: Observacion,
  }),
  z.object({
    ...ActaComun,
    estado: z.literal('capturada'),
    contabilizada: z.union([z.literal(0), z.literal(1)]),
    observacion: Observacion.nullable(),
    generales: z.record(z.string(), Valor),
    votos: z.record(z.string(), Valor),
    totalCalculado: Cuenta,
    porcentajes: z.record(z.string(), Porcentaje).nullable(),
    candidaturas: z.array(z.object({ clave: z.string(), ...Votos })).nullable(),
    imagen: Imagen,
    acopio: Momento,
    captura: Momento,
    verificacion: Momento.nullable(),
    cotejo: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    correcciones: z
      .array(
        z.object({
          momento: Momento,
          cambios: z.array(z.object({ campo: z.string(), antes: Valor, despues: Valor })),
        }),
      )
      .optional(),
  }),
]);

const Casilla = z.object({
  clave: z.string(),
  tipo: z.enum(TIPOS_CASILLA),
  numero: z.string(),
  extContigua: z.string(),
  ubicacion: z.enum(['urbana', 'no_urbana']),
  distrito: z.string().nullable(),
  municipio: z.string().nullable(),
  listaNominal: Cuenta,
  representantes: Cuenta.nullable(),
  boletas: Cuenta.nullable(),
  actas: z.array(Acta),
});

const Conteo = z.object({ esperadas: Cuenta, capturadas: Cuenta, contabilizadas: Cuenta });
const Archivo = { ruta: Ruta, bytes: Cuenta, sha256: Sha256 };

export const AvanceJson = z.object({
  esquema: z.literal('prep-abierto/avance/1'),
  ...DeCorte,
  puntos: z.array(
    z.object({
      numero: z.int().positive(),
      momento: Momento,
      elecciones: z.array(z.object({ clave: z.string(), urbana: Conteo, noUrbana: Conteo })),
    }),
  ),
});

export const CortesJson = z.object({
  esquema: z.literal('prep-abierto/cortes/1'),
  ...DeCorte,
  cortes: z.array(
    Corte.extend({
      carpeta: Ruta,
      manifiesto: Sha256.nullable(),
      zips: z.array(z.object({ eleccion: z.string(), nombre: z.string(), ...Archivo })),
    }),
  ),
});

export const ManifiestoJson = z.object({
  esquema: z.literal('prep-abierto/manifiesto/2'),
  ...DeCorte,
  archivos: z.array(z.object(Archivo)),
  partes: z.array(z.object({ nombre: Ruta, bytes: Cuenta, sha256: Sha256 })),
  descargas: z.array(z.object(Archivo)),
});

export const ParteJson = z.object({
  esquema: z.literal('prep-abierto/parte/1'),
  aviso: Aviso,
  nombre: Ruta,
  archivos: z.array(z.object({ ...Archivo, corte: Cuenta })),
});

export const ActualJson = z.object({
  esquema: z.literal('prep-abierto/actual/2'),
  ...DeCorte,
  carpeta: z.string().regex(/^cortes\/[0-9]{8}_[0-9]{6}-[0-9]+$/),
  manifiesto: z.object(Archivo),
  elecciones: z.array(z.object({ clave: z.string(), nombre: z.string(), ruta: Ruta })),
});

/** Every kind of JSON of the publication, by the name of its schema. */
export const ESQUEMAS = {
  actual: ActualJson,
  manifiesto: ManifiestoJson,
  parte: ParteJson,
  cortes: CortesJson,
  avance: AvanceJson,
  entidad: z.object({
    esquema: z.literal('prep-abierto/entidad/2'),
    ...DeCorte,
    eleccion: Eleccion,
    nivel: z.literal('entidad'),
    entidad: z.object({ id: z.string(), nombre: z.string(), abreviatura: z.string() }),
    encabezado: z.record(z.enum(CIFRAS), z.union([Cuenta, Porcentaje])),
    actas: Actas,
    cobertura: Cobertura,
    resultados: Resultados,
    representacionProporcional: ResultadosRp,
    territorios: Ruta,
    archivos: z.array(z.object({ nombre: z.string(), ruta: Ruta })),
    leyendas: Leyendas,
  }),
  indice: z.object({
    esquema: z.literal('prep-abierto/indice/2'),
    ...DeCorte,
    eleccion: Eleccion,
    nivel: z.enum(['distrito', 'municipio']),
    territorios: z.array(
      z.object({
        id: z.string(),
        nombre: z.string(),
        archivo: Ruta,
        esperadas: Cuenta,
        capturadas: Cuenta,
        porcentajeCapturadas: Porcentaje,
        contabilizadas: Cuenta,
        porcentajeContabilizadas: Porcentaje,
        participacion: Porcentaje,
        total: Cuenta,
        candidaturas: z.array(z.object({ clave: z.string(), ...Votos })),
      }),
    ),
    leyendas: Leyendas,
  }),
  territorio: z.object({
    esquema: z.literal('prep-abierto/territorio/2'),
    ...DeCorte,
    eleccion: Eleccion,
    nivel: z.enum(['distrito', 'municipio']),
    territorio: z.object({ id: z.string(), nombre: z.string() }),
    actas: Actas,
    cobertura: Cobertura,
    resultados: Resultados,
    representacionProporcional: ResultadosRp,
    secciones: z.array(
      z.object({
        seccion: z.string(),
        archivo: Ruta,
        esperadas: Cuenta,
        capturadas: Cuenta,
        contabilizadas: Cuenta,
      }),
    ),
    leyendas: Leyendas,
  }),
  seccion: z.object({
    esquema: z.literal('prep-abierto/seccion/2'),
    aviso: Aviso,
    proceso: Proceso.pick({ nombre: true, tipo: true }),
    nivel: z.literal('seccion'),
    seccion: z.string().regex(/^\d{6}$/),
    actualizacion: Corte.omit({ posicion: true }).nullable(),
    elecciones: z.array(
      z.object({
        eleccion: Eleccion,
        territorios: z.array(z.string()),
        actas: Actas,
        resultados: ResultadosDeSeccion,
        representacionProporcional: ResultadosRp,
        casillas: z.array(Casilla),
      }),
    ),
  }),
  'fuera-de-catalogo': z.object({
    esquema: z.literal('prep-abierto/fuera-de-catalogo/1'),
    ...DeCorte,
    eleccion: Eleccion,
    explicacion: z.string(),
    actas: z.array(
      z.object({
        id: z.string(),
        contabilizada: z.literal(2),
        observacion: z.string(),
        identificacion: z.string(),
        imagen: Imagen,
        acopio: Momento,
      }),
    ),
  }),
} as const;

export const CARPETA_ESQUEMAS = 'esquemas';

let publicados: readonly (readonly [string, string])[] | null = null;

/** The schemas as they are published: path from the root and text. */
export function esquemasPublicados(): readonly (readonly [string, string])[] {
  publicados ??= Object.entries(ESQUEMAS).map(([nombre, esquema]) => {
    // As input: a program that reads them accepts fields that were added later.
    const schema = z.toJSONSchema(esquema, { target: 'draft-2020-12', io: 'input', reused: 'ref' });
    return [`${CARPETA_ESQUEMAS}/${nombre}.json`, `${JSON.stringify(schema)}\n`];
  });
  return publicados;
}
