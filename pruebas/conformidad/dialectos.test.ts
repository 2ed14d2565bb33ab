/**
 * One logical database, written in the dialects of institutes, reads the same in all of them.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BaseDatos, leerBaseDatos } from '../../src/basedatos/leer.ts';
import type { Celda, Fila } from '../../src/basedatos/leer-fila.ts';
import { memorySource } from '../../src/basedatos/leer-fuentes.ts';
import {
  type BaseLogica,
  baseLogica,
  COALICION,
  type Dialecto,
  dialecto,
  OFICIAL,
  writeBase,
} from './dialecto.ts';

async function open(base: BaseLogica, d: Dialecto): Promise<BaseDatos> {
  const read = await leerBaseDatos(memorySource('base.csv', writeBase(base, d)));
  if (!read.ok) throw new Error(read.error.mensaje);
  return read.value;
}

/** What a row says, leaving out how it is written. */
function meaning(fila: Fila) {
  const { linea: _, celdas: __, comillas: ___, observacionTexto: ____, ...said } = fila;
  const marks = [said.acopio, said.captura, said.verificacion].map((m) =>
    typeof m === 'object' ? m.local : m,
  );
  const time = marks.map((mark) => (typeof mark === 'number' ? mark : 'ninguna'));
  const cells = (list: readonly Celda[]) => list.map((celda) => plain(celda, fila));
  return {
    ...said,
    ...{ acopio: time[0], captura: time[1], verificacion: time[2] },
    generales: cells(fila.generales),
    votos: cells(fila.votos),
    asentado: plain(fila.asentado, fila),
    calculado: plain(fila.calculado, fila),
    // Each institute has its own for an acta fuera de catálogo, or for one that has not arrived.
    contabilizada: fila.estado === 'capturada' ? fila.contabilizada : null,
    ...(fila.estado === 'capturada' ? {} : { sha: '', origen: '', digitalizacion: '', tipoDocumento: '' }),
    ...(fila.estado === 'fuera_de_catalogo' ? { claveCasilla: '', claveActa: '', seccion: '' } : {}),
    ...(fila.estado === 'fuera_de_catalogo' ? blankIdentity : {}),
  };
}

const blankIdentity = {
  idCasilla: '',
  tipoCasilla: '',
  extContigua: '',
  ubicacion: '',
  tipoActa: '',
  territorio: {},
};

function plain(celda: Celda, fila: Fila): unknown {
  if (fila.estado === 'sin_acta') return 'sin_acta';
  return typeof celda === 'object' ? celda.valor : celda;
}

async function read(base: BaseLogica, d: Dialecto) {
  const opened = await open(base, d);
  const filas = [];
  for await (const fila of opened.filas()) filas.push(meaning(fila));
  return {
    eleccion: opened.eleccion,
    corte: [opened.corte?.local, opened.corte?.desfase],
    cifras: opened.cifras.map(({ cifra, valor }) => [cifra, valor]),
    opciones: opened.columnas.opciones.map(({ opcion }) =>
      opcion.tipo === 'combinacion' ? opcion.partidos : [opcion.tipo, opcion.clave],
    ),
    agrupacion: opened.columnas.agrupacion,
    filas,
  };
}

describe('dialects', () => {
  it('all read like the official one', async () => {
    await fc.assert(
      fc.asyncProperty(baseLogica, dialecto, async (base, d) => {
        expect(await read(base, d)).toEqual(await read(base, OFICIAL));
      }),
      { numRuns: 400 },
    );
  });

  it('and the official one reads like what was written', async () => {
    await fc.assert(
      fc.asyncProperty(baseLogica, async (base) => {
        const found = await read(base, OFICIAL);
        expect(found.eleccion).toBe(base.eleccion);
        expect(found.opciones).toContainEqual(COALICION);
        expect(found.cifras.map(([, valor]) => valor)[0]).toBe(base.cifras[0]);
        expect(found.filas.map((fila) => fila.estado)).toEqual(base.actas.map((acta) => acta.estado));
        for (const [i, acta] of base.actas.entries()) {
          if (acta.estado !== 'capturada') continue;
          expect(found.filas[i]?.votos).toEqual([...acta.votos, acta.noRegistradas, acta.nulos]);
          expect(found.filas[i]?.territorio).toEqual({
            id: acta.municipio.id,
            nombre: acta.municipio.nombre,
          });
        }
      }),
    );
  });
});
