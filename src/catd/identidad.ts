/**
 * Who the station is: its key, made here, that never leaves this folder, and what the server called it. A folder is
 * of one station for ever.
 */

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { cotejoDeLlave } from '../comun/firma.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Disco, type FallaDeDisco, failureOfDisk } from './disco.ts';

const LLAVE = 'llave.pem';
const ESTACION = 'estacion.json';

const Ficha = z.strictObject({
  servidor: z.string(),
  codigo: z.string(),
  /** key of the equipo; null until the server gave it */
  equipo: z.string().nullable(),
});
export type Ficha = z.infer<typeof Ficha>;

export interface Identidad extends Ficha {
  readonly llave: KeyObject;
  /** SPKI, base64url */
  readonly publica: string;
  /** four digits that two people compare */
  readonly cotejo: string;
}

export type IdentidadErrorCode = 'SIN_ENROLAR' | 'FICHA_DANADA' | 'SERVIDOR_MAL_ESCRITO';

/** The identity in a folder; null where there is none yet. */
export function readIdentidad(
  carpeta: string,
  disco: Disco,
): Result<Identidad | null, Refusal<IdentidadErrorCode>> {
  const pem = disco.read(join(carpeta, LLAVE));
  const json = disco.read(join(carpeta, ESTACION));
  if (pem === null || json === null) return ok(null);
  try {
    const ficha = Ficha.parse(JSON.parse(json.toString('utf8')));
    const llave = createPrivateKey(pem);
    const publica = publicaDe(llave);
    return ok({ ...ficha, llave, publica, cotejo: cotejoDeLlave(publica) });
  } catch {
    // Whatever is wrong with either file, nobody can mend it here.
    return refuse(
      'FICHA_DANADA',
      `${ESTACION} o ${LLAVE} de ${carpeta} no se pueden leer. No borre la carpeta: pida a la coordinación otro código y enrole la estación en una carpeta nueva.`,
    );
  }
}

/** A key of its own, and which server and code it is for; on the disk when it returns. */
export function makeIdentidad(
  carpeta: string,
  disco: Disco,
  { servidor, codigo }: Pick<Ficha, 'servidor' | 'codigo'>,
): Result<Identidad, FallaDeDisco> {
  const { privateKey: llave } = generateKeyPairSync('ed25519');
  const publica = publicaDe(llave);
  const ficha: Ficha = { servidor, codigo, equipo: null };
  try {
    const pem = Buffer.from(llave.export({ format: 'pem', type: 'pkcs8' }));
    writeDurable(disco, carpeta, LLAVE, pem, 0o600);
    writeFicha(disco, carpeta, ficha);
    return ok({ ...ficha, llave, publica, cotejo: cotejoDeLlave(publica) });
  } catch (error) {
    const failure = failureOfDisk(error);
    if (failure === null) throw error;
    return { ok: false, error: failure };
  }
}

export function writeFicha(disco: Disco, carpeta: string, { servidor, codigo, equipo }: Ficha): void {
  const json = `${JSON.stringify({ servidor, codigo, equipo }, null, 2)}\n`;
  writeDurable(disco, carpeta, ESTACION, Buffer.from(json), 0o600);
}

function writeDurable(disco: Disco, carpeta: string, name: string, bytes: Buffer, mode: number): void {
  const temporary = join(carpeta, `.${name}.a-medias`);
  disco.unlink(temporary);
  disco.write(temporary, bytes, mode);
  disco.sync(temporary);
  disco.rename(temporary, join(carpeta, name));
  disco.sync(carpeta);
}

function publicaDe(llave: KeyObject): string {
  return createPublicKey(llave).export({ format: 'der', type: 'spki' }).toString('base64url');
}

/**
 * The address of a server, as the station keeps it: with TLS, unless it is this same machine.
 */
export function parseServidor(texto: string): Result<string, Refusal<'SERVIDOR_MAL_ESCRITO'>> {
  const url = URL.canParse(texto) ? new URL(texto) : null;
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))) {
    return refuse(
      'SERVIDOR_MAL_ESCRITO',
      `--servidor dice «${texto}» y se espera una dirección como https://prep.ejemplo.mx (http solo sirve en esta misma máquina).`,
    );
  }
  return ok(url.origin);
}
