/**
 * The hand that fills an acta: one handwriting for the whole of it, amounts in letters and in figures that do not
 * sit straight, strokes that nobody can read, blanks. It writes what the truth of the acta says, no more.
 */

import type { ActaEsperada } from '../dominio/eleccion.ts';
import type { Escrito } from '../dominio/lectura.ts';
import { type Caja, formatoDe } from '../papel/formato.ts';
import { enLetra } from '../papel/letra.ts';
import { MANUSCRITAS, type Manuscrita, type Trazo } from '../papel/trazo.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Azar, createAzar } from './azar.ts';
import { firmar } from './firmas.ts';
import type { CampoEscrito } from './verdad.ts';

/** Size of each handwriting beside the others, in points. */
const CUERPO: Readonly<Record<Manuscrita, number>> = { Caveat: 21, Kalam: 15.5, 'Reenie Beanie': 23 };
/** Millimetres that a letter takes at one point, more or less: what decides whether words must shrink to fit. */
const AVANCE: Readonly<Record<Manuscrita, number>> = { Caveat: 0.135, Kalam: 0.18, 'Reenie Beanie': 0.12 };
/** Tallest that each can be, in parts of the row: some have small letters with long strokes. */
const TALLA: Readonly<Record<Manuscrita, number>> = { Caveat: 1, Kalam: 0.82, 'Reenie Beanie': 1.12 };
const PUNTO = 0.3528;

/** The strokes of a filled acta; the same acta and seed give the same strokes. */
export function llenar(
  proceso: Proceso,
  acta: ActaEsperada,
  campos: readonly CampoEscrito[],
  semilla: number,
): readonly Trazo[] {
  const azar = createAzar(semilla, 'mano', acta.id);
  const mano: Mano = { azar, letra: azar.pick(MANUSCRITAS), cae: azar.normal() * 0.5 };
  const written = new Map(campos.map((campo) => [campo.campo, campo]));
  const { renglones, pie } = formatoDe(proceso, acta);
  const amounts = renglones.flatMap(({ campo, letra, cifra }) => {
    const escrito = written.get(campo.clave);
    if (escrito === undefined) return [];
    const { tachado } = escrito;
    return [
      ...write(mano, letra, escrito.letra, tachado?.letra ?? null, enLetra),
      ...write(mano, cifra, escrito.numero, tachado?.numero ?? null, String),
    ];
  });
  // Of another stream: who signs does not change how the amounts are written.
  return [...amounts, ...firmar(pie, mano.letra, createAzar(semilla, 'firmas', acta.id))];
}

interface Mano {
  readonly azar: Azar;
  readonly letra: Manuscrita;
  /** degrees by which its lines climb or fall */
  readonly cae: number;
}

/** @param tachado what was written first and is crossed out, or null */
function write(
  mano: Mano,
  caja: Caja,
  escrito: Escrito,
  tachado: number | null,
  say: (valor: number) => string,
): readonly Trazo[] {
  switch (escrito.tipo) {
    case 'vacio':
      return [];
    case 'ilegible':
      return [scribble(mano, caja), scribble(mano, caja)];
    case 'valor':
      return tachado === null
        ? [text(mano, caja, say(escrito.valor))]
        : correct(mano, caja, say(tachado), say(escrito.valor));
  }
}

/** Writes the wrong amount, crosses it out and writes the right one beside it. */
function correct(mano: Mano, caja: Caja, wrong: string, right: string): readonly Trazo[] {
  const share = wrong.length / (wrong.length + right.length);
  const first = { ...caja, ancho: caja.ancho * share };
  const second = { ...caja, x: caja.x + first.ancho, ancho: caja.ancho - first.ancho };
  const struck = text(mano, first, wrong);
  const width = Math.min(first.ancho - 2, wrong.length * AVANCE[mano.letra] * struck.cuerpo + 1);
  const strokes = mano.azar.integer(1, 3);
  const lines = Array.from({ length: strokes }, () =>
    strike(mano, { ...first, x: struck.x - 0.5, ancho: width }),
  );
  return [struck, ...lines, text(mano, second, right)];
}

function strike({ azar }: Mano, { x, y, ancho, alto }: Caja): Trazo {
  const level = () => alto / 2 + azar.normal() * alto * 0.08;
  const puntos = [
    ...([
      [0, level()],
      [ancho / 2, level()],
      [ancho, level()],
    ] as const),
  ];
  return { tipo: 'raya', x, y, giro: 0, puntos, grueso: 1.1 + azar.next() * 0.6 };
}

function text({ azar, letra, cae }: Mano, caja: Caja, texto: string) {
  const fit = (caja.ancho - 5) / (texto.length * AVANCE[letra]);
  const cuerpo = Math.min(
    CUERPO[letra] * (1 + 0.05 * azar.normal()),
    fit,
    (caja.alto / PUNTO) * TALLA[letra],
  );
  return {
    tipo: 'texto',
    x: caja.x + 2 + Math.min(2, caja.ancho / 20) * azar.next(),
    y: caja.y + caja.alto / 2 - cuerpo * PUNTO * 0.45 + azar.normal() * 0.35,
    giro: cae + azar.normal() * 0.4,
    texto,
    letra,
    cuerpo,
  } as const satisfies Trazo;
}

/** A stroke that goes over itself until nothing can be read. */
function scribble({ azar }: Mano, { x, y, ancho, alto }: Caja): Trazo {
  const width = Math.min(ancho * 0.6, 26);
  const points = Array.from({ length: 22 }, (_, i) => {
    const along = (i / 21) * width * 0.8 + azar.normal() * 2.2;
    const swing = (i % 2 === 0 ? -1 : 1) * alto * 0.26 + azar.normal() * alto * 0.08;
    return [Math.max(0, along), alto / 2 + swing] as const;
  });
  return { tipo: 'raya', x: x + 3, y, giro: 0, puntos: points, grueso: 1.6 };
}
