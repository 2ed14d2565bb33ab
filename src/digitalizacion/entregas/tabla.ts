/** The rows of deliveries: how they are read, and how an equipo is told of one. */

import type { ClientBase, Pool } from 'pg';
import type { Encuadre, Instante } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import type { Entrega } from '../../dominio/entrega.ts';
import type { EntregaEnServidor, EstadoDeEntrega, RazonDeCaso } from '../contrato.ts';

export type Db = Pool | ClientBase;

export type Via = 'equipo' | 'paquete' | 'consola';

/** How it is known of which acta an image is. */
export type Identifica = 'qr' | readonly string[];

/** Somebody says that an image is of no approved casilla; another person has to say it too. */
export interface PropuestaFueraDeCatalogo {
  readonly persona: string;
  readonly eleccion: string;
  readonly identificacion: string;
  readonly razon: string;
}

/** A row of prep.entrega. */
export interface FilaDeEntrega {
  readonly id: string;
  readonly via: Via;
  readonly equipo: string | null;
  readonly secuencia: number | null;
  readonly centro: string;
  readonly datos: Entrega;
  readonly pagina: number;
  readonly recibida: Instante;
  readonly estado: EstadoDeEntrega;
  readonly bytes: number | null;
  readonly llegaron: number;
  readonly originalBytes: number | null;
  readonly originalLlegaron: number;
  readonly intentos: number;
  readonly publicada: string | null;
  readonly huella: string | null;
  readonly encuadre: Encuadre | null;
  /** sentences of what is wrong with the image */
  readonly motivos: readonly string[];
  readonly leida: IdActa | null;
  readonly acta: IdActa | null;
  readonly identifica: Identifica | null;
  readonly uso: 'captura' | 'evidencia' | null;
  readonly codigo: string | null;
  readonly mensaje: string | null;
  readonly razon: RazonDeCaso | null;
  readonly ronda: number;
  readonly propuesta: PropuestaFueraDeCatalogo | null;
}

const COLUMNAS = `id, via, equipo, secuencia, centro, datos, pagina,
  to_char(recibida at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recibida, estado, bytes, llegaron,
  original_bytes as "originalBytes", original_llegaron as "originalLlegaron", intentos, publicada, huella, encuadre, motivos,
  leida, acta, identifica, uso, codigo, mensaje, razon, ronda, propuesta`;

export async function findEntrega(db: Db, id: string): Promise<FilaDeEntrega | null> {
  const { rows } = await db.query<FilaDeEntrega>({
    name: 'entrega_por_id',
    text: `select ${COLUMNAS} from prep.entrega where id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockEntrega(db: ClientBase, id: string): Promise<FilaDeEntrega | null> {
  const { rows } = await db.query<FilaDeEntrega>(
    `select ${COLUMNAS} from prep.entrega where id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

/** Those that match a condition, in the order in which they arrived. @param where on the columns of the table */
export async function listEntregas(
  db: Db,
  where: string,
  values: readonly unknown[],
): Promise<readonly FilaDeEntrega[]> {
  const { rows } = await db.query<FilaDeEntrega>(`select ${COLUMNAS} from prep.entrega where ${where}`, [
    ...values,
  ]);
  return rows;
}

export interface EntregaNueva {
  readonly id: string;
  readonly via: Via;
  readonly equipo: string | null;
  readonly secuencia: number | null;
  readonly centro: string;
  readonly texto: string;
  readonly firma: string | null;
  readonly datos: Entrega;
  readonly recibida: Instante;
  readonly estado: EstadoDeEntrega;
  readonly bytes: number | null;
  readonly originalBytes: number | null;
  readonly codigo: string | null;
  readonly mensaje: string | null;
}

/** Adds it; `ya_estaba` when there is one of that name, or of that number of its equipo. */
export async function insertEntrega(db: Db, nueva: EntregaNueva): Promise<'nueva' | 'ya_estaba'> {
  const { rowCount } = await db.query(
    `insert into prep.entrega (id, via, equipo, secuencia, centro, texto, firma, datos, recibida, estado, bytes,
                               original_bytes, codigo, mensaje)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      ...[nueva.id, nueva.via, nueva.equipo, nueva.secuencia, nueva.centro, nueva.texto, nueva.firma],
      ...[JSON.stringify(nueva.datos), nueva.recibida, nueva.estado, nueva.bytes, nueva.originalBytes],
      ...[nueva.codigo, nueva.mensaje],
    ],
  );
  return rowCount === 1 ? 'nueva' : 'ya_estaba';
}

/** Columns that change while a delivery is attended. */
export interface CambioDeEntrega {
  readonly estado?: EstadoDeEntrega;
  readonly llegaron?: number;
  readonly original_llegaron?: number;
  readonly intentos?: number;
  readonly publicada?: string;
  readonly huella?: string;
  readonly encuadre?: Encuadre;
  readonly motivos?: string;
  readonly leida?: IdActa | null;
  readonly acta?: IdActa | null;
  readonly identifica?: string | null;
  readonly uso?: 'captura' | 'evidencia' | null;
  readonly espera_version?: number | null;
  readonly codigo?: string | null;
  readonly mensaje?: string | null;
  readonly razon?: RazonDeCaso | null;
  readonly ronda?: number;
  readonly propuesta?: string | null;
}

export async function updateEntrega(db: Db, id: string, cambio: CambioDeEntrega): Promise<void> {
  const columnas = Object.keys(cambio);
  const sets = columnas.map((columna, i) => `${columna} = $${i + 2}`).join(', ');
  await db.query(`update prep.entrega set ${sets} where id = $1`, [id, ...Object.values(cambio)]);
}

/** What an equipo is told of one of its deliveries. */
export function toEnServidor(fila: FilaDeEntrega): EntregaEnServidor {
  const { id, secuencia, estado, llegaron, originalBytes, originalLlegaron } = fila;
  return {
    ...{ id, secuencia: secuencia ?? 0, estado, faltaDesde: llegaron },
    originalFaltaDesde: originalBytes === null ? null : originalLlegaron,
    originalCompleto: originalBytes === null || originalLlegaron === originalBytes,
    acta: estado === 'registrada' ? fila.acta : null,
    ...{ uso: fila.uso, publicada: fila.publicada, codigo: fila.codigo, mensaje: fila.mensaje },
  };
}
