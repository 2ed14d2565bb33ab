/** Loading the equipos of an institute from a spreadsheet: all of the file or nothing, with a code for each. */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { sha256 } from '../comun/canonico.ts';
import { ok, type Result } from '../dominio/result.ts';
import { type ErrorDeCarga, errorDeCarga } from '../proceso/error-de-carga.ts';
import { type Contexto, change } from './contexto.ts';
import { centroDeEquipos } from './equipos.ts';
import { insertEquipos, personasDe, takeTurnOfEquipos, tellAlta } from './equipos-gestion.ts';
import { conocidoDe, type EquipoDescrito, readEquipos } from './equipos-leer.ts';
import type { TalonDeEquipo } from './equipos-talones.ts';
import type { PersonaEnSesion } from './ruta.ts';

export interface PeticionDeCargaDeEquipos {
  /** its name, for the errors */
  readonly archivo: string;
  readonly contenido: string;
  /** what is done with the slips, or null to check only; if it throws nothing is loaded, as with people */
  readonly entregar: ((talones: readonly TalonDeEquipo[]) => Promise<void>) | null;
}

export interface CargaHecha {
  /** of the file */
  readonly equipos: number;
  /** those that were not loaded yet */
  readonly nuevos: number;
  readonly errores: readonly ErrorDeCarga[];
}

type Cargado = EquipoDescrito & { readonly clave: string };

/** Loads a file, or says everything that is wrong with it and loads nothing. The same file again adds nobody. */
export async function loadEquipos(
  contexto: Contexto,
  quien: PersonaEnSesion,
  { archivo, contenido, entregar }: PeticionDeCargaDeEquipos,
): Promise<Result<CargaHecha, FallaBase>> {
  return change<CargaHecha, never>(contexto, async (client, escribir) => {
    await takeTurnOfEquipos(client);
    const personas = await personasDe(client);
    const conocido = conocidoDe(contexto.proceso, personas, centroDeEquipos(quien));
    const leidos = readEquipos(archivo, contenido, conocido);
    const { rows } = await client.query<Cargado>(
      `select clave, tipo, nombre, centro, persona, casillas from prep.equipo where estado <> 'revocado'`,
    );
    const porIdentidad = new Map(rows.map((equipo) => [identityOf(equipo), equipo]));
    const nuevos: EquipoDescrito[] = [];
    const errores = [...leidos.errores];
    for (const { linea, ...equipo } of leidos.equipos) {
      const same = porIdentidad.get(identityOf(equipo));
      if (same === undefined) nuevos.push(equipo);
      else if (same.casillas.join(' ') !== equipo.casillas.join(' ')) {
        const found = { hecho: `${equipo.persona} ya lleva ${same.clave}, con otras casillas` };
        const donde = { archivo, linea, columna: 'casillas' };
        errores.push(
          errorDeCarga('CLAVE_REPETIDA', donde, found, 'las mismas, o ese teléfono revocado antes'),
        );
      }
    }
    const equipos = leidos.equipos.length;
    if (errores.length > 0) return ok({ equipos, nuevos: 0, errores });
    if (entregar !== null && nuevos.length > 0) {
      const given = await insertEquipos(contexto, client, nuevos);
      const nombres = new Map(personas.map(({ clave, nombre }) => [clave, nombre]));
      await entregar(
        given.map((equipo) => ({ ...equipo, quien: nombres.get(equipo.persona ?? '') ?? null })),
      );
      await tellAlta(escribir, quien, given, sha256(contenido).toString('hex'));
    }
    return ok({ equipos, nuevos: nuevos.length, errores });
  });
}

function identityOf({ tipo, centro, persona, nombre }: EquipoDescrito): string {
  return `${tipo}\n${centro}\n${tipo === 'telefono' ? persona : nombre}`;
}
