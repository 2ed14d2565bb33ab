/** Packages of a night without network, as a station writes them or as somebody who wants to do harm would. */

import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { firmar } from '../../src/comun/firma.ts';
import type { PaqueteRevisado } from '../../src/digitalizacion/contrato.ts';
import { formatPaquete } from '../../src/digitalizacion/paquete/formato.ts';
import type { Entrega } from '../../src/dominio/entrega.ts';
import type { Cliente, ConsolaDePrueba } from './consola.ts';
import { archivoDe, firmada } from './entregas.ts';
import type { EquipoDePrueba } from './equipo.ts';

export interface ContenidoDePaquete {
  readonly equipo: EquipoDePrueba;
  readonly entregas: readonly Entrega[];
  readonly archivos?: readonly Buffer[];
  /** who signs the list, and each delivery */
  readonly llave?: EquipoDePrueba['llave'];
  readonly llaveDeEntregas?: EquipoDePrueba['llave'];
  readonly proceso?: string;
  /** changes the files before they are written */
  readonly cambiar?: (files: Map<string, Buffer>) => void;
  readonly comprimir?: true;
}

let hechos = 0;

/** @returns path of the file */
export async function hacerPaquete(carpeta: string, contenido: ContenidoDePaquete): Promise<string> {
  const { entregas, archivos = [], equipo, proceso = 'proceso-minimo' } = contenido;
  const { llave = equipo.llave, llaveDeEntregas = equipo.llave } = contenido;
  const signed = entregas.map((entrega) => firmada(entrega, llaveDeEntregas));
  const texto = formatPaquete({
    ...{ proceso, equipo: equipo.clave, momento: '2027-06-07T03:00:00.000Z' },
    entregas: signed.map(({ id }) => id),
  });
  const files = new Map<string, Buffer>([
    ['paquete.json', Buffer.from(JSON.stringify({ texto, firma: firmar(llave, texto) }))],
    ['LEEME.txt', Buffer.from('PAQUETE DEL PREP')],
    ...signed.map(({ id, texto, firma }): [string, Buffer] => [
      `entregas/${id}.json`,
      Buffer.from(JSON.stringify({ texto, firma })),
    ]),
    ...archivos.map((bytes): [string, Buffer] => [`archivos/${archivoDe(bytes).sha256}`, bytes]),
  ]);
  contenido.cambiar?.(files);
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name, { compress: contenido.comprimir ?? false });
  zip.end();
  const ruta = join(carpeta, `${++hechos}.prep`);
  await pipeline(zip.outputStream, createWriteStream(ruta));
  return ruta;
}

/** What a browser sends with the bytes of a file. */
export function cabecerasDeArchivo(
  { direccion }: Pick<ConsolaDePrueba, 'direccion'>,
  { cookies, sesion }: Cliente,
): Readonly<Record<string, string>> {
  return {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    'x-csrf': sesion?.csrf ?? '',
    ...{ origin: direccion, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' },
  };
}

/** Sends the file of a package from the console, to look at it. */
export async function enviarPaquete(
  consola: Pick<ConsolaDePrueba, 'direccion'>,
  ruta: string,
  de: Cliente,
): Promise<PaqueteRevisado & { readonly codigo?: string; readonly mensaje?: string }> {
  const response = await fetch(`${consola.direccion}/api/paquetes`, {
    ...{ method: 'POST', headers: cabecerasDeArchivo(consola, de), body: readFileSync(ruta) },
  });
  return (await response.json()) as PaqueteRevisado & { codigo?: string };
}
