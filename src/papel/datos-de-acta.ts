/** What the template of the actas receives: what is the same in all of them once, and each acta. */

import { encode } from 'uqr';
import { formatCodigo } from '../dominio/codigo-de-acta.ts';
import { type ActaEsperada, candidaturasDe, type Eleccion } from '../dominio/eleccion.ts';
import { tituloDe } from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { fondoDe, HORA, INCIDENTES } from './fondo.ts';
import { ANCHO_ETIQUETA, ENCABEZADO, formatoDe, PLANTILLA, type RenglonImpreso } from './formato.ts';
import { ajustar } from './talla.ts';
import type { Trazo } from './trazo.ts';

/** An acta to draw, blank or with what somebody wrote. */
export interface ActaPorDibujar {
  readonly acta: ActaEsperada;
  readonly pluma: readonly Trazo[];
}

const AVISOS = { demostracion: 'DEMOSTRACIÓN', simulacro: 'SIMULACRO', jornada: '' } as const;
/** Between the number of a row and its column of letters, in millimetres. */
const ANCHO_DE_NOMBRE = ANCHO_ETIQUETA - 8;
/** Room for the section, the casilla and the clave, at the right of the heading, in millimetres. */
const ANCHO_DE_IDENTIDAD = 56;
/** Where the titles of both columns begin, from the left of the rows. */
const COLUMNAS = { letra: ANCHO_ETIQUETA + 1.5, cifra: 151.4 } as const;

const SIMPLE = [9, 8, 7, 6] as const;
const DESTACADA = [11, 10, 9, 8, 7, 6] as const;

/** @returns JSON for `acta.typ`; the same actas give the same text */
export function datosDe(proceso: Proceso, actas: readonly ActaPorDibujar[]): string {
  const modelos = new Map<string, { readonly numero: number; readonly modelo: Modelo }>();
  const modeloOf = (acta: ActaEsperada) => {
    // Nothing else changes which fields an acta has.
    const key = `${acta.eleccion} ${acta.territorio} ${acta.casilla.tipo}`;
    const known = modelos.get(key) ?? { numero: modelos.size, modelo: modeloPara(proceso, acta) };
    modelos.set(key, known);
    return known.numero;
  };
  const drawn = actas.map(({ acta, pluma }) => ({
    ...{ modelo: modeloOf(acta), pluma },
    ...identidadPara(proceso, acta),
  }));
  const lema = `${proceso.instituto.nombre}  ·  ${proceso.nombreLargo}`;
  return JSON.stringify({
    comun: {
      ...PLANTILLA,
      ...{ encabezado: ENCABEZADO, identidad: ANCHO_DE_IDENTIDAD, columnas: COLUMNAS },
      ...{ hora: HORA, incidentes: INCIDENTES },
      aviso: AVISOS[proceso.tipo],
      instituto: proceso.instituto.nombre,
      lema: ajustar(lema, { ancho: ENCABEZADO.ancho, alto: 3 }, [8, 7.4, 6.8, 6.2, 5.6, 5]),
      titulo: `Actas PREP de ${proceso.nombreLargo}`,
    },
    modelos: [...modelos.values()].map(({ modelo }) => modelo),
    actas: drawn,
  });
}

/** Which acta it is: what no other has. */
function identidadPara(proceso: Proceso, acta: ActaEsperada) {
  const titulo = tituloDe(proceso, acta);
  const codigo = formatCodigo({ proceso: proceso.nombre, acta: acta.id });
  const left = { ancho: ENCABEZADO.ancho - ANCHO_DE_IDENTIDAD - 17, alto: 3.2 };
  const right = { ancho: ANCHO_DE_IDENTIDAD - 13, alto: 3.2 };
  const nombre = `${titulo.eleccion.nombre}${acta.tipoActa.principio === 'RP' ? ' · REPRESENTACIÓN PROPORCIONAL' : ''}`;
  const { catd } = acta.casilla;
  const catdNombre = proceso.catd.find(({ clave }) => clave === catd)?.nombre ?? '';
  return {
    eleccion: ajustar(nombre, { ancho: ENCABEZADO.ancho, alto: 4 }, [12.5, 11, 10, 9, 8, 7]),
    entidad: ajustar(proceso.entidad.nombre, left, SIMPLE),
    territorio: ajustar(titulo.territorio === '' ? '—' : titulo.territorio, left, SIMPLE),
    // Many catalogues call their CATD by its key and its place.
    catd: ajustar(`${catd} ${catdNombre.replace(/^CATD /, '')}`.trim(), left, SIMPLE),
    seccion: ajustar(titulo.seccion, right, DESTACADA),
    casilla: ajustar(titulo.casilla, right, DESTACADA),
    clave: ajustar(titulo.clave, right, DESTACADA),
    ...{ codigo, qr: svgOf(codigo) },
  };
}

type Modelo = ReturnType<typeof modeloPara>;

/** What is the same in every acta with the same fields. */
function modeloPara(proceso: Proceso, acta: ActaEsperada) {
  const formato = formatoDe(proceso, acta);
  const { rotulos, renglones, pie } = formato;
  const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
  if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
  return {
    ...{ fondo: fondoDe(formato), rotulos },
    pie: {
      ...pie,
      representaciones: pie.representaciones.map((celda) => ({
        ...celda,
        talla: ajustar(celda.titulo, { ancho: celda.caja.ancho - 1.5, alto: 2.2 }, [7.5, 6.8, 6, 5.4, 4.8, 4])
          .talla,
      })),
      funcionarios: pie.funcionarios.map((celda) => ({ ...celda, talla: 7.5 })),
    },
    renglones: renglones.map((renglon) => renglonPara(renglon, eleccion, acta.territorio)),
  };
}

function renglonPara(
  { campo, renglon: { x, y, alto } }: RenglonImpreso,
  eleccion: Eleccion,
  territorio: string,
) {
  const independent = independiente(campo.clave, eleccion, territorio);
  const nombre = independent === '' ? campo.nombre : independent;
  // No line begins with what joins two parties.
  const etiqueta = campo.etiqueta.replaceAll(' · ', '\u00a0· ');
  return {
    ...{ numero: campo.numero, x, y, alto, ancho: ANCHO_DE_NOMBRE },
    ...rotularRenglon(etiqueta, nombre, alto, independent === '' ? ALTO_CON_DOS_LINEAS : ALTO_CON_NOMBRE),
  };
}

/** Sizes for whoever reads without glasses: smaller ones only when a name is too long. */
const DE_ETIQUETA = [10.5, 9.8, 9, 8, 7, 6, 5.4, 4.8] as const;
const DE_NOMBRE = [8, 7.4, 6.8, 6.2] as const;
const DE_NOMBRE_LARGO = [6.8, 6.2, 5.6, 5, 4.4] as const;
/** In a lower row the name does not fit under the label. */
const ALTO_CON_NOMBRE = 5.8;
/** Nor does a name of two lines without making the initials small, which are what people look for. */
const ALTO_CON_DOS_LINEAS = 7;

/**
 * The label alone, or with the name under it; `sube` and `baja`: how far both are from the middle of the row.
 *
 * @param altoConDosLineas in a lower row, a name that does not fit in one line is left out
 */
function rotularRenglon(etiqueta: string, nombre: string, alto: number, altoConDosLineas: number) {
  const fitted = (texto: string, share: number, tallas: readonly [number, ...number[]]) =>
    ajustar(texto, { ancho: ANCHO_DE_NOMBRE, alto: share * alto }, tallas);
  const short = fitted(nombre, 0.24, DE_NOMBRE);
  const isShort = short.alto <= 0.24 * alto;
  // Some parties are called by their whole name.
  const isAlone = nombre === '' || nombre.toLowerCase() === etiqueta.toLowerCase();
  if (isAlone || alto < (isShort ? ALTO_CON_NOMBRE : altoConDosLineas)) {
    return { etiqueta: fitted(etiqueta, 1 - 0.8 / alto, DE_ETIQUETA), nombre: null, sube: 0, baja: 0 };
  }
  if (isShort) {
    return {
      etiqueta: fitted(etiqueta, 0.32, DE_ETIQUETA),
      ...{ nombre: short, sube: 0.175 * alto, baja: 0.27 * alto },
    };
  }
  return {
    etiqueta: fitted(etiqueta, 0.27, DE_ETIQUETA),
    nombre: fitted(nombre, 0.5, DE_NOMBRE_LARGO),
    ...{ sube: 0.3 * alto, baja: 0.19 * alto },
  };
}

/** Who is behind an independent option, which has no other name; empty for any other field. */
function independiente(clave: string, eleccion: Eleccion, territorio: string): string {
  const opcion = eleccion.opciones.find((one) => one.clave === clave);
  if (opcion?.tipo !== 'independiente') return '';
  const candidatura = candidaturasDe(eleccion, territorio).find(({ opciones }) => opciones.includes(clave));
  return candidatura?.propietaria ?? '';
}

/** The QR, level H: a third of it may be lost. One path, so that no line shows between its modules. */
function svgOf(texto: string): string {
  const { data, size } = encode(texto, { ecc: 'H', border: 0 });
  let path = '';
  for (const [j, row] of data.entries()) {
    for (let i = 0; i < size; i += 1) {
      if (row[i] !== true) continue;
      const start = i;
      while (row[i + 1] === true) i += 1;
      path += `M${start} ${j}h${i + 1 - start}v1h-${i + 1 - start}z`;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
