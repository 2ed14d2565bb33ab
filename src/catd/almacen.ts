/**
 * What the station knows and must not lose, in a SQLite base of its own: each change is on the disk when it returns
 * (WAL with synchronous=FULL), and what names a file is written after the file is (`archivos`). Nothing is deleted.
 */

import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { EquipoEnServidor } from '../acopio/contrato-de-equipo.ts';
import type { EntregaEnServidor } from '../digitalizacion/contrato.ts';
import type { Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { RazonDeEspera, SituacionDeImagen } from './contrato.ts';
import { type FallaDeDisco, failureOfDisk } from './disco.ts';

/** A file that the scanner gave. */
export interface Toma {
  readonly sha256: string;
  readonly nombre: string;
  readonly bytes: number;
  readonly formato: string;
  readonly momento: Instante;
  readonly paginas: number;
}

export interface ImagenGuardada {
  readonly id: number;
  readonly toma: string;
  readonly nombre: string;
  readonly pagina: number;
  readonly paginas: number;
  readonly momento: Instante;
  /** text of its QR */
  readonly codigo: string | null;
  /** the acta that its QR says, or that somebody declared */
  readonly acta: IdActa | null;
  readonly aceptable: boolean;
  readonly motivos: readonly { readonly motivo: string; readonly mensaje: string }[];
  /** of what is published */
  readonly sha256: string;
  readonly bytes: number;
  readonly ancho: number;
  readonly alto: number;
  readonly situacion: SituacionDeImagen;
  readonly razon: RazonDeEspera | null;
  readonly mensaje: string | null;
  readonly secuencia: number | null;
}

export interface EntregaGuardada {
  readonly secuencia: number;
  /** SHA-256 of its text */
  readonly id: string;
  readonly tipo: 'acopio' | 'imagen';
  /** for screens: by the clock of the server, as it was known; its text has that of the station */
  readonly momento: Instante;
  readonly acta: IdActa | null;
  readonly texto: string;
  readonly firma: string;
  /** what is sent; null in an acopio */
  readonly archivo: { readonly sha256: string; readonly bytes: number } | null;
  readonly original: { readonly sha256: string; readonly bytes: number } | null;
  /** what the server said last of it; null while it does not know of it */
  readonly vista: EntregaEnServidor | null;
}

export type TipoDeHecho =
  | 'empezo'
  | 'salto_de_reloj'
  | 'desfase_medido'
  | 'disco_lleno'
  | 'disco_con_lugar'
  | 'sin_red'
  | 'en_linea'
  | 'no_leido'
  | 'repetido'
  | 'paquete'
  | 'turno'
  | 'copia_restaurada';

export interface HechoDeEstacion {
  readonly momento: Instante;
  readonly tipo: TipoDeHecho;
  readonly mensaje: string;
}

export interface Almacen {
  /** Runs it whole or not at all; when it returns, it is on the disk. */
  transaccion<T>(work: () => T): Result<T, FallaDeDisco>;

  toma(sha256: string): Toma | null;
  insertToma(toma: Toma): void;
  /** Times that the program began to read a file and did not finish. */
  intentos(sha256: string): number;
  ponerIntentos(sha256: string, cuantos: number): void;

  insertImagen(imagen: Omit<ImagenGuardada, 'id' | 'nombre' | 'paginas'>, miniatura: Uint8Array): number;
  /** Newest first. */
  imagenes(): readonly ImagenGuardada[];
  imagen(id: number): ImagenGuardada | null;
  miniatura(id: number): Buffer | null;
  decidirImagen(
    id: number,
    cambio: Pick<ImagenGuardada, 'situacion' | 'acta' | 'mensaje' | 'secuencia'>,
  ): void;

  siguienteSecuencia(): number;
  /** A copy of the folder was put back: the next one is after the last that the server has. */
  saltarSecuencia(hasta: number): void;
  insertEntrega(entrega: EntregaGuardada): void;
  /** In order. */
  entregas(): readonly EntregaGuardada[];
  ponerVista(secuencia: number, vista: EntregaEnServidor): void;

  equipo(): EquipoEnServidor | null;
  ponerEquipo(equipo: EquipoEnServidor): void;

  recuerdo<T>(clave: string): T | null;
  recordar(clave: string, valor: unknown): void;

  anotar(hecho: HechoDeEstacion): void;
  /** Newest first. */
  hechos(cuantos: number): readonly HechoDeEstacion[];
  close(): void;
}

const BASE = 'estacion.sqlite';
/** Of the shape of the base: a program does not open that of a later one. */
const VERSION = 1;

const ESQUEMA = `
  create table toma (
    sha256 text primary key, nombre text not null, bytes integer not null, formato text not null,
    momento text not null, paginas integer not null
  ) strict;
  create table intento (sha256 text primary key, cuantos integer not null) strict;
  create table imagen (
    id integer primary key autoincrement, toma text not null references toma, pagina integer not null,
    momento text not null, codigo text, acta text, aceptable integer not null, motivos text not null,
    sha256 text not null, bytes integer not null, ancho integer not null, alto integer not null,
    situacion text not null, razon text, mensaje text, secuencia integer, miniatura blob not null,
    unique (toma, pagina)
  ) strict;
  create table entrega (
    secuencia integer primary key, id text not null unique, tipo text not null, momento text not null, acta text,
    texto text not null, firma text not null, archivo text, archivo_bytes integer, original text,
    original_bytes integer, vista text
  ) strict;
  create table recuerdo (clave text primary key, valor text not null) strict;
  create table hecho (id integer primary key autoincrement, momento text not null, tipo text not null, mensaje text not null) strict;
`;

/** Opens the base of a station, that is made the first time. */
export function openAlmacen(
  carpeta: string,
): Result<Almacen, FallaDeDisco | Refusal<'VERSION_POSTERIOR' | 'BASE_DANADA'>> {
  const path = join(carpeta, BASE);
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { timeout: 5_000 });
    db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    const { user_version: version } = db.prepare('pragma user_version').get() as { user_version: number };
    if (version > VERSION) {
      db.close();
      return refuse(
        'VERSION_POSTERIOR',
        `${path} es de una versión posterior de este programa. Instale esa versión o una más nueva.`,
      );
    }
    if (version === 0) db.exec(`begin; ${ESQUEMA} pragma user_version = ${VERSION}; commit;`);
    return ok(createAlmacen(db));
  } catch (error) {
    db?.close();
    const failure = failureOfDisk(error);
    if (failure !== null) return { ok: false, error: failure };
    if (isDamaged(error)) {
      return refuse(
        'BASE_DANADA',
        `${path} está dañado. No lo borre: copie la carpeta completa a otro disco y avise a la coordinación del CCV.`,
      );
    }
    throw error;
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
}

function createAlmacen(db: DatabaseSync): Almacen {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const sql = (text: string) => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const prepared = db.prepare(text);
    statements.set(text, prepared);
    return prepared;
  };
  // Not the thumbnails, which would be most of what is read.
  const imagenSql = `select i.id, i.toma, i.pagina, i.momento, i.codigo, i.acta, i.aceptable, i.motivos, i.sha256, i.bytes,
    i.ancho, i.alto, i.situacion, i.razon, i.mensaje, i.secuencia, t.nombre, t.paginas
    from imagen i join toma t on t.sha256 = i.toma`;

  return {
    transaccion(work) {
      try {
        db.exec('begin immediate');
        const value = work();
        db.exec('commit');
        return ok(value);
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        const failure = failureOfDisk(error);
        if (failure === null) throw error;
        return { ok: false, error: failure };
      }
    },

    toma: (sha256) => (sql('select * from toma where sha256 = ?').get(sha256) as Toma | undefined) ?? null,
    insertToma({ sha256, nombre, bytes, formato, momento, paginas }) {
      sql('insert into toma values (?, ?, ?, ?, ?, ?)').run(sha256, nombre, bytes, formato, momento, paginas);
    },
    intentos(sha256) {
      const row = sql('select cuantos from intento where sha256 = ?').get(sha256);
      return Number(row?.cuantos ?? 0);
    },
    ponerIntentos(sha256, cuantos) {
      sql('insert into intento values (?, ?) on conflict do update set cuantos = excluded.cuantos').run(
        sha256,
        cuantos,
      );
    },

    insertImagen(imagen, miniatura) {
      const { toma, pagina, momento, codigo, acta, aceptable, motivos, sha256, bytes, ancho, alto } = imagen;
      const { situacion, razon, mensaje, secuencia } = imagen;
      const { lastInsertRowid } = sql(
        `insert into imagen (toma, pagina, momento, codigo, acta, aceptable, motivos, sha256, bytes, ancho, alto,
           situacion, razon, mensaje, secuencia, miniatura) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        ...[toma, pagina, momento, codigo, acta, aceptable ? 1 : 0, JSON.stringify(motivos), sha256, bytes],
        ...[ancho, alto, situacion, razon, mensaje, secuencia, miniatura],
      );
      return Number(lastInsertRowid);
    },
    imagenes: () => sql(`${imagenSql} order by i.id desc`).all().map(toImagen),
    imagen(id) {
      const row = sql(`${imagenSql} where i.id = ?`).get(id);
      return row === undefined ? null : toImagen(row);
    },
    miniatura(id) {
      const row = sql('select miniatura from imagen where id = ?').get(id);
      return row === undefined ? null : Buffer.from(row.miniatura as Uint8Array);
    },
    decidirImagen(id, { situacion, acta, mensaje, secuencia }) {
      sql('update imagen set situacion = ?, acta = ?, mensaje = ?, secuencia = ? where id = ?').run(
        ...[situacion, acta, mensaje, secuencia, id],
      );
    },

    siguienteSecuencia() {
      const row = sql(
        `select max(coalesce((select max(secuencia) from entrega), 0),
           coalesce((select valor from recuerdo where clave = 'secuencia'), 0) + 0) as ultima`,
      ).get();
      return Number(row?.ultima ?? 0) + 1;
    },
    saltarSecuencia(hasta) {
      this.recordar('secuencia', hasta);
    },
    insertEntrega({ secuencia, id, tipo, momento, acta, texto, firma, archivo, original, vista }) {
      sql('insert into entrega values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
        ...[secuencia, id, tipo, momento, acta, texto, firma, archivo?.sha256 ?? null],
        ...[archivo?.bytes ?? null, original?.sha256 ?? null, original?.bytes ?? null],
        vista === null ? null : JSON.stringify(vista),
      );
    },
    entregas: () => sql('select * from entrega order by secuencia').all().map(toEntrega),
    ponerVista(secuencia, vista) {
      sql('update entrega set vista = ? where secuencia = ?').run(JSON.stringify(vista), secuencia);
    },

    equipo() {
      return this.recuerdo<EquipoEnServidor>('equipo');
    },
    ponerEquipo(equipo) {
      this.recordar('equipo', equipo);
    },
    recuerdo<T>(clave: string) {
      const row = sql('select valor from recuerdo where clave = ?').get(clave);
      return row === undefined ? null : (JSON.parse(String(row.valor)) as T);
    },
    recordar(clave, valor) {
      sql('insert into recuerdo values (?, ?) on conflict do update set valor = excluded.valor').run(
        clave,
        JSON.stringify(valor),
      );
    },

    anotar({ momento, tipo, mensaje }) {
      sql('insert into hecho (momento, tipo, mensaje) values (?, ?, ?)').run(momento, tipo, mensaje);
    },
    hechos: (cuantos) =>
      sql('select momento, tipo, mensaje from hecho order by id desc limit ?')
        .all(cuantos)
        .map((row) => ({ ...row }) as unknown as HechoDeEstacion),
    close: () => db.close(),
  };
}

type Row = Record<string, SQLOutputValue>;

/** The columns are those of the type, but for what SQLite has no type of. */
function toImagen({ aceptable, motivos, ...row }: Row): ImagenGuardada {
  return {
    ...row,
    aceptable: aceptable === 1,
    motivos: JSON.parse(String(motivos)),
  } as unknown as ImagenGuardada;
}

function toEntrega({
  archivo,
  archivo_bytes,
  original,
  original_bytes,
  vista,
  ...row
}: Row): EntregaGuardada {
  return {
    ...row,
    archivo: archivo === null ? null : { sha256: archivo, bytes: archivo_bytes },
    original: original === null ? null : { sha256: original, bytes: original_bytes },
    vista: vista === null ? null : JSON.parse(String(vista)),
  } as unknown as EntregaGuardada;
}
