/**
 * The pictures that reach a PREP, by name. Each level is a range: a picture draws its own values from it. The first
 * ones are what an institute receives, and all of them must be identified; the last are pictures that somebody has
 * to be told to take again.
 */

import type { Caja } from '../../papel/formato.ts';
import type { Azar } from '../azar.ts';
import type { Degradacion, Encuadre, Fondo, Luz, Mancha, Margen, Orientacion, Papel } from './degradacion.ts';
import { stainOver } from './papel-maltratado.ts';

export type Nivel = keyof typeof NIVELES;

interface DeUnNivel {
  /** the range, in words */
  readonly descripcion: string;
  readonly sortear: (azar: Azar, qr: Caja) => Degradacion;
}

/** Draws the values of one picture of a level, for a sheet that has its QR there. */
export function sortearDegradacion(nivel: Nivel, azar: Azar, qr: Caja): Degradacion {
  return NIVELES[nivel].sortear(azar, qr);
}

const RECTO = { inclinacion: { x: 0, y: 0 }, distancia: 1 } as const;
const SIN_MARGEN: Margen = { izquierda: 0, derecha: 0, arriba: 0, abajo: 0 };
const TAPA: Fondo = { tipo: 'tapa', gris: 247, contraste: 2 };
const PAPEL_LISO: Papel = { dobleces: [], mancha: null };
const ENFOCADO = { desenfoque: 0, movimiento: null } as const;

const NIVELES = {
  escaner_limpio: {
    descripcion:
      'Escáner de CATD bien cuidado: 200 ppp, gris, JPEG 75–90, hasta 0.8° de giro, hoja doblada o no.',
    sortear: (azar) => escaneo(azar, { ppp: 200, giro: 0.8, calidad: [75, 90] }),
  },
  escaner_300: {
    descripcion:
      'Escáner a 300 ppp, gris, JPEG 70–90, hasta 1.5° de giro, sobre la cama: se ve un borde de la tapa.',
    sortear: (azar) => {
      const base = escaneo(azar, { ppp: 300, giro: 1.5, calidad: [70, 90] });
      return withEncuadre(base, { margen: evenly(between(azar, 1, 6)) });
    },
  },
  escaner_150: {
    descripcion: 'Escáner apurado: 150 ppp, JPEG 45–70, hasta 2.5° de giro, dos dobleces.',
    sortear: (azar) => ({
      ...escaneo(azar, { ppp: 150, giro: 2.5, calidad: [45, 70] }),
      papel: { dobleces: [fold(azar, 'horizontal'), fold(azar, 'vertical')], mancha: null },
    }),
  },
  escaner_1bit: {
    descripcion:
      'Multifuncional en blanco y negro: TIFF de un bit (grupo 4), 200 o 300 ppp, umbral 120–175, hasta 1.5°.',
    sortear: (azar) => ({
      ...escaneo(azar, { ppp: azar.pick([200, 300]), giro: 1.5, calidad: [80, 80] }),
      ...{ formato: 'tiff', umbral: azar.integer(120, 175), ruido: between(azar, 4, 12) },
    }),
  },
  escaner_pdf: {
    descripcion: 'Multifuncional que entrega PDF: 150 a 200 ppp, JPEG 50–75, hasta 2°, la mitad de cabeza.',
    sortear: (azar) => {
      const base = escaneo(azar, { ppp: azar.pick([150, 200]), giro: 2, calidad: [50, 75] });
      return withEncuadre({ ...base, formato: 'pdf' }, { cuarto: azar.pick([0, 180]) });
    },
  },
  escaner_torcido: {
    descripcion:
      'Hoja mal puesta: 200 ppp, 3 a 9° de giro y además un cuarto de vuelta cualquiera, en PNG o JPEG 60–85.',
    sortear: (azar) => {
      const base = escaneo(azar, { ppp: 200, giro: 0, calidad: [60, 85] });
      const giro = either(azar) * between(azar, 3, 9);
      const formato = azar.chance(0.25) ? ('png' as const) : base.formato;
      return withEncuadre(
        { ...base, formato },
        { giro, cuarto: azar.pick([0, 90, 180, 270]), margen: evenly(between(azar, 0, 8)) },
      );
    },
  },
  escaner_manchado: {
    descripcion:
      'Acta maltratada: dobleces y una mancha sobre 3 a 15 % del QR; 200 ppp, JPEG 60–85, hasta 2°.',
    sortear: (azar, qr) => ({
      ...escaneo(azar, { ppp: 200, giro: 2, calidad: [60, 85] }),
      papel: {
        dobleces: [fold(azar, 'horizontal'), fold(azar, 'vertical')],
        mancha: drawMancha(azar, qr),
      },
    }),
  },
  escaner_recortado: {
    descripcion:
      'El escáner cortó 2 a 10 mm de un borde: el QR y los renglones están completos, una marca puede no.',
    sortear: (azar) => {
      const base = escaneo(azar, { ppp: 200, giro: 1, calidad: [65, 85] });
      const side = azar.pick(['izquierda', 'derecha', 'arriba', 'abajo'] as const);
      return withEncuadre(base, { margen: { ...SIN_MARGEN, [side]: -between(azar, 2, 10) } });
    },
  },
  telefono_bueno: {
    descripcion:
      'Foto cuidada: 180 a 220 ppp, menos de 6° de inclinación y 3° de giro, luz pareja, JPEG 75–90.',
    sortear: (azar) =>
      foto(azar, { ppp: [180, 220], inclinacion: 6, giro: 3, calidad: [75, 90], dureza: 0.25 }),
  },
  telefono_moderado: {
    descripcion:
      'Foto de una casilla: 160 a 210 ppp, hasta 14° de inclinación y 8° de giro, sombra, luz dispareja, algo de desenfoque, JPEG 55–85.',
    sortear: (azar) =>
      foto(azar, { ppp: [160, 210], inclinacion: 14, giro: 8, calidad: [55, 85], dureza: 0.6 }),
  },
  telefono_dificil: {
    descripcion:
      'Foto de noche: 150 a 190 ppp, hasta 22° de inclinación y 15° de giro, sombra fuerte, poca luz, movimiento, ruido, JPEG 30–60.',
    sortear: (azar) =>
      foto(azar, { ppp: [150, 190], inclinacion: 22, giro: 15, calidad: [30, 60], dureza: 1 }),
  },
  telefono_girado: {
    descripcion:
      'Foto tomada de lado: cualquier giro, con o sin la orientación en EXIF; lo demás, como la moderada.',
    sortear: (azar) => {
      const base = foto(azar, { ppp: [160, 210], inclinacion: 10, giro: 44, calidad: [60, 85], dureza: 0.5 });
      return withEncuadre(base, { cuarto: azar.pick([0, 90, 180, 270]) });
    },
  },
  telefono_manchado: {
    descripcion:
      'Foto de un acta maltratada: dobleces y una mancha sobre 3 a 15 % del QR; lo demás, como la moderada.',
    sortear: (azar, qr) => ({
      ...foto(azar, { ppp: [170, 210], inclinacion: 10, giro: 6, calidad: [60, 85], dureza: 0.5 }),
      papel: {
        dobleces: [fold(azar, 'horizontal'), fold(azar, 'vertical')],
        mancha: drawMancha(azar, qr),
      },
    }),
  },
  telefono_con_reflejo: {
    descripcion:
      'Foto con el reflejo de una lámpara sobre la hoja, que borra lo que toca; lo demás, como la moderada.',
    sortear: (azar) => {
      const base = foto(azar, { ppp: [170, 210], inclinacion: 10, giro: 6, calidad: [60, 85], dureza: 0.4 });
      const reflejo = {
        ...{ x: between(azar, 0.1, 0.9), y: between(azar, 0.35, 0.9) },
        ...{ radio: between(azar, 0.05, 0.12), fuerza: between(azar, 90, 220) },
      };
      return { ...base, luz: { ...base.luz, reflejo } };
    },
  },
  telefono_recortado: {
    descripcion:
      'Foto que deja fuera 2 a 10 mm de un borde: el QR y los renglones están completos, una marca puede no.',
    sortear: (azar) => {
      const base = foto(azar, { ppp: [170, 210], inclinacion: 4, giro: 2, calidad: [60, 85], dureza: 0.4 });
      const side = azar.pick(['izquierda', 'derecha', 'arriba', 'abajo'] as const);
      return withEncuadre(base, { margen: { ...base.encuadre.margen, [side]: -between(azar, 2, 10) } });
    },
  },
  inservible_borroso: {
    descripcion: 'Fuera de foco por completo (desviación de 7 a 10 px): nadie lee lo escrito.',
    sortear: (azar) => ({
      ...foto(azar, { ppp: [160, 200], inclinacion: 8, giro: 5, calidad: [60, 80], dureza: 0.4 }),
      foco: { desenfoque: between(azar, 7, 10), movimiento: null },
    }),
  },
  inservible_movido: {
    descripcion: 'La cámara se movió de 24 a 40 px mientras tomaba la foto.',
    sortear: (azar) => ({
      ...foto(azar, { ppp: [160, 200], inclinacion: 8, giro: 5, calidad: [60, 80], dureza: 0.4 }),
      foco: {
        desenfoque: 1,
        movimiento: { largo: between(azar, 24, 40), angulo: between(azar, 0, 180) },
      },
    }),
  },
  inservible_oscuro: {
    descripcion: 'Casi sin luz: el papel apenas se distingue de la tinta, bajo el ruido.',
    sortear: (azar) => {
      const base = foto(azar, { ppp: [160, 200], inclinacion: 8, giro: 5, calidad: [40, 60], dureza: 0.6 });
      const blanco = between(azar, 26, 38);
      return { ...base, luz: { ...base.luz, blanco, negro: blanco * 0.6 }, ruido: between(azar, 7, 10) };
    },
  },
  inservible_cortado: {
    descripcion: 'Falta entre 35 y 55 % de la hoja: no están todos los renglones.',
    sortear: (azar) => {
      const base = foto(azar, { ppp: [160, 200], inclinacion: 4, giro: 2, calidad: [60, 85], dureza: 0.4 });
      return withEncuadre(base, {
        margen: { ...base.encuadre.margen, abajo: -between(azar, 98, 153) },
      });
    },
  },
  inservible_lejano: {
    descripcion: 'Tomada de lejos: la hoja ocupa 45 a 60 ppp y la letra no se lee.',
    sortear: (azar) => {
      const base = foto(azar, { ppp: [45, 60], inclinacion: 8, giro: 5, calidad: [50, 70], dureza: 0.5 });
      return withEncuadre(base, { margen: evenly(between(azar, 80, 160)) });
    },
  },
} as const satisfies Readonly<Record<string, DeUnNivel>>;

/** Pictures that an institute receives: every one of them can be identified and captured. */
export const NIVELES_DE_ESCANER: readonly Nivel[] = levelsOf('escaner_');
export const NIVELES_DE_TELEFONO: readonly Nivel[] = levelsOf('telefono_');
/** Pictures that must be taken again. */
export const NIVELES_INSERVIBLES: readonly Nivel[] = levelsOf('inservible_');

export function descripcionDe(nivel: Nivel): string {
  return NIVELES[nivel].descripcion;
}

function levelsOf(prefijo: string): readonly Nivel[] {
  return (Object.keys(NIVELES) as Nivel[]).filter((nivel) => nivel.startsWith(prefijo));
}

type Rango = readonly [de: number, a: number];

function escaneo(
  azar: Azar,
  { ppp, giro, calidad }: { readonly ppp: number; readonly giro: number; readonly calidad: Rango },
): Degradacion {
  return {
    ...{ fuente: 'escaner', formato: 'jpeg', ppp, exif: 1, umbral: null },
    papel: azar.chance(0.5) ? { dobleces: [fold(azar, 'horizontal')], mancha: null } : PAPEL_LISO,
    encuadre: { giro: between(azar, -giro, giro), cuarto: 0, ...RECTO, margen: SIN_MARGEN, fondo: TAPA },
    luz: {
      ...{ blanco: between(azar, 238, 252), negro: between(azar, 8, 40) },
      ...{ caida: { angulo: 0, parte: 0 }, sombra: null, reflejo: null },
    },
    foco: azar.chance(0.3) ? { ...ENFOCADO, desenfoque: between(azar, 0.4, 0.8) } : ENFOCADO,
    ruido: between(azar, 1, 4),
    calidad: azar.integer(...calidad),
  };
}

interface Foto {
  readonly ppp: Rango;
  /** degrees, at most */
  readonly inclinacion: number;
  readonly giro: number;
  readonly calidad: Rango;
  /** how bad the light and the pulse are, from 0 to 1 */
  readonly dureza: number;
}

function foto(azar: Azar, { ppp, inclinacion, giro, calidad, dureza }: Foto): Degradacion {
  return {
    ...{ fuente: 'telefono', formato: 'jpeg', umbral: null },
    ppp: Math.round(between(azar, ...ppp)),
    // A sensor is wider than it is tall: a picture taken upright is stored on its side.
    exif: azar.pick([1, 1, 6, 6, 6, 8, 3] as const satisfies readonly Orientacion[]),
    papel: azar.chance(0.6) ? { dobleces: [fold(azar, 'horizontal')], mancha: null } : PAPEL_LISO,
    encuadre: {
      ...{ giro: between(azar, -giro, giro), cuarto: 0 },
      inclinacion: {
        x: between(azar, -inclinacion, inclinacion),
        y: between(azar, -inclinacion, inclinacion),
      },
      distancia: between(azar, 1.2, 1.7),
      margen: around(() => between(azar, 3, 20)),
      fondo: drawFondo(azar),
    },
    luz: drawLuz(azar, dureza),
    foco: {
      desenfoque: between(azar, 0.4, 0.5 + 0.9 * dureza),
      movimiento:
        dureza > 0.5 && azar.chance(0.4)
          ? { largo: between(azar, 2, 2 + 2.5 * dureza), angulo: between(azar, 0, 180) }
          : null,
    },
    ruido: between(azar, 1.5, 2 + 7 * dureza),
    calidad: azar.integer(...calidad),
  };
}

function drawLuz(azar: Azar, dureza: number): Luz {
  const blanco = between(azar, 230 - 105 * dureza, 242 - 30 * dureza);
  return {
    ...{ blanco, negro: blanco * between(azar, 0.08, 0.2) },
    caida: { angulo: between(azar, 0, 360), parte: between(azar, 0, 0.12 + 0.33 * dureza) },
    sombra:
      dureza > 0.3 && azar.chance(0.7)
        ? {
            ...{ angulo: between(azar, 0, 360), posicion: between(azar, -0.5, 0.5) },
            ...{ parte: between(azar, 0.1, 0.15 + 0.35 * dureza), suavidad: between(azar, 0.02, 0.15) },
          }
        : null,
    reflejo: null,
  };
}

function drawFondo(azar: Azar): Fondo {
  const tipo = azar.pick(['madera', 'tela', 'mesa'] as const);
  return { tipo, gris: between(azar, 35, 185), contraste: between(azar, 4, 26) };
}

function drawMancha(azar: Azar, qr: Caja): Mancha {
  const along = between(azar, 0, 1);
  const middle = azar.pick([
    { x: qr.x + along * qr.ancho, y: qr.y },
    { x: qr.x + along * qr.ancho, y: qr.y + qr.alto },
    { x: qr.x, y: qr.y + along * qr.alto },
    { x: qr.x + qr.ancho, y: qr.y + along * qr.alto },
  ]);
  return stainOver(qr, middle, between(azar, 0.03, 0.15), between(azar, 30, 130));
}

function fold(azar: Azar, sentido: 'horizontal' | 'vertical') {
  return { sentido, posicion: between(azar, 0.3, 0.7), fuerza: between(azar, 0.15, 0.5) } as const;
}

function withEncuadre(base: Degradacion, cambio: Partial<Encuadre>): Degradacion {
  return { ...base, encuadre: { ...base.encuadre, ...cambio } };
}

function evenly(mm: number): Margen {
  return around(() => mm);
}

function around(side: () => number): Margen {
  return { izquierda: side(), derecha: side(), arriba: side(), abajo: side() };
}

function either(azar: Azar): 1 | -1 {
  return azar.chance(0.5) ? 1 : -1;
}

/** To a thousandth, so that a manifest can be read. */
function between(azar: Azar, de: number, a: number): number {
  return Math.round((de + azar.next() * (a - de)) * 1000) / 1000;
}
