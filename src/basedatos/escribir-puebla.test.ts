/**
 * The writer against the file it follows: the actas of Puebla 2024 written again, cell by cell. What differs is
 * listed here, and each difference has its reason in docs/publicacion.md.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { datosCompartidos, describeSiHay } from '../../pruebas/apoyo/disponible.ts';
import type { Imagen } from '../dominio/acta.ts';
import { AJUSTES } from '../dominio/ajustes.ts';
import { type Casilla, isModalidadSinCasilla, isTipoCasilla } from '../dominio/casilla.ts';
import { buildIdActa, type ClaveActa, type ClaveCasilla } from '../dominio/clave.ts';
import { contabilizacion, type MotivoSinActa, type Observacion } from '../dominio/contabilizacion.ts';
import type { Candidatura, Eleccion, Opcion } from '../dominio/eleccion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { columnasDeBase } from './escribir-columnas.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';
import { type ActaDeCorte, createEscritorDeFilas } from './escribir-fila.ts';

const PUEBLA = datosCompartidos('puebla-2024');

type Fila = Readonly<Record<string, string>>;

const OBSERVACION: Readonly<Record<string, Exclude<Observacion, 'sin_acta' | 'fuera_de_catalogo'>>> = {
  ' - ': 'ninguna',
  'ALGUN CAMPO ILEGIBLE O SIN DATO': 'algun_campo',
  'EXCEDE LISTA NOMINAL': 'excede',
  'TODOS ILEGIBLES O SIN DATO': 'todos',
};

const MOTIVO: Readonly<Record<string, MotivoSinActa>> = {
  'SIN ACTA POR PAQUETE NO ENTREGADO': 'paquete_no_entregado',
  'SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA': 'paquete_sin_recipiente',
  'SIN ACTA POR CASILLA NO INSTALADA': 'casilla_no_instalada',
};

describeSiHay('the database of Puebla 2024', PUEBLA, 'puebla-2024', (carpeta) => {
  test.each([
    ['PUE_GUB_2024.csv', 'GUB', 'entidad', 'distrito'],
    ['PUE_AYUN_2024.csv', 'AYUN', 'municipio', 'municipio'],
  ] as const)('%s is written again with the same columns and cells', (archivo, clave, ambito, agrupacion) => {
    const lines: string[][] = parse(readFileSync(join(carpeta, archivo)), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    const start = lines.findIndex(([first]) => first === 'CLAVE_CASILLA');
    const columnas = lines[start] ?? [];
    const filas = lines
      .slice(start + 1)
      .map((cells): Fila => Object.fromEntries(columnas.map((columna, i) => [columna, cells[i] ?? ''])));
    const eleccion = eleccionDe(clave, ambito, agrupacion, columnas, filas);
    const spec = specOf(eleccion);
    expect(columnasDeBase(spec)).toEqual(columnas);

    const write = createEscritorDeFilas(spec);
    const written: string[][] = parse(filas.map((fila, i) => write(actaDe(fila, eleccion, i))).join(''));
    const differences = new Map<string, number>();
    for (const [i, fila] of filas.entries()) {
      for (const [j, columna] of columnas.entries()) {
        const [theirs, ours] = [fila[columna] ?? '', written[i]?.[j] ?? ''];
        if (theirs !== ours) count(differences, describeDifference(columna, theirs, ours, fila));
      }
    }
    const having = (test: (fila: Fila) => boolean) => filas.filter(test).length;
    expect(Object.fromEntries(differences)).toEqual({
      'voto anticipado: N/A in its territory (LEEME, c)': 2 * having(isAnticipado),
      'accents of the LEEME': having(({ OBSERVACIONES }) => /^(ALGUN|FUERA)/.test(OBSERVACIONES ?? '')),
      'fuera de catálogo: key guarded': having(({ CONTABILIZADA }) => CONTABILIZADA === '2'),
      'sin acta: N/A in ORIGEN and DIGITALIZACION (LEEME 43, 44)': 2 * having(isSinActa),
      'sin acta: SIN ACTA as its sum (LEEME 33)': having(isSinActa),
      'not captured: a hyphen as its sum, not 0': having(({ CONTABILIZADA }) => CONTABILIZADA === '-'),
    });
  });
});

function isSinActa(fila: Fila): boolean {
  return fila.OBSERVACIONES?.startsWith('SIN ACTA') === true;
}

function isAnticipado(fila: Fila): boolean {
  return fila.TIPO_CASILLA === 'A';
}

function describeDifference(columna: string, theirs: string, ours: string, fila: Fila): string {
  if (isAnticipado(fila) && /^(ID_)?(DISTRITO|MUNICIPIO)$/.test(columna)) {
    return 'voto anticipado: N/A in its territory (LEEME, c)';
  }
  if (columna === 'OBSERVACIONES' && ours.normalize('NFD').replace(/\p{M}/gu, '') === theirs) {
    return 'accents of the LEEME';
  }
  if (columna === 'ID_ENTIDAD' && ours === `'${theirs}`) return 'fuera de catálogo: key guarded';
  if (columna === 'TOTAL_VOTOS_CALCULADO' && theirs === '0') {
    if (isSinActa(fila) && ours === 'SIN ACTA') return 'sin acta: SIN ACTA as its sum (LEEME 33)';
    if (fila.CONTABILIZADA === '-' && ours === '-') return 'not captured: a hyphen as its sum, not 0';
  }
  if (isSinActa(fila) && /^(ORIGEN|DIGITALIZACION)$/.test(columna) && ours === 'N/A') {
    return 'sin acta: N/A in ORIGEN and DIGITALIZACION (LEEME 43, 44)';
  }
  return `${columna}: «${theirs}» / «${ours}»`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function bare(cell: string | undefined): string {
  return (cell ?? '').replace(/^'/, '');
}

function specOf(eleccion: Eleccion): EspecificacionDeBase {
  return {
    entidad: { id: '21', nombre: 'PUEBLA', abreviatura: 'PUE' },
    proceso: { nombreLargo: '', instituto: '', anio: 2024 },
    eleccion,
    partidos: new Map(),
    marca: null,
    ajustes: AJUSTES,
    corte: '03/06/2024 20:00 (UTC-6)',
    sello: '20240603_2000',
    formatHora: (instante) => instante,
    cotejada: 'omitir',
  };
}

/** The election that the columns say; in each territory run the options that some captured row has. */
function eleccionDe(
  clave: string,
  ambito: Eleccion['ambito'],
  agrupacion: Eleccion['agrupacion'],
  columnas: readonly string[],
  filas: readonly Fila[],
): Eleccion {
  const opciones = columnas
    .slice(columnas.indexOf('TOTAL_VOTOS_SACADOS') + 1, columnas.indexOf('NO_REGISTRADAS'))
    .map((option): Opcion => ({ tipo: 'partido', clave: option }));
  const nombres = new Map<string, string>();
  const running = new Map<string, Set<string>>();
  for (const fila of filas) {
    const id = territorioDe(fila, agrupacion);
    nombres.set(id, fila[agrupacion.toUpperCase()] ?? '');
    const key = ambito === 'entidad' ? '*' : id;
    const own = running.get(key) ?? new Set();
    for (const option of opciones) if ((fila[option.clave] ?? '-') !== '-') own.add(option.clave);
    running.set(key, own);
  }
  const candidaturas = new Map<string, readonly Candidatura[]>(
    [...running].map(([id, own]) => [
      id,
      [{ clave: 'TODAS', propietaria: '', suplente: '', opciones: [...own] }],
    ]),
  );
  return {
    clave,
    nombre: clave,
    ambito,
    agrupacion,
    territorios: [...nombres].map(([id, nombre]) => ({ id, nombre })),
    opciones,
    tiposActa: [],
    candidaturas,
  };
}

function territorioDe(fila: Fila, agrupacion: Eleccion['agrupacion']): string {
  return bare(fila[`ID_${agrupacion.toUpperCase()}`]);
}

function actaDe(fila: Fila, eleccion: Eleccion, orden: number): ActaDeCorte {
  const imagen = {
    sha256: fila.CODIGO_INTEGRIDAD ?? '',
    origen: fila.ORIGEN,
    digitalizacion: fila.DIGITALIZACION,
    tipoDocumento: fila.TIPO_DOCUMENTO,
    momento: '',
  } as Imagen;
  const acopio = fila.FECHA_HORA_ACOPIO ?? '';
  if (fila.CONTABILIZADA === '2') {
    return { tipo: 'fuera_de_catalogo', id: `FC-${orden}`, imagen, acopio, identificacion: '' };
  }
  const clave = bare(fila.CLAVE_ACTA) as ClaveActa;
  const esperada = {
    id: buildIdActa(eleccion.clave, clave, String(orden)),
    clave,
    eleccion: eleccion.clave,
    tipoActa: { clave: fila.TIPO_ACTA ?? '', casillas: [], principio: 'MR' as const },
    casilla: casillaDe(fila),
    territorio: territorioDe(fila, eleccion.agrupacion),
    orden,
  };
  if (fila.CONTABILIZADA === '-') return { tipo: 'pendiente', esperada };
  const motivo = MOTIVO[fila.OBSERVACIONES ?? ''];
  if (motivo !== undefined) return { tipo: 'sin_acta', esperada, motivo };
  const observacion = OBSERVACION[fila.OBSERVACIONES ?? ''];
  if (observacion === undefined) throw new Error(`observation: ${fila.OBSERVACIONES}`);
  return {
    tipo: 'acta',
    esperada,
    lecturas: new Proxy({}, { get: (_, campo) => lecturaDe(fila[String(campo)]) }) as Record<string, Lectura>,
    contabilizacion: contabilizacion(observacion, Number(fila.TOTAL_VOTOS_CALCULADO)),
    imagen,
    acopio,
    capturada: fila.FECHA_HORA_CAPTURA ?? '',
    verificada: fila.FECHA_HORA_VERIFICACION ?? '',
    cotejo: 0,
  };
}

function lecturaDe(cell: string | undefined): Lectura {
  if (cell === 'ILEGIBLE' || cell === 'SIN DATO') return cell;
  if (cell === undefined || !/^\d+$/.test(cell)) throw new Error(`not a reading: ${cell}`);
  return Number(cell);
}

function casillaDe(fila: Fila): Casilla {
  const tipo = fila.TIPO_CASILLA ?? '';
  if (!isTipoCasilla(tipo)) throw new Error(`type of casilla: ${tipo}`);
  return {
    clave: bare(fila.CLAVE_CASILLA) as ClaveCasilla,
    entidad: bare(fila.ID_ENTIDAD),
    seccion: bare(fila.SECCION),
    tipo,
    numero: bare(fila.ID_CASILLA),
    extContigua: bare(fila.EXT_CONTIGUA),
    distrito: null,
    municipio: null,
    listaNominal: Number(fila.LISTA_NOMINAL),
    representantes: isModalidadSinCasilla(tipo) ? null : Number(fila.REPRESENTANTES_PP_CI),
    boletas: null,
    ubicacion: fila.UBICACION_CASILLA === '1' ? 'urbana' : 'no_urbana',
    catd: '',
    mecanismo: fila.MECANISMOS_TRASLADO as Casilla['mecanismo'],
  };
}
