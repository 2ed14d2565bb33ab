/**
 * What an institute did differently from the defaults, read from its own files: each setting with the reason,
 * which the output states.
 */

import type { Fila } from '../basedatos/leer-fila.ts';
import { AJUSTES, type Ajustes } from '../dominio/ajustes.ts';
import { VALOR_MAXIMO } from '../dominio/lectura.ts';
import type { CorteOficial, NocheOficial } from './noche.ts';

export interface AjustesDeNoche {
  readonly ajustes: Partial<Ajustes>;
  readonly representantes: 'publicados' | 'no_publicados';
  readonly notas: readonly string[];
}

export function readAjustes(noche: NocheOficial): AjustesDeNoche {
  const ultimo = noche.cortes.at(-1) ?? noche.cortes[0];
  const filas = ultimo.filas.map(({ fila }) => fila);
  const notas: string[] = [];
  const ajustes: { -readonly [K in keyof Ajustes]?: Ajustes[K] } = {};

  if (filas.some((fila) => fila.estado === 'capturada' && typeof fila.verificacion !== 'object')) {
    ajustes.publicaDesde = 'capturada';
    notas.push('publica actas capturadas sin hora de verificación (ajuste publicaDesde: capturada)');
  }
  const inconsistencias = readInconsistencias(ultimo, filas);
  if (inconsistencias !== AJUSTES.inconsistencias) {
    ajustes.inconsistencias = inconsistencias;
    notas.push(
      'su porcentaje de inconsistencias cuenta solo actas no contabilizadas (ajuste inconsistencias)',
    );
  }
  const representantes = readRepresentantes(filas);
  if (representantes === 'no_publicados') {
    ajustes.representantesSupuestos = neededRepresentantes(filas);
    notas.push(
      `no publica representantes acreditados; se suponen ${ajustes.representantesSupuestos} por casilla, el mínimo con que toda acta contabilizada cabe en su límite (ajuste representantesSupuestos)`,
    );
  } else {
    // Where REPRESENTANTES_PP_CI of an especial is already its ballots and representatives (Puebla 2024: 1000).
    ajustes.boletasEspecialSupuestas = 0;
    notas.push('el límite de una especial es su REPRESENTANTES_PP_CI, que ya incluye las boletas');
  }
  const mayor = largestReading(filas);
  if (mayor > VALOR_MAXIMO) {
    ajustes.valorMaximo = mayor;
    notas.push(`publica un campo con ${mayor.toLocaleString('es-MX')} (ajuste valorMaximo)`);
  }
  if (filas.some(({ observacionTexto }) => /SIN SOBRE/i.test(observacionTexto))) ajustes.recipiente = 'SOBRE';
  return { ajustes, representantes, notas };
}

/** Which of the two known readings of the percentage of inconsistencies gives the published one. */
function readInconsistencias(ultimo: CorteOficial, filas: readonly Fila[]): Ajustes['inconsistencias'] {
  const published = ultimo.cifras.find(({ cifra }) => cifra === 'PORCENTAJE_ACTAS_INCONSISTENCIAS')?.valor;
  const esperadas = ultimo.cifras.find(({ cifra }) => cifra === 'ACTAS_ESPERADAS')?.valor ?? 0;
  const of = (wanted: readonly string[]) => {
    const actas = filas.filter(({ observacion }) => wanted.includes(observacion)).length;
    return esperadas === 0 ? 0 : Math.floor((actas * 1_000_000) / esperadas);
  };
  const soloNoContabilizadas = of(['excede', 'todos']);
  const todas = of(['excede', 'todos', 'algun_campo']);
  if (published === null || published === undefined) return AJUSTES.inconsistencias;
  return Math.abs(published - soloNoContabilizadas) < Math.abs(published - todas)
    ? 'solo_no_contabilizadas'
    : 'todas';
}

/**
 * An institute that knows its accredited representatives publishes them before any acta arrives; one that fills
 * the column only of captured actas is publishing something else (Campeche 2021: those who voted).
 */
function readRepresentantes(filas: readonly Fila[]): AjustesDeNoche['representantes'] {
  const pending = filas.filter((fila) => fila.estado === 'no_capturada' || fila.estado === 'sin_acta');
  return pending.some(({ representantes }) => representantes !== null) ? 'publicados' : 'no_publicados';
}

/** The least number with which no counted acta exceeds its limit. */
function neededRepresentantes(filas: readonly Fila[]): number {
  let needed = 0;
  for (const { contabilizada, tipoCasilla, calculado, listaNominal } of filas) {
    if (contabilizada !== 1 || tipoCasilla === 'S' || tipoCasilla === 'A') continue;
    if (typeof calculado !== 'object' || typeof calculado.valor !== 'number') continue;
    needed = Math.max(needed, calculado.valor - (listaNominal ?? 0));
  }
  return needed;
}

function largestReading(filas: readonly Fila[]): number {
  let largest = 0;
  for (const { generales, votos, asentado } of filas) {
    for (const cell of [...generales, ...votos, asentado]) {
      if (typeof cell === 'object' && typeof cell.valor === 'number') largest = Math.max(largest, cell.valor);
    }
  }
  return largest;
}
