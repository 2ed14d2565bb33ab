/**
 * Deliveries of an equipo of the tests: signed, sent in pieces and followed until the server knows what becomes of them.
 *
 *   const papeles = createPapeles(consola.noche.proceso);
 *   const acta = consola.noche.otra();
 *   const foto = createEnvio(telefono, { tipo: 'imagen', declarada: acta, bytes: await papeles(acta) });
 *   const { estado, uso } = await foto.enviar();
 */

import { hash, type KeyObject } from 'node:crypto';
import sharp from 'sharp';
import { expect } from 'vitest';
import { firmar } from '../../src/comun/firma.ts';
import type { EntregaEnServidor } from '../../src/digitalizacion/contrato.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import {
  type Archivo,
  type Entrega,
  type EntregaDeImagen,
  type FormatoDeArchivo,
  formatEntrega,
} from '../../src/dominio/entrega.ts';
import { createDibujante } from '../../src/papel/dibujo.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createAzar } from '../../src/simulacro/azar.ts';
import { MOMENTO } from './base.ts';
import type { Respuesta } from './consola.ts';
import type { EquipoDePrueba } from './equipo.ts';
import { CATD, type Noche } from './fases.ts';

/** Dots per inch at which an acta is still read, and is quick to draw. */
const PPP = 130;

/** Draws the acta of a casilla as a grey JPEG, with ink of its own so that no two look alike; each one once. */
export function createPapeles(proceso: Proceso): (acta: IdActa) => Promise<Buffer> {
  const dibujante = createDibujante(proceso);
  const drawn = new Map<IdActa, Promise<Buffer>>();
  const draw = async (acta: IdActa) => {
    const blank = sharp(await dibujante.imagen(proceso.actasPorId.get(acta)!, PPP));
    const { width, height } = await blank.metadata();
    return blank
      .composite([{ input: scribble(acta, width, height), left: 0, top: 0 }])
      .toColourspace('b-w')
      .jpeg({ quality: 60 })
      .toBuffer();
  };
  return (acta) => {
    const known = drawn.get(acta) ?? draw(acta);
    drawn.set(acta, known);
    return known;
  };
}

/** Lines where people write, always the same for the same acta. */
function scribble(acta: IdActa, width: number, height: number): Buffer {
  const azar = createAzar(1, acta);
  const x = () => Math.round(width * (0.4 + 0.5 * azar.next()));
  const y = () => Math.round(height * (0.25 + 0.6 * azar.next()));
  const lines = Array.from({ length: 40 }, () => `<path d="M${x()} ${y()} q40 20 80 -10" />`).join('');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="none" stroke="black" stroke-width="7">${lines}</g></svg>`,
  );
}

/** Actas that no other call gave: of that CATD, or of the others, which need no station of theirs. */
export function createActas({ proceso }: Pick<Noche, 'proceso'>): (centro?: string) => IdActa {
  const libres = proceso.actas.filter(({ casilla }) => casilla.tipo !== 'M');
  return (centro) => {
    const i = libres.findIndex(({ casilla }) => (casilla.catd === CATD) === (centro === CATD));
    const [acta] = i === -1 ? [] : libres.splice(i, 1);
    if (acta === undefined) throw new Error('the minimal process has no more actas there');
    return acta.id;
  };
}

export type QueSeEntrega =
  | { readonly tipo: 'acopio'; readonly acta: IdActa; readonly cambios?: Partial<Entrega> }
  | {
      readonly tipo: 'imagen';
      readonly bytes: Buffer;
      readonly declarada?: IdActa | null;
      readonly original?: Buffer;
      /** `original` for a phone and `publicable` for a station, if it is not said */
      readonly presentacion?: EntregaDeImagen['presentacion'];
      readonly formato?: FormatoDeArchivo;
      readonly cambios?: Partial<EntregaDeImagen>;
    };

export interface Envio {
  readonly id: string;
  readonly entrega: Entrega;
  readonly texto: string;
  readonly firma: string;
  /** Only says what will come. */
  anunciar(): Promise<Respuesta<EntregaEnServidor>>;
  /** One piece, from a byte. */
  pieza(desde: number, hasta: number, cual?: 'bytes' | 'original'): Promise<Respuesta<EntregaEnServidor>>;
  /** Everything; resolves when it is known what became of it. */
  enviar(): Promise<EntregaEnServidor>;
  /** Waits until it is in that state. */
  llega(estado: EntregaEnServidor['estado']): Promise<EntregaEnServidor>;
}

const secuencias = new Map<string, number>();

export function archivoDe(bytes: Buffer, formato: FormatoDeArchivo = 'jpeg'): Archivo {
  return { sha256: hash('sha256', bytes, 'hex'), bytes: bytes.length, formato };
}

/** The delivery that an equipo would write, without sending it. */
export function entregaDe(equipo: string, que: QueSeEntrega): Entrega {
  const secuencia = (secuencias.get(equipo) ?? 0) + 1;
  secuencias.set(equipo, secuencia);
  const common = {
    ...{ proceso: 'proceso-minimo', equipo, secuencia, momento: MOMENTO, desfase: 0, persona: null },
  };
  if (que.tipo === 'acopio') {
    return { tipo: 'acopio', ...common, acta: que.acta, horaManuscrita: null, ...que.cambios } as Entrega;
  }
  const telefono = equipo.startsWith('tel');
  return {
    ...{ tipo: 'imagen', ...common },
    origen: telefono ? 'CASILLA' : 'CATD',
    digitalizacion: telefono ? 'MOVIL' : 'ESCANER',
    ...{ tipoDocumento: 'ACTA PREP', declarada: que.declarada ?? null, codigo: null },
    presentacion: que.presentacion ?? (telefono ? 'original' : 'publicable'),
    archivo: archivoDe(que.bytes, que.formato),
    original: que.original === undefined ? null : archivoDe(que.original, 'tiff'),
    motivos: [],
    ...que.cambios,
  };
}

export function firmada(entrega: Entrega, llave: KeyObject) {
  const texto = formatEntrega(entrega);
  return { id: hash('sha256', texto, 'hex'), texto, firma: firmar(llave, texto) };
}

const PIEZA = 256 * 1024;

export function createEnvio(equipo: EquipoDePrueba, que: QueSeEntrega): Envio {
  const entrega = entregaDe(equipo.clave, que);
  const { id, texto, firma } = firmada(entrega, equipo.llave);
  const bytes = que.tipo === 'imagen' ? que.bytes : Buffer.alloc(0);
  const original = que.tipo === 'imagen' ? (que.original ?? Buffer.alloc(0)) : Buffer.alloc(0);

  const envio: Envio = {
    ...{ id, entrega, texto, firma },
    anunciar: () =>
      equipo.pedir({ metodo: 'POST', ruta: '/api/entregas', cuerpo: JSON.stringify({ texto, firma }) }),
    pieza: (desde, hasta, cual = 'bytes') =>
      equipo.pedir({
        ...{ metodo: 'PUT', ruta: `/api/entregas/${id}/${cual}?desde=${desde}` },
        cuerpo: Uint8Array.from((cual === 'bytes' ? bytes : original).subarray(desde, hasta)),
      }),
    async enviar() {
      let { cuerpo } = await envio.anunciar();
      while (cuerpo.estado === 'incompleta') {
        cuerpo = (await envio.pieza(cuerpo.faltaDesde, cuerpo.faltaDesde + PIEZA)).cuerpo;
      }
      while (cuerpo.originalCompleto === false) {
        const desde = cuerpo.originalFaltaDesde ?? 0;
        cuerpo = (await envio.pieza(desde, desde + PIEZA, 'original')).cuerpo;
      }
      await expect
        .poll(async () => (await ask()).estado, { timeout: 20_000, interval: 20 })
        .not.toBe('en_proceso');
      return ask();
    },
    async llega(estado) {
      await expect.poll(async () => (await ask()).estado, { timeout: 20_000, interval: 20 }).toBe(estado);
      return ask();
    },
  };
  async function ask(): Promise<EntregaEnServidor> {
    return (await equipo.get<EntregaEnServidor>(`/api/entregas/${id}`)).cuerpo;
  }
  return envio;
}
