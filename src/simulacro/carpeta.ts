/**
 * The folder of a demonstration: whose night it has, and the only one that may be deleted. A file that is written
 * first of all and removed last says that a demonstration made the folder; without it nothing is touched.
 */

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { takeCerrojo } from '../bitacora/cerrojo.ts';
import { ALMACEN_DE_ROOT } from '../bitacora/hogar.ts';
import { endOrphans } from '../bitacora/postmaster.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';

export const MARCA = 'demostracion.json';

const Marca = z.object({
  esquema: z.literal('prep-abierto/demostracion/1'),
  proceso: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  semilla: z.int(),
});

/** Which night a folder has. */
export type NocheGuardada = z.infer<typeof Marca>;

export type CarpetaErrorCode = 'CARPETA_AJENA' | 'OTRA_NOCHE' | 'CARPETA_EN_USO';

/** The night of a folder; null when it has none and one can begin in it. */
export function readCarpeta(datos: string): Result<NocheGuardada | null, Refusal<'CARPETA_AJENA'>> {
  if (!existsSync(datos)) return ok(null);
  const marca = join(datos, MARCA);
  if (!existsSync(marca)) {
    return readdirSync(datos).length === 0 ? ok(null) : foreign(datos);
  }
  const found = Marca.safeParse(parseJson(readFileSync(marca, 'utf8')));
  return found.success ? ok(found.data) : foreign(datos);
}

/**
 * Begins a night in a folder, or goes on with the one that it has if it is the same.
 *
 * @param semilla the one that was asked for, or null to take that of the folder
 * @param porOmision seed of a night that begins without one
 * @returns its seed, and whether it is new
 */
export function claimCarpeta(
  datos: string,
  proceso: Pick<Proceso, 'nombre' | 'sha256'>,
  semilla: number | null,
  porOmision: number,
): Result<{ readonly semilla: number; readonly noche: 'nueva' | 'empezada' }, Refusal<CarpetaErrorCode>> {
  const found = readCarpeta(datos);
  if (!found.ok) return found;
  const guardada = found.value;
  if (guardada === null) {
    const chosen = semilla ?? porOmision;
    const marca: NocheGuardada = {
      esquema: 'prep-abierto/demostracion/1',
      proceso: proceso.nombre,
      sha256: proceso.sha256,
      semilla: chosen,
    };
    mkdirSync(datos, { recursive: true });
    writeFileSync(join(datos, MARCA), `${JSON.stringify(marca, null, 2)}\n`, { flush: true });
    return ok({ semilla: chosen, noche: 'nueva' });
  }
  if (guardada.sha256 !== proceso.sha256) {
    return refuse(
      'OTRA_NOCHE',
      `En ${datos} hay una noche de «${guardada.proceso}» (SHA-256 ${guardada.sha256.slice(0, 12)}…) y ahora se pide «${proceso.nombre}» (${proceso.sha256.slice(0, 12)}…). Un proceso no cambia a media noche: empiece otra con --limpio, o use otra carpeta con PREP_DATOS.`,
    );
  }
  if (semilla !== null && semilla !== guardada.semilla) {
    return refuse(
      'OTRA_NOCHE',
      `La noche de ${datos} se inventó con la semilla ${guardada.semilla} y ahora se pide la ${semilla}. Siga sin --semilla, empiece otra con --limpio, o use otra carpeta con PREP_DATOS.`,
    );
  }
  return ok({ semilla: guardada.semilla, noche: 'empezada' });
}

/**
 * Deletes the night of a folder, if a demonstration made it and nobody is using it.
 *
 * @param decir told what is about to be deleted
 */
export async function clearCarpeta(
  datos: string,
  decir: (mensaje: string) => void,
): Promise<Result<null, Refusal<CarpetaErrorCode>>> {
  const found = readCarpeta(datos);
  if (!found.ok) return found;
  if (found.value === null) {
    decir(`No hay nada que borrar en ${datos}.`);
    return ok(null);
  }
  const { proceso, semilla } = found.value;
  const raiz = homeOf(datos);
  const cerrojo = await takeCerrojo(raiz);
  if (!cerrojo.ok) {
    const who = cerrojo.error.pid === null ? 'otro programa' : `el proceso ${cerrojo.error.pid}`;
    return refuse(
      'CARPETA_EN_USO',
      `La carpeta ${datos} está en uso por ${who}. Deténgalo antes de borrarla.`,
    );
  }
  try {
    decir(`Se borra la noche de «${proceso}» con semilla ${semilla}: todo lo que hay en ${datos}.`);
    // A server that outlived a killed demonstration would go on writing in what is deleted.
    await endOrphans(join(raiz, 'pg'));
    if (raiz !== realpathSync(datos)) rmSync(raiz, { recursive: true, force: true });
    for (const name of readdirSync(datos)) {
      if (name !== MARCA) rmSync(join(datos, name), { recursive: true, force: true });
    }
    rmSync(join(datos, MARCA));
    return ok(null);
  } finally {
    await cerrojo.value.release();
  }
}

/** Where the database of a folder really is: for root it may be in another place (src/bitacora/hogar.ts). */
function homeOf(datos: string): string {
  const enlace = join(datos, 'hogar');
  if (lstatSync(enlace, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return realpathSync(datos);
  const raiz = realpathSync(enlace);
  if (dirname(raiz) !== ALMACEN_DE_ROOT) throw new Error(`${enlace} leads to ${raiz}, which is not ours`);
  return raiz;
}

function foreign(datos: string) {
  return refuse(
    'CARPETA_AJENA',
    `La carpeta ${datos} tiene archivos y no la hizo una demostración (no tiene ${MARCA}): no se toca. Elija otra con PREP_DATOS.`,
  );
}

/** Undefined is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
