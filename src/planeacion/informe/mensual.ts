/**
 * The monthly report to INE (numeral 33, apartado 3): fixed chapters, from facts entered once.
 */

import {
  addDays,
  addMonths,
  type Fecha,
  formatDia,
  formatFecha,
  MESES,
  partsOf,
  rangeOf,
} from '../../dominio/calendario.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import type { Valores } from '../colecciones.ts';
import { compareFechas } from '../consultas.ts';
import { type Ficha, fichasDe, type Planeacion } from '../hechos.ts';
import { compareNumeros } from '../numero.ts';
import { avanceDelMes } from './avance.ts';
import { type Bloque, type Capitulo, celda, type Documento, type Tabla } from './documento.ts';
import {
  type Faltante,
  faltantesDeActividad,
  faltantesDeObservacion,
  faltantesDeOficio,
  faltantesDeSesion,
} from './faltantes.ts';
import { instrumentosDe } from './instrumentos.ts';
import { parseMarcado } from './marcado.ts';
import { bloquesDeSesion, resumenDeSesiones } from './sesiones.ts';
import { huecosDe, openTextos, type Textos } from './textos.ts';

export interface Informe {
  readonly documento: Documento;
  readonly faltantes: readonly Faltante[];
}

/** The day by which INE receives the report of a month. */
export function entregaDe(mes: string): Fecha {
  return addDays(addMonths(`${mes}-01`, 1), 4);
}

/**
 * Composes the report of a month.
 *
 * @param mes `2023-11`
 * @param entrega the day that it bears
 */
export function informeMensual(
  estado: Planeacion,
  mes: string,
  entrega: Fecha = entregaDe(mes),
): Result<Informe, Refusal<'SIN_AJUSTES'>> {
  const ajustes = estado.fichas.ajustes.get('ajustes')?.valores;
  if (ajustes === undefined) {
    return refuse(
      'SIN_AJUSTES',
      'Faltan los ajustes de planeación: el instituto, su proceso y el área que informa.',
    );
  }
  const { desde, hasta } = rangeOf(mes);
  const { anio, mes: numero } = partsOf(desde);
  const nombre = MESES[numero - 1] ?? '';
  const textos = openTextos(estado, { ...huecosDe(ajustes, entrega), mes: nombre, anio: String(anio) });

  const actividades = fichasDe(estado, 'actividades')
    .filter(({ valores }) => valores.inicio <= hasta && valores.termino >= desde)
    .toSorted((a, b) => compareNumeros(a.valores.numero, b.valores.numero));
  const sesiones = fichasDe(estado, 'sesiones')
    .filter(
      ({ valores }) => valores.fecha >= desde && valores.fecha <= hasta && valores.estado !== 'cancelada',
    )
    .toSorted((a, b) => compareFechas(momentOf(a.valores), momentOf(b.valores)));

  const capitulos: readonly Capitulo[] = [
    chapter('Glosario', 'hoja_nueva', glosario(estado)),
    chapter('Presentación', 'hoja_nueva', [
      ...textos.blocks('presentacion'),
      cronograma(actividades, `${nombre.charAt(0).toUpperCase()}${nombre.slice(1)} ${anio}`, anio),
    ]),
    chapter(textos.line('titulo-acuerdos'), 'hoja_nueva', acuerdos(estado, desde, hasta, textos)),
    chapter(
      textos.line('titulo-avance'),
      'hoja_nueva',
      avanceDelMes(estado, { desde, hasta }, actividades, textos),
    ),
    chapter(textos.line('titulo-sesiones'), 'hoja_nueva', [
      ...(sesiones.length === 0
        ? textos.blocks('sesiones-sin-novedad')
        : [...textos.blocks('sesiones-apertura'), resumenDeSesiones(sesiones)]),
      ...sesiones.flatMap(({ valores }, i) => bloquesDeSesion(valores, i)),
    ]),
    chapter(textos.line('titulo-instrumentos'), 'seguido', [
      ...instrumentosDe(estado, { desde, hasta }, textos),
      ...textos.blocks('cierre'),
    ]),
  ];
  const documento: Documento = {
    portada: {
      fecha: formatFecha(entrega),
      titulo: textos.line('titulo-portada'),
      lineas: [ajustes.proceso, ajustes.area],
    },
    contenido: 'con_contenido',
    hoja: 'vertical',
    capitulos,
  };
  const inMonth = (fecha: Fecha) => fecha >= desde && fecha <= hasta;
  return ok({
    documento,
    faltantes: [
      ...textos.faltantes(),
      ...(estado.fichas.glosario.size === 0
        ? [{ ficha: null, mensaje: 'El glosario no tiene ningún término.' }]
        : []),
      ...(actividades.length === 0
        ? [{ ficha: null, mensaje: `El plan no tiene actividades en ${nombre} de ${anio}.` }]
        : []),
      ...actividades.flatMap((ficha) => faltantesDeActividad(ficha, hasta)),
      ...sesiones.flatMap(faltantesDeSesion),
      ...fichasDe(estado, 'oficios').flatMap(faltantesDeOficio),
      ...fichasDe(estado, 'observaciones')
        .filter(({ valores }) => inMonth(valores.fecha))
        .flatMap(faltantesDeObservacion),
    ],
  });
}

function chapter(titulo: string, empieza: Capitulo['empieza'], bloques: readonly Bloque[]): Capitulo {
  return { titulo, numerado: 'con_numero', empieza, bloques };
}

function momentOf({ fecha, hora }: Valores<'sesiones'>): string {
  return `${fecha} ${hora}`;
}

function glosario(estado: Planeacion): readonly Bloque[] {
  const terminos = fichasDe(estado, 'glosario')
    .map(({ valores }) => valores)
    .toSorted((a, b) => a.termino.localeCompare(b.termino, 'es'));
  if (terminos.length === 0) return [];
  return [
    {
      tipo: 'tabla',
      titulos: [],
      columnas: [
        { titulo: '', ancho: 3 },
        { titulo: '', ancho: 7 },
      ],
      filas: terminos.map(({ termino, significado }) => [
        { forma: 'negrita', lineas: [termino] },
        celda(significado),
      ]),
    },
  ];
}

const PERIODO = 'Periodo o fecha de ejecución';

/** The activities of the month, as the plan has them. */
function cronograma(actividades: readonly Ficha<'actividades'>[], mes: string, anio: number): Tabla {
  const day = (fecha: Fecha) => (partsOf(fecha).anio === anio ? formatDia(fecha) : formatFecha(fecha));
  return {
    tipo: 'tabla',
    titulos: ['Cronograma de Actividades', mes],
    columnas: [
      { titulo: 'Núm.', ancho: 8 },
      { titulo: 'Actividades', ancho: 32 },
      { titulo: 'Entregable', ancho: 15 },
      { titulo: 'Inicio', ancho: 14, grupo: PERIODO },
      { titulo: 'Término', ancho: 14, grupo: PERIODO },
      { titulo: 'Área Responsable', ancho: 17 },
    ],
    filas: actividades.map(({ valores }) => [
      celda(valores.numero),
      celda(valores.descripcion),
      celda(valores.entregable),
      celda(day(valores.inicio)),
      celda(day(valores.termino)),
      celda(valores.area),
    ]),
  };
}

function acuerdos(estado: Planeacion, desde: Fecha, hasta: Fecha, textos: Textos): readonly Bloque[] {
  const delMes = fichasDe(estado, 'acuerdos')
    .map(({ valores }) => valores)
    .filter(({ fecha }) => fecha !== null && fecha >= desde && fecha <= hasta)
    .toSorted((a, b) => compareFechas(a.fecha, b.fecha));
  if (delMes.length === 0) return textos.blocks('acuerdos-sin-novedad');
  return [
    ...textos.blocks('acuerdos-apertura'),
    {
      tipo: 'tabla',
      titulos: [],
      columnas: [
        { titulo: 'Acuerdo', ancho: 20 },
        { titulo: 'Fecha', ancho: 18 },
        { titulo: 'Asunto', ancho: 44 },
        { titulo: 'Votación', ancho: 18 },
      ],
      filas: delMes.map(({ clave, fecha, asunto, votacion }) => [
        celda(clave),
        celda(fecha === null ? '' : formatFecha(fecha)),
        celda(asunto),
        celda(votacion),
      ]),
    },
    ...delMes.flatMap(({ relato }) => parseMarcado(relato)),
  ];
}
