/**
 * A corte small enough to read whole: the minimal process with every kind of row that a database can have, and
 * the images of its actas. The same every time.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imagePath } from '../../src/comun/imagenes.ts';
import type { Imagen, TipoDocumento } from '../../src/dominio/acta.ts';
import type { TipoCasilla } from '../../src/dominio/casilla.ts';
import { type ActaEsperada, camposDe, camposDeVotos, TOTAL_ASENTADO } from '../../src/dominio/eleccion.ts';
import { type Lectura, votosDe } from '../../src/dominio/lectura.ts';
import type { Publicable } from '../../src/dominio/publicable.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';

export interface FilaMinima {
  readonly id: string;
  readonly eleccion: string;
  readonly orden: number;
  readonly fase: string;
  readonly resultado: Publicable | null;
}

/** Moment of the corte: 20:40 in Michoacán. */
export const MOMENTO = new Date('2027-06-07T02:40:07.000Z');

type Caso =
  | 'normal'
  | 'algun_campo'
  | 'excede'
  | 'todos'
  | 'pendiente'
  | 'paquete_no_entregado'
  | 'paquete_sin_recipiente'
  | 'casilla_no_instalada';

/** By casilla; the same in every election, so that every kind of row is in each. */
const CASOS: Readonly<Record<string, Caso>> = {
  '0001C01': 'algun_campo',
  '0002B01': 'excede',
  '0003B01': 'todos',
  '0003E01': 'paquete_no_entregado',
  '0004B01': 'pendiente',
  '0004C02': 'paquete_sin_recipiente',
  '0005B01': 'casilla_no_instalada',
};

/** Every row of the snapshot: the expected actas, and in the first election two fuera de catálogo. */
export function filasMinimas(proceso: Proceso): readonly FilaMinima[] {
  const filas = proceso.actas.map((acta) => filaDe(proceso, acta));
  const [primera] = proceso.elecciones;
  if (primera === undefined) throw new Error('a process without elections');
  const esperadas = proceso.actasPorEleccion.get(primera.clave)?.length ?? 0;
  return [
    ...filas,
    fueraDeCatalogo(primera.clave, 1, esperadas, 'Sección 9, tipo B (no existe)'),
    fueraDeCatalogo(primera.clave, 2, esperadas + 1, 'Sin datos de identificación'),
  ].toSorted((a, b) => compare(a.eleccion, b.eleccion) || a.orden - b.orden);
}

export async function* asRows<T>(filas: Iterable<T>): AsyncGenerator<T> {
  yield* filas;
}

/** The bytes that stand for the image of an acta. */
export function bytesDeImagen(id: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(`imagen de ${id}`)]);
}

/** Writes a store with the images of the rows. */
export function escribirAlmacen(
  carpeta: string,
  filas: Iterable<Pick<FilaMinima, 'id' | 'resultado'>>,
): void {
  for (const { id, resultado } of filas) {
    if (resultado === null || !('imagen' in resultado)) continue;
    const path = join(carpeta, imagePath(resultado.imagen.sha256));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytesDeImagen(id));
  }
}

function filaDe(proceso: Proceso, acta: ActaEsperada): FilaMinima {
  const { casilla, id, eleccion, orden } = acta;
  const caso = CASOS[`${casilla.seccion}${casilla.tipo}${casilla.numero}`] ?? 'normal';
  // Of the two extraordinarias of section 3, the contigua arrived.
  const kind = casilla.extContigua === '01' ? 'normal' : caso;
  switch (kind) {
    case 'pendiente':
      return { id, eleccion, orden, fase: 'esperada', resultado: null };
    case 'paquete_no_entregado':
    case 'paquete_sin_recipiente':
    case 'casilla_no_instalada':
      return { id, eleccion, orden, fase: 'sin_acta', resultado: { tipo: 'sin_acta', motivo: kind } };
    default:
      return { id, eleccion, orden, fase: 'verificada', resultado: resultadoDe(proceso, acta, kind) };
  }
}

function resultadoDe(
  proceso: Proceso,
  acta: ActaEsperada,
  caso: 'normal' | 'algun_campo' | 'excede' | 'todos',
): Publicable {
  const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
  if (eleccion === undefined) throw new Error(acta.eleccion);
  const { casilla } = acta;
  const votos = camposDeVotos(eleccion, acta.territorio);
  const lecturas: Record<string, Lectura> = {};
  for (const [i, campo] of camposDe(eleccion, casilla.tipo, acta.territorio).entries()) {
    lecturas[campo] = (acta.orden * 7 + i * 5) % 23;
  }
  if (casilla.tipo === 'A') for (const [i, campo] of votos.entries()) lecturas[campo] = i === 0 ? 3 : 0;
  if (caso === 'excede') lecturas[votos[0]!] = casilla.listaNominal + 50;
  if (caso === 'todos')
    for (const [i, campo] of votos.entries()) lecturas[campo] = i % 2 ? 'SIN DATO' : 'ILEGIBLE';
  if (caso === 'algun_campo') {
    lecturas[votos[1]!] = 'ILEGIBLE';
    lecturas[votos.at(-1)!] = 'SIN DATO';
  }
  const total = votos.reduce((sum, campo) => sum + votosDe(lecturas[campo] ?? 0), 0);
  // A clerical error every fifth acta: it is normal and disqualifies nothing.
  lecturas[TOTAL_ASENTADO] = acta.orden % 5 === 4 ? total + 1 : total;
  const minuto = String(acta.orden).padStart(2, '0');
  return {
    tipo: 'acta',
    lecturas,
    imagen: imagenDe(acta.id, acta.orden, casilla.tipo),
    acopio: { via: 'CATD', momento: `2027-06-07T01:${minuto}:05.120Z`, horaManuscrita: null },
    capturada: `2027-06-07T02:${minuto}:10.000Z`,
    verificada: `2027-06-07T02:${minuto}:59.999Z`,
    cotejo: acta.orden % 4 === 3 ? 1 : 0,
    correcciones: [],
  };
}

function imagenDe(id: string, orden: number, tipo: TipoCasilla): Imagen {
  const fromCasilla = orden % 3 === 2;
  return {
    sha256: createHash('sha256').update(bytesDeImagen(id)).digest('hex'),
    origen: fromCasilla ? 'CASILLA' : 'CATD',
    digitalizacion: fromCasilla ? 'MOVIL' : 'ESCANER',
    tipoDocumento: documentoDe(tipo),
    momento: '2027-06-07T01:30:00.000Z',
  };
}

function documentoDe(tipo: TipoCasilla): TipoDocumento {
  if (tipo === 'A') return 'ACTA VA';
  return tipo === 'M' ? 'ACTA VMRE' : 'ACTA PREP';
}

function fueraDeCatalogo(
  eleccion: string,
  numero: number,
  orden: number,
  identificacion: string,
): FilaMinima {
  const id = `${eleccion}-FC-${String(numero).padStart(4, '0')}`;
  return {
    id,
    eleccion,
    orden,
    fase: 'fuera_de_catalogo',
    resultado: {
      tipo: 'fuera_de_catalogo',
      imagen: imagenDe(id, 2, 'B'),
      acopio: { via: 'CASILLA', momento: '2027-06-07T01:05:00.000Z', horaManuscrita: null },
      identificacion,
    },
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
