/**
 * Addresses of the big display. Whoever has one sees the board without people, and nothing else; it is revoked, it
 * does not expire. Only the hash of its key is kept, in the fact that created it.
 */

import { randomBytes } from 'node:crypto';
import type { Bitacora, FallaBase } from '../bitacora/bitacora.ts';
import type { PeticionDeTrabajo } from '../bitacora/peticion.ts';
import { sha256 } from '../comun/canonico.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { PantallaGrande } from './contrato.ts';
import type { HechoDePantalla, PantallaAbierta } from './jornada-en-tablero.ts';
import type { Proyeccion } from './proyeccion.ts';

type Falla = FallaBase | Refusal<'CLAVE_REUTILIZADA' | 'NO_EXISTE' | 'DEMASIADAS_PANTALLAS'>;

export interface Pantallas {
  list(): readonly PantallaGrande[];
  create(peticion: PeticionDeTrabajo, nombre: string): Promise<Result<PantallaGrande, Falla>>;
  revoke(peticion: PeticionDeTrabajo, id: string): Promise<Result<{ readonly id: string }, Falla>>;
  /** The display that has a key, or null. */
  find(llave: string): PantallaAbierta | null;
}

/** A CCV has two or three walls; more than this is somebody who forgets to revoke. */
const MAXIMAS = 20;
/** 192 bits: nobody guesses one, and it can be typed in a television if it must. */
const BYTES_DE_LLAVE = 24;

export function createPantallas(
  bitacora: Pick<Bitacora, 'note'>,
  proyeccion: Proyeccion,
  now: () => Instante,
): Pantallas {
  const { pantallas } = proyeccion.pliegue;

  // Without the key of the retry: the key of an address is only said once, so who did not hear it makes another.
  async function note({ persona, lugar }: PeticionDeTrabajo, hecho: HechoDePantalla) {
    const { tipo, datos } = hecho;
    const noted = await bitacora.note({
      flujo: 'JORNADA',
      tipo,
      datos,
      actor: persona,
      lugar,
      momento: now(),
    });
    // What is answered next must already know of it: a revoked address shows nothing from this moment.
    if (noted.ok) await proyeccion.reach(noted.value.seq);
    return noted;
  }

  return {
    list: () => [...pantallas.values()].map((pantalla) => toPantallaGrande(pantalla, null)),
    async create(peticion, nombre) {
      if (pantallas.size >= MAXIMAS) {
        return refuse(
          'DEMASIADAS_PANTALLAS',
          `Hay ${MAXIMAS} direcciones abiertas. Revoque las que ya no se usan antes de crear otra.`,
        );
      }
      const llave = randomBytes(BYTES_DE_LLAVE).toString('base64url');
      const id = randomBytes(6).toString('hex');
      const huella = hashOf(llave);
      const noted = await note(peticion, { tipo: 'pantalla_creada', datos: { id, nombre, huella } });
      if (!noted.ok) return noted;
      const creada = { id, nombre, huella, creada: now(), creo: peticion.persona };
      return ok(toPantallaGrande(creada, `/pantalla/${llave}`));
    },
    async revoke(peticion, id) {
      if (!pantallas.has(id)) {
        return refuse('NO_EXISTE', 'Esa dirección ya no existe. Actualice la lista.');
      }
      const noted = await note(peticion, { tipo: 'pantalla_revocada', datos: { id } });
      return noted.ok ? ok({ id }) : noted;
    },
    find(llave) {
      const huella = hashOf(llave);
      for (const pantalla of pantallas.values()) if (pantalla.huella === huella) return pantalla;
      return null;
    },
  };
}

function toPantallaGrande(
  { id, nombre, creada, creo }: PantallaAbierta,
  direccion: string | null,
): PantallaGrande {
  return { id, nombre, creada, creo, direccion };
}

function hashOf(llave: string): string {
  return sha256(llave).toString('hex');
}
