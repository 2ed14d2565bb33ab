/**
 * Attempts that may fail: at logging in and at activating. Each failure makes the next attempt wait, ten in a row
 * lock the person, and an address that fails a lot goes one by one. A key that nobody has is treated alike, so that
 * what is answered does not tell which keys exist.
 */

import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { after, type Contexto, type Escribir, NADIE } from './contexto.ts';
import { createCuota, createFrenoDeDirecciones, enPalabras, frenoTras } from './freno.ts';
import type { RazonDeFalla } from './hechos.ts';
import type { Db, Persona } from './personas.ts';

export type Frenada = Refusal<'ESPERE' | 'BLOQUEADA'>;

export interface Intentos {
  /** Whether an attempt is heard now. */
  admit(quien: Persona | string, direccion: string): Result<null, Frenada>;
  /** Counts a failure in the row of the person and writes its facts. */
  fail(db: Db, escribir: Escribir, persona: Persona, direccion: string, razon: RazonDeFalla): Promise<void>;
  /** Counts a failure with a key that nobody has. Writes a fact now and then: `omitidas` says how many there were. */
  failDesconocida(escribir: Escribir, clave: string, direccion: string): Promise<void>;
}

const MINUTO = 60_000;

interface Fallidas {
  fallas: number;
  espera: Instante | null;
}

/** Most keys that nobody has whose failures are remembered. */
const MEMORIA = 10_000;

export function createIntentos({ now, ajustes }: Pick<Contexto, 'now' | 'ajustes'>): Intentos {
  const direcciones = createFrenoDeDirecciones(ajustes.fallasPorDireccion);
  const desconocidas = new Map<string, Fallidas>();
  const anotadas = createCuota(10, MINUTO);
  const ms = () => Date.parse(now());

  return {
    admit(quien, direccion) {
      const seconds = direcciones.espera(direccion, ms());
      if (seconds > 0) return espere(seconds);
      const known = typeof quien === 'string' ? desconocidas.get(quien) : undefined;
      const espera = typeof quien === 'string' ? known?.espera : quien.espera?.toISOString();
      const left = espera ? Math.ceil((Date.parse(espera) - ms()) / 1000) : 0;
      if (left <= 0) return ok(null);
      const fallas = typeof quien === 'string' ? (known?.fallas ?? 0) : quien.fallas;
      return frenoTras(fallas, ajustes).tipo === 'bloqueo' ? bloqueada(left) : espere(left);
    },

    async fail(db, escribir, persona, direccion, razon) {
      direcciones.fail(direccion, ms());
      const fallas = persona.fallas + 1;
      const freno = frenoTras(fallas, ajustes);
      const espera = freno.segundos === 0 ? null : after(now(), freno.segundos);
      await db.query('update prep.persona set fallas = $2, espera = $3, bloqueada = $4 where clave = $1', [
        ...[persona.clave, fallas, espera, freno.tipo === 'bloqueo'],
      ]);
      // The wait itself limits these facts: ten in each lock.
      await escribir(NADIE, {
        tipo: 'entrada_fallida',
        datos: { persona: persona.clave, direccion, razon, fallas, omitidas: 0 },
      });
      if (freno.tipo === 'bloqueo' && espera !== null) {
        await escribir(NADIE, {
          tipo: 'bloqueada',
          datos: { persona: persona.clave, direccion, fallas, hasta: espera },
        });
      }
    },

    async failDesconocida(escribir, clave, direccion) {
      direcciones.fail(direccion, ms());
      const fallas = (desconocidas.get(clave)?.fallas ?? 0) + 1;
      const { segundos } = frenoTras(fallas, ajustes);
      desconocidas.delete(clave);
      desconocidas.set(clave, { fallas, espera: segundos === 0 ? null : after(now(), segundos) });
      const [oldest] = desconocidas.keys();
      if (desconocidas.size > MEMORIA && oldest !== undefined) desconocidas.delete(oldest);
      const omitidas = anotadas.pass(direccion, ms());
      if (omitidas === null) return;
      await escribir(NADIE, {
        tipo: 'entrada_fallida',
        datos: { persona: null, direccion, razon: 'desconocida', fallas, omitidas },
      });
    },
  };
}

function espere(seconds: number) {
  return refuse(
    'ESPERE',
    `Hubo varios intentos fallidos. Espere ${enPalabras(seconds)} y vuelva a intentarlo.`,
  );
}

function bloqueada(seconds: number) {
  return refuse(
    'BLOQUEADA',
    `Su acceso se bloqueó por demasiados intentos fallidos. Se desbloquea solo en ${enPalabras(seconds)}, o antes si lo hace su coordinación.`,
  );
}
