/**
 * The database of an election between two cortes: its rows in stretches, each compressed when something in it
 * changes, from which the ZIP of each corte is put together.
 *
 * The stretches are always the same rows and always compressed alone, so the ZIP has the same bytes whichever of
 * them were kept.
 */

import { setImmediate } from 'node:timers/promises';
import { encabezadoDeBase } from '../basedatos/escribir.ts';
import { escribirCandidaturas } from '../basedatos/escribir-candidaturas.ts';
import type { EspecificacionDeBase } from '../basedatos/escribir-especificacion.ts';
import { createEscritorDeFilas } from '../basedatos/escribir-fila.ts';
import { escribirLeeme } from '../basedatos/escribir-leeme.ts';
import { NOMBRE_LEEME, nombreCandidaturas, nombreCsv, nombreZip } from '../basedatos/escribir-nombres.ts';
import type { Encabezado } from '../dominio/corte.ts';
import type { Eleccion } from '../dominio/eleccion.ts';
import type { Compresor } from './compresion.ts';
import type { Contexto } from './contexto.ts';
import type { EleccionEnCorte } from './eleccion-en-corte.ts';
import { buildZip, compressTramo, type Tramo } from './zip.ts';

export interface BaseEnCorte {
  /** The row of an acta changed. */
  mark(orden: number): void;
  /** @throws when the figures are not those of its rows */
  pack(contexto: Contexto, cifras: Encabezado): Promise<BaseEmpacada>;
}

export interface BaseEmpacada {
  readonly nombre: string;
  /** the ZIP, in pieces */
  readonly zip: readonly Uint8Array[];
  /** what goes in it besides the results, and is also published loose */
  readonly sueltos: readonly { readonly nombre: string; readonly contenido: string }[];
}

/** Rows of a stretch: with fewer the ZIP grows; with more, a change compresses again more that did not change. */
const FILAS = 64;

/** @param total expected actas of the election */
export function createBaseEnCorte(
  contexto: Contexto,
  eleccion: EleccionEnCorte,
  total: number,
  compresor: Compresor,
): BaseEnCorte {
  const row = createEscritorDeFilas(especificacionDe(contexto, eleccion.eleccion));
  const tramos = new Array<Tramo | null>(Math.ceil(total / FILAS)).fill(null);

  function textOf(tramo: number): string {
    const rows: string[] = [];
    const end = Math.min((tramo + 1) * FILAS, total);
    for (let orden = tramo * FILAS; orden < end; orden += 1) rows.push(row(eleccion.acta(orden).acta));
    return rows.join('');
  }

  /** While one is compressed the text of the next is written; never the text of a country at once. */
  async function compressMissing(): Promise<readonly Tramo[]> {
    const enCurso = new Set<Promise<void>>();
    for (let i = 0; i < tramos.length; i += 1) {
      if (tramos[i] !== null) continue;
      const tramo = compressTramo(textOf(i), compresor);
      if (!(tramo instanceof Promise)) {
        tramos[i] = tramo;
        await setImmediate();
        continue;
      }
      const kept = tramo.then((done) => {
        tramos[i] = done;
        enCurso.delete(kept);
      });
      enCurso.add(kept);
    }
    await Promise.all(enCurso);
    return tramos.filter((tramo) => tramo !== null);
  }

  return {
    mark(orden) {
      tramos[Math.floor(orden / FILAS)] = null;
    },
    async pack(current, cifras) {
      const spec = especificacionDe(current, eleccion.eleccion);
      const fueras = eleccion.fueras();
      checkFiguresAreOfRows(cifras, total, fueras.length);
      const sueltos = [
        { nombre: nombreCandidaturas(spec), contenido: escribirCandidaturas(spec) },
        { nombre: NOMBRE_LEEME, contenido: escribirLeeme(spec) },
      ];
      const [encabezado, final, ...otros] = await Promise.all(
        [
          encabezadoDeBase(spec, cifras),
          fueras.map(row).join(''),
          ...sueltos.map(({ contenido }) => contenido),
        ].map((texto) => compressTramo(texto, compresor)),
      );
      if (encabezado === undefined || final === undefined) throw new Error('a text that was not compressed');
      const miembros = [
        { nombre: nombreCsv(spec), tramos: [encabezado, ...(await compressMissing()), final] },
        ...sueltos.map(({ nombre }, i) => ({ nombre, tramos: otros.slice(i, i + 1) })),
      ];
      return { nombre: nombreZip(spec), zip: buildZip(miembros, current.corte.hora), sueltos };
    },
  };
}

function especificacionDe(
  { proceso, marca, corte, reloj }: Contexto,
  eleccion: Eleccion,
): EspecificacionDeBase {
  return {
    entidad: proceso.entidad,
    proceso: {
      nombreLargo: proceso.nombreLargo,
      instituto: proceso.instituto.nombre,
      anio: proceso.anio,
    },
    eleccion,
    partidos: new Map(proceso.partidos.map(({ clave, nombre }) => [clave, nombre])),
    marca,
    ajustes: proceso.ajustes,
    corte: corte.local,
    sello: corte.sello,
    formatHora: reloj.local,
    cotejada: 'omitir',
  };
}

/** A header that does not match its rows has been published before; it is never an accident of the data. */
function checkFiguresAreOfRows(
  { ACTAS_ESPERADAS, ACTAS_FUERA_CATALOGO }: Encabezado,
  esperadas: number,
  fueras: number,
): void {
  if (ACTAS_ESPERADAS === esperadas && ACTAS_FUERA_CATALOGO === fueras) return;
  throw new Error(
    `figures of ${ACTAS_ESPERADAS} and ${ACTAS_FUERA_CATALOGO} actas over ${esperadas} and ${fueras} rows`,
  );
}
