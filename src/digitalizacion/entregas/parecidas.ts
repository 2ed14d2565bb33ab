/**
 * The pictures that are in the log, to be compared with each one that comes: the same bytes or the same picture under
 * another acta is looked at by people. All of them are in memory (a hundred bytes each), because each new one is
 * compared with every other: a millisecond for 20,000.
 */

import type { IdActa } from '../../dominio/clave.ts';
import { type Db, listEntregas } from './tabla.ts';

export interface Registrada {
  readonly acta: IdActa;
  /** of what is published */
  readonly sha256: string;
  /** of what was sent */
  readonly archivo: string;
  /** that of `huellaDe` */
  readonly huella: string;
}

export interface Parecidas {
  /** Another acta that has that picture; null when there is none. */
  findOtra(imagen: Registrada): IdActa | null;
  add(imagen: Registrada): void;
}

/** Fingerprints of one class and length, one after another. */
interface Grupo {
  readonly largo: number;
  bits: Uint32Array;
  readonly actas: IdActa[];
}

const INICIALES = 1024;
/**
 * Bits of 768 in which the same picture may differ once somebody scaled, darkened, turned or compressed it: at most 38
 * in 30 tries. Two papers of one election differ in 155 at least in 435 pairs, 252 as a rule: with what would tell two
 * photographs of one paper (`huellasParecidas`), one pair of ten would be the same, and every acta of a night would stop.
 */
const BITS_DE_LA_MISMA = 48;

export function createParecidas(known: readonly Registrada[] = []): Parecidas {
  const porBytes = new Map<string, IdActa[]>();
  const grupos = new Map<string, Grupo>();

  function add({ acta, sha256, archivo, huella }: Registrada): void {
    for (const name of new Set([sha256, archivo])) {
      const same = porBytes.get(name);
      if (same === undefined) porBytes.set(name, [acta]);
      else same.push(acta);
    }
    const bits = parseHuella(huella);
    if (bits === null) return;
    const grupo = groupOf(huella, bits.length);
    const end = grupo.actas.length * grupo.largo;
    if (end + grupo.largo > grupo.bits.length) {
      const wider = new Uint32Array(Math.max(INICIALES * grupo.largo, grupo.bits.length * 2));
      wider.set(grupo.bits);
      grupo.bits = wider;
    }
    grupo.bits.set(bits, end);
    grupo.actas.push(acta);
  }

  function groupOf(huella: string, largo: number): Grupo {
    const clase = `${huella[0]}${largo}`;
    const known = grupos.get(clase);
    if (known !== undefined) return known;
    const made: Grupo = { largo, bits: new Uint32Array(0), actas: [] };
    grupos.set(clase, made);
    return made;
  }

  for (const imagen of known) add(imagen);
  return {
    add,
    findOtra({ acta, sha256, archivo, huella }) {
      for (const name of [sha256, archivo]) {
        const same = porBytes.get(name)?.find((other) => other !== acta);
        if (same !== undefined) return same;
      }
      const bits = parseHuella(huella);
      return bits === null ? null : findAlike(groupOf(huella, bits.length), bits, acta);
    },
  };
}

/** The first of another acta that is near enough. */
function findAlike({ bits, actas, largo }: Grupo, huella: Uint32Array, acta: IdActa): IdActa | null {
  for (let i = 0; i < actas.length; i += 1) {
    const other = actas[i];
    if (other === undefined || other === acta) continue;
    let distintos = 0;
    for (let word = 0; word < largo && distintos <= BITS_DE_LA_MISMA; word += 1) {
      distintos += countBits((bits[i * largo + word] ?? 0) ^ (huella[word] ?? 0));
    }
    if (distintos <= BITS_DE_LA_MISMA) return other;
  }
  return null;
}

/** Ones of a word of 32 bits. */
function countBits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The words of a fingerprint; null when it says that there was nothing to see. */
function parseHuella(huella: string): Uint32Array | null {
  if (huella.length <= 1) return null;
  const words = new Uint32Array(Math.ceil((huella.length - 1) / 8));
  for (let word = 0; word < words.length; word += 1) {
    words[word] = Number.parseInt(huella.slice(1 + word * 8, 9 + word * 8), 16);
  }
  return words;
}

/** Those that were registered before this program began. */
export async function loadRegistradas(db: Db): Promise<readonly Registrada[]> {
  const filas = await listEntregas(db, `estado = 'registrada' and huella is not null`, []);
  return filas.flatMap(({ acta, publicada, huella, datos, pagina }) =>
    acta === null || publicada === null || huella === null || datos.tipo !== 'imagen'
      ? []
      : [{ acta, sha256: publicada, archivo: pagina === 1 ? datos.archivo.sha256 : publicada, huella }],
  );
}
