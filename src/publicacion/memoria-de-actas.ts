/**
 * What each expected acta of an election has published, packed: some 170 bytes for each, so that a publisher keeps
 * a whole country between two cortes and reads from the database only what changed.
 *
 * It is written from the row of the snapshot and read back as the same result, less what no file of a corte shows
 * (by which route it arrived, the hour somebody wrote by hand).
 */

import type { Correccion, Cotejo, Imagen, Instante } from '../dominio/acta.ts';
import { TIPOS_DOCUMENTO } from '../dominio/acta.ts';
import { columnasDeVotos } from '../dominio/computo.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { MOTIVOS_SIN_ACTA, type MotivoSinActa } from '../dominio/contabilizacion.ts';
import { CAMPOS_GENERALES, type Eleccion, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { Publicable } from '../dominio/publicable.ts';
import { unreachable } from '../dominio/result.ts';

/** What a corte shows of an expected acta. */
export type ResultadoDeActa =
  | { readonly tipo: 'pendiente' }
  | { readonly tipo: 'sin_acta'; readonly motivo: MotivoSinActa }
  | ResultadoConLecturas;

export interface ResultadoConLecturas {
  readonly tipo: 'acta';
  readonly lecturas: Lecturas;
  readonly imagen: Imagen;
  readonly acopio: { readonly momento: Instante };
  readonly capturada: Instante;
  readonly verificada: Instante | null;
  readonly cotejo: Cotejo;
  readonly correcciones: readonly Correccion[];
}

export interface MemoriaDeActas {
  /** @returns whether something that may be published of it changed */
  write(orden: number, resultado: Exclude<Publicable, { tipo: 'fuera_de_catalogo' }>): 'igual' | 'distinto';
  read(orden: number): ResultadoDeActa;
  /** Milliseconds since 1970 of its capture; null while it has none. */
  capturada(orden: number): number | null;
}

const PENDIENTE = 0;
const CON_LECTURAS = 1;
const PRIMER_MOTIVO = 2;

const AUSENTE = -3;
const SIN_DATO = -2;
const ILEGIBLE = -1;

/** acopio, capture, verification, image */
const HORAS = 4;
const ACOPIO = 0;
const CAPTURA = 1;
const VERIFICACION = 2;
const IMAGEN = 3;
/** origen, digitalización, tipo de documento, cotejo */
const MARCAS = 4;
const SHA = 32;

const ORIGENES = ['CATD', 'CASILLA'] as const;
const DIGITALIZACIONES = ['ESCANER', 'MOVIL'] as const;

/** @param total expected actas of the election */
export function createMemoriaDeActas(eleccion: Eleccion, total: number): MemoriaDeActas {
  const campos = [...CAMPOS_GENERALES, ...columnasDeVotos(eleccion), TOTAL_ASENTADO];
  const ancho = campos.length;
  const tipos = new Uint8Array(total);
  const lecturas = new Int32Array(total * ancho);
  const horas = new Float64Array(total * HORAS);
  const marcas = new Uint8Array(total * MARCAS);
  const shas = Buffer.alloc(total * SHA);
  /** few actas are ever corrected */
  const correcciones = new Map<number, readonly Correccion[]>();
  const [nuevasLecturas, nuevasHoras] = [new Int32Array(ancho), new Float64Array(HORAS)];
  const [nuevasMarcas, nuevoSha] = [new Uint8Array(MARCAS), Buffer.alloc(SHA)];

  function pack({
    lecturas: own,
    imagen,
    acopio,
    capturada,
    verificada,
    cotejo,
  }: ResultadoConLecturas): void {
    for (let i = 0; i < ancho; i += 1) nuevasLecturas[i] = packLectura(own[campos[i] ?? '']);
    nuevasHoras[ACOPIO] = packHora(acopio.momento);
    nuevasHoras[CAPTURA] = packHora(capturada);
    nuevasHoras[VERIFICACION] = verificada === null ? -1 : packHora(verificada);
    nuevasHoras[IMAGEN] = packHora(imagen.momento);
    nuevasMarcas[0] = indexIn(ORIGENES, imagen.origen);
    nuevasMarcas[1] = indexIn(DIGITALIZACIONES, imagen.digitalizacion);
    nuevasMarcas[2] = indexIn(TIPOS_DOCUMENTO, imagen.tipoDocumento);
    nuevasMarcas[3] = cotejo;
    nuevoSha.write(imagen.sha256, 'hex');
  }

  /** Puts what was packed in its place. @returns whether it was another */
  function place(orden: number): boolean {
    const changed = [
      copyInto(lecturas, orden, nuevasLecturas),
      copyInto(horas, orden, nuevasHoras),
      copyInto(marcas, orden, nuevasMarcas),
      copyInto(shas, orden, nuevoSha),
    ];
    return changed.includes(true);
  }

  function setTipo(orden: number, tipo: number): boolean {
    if (tipos[orden] === tipo) return false;
    tipos[orden] = tipo;
    return true;
  }

  function setCorrecciones(orden: number, nuevas: readonly Correccion[]): boolean {
    const before = correcciones.get(orden) ?? [];
    if (before.length === nuevas.length && JSON.stringify(before) === JSON.stringify(nuevas)) return false;
    correcciones.set(orden, nuevas);
    return true;
  }

  function readLecturas(orden: number): Lecturas {
    const own: Record<string, Lectura> = {};
    for (let i = 0; i < ancho; i += 1) {
      const value = lecturas[orden * ancho + i] ?? AUSENTE;
      if (value !== AUSENTE) own[campos[i] ?? ''] = unpackLectura(value);
    }
    return own;
  }

  function hora(orden: number, cual: number): Instante {
    return new Date(horas[orden * HORAS + cual] ?? Number.NaN).toISOString();
  }

  function readImagen(orden: number): Imagen {
    const [origen, digitalizacion, tipoDocumento] = marcas.subarray(orden * MARCAS);
    return {
      sha256: shas.toString('hex', orden * SHA, (orden + 1) * SHA),
      origen: at(ORIGENES, origen),
      digitalizacion: at(DIGITALIZACIONES, digitalizacion),
      tipoDocumento: at(TIPOS_DOCUMENTO, tipoDocumento),
      momento: hora(orden, IMAGEN),
    };
  }

  return {
    write(orden, resultado) {
      switch (resultado.tipo) {
        case 'pendiente':
          return setTipo(orden, PENDIENTE) ? 'distinto' : 'igual';
        case 'sin_acta':
          return setTipo(orden, PRIMER_MOTIVO + indexIn(MOTIVOS_SIN_ACTA, resultado.motivo))
            ? 'distinto'
            : 'igual';
        case 'acta': {
          pack(resultado);
          const changed = [
            setTipo(orden, CON_LECTURAS),
            place(orden),
            setCorrecciones(orden, resultado.correcciones),
          ];
          return changed.includes(true) ? 'distinto' : 'igual';
        }
        default:
          return unreachable(resultado);
      }
    },
    read(orden) {
      const tipo = tipos[orden] ?? PENDIENTE;
      if (tipo === PENDIENTE) return { tipo: 'pendiente' };
      if (tipo !== CON_LECTURAS) {
        return { tipo: 'sin_acta', motivo: at(MOTIVOS_SIN_ACTA, tipo - PRIMER_MOTIVO) };
      }
      return {
        tipo: 'acta',
        lecturas: readLecturas(orden),
        imagen: readImagen(orden),
        acopio: { momento: hora(orden, ACOPIO) },
        capturada: hora(orden, CAPTURA),
        verificada: horas[orden * HORAS + VERIFICACION] === -1 ? null : hora(orden, VERIFICACION),
        cotejo: (marcas[orden * MARCAS + 3] ?? 0) as Cotejo,
        correcciones: correcciones.get(orden) ?? [],
      };
    },
    capturada(orden) {
      return tipos[orden] === CON_LECTURAS ? (horas[orden * HORAS + CAPTURA] ?? null) : null;
    },
  };
}

function copyInto(
  target: Int32Array | Float64Array | Uint8Array,
  orden: number,
  values: Int32Array | Float64Array | Uint8Array,
): boolean {
  const start = orden * values.length;
  let changed = false;
  for (let i = 0; i < values.length; i += 1) {
    if (target[start + i] === values[i]) continue;
    target[start + i] = values[i] ?? 0;
    changed = true;
  }
  return changed;
}

function packLectura(lectura: Lectura | undefined): number {
  if (lectura === undefined) return AUSENTE;
  if (lectura === 'ILEGIBLE') return ILEGIBLE;
  if (lectura === 'SIN DATO') return SIN_DATO;
  return lectura;
}

function unpackLectura(value: number): Lectura {
  if (value === ILEGIBLE) return 'ILEGIBLE';
  return value === SIN_DATO ? 'SIN DATO' : value;
}

/** @throws when it is not an instant */
function packHora(instante: Instante): number {
  const value = Date.parse(instante);
  if (Number.isNaN(value)) throw new RangeError(`not an instant: ${instante}`);
  return value;
}

function indexIn<T extends string>(all: readonly T[], one: T): number {
  const i = all.indexOf(one);
  if (i < 0) throw new RangeError(`not one of ${all.join(', ')}: ${one}`);
  return i;
}

function at<T>(all: readonly T[], i: number | undefined): T {
  const found = all[i ?? -1];
  if (found === undefined) throw new RangeError(`no item ${i}`);
  return found;
}
