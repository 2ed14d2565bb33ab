/**
 * Chapter 4: what was done in the month, told in the order in which it happened by letters, observations, sessions and
 * activities; and what was left open, with its reason.
 */

import { type Fecha, formatFecha } from '../../dominio/calendario.ts';
import type { Valores } from '../colecciones.ts';
import { compareFechas } from '../consultas.ts';
import { type Ficha, fichasDe, type Planeacion } from '../hechos.ts';
import { type Bloque, celda, type Tabla } from './documento.ts';
import { parseMarcado } from './marcado.ts';
import type { Textos } from './textos.ts';

export interface Periodo {
  readonly desde: Fecha;
  readonly hasta: Fecha;
}

interface Relato {
  readonly fecha: Fecha;
  readonly texto: string;
}

/** @param actividades those of the month, in the order of the plan */
export function avanceDelMes(
  estado: Planeacion,
  periodo: Periodo,
  actividades: readonly Ficha<'actividades'>[],
  textos: Textos,
): readonly Bloque[] {
  const relatos = relatosDe(estado)
    .filter(({ fecha, texto }) => texto.trim() !== '' && fecha >= periodo.desde && fecha <= periodo.hasta)
    // Within a day, as the sources go: toSorted keeps the order of what is equal.
    .toSorted((a, b) => compareFechas(a.fecha, b.fecha));
  const abiertas = actividades.filter(
    ({ valores }) =>
      valores.termino <= periodo.hasta && valores.estado !== 'concluida' && valores.estado !== 'cancelada',
  );
  return [
    ...(relatos.length === 0
      ? textos.blocks('avance-sin-novedad')
      : relatos.flatMap(({ texto }) => parseMarcado(texto))),
    ...(abiertas.length === 0
      ? textos.blocks('avance-sin-atrasos')
      : [...textos.blocks('avance-atrasos'), tablaDeAbiertas(abiertas)]),
  ];
}

/** Everything that has a paragraph and a day, by source. */
function relatosDe(estado: Planeacion): readonly Relato[] {
  const oficios = fichasDe(estado, 'oficios');
  const conRelato = new Set(
    oficios.filter(({ valores }) => valores.relato.trim() !== '').map(({ id }) => id),
  );
  return [
    ...fichasDe(estado, 'actividades').flatMap(({ valores }) => valores.avances),
    ...fichasDe(estado, 'sesiones').map(({ valores }) => ({ fecha: valores.fecha, texto: valores.relato })),
    ...oficios.flatMap(({ valores }) =>
      valores.fecha === null
        ? []
        : [
            {
              fecha: valores.fecha,
              texto: valores.relato.trim() === '' ? sentenceOfOficio(estado, valores) : valores.relato,
            },
          ],
    ),
    ...fichasDe(estado, 'observaciones').flatMap(({ valores }) => {
      const { fecha, relato, oficio } = valores;
      if (relato.trim() !== '') return [{ fecha, texto: relato }];
      // Its letter already tells it.
      if (oficio !== null && conRelato.has(oficio)) return [];
      return [{ fecha, texto: sentenceOfObservacion(estado, valores) }];
    }),
  ];
}

/** A letter that nobody has told: what is known of it, in a sentence. */
function sentenceOfOficio(estado: Planeacion, oficio: Valores<'oficios'>): string {
  const { folio, fecha, sentido, de, para, asunto, respuestaA } = oficio;
  const verb = sentido === 'recibido' ? `se recibió de ${de}` : `${de} remitió a ${para}`;
  const previo = respuestaA === null ? undefined : estado.fichas.oficios.get(respuestaA);
  const answer = previo === undefined ? '' : `, en respuesta al oficio ${previo.valores.folio}`;
  return `El ${formatFecha(fecha ?? '')}, mediante oficio ${folio}, ${verb}${answer}: ${asunto}`;
}

function sentenceOfObservacion(estado: Planeacion, observacion: Valores<'observaciones'>): string {
  const { fecha, de, texto, estado: como, comoSeAtendio, oficioDeAtencion } = observacion;
  const from = de === '' ? '' : ` de ${de}`;
  if (como === 'sin_observaciones') return `El ${formatFecha(fecha)} se recibió respuesta${from}: ${texto}`;
  const oficio = oficioDeAtencion === null ? undefined : estado.fichas.oficios.get(oficioDeAtencion);
  const answered = oficio === undefined ? '' : ` Se atendió con el oficio ${oficio.valores.folio}.`;
  return `El ${formatFecha(fecha)} se recibieron observaciones${from}: ${texto} ${comoSeAtendio}${answered}`.trim();
}

const ESTADOS: Readonly<Record<NonNullable<Valores<'actividades'>['estado']>, string>> = {
  por_iniciar: 'Por iniciar',
  en_curso: 'En curso',
  concluida: 'Concluida',
  cancelada: 'Cancelada',
};

function tablaDeAbiertas(abiertas: readonly Ficha<'actividades'>[]): Tabla {
  return {
    tipo: 'tabla',
    titulos: [],
    columnas: [
      { titulo: 'Núm.', ancho: 8 },
      { titulo: 'Actividad', ancho: 33 },
      { titulo: 'Término', ancho: 17 },
      { titulo: 'Estado', ancho: 14 },
      { titulo: 'Razón', ancho: 28 },
    ],
    filas: abiertas.map(({ valores }) => [
      celda(valores.numero),
      celda(valores.descripcion),
      celda(formatFecha(valores.termino)),
      celda(valores.estado === null ? 'Sin reportar' : ESTADOS[valores.estado]),
      celda(valores.razonDelAtraso === '' ? '—' : valores.razonDelAtraso),
    ]),
  };
}
