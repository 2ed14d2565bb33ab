/**
 * The package of a night without network (docs/entregas.md): what the server does not have yet, signed, in one file
 * for a memory stick. It takes nothing away from the station: when the network returns, what went in the package is
 * found registered and is not sent again.
 */

import { createHash, type KeyObject } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { codeOf } from '../comun/archivos.ts';
import { firmar } from '../comun/firma.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { EntregaGuardada } from './almacen.ts';
import type { Archivos } from './archivos.ts';
import { faltaOriginal } from './cola.ts';
import type { PaqueteHecho } from './contrato.ts';
import { type Disco, failureOfDisk } from './disco.ts';

const CABEZA = 'PREP-PAQUETE-1';
/** A memory stick with FAT32 has no file of 4 GiB: what the scanner gave goes in while it fits. */
const BYTES_DE_ORIGINALES = 3 * 1024 ** 3;
/** In the directory of the ZIP and around each entry. */
const BYTES_POR_ENTRADA = 600;

export interface DePaquete {
  readonly archivos: Archivos;
  readonly disco: Disco;
  readonly entregas: readonly EntregaGuardada[];
  readonly proceso: string;
  readonly equipo: string;
  readonly llave: KeyObject;
  /** clock of the station */
  readonly momento: string;
  readonly catd: string;
}

/** What the server has not said that it has. */
function pendientes(entregas: readonly EntregaGuardada[]): readonly EntregaGuardada[] {
  return entregas.filter((entrega) => {
    const estado = entrega.vista?.estado;
    if (estado === undefined || estado === 'incompleta') return true;
    return estado !== 'rechazada' && faltaOriginal(entrega);
  });
}

/**
 * Writes the package, whole or not at all, and reads it back from where it was written.
 *
 * @param salida path of the file; one of that name is replaced
 */
export async function writePaquete(
  de: DePaquete,
  salida: string,
): Promise<Result<PaqueteHecho, Refusal<'NADA_POR_ENVIAR' | 'SIN_LUGAR' | 'DESTINO' | 'NO_SE_GRABO'>>> {
  const chosen = pendientes(de.entregas);
  if (chosen.length === 0) {
    return refuse(
      'NADA_POR_ENVIAR',
      'No hay nada que llevar: el servidor ya tiene todo lo de esta estación.',
    );
  }
  const images = new Set(chosen.flatMap(({ archivo }) => (archivo === null ? [] : [archivo.sha256])));
  const originals = new Map<string, number>();
  let left = 0;
  let room = BYTES_DE_ORIGINALES;
  for (const { original } of chosen) {
    if (original === null || originals.has(original.sha256) || images.has(original.sha256)) continue;
    if (original.bytes > room) left += 1;
    else {
      originals.set(original.sha256, original.bytes);
      room -= original.bytes;
    }
  }
  const damaged = [...images, ...originals.keys()].filter((sha256) => !de.archivos.isWhole(sha256));
  const files = [...images, ...originals.keys()].filter((sha256) => !damaged.includes(sha256));

  const temporary = join(dirname(salida), `.${basename(salida)}.a-medias`);
  try {
    const needed =
      files.reduce((sum, sha256) => sum + (de.disco.look(de.archivos.path(sha256))?.bytes ?? 0), 0) +
      (files.length + chosen.length + 2) * BYTES_POR_ENTRADA +
      chosen.reduce((sum, { texto, firma }) => sum + texto.length + firma.length, 0);
    const { libres } = de.disco.room(dirname(salida));
    if (libres < needed) {
      return refuse(
        'SIN_LUGAR',
        `El paquete ocupa ${megas(needed)} y ahí solo quedan ${megas(libres)}. Use otra memoria o haga lugar.`,
      );
    }
    const sha256 = await write(de, chosen, files, temporary);
    de.disco.sync(temporary);
    if ((await hashFile(temporary)) !== sha256) {
      de.disco.unlink(temporary);
      return refuse(
        'NO_SE_GRABO',
        'Lo que se leyó de la memoria no es lo que se escribió. Use otra memoria.',
      );
    }
    de.disco.rename(temporary, salida);
    de.disco.sync(dirname(salida));
    return ok({
      ...{ ruta: salida, bytes: statSync(salida).size, sha256 },
      acopios: chosen.filter(({ tipo }) => tipo === 'acopio').length,
      imagenes: chosen.filter(({ tipo }) => tipo === 'imagen').length,
      originales: files.filter((sha) => originals.has(sha)).length,
      nota: notaDe(left, damaged.length),
    });
  } catch (error) {
    const failure = failureOfDisk(error);
    const code = codeOf(error);
    if (failure === null && code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    de.disco.unlink(temporary);
    return refuse(
      'DESTINO',
      `No se pudo escribir en ${dirname(salida)} (${code}). Revise que la memoria esté puesta y permita escribir.`,
    );
  }
}

function notaDe(left: number, damaged: number): string | null {
  const parts = [
    left > 0
      ? `${left} archivos del escáner no caben en un solo paquete: viajarán por la red cuando vuelva.`
      : '',
    damaged > 0 ? `${damaged} archivos se dañaron en el disco de esta computadora y no van.` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

/** @returns SHA-256 of what was written */
async function write(
  { archivos, proceso, equipo, llave, momento, catd }: DePaquete,
  chosen: readonly EntregaGuardada[],
  files: readonly string[],
  path: string,
): Promise<string> {
  const texto = `${CABEZA}\n${JSON.stringify({ proceso, equipo, momento, entregas: chosen.map(({ id }) => id) })}`;
  const zip = new ZipFile();
  const options = { compress: false, mtime: new Date(momento) };
  const addText = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, options);
  addText('paquete.json', JSON.stringify({ texto, firma: firmar(llave, texto) }));
  addText('LEEME.txt', leeme(equipo, catd, momento));
  for (const { id, texto: said, firma } of chosen)
    addText(`entregas/${id}.json`, JSON.stringify({ texto: said, firma }));
  for (const sha256 of files) zip.addFile(archivos.path(sha256), `archivos/${sha256}`, options);
  zip.end();
  const hash = createHash('sha256');
  zip.outputStream.on('data', (part: Buffer) => hash.update(part));
  await pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }));
  return hash.digest('hex');
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

function leeme(equipo: string, catd: string, momento: string): string {
  return [
    'PAQUETE DEL PREP',
    '',
    `Lo hizo la estación ${equipo} del CATD ${catd}, el ${momento} según su reloj.`,
    'Contiene imágenes de actas y registros de sobres que no pudieron enviarse por la red.',
    '',
    'Quien lo encuentre: entréguelo sin abrir a la coordinación del CATD o del Centro de Captura y Verificación.',
    'Quien lo recibe: en la consola, Paquetes, elija este archivo; se dice qué contiene antes de que entre.',
    'También: ./prep paquete revisar ARCHIVO.prep',
    '',
    'Todo va firmado: si alguien cambia algo, no entra. Importarlo dos veces no cuenta nada dos veces.',
    '',
  ].join('\r\n');
}

/** `paquete-est-012-1-20270607-0130.prep` */
export function nombreDePaquete(equipo: string, momento: string): string {
  return `paquete-${equipo}-${momento.slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '')}.prep`;
}

function megas(bytes: number): string {
  return `${Math.max(1, Math.ceil(bytes / 1_000_000))} MB`;
}
