/** Chapter 5: the sessions and meetings of the month; and the minutes of one. */

import { formatFecha } from '../../dominio/calendario.ts';
import type { Asistente, Valores } from '../colecciones.ts';
import { nombreDeSesion } from '../derivados.ts';
import type { Ficha } from '../hechos.ts';
import { type Bloque, celda, type Documento, type Tabla } from './documento.ts';
import { parseMarcado, parseTramos } from './marcado.ts';

type Sesion = Valores<'sesiones'>;

/** The table of the month. */
export function resumenDeSesiones(sesiones: readonly Ficha<'sesiones'>[]): Tabla {
  return {
    tipo: 'tabla',
    titulos: [],
    columnas: [
      { titulo: 'Cvo.', ancho: 8 },
      { titulo: 'Tipo', ancho: 20 },
      { titulo: 'Fecha', ancho: 20 },
      { titulo: 'Temas tratados', ancho: 52 },
    ],
    filas: sesiones.map(({ valores }, i) => [
      celda(String(i + 1)),
      celda(nombreDeSesion(valores)),
      celda(`${formatFecha(valores.fecha)} ${valores.hora} horas`),
      { forma: 'vinetas', lineas: valores.temas.length > 0 ? valores.temas : valores.ordenDelDia },
    ]),
  };
}

/** A session in full: who was there, what was dealt with, what was agreed. */
export function bloquesDeSesion(sesion: Sesion, indice: number): readonly Bloque[] {
  const titulo = sesion.titulo === '' ? nombreDeSesion(sesion) : sesion.titulo;
  return [
    { tipo: 'subtitulo', texto: `${String.fromCharCode(97 + indice)}) ${titulo}` },
    ...parseMarcado(sesion.introduccion),
    ...sesion.asistencia.flatMap(({ texto, personas }) => [...parseMarcado(texto), ...asistencia(personas)]),
    ...sesion.fotografias.map(
      ({ archivo, pie }): Bloque => ({ tipo: 'figura', imagen: imageOf(archivo), pie }),
    ),
    ...ordenDelDia(sesion),
    ...acuerdos(sesion),
    ...parseMarcado(sesion.conclusion),
  ];
}

function imageOf(archivo: Sesion['fotografias'][number]['archivo']) {
  if (archivo === null || (archivo.tipo !== 'png' && archivo.tipo !== 'jpeg')) return null;
  return { sha256: archivo.sha256, formato: archivo.tipo };
}

/** Without the column of areas when nobody's is said. */
function asistencia(personas: readonly Asistente[]): readonly Bloque[] {
  if (personas.length === 0) return [];
  if (personas.every(({ area }) => area === '')) {
    return [
      {
        tipo: 'tabla',
        titulos: [],
        columnas: [
          { titulo: 'Nombre', ancho: 45 },
          { titulo: 'Cargo', ancho: 55 },
        ],
        filas: personas.map(({ nombre, cargo }) => [celda(nombre), celda(cargo)]),
      },
    ];
  }
  return [
    {
      tipo: 'tabla',
      titulos: [],
      columnas: [
        { titulo: 'Nombre', ancho: 34 },
        { titulo: 'Área', ancho: 30 },
        { titulo: 'Cargo', ancho: 36 },
      ],
      filas: personas.map(({ nombre, area, cargo }) => [celda(nombre), celda(area), celda(cargo)]),
    },
  ];
}

function ordenDelDia(sesion: Sesion): readonly Bloque[] {
  if (sesion.ordenDelDia.length === 0) return [];
  return [
    ...parseMarcado(sesion.aperturaDelOrden === '' ? 'Orden del día:' : sesion.aperturaDelOrden),
    { tipo: 'lista', orden: 'numeros', puntos: sesion.ordenDelDia.map(parseTramos) },
  ];
}

function acuerdos({ acuerdos: tomados }: Sesion): readonly Bloque[] {
  if (tomados.length === 0) return [];
  return [
    {
      tipo: 'tabla',
      titulos: [],
      columnas: [
        { titulo: 'Acuerdo tomado', ancho: 75 },
        { titulo: 'Votación', ancho: 25 },
      ],
      filas: tomados.map(({ texto, votacion }) => [celda(texto), celda(votacion)]),
    },
  ];
}

/** The minutes of a session, to complete and sign. */
export function minutaDe(sesion: Sesion, ajustes: Valores<'ajustes'>): Documento {
  const personas = sesion.asistencia.flatMap(({ personas: lista }) => lista);
  const datos: readonly (readonly [string, string])[] = [
    ['Órgano', sesion.organo],
    ['Fecha y hora', `${formatFecha(sesion.fecha)}, ${sesion.hora} horas`],
    ['Modalidad', sesion.modalidad],
    ['Transmisión', sesion.liga],
    ['Preside', sesion.preside],
  ];
  return {
    portada: {
      fecha: formatFecha(sesion.fecha),
      titulo: `Minuta. ${nombreDeSesion(sesion)}`,
      lineas: [ajustes.instituto, ajustes.proceso],
    },
    contenido: 'sin_contenido',
    hoja: 'vertical',
    capitulos: [
      {
        titulo: 'Datos de la sesión',
        numerado: 'con_numero',
        empieza: 'hoja_nueva',
        bloques: [
          {
            tipo: 'tabla',
            titulos: [],
            columnas: [
              { titulo: '', ancho: 3 },
              { titulo: '', ancho: 7 },
            ],
            filas: datos
              .filter(([, valor]) => valor !== '')
              .map(([nombre, valor]) => [{ forma: 'negrita', lineas: [nombre] }, celda(valor)]),
          },
        ],
      },
      section('Asistencia', [
        ...sesion.asistencia.flatMap((lista) => [
          ...parseMarcado(lista.texto),
          ...asistencia(lista.personas),
        ]),
      ]),
      section('Desarrollo', [
        ...parseMarcado(sesion.introduccion),
        ...ordenDelDia({ ...sesion, aperturaDelOrden: '' }),
      ]),
      section('Acuerdos', [...acuerdos(sesion), ...parseMarcado(sesion.conclusion)]),
      section('Firmas', [
        {
          tipo: 'tabla',
          titulos: [],
          columnas: [
            { titulo: 'Nombre y cargo', ancho: 55 },
            { titulo: 'Firma', ancho: 45 },
          ],
          filas: personas.map(({ nombre, cargo }) => [
            { forma: 'texto', lineas: [nombre, cargo, ''] },
            celda(''),
          ]),
        },
      ]),
    ],
  };
}

function section(titulo: string, bloques: readonly Bloque[]) {
  return { titulo, numerado: 'con_numero', empieza: 'seguido', bloques } as const;
}
