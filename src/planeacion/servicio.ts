/**
 * Planeación over the bitácora: each request is decided over the fold of the facts, one at a time, and what is decided
 * is one more fact. The fold is kept in memory and goes on from where it was.
 */

import type { ClientBase, Pool } from 'pg';
import { type Azar, createToken, huellaDe } from '../acceso/secretos.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { COLUMNAS_EVENTO, type FilaEvento, readEvento } from '../bitacora/evento.ts';
import { classifyError, type FallaBase } from '../bitacora/fallas.ts';
import type { PeticionDeTrabajo } from '../bitacora/peticion.ts';
import type { Instante } from '../dominio/acta.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Archivo, Coleccion } from './colecciones.ts';
import { type Dia, diaDe } from './derivados.ts';
import { dayOf } from './fecha.ts';
import {
  type Calendario,
  type Escrito,
  evolve,
  type Ficha,
  type HechoDePlaneacion,
  type Planeacion,
  SIN_PLANEACION,
} from './hechos.ts';
import { decideCambiar, decideCrear, decideRetirar, type RechazoDeMandato } from './mandatos.ts';

type Falla = FallaBase | RechazoDeMandato;

export interface ServicioDePlaneacion {
  /** Everything that is kept now. */
  estado(): Promise<Result<Planeacion, FallaBase>>;
  /** The day it is where the institute is, and the settings that deadlines need. */
  dia(estado: Planeacion): Dia;
  crear(
    peticion: PeticionDeTrabajo,
    pedido: { readonly coleccion: Coleccion; readonly valores: unknown; readonly id?: string },
  ): Promise<Result<Ficha, Falla>>;
  cambiar(
    peticion: PeticionDeTrabajo,
    pedido: {
      readonly coleccion: Coleccion;
      readonly id: string;
      readonly version: number;
      readonly cambios: unknown;
    },
  ): Promise<Result<Ficha, Falla>>;
  retirar(
    peticion: PeticionDeTrabajo,
    pedido: {
      readonly coleccion: Coleccion;
      readonly id: string;
      readonly version: number;
      readonly razon: string;
    },
  ): Promise<Result<null, Falla>>;
  /**
   * Decides over everything at once and writes it as one fact: a plan imported, a whole folder.
   *
   * @param decide gives the fact, or null when there is nothing to write, and what is answered
   */
  cargar<T, E>(
    peticion: PeticionDeTrabajo,
    decide: (
      estado: Planeacion,
    ) => Result<{ readonly hecho: HechoDePlaneacion | null; readonly valor: T }, E>,
  ): Promise<Result<T, E | FallaBase>>;
  /** Records that a file was received: its bytes are already in the store. */
  anotarArchivo(peticion: PeticionDeTrabajo, archivo: Archivo): Promise<Result<Archivo, FallaBase>>;
  /** Makes a secret address for a calendar program; the secret is given once. */
  abrirCalendario(
    peticion: PeticionDeTrabajo,
    nombre: string,
  ): Promise<Result<{ readonly calendario: Calendario; readonly secreto: string }, FallaBase>>;
  /** @param soloSuyos null when the person may revoke anybody's */
  revocarCalendario(
    peticion: PeticionDeTrabajo,
    id: string,
    soloDe: string | null,
  ): Promise<Result<null, FallaBase | Refusal<'NO_EXISTE'>>>;
  /** The state, if that secret opens a calendar that is not revoked. */
  porSecreto(secreto: string): Promise<Result<Planeacion, FallaBase | Refusal<'NO_EXISTE'>>>;
}

export interface PartesDePlaneacion {
  readonly bitacora: Pick<Bitacora, 'noteWith'>;
  /** reads the log */
  readonly pool: Pool;
  readonly now: () => Instante;
  readonly azar: Azar;
}

interface Leido {
  readonly version: number;
  readonly estado: Planeacion;
}

export function createPlaneacion({ bitacora, pool, now, azar }: PartesDePlaneacion): ServicioDePlaneacion {
  let leido: Leido = { version: 0, estado: SIN_PLANEACION };

  /** What there is at the end of the flujo, from what was already read. */
  async function read(client: Pool | ClientBase): Promise<Leido> {
    const from = leido;
    const { rows } = await client.query<FilaEvento>({
      name: 'planeacion_leer',
      text: `select ${COLUMNAS_EVENTO} from prep.evento where acta = 'PLANEACION' and version > $1 order by version`,
      values: [from.version],
    });
    const last = rows.at(-1);
    if (last === undefined) return from;
    return { version: last.version, estado: evolve(from.estado, rows.map(escritoDe)) };
  }

  async function current(): Promise<Result<Planeacion, FallaBase>> {
    try {
      const found = await read(pool);
      if (found.version > leido.version) leido = found;
      return ok(found.estado);
    } catch (error) {
      const falla = classifyError(error);
      if (falla === null) throw error;
      return fail(falla);
    }
  }

  /** Decides with nobody else writing in the flujo, writes, and gives the state that follows. */
  async function write<T, E>(
    { persona, lugar }: PeticionDeTrabajo,
    decide: (
      estado: Planeacion,
    ) => Result<{ readonly hecho: HechoDePlaneacion | null; readonly valor: T }, E>,
  ): Promise<Result<{ readonly valor: T; readonly estado: Planeacion }, E | FallaBase>> {
    return bitacora.noteWith<{ readonly valor: T; readonly estado: Planeacion }, E>(
      'PLANEACION',
      async (client, anotar) => {
        // The same turn that adding to the flujo takes, before reading: what is decided is decided over the last word.
        await client.query(`select pg_advisory_xact_lock(hashtext('prep.PLANEACION'))`);
        const { estado } = await read(client);
        const decided = decide(estado);
        if (!decided.ok) return decided;
        const { hecho, valor } = decided.value;
        if (hecho === null) return ok({ valor, estado });
        const momento = now();
        await anotar({ ...hecho, actor: persona, lugar, momento });
        return ok({ valor, estado: evolve(estado, [{ ...hecho, persona, momento }]) });
      },
    );
  }

  /** A change of one ficha; a retry with its key gets the ficha as it is now and changes nothing. */
  async function change(
    peticion: PeticionDeTrabajo,
    coleccion: Coleccion,
    id: string,
    decide: (estado: Planeacion) => Result<HechoDePlaneacion | null, RechazoDeMandato>,
  ): Promise<Result<Ficha | null, Falla>> {
    const clave = peticion.idempotencia;
    const written = await write<{ readonly coleccion: Coleccion; readonly id: string }, RechazoDeMandato>(
      peticion,
      (estado) => {
        const previa = clave === undefined ? undefined : estado.respuestas.get(clave);
        if (previa) return ok({ hecho: null, valor: previa });
        const decided = decide(estado);
        if (!decided.ok) return decided;
        return ok({ hecho: withClave(decided.value, clave), valor: { coleccion, id } });
      },
    );
    if (!written.ok) return written;
    const { valor, estado } = written.value;
    return ok(estado.fichas[valor.coleccion].get(valor.id) ?? null);
  }

  return {
    estado: current,

    dia(estado) {
      const huso = estado.fichas.ajustes.get('ajustes')?.valores.huso ?? 'America/Mexico_City';
      return diaDe(estado, dayOf(now(), huso));
    },

    async crear(peticion, { coleccion, valores, id: given }) {
      const id = coleccion === 'ajustes' ? 'ajustes' : (given ?? azar(9).toString('hex'));
      const made = await change(peticion, coleccion, id, (estado) =>
        decideCrear(estado, { coleccion, id, valores }),
      );
      return made.ok ? required(made.value) : made;
    },

    async cambiar(peticion, pedido) {
      const { coleccion, id } = pedido;
      const changed = await change(peticion, coleccion, id, (estado) => decideCambiar(estado, pedido));
      return changed.ok ? required(changed.value) : changed;
    },

    async retirar(peticion, pedido) {
      const { coleccion, id } = pedido;
      const retired = await change(peticion, coleccion, id, (estado) => decideRetirar(estado, pedido));
      return retired.ok ? ok(null) : retired;
    },

    async cargar(peticion, decide) {
      const written = await write(peticion, decide);
      return written.ok ? ok(written.value.valor) : written;
    },

    async anotarArchivo(peticion, archivo) {
      const written = await write<Archivo, never>(peticion, (estado) =>
        ok({
          hecho: estado.archivos.has(archivo.sha256) ? null : { tipo: 'archivo_recibido', datos: archivo },
          valor: archivo,
        }),
      );
      return written.ok ? ok(written.value.valor) : written;
    },

    async abrirCalendario(peticion, nombre) {
      const secreto = createToken(azar);
      const id = azar(9).toString('hex');
      const huella = huellaDe(secreto).toString('hex');
      const written = await write<null, never>(peticion, () =>
        ok({ hecho: { tipo: 'calendario_abierto', datos: { id, nombre, huella } }, valor: null }),
      );
      if (!written.ok) return written;
      const calendario = written.value.estado.calendarios.get(id);
      if (calendario === undefined) throw new Error('the calendar that was just written is not there');
      return ok({ calendario, secreto });
    },

    async revocarCalendario(peticion, id, soloDe) {
      const written = await write<null, Refusal<'NO_EXISTE'>>(peticion, (estado) => {
        const calendario = estado.calendarios.get(id);
        if (calendario === undefined || (soloDe !== null && calendario.persona !== soloDe)) {
          return refuse('NO_EXISTE', 'No hay un calendario con esa clave. Actualice la lista.');
        }
        const hecho =
          calendario.revocado === null ? ({ tipo: 'calendario_revocado', datos: { id } } as const) : null;
        return ok({ hecho, valor: null });
      });
      return written.ok ? ok(null) : written;
    },

    async porSecreto(secreto) {
      const found = await current();
      if (!found.ok) return found;
      const huella = huellaDe(secreto).toString('hex');
      const open = [...found.value.calendarios.values()].some(
        (calendario) => calendario.huella === huella && calendario.revocado === null,
      );
      return open ? found : refuse('NO_EXISTE', 'Esa dirección de calendario no existe o fue revocada.');
    },
  };
}

function required(ficha: Ficha | null): Result<Ficha, RechazoDeMandato> {
  if (ficha !== null) return ok(ficha);
  return fail({ codigo: 'FICHA_RETIRADA', mensaje: 'Ya fue retirada. Actualice la lista.', conflictos: [] });
}

function withClave(hecho: HechoDePlaneacion | null, clave: string | undefined): HechoDePlaneacion | null {
  if (hecho === null || clave === undefined) return hecho;
  return { ...hecho, datos: { ...hecho.datos, clave } } as HechoDePlaneacion;
}

/** What the log has was written here, and its hash says that it is the same. */
function escritoDe(fila: FilaEvento): Escrito {
  const { tipo, datos, actor, momento } = readEvento(fila);
  return { tipo, datos, persona: actor, momento } as Escrito;
}
