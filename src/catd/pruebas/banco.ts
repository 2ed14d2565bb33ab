/**
 * A station for tests, in a folder of its own: enrolled, with a list of actas, a reader of images that believes what
 * the bytes say, and clocks that only the test moves.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { actaDe, PROCESO } from '../../../pruebas/catd/servidor-falso.ts';
import type { EquipoEnServidor } from '../../acopio/contrato-de-equipo.ts';
import type { ImagenProcesada } from '../../digitalizacion/imagen/contrato.ts';
import { ok, type Result, refuse } from '../../dominio/result.ts';
import { type Almacen, openAlmacen } from '../almacen.ts';
import { openArchivos } from '../archivos.ts';
import { DISCO, type Disco } from '../disco.ts';
import { type Identidad, makeIdentidad, writeFicha } from '../identidad.ts';
import { openLibro } from '../libro.ts';
import { createReloj, type Relojes } from '../reloj.ts';
import type { DeToma, Procesar } from '../tomar.ts';

export const EQUIPO = 'est-c01-1';
/** That of the actas of the tests, one for each number. */
export const ACTAS = Array.from({ length: 40 }, (_, i) => actaDe(i + 1));

export function must<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** What a scanner would give: a JPEG by its two ends, that says inside what each page is. */
export interface PaginaFalsa {
  readonly codigo: string | null;
  readonly aceptable?: boolean;
}

export function archivoFalso(paginas: readonly PaginaFalsa[], relleno = 100): Buffer {
  const said = Buffer.from(JSON.stringify(paginas));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    said,
    Buffer.alloc(relleno, 32),
    Buffer.from([0xff, 0xd9]),
  ]);
}

export const procesarFalso: Procesar = async (bytes) => {
  const text = bytes.subarray(2, -2).toString('utf8').trim();
  if (!/^\[.*\]$/.test(text)) return refuse('ARCHIVO_DANADO', 'El archivo está dañado. Escanee otra vez.');
  const paginas = JSON.parse(text) as readonly PaginaFalsa[];
  return ok(paginas.map((pagina, i) => procesada(bytes, pagina, i)));
};

function procesada(file: Buffer, { codigo, aceptable = true }: PaginaFalsa, i: number): ImagenProcesada {
  const bytes = Buffer.concat([Buffer.from(`publicada ${i} `), file]);
  return {
    codigo,
    como: codigo === null ? null : 'qr_esquina',
    veredicto: {
      aceptable,
      motivos: aceptable ? [] : [{ motivo: 'borrosa', mensaje: 'La imagen está borrosa.' }],
      medidas: { puntosPorMilimetro: null, bordeEnMilimetros: null, papel: null, contraste: null, marcas: 4 },
    },
    publicada: { bytes, sha256: sha256(bytes), ancho: 100, alto: 150 },
    miniatura: Buffer.from('miniatura'),
    huellaVisual: '0',
    original: { sha256: sha256(file), bytes: file.length, formato: 'jpeg' },
    encuadre: 'hoja_entera',
    encuadreDelArchivo: 'hoja_entera',
  };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function equipoDe(actas = ACTAS): EquipoEnServidor {
  return {
    ...{ clave: EQUIPO, tipo: 'estacion', nombre: 'Mesa 1', estado: 'activo', persona: null },
    ahora: '2027-06-07T02:00:00.000Z',
    centro: { clave: 'C01', nombre: 'PUEBLO NUEVO' },
    proceso: {
      ...{ nombre: PROCESO, nombreLargo: 'Proceso mínimo', tipo: 'simulacro', huso: 'America/Mexico_City' },
      instituto: { nombre: 'Instituto Electoral', siglas: 'IEM' },
      jornada: '2027-06-06',
    },
    actas,
  };
}

/** Of this machine, with a wall clock that the test may move. */
export function createRelojes(): Relojes & { mover(ms: number): void } {
  let moved = 0;
  return {
    pared: () => Date.now() + moved,
    monotono: () => performance.now(),
    arranque: 'prueba',
    mover(ms) {
      moved += ms;
    },
  };
}

export interface Banco {
  readonly carpeta: string;
  readonly escaner: string;
  readonly identidad: Identidad;
  readonly relojes: ReturnType<typeof createRelojes>;
  /** What a program has open; as many as needed, one after another. */
  abrir(disco?: Disco): Abierta;
  /** The same over another copy of the folder. */
  en(carpeta: string): Banco;
  borrar(): void;
}

export interface Abierta extends DeToma {
  readonly almacen: Almacen;
}

/** In memory where there is such a folder: these tests are of the order of things, and real syncs take their time. */
export const TEMPORAL = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** @param donde folder in which it makes its own: a small disk */
export function createBanco(servidor = 'http://127.0.0.1:1', donde = TEMPORAL): Banco {
  const raiz = mkdtempSync(join(donde, 'prep-catd-'));
  const carpeta = join(raiz, 'estacion');
  DISCO.makeFolder(carpeta);
  DISCO.makeFolder(join(raiz, 'escaner'));
  const identidad = must(makeIdentidad(carpeta, DISCO, { servidor, codigo: 'ABCD-2345' }));
  writeFicha(DISCO, carpeta, { ...identidad, equipo: EQUIPO });
  const almacen = must(openAlmacen(carpeta));
  must(almacen.transaccion(() => almacen.ponerEquipo(equipoDe())));
  almacen.close();
  return bancoEn(raiz, { ...identidad, equipo: EQUIPO });
}

function bancoEn(raiz: string, identidad: Identidad): Banco {
  const carpeta = join(raiz, 'estacion');
  const relojes = createRelojes();
  return {
    ...{ carpeta, escaner: join(raiz, 'escaner'), identidad, relojes },
    abrir(disco = DISCO) {
      const almacen = must(openAlmacen(carpeta));
      const archivos = openArchivos(join(carpeta, 'archivos'), disco);
      archivos.prepare();
      return {
        ...{ almacen, archivos, libro: openLibro(almacen), reloj: createReloj(relojes, null) },
        firmante: { equipo: EQUIPO, proceso: PROCESO, llave: identidad.llave },
        procesar: procesarFalso,
        leidos: new Set(),
      };
    },
    en: (otra) => bancoEn(otra, identidad),
    borrar: () => rmSync(raiz, { recursive: true, force: true }),
  };
}

/** As `expect.poll`, for as long as a busy machine may take. */
export function until<T>(look: () => T) {
  return expect.poll(look, { timeout: 20_000, interval: 10 });
}
