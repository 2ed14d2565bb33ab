/**
 * What the equipos say arrives here (docs/entregas.md): a delivery, whose text is verified against the key of who
 * signed it, and the bytes that it names, in pieces that may come twice or after the server was killed. What is
 * acknowledged is on disk.
 */

import type { KeyObject } from 'node:crypto';
import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { EquipoQuePide } from '../../acceso/contrato-de-equipos.ts';
import type { Bitacora, FallaBase } from '../../bitacora/bitacora.ts';
import { verifica } from '../../comun/firma.ts';
import type { Instante } from '../../dominio/acta.ts';
import { BYTES_DE_ARCHIVO, type Entrega, parseEntrega } from '../../dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import type { EntregaEnServidor } from '../contrato.ts';
import { type AlertaNueva, raise } from './alertas.ts';
import type { Cual, Deposito } from './deposito.ts';
import { BYTES_DE_PUBLICABLE } from './publicable.ts';
import {
  type EntregaNueva,
  type FilaDeEntrega,
  findEntrega,
  insertEntrega,
  listEntregas,
  toEnServidor,
  updateEntrega,
  type Via,
} from './tabla.ts';

/** Most bytes of a piece. */
export const BYTES_DE_PIEZA = 256 * 1024;
/** Deliveries of one equipo whose bytes may be missing at once: a whole CATD without network has fewer. */
const INCOMPLETAS_MAXIMAS = 400;
/** Deliveries that one answer tells. */
const EN_LISTA = 200;
/** A clock that is off by more than this is looked at by somebody. */
const DESFASE_MAXIMO_MS = 5 * 60_000;
/** Times that a file may arrive whole and not be the one that was announced. */
const INTENTOS = 3;

export interface EntregaFirmada {
  readonly texto: string;
  /** base64url */
  readonly firma: string;
}

export interface Recepcion {
  recibir(equipo: EquipoQuePide, firmada: EntregaFirmada): Promise<Result<EntregaEnServidor, Refusal>>;
  /** The same for one that came in a package; its bytes follow. */
  admitir(
    equipo: Pick<EquipoQuePide, 'clave' | 'centro'>,
    llave: KeyObject,
    firmada: EntregaFirmada,
    via: Via,
  ): Promise<Result<FilaDeEntrega, Refusal>>;
  /** Pieces of a file, in any order of arrival; the answer says from where bytes are missing. */
  recibirBytes(
    equipo: string,
    id: string,
    pieza: { readonly cual: Cual; readonly desde: number; readonly bytes: Uint8Array },
  ): Promise<Result<EntregaEnServidor, Refusal>>;
  buscar(equipo: string, id: string): Promise<Result<EntregaEnServidor, Refusal>>;
  /** Those with `secuencia` at or after that one. */
  listar(equipo: string, desde: number): Promise<readonly EntregaEnServidor[]>;
}

export interface PartesDeRecepcion {
  readonly pool: Pool;
  readonly bitacora: Pick<Bitacora, 'noteWith'>;
  readonly deposito: Deposito;
  /** name of the process */
  readonly proceso: string;
  readonly now: () => Instante;
  readonly llaveDe: (equipo: string) => Promise<KeyObject | null>;
  /** a delivery is complete: somebody should look at it */
  readonly avisar: () => void;
}

export function createRecepcion(partes: PartesDeRecepcion): Recepcion {
  const { pool, deposito, proceso, now, avisar } = partes;
  const enTurno = createTurnos();

  async function alert(alerta: AlertaNueva): Promise<Result<null, FallaBase>> {
    return partes.bitacora.noteWith('DIGITALIZACION', async (client, anotar) => {
      await raise(client, anotar, alerta, now());
      return ok(null);
    });
  }

  const admitir: Recepcion['admitir'] = async (equipo, llave, firmada, via) => {
    const { texto, firma } = firmada;
    const id = hash('sha256', texto, 'hex');
    const known = await findEntrega(pool, id);
    if (known !== null) return known.equipo === equipo.clave ? ok(known) : refuseAjena();
    if (!verifica(llave, texto, firma)) {
      const told = await alert(falsa(equipo, id));
      return told.ok ? refuse('FIRMA_FALSA', FIRMA_FALSA) : told;
    }
    const parsed = parseEntrega(texto);
    if (!parsed.ok) return parsed;
    const entrega = parsed.value;
    if (entrega.equipo !== equipo.clave) return refuseAjena();
    if (entrega.proceso !== proceso) return refuseProceso(entrega.proceso, proceso);
    const room = await checkRoom(equipo.clave);
    if (!room.ok) return room;
    const nueva = toNueva(entrega, { id, texto, firma, via, centro: equipo.centro, recibida: now() });
    if ((await insertEntrega(pool, nueva)) === 'ya_estaba') {
      // Somebody sent the same one at the same time; or another one has its number.
      const there = await findEntrega(pool, id);
      if (there !== null) return ok(there);
      const told = await alert(repetida(equipo, entrega, id));
      return told.ok ? refuse('SECUENCIA_REPETIDA', SECUENCIA_REPETIDA) : told;
    }
    if (Math.abs(entrega.desfase ?? 0) > DESFASE_MAXIMO_MS) {
      const told = await alert(reloj(equipo, entrega));
      if (!told.ok) return told;
    }
    if (nueva.estado === 'en_proceso') avisar();
    const inserted = await findEntrega(pool, id);
    if (inserted === null) throw new Error(`a delivery that was inserted is not there: ${id}`);
    return ok(inserted);
  };

  async function checkRoom(equipo: string): Promise<Result<null, Refusal<'ESPERE'>>> {
    const { rows } = await pool.query<{ n: number }>({
      name: 'entregas_incompletas',
      text: `select count(*)::int as n from prep.entrega where equipo = $1 and estado = 'incompleta'`,
      values: [equipo],
    });
    if ((rows[0]?.n ?? 0) < INCOMPLETAS_MAXIMAS) return ok(null);
    return refuse(
      'ESPERE',
      `Este equipo tiene ${INCOMPLETAS_MAXIMAS} entregas a medias. Termine de enviar sus archivos y después anuncie otras.`,
    );
  }

  /** Everything about one file happens one after another: pieces that come at once would undo each other's account. */
  const recibirBytes: Recepcion['recibirBytes'] = (equipo, id, { cual, desde, bytes }) =>
    enTurno(`${id} ${cual}`, async () => {
      const fila = await findEntrega(pool, id);
      if (fila === null || fila.equipo !== equipo) return unknown();
      const total = cual === 'archivo' ? fila.bytes : fila.originalBytes;
      const had = cual === 'archivo' ? fila.llegaron : fila.originalLlegaron;
      const over = fila.estado === 'rechazada' || (cual === 'archivo' && fila.estado !== 'incompleta');
      if (total === null || over || had === total) return ok(toEnServidor(fila));
      // What the row says is on disk, unless the disk lost it: then it is asked for again.
      const llegaron = Math.min(had, await deposito.size(id, cual));
      const fresh = desde > llegaron ? null : bytes.subarray(llegaron - desde);
      if (fresh === null || fresh.length === 0) {
        if (llegaron !== had) await updateEntrega(pool, id, { [COLUMNA[cual]]: llegaron });
        return ok(toEnServidor({ ...fila, [PROPIEDAD[cual]]: llegaron }));
      }
      if (llegaron + fresh.length > total) {
        return refuse(
          'BYTES_DE_MAS',
          `El archivo tiene ${total} bytes según su entrega y llegan más. Envíe el que se anunció.`,
        );
      }
      const written = await deposito.write(id, cual, llegaron, fresh);
      if (!written.ok) return written;
      const now = llegaron + fresh.length;
      if (now < total) await updateEntrega(pool, id, { [COLUMNA[cual]]: now });
      else {
        const closed = await complete(fila, cual, total);
        if (!closed.ok) return closed;
      }
      const after = await findEntrega(pool, id);
      return after === null ? unknown() : ok(toEnServidor(after));
    });

  /** The file is whole: it is the one that was announced, or it has to come again. */
  async function complete(
    { id, datos, intentos }: FilaDeEntrega,
    cual: Cual,
    total: number,
  ): Promise<Result<null, Refusal>> {
    if (datos.tipo !== 'imagen') throw new Error(`bytes of a delivery that has no file: ${id}`);
    const expected = cual === 'archivo' ? datos.archivo.sha256 : datos.original?.sha256;
    const bytes = await deposito.read(id, cual);
    if (bytes === null || expected === undefined || hash('sha256', bytes, 'hex') !== expected) {
      const rejected = intentos + 1 >= INTENTOS && cual === 'archivo';
      await updateEntrega(pool, id, {
        ...{ [COLUMNA[cual]]: 0, intentos: intentos + 1 },
        ...(rejected && { estado: 'rechazada', codigo: 'ARCHIVO_DISTINTO', mensaje: ARCHIVO_DISTINTO }),
      });
      return refuse('ARCHIVO_DISTINTO', ARCHIVO_DISTINTO);
    }
    if (cual === 'original') {
      const kept = await deposito.keep(id, cual, expected);
      if (!kept.ok) return kept;
      await updateEntrega(pool, id, { original_llegaron: total });
      return ok(null);
    }
    await updateEntrega(pool, id, { llegaron: total, estado: 'en_proceso' });
    avisar();
    return ok(null);
  }

  return {
    admitir,
    recibirBytes,

    async recibir(equipo, firmada) {
      const llave = await partes.llaveDe(equipo.clave);
      if (llave === null) return refuse('EQUIPO_DESCONOCIDO', 'Este servidor no conoce la llave del equipo.');
      const admitted = await admitir(equipo, llave, firmada, 'equipo');
      return admitted.ok ? ok(toEnServidor(admitted.value)) : admitted;
    },

    async buscar(equipo, id) {
      const fila = await findEntrega(pool, id);
      return fila === null || fila.equipo !== equipo ? unknown() : ok(toEnServidor(fila));
    },

    async listar(equipo, desde) {
      const filas = await listEntregas(pool, 'equipo = $1 and secuencia >= $2 order by secuencia limit $3', [
        equipo,
        desde,
        EN_LISTA,
      ]);
      return filas.map(toEnServidor);
    },
  };
}

const COLUMNA = { archivo: 'llegaron', original: 'original_llegaron' } as const;
const PROPIEDAD = { archivo: 'llegaron', original: 'originalLlegaron' } as const;

type Sobre = Pick<EntregaNueva, 'id' | 'texto' | 'firma' | 'via' | 'centro' | 'recibida'>;

/** The row with which a delivery begins. */
function toNueva(entrega: Entrega, sobre: Sobre): EntregaNueva {
  const { equipo, secuencia } = entrega;
  const nueva = { ...sobre, equipo, secuencia, datos: entrega, codigo: null, mensaje: null };
  if (entrega.tipo === 'acopio') return { ...nueva, estado: 'en_proceso', bytes: null, originalBytes: null };
  const { archivo, original, presentacion } = entrega;
  // Evidence that is too large is not asked for; the delivery goes on.
  const originalBytes = original === null || original.bytes > BYTES_DE_ARCHIVO ? null : original.bytes;
  const most = presentacion === 'publicable' ? BYTES_DE_PUBLICABLE : BYTES_DE_ARCHIVO;
  if (archivo.bytes > most || (presentacion === 'publicable' && archivo.formato !== 'jpeg')) {
    return {
      ...{ ...nueva, estado: 'rechazada', bytes: archivo.bytes, originalBytes: null },
      codigo: 'ARCHIVO_EXCESIVO',
      mensaje: `El archivo es un ${archivo.formato} de ${Math.ceil(archivo.bytes / 1024)} KB y se admite hasta ${most / 1024} KB${presentacion === 'publicable' ? ', en JPEG' : ''}. Digitalice el acta otra vez, a 200 puntos por pulgada.`,
    };
  }
  return { ...nueva, estado: 'incompleta', bytes: archivo.bytes, originalBytes };
}

type DeQuien = Pick<EquipoQuePide, 'clave' | 'centro'>;

function falsa({ clave, centro }: DeQuien, id: string): AlertaNueva {
  return {
    ...{ tipo: 'firma_falsa', clave: `firma_falsa ${clave} ${id}`, centro, equipo: clave, actas: [] },
    mensaje: `Llegó una entrega a nombre de ${clave} que no firmó su llave. No se usó. Revise quién tiene ese equipo y, si hace falta, revóquelo.`,
  };
}

function repetida({ clave, centro }: DeQuien, entrega: Entrega, id: string): AlertaNueva {
  const acta = entrega.tipo === 'acopio' ? entrega.acta : entrega.declarada;
  return {
    ...{ tipo: 'secuencia_repetida', clave: `secuencia_repetida ${clave} ${id}`, centro, equipo: clave },
    actas: acta === null ? [] : [acta],
    mensaje: `Llegaron dos entregas distintas de ${clave} con el número ${entrega.secuencia}. Alguien copió su llave o su disco: revise el equipo y, si hace falta, revóquelo.`,
  };
}

function reloj({ clave, centro }: DeQuien, { desfase }: Entrega): AlertaNueva {
  const minutos = Math.round(Math.abs(desfase ?? 0) / 60_000);
  return {
    ...{ tipo: 'reloj', clave: `reloj ${clave}`, centro, equipo: clave, actas: [] },
    mensaje: `El reloj de ${clave} está ${minutos} minutos ${(desfase ?? 0) > 0 ? 'atrasado' : 'adelantado'}. Las horas se corrigen solas; ponga en hora el equipo.`,
  };
}

const FIRMA_FALSA =
  'La firma de esta entrega no es de la llave del equipo: no se usó, y su coordinación queda avisada.';
const SECUENCIA_REPETIDA =
  'Ya había otra entrega de este equipo con ese número: esta no se usó, y su coordinación queda avisada.';
const ARCHIVO_DISTINTO =
  'El archivo que llegó no es el que se anunció: su SHA-256 es otro. Envíelo otra vez desde el principio.';

function refuseAjena() {
  return refuse('EQUIPO_DISTINTO', 'Esta entrega es de otro equipo. Cada equipo envía solo las suyas.');
}

function refuseProceso(suyo: string, este: string) {
  return refuse(
    'OTRO_PROCESO',
    `La entrega es del proceso «${suyo}» y este servidor opera «${este}». Enrole el equipo en el que le toca.`,
  );
}

function unknown() {
  return refuse('NO_EXISTE', 'Este servidor no tiene esa entrega. Envíela otra vez desde el principio.');
}

/** Runs what has the same key one after another. */
function createTurnos() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, body: () => Promise<T>): Promise<T> => {
    const before = last.get(key);
    const mine = (async () => {
      // How the one before ended was told to who asked for it.
      await before?.catch(() => null);
      return body();
    })();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
