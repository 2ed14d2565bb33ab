/** Checks of `proceso.json` that its form does not tell: dates that exist, keys that do not clash. */

import type { TipoCasilla } from '../dominio/casilla.ts';
import type { Configuracion, DatosEleccion } from './datos.ts';
import { formatFecha, type Huso, isFecha, isZona, parseHoraLocal } from './hora.ts';
import type { Informe } from './informe.ts';
import type { PeriodoDePublicacion } from './proceso.ts';

/** Publication of a local election opens between these local hours of election day, both included. */
const APERTURA_DESDE = '18:00';
const APERTURA_HASTA = '20:00';
/** and lasts at most this long */
const DURACION_MAXIMA_MS = 24 * 3_600_000;

/** The clock of the process. */
export function husoDe(configuracion: Pick<Configuracion, 'husoHorario' | 'utc'>): Huso {
  return { zona: configuracion.husoHorario, utc: configuracion.utc ?? null };
}

/** Opening and closing as instants, or null where one of them cannot be read. */
export function periodoDe(configuracion: Configuracion): PeriodoDePublicacion | null {
  if (!isZona(configuracion.husoHorario)) return null;
  const huso = husoDe(configuracion);
  const apertura = parseHoraLocal(configuracion.publicacion.apertura, huso);
  const cierre = parseHoraLocal(configuracion.publicacion.cierre, huso);
  return apertura.ok && cierre.ok ? { apertura: apertura.value, cierre: cierre.value } : null;
}

export function checkConfiguracion(configuracion: Configuracion, informe: Informe): void {
  const report = reporter(informe);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(configuracion.nombre)) {
    report(
      'VALOR_MAL_FORMADO',
      'nombre',
      configuracion.nombre,
      'el nombre de la carpeta: minúsculas sin acentos, dígitos y guiones, por ejemplo michoacan-2027',
    );
  }
  if (!/^\d{2}$/.test(configuracion.entidad.id)) {
    report('VALOR_MAL_FORMADO', 'entidad.id', configuracion.entidad.id, 'dos dígitos, por ejemplo "16"');
  }
  if (!/^[A-Z]{2,6}$/.test(configuracion.entidad.abreviatura)) {
    report(
      'VALOR_MAL_FORMADO',
      'entidad.abreviatura',
      configuracion.entidad.abreviatura,
      'de 2 a 6 mayúsculas, por ejemplo "MICH"',
    );
  }
  checkFechas(configuracion, informe);
  checkElecciones(configuracion.elecciones, informe);
}

function checkFechas(configuracion: Configuracion, informe: Informe): void {
  const report = reporter(informe);
  const { jornada, publicacion, husoHorario, utc } = configuracion;
  if (!isFecha(jornada)) {
    report(
      'FECHA_IMPOSIBLE',
      'jornada',
      jornada,
      'un día del calendario, aaaa-mm-dd, por ejemplo "2027-06-06"',
    );
  }
  if (utc !== undefined && (!Number.isInteger(utc) || utc < -12 || utc > 14)) {
    report('HUSO_DESCONOCIDO', 'utc', String(utc), 'horas enteras de diferencia con UTC, por ejemplo -6');
  }
  if (!isZona(husoHorario)) {
    report('HUSO_DESCONOCIDO', 'husoHorario', husoHorario, 'un huso IANA, por ejemplo "America/Mexico_City"');
    return;
  }
  for (const momento of ['apertura', 'cierre'] as const) {
    const parsed = parseHoraLocal(publicacion[momento], husoDe(configuracion));
    if (!parsed.ok) {
      report(
        'FECHA_IMPOSIBLE',
        `publicacion.${momento}`,
        publicacion[momento],
        'una fecha y hora locales que existan, aaaa-mm-dd hh:mm, por ejemplo "2027-06-06 20:00"',
      );
    }
  }
  checkPeriodo(configuracion, informe);
}

function checkPeriodo(configuracion: Configuracion, informe: Informe): void {
  const report = reporter(informe);
  const periodo = periodoDe(configuracion);
  if (periodo === null) return;
  const { apertura, cierre } = periodo;
  const duration = cierre.getTime() - apertura.getTime();
  if (duration <= 0) {
    report(
      'PERIODO_IMPOSIBLE',
      'publicacion.cierre',
      configuracion.publicacion.cierre,
      `un cierre posterior a la apertura (${configuracion.publicacion.apertura})`,
    );
  }
  if (configuracion.tipo !== 'jornada') return;
  if (duration > DURACION_MAXIMA_MS) {
    report(
      'PERIODO_IMPOSIBLE',
      'publicacion.cierre',
      configuracion.publicacion.cierre,
      'un cierre a lo más 24 horas después de la apertura',
    );
  }
  const local = configuracion.publicacion.apertura.slice(-5);
  const sameDay = formatFecha(apertura, husoDe(configuracion)) === configuracion.jornada;
  if (!sameDay || local < APERTURA_DESDE || local > APERTURA_HASTA) {
    report(
      'PERIODO_IMPOSIBLE',
      'publicacion.apertura',
      configuracion.publicacion.apertura,
      `una apertura entre las ${APERTURA_DESDE} y las ${APERTURA_HASTA} del día de la jornada (${configuracion.jornada})`,
    );
  }
}

function checkElecciones(elecciones: readonly DatosEleccion[], informe: Informe): void {
  const report = reporter(informe);
  const seen = new Set<string>();
  for (const [i, eleccion] of elecciones.entries()) {
    const path = `elecciones[${i}]`;
    if (!/^[A-Z][A-Z_]{0,19}$/.test(eleccion.clave)) {
      report(
        'VALOR_MAL_FORMADO',
        `${path}.clave`,
        eleccion.clave,
        'mayúsculas y guiones bajos, por ejemplo "DIP_LOC"',
      );
    }
    if (seen.has(eleccion.clave)) {
      report('CLAVE_REPETIDA', `${path}.clave`, eleccion.clave, 'una clave distinta por elección');
    }
    seen.add(eleccion.clave);
    if (eleccion.ambito !== 'entidad' && eleccion.ambito !== eleccion.agrupacion) {
      report(
        'CONFIGURACION',
        `${path}.agrupacion`,
        eleccion.agrupacion,
        `"${eleccion.ambito}", como su ámbito (solo una elección de toda la entidad puede agruparse por otro territorio)`,
      );
    }
    checkTiposActa(eleccion, path, informe);
  }
}

function checkTiposActa(eleccion: DatosEleccion, path: string, informe: Informe): void {
  const report = reporter(informe);
  const claves = new Set<string>();
  const filled = new Set<string>();
  for (const [i, tipo] of eleccion.tiposActa.entries()) {
    const here = `${path}.tiposActa[${i}]`;
    if (!/^[0-9A-Z]{1,6}$/.test(tipo.clave)) {
      report(
        'VALOR_MAL_FORMADO',
        `${here}.clave`,
        tipo.clave,
        'de 1 a 6 mayúsculas o dígitos, por ejemplo "3EMR"',
      );
    }
    if (claves.has(tipo.clave)) {
      report('CLAVE_REPETIDA', `${here}.clave`, tipo.clave, 'una clave distinta por tipo de acta');
    }
    claves.add(tipo.clave);
    for (const casilla of new Set<TipoCasilla>(tipo.casillas)) {
      const key = `${casilla}-${tipo.principio}`;
      if (filled.has(key)) {
        report(
          'CONFIGURACION',
          `${here}.casillas`,
          casilla,
          `que cada tipo de casilla llene una sola acta de ${tipo.principio} en ${eleccion.clave}`,
        );
      }
      filled.add(key);
    }
  }
}

function reporter(informe: Informe) {
  return (codigo: Parameters<Informe['add']>[0], ruta: string, encontrado: string, esperado: string) =>
    informe.add(codigo, 'proceso', null, ruta, encontrado, esperado);
}
