/**
 * Other reports from the same facts: of all the simulacros, the matrix of numeral 33 and the skeleton of the final one.
 */

import { type Fecha, formatFecha } from '../../dominio/calendario.ts';
import { truncatedPercent } from '../../dominio/porcentaje.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import type { Valores } from '../colecciones.ts';
import { type Dia, limiteDe } from '../derivados.ts';
import { fichasDe, type Planeacion } from '../hechos.ts';
import { compareNumeros } from '../numero.ts';
import { type Bloque, type Capitulo, celda, type Documento, parrafo, type Tabla } from './documento.ts';
import type { Faltante } from './faltantes.ts';
import { parseMarcado } from './marcado.ts';
import type { Informe } from './mensual.ts';
import { resumenDeSesiones } from './sesiones.ts';

type Compuesto = Result<Informe, Refusal<'SIN_AJUSTES'>>;

/** Report of the performance in all the simulacros (deliverable 27). */
export function informeDeSimulacros(estado: Planeacion, dia: Dia): Compuesto {
  const simulacros = fichasDe(estado, 'simulacros').toSorted((a, b) => a.valores.numero - b.valores.numero);
  const hallazgos = fichasDe(estado, 'hallazgos').filter(({ valores }) => valores.origen === 'simulacro');
  const faltantes: readonly Faltante[] = [
    ...(simulacros.length < 3
      ? [
          {
            ficha: null,
            mensaje: `Hay ${simulacros.length} simulacros registrados y deben ser al menos tres.`,
          },
        ]
      : []),
    ...simulacros.flatMap(({ id, valores }) => {
      const missing =
        valores.actasProcesadas === null
          ? 'cuántas actas se procesaron'
          : valores.resultado === ''
            ? 'el resultado'
            : null;
      if (missing === null) return [];
      return [
        {
          ficha: { coleccion: 'simulacros', id } as const,
          mensaje: `Simulacro ${valores.numero}: falta ${missing}.`,
        },
      ];
    }),
  ];
  const tabla: Tabla = {
    tipo: 'tabla',
    titulos: [],
    columnas: [
      { titulo: 'Núm.', ancho: 8 },
      { titulo: 'Fecha', ancho: 22 },
      { titulo: 'Actas esperadas', ancho: 16 },
      { titulo: 'Actas procesadas', ancho: 16 },
      { titulo: 'Avance', ancho: 16 },
      { titulo: 'Plan de continuidad', ancho: 22 },
    ],
    filas: simulacros.map(({ valores }) => [
      celda(String(valores.numero)),
      celda(formatFecha(valores.fecha)),
      celda(valores.actasEsperadas.toLocaleString('es-MX')),
      celda(valores.actasProcesadas?.toLocaleString('es-MX') ?? '—'),
      celda(
        valores.actasProcesadas === null
          ? '—'
          : `${truncatedPercent(valores.actasProcesadas, valores.actasEsperadas)} %`,
      ),
      celda(valores.planDeContinuidad === 'ejercitado' ? 'Se ejercitó' : 'No se ejercitó'),
    ]),
  };
  return compose(
    estado,
    dia,
    'Informe general del desempeño en los simulacros del PREP',
    'vertical',
    [
      chapter('Resumen', [tabla]),
      ...simulacros.map(({ valores }) =>
        chapter(`Simulacro ${valores.numero}, ${formatFecha(valores.fecha)}`, [
          ...parseMarcado(valores.objetivo),
          ...parseMarcado(valores.resultado),
        ]),
      ),
      chapter('Hallazgos', [tablaDeHallazgos(hallazgos.map(({ valores }) => valores))]),
    ],
    faltantes,
  );
}

const ESTADO_DE_ENTREGABLE: Readonly<Record<Valores<'entregables'>['estado'], string>> = {
  por_elaborar: 'Por elaborar',
  enviado: 'Enviado',
  observado: 'Observado',
  atendido: 'Atendido',
  aceptado: 'Aceptado',
};

/** Which deliverables of numeral 33 are due when, and which were sent, for INE. */
export function matrizDeCumplimiento(estado: Planeacion, dia: Dia): Compuesto {
  const entregables = fichasDe(estado, 'entregables').toSorted((a, b) =>
    compareNumeros(a.valores.numero, b.valores.numero),
  );
  const observaciones = fichasDe(estado, 'observaciones').map(({ valores }) => valores);
  const filas = entregables.map(({ id, valores }) => {
    const limite = limiteDe(valores.plazo, dia, valores.entregas);
    const own = observaciones.filter((observacion) => observacion.entregable === id);
    const open = own.filter((observacion) => observacion.estado === 'pendiente').length;
    return [
      celda(valores.numero),
      celda(valores.descripcion),
      celda(
        valores.plazo.tipo === 'mensual'
          ? 'Cada mes, a más tardar el día 5'
          : limite === null
            ? 'Por fijar'
            : formatFecha(limite),
      ),
      celda(ESTADO_DE_ENTREGABLE[valores.estado]),
      {
        forma: 'texto' as const,
        lineas: valores.entregas.map((entrega) => entregaEnPalabras(estado, entrega)),
      },
      celda(
        own.length === 0
          ? '—'
          : open === 0
            ? `${own.length}, sin pendientes`
            : `${own.length}, ${open} por atender`,
      ),
    ];
  });
  const faltantes: readonly Faltante[] = entregables.flatMap(({ id, valores }) =>
    valores.plazo.tipo === 'fijado' && valores.plazo.fecha === null
      ? [
          {
            ficha: { coleccion: 'entregables', id } as const,
            mensaje: `Entregable ${valores.numero}: falta su fecha límite.`,
          },
        ]
      : [],
  );
  return compose(
    estado,
    dia,
    'Matriz de cumplimiento del numeral 33 de los Lineamientos del PREP',
    'horizontal',
    [
      chapter('Entregables', [
        {
          tipo: 'tabla',
          titulos: [],
          columnas: [
            { titulo: 'Núm.', ancho: 6 },
            { titulo: 'Entregable', ancho: 33 },
            { titulo: 'Fecha límite', ancho: 15 },
            { titulo: 'Estado', ancho: 12 },
            { titulo: 'Entregas', ancho: 18 },
            { titulo: 'Observaciones', ancho: 16 },
          ],
          filas,
        },
      ]),
    ],
    faltantes,
  );
}

function entregaEnPalabras(
  estado: Planeacion,
  { version, fecha, oficio }: Valores<'entregables'>['entregas'][number],
): string {
  const folio = oficio === null ? undefined : estado.fichas.oficios.get(oficio)?.valores.folio;
  return `${version === 'final' ? 'Final' : 'Preliminar'}, ${formatFecha(fecha)}${folio === undefined ? '' : `, ${folio}`}`;
}

/** The final report (deliverable 31): what the facts already say, and the chapters that are to be written. */
export function esqueletoDelInformeFinal(estado: Planeacion, dia: Dia): Compuesto {
  const sesiones = fichasDe(estado, 'sesiones')
    .filter(({ valores }) => valores.estado === 'celebrada')
    .toSorted((a, b) => (a.valores.fecha < b.valores.fecha ? -1 : 1));
  const hallazgos = fichasDe(estado, 'hallazgos').map(({ valores }) => valores);
  const acuerdos = fichasDe(estado, 'acuerdos').map(({ valores }) => valores);
  const matriz = matrizDeCumplimiento(estado, dia);
  if (!matriz.ok) return matriz;
  const toWrite = (titulo: string, que: string) =>
    chapter(titulo, [{ tipo: 'nota', texto: `Por redactar: ${que}.` }]);
  const open = hallazgos.filter(({ verificado }) => verificado === null);
  return compose(
    estado,
    dia,
    'Informe final del Programa de Resultados Electorales Preliminares',
    'vertical',
    [
      toWrite('Presentación', 'marco legal y objeto del informe'),
      chapter('Acuerdos', [
        {
          tipo: 'lista',
          orden: 'vinetas',
          puntos: acuerdos.map(({ clave, asunto }) => [{ texto: `${clave}: ${asunto}`, cara: 'normal' }]),
        },
      ]),
      chapter(
        'Entregables',
        matriz.value.documento.capitulos.flatMap(({ bloques }) => bloques),
      ),
      chapter('Sesiones y reuniones', [resumenDeSesiones(sesiones)]),
      chapter('Hallazgos y su corrección', [tablaDeHallazgos(hallazgos)]),
      toWrite('Operación en la jornada', 'acopio, captura, verificación, publicación y sus tiempos'),
      toWrite('Recursos', 'personal, equipo y gasto'),
      toWrite('Conclusiones y recomendaciones', 'qué funcionó, qué no y qué se propone'),
    ],
    [
      ...matriz.value.faltantes,
      ...open.map(({ descripcion }) => ({ ficha: null, mensaje: `Hallazgo sin verificar: ${descripcion}` })),
    ],
  );
}

const ORIGEN = { auditor: 'Ente auditor', cotaprep: 'COTAPREP', simulacro: 'Simulacro' } as const;

function tablaDeHallazgos(hallazgos: readonly Valores<'hallazgos'>[]): Bloque {
  if (hallazgos.length === 0) return parrafo('Sin hallazgos registrados.');
  return {
    tipo: 'tabla',
    titulos: [],
    columnas: [
      { titulo: 'Origen', ancho: 13 },
      { titulo: 'Hallazgo', ancho: 35 },
      { titulo: 'Responsable y fecha límite', ancho: 22 },
      { titulo: 'Corrección y verificación', ancho: 30 },
    ],
    filas: hallazgos.map((hallazgo) => [
      celda(ORIGEN[hallazgo.origen]),
      celda(hallazgo.descripcion),
      { forma: 'texto', lineas: [hallazgo.dueno, formatFecha(hallazgo.limite)] },
      { forma: 'texto', lineas: correccionDe(hallazgo) },
    ]),
  };
}

function correccionDe({ correccion, verificado, verifico }: Valores<'hallazgos'>): readonly string[] {
  if (correccion === '') return ['Sin corregir'];
  const by = verificado === null ? 'Sin verificar' : `Verificó ${verifico} el ${formatFecha(verificado)}`;
  return [correccion, by];
}

function chapter(titulo: string, bloques: readonly Bloque[]): Capitulo {
  return { titulo, numerado: 'con_numero', empieza: 'seguido', bloques };
}

function compose(
  estado: Planeacion,
  { hoy }: { readonly hoy: Fecha },
  titulo: string,
  hoja: Documento['hoja'],
  capitulos: readonly Capitulo[],
  faltantes: readonly Faltante[],
): Compuesto {
  const ajustes = estado.fichas.ajustes.get('ajustes')?.valores;
  if (ajustes === undefined) {
    return refuse(
      'SIN_AJUSTES',
      'Faltan los ajustes de planeación: el instituto, su proceso y el área que informa.',
    );
  }
  const [first, ...rest] = capitulos;
  const documento: Documento = {
    portada: { fecha: formatFecha(hoy), titulo, lineas: [ajustes.instituto, ajustes.proceso, ajustes.area] },
    contenido: capitulos.length > 1 ? 'con_contenido' : 'sin_contenido',
    hoja,
    capitulos: first === undefined ? [] : [{ ...first, empieza: 'hoja_nueva' }, ...rest],
  };
  return ok({ documento, faltantes });
}
