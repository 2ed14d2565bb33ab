/**
 * Times of acopio, captura and verificación: on the calendar, within the night, in order (LEEME 40–42).
 *
 * The window is that of `checkHoraManuscrita`: from 18:00 of the jornada to the corte, and never after the day that
 * follows. Times inside of it are not looked at twice; the rule itself says what is wrong with the others.
 */

import { cleanCell } from '../basedatos/leer-celda.ts';
import type { Columnas, NombreColumna } from '../basedatos/leer-columnas.ts';
import { type CorteLeido, formatLocal, type MarcaTiempo, startOfDay } from '../basedatos/leer-fecha.ts';
import { columnLabel, type Fila } from '../basedatos/leer-fila.ts';
import { type AvisoDeHora, checkHoraManuscrita, TEXTO_AVISO } from '../dominio/hora-manuscrita.ts';
import type { CodigoDefecto, Hallazgos, Lugar } from './defectos.ts';

const COLUMNAS = ['FECHA_HORA_ACOPIO', 'FECHA_HORA_CAPTURA', 'FECHA_HORA_VERIFICACION'] as const;
type ColumnaDeTiempo = (typeof COLUMNAS)[number];

const DIA = 86_400;
const CIERRE_DE_CASILLAS = 18 * 3600;

const CODIGOS: Readonly<Record<AvisoDeHora, CodigoDefecto | null>> = {
  NO_ES_UNA_HORA: 'T01',
  OTRO_ANIO: 'T07',
  OTRO_DIA: 'T06',
  ANTES_DE_LA_APERTURA: 'T02',
  EN_EL_FUTURO: 'T03',
  POSIBLE_DESFASE_DE_12_HORAS: null,
};

/**
 * The election day of a corte: the last Sunday up to it, as every Mexican election is; the day of the corte itself
 * when that Sunday is more than a day before (a test on another day).
 *
 * @returns midnight that begins it, in seconds of local time
 */
export function inferJornada(corte: Pick<CorteLeido, 'local'>): number {
  const day = startOfDay(corte.local);
  // 1 January 1970 was a Thursday: day 3 was the first Sunday.
  const sinceSunday = (((day / DIA - 3) % 7) + 7) % 7;
  return sinceSunday <= 1 ? day - sinceSunday * DIA : day;
}

/** `aaaa-mm-dd` of a local time. */
export function isoDay(local: number): string {
  return new Date(local * 1000).toISOString().slice(0, 10);
}

/** Checks the times of the rows of a file, as they go by. */
export class RevisorTiempos {
  readonly #columnas: Columnas;
  readonly #hallazgos: Hallazgos;
  readonly #ventana: { readonly jornada: number; readonly corte: number } | null;
  /** how often each way of writing dates is used, and where it was first */
  readonly #formatos = new Map<string, { veces: number; lugar: Lugar; valor: string }>();

  /**
   * @param jornada midnight that begins the election day, in seconds of local time; null when it is not known
   * @param corte in seconds of local time; null when it is not known
   */
  constructor(columnas: Columnas, hallazgos: Hallazgos, jornada: number | null, corte: number | null) {
    this.#columnas = columnas;
    this.#hallazgos = hallazgos;
    this.#ventana = jornada === null || corte === null ? null : { jornada, corte };
  }

  add(fila: Fila): void {
    const { acopio, captura, verificacion } = fila;
    this.#checkMarca(fila, 'FECHA_HORA_ACOPIO', acopio);
    this.#checkMarca(fila, 'FECHA_HORA_CAPTURA', captura);
    this.#checkMarca(fila, 'FECHA_HORA_VERIFICACION', verificacion);
    this.#checkOrder(fila, 'T04', acopio, 'FECHA_HORA_CAPTURA', captura);
    this.#checkOrder(fila, 'T05', captura, 'FECHA_HORA_VERIFICACION', verificacion);
    if (fila.estado !== 'capturada' || fila.contabilizada !== 1) return;
    if (this.#isMissing('FECHA_HORA_CAPTURA', captura))
      this.#add('T09', fila, 'FECHA_HORA_CAPTURA', () => '');
    if (this.#isMissing('FECHA_HORA_VERIFICACION', verificacion)) {
      this.#add('T10', fila, 'FECHA_HORA_VERIFICACION', () => '');
    }
  }

  /** Reports the ways of writing dates that are not that of most. */
  finish(): void {
    const ordered = [...this.#formatos].sort(([, a], [, b]) => b.veces - a.veces);
    const [most, ...others] = ordered;
    if (most === undefined) return;
    for (const [formato, { veces, lugar, valor }] of others) {
      const count = veces.toLocaleString('es-MX');
      this.#hallazgos.add('T08', lugar, valor, () => `${count} se escriben ${formato} y el resto ${most[0]}`);
    }
  }

  #isMissing(nombre: ColumnaDeTiempo, marca: MarcaTiempo): boolean {
    return this.#columnas.posicion[nombre] !== -1 && (marca === 'vacia' || marca === 'no_aplica');
  }

  #checkMarca(fila: Fila, nombre: ColumnaDeTiempo, marca: MarcaTiempo): void {
    if (marca === 'vacia' || marca === 'no_aplica') return;
    if (marca === 'rara') {
      this.#add('T01', fila, nombre, () => 'se esperaba, por ejemplo, 03/06/2024 20:00:00');
      return;
    }
    this.#countFormato(fila, nombre, marca.formato);
    if (this.#ventana === null) return;
    const { jornada, corte } = this.#ventana;
    const { local } = marca;
    if (local >= jornada + CIERRE_DE_CASILLAS && local <= corte && local < jornada + 2 * DIA) return;

    const avisos = checkHoraManuscrita(isoMinute(local), isoMinute(corte), isoDay(jornada));
    const desfase = avisos.includes('POSIBLE_DESFASE_DE_12_HORAS');
    for (const aviso of avisos) {
      const codigo = CODIGOS[aviso];
      if (codigo === null) continue;
      this.#add(codigo, fila, nombre, () => (desfase ? TEXTO_AVISO.POSIBLE_DESFASE_DE_12_HORAS : ''));
    }
  }

  #countFormato(fila: Fila, nombre: ColumnaDeTiempo, formato: string): void {
    const seen = this.#formatos.get(formato);
    if (seen !== undefined) seen.veces += 1;
    else {
      this.#formatos.set(formato, {
        veces: 1,
        lugar: this.#lugar(fila, nombre),
        valor: this.#valor(fila, nombre),
      });
    }
  }

  #checkOrder(
    fila: Fila,
    codigo: 'T04' | 'T05',
    antes: MarcaTiempo,
    nombre: ColumnaDeTiempo,
    despues: MarcaTiempo,
  ): void {
    if (typeof antes !== 'object' || typeof despues !== 'object' || despues.local >= antes.local) return;
    this.#add(codigo, fila, nombre, () => `la anterior es ${formatLocal(antes.local)}`);
  }

  #add(codigo: CodigoDefecto, fila: Fila, nombre: ColumnaDeTiempo, detalle: () => string): void {
    this.#hallazgos.add(codigo, this.#lugar(fila, nombre), this.#valor(fila, nombre), detalle);
  }

  #valor(fila: Fila, nombre: NombreColumna): string {
    return cleanCell(fila.celdas[this.#columnas.posicion[nombre]] ?? '');
  }

  #lugar(fila: Fila, nombre: NombreColumna): Lugar {
    const label = columnLabel(this.#columnas, nombre);
    return { linea: fila.linea, columna: label.numero, nombre: label.nombre };
  }
}

function isoMinute(local: number): string {
  return new Date(local * 1000).toISOString().slice(0, 16);
}
